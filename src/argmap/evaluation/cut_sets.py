"""The smallest sets of claims whose fall topples a conclusion, smallest first.

Sets of one claim are the single points of failure, which are found without search; what is searched for are sets of
other claims. That is a MaxSAT problem. "These claims fall" and the forward half of the labelling rules are clauses; a
model is any labelling closed under the rules, so the conclusion is toppled exactly when some model leaves it not IN,
with rings and attacks included. What the rules alone settle is settled before the search. Found sets and their
supersets are then excluded one by one. The search stops at a fixed amount of work, and says that more sets may exist.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from argmap.evaluation.labels import GROUND_WEIGHT, IN, OUT, meets_standard
from argmap.evaluation.network import Network
from argmap.evaluation.proofs import prove

if TYPE_CHECKING:
    from argmap.evaluation.outcome import Evaluation

DEFAULT_LIMIT = 20
_MOST_SORTED = 20_000_000


@dataclass(frozen=True, slots=True)
class CutSets:
    """Sets of claim ids, smallest first, and whether these are all there are. The conclusion itself never counts."""

    sets: tuple[tuple[str, ...], ...]
    complete: bool


def find_cut_sets(evaluation: Evaluation, conclusion: str, limit: int = DEFAULT_LIMIT) -> CutSets:
    """Up to `limit` smallest sets of other claims whose fall topples a conclusion; none where it does not stand."""
    net = evaluation.network
    goal = net.index[conclusion]
    if evaluation.granted.claims[goal] != IN:
        return CutSets((), True)
    single = [net.index[claim] for claim in evaluation.single_points[conclusion]]
    found = [[c] for c in single[:limit]]
    if len(single) > limit:
        return _name_sets(net, found, complete=False)
    alone = frozenset(single)
    if prove(net, evaluation.granted, goal) <= alone | {goal} | set(evaluation.forced):
        return _name_sets(net, found, complete=True)
    for cut in _search(evaluation, goal, alone):
        if cut is None or len(found) == limit:
            return _name_sets(net, found, complete=False)
        found.append(sorted(cut))
    return _name_sets(net, found, complete=True)


def _name_sets(net: Network, cuts: list[list[int]], complete: bool) -> CutSets:
    in_order = sorted(cuts, key=lambda cut: (len(cut), cut))
    return CutSets(tuple(tuple(net.claims[c] for c in cut) for cut in in_order), complete)


def _search(evaluation: Evaluation, goal: int, alone: frozenset[int]) -> Iterator[frozenset[int] | None]:
    """Sets of claims that are not `alone`, smallest first; yields None when the budget is spent."""
    from pysat.examples.rc2 import RC2
    from pysat.formula import WCNF
    from pysat.solvers import Solver

    clauses, fallen = _Rules(evaluation).write(goal)
    clauses += [[-variable] for c, variable in fallen.items() if c in alone]
    # Of the solvers that python-sat brings, glucose 4 was the fastest on these formulas by a third.
    with Solver("g4", bootstrap_with=[clause for clause in clauses if len(clause) > 1]) as plain:
        possible, settled = plain.propagate([clause[0] for clause in clauses if len(clause) == 1])
    if not possible:
        return
    known = set(settled)
    always = {c for c, variable in fallen.items() if variable in known}
    by_variable = {variable: c for c, variable in fallen.items() if variable not in known and -variable not in known}
    if not by_variable:
        yield frozenset(always)
        return
    formula = WCNF()
    formula.extend(clauses)
    for variable in by_variable:
        formula.append([-variable], weight=1)
    with RC2(formula, solver="g4") as search:
        work_out_core, left = search.process_core, _MOST_SORTED

        def process_core() -> None:
            nonlocal left
            left -= len(search.sels) + len(search.sums)
            if left < 0:
                raise _SpentError
            work_out_core()

        # Each core costs the search as much as there are claims left that may fall.
        search.process_core = process_core
        try:
            while (model := search.compute()) is not None:
                cut = [v for v in model if v > 0 and v in by_variable]
                yield frozenset(by_variable[v] for v in cut) | always
                if not cut:
                    return
                search.add_clause([-v for v in cut])
        except _SpentError:
            yield None


class _SpentError(Exception):
    """The search has cost as much as it may."""


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
        self.joined = 0

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

    def _sides(self, c: int) -> list[tuple[int | None, int]]:
        """What may carry a claim (a step, or None for a leaf), and how many of its heaviest objections beat it."""
        standard, weights = self.net.standards[c], self.net.weights
        carrying: list[tuple[float, int | None]] = [(weights[s], s) for s in self.net.reasons[c]]
        if self.granted.granted[c]:
            carrying.append((GROUND_WEIGHT, None))
        against = [weights[s] for s in self._heavy_first(c)]

        def beaten_by(weight: float) -> int:
            # Whoever beats an objection beats every lighter one.
            return bisect_left(against, True, key=lambda other: meets_standard(standard, weight, other))

        return [(step, beaten_by(weight)) for weight, step in carrying if meets_standard(standard, weight, 0.0)]

    def _heavy_first(self, c: int) -> list[int]:
        return sorted(self.net.objections[c], key=lambda s: -self.net.weights[s])

    def _join_heaviest(self, c: int, most: int, kind: Literal["dead", "live"]) -> list[int]:
        """For each number of its heaviest objections up to `most`, a variable: all dead, or one of them live."""
        variables = [0]
        for number, s in enumerate(self._heavy_first(c)[:most]):
            one, before = self.fact(kind, s), variables[-1]
            if number == 0:
                variables.append(one)
                continue
            self.joined += 1
            joined = self.fact("joined", self.joined)
            self.clauses += [[-one, -before, joined]] if kind == "dead" else [[-one, joined], [-before, joined]]
            variables.append(joined)
        return variables

    def _claim_in(self, c: int) -> None:
        me = self.fact("in", c)
        if c in self.forced:
            if self.forced[c] == IN:
                self.clauses.append([me])
            return
        if self.granted.claims[c] == OUT and not self.net.reasons[c] and not self.granted.granted[c]:
            return
        falls = self.fact("falls", c)
        sides = self._sides(c)
        all_dead = self._join_heaviest(c, max((beaten_by for _, beaten_by in sides), default=0), "dead")
        for step, beaten_by in sides:
            clause = [me, falls]
            if step is not None:
                clause.append(-self.fact("live", step))
            if beaten_by:
                clause.append(-all_dead[beaten_by])
            self.clauses.append(clause)

    def _claim_out(self, c: int) -> None:
        me = self.fact("out", c)
        if c in self.forced:
            if self.forced[c] == OUT:
                self.clauses.append([me])
            return
        self.clauses.append([-self.fact("falls", c), me])
        clause = [me]
        sides = self._sides(c)
        one_live = self._join_heaviest(c, max((beaten_by for _, beaten_by in sides), default=0), "live")
        for step, beaten_by in sides:
            down = self.fact("down" if step is not None else "leaf down", c if step is None else step)
            clause.append(-down)
            if step is not None:
                self.clauses.append([-self.fact("dead", step), down])
            if beaten_by:
                self.clauses.append([-one_live[beaten_by], down])
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
