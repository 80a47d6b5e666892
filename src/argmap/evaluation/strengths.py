"""Strengths of all claims of an evaluation: one exact pass where there is no ring, damped iteration where there is.

A ring gets a number only with a certificate: the residual r after damped iteration from 0 and a bound L < 1 on the
Jacobian's norm around the point give an error of at most r·L/(1 − L) (Banach). Otherwise it has no strength at all, nor
has anything above it; where no point can have such a bound, none is looked for. Inside a ring without attacks the least
solution is what counts up from 0 arrives at, in any order and undamped: then parents are updated before children.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from math import prod
from typing import TYPE_CHECKING

from argmap.evaluation.adjoints import products_of_others
from argmap.evaluation.labels import IN, OUT
from argmap.evaluation.network import Network
from argmap.evaluation.rings import is_ring, parents_first
from argmap.evaluation.strength_formulas import (
    Aggregation,
    Band,
    Convergence,
    claim_band,
    ground_band,
    step_band,
)

if TYPE_CHECKING:
    from argmap.evaluation.runs import Runs

_DAMPING = 0.5
_ROUNDS = 5000
_FEWEST_ROUNDS = 50
_MOST_WORK = 500_000
_TOLERANCE = 1e-13
_ROOM = 1e-6


def propagate(evaluation: Runs) -> tuple[Mapping[str, Band | None], tuple[Convergence, ...]]:
    """Strength of each claim by id, and how each ring came out."""
    net = evaluation.network
    bands: list[Band | None] = [None] * len(net.claims)
    rings = _work_out(evaluation, net.parts, bands, leaf_bands(evaluation))
    return dict(zip(net.claims, bands, strict=True)), tuple(rings)


def propagate_fall(evaluation: Runs, claim: int, strengths: Mapping[str, Band | None]) -> Mapping[str, Band | None]:
    """The strengths where a claim falls besides: those of `evaluation`, but for what may depend on this claim."""
    net = evaluation.network
    touched = {claim}
    waiting = [claim]
    while waiting:
        new = [child for child in net.children[waiting.pop()] if child not in touched]
        touched.update(new)
        waiting += new
    fallen = replace(evaluation, forced={**evaluation.forced, claim: OUT})
    bands = [None if c in touched else band for c, band in enumerate(strengths.values())]
    bases = {c: _leaf_band(fallen, c) for c in touched}
    _work_out(fallen, [part for part in net.parts if part[0] in touched], bands, bases)
    return dict(zip(net.claims, bands, strict=True))


def _work_out(
    evaluation: Runs, parts: Iterable[list[int]], bands: list[Band | None], bases: Sequence[Band] | Mapping[int, Band]
) -> list[Convergence]:
    """Work out the bands of these parts in place, each after all that it depends on; how each ring came out."""
    net, options = evaluation.network, evaluation.options
    weights = step_weights(evaluation)
    rings = []
    for part in parts:
        if not is_ring(part, net.parents):
            c = part[0]
            bands[c] = _fixed(evaluation, c) or _claim(net, c, bases, bands, weights, options.premises)
            continue
        rings.append(_solve_ring(evaluation, part, bases, bands, weights))
    return rings


def step_weights(evaluation: Runs) -> list[float]:
    """Weight of each step, 0 for those that a reviewer or a what-if rejects."""
    dead = evaluation.dead_steps
    return [0.0 if s in dead else weight for s, weight in enumerate(evaluation.network.weights)]


def leaf_bands(evaluation: Runs) -> list[Band]:
    """Base strength of each claim from its leaves, as the options and a what-if leave them."""
    return [_leaf_band(evaluation, c) for c in range(len(evaluation.network.claims))]


def _leaf_band(evaluation: Runs, c: int) -> Band:
    return ground_band([ground for ground in evaluation.network.grounds[c] if evaluation.counts(ground)])


def _fixed(evaluation: Runs, c: int) -> Band | None:
    if c not in evaluation.forced:
        return None
    value = 1.0 if evaluation.forced[c] == IN else 0.0
    return value, value, value


def _step(
    net: Network, s: int, bands: list[Band | None], weights: list[float], aggregation: Aggregation
) -> Band | None:
    if len(net.premises[s]) == 1 and not net.undercutters[s]:  # nearly all steps, and they may be many
        weight, band = weights[s], bands[net.premises[s][0]]
        return None if band is None else (weight * band[0], weight * band[1], weight * band[2])
    premises = [bands[p] for p in net.premises[s]]
    undercutters = [bands[u] for u in net.undercutters[s]]
    if None in premises or None in undercutters:
        return None
    return step_band(weights[s], premises, undercutters, aggregation)  # type: ignore[arg-type]


def _claim(
    net: Network,
    c: int,
    bases: Sequence[Band] | Mapping[int, Band],
    bands: list[Band | None],
    weights: list[float],
    aggregation: Aggregation,
) -> Band | None:
    if not net.reasons[c] and not net.objections[c]:
        return bases[c]
    reasons = [_step(net, s, bands, weights, aggregation) for s in net.reasons[c]]
    objections = [_step(net, s, bands, weights, aggregation) for s in net.objections[c]]
    if None in reasons or None in objections:
        return None
    return claim_band(
        bases[c], _each_once(net, net.reasons[c], reasons), _each_once(net, net.objections[c], objections)
    )


def _each_once(net: Network, steps: Sequence[int], bands: Sequence[Band | None]) -> list[Band]:
    """The bands of steps, those from the same premises taken as one: the strongest of them, end by end."""
    alike = net.alike
    if len({alike[s] for s in steps}) == len(steps):
        return [band for band in bands if band is not None]
    once: dict[int, Band] = {}
    for s, band in zip(steps, bands, strict=True):
        if band is not None:
            low, middle, high = once.get(net.alike[s], band)
            once[net.alike[s]] = max(low, band[0]), max(middle, band[1]), max(high, band[2])
    return list(once.values())


def _solve_ring(
    evaluation: Runs,
    part: list[int],
    bases: Sequence[Band] | Mapping[int, Band],
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
    loose = [c for c in parents_first(part, net.parents) if c not in fixed]

    def steepest(low: Callable[[int], float], high: Callable[[int], float]) -> float:
        """Upper bound of the slope where strengths lie between `low` and `high`; the other way round, a lower one."""
        return max((_slope(net, c, members, bases[c][1], low, high, weights, aggregation) for c in loose), default=0.0)

    def above(n: int) -> float:
        return min(1.0, bands[n][1] + _ROOM)  # type: ignore[index]

    def below(n: int) -> float:
        return max(0.0, bands[n][1] - _ROOM)  # type: ignore[index]

    def least(n: int) -> float:
        return 0.0 if n in members and n not in fixed else below(n)

    def most(n: int) -> float:
        return 1.0 if n in members and n not in fixed else above(n)

    rounds, error = 0, None
    if steepest(low=most, high=least) < 1.0:
        damped = _has_attack(net, loose, members) and steepest(low=least, high=most) >= 1.0
        links = sum(len(net.parents[c]) + 1 for c in part)
        rounds, residual = _iterate(
            loose,
            bands,
            lambda c: _claim(net, c, bases, bands, weights, aggregation),
            damped,
            max(_FEWEST_ROUNDS, min(_ROUNDS, _MOST_WORK // links)),
        )
        slope = steepest(low=below, high=above)
        error = residual * slope / (1.0 - slope) if slope < 1.0 else None
    if error is None or error > _ROOM:
        for c in part:
            bands[c] = fixed.get(c)
        return Convergence(names, rounds, None)
    for c in part:
        low, middle, high = bands[c]  # type: ignore[misc]
        bands[c] = (min(low, middle), middle, max(high, middle))
    return Convergence(names, rounds, error)


def _has_attack(net: Network, claims: Sequence[int], members: set[int]) -> bool:
    """Whether a claim of a ring is attacked from inside the ring."""
    for c in claims:
        for s in (*net.reasons[c], *net.objections[c]):
            inside = net.undercutters[s] if net.supports[s] else (*net.premises[s], *net.undercutters[s])
            if not members.isdisjoint(inside):
                return True
    return False


def _iterate(
    claims: Sequence[int],
    bands: list[Band | None],
    work_out: Callable[[int], Band | None],
    damped: bool,
    most: int,
) -> tuple[int, float]:
    """Work out the bands of a ring's claims in place until they settle; rounds, and the last change of a middle."""
    residual, moved, rounds = 1.0, 1.0, 0
    while moved > _TOLERANCE and rounds < most:
        rounds += 1
        residual = moved = 0.0
        later: dict[int, Band] = {}
        for c in claims:
            old, new = bands[c], work_out(c)
            assert old is not None and new is not None
            residual = max(residual, abs(new[1] - old[1]))
            # The ends only ever move inwards from [0, 1], so they bound the solution after every round.
            low, high = max(old[0], new[0]), min(old[2], new[2])
            if damped:
                later[c] = low, old[1] + _DAMPING * (new[1] - old[1]), high
            else:
                bands[c] = low, new[1], high
                moved = max(moved, low - old[0], old[2] - high)
        for c, band in later.items():
            bands[c] = band
        moved = max(moved, residual)
    return rounds, residual


def _slope(
    net: Network,
    c: int,
    members: set[int],
    base: float,
    low: Callable[[int], float],
    high: Callable[[int], float],
    weights: list[float],
    aggregation: Aggregation,
) -> float:
    """Upper bound of Σ |∂σ(c)/∂σ(p)| over the ring's members, where strengths lie between `low` and `high`."""
    total = 0.0
    for steps in (net.reasons[c], net.objections[c]):
        best: dict[int, float] = {}
        for s in steps:
            x = weights[s] * prod(low(p) for p in net.premises[s]) * prod(1.0 - high(u) for u in net.undercutters[s])
            best[net.alike[s]] = max(best.get(net.alike[s], 0.0), x)
        others = dict(zip(best, products_of_others([1.0 - x for x in best.values()]), strict=True))
        for s in steps:
            premises, undercutters = net.premises[s], net.undercutters[s]
            if members.isdisjoint(premises) and members.isdisjoint(undercutters):
                continue
            held = [high(p) for p in premises] if aggregation == "product" else [1.0] * len(premises)
            kept = [1.0 - low(u) for u in undercutters]
            all_held, all_kept = prod(held), prod(kept)
            by_premise = zip(premises, products_of_others(held), strict=True)
            by_undercutter = zip(undercutters, products_of_others(kept), strict=True)
            inside = sum(other * all_kept for p, other in by_premise if p in members)
            inside += sum(other * all_held for u, other in by_undercutter if u in members)
            total += weights[s] * others[net.alike[s]] * inside
    return max(base, 1.0 - base) * total
