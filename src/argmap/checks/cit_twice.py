"""CIT: one work that stands twice in the list, as it was written or with small differences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from argmap.checks.registry import MARKED_UP, Grounds, check
from argmap.checks.works import at_reference, family, in_list, name_work
from argmap.findings.finding import Finding
from argmap.manuscript.document import Reference
from argmap.project import Project
from argmap.prose.own_matter import is_caption
from argmap.tongues.prose import either, everywhere

_SHORTEST_TITLE = 12
_SAME_TITLE = 0.94
_LONGEST = 400
# so many works twice, and so large a part of the list, are one fault: the list was printed again, as behind an appendix
_ONE_BY_ONE, _LIST_AGAIN = 5, 0.15


class _Work(NamedTuple):
    """An entry with what tells it from others: its title in letters only, its year, its people."""

    title: str
    year: str
    people: frozenset[str]
    counts: tuple[str, ...]
    entry: Reference


@check(
    "CIT029",
    "reference-twice",
    "warning",
    "candidate",
    about="paper",
    grounds=Grounds("The two entries have the same title, year and DOI in the file.", MARKED_UP),
)
def reference_twice(project: Project) -> Iterator[Finding]:
    """Two entries of the reference list are the same work.

    Why: the work seems to be two pieces of evidence, and their numbers or letters diverge.

    Example: the same title and year as `[3]` and `[17]`; `Holm and Vik` in one entry and `Vik and Holm` in the other;
    a title that differs in one letter.

    Mend: keep one entry. Parts, editions, replies and translations are works of their own.
    """
    document = project.paper
    cited = {name for mark in document.marks for name in mark.references}
    works = [
        _work(reference, reference.title, reference.year)
        for reference in in_list(document)
        if reference.title
        and reference.year
        # a list of figures gives a source once for each
        and not is_caption(reference.text)
        # of a file beside the paper, only what is cited is printed
        and (reference.origin != "bibliography" or reference.id in cited)
    ]
    works = [work for work in works if len(work.title) >= _SHORTEST_TITLE]
    told: dict[str, tuple[_Work, _Work]] = {}
    for first, again in _neighbours(works):
        if again.entry.id not in told and _are_one(first, again):
            told[again.entry.id] = (first, again)
    if len(told) > max(_ONE_BY_ONE, _LIST_AGAIN * len(works)):
        first, again = next(iter(told.values()))
        yield at_reference(
            reference_twice,
            document,
            again.entry,
            f"{len(told)} works stand twice in the list, {name_work(again.entry)} first: it may be printed again",
            certainty="candidate",
            related=[(document.place(first.entry.start, first.entry.end), "first here")] if first.entry.end else (),
        )
        return
    for first, again in told.values():
        exact = first.title == again.title and bool(again.entry.doi) and first.entry.doi == again.entry.doi
        how = "" if first.title == again.title and _leader(first) == _leader(again) else _difference(first, again)
        yield at_reference(
            reference_twice,
            document,
            again.entry,
            f"{name_work(again.entry)} stands twice in the list{how}",
            certainty="certain" if exact else None,
            related=[(document.place(first.entry.start, first.entry.end), "first here")] if first.entry.end else (),
        )


def _work(entry: Reference, title: str, year: str) -> _Work:
    people = frozenset(family(name) for name in (*entry.authors, *entry.editors))
    counts = tuple(sorted(word.casefold() for word in _counts().findall(title)))
    return _Work(_letters(title), year[:4], people, counts, entry)


@cache
def _counts() -> re.Pattern[str]:
    """What tells two works of one title apart: part II, volume 3, the second edition, the manual of the DW1000."""
    return re.compile(rf"\b(?:\w*\d\w*|[ivx]+|{either(everywhere('works-apart'))})\b", re.IGNORECASE)


def _neighbours(works: list[_Work]) -> Iterator[tuple[_Work, _Work]]:
    """Pairs that stand side by side when the titles are sorted, from their beginnings and from their ends.

    Titles that differ in one place are neighbours in one of the two orders, mostly, and no list takes long.
    """
    order = {work.entry.id: index for index, work in enumerate(works)}
    orders: Iterable[list[_Work]] = (
        sorted(works, key=lambda work: (work.year, work.title)),
        sorted(works, key=lambda work: (work.year, work.title[::-1])),
    )
    for row in orders:
        for one, other in pairwise(row):
            yield (one, other) if order[one.entry.id] < order[other.entry.id] else (other, one)


def _are_one(first: _Work, again: _Work) -> bool:
    if bool(first.entry.end) != bool(again.entry.end):  # what a reference manager says of a work is no entry
        return False
    if first.year != again.year or first.counts != again.counts:
        return False
    if first.entry.doi and again.entry.doi and first.entry.doi.casefold() != again.entry.doi.casefold():
        return False
    if not first.people and not again.people:  # "Annual report" is what many bodies call what they write
        return _are_alike(_letters(first.entry.text), _letters(again.entry.text))
    if first.title == again.title:
        return _leader(first) == _leader(again) or bool(first.people & again.people)
    # 2001a and 2001b: the authors themselves tell the two apart
    if first.people != again.people or not first.people or first.entry.year != again.entry.year:
        return False
    return _are_alike(first.title, again.title)


def _are_alike(one: str, other: str) -> bool:
    likeness = SequenceMatcher(None, one[:_LONGEST], other[:_LONGEST], autojunk=False)
    return likeness.quick_ratio() >= _SAME_TITLE and likeness.ratio() >= _SAME_TITLE


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _leader(work: _Work) -> str | None:
    return family(work.entry.authors[0]) if work.entry.authors else None


def _difference(first: _Work, again: _Work) -> str:
    if first.title != again.title:
        return ", with a small difference in the title"
    return ", with the authors in another order" if first.people == again.people else ", with other authors beside"
