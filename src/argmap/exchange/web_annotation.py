"""Annotations of web pages and PDFs in: W3C Web Annotation (JSON-LD) and the JSON of Hypothesis.

An annotation that quotes words becomes a claim in these words. They are looked for in the paper that lies beside the
file; the words before and after tell the same words from each other, and a position is a hint only, since every
program counts in a text of its own. What is said becomes notes, and so do replies.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from argmap.exchange.annotations_out import ACCOUNT
from argmap.exchange.foreign import Foreign, Statement, folded
from argmap.exchange.json_files import load_json, object_in, records_in, text_in
from argmap.exchange.loss import LossReport
from argmap.exchange.paper_words import FEWEST_WORDS, PaperWords, section_of
from argmap.exchange.threads import threads_of
from argmap.ground.diagnostics import ArgmapError
from argmap.manuscript.document import Document
from argmap.manuscript.reading import read_bytes

_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\(\s*([^()\s]{0,2000}(?:\([^()\s]{0,500}\))?)[^()\n]{0,200}\)")
_HTML_LINK = re.compile(r"<a\b[^>]{0,500}?href\s*=\s*[\"']?([^\"'\s>]{0,2000})[^>]{0,500}>(.*?)</a\s*>", re.I | re.S)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_OF_THE_WEB = re.compile(r"https?://", re.IGNORECASE)
_DEEPEST = 8
_EVERYBODY = ("", "__world__")
_PAGE_NOTES = "Comments"


@dataclass(frozen=True, slots=True)
class _Made:
    """One annotation. `answers` are the ids of those that it may answer, the nearest last.

    `ours`: argmap wrote it, of a finding (`annotations_out`).
    """

    id: str
    author: str
    says: tuple[str, ...]
    tags: tuple[str, ...] = ()
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    near: int | None = None
    marks: bool = False
    source: str = ""
    answers: tuple[str, ...] = ()
    hidden: bool = False
    group: str = ""
    ours: bool = False


def read(data: bytes, name: str, companions: Mapping[str, bytes] | None = None) -> tuple[Foreign, LossReport]:
    """Read annotations. Raises ArgmapError where it is no JSON of either kind, with the place and a remedy."""
    loss = LossReport()
    whole = _load(data, name)
    made, is_w3c = _annotations(whole, name, loss)
    if not made:
        raise ArgmapError(
            f"{name} has no annotations. It must be a W3C Web Annotation, a page or collection of them, or what "
            "Hypothesis exports."
        )
    beside = companions or {}
    paper = next(iter(beside), "")
    document = read_bytes(beside[paper], paper) if paper else None
    statements = tuple(_statements(made, document, loss))
    if not statements:
        raise ArgmapError(f"{name} has no annotation that can become a claim. {loss.sentence()}")
    return Foreign(
        "web-annotation" if is_w3c else "hypothesis",
        statements,
        title=folded((document and document.title) or "") or _title(whole),
        sidecar=beside,
        paper=paper,
    ), loss


def _load(data: bytes, name: str) -> Any:
    """One JSON value, or one a line."""
    try:
        return load_json(data, name)
    except ArgmapError:
        lines = [line for line in data.splitlines() if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith(b"{") for line in lines):
            raise
        return [load_json(line, name) for line in lines]


# -- the two shapes ----------------------------------------------------------------------------------------------------


def _annotations(whole: Any, name: str, loss: LossReport) -> tuple[list[_Made], bool]:
    made: list[_Made] = []
    is_w3c = False
    for number, record in enumerate(_records(whole, name), 1):
        if _types(record) & {"Annotation", "oa:Annotation"} or "hasTarget" in record:
            is_w3c = True
            made.append(_of_w3c(record, number, loss))
        elif "target" in record or "uri" in record or "text" in record:
            made.append(_of_hypothesis(record, number, loss))
    return made, is_w3c


def _records(value: Any, name: str, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The annotations of a file: one, a list, or what pages, collections, searches and exports hold."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for record in records_in(value, name, "annotations"):
            yield from _records(record, name, depth + 1)
        return
    record = object_in(value, name, "an annotation")
    inner = [record[key] for key in ("rows", "annotations", "items", "first", "@graph", "replies") if key in record]
    if inner and not _types(record) & {"Annotation", "oa:Annotation"}:
        for part in inner:
            if isinstance(part, (list, dict)):
                yield from _records(part, name, depth + 1)
    else:
        yield record


def _types(record: Mapping[str, Any]) -> set[str]:
    kind = record.get("type", record.get("@type"))
    return {part for part in (kind if isinstance(kind, list) else [kind]) if isinstance(part, str)}


def _of_hypothesis(record: Mapping[str, Any], number: int, loss: LossReport) -> _Made:
    id = text_in(record, "id") or f"annotation-{number}"
    user = record.get("user_info")
    shown = text_in(user, "display_name") if isinstance(user, dict) else ""
    account = text_in(record, "user").removeprefix("acct:").partition("@")[0]
    tags = record.get("tags")
    references = record.get("references")
    made = _Made(
        id,
        folded(shown or account),
        _paragraphs(text_in(record, "text"), "text/markdown", id, loss),
        tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        source=text_in(record, "uri"),
        answers=tuple(r for r in references if isinstance(r, str)) if isinstance(references, list) else (),
        hidden=record.get("hidden") is True,
        ours=text_in(record, "user") == ACCOUNT and isinstance(tags, list) and tags[:1] == ["argmap"],
        group=text_in(record, "group"),
    )
    return _with_target(made, record.get("target"))


def _of_w3c(record: Mapping[str, Any], number: int, loss: LossReport) -> _Made:
    id = text_in(record, "id") or text_in(record, "@id") or f"annotation-{number}"
    says: list[str] = []
    tags: list[str] = []
    bodies = _listed(record.get("body", record.get("hasBody")))
    for body in [*bodies, *_listed(record.get("bodyValue"))]:
        _read_body(body, id, says, tags, loss, is_value="bodyValue" in record)
    target = record.get("target", record.get("hasTarget"))
    answers = [source for part in _listed(target) if (source := part if isinstance(part, str) else _source(part))]
    author = _creator(record.get("creator"))
    ours = author == "argmap" and record.get("motivation") == "assessing"
    made = _Made(id, author, tuple(says), tuple(tags), answers=tuple(answers), ours=ours)
    return _with_target(made, target)


def _read_body(body: Any, id: str, says: list[str], tags: list[str], loss: LossReport, *, is_value: bool) -> None:
    """Put what a body says to the others."""
    if isinstance(body, str):
        if is_value:
            says += _paragraphs(body, "text/plain", id, loss)
        elif _OF_THE_WEB.match(body):
            says.append(body)
        else:
            loss.lose("link", id, "only addresses of the web are kept")
        return
    if not isinstance(body, dict):
        return
    value = text_in(body, "value") or text_in(body, "chars") or text_in(body, "rdf:value")
    purposes = {part for part in _listed(body.get("purpose")) if isinstance(part, str)}
    if value and purposes & {"tagging", "classifying"}:
        tags.append(value)
    elif value:
        says += _paragraphs(value, text_in(body, "format") or "text/plain", id, loss)
    elif source := text_in(body, "source") or text_in(body, "id"):
        _read_body(source, id, says, tags, loss, is_value=False)


def _creator(value: Any) -> str:
    names = []
    for part in _listed(value):
        name = part if isinstance(part, str) else text_in(part, "name") or text_in(part, "nickname") or _source(part)
        names.append(folded(name.removeprefix("acct:")))
    return ", ".join(filter(None, names))


def _listed(value: Any) -> list[Any]:
    return [part for part in (value if isinstance(value, list) else [value]) if isinstance(part, (str, dict))]


def _source(record: Mapping[str, Any]) -> str:
    source = record.get("source")
    inner = source if isinstance(source, dict) else record
    return source if isinstance(source, str) else text_in(inner, "id") or text_in(inner, "@id")


def _with_target(made: _Made, target: Any) -> _Made:
    """With the words that the first target quotes, and where."""
    for part in _listed(target):
        if isinstance(part, str):
            continue
        made = replace(made, source=made.source or _source(part))
        for selector in _selectors(part.get("selector"), 0):
            made = replace(made, marks=True)
            kind = next(iter(_types(selector)), "").removeprefix("oa:")
            exact = text_in(selector, "exact")
            if kind == "TextQuoteSelector" and exact.strip() and not made.exact:
                made = replace(
                    made, exact=exact, prefix=text_in(selector, "prefix"), suffix=text_in(selector, "suffix")
                )
            start = selector.get("start")
            if kind == "TextPositionSelector" and isinstance(start, int) and not isinstance(start, bool):
                made = replace(made, near=start)
        if made.exact:
            break
    return made


def _selectors(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    for part in _listed(value):
        if isinstance(part, dict) and depth < _DEEPEST:
            yield part
            yield from _selectors(part.get("refinedBy"), depth + 1)
            yield from _selectors(part.get("items"), depth + 1)


def _paragraphs(words: str, format: str, id: str, loss: LossReport) -> tuple[str, ...]:
    """What is said as plain text: addresses of the web stand behind the words that led to them, others go."""

    def plain(shown: str, address: str) -> str:
        address = html.unescape(address)
        if _OF_THE_WEB.match(address):
            return f"{shown} ({address})" if shown.strip() and shown != address else address
        loss.lose("link", id, "only addresses of the web are kept")
        return shown

    if "html" in format:
        words = _HTML_LINK.sub(lambda link: plain(_TAG.sub("", link[2]), link[1]), words)
        words = html.unescape(_TAG.sub(" ", re.sub(r"</p\s*>|<br\b[^>]{0,99}>", "\n", words, flags=re.IGNORECASE)))
    elif "markdown" in format:
        words = _MARKDOWN_LINK.sub(lambda link: plain(link[1], link[2]), words)
    return tuple(line for line in map(folded, words.splitlines()) if line)


def _title(whole: Any) -> str:
    """The title of the page that the first annotation of Hypothesis is on."""
    for record in _records(whole, ""):
        page = record.get("document")
        titles = page.get("title") if isinstance(page, dict) else None
        return folded(next((title for title in _listed(titles) if isinstance(title, str)), ""))
    return ""


# -- claims ------------------------------------------------------------------------------------------------------------


def _statements(made: Sequence[_Made], document: Document | None, loss: LossReport) -> Iterator[Statement]:
    words = PaperWords(document) if document else None
    known = {one.id: k for k, one in enumerate(made)}
    above = [
        next((known[id] for id in reversed(one.answers) if known.get(id, k) != k), None) for k, one in enumerate(made)
    ]
    times: dict[str, int] = {}
    for root, members in threads_of(above).items():
        thread = [made[root], *(made[k] for k in members)]
        kept = [one for one in thread if _tell(one, one is not thread[0], loss)]
        if not kept:
            continue
        first = kept[0]
        id = first.id
        times[id] = times.get(id, 0) + 1
        id = id if times[id] == 1 else f"{id}-{times[id]}"
        if thread[0].exact:
            yield _on_words(id, thread[0], kept, words, loss)
        else:
            section = folded(thread[0].source) if document is None else _PAGE_NOTES
            says = first.says
            yield Statement(
                id, says[0], said_by=first.author, tags=first.tags, section=section,
                notes=(*says[1:], *_notes(kept[1:])),
            )  # fmt: skip


def _tell(one: _Made, is_reply: bool, loss: LossReport) -> bool:
    """Tell what becomes of an annotation; whether it goes into a claim."""
    kind = "answer" if is_reply else "annotation" if one.exact else "page note"
    if one.group not in _EVERYBODY:
        loss.lose("group", one.id, "there is no place in a claims file for whom something was meant")
    if is_reply and one.tags:
        loss.lose("answer's tag", one.id, "there is no place in a note")
    if one.ours:
        loss.lose("argmap finding", one.id, "argmap makes its own findings anew")
    elif one.hidden:
        loss.lose(kind, one.id, "a moderator has hidden what is said")
    elif one.exact and not is_reply:
        return True  # told when its words are looked for
    elif not one.says:
        loss.lose(kind, one.id, "nothing is quoted or said there")
    elif one.marks and not is_reply:
        loss.change(kind, one.id, "no text is marked; what is said became a claim")
        return True
    else:
        loss.keep(kind)
        return True
    return False


def _on_words(id: str, one: _Made, kept: Sequence[_Made], words: PaperWords | None, loss: LossReport) -> Statement:
    found = words.find(one.exact, one.prefix, one.suffix, one.near) if words else None
    told = loss if one in kept else LossReport()
    tags = () if one.ours else one.tags
    section, reads, quote, notes = "", folded(one.exact), folded(one.exact), _notes(kept)
    if one.ours:
        notes = (f"On {' · '.join(map(folded, one.tags))}.", *notes)
    if words is None:
        told.change("annotation", id, "no paper lies beside the file in which to look for the words")
        section = folded(one.source)
    elif found is None:
        told.change("annotation", id, "no such words were found in the paper")
    else:
        section, reads, quote = section_of(words.document, found.start), found.reads, found.quote
        around = words.sentence_at(found) if len(reads.split()) < FEWEST_WORDS else None
        if around:
            told.change("annotation", id, "fewer than four words make no claim; the sentence became it")
            notes = (f"Marked: “{reads}”.", *notes)
            reads, quote = folded(around), around
        elif found.differs:
            told.change("annotation", id, "the paper has other words among those quoted")
            notes = (f"Quoted: “{folded(one.exact)}”.", *notes)
        else:
            told.keep("annotation")
    return Statement(id, reads.rstrip(",;: "), quotes=(quote,), tags=tags, notes=notes, section=section)


def _notes(said: Sequence[_Made]) -> tuple[str, ...]:
    notes: list[str] = []
    for one in said:
        first, *others = one.says or ("",)
        if first:
            notes += [f"{one.author}: {first}" if one.author else first, *others]
    return tuple(notes)
