"""Finds the footnotes of a PDF: small type at the foot of a column, or lines there that carry the numbers called above.

Size tells most notes. Where they are as large as the text, the run of the numbers tells them: the first line that
begins with the first number called on the page, when those after it carry the numbers that follow, down to the foot.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import pairwise

from argmap.manuscript.headings import heads_references
from argmap.manuscript.lines import FINISHED
from argmap.manuscript.readers.pdf.lines import PrintedLine

_LABEL = re.compile(r"(?:[⁰¹²³⁴-⁹]{1,3}\s*|\[?\d{1,3}[.)\]]?\s+|[*∗†‡§]{1,2}\s*)(?=\S)")
_BEGINS = re.compile(r"(?:([⁰¹²³⁴-⁹]{1,3})\s*|\[?(\d{1,3})[.)\]]?\s+)(?=[^\W\d_]|[\"“„‚‘'«»(\[])")
# Digits behind a word or a stop, where a mark is not raised; `_CALLED` finds those that are.
_PLAIN = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[.,;:!?)\]\"”’»]))(\d{1,3})(?=[\s.,;:)]|$)|\((\d{1,3})\)")
_BRACKETED = re.compile(r"\[\d")
_CALLED = re.compile(r"(?<=[^\s⁰¹²³⁴-⁹])[⁰¹²³⁴-⁹]{1,3}")
_RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGITS = str.maketrans(_RAISED_DIGITS, "0123456789")
# A word, and none of the names in a formula: a_6, −(a + b), x
_WORD = re.compile(r"(?<!\w)[^\W\d_]{2,}(?!\w)")
_SMALL = 0.94
_LARGE = 1.07
# So many numbers may have been missed between two notes that are read.
_MOST_LOST = 5
_LONGEST_NAME = 60
# Above the first notes of a paper stand more lines than title and names; below these stand places of work.
_LEAST_ABOVE = 5
# One note in so many is seen to be called, at least.
_MANY = 3
_AS_FEW = 6


def mark_notes(pages: Sequence[Sequence[PrintedLine]], body: float) -> None:
    """Mark the lines of notes. Those of each page are in reading order, and its columns are known."""
    open_note, last, raised = False, 0, False
    waiting: set[int] = set()
    for lines in pages:
        columns = _columns(lines, body)
        for column in columns:
            _mark_small(columns, column, body, last, open_note, raised=raised)
        for column in columns:
            _mark_called(columns, column, body, last, waiting, open_note, raised=raised)
            _unmark_formulas(column)
        waiting.update(n for line in lines for n in _called(line, body))
        notes = [line for line in lines if line.note and not line.furniture]
        open_note = bool(notes) and FINISHED.search(notes[-1].words) is None
        for line in notes:
            found = _BEGINS.match(line.words)
            if found and (_number(found) == 1 or last < _number(found) <= last + _MOST_LOST + 1):
                last, raised = _number(found), found[1] is not None
        waiting = {n for n in waiting if n > last}


def _columns(lines: Sequence[PrintedLine], body: float) -> list[list[PrintedLine]]:
    """The lines of each column, top down. Small lines across the columns at the foot make one column there."""
    columns: dict[int, list[PrintedLine]] = {}
    running = [line for line in lines if not line.furniture]
    floor = min((line.base for line in running if line.size >= _SMALL * body), default=0.0)
    across = any(line.column == -1 and line.base < floor for line in running)
    for line in running:
        if across and line.base < floor:
            line.column = -1
            columns.setdefault(-2, []).append(line)
        else:
            columns.setdefault(line.column, []).append(line)
    return [sorted(column, key=lambda line: -line.base) for column in columns.values()]


def _mark_small(
    columns: Sequence[Sequence[PrintedLine]],
    column: Sequence[PrintedLine],
    body: float,
    last: int,
    open_note: bool,
    *,
    raised: bool,
) -> None:
    """Small lines at the foot, from the first that begins with a label; that of the `last` note may be `raised`.

    Small lines above the first label are a note that goes on from the page before.
    """
    first = len(column)
    while first and column[first - 1].size < _SMALL * body and not _heads_list(column[first - 1]):
        first -= 1
    while first < len(column) and column[first].mono:
        first += 1
    small = column[first:]
    if not small or (first == 0 and column[0].column != -1) or (first and _heads_list(column[first - 1])):
        return
    labelled = [k for k, line in enumerate(small) if _LABEL.match(line.words)]
    if labelled and not _is_called(columns, [small[k] for k in labelled], body, last, raised=raised):
        return
    begin = labelled[0] if labelled else len(small)
    if begin and (open_note or (labelled and _gap(column, first) and not _has_gap(small[: begin + 1]))):
        begin = 0
    for line in small[begin:]:
        line.note = True


def _is_called(
    columns: Sequence[Sequence[PrintedLine]], labelled: Sequence[PrintedLine], body: float, last: int, *, raised: bool
) -> bool:
    """Whether something tells small lines with plain numbers from a list, a table, or code with numbered lines.

    Their numbers are called in the text of the page, or go on from the `last` note, set as it is. Raised numbers and
    signs tell notes by themselves where they are not as many as lines of code; numbers in brackets are those of a list
    that these cite.
    """
    if len(labelled) < _AS_FEW and not all(line.words[0].isdecimal() or line.words[0] == "[" for line in labelled):
        return True
    numbers = dict.fromkeys(_number(label) for line in labelled if (label := _BEGINS.match(line.words)))
    text = [line.words for column in columns for line in column if not line.note and line.size >= _SMALL * body]
    called = {int(found.translate(_DIGITS)) for words in text for found in _CALLED.findall(words)}
    if not any(_BRACKETED.match(line.words) for line in labelled):
        called |= {int(found[1] or found[2]) for words in text for found in _PLAIN.finditer(words)}
        alike = raised == (labelled[0].words[0] in _RAISED_DIGITS)
        if alike and last and last < next(iter(numbers), 0) <= last + _MOST_LOST + 1:
            return True
    return bool(numbers) and _MANY * len(called & numbers.keys()) >= len(numbers)


def _unmark_formulas(column: Sequence[PrintedLine]) -> None:
    """Take back notes that begin with a raised number and have not a word in their first line: powers, in a formula."""
    formula = False
    for line in column:
        if line.note and _LABEL.match(line.words):
            raised = line.words[0] in _RAISED_DIGITS
            formula = raised and not _WORD.search(line.words) and not line.words.endswith(".")
        line.note = line.note and not formula


def _heads_list(line: PrintedLine) -> bool:
    return len(line.words) < _LONGEST_NAME and heads_references(line.words)


def _gap(column: Sequence[PrintedLine], k: int) -> bool:
    return k > 0 and column[k - 1].base - column[k].base > 1.6 * column[k].size


def _has_gap(lines: Sequence[PrintedLine]) -> bool:
    return any(one.base - other.base > 1.7 * one.size for one, other in pairwise(lines))


def _mark_called(
    columns: Sequence[Sequence[PrintedLine]],
    column: Sequence[PrintedLine],
    body: float,
    last: int,
    waiting: Set[int],
    open_note: bool,
    *,
    raised: bool,
) -> None:
    """Lines from the first number called above them, where the numbers that begin lines run on from it to the foot.

    `last` is the number of the last note before the page: they go on from there, or several begin again at 1. Where it
    is `raised`, plain numbers are those of a list or of lines of code unless this page calls them.
    `waiting` are numbers called on earlier pages, whose notes did not find room there.
    """
    foot = next((k for k, line in enumerate(column) if line.note or _heads_list(line)), len(column))
    labels = [(k, found) for k, line in enumerate(column[:foot]) if (found := _BEGINS.match(line.words))]
    beside = {n for other in columns if other is not column for line in other for n in _called(line, body)}
    for at, (first, label) in enumerate(labels):
        number = _number(label)
        if not last < number <= last + _MOST_LOST + 1 and number != 1:
            continue
        if not last and first < _LEAST_ABOVE:
            continue
        above = waiting | {n for line in column[:first] for n in _called(line, body)}
        run = number
        for _, other in labels[at + 1 :]:
            run += _number(other) == run + 1
        below = _BEGINS.match(column[foot].words) if foot < len(column) else None
        expected = {n for n in above if n > last or number == 1}
        if below is not None:
            expected = {n for n in expected if n < _number(below)}
        complete = expected <= set(range(number, run + 1)) and (below is None or _number(below) == run + 1)
        here = above - waiting | beside
        if label[1] is None and number not in here and (not last or raised or number != last + 1):
            continue
        if number not in above | beside or not (complete or (label[1] and number == last + 1)) or run == 1 <= last:
            continue
        if any(line.size > _LARGE * body or line.bold or line.mono for line in column[first:foot]):
            continue
        if open_note:
            first = next((k for k in range(first, 0, -1) if _gap(column, k)), first)
        for line in column[first:foot]:
            line.note = True
        return


def _called(line: PrintedLine, body: float) -> list[int]:
    """The numbers that stand raised in a line of the running text."""
    if line.note or not _SMALL * body < line.size < _LARGE * body:
        return []
    return [int(found.translate(_DIGITS)) for found in _CALLED.findall(line.words)]


def _number(label: re.Match[str]) -> int:
    return int((label[1] or label[2]).translate(_DIGITS))
