"""Which words of a quotation answer which words of a source.

Words are aligned by the least-cost path with affine gaps (Gotoh 1982), so that words left out fall into one stretch and
not into many; a run of letters may be one word on one side and two on the other, since bad printing joins and splits
words. The source's ends are free. Long stretches that agree are cut out first, so the path is only sought between them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from argmap.quotations.folding import LOST
from argmap.quotations.misreading import misread_alike, misread_at_end, misread_at_start

# Leaving out a long stretch of the source costs little more than a short one; each word put in counts in full.
_OPEN, _LEFT_OUT, _PUT_IN = 0.6, 0.3, 1.1
_AT_JOINT_OPEN, _AT_JOINT_EXTEND = 0.2, 0.004
_UNLIKE = 1.25
# Words less alike than this are as good as unlike; two that are one must be as alike as this.
ALIKE, _JOINED = 0.5, 0.75
# A block up to the first size is searched whole; one beyond the second only for equal words.
_SMALL, _LARGEST = 3_000, 40_000
_SEED = 3
# Where so many words in a row stand on both sides they are not tried in other orders, but compared.
_LONGEST_RUN = 12

Likeness = Callable[[str, str], float]


class Group(NamedTuple):
    """Words `first:last` of the quotation answer words `source_first:source_last` of the source."""

    first: int
    last: int
    source_first: int
    source_last: int


def align(
    ours: Sequence[str], theirs: Sequence[str], joints: Collection[int], likeness: Likeness, least: float = 0.0
) -> list[Group]:
    """The groups in order; a group with words on one side only is an omission or an insertion.

    What the source has before the first and after the last word of the quotation is in no group. There are none where
    words that are alike, or only stand in another order, cannot make up the share `least` of the quotation's letters.
    """
    small = len(ours) * len(theirs) <= _SMALL
    anchors = [*(() if small else _anchors(ours, theirs, joints)), (len(ours), len(theirs), 0)]
    ends = [(0, 0), *((first + length, source_first + length) for first, source_first, length in anchors)]
    blocks = [
        (at, first, source_at, source_first)
        for (at, source_at), (first, source_first, _) in zip(ends, anchors, strict=False)
    ]
    pairs = [_Pairs(ours[a:b], theirs[c:d], likeness) for a, b, c, d in blocks]
    if least and not _may_answer(pairs, sum(map(len, ours)), least) and not _may_be_reordered(ours, theirs):
        return []
    groups: list[Group] = []
    for i, (block, (first, source_first, length)) in enumerate(zip(blocks, anchors, strict=True)):
        groups += _path(ours, theirs, block, pairs[i], joints, i == 0, i == len(anchors) - 1)
        groups += [Group(first + k, first + k + 1, source_first + k, source_first + k + 1) for k in range(length)]
    return groups


def _may_answer(blocks: Sequence[_Pairs], letters: int, least: float) -> bool:
    """Whether paths through these blocks can answer the share `least` of so many letters, whatever they cost."""
    most = letters
    for pairs in blocks:
        elsewhere = most - pairs.letters
        most = elsewhere + pairs.most_letters(least * letters - elsewhere)
        if most / letters < least:
            return False
    return True


def _may_be_reordered(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether two or more words in a row may stand in a row on the other side, in another order."""
    own, other = _runs(ours, {*theirs}), _runs(theirs, {*ours})
    longest = min(max(map(len, own), default=0), max(map(len, other), default=0))
    if longest > _LONGEST_RUN:
        return True
    for length in range(2, longest + 1):
        here, there = (
            {tuple(run[k : k + length]) for run in runs for k in range(len(run) - length + 1)} for runs in (own, other)
        )
        if {tuple(sorted(words)) for words in here - there} & {tuple(sorted(words)) for words in there}:
            return True
        if {tuple(sorted(words)) for words in here} & {tuple(sorted(words)) for words in there - here}:
            return True
    return False


def _runs(words: Sequence[str], known: Collection[str]) -> list[list[str]]:
    """The longest stretches of words that are all known."""
    return [list(run) for is_known, run in groupby(words, key=known.__contains__) if is_known]


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
    pairs: _Pairs,
    joints: Collection[int],
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
    infinite = float("inf")
    # Three layers: pair, gap in the quotation (source words left out), gap in the source (words put in).
    best = [[(0.0 if free_start or j == 0 else infinite) for j in range(m + 1)]]
    left = [[infinite] * (m + 1)]
    put = [[infinite] * (m + 1)]
    # How the cells of the pair layer were reached, where it was not by one word on either side.
    steps: dict[tuple[int, int], tuple[int, int]] = {}
    if not free_start:
        opening, extending = (_AT_JOINT_OPEN, _AT_JOINT_EXTEND) if first in joints else (_OPEN, _LEFT_OUT)
        for j in range(1, m + 1):
            left[0][j] = opening + extending * j
    least = [list(map(min, best[0], left[0], put[0]))]
    for i in range(1, n + 1):
        at_joint = (first + i) in joints
        opening, extending = (_AT_JOINT_OPEN, _AT_JOINT_EXTEND) if at_joint else (_OPEN, _LEFT_OUT)
        row = [infinite, *(cost + _UNLIKE for cost in least[-1][:-1])]
        for j, like in pairs.alike(i).items():
            row[j] = least[-1][j - 1] + (1.0 - like)
        for j, own, other, like in pairs.joined(i):
            if (cost := least[i - own][j - other] + 0.2 + 1.5 * (1.0 - like)) < row[j]:
                row[j], steps[i, j] = cost, (own, other)
        put_row = [
            min(pair + _OPEN, going_on, gap + _OPEN) + _PUT_IN
            for pair, going_on, gap in zip(best[-1], put[-1], left[-1], strict=True)
        ]
        left_row = [at := infinite]
        for pair, gap in zip(row[:-1], put_row, strict=False):
            at = min(pair + opening, at, gap + opening) + extending
            left_row.append(at)
        best.append(row)
        left.append(left_row)
        put.append(put_row)
        least.append(list(map(min, row, left_row, put_row)))
    end = m
    if free_end:
        end = min(range(m, -1, -1), key=lambda j: min(best[n][j], put[n][j]))
    return _walk_back(best, left, put, steps, (first, source_first, n, end), joints, free_end)


def _walk_back(
    best: list[list[float]],
    left: list[list[float]],
    put: list[list[float]],
    steps: dict[tuple[int, int], tuple[int, int]],
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
            own, other = steps.get((i, j), (1, 1))
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


class _Pairs:
    """Which words of two sides are alike, and which two of one side are alike to one of the other.

    Words are counted from 1. Of all pairs few are asked for their likeness (`_Sieve`).
    """

    def __init__(self, ours: Sequence[str], theirs: Sequence[str], likeness: Likeness) -> None:
        self.letters = sum(map(len, ours))
        self._ours, self._theirs = ours, theirs
        self._likeness = likeness
        self._alike: list[dict[int, float]] = [{}]
        self._joined: list[list[tuple[int, int, int, float]]] = [[]]

    @cached_property
    def _doubles(self) -> list[str]:
        return [a + b for a, b in pairwise(self._theirs)]

    @cached_property
    def _words(self) -> _Sieve:
        return _Sieve(self._theirs, self._likeness is not likeness_in_print)

    @cached_property
    def _two_words(self) -> _Sieve:
        return _Sieve(self._doubles, self._likeness is not likeness_in_print)

    def most_letters(self, needed: float) -> int:
        """How many letters of ours a path can answer by pairs that are alike, whatever it costs: an upper bound.

        Where fewer than are `needed` can be reached it is told as soon as that is sure.
        """
        n, m = len(self._ours), len(self._theirs)
        if n * m > _LARGEST:
            return self.letters
        # Of the words so far, by how many of theirs have been passed: the most letters answered.
        most = [[0] * (m + 1)]
        rest = reach = self.letters
        for i, word in enumerate(self._ours, 1):
            row = most[-1][:]
            answered = [(j, row[j - 1] + len(word)) for j in self.alike(i)]
            for j, own, other, _ in self.joined(i):
                answered.append((j, most[i - own][j - other] + sum(map(len, self._ours[i - own : i]))))
            for j, letters in answered:
                while j <= m and row[j] < letters:
                    row[j] = letters
                    j += 1
            most.append(row)
            rest -= len(word)
            # A pair that takes this word and the next goes on from the row before.
            before, reach = reach, row[m] + rest
            if max(before, reach) < needed:
                return max(before, reach)
        return most[n][m]

    def alike(self, i: int) -> dict[int, float]:
        """Their words that word `i` of ours is alike to, and how much: at least by a half."""
        if i == len(self._alike):
            word, theirs = self._ours[i - 1], self._theirs
            size = len(word)
            may_be = self._words.let_through(word, ALIKE, (size - 1) // 2, 2 * size + 1)
            likely = ((j + 1, self._likeness(word, theirs[j])) for j in may_be)
            self._alike.append({j: like for j, like in likely if like >= ALIKE})
        return self._alike[i]

    def joined(self, i: int) -> list[tuple[int, int, int, float]]:
        """Where word `i` of ours is two of theirs, or with the one before one or two of them.

        Each is (j of the last of theirs, how many of ours, how many of theirs, how alike). A place is given once for
        each way, in the order in which ways are preferred.
        """
        if i == len(self._joined):
            self._joined.append([*self._find_joined(i)])
        return self._joined[i]

    def _find_joined(self, i: int) -> Iterator[tuple[int, int, int, float]]:
        word, alike, theirs = self._ours[i - 1], self.alike(i), self._theirs
        size = len(word)
        for at in self._two_words.let_through(word, _JOINED, size - _LONGEST_LIGATURE, size + _LONGEST_LIGATURE):
            j, double = at + 2, self._doubles[at]
            if size > len(theirs[at + 1]) and word != theirs[at + 1] and abs(len(double) - size) <= _LONGEST_LIGATURE:
                together = self._likeness(word, double)
                if together >= max(_JOINED, alike.get(j, 0.0), alike.get(j - 1, 0.0)):
                    yield j, 1, 2, together
        if i == 1:
            return
        before, alike_before = self._ours[i - 2], self.alike(i - 1)
        double = before + word
        for at in self._words.let_through(double, _JOINED, max(size + 1, len(double) - 2), len(double) + 2):
            j, other = at + 1, theirs[at]
            if len(other) > size and abs(len(double) - len(other)) <= 2:
                together = self._likeness(double, other)
                if together >= max(_JOINED, alike.get(j, 0.0), alike_before.get(j, 0.0)):
                    yield j, 2, 1, together
        for at in self._two_words.places(double):
            if before != theirs[at] and word != theirs[at + 1]:
                yield at + 2, 2, 2, 1.0


class _Sieve:
    """Words, of which those are let through that may be alike to a word by so much, and others besides.

    Where they may be so by their spelling, and not only by lost ligatures, these are the words of like length that
    share as much of their letters, or that begin and end in ways that may be misread for each other.
    """

    def __init__(self, words: Sequence[str], by_spelling: bool) -> None:
        self._words = words
        self._by_spelling = by_spelling
        self._thin: dict[str, list[int]] = {}
        for j, word in enumerate(words):
            self._thin.setdefault(word.translate(LIGATURE_LETTERS), []).append(j)
        self._lost = [j for j, word in enumerate(words) if LOST in word]
        self._numbers = [j for j, word in enumerate(words) if word[:1].isdigit()]
        self._by_size = sorted(range(len(words)), key=lambda j: len(words[j]))
        self._sorted = [words[j] for j in self._by_size]
        self._sizes = [len(word) for word in self._sorted]

    def places(self, word: str) -> list[int]:
        """The indexes of a word itself."""
        return [j for j in self._thin.get(word.translate(LIGATURE_LETTERS), ()) if self._words[j] == word]

    def let_through(self, word: str, least: float, shortest: int, longest: int) -> Collection[int]:
        """The indexes of words that may be alike at least by so much, where they are no shorter and no longer."""
        if LOST in word:
            return range(len(self._words))
        found = {*self._thin.get(word.translate(LIGATURE_LETTERS), ()), *self._lost}
        if word[:1].isdigit():
            found.update(self._numbers)
        if self._by_spelling:
            of_size = slice(bisect_left(self._sizes, shortest), bisect_right(self._sizes, longest))
            places, words = self._by_size[of_size], self._sorted[of_size]
            starts, ends = misread_at_start(word[:1]), misread_at_end(word[-1:])
            found.update(
                [j for j, other in zip(places, words, strict=True) if other[:1] in starts and other[-1:] in ends]
            )
            found.update([places[at] for _, _, at in _spelt_alike_among(word, words, least)])
        return found


def _spelt_alike_among(word: str, words: Sequence[str], least: float) -> list[tuple[str, float, int]]:
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import extract

    return extract(word, words, scorer=Levenshtein.normalized_similarity, score_cutoff=least, limit=None)


# So many letters a word may lose at once: "ffi".
_LONGEST_LIGATURE = 3
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
