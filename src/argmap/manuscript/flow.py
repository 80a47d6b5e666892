"""A paragraph as it reads: line ends folded, hyphenated words joined, notes left out, offsets kept.

The stages that look at language (sentences, marks, notes) work on a `Flow`, never on the raw text, so that a page
break or a hyphen can stand anywhere; each character of the flow knows where in the text it came from.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

# Where the raw text differs from its reading: a hyphen at a line end, white space other than one plain space, a soft
# hyphen inside a word, and signs that nobody sees, of which some say which way the words run.
_UNSEEN = "\u00ad\u200b\u200e\u200f\u2060\ufeff"
_FOLD = re.compile(
    rf"(?<=\w)[-\u2010\u00ad](?=[^\S\r\n]{{0,40}}[\r\n\f])\s+|[^\S ]\s*| {{2}}\s*| (?=[^\S ])\s+|[{_UNSEEN}]"
)
_WORD_BEFORE = re.compile(r"[^\W\d_](?:[^\W\d_]|['’])*$")
_WORD_AFTER = re.compile(r"[^\W\d_]+")
_start_of = attrgetter("start")

Join = Callable[[str, str], bool]
"""Says of the two halves of a word cut at a line end whether the hyphen was only put there by the line end."""


class Reading(NamedTuple):
    """A stretch of the text that reads otherwise than it stands, mostly as nothing."""

    start: int
    end: int
    reads: str = ""


class Flow:
    """The words of one paragraph in reading order, with the way back to the text.

    `text` is what it reads; `source(i)` gives the offset in the document of character `i`, `source_end(i)` that of
    the end of a stretch whose end in the flow is `i`.
    """

    __slots__ = ("_at", "_ends", "_literal", "_starts", "text")

    def __init__(self, text: str, pieces: Sequence[tuple[int, int, int, bool]]) -> None:
        self.text = text
        self._at = [piece[0] for piece in pieces]
        self._starts = [piece[1] for piece in pieces]
        self._ends = [piece[2] for piece in pieces]
        self._literal = [piece[3] for piece in pieces]

    def source(self, index: int) -> int:
        """Offset in the document's text of the character at `index` of the flow."""
        if not self._at:
            return 0
        k = max(0, bisect_right(self._at, index) - 1)
        if not self._literal[k]:
            return self._starts[k]
        return min(self._starts[k] + index - self._at[k], self._ends[k])

    def source_end(self, index: int) -> int:
        """Offset in the document's text of the end of a stretch that ends before `index` in the flow."""
        if not self._at or index <= 0:
            return self.source(0)
        k = max(0, bisect_right(self._at, index - 1) - 1)
        if not self._literal[k]:
            return self._ends[k]
        return min(self._starts[k] + index - self._at[k], self._ends[k])

    def index(self, offset: int) -> int:
        """Index in the flow of the first character that stands at `offset` in the document or after it."""
        k = bisect_right(self._starts, offset) - 1
        if k < 0:
            return 0
        if self._literal[k] and offset < self._ends[k]:
            return self._at[k] + offset - self._starts[k]
        if offset == self._starts[k]:
            return self._at[k]
        return self._at[k + 1] if k + 1 < len(self._at) else len(self.text)


def flow_of(text: str, stretches: Iterable[tuple[int, int]], join: Join, readings: Sequence[Reading] = ()) -> Flow:
    """Read the stretches of `text` as one run of words.

    `join` decides on hyphens at line ends; `readings` (sorted) are stretches that read otherwise than they stand.
    """
    pieces: list[tuple[int, int, int, bool]] = []
    parts: list[str] = []
    length = 0

    def put(start: int, end: int, reads: str | None) -> None:
        nonlocal length
        words = text[start:end] if reads is None else reads
        if words == " " and (not parts or parts[-1].endswith(" ")):
            return
        if words:
            pieces.append((length, start, end, reads is None))
            parts.append(words)
            length += len(words)

    def put_plain(start: int, end: int) -> None:
        at = start
        for found in _FOLD.finditer(text, start, end):
            if found.start() > at:
                put(at, found.start(), None)
            at = found.end()
            put_fold(found[0], found.start(), at)
        if at < end:
            put(at, end, None)

    def put_fold(fold: str, start: int, end: int) -> None:
        if fold in _UNSEEN:
            return
        if fold[0] not in "-\u2010\u00ad":
            put(start, end, " ")
        elif fold[0] == "\u00ad" or _joins(start, end):
            return
        else:
            put(start, start + 1, None)

    def _joins(start: int, end: int) -> bool:
        before = _WORD_BEFORE.search(text, max(0, start - 40), start)
        after = _WORD_AFTER.match(text, end)
        return bool(before and after and join(before[0], after[0]))

    previous_end: int | None = None
    for start, end in stretches:
        words = text[start:end]
        start, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        if start >= end:
            continue
        if previous_end is not None and parts:
            last = parts[-1][-1]
            if (
                last in "-\u2010\u00ad"
                and text[start].isalnum()
                and previous_end >= 2
                and text[previous_end - 2].isalnum()
            ):
                if last == "\u00ad" or _joins(previous_end - 1, start):
                    length -= 1
                    parts[-1] = parts[-1][:-1]
                    at, s, e, literal = pieces[-1]
                    pieces[-1] = (at, s, e - 1, literal)
            else:
                put(previous_end, start, " ")
        at = start
        first = bisect_left(readings, start, key=_start_of)
        for reading in readings[first : bisect_left(readings, end, first, key=_start_of)]:
            put_plain(at, reading.start)
            put(reading.start, reading.end, reading.reads)
            at = max(at, reading.end)
        put_plain(at, end)
        previous_end = end
    return Flow("".join(parts), pieces)
