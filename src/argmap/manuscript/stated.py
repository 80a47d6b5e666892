"""Turns what a bibliography or a parsed reference says into the `Reference` of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from argmap.manuscript.document import Mark, Note, Reference
from argmap.manuscript.works import reference_from
from argmap.sources import Source, load_bibliography

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
# "Nunn, Qian, Alesina and Giuliano (2011" still reaches back to its first name
_NAMES_BEFORE_YEAR = 60


def reference_from_parsed(
    name: str, words: str, start: int, end: int, *, key: str | None = None, label: str | None = None
) -> Reference:
    """A reference of the list from its text alone."""
    reference, _ = reference_from(words, start, end, "list", str)
    return replace(reference, id=name, key=key, label=label or reference.label)


def reference_from_source(name: str, source: Source) -> Reference:
    """A reference from an entry of a bibliography; what an entry states is certain."""
    fields: dict[str, Any] = {
        "authors": source.authors,
        "editors": source.editors,
        "year": source.year,
        "title": source.title,
        "container": source.container,
        "publisher": source.publisher,
        "pages": source.pages,
        "doi": source.doi,
        "kind": source.type,
    }
    words = ". ".join(
        filter(None, ("; ".join(source.authors or source.editors), source.year, source.title, source.container))
    )
    certainty = {field: 1.0 for field, value in fields.items() if value}
    return Reference(name, words, key=source.key, origin="bibliography", certainty=certainty, **fields)


def cited_works(
    paths: Sequence[Path], root: Path, keys: Iterable[str], text: str, *, all_of_them: bool = False
) -> tuple[tuple[Reference, ...], tuple[str, ...]]:
    """The works with these keys from bibliography files, and remarks on files that could not be read.

    Works that the `text` of the paper cites in brackets of its own, as ``(Langer 1963: 14)``, are given as well. With
    `all_of_them` (``\\nocite{*}``) every entry is given.
    """
    if not paths:
        return (), ()
    bibliography = load_bibliography(paths, root)
    # what argmap drafted from the paper explains nothing in it
    sources = {key: source for key, source in bibliography.sources.items() if not source.is_draft}
    wanted = sources if all_of_them else dict.fromkeys((*keys, *_named(text, sources)))
    found = [sources[key] for key in wanted if key in sources]
    references = tuple(reference_from_source(f"b{number}", source) for number, source in enumerate(found, 1))
    unread = {d.path: d.message for d in bibliography.diagnostics if d.span is None}
    return references, tuple(f"{path}: {message}." for path, message in unread.items())


def _named(text: str, sources: Mapping[str, Source]) -> list[str]:
    """The keys of the works whose first name stands in the text shortly before their year."""
    before: dict[str, list[str]] = {}
    for year in _YEAR.finditer(text):
        before.setdefault(year.group(), []).append(text[max(0, year.start() - _NAMES_BEFORE_YEAR) : year.start()])
    joined = {year: "\n".join(words) for year, words in before.items()}
    families = {key: name[0].split(",")[0] for key, source in sources.items() if (name := source.authors)}
    return [
        key
        for key, family in families.items()
        if re.search(rf"\b{re.escape(family)}\b", joined.get((sources[key].year or "")[:4], ""))
    ]


def with_works_cited(notes: Iterable[Note], marks: Sequence[Mark]) -> tuple[Note, ...]:
    """The notes, each with the works that the marks in its body name."""
    told = []
    for note in notes:
        inside = [m for m in marks if m.kind != "note" and note.start <= m.start < note.end]
        told.append(replace(note, references=tuple(dict.fromkeys(i for m in inside for i in m.references))))
    return tuple(told)


def tied(mark: Mark, by_key: Mapping[str, Reference], key: str) -> Mark:
    """A mark of a citation key with the work it names, where the bibliography has it."""
    reference = by_key.get(key)
    if reference is None:
        return mark
    families = tuple(author.split(",")[0] for author in reference.authors)
    return replace(mark, references=(reference.id,), authors=families, year=reference.year)
