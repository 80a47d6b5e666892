"""What stands apart from its line: line numbers of review copies, labels of notes, and short titles of a list.

Line numbers are told by standing one below the other, apart from the text, and by rising by one step at the distance
of the lines; a numbered list or the first column of a table does so on a page or two, line numbers on most pages.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence, Set
from itertools import pairwise
from statistics import median, mode
from typing import NamedTuple

from argmap.manuscript.headings import heads_references
from argmap.manuscript.readers.pdf.lines import RAISED, EdgeNumber, PrintedLine

_FEWEST = 3
_LINES_OF_A_PAGE = 8
# Edges that differ by less, in points, are one edge.
_ALIGNED = 1.5
_LABEL = re.compile(r"[⁰¹²³⁴-⁹]{1,3}|\[?\d{1,3}[.)\]]?|[*∗†‡§]{1,3}")
# How far a label may stand from its note, how long a line is for certain none of a table's cells, and what keeps
# columns apart: all in sizes of the type.
_HANGS = 6.0
_LONG = 15.0
_NEXT_CELL = 8.0
# A short title is no longer, in sizes of the type; so many, and works of so many lines to one, tell a list of them.
_SHORT = 14.0
_FEWEST_TITLES = 3
_LINES_OF_A_WORK = 1.5
_LONGEST_NAME = 60


class _Figure(NamedTuple):
    """A number that may count lines, and the line that it is, or stands at the edge of."""

    at: EdgeNumber
    line: PrintedLine


class _Margin(NamedTuple):
    """Where numbers stand one below the other: the place of their common edge, the right one or the left, and size."""

    at_right: bool
    place: float
    size: float

    def holds(self, number: EdgeNumber) -> bool:
        return abs(_edge(number, self.at_right) - self.place) <= _ALIGNED and abs(number.size - self.size) < 0.5


def _edge(number: EdgeNumber, at_right: bool) -> float:
    return number.right if at_right else number.left


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
    for at_right in (False, True):
        for column in _aligned(figures, at_right):
            if len(column) >= _FEWEST and _counts_lines(column, text, pitch, heights):
                numbers = [figure.at for figure in column]
                place = median(_edge(number, at_right) for number in numbers)
                found.append(_Margin(at_right, place, median(number.size for number in numbers)))
    return found


def _aligned(figures: Sequence[_Figure], at_right: bool) -> list[list[_Figure]]:
    """The figures that share this edge, each group top down."""
    groups: list[list[_Figure]] = []
    for figure in sorted(figures, key=lambda figure: _edge(figure.at, at_right)):
        if groups and _edge(figure.at, at_right) - _edge(groups[-1][0].at, at_right) <= _ALIGNED:
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


def with_labels(lines: Sequence[PrintedLine], body: float) -> list[PrintedLine]:
    """The lines of a page, with each lone number or sign put before the line that hangs from it.

    A line beside a label is a note's where it is small, or larger than the label, or too long for a cell of a table.
    """
    text = sorted((line for line in lines if any(c.isalpha() for c in line.words)), key=lambda line: -line.base)
    heights = [-line.base for line in text]
    joined: set[int] = set()
    for label in lines:
        if label.furniture or not _LABEL.fullmatch(label.words):
            continue
        near = text[bisect_left(heights, -label.base - body) : bisect_right(heights, -label.base + body)]
        row = sorted(
            (line for line in near if line.left > label.right - 1 and abs(line.base - label.base) < 0.6 * line.size),
            key=lambda line: line.left,
        )
        if not row or row[0].left - label.right > _HANGS * row[0].size or not _hangs(label, row, body):
            continue
        raised = label.size < 0.88 * row[0].size
        row[0].words = f"{label.words.translate(RAISED) if raised else label.words} {row[0].words}"
        row[0].left, row[0].front = label.left, None
        joined.add(id(label))
    return [line for line in lines if id(line) not in joined]


def _hangs(label: PrintedLine, row: Sequence[PrintedLine], body: float) -> bool:
    line = row[0]
    if line.right - line.left > _LONG * line.size:
        return label.size < 1.05 * line.size
    alone = len(row) == 1 or row[1].left - line.right > _NEXT_CELL * line.size
    return alone and (label.size < 0.88 * line.size or line.size < 0.94 * body)


def with_short_titles(pages: Sequence[Sequence[PrintedLine]], body: float) -> list[list[PrintedLine]]:
    """The lines of the pages, with each short title in a list put before the work that it stands for.

    "Ager 1980", and behind a wide gap "A. Ager, …": such a list looks like two columns, but the lines of the narrow one
    all stand beside a line of the wide one, which has more of them. A page with few goes by the edges of the others.
    """
    joined: list[list[PrintedLine]] = []
    edges: set[tuple[int, int]] = set()
    listed = False
    for lines in pages:
        below = list(lines) if listed else []
        if not listed:
            heads = [n.base for n in lines if len(n.words) < _LONGEST_NAME and heads_references(n.words)]
            listed = bool(heads)
            below = [line for line in lines if line.base < heads[-1]] if heads else []
        beside = _short_titles([line for line in below if not line.furniture], body, edges)
        for title, line in beside:
            edges.add((round(title.left), round(line.left)))
            title.words, title.right = f"{title.words} {line.words}", line.right
        gone = {id(line) for _, line in beside}
        joined.append([line for line in lines if id(line) not in gone])
    return joined


def _short_titles(
    lines: Sequence[PrintedLine], body: float, edges: Set[tuple[int, int]]
) -> list[tuple[PrintedLine, PrintedLine]]:
    """Each short title below the heading of a list, with the line beside it; empty where there are none."""
    if not lines:
        return []
    left = min(line.left for line in lines)
    first = [line for line in lines if line.left - left < _ALIGNED]
    short = [line for line in first if line.right - line.left < _SHORT * body]
    others = sorted((line for line in lines if line.left - left >= _ALIGNED), key=lambda line: -line.base)
    heights = [-line.base for line in others]
    beside = []
    for title in short:
        near = others[bisect_left(heights, -title.base - 1) : bisect_right(heights, -title.base + 1)]
        row = [line for line in near if line.left > title.right + body]
        if len(row) == 1:
            beside.append((title, row[0]))
    if not beside or len(beside) < 0.8 * len(first):
        return []
    place = mode(round(line.left) for _, line in beside)
    if (round(left), place) not in edges:
        wide = sum(abs(line.left - place) < _ALIGNED for line in others)
        if len(beside) < _FEWEST_TITLES or wide < _LINES_OF_A_WORK * len(beside):
            return []
    return [(title, line) for title, line in beside if abs(line.left - place) < _ALIGNED]
