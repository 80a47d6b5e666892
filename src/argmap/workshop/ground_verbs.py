"""Verbs on what a claim rests on: evidence, citations; and waivers of findings about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from argmap.ground.edits import Edit
from argmap.ground.text import did_you_mean
from argmap.notation.citation import CitationError, is_plain_key, parse_citation
from argmap.notation.escapes import write_comment_marks
from argmap.notation.tree import Cites, Evidence, Quote
from argmap.notation.vocabulary import EVIDENCE_TYPES
from argmap.workshop.desk import Body, Desk, Made, Refused, anchor_in, needed, one_of, sentence_of, shown, words_in
from argmap.workshop.span_edits import (
    add_item,
    applied,
    end_of_line,
    in_one,
    put,
    quote_lines,
    set_property,
    value_end,
    without_item,
    without_lines,
)

_Ground = TypeVar("_Ground", bound=Cites | Evidence)


def new_evidence(desk: Desk, _target: str | None, body: Body) -> Made:
    """Evidence in words, or in words of the paper."""
    path, claim = desk.claim(needed(body, "claim"))
    anchor = anchor_in(desk, body) if body.get("start") is not None else None
    words = words_in(body, "text") or (sentence_of(anchor.selected) if anchor else None)
    if words is None:
        raise Refused('Evidence needs words ("text"), or a selection ("start", "end").')
    lines = [f"- evidence: {write_comment_marks(words)}"]
    if type_ := words_in(body, "type"):
        lines.append(f"  type: {one_of(type_, EVIDENCE_TYPES, 'type of evidence')}")
    source = words_in(body, "from") or ("this paper" if anchor else None)
    if source:
        lines.append(f"  from: {_source(source, words_in(body, 'locator'))}")
    for quote in _quotes(body, (anchor.text,) if anchor else ()):
        lines += quote_lines(quote, "  ")
    number = len(claim.evidence) + 1
    edit = add_item(desk.texts[path], claim, lines)
    return Made(applied(desk, path, [edit]), "Evidence added.", path, f"{claim.id.text}/evidence-{number}", anchor)


def _quotes(body: Body, otherwise: Sequence[str] = ()) -> list[str]:
    given = body.get("quotes", [body["quote"]] if body.get("quote") else None)
    if given is None:
        return list(otherwise)
    if not isinstance(given, list):
        raise Refused('"quotes" is to be a list of texts.')
    return [words for quote in given if (words := words_in({"quote": quote}, "quote"))]


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


def edit_evidence(desk: Desk, target: str | None, body: Body) -> Made:
    """Change any parts of a piece of evidence; or delete it."""

    def own(text: str, item: Evidence) -> list[Edit]:
        edits: list[Edit] = []
        if "text" in body:
            edits.append(Edit(item.text.span.start, item.text.span.end, write_comment_marks(needed(body, "text"))))
        edits += _set_type(text, item, body)
        if "from" in body or "locator" in body:
            source = words_in(body, "from") if "from" in body else _key_of(item)
            edits += set_property(text, item, "from", _source(source, words_in(body, "locator")) if source else None)
        return edits

    return _edit_ground(desk, target, body, Evidence, own)


def _edit_ground(
    desk: Desk, target: str | None, body: Body, kind: type[_Ground], own: Callable[[str, _Ground], list[Edit]]
) -> Made:
    """Change what is `own` to a kind of ground, and its quotations; or delete it."""
    name = "citation" if kind is Cites else "evidence"
    path, claim, item = desk.item(target)
    if not isinstance(item, kind):
        raise Refused(f'"{shown(target)}" is no {name}.')
    if body.get("delete"):
        return without_item(desk, path, claim, item, f"{name.capitalize()} deleted.")
    text = desk.texts[path]
    edits = [*own(text, item), *_set_quotes(text, item, body)]
    if not edits:
        raise Refused("Nothing is asked to be changed.")
    return Made(applied(desk, path, in_one(edits)), f"{name.capitalize()} changed.", path, str(target))


def _key_of(item: Evidence) -> str | None:
    if item.source:
        return item.source.key.text
    return "this paper" if item.place_in_paper is not None else None


def _set_type(text: str, item: Cites | Evidence, body: Body) -> list[Edit]:
    if "type" not in body:
        return []
    value = words_in(body, "type")
    return set_property(text, item, "type", one_of(value, EVIDENCE_TYPES, "type of evidence") if value else None)


def _set_quotes(text: str, item: Cites | Evidence, body: Body) -> list[Edit]:
    if "quotes" not in body and not body.get("quote"):
        return []
    wanted, there = _quotes(body), [q.text for q in item.quotations]
    if "quotes" not in body:
        wanted = [*there, *(words for words in wanted if words not in there)]
    if wanted == there:
        return []
    gone = [without_lines(text, quote.span.start, quote.span.end) for quote in item.quotations]
    if wanted[: len(there)] == there:
        gone, wanted = [], wanted[len(there) :]
    blocks = ["\n".join(quote_lines(words, "  ")) for words in wanted]
    if not blocks:
        return gone
    kept = [n for n in item.body if not (isinstance(n, Quote) and gone)]
    at = end_of_line(text, kept[-1].span.end if kept else value_end(item))
    joined = "\n\n".join(blocks)
    lead = "\n\n" if kept and isinstance(kept[-1], Quote) else "\n"
    return [*gone, put(text, at, f"{lead}{joined}")]


def new_citation(desk: Desk, _target: str | None, body: Body) -> Made:
    """A work cited, with its words where they are given."""
    path, claim = desk.claim(needed(body, "claim"))
    lines = [f"- cites: {_citation(desk, body)}"]
    if type_ := words_in(body, "type"):
        lines.append(f"  type: {one_of(type_, EVIDENCE_TYPES, 'type of evidence')}")
    if via := words_in(body, "via"):
        lines.append(f"  via: {_source(via, None)}")
    for quote in _quotes(body):
        lines += quote_lines(quote, "  ")
    number = len(claim.cites) + 1
    edit = add_item(desk.texts[path], claim, lines)
    return Made(applied(desk, path, [edit]), "Citation added.", path, f"{claim.id.text}/cites-{number}")


def _citation(desk: Desk, body: Body, there: Cites | None = None) -> str:
    """The value of `cites`; what the body does not name stays as it is `there`."""
    now = there.citation if there else None
    key = words_in(body, "key") or (now.key.text if now else None)
    if key is None:
        raise Refused('A citation needs the "key" of a work.')
    key = key.removeprefix("@")
    known = desk.project.bibliography.sources
    if known and key not in known and not (now and now.key.text == key):
        near = did_you_mean(key, known, shown='"@{}"')
        raise Refused(f'The bibliography has no work "{shown(key)}". {near}'.rstrip())
    locator = words_in(body, "locator") if "locator" in body else now.locator.text if now and now.locator else None
    mark = words_in(body, "mark") if "mark" in body else now.mark.text if now and now.mark else None
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


def edit_citation(desk: Desk, target: str | None, body: Body) -> Made:
    """Change any parts of a citation; or delete it."""

    def own(text: str, item: Cites) -> list[Edit]:
        edits: list[Edit] = []
        if any(name in body for name in ("key", "locator", "mark")):
            edits.append(Edit(item.citation.span.start, item.citation.span.end, _citation(desk, body, item)))
        edits += _set_type(text, item, body)
        if "via" in body:
            via = words_in(body, "via")
            edits += set_property(text, item, "via", _source(via, None) if via else None)
        return edits

    return _edit_ground(desk, target, body, Cites, own)


def waive(desk: Desk, _target: str | None, body: Body) -> Made:
    """Accept what a check finds of a claim, with the reason; or no longer."""
    path, claim = desk.claim(needed(body, "claim"))
    code = needed(body, "code").upper()
    text = desk.texts[path]
    there = next((waiver for waiver in claim.waivers if waiver.code.text == code), None)
    if body.get("delete"):
        if there is None:
            raise Refused(f"{shown(code)} is not waived here.")
        return without_item(desk, path, claim, there, "Waiver deleted.")
    reason = write_comment_marks(needed(body, "reason"))
    if there:
        edit = Edit(there.reason.span.start, there.reason.span.end, reason)
    else:
        edit = add_item(text, claim, [f"- waive: {code} {reason}"])
    return Made(applied(desk, path, [edit]), f"{code} waived.", path, claim.id.text)
