"""What kind of apparatus a paper has, and what of it the readers could not make out.

A check must never call an entry missing where the list may only not have been read. So the whole is surveyed first,
and what follows from a poor reading is said once, as a limit, and not over and over as findings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from argmap.checks.words import word_list
from argmap.manuscript.document import Document

_FEWEST_ENTRIES = 3
_WORDS_LOOKED_AT = 4000
_LEAST_ENGLISH = 0.2
_ENTRIES_BEGIN = re.compile(
    r"^\W*(?:\d[\d.]*\W+)?(?:references|bibliography|works cited|literature(?: cited)?|sources)\W*$", re.I | re.M
)


@dataclass(frozen=True, slots=True)
class Apparatus:
    """How a paper cites: its marks by kind, how many of each lead to a work, its note bodies and its list.

    `heading` is true where a list of references is announced by a heading, read or not. `english` is false where
    the running text is in another language than the word lists are.
    """

    marks: Mapping[str, int]
    linked: Mapping[str, int]
    notes: int
    works_in_notes: int
    listed: int
    heading: bool
    english: bool

    @property
    def list_is_readable(self) -> bool:
        """Whether a work that is not among the entries can be called missing from them."""
        cited = sum(self.marks[kind] for kind in ("numeric", "author-date", "key"))
        reached = sum(self.linked[kind] for kind in ("numeric", "author-date", "key"))
        return self.listed >= _FEWEST_ENTRIES and (cited < 4 or reached >= 0.5 * cited)


def survey(document: Document) -> Apparatus:
    """Count what the paper cites with."""
    return Apparatus(
        marks=Counter(mark.kind for mark in document.marks),
        linked=Counter(mark.kind for mark in document.marks if mark.references or mark.note),
        notes=len(document.notes),
        works_in_notes=sum(reference.origin == "note" for reference in document.references),
        listed=sum(reference.origin != "note" for reference in document.references),
        heading=_ENTRIES_BEGIN.search(document.text) is not None,
        english=_is_english(document),
    )


def _is_english(document: Document) -> bool:
    """Small words make up two fifths of English prose and next to nothing of any other language's."""
    words: list[str] = []
    for sentence in document.sentences:
        words += re.findall(r"[^\W\d_]+", sentence.text.lower())
        if len(words) > _WORDS_LOOKED_AT:
            break
    small = set(word_list("stopwords"))
    return len(words) < 40 or sum(word in small for word in words) >= _LEAST_ENGLISH * len(words)


def limits(document: Document, apparatus: Apparatus) -> tuple[str, ...]:
    """What could not be checked, each with its reason, in whole sentences; what a check says itself is left to it."""
    found = list(document.remarks)
    marks = apparatus.marks
    if not marks and not document.notes and not apparatus.listed:
        found.append(
            "No citation of any kind was recognised, so nothing could be said about citations and notes: either the "
            "paper cites nothing, or it cites in a way that the reader does not know."
        )
    if apparatus.listed and not marks:
        found.append("The list of references was read, but no citation in the text was recognised.")
    if not apparatus.english:
        found.append(
            "The text does not seem to be English; checks that listen for English words (uncited assertions, "
            "announcements, reporting verbs) say little about it."
        )
    return tuple(found)
