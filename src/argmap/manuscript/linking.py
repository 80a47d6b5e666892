"""Ties each mark to the note that it calls and to the works that it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from argmap.manuscript.document import Mark, Note, Reference
from argmap.manuscript.matching import Shelf
from argmap.manuscript.mending import Mend
from argmap.manuscript.names import cites_again, names_others
from argmap.manuscript.notes import notes_by_number

_LEAST_CITED = 0.8
# Marx 1867/1990: the list may give either
_LATER_YEAR = re.compile(r"(?:1[4-9]|20)\d\d\]?\s?[/–-]?\s?\[?((?:1[4-9]|20)\d\d)")


def link_marks(
    marks: Sequence[Mark], notes: Sequence[Note], references: Sequence[Reference], mend: Mend
) -> tuple[Mark, ...]:
    """The marks with their note and references.

    By number: to the note, else to the numbered reference. By key: to the reference of that key. By author and year:
    to the works of the list, else to those named in notes. ``(ibid., 23)`` cites what the mark before it cited.
    """
    by_id = {note.id: note for note in notes}
    numbered = notes_by_number(notes)
    labelled = _labelled(marks, references)
    keyed = {**labelled, **{ref.key: ref.id for ref in references if ref.key}}
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
            key = key if key in keyed else key.partition(",")[0]  # [Knu84, p. 4]
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


def _labelled(marks: Sequence[Mark], references: Sequence[Reference]) -> dict[str, str]:
    """Which entry has which number.

    Entries of a list whose numbers are not in the text (Word counts them itself) have those of their order, where the
    numbers cited go about as far as the list.
    """
    listed = [ref for ref in references if ref.origin == "list"]
    labelled = {ref.label: ref.id for ref in references if ref.label and ref.origin != "note"}
    highest = max((mark.number or 0 for mark in marks if mark.kind == "numeric"), default=0)
    if not labelled and _LEAST_CITED * len(listed) <= highest <= len(listed):
        return {str(number): ref.id for number, ref in enumerate(listed, 1)}
    return labelled


def _cited(mark: Mark, shelf: Shelf, mend: Mend) -> tuple[str, ...]:
    names = [mend(name, mark.start, mark.end) for name in mark.authors]
    if mark.year is None:
        return shelf.find_titled(names[0], mark.text)
    found = shelf.find(names, mark.year, others=names_others(mark.text))
    if not found and (later := _LATER_YEAR.search(mark.text)):
        found = shelf.find(names, later[1])
    if not found and mark.narrative:
        found = shelf.find_inflected(names, mark.year)
    if not found and mark.narrative and len(names) > 1:
        # "Rudi Dutschke, der Klaus Bittermann (2000)": the sentence names others before the author
        found = shelf.find(names[-1:], mark.year)
    return found


def _called(mark: Mark, notes: Sequence[Note]) -> Note | None:
    """The note of that number: the next one after the mark, where the numbering starts anew on pages or in chapters."""
    return next((note for note in notes if note.start > mark.start), notes[-1] if notes else None)
