"""The works that notes name or cite, and the works that short forms among these stand for."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from argmap.manuscript.document import Note, Reference
from argmap.manuscript.flow import Flow, Join, flow_of
from argmap.manuscript.mending import Mend
from argmap.manuscript.stages.found_mark import FoundMark
from argmap.manuscript.stages.marks import find_marks
from argmap.manuscript.stages.matching import Shelf, fold_name
from argmap.manuscript.stages.named_again import NamedAgain, find_named_again
from argmap.manuscript.works import NamedWork, reference_from

_REPORT = re.compile(r",\s(\d{1,4}\s[A-Z][^,;()]{1,24}?)\sat\s\d")  # volume and series
_LONGEST_UNREAD = 200  # letters
_LONGEST_NAME = 4  # words; what is longer at the head of a piece is a sentence


def works_in_notes(
    text: str,
    notes: Sequence[Note],
    listed: Sequence[Reference],
    join: Join,
    mend: Mend,
    keyed: Collection[str] = (),
) -> tuple[tuple[Note, ...], tuple[Reference, ...]]:
    """The notes with the ids of the works that they name or cite, and the works that they name (ids ``w1`` …).

    A short form (``Sülkü 2010: 11``, ibid., op. cit.) is a reference of its own with `short_for`, and so is what a
    note cites by author and year within a sentence; ``[14]`` in a note cites the entry of that number. `keyed` are the
    ids of notes that cite by keys: these have said which works they mean, whether or not a bibliography explains them.
    """
    if not notes:
        return (), ()
    from argmap.sources.references.parse import split_references

    so_far = _WorksSoFar(listed)
    numbered = {work.label: work.id for work in listed if work.label}
    told: list[Note] = []
    for note in notes:
        if note.references or note.id in keyed:
            told.append(note)
            continue
        body = _Body(note, flow_of(text, [(note.start, note.end)], join))
        found = find_marks(note.body, note_digits=False)
        marks = [m for m in found if m.kind == "author-date" and m.authors and so_far.bears_out(m)]
        numbers = [str(m.number) for m in found if m.kind == "numeric" and m.sure and not m.guessed]
        ids = [numbered[number] for number in numbers if number in numbered]
        named: list[tuple[int, int]] = []
        again = find_named_again(note.body, so_far.shelf)
        for begin, stop in split_references(note.body, [(known.start, known.end) for known in again]):
            inside = [mark for mark in marks if begin <= mark.start and mark.end <= stop]
            work = reference_from(note.body[begin:stop], *body.place(begin, stop), "note", mend, so_far.above)
            if known := next((k for k in again if k.opens(note.body, begin, stop)), None):
                work = _said_again(work, known)
            if _is_a_sentence(work) and any(mark.start > begin for mark in inside):
                continue
            named.append((begin, stop))
            ids += [so_far.add(work), *(i for mark in inside for i in so_far.shelf.find(mark.authors, mark.year))]
        for mark in marks:
            if not any(begin < mark.end and mark.start < stop for begin, stop in named):
                ids.append(so_far.add(_short_form(body, mark)))
        ids = so_far.without_what_stands_in_short(ids)
        so_far.tell(note.number, ids)
        if not ids and _may_name_a_work(note.body):
            so_far.lose_track()
        told.append(replace(note, references=tuple(ids)))
    return tuple(told), tuple(so_far.works)


@dataclass(frozen=True, slots=True)
class _Body:
    """A note and what it reads, to find places in its body again in the text."""

    note: Note
    flow: Flow

    def place(self, begin: int, stop: int) -> tuple[int, int]:
        """Where in the text a stretch of the body stands; the whole note where that cannot be told."""
        base = self.flow.text.find(self.note.body)
        if base < 0 or not self.note.body:
            return self.note.start, self.note.end
        return self.flow.source(base + begin), self.flow.source_end(base + stop)


class _WorksSoFar:
    """The works of the list and of the notes read so far, and which note named which."""

    def __init__(self, listed: Sequence[Reference]) -> None:
        self.shelf = Shelf(listed)
        self.works: list[Reference] = []
        self._by_id = {work.id: work for work in listed}
        self._in_note: dict[int, list[str]] = {}
        self._last: str | None = None
        self._cited_here = False
        self._named_last: dict[str, str] = {}  # of each author
        self._classics: dict[tuple[tuple[str, ...], str | None], str] = {}

    @property
    def above(self) -> Reference | None:
        """The work whose author *idem* means: the one named last."""
        return self._by_id[self._last] if self._last else None

    def bears_out(self, mark: FoundMark) -> bool:
        """Whether what looks like author and year in a note is a citation: it cannot be read otherwise, or is known."""
        if mark.guessed and mark.narrative and not self.shelf.lists(mark.authors[0], whole=True):
            return False
        known = self.shelf.find(mark.authors, mark.year)
        return bool(mark.sure or known or (not mark.guessed and self.shelf.lists(mark.authors[0])))

    def add(self, named: NamedWork) -> str:
        """Put a work that a note names with those before it, and give back its id."""
        whole = self._whole(named)
        work = replace(named.work, id=f"w{len(self.works) + 1}", short_for=whole)
        self.works.append(work)
        self._by_id[work.id] = work
        if work.kind == "classic":
            self._classics.setdefault((work.authors, work.title), work.id)
        elif whole is None:
            self.shelf.add(work)
        # a place in a sacred or ancient work stands beside what a note cites, and an ibid. means the latter
        led_nowhere = whole is None and named.short == "ibid"
        if not led_nowhere and (work.kind != "classic" or not self._cited_here):
            self._last = whole or work.id
        self._cited_here = True
        cited = self._by_id[whole] if whole else work
        for name in cited.authors or cited.editors:
            self._named_last[fold_name(name.split(",")[0])] = cited.id
        return work.id

    def tell(self, number: int | None, ids: Sequence[str]) -> None:
        """Say which works the note of that number names; the next note begins."""
        self._cited_here = False
        if number is not None:
            self._in_note[number] = [self._by_id[name].short_for or name for name in ids if name in self._by_id]

    def lose_track(self) -> None:
        """A note named a work that was not read: nobody knows what an ibid. behind it points at."""
        self._last = None

    def without_what_stands_in_short(self, ids: Sequence[str]) -> list[str]:
        """The ids, each once, without the works that a short form among them stands for."""
        whole = {self._by_id[name].short_for for name in ids if name in self._by_id}
        return [name for name in dict.fromkeys(ids) if name not in whole]

    def _whole(self, named: NamedWork) -> str | None:
        """The id of the reference that a short form stands for, or that names the same work in full."""
        work, short = named.work, named.short
        if work.short_for:
            return work.short_for
        if work.kind == "classic":
            return self._classics.get((work.authors, work.title))
        if short in ("ibid", "loc-cit") and not work.authors:
            return self._last
        if named.note is not None:
            there = self._pointed_at(work, named.note)
            if len(there) == 1:
                return there[0]
            if there and not work.title:
                return None  # two works of the author in that note: either may be meant
        if (report := _REPORT.search(work.text)) and short == "op-cit":  # Katz, 389 U.S. at 353
            return next((case.id for case in self.shelf.works_of(work.authors[0]) if report[1] in case.text), None)
        if short is not None:
            found = self._named_last_by(work) or self.shelf.find_short(work)
            if found is None and short == "op-cit" and len(work.authors) == 2:  # who wrote the part stands last
                found = self.shelf.find_short(replace(work, authors=work.authors[1:]))
                return found if found and self._all_named(work.authors[::-1], found) else None
            return found if short != "author-page" or self._all_named(work.authors, found) else None
        if work.authors and not (work.year or work.container or work.publisher):
            title = work.title or work.authors[-1].partition(", ")[2]  # "Doe, Locks." could be a name turned round
            short_title = replace(work, title=title) if title else work
            return (self.shelf.find_short(short_title) if title else None) or self.shelf.find_same(work)
        return self.shelf.find_same(work)

    def _named_last_by(self, work: Reference) -> str | None:
        """The work of an author that was named last, where a short form says neither title nor year."""
        if work.title or work.year or not work.authors:
            return None
        last = self._named_last.get(fold_name(work.authors[0].split(",")[0]))
        return last if last and self._all_named(work.authors, last) else None

    def _all_named(self, names: Sequence[str], found: str | None) -> bool:
        """Whether the words of a work have all names: "Ried, Mills and Locks, 7" may be a title and no three people."""
        words = fold_name(self._by_id[found].text) if found else ""
        return all(fold_name(name.split(",")[0]) in words for name in names[1:])

    def _pointed_at(self, work: Reference, number: int) -> list[str]:
        """The works that note `number` names, of this author and title, as far as they are said."""
        there = list(dict.fromkeys(self._in_note.get(number, [])))
        if work.authors:
            family = fold_name(work.authors[0].split(",")[0])
            by_them = [name for name in there if family in self._families(name)]
            # a case is cited by the name of a party: "Google Spain (n 7)"
            there = by_them or [name for name in there if f" {family} " in f" {fold_name(self._by_id[name].text)} "]
        if work.title:
            words = fold_name(work.title).split()
            there = [name for name in there if set(words) <= set(fold_name(self._by_id[name].text).split())]
        return there

    def _families(self, name: str) -> set[str]:
        work = self._by_id[name]
        return {fold_name(author.split(",")[0]) for author in (*work.authors, *work.editors)}


def _may_name_a_work(body: str) -> bool:
    """Whether a note in which no work was read is short and has a number: it may be a file of an archive or a law."""
    return len(body) < _LONGEST_UNREAD and any(letter.isdigit() for letter in body)


def _is_a_sentence(named: NamedWork) -> bool:
    """Whether what was taken for a work begins with no name: its citations are then in the midst of a sentence."""
    names = named.work.authors or named.work.editors
    return named.short is None and (not names or len(names[0].split()) > _LONGEST_NAME)


def _said_again(named: NamedWork, known: NamedAgain) -> NamedWork:
    """What a note names again by author and title; where its parts point at a note besides, they have been read."""
    if named.note is not None:
        return named
    work = replace(
        named.work,
        authors=(known.author,),
        editors=(),
        year=None,
        title=known.title,
        container=None,
        publisher=None,
        pages=None,
        kind=None,
        locator=known.locator or (named.work.locator if named.short else None),
        certainty=dict.fromkeys(("authors", "title", "locator", "short_form"), 0.9),
        short_for=known.work,
    )
    return NamedWork(work, "author-title")


def _short_form(body: _Body, mark: FoundMark) -> NamedWork:
    start, end = body.place(mark.start, mark.end)
    work = Reference(
        "",
        body.note.body[mark.start : mark.end],
        mark.authors,
        mark.year,
        locator=mark.locator,
        origin="note",
        certainty=dict.fromkeys(("authors", "year", "short_form"), 0.9),
        start=start,
        end=end,
    )
    return NamedWork(work, "author-date")
