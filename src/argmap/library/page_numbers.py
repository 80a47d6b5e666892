"""The page numbers printed in a text: what a locator can be held against.

A reader counts pages from the first of the file, while a citation names the number that is printed on the page. That
number stands first or last in a line at the edge of the page, and grows by one from page to page: it is taken only
where most pages agree on how far both are apart. A volume, a year or a table's figure agrees with nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from argmap.ground.patterns import later
from argmap.ground.values import dataclass

if TYPE_CHECKING:
    from argmap.manuscript.document import Document

_AT_AN_EDGE = later(r"^\W*(\d{1,5})\b(?!\.\w)|(?<![\d.,/])\b(\d{1,5})\W*$")
_LINES_AT_AN_EDGE = 2
_LONGEST_LINE = 200
_LEAST_SHARE = 0.6
_LEAST_PAGES = 3


@dataclass(frozen=True, slots=True)
class PageNumbers:
    """Where each page starts in the text, and the number printed on the first: the others count on from it.

    `first` is None where no numbers were found, or none that agree.
    """

    starts: tuple[int, ...] = ()
    first: int | None = None

    def of(self, start: int, end: int) -> frozenset[int]:
        """The printed numbers of the pages that hold ``text[start:end]``; empty where they are not known."""
        if self.first is None or not self.starts:
            return frozenset()
        one, last = (bisect_right(self.starts, at) - 1 for at in (start, max(start, end - 1)))
        numbers = frozenset(self.first + page for page in range(max(0, one), max(0, last) + 1))
        return numbers if min(numbers) > 0 else frozenset()


def find_page_numbers(document: Document) -> PageNumbers:
    """The page numbers of a text; a plain text has pages where it has form feeds."""
    text = document.text
    starts = tuple(page.start for page in document.pages)
    if not starts and "\f" in text:
        starts = (0, *(found.end() for found in re.finditer("\f", text) if text[found.end() :].strip()))
    if len(starts) < 2:
        return PageNumbers(starts)
    furniture: list[list[str]] = [[] for _ in starts]
    for block in document.blocks:
        if block.kind == "furniture":
            furniture[max(0, bisect_right(starts, block.start) - 1)] += text[block.start : block.end].split("\n")
    votes: Counter[int] = Counter()
    for page, (start, end) in enumerate(zip(starts, (*starts[1:], len(text)), strict=True)):
        lines = [line for line in text[start:end].split("\n") if line.strip()]
        edges = (*furniture[page], *lines[:_LINES_AT_AN_EDGE], *lines[-_LINES_AT_AN_EDGE:])
        votes.update({number - page for number in _numbers(edges)})
    (first, agreed), *rest = votes.most_common(2) or [(0, 0)]
    needed = max(min(_LEAST_PAGES, len(starts)), _LEAST_SHARE * len(starts))
    certain = agreed >= needed and not any(count == agreed for _, count in rest)
    return PageNumbers(starts, first if certain else None)


def _numbers(lines: Sequence[str]) -> Iterator[int]:
    for line in lines:
        if len(line) <= _LONGEST_LINE:
            for found in _AT_AN_EDGE.finditer(line.strip()):
                yield int(found[1] or found[2])
