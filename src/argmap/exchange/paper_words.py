"""Words quoted from a paper, found in it as argmap reads it, and what a claim of them says and is anchored in."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from argmap.exchange.foreign import folded
from argmap.exchange.letters import Letters, find_in_parts, find_whole, letters_of
from argmap.ground.diagnostics import ArgmapError
from argmap.library.source_texts import search_text
from argmap.manuscript.document import Document
from argmap.prose.anchors import Anchor, anchor_at

FEWEST_WORDS = 4
"""Fewer words make no claim: the sentence that they stand in does."""
_FARTHEST = 1.5
_NEARLY_ALL = 0.9
_ENOUGH = 0.6
"""Of the letters quoted so many stand there, where others are different."""


class Found(NamedTuple):
    """Quoted words in a paper: its own words for an anchor, what these read, and where they begin.

    `differs`: some of the words that were quoted are others there, or others stand between them.
    """

    quote: str
    reads: str
    start: int
    differs: bool = False


class PaperWords:
    """A paper in which quoted words are looked for: in its text, then in its sentences as they read."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def find(self, exact: str, prefix: str = "", suffix: str = "", near: int | None = None) -> Found | None:
        """The place of words, of several the one with this before and behind them, or near to this offset."""
        wanted, place = letters_of(prefix + exact + suffix), (len(prefix), len(prefix) + len(exact))
        alone = near if not prefix and not suffix else None
        return (
            self._in_text(self._nearest(wanted.text, alone) if alone is not None else [])
            or self._in_text(find_whole(wanted, self._text, *place))
            or self._in_sentences(find_whole(wanted, self._sentences[1], *place))
            or self._by_matcher(exact)
            or self._in_text(_in_parts(wanted, self._text, *place), differs=True)
            or self._in_sentences(_in_parts(wanted, self._sentences[1], *place), differs=True)
        )

    def sentence_at(self, found: Found) -> str:
        """The sentence in which found words stand, as it can be quoted; empty where they are in none."""
        anchor = Anchor(found.quote, found.start, found.start + 1)
        around = sentence_around(self.document, anchor)
        return around.text if around else ""

    @cached_property
    def _text(self) -> Letters:
        return letters_of(self.document.text)

    @cached_property
    def _sentences(self) -> tuple[str, Letters]:
        reads = " ".join(sentence.text for sentence in self.document.sentences)
        return reads, letters_of(reads)

    def _in_text(self, at: list[int], *, differs: bool = False) -> Found | None:
        if not at:
            return None
        try:
            anchor = anchor_at(self.document, min(at), max(at) + 1)
        except ArgmapError:
            return None
        reads = joined(self.document, anchor, anchor.selected or anchor.text)
        # an anchor is running words: what was quoted of a note or a header besides is not in it
        differs = differs or len(letters_of(reads).text) < _NEARLY_ALL * len(at)
        return Found(anchor.text, reads, anchor.start, differs)

    def _nearest(self, wanted: str, near: int) -> list[int]:
        best: list[int] = []
        at = self._text.text.find(wanted) if wanted else -1
        while at >= 0:
            places = self._text.at[at : at + len(wanted)]
            if not best or abs(places[0] - near) < abs(best[0] - near):
                best = places
            at = self._text.text.find(wanted, at + len(wanted))
        return best

    def _in_sentences(self, at: list[int], *, differs: bool = False) -> Found | None:
        if not at:
            return None
        words = " ".join(self._sentences[0][min(at) : max(at) + 1].split())
        match = search_text(self.document).find(words)
        return Found(words, words, match.start, differs) if match.found or match.undecided else None

    def _by_matcher(self, exact: str) -> Found | None:
        match = search_text(self.document).find(exact)
        if not match.found:
            return None
        words = folded(exact)
        return Found(words, words, match.start)


def _in_parts(wanted: Letters, there: Letters, start: int, end: int) -> list[int]:
    """Where the stretch `start:end` stands with other signs among its own; empty where too few are close together."""
    at = find_in_parts(wanted, there, start, end)
    letters = sum(start <= place < end for place in wanted.at)
    return at if len(at) >= _ENOUGH * letters and at and max(at) - min(at) <= _FARTHEST * (end - start) else []


def section_of(document: Document, offset: int) -> str:
    """The title of the innermost section at an offset; empty where there is none."""
    inside = [section for section in document.sections if section.start <= offset < section.end]
    return folded(max(inside, key=lambda section: section.start).title) if inside else ""


def joined(document: Document, anchor: Anchor, words: str) -> str:
    """Words of the paper as its sentences read, where a hyphen at a line's end is known for one."""
    around = " ".join(s.text for s in document.sentences if s.start < anchor.end and anchor.start < s.end)
    wanted, there = letters_of(words).text, letters_of(around)
    at = there.text.find(wanted)
    return folded(words if at < 0 or not wanted else around[there.at[at] : there.at[at + len(wanted) - 1] + 1])


def sentence_around(document: Document, anchor: Anchor) -> Anchor | None:
    """The sentence in which an anchor begins, as an anchor of its own; None where it cannot be quoted."""
    for sentence in document.sentences:
        if sentence.start < anchor.end and anchor.start < sentence.end:
            try:
                return anchor_at(document, sentence.start, sentence.end, sentence.pieces)
            except ArgmapError:
                return None
    return None
