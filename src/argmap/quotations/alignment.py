"""Which words of a quotation answer which words of a source.

Words are aligned by the least-cost path with affine gaps (Gotoh 1982), so that words left out fall into one stretch and
not into many; a run of letters may be one word on one side and two on the other, since bad printing joins and splits
words. The source's ends are free. Long stretches that agree are cut out first, so the path is only sought between them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from argmap.quotations.folding import LOST
from argmap.quotations.misreading import misread_alike

# Leaving out a long stretch of the source costs little more than a short one; each word put in counts in full.
_OPEN, _LEFT_OUT, _PUT_IN = 0.6, 0.3, 1.1
_AT_JOINT_OPEN, _AT_JOINT_EXTEND = 0.2, 0.004
_UNLIKE = 1.25
# A block up to the first size is searched whole; one beyond the second only for equal words.
_SMALL, _LARGEST = 3_000, 40_000
_SEED = 3

Likeness = Callable[[str, str], float]


class Group(NamedTuple):
    """Words `first:last` of the quotation answer words `source_first:source_last` of the source."""

    first: int
    last: int
    source_first: int
    source_last: int


def align(ours: Sequence[str], theirs: Sequence[str], joints: Collection[int], likeness: Likeness) -> list[Group]:
    """The groups in order; a group with words on one side only is an omission or an insertion.

    What the source has before the first and after the last word of the quotation is in no group.
    """
    groups: list[Group] = []
    at, source_at = 0, 0
    small = len(ours) * len(theirs) <= _SMALL
    anchors = [*(() if small else _anchors(ours, theirs, joints)), (len(ours), len(theirs), 0)]
    for i, (first, source_first, length) in enumerate(anchors):
        groups += _path(
            ours, theirs, (at, first, source_at, source_first), joints, likeness, i == 0, i == len(anchors) - 1
        )
        groups += [Group(first + k, first + k + 1, source_first + k, source_first + k + 1) for k in range(length)]
        at, source_at = first + length, source_first + length
    return groups


def _anchors(ours: Sequence[str], theirs: Sequence[str], joints: Collection[int]) -> list[tuple[int, int, int]]:
    """Runs of words that stand once on each side, in the same order: (index, source index, length).

    The first and the last word of a run are left to the path, so that it may choose at the edges.
    """

    def once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
        places: dict[tuple[str, ...], int] = {}
        for i in range(len(words) - _SEED + 1):
            run = tuple(words[i : i + _SEED])
            places[run] = -1 if run in places else i
        return places

    there = once(theirs)
    pairs = [(i, there[run]) for run, i in once(ours).items() if i >= 0 and there.get(run, -1) >= 0]
    chain = _longest_rising(sorted(pairs))
    runs: list[tuple[int, int, int]] = []
    for i, j in chain:
        if runs and i - runs[-1][0] == j - runs[-1][1] and i <= runs[-1][0] + runs[-1][2]:
            runs[-1] = (runs[-1][0], runs[-1][1], i + _SEED - runs[-1][0])
        elif not runs or (i >= runs[-1][0] + runs[-1][2] and j >= runs[-1][1] + runs[-1][2]):
            runs.append((i, j, _SEED))
    if not joints:
        runs = _steady(runs)
    return [(i + 1, j + 1, length - 2) for i, j, length in runs if length > 2]


def _steady(runs: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The runs without the short ones that would make the rest of the path jump."""
    kept: list[tuple[int, int, int]] = []
    for run in runs:
        while kept and abs((run[1] - run[0]) - (kept[-1][1] - kept[-1][0])) > 10 and kept[-1][2] < 5 <= run[2]:
            kept.pop()
        jump = abs((run[1] - run[0]) - (kept[-1][1] - kept[-1][0])) if kept else 0
        if jump <= 10 or run[2] >= 5:
            kept.append(run)
    return kept


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs that rises on both sides (patience sorting)."""
    from bisect import bisect_left

    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for n, (_, j) in enumerate(pairs):
        at = bisect_left(tails, j)
        back.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(j)
            ends.append(n)
        else:
            tails[at], ends[at] = j, n
    chain: list[tuple[int, int]] = []
    n = ends[-1] if ends else -1
    while n >= 0:
        chain.append(pairs[n])
        n = back[n]
    return chain[::-1]


def _path(
    ours: Sequence[str],
    theirs: Sequence[str],
    block: tuple[int, int, int, int],
    joints: Collection[int],
    likeness: Likeness,
    free_start: bool,
    free_end: bool,
) -> list[Group]:
    """The least-cost path through one block of both sides."""
    first, last, source_first, source_last = block
    n, m = last - first, source_last - source_first
    if n == 0:
        return [] if m == 0 or free_start or free_end else [Group(first, first, source_first, source_last)]
    if m == 0:
        return [Group(first, last, source_first, source_first)]
    if n * m > _LARGEST:
        return _coarse(ours, theirs, block)
    a, b = ours[first:last], theirs[source_first:source_last]
    infinite = float("inf")
    # Three layers: pair, gap in the quotation (source words left out), gap in the source (words put in).
    best = [[(0.0 if free_start or j == 0 else infinite) for j in range(m + 1)]]
    left = [[infinite] * (m + 1)]
    put = [[infinite] * (m + 1)]
    # How each cell of the pair layer was reached: (quotation words, source words, layer before).
    steps: list[list[tuple[int, int]]] = [[(0, 0)] * (m + 1)]
    if not free_start:
        opening, extending = (_AT_JOINT_OPEN, _AT_JOINT_EXTEND) if first in joints else (_OPEN, _LEFT_OUT)
        for j in range(1, m + 1):
            left[0][j] = opening + extending * j
    for i in range(1, n + 1):
        at_joint = (first + i) in joints
        opening, extending = (_AT_JOINT_OPEN, _AT_JOINT_EXTEND) if at_joint else (_OPEN, _LEFT_OUT)
        word = a[i - 1]
        row, left_row, put_row, step_row = [infinite], [infinite], [0.0], [(0, 0)]
        above, left_above, put_above = best[i - 1], left[i - 1], put[i - 1]
        put_row[0] = min(above[0] + _OPEN, put_above[0], left_above[0] + _OPEN) + _PUT_IN
        for j in range(1, m + 1):
            other = b[j - 1]
            before = min(above[j - 1], left_above[j - 1], put_above[j - 1])
            if word == other:
                cost, step = before, (1, 1)
            else:
                like = likeness(word, other)
                cost, step = before + (1.0 - like if like >= 0.5 else _UNLIKE), (1, 1)
                if j > 1 and len(word) > len(other):
                    joined = b[j - 2] + other
                    if abs(len(joined) - len(word)) <= 2 and (
                        (together := likeness(word, joined)) >= max(0.75, like, likeness(word, b[j - 2]))
                    ):
                        two = min(above[j - 2], left_above[j - 2], put_above[j - 2]) + 0.2 + 1.5 * (1.0 - together)
                        if two < cost:
                            cost, step = two, (1, 2)
                if i > 1 and len(other) > len(word):
                    joined = a[i - 2] + word
                    if abs(len(joined) - len(other)) <= 2 and (
                        (together := likeness(joined, other)) >= max(0.75, like, likeness(a[i - 2], other))
                    ):
                        two = (
                            min(best[i - 2][j - 1], left[i - 2][j - 1], put[i - 2][j - 1])
                            + 0.2
                            + 1.5 * (1.0 - together)
                        )
                        if two < cost:
                            cost, step = two, (2, 1)
                if i > 1 and j > 1 and a[i - 2] + word == b[j - 2] + other and a[i - 2] != b[j - 2]:
                    two = min(best[i - 2][j - 2], left[i - 2][j - 2], put[i - 2][j - 2]) + 0.2
                    if two < cost:
                        cost, step = two, (2, 2)
            row.append(cost)
            step_row.append(step)
            left_row.append(min(row[j - 1] + opening, left_row[j - 1], put_row[j - 1] + opening) + extending)
            put_row.append(min(above[j] + _OPEN, put_above[j], left_above[j] + _OPEN) + _PUT_IN)
        best.append(row)
        left.append(left_row)
        put.append(put_row)
        steps.append(step_row)
    end = m
    if free_end:
        end = min(range(m, -1, -1), key=lambda j: min(best[n][j], put[n][j]))
    return _walk_back(best, left, put, steps, (first, source_first, n, end), joints, free_end)


def _walk_back(
    best: list[list[float]],
    left: list[list[float]],
    put: list[list[float]],
    steps: list[list[tuple[int, int]]],
    corner: tuple[int, int, int, int],
    joints: Collection[int],
    free_end: bool,
) -> list[Group]:
    first, source_first, i, j = corner
    groups: list[Group] = []

    def cheapest(i: int, j: int) -> int:
        costs = (best[i][j], left[i][j], put[i][j])
        return costs.index(min(costs))

    layer = (0 if best[i][j] <= put[i][j] else 2) if free_end else cheapest(i, j)
    while i > 0 or (j > 0 and layer == 1):
        if layer == 0:
            own, other = steps[i][j]
            groups.append(Group(first + i - own, first + i, source_first + j - other, source_first + j))
            i, j = i - own, j - other
            layer = cheapest(i, j)
        elif layer == 1:
            groups.append(Group(first + i, first + i, source_first + j - 1, source_first + j))
            opening = _AT_JOINT_OPEN if (first + i) in joints else _OPEN
            j -= 1
            costs = (best[i][j] + opening, left[i][j], put[i][j] + opening)
            layer = costs.index(min(costs))
        else:
            groups.append(Group(first + i - 1, first + i, source_first + j, source_first + j))
            i -= 1
            costs = (best[i][j] + _OPEN, left[i][j] + _OPEN, put[i][j])
            layer = costs.index(min(costs))
    return _unite_gaps(groups[::-1])


def _unite_gaps(groups: Sequence[Group]) -> list[Group]:
    """Neighbouring words left out, or put in, as one group."""
    united: list[Group] = []
    for group in groups:
        before = united[-1] if united else None
        left_out = group.first == group.last
        put_in = group.source_first == group.source_last
        if before and left_out and before.first == before.last and before.source_last == group.source_first:
            united[-1] = before._replace(source_last=group.source_last)
        elif before and put_in and before.source_first == before.source_last and before.last == group.first:
            united[-1] = before._replace(last=group.last)
        else:
            united.append(group)
    return united


def _coarse(ours: Sequence[str], theirs: Sequence[str], block: tuple[int, int, int, int]) -> list[Group]:
    """A block too large for the path: only equal words are paired."""
    from rapidfuzz.distance import Indel

    first, last, source_first, source_last = block
    groups = []
    for op in Indel.opcodes(list(ours[first:last]), list(theirs[source_first:source_last])):
        if op.tag == "equal":
            groups += [
                Group(first + i, first + i + 1, source_first + j, source_first + j + 1)
                for i, j in zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True)
            ]
        else:
            groups.append(
                Group(
                    first + op.src_start, first + op.src_end, source_first + op.dest_start, source_first + op.dest_end
                )
            )
    return _unite_gaps(groups)


# Losing any ligature of print leaves these letters' neighbours standing.
LIGATURE_LETTERS = str.maketrans("", "", "filtjh" + LOST)


@lru_cache(maxsize=20_000)
def likeness(one: str, other: str) -> float:
    """How alike two folded words are, 0 to 1. Numbers are alike to any number; lost letters to what may stand there."""
    like = likeness_in_print(one, other)
    if like or 2 * abs(len(one) - len(other)) > max(len(one), len(other)) + 1:
        return like
    like = spelt_alike(one, other)
    if 0.3 <= like < 0.75 and misread_alike(one, other):
        return 0.75
    return 0.6 if like < 0.6 and max(len(one), len(other)) <= 5 and misread_alike(one, other, least_allowed=3) else like


def spelt_alike(one: str, other: str) -> float:
    """The share of letters that need no editing, 0 to 1."""
    return _levenshtein()(one, other)


@cache
def _levenshtein() -> Callable[[str, str], float]:
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity


def likeness_in_print(one: str, other: str) -> float:
    """The same as far as lost ligatures go; cheap, and 0 for all other pairs of words."""
    if one == other or not one or not other:
        return float(one == other)
    if one[0].isdigit() and other[0].isdigit():
        return 0.6
    if LOST in one or LOST in other:
        if LOST in other and fills(one, other) is not None:
            return 0.95
        if LOST in one and fills(other, one) is not None:
            return 0.95
    thin = one.translate(LIGATURE_LETTERS)
    if len(thin) >= 2 and thin == other.translate(LIGATURE_LETTERS):
        return 0.85
    return 0.0


def fills(whole: str, damaged: str) -> tuple[str, ...] | None:
    """What each U+FFFD of `damaged` stands for in `whole` (one to three characters each), or None if it cannot."""
    if len(damaged) > 60 or len(whole) > len(damaged) + 2 * damaged.count(LOST) or len(whole) < len(damaged):
        return None
    ends: dict[tuple[int, int], tuple[str, ...]] = {(0, 0): ()}
    for i, c in enumerate(damaged):
        reached: dict[tuple[int, int], tuple[str, ...]] = {}
        for (_, at), found in ends.items():
            if c != LOST:
                if whole[at : at + 1] == c:
                    reached.setdefault((i + 1, at + 1), found)
                continue
            for length in (1, 2, 3):
                if at + length <= len(whole):
                    reached.setdefault((i + 1, at + length), (*found, whole[at : at + length]))
        ends = reached
    return ends.get((len(damaged), len(whole)))
