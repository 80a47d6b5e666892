"""How much the strength of a conclusion depends on each claim, under two questions that must not be confused.

"If slightly stronger" is the derivative by a claim's own base strength, for all claims in one reverse pass. "If
removed" is the strength when the claim falls minus the strength now. A claim can matter much under one and not under
the other: where support and attack run through it in balance, the derivative is 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from math import prod

from argmap.evaluation.adjoints import Slopes, products_of_others, side_of_kink, sweep_back
from argmap.evaluation.outcome import Evaluation
from argmap.evaluation.strength_formulas import Aggregation, Band
from argmap.evaluation.strengths import leaf_bands, propagate_fall, step_weights

Strengths = Mapping[str, Band | None]

MOST_TRIED = 24
_MOST_WORK = 60_000
"""In claims and premises that are walked over."""
_WORTH_A_WORD = 0.005


@dataclass(frozen=True, slots=True)
class Levers:
    """The claims that move the strength of a conclusion most, with by how much, the greatest first.

    `stronger`: its change for each unit that the claim gains by itself; `removed`: its change when the claim falls.
    """

    stronger: tuple[tuple[str, float], ...]
    removed: tuple[tuple[str, float], ...]


def find_levers(evaluation: Evaluation, most: int = 3) -> Mapping[str, Levers]:
    """For each conclusion the `most` strongest of each kind; none where it has no certified strength.

    What falls is tried for the 24 claims with the steepest slopes, then for those on which most other claims hang. Each
    conclusion's slopes, and each claim that is tried, for all conclusions at once, cost a pass over the argument: in a
    large one fewer are tried, a fixed amount of work in all, in the order of the conclusions.
    """
    net = evaluation.network
    size = len(net.claims) + sum(map(len, net.premises)) + sum(map(len, net.undercutters))
    passes = max(2, _MOST_WORK // max(1, size))
    slopes: dict[str, Mapping[str, float]] = {}
    steepest: dict[str, list[str]] = {}
    for conclusion in evaluation.conclusions[: passes // 2]:
        by_claim = if_slightly_stronger(evaluation, conclusion)
        if by_claim is not None:
            slopes[conclusion] = by_claim
            others = (claim for claim in by_claim if claim != conclusion)
            ranked = sorted(others, key=lambda c: (-abs(by_claim[c]), -evaluation.load[c]))
            steepest[conclusion] = ranked[:MOST_TRIED]
    in_turn = (claim for rank in zip_longest(*steepest.values()) for claim in rank if claim is not None)
    tried = list(dict.fromkeys(in_turn))[: passes - len(steepest)]
    fallen = {claim: propagate_fall(evaluation, net.index[claim], evaluation.strength) for claim in tried}
    found = {}
    for conclusion in evaluation.conclusions:
        ranked = steepest.get(conclusion, [])
        stronger = [(claim, slopes[conclusion][claim]) for claim in ranked[:most]]
        removed = [
            (claim, _change(evaluation.strength, fallen[claim], conclusion)) for claim in ranked if claim in fallen
        ]
        removed.sort(key=lambda one: -abs(one[1]))
        found[conclusion] = Levers(_worth_a_word(stronger), _worth_a_word(removed[:most]))
    return found


def _worth_a_word(levers: Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    return tuple(lever for lever in levers if abs(lever[1]) >= _WORTH_A_WORD)


def if_slightly_stronger(evaluation: Evaluation, conclusion: str) -> Mapping[str, float] | None:
    """∂σ(conclusion)/∂τ(claim) for every claim; None where the conclusion has no certified strength."""
    net = evaluation.network
    if evaluation.strength[conclusion] is None:
        return None
    # A claim without strength sits on a ring that is not certified, so it is no part of what the conclusion rests on.
    middles = [0.0 if band is None else band[1] for band in evaluation.strength.values()]
    bases = [band[1] for band in leaf_bands(evaluation)]
    weights = step_weights(evaluation)
    aggregation = evaluation.options.premises

    def slopes_of(c: int) -> Slopes:
        if c in evaluation.forced:
            return 0.0, ()
        return _claim_slopes(evaluation, c, middles, bases[c], weights, aggregation)

    by_base = sweep_back(net.parts, len(net.claims), net.index[conclusion], slopes_of)
    return dict(zip(net.claims, by_base, strict=True))


def _change(before: Strengths, after: Strengths, conclusion: str) -> float:
    """0 where one of the two has no certified strength."""
    was, now = before[conclusion], after[conclusion]
    return now[1] - was[1] if was and now else 0.0


def _claim_slopes(
    evaluation: Evaluation,
    c: int,
    sigma: list[float],
    base: float,
    weights: list[float],
    aggregation: Aggregation,
) -> Slopes:
    net = evaluation.network
    found: list[tuple[int, float]] = []
    keeps = []
    for steps, sign in ((net.reasons[c], 1.0), (net.objections[c], -1.0)):
        best: dict[int, tuple[float, list[tuple[int, float]]]] = {}
        for s in steps:
            found_here = _step_slopes(evaluation, s, sigma, weights[s], aggregation)
            known = best.get(net.alike[s])
            if known is None or found_here[0] > known[0]:
                best[net.alike[s]] = found_here
        left = [1.0 - value for value, _ in best.values()]
        for other, (_, by_node) in zip(products_of_others(left), best.values(), strict=True):
            found += [(node, sign * other * slope) for node, slope in by_node]
        keeps.append(prod(left))
    balance = keeps[1] - keeps[0]
    return 1.0 - abs(balance), [(node, slope * side_of_kink(base, balance, slope)) for node, slope in found]


def _step_slopes(
    evaluation: Evaluation, s: int, sigma: list[float], weight: float, aggregation: Aggregation
) -> tuple[float, list[tuple[int, float]]]:
    """Strength of a step, and its slope by each premise and undercutter."""
    net = evaluation.network
    premises, undercutters = net.premises[s], net.undercutters[s]
    left = [1.0 - sigma[u] for u in undercutters]
    kept = prod(left)
    values = [sigma[p] for p in premises]
    if aggregation == "product":
        held = prod(values)
        by_premise = products_of_others(values)
    else:
        held = min(values, default=1.0)
        lowest = values.index(held) if values else -1
        by_premise = [1.0 if i == lowest else 0.0 for i in range(len(values))]
    slopes = [(p, weight * kept * slope) for p, slope in zip(premises, by_premise, strict=True)]
    slopes += [(u, -weight * held * other) for u, other in zip(undercutters, products_of_others(left), strict=True)]
    return weight * held * kept, slopes
