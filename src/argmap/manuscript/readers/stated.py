"""What a format states of its references, notes and marks, as the `Reference`, `Note` and `Mark` of a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from argmap.manuscript.document import Mark, Note, Reference
from argmap.manuscript.mending import mending
from argmap.manuscript.works import reference_from


def reference_from_parsed(
    name: str, words: str, start: int, end: int, *, key: str | None = None, label: str | None = None
) -> Reference:
    """A reference of the list from its text alone."""
    reference = reference_from(words, start, end, "list", mending(())).work
    return replace(reference, id=name, key=key, label=label or reference.label)


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
