"""Where in a long text a quotation may stand when it does not stand there letter for letter.

Short pieces of the quotation are looked for as they are (seed and extend, as in BLAST, Altschul et al. 1990): even
badly printed words leave some pieces whole. Places where many pieces meet in order are worth a full comparison.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from argmap.quotations.folding import LOST

# Lengths of the pieces, tried in turn until enough of them meet; how many pieces a turn; how often one may occur.
_TURNS = (12, 8, 6)
_PIECES = 12
_COMMON = 60
# After so many pieces, most of them in vain, parts of them are looked for instead: the shortest will be needed.
_IN_VAIN = 3
# How many places a turn offers.
_PLACES = 5
# How many letters may be left out between two places that still count as one passage.
_REACH = 1600


# Of parts of so many letters a passage and a quotation that it lacks share few, however common their words.
_PART = 4
# In a text of so many letters it is looked up first, for a quotation of so many, which blocks of the text share most
# parts with it: of so many parts a block, one after the other, and so many blocks.
LONG, TELLING = 2_000_000, 60
_BLOCK, _BLOCKS = 16, 300


class Hit(NamedTuple):
    """A piece of the quotation that begins at letter `own` and stands at letter `at` of the text."""

    at: int
    own: int


class Window(NamedTuple):
    """The stretch `first:last` of a text's letters, and which share of the pieces looked for stands there in order.

    No more than `in_a_row` letters of the quotation stand anywhere in the text as they are.
    """

    first: int
    last: int
    share: float
    in_a_row: int


class Parts:
    """In which blocks of a long text its short parts stand: every fourth letter begins one.

    Those of a quotation begin at every letter, so that of any seven letters in a row that stand in the text one is met.
    """

    def __init__(self, letters: str) -> None:
        self.letters = letters
        self._blocks: dict[int, list[int]] = defaultdict(list)
        parts = _parts(letters)
        for block, first in enumerate(range(0, len(parts), _BLOCK)):
            for part in parts[first : first + _BLOCK]:
                self._blocks[part].append(block)

    def near(self, wanted: str, reach: int) -> tuple[list[tuple[int, int]], int]:
        """The stretches about the blocks that share most parts with a quotation, in order.

        Elsewhere no more letters of it stand in a row than the number says.
        """
        own = {part for shift in range(_PART) for part in _parts(wanted[shift:])}
        shared = Counter(chain.from_iterable(self._blocks[part] for part in own if part in self._blocks))
        held = {
            block: count + max(shared.get(block - 1, 0), shared.get(block + 1, 0))
            for block, count in shared.items()
            if count > 1
        }
        least = min(nlargest(_BLOCKS, held.values()), default=0)
        stretches: list[tuple[int, int]] = []
        size = _BLOCK * _PART
        for block in sorted(block for block, count in held.items() if count >= least):
            first, last = max(0, block * size - reach), min(len(self.letters), (block + 1) * size + reach)
            if stretches and first <= stretches[-1][1]:
                first = stretches.pop()[0]
            stretches.append((first, last))
        # Two blocks side by side that were left out share fewer parts, or one each; a block that is full counts alone.
        most = max(2, least - 1)
        return stretches, _PART * most + 2 * _PART - 2 if most < _BLOCK else len(wanted)


def _parts(letters: str) -> list[int]:
    """The parts that begin at every fourth letter, as numbers; letters may share one with those of other scripts."""
    codes = letters.encode("utf-32-le", "surrogatepass")[::4]
    return memoryview(codes)[: len(codes) // _PART * _PART].cast("I").tolist()


def windows(text: str | Parts, wanted: str) -> Iterator[Window]:
    """Stretches of a text's letters that may hold `wanted`, the most promising first, a few a turn."""
    size = len(wanted)
    margin = 24 + size // 8
    given: set[tuple[int, int]] = set()
    haystack = text if isinstance(text, str) else text.letters
    elsewhere, stretches = 0, [(0, len(haystack))]
    if isinstance(text, Parts) and size >= TELLING:
        stretches, elsewhere = text.near(wanted, size + size // 4 + margin)
    search = _Search(haystack, wanted, stretches)
    in_a_row = size
    for turn, length in enumerate(_TURNS):
        pieces = _pieces(size, length)
        hits, told = search.hits(length, pieces)
        in_a_row = max(elsewhere, search.in_a_row(length, hits, told)) if turn == 0 else in_a_row
        if not hits:
            continue
        ranked = _ranked(hits, size + size // 4 + 40)
        wide = _ranked(hits, size + _REACH)
        places = [*ranked]
        if wide and ranked and wide[0][0] > ranked[0][0]:
            places.insert(1, wide[0])
        if turn < len(_TURNS) - 1 and places and places[0][0] < 2 and size > 3 * length:
            # One piece alone proves little while shorter ones have not been tried.
            places = places[:1]
        for count, chosen in places:
            start = max(0, min(hit.at - hit.own for hit in chosen) - margin)
            end = min(len(haystack), max(hit.at - hit.own + size for hit in chosen) + margin)
            if (start, end) not in given:
                given.add((start, end))
                yield Window(start, end, count / len(pieces), in_a_row)


def share_of_parts(wanted: str, text: str) -> float:
    """How many of the short parts of a quotation's letters, which overlap, stand anywhere in a text, as a share."""
    there = {text[at : at + _PART] for at in range(len(text) - _PART + 1)}
    parts = [wanted[at : at + _PART] for at in range(len(wanted) - _PART + 1)]
    return sum(map(there.__contains__, parts)) / len(parts)


def _pieces(size: int, length: int) -> Sequence[int]:
    """Where the pieces of a quotation of so many letters begin."""
    last = size - length
    step = max(length * 2 // 3, last // _PIECES, 1)
    return tuple(dict.fromkeys([*range(0, last + 1, step), last])) if last >= 0 else ()


class _Search:
    """All places of pieces of a quotation in stretches of a text; what a short one told is not asked again for a
    longer one around it.
    """

    def __init__(self, haystack: str, wanted: str, stretches: Sequence[tuple[int, int]]) -> None:
        self._haystack = haystack
        # With a sign between them that no piece has.
        self._searched = "\n".join(haystack[first:last] for first, last in stretches)
        self._firsts = [first for first, _ in stretches]
        self._starts = [0, *accumulate(last - first + 1 for first, last in stretches)]
        self._wanted = wanted
        self._shortest = _pieces(len(wanted), _TURNS[-1])
        self._told: dict[int, Sequence[int] | None] = {}

    def hits(self, length: int, pieces: Sequence[int]) -> tuple[list[Hit], list[int]]:
        """All places of pieces that do not stand too often, in the order of the text, and which pieces these are."""
        found: list[Hit] = []
        told: list[int] = []
        standing = 0
        for number, own in enumerate(pieces):
            if LOST not in self._wanted[own : own + length]:
                in_vain = number >= _IN_VAIN and 2 * standing < number
                places = self._places(own, length, by_part=in_vain or length < _TURNS[0])
                if places is not None:
                    told.append(own)
                    standing += bool(places)
                    found += [Hit(at, own) for at in places]
        return sorted(found), told

    def in_a_row(self, length: int, hits: Sequence[Hit], told: Sequence[int]) -> int:
        """The most letters in a row of the quotation that may stand anywhere, as all places of pieces `told` tell."""
        gaps = pairwise([-1, *told, len(self._wanted) - length + 1])
        longest = max(after - before for before, after in gaps) + length - 2
        seen: dict[int, int] = {}
        for at, own in hits:
            if own >= seen.get(at - own, 0):
                seen[at - own] = last = own + length + self._agreeing(at + length, own + length, 1)
                longest = max(longest, last - own + self._agreeing(at - 1, own - 1, -1))
        return longest

    def _agreeing(self, at: int, own: int, step: int) -> int:
        """How many letters on from these two places, or back, are the same."""
        text, wanted, count = self._haystack, self._wanted, 0
        while 0 <= own < len(wanted) and 0 <= at < len(text) and text[at] == wanted[own]:
            at, own, count = at + step, own + step, count + 1
        return count

    def _places(self, own: int, length: int, by_part: bool) -> Sequence[int] | None:
        """The places of a piece, or None where there are too many."""
        piece = self._wanted[own : own + length]
        part = next((p for p in self._shortest if own <= p <= own + length - _TURNS[-1]), None)
        if part is None or (part not in self._told and not by_part):
            return self._all(piece)
        if part not in self._told:
            self._told[part] = self._all(self._wanted[part : part + _TURNS[-1]])
        told = self._told[part]
        if told is None:
            return self._all(piece) if length > _TURNS[-1] else None
        before = part - own
        return [at - before for at in told if at >= before and self._haystack.startswith(piece, at - before)]

    def _all(self, piece: str) -> Sequence[int] | None:
        """All places, or None where there are more than `_COMMON`."""
        found: list[int] = []
        at = self._searched.find(piece)
        while at >= 0:
            if len(found) == _COMMON:
                return None
            stretch = bisect_right(self._starts, at) - 1
            found.append(self._firsts[stretch] + at - self._starts[stretch])
            at = self._searched.find(piece, at + 1)
        return found


def _ranked(hits: Sequence[Hit], span: int) -> list[tuple[int, list[Hit]]]:
    """Groups of hits within a span, by how many pieces of the quotation they hold in order; groups do not overlap."""
    groups: list[tuple[int, list[Hit]]] = []
    end = 0
    for start, hit in enumerate(hits):
        end = max(end, start)
        while end < len(hits) and hits[end].at - hit.at <= span:
            end += 1
        chosen = _in_order(hits[start:end][:80])
        groups.append((len(chosen), chosen))
    groups.sort(key=lambda g: (-g[0], g[1][0].at))
    kept: list[tuple[int, list[Hit]]] = []
    for count, chosen in groups:
        if all(chosen[-1].at < other[0].at or chosen[0].at > other[-1].at for _, other in kept):
            kept.append((count, chosen))
        if len(kept) == _PLACES:
            break
    return kept


def _in_order(hits: Sequence[Hit]) -> list[Hit]:
    """The longest run of hits that rise both in the text and in the quotation."""
    best = [1] * len(hits)
    back = [-1] * len(hits)
    for i, hit in enumerate(hits):
        for j in range(i):
            if hits[j].own < hit.own and hits[j].at < hit.at and best[j] + 1 > best[i]:
                best[i], back[i] = best[j] + 1, j
    i = max(range(len(hits)), key=lambda k: best[k])
    chain = []
    while i >= 0:
        chain.append(hits[i])
        i = back[i]
    return chain[::-1]
