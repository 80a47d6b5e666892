"""Values that go over several lines, with a way back from the joined value to the file.

A `Stretch` is the part of one line that belongs to a value; a `Value` joins them by single spaces and turns its own
offsets into spans.
"""

from __future__ import annotations

from typing import NamedTuple

from argmap.language.tree import Words
from argmap.places import Span


class Stretch(NamedTuple):
    """Part of one line: its text, the offset of its first character, and that character's line and column (from 1)."""

    text: str
    start: int
    line: int
    column: int


class Value:
    """The stretches of one value, joined. `text` is the value as it reads."""

    __slots__ = ("_path", "_stretches", "text")

    def __init__(self, path: str, stretches: list[Stretch]) -> None:
        self._path = path
        self._stretches = stretches
        self.text = stretches[0].text if len(stretches) == 1 else " ".join([part.text for part in stretches])

    @property
    def whole(self) -> Span:
        """The span from the first character to the last."""
        first, last = self._stretches[0], self._stretches[-1]
        size = len(last.text)
        return Span(self._path, first.start, last.start + size, first.line, first.column, last.line, last.column + size)

    @property
    def words(self) -> Words:
        """The whole value as a leaf of the tree."""
        return Words(self.text, self.whole)

    def part(self, start: int, end: int) -> Words:
        """The leaf `text[start:end]` with its span in the file."""
        return Words(self.text[start:end], self.span(start, end))

    def span(self, start: int, end: int) -> Span:
        """The span in the file of `text[start:end]`."""
        first, from_start = self._locate(start)
        last, from_end = self._locate(max(start, end - 1))
        from_end += end > start
        return Span(
            self._path,
            first.start + from_start,
            last.start + from_end,
            first.line,
            first.column + from_start,
            last.line,
            last.column + from_end,
        )

    def _locate(self, offset: int) -> tuple[Stretch, int]:
        for part in self._stretches:
            if offset <= len(part.text):
                return part, offset
            offset -= len(part.text) + 1
        last = self._stretches[-1]
        return last, len(last.text)
