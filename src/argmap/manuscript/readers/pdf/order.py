"""Puts the printed lines of a page in reading order: furniture apart, columns one after the other.

Columns are found by the strip that no line crosses (a one-level cut after Nagy and Seth's XY-cut, 1984); running
headers and footers by standing at the same height on several pages with the same words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations, pairwise
from statistics import median
from typing import NamedTuple

from argmap.manuscript.readers.pdf.lines import PrintedLine

_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|\[]\s*)?(?:page\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of)\s*\d{1,4})?(?:\s*[-–—|\]])?", re.IGNORECASE
)
# Notes are smaller than this share of the text.
_SMALL_NOTES = 0.94
_NUMBER_FIRST = re.compile(r"(\d{1,4})([.)]?)(?!\d)")
_EDGE_LINES = 5
_EDGE_SHARE = 0.13
# So many times as large as the text are headings, where they stand on no larger share of the pages than this.
_HEADING = 1.35
_FEW_PAGES = 0.25
# A number alone below all else of a page may stand higher, where wide margins are left.
_NUMBER_SHARE = 0.25
# So many lines at least begin at the edge of a column, and so many sizes of the type may others stand in from it.
_EDGE = 3
# On a page of fewer lines, columns are told by their words.
_FEW = 10
_STOPS = (".", "!", "?", ".”", ".»", '."')
_HANGS = 4.5
# What share of a column a line fills that is running text, and how many such lines make a column whatever else stands
# on the page.
_FILLED = 0.7
_FEWEST_FILLED = 10

_SAME_SIZE = 0.6


def body_size(pages: Sequence[Sequence[PrintedLine]]) -> float:
    """The size that most characters of the running text have, in points.

    Notes may be longer than the text above them: of two sizes that fill pages, the larger is the text's, where the
    smaller stands below it.
    """
    sizes: Counter[float] = Counter()
    below: Counter[tuple[float, float]] = Counter()
    together: Counter[tuple[float, float]] = Counter()
    for lines in pages:
        places: dict[float, list[float]] = {}
        for line in lines:
            if not line.furniture:
                size = round(line.size * 2) / 2
                sizes[size] += len(line.words)
                places.setdefault(size, []).append(line.base)
        for small, large in combinations(sorted(size for size, bases in places.items() if len(bases) >= 3), 2):
            together[small, large] += 1
            below[small, large] += median(places[small]) < median(places[large])
    if not sizes:
        return 10.0
    most = max(sizes.items(), key=lambda item: item[1])[0]
    text = [
        size
        for size, length in sizes.items()
        if _SMALL_NOTES * size > most
        and length > 0.2 * sizes[most]
        and together[most, size] >= 0.5 * len(pages)
        and below[most, size] > 0.8 * together[most, size]
    ]
    return max(text, key=sizes.__getitem__, default=most)


def set_plain(pages: Sequence[Sequence[PrintedLine]], body: float) -> None:
    """Take the running text for plain where a file says that most of it is bold: then bold tells no heading."""
    text = [line for lines in pages for line in lines if abs(line.size - body) < _SAME_SIZE]
    bold = sum(len(line.words) for line in text if line.bold)
    if 2 * bold > sum(len(line.words) for line in text):
        for line in text:
            line.bold = False


def mark_furniture(pages: Sequence[Sequence[PrintedLine]], heights: Sequence[float], body: float) -> None:
    """Mark headers, footers and page numbers: lines at a page's edge that return at the same height on another page.

    Larger than the running text, on a few pages, are titles, and headings of chapters, which each begin a page.
    """
    seen: dict[tuple[str, int], list[tuple[int, _First | None]]] = {}
    edges: list[list[PrintedLine]] = []
    for page, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        ordered = sorted((line for line in lines if not line.furniture), key=lambda line: -line.base)
        top = [line for line in ordered[:_EDGE_LINES] if line.base > height * (1 - _EDGE_SHARE)]
        bottom = [line for line in ordered[-_EDGE_LINES - 1 :] if line.base < height * _EDGE_SHARE and line not in top]
        bottom += [line for line in ordered[-1:] if line not in top + bottom and _numbers_page(line, height)]
        edges.append(top + bottom)
        for shape, first in {_shape(line): _first_number(line) for line in edges[-1]}.items():
            seen.setdefault(shape, []).append((page, first))
    for page, lines in enumerate(edges):
        for line in lines:
            words, height = _shape(line)
            alike = [one for d in (-1, 0, 1) for one in seen.get((words, height + d), ())]
            higher = _EDGE_SHARE * heights[page] <= line.base <= (1 - _EDGE_SHARE) * heights[page]
            numbers = _PAGE_NUMBER.fullmatch(line.words) is not None and not higher
            few = len({other for other, _ in alike}) <= max(2, _FEW_PAGES * len(pages))
            heads = few and line.size >= _HEADING * body
            if numbers or (not heads and _returns(page, _first_number(line), alike)):
                line.furniture = True


def _numbers_page(line: PrintedLine, height: float) -> bool:
    """Whether the last line of a page may be its number: the numbers of other pages, at the same height, tell."""
    return line.base < height * _NUMBER_SHARE and _PAGE_NUMBER.fullmatch(line.words) is not None


class _First(NamedTuple):
    """The number that a line begins with, and whether a full stop or a bracket follows it, as it labels an item."""

    number: int
    label: bool


def _first_number(line: PrintedLine) -> _First | None:
    found = _NUMBER_FIRST.match(line.words)
    return _First(int(found[1]), bool(found[2])) if found else None


def _returns(page: int, first: _First | None, alike: Sequence[tuple[int, _First | None]]) -> bool:
    """Whether one of the lines `alike` is the same on another page: a number that it begins with counts the pages.

    That of a note does not: “20. Ibid., p. 112.”
    """
    for other, found in alike:
        apart = abs(other - page)
        steps = (0,) if first and first.label else (0, apart, 2 * apart)
        if apart and (first is None or found is None or abs(found.number - first.number) in steps):
            return True
    return False


def _shape(line: PrintedLine) -> tuple[str, int]:
    return _DIGITS.sub("#", line.words.casefold()), round(line.base / 4)


def in_reading_order(lines: Sequence[PrintedLine], width: float, body: float) -> list[PrintedLine]:
    """The lines of one page as they are read, each with its column; a narrow margin column is furniture."""
    text = [line for line in lines if not line.furniture]
    gutters = _gutters(text, body)
    for line in text:
        line.column = sum(1 for gutter in gutters if line.left >= gutter - 1)
    _mark_margins(text, gutters, width, body)
    ordered: list[PrintedLine] = []
    band: list[PrintedLine] = []
    for line in sorted(text, key=lambda line: (-line.base, line.left)):
        if _crosses(line, gutters):
            ordered += _by_columns(band, body)
            band = []
            line.column = -1
            ordered.append(line)
        else:
            band.append(line)
    ordered += _by_columns(band, body)
    return [*ordered, *(line for line in lines if line.furniture and line not in text)]


def _by_columns(band: Sequence[PrintedLine], body: float) -> list[PrintedLine]:
    """Column after column; where all of them end in small type, as in a list below the text, that stands last."""
    columns: dict[int, list[PrintedLine]] = {}
    for line in sorted(band, key=lambda line: (line.column, -line.base, line.left)):
        columns.setdefault(line.column, []).append(line)
    feet = [_foot(column, body) for column in columns.values()]
    pairs = list(zip(columns.values(), feet, strict=True))
    if not all(0 < foot < len(column) for column, foot in pairs):
        return [line for column in columns.values() for line in column]
    return [line for column, foot in pairs for line in column[:foot]] + [
        line for column, foot in pairs for line in column[foot:]
    ]


def _foot(column: Sequence[PrintedLine], body: float) -> int:
    """Where the small type begins that a column ends in."""
    foot = len(column)
    while foot and column[foot - 1].size < _SMALL_NOTES * body:
        foot -= 1
    return foot


def _gutters(lines: Sequence[PrintedLine], body: float) -> list[float]:
    """The x at which the columns after the first begin; empty for a page of one column."""
    if len(lines) < _FEW:
        return _gutter_of_few(lines, body)
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    starts = sorted(
        {round(line.left) for line in lines if left + 0.15 * (right - left) < line.left < left + 0.85 * (right - left)}
    )
    chosen: list[float] = []
    for start in starts:
        edge = sum(1 for line in lines if abs(line.left - start) <= 0.9 * body)
        # the lines of an entry that hangs stand in from the edge of its column
        after = [line for line in lines if start - 0.9 * body <= line.left <= start + _HANGS * body]
        beside = [line for line in lines if line.right <= start - 0.4 * body]
        crossing = sum(1 for line in lines if line.left < start - 1.5 * body and line.right > start + body)
        tall = edge >= _EDGE and len(after) >= max(5, 0.12 * len(lines)) and len(beside) >= max(5, 0.1 * len(lines))
        alike = _overlap(after, beside)
        apart = not chosen or start - chosen[-1] > 8 * body
        few = crossing <= 0.2 * len(lines) and _wide_enough(lines, start, right, body)
        if apart and tall and alike and (few or _runs_beside(lines, start, left, right, body)):
            chosen.append(start - 0.3 * body)
    return chosen[:2]


def _gutter_of_few(lines: Sequence[PrintedLine], body: float) -> list[float]:
    """The x at which the second of two columns of a few lines begins, which their places alone do not tell from cells.

    Their words do: the lines run on in each column, and from the foot of the first to the head of the second, where
    cells of a table would begin anew. Other lines stand above both.
    """
    for start in sorted({round(line.left) for line in lines}):
        second = [line for line in lines if abs(line.left - start) <= 0.9 * body]
        top = max(line.base for line in second) + 0.5 * body
        first = [line for line in lines if line.right <= start - 2 * body and line.base <= top]
        below = sum(line.base <= top for line in lines)
        if min(len(first), len(second)) < 2 or len(first) + len(second) < below or not _overlap(first, second):
            continue
        first, second = (sorted(side, key=lambda line: -line.base) for side in (first, second))
        long = all(median(line.right - line.left for line in side) > 9 * body for side in (first, second))
        if long and _runs_on(first[-1], second[0]) and all(_follows(*pair) for pair in pairwise((*first, *second))):
            return [start - 0.3 * body]
    return []


def _runs_on(line: PrintedLine, following: PrintedLine) -> bool:
    return following.words[:1].islower() and not line.words.rstrip().endswith(_STOPS)


def _follows(line: PrintedLine, following: PrintedLine) -> bool:
    """A line goes on in the following one, or ends a sentence."""
    return line.words.rstrip().endswith(_STOPS) or _runs_on(line, following)


def _wide_enough(lines: Sequence[PrintedLine], start: float, right: float, body: float) -> bool:
    """The lines of a column are long for most: cells of a table and numbers at the margin are not."""
    own = [line for line in lines if start - body <= line.left < right]
    lengths = sorted(line.right - line.left for line in own)
    return bool(lengths) and lengths[len(lengths) // 2] > 9 * body


def _runs_beside(lines: Sequence[PrintedLine], start: float, left: float, right: float, body: float) -> bool:
    """Whether many lines that fill a column stand beside as many that fill another, with hardly a line across them.

    However many labels of a figure and cells of a table stand on the page too, or titles above.
    """
    filled = _FILLED * (right - start), _FILLED * (start - left)
    at_edge = (line for line in lines if start - 0.9 * body <= line.left <= start + _HANGS * body)
    own = [line for line in at_edge if line.right - line.left >= filled[0]]
    beside = [line for line in lines if line.right <= start - 0.4 * body and line.right - line.left >= filled[1]]
    if min(len(own), len(beside)) < _FEWEST_FILLED:
        return False
    low, high = (
        bound(side(line.base for line in lines) for lines in (own, beside)) for bound, side in ((max, min), (min, max))
    )
    together = [sum(low <= line.base <= high for line in side) for side in (own, beside)]
    across = sum(
        low <= line.base <= high and line.left < start - 1.5 * body and line.right > start + body for line in lines
    )
    return min(together) >= _FEWEST_FILLED and across <= 0.2 * sum(together)


def _overlap(one: Sequence[PrintedLine], other: Sequence[PrintedLine]) -> bool:
    if not one or not other:
        return False
    low = max(min(line.base for line in one), min(line.base for line in other))
    high = min(max(line.base for line in one), max(line.base for line in other))
    spans = [max(line.base for line in side) - min(line.base for line in side) for side in (one, other)]
    return high - low > 0.5 * min(spans)


def _crosses(line: PrintedLine, gutters: Sequence[float]) -> bool:
    return any(line.left < gutter - 2 and line.right > gutter + 6 for gutter in gutters)


def _mark_margins(lines: Sequence[PrintedLine], gutters: Sequence[float], width: float, body: float) -> None:
    """A column much narrower than its neighbour and set smaller is a margin note of the publisher: furniture."""
    if len(gutters) != 1:
        return
    sides: list[list[PrintedLine]] = [[], []]
    for line in lines:
        if not _crosses(line, gutters):
            sides[line.column].append(line)
    widths = [max(line.right for line in side) - min(line.left for line in side) if side else 0.0 for side in sides]
    for k, side in enumerate(sides):
        smaller = sum(line.size < 0.95 * body for line in side) > 0.6 * len(side)
        if side and widths[k] < 0.5 * widths[1 - k] and widths[k] < 0.33 * width and smaller:
            for line in side:
                line.furniture = True
