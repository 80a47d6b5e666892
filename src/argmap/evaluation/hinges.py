"""What a conclusion hangs on: how many claims rest on each, and what it takes down with it when it falls alone.

Single points of failure are found exactly, attacks and rings included: the fixpoint is run once with bitsets in place
of statuses, one bit for each single rejection that is tried, so that all of them are worked out side by side.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from typing import TYPE_CHECKING, TypeVar

from argmap.evaluation.labels import GROUND_WEIGHT, IN, meets_standard
from argmap.evaluation.network import Network
from argmap.evaluation.proofs import prove
from argmap.evaluation.rings import is_ring, order_parts, parents_first

if TYPE_CHECKING:
    from argmap.evaluation.runs import Runs

_Item = TypeVar("_Item")

_FEW = 100
"""Claims up to which those above a claim are a set of numbers: as bits each costs an eighth of all claims in bytes."""


def count_dependants(net: Network) -> Mapping[str, int]:
    """For each claim, how many other claims it supports, directly or through others."""
    children: list[list[int]] = [[] for _ in net.claims]
    for s, target in enumerate(net.targets):
        if net.supports[s]:
            for p in net.premises[s]:
                children[p].append(target)
    above: list[set[int] | int] = [set()] * len(net.claims)
    counted = [0] * len(net.claims)
    # Where nothing is a ring, the order in which claims are labelled, from the end, has each behind what it supports.
    for part in order_parts(children) if any(len(part) > 1 for part in net.parts) else reversed(net.parts):
        few: set[int] = set()
        bits = 0
        for c in part:
            few.update(children[c])
            for child in children[c]:
                beyond = above[child]
                if isinstance(beyond, int):
                    bits |= beyond
                else:
                    few |= beyond
        if bits or len(few) > _FEW:
            for c in few:
                bits |= 1 << c
        for c in part:
            above[c] = bits or few
            counted[c] = (bits & ~(1 << c)).bit_count() if bits else len(few) - (c in few)
    return dict(zip(net.claims, counted, strict=True))


def find_single_points(evaluation: Runs) -> Mapping[str, tuple[str, ...]]:
    """For each conclusion, the other claims whose fall alone topples it; none where it does not stand anyway."""
    net, run = evaluation.network, evaluation.granted
    goals = _standing_goals(evaluation)
    found: dict[str, tuple[str, ...]] = dict.fromkeys(evaluation.conclusions, ())
    if not goals:
        return found
    # A claim that topples a conclusion is part of every proof of it, so of the one at hand.
    tried = sorted(prove(net, run, *goals.values()) - set(evaluation.forced))
    everything = (1 << len(tried)) - 1
    rejected = {c: 1 << bit for bit, c in enumerate(tried)}
    carried = [everything if granted else 0 for granted in run.granted]
    stands = _run_side_by_side(evaluation, everything, carried, rejected)
    for conclusion, goal in goals.items():
        toppling = _chosen(tried, everything & ~stands[goal])
        found[conclusion] = tuple(net.claims[c] for c in toppling if c != goal)
    return found


def find_single_sources(evaluation: Runs) -> Mapping[str, tuple[str, ...]]:
    """For each conclusion, the sources whose loss alone topples it; none where it does not stand anyway."""
    net, run = evaluation.network, evaluation.granted
    goals = _standing_goals(evaluation)
    found: dict[str, tuple[str, ...]] = dict.fromkeys(evaluation.conclusions, ())
    if not goals:
        return found
    proof = prove(net, run, *goals.values())
    keys = list(dict.fromkeys(g.source for c in sorted(proof) for g in net.grounds[c] if g.source is not None))
    everything = (1 << len(keys)) - 1
    bit_of = {key: 1 << bit for bit, key in enumerate(keys)}
    carried = []
    for c, granted in enumerate(run.granted):
        bits = 0
        for ground in net.grounds[c] if granted else ():
            if evaluation.counts(ground):
                bits |= everything & ~bit_of.get(ground.source or "", 0)
        carried.append(bits)
    stands = _run_side_by_side(evaluation, everything, carried, {})
    for conclusion, goal in goals.items():
        found[conclusion] = tuple(_chosen(keys, everything & ~stands[goal]))
    return found


def _chosen(items: Sequence[_Item], bits: int) -> Iterator[_Item]:
    """The items whose bits are set."""
    return compress(items, map(int, f"{bits:b}"[::-1]))


def _standing_goals(evaluation: Runs) -> dict[str, int]:
    net, run = evaluation.network, evaluation.granted
    return {c: net.index[c] for c in evaluation.conclusions if run.claims[net.index[c]] == IN}


def _run_side_by_side(
    evaluation: Runs, everything: int, carried: Sequence[int], rejected: Mapping[int, int]
) -> list[int]:
    """The least fixpoint under many changes at once: for each claim, the bits of the changes under which it is IN.

    `carried[c]` has the bits under which a leaf carries claim c, `rejected[c]` those under which c is rejected.
    """
    net = evaluation.network
    dead = evaluation.dead_steps
    stands, falls = [0] * len(net.claims), [0] * len(net.claims)

    def work_out(c: int) -> bool:
        if c in evaluation.forced:
            new = (everything, 0) if evaluation.forced[c] == IN else (0, everything)
        else:
            new = _balance_bits(net, c, everything, carried[c], rejected.get(c, 0), dead, stands, falls)
        changed = new != (stands[c], falls[c])
        stands[c], falls[c] = new
        return changed

    for part in net.parts:
        if not is_ring(part, net.parents):
            work_out(part[0])
            continue
        members = set(part)
        order = parents_first(part, net.parents)
        waiting = set(part)
        while waiting:
            for c in order:
                if c in waiting:
                    waiting.remove(c)
                    if work_out(c):
                        waiting.update(child for child in net.children[c] if child in members)
    return stands


def _balance_bits(
    net: Network,
    c: int,
    everything: int,
    carried: int,
    rejected: int,
    dead: frozenset[int],
    stands: Sequence[int],
    falls: Sequence[int],
) -> tuple[int, int]:
    """Bits under which claim c is IN, and bits under which it is OUT."""
    standard = net.standards[c]

    def step_bits(s: int) -> tuple[int, int]:
        if s in dead:
            return 0, everything
        live, down = everything, 0
        for p in net.premises[s]:
            live &= stands[p]
            down |= falls[p]
        for u in net.undercutters[s]:
            live &= falls[u]
            down |= stands[u]
        return live, down

    if not net.objections[c]:  # whatever weight it has, a reason that lives is enough
        stand, fall = carried, everything & ~carried
        for s in net.reasons[c]:
            if meets_standard(standard, net.weights[s], 0.0):
                live, down = step_bits(s)
                stand |= live
                fall &= down
        return stand & ~rejected, fall | rejected

    heavy_first = sorted(net.objections[c], key=lambda s: -net.weights[s])
    weights_against = [net.weights[s] for s in heavy_first]
    all_down, one_live = [everything], [0]
    for s in heavy_first:
        live, down = step_bits(s)
        all_down.append(all_down[-1] & down)
        one_live.append(one_live[-1] | live)

    stand, fall = 0, everything
    sides = [(net.weights[s], *step_bits(s)) for s in net.reasons[c]]
    sides.append((GROUND_WEIGHT, carried, everything & ~carried))
    for weight, live, down in sides:
        if not meets_standard(standard, weight, 0.0):
            continue
        # Whoever beats an objection beats every lighter one.
        beaten_by = bisect_left(weights_against, True, key=lambda against: meets_standard(standard, weight, against))
        stand |= live & all_down[beaten_by]
        fall &= down | one_live[beaten_by]
    return stand & ~rejected, fall | rejected
