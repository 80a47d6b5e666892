"""Letters and digits of a text with a way back to where they stood.

Editors may change white space, line-end hyphens, dashes, quotation marks and ligature code points without changing
a quotation. All of that disappears when only folded letters and digits are kept, so that an exact search becomes one
`str.find` over the `Skeleton`; what the folding hides is compared afterwards, word by word (see `account`). The
folding is that of Unicode (full case folding, compatibility decomposition, marks dropped; UAX #15 and #21).
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple, Protocol

from argmap.tongues.letters import STROKED

LOST = "\ufffd"
REPAIRED = "letters lost in the text, read by the repair map"
# What stands in a text and is not seen: soft hyphens, joiners and breaks of no width, marks of direction.
UNSEEN = "".join(
    map(
        chr,
        (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A), 0xFEFF),
    )
)
# All that stands for an apostrophe, U+0027 and U+2019 first.
APOSTROPHES = "'’ʼ‘‛′´`＇ꞌʹ"
# The stroke that draws an Arabic word out; it is a letter to Unicode and to nobody else.
TATWEEL = "\u0640"
# Longer pieces make fewer of them, shorter ones cost less when a hit is traced back to the text.
_PIECE = 2048


class Proposed(Protocol):
    """A stretch of damaged text and the reading proposed for it (`manuscript.Repair` is one)."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def proposed(self) -> str: ...


class Replaced(NamedTuple):
    """A stretch of the text that reads as something else: nothing (a note mark, a page header) or a repair."""

    start: int
    end: int
    reading: str
    why: str


def read_by_repairs(repairs: Iterable[Proposed]) -> list[Replaced]:
    """The damaged stretches, each with the reading proposed for it."""
    return [Replaced(r.start, r.end, r.proposed, REPAIRED) for r in repairs]


class _Folds(dict[int, str | None]):
    """What each character leaves behind, worked out the first time it is met.

    It is None for nothing: to that, and not to empty words, `str.translate` has a way that is several times as fast.
    """

    def __missing__(self, code: int) -> str | None:
        folded = fold_character(chr(code)) or None
        self[code] = folded
        return folded


def fold_character(character: str) -> str:
    """The folded letters and digits of one character; U+FFFD stays, since something stood there."""
    if character == LOST:
        return LOST
    if character == TATWEEL:
        return ""
    plain = unicodedata.normalize("NFKD", character.casefold()).translate(STROKED)
    return "".join(c for c in plain.casefold() if c.isalnum())


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The folded letters and digits of a text."""
    if text.isascii() and text.isalnum():
        return text.lower()  # most words, in a third of the time
    return text.translate(_FOLDS)


class Skeleton:
    """The folded letters of a text, with the stretches in `replaced` read as their replacement.

    `letters` is what is searched. `replaced` must be sorted and must not overlap.
    """

    __slots__ = ("_letter_starts", "_pieces", "_tables", "letters")

    def __init__(self, text: str, replaced: Sequence[Replaced] = ()) -> None:
        pieces: list[tuple[int, int, bool]] = []
        folded: list[str] = []
        at = 0
        for stretch in (*replaced, None):
            until = stretch.start if stretch else len(text)
            for start in range(at, until, _PIECE):
                end = min(start + _PIECE, until)
                pieces.append((start, end, False))
                folded.append(text[start:end].translate(_FOLDS))
            if stretch is None:
                break
            if stretch.reading:
                pieces.append((stretch.start, stretch.end, True))
                folded.append(stretch.reading.translate(_FOLDS))
            at = stretch.end
        self.letters = "".join(folded)
        self._pieces = pieces
        self._letter_starts = [0, *accumulate(map(len, folded))]
        self._tables: dict[int, list[int]] = {}

    def _table(self, index: int, text: str) -> list[int]:
        """For each letter of an ordinary piece, the offset in the text of the character it came from."""
        table = self._tables.get(index)
        if table is None:
            start, end, _ = self._pieces[index]
            piece = text[start:end]
            if piece.isascii():
                table = [at for at, c in enumerate(piece, start) if c.isalnum()]
            else:
                table = [at for at, c in enumerate(piece, start) for _ in _FOLDS[ord(c)] or ""]
            self._tables[index] = table
        return table

    def offsets(self, first: int, last: int, text: str) -> tuple[int, int]:
        """Where `letters[first:last]` stands in the text, end exclusive. `text` is the one the skeleton is of."""
        return self._offset(first, text)[0], self._offset(last - 1, text)[1]

    def _offset(self, letter: int, text: str) -> tuple[int, int]:
        index = bisect_right(self._letter_starts, letter) - 1
        start, end, is_reading = self._pieces[index]
        if is_reading:
            return start, end
        at = self._table(index, text)[letter - self._letter_starts[index]]
        return at, at + 1


def without_overlaps(stretches: Iterable[Replaced]) -> list[Replaced]:
    """The stretches in order of place; where two overlap, the one that starts first (then the longer one) stays."""
    kept: list[Replaced] = []
    for stretch in sorted(stretches, key=lambda s: (s.start, -s.end)):
        if stretch.end > stretch.start and (not kept or stretch.start >= kept[-1].end):
            kept.append(stretch)
    return kept
