"""CSL-JSON (Zotero, Pandoc) to sources, with the place of every item.

Items are decoded one at a time, so that one that is broken costs only itself.
Field names are those of the CSL 1.0.2 schema.
"""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Mapping
from typing import Any

from argmap.ground.diagnostics import Diagnostic
from argmap.ground.places import Span, TextFile
from argmap.sources.source import BROKEN_ENTRY, BodyName, Report, Source

_SPACE = re.compile(r"[ \t\r\n]*")
_ID = re.compile(r'"(?:id|citation-key)"\s*:\s*"((?:[^"\\]|\\.)*)"')
_NEXT_ITEM = re.compile(r"\}\s*,\s*(?=\{)")
_MARKUP = re.compile(r"</?(?:i|b|sup|sub|span)\b[^<>]{0,80}>")


def read_csl_json(source: TextFile, report: Report) -> list[Source]:
    """Every item of a CSL-JSON file, in order. What is not an item is reported."""
    text = source.text
    position = _skip(text, 1 if text.startswith("\ufeff") else 0)
    if text[position : position + 1] != "[":
        report(_broken(source, position, "A CSL-JSON file is a list of items in [ ]"))
        return []
    found: list[Source] = []
    decoder = json.JSONDecoder()
    position = _skip(text, position + 1)
    while text[position : position + 1] not in ("", "]"):
        try:
            item, end = decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            at = getattr(error, "pos", position)
            report(
                _broken(source, at, f"The item is not valid JSON: {getattr(error, 'msg', 'it is nested too deeply')}")
            )
            resumed = _NEXT_ITEM.search(text, max(at, position + 1))
            if resumed is None:
                break
            position = resumed.end()
            continue
        made = _item(source, item, position, end, report)
        if made is not None:
            found.append(made)
        position = _skip(text, end)
        if text[position : position + 1] == ",":
            position = _skip(text, position + 1)
        elif text[position : position + 1] not in ("", "]"):
            report(_broken(source, position, "A comma is missing between two items"))
    return found


def _skip(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position


def _broken(source: TextFile, start: int, message: str) -> Diagnostic:
    end = min(start + 1, len(source.text))
    return Diagnostic(
        BROKEN_ENTRY, message, source.path, source.span(min(start, end), end), "Export the file again, or mend it here."
    )


def _item(source: TextFile, item: Any, start: int, end: int, report: Report) -> Source | None:
    key = item.get("id", item.get("citation-key")) if isinstance(item, dict) else None
    if not isinstance(key, (str, int)) or isinstance(key, bool) or not str(key).strip():
        report(_broken(source, start, "An item has no `id`, so that nothing can cite it"))
        return None
    key = str(key).strip()
    key_span = _key_span(source, key, start, end)
    first_line = source.text.find("\n", start, end)
    span = source.span(start, first_line if first_line > 0 else end)
    fields = {str(name).lower(): text for name, value in item.items() if (text := _text(value))}

    def get(*names: str) -> str | None:
        return next((fields[name] for name in names if fields.get(name)), None)

    return Source(
        key=key,
        type=get("type") or "document",
        span=key_span or span,
        authors=_names(item.get("author")),
        editors=_names(item.get("editor")),
        year=_year(item.get("issued")),
        title=get("title"),
        container=get("container-title", "collection-title"),
        publisher=get("publisher"),
        pages=get("page"),
        doi=get("doi"),
        isbn=get("isbn"),
        issn=get("issn"),
        url=get("url"),
        note=get("note"),
        fields=fields,
        key_span=key_span,
        form="csl-json",
        people={name.lower(): names for name, value in item.items() if (names := _names(value))},
    )


def _key_span(source: TextFile, key: str, start: int, end: int) -> Span | None:
    found = next((m for m in _ID.finditer(source.text, start, end) if m[1] == key), None)
    return source.span(found.start(1), found.end(1)) if found else None


def _text(value: Any) -> str:
    """A value as text, names and dates on one line."""
    if isinstance(value, list) and all(isinstance(part, dict) for part in value):
        return " and ".join(_names(value))
    return _date(value) if isinstance(value, dict) else _words(value)


def _words(value: Any) -> str:
    """A text or a number as text; empty for anything else."""
    if isinstance(value, str):
        return " ".join(html.unescape(_MARKUP.sub("", value)).split())
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return ""
    # JSON has no NaN and no infinity; Python reads both
    return str(value) if isinstance(value, int) or math.isfinite(value) else ""


def _date(value: Mapping[str, Any]) -> str:
    """A CSL date as ISO 8601-2 has it (``2014-04``, ``1998/2003``, ``-0342``, ``1850~``), else in its own words.

    CSL counts 1 BC as -1 and ISO as 0.
    """
    parts = value.get("date-parts")
    days = [_day(part) for part in parts[:2] if isinstance(part, list)] if isinstance(parts, list) else []
    if not days or not all(days):
        return next((text for name in ("raw", "literal", "year") if (text := _words(value.get(name)))), "")
    if len(days) == 1 and "-" not in days[0][1:] and (season := _words(value.get("season"))) in ("1", "2", "3", "4"):
        days[0] += f"-2{season}"
    return "/".join(days) + ("~" if value.get("circa") else "")


def _day(parts: list[Any]) -> str:
    """Year, month and day with strokes between them; empty where they are no numbers of a date."""
    try:
        year, *rest = [int(part) for part in parts[:3] if part not in (None, "", 0, "0")]
    except (TypeError, ValueError, OverflowError):
        return ""
    year += year < 0
    if abs(year) > 9999 or not all(0 < number < 32 for number in rest):
        return ""
    return "-".join([f"{'-' if year < 0 else ''}{abs(year):04}", *(f"{number:02}" for number in rest)])


def _names(value: Any) -> tuple[str, ...]:
    people = value if isinstance(value, list) else []
    return tuple(name for person in people if isinstance(person, dict) and (name := _name(person)))


def _name(person: Mapping[str, Any]) -> str:
    def part(key: str) -> str:
        return _words(person.get(key))

    if part("literal"):
        return BodyName(part("literal"))
    family = " ".join(filter(None, (part("non-dropping-particle"), part("family"))))
    given = " ".join(filter(None, (part("given"), part("dropping-particle"))))
    return ", ".join(filter(None, (family, part("suffix"), given)))


def _year(value: Any) -> str | None:
    """The year of a CSL date in any of its forms; two where it is a span of years."""
    if not isinstance(value, dict):
        return _words(value) or None
    parts = value.get("date-parts")
    years = [_year_of(part) for part in parts[:2]] if isinstance(parts, list) else []
    if years and years[0]:
        return f"{years[0]}–{years[1]}" if len(years) > 1 and years[1] not in ("", years[0]) else years[0]
    for name in ("year", "literal", "raw"):
        text = _words(value.get(name))
        if text:
            year = re.search(r"(?<!\d)-?\d{4}(?!\d)", text)
            return year[0] if year and not text.startswith("-") else text
    return None


def _year_of(parts: Any) -> str:
    first = parts[0] if isinstance(parts, list) and parts else parts
    return _words(first) if first else ""
