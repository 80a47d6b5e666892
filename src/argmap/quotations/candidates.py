"""Where in a long text a quotation may stand when it does not stand there letter for letter.

Short pieces of the quotation are looked for as they are (seed and extend, as in BLAST, Altschul et al. 1990): even
badly printed words leave some pieces whole. Places where many pieces meet in order are worth a full comparison.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from argmap.quotations.folding import LOST

# Lengths of the pieces, tried in turn until enough of them meet; how many pieces a turn; how often one may occur.
_TURNS = (12, 8, 6)
_PIECES = 12
_COMMON = 60
# How many places a turn offers.
_PLACES = 5
# How many letters may be left out between two places that still count as one passage.
_REACH = 1600


class Hit(NamedTuple):
    """A piece of the quotation that begins at letter `own` and stands at letter `at` of the text."""

    at: int
    own: int


def windows(haystack: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Stretches of `haystack` (letters) that may hold `wanted`, the most promising first, a few a turn."""
    size = len(wanted)
    margin = 24 + size // 8
    given: set[tuple[int, int]] = set()
    for turn, length in enumerate(_TURNS):
        hits = _hits(haystack, wanted, length)
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
        for _, chosen in places:
            start = min(hit.at - hit.own for hit in chosen) - margin
            end = max(hit.at - hit.own + size for hit in chosen) + margin
            window = max(0, start), min(len(haystack), end)
            if window not in given:
                given.add(window)
                yield window


def _hits(haystack: str, wanted: str, length: int) -> list[Hit]:
    last = len(wanted) - length
    if last < 0:
        return []
    step = max(length * 2 // 3, last // _PIECES, 1)
    hits: list[Hit] = []
    for own in dict.fromkeys([*range(0, last + 1, step), last]):
        piece = wanted[own : own + length]
        if LOST in piece:
            continue
        found: list[Hit] = []
        at = haystack.find(piece)
        while at >= 0 and len(found) <= _COMMON:
            found.append(Hit(at, own))
            at = haystack.find(piece, at + 1)
        if len(found) <= _COMMON:
            hits += found
    return sorted(hits)


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
