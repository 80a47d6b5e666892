"""The works that a project cites as BibTeX, in UTF-8, for BibTeX and Biber both where both know a field.

Written with bibtexparser. The title stands in braces of its own where a style would change its capitals.
"""

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
from argmap.sources.bibliography.latex_values import encode_field, encode_latex
from argmap.sources.work_types import type_in

FORM = "bibtex"
_FIELDS = {variable.csl: variable.bibtex[0] for variable in VARIABLES if variable.bibtex}
_FIELDS |= {"number": "number", "collection-number": "number"}
_PUBLISHERS = {"report": "institution", "thesis": "school", "webpage": "organization"}
_LISTS = frozenset({"publisher", "institution", "school", "organization", "address", "language"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NO_KEY = re.compile(r"[\s,{}()=\"#%'\\~@]+")
_JOINING = re.compile(r"\band\b", re.IGNORECASE)
_OTHERS = frozenset({"others", "et al", "et al."})


def write(project: Project) -> tuple[bytes, LossReport]:
    """A BibTeX file."""
    from bibtexparser import BibtexFormat, Library, write_string  # type: ignore[attr-defined]
    from bibtexparser.model import Entry, Field

    loss, taken = LossReport(), set[str]()
    library = Library()
    for item, source in items_of(project, FORM, loss):
        own = source.type if source.form == FORM else ""
        type = own or type_in(FORM, item.type)
        key = _key(item.key, taken)
        if key != item.key:
            loss.change(WORK, item.key, "a key with signs that no key of BibTeX may have")
        elif keeps_type(FORM, source):
            loss.keep(WORK)
        else:
            loss.change(WORK, item.key, "of a type that has no name of its own in BibTeX")
        fields: dict[str, str] = {}
        for name, value in _fields(item, source.form, loss):
            if name in fields:
                loss.lose(FIELD, f"{item.key}: {name}", "the format has one field for two")
            else:
                fields[name] = value
                loss.keep(FIELD, 0 if name in ("month", "day") else 1)
        library.add(Entry(type or "misc", key, [Field(name, value) for name, value in fields.items()]))
    layout = BibtexFormat()  # type: ignore[no-untyped-call]
    layout.indent, layout.trailing_comma, layout.block_separator = "  ", True, "\n"
    return write_string(library, unparse_stack=[], bibtex_format=layout).encode("utf-8", "replace"), loss


def _key(key: str, taken: set[str]) -> str:
    base = _NO_KEY.sub("-", key).strip("-") or "work"
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name)
    return name


def _fields(item: Item, own: str, loss: LossReport) -> Iterator[tuple[str, str]]:
    """The fields with their values as they stand in the file; `own` is the format the work was read from."""
    for role, names in item.people.items():
        if role in _FIELDS:
            yield _FIELDS[role], f"{{{' and '.join(map(_name, names))}}}"
        else:
            loss.lose(FIELD, f"{item.key}: {role}", NO_FIELD)
    for name, text in item.texts.items():
        field = item.named.get(name) or _field(name, item.type)
        if not field:
            loss.lose(FIELD, f"{item.key}: {name}", NO_FIELD)
        elif field == "title":
            value = encode_latex(text)
            yield field, f"{{{{{value}}}}}" if text[1:] != text[1:].lower() else f"{{{value}}}"
        elif field in _LISTS and own != FORM and _JOINING.search(text):
            yield field, f"{{{{{encode_latex(text)}}}}}"  # biblatex parts it there
        else:
            yield field, f"{{{encode_field(field, text)}}}"
    for name, text in item.dates.items():
        if name == "issued":
            yield from _issued(text)
        elif name in _FIELDS:
            yield _FIELDS[name], f"{{{encode_latex(text)}}}"
        else:
            loss.lose(FIELD, f"{item.key}: {name}", NO_FIELD)
    for name, text in item.rest.items():
        yield name, f"{{{encode_field(name, text)}}}"


def _field(variable: str, type: str) -> str:
    if variable == "container-title":
        return "journal" if type.startswith("article-") else "maintitle" if type == "book" else "booktitle"
    if variable == "publisher":
        return _PUBLISHERS.get(type, "publisher")
    return _FIELDS.get(variable, "")


def _issued(text: str) -> Iterator[tuple[str, str]]:
    """Year and month, which every style knows; what they cannot say as the ``date`` of biblatex."""
    parts, uncertain = date_parts(text)
    if not parts:
        yield "year", f"{{{encode_latex(text)}}}"
    elif len(parts) > 1 or uncertain or parts[0][0] < 1 or (len(parts[0]) > 1 and parts[0][1] > 12):
        yield "date", f"{{{text}}}"
    else:
        year, *rest = parts[0]
        yield "year", f"{{{year:04}}}"
        if rest:
            yield "month", _MONTHS[rest[0] - 1]
        if len(rest) > 1:
            yield "day", f"{{{rest[1]}}}"


def _name(name: str) -> str:
    """A name for BibTeX: ``von Family, Jr, Given``; in braces what has no parts, or what would part it."""
    person = name_parts(name)
    if "literal" in person or ("given" not in person and name.lower() in _OTHERS):
        return f"{{{encode_latex(name)}}}"
    family = f"{person.get('non-dropping-particle', '')} {person['family']}".strip()
    parts = filter(None, (family, person.get("suffix"), person.get("given")))
    return ", ".join(f"{{{encode_latex(part)}}}" if _JOINING.search(part) else encode_latex(part) for part in parts)
