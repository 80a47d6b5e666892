"""Puts the printed lines of a page in reading order: furniture apart, columns one after the other, notes known.

Columns are found by the strip that no line crosses (a one-level cut after Nagy and Seth's XY-cut, 1984); running
headers and footers by standing at the same height on several pages with the same words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from argmap.manuscript.pdf_lines import PrintedLine

_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|\[]\s*)?(?:page\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of)\s*\d{1,4})?(?:\s*[-–—|\]])?", re.IGNORECASE
)
_NOTE_LABEL = re.compile(r"(?:[⁰¹²³⁴-⁹]{1,3}\s*|\[?\d{1,3}[.)\]]?\s+|[*†‡§]{1,2}\s*)(?=\S)")
_EDGE_LINES = 5
_EDGE_SHARE = 0.13


def body_size(pages: Sequence[Sequence[PrintedLine]]) -> float:
    """The size most characters of the paper have, in points."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            if not line.furniture:
                sizes[round(line.size * 2) / 2] += len(line.words)
    return max(sizes.items(), key=lambda item: item[1])[0] if sizes else 10.0


def mark_furniture(pages: Sequence[Sequence[PrintedLine]], heights: Sequence[float]) -> None:
    """Mark headers, footers and page numbers: lines at a page's edge that return at the same height on another page."""
    seen: Counter[tuple[str, int]] = Counter()
    edges: list[list[PrintedLine]] = []
    for lines, height in zip(pages, heights, strict=True):
        ordered = sorted((line for line in lines if not line.furniture), key=lambda line: -line.base)
        top = [line for line in ordered[:_EDGE_LINES] if line.base > height * (1 - _EDGE_SHARE)]
        bottom = [line for line in ordered[-_EDGE_LINES - 1 :] if line.base < height * _EDGE_SHARE and line not in top]
        edges.append(top + bottom)
        for shape in {_shape(line) for line in edges[-1]}:
            seen[shape] += 1
    for lines in edges:
        for line in lines:
            words, height = _shape(line)
            times = sum(seen[(words, height + d)] for d in (-1, 0, 1))
            if times >= 2 or _PAGE_NUMBER.fullmatch(line.words):
                line.furniture = True


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
            ordered += _by_columns(band)
            band = []
            line.column = -1
            ordered.append(line)
        else:
            band.append(line)
    ordered += _by_columns(band)
    return [*ordered, *(line for line in lines if line.furniture and line not in text)]


def _by_columns(band: Sequence[PrintedLine]) -> list[PrintedLine]:
    return sorted(band, key=lambda line: (line.column, -line.base, line.left))


def _gutters(lines: Sequence[PrintedLine], body: float) -> list[float]:
    """The x at which the columns after the first begin; empty for a page of one column."""
    if len(lines) < 8:
        return []
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    starts = sorted(
        {round(line.left) for line in lines if left + 0.15 * (right - left) < line.left < left + 0.85 * (right - left)}
    )
    chosen: list[float] = []
    for start in starts:
        after = [line for line in lines if abs(line.left - start) <= 0.9 * body]
        beside = [line for line in lines if line.right <= start - 0.4 * body]
        crossing = sum(1 for line in lines if line.left < start - 1.5 * body and line.right > start + body)
        tall = len(after) >= max(5, 0.12 * len(lines)) and len(beside) >= max(5, 0.1 * len(lines))
        alike = _overlap(after, beside)
        apart = not chosen or start - chosen[-1] > 8 * body
        if apart and tall and alike and crossing <= 0.2 * len(lines) and _wide_enough(lines, start, right, body):
            chosen.append(start - 0.3 * body)
    return chosen[:2]


def _wide_enough(lines: Sequence[PrintedLine], start: float, right: float, body: float) -> bool:
    """The lines of a column are long for most: cells of a table and numbers at the margin are not."""
    own = [line for line in lines if start - body <= line.left < right]
    lengths = sorted(line.right - line.left for line in own)
    return bool(lengths) and lengths[len(lengths) // 2] > 9 * body


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


def mark_notes(lines: Sequence[PrintedLine], body: float) -> None:
    """Mark the footnotes of a page: small lines at the foot of a column, from the first that begins with a label.

    `lines` are in reading order. Small lines above the first label are a note that goes on from the page before.
    """
    columns: dict[int, list[PrintedLine]] = {}
    for line in lines:
        if not line.furniture:
            columns.setdefault(line.column, []).append(line)
    for column in columns.values():
        column.sort(key=lambda line: -line.base)
        first = len(column)
        while first and column[first - 1].size < 0.94 * body and not column[first - 1].mono:
            first -= 1
        small = column[first:]
        if not small or first == 0:
            continue
        labelled = [k for k, line in enumerate(small) if _NOTE_LABEL.match(line.words)]
        if not labelled:
            continue
        begin = labelled[0]
        if begin and _gap_above(column, first) and not _gap_between(small, begin):
            begin = 0
        for line in small[begin:]:
            line.note = True


def _gap_above(column: Sequence[PrintedLine], k: int) -> bool:
    return k > 0 and column[k - 1].base - column[k].base > 1.6 * column[k].size


def _gap_between(lines: Sequence[PrintedLine], k: int) -> bool:
    return any(one.base - other.base > 1.7 * one.size for one, other in pairwise(lines[: k + 1]))
