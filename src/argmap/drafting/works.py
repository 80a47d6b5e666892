"""The drafted bibliography: a work for everything that the paper cites, with what is certain and nothing more.

What the reader was not sure of goes into `note`, in the paper's own words, so that a person sees at once what is open,
and so does each damaged word with what it was read as.
Each entry has the keyword `draft` until a person takes it out.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace

from argmap.ground.places import TextFile
from argmap.manuscript.document import Document, Mark, Note, Reference
from argmap.manuscript.mending import repairs_within, tell_proposals
from argmap.notation.citation import is_plain_key
from argmap.notation.vocabulary import id_from
from argmap.prose.paragraphs import reads_as_sentence
from argmap.sources.bibliography.latex_values import encode_field
from argmap.sources.source import Bibliography, Source
from argmap.sources.work_types import csl_type, type_in

_SURE = 0.8
_YEAR = re.compile(r"\b1[5-9]\d\d\b|\b20\d\d\b")
_TYPES = {
    "article": "article",
    "book": "book",
    "chapter": "incollection",
    "conference": "inproceedings",
    "thesis": "phdthesis",
    "report": "techreport",
}
_CONTAINER = {
    "article": "journal",
    **dict.fromkeys(("inbook", "incollection", "inproceedings", "inreference"), "booktitle"),
}


@dataclass(frozen=True, slots=True)
class Cited:
    """One work cited by a mark: the key of its entry, where in it, and the mark as the claims language writes it."""

    key: str
    locator: str | None
    mark: str | None


class Works:
    """Entries by key, made as they are asked for; `explained` are the keys that the draft's own bibliography has."""

    def __init__(self, document: Document, explained: Container[str] = ()) -> None:
        self._repairs = document.repairs
        self._references = {reference.id: reference for reference in document.references}
        self._notes = {note.id: note for note in document.notes}
        self._lists = any(reference.origin != "note" for reference in document.references)
        self._keys: dict[str, str] = {}
        self.entries: dict[str, str] = {}
        for reference in document.references:
            if reference.key and reference.key in explained:
                self._keys[reference.id] = reference.key

    def cited_by(self, mark: Mark) -> list[Cited]:
        """The works that a mark cites; where none was understood, an entry that says so."""
        if mark.kind == "note":
            shown = f"[^{mark.number}]" if mark.number is not None else None
            note = self._notes.get(mark.note or "")
            if note is None:
                return [Cited(self._lost(mark), None, shown)] if mark.number is not None else []
            works = [self._references[name] for name in note.references if name in self._references]
            if not works:
                return [] if self._is_remark(note) else [Cited(self._unread(note, mark), None, shown)]
            return [Cited(self._key(self._full(work)), _locator(work.locator), shown) for work in works]
        shown = " ".join(mark.text.split())
        works = [self._references[name] for name in mark.references if name in self._references]
        if not works:
            return [Cited(self._unexplained(mark), _locator(mark.locator), shown)]
        return [Cited(self._key(self._full(work)), _locator(mark.locator), shown) for work in works]

    def add_listed(self, document: Document) -> None:
        """Entries for what the reference list has, or a mark of the paper cites, and no claim cites."""
        cited = {name for mark in document.marks for name in mark.references}
        for reference in document.references:
            if reference.origin == "list" or (reference.origin == "bibliography" and reference.id in cited):
                self._key(self._full(reference))

    def write(self) -> str:
        """The entries as BibTeX."""
        return "\n".join(self.entries.values())

    def _full(self, reference: Reference) -> Reference:
        return self._references.get(reference.short_for or "", reference)

    def _key(self, reference: Reference) -> str:
        known = self._keys.get(reference.id)
        if known:
            return known
        names = [name.partition(",")[0] for name in (*reference.authors, *reference.editors)]
        base = reference.key if reference.key and is_plain_key(reference.key) else None
        key = self._free(base or id_from(" ".join([*names[:2], reference.year or ""])) or reference.id)
        self._keys[reference.id] = key
        self.entries[key] = bibtex_entry(key, *self._described(reference))
        return key

    def _described(self, reference: Reference) -> tuple[str, dict[str, str]]:
        """Entry type and fields: those that are certain as fields, the others named in the note."""
        kind = _entry_type(reference)
        stated = {
            "author": " and ".join(reference.authors),
            "editor": " and ".join(reference.editors),
            "title": reference.title or "",
            _CONTAINER.get(kind, "howpublished"): reference.container or "",
            "publisher": reference.publisher or "",
            "year": reference.year or "",
            "pages": reference.pages or "",
            "doi": reference.doi or "",
        }
        certainty_of = {"author": "authors", "editor": "editors", "journal": "container", "booktitle": "container"}
        certainty_of["howpublished"] = "container"
        certain, open_ = {}, []
        for name, value in stated.items():
            if not value:
                continue
            if reference.certainty.get(certainty_of.get(name, name), 1.0) >= _SURE:
                certain[name] = value
            else:
                open_.append(f"{name} perhaps {value}")
        read = tell_proposals(repairs_within(self._repairs, reference.start, reference.end), reference.text)
        repaired = f" Letters were lost; argmap read {read}." if read else ""
        doubt = f" Not certain: {'; '.join(open_)}." if open_ else ""
        certain["note"] = f"Draft, to be checked. The paper has: {' '.join(reference.text.split())}{repaired}{doubt}"
        return kind, certain

    def _is_remark(self, note: Note) -> bool:
        """Whether a note in which no work was recognised tells something, in a paper that lists its works elsewhere."""
        return self._lists and reads_as_sentence(note.body) and not _YEAR.search(note.body)

    def _lost(self, mark: Mark) -> str:
        return self._made(
            f"note-{mark.number}",
            {"note": f"Draft. Note {mark.number} of the paper was not found; what it cites is not known."},
        )

    def _unread(self, note: Note, mark: Mark) -> str:
        reads = note.body.rstrip(" .")
        return self._made(
            f"note-{mark.number or note.id}",
            {"note": f"Draft. Note {mark.number or note.label} reads: {reads}. No work was recognised in it."},
        )

    def _unexplained(self, mark: Mark) -> str:
        if mark.kind == "key":
            key = re.sub(r"^[-@]+", "", mark.text.split(",")[0].strip("[]() "))
            return self._made(
                key if is_plain_key(key) else id_from(key) or mark.id,
                {"note": "Draft. The paper cites this key; no bibliography beside it has an entry for it."},
            )
        families = [name.partition(",")[0] for name in mark.authors]
        fields = {"note": f"Draft. Cited as {' '.join(mark.text.split())}; no entry was found in the paper."}
        if families:
            fields = {"author": " and ".join(mark.authors), "year": mark.year or "", **fields}
        words = " ".join([*families[:2], mark.year or ""]).strip() or f"reference {mark.number or mark.id}"
        return self._made(id_from(words) or mark.id, fields)

    def _made(self, key: str, fields: Mapping[str, str]) -> str:
        if key not in self.entries and key not in self._keys.values():
            self.entries[key] = bibtex_entry(key, "misc", fields)
        return key

    def _free(self, key: str) -> str:
        taken = {*self.entries, *self._keys.values()}
        if key not in taken:
            return key
        return next(name for name in (f"{key}{_letters(n)}" for n in range(len(taken) + 2)) if name not in taken)


def listed_works(document: Document) -> Bibliography:
    """The works that a bare paper describes, in its list, its notes or a bibliography beside it, each where it does."""
    return Bibliography({source.key: source for source in works_by_reference(document).values()})


def works_by_reference(document: Document) -> dict[str, Source]:
    """The same by the id of the reference that describes each.

    Those of a bibliography are as it has them. The others are drafts (`Source.is_draft`): what the reader was not sure
    of is in none of their fields.
    """
    from argmap.sources.bibliography.bibtex import read_bibtex

    works, found = Works(document), {}
    for reference in document.references:
        if reference.entry is not None:
            found[reference.id] = reference.entry
        elif reference.short_for is None and "short_form" not in reference.certainty and reference.title:
            key = works._key(reference)
            entry = bibtex_entry(key, *works._described(reference))
            (source,) = read_bibtex(TextFile(document.path, entry), lambda _: None)
            place = document.place(reference.start, reference.end)
            found[reference.id] = replace(source, span=place, key_span=None)
    return found


def _entry_type(reference: Reference) -> str:
    """The type of an entry: of what a bibliography or the fields of a Word file state, their own."""
    kind = reference.kind or ""
    if kind in _TYPES or reference.origin != "bibliography":
        return _TYPES.get(kind, "misc")
    return kind if csl_type("bibtex", kind) else type_in("bibtex", kind) or "misc"


def _letters(number: int) -> str:
    """b, c, …, z, ab: what tells works of one year apart."""
    number += 1
    return chr(97 + number) if number < 26 else f"{_letters(number // 26 - 2)}{chr(97 + number % 26)}"


def bibtex_entry(key: str, kind: str, fields: Mapping[str, str]) -> str:
    """A drafted entry of a BibTeX file; its values are plain text."""
    marked = {**fields, "keywords": "draft"}
    lines = [f"  {name} = {{{encode_field(name, value, formulas=False)}}}" for name, value in marked.items() if value]
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _locator(locator: str | None) -> str | None:
    """A locator with its unit: a bare number is a page."""
    if not locator:
        return None
    words = " ".join(locator.split()).strip(" ,;:.()[]")
    if re.fullmatch(r"\d+", words):
        return f"p. {words}"
    if re.fullmatch(r"[\d,\s–-]+", words):
        return f"pp. {words}"
    return words or None
