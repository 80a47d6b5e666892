"""What a conclusion hangs on: how many claims rest on each, and the claims and sources whose fall alone topples it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from argmap.evaluation.labels import IN, OUT, grant_leaves, label_claims
from argmap.evaluation.network import Network
from argmap.evaluation.rings import order_parts

if TYPE_CHECKING:
    from argmap.evaluation.outcome import Evaluation


def count_dependants(net: Network) -> Mapping[str, int]:
    """For each claim, how many other claims it supports, directly or through others; integer bitsets, parts at once."""
    children: list[list[int]] = [[] for _ in net.claims]
    for s, target in enumerate(net.targets):
        if net.supports[s]:
            for p in net.premises[s]:
                children[p].append(target)
    above = [0] * len(net.claims)
    for part in order_parts(children):
        reach = 0
        for c in part:
            for child in children[c]:
                reach |= above[child] | (1 << child)
        if len(part) > 1:
            for c in part:
                reach |= 1 << c
        for c in part:
            above[c] = reach
    return {claim: (above[c] & ~(1 << c)).bit_count() for c, claim in enumerate(net.claims)}


def find_single_points(evaluation: Evaluation) -> Mapping[str, tuple[str, ...]]:
    """For each conclusion, the other claims whose fall alone topples it; none where it does not stand anyway."""
    return {
        conclusion: _topple_by_claim(evaluation, evaluation.network.index[conclusion])
        for conclusion in evaluation.conclusions
    }


def _topple_by_claim(evaluation: Evaluation, goal: int) -> tuple[str, ...]:
    net, run = evaluation.network, evaluation.granted
    if run.claims[goal] != IN:
        return ()
    found = []
    for c in range(len(net.claims)):
        if c == goal or run.claims[c] != IN:
            continue
        again = label_claims(net, run.granted, {**evaluation.forced, c: OUT})
        if again.claims[goal] != IN:
            found.append(net.claims[c])
    return tuple(found)


def find_single_sources(evaluation: Evaluation) -> Mapping[str, tuple[str, ...]]:
    """For each conclusion, the sources whose loss alone topples it; none where it does not stand anyway."""
    net, run = evaluation.network, evaluation.granted
    goals = {c: net.index[c] for c in evaluation.conclusions}
    found: dict[str, list[str]] = {c: [] for c in goals}
    standing = [c for c, goal in goals.items() if run.claims[goal] == IN]
    keys = dict.fromkeys(g.source for grounds in net.grounds for g in grounds if g.source) if standing else {}
    for key in keys:
        without = evaluation.without | {f"@{key}"}
        again = label_claims(net, grant_leaves(net, evaluation.options.verified_only, without), evaluation.forced)
        for c in standing:
            if again.claims[goals[c]] != IN:
                found[c].append(key)
    return {c: tuple(keys) for c, keys in found.items()}
