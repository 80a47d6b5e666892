"""Labels, single points of failure and cut sets, against plain enumeration on random small arguments.

The reference here follows the definitions word by word and shares no code with the package: three-valued iteration from
"everything undecided", and every set of claims tried one by one.
"""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.argument.model import Argument, Step
from argmap.evaluation import evaluate
from argmap.evaluation.cut_sets import find_cut_sets
from argmap.evaluation.explain import explain_claim
from argmap.evaluation.labels import IN, OUT, UNDECIDED
from argument_maker import arguments, make_argument, make_claim


def _beats(standard: str | None, weight_for: float, weight_against: float) -> bool:
    ok = weight_for > weight_against
    if standard in ("clear-and-convincing", "beyond-reasonable-doubt"):
        ok = ok and weight_for - weight_against > 0.5
    if standard == "beyond-reasonable-doubt":
        ok = ok and weight_against < 0.3
    return ok


def label_by_definition(argument: Argument, rejected: frozenset[str] = frozenset()) -> dict[str, str]:
    """Iterate the definition from "undecided everywhere" until nothing changes."""
    label = dict.fromkeys(argument.claims, "undecided")

    def status(step: Step) -> str:
        if all(label[p] == "in" for p in step.premises) and all(label[u] == "out" for u in step.unless):
            return "live"
        if any(label[p] == "out" for p in step.premises) or any(label[u] == "in" for u in step.unless):
            return "dead"
        return "open"

    def best(steps: tuple[Step, ...], allowed: set[str], leaf: float) -> float:
        return max([leaf, *(s.weight for s in steps if status(s) in allowed)])

    while True:
        fresh = {}
        for id, claim in argument.claims.items():
            leaf = 1.0 if claim.citations else 0.0
            if id in rejected:
                fresh[id] = "out"
            elif _beats(
                claim.standard, best(claim.reasons, {"live"}, leaf), best(claim.objections, {"live", "open"}, 0.0)
            ):
                fresh[id] = "in"
            elif not _beats(
                claim.standard, best(claim.reasons, {"live", "open"}, leaf), best(claim.objections, {"live"}, 0.0)
            ):
                fresh[id] = "out"
            else:
                fresh[id] = "undecided"
        if fresh == label:
            return label
        label = fresh


@given(arguments(most=8))
def test_labels_are_the_least_fixpoint(argument: Argument) -> None:
    words = {IN: "in", OUT: "out", UNDECIDED: "undecided"}
    evaluation = evaluate(argument)
    ours = {c: words[evaluation.granted.claims[n]] for n, c in enumerate(argument.claims)}
    assert ours == label_by_definition(argument)


@given(arguments(most=7))
def test_single_points_are_the_claims_whose_rejection_alone_topples_the_conclusion(argument: Argument) -> None:
    expected = set()
    if label_by_definition(argument)["c0"] == "in":
        expected = {c for c in argument.claims if label_by_definition(argument, frozenset({c}))["c0"] != "in"} - {"c0"}
    assert set(evaluate(argument).single_points["c0"]) == expected


@given(arguments(most=7))
def test_single_sources_are_those_whose_loss_alone_topples_the_conclusion(argument: Argument) -> None:
    evaluation = evaluate(argument)
    expected = set()
    for key in ("k", "m"):
        lost = {c.id: "refuted" for claim in argument.claims.values() for c in claim.citations if c.key == key}
        stood = evaluation.labels["c0"].label in ("established", "provisional")
        if stood and evaluate(argument, lost).labels["c0"].label not in ("established", "provisional"):
            expected.add(key)
    assert set(evaluation.single_sources["c0"]) == expected


def cuts_by_definition(argument: Argument) -> set[frozenset[str]]:
    """Every smallest set: no set that was found before, by size, is part of it."""
    others = [c for c in argument.claims if c != "c0"]
    found: list[frozenset[str]] = []
    if label_by_definition(argument)["c0"] != "in":
        return set()
    for size in range(1, len(others) + 1):
        for chosen in map(frozenset, combinations(others, size)):
            if not any(cut <= chosen for cut in found) and label_by_definition(argument, chosen)["c0"] != "in":
                found.append(chosen)
    return set(found)


@given(argument=arguments(most=6))
def test_cut_sets_are_all_the_smallest_sets_that_topple_the_conclusion(argument: Argument) -> None:
    cuts = find_cut_sets(evaluate(argument), "c0", limit=1000)
    assert cuts.complete
    assert {frozenset(cut) for cut in cuts.sets} == cuts_by_definition(argument)
    assert [len(cut) for cut in cuts.sets] == sorted(len(cut) for cut in cuts.sets)


@given(argument=arguments(most=7), states=st.dictionaries(st.integers(0, 6), st.sampled_from(["verified", "refuted"])))
def test_label_follows_from_the_two_runs(argument: Argument, states: dict[int, str]) -> None:
    by_handle = {f"c{n}/cites-1": state for n, state in states.items()}
    evaluation = evaluate(argument, by_handle)
    for n, claim in enumerate(argument.claims):
        runs = (evaluation.verified.claims[n], evaluation.granted.claims[n])
        label = evaluation.labels[claim].label
        assert (label == "established") == (runs == (IN, IN))
        assert (label == "provisional") == (runs[0] != IN and runs[1] == IN)
        assert label != "circular" or runs[1] == UNDECIDED
        assert evaluation.labels[claim].because
        assert explain_claim(argument, evaluation, claim).startswith(f"{claim}: {label}\n")


@pytest.mark.parametrize(("count", "ring"), [(30, False), (30, True), (400, False), (400, True)])
def test_load_counts_each_claim_that_hangs_on_another_once_be_they_few_or_many(count: int, ring: bool) -> None:
    """Those above a claim are kept as numbers where they are few and as bits where they are many."""
    below = {n: [m for m in (n + 1, n + 3, 2 * n + 1) if m < count] for n in range(count)}
    if ring:
        below[count // 2].append(count // 3)
    argument = make_argument(*(make_claim(f"c{n}", because=[f"c{m}" for m in ms]) for n, ms in below.items()))
    above: dict[int, set[int]] = {n: set() for n in below}
    for top in below:
        waiting, seen = [top], set()
        while waiting:
            new = set(below[waiting.pop()]) - seen
            seen |= new
            waiting += new
        for n in seen - {top}:
            above[n].add(top)
    assert evaluate(argument).load == {f"c{n}": len(tops) for n, tops in above.items()}
