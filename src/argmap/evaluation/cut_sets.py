"""The smallest sets of claims whose fall topples a conclusion, smallest first.

With python-sat: a MaxSAT problem. "These claims fall" and the forward half of the labelling rules are clauses; a model
is any labelling closed under the rules, so the conclusion is toppled exactly when some model leaves it not IN, with
rings and attacks included. Found sets and their supersets are then excluded one by one. Without python-sat: Reiter's
hitting-set tree over proofs, breadth first, exact as far as it gets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from argmap.evaluation.labels import GROUND_WEIGHT, IN, OUT, label_claims, meets_standard
from argmap.evaluation.network import Network
from argmap.evaluation.proofs import prove

if TYPE_CHECKING:
    from argmap.evaluation.outcome import Evaluation

DEFAULT_LIMIT = 20
_TREE_BUDGET = 3000


@dataclass(frozen=True, slots=True)
class CutSets:
    """Sets of claim ids, smallest first, and whether these are all there are. The conclusion itself never counts."""

    sets: tuple[tuple[str, ...], ...]
    complete: bool


def find_cut_sets(evaluation: Evaluation, conclusion: str, limit: int = DEFAULT_LIMIT, solver: bool = True) -> CutSets:
    """Up to `limit` smallest sets of other claims whose fall topples a conclusion; none where it does not stand.

    Uses python-sat where it is installed and `solver` is true.
    """
    net = evaluation.network
    goal = net.index[conclusion]
    if evaluation.granted.claims[goal] != IN:
        return CutSets((), True)
    found: list[list[int]] = []
    search = _by_maxsat(evaluation, goal) if solver and _have_solver() else _by_tree(evaluation, goal)
    for cut in search:
        if cut is None or len(found) == limit:
            return _name_sets(net, found, complete=False)
        found.append(sorted(cut))
    return _name_sets(net, found, complete=True)


def _name_sets(net: Network, cuts: list[list[int]], complete: bool) -> CutSets:
    in_order = sorted(cuts, key=lambda cut: (len(cut), cut))
    return CutSets(tuple(tuple(net.claims[c] for c in cut) for cut in in_order), complete)


def _have_solver() -> bool:
    try:
        import pysat.examples.rc2  # noqa: F401
    except ImportError:
        return False
    return True


def _by_tree(evaluation: Evaluation, goal: int) -> Iterator[frozenset[int] | None]:
    """Breadth-first hitting-set tree; yields None when the budget is spent before all sets are found."""
    net, run = evaluation.network, evaluation.granted
    cuts: list[frozenset[int]] = []
    level: dict[frozenset[int], None] = {frozenset(): None}
    budget = _TREE_BUDGET
    while level:
        deeper: dict[frozenset[int], None] = {}
        for fallen in level:
            if any(cut <= fallen for cut in cuts):
                continue
            budget -= 1
            if budget < 0:
                yield None
                return
            forced = {**evaluation.forced, **dict.fromkeys(fallen, OUT)}
            again = label_claims(net, run.granted, forced, evaluation.dead_steps)
            if again.claims[goal] != IN:
                cuts.append(fallen)
                yield fallen
                continue
            for c in sorted(prove(net, again, goal)):
                if c != goal and c not in evaluation.forced:
                    deeper[fallen | {c}] = None
        level = deeper


def _by_maxsat(evaluation: Evaluation, goal: int) -> Iterator[frozenset[int] | None]:
    from pysat.examples.rc2 import RC2
    from pysat.formula import WCNF

    clauses, fallen = _Rules(evaluation).write(goal)
    formula = WCNF()
    formula.extend(clauses)
    for variable in fallen.values():
        formula.append([-variable], weight=1)
    by_variable = {variable: c for c, variable in fallen.items()}
    # Of the solvers that python-sat brings, glucose 4 was the fastest on these formulas by a third.
    with RC2(formula, solver="g4") as search:
        while (model := search.compute()) is not None:
            cut = [v for v in model if v > 0 and v in by_variable]
            yield frozenset(by_variable[v] for v in cut)
            search.add_clause([-v for v in cut])


class _Rules:
    """The labelling rules as clauses, forward half only, for the facts that the conclusion depends on."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.net: Network = evaluation.network
        self.granted = evaluation.granted
        self.forced = evaluation.forced
        self.dead = evaluation.dead_steps
        self.clauses: list[list[int]] = []
        self.variables: dict[tuple[str, int], int] = {}
        self.waiting: list[tuple[str, int]] = []

    def write(self, goal: int) -> tuple[list[list[int]], dict[int, int]]:
        """Clauses that say "the goal is not IN", and the variable "falls" of each claim that may fall."""
        self.clauses.append([-self.fact("in", goal)])
        rules: dict[str, Any] = {
            "in": self._claim_in,
            "out": self._claim_out,
            "live": self._step_live,
            "dead": self._step_dead,
        }
        while self.waiting:
            kind, node = self.waiting.pop()
            rules[kind](node)
        falls = {node: v for (kind, node), v in self.variables.items() if kind == "falls"}
        may_fall = falls.pop(goal, None)
        if may_fall is not None:
            self.clauses.append([-may_fall])
        return self.clauses, falls

    def fact(self, kind: str, node: int) -> int:
        """The variable of a fact; its rule is written once."""
        key = (kind, node)
        if key not in self.variables:
            self.variables[key] = len(self.variables) + 1
            if kind in ("in", "out", "live", "dead"):
                self.waiting.append(key)
        return self.variables[key]

    def _sides(self, c: int) -> list[tuple[float, int | None]]:
        """What may carry a claim: (weight, step), with None for a leaf."""
        sides: list[tuple[float, int | None]] = [(self.net.weights[s], s) for s in self.net.reasons[c]]
        if self.granted.granted[c]:
            sides.append((GROUND_WEIGHT, None))
        standard = self.net.standards[c]
        return [side for side in sides if meets_standard(standard, side[0], 0.0)]

    def _beating(self, c: int, weight: float) -> list[int]:
        standard = self.net.standards[c]
        return [s for s in self.net.objections[c] if not meets_standard(standard, weight, self.net.weights[s])]

    def _claim_in(self, c: int) -> None:
        me = self.fact("in", c)
        if c in self.forced:
            if self.forced[c] == IN:
                self.clauses.append([me])
            return
        if self.granted.claims[c] == OUT and not self.net.reasons[c] and not self.granted.granted[c]:
            return
        falls = self.fact("falls", c)
        for weight, step in self._sides(c):
            clause = [me, falls]
            if step is not None:
                clause.append(-self.fact("live", step))
            clause += [-self.fact("dead", t) for t in self._beating(c, weight)]
            self.clauses.append(clause)

    def _claim_out(self, c: int) -> None:
        me = self.fact("out", c)
        if c in self.forced:
            if self.forced[c] == OUT:
                self.clauses.append([me])
            return
        self.clauses.append([-self.fact("falls", c), me])
        clause = [me]
        for weight, step in self._sides(c):
            down = self.fact("down" if step is not None else "leaf down", c if step is None else step)
            clause.append(-down)
            if step is not None:
                self.clauses.append([-self.fact("dead", step), down])
            for t in self._beating(c, weight):
                self.clauses.append([-self.fact("live", t), down])
        self.clauses.append(clause)

    def _step_live(self, s: int) -> None:
        if s in self.dead:
            return
        clause = [self.fact("live", s)]
        clause += [-self.fact("in", p) for p in self.net.premises[s]]
        clause += [-self.fact("out", u) for u in self.net.undercutters[s]]
        self.clauses.append(clause)

    def _step_dead(self, s: int) -> None:
        me = self.fact("dead", s)
        if s in self.dead:
            self.clauses.append([me])
            return
        for p in self.net.premises[s]:
            self.clauses.append([-self.fact("out", p), me])
        for u in self.net.undercutters[s]:
            self.clauses.append([-self.fact("in", u), me])
