"""Reverse-mode differentiation over a graph of strengths: one pass from the top gives the slope by every base score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import nan

# Strong damping follows the continuous system that Potyka (2018) iterates: slower, but it settles more rings.
DAMPING = ((0.5, 2000), (0.1, 4000), (0.02, 20_000))
_TOLERANCE = 1e-14
_DIVERGED = 1e12
_MOST_WORK = 2_000_000

Slopes = tuple[float, Sequence[tuple[int, float]]]
"""∂σ(n)/∂τ(n), and for each parent of n, ∂σ(n)/∂σ(parent); a parent may come several times."""


def sweep_back(
    parts: Sequence[Sequence[int]], count: int, goal: int, slopes_of: Callable[[int], Slopes]
) -> list[float]:
    """∂σ(goal)/∂τ(n) for each of `count` nodes; `parts` are the strongly connected parts, parents first.

    NaN for what reaches the goal only through a ring in which the derivative does not settle.
    """
    adjoint = [0.0] * count
    adjoint[goal] = 1.0
    by_base = [0.0] * count
    for part in reversed(parts):
        if not any(adjoint[n] for n in part):
            continue
        slopes = {n: slopes_of(n) for n in part}
        if len(part) > 1 or any(parent == part[0] for parent, _ in slopes[part[0]][1]):
            _settle(part, slopes, adjoint)
        for n in part:
            own, by_parent = slopes[n]
            by_base[n] = adjoint[n] * own
            for parent, slope in by_parent:
                if parent not in slopes:
                    adjoint[parent] += adjoint[n] * slope
    return by_base


def _settle(part: Sequence[int], slopes: dict[int, Slopes], adjoint: list[float]) -> None:
    """Solve a = seed + Jᵀa inside a ring by damped iteration; it converges where the ring itself does."""
    seed = {n: adjoint[n] for n in part}
    links = sum(len(slopes[n][1]) + 1 for n in part)
    for damping, most in DAMPING:
        found = dict(seed)
        for _ in range(max(100, min(most, _MOST_WORK // links))):
            fresh = dict(seed)
            for n in part:
                for parent, slope in slopes[n][1]:
                    if parent in fresh:
                        fresh[parent] += found[n] * slope
            change = max(abs(fresh[n] - found[n]) for n in part)
            for n in part:
                found[n] += damping * (fresh[n] - found[n])
            if change < _TOLERANCE * (1.0 + max(map(abs, found.values()))):
                for n in part:
                    adjoint[n] = found[n]
                return
            if change > _DIVERGED:
                break
    for n in part:
        adjoint[n] = nan


def side_of_kink(base: float, balance: float, change: float) -> float:
    """∂σ/∂balance of DF-QuAD: 1 − τ where support prevails, τ where attack does.

    In exact balance, as with reasons that are all worth nothing, it is the side that a parent's growth moves to.
    """
    return 1.0 - base if balance > 0 or (balance == 0 and change > 0) else base


def products_of_others(factors: Sequence[float]) -> list[float]:
    """For each factor, the product of all the others, by prefix and suffix products.

    Dividing the whole product by a factor would lose the slope where that factor is 0.
    """
    result = [1.0] * len(factors)
    running = 1.0
    for i, factor in enumerate(factors):
        result[i] = running
        running *= factor
    running = 1.0
    for i in range(len(factors) - 1, -1, -1):
        result[i] *= running
        running *= factors[i]
    return result
