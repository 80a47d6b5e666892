"""The reading account: what is printed in a paper, counted on another way, and what of it became what.

Whatever a check calls missing may only not have been read. So every document says how much of it was read, which parts
were not, and whether the notes and the list of references can be accounted for; what is not accounted for is never
called missing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Literal, get_args

from argmap.ground.text import say_list, spaced
from argmap.ground.values import dataclass
from argmap.manuscript.document import Document, Mark, NamedBibliography, Reference
from argmap.manuscript.headings import heads_references
from argmap.tongues.telling import Tongue

# Figures, raised and lowered ones too, are no words: so neither the numbers of lines nor those of a table or of a note
# weigh in what was read.
_WORD = re.compile(r"[^\W\d_⁰¹²³⁴-⁹₀-₉]{2,}")
# The margin column of a short paper can hold a sixth of its words and belongs to the page.
_LOW_SHARE, LOW_SHARE_OF_PAGE = 0.75, 0.6
# A page with a few words (a plate, a table's end) tells nothing about the reading.
_FEWEST_PRINTED = 60
_LIKE_ENTRIES, _LED = 0.7, 0.6
_FEWEST_ENTRIES, _FEWEST_MARKS = 3, 4
_ANSWERED = 0.8
_PARTED = re.compile(r"([^\W\d_]+)-\n\s{0,4}([^\W\d_]+)")
# So many words parted at line ends, in all and a page, tell whether their halves belong together. In papers read
# rightly, four in ten of them or more stand elsewhere in the paper whole; of halves mixed at random, hardly any does.
_FEWEST_PARTED, _FEWEST_PARTED_OF_PAGE, _LEAST_WHOLE = 20, 3, 0.15

Part = Literal["text", "notes", "list", "captions", "tables", "furniture"]
PARTS: tuple[Part, ...] = get_args(Part)
_PART_OF: dict[str, Part] = {
    "title": "text",
    "heading": "text",
    "paragraph": "text",
    "quote": "text",
    "item": "text",
    "caption": "captions",
    "table": "tables",
    "code": "tables",
    "note": "notes",
    "reference": "list",
    "furniture": "furniture",
}


def count_words(text: str) -> int:
    """How many runs of two letters and more there are, and signs of a script that sets no blanks between words."""
    apart = spaced(text)
    return len(_WORD.findall(apart)) + (len(apart) - len(text)) // 2


def words_of_sentences(document: Document) -> int:
    """How many words the running text of a paper has, headings, notes, list and captions apart."""
    return sum(count_words(sentence.text) for sentence in document.sentences)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one page (`page` counts from 1) or of the whole (None), by what they were read as.

    `printed` are those that another way of reading finds there; None where there is no other way.
    """

    page: int | None
    printed: int | None
    text: int = 0
    notes: int = 0
    list: int = 0
    captions: int = 0
    tables: int = 0
    furniture: int = 0

    @property
    def read(self) -> int:
        """All that became part of the paper; what belongs to the page did not."""
        return self.text + self.notes + self.list + self.captions + self.tables

    @property
    def dropped(self) -> int:
        """Words that are printed and became nothing."""
        return max(0, (self.printed or 0) - self.read - self.furniture)

    @property
    def share(self) -> float:
        """What was read of what is printed, 0 to 1; 1 where nothing is printed or nobody counted."""
        return min(1.0, self.read / self.printed) if self.printed else 1.0


@dataclass(frozen=True, slots=True)
class NotesAccount:
    """Note marks, note bodies, and which of them may be there and not have been read.

    `stated`: the format itself says which notes there are. `answered` counts the marks that have a body.
    `unread_bodies` and `unread_marks` are numbers; what is not among them and was not found is not there.
    """

    stated: bool
    marks: int
    bodies: int
    answered: int
    unread_bodies: frozenset[int] = frozenset()
    unread_marks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ListAccount:
    """The list of references: whether one is announced, its entries, how many of them look like entries, the citations
    in the text that should lead to it, and how many do. `named` are the bibliographies that the paper names; `keyed`
    is a list that is one, cited by keys alone, of which no layout hides an entry.
    """

    announced: bool
    entries: int
    like_entries: int
    marks: int
    led: int
    named: tuple[NamedBibliography, ...] = ()
    keyed: bool = False

    @property
    def unread(self) -> tuple[NamedBibliography, ...]:
        """The bibliographies that the paper names and that could not be read."""
        return tuple(bibliography for bibliography in self.named if bibliography.unread)

    @property
    def proven(self) -> bool:
        """Whether a work that is not among the entries can be called missing from them."""
        return (
            not self.unread
            and self.entries >= (1 if self.keyed else _FEWEST_ENTRIES)
            and self.like_entries >= _LIKE_ENTRIES * self.entries
            and (self.marks < _FEWEST_MARKS or self.led >= _LED * self.marks)
        )


@dataclass(frozen=True)
class Account:
    """How a paper was read: words by page and whole, notes, list, the tongue, and whether its lines are `mixed` up."""

    pages: tuple[Words, ...]
    whole: Words
    notes: NotesAccount
    works: ListAccount
    tongue: Tongue | None
    mixed: bool = False

    @property
    def poor(self) -> bool:
        """Whether little of the paper was read."""
        return _is_poor(self.whole, _LOW_SHARE)

    @property
    def poor_pages(self) -> tuple[int, ...]:
        """The pages of which little was read."""
        return tuple(w.page for w in self.pages if w.page and _is_poor(w, LOW_SHARE_OF_PAGE))

    @cached_property
    def alarms(self) -> tuple[str, ...]:
        """Sentences that must stand above everything else that is said of the paper; mostly none."""
        said = []
        if self.poor:
            said.append(
                f"Only {self.whole.share:.0%} of the words that are printed in it were read as its text, notes and "
                "list. What is said below holds for these alone; nothing can be called missing."
            )
        elif self.poor_pages:
            said.append(
                f"Of {pages_in_words(self.poor_pages)} less than {LOW_SHARE_OF_PAGE:.0%} of the words were read. What "
                "stands there was not checked."
            )
        if self.mixed:
            said.append(
                "Its lines seem to be mixed up, as where columns are read across: the halves of words that line ends "
                "part do not fit together. Nothing can be called missing."
            )
        return tuple(said)


def _is_poor(words: Words, least: float) -> bool:
    return (words.printed or 0) >= _FEWEST_PRINTED and words.share < least


def pages_in_words(pages: Collection[int]) -> str:
    """``page 3``, ``pages 3 to 5 and 9``."""
    return f"{'page' if len(set(pages)) == 1 else 'pages'} {runs_in_words(pages)}"


def runs_in_words(numbers: Iterable[int]) -> str:
    """``3``, ``3 to 5 and 9``: at least one number, in whatever order."""
    said = [str(first) if first == last else f"{first} to {last}" for first, last in runs_of(numbers)]
    return str(say_list(said))


def runs_of(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """The first and the last number of each unbroken run."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return runs


@lru_cache(maxsize=4)  # every check that calls something missing asks for it
def account_of(document: Document) -> Account:
    """How much of a paper was read, and of which parts nothing can be called missing."""
    by_page: dict[int | None, dict[Part, int]] = {}
    whole: dict[Part, int] = {}
    for block in document.blocks:
        part, count = _PART_OF[block.kind], count_words(document.text[block.start : block.end])
        page = by_page.setdefault(document.page_of(block.start), {})
        page[part] = page.get(part, 0) + count
        whole[part] = whole.get(part, 0) + count
    printed = document.printed
    return Account(
        tuple(
            Words(start.number, printed[k] if k < len(printed) else None, **by_page.get(start.number, {}))
            for k, start in enumerate(document.pages)
        ),
        Words(None, sum(printed) if printed else None, **whole),
        _notes(document),
        _works(document),
        document.told,
        _is_mixed(document),
    )


def _is_mixed(document: Document) -> bool:
    """Whether the lines of a paper with pages are out of order: the halves of its parted words make no words of it."""
    if not document.pages:
        return False
    parted = [found.groups() for found in _PARTED.finditer(document.text)]
    if len(parted) < max(_FEWEST_PARTED, _FEWEST_PARTED_OF_PAGE * len(document.pages)):
        return False
    words = set(map(str.casefold, _WORD.findall(_PARTED.sub(" ", document.text))))
    return sum((before + after).casefold() in words for before, after in parted) < _LEAST_WHOLE * len(parted)


def _notes(document: Document) -> NotesAccount:
    marks = [mark for mark in document.marks if mark.kind == "note"]
    numbers = {mark.number for mark in marks if mark.number is not None}
    return NotesAccount(
        document.states_notes,
        len(marks),
        len(document.notes),
        sum(mark.note is not None for mark in marks),
        frozenset(() if document.states_notes else _unread_bodies(document, marks)),
        frozenset(() if document.states_notes else _unread_marks(document, numbers)),
    )


def _unread_bodies(document: Document, marks: Sequence[Mark]) -> set[int]:
    """Numbers that have no body, which may be there all the same.

    A number without a body is known to have none only where its place was read: no line anywhere begins with it, and,
    in a PDF, the body before it and the one after it follow each other on one page. Where most marks have no body,
    nothing is known of any.
    """
    numbers = {mark.number for mark in marks if mark.number is not None}
    there = {note.number for note in document.notes if note.number is not None}
    open_numbers = set(range(1, max(numbers | there, default=0) + 1)) - there
    answered = sum(mark.note is not None for mark in marks)
    if not document.notes or (document.kind == "pdf" and answered < _ANSWERED * len(marks)):
        return open_numbers
    known = open_numbers - {int(found[1]) for found in _BEGINS_A_LINE.finditer(document.text)}
    if document.kind == "pdf":
        known.intersection_update(_passed_over(document, known))
    return open_numbers - known


# a number, as a note begins with it, before words or alone on its line
_BEGINS_A_LINE = re.compile(r"(?m)^[^\S\n]*[\[(]?(\d{1,3})[\])]?[.:]?[^\S\n]*(?=[^\W\d]|[“„«\"'(\[‘]|$)")


def _passed_over(document: Document, numbers: Iterable[int]) -> Iterator[int]:
    """Those numbers that a body with a lower and one with a higher number pass over, one behind the other on a page.

    The first pair in the text decides, and the number must not stand inside its first body.
    """
    wanted = sorted(numbers)
    decided: set[int] = set()
    for one, other in pairwise(sorted(document.notes, key=lambda note: note.start)):
        if one.number is None or other.number is None or other.number <= one.number + 1:
            continue
        together = document.page_of(one.start) == document.page_of(other.start)
        for number in wanted[bisect_right(wanted, one.number) : bisect_left(wanted, other.number)]:
            if number not in decided:
                decided.add(number)
                if together and not re.search(rf"(?<!\d){number}(?!\d)\W{{0,3}}[A-Z]", one.body):
                    yield number


def _unread_marks(document: Document, called: set[int]) -> set[int]:
    """Numbers that no mark was seen to have, though the text may well call them.

    Their digits stand behind a word or a stop somewhere, or, in a PDF, their body is there: its mark may stand in a
    heading, a table or a picture.
    """
    there = {note.number for note in document.notes if note.number is not None}
    uncalled = set(range(1, max(called | there, default=0) + 1)) - called
    behind_words = {int(found[1]) for found in _BEHIND_A_WORD.finditer(document.text)}
    return uncalled & (behind_words | there if document.kind == "pdf" else behind_words)


_BEHIND_A_WORD = re.compile(r"(?<=[^\s\d(\[–—/-])(\d{1,3})(?!\d)")


def _works(document: Document) -> ListAccount:
    listed = [reference for reference in document.references if reference.origin != "note"]
    marks = [mark for mark in document.marks if mark.kind != "note"]
    return ListAccount(
        any(
            block.kind in ("heading", "paragraph", "title")
            and block.end - block.start < 60
            and heads_references(document.text[block.start : block.end])
            for block in document.blocks
        ),
        len(listed),
        sum(_is_like_an_entry(reference) for reference in listed),
        len(marks),
        sum(bool(mark.references) for mark in marks),
        document.bibliographies,
        all(mark.kind == "key" for mark in marks) and all(r.origin == "bibliography" for r in listed),
    )


def _is_like_an_entry(reference: Reference) -> bool:
    """It names at least two of who, when and what."""
    return sum(map(bool, (reference.authors or reference.editors, reference.year, reference.title))) >= 2
