"""Ties each mark to the note that it calls and to the works that it cites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from argmap.manuscript.document import Mark, Note, Reference
from argmap.manuscript.matching import Shelf
from argmap.manuscript.names import cites_again, names_others
from argmap.manuscript.notes import notes_by_number
from argmap.manuscript.works import Mend


def link_marks(
    marks: Sequence[Mark], notes: Sequence[Note], references: Sequence[Reference], mend: Mend
) -> tuple[Mark, ...]:
    """The marks with their note and references.

    By number: to the note, else to the numbered reference. By key: to the reference of that key. By author and year:
    to the works of the list, else to those named in notes. ``(ibid., 23)`` cites what the mark before it cited.
    """
    by_id = {note.id: note for note in notes}
    numbered = notes_by_number(notes)
    labelled = {ref.label: ref.id for ref in references if ref.label and ref.origin != "note"}
    keyed = {ref.key: ref.id for ref in references if ref.key}
    shelf = Shelf(ref for ref in references if ref.short_for is None)
    linked: list[Mark] = []
    last: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    for mark in marks:
        note = by_id.get(mark.note) if mark.note else None
        cited = mark.references
        if not cited and mark.kind in ("note", "numeric") and mark.number is not None:
            if note is None and (mark.kind == "note" or str(mark.number) not in labelled):
                note = _called(mark, numbered.get(mark.number, []))
            if note is None and str(mark.number) in labelled:
                cited = (labelled[str(mark.number)],)
        elif not cited and mark.kind == "author-date":
            if not mark.authors and mark.year:  # "ders. 2001": the author of the citation before, with another work
                mark = replace(mark, authors=authors)
            # a call that names nobody, unless it says "ibid.", points at an entry that is not there
            again = cites_again(mark.text.strip("()[]")) is not None
            cited = _cited(mark, shelf, mend) if mark.authors else last if again else ()
        elif not cited and mark.kind == "key":
            key = mark.text.strip("@[]- ")
            cited = (keyed[key],) if key in keyed else ()
        if note is not None:
            cited = cited or note.references
            mark = replace(mark, note=note.id)
        if cited != mark.references:
            mark = replace(mark, references=cited)
        last = mark.references or last
        authors = mark.authors or authors
        linked.append(mark)
    return tuple(linked)


def _cited(mark: Mark, shelf: Shelf, mend: Mend) -> tuple[str, ...]:
    return shelf.find([mend(name) for name in mark.authors], mark.year, others=names_others(mark.text))


def _called(mark: Mark, notes: Sequence[Note]) -> Note | None:
    """The note of that number: the next one after the mark, where the numbering starts anew on pages or in chapters."""
    return next((note for note in notes if note.start > mark.start), notes[-1] if notes else None)
