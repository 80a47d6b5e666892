"""What each verb of the workshop does to the files of a project: span edits, and nothing is written here.

A verb gets the texts that its person saw and gives the texts as they are to be; every byte that it does not mean stays.
What would come out is parsed again before it is given: a verb never writes a line that has no meaning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from argmap.ground.diagnostics import ArgmapError, Diagnostic
from argmap.ground.edits import Edit, apply_edits
from argmap.ground.text import did_you_mean, plural, shorten
from argmap.notation import parse
from argmap.notation.citation import CitationError, is_plain_key, parse_citation
from argmap.notation.escapes import write_comment_marks, write_prose
from argmap.notation.tree import (
    Attribute,
    Cites,
    Claim,
    ClaimsFile,
    Evidence,
    Item,
    Paragraph,
    Property,
    Quote,
    Step,
    Waive,
    Words,
)
from argmap.notation.vocabulary import EVIDENCE_TYPES, KINDS, STANDARDS, id_from, is_id
from argmap.notation.write import NOWHERE, write_claim_blocks
from argmap.workshop.anchors import Anchor, anchor_at

if TYPE_CHECKING:
    from argmap.findings.finding import Finding
    from argmap.project import Project

Body = Mapping[str, Any]
_LONGEST_TEXT = 20_000
_ID_WORDS = 5
_MAKING = ("claims", "steps", "evidence", "citations")


class Refused(ArgmapError):
    """A verb that cannot be done as it is asked; `problems` are what would be wrong with the file."""

    def __init__(self, message: str, problems: Sequence[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Made:
    """What a verb comes to: the texts that differ by path, a sentence for people, and the handle of what was made.

    `file` is the file that the verb is about. `anchor` are the words of the paper that were written down, if any.
    """

    texts: Mapping[str, str]
    said: str
    file: str
    made: str | None = None
    anchor: Anchor | None = None


@dataclass
class Desk:
    """The texts that a verb works on, by path, with the project that they belong to."""

    project: Project
    texts: Mapping[str, str]
    findings: Mapping[str, Finding] = field(default_factory=dict)
    _trees: dict[str, ClaimsFile] = field(default_factory=dict)

    def tree(self, path: str) -> ClaimsFile:
        """The tree of a claims file, or of an empty one where there is none."""
        if path not in self._trees:
            text, read = self.texts.get(path, ""), self.project.text_files.get(path)
            known = self.project.parsed.get(path) if read and read.text == text else None
            self._trees[path] = (known or parse(text, path)).tree
        return self._trees[path]

    @property
    def claims_files(self) -> list[str]:
        """The paths of the claims files, in order."""
        return sorted(path for path in self.texts if path.endswith(".md"))

    def claim(self, name: object) -> tuple[str, Claim]:
        """A claim and the path of its file; the first where two have the id."""
        for path in self.claims_files:
            for claim in self.tree(path).claims:
                if claim.id.text == name:
                    return path, claim
        raise Refused(f'There is no claim "{_shown(name)}". {did_you_mean(str(name), self.ids())}'.rstrip())

    def ids(self) -> set[str]:
        """Every id that a new claim or step cannot have."""
        found = {claim.id.text for path in self.claims_files for claim in self.tree(path).claims}
        return found | {step.id for step in self.project.argument.steps() if "/" not in step.id}

    def item(self, handle: object) -> tuple[str, Claim, Item]:
        """The item that a handle such as `claim/because-1`, or a step's own id, names; with its file and claim."""
        name = str(handle)
        owner, _, part = name.rpartition("/")
        if not owner:
            for path in self.claims_files:
                for claim in self.tree(path).claims:
                    for node in claim.body:
                        if isinstance(node, Step) and node.id and node.id.text == name:
                            return path, claim, node
            raise Refused(f'There is no step "{_shown(name)}".')
        path, claim = self.claim(owner)
        key, _, number = part.rpartition("-")
        of_key = [node for node in claim.body if isinstance(node, Item) and node.key == key]
        if not number.isdecimal() or not 0 < int(number) <= len(of_key):
            raise Refused(f'There is nothing called "{_shown(name)}".')
        return path, claim, of_key[int(number) - 1]


def make(
    project: Project,
    texts: Mapping[str, str],
    verb: str,
    target: str | None,
    body: Body,
    findings: Mapping[str, Finding] | None = None,
) -> Made:
    """What `verb` comes to on these texts. `target` is the id in its address, if it has one.

    `findings` are those of the project, by what tells each from the others.
    Raises Refused where it cannot be done, with what would be wrong.
    """
    do = VERBS.get(verb)
    if do is None:
        raise Refused(f'There is no verb "{_shown(verb)}". {did_you_mean(verb, VERBS)}'.rstrip())
    desk = Desk(project, texts, findings or {})
    made = do(desk, target, body)
    changed = {path: text for path, text in made.texts.items() if texts.get(path) != text}
    if verb not in ("files", "fix"):
        _check_outcome(texts, changed)
        if target is None and made.made and verb in _MAKING:
            _check_there(Desk(project, {**texts, **changed}), made.made)
    return Made(changed, made.said, made.file, made.made, made.anchor)


def new_mistakes(before: str, after: str, path: str) -> list[Diagnostic]:
    """What is wrong with a claims file that was not wrong before."""
    found: list[Diagnostic] = []
    wrong = parse(after, path).diagnostics
    if not wrong:
        return found
    known = Counter((d.code, d.message) for d in parse(before, path).diagnostics)
    for diagnostic in wrong:
        key = (diagnostic.code, diagnostic.message)
        if known[key]:
            known[key] -= 1
        else:
            found.append(diagnostic)
    return found


def _check_outcome(before: Mapping[str, str], changed: Mapping[str, str]) -> None:
    for path, text in changed.items():
        if path.endswith(".md") and (wrong := new_mistakes(before.get(path, ""), text, path)):
            raise Refused(f"{wrong[0].message}. {wrong[0].help or ''}".rstrip(), wrong)


def _check_there(desk: Desk, handle: str) -> None:
    """What was made stands in the file as such, and not in a comment that was never closed, for one."""
    for there in (desk.claim, desk.item):
        with suppress(Refused):
            there(handle)
            return
    raise Refused(
        "The file is broken before that place, and what you make would be taken for something else. Mend it first."
    )


# values out of a request


def _shown(value: object) -> str:
    return shorten(str(value), 80)


def _words(body: Body, key: str, default: str | None = None) -> str | None:
    """A text on one line; `default` where it is not given, empty or null."""
    value = body.get(key)
    if value is None:
        return default
    if not isinstance(value, str):
        raise Refused(f'"{key}" is to be a text.')
    if len(value) > _LONGEST_TEXT:
        raise Refused(f'"{key}" is longer than {_LONGEST_TEXT:,} characters.')
    if any(0xD800 <= ord(c) <= 0xDFFF for c in value):
        raise Refused(f'"{key}" holds half a character.')
    cleaned = "".join(" " if c < " " or c in "\x7f\u0085\u2028\u2029" else c for c in value)
    return " ".join(cleaned.split()) or default


def _needed(body: Body, key: str) -> str:
    value = _words(body, key)
    if value is None:
        raise Refused(f'"{key}" is missing.')
    return value


def _names(body: Body, key: str) -> list[str]:
    value = body.get(key) or []
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise Refused(f'"{key}" is to be a list of ids.')
    return list(dict.fromkeys(name.strip() for name in value))


def _one_of(value: str, known: Sequence[str], what: str) -> str:
    if value not in known:
        hint = did_you_mean(value, known, f"One of {', '.join(known)}.")
        raise Refused(f'"{_shown(value)}" is no {what}. {hint}')
    return value


def _offsets(body: Body) -> tuple[int, int]:
    start, end = body.get("start"), body.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or isinstance(start, bool):
        raise Refused('A selection has "start" and "end", as numbers.')
    return start, end


def _pieces(body: Body) -> list[tuple[int, int]]:
    given = body.get("pieces") or []
    if not isinstance(given, list) or not all(
        isinstance(piece, list) and len(piece) == 2 and all(type(end) is int and end >= 0 for end in piece)
        for piece in given
    ):
        raise Refused('"pieces" is to be a list of pairs of offsets.')
    return [(start, end) for start, end in given]


def _anchor(desk: Desk, body: Body) -> Anchor:
    if desk.project.document is None:
        raise Refused("The project has no paper to select in.")
    return anchor_at(desk.project.document, *_offsets(body), _pieces(body))


def _known_claims(desk: Desk, names: Iterable[str], owner: str | None = None) -> list[str]:
    found = []
    for name in names:
        desk.claim(name)
        if name == owner:
            raise Refused("A claim is no reason for itself.")
        found.append(name)
    return found


# pieces of a file


def _line_end(text: str) -> str:
    """The line end that a file uses: that of its first line."""
    found = re.search(r"\r\n|\n|\r", text)
    return found[0] if found else "\n"


def _as_in(text: str, words: str) -> str:
    end = _line_end(text)
    return words if end == "\n" else words.replace("\n", end)


def _end_of_line(text: str, at: int) -> int:
    found = re.compile(r"[\r\n]").search(text, at)
    return found.start() if found else len(text)


def _start_of_line(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _without_lines(text: str, start: int, end: int, alone: bool = False) -> Edit:
    """Take the whole lines of a stretch out; with `alone`, the empty line before it too, where one follows as well."""
    begin, stop = _start_of_line(text, start), _end_of_line(text, end)
    line_end = re.compile(r"\r\n|\n|\r").match(text, stop)
    stop = line_end.end() if line_end else stop
    if alone:
        blank_before = re.search(r"(?:\r\n|\n|\r)([ \t]*(?:\r\n|\n|\r))\Z", text[:begin])
        blank_after = stop >= len(text) or re.compile(r"[ \t]*(?:\r\n|\n|\r)").match(text, stop)
        if blank_before and blank_after:
            begin -= len(blank_before[1])
    return Edit(begin, stop, "")


def _put(text: str, at: int, words: str) -> Edit:
    return Edit(at, at, _as_in(text, words))


def _prose(words: str) -> str:
    return write_prose(words)


def _quote_lines(words: str, indent: str = "") -> list[str]:
    lines = []
    for number, paragraph in enumerate(words.split("\n\n")):
        if number:
            lines.append(f"{indent}>")
        told = write_comment_marks(paragraph)
        lines.append(f"{indent}> \\{told}" if told.lstrip("\\").startswith(">") else f"{indent}> {told}")
    return lines


def _items(claim: Claim) -> list[Item]:
    return [node for node in claim.body if isinstance(node, Item)]


def _add_item(text: str, claim: Claim, lines: Sequence[str]) -> Edit:
    """Put an item behind the last one of a claim; behind all else where it has none."""
    items = _items(claim)
    joined = "\n".join(lines)
    if items:
        return _put(text, _end_of_line(text, items[-1].span.end), f"\n{joined}")
    return _put(text, _end_of_line(text, claim.span.end), f"\n\n{joined}")


def _add_block(text: str, claim: Claim, before_items: Sequence[str]) -> Edit:
    """Put a paragraph or a quotation before the items of a claim, behind what stands there already."""
    head = [node for node in claim.body if isinstance(node, (Paragraph, Quote))]
    items = _items(claim)
    first_item = items[0].span.start if items else len(text) + 1
    before = [node for node in head if node.span.start < first_item]
    at = _end_of_line(text, before[-1].span.end if before else claim.heading.end)
    return _put(text, at, "\n\n" + "\n".join(before_items))


def _value_end(item: Item) -> int:
    match item:
        case Step():
            return item.premises[-1].span.end
        case Cites():
            return item.citation.span.end
        case Evidence():
            return item.text.span.end
        case Waive():
            return item.reason.span.end
        case Attribute():
            return item.value.span.end


def _set_property(text: str, item: Item, key: str, value: str | None) -> list[Edit]:
    """Give an item's property another value, put it in, or (None) take it out."""
    there = next((n for n in item.body if isinstance(n, Property) and n.key == key), None)
    if there is not None:
        if value is None:
            return [_without_lines(text, there.span.start, there.span.end)]
        return [Edit(there.value.span.start, there.value.span.end, value)] if there.value.text != value else []
    return [] if value is None else [_add_property(text, item, key, value)]


def _add_property(text: str, item: Item, key: str, value: str) -> Edit:
    """Put a property behind those that the item has, but before quotations, which a preview would draw it into."""
    at = _value_end(item)
    for node in item.body:
        if not isinstance(node, Property):
            break
        at = node.span.end
    return _put(text, _end_of_line(text, at), f"\n  {key}: {value}")


def _apply(desk: Desk, path: str, edits: Iterable[Edit]) -> dict[str, str]:
    try:
        return {path: apply_edits(desk.texts.get(path, ""), edits)}
    except ValueError as error:
        raise Refused("Two parts of this change touch the same words: make them one after the other.") from error


# claims


def _new_claim(desk: Desk, _target: str | None, body: Body) -> Made:
    selected = body.get("start") is not None
    anchor = _anchor(desk, body) if selected else None
    sentence = _words(body, "text") or (_sentence_of(anchor.selected) if anchor else None)
    if sentence is None:
        raise Refused('A claim needs its sentence ("text"), or a selection ("start", "end").')
    kind = _one_of(_words(body, "kind", "claim") or "claim", KINDS, "kind of claim")
    given = _words(body, "id")
    name = _free_id(desk, given, sentence)
    path, at, lead = _place_of_new(desk, body, anchor)
    nodes = [Paragraph(sentence, NOWHERE), *((Quote(anchor.text, NOWHERE),) if anchor else ())]
    claim = Claim(Words(name, NOWHERE), kind, None, NOWHERE, NOWHERE, tuple(nodes))
    text = desk.texts.get(path, "")
    block = "\n\n".join(write_claim_blocks(claim))
    edit = _put(text, at, f"{lead}{block}")
    texts = _apply(desk, path, [edit])
    if not texts[path].endswith(("\n", "\r")):
        texts[path] += _line_end(text)
    return Made(texts, "Claim made.", path, name, anchor)


def _sentence_of(words: str) -> str:
    """The selected words as a claim's sentence: on one line, without note marks and dangling brackets at its end."""
    sentence = " ".join(words.split())
    sentence = re.sub(r"\s*\[\^[^\]\s]{1,40}\]", "", sentence)
    return sentence.strip() or words


def _free_id(desk: Desk, given: str | None, sentence: str) -> str:
    taken = desk.ids()
    if given is not None:
        if not is_id(given):
            raise Refused(f"`{_shown(given)}` is no id: lower-case words joined by hyphens: `{id_from(given)}`.")
        if given in taken:
            raise Refused(f"There is a claim `{given}` already.")
        return given
    base = _id_for(desk, sentence)
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name


def _id_for(desk: Desk, sentence: str) -> str:
    from argmap.drafting.cues import cues_of
    from argmap.drafting.naming import in_plain_letters, telling_words

    cues = cues_of(desk.project.tongue)
    telling = telling_words(sentence, cues) if cues else in_plain_letters(sentence).split("-")[:_ID_WORDS]
    made = id_from("-".join(telling))
    return made if is_id(made) else "claim"


def _place_of_new(desk: Desk, body: Body, anchor: Anchor | None) -> tuple[str, int, str]:
    """The file that a new claim goes into, the offset there, and what stands before it."""
    after = _words(body, "after")
    if after:
        path, claim = desk.claim(after)
        return path, _end_of_line(desk.texts[path], claim.span.end), "\n\n"
    path = _file_for_new(desk, body)
    text = desk.texts.get(path, "")
    section = _words(body, "section")
    if section:
        return _place_in_section(desk, path, section)
    before = _claim_before(desk, path, anchor) if anchor else None
    if before:
        return path, _end_of_line(text, before.span.end), "\n\n"
    kept = text.rstrip()
    return path, len(kept), "\n\n" if kept else ""


def _file_for_new(desk: Desk, body: Body) -> str:
    files = desk.claims_files
    named = _words(body, "file")
    folder = desk.project.settings.claims
    if named is None:
        return files[-1] if files else f"{folder}/argument.md"
    if named in files:
        return named
    parts = named.split("/")
    if not named.endswith(".md") or named.startswith("/") or "\\" in named or any(p in ("", ".", "..") for p in parts):
        raise Refused(f'"{_shown(named)}" cannot be a claims file.')
    if not named.startswith(f"{folder}/") or any(part.startswith(".") for part in parts):
        raise Refused(f"Claims files lie in {folder}/ and end in .md.")
    return named


def _place_in_section(desk: Desk, path: str, title: str) -> tuple[str, int, str]:
    text = desk.texts.get(path, "")
    for section in desk.tree(path).sections:
        if section.title and section.title.text == title:
            end = section.claims[-1].span.end if section.claims else section.span.end
            return path, _end_of_line(text, end), "\n\n"
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


def _edit_claim(desk: Desk, target: str | None, body: Body) -> Made:
    path, claim = desk.claim(target)
    text = desk.texts[path]
    if body.get("delete"):
        return _delete_claim(desk, path, claim)
    edits: list[Edit] = []
    said: list[str] = []
    anchor: Anchor | None = None
    if "text" in body:
        edits.append(_set_sentence(text, claim, _needed(body, "text")))
        said.append("Sentence changed.")
    if "kind" in body:
        edits += _set_kind(text, claim, _one_of(_needed(body, "kind"), KINDS, "kind of claim"))
        said.append(f"Its kind is {body['kind']} now.")
    if note := _words(body, "note"):
        edits.append(_add_note(text, claim, note))
        said.append("Note added.")
    for number, words in _numbered(body, "notes"):
        edits.append(_change_numbered(text, claim.notes, number, None if words is None else _prose(words), "note"))
        said.append("Note changed." if words else "Note taken out.")
    if body.get("anchor") is not None:
        anchor = _anchor(desk, _mapping(body, "anchor"))
        edits.append(_add_block(text, claim, _quote_lines(anchor.text)))
        said.append("Words of the paper added.")
    if body.get("anchors") is not None:
        for number, place in _mapping(body, "anchors").items():
            anchor = _anchor(desk, place) if isinstance(place, Mapping) else None
            words = "\n".join(_quote_lines(anchor.text)) if anchor else None
            edits.append(_change_numbered(text, claim.anchors, number, words, "passage"))
            said.append("Words of the paper changed." if anchor else "Words of the paper taken out.")
    for field_, key in (("said_by", "said-by"), ("assume", "assume"), ("standard", "standard")):
        if field_ in body:
            value = _words(body, field_)
            if value and key == "standard":
                _one_of(value, STANDARDS, "standard of proof")
            edits += _set_attribute(text, claim, key, value)
            said.append(f"“{key}” {'set' if value else 'taken out'}.")
    if "tags" in body or body.get("accept"):
        tags = _names(body, "tags") if "tags" in body else [tag.text for tag in claim.tags]
        tags = [tag for tag in tags if not (body.get("accept") and tag == "draft")]
        edits += _set_tags(text, claim, tags)
        said.append("Accepted." if body.get("accept") else "Tags set.")
    renamed = _words(body, "id")
    if not said and renamed in (None, claim.id.text):
        raise Refused("Nothing is asked to be changed.")
    texts = _apply(desk, path, edits)
    if renamed and renamed != claim.id.text:
        if edits:
            desk = Desk(desk.project, {**desk.texts, **texts})
        more = _rename(desk, None, {"old": claim.id.text, "new": renamed})
        texts = {**texts, **more.texts}
        said.append(more.said)
    return Made(texts, " ".join(said), path, renamed or claim.id.text, anchor)


def _mapping(body: Body, key: str) -> Body:
    value = body[key]
    if not isinstance(value, Mapping):
        raise Refused(f'"{key}" is to be an object.')
    return value


def _numbered(body: Body, key: str) -> Iterator[tuple[str, str | None]]:
    if body.get(key) is not None:
        for number, words in _mapping(body, key).items():
            yield number, _words({"words": words}, "words")


def _change_numbered(text: str, nodes: Sequence[Paragraph | Quote], number: str, words: str | None, what: str) -> Edit:
    if not number.isdecimal() or not 0 < int(number) <= len(nodes):
        raise Refused(f"There is no {what} {_shown(number)}.")
    span = nodes[int(number) - 1].span
    if words is None:
        return _without_lines(text, span.start, span.end, alone=True)
    return Edit(_start_of_line(text, span.start), span.end, _as_in(text, words))


def _set_sentence(text: str, claim: Claim, words: str) -> Edit:
    if claim.sentence:
        span = claim.sentence.span
        # an escape before the first word belongs to the line, not to the words
        return Edit(_start_of_line(text, span.start), span.end, _prose(words))
    return _put(text, _end_of_line(text, claim.heading.end), f"\n\n{_prose(words)}")


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
    return _add_block(text, claim, [_prose(words)])


def _set_attribute(text: str, claim: Claim, key: str, value: str | None) -> list[Edit]:
    there = claim.attribute(key)
    if there is None:
        return [] if value is None else [_add_item(text, claim, [f"- {key}: {write_comment_marks(value)}"])]
    if value is None:
        return [_without_lines(text, there.span.start, there.span.end, alone=len(_items(claim)) == 1)]
    return [Edit(there.value.span.start, there.value.span.end, write_comment_marks(value))]


def _set_tags(text: str, claim: Claim, tags: Sequence[str]) -> list[Edit]:
    wrong = next((tag for tag in tags if "," in tag), None)
    if wrong is not None:
        raise Refused(f'The tag "{_shown(wrong)}" has a comma in it, which is between tags.')
    lines = [node for node in _items(claim) if isinstance(node, Attribute) and node.key == "tags"]
    if [tag.text for tag in claim.tags] == list(tags):
        return []
    value = ", ".join(" ".join(tag.split()) for tag in tags)
    gone = [
        _without_lines(text, node.span.start, node.span.end, alone=len(_items(claim)) == 1)
        for node in (lines[1:] if value else lines)
    ]
    if not value:
        return gone
    if lines:
        return [Edit(lines[0].value.span.start, lines[0].value.span.end, value), *gone]
    return [_add_item(text, claim, [f"- tags: {value}"])]


def _delete_claim(desk: Desk, path: str, claim: Claim) -> Made:
    name = claim.id.text
    argument = desk.project.argument
    uses = [*argument.used_in.get(name, ()), *argument.undercuts.get(name, ())]
    used = [step.id for step in uses if step.claim != name]
    if used:
        raise Refused(
            f"`{name}` is named in {plural(len(used), 'step')} ({', '.join(used[:5])}). Take it out of those first."
        )
    text = desk.texts[path]
    edit = _without_lines(text, claim.heading.start, claim.span.end, alone=True)
    return Made(_apply(desk, path, [edit]), "Claim deleted.", path, None)


# steps


def _new_step(desk: Desk, _target: str | None, body: Body) -> Made:
    path, claim = desk.claim(_needed(body, "claim"))
    key = _one_of(_words(body, "key", "because") or "because", ("because", "but"), "step")
    premises = _known_claims(desk, _names(body, "premises"), claim.id.text)
    if not premises:
        raise Refused("A step needs at least one premise.")
    linked = body.get("linked", True) is not False
    below = _step_properties(desk, claim, body)
    groups = [premises] if linked else [[premise] for premise in premises]
    if len(groups) > 1 and any(line.startswith("  id:") for line in below):
        raise Refused("Several steps cannot have one id.")
    lines = [line for group in groups for line in (f"- {key}: {' + '.join(group)}", *below)]
    edit = _add_item(desk.texts[path], claim, lines)
    before = sum(isinstance(node, Step) and node.key == key for node in claim.body)
    handle = _words(body, "id") or f"{claim.id.text}/{key}-{before + 1}"
    verb = "Reason" if key == "because" else "Objection"
    said = f"{verb} added." if len(groups) == 1 else f"{len(groups)} {verb.lower()}s added."
    return Made(_apply(desk, path, [edit]), said, path, handle)


def _step_properties(desk: Desk, claim: Claim, body: Body) -> list[str]:
    lines = []
    if name := _words(body, "id"):
        lines.append(f"  id: {_free_id(desk, name, '')}")
    if scheme := _words(body, "scheme"):
        lines.append(f"  scheme: {write_comment_marks(scheme)}")
    if warrant := _words(body, "warrant"):
        lines.append(f"  warrant: {write_comment_marks(warrant)}")
    lines += [f"  unless: {name}" for name in _known_claims(desk, _names(body, "unless"), claim.id.text)]
    if body.get("weight") is not None:
        lines.append(f"  weight: {_weight(body['weight'])}")
    return lines


def _weight(value: object) -> str:
    try:
        number = float(cast("str", value))
    except (TypeError, ValueError):
        raise Refused(f'"{_shown(value)}" is no weight: a number from 0 to 1.') from None
    if not 0 <= number <= 1:
        raise Refused("A weight is a number from 0 to 1.")
    return f"{round(number, 6):g}" if number >= 0.0001 or number == 0 else "0.0001"


def _edit_step(desk: Desk, target: str | None, body: Body) -> Made:
    path, claim, item = desk.item(target)
    if not isinstance(item, Step):
        raise Refused(f'"{_shown(target)}" is no step.')
    text = desk.texts[path]
    if body.get("delete"):
        return _delete_item(desk, path, claim, item, "Step deleted.")
    if body.get("split"):
        return _split(desk, path, claim, item)
    if body.get("join"):
        return _join(desk, path, claim, item, body["join"])
    edits: list[Edit] = []
    if "premises" in body:
        premises = _known_claims(desk, _names(body, "premises"), claim.id.text)
        if not premises:
            raise Refused("A step needs at least one premise: delete it instead.")
        if premises != [p.text for p in item.premises]:
            edits.append(Edit(item.premises[0].span.start, item.premises[-1].span.end, " + ".join(premises)))
    if "key" in body:
        key = _one_of(_needed(body, "key"), ("because", "but"), "step")
        at = text.index(item.key, item.span.start)
        edits += [Edit(at, at + len(item.key), key)] if key != item.key else []
    for name in ("scheme", "warrant", "id"):
        if name in body:
            value = _words(body, name)
            edits += _set_property(text, item, name, write_comment_marks(value) if value else None)
    if "weight" in body:
        given = body["weight"]
        edits += _set_property(text, item, "weight", None if given is None else _weight(given))
    if "unless" in body:
        edits += _set_unless(desk, text, claim, item, _names(body, "unless"))
    for number, words in _numbered(body, "answers"):
        if not re.fullmatch("[1-9][0-9]?", number):
            raise Refused(f"There is no critical question {_shown(number)}.")
        edits += _set_property(text, item, f"cq{number}", write_comment_marks(words) if words else None)
    if not edits:
        raise Refused("Nothing is asked to be changed.")
    edits = _properties_in_one(edits)
    named = _words(body, "id") or (item.id.text if item.id and "id" not in body else None)
    return Made(_apply(desk, path, edits), "Step changed.", path, named or _numbered_step(claim, item, body))


def _numbered_step(claim: Claim, item: Step, body: Body) -> str:
    """The handle of a step that has no name of its own, after its key has become that of the body, if any."""
    key = _words(body, "key", item.key)
    before = [node for node in claim.body if isinstance(node, Step) and node.span.start < item.span.start]
    return f"{claim.id.text}/{key}-{sum(step.key == key for step in before) + 1}"


def _properties_in_one(edits: Sequence[Edit]) -> list[Edit]:
    """Several insertions at one place as one, in the order in which they were asked for."""
    at: dict[int, str] = {}
    for edit in edits:
        if edit.start == edit.end:
            at[edit.start] = at.get(edit.start, "") + edit.text
    return [*(e for e in edits if e.start != e.end), *(Edit(place, place, words) for place, words in at.items())]


def _set_unless(desk: Desk, text: str, claim: Claim, item: Step, wanted: Sequence[str]) -> list[Edit]:
    names = _known_claims(desk, wanted, claim.id.text)
    there = {n.value.text: n for n in item.body if isinstance(n, Property) and n.key == "unless"}
    gone = [_without_lines(text, node.span.start, node.span.end) for name, node in there.items() if name not in names]
    return [*gone, *(_add_property(text, item, "unless", name) for name in names if name not in there)]


def _delete_item(desk: Desk, path: str, claim: Claim, item: Item, said: str) -> Made:
    edit = _without_lines(desk.texts[path], item.span.start, item.span.end, alone=len(_items(claim)) == 1)
    return Made(_apply(desk, path, [edit]), said, path, claim.id.text)


def _split(desk: Desk, path: str, claim: Claim, item: Step) -> Made:
    if len(item.premises) < 2:
        raise Refused("The step has one premise: there is nothing to part.")
    text = desk.texts[path]
    first, *others = [premise.text for premise in item.premises]
    edits = [
        Edit(item.premises[0].span.start, item.premises[-1].span.end, first),
        _put(text, _end_of_line(text, item.span.end), "".join(f"\n- {item.key}: {name}" for name in others)),
    ]
    said = f"{plural(len(item.premises), 'independent reason')} now; what stood below stays with the first."
    return Made(_apply(desk, path, edits), said, path, claim.id.text)


def _join(desk: Desk, path: str, claim: Claim, item: Step, other_handle: object) -> Made:
    other_path, other_claim, other = desk.item(other_handle)
    if not isinstance(other, Step) or other is item or (other_path, other_claim.id.text) != (path, claim.id.text):
        raise Refused("Only two steps of one claim can be joined.")
    if other.key != item.key:
        raise Refused("A reason and an objection cannot be joined.")
    if other.body:
        raise Refused("The other step has a scheme, a warrant or the like of its own. Take that out first.")
    text = desk.texts[path]
    premises = dict.fromkeys(p.text for p in (*item.premises, *other.premises))
    edits = [
        Edit(item.premises[0].span.start, item.premises[-1].span.end, " + ".join(premises)),
        _without_lines(text, other.span.start, other.span.end),
    ]
    return Made(_apply(desk, path, edits), "Linked: the premises hold only together now.", path, claim.id.text)


# what a claim rests on


def _new_evidence(desk: Desk, _target: str | None, body: Body) -> Made:
    path, claim = desk.claim(_needed(body, "claim"))
    anchor = _anchor(desk, body) if body.get("start") is not None else None
    words = _words(body, "text") or (_sentence_of(anchor.selected) if anchor else None)
    if words is None:
        raise Refused('Evidence needs words ("text"), or a selection ("start", "end").')
    lines = [f"- evidence: {write_comment_marks(words)}"]
    if type_ := _words(body, "type"):
        lines.append(f"  type: {_one_of(type_, EVIDENCE_TYPES, 'type of evidence')}")
    source = _words(body, "from") or ("this paper" if anchor else None)
    if source:
        lines.append(f"  from: {_source(source, _words(body, 'locator'))}")
    for quote in _quotes(body, (anchor.text,) if anchor else ()):
        lines += _quote_lines(quote, "  ")
    number = len(claim.evidence) + 1
    edit = _add_item(desk.texts[path], claim, lines)
    return Made(_apply(desk, path, [edit]), "Evidence added.", path, f"{claim.id.text}/evidence-{number}", anchor)


def _quotes(body: Body, otherwise: Sequence[str] = ()) -> list[str]:
    given = body.get("quotes", [body["quote"]] if body.get("quote") else None)
    if given is None:
        return list(otherwise)
    if not isinstance(given, list):
        raise Refused('"quotes" is to be a list of texts.')
    return [words for quote in given if (words := _words({"quote": quote}, "quote"))]


def _source(source: str, locator: str | None) -> str:
    """The value of `from` or `cites`: a key, or `this paper`, with a place in it."""
    if source.lower().startswith("this paper"):
        return f"this paper, {locator}" if locator and "," not in source else source
    written = source if source.startswith(("@", "[", "-@")) else _cited(source)
    written = f"{written}, {locator}" if locator else written
    try:
        parse_citation(written)
    except CitationError as error:
        raise Refused(f"{error}. {error.help or ''}".strip()) from None
    return written


def _cited(key: str) -> str:
    return f"@{key}" if is_plain_key(key) else f"@{{{key}}}"


def _edit_evidence(desk: Desk, target: str | None, body: Body) -> Made:
    path, claim, item = desk.item(target)
    if not isinstance(item, Evidence):
        raise Refused(f'"{_shown(target)}" is no evidence.')
    if body.get("delete"):
        return _delete_item(desk, path, claim, item, "Evidence deleted.")
    text = desk.texts[path]
    edits: list[Edit] = []
    if "text" in body:
        edits.append(Edit(item.text.span.start, item.text.span.end, write_comment_marks(_needed(body, "text"))))
    edits += _set_type(text, item, body)
    if "from" in body or "locator" in body:
        source = _words(body, "from") if "from" in body else _key_of(item)
        edits += _set_property(text, item, "from", _source(source, _words(body, "locator")) if source else None)
    edits += _set_quotes(text, item, body)
    if not edits:
        raise Refused("Nothing is asked to be changed.")
    return Made(_apply(desk, path, _properties_in_one(edits)), "Evidence changed.", path, str(target))


def _key_of(item: Evidence) -> str | None:
    if item.source:
        return item.source.key.text
    return "this paper" if item.place_in_paper is not None else None


def _set_type(text: str, item: Cites | Evidence, body: Body) -> list[Edit]:
    if "type" not in body:
        return []
    value = _words(body, "type")
    return _set_property(text, item, "type", _one_of(value, EVIDENCE_TYPES, "type of evidence") if value else None)


def _set_quotes(text: str, item: Cites | Evidence, body: Body) -> list[Edit]:
    if "quotes" not in body and not body.get("quote"):
        return []
    wanted, there = _quotes(body), [q.text for q in item.quotations]
    if "quotes" not in body:
        wanted = [*there, *(words for words in wanted if words not in there)]
    if wanted == there:
        return []
    gone = [_without_lines(text, quote.span.start, quote.span.end) for quote in item.quotations]
    if wanted[: len(there)] == there:
        gone, wanted = [], wanted[len(there) :]
    blocks = ["\n".join(_quote_lines(words, "  ")) for words in wanted]
    if not blocks:
        return gone
    kept = [n for n in item.body if not (isinstance(n, Quote) and gone)]
    at = _end_of_line(text, kept[-1].span.end if kept else _value_end(item))
    joined = "\n\n".join(blocks)
    lead = "\n\n" if kept and isinstance(kept[-1], Quote) else "\n"
    return [*gone, _put(text, at, f"{lead}{joined}")]


def _new_citation(desk: Desk, _target: str | None, body: Body) -> Made:
    path, claim = desk.claim(_needed(body, "claim"))
    lines = [f"- cites: {_citation(desk, body)}"]
    if type_ := _words(body, "type"):
        lines.append(f"  type: {_one_of(type_, EVIDENCE_TYPES, 'type of evidence')}")
    if via := _words(body, "via"):
        lines.append(f"  via: {_source(via, None)}")
    for quote in _quotes(body):
        lines += _quote_lines(quote, "  ")
    number = len(claim.cites) + 1
    edit = _add_item(desk.texts[path], claim, lines)
    return Made(_apply(desk, path, [edit]), "Citation added.", path, f"{claim.id.text}/cites-{number}")


def _citation(desk: Desk, body: Body, there: Cites | None = None) -> str:
    """The value of `cites`; what the body does not name stays as it is `there`."""
    now = there.citation if there else None
    key = _words(body, "key") or (now.key.text if now else None)
    if key is None:
        raise Refused('A citation needs the "key" of a work.')
    key = key.removeprefix("@")
    known = desk.project.bibliography.sources
    if known and key not in known and not (now and now.key.text == key):
        near = did_you_mean(key, known, shown='"@{}"')
        raise Refused(f'The bibliography has no work "{_shown(key)}". {near}'.rstrip())
    locator = _words(body, "locator") if "locator" in body else now.locator.text if now and now.locator else None
    mark = _words(body, "mark") if "mark" in body else now.mark.text if now and now.mark else None
    written = f"{'-' if now and now.bare else ''}{_cited(key)}"
    written += f", {locator}" if locator else ""
    written += f", {now.suffix}" if now and now.suffix else ""
    if now and now.prefix:
        written = f"[{now.prefix} {written}]"
    if mark:
        written += f" {_written_mark(mark)}"
    try:
        parse_citation(written)
    except CitationError as error:
        raise Refused(f"{error}. {error.help or ''}".strip()) from None
    return written


def _written_mark(mark: str) -> str:
    if mark.startswith("[^"):
        return mark
    if mark.isdecimal():
        return f"[^{mark}]"
    return f'"{mark.strip(chr(34))}"' if '"' not in mark.strip('"') else f"“{mark}”"


def _edit_citation(desk: Desk, target: str | None, body: Body) -> Made:
    path, claim, item = desk.item(target)
    if not isinstance(item, Cites):
        raise Refused(f'"{_shown(target)}" is no citation.')
    if body.get("delete"):
        return _delete_item(desk, path, claim, item, "Citation deleted.")
    text = desk.texts[path]
    edits: list[Edit] = []
    if any(name in body for name in ("key", "locator", "mark")):
        edits.append(Edit(item.citation.span.start, item.citation.span.end, _citation(desk, body, item)))
    edits += _set_type(text, item, body)
    if "via" in body:
        via = _words(body, "via")
        edits += _set_property(text, item, "via", _source(via, None) if via else None)
    edits += _set_quotes(text, item, body)
    if not edits:
        raise Refused("Nothing is asked to be changed.")
    return Made(_apply(desk, path, _properties_in_one(edits)), "Citation changed.", path, str(target))


def _waive(desk: Desk, _target: str | None, body: Body) -> Made:
    path, claim = desk.claim(_needed(body, "claim"))
    code = _needed(body, "code").upper()
    text = desk.texts[path]
    there = next((waiver for waiver in claim.waivers if waiver.code.text == code), None)
    if body.get("delete"):
        if there is None:
            raise Refused(f"{_shown(code)} is not waived here.")
        return _delete_item(desk, path, claim, there, "Waiver deleted.")
    reason = write_comment_marks(_needed(body, "reason"))
    if there:
        edit = Edit(there.reason.span.start, there.reason.span.end, reason)
    else:
        edit = _add_item(text, claim, [f"- waive: {code} {reason}"])
    return Made(_apply(desk, path, [edit]), f"{code} waived.", path, claim.id.text)


# names, verdicts, whole files


def _rename(desk: Desk, _target: str | None, body: Body) -> Made:
    from argmap.notation.rename import rename_claim, rename_in_bibtex, rename_in_log, rename_source

    old, new = _needed(body, "old").removeprefix("@"), _needed(body, "new").removeprefix("@")
    claims = {path: desk.texts[path] for path in desk.claims_files}
    if not body.get("source"):
        if new in desk.ids():
            raise Refused(f"There is a claim `{new}` already.")
        edits = rename_claim(claims, old, new)
        for path in (path for path in desk.texts if path.endswith("reviews.jsonl")):
            if found := rename_in_log(desk.texts[path], old, new):
                edits[path] = found
        file = desk.claim(old)[0]
        where = sum(map(len, edits.values()))
        return Made(_all(desk, edits), f"Renamed in {plural(where, 'place')}.", file, new)
    sources = desk.project.bibliography
    if old in sources.sources and new in sources.sources:
        raise Refused(f"The bibliography has entries for `{old}` and `{new}`. Take out one of them first.")
    edits = rename_source(claims, old, new)
    for path in desk.texts:
        found = [
            Edit(entry.key_span.start, entry.key_span.end, new)
            for entry in sources.entries
            if entry.key == old and entry.key_span is not None and entry.span.path == path
        ]
        if path.lower().endswith(".bib"):
            found += rename_in_bibtex(desk.texts[path], old, new)
        if found:
            edits[path] = found
    if not edits:
        raise Refused(f"No entry and no citation has the key `{old}`.")
    where = sum(map(len, edits.values()))
    return Made(_all(desk, edits), f"Renamed in {plural(where, 'place')}.", next(iter(edits)), new)


def _all(desk: Desk, edits: Mapping[str, Sequence[Edit]]) -> dict[str, str]:
    return {path: apply_edits(desk.texts[path], found) for path, found in edits.items()}


def _verdict(desk: Desk, _target: str | None, body: Body) -> Made:
    from argmap.editing.recording import judge_subject
    from argmap.reviews.log import with_verdict

    project = desk.project
    given = judge_subject(
        project,
        _needed(body, "handle"),
        cast("Any", _needed(body, "verdict")),
        note=_words(body, "note") or "",
        reviewer=_reviewer(body),
    )
    path = project.review_log.relative_to(project.root).as_posix()
    text = with_verdict(desk.texts.get(path, ""), given)
    return Made({path: text}, f"Verdict recorded: {given.verdict.replace('-', ' ')}.", path, given.subject)


def _fix(desk: Desk, _target: str | None, body: Body) -> Made:
    from argmap.checks.fixes.registry import fixes_of

    finding = desk.findings.get(_needed(body, "finding"))
    if finding is None:
        raise Refused("There is no such finding any more.")
    fixes = [fix for fix in fixes_of(desk.project, finding) if all(path in desk.texts for path in fix.edits)]
    number = body.get("fix", 0)
    if type(number) is not int or not 0 <= number < len(fixes):
        raise Refused("There is no such fix for it.")
    fix = fixes[number]
    if body.get("title") not in (None, fix.title):
        raise Refused("What is offered for it is another fix now. Look at it again.")
    if fix.asks:
        words = _words(body, "words")
        if words is None:
            raise Refused(f'Say what is to stand there ("words"): {fix.asks}.')
        fix = fix.answered(words)
    for path in fix.edits:
        read = desk.project.text_files.get(path)
        if path not in desk.texts or read is None or read.text != desk.texts[path]:
            raise Refused(f"{path} cannot be changed here, or has changed. Mend it in an editor.")
    return Made(_all(desk, fix.edits), f"{fix.title.rstrip('.')}.", next(iter(fix.edits)), finding.claim)


def _reviewer(body: Body) -> str:
    name = _words(body, "reviewer")
    if name is None:
        raise Refused(
            "Nobody is named as the one who judges. Start with `argmap serve --by NAME`, or say it once for all with "
            "`argmap config reviewer NAME`."
        )
    return name


def _whole_file(desk: Desk, target: str | None, body: Body) -> Made:
    text = body.get("text")
    if not isinstance(text, str) or not target:
        raise Refused('"text" is to be the whole text of the file.')
    if any(0xD800 <= ord(c) <= 0xDFFF for c in text):
        raise Refused('"text" holds half a character.')
    if target not in desk.texts:
        target = _file_for_new(desk, {"file": target})
    return Made({target: text}, "File saved.", target, None)


VERBS: Mapping[str, Callable[[Desk, str | None, Body], Made]] = {
    "claims": lambda desk, target, body: (_edit_claim if target else _new_claim)(desk, target, body),
    "steps": lambda desk, target, body: (_edit_step if target else _new_step)(desk, target, body),
    "evidence": lambda desk, target, body: (_edit_evidence if target else _new_evidence)(desk, target, body),
    "citations": lambda desk, target, body: (_edit_citation if target else _new_citation)(desk, target, body),
    "waivers": _waive,
    "verdicts": _verdict,
    "rename": _rename,
    "fix": _fix,
    "files": _whole_file,
}
