"""Ties each mark to the note that it calls and the works that it cites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from argmap.manuscript.document import Mark, Note, Reference


def link_marks(marks: Sequence[Mark], notes: Sequence[Note], references: Sequence[Reference]) -> tuple[Mark, ...]:
    """The marks with the notes and references they point at."""
    by_number = {note.number: note for note in notes if note.number is not None}
    linked = []
    for mark in marks:
        note = by_number.get(mark.number) if mark.kind == "note" and mark.number is not None else None
        linked.append(replace(mark, note=mark.note or note.id, references=note.references) if note else mark)
    return tuple(linked)
