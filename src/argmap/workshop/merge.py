"""Two people's changes of one text, put together by lines where they do not touch (three-way merge, as diff3 does it).

Two insertions at one place are both kept, theirs first: what is written in the workshop stands in blocks of their own,
so that the order of two new claims or items is nobody's. Whatever else touches is a conflict, and nothing is guessed.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")


class Hunk(NamedTuple):
    """The lines `start:end` of the text before, and what stands in their place."""

    start: int
    end: int
    lines: tuple[str, ...]


class Merged(NamedTuple):
    """`text` with both changes; with `conflict`, the places that touch stand in it twice, between marks as git's."""

    text: str
    conflict: bool


def lines_of(text: str) -> list[str]:
    """The lines with their ends; joined they are the text. Only LF, CRLF and CR end a line."""
    return _LINE.findall(text)


def hunks(before: list[str], after: list[str]) -> list[Hunk]:
    """What differs between two texts given by lines, in order."""
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    return [
        Hunk(head + a, head + b, tuple(new[c:d]))
        for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes()
        if tag != "equal"
    ]


def merge(base: str, theirs: str, mine: str) -> Merged:
    """`mine` and `theirs`, both made of `base`, in one text."""
    if theirs in (base, mine):
        return Merged(mine, False)
    if mine == base:
        return Merged(theirs, False)
    before = lines_of(base)
    left, right = hunks(before, lines_of(theirs)), hunks(before, lines_of(mine))
    out: list[str] = []
    at, conflict = 0, False
    while left or right:
        group = _next_group(left, right)
        start = min(hunk.start for side in group for hunk in side)
        end = max(hunk.end for side in group for hunk in side)
        out += before[at:start]
        mine_there, theirs_there = _with(before, start, end, group[1]), _with(before, start, end, group[0])
        if not group[0] or mine_there == theirs_there:
            out += mine_there
        elif not group[1]:
            out += theirs_there
        elif start == end:
            out += [*_ended(theirs_there), *mine_there]
        else:
            conflict = True
            out += ["<<<<<<< in the file\n", *_ended(theirs_there), "=======\n", *_ended(mine_there), ">>>>>>> yours\n"]
        at = end
    return Merged("".join((*out, *before[at:])), conflict)


def _next_group(left: list[Hunk], right: list[Hunk]) -> tuple[list[Hunk], list[Hunk]]:
    """Take the next hunks that touch one another off both lists."""
    taken: tuple[list[Hunk], list[Hunk]] = ([], [])
    end = -1
    while True:
        side = 0 if left and (not right or left[0].start <= right[0].start) else 1
        source = (left, right)[side]
        if not source or (end >= 0 and source[0].start > end):
            return taken
        # of one side two hunks never touch, so that what begins at the end belongs to the other
        hunk = source.pop(0)
        taken[side].append(hunk)
        end = max(end, hunk.end)


def _with(before: list[str], start: int, end: int, changes: list[Hunk]) -> list[str]:
    out: list[str] = []
    at = start
    for hunk in changes:
        out += [*before[at : hunk.start], *hunk.lines]
        at = hunk.end
    return [*out, *before[at:end]]


def _ended(lines: list[str]) -> list[str]:
    """The lines with an end behind the last, so that another can follow."""
    return [*lines[:-1], lines[-1] + "\n"] if lines and not lines[-1].endswith(("\n", "\r")) else lines
