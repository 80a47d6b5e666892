"""Abstract argumentation after Dung (1995): extensions of a framework, and the projection of an argument onto one.

Grounded is computed in linear time. The others enumerate complete labellings (in, out, undecided; Caminada 2006) with
python-sat. The projection has a node for each claim, for "the claim is not shown", and for each step; its grounded
extension is the labelling that `evaluate` gives, which a test holds it to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, get_args

DungSemantics = Literal["grounded", "complete", "preferred", "stable", "ideal", "semi-stable"]
DUNG_SEMANTICS: tuple[DungSemantics, ...] = get_args(DungSemantics)

Extension = frozenset[int]


@dataclass(frozen=True)
class Framework:
    """Arguments by name and attacks between their numbers, (attacker, attacked)."""

    arguments: Sequence[str]
    attacks: Sequence[tuple[int, int]]

    @cached_property
    def attackers(self) -> list[list[int]]:
        """For each argument, those that attack it."""
        lists: list[list[int]] = [[] for _ in self.arguments]
        for attacker, attacked in dict.fromkeys(self.attacks):
            lists[attacked].append(attacker)
        return lists

    @cached_property
    def attacked(self) -> list[list[int]]:
        """For each argument, those that it attacks."""
        lists: list[list[int]] = [[] for _ in self.arguments]
        for attacker, attacked in dict.fromkeys(self.attacks):
            lists[attacker].append(attacked)
        return lists


def extensions(framework: Framework, semantics: DungSemantics) -> Iterator[Extension]:
    """The extensions under a semantics, as sets of argument numbers, each once.

    There may be exponentially many: take as many as you want from the iterator.
    """
    if semantics == "grounded":
        return iter((ground(framework),))
    search: dict[DungSemantics, Callable[[Framework], Iterator[Extension]]] = {
        "complete": _complete,
        "preferred": _preferred,
        "stable": _stable,
        "semi-stable": _semi_stable,
        "ideal": _ideal,
    }
    return search[semantics](framework)


def ground(framework: Framework) -> Extension:
    """The grounded extension: what nobody attacks, what that defends, and so on."""
    return frozenset(n for n, status in enumerate(ground_labels(framework)) if status == "in")


def ground_labels(framework: Framework) -> list[Literal["in", "out", "undecided"]]:
    """The grounded labelling, in linear time."""
    labels: list[Literal["in", "out", "undecided"]] = ["undecided"] * len(framework.arguments)
    missing = [len(attackers) for attackers in framework.attackers]
    accepted = [n for n, left in enumerate(missing) if left == 0]
    for n in accepted:
        labels[n] = "in"
        for beaten in framework.attacked[n]:
            if labels[beaten] != "undecided":
                continue
            labels[beaten] = "out"
            for freed in framework.attacked[beaten]:
                missing[freed] -= 1
                if missing[freed] == 0 and labels[freed] == "undecided":
                    accepted.append(freed)
    return labels


class _Search:
    """A SAT solver that holds the complete labellings: variable n + 1 says "n is in", count + n + 1 "n is out"."""

    def __init__(self, framework: Framework, admissible: bool = False) -> None:
        from pysat.solvers import Solver

        self.framework = framework
        self.count = len(framework.arguments)
        self.solver: Any = Solver(name="m22")
        self.extra = 2 * self.count
        for n, attackers in enumerate(framework.attackers):
            ins = [self.is_in(a) for a in attackers]
            outs = [self.is_out(a) for a in attackers]
            self.solver.add_clause([-self.is_in(n), -self.is_out(n)])
            self.solver.add_clause([-self.is_out(n), *ins])
            for attacker_in, attacker_out in zip(ins, outs, strict=True):
                self.solver.add_clause([self.is_out(n), -attacker_in])
                self.solver.add_clause([-self.is_in(n), attacker_out])
            if not admissible:
                self.solver.add_clause([self.is_in(n), *(-out for out in outs)])

    def __enter__(self) -> _Search:
        return self

    def __exit__(self, *_: object) -> None:
        self.solver.delete()

    def is_in(self, n: int) -> int:
        return n + 1

    def is_out(self, n: int) -> int:
        return self.count + n + 1

    def fresh(self) -> int:
        """A variable that nothing else uses, to switch clauses on for one question."""
        self.extra += 1
        return self.extra

    def find(self, assumptions: Sequence[int] = ()) -> tuple[set[int], set[int]] | None:
        """The arguments that are in, and out, in one labelling; None where there is none."""
        if not self.solver.solve(assumptions=list(assumptions)):
            return None
        # A model lists every variable in order, so the first two stretches of it are "in" and "out".
        model = self.solver.get_model()
        ins, outs = model[: self.count], model[self.count : 2 * self.count]
        return {n for n, value in enumerate(ins) if value > 0}, {n for n, value in enumerate(outs) if value > 0}

    def add(self, clause: Iterable[int]) -> None:
        self.solver.add_clause(list(clause))


def _complete(framework: Framework) -> Iterator[Extension]:
    with _Search(framework) as search:
        while (found := search.find()) is not None:
            accepted = found[0]
            yield frozenset(accepted)
            # A complete labelling is fixed by what is in, so excluding that set excludes this one only.
            search.add((-1 if n in accepted else 1) * search.is_in(n) for n in range(search.count))


def _stable(framework: Framework) -> Iterator[Extension]:
    with _Search(framework) as search:
        for n in range(search.count):
            search.add((search.is_in(n), search.is_out(n)))
        while (found := search.find()) is not None:
            yield frozenset(found[0])
            search.add(-search.is_in(n) for n in found[0])


def _preferred(framework: Framework) -> Iterator[Extension]:
    with _Search(framework) as search:
        while (found := search.find()) is not None:
            accepted = found[0]
            while True:
                switch = search.fresh()
                search.add((-switch, *(search.is_in(n) for n in range(search.count) if n not in accepted)))
                larger = search.find((switch, *(search.is_in(n) for n in sorted(accepted))))
                search.add((-switch,))
                if larger is None:
                    break
                accepted = larger[0]
            yield frozenset(accepted)
            search.add(search.is_in(n) for n in range(search.count) if n not in accepted)


def _semi_stable(framework: Framework) -> Iterator[Extension]:
    """Largest in ∪ out first by growing, then every labelling with that same range, then on to ranges beside it."""
    with _Search(framework) as search:
        while (found := search.find()) is not None:
            decided = found[0] | found[1]
            while True:
                switch = search.fresh()
                rest = [n for n in range(search.count) if n not in decided]
                search.add((-switch, *(v for n in rest for v in (search.is_in(n), search.is_out(n)))))
                kept = _decided_switch(search, decided)
                larger = search.find((switch, kept))
                search.add((-switch,))
                search.add((-kept,))
                if larger is None:
                    break
                decided = larger[0] | larger[1]
            kept = _decided_switch(search, decided)
            with_range = search.find((kept,))
            while with_range is not None:
                yield frozenset(with_range[0])
                search.add((-kept, *((-1 if n in with_range[0] else 1) * search.is_in(n) for n in range(search.count))))
                with_range = search.find((kept,))
            search.add((-kept,))
            rest = [n for n in range(search.count) if n not in decided]
            search.add(v for n in rest for v in (search.is_in(n), search.is_out(n)))


def _decided_switch(search: _Search, decided: Iterable[int]) -> int:
    """A variable that demands that these arguments are decided."""
    switch = search.fresh()
    for n in sorted(decided):
        search.add((-switch, search.is_in(n), search.is_out(n)))
    return switch


def _ideal(framework: Framework) -> Iterator[Extension]:
    """The largest admissible set that no admissible set attacks (Dunne, Dvořák & Woltran 2013)."""
    with _Search(framework, admissible=True) as search:
        credulous: set[int] = set()
        for n in range(search.count):
            if n not in credulous:
                found = search.find((search.is_in(n),))
                if found is not None:
                    credulous |= found[0]
    kept = {n for n in credulous if not any(a in credulous for a in framework.attackers[n])}
    yield _largest_defended(framework, kept)


def _largest_defended(framework: Framework, kept: set[int]) -> Extension:
    """The largest admissible subset of a conflict-free set: drop what it does not defend until that changes nothing."""
    while True:
        beaten = {b for n in kept for b in framework.attacked[n]}
        defended = {n for n in kept if all(a in beaten for a in framework.attackers[n])}
        if defended == kept:
            return frozenset(kept)
        kept = defended
