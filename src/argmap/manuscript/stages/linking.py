"""Ties each mark to the note that it calls and to the works that it cites."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from argmap.manuscript.document import Mark, Note, Reference
from argmap.manuscript.mending import Mend
from argmap.manuscript.stages.matching import Shelf
from argmap.manuscript.stages.names import cites_again, is_lead, names_others

_LEAST_CITED = 0.8
# Marx 1867/1990: the list may give either
_LATER_YEAR = re.compile(r"(?:1[4-9]|20)\d\d\]?\s?[/–-]?\s?\[?((?:1[4-9]|20)\d\d)")
_SHORT_YEARS = re.compile(r"\d\d(?:,\s\d\d)*")  # (Marr 87, 89)


def link_marks(
    marks: Sequence[Mark], notes: Sequence[Note], references: Sequence[Reference], mend: Mend
) -> tuple[Mark, ...]:
    """The marks with their note and references.

    By number: to the note, else to the numbered reference. By key: to the reference of that key. By author and year:
    to the works of the list, else to those named in notes. ``(ibid., 23)`` cites what the mark before it cited.
    """
    by_id = {note.id: note for note in notes}
    called = _called(marks, notes)
    labelled = _labelled(marks, references)
    aliases = {alias: ref.id for ref in references if ref.entry for alias in ref.entry.aliases}
    keyed = {**aliases, **labelled, **{ref.key: ref.id for ref in references if ref.key}}
    shelf = Shelf(ref for ref in references if ref.short_for is None)
    # where raised numbers are more than other citations, those that no note has are the manner of citing
    kinds = Counter(mark.kind for mark in marks)
    by_raised = kinds["note"] > max(kinds["numeric"], kinds["author-date"])
    linked: list[Mark] = []
    last: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    for mark in marks:
        note = by_id.get(mark.note) if mark.note else None
        if note is None and mark.kind == "note" and mark.number is None:
            note = called.get(mark.id)  # by its sign: †
        cited = mark.references
        if not cited and mark.kind in ("note", "numeric") and mark.number is not None:
            if note is None and (mark.kind == "note" or str(mark.number) not in labelled):
                note = called.get(mark.id)
            if note is None and str(mark.number) in labelled and (by_raised or mark.kind == "numeric"):
                cited = (labelled[str(mark.number)],)
                mark = replace(mark, kind="numeric")
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
        short = re.findall(r"\d\d", mark.locator or "") if _SHORT_YEARS.fullmatch(mark.locator or "") else ()
        dated = (shelf.find(names, century + year) for year in short for century in ("19", "20"))
        found = tuple(dict.fromkeys(name for names in dated for name in names))
        return found or shelf.find_titled(names[0], mark.text)
    others = names_others(mark.text)
    found = shelf.find(names, mark.year, others)
    if not found and (later := _LATER_YEAR.search(mark.text)):
        found = shelf.find(names, later[1])
    if not found and mark.narrative:
        found = shelf.find_inflected(names, mark.year)
    scale = names[0].isupper() and not names[-1].isupper()
    if not found and len(names) > 1 and (mark.narrative or scale or ";" in mark.text or is_lead(names[0])):
        # "Rudi Dutschke, der Klaus Bittermann (2000)", "(SESOI, Lakens & Isager, 2018)": others stand before the author
        # and so may a signal: "(See, Smith and Jones 2010)"
        fewer = (shelf.find(names[k:], mark.year, others) for k in range(1, len(names)))
        found = next(filter(None, fewer), ())
    return found


def _called(marks: Sequence[Mark], notes: Sequence[Note]) -> dict[str, Note]:
    """Which note each mark calls, by the number or sign of both.

    Where numbers begin again, on each page or in each chapter, the n-th run of marks calls the n-th run of notes. Where
    the runs do not answer each other a mark calls the next note of its number, unless the numbers begin again and come
    to a later mark of that number before it.
    """
    calling = [mark for mark in marks if mark.kind == "note" or (mark.kind == "numeric" and mark.number is not None)]
    own = [mark for mark in calling if mark.kind == "note" and mark.number is not None]
    run_of = dict(zip((mark.id for mark in own), _runs([mark.number for mark in own]), strict=True))
    note_runs = _runs([note.number for note in notes])
    anew = max(note_runs, default=0) > 0
    answered = anew and max(note_runs) == max(run_of.values(), default=0)
    by_run = {(run, note.number): note for run, note in zip(note_runs, notes, strict=True) if note.number is not None}
    named: dict[int | str, list[Note]] = {}
    for note in notes:
        named.setdefault(note.number if note.number is not None else note.label, []).append(note)
    places: dict[int | str, list[int]] = {}
    for k, mark in enumerate(calling):
        places.setdefault(_name(mark), []).append(k)
    called: dict[str, Note] = {}
    for k, mark in enumerate(calling):
        if answered and mark.id in run_of:
            found = by_run.get((run_of[mark.id], mark.number or 0))
        else:
            found = _next(mark, named.get(_name(mark), []), _again(calling, k, places[_name(mark)]) if anew else None)
        if found is not None:
            called[mark.id] = found
    return called


def _again(calling: Sequence[Mark], at: int, places: Sequence[int]) -> int | None:
    """Where the next mark of that number stands, if the numbers began again before it: a note may be called twice."""
    number = calling[at].number or 0
    following = bisect_right(places, at)
    if following == len(places):
        return None
    between = calling[at + 1 : places[following]]
    anew = number == 1 or any((mark.number or number) < number for mark in between)
    return calling[places[following]].start if anew else None


def _name(mark: Mark) -> int | str:
    return mark.number if mark.number is not None else mark.text


def _runs(numbers: Sequence[int | None]) -> list[int]:
    """For each number in which run it stands, from 0; a run begins where the numbers do not rise."""
    runs, run, last = [], 0, 0
    for number in numbers:
        run += number is not None and number <= last
        last = number or last
        runs.append(run)
    return runs


def _next(mark: Mark, notes: Sequence[Note], again: int | None) -> Note | None:
    """The next of the notes behind the mark, or the last; none where the numbers begin `again` before that note."""
    after = bisect_right(notes, mark.start, key=lambda note: note.start)
    if after == len(notes):
        return notes[-1] if notes else None
    return None if again is not None and again < notes[after].start else notes[after]
