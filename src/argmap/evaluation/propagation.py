"""Strengths of all claims of an evaluation: one exact pass where there is no ring, damped iteration where there is.

A ring gets a number only with a certificate: the residual r after damped iteration from 0 and a bound L < 1 on the
Jacobian's norm around the point give an error of at most r·L/(1 − L) (Banach). Otherwise it has no strength at all, nor
has anything above it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import TYPE_CHECKING

from argmap.evaluation.labels import IN
from argmap.evaluation.network import Network
from argmap.evaluation.rings import is_ring
from argmap.evaluation.strength import (
    Aggregation,
    Band,
    Convergence,
    claim_band,
    ground_band,
    step_band,
)

if TYPE_CHECKING:
    from argmap.evaluation.outcome import Evaluation

_DAMPING = 0.5
_ROUNDS = 5000
_MOST_WORK = 2_000_000
_TOLERANCE = 1e-13
_ROOM = 1e-6


def propagate(evaluation: Evaluation) -> tuple[Mapping[str, Band | None], tuple[Convergence, ...]]:
    """Strength of each claim by id, and how each ring came out."""
    net, options = evaluation.network, evaluation.options
    bases = leaf_bands(evaluation)
    weights = step_weights(evaluation)
    bands: list[Band | None] = [None] * len(net.claims)
    rings = []
    for part in net.parts:
        if not is_ring(part, net.parents):
            c = part[0]
            bands[c] = _fixed(evaluation, c) or _claim(net, c, bases, bands, weights, options.premises)
            continue
        rings.append(_solve_ring(evaluation, part, bases, bands, weights))
    return {claim: bands[c] for c, claim in enumerate(net.claims)}, tuple(rings)


def step_weights(evaluation: Evaluation) -> list[float]:
    """Weight of each step, 0 for those that a reviewer or a what-if rejects."""
    dead = evaluation.dead_steps
    return [0.0 if s in dead else weight for s, weight in enumerate(evaluation.network.weights)]


def leaf_bands(evaluation: Evaluation) -> list[Band]:
    """Base strength of each claim from its leaves, as the options and a what-if leave them."""
    return [ground_band([g for g in grounds if evaluation.counts(g)]) for grounds in evaluation.network.grounds]


def _fixed(evaluation: Evaluation, c: int) -> Band | None:
    if c not in evaluation.forced:
        return None
    value = 1.0 if evaluation.forced[c] == IN else 0.0
    return value, value, value


def _step(
    net: Network, s: int, bands: list[Band | None], weights: list[float], aggregation: Aggregation
) -> Band | None:
    premises = [bands[p] for p in net.premises[s]]
    undercutters = [bands[u] for u in net.undercutters[s]]
    if None in premises or None in undercutters:
        return None
    return step_band(weights[s], premises, undercutters, aggregation)  # type: ignore[arg-type]


def _claim(
    net: Network,
    c: int,
    bases: list[Band],
    bands: list[Band | None],
    weights: list[float],
    aggregation: Aggregation,
) -> Band | None:
    reasons = [_step(net, s, bands, weights, aggregation) for s in net.reasons[c]]
    objections = [_step(net, s, bands, weights, aggregation) for s in net.objections[c]]
    if None in reasons or None in objections:
        return None
    return claim_band(
        bases[c], _each_once(net, net.reasons[c], reasons), _each_once(net, net.objections[c], objections)
    )


def _each_once(net: Network, steps: Sequence[int], bands: Sequence[Band | None]) -> list[Band]:
    """The bands of steps, those from the same premises taken as one: the strongest of them, end by end."""
    once: dict[int, Band] = {}
    for s, band in zip(steps, bands, strict=True):
        if band is not None:
            low, middle, high = once.get(net.alike[s], band)
            once[net.alike[s]] = max(low, band[0]), max(middle, band[1]), max(high, band[2])
    return list(once.values())


def _solve_ring(
    evaluation: Evaluation,
    part: list[int],
    bases: list[Band],
    bands: list[Band | None],
    weights: list[float],
) -> Convergence:
    """Solve one strongly connected part in place; its bands stay None without a certificate."""
    net, aggregation = evaluation.network, evaluation.options.premises
    members = set(part)
    names = tuple(part)
    if any(bands[p] is None for c in part for p in net.parents[c] if p not in members):
        return Convergence(names, 0, None)
    fixed = {c: band for c in part if (band := _fixed(evaluation, c)) is not None}
    for c in part:
        bands[c] = fixed.get(c, (0.0, 0.0, 1.0))
    links = sum(len(net.parents[c]) + 1 for c in part)
    most = max(100, min(_ROUNDS, _MOST_WORK // links))
    residual, rounds = 1.0, 0
    while residual > _TOLERANCE and rounds < most:
        rounds += 1
        residual = 0.0
        fresh = {}
        for c in part:
            if c in fixed:
                continue
            old, new = bands[c], _claim(net, c, bases, bands, weights, aggregation)
            assert old is not None and new is not None
            residual = max(residual, abs(new[1] - old[1]))
            # The ends only ever move inwards from [0, 1], so they bound the solution after every round.
            fresh[c] = (max(old[0], new[0]), old[1] + _DAMPING * (new[1] - old[1]), min(old[2], new[2]))
        for c, band in fresh.items():
            bands[c] = band
    slope = 0.0
    for c in part:
        if c not in fixed:
            slope = max(slope, _slope(net, c, members, bases, bands, weights, aggregation))
    error = residual * slope / (1.0 - slope) if slope < 1.0 else None
    if error is None or error > _ROOM:
        for c in part:
            bands[c] = fixed.get(c)
        return Convergence(names, rounds, None)
    for c in part:
        low, middle, high = bands[c]  # type: ignore[misc]
        bands[c] = (min(low, middle), middle, max(high, middle))
    return Convergence(names, rounds, error)


def _slope(
    net: Network,
    c: int,
    members: set[int],
    bases: list[Band],
    bands: list[Band | None],
    weights: list[float],
    aggregation: Aggregation,
) -> float:
    """Upper bound of Σ |∂σ(c)/∂σ(p)| over the ring's members, anywhere within `_ROOM` of the point found."""

    def up(n: int) -> float:
        band = bands[n]
        assert band is not None
        return min(1.0, band[1] + _ROOM)

    def down(n: int) -> float:
        band = bands[n]
        assert band is not None
        return max(0.0, band[1] - _ROOM)

    base = bases[c][1]
    total = 0.0
    for steps in (net.reasons[c], net.objections[c]):
        low = [
            weights[s] * prod(down(p) for p in net.premises[s]) * prod(1.0 - up(u) for u in net.undercutters[s])
            for s in steps
        ]
        best: dict[int, float] = {}
        for s, x in zip(steps, low, strict=True):
            best[net.alike[s]] = max(best.get(net.alike[s], 0.0), x)
        for s in steps:
            others = prod(1.0 - x for first, x in best.items() if first != net.alike[s])
            inside = 0.0
            for node, linked in [(p, True) for p in net.premises[s]] + [(u, False) for u in net.undercutters[s]]:
                if node not in members:
                    continue
                rest = [up(p) for p in net.premises[s] if not (linked and p == node)]
                factor = prod(rest) if aggregation == "product" else 1.0
                factor *= prod(1.0 - down(u) for u in net.undercutters[s] if linked or u != node)
                inside += factor
            total += weights[s] * others * inside
    return max(base, 1.0 - base) * total
