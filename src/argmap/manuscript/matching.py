"""Finds the work that names and a year point at, among those a paper lists.

Names are compared without case, accents and particles' whims; a year with a letter must agree in the letter. Where
two works fit equally well, both are given: the paper does not say which.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from argmap.manuscript.document import Reference

_PARTICLES = re.compile(r"^(?:v[ao]n|de[rnl]?|la|le|du|di|da|al|el|ten|ter|zu|zur|dos|das)\s+", re.IGNORECASE)
_SMALL = frozenset(("the", "of", "for", "and", "on", "in", "a", "an", "&"))


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """A name without case, accents, apostrophes and hyphens."""
    if name.isascii():
        flat = name
    else:
        swapped = name.translate(_LETTERS)
        flat = "".join(c for c in unicodedata.normalize("NFKD", swapped) if not unicodedata.combining(c))
    return re.sub(r"[^\w\s]|_", "", flat.casefold()).strip()


_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe"}
)


class Shelf:
    """The works known so far, found by their authors and years."""

    def __init__(self, references: Iterable[Reference] = ()) -> None:
        self._works: list[Reference] = []
        self._by_family: dict[str, list[int]] = {}
        self._by_title: dict[tuple[str, str], list[int]] = {}
        self._by_id: dict[str, Reference] = {}
        for reference in references:
            self.add(reference)

    def add(self, work: Reference) -> None:
        """Put one more work on the shelf."""
        at = len(self._works)
        self._works.append(work)
        self._by_id[work.id] = work
        if work.title:
            for name in (work.authors or work.editors)[:1]:
                self._by_title.setdefault(_title_key(name, work.title), []).append(at)
        for key in _keys(work):
            held = self._by_family.setdefault(key, [])
            if held[-1:] != [at]:
                held.append(at)

    def find(self, authors: Sequence[str], year: str | None, others: bool = False) -> tuple[str, ...]:
        """Ids of the works by these authors (family names) of this year, best fitting only.

        `others` says that the citation names more authors as "et al.".
        """
        if not authors:
            return ()
        scored: list[tuple[float, str]] = []
        for work in self._by(authors[0]):
            score = _year_fit(year, work.year) + _author_fit(authors, work, others)
            if _year_fit(year, work.year) > 0 and score > 0:
                scored.append((score, work.id))
        if not scored:
            return ()
        best = max(score for score, _ in scored)
        return tuple(name for score, name in scored if score == best)

    def find_short(self, short: Reference) -> str | None:
        """The work that a short form in a note stands for: author, and year or a piece of the title."""
        if not short.authors:
            return None
        families = [author.split(",")[0] for author in short.authors]
        if short.year:
            found = self.find(families, short.year)
            return self._whole(found[-1]) if found else None
        works = [work for work in self._by(families[0]) if _author_fit(families, work) > -1]
        if short.title:
            works = [work for work in works if _title_fit(short.title, work.title or work.text)]
        return self._whole(works[-1].id) if works else None

    def find_same(self, work: Reference) -> str | None:
        """The earlier reference that names the same work: first author, title, and no other year."""
        names = work.authors or work.editors
        if not names or not work.title:
            return None
        for at in self._by_title.get(_title_key(names[0], work.title), ()):
            other = self._works[at]
            years = other.year is None or work.year is None or other.year[:4] == work.year[:4]
            if years and other.title and _same_title(work.title, other.title):
                return self._whole(other.id)
        return None

    def _whole(self, name: str) -> str:
        work = self._by_id.get(name)
        return work.short_for if work is not None and work.short_for else name

    def _by(self, name: str) -> list[Reference]:
        folded = fold_name(name)
        found = self._by_family.get(folded)
        if not found:
            found = self._by_family.get(fold_name(_PARTICLES.sub("", name)))
        if not found and " " in folded:
            found = self._by_family.get(folded.rsplit(" ", 1)[-1]) or self._by_family.get(_acronym(name))
        return [self._works[k] for k in found or ()]


def _keys(work: Reference) -> set[str]:
    """Under what first names a work may be cited: its first author's family name, an acronym, its first editor."""
    keys: set[str] = set()
    for names in (work.authors, work.editors):
        if not names:
            continue
        family = names[0].split(",")[0]
        keys.add(fold_name(family))
        keys.add(fold_name(_PARTICLES.sub("", family)))
        if "," not in names[0]:
            keys.add(_acronym(names[0]))
            bracketed = re.search(r"\(([A-Z]{2,10})\)|^([A-Z]{2,10})\b", names[0])
            if bracketed:
                keys.add(fold_name(bracketed[1] or bracketed[2]))
            words = fold_name(names[0]).split()
            if 1 < len(words) < 4:
                keys.add(words[-1])
        break
    if not keys:
        head = fold_name(work.title or work.text).split()
        keys.update(filter(None, (" ".join(head[:n]) for n in (1, 2, 3, 4, 5, 6))))
        if work.container:
            keys.add(fold_name(work.container))
    return {key for key in keys if len(key) > 1}


def _acronym(name: str) -> str:
    words = [word for word in re.findall(r"\w+", name) if word.casefold() not in _SMALL]
    return "".join(word[0] for word in words).casefold() if len(words) > 1 else ""


def _year_fit(cited: str | None, listed: str | None) -> float:
    """3 for the same year and letter, 2 where one side has no letter, 0 where they differ."""
    if cited is None:
        return 1.0
    if listed is None:
        return 0.5 if not cited[:1].isdigit() else 0.0
    if cited == listed:
        return 3.0
    if cited[:1].isdigit() and listed[:1].isdigit():
        if cited[:4] != listed[:4]:
            return 3.0 if cited[:4] in re.findall(r"\d{4}", listed) else 0.0
        return 2.0 if len(cited) == 4 or len(listed) == 4 else 0.0
    return 2.0 if not cited[:1].isdigit() and not listed[:1].isdigit() else 0.0


def _author_fit(cited: Sequence[str], work: Reference, others: bool = False) -> float:
    """How well the further authors agree: against the work where a second one is named and is not there."""
    listed = {fold_name(name.split(",")[0]) for name in (*work.authors, *work.editors)}
    last_words = {name.rsplit(" ", 1)[-1] for name in listed if name}
    further = [fold_name(name) for name in cited[1:]]
    if not further:
        alone = len(listed) == 1
        return 1.5 if alone != others else 0.2
    hits = sum(1 for name in further if name in listed or name.rsplit(" ", 1)[-1] in last_words)
    return 1.0 if hits == len(further) else -2.0 if hits == 0 and len(listed) > 1 else -0.5


def _title_fit(short: str, title: str) -> bool:
    """All telling words of a short title stand in the title."""
    told = set(fold_name(title).split())
    words = [word for word in fold_name(short).split() if word not in _SMALL]
    return bool(words) and all(word in told for word in words)


def _title_key(name: str, title: str) -> tuple[str, str]:
    return fold_name(name.split(",")[0]), " ".join(fold_name(title).split()[:2])


def _same_title(one: str, other: str) -> bool:
    first, second = fold_name(one).split(), fold_name(other).split()
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= 2 and longer[: len(shorter)] == shorter
