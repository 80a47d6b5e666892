"""Gradual semantics on weighted quantitative bipolar frameworks (QBAF), for comparison with others and for import.

A QBAF has arguments with base scores and weighted supports and attacks between them. A semantics is an aggregation of
the parents' strengths and an influence of the aggregate on the base score (Mossakowski & Neuhaus 2018): DF-QuAD (Rago
et al., KR 2016), quadratic energy (Potyka, KR 2018), Euler-based (Amgoud & Ben-Naim 2018), MLP-based (Potyka, AAAI
2021). Plain Python up to `ARRAYS_FROM` edges; above it the same passes run on numpy arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import exp, log
from typing import Literal, get_args

from argmap.evaluation.adjoints import DAMPING, Slopes, products_of_others, side_of_kink, sweep_back
from argmap.evaluation.rings import is_ring, order_parts

GradualSemantics = Literal["df-quad", "quadratic-energy", "euler", "mlp"]
SEMANTICS: tuple[GradualSemantics, ...] = get_args(GradualSemantics)
ARRAYS_FROM = 1000

_TOLERANCE = 1e-14
_ROOM = 1e-6
_MOST_WORK = 2_000_000

Link = tuple[str, str] | tuple[str, str, float]


@dataclass(frozen=True)
class Qbaf:
    """Arguments by name with base scores 0–1; edge e runs from `sources[e]` to `targets[e]`.

    `weights[e]` is positive for a support and negative for an attack.
    """

    arguments: Sequence[str]
    base: Sequence[float]
    sources: Sequence[int]
    targets: Sequence[int]
    weights: Sequence[float]

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Number of an argument by its name."""
        return {name: number for number, name in enumerate(self.arguments)}

    @cached_property
    def incoming(self) -> list[list[int]]:
        """For each argument, the edges that end in it."""
        lists: list[list[int]] = [[] for _ in self.arguments]
        for edge, target in enumerate(self.targets):
            lists[target].append(edge)
        return lists

    @cached_property
    def parts(self) -> list[list[int]]:
        """Strongly connected parts, parents first."""
        return order_parts(self.parents)

    @cached_property
    def parents(self) -> list[list[int]]:
        """For each argument, those that support or attack it."""
        return [[self.sources[e] for e in edges] for edges in self.incoming]

    def without(self, names: Iterable[str]) -> Qbaf:
        """The framework without some arguments and all their edges."""
        gone = {self.index[name] for name in names}
        kept = [n for n in range(len(self.arguments)) if n not in gone]
        number = {old: new for new, old in enumerate(kept)}
        edges = [e for e, (s, t) in enumerate(zip(self.sources, self.targets, strict=True)) if not {s, t} & gone]
        return Qbaf(
            [self.arguments[n] for n in kept],
            [self.base[n] for n in kept],
            [number[self.sources[e]] for e in edges],
            [number[self.targets[e]] for e in edges],
            [self.weights[e] for e in edges],
        )

    def without_parents_of(self, name: str) -> Qbaf:
        """The framework without the edges that end in one argument."""
        edges = [e for e, target in enumerate(self.targets) if target != self.index[name]]
        return replace(
            self,
            sources=[self.sources[e] for e in edges],
            targets=[self.targets[e] for e in edges],
            weights=[self.weights[e] for e in edges],
        )


def make_qbaf(base: Mapping[str, float], supports: Iterable[Link] = (), attacks: Iterable[Link] = ()) -> Qbaf:
    """A QBAF from names: links are (from, to) or (from, to, weight), weight 1 when left out."""
    number = {name: n for n, name in enumerate(base)}
    links = [(*link, 1.0)[:3] for link in supports]
    links += [(source, target, -weight) for source, target, weight in ((*link, 1.0)[:3] for link in attacks)]
    return Qbaf(
        list(base),
        list(base.values()),
        [number[str(link[0])] for link in links],
        [number[str(link[1])] for link in links],
        [float(link[2]) for link in links],
    )


@dataclass(frozen=True, slots=True)
class Solution:
    """Strengths by number. On a framework with rings, `rounds` of damped iteration and a bound on the error.

    `error` is 0 without rings, and None where no bound could be proven; the strengths of rings, and of what depends on
    them, are then where the iteration ended, not certified.
    """

    strengths: Sequence[float]
    rounds: int = 0
    error: float | None = 0.0


def solve(qbaf: Qbaf, semantics: GradualSemantics = "df-quad") -> Solution:
    """The strengths of all arguments."""
    if len(qbaf.sources) >= ARRAYS_FROM:
        from argmap.evaluation.gradual_arrays import solve_arrays

        solved = solve_arrays(qbaf, semantics)
        if solved is not None:
            return solved
    sigma = list(qbaf.base)
    rounds, error = 0, 0.0
    certain = True
    for part in qbaf.parts:
        if not is_ring(part, qbaf.parents):
            sigma[part[0]] = _update(qbaf, semantics, part[0], sigma)
            continue
        done, bound = _solve_ring(qbaf, semantics, part, sigma)
        rounds = max(rounds, done)
        certain = certain and bound is not None
        error = max(error, bound or 0.0)
    return Solution(sigma, rounds, error if certain else None)


def gradients(qbaf: Qbaf, of: str, semantics: GradualSemantics = "df-quad") -> tuple[Solution, Sequence[float]]:
    """How the strength of one argument changes with each base score: ∂σ(of)/∂τ(x) for every x, in one reverse pass.

    NaN for what reaches `of` only through a ring in which the derivative does not settle.
    """
    if len(qbaf.sources) >= ARRAYS_FROM:
        from argmap.evaluation.gradual_arrays import gradients_arrays

        found = gradients_arrays(qbaf, qbaf.index[of], semantics)
        if found is not None:
            return found
    solved = solve(qbaf, semantics)
    by_base = sweep_back(
        qbaf.parts,
        len(qbaf.arguments),
        qbaf.index[of],
        lambda n: _slopes(qbaf, semantics, n, solved.strengths),
    )
    return solved, by_base


# -- one argument ----------------------------------------------------------------------------------------------------


def _update(qbaf: Qbaf, semantics: GradualSemantics, n: int, sigma: Sequence[float]) -> float:
    """The strength of an argument, given its parents'."""
    if semantics == "df-quad":
        keeps_support = keeps_attack = 1.0
        for e in qbaf.incoming[n]:
            weight = qbaf.weights[e]
            left = 1.0 - min(1.0, abs(weight) * sigma[qbaf.sources[e]])
            if weight > 0:
                keeps_support *= left
            else:
                keeps_attack *= left
        energy = keeps_attack - keeps_support
    else:
        energy = sum(qbaf.weights[e] * sigma[qbaf.sources[e]] for e in qbaf.incoming[n])
    return influence(semantics, qbaf.base[n], energy)


def influence(semantics: GradualSemantics, base: float, energy: float) -> float:
    """The strength that an aggregate gives to a base score; positive energy is support."""
    if semantics == "df-quad":
        return base + (1.0 - base) * energy if energy >= 0 else base + base * energy
    if semantics == "quadratic-energy":
        pull = energy * energy / (1.0 + energy * energy)
        return base + (1.0 - base) * pull if energy >= 0 else base - base * pull
    if semantics == "euler":
        return 1.0 - (1.0 - base * base) / (1.0 + base * _exp(energy))
    if base <= 0.0 or base >= 1.0:
        return base
    logit = log(base / (1.0 - base)) + energy
    return 1.0 / (1.0 + _exp(-logit))


def _exp(x: float) -> float:
    return exp(min(x, 700.0))


def _influence_slopes(semantics: GradualSemantics, base: float, energy: float) -> tuple[float, float]:
    """∂σ/∂τ and ∂σ/∂E of the semantics that add up energies."""
    if semantics == "quadratic-energy":
        square = 1.0 + energy * energy
        pull, slope = 1.0 - 1.0 / square, 2.0 * abs(energy) / (square * square)
        return (1.0 - pull, (1.0 - base) * slope) if energy >= 0 else (1.0 - pull, base * slope)
    if semantics == "euler":
        grown = _exp(energy)
        below = 1.0 + base * grown
        left = 1.0 - base * base
        return 2.0 * base / below + left * grown / (below * below), left * base * grown / (below * below)
    if base <= 0.0 or base >= 1.0:
        return _exp(energy if base <= 0.0 else -energy), 0.0
    value = influence(semantics, base, energy)
    slope = value * (1.0 - value)
    return slope / (base * (1.0 - base)), slope


def _slopes(qbaf: Qbaf, semantics: GradualSemantics, n: int, sigma: Sequence[float]) -> Slopes:
    """How the strength of an argument changes with its base score and with each parent's strength."""
    edges = qbaf.incoming[n]
    if semantics != "df-quad":
        energy = sum(qbaf.weights[e] * sigma[qbaf.sources[e]] for e in edges)
        own, by_energy = _influence_slopes(semantics, qbaf.base[n], energy)
        return own, [(qbaf.sources[e], by_energy * qbaf.weights[e]) for e in edges]
    found: list[tuple[int, float]] = []
    keeps = [1.0, 1.0]
    for side, sign in ((0, 1.0), (1, -1.0)):
        mine = [e for e in edges if qbaf.weights[e] * sign > 0]
        left = [1.0 - min(1.0, abs(qbaf.weights[e]) * sigma[qbaf.sources[e]]) for e in mine]
        others = products_of_others(left)
        for e, other in zip(mine, others, strict=True):
            clipped = abs(qbaf.weights[e]) * sigma[qbaf.sources[e]] > 1.0
            found.append((qbaf.sources[e], 0.0 if clipped else qbaf.weights[e] * other))
        keeps[side] = left[0] * others[0] if mine else 1.0
    base, energy = qbaf.base[n], keeps[1] - keeps[0]
    return 1.0 - abs(energy), [(parent, slope * side_of_kink(base, energy, slope)) for parent, slope in found]


# -- rings -----------------------------------------------------------------------------------------------------------


def _solve_ring(
    qbaf: Qbaf, semantics: GradualSemantics, part: list[int], sigma: list[float]
) -> tuple[int, float | None]:
    """Damped iteration from 0, in place; rounds, and a bound on the error where one can be given.

    The bound is Banach's a-posteriori one, r·L/(1 − L), in a maximum norm scaled by the leading vector of |J|: where
    any scaling certifies the point, this one does.
    """
    members = set(part)
    for n in part:
        sigma[n] = 0.0
    residual, rounds = 1.0, 0
    links = sum(len(qbaf.incoming[n]) + 1 for n in part)
    for damping, most in DAMPING:
        for _ in range(max(100, min(most, _MOST_WORK // links))):
            rounds += 1
            fresh = [_update(qbaf, semantics, n, sigma) for n in part]
            residual = max(abs(new - sigma[n]) for n, new in zip(part, fresh, strict=True))
            for n, new in zip(part, fresh, strict=True):
                sigma[n] += damping * (new - sigma[n])
            if residual <= _TOLERANCE:
                break
        if residual <= _TOLERANCE:
            break
    jacobian = {
        n: [(parent, abs(slope)) for parent, slope in _slopes(qbaf, semantics, n, sigma)[1] if parent in members]
        for n in part
    }
    scale = dict.fromkeys(part, 1.0)
    for _ in range(200):
        grown = {n: sum(slope * scale[p] for p, slope in jacobian[n]) + 1e-9 for n in part}
        top = max(grown.values())
        scale = {n: 0.5 * scale[n] + 0.5 * grown[n] / top for n in part}
    bound = max(sum(slope * scale[p] for p, slope in jacobian[n]) / scale[n] for n in part)
    if bound >= 1.0 or residual > _ROOM:
        return rounds, None
    spread = max(scale.values()) / min(scale.values())
    return rounds, residual * spread * bound / (1.0 - bound)


# -- contributions ---------------------------------------------------------------------------------------------------

ContributionKind = Literal["removal", "intrinsic", "shapley", "gradient"]


def contribution(
    qbaf: Qbaf, of: str, to: str, kind: ContributionKind, semantics: GradualSemantics = "df-quad"
) -> float:
    """What one argument contributes to the strength of another (Kampik et al. 2024, arXiv 2401.08879).

    removal: strength now minus strength without it; intrinsic: the same, once it has lost what bears on it itself;
    shapley: its removal averaged over all sets of others removed with it (exponential, so at most 16 others: ValueError
    for more); gradient: the derivative by its base score.
    """
    if kind == "gradient":
        return gradients(qbaf, to, semantics)[1][qbaf.index[of]]

    def strength(framework: Qbaf) -> float:
        return solve(framework, semantics).strengths[framework.index[to]]

    if kind == "removal":
        return strength(qbaf) - strength(qbaf.without([of]))
    if kind == "intrinsic":
        return strength(qbaf.without_parents_of(of)) - strength(qbaf.without([of]))
    return _shapley(qbaf, of, to, strength)


def _shapley(qbaf: Qbaf, of: str, to: str, strength: Callable[[Qbaf], float]) -> float:
    from itertools import combinations
    from math import comb

    others = [name for name in qbaf.arguments if name not in (of, to)]
    if len(others) > 16:
        raise ValueError("Shapley contributions are worked out for at most 18 arguments.")
    total = 0.0
    for size in range(len(others) + 1):
        weight = 1.0 / ((len(others) + 1) * comb(len(others), size))
        for removed in combinations(others, size):
            smaller = qbaf.without(removed)
            total += weight * (strength(smaller) - strength(smaller.without([of])))
    return total
