"""RIS (EndNote, library catalogues) to sources: one ``TAG  - value`` a line, from ``TY`` to ``ER``.

RIS entries seldom have keys. Where ``ID`` is missing, the key is drafted from the first name and the year
(``davutoglu-2008``, then ``davutoglu-2008-b``), in the order of the file.
"""

from __future__ import annotations

import re

from argmap.ground.diagnostics import Diagnostic
from argmap.ground.places import TextFile
from argmap.sources.source import BROKEN_ENTRY, BodyName, Report, Source
from argmap.tongues.letters import without_marks

_TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}- ?(.*)")
_TYPES = {
    "JOUR": "article",
    "BOOK": "book",
    "CHAP": "incollection",
    "CONF": "inproceedings",
    "CPAPER": "inproceedings",
    "THES": "thesis",
    "RPRT": "report",
    "NEWS": "newspaper",
    "MGZN": "magazine",
    "ELEC": "online",
    "WEB": "online",
    "UNPB": "unpublished",
    "STAT": "legislation",
    "GEN": "misc",
}
_AUTHORS, _EDITORS = ("AU", "A1"), ("ED", "A2")
_PEOPLE = (*_AUTHORS, *_EDITORS, "A3", "A4")
_YEARS = re.compile(r"\d{4}[-–]\d{4}(?!\d)")
_SUFFIX = re.compile(r"[^\W\d_]{2,4}\.?|\d[a-z]{2}")
_NO_ASCII = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})


def read_ris(source: TextFile, report: Report) -> list[Source]:
    """Every entry of a RIS file, in order. Lines outside an entry and entries that never end are reported."""
    found: list[Source] = []
    taken: dict[str, int] = {}
    entry: dict[str, list[tuple[str, int]]] | None = None
    begin = last = 0
    tag = ""
    for number, start in enumerate(source.line_starts, 1):
        line = source.line(number).lstrip("\ufeff").rstrip()
        match = _TAG.match(line)
        if match is None:
            if entry is not None and line and tag in entry:
                text, at = entry[tag][-1]
                entry[tag][-1] = (f"{text} {line.strip()}".strip(), at)
            elif line.strip():
                report(_broken(source, number, "This line belongs to no entry"))
            continue
        tag, value = match[1], match[2].strip()
        if tag == "TY":
            if entry is not None:
                report(_broken(source, begin, "The entry has no end"))
                found.append(_entry(source, entry, begin, taken))
            entry, begin = {"TY": [(value, start)]}, number
        elif entry is None:
            report(_broken(source, number, "This line belongs to no entry"))
        elif tag == "ER":
            found.append(_entry(source, entry, begin, taken))
            entry = None
        else:
            entry.setdefault(tag, []).append((value, start + source.line(number).index(match[2].strip() or "-")))
        last = number
    if entry is not None:
        report(_broken(source, min(begin, last), "The entry has no end"))
        found.append(_entry(source, entry, begin, taken))
    return found


def _broken(source: TextFile, number: int, message: str) -> Diagnostic:
    start = source.line_starts[number - 1]
    span = source.span(start, start + len(source.line(number)))
    return Diagnostic(BROKEN_ENTRY, message, source.path, span, "An entry begins with `TY  - ` and ends with `ER  - `.")


def _entry(source: TextFile, tags: dict[str, list[tuple[str, int]]], begin: int, taken: dict[str, int]) -> Source:
    def values(*names: str) -> tuple[str, ...]:
        return tuple(value for name in names for value, _ in tags.get(name, ()) if value)

    def first(*names: str) -> str | None:
        return next(iter(values(*names)), None)

    date = first("PY", "Y1", "DA") or ""
    several = _YEARS.match(date)
    single = re.search(r"(?<!\d)\d{4}(?!\d)", date)
    people = {name.lower(): tuple(map(in_order, values(name))) for name in _PEOPLE if name in tags}
    authors = tuple(map(in_order, values(*_AUTHORS)))
    year = several[0].replace("-", "–") if several else single[0] if single else first("PY", "Y1")
    if date.startswith("-") and single and single.start() == 1:
        year = f"-{year}"
    given, given_at = tags.get("ID", [("", 0)])[0]
    key = given or draft_key(authors, first("TI", "T1"), year, taken)
    taken.setdefault(key, 1)
    start = source.line_starts[begin - 1]
    pages = "–".join(values("SP")[:1] + values("EP")[:1])
    serial = first("SN")
    is_issn = serial is not None and len(re.sub(r"[^0-9Xx]", "", serial)) == 8
    kind = first("TY") or "GEN"
    return Source(
        key=key,
        type=_TYPES.get(kind, kind.lower()),
        span=source.span(start, start + len(source.line(begin))),
        authors=authors,
        editors=tuple(map(in_order, values(*_EDITORS))),
        year=year,
        title=first("TI", "T1", "CT"),
        container=first("JO", "JF", "T2", "JA", "BT"),
        publisher=first("PB"),
        pages=pages or None,
        doi=first("DO"),
        isbn=None if is_issn else serial,
        issn=serial if is_issn else None,
        url=first("UR", "L1"),
        note=first("N1"),
        fields={name.lower(): "; ".join(values(name)) for name in tags},
        key_span=source.span(given_at, given_at + len(given))
        if source.text.startswith(given or "\0", given_at)
        else None,
        form="ris",
        people=people,
    )


def in_order(name: str) -> str:
    """A name that RIS and EndNote write ``Family, Given, Suffix``, as a `Source` has it; a body's ends with a comma."""
    if name.endswith(","):
        return BodyName(name.rstrip(", "))
    family, *rest = (part.strip() for part in name.split(","))
    if len(rest) == 2 and _SUFFIX.fullmatch(rest[1]):
        rest.reverse()
    return ", ".join([family, *rest])


def draft_key(authors: tuple[str, ...], title: str | None, year: str | None, taken: dict[str, int]) -> str:
    """A key for an entry of a format that has none: first name (or title) and year, unlike all that are `taken`.

    `taken` has the last letter, as a number, that each of these words was given.
    """
    name = (authors[0] if authors else title or "source").partition(",")[0].lower().translate(_NO_ASCII)
    stem = "-".join((*re.findall(r"[^\W_]+", without_marks(name))[:4], *re.findall(r"\d{4}", year or ""))) or "source"
    key, letter = stem, taken.get(stem, 1)
    while key in taken:
        letter += 1
        key = f"{stem}-{chr(96 + letter) if letter <= 26 else letter}"
    taken[stem] = letter
    return key
