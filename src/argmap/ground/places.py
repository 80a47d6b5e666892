"""Where something stands in a user's file: offsets for the program, lines and columns for people.

Every node and every diagnostic carries a `Span`, so that a finding can point at the words it is about. Lines end at
LF, CRLF or CR only: other separators that `str.splitlines` knows are ordinary characters in a paper.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A stretch of a file.

    `path` is as the user would write it (relative to the project, or as given). `start` and `end` are offsets in
    characters of the text as read, end exclusive. Lines and columns are 1-based; `end_column` is exclusive.
    `page` is the 1-based page of a paged document; `line` is then the line on that page.
    """

    path: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    page: int | None = None


class TextFile:
    """A text with its path, able to turn offsets into spans and to give back a line."""

    __slots__ = ("_starts", "path", "text")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self._starts: list[int] | None = None

    @property
    def line_starts(self) -> list[int]:
        """Offset of the first character of each line."""
        if self._starts is None:
            if "\r" in self.text:
                self._starts = [0, *(m.end() for m in _LINE_END.finditer(self.text))]
            else:  # several times faster
                lines = self.text.split("\n")
                self._starts = list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
        return self._starts

    @property
    def files(self) -> tuple[TextFile, ...]:
        """The user's own files that spans of this text lead to."""
        return (self,)

    def position(self, offset: int) -> tuple[int, int]:
        """1-based line and column of an offset."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The span of the half-open stretch `start:end`."""
        line, column = self.position(start)
        end_line, end_column = self.position(end)
        return Span(self.path, start, end, line, column, end_line, end_column)

    def line(self, number: int) -> str:
        """The text of a 1-based line without its line end; empty where there is no such line."""
        starts = self.line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")


def say_place(path: str, span: Span | None) -> str:
    """`file:line` as a terminal or an editor takes it; with the page where the file has pages."""
    if span is None:
        return path
    return f"{path}:{span.line}" if span.page is None else f"{path}, page {span.page}, line {span.line}"
