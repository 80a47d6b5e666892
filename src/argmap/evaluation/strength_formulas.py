"""The formulas of how firmly a claim stands, 0 to 1, with an interval: DF-QuAD with inference nodes.

Method: Rago, Toni, Aurisicchio & Baroni, "Discontinuity-Free Decision Support with Quantitative Argumentation Debates"
(KR 2016), with a node for each step so that linked premises and undercutters need no special case; the intervals are
the Fréchet bounds, which hold whatever the dependence between the reasons. A strength is a convention for ordering
claims by how much is said for and against them; it is not a probability.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Literal

from argmap.evaluation.grounds import Ground, group_by_source
from argmap.ground.values import dataclass

Band = tuple[float, float, float]
Aggregation = Literal["product", "minimum"]

NOTHING: Band = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Convergence:
    """How the strengths of a ring were found: rounds of damped iteration, and a proven bound on their error.

    `error` is None where no bound could be proven; the ring and what rests on it then have no strength.
    """

    claims: tuple[int, ...]
    rounds: int
    error: float | None


def combine(base: float, support: float, attack: float) -> float:
    """DF-QuAD: move the base strength towards 1 or 0 by the difference between support and attack."""
    if support >= attack:
        return base + (1.0 - base) * (support - attack)
    return base - base * (attack - support)


def any_of(strengths: Sequence[float]) -> float:
    """Noisy-or: 1 − Π (1 − x)."""
    return 1.0 - prod(1.0 - x for x in strengths)


def any_of_bands(bands: Sequence[Band]) -> Band:
    """Independent in the middle; at the ends, whatever the dependence: at least the best, at most the sum."""
    if not bands:
        return NOTHING
    if len(bands) == 1:
        return bands[0]
    return (
        max(b[0] for b in bands),
        any_of([b[1] for b in bands]),
        min(1.0, sum(b[2] for b in bands)),
    )


def all_of_bands(bands: Sequence[Band], aggregation: Aggregation = "product") -> Band:
    """Linked premises: product (or minimum) in the middle, max(0, Σ − n + 1) and the minimum at the ends."""
    if not bands:
        return (1.0, 1.0, 1.0)
    if len(bands) == 1:
        return bands[0]
    middle = prod(b[1] for b in bands) if aggregation == "product" else min(b[1] for b in bands)
    return max(0.0, sum(b[0] for b in bands) - len(bands) + 1), middle, min(b[2] for b in bands)


def ground_band(grounds: Sequence[Ground]) -> Band:
    """Strength of the leaves of one claim: the maximum inside a source, noisy-or across sources."""
    return any_of_bands([(x, x, x) for x in group_by_source(grounds)])


def step_band(weight: float, premises: Sequence[Band], undercutters: Sequence[Band], aggregation: Aggregation) -> Band:
    """Strength of a step: its weight, times its premises, times what its undercutters leave of it."""
    low, middle, high = all_of_bands(premises, aggregation)
    if undercutters:
        cut = any_of_bands(undercutters)
        low, middle, high = low * (1.0 - cut[2]), middle * (1.0 - cut[1]), high * (1.0 - cut[0])
    return weight * low, weight * middle, weight * high


def claim_band(base: Band, reasons: Sequence[Band], objections: Sequence[Band]) -> Band:
    """Strength of a claim from its leaves and from the steps for and against it."""
    support, attack = any_of_bands(reasons), any_of_bands(objections)
    return (
        combine(base[0], support[0], attack[2]),
        combine(base[1], support[1], attack[1]),
        combine(base[2], support[2], attack[0]),
    )
