"""Values that go over several lines, with a way back from the joined value to the file.

A `Stretch` is a part of one line; a `RawLine` joins those of its value by single spaces and turns offsets in the value
into spans. Both are made for every line of every file, so they are built without detours.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from argmap.ground.places import Span
from argmap.notation.tree import Comment, Quote, Words

_new = tuple.__new__


class Stretch(NamedTuple):
    """Part of one line: its text, the offset of its first character, and that character's line and column (from 1)."""

    text: str
    start: int
    line: int
    column: int


def stretch(text: str, start: int, line: int, column: int) -> Stretch:
    """A `Stretch` in a third of the time that its constructor takes."""
    return _new(Stretch, (text, start, line, column))


def span_on_line(path: str, start: int, end: int, line: int, column: int) -> Span:
    """The span `start:end` within one line, which `start` stands on at `column`."""
    return _new(Span, (path, start, end, line, column, line, column + end - start, None))


def span_between(path: str, first: Stretch, last: Stretch) -> Span:
    """The span from the first character of one stretch to the last of another."""
    size = len(last.text)
    return _new(
        Span,
        (path, first.start, last.start + size, first.line, first.column, last.line, last.column + size, None),
    )


class RawLine:
    """A ``key: value`` line as collected, with the lines on which its value goes on and those that stand under it.

    `at` is where the value begins in `line`. The value may be read only when all its lines have been added.
    """

    __slots__ = ("_offsets", "_parts", "_path", "_text", "at", "body", "key", "key_at", "line")

    def __init__(self, path: str, line: Stretch, key: str, key_at: int, text: str, at: int) -> None:
        self._path = path
        self.line = line
        self.key = key
        self.key_at = key_at
        self._text = text
        self.at = at
        self.body: list[RawLine | Quote | Comment] | None = None
        self._parts: list[Stretch] | None = None  # only for a value that goes on
        self._offsets: list[int] | None = None

    def go_on(self, part: Stretch) -> None:
        """The value goes on with `part`."""
        if self._parts is None:
            _, start, line, column = self.line
            self._parts = [stretch(self._text, start + self.at, line, column + self.at)] if self._text else []
        self._parts.append(part)

    def add(self, node: RawLine | Quote | Comment) -> None:
        """`node` stands under this item."""
        if self.body is None:
            self.body = []
        self.body.append(node)

    @property
    def text(self) -> str:
        """The value as it reads; empty where there is none."""
        if self._parts is not None and self._offsets is None:
            texts = [part.text for part in self._parts]
            self._offsets = list(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))
            self._text = " ".join(texts)
        return self._text

    @property
    def key_span(self) -> Span:
        """The span of the key."""
        _, start, line, column = self.line
        at = self.key_at
        return span_on_line(self._path, start + at, start + at + len(self.key), line, column + at)

    @property
    def span(self) -> Span:
        """From the first character of the line to the last of the value."""
        if self._parts is not None:
            return span_between(self._path, self.line, self._parts[-1])
        _, start, line, column = self.line
        end = self.at + len(self._text) if self._text else self.key_at + len(self.key) + 1
        return _new(Span, (self._path, start, start + end, line, column, line, column + end, None))

    @property
    def whole(self) -> Span:
        """The span of the value."""
        if self._parts is not None:
            return span_between(self._path, self._parts[0], self._parts[-1])
        _, start, line, column = self.line
        at, end = self.at, self.at + len(self._text)
        return _new(Span, (self._path, start + at, start + end, line, column + at, line, column + end, None))

    @property
    def words(self) -> Words:
        """The value as a leaf of the tree."""
        return _new(Words, (self.text, self.whole))

    def part(self, start: int, end: int) -> Words:
        """The leaf `text[start:end]` with its span in the file."""
        return _new(Words, (self.text[start:end], self.part_span(start, end)))

    def part_span(self, start: int, end: int) -> Span:
        """The span in the file of `text[start:end]`."""
        if self._parts is None:
            _, begin, line, column = self.line
            start, end = start + self.at, end + self.at
            return _new(Span, (self._path, begin + start, begin + end, line, column + start, line, column + end, None))
        first, from_start = self._locate(start)
        last, from_end = self._locate(max(start, end - 1))
        return span_between(
            self._path,
            stretch("", first.start + from_start, first.line, first.column + from_start),
            stretch(last.text[: from_end + (end > start)], last.start, last.line, last.column),
        )

    def _locate(self, offset: int) -> tuple[Stretch, int]:
        assert self._parts is not None and self._offsets is not None
        index = bisect_right(self._offsets, offset) - 1
        part = self._parts[index]
        return part, min(offset - self._offsets[index], len(part.text))
