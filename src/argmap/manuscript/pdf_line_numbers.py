"""Line numbers of review copies: figures in the margin that count the lines of the paper, or each fifth of them.

They are told by standing one below the other, apart from the text, and by rising by one step at the distance of the
lines; a numbered list or the first column of a table does so on a page or two, line numbers on most pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median, mode
from typing import NamedTuple

from argmap.manuscript.pdf_lines import EdgeNumber, PrintedLine

_FEWEST = 3
_LINES_OF_A_PAGE = 8
# Edges that differ by less, in points, are one edge.
_ALIGNED = 1.5


class _Figure(NamedTuple):
    """A number that may count lines, and the line that it is, or stands at the edge of."""

    at: EdgeNumber
    line: PrintedLine


class _Margin(NamedTuple):
    """Where numbers stand one below the other: their common edge, as index of `EdgeNumber` and place, and size."""

    edge: int
    place: float
    size: float

    def holds(self, number: EdgeNumber) -> bool:
        return abs(number[self.edge] - self.place) <= _ALIGNED and abs(number.size - self.size) < 0.5


_LEFT, _RIGHT = EdgeNumber._fields.index("left"), EdgeNumber._fields.index("right")


def set_apart_line_numbers(pages: Sequence[Sequence[PrintedLine]]) -> None:
    """Make line numbers furniture, and take them off the lines that they are printed close to.

    A page whose numbers are too few to tell goes by the margins of the others.
    """
    full = numbered = 0
    margins: set[_Margin] = set()
    figures_of = [_figures(lines) for lines in pages]
    for lines, figures in zip(pages, figures_of, strict=True):
        text = [line for line in lines if any(c.isalpha() for c in line.words)]
        found = _margins(figures, text) if len(figures) >= _FEWEST else []
        full += len(text) >= _LINES_OF_A_PAGE
        numbered += bool(found)
        margins.update(found)
    if numbered == 0 or 2 * numbered < full:
        return
    for figures in figures_of:
        for figure in figures:
            if any(margin.holds(figure.at) for margin in margins):
                _set_apart(figure)


def _figures(lines: Sequence[PrintedLine]) -> list[_Figure]:
    return [_Figure(at, line) for line in lines for at in (line.front, line.back) if at is not None]


def _margins(figures: Sequence[_Figure], text: Sequence[PrintedLine]) -> list[_Margin]:
    """The margins of a page in which its lines are numbered."""
    pitch = _pitch(text)
    heights = len({round(line.base) for line in text})
    found = []
    for edge in (_LEFT, _RIGHT):
        for column in _aligned(figures, edge):
            if len(column) >= _FEWEST and _counts_lines(column, text, pitch, heights):
                numbers = [figure.at for figure in column]
                found.append(_Margin(edge, median(n[edge] for n in numbers), median(n.size for n in numbers)))
    return found


def _aligned(figures: Sequence[_Figure], edge: int) -> list[list[_Figure]]:
    """The figures that share this edge, each group top down."""
    groups: list[list[_Figure]] = []
    for figure in sorted(figures, key=lambda figure: figure.at[edge]):
        if groups and figure.at[edge] - groups[-1][0].at[edge] <= _ALIGNED:
            groups[-1].append(figure)
        else:
            groups.append([figure])
    return [sorted(group, key=lambda figure: -figure.at.base) for group in groups]


def _pitch(text: Sequence[PrintedLine]) -> float:
    """The usual distance of a line from the one below it, in points."""
    drops: Counter[float] = Counter()
    columns: dict[int, list[float]] = {}
    for line in text:
        columns.setdefault(round(line.left / 4), []).append(line.base)
    for bases in columns.values():
        for upper, lower in pairwise(sorted(bases, reverse=True)):
            if upper - lower > 4:
                drops[round((upper - lower) * 2) / 2] += 1
    return drops.most_common(1)[0][0] if drops else 0.0


def _counts_lines(column: Sequence[_Figure], text: Sequence[PrintedLine], pitch: float, heights: int) -> bool:
    """The numbers rise by one step, at the distance of the lines, beside most lines of the page and apart from them."""
    numbers = [figure.at for figure in column]
    steps = [lower.value - upper.value for upper, lower in pairwise(numbers)]
    step = mode(steps)
    if step < 1 or steps.count(step) < 0.8 * len(steps) or len(numbers) * step < 0.4 * heights:
        return False
    drops = [(u.base - v.base) / step for u, v in pairwise(numbers) if v.value - u.value == step]
    if median(drops) > 1.4 * pitch:
        return False
    own = {id(figure.line) for figure in column}
    beside = sum(any(abs(line.base - n.base) < 0.4 * line.size for line in text) for n in numbers)
    left, right = median(n.left for n in numbers), median(n.right for n in numbers)
    within = sum(
        line.left < right and line.right > left and numbers[-1].base - 1 < line.base < numbers[0].base + 1
        for line in text
        if id(line) not in own
    )
    return within <= 0.05 * len(text) and beside >= 0.6 * len(numbers)


def _set_apart(figure: _Figure) -> None:
    at, line = figure
    if at.rest is None:
        line.furniture = True
    elif at is line.front:
        line.words, line.left, line.front = line.words[len(at.digits) :].lstrip(), at.rest, None
    else:
        line.words, line.right, line.back = line.words[: -len(at.digits)].rstrip(), at.rest, None
