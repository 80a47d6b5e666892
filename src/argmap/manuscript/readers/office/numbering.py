"""Counts the paragraphs of a list and the notes of a paper, in the figures they are printed with.

The number of a list's paragraph is nowhere in the text of a word processor's file: it is counted up from the
definition of the list, level by level.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Figures = Literal["digits", "letters", "LETTERS", "roman", "ROMAN", "signs", "none"]

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_SIGNS = "*†‡§"
_LARGEST_ROMAN = 4000
_MOST_REPEATED = 4


def figure(number: int, figures: Figures) -> str:
    """A number as it is printed; empty where nothing is (a bullet). Letters and signs repeat where they run out."""
    if figures == "none":
        return ""
    if figures in ("letters", "LETTERS") and number > 0:
        return _cased(_repeated("abcdefghijklmnopqrstuvwxyz", number), figures)
    if figures in ("roman", "ROMAN") and number > 0:
        return _cased(_roman(min(number, _LARGEST_ROMAN)), figures)
    if figures == "signs" and number > 0:
        return _repeated(_SIGNS, number)
    return str(number)


def _cased(words: str, figures: Figures) -> str:
    return words.upper() if figures.isupper() else words


def _repeated(signs: str, number: int) -> str:
    times, at = divmod(number - 1, len(signs))
    return signs[at] * min(_MOST_REPEATED, times + 1)


def _roman(number: int) -> str:
    letters: list[str] = []
    for worth, sign in _ROMAN:
        letters += [sign] * (number // worth)
        number %= worth
    return "".join(letters)


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list is numbered.

    `pattern` has ``%1`` to ``%9`` for the numbers of the levels (``[%1]``, ``%1.%2.``); `padded` writes 01 for 1.
    """

    pattern: str
    figures: Figures = "digits"
    start: int = 1
    padded: bool = False


@dataclass(slots=True)
class CountedList:
    """A list and how far each of its levels is counted. The highest level is 0."""

    levels: Mapping[int, ListLevel]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, depth: int) -> str:
        """The number of the next paragraph at this depth as it is printed; empty for bullets."""
        level = self.levels.get(depth)
        if level is None:
            return ""
        self.counts = {other: count for other, count in self.counts.items() if other <= depth}
        self.counts[depth] = self.counts.get(depth, level.start - 1) + 1
        return re.sub(r"%([1-9])", self._printed, level.pattern).strip() if level.figures != "none" else ""

    def _printed(self, found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        level = self.levels.get(at)
        if level is None:
            return ""
        shown = figure(self.counts.get(at, level.start), level.figures)
        return shown.zfill(2) if level.padded else shown
