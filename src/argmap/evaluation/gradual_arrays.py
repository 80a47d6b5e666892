"""The gradual semantics on numpy arrays, for frameworks of a thousand edges and more without rings.

The same passes as in `gradual`, one level of the graph at a time. numpy is optional (`argmap[fast]`); without it, or on
a framework with rings, both functions return None and the plain passes run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    from argmap.evaluation.gradual import GradualSemantics, Qbaf, Solution

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Ints = np.ndarray[Any, np.dtype[np.int64]]


def solve_arrays(qbaf: Qbaf, semantics: GradualSemantics) -> Solution | None:
    """Strengths of all arguments, or None where arrays cannot be used."""
    from argmap.evaluation.gradual import Solution

    plan = _plan(qbaf)
    return None if plan is None else Solution(plan.forward(semantics).tolist())


def gradients_arrays(qbaf: Qbaf, of: int, semantics: GradualSemantics) -> tuple[Solution, Sequence[float]] | None:
    """Strengths, and ∂σ(of)/∂τ(x) for all x, or None where arrays cannot be used."""
    from argmap.evaluation.gradual import Solution

    plan = _plan(qbaf)
    if plan is None:
        return None
    sigma = plan.forward(semantics)
    return Solution(sigma.tolist()), plan.backward(semantics, sigma, of).tolist()


def _plan(qbaf: Qbaf) -> _Plan | None:
    try:
        import numpy as np
    except ImportError:
        return None
    plan = _Plan(
        np,
        np.asarray(qbaf.base, dtype=np.float64),
        np.asarray(qbaf.sources, dtype=np.int64),
        np.asarray(qbaf.targets, dtype=np.int64),
        np.asarray(qbaf.weights, dtype=np.float64),
    )
    return plan if plan.levels is not None else None


@dataclass(frozen=True)
class _Level:
    """Arguments whose parents all lie on lower levels, and their edges, sorted by target and side.

    `starts` are the first edges of each group (one target, one side), `group` the group of each edge, `owner` the place
    in `nodes` and `side` (0 support, 1 attack) of each group.
    """

    nodes: Ints
    sources: Ints
    weights: Floats
    starts: Ints
    group: Ints
    owner: Ints
    side: Ints


@dataclass(frozen=True)
class _Plan:
    np: Any
    base: Floats
    sources: Ints
    targets: Ints
    weights: Floats

    @cached_property
    def levels(self) -> list[_Level] | None:
        """Levels of arguments with parents, lowest first; None where there is a ring."""
        np = self.np
        count = len(self.base)
        depth = self._depths()
        if depth is None:
            return None
        key = np.lexsort((self.weights < 0, self.targets, depth[self.targets]))
        sources, targets, weights = self.sources[key], self.targets[key], self.weights[key]
        edge_depth = depth[targets]
        bounds = np.searchsorted(edge_depth, np.arange(1, (depth.max() if count else 0) + 2))
        levels = []
        for first, last in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
            mine, attack = targets[first:last], weights[first:last] < 0
            new = np.ones(last - first, dtype=bool)
            new[1:] = (mine[1:] != mine[:-1]) | (attack[1:] != attack[:-1])
            starts = np.flatnonzero(new)
            heads = mine[starts]
            nodes, owner = np.unique(heads, return_inverse=True)
            levels.append(
                _Level(
                    nodes,
                    sources[first:last],
                    weights[first:last],
                    starts,
                    np.cumsum(new) - 1,
                    owner,
                    attack[starts].astype(np.int64),
                )
            )
        return levels

    def _depths(self) -> Ints | None:
        """Longest way from an argument without parents, by peeling; None where a ring stops the peeling."""
        np = self.np
        count = len(self.base)
        waiting = np.bincount(self.targets, minlength=count)
        order = np.argsort(self.sources, kind="stable")
        children = self.targets[order]
        first = np.searchsorted(self.sources[order], np.arange(count + 1))
        depth = np.zeros(count, dtype=np.int64)
        front = np.flatnonzero(waiting == 0)
        done = level = 0
        while len(front):
            depth[front] = level
            done += len(front)
            level += 1
            reached = children[_ranges(np, first[front], first[front + 1])]
            if len(front) * 20 < count:
                touched, times = np.unique(reached, return_counts=True)
                waiting[touched] -= times
                front = touched[waiting[touched] == 0]
            else:
                times = np.bincount(reached, minlength=count)
                waiting -= times
                front = np.flatnonzero((waiting == 0) & (times > 0))
        return depth if done == count else None

    def forward(self, semantics: GradualSemantics) -> Floats:
        """Strengths, level by level."""
        sigma = self.base.copy()
        for level in self.levels or ():
            energy = self._energy(semantics, level, sigma)
            sigma[level.nodes] = self._influence(semantics, self.base[level.nodes], energy)
        return sigma

    def _energy(self, semantics: GradualSemantics, level: _Level, sigma: Floats) -> Floats:
        np = self.np
        carried = level.weights * sigma[level.sources]
        if semantics != "df-quad":
            energy: Floats = np.bincount(level.owner[level.group], carried, minlength=len(level.nodes))
            return energy
        left = 1.0 - np.minimum(1.0, np.abs(carried))
        keeps = np.ones((2, len(level.nodes)))
        keeps[level.side, level.owner] = np.multiply.reduceat(left, level.starts)
        difference: Floats = keeps[1] - keeps[0]
        return difference

    def _influence(self, semantics: GradualSemantics, base: Floats, energy: Floats) -> Floats:
        np = self.np
        result: Floats
        if semantics == "df-quad":
            result = base + np.where(energy >= 0, 1.0 - base, base) * energy
        elif semantics == "quadratic-energy":
            pull = energy * np.abs(energy) / (1.0 + energy * energy)
            result = base + np.where(energy >= 0, 1.0 - base, base) * pull
        elif semantics == "euler":
            result = 1.0 - (1.0 - base * base) / (1.0 + base * np.exp(np.minimum(energy, 700.0)))
        else:
            with np.errstate(divide="ignore"):
                logit = np.log(base) - np.log1p(-base) + energy
            result = 1.0 / (1.0 + np.exp(np.minimum(-logit, 700.0)))
            result = np.where((base <= 0.0) | (base >= 1.0), base, result)
        return result

    def backward(self, semantics: GradualSemantics, sigma: Floats, of: int) -> Floats:
        """∂σ(of)/∂τ of every argument, level by level from the top."""
        np = self.np
        adjoint = np.zeros(len(self.base))
        adjoint[of] = 1.0
        own = np.ones(len(self.base))
        for level in reversed(self.levels or ()):
            energy = self._energy(semantics, level, sigma)
            base = self.base[level.nodes]
            by_base, by_energy = self._influence_slopes(semantics, base, energy)
            own[level.nodes] = by_base
            place = level.owner[level.group]
            of_edge = (by_energy * adjoint[level.nodes])[place] * level.weights
            if semantics == "df-quad":
                # In exact balance, the slope is that of the side to which a parent's growth moves.
                downward = (energy == 0.0)[place] & (level.weights < 0)
                of_edge = np.where(downward, (base * adjoint[level.nodes])[place] * level.weights, of_edge)
                of_edge = of_edge * self._others(level, sigma)
            np.add.at(adjoint, level.sources, of_edge)
        result: Floats = adjoint * own
        return result

    def _influence_slopes(self, semantics: GradualSemantics, base: Floats, energy: Floats) -> tuple[Floats, Floats]:
        np = self.np
        if semantics == "df-quad":
            return 1.0 - np.abs(energy), np.where(energy >= 0, 1.0 - base, base)
        if semantics == "quadratic-energy":
            square = 1.0 + energy * energy
            slope = 2.0 * np.abs(energy) / (square * square)
            return 1.0 / square, np.where(energy >= 0, 1.0 - base, base) * slope
        if semantics == "euler":
            grown = np.exp(np.minimum(energy, 700.0))
            below, left = 1.0 + base * grown, 1.0 - base * base
            return 2.0 * base / below + left * grown / (below * below), left * base * grown / (below * below)
        value = self._influence(semantics, base, energy)
        slope = value * (1.0 - value)
        inner = (base > 0.0) & (base < 1.0)
        outer = np.exp(np.minimum(np.where(base <= 0.0, energy, -energy), 700.0))
        return np.where(inner, slope / np.where(inner, base * (1.0 - base), 1.0), outer), np.where(inner, slope, 0.0)

    def _others(self, level: _Level, sigma: Floats) -> Floats:
        """For each edge, the product of the other factors of its group; factors of 0 are counted, never divided by."""
        np = self.np
        size = np.abs(level.weights) * sigma[level.sources]
        left = 1.0 - np.minimum(1.0, size)
        none = left == 0.0
        filled = np.where(none, 1.0, left)
        product = np.multiply.reduceat(filled, level.starts)[level.group]
        zeros = np.add.reduceat(none.astype(np.int64), level.starts)[level.group]
        others = np.where(zeros - none == 0, product / filled, 0.0)
        result: Floats = np.where(size > 1.0, 0.0, others)
        return result


def _ranges(np: Any, starts: Ints, ends: Ints) -> Ints:
    """The numbers from each start up to its end, one after the other."""
    lengths = ends - starts
    total = int(lengths.sum())
    offsets = np.repeat(starts - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
    ranges: Ints = np.arange(total) + offsets
    return ranges
