"""Verbs on claims: made of a selection or of words, edited part by part, deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from argmap.ground.edits import Edit
from argmap.ground.text import plural
from argmap.notation.escapes import write_comment_marks, write_prose
from argmap.notation.tree import Attribute, Claim, Paragraph, Quote, Words
from argmap.notation.vocabulary import KINDS, STANDARDS
from argmap.notation.write import NOWHERE, write_claim_blocks
from argmap.prose.anchors import Anchor
from argmap.workshop.desk import (
    Body,
    Desk,
    Made,
    Refused,
    anchor_in,
    file_for_new,
    free_id,
    mapping_in,
    names_in,
    needed,
    numbered,
    one_of,
    sentence_of,
    shown,
    words_in,
)
from argmap.workshop.naming import rename
from argmap.workshop.span_edits import (
    add_block,
    add_item,
    applied,
    as_in,
    end_of_line,
    items_of,
    line_end_of,
    put,
    quote_lines,
    start_of_line,
    without_lines,
)


def new_claim(desk: Desk, _target: str | None, body: Body) -> Made:
    """A claim of a selection, or of words."""
    selected = body.get("start") is not None
    anchor = anchor_in(desk, body) if selected else None
    sentence = words_in(body, "text") or (sentence_of(anchor.selected) if anchor else None)
    if sentence is None:
        raise Refused('A claim needs its sentence ("text"), or a selection ("start", "end").')
    kind = one_of(words_in(body, "kind", "claim") or "claim", KINDS, "kind of claim")
    given = words_in(body, "id")
    name = free_id(desk, given, sentence)
    path, at, lead = _place_of_new(desk, body, anchor)
    nodes = [Paragraph(sentence, NOWHERE), *((Quote(anchor.text, NOWHERE),) if anchor else ())]
    claim = Claim(Words(name, NOWHERE), kind, None, NOWHERE, NOWHERE, tuple(nodes))
    text = desk.texts.get(path, "")
    block = "\n\n".join(write_claim_blocks(claim))
    edit = put(text, at, f"{lead}{block}")
    texts = applied(desk, path, [edit])
    if not texts[path].endswith(("\n", "\r")):
        texts[path] += line_end_of(text)
    return Made(texts, "Claim made.", path, name, anchor)


def _place_of_new(desk: Desk, body: Body, anchor: Anchor | None) -> tuple[str, int, str]:
    """The file that a new claim goes into, the offset there, and what stands before it."""
    after = words_in(body, "after")
    if after:
        path, claim = desk.claim(after)
        return path, end_of_line(desk.texts[path], claim.span.end), "\n\n"
    path = file_for_new(desk, body)
    text = desk.texts.get(path, "")
    section = words_in(body, "section")
    if section:
        return _place_in_section(desk, path, section)
    before = _claim_before(desk, path, anchor) if anchor else None
    if before:
        return path, end_of_line(text, before.span.end), "\n\n"
    kept = text.rstrip()
    return path, len(kept), "\n\n" if kept else ""


def _place_in_section(desk: Desk, path: str, title: str) -> tuple[str, int, str]:
    text = desk.texts.get(path, "")
    for section in desk.tree(path).sections:
        if section.title and section.title.text == title:
            end = section.claims[-1].span.end if section.claims else section.span.end
            return path, end_of_line(text, end), "\n\n"
    kept = text.rstrip()
    heading = f"# {title} #" if title.endswith("#") else f"# {title}"
    return path, len(kept), ("\n\n" if kept else "") + f"{heading}\n\n"


def _claim_before(desk: Desk, path: str, anchor: Anchor) -> Claim | None:
    """The claim of a file whose words stand nearest before in the paper: claims are kept in the paper's order."""
    starts: dict[str, int] = {}
    for claim in desk.project.argument.claims.values():
        matches = [a.match for a in claim.anchors if a.match and a.match.end > a.match.start]
        if claim.kind != "conclusion" and matches:
            starts[claim.id] = min(match.start for match in matches)
    there = [c for c in desk.tree(path).claims if starts.get(c.id.text, anchor.start + 1) <= anchor.start]
    return max(there, key=lambda c: (starts[c.id.text], c.span.start), default=None)


def edit_claim(desk: Desk, target: str | None, body: Body) -> Made:
    """Change any parts of a claim; or delete it."""
    path, claim = desk.claim(target)
    text = desk.texts[path]
    if body.get("delete"):
        return _delete_claim(desk, path, claim)
    edits: list[Edit] = []
    said: list[str] = []
    anchor: Anchor | None = None
    if "text" in body:
        edits.append(_set_sentence(text, claim, needed(body, "text")))
        said.append("Sentence changed.")
    if "kind" in body:
        edits += _set_kind(text, claim, one_of(needed(body, "kind"), KINDS, "kind of claim"))
        said.append(f"Its kind is {body['kind']} now.")
    if note := words_in(body, "note"):
        edits.append(_add_note(text, claim, note))
        said.append("Note added.")
    for number, words in numbered(body, "notes"):
        edits.append(_change_numbered(text, claim.notes, number, None if words is None else write_prose(words), "note"))
        said.append("Note changed." if words else "Note taken out.")
    if body.get("anchor") is not None:
        anchor = anchor_in(desk, mapping_in(body, "anchor"))
        edits.append(add_block(text, claim, quote_lines(anchor.text)))
        said.append("Words of the paper added.")
    if body.get("anchors") is not None:
        for number, place in mapping_in(body, "anchors").items():
            anchor = anchor_in(desk, place) if isinstance(place, Mapping) else None
            words = "\n".join(quote_lines(anchor.text)) if anchor else None
            edits.append(_change_numbered(text, claim.anchors, number, words, "passage"))
            said.append("Words of the paper changed." if anchor else "Words of the paper taken out.")
    for field_, key in (("said_by", "said-by"), ("assume", "assume"), ("standard", "standard")):
        if field_ in body:
            value = words_in(body, field_)
            if value and key == "standard":
                one_of(value, STANDARDS, "standard of proof")
            edits += _set_attribute(text, claim, key, value)
            said.append(f"“{key}” {'set' if value else 'taken out'}.")
    if "tags" in body or body.get("accept"):
        tags = names_in(body, "tags") if "tags" in body else [tag.text for tag in claim.tags]
        tags = [tag for tag in tags if not (body.get("accept") and tag == "draft")]
        edits += _set_tags(text, claim, tags)
        said.append("Accepted." if body.get("accept") else "Tags set.")
    renamed = words_in(body, "id")
    if not said and renamed in (None, claim.id.text):
        raise Refused("Nothing is asked to be changed.")
    texts = applied(desk, path, edits)
    if renamed and renamed != claim.id.text:
        if edits:
            desk = Desk(desk.project, {**desk.texts, **texts})
        more = rename(desk, None, {"old": claim.id.text, "new": renamed})
        texts = {**texts, **more.texts}
        said.append(more.said)
    return Made(texts, " ".join(said), path, renamed or claim.id.text, anchor)


def _change_numbered(text: str, nodes: Sequence[Paragraph | Quote], number: str, words: str | None, what: str) -> Edit:
    if not number.isdecimal() or not 0 < int(number) <= len(nodes):
        raise Refused(f"There is no {what} {shown(number)}.")
    span = nodes[int(number) - 1].span
    if words is None:
        return without_lines(text, span.start, span.end, alone=True)
    return Edit(start_of_line(text, span.start), span.end, as_in(text, words))


def _set_sentence(text: str, claim: Claim, words: str) -> Edit:
    if claim.sentence:
        span = claim.sentence.span
        # an escape before the first word belongs to the line, not to the words
        return Edit(start_of_line(text, span.start), span.end, write_prose(words))
    return put(text, end_of_line(text, claim.heading.end), f"\n\n{write_prose(words)}")


def _set_kind(text: str, claim: Claim, kind: str) -> list[Edit]:
    if claim.kind == kind:
        return []
    if claim.kind_span is None:
        return [Edit(claim.id.span.end, claim.id.span.end, f" {{{kind}}}")]
    return [Edit(claim.kind_span.start, claim.kind_span.end, kind)]


def _add_note(text: str, claim: Claim, words: str) -> Edit:
    """A note stands behind the claim's last paragraph or quotation before its items, or behind them."""
    if not claim.sentence:
        raise Refused("The claim has no sentence yet: its first paragraph would be taken for it.")
    return add_block(text, claim, [write_prose(words)])


def _set_attribute(text: str, claim: Claim, key: str, value: str | None) -> list[Edit]:
    there = claim.attribute(key)
    if there is None:
        return [] if value is None else [add_item(text, claim, [f"- {key}: {write_comment_marks(value)}"])]
    if value is None:
        return [without_lines(text, there.span.start, there.span.end, alone=len(items_of(claim)) == 1)]
    return [Edit(there.value.span.start, there.value.span.end, write_comment_marks(value))]


def _set_tags(text: str, claim: Claim, tags: Sequence[str]) -> list[Edit]:
    wrong = next((tag for tag in tags if "," in tag), None)
    if wrong is not None:
        raise Refused(f'The tag "{shown(wrong)}" has a comma in it, which is between tags.')
    lines = [node for node in items_of(claim) if isinstance(node, Attribute) and node.key == "tags"]
    if [tag.text for tag in claim.tags] == list(tags):
        return []
    value = ", ".join(" ".join(tag.split()) for tag in tags)
    gone = [
        without_lines(text, node.span.start, node.span.end, alone=len(items_of(claim)) == 1)
        for node in (lines[1:] if value else lines)
    ]
    if not value:
        return gone
    if lines:
        return [Edit(lines[0].value.span.start, lines[0].value.span.end, value), *gone]
    return [add_item(text, claim, [f"- tags: {value}"])]


def _delete_claim(desk: Desk, path: str, claim: Claim) -> Made:
    name = claim.id.text
    argument = desk.project.argument
    uses = [*argument.used_in.get(name, ()), *argument.undercuts.get(name, ())]
    used = [step.id for step in uses if step.claim != name]
    if used:
        raise Refused(
            f"`{name}` is named in {plural(len(used), 'step')} ({', '.join(used[:5])}). Take it out of those first."
        )
    if again := [other for other in argument.restated_by.get(name, ()) if other != name]:
        raise Refused(f"`{name}` is restated by {', '.join(again[:5])}. Take `restates` off there first.")
    text = desk.texts[path]
    edit = without_lines(text, claim.heading.start, claim.span.end, alone=True)
    return Made(applied(desk, path, [edit]), "Claim deleted.", path, None)
