"""Reads the citations that Zotero, Mendeley, EndNote, Citavi, Word and LibreOffice leave in a file as codes.

Zotero and Mendeley write CSL-JSON into the instruction of a field (Mendeley Cite: base64 in the tag of a content
control), Citavi writes packed JSON of its own, EndNote its own XML, Word a key. What cannot be read is passed over: the
printed citation remains and is found as in any other text.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from argmap.manuscript.document import Reference

_LARGEST = 2_000_000
_MOST_ITEMS = 200
_PRINTS_LIST = (
    "BIBLIOGRAPHY",
    "ADDIN ZOTERO_BIBL",
    "ZOTERO_BIBL",
    "ADDIN EN.REFLIST",
    "ADDIN REFMGR.REFLIST",
    "ADDIN RW.BIB",
    "ADDIN CitaviBibliography",
    "ADDIN CITAVI.BIBLIOGRAPHY",
    "ADDIN paperpile_bibliography",
    "MENDELEY_BIBLIOGRAPHY",
    "CitaviBibliography",
    "CSL_BIBLIOGRAPHY",
)


@dataclass(frozen=True, slots=True)
class CitedItem:
    """One work in a citation. `key` is what the reference manager calls it."""

    key: str
    reference: Reference
    locator: str | None = None
    narrative: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation field and the works it names."""

    items: tuple[CitedItem, ...]


def citation_of_field(instruction: str, data: str) -> Citation | None:
    """The citation in the instruction of a field, or in the data beside it; None for any other field."""
    words = instruction.strip()
    if not words or len(words) > _LARGEST:
        return None
    if "CSL_CITATION" in words[:60]:
        return _of_csl(words[words.find("{") :] if "{" in words else "")
    if words.startswith("ADDIN EN.CITE"):
        return _of_endnote(words) or _of_endnote(_decoded(data))
    if words.startswith("ADDIN CitaviPlaceholder{"):
        return _of_citavi(_decoded(words.removeprefix("ADDIN CitaviPlaceholder{").rstrip("}")))
    if words.startswith("CITATION "):
        return _of_word(words)
    return None


def citation_of_control(tag: str) -> Citation | None:
    """The citation in the tag of a content control, as Mendeley Cite writes it."""
    if not tag.startswith("MENDELEY_CITATION_v3_") or len(tag) > _LARGEST:
        return None
    return _of_csl(_decoded(tag.removeprefix("MENDELEY_CITATION_v3_")))


def citation_of_mark(fields: Mapping[str, str]) -> Citation | None:
    """The citation that LibreOffice's own marks of works state (``text:bibliography-mark``), by their attributes."""
    key = fields.get("identifier") or fields.get("title")
    if not key:
        return None
    if key.strip().startswith("CITATION "):  # what became of a citation by Word's own means
        return _of_word(key)
    work = _reference(
        {
            "authors": tuple(filter(None, (name.strip() for name in fields.get("author", "").split(";")))),
            "editors": tuple(filter(None, (name.strip() for name in fields.get("editor", "").split(";")))),
            "year": _csl_year({"raw": fields.get("year", "")}),
            "title": _text(fields.get("title")),
            "container": _text(fields.get("journal") or fields.get("booktitle")),
            "publisher": _text(fields.get("publisher")),
            "pages": _text(fields.get("pages")),
        }
    )
    return Citation((CitedItem(key, work),))


def prints_list(code: str) -> bool:
    """Whether a field of this instruction, or a control or a section of this name, prints the list of references."""
    return code.strip().startswith(_PRINTS_LIST) or "Mendeley Bibliography" in code


def _decoded(data: str) -> str:
    packed = re.sub(r"\s+", "", data)
    try:
        return base64.b64decode(packed + "=" * (-len(packed) % 4)).decode("utf-8", "replace").replace("\0", "")
    except (binascii.Error, ValueError):
        return ""


def _of_csl(text: str) -> Citation | None:
    try:
        found, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    listed = found.get("citationItems") if isinstance(found, dict) else None
    if not isinstance(listed, list):
        return None
    items = [_csl_item(item) for item in listed[:_MOST_ITEMS] if isinstance(item, dict)]
    return Citation(tuple(item for item in items if item)) if any(items) else None


def _csl_item(item: dict[str, Any]) -> CitedItem | None:
    data = item.get("itemData")
    if not isinstance(data, dict):
        return None
    uris = item.get("uris") or item.get("uri")
    uri = uris[0] if isinstance(uris, list) and uris else uris
    key = str(uri or data.get("id") or item.get("id") or data.get("title") or "")
    locator = _text(item.get("locator"))
    narrative = bool(item.get("suppress-author") or item.get("author-only"))
    return CitedItem(key, _csl_reference(data), locator, narrative) if key else None


def _csl_reference(data: dict[str, Any]) -> Reference:
    fields: dict[str, Any] = {
        "authors": _csl_names(data.get("author")),
        "editors": _csl_names(data.get("editor")),
        "year": _csl_year(data.get("issued")),
        "title": _text(data.get("title")),
        "container": _text(data.get("container-title")),
        "publisher": _text(data.get("publisher")),
        "pages": _text(data.get("page")),
        "doi": (_text(data.get("DOI")) or "").lower() or None,
        "kind": _text(data.get("type")),
    }
    return _reference(fields)


def _reference(fields: dict[str, Any]) -> Reference:
    words = ". ".join(
        filter(None, ("; ".join(fields["authors"]), fields["year"], fields["title"], fields.get("container")))
    )
    return Reference(
        "", words, origin="bibliography", certainty={name: 1.0 for name, value in fields.items() if value}, **fields
    )


def _text(value: object) -> str | None:
    """A value as plain text; reference managers mark italics and small capitals with HTML tags."""
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str | int | float):
        return None
    return " ".join(re.sub(r"</?(?:i|b|sup|sub|span|sc)\b[^<>]{0,80}>", "", str(value)).split()) or None


def _csl_names(value: object) -> tuple[str, ...]:
    names = []
    for name in value if isinstance(value, list) else ():
        if not isinstance(name, dict):
            continue
        particle = _text(name.get("non-dropping-particle")) or _text(name.get("dropping-particle"))
        family = " ".join(filter(None, (particle, _text(name.get("family")))))
        names.append(
            ", ".join(filter(None, (family, _text(name.get("given")), _text(name.get("suffix")))))
            or _text(name.get("literal"))
            or ""
        )
    return tuple(filter(None, names))


def _csl_year(value: object) -> str | None:
    if not isinstance(value, dict):
        return None
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return _text(parts[0][0])
    found = re.search(r"\d{4}", str(value.get("raw") or value.get("literal") or ""))
    return found.group(0) if found else None


def _of_citavi(text: str) -> Citation | None:
    """Citavi's JSON: an object that was written out before is only referred to, by the number it was given there."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    written: dict[str, dict[str, Any]] = {}
    waiting: list[Any] = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            written.setdefault(str(one.get("$id")), one)
        waiting += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()

    def whole(value: object) -> dict[str, Any]:
        return written.get(str(value["$ref"]), {}) if isinstance(value, dict) and "$ref" in value else _dict(value)

    items = []
    for entry in _list(_dict(found).get("Entries"))[:_MOST_ITEMS]:
        work = whole(_dict(entry).get("Reference"))
        people = {
            role: [whole(one) for one in _list(work.get(role))] for role in ("Authors", "Editors", "Organizations")
        }
        fields = {
            "authors": _citavi_names(people["Authors"] or people["Organizations"]),
            "editors": _citavi_names(people["Editors"]),
            "year": _csl_year({"raw": _text(work.get("Year")) or ""}),
            "title": _text(work.get("Title")),
            "container": _text(whole(work.get("Periodical")).get("Name")),
            "publisher": next((_text(whole(one).get("Name")) for one in _list(work.get("Publishers"))), None),
            "doi": (_text(work.get("Doi")) or "").lower() or None,
        }
        key = _text(work.get("Id")) or _text(_dict(entry).get("ReferenceId"))
        locator = _text(_dict(_dict(entry).get("PageRange")).get("OriginalString"))
        if key:
            items.append(CitedItem(key, _reference(fields), locator))
    return Citation(tuple(items)) if items else None


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _citavi_names(people: list[dict[str, Any]]) -> tuple[str, ...]:
    names = (", ".join(filter(None, (_text(one.get("LastName")), _text(one.get("FirstName"))))) for one in people)
    return tuple(filter(None, names))


def _of_endnote(text: str) -> Citation | None:
    """EndNote's XML: flat, so that patterns read it and no XML parser has to trust it."""
    items = []
    for cite in re.findall(r"<Cite\b[^>]{0,200}>(.{0,20000}?)</Cite>", text, re.DOTALL)[:_MOST_ITEMS]:
        authors = tuple(_unmarked(a) for a in re.findall(r"<author>(.{0,500}?)</author>", cite, re.DOTALL)) or tuple(
            _tagged(cite, "Author")
        )
        year = next(iter(_tagged(cite, "year") or _tagged(cite, "Year")), None)
        key = next(iter(_tagged(cite, "RecNum")), None) or f"{authors[:1]}{year}"
        fields = {
            "authors": tuple(filter(None, authors)),
            "year": year,
            "title": next(iter(_tagged(cite, "title")), None),
            "container": next(iter(_tagged(cite, "secondary-title") or _tagged(cite, "full-title")), None),
            "publisher": next(iter(_tagged(cite, "publisher")), None),
            "pages": next(iter(_tagged(cite, "pages")), None),
            "doi": next((d.lower() for d in _tagged(cite, "electronic-resource-num")), None),
        }
        items.append(
            CitedItem(
                f"endnote-{key}", _reference(fields), next(iter(_tagged(cite, "Pages")), None), 'AuthorYear="1"' in text
            )
        )
    return Citation(tuple(items)) if items else None


def _tagged(text: str, tag: str) -> list[str]:
    found = (_unmarked(m) for m in re.findall(rf"<{tag}>(.{{0,2000}}?)</{tag}>", text, re.DOTALL))
    return [words for words in found if words]


def _unmarked(text: str) -> str:
    import html

    return " ".join(html.unescape(re.sub(r"<[^<>]{0,200}>", "", text)).split())


def works_of_word(root: Any) -> dict[str, Reference]:
    """The works of Word's own citations by their tags, from the part of the file that lists them (``b:Sources``)."""
    works: dict[str, Reference] = {}
    for source in root:
        fields = {_local(child): child for child in source}
        if "Tag" not in fields:
            continue
        people = {_local(one): _word_names(one) for one in fields.get("Author", ())}
        told = {name: " ".join("".join(child.itertext()).split()) or None for name, child in fields.items()}
        works[told["Tag"] or ""] = _reference(
            {
                "authors": people.get("Author", ()),
                "editors": people.get("Editor", ()),
                "year": told.get("Year"),
                "title": told.get("Title"),
                "container": told.get("JournalName") or told.get("BookTitle"),
                "publisher": told.get("Publisher"),
                "pages": told.get("Pages"),
                "doi": (told.get("DOI") or "").lower() or None,
            }
        )
    return works


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _word_names(role: Any) -> tuple[str, ...]:
    """Persons by family and given name, or the corporate author."""
    names = []
    for element in role.iter():
        if _local(element) == "Person":
            parts = {_local(part): part.text for part in element}
            names.append(", ".join(filter(None, (parts.get("Last"), parts.get("First")))))
        elif _local(element) == "Corporate":
            names.append(element.text or "")
    return tuple(filter(None, names))


def _of_word(text: str) -> Citation | None:
    """Word's own: ``CITATION Smi10 \\p 4 \\m Jon11``; the works stand in another part (`works_of_word`)."""
    keys = re.findall(r"(?:CITATION|\\m)\s+([\w:.-]{1,80})", text)
    locator = re.search(r"\\p\s+\"?([\w–-]{1,20})", text)
    items = [
        CitedItem(
            key, Reference("", key, key=key, origin="bibliography"), locator.group(1) if locator and not index else None
        )
        for index, key in enumerate(keys[:_MOST_ITEMS])
    ]
    return Citation(tuple(items)) if items else None
