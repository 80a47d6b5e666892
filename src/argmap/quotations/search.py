"""A text made ready to be searched for quotations, and the search itself.

Build one `SearchText` a text and ask it for every quotation. The exact search is one `str.find` over folded letters;
only when that fails is the text searched for the same letters without those that typesetting loses.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Protocol

from argmap.quotations.folding import LOST, Replaced, Skeleton, without_overlaps
from argmap.quotations.marks import PAGE_FURNITURE, find_furniture, find_marks
from argmap.quotations.match import Difference, Match
from argmap.quotations.tokens import Token, tokenise

# The letters that ligatures are made of: what is left of a word without them survives the loss of any ligature.
_LIGATURE_LETTERS = str.maketrans("", "", "filtjh" + LOST)
_BLOCK = 4096


class Proposed(Protocol):
    """A stretch of damaged text and the reading proposed for it (`manuscript.Repair` is one)."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def proposed(self) -> str: ...


class SearchText:
    """A text that can be searched for quotations.

    `repairs` are the readings proposed for damaged stretches, `furniture` the stretches that belong to the page
    (running headers, page numbers); both in offsets of `text`. Where no furniture is given it is looked for.
    """

    def __init__(self, text: str, repairs: Iterable[Proposed] = (), furniture: Iterable[tuple[int, int]] = ()) -> None:
        self.text = text
        given = [Replaced(start, end, "", PAGE_FURNITURE) for start, end in furniture]
        mended = [Replaced(r.start, r.end, r.proposed, "repair map") for r in repairs]
        self._replaced = without_overlaps(
            [*given, *mended, *find_marks(text), *(find_furniture(text) if not given else ())]
        )
        self._skeleton = Skeleton(text, self._replaced)
        self._thin: tuple[str, list[int]] | None = None

    def find(self, quote: str) -> Match:
        """Where the words of `quote` stand in the text, and how they differ. Never raises."""
        marks = without_overlaps(find_marks(quote))
        wanted = tokenise(quote, 0, len(quote), marks)
        letters = "".join(token.key for token in wanted if token.key[0].isalnum() or LOST in token.key)
        if not letters:
            return Match("not-checkable", why="The quotation holds no words.")
        if not self._skeleton.letters:
            return Match("not-checkable", why="The text searched is empty.")
        for first, last in self._exact_hits(letters):
            found = self._compare(wanted, first, last)
            if found:
                return found
        for first, last in self._thin_hits(letters):
            found = self._compare(wanted, first, last)
            if found:
                return found
        return Match("not-found", why="The words do not stand in the text.")

    def _exact_hits(self, letters: str) -> Iterator[tuple[int, int]]:
        at = self._skeleton.letters.find(letters)
        while at >= 0:
            yield self._skeleton.offsets(at, at + len(letters), self.text)
            at = self._skeleton.letters.find(letters, at + 1)

    def _thin_hits(self, letters: str) -> Iterator[tuple[int, int]]:
        """Places where the text agrees once the letters of ligatures are left out on both sides."""
        wanted = letters.translate(_LIGATURE_LETTERS)
        if len(wanted) < 6:
            return
        if self._thin is None:
            full = self._skeleton.letters
            blocks = [full[i : i + _BLOCK].translate(_LIGATURE_LETTERS) for i in range(0, len(full), _BLOCK)]
            self._thin = "".join(blocks), [0, *accumulate(map(len, blocks))]
        thin, starts = self._thin
        at = thin.find(wanted)
        while at >= 0:
            first, last = self._thick(at, starts), self._thick(at + len(wanted) - 1, starts) + 1
            yield self._skeleton.offsets(first, last, self.text)
            at = thin.find(wanted, at + 1)

    def _thick(self, thin_at: int, starts: Sequence[int]) -> int:
        block = bisect_right(starts, thin_at) - 1
        rest = thin_at - starts[block]
        letters = self._skeleton.letters
        for at in range(block * _BLOCK, min(len(letters), (block + 1) * _BLOCK)):
            if letters[at] not in "filtjh" + LOST:
                if rest == 0:
                    return at
                rest -= 1
        return len(letters) - 1

    def _compare(self, wanted: Sequence[Token], start: int, end: int) -> Match | None:
        start, end = _widen(self.text, start, end)
        tokens = tokenise(self.text, start, end, self._replaced)
        if [t.key for t in tokens] == [t.key for t in wanted]:
            return Match("verbatim", 1.0, start, end, self.text[start:end])
        if len(tokens) != len(wanted):
            if "".join(t.key for t in tokens) == "".join(t.key for t in wanted):
                return Match("verbatim", 1.0, start, end, self.text[start:end])
            return None
        damage = []
        for ours, theirs in zip(wanted, tokens, strict=True):
            if ours.key != theirs.key:
                if not (_lost_letters(ours.key, theirs.key) or _lost_letters(theirs.key, ours.key)):
                    return None
                damage.append(Difference("damage", ours.form, theirs.form))
        return Match("noise", 0.99, start, end, self.text[start:end], tuple(damage), "Letters are lost in the text.")


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch widened to whole words."""
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == LOST) and (end - start) < 10_000:
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] == LOST) and (end - start) < 10_000:
        end += 1
    return start, end


def _lost_letters(whole: str, damaged: str) -> bool:
    """Each U+FFFD of `damaged` stands for one to three letters of `whole`."""
    if LOST not in damaged:
        return False
    pattern = "".join(r"[^\W\d_]{1,3}" if c == LOST else re.escape(c) for c in damaged)
    return re.fullmatch(pattern, whole) is not None
