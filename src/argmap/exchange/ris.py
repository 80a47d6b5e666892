"""The works that a project cites as RIS: a tag, two spaces, a stroke and a value on each line, no line folded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.exchange.loss import LossReport
from argmap.exchange.works import (
    FIELD,
    NO_FIELD,
    VARIABLES,
    WORK,
    Item,
    date_parts,
    items_of,
    keeps_type,
    name_parts,
)
from argmap.project import Project
from argmap.sources.source import Source
from argmap.sources.work_types import type_in

FORM = "ris"
_TAGS = {variable.csl: variable.ris[0].upper() for variable in VARIABLES if variable.ris}
_TAGS |= {"ISBN": "SN", "ISSN": "SN", "collection-number": "M1", "keyword": "KW"}
_RANGE = re.compile(r"([^–]+)–([^–]+)|([^-–]+)-([^-–]+)")
_YEARS = re.compile(r"(-?\d{4})/(\d{4})\Z")


def write(project: Project) -> tuple[bytes, LossReport]:
    """Entries in UTF-8 with the line ends that RIS asks for; the key of each stands under ``ID``."""
    loss = LossReport()
    lines: list[str] = []
    for item, source in items_of(project, FORM, loss):
        lines += [f"{tag}  - {' '.join(value.split())}" for tag, value in _entry(item, source, loss)]
        lines += ["ER  - ", ""]
    return "\r\n".join(lines).encode("utf-8", "replace"), loss


def _entry(item: Item, source: Source, loss: LossReport) -> Iterator[tuple[str, str]]:
    own = source.fields.get("ty", "") if source.form == FORM else ""
    type = own or type_in(FORM, item.type)
    if keeps_type(FORM, source):
        loss.keep(WORK)
    else:
        loss.change(WORK, item.key, "of a type that has no name of its own in RIS")
    yield "TY", type or "GEN"
    yield "ID", item.key
    for role, names in item.people.items():
        if role not in _TAGS:
            loss.lose(FIELD, f"{item.key}: {role}", NO_FIELD)
            continue
        people = [name_parts(name) for name in names]
        if any("," in person.get("literal", "") for person in people):
            loss.change(FIELD, f"{item.key}: {role}", "a comma in the name of a body parts it in RIS")
        else:
            loss.keep(FIELD)
        for person in people:
            family = f"{person.get('non-dropping-particle', '')} {person.get('family', '')}".strip()
            parts = [person.get("literal") or family, person.get("given"), person.get("suffix")]
            # by the comma at the end other programs know a body, whose words they would take for given names
            body = "," if " " in person.get("literal", "") else ""
            yield _TAGS[role], ", ".join(part for part in parts if part) + body
    for name, text in item.dates.items():
        if name in _TAGS:
            yield from _date(item.key, name, text, loss)
        else:
            loss.lose(FIELD, f"{item.key}: {name}", NO_FIELD)
    written: set[str] = set()
    for name, text in item.texts.items():
        tag = _TAGS.get(name)
        if tag is None or (tag in written and tag != "KW"):
            loss.lose(FIELD, f"{item.key}: {name}", NO_FIELD)
            continue
        written.add(tag)
        loss.keep(FIELD)
        pages = _RANGE.fullmatch(text) if name == "page" else None
        if pages:
            begin, end = [part.strip() for part in pages.groups() if part]
            yield from (("SP", begin), ("EP", end))
        elif name == "keyword":
            yield from ((tag, word) for word in re.split(r"\s*[,;]\s*", text) if word)
        else:
            yield tag, text
    loss.keep(FIELD, len(item.rest))
    yield from ((name.upper(), text) for name, text in item.rest.items())


def _date(key: str, name: str, text: str, loss: LossReport) -> Iterator[tuple[str, str]]:
    """A date as ``2014/04/05/``, its year apart; two years with a stroke between them."""
    parts, uncertain = date_parts(text)
    years = _YEARS.match(text)
    if uncertain or (len(parts) > 1 and not years):
        loss.change(FIELD, f"{key}: {name}", "RIS has years for a span, and nothing to say that a date is not certain")
    else:
        loss.keep(FIELD)
    if not parts:
        yield _TAGS[name], text
        return
    begin = parts[0]
    year = f"{'-' if begin[0] < 0 else ''}{abs(begin[0]):04}"
    if len(parts) > 1:
        yield _TAGS[name], f"{year}-{parts[1][0]:04}"
        return
    whole = "/".join([year, *(f"{number:02}" for number in begin[1:])]) + "/" * (4 - len(begin))
    if name == "issued":
        yield "PY", year
        if len(begin) > 1:
            yield "DA", whole
    else:
        yield _TAGS[name], whole if len(begin) > 1 else year
