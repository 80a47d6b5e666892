"""Strengths keep their promises on random arguments: bounds, monotony, neutral reasons, exact slopes, honest rings."""

from __future__ import annotations

from dataclasses import replace
from math import prod

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from argmap.argument.model import Argument, Claim, Step
from argmap.evaluation import Evaluation, EvaluationOptions, evaluate
from argmap.evaluation.gradual_semantics import strengths_under
from argmap.evaluation.labels import OUT
from argmap.evaluation.sensitivity import if_slightly_stronger
from argmap.evaluation.strengths import propagate, propagate_fall
from argmap.evaluation.whatif import suppose
from argument_maker import arguments, make_argument, make_claim

CLOSE = 1e-9


def middle(argument: Argument, claim: str = "c0") -> float:
    band = evaluate(argument).strength[claim]
    assert band is not None
    return band[1]


def add_step(argument: Argument, premise: str, kind: str, weight: float) -> Argument:
    """The argument with one more step on its conclusion c0."""
    claim = argument.claims["c0"]
    steps = claim.reasons if kind == "reason" else claim.objections
    step = Step(f"c0/extra-{kind}", "c0", kind, (premise,), claim.span, weight=weight)
    field = "reasons" if kind == "reason" else "objections"
    return Argument({**argument.claims, "c0": replace(claim, **{field: (*steps, step)})})


@given(arguments(most=8))
def test_middle_lies_between_the_ends_and_all_between_0_and_1(argument: Argument) -> None:
    for band in evaluate(argument).strength.values():
        if band is not None:
            low, mid, high = band
            assert -CLOSE <= low <= mid + CLOSE
            assert mid <= high + CLOSE
            assert high <= 1 + CLOSE


@given(arguments(most=7, rings=False), st.sampled_from([1.0, 0.5]), st.integers(1, 6))
def test_another_reason_never_lowers_and_another_objection_never_raises(
    argument: Argument, weight: float, premise: int
) -> None:
    name = f"c{premise}"
    assume(name in argument.claims)
    before = middle(argument)
    assert middle(add_step(argument, name, "reason", weight)) >= before - CLOSE
    assert middle(add_step(argument, name, "objection", weight)) <= before + CLOSE


@given(arguments(most=7, rings=False), st.sampled_from(["reason", "objection"]))
def test_step_of_strength_0_changes_nothing(argument: Argument, kind: str) -> None:
    silent = Argument({**argument.claims, "silent": make_claim("silent")})
    more = add_step(silent, "silent", kind, 1.0)
    assert evaluate(more).strength["c0"] == pytest.approx(evaluate(silent).strength["c0"], abs=CLOSE)
    assert evaluate(more).labels["c0"].label == evaluate(silent).labels["c0"].label


@pytest.mark.parametrize(
    ("claim", "states", "base"),
    [
        (make_claim("c0", cites=["k"]), {"c0/cites-1": "verified"}, 0.75),
        (make_claim("c0", cites=["k"]), {}, 0.45),
        (make_claim("c0", cites=["k"]), {"c0/cites-1": "refuted"}, 0.0),
        (make_claim("c0", evidence=["document"]), {"c0/evidence-1": "verified"}, 0.9),
        (make_claim("c0", kind="assumption"), {}, 0.5),
        (make_claim("c0", kind="definition"), {}, 1.0),
        (make_claim("c0", kind="question", cites=["k"]), {"c0/cites-1": "verified"}, 0.0),
        (make_claim("c0", cites=["k"], said_by="Smith"), {"c0/cites-1": "verified"}, 0.55),
        (make_claim("c0"), {}, 0.0),
    ],
)
def test_claim_without_steps_has_the_strength_of_its_leaves(claim, states, base) -> None:
    assert evaluate(make_argument(claim), states).strength["c0"] == pytest.approx((base, base, base))


def test_ten_notes_to_one_book_are_one_source() -> None:
    once = evaluate(make_argument(make_claim("a", cites=["book"])))
    often = evaluate(make_argument(make_claim("a", cites=["book"] * 10)))
    two = evaluate(make_argument(make_claim("a", cites=["book", "other"])))
    assert often.strength["a"] == once.strength["a"] == pytest.approx((0.45, 0.45, 0.45))
    assert two.strength["a"] == pytest.approx((0.45, 1 - 0.55**2, 0.9))


def test_minimum_of_linked_premises_is_a_choice() -> None:
    linked = make_argument(
        make_claim("c0", because=["a + b"]), make_claim("a", cites=["k"]), make_claim("b", cites=["m"])
    )
    assert middle(linked) == pytest.approx(0.45**2)
    by_minimum = evaluate(linked, options=EvaluationOptions(premises="minimum")).strength["c0"]
    assert by_minimum is not None
    assert by_minimum[1] == pytest.approx(0.45)


# -- rings -----------------------------------------------------------------------------------------------------------


def test_ring_of_support_that_nothing_feeds_gets_no_number() -> None:
    argument = make_argument(
        make_claim("a", because=["b"]), make_claim("b", because=["a"]), make_claim("above", because=["a"])
    )
    evaluation = evaluate(argument)
    assert evaluation.strength == {"a": None, "b": None, "above": None}
    assert evaluation.strengths[1][0].error is None


def test_ring_of_attack_gets_a_number_with_a_certificate() -> None:
    argument = make_argument(
        make_claim("a", but=["b"], kind="assumption"), make_claim("b", but=["a"], kind="assumption")
    )
    evaluation = evaluate(argument)
    assert evaluation.strength["a"] == pytest.approx((1 / 3, 1 / 3, 1 / 3), abs=1e-6)
    (found,) = evaluation.strengths[1]
    assert found.error is not None
    assert found.error < 1e-9


@given(arguments(most=6))
def test_certified_strengths_solve_the_equations(argument: Argument) -> None:
    evaluation = evaluate(argument)
    solved = {c for ring in evaluation.strengths[1] if ring.error is not None for c in ring.claims}
    net = evaluation.network
    values = {c: band and band[1] for c, band in evaluation.strength.items()}
    for n in solved:
        claim = net.claims[n]

        def side(steps: list[int]) -> float:
            best: dict[int, float] = {}  # steps from the same premises count once
            for s in steps:
                value = net.weights[s]
                for p in net.premises[s]:
                    value *= values[net.claims[p]]
                for u in net.undercutters[s]:
                    value *= 1 - values[net.claims[u]]
                best[net.alike[s]] = max(best.get(net.alike[s], 0.0), value)
            return 1 - prod(1 - value for value in best.values())

        base = 0.45 if argument.claims[claim].citations else 0.0
        balance = side(net.reasons[n]) - side(net.objections[n])
        expected = base + (1 - base) * balance if balance >= 0 else base + base * balance
        assert values[claim] == pytest.approx(expected, abs=1e-8)


# -- slopes ----------------------------------------------------------------------------------------------------------


def is_balanced(evaluation: Evaluation, claim: Claim) -> bool:
    """Whether what speaks for the claim weighs just what speaks against it: its strength is as if nothing did."""
    if not (claim.reasons and claim.objections):
        return False
    alone = {**evaluation.argument.claims, claim.id: replace(claim, reasons=(), objections=())}
    bare = evaluate(Argument(alone), options=evaluation.options).strength[claim.id]
    whole = evaluation.strength[claim.id]
    return bare is not None and whole is not None and abs(bare[1] - whole[1]) < 1e-9


def has_tied_premises(evaluation: Evaluation, claim: Claim) -> bool:
    """Whether two premises of a step are as strong as each other: under "minimum" either may be the weakest."""
    return any(
        len({round(evaluation.strength[premise][1], 9) for premise in set(step.premises)}) < len(set(step.premises))
        for step in (*claim.reasons, *claim.objections)
    )


@given(arguments(most=6, rings=False), st.sampled_from(["product", "minimum"]))
def test_claim_slopes_are_those_of_small_steps(argument: Argument, premises: str) -> None:
    def strength(moved: str | None, step: float) -> float:
        types = {"moved": 0.75 + step / 0.6}
        claims = {
            c.id: replace(c, citations=tuple(replace(x, type="moved" if c.id == moved else None) for x in c.citations))
            for c in argument.claims.values()
        }
        found = evaluate(Argument(claims), options=EvaluationOptions(premises=premises, type_strength=types))
        return found.strength["c0"][1]

    evaluation = evaluate(argument, options=EvaluationOptions(premises=premises))
    # where reasons and objections balance exactly there is a kink, and no slope that small steps could meet
    assume(not any(is_balanced(evaluation, claim) for claim in argument.claims.values()))
    assume(premises == "product" or not any(has_tied_premises(evaluation, c) for c in argument.claims.values()))
    slopes = if_slightly_stronger(evaluation, "c0")
    for name, claim in argument.claims.items():
        if claim.citations:
            each_way = [(strength(name, step) - strength(None, 0.0)) / step for step in (1e-7, -1e-7)]
            assert any(slopes[name] == pytest.approx(slope, abs=2e-5) for slope in each_way)


def test_what_matters_if_removed_need_not_matter_if_slightly_stronger() -> None:
    argument = make_argument(
        make_claim("goal", kind="assumption", because=["b"], but=["c", "d"]),
        *(make_claim(name, because=["e"]) for name in "bcd"),
        make_claim("e", kind="assumption"),
    )
    evaluation = evaluate(argument)
    slopes = if_slightly_stronger(evaluation, "goal")
    assert slopes is not None
    assert slopes["e"] == pytest.approx(0.0, abs=1e-12)
    before, after = evaluation.strength["goal"], suppose(evaluation, ["e"]).after.strength["goal"]
    assert before and after and after[1] - before[1] == pytest.approx(0.125)


RINGS_ABOVE = make_argument(
    make_claim("c0", cites=["k"]),
    make_claim("c1", because=["c1", "c0"]),
    make_claim("c2", because=["c2 + c0", "c1 + c2"], cites=["k"]),
)


@given(arguments(most=9), st.integers(0, 8), st.integers(0, 8))
@example(RINGS_ABOVE, 0, 0)
def test_fall_of_a_claim_changes_strengths_as_if_all_were_worked_out_again(
    argument: Argument, first: int, second: int
) -> None:
    assume(max(first, second) < len(argument.claims))
    evaluation = evaluate(argument)
    for claim in (first, second):
        fallen = replace(evaluation, forced={**evaluation.forced, claim: OUT})
        assert propagate_fall(evaluation, claim, evaluation.strength) == propagate(fallen)[0]
        evaluation = fallen


@given(arguments(most=7, rings=False))
def test_df_quad_as_a_named_choice_is_the_default(argument: Argument) -> None:
    evaluation = evaluate(argument)
    named = strengths_under(evaluation, "df-quad")
    for claim, band in evaluation.strength.items():
        assert band is not None
        assert named[claim] == pytest.approx(band[1], abs=1e-12)
