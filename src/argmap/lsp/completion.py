"""Completion: what may stand where one types in a claims file, each with what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol import types

from argmap.argument.schemes import find_scheme, load_schemes
from argmap.checks.pages import summaries
from argmap.ground.places import TextFile
from argmap.ground.text import shorten
from argmap.ground.unseen import show_unseen
from argmap.lsp.desk import Desk, Held, Reading
from argmap.notation.citation import is_plain_key
from argmap.notation.vocabulary import EVIDENCE_TYPES, KEYS, KINDS, PROPERTIES, STANDARDS
from argmap.outputs.wording import name_source

_MOST = 200
_Kind = types.CompletionItemKind
_ITEM = re.compile(r"-[ \t]+([\w-]+):[ \t]*(.*)")
_PROPERTY = re.compile(r"[ \t]{2,}([\w-]+):[ \t]*(.*)")
_KEY_BEGUN = re.compile(r"-[ \t]+[\w-]*\Z")
_PROPERTY_BEGUN = re.compile(r"[ \t]{2,}[\w-]*\Z")
_KIND_BEGUN = re.compile(r"##[ \t]+\S+[ \t]+\{[\w-]*\Z")
_CITATION_KEY = re.compile(r"(?:\A|[\s\[])-?@(\{?[^\s,\[\]{}]*)\Z")
_LOCATOR = re.compile(r"@\{?([^\s,\[\]{}]+)\}?,[ \t]*([^,\[\]@]*)\Z")
_MARK = re.compile(r"@\S+.*[ \t](\[\^?[^\[\]\s]*)\Z")
_WORD = re.compile(r"[^\s+,]*\Z")
_CITING = ("cites", "from", "via")


def complete(desk: Desk, held: Held, reading: Reading, position: types.Position) -> types.CompletionList:
    """What may stand at a position: of very much what the typed letters stand in, with a word that this is not all."""
    file = held.file
    offset = desk.places.offset(file, position)
    line = file.position(offset)[0]
    before = file.text[file.line_starts[line - 1] : offset]
    items: list[types.CompletionItem] = []
    for label, text, kind, detail, typed in _offers(reading, held, file, line, before):
        sought = file.text[offset - typed : offset].strip("{[^").casefold()
        if sought and sought not in text.casefold() and sought not in detail.casefold():
            continue
        if len(items) == _MOST:
            return types.CompletionList(is_incomplete=True, items=items)
        place = desk.places.range(file, offset - typed, offset)
        items.append(
            types.CompletionItem(
                label=show_unseen(label),
                kind=kind,
                detail=show_unseen(detail) or None,
                filter_text=f"{text} {detail}".strip(),
                sort_text=f"{len(items):03}",
                text_edit=types.TextEdit(place, text),
            )
        )
    return types.CompletionList(is_incomplete=False, items=items)


_Offer = tuple[str, str, types.CompletionItemKind, str, int]
"""Label, text, kind, what it means, how many characters of it are typed."""


def _offers(reading: Reading, held: Held, file: TextFile, line: int, before: str) -> Iterator[_Offer]:
    if _KIND_BEGUN.match(before):
        yield from _words(KINDS, before.rpartition("{")[2], _Kind.EnumMember)
    elif (found := _ITEM.match(before)) or (found := _PROPERTY.match(before)):
        yield from _values(reading, held, file, line, found[1], found[2])
    elif _KEY_BEGUN.match(before):
        for word in KEYS:
            yield word, f"{word}: ", _Kind.Keyword, "", len(_typed(before))
    elif _PROPERTY_BEGUN.match(before):
        yield from _properties(file, line, _typed(before))


def _values(reading: Reading, held: Held, file: TextFile, line: int, key: str, value: str) -> Iterator[_Offer]:
    typed = _typed(value)
    if key in _CITING:
        yield from _of_citation(reading, value)
    elif key in ("because", "but", "unless", "warrant", "restates") or re.fullmatch(r"cq\d+", key):
        own = _claim_above(file, line)
        used = set(re.findall(r"[^\s+]+", value.removesuffix(typed)))
        for claim in _claims(reading, held):
            if claim[0] not in (own, *used):
                yield claim[0], claim[0], _Kind.Reference, claim[1], len(typed)
    elif key == "scheme":
        for scheme in load_schemes().values():
            yield scheme.name, scheme.id, _Kind.EnumMember, shorten(scheme.conclusion), len(value)
    elif key in ("standard", "type"):
        yield from _words(STANDARDS if key == "standard" else EVIDENCE_TYPES, value, _Kind.EnumMember)
    elif key == "waive":
        yield from _codes(reading, _claim_above(file, line), value)
    elif key in ("tags", "said-by"):
        claims = reading.project.argument.claims.values()
        known = (c.tags if key == "tags" else (c.said_by,) for c in claims)
        begun = value.rpartition(",")[2].lstrip() if key == "tags" else value
        yield from _words(sorted({word for words in known for word in words if word}), begun, _Kind.Value)


def _words(words: tuple[str, ...] | list[str], typed: str, kind: types.CompletionItemKind) -> Iterator[_Offer]:
    for word in words:
        yield word, word, kind, "", len(typed)


def _typed(text: str) -> str:
    found = _WORD.search(text)
    return found[0] if found else ""


def _claims(reading: Reading, held: Held) -> Iterator[tuple[str, str]]:
    """The claims of this file as it is now, then those of the others."""
    own = {claim.id.text: claim.sentence.text if claim.sentence else "" for claim in held.parsed.tree.claims}
    yield from own.items()
    for claim in reading.project.argument.claims.values():
        if claim.id not in own and claim.span.path != held.file.path:
            yield claim.id, claim.text


def _claim_above(file: TextFile, line: int) -> str:
    for number in range(line, 0, -1):
        if (text := file.line(number)).startswith("## "):
            return text[3:].partition("{")[0].strip()
    return ""


def _properties(file: TextFile, line: int, typed: str) -> Iterator[_Offer]:
    """The properties that may stand under the item above, with the open questions of its scheme."""
    scheme = None
    for number in range(line - 1, 0, -1):
        text = file.line(number)
        if found := _ITEM.match(text):
            for word in PROPERTIES.get(found[1], ()):
                if word != "cq1":
                    yield word, f"{word}: ", _Kind.Property, "", len(typed)
            questions: tuple[str, ...] = scheme.questions if scheme and found[1] in ("because", "but") else ()
            for at, question in enumerate(questions, 1):
                yield f"cq{at}", f"cq{at}: ", _Kind.Property, question, len(typed)
            return
        if not text.startswith((" ", "\t")):
            return
        if found := _PROPERTY.match(text):
            scheme = find_scheme(found[2].strip()) if found[1] == "scheme" else scheme


def _of_citation(reading: Reading, value: str) -> Iterator[_Offer]:
    if found := _CITATION_KEY.search(value):
        for source in reading.project.bibliography.sources.values():
            text = source.key if is_plain_key(source.key) and not found[1].startswith("{") else f"{{{source.key}}}"
            about = f"{name_source(source)}: {shorten(source.title or '', 80)}"
            yield f"@{source.key}", text, _Kind.Reference, about, len(found[1])
    elif found := _MARK.search(value):
        document = reading.project.document
        for mark in document.marks if document else ():
            if mark.kind == "note":
                label = re.sub(r"[\[\]^]", "", mark.text)
                told = next((s.text for s in document.sentences if s.id == mark.sentence), "") if document else ""
                yield f"[^{label}]", f"[^{label}]", _Kind.Reference, shorten(told), len(found[1])
    elif found := _LOCATOR.search(value):
        for place in _locators(reading, found[1]):
            yield place, place, _Kind.Value, "", len(found[2])
    elif not value:
        for source in reading.project.bibliography.sources.values():
            key = source.key if is_plain_key(source.key) else f"{{{source.key}}}"
            yield f"@{source.key}", f"@{key}", _Kind.Reference, name_source(source), 0


def _locators(reading: Reading, key: str) -> list[str]:
    """The places of a work that claims or the paper cite."""
    project, found = reading.project, dict[str, None]()
    for claim in project.argument.claims.values():
        found |= dict.fromkeys(c.locator for c in claim.citations if c.key == key and c.locator)
        found |= dict.fromkeys(e.locator for e in claim.evidence if e.source == key and e.locator)
    if project.document is not None:
        of_work = {reference.id for reference in project.document.references if reference.key == key}
        marks = (m for m in project.document.marks if m.locator and of_work.intersection(m.references))
        found |= dict.fromkeys(m.locator or "" for m in marks)
    return list(found)


def _codes(reading: Reading, claim: str, value: str) -> Iterator[_Offer]:
    """The codes of what is found at this claim, then all others."""
    if " " in value:
        return
    about = summaries()
    here = dict.fromkeys(f.code for f in reading.findings if f.claim == claim)
    for code in (*here, *(code for code in about if code not in here)):
        yield code, code, _Kind.Constant, about.get(code, ""), len(value)
