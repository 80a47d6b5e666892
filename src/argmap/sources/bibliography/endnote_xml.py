"""EndNote's XML (also written by Mendeley, Zotero and JabRef) to sources.

The elements are those of EndNote's RSXML: `contributors/authors/author`, `titles/title`, `dates/year` and so on, their
words in `style` elements. Records have no keys; they are drafted from name and year, as those of RIS are.
"""

from __future__ import annotations

import re
from typing import Any

from argmap.ground.diagnostics import ArgmapError, Diagnostic
from argmap.ground.places import TextFile
from argmap.sources.bibliography.ris import draft_key, in_order
from argmap.sources.source import BROKEN_ENTRY, Report, Source

_RECORD = re.compile(r"<record\b")
_FIELDS = {
    "title": "titles/title",
    "container": "titles/secondary-title",
    "journal": "periodical/full-title",
    "publisher": "publisher",
    "pages": "pages",
    "doi": "electronic-resource-num",
    "isbn": "isbn",
    "url": "urls/related-urls/url",
    "note": "notes",
    "volume": "volume",
    "number": "number",
    "location": "pub-location",
    "year": "dates/year",
}


def read_endnote_xml(source: TextFile, report: Report) -> list[Source]:
    """Every record, in order. A file that is broken or declares entities is reported, and none of it is read."""
    from argmap.ground.packed import parse_xml

    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", source.text.lstrip("\ufeff"), count=1)
    try:
        root = parse_xml(text.strip().encode(), source.path, source.path, "EndNote")
    except ArgmapError as error:
        report(Diagnostic(BROKEN_ENTRY, "The XML cannot be read", source.path, None, str(error)))
        return []
    starts = [found.start() for found in _RECORD.finditer(source.text)] or [0]
    taken: dict[str, int] = {}
    return [
        _source(record, source, starts[min(place, len(starts) - 1)], taken)
        for place, record in enumerate(root.iter("record"))
    ]


def _source(record: Any, source: TextFile, start: int, taken: dict[str, int]) -> Source:
    fields = {name: words for name, path in _FIELDS.items() if (words := _words(record.find(path)))}
    authors = _people(record, "authors")
    kind = record.find("ref-type")
    if "journal" in fields:
        fields.setdefault("container", fields["journal"])
    line_end = source.text.find("\n", start)
    key = draft_key(authors, fields.get("title"), fields.get("year"), taken)
    taken.setdefault(key, 1)
    return Source(
        key=key,
        type=((kind.get("name") if kind is not None else None) or "document").lower(),
        span=source.span(start, line_end if line_end >= 0 else len(source.text)),
        authors=authors,
        editors=_people(record, "secondary-authors"),
        year=fields.get("year"),
        title=fields.get("title"),
        container=fields.get("container"),
        publisher=fields.get("publisher"),
        pages=fields.get("pages"),
        doi=fields.get("doi"),
        isbn=fields.get("isbn"),
        url=fields.get("url"),
        note=fields.get("note"),
        fields=fields,
        form="endnote-xml",
    )


def _people(record: Any, group: str) -> tuple[str, ...]:
    found = record.findall(f"contributors/{group}/author")
    return tuple(in_order(words) for author in found if (words := _words(author)))


def _words(element: Any | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())
