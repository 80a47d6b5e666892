"""Takes the line numbers of a review copy off its lines, so that the paper reads as it does without them.

Journals have the lines of a manuscript numbered: each line, or each fifth, through the whole paper or page by page.
Text pulled out of such a copy carries the numbers at the left or the right of the lines, or on lines of their own. What
tells them from the numbers of verses, lists, notes and tables is that they rise by the same step over as many lines,
in the middle of sentences, and do so through most of the paper.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from argmap.manuscript.lines import FINISHED, Line

_SIDES = (re.compile(r"^(\d{1,4})(?!\S)\s*"), re.compile(r"(?<!\S)(\d{1,4})$"))
_WIDEST_STEP = 10
_FEWEST = {1: 8}
_FEWEST_OF_WIDE_STEP = 3
_SURE_RUN = 3
_NEAR = 6  # A page number, or a line that begins with a figure of its own, may stand between two line numbers.
_LEAST_COVERED, _MOST_COVERED = 0.6, 1.6
_LEAST_IN_STEP = 0.6
_LEAST_RUNNING_ON = 0.2
_WRAPPED = 25
_FULL = 0.8


@dataclass(frozen=True, slots=True)
class _Number:
    """What may be a line number: its line, its value, and the stretch of the line's words that it takes up."""

    line: int
    value: int
    start: int
    end: int
    alone: bool


def without_line_numbers(text: str, lines: Sequence[Line]) -> tuple[str, list[Line]]:
    """The text with blanks in place of its line numbers, so that every offset stays, and its lines without them.

    Lines that are nothing but such a number are left out. Both come back as they are where the lines are not numbered.
    """
    kept, blanks = list(lines), list[tuple[int, int]]()
    for side in _SIDES:  # some journals number both margins
        kept, taken = _without(kept, _line_numbers(kept, side))
        blanks += taken
    letters, at = [], 0
    for start, end in sorted(blanks):
        letters += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*letters, text[at:]]), kept


def _line_numbers(lines: Sequence[Line], side: re.Pattern[str]) -> list[_Number]:
    """The line numbers on one side of the lines; none where the lines are not numbered."""
    found = [
        _Number(k, int(m[1]), m.start(), m.end(), m.end() - m.start() == len(line.words))
        for k, line in enumerate(lines)
        if line.role == "body" and (m := side.search(line.words))
    ]
    ahead = ((a, b) for k, a in enumerate(found) for b in found[k + 1 : k + 4])
    steps = Counter(b.value - a.value for a, b in ahead if 0 < b.value - a.value <= _WIDEST_STEP)
    if not steps:
        return []
    step = steps.most_common(1)[0][0]
    numbers = _settled(_runs(found, step), lines, step)
    return numbers if _numbers_prose(numbers, lines, step) else []


def _runs(found: Sequence[_Number], step: int) -> list[list[_Number]]:
    """Runs of numbers that rise by the step: each is led back to the nearest number before it that is lower by one."""
    runs: list[list[_Number]] = []
    ending: list[int] = []  # for each number, the run that it ends
    for k, number in enumerate(found):
        for before in range(k - 1, max(-1, k - 1 - _NEAR), -1):
            run = ending[before]
            if found[before].value == number.value - step and runs[run][-1] is found[before]:
                runs[run].append(number)
                ending.append(run)
                break
        else:
            ending.append(len(runs))
            runs.append([number])
    return runs


def _settled(runs: Sequence[Sequence[_Number]], lines: Sequence[Line], step: int) -> list[_Number]:
    """The numbers of the runs that are long, or that take up where one ends, or that begin anew with a page."""
    numbers: list[_Number] = []
    for run in runs:
        first = run[0]
        goes_on = bool(numbers) and 0 < first.value - numbers[-1].value <= 3 * step
        anew = first.value in (1, step) and lines[first.line].begins_page
        if len(run) >= _SURE_RUN or goes_on or anew:
            numbers += run
    return sorted(numbers, key=lambda number: number.line)


def _numbers_prose(numbers: Sequence[_Number], lines: Sequence[Line], step: int) -> bool:
    """The numbers keep step with the lines, run through most of them, and stand within sentences."""
    if len(numbers) < _FEWEST.get(step, _FEWEST_OF_WIDE_STEP):
        return False
    bare, ordinal = _bare_words(numbers, lines)
    if not bare or not _LEAST_COVERED <= len(numbers) * step / len(bare) <= _MOST_COVERED:
        return False
    beside = [n for n in numbers if not n.alone]
    links = [(a, b) for a, b in pairwise(beside) if b.value - a.value == step]
    in_step = sum(ordinal[b.line] - ordinal[a.line] == step for a, b in links)
    if in_step < _LEAST_IN_STEP * len(links) or (len(beside) * 2 > len(numbers) and not links):
        return False
    running_on = sum(
        len(before) >= _WRAPPED and not FINISHED.search(before) and after[0].islower()
        for before, after in pairwise(bare)
    )
    return running_on >= _LEAST_RUNNING_ON * len(bare)


def _bare_words(numbers: Sequence[_Number], lines: Sequence[Line]) -> tuple[list[str], dict[int, int]]:
    """The words of the lines without the numbers, and of each line the how manieth of them it is."""
    cut = {n.line: n for n in numbers}
    bare: list[str] = []
    ordinal: dict[int, int] = {}
    for k, line in enumerate(lines):
        words = line.words
        if k in cut:
            words = (words[: cut[k].start] + words[cut[k].end :]).strip()
        if words:
            ordinal[k] = len(bare)
            bare.append(words)
    return bare, ordinal


def _without(lines: Sequence[Line], numbers: Sequence[_Number]) -> tuple[list[Line], list[tuple[int, int]]]:
    """The lines without these numbers, and the stretches of the text that the numbers take up."""
    cut = {n.line: n for n in numbers}
    kept: list[Line] = []
    blanks: list[tuple[int, int]] = []
    gaps: set[int] = set()
    page = False
    for k, line in enumerate(lines):
        number = cut.get(k)
        if number is not None:
            blanks.append((line.start + number.start, line.start + number.end))
            page = page or line.begins_page
            if number.alone:
                gaps.add(len(kept))
                continue
            line.words = (line.words[: number.start] + line.words[number.end :]).rstrip()
            if number.start == 0:
                line.start, line.indent = line.start + number.end, line.indent + number.end
            line.end = line.start + len(line.words)
        if page and line.role != "blank":
            line.begins_page, page = True, False
        kept.append(line)
    return _closed_up(kept, gaps), blanks


def _closed_up(lines: Sequence[Line], gaps: Set[int]) -> list[Line]:
    """The lines without the blank ones that only set off a number: the sentence runs on across it."""
    if not gaps:
        return list(lines)
    lengths = sorted(len(line.words) for line in lines if line.role != "blank")
    full = _FULL * lengths[int(len(lengths) * 0.8)] if lengths else 0
    closed: list[Line] = []
    between: list[Line] = []
    number = False
    for k, line in enumerate(lines):
        number = number or k in gaps
        if line.role == "blank":
            between.append(line)
            continue
        before = closed[-1].words if closed else "."
        unfinished = len(before) >= full and not FINISHED.search(before)
        if not number or not (unfinished or line.words[0].islower()):
            closed += between
        closed.append(line)
        between, number = [], False
    return closed + between
