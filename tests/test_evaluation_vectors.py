"""The published numbers that strengths and contributions must reproduce, to the digits given."""

from __future__ import annotations

import pytest

from argmap.evaluation.gradual import GradualSemantics, Qbaf, contribution, gradients, make_qbaf, solve
from argmap.evaluation.strength import Band, claim_band, step_band

# Rago, Toni, Aurisicchio & Baroni (KR 2016), the e-democracy example
E_DEMOCRACY = make_qbaf(
    {"A1": 0.5, "A2": 0.5, "P1": 0.7, "P2": 0.5, "P3": 0.9, "C1": 0.2, "C2": 0.2, "C3": 0.6, "C4": 0.5},
    supports=[("P1", "A1"), ("P2", "A1"), ("P3", "A2")],
    attacks=[("C1", "A2"), ("C2", "P2"), ("C3", "P2"), ("C4", "P2")],
)


def strengths(qbaf: Qbaf, semantics: GradualSemantics = "df-quad") -> dict[str, float]:
    return dict(zip(qbaf.arguments, solve(qbaf, semantics).strengths, strict=True))


@pytest.mark.parametrize(
    ("semantics", "expected"),
    [
        ("df-quad", {"A1": 0.862, "A2": 0.85, "P2": 0.08}),
        ("quadratic-energy", {"A1": 0.719852, "A2": 0.66443, "P2": 0.185874}),
        ("euler", {"A1": 0.68938, "A2": 0.626285, "P2": 0.339943}),
    ],
)
def test_e_democracy(semantics: GradualSemantics, expected: dict[str, float]) -> None:
    found = strengths(E_DEMOCRACY, semantics)
    assert {name: found[name] for name in expected} == pytest.approx(expected, abs=5e-7)


def test_kampik_example_3_1() -> None:
    chain = make_qbaf({"a": 0.5, "b": 0.5, "c": 0.5}, supports=[("c", "b")], attacks=[("b", "a")])
    assert strengths(chain) == pytest.approx({"a": 0.125, "b": 0.75, "c": 0.5}, abs=1e-12)
    assert contribution(chain, "b", "a", "removal") == pytest.approx(-0.375, abs=1e-12)
    assert contribution(chain, "b", "a", "intrinsic") == pytest.approx(-0.25, abs=1e-12)
    assert contribution(chain, "b", "a", "shapley") == pytest.approx(-0.3125, abs=1e-12)
    assert contribution(chain, "b", "a", "gradient") == pytest.approx(-0.25, abs=1e-12)


def test_kampik_example_1_1() -> None:
    fan = make_qbaf(
        {"a": 0.5, "b": 0, "c": 0, "d": 0, "e": 0.5},
        supports=[("e", "b"), ("e", "c"), ("e", "d"), ("b", "a")],
        attacks=[("c", "a"), ("d", "a")],
    )
    assert strengths(fan)["a"] == pytest.approx(0.375, abs=1e-12)
    assert contribution(fan, "e", "a", "removal") == pytest.approx(-0.125, abs=1e-12)
    assert contribution(fan, "e", "a", "gradient") == pytest.approx(0.0, abs=1e-12)


SIX = make_qbaf(
    {"a": 0.5, "b": 0.2, "c": 0.85, "d": 0.65, "e": 0.4, "f": 1.0},
    supports=[("b", "a"), ("d", "a"), ("e", "c")],
    attacks=[("c", "a"), ("e", "b"), ("f", "c")],
)


def test_quadratic_energy_with_gradients() -> None:
    found = strengths(SIX, "quadratic-energy")
    expected = {"a": 0.518755172, "b": 0.172413793, "c": 0.625}
    assert {name: found[name] for name in expected} == pytest.approx(expected, abs=5e-10)
    _, by_base = gradients(SIX, "a", "quadratic-energy")
    assert dict(zip(SIX.arguments, by_base, strict=True)) == pytest.approx(
        {
            "a": 0.962489655,
            "b": 0.157656414,
            "c": -0.134471647,
            "d": 0.182881441,
            "e": -0.122599448,
            "f": 0.100853736,
        },
        abs=5e-10,
    )
    assert strengths(SIX, "df-quad")["a"] == pytest.approx(0.676, abs=1e-12)


def test_mutual_attack_has_a_certified_solution() -> None:
    pair = make_qbaf({"a": 0.5, "b": 0.5}, attacks=[("a", "b"), ("b", "a")])
    solved = solve(pair, "df-quad")
    assert list(solved.strengths) == pytest.approx([1 / 3, 1 / 3], abs=1e-12)
    assert solved.error is not None
    assert solved.error < 1e-12


def test_weighted_ring_of_support_and_attack() -> None:
    # These strengths solve the equations with weight 1 from A to B and weight 10 on the other two links.
    ring = make_qbaf(
        {"A": 1.0, "B": 0.0, "C": 0.0}, supports=[("A", "B"), ("B", "C", 10.0)], attacks=[("C", "A", 10.0)]
    )
    solved = solve(ring, "quadratic-energy")
    assert list(solved.strengths) == pytest.approx([0.224088, 0.047814, 0.186079], abs=5e-7)


POINT = {x: (x, x, x) for x in (0.0, 0.5, 0.6, 0.8, 0.9)}
NO_LEAF: Band = (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("reasons", "objections", "expected"),
    [
        ([step_band(1.0, [POINT[0.9], POINT[0.6]], [], "product")], [], (0.5, 0.54, 0.6)),
        ([POINT[0.9], POINT[0.6]], [], (0.9, 0.96, 1.0)),
        ([step_band(0.8, [POINT[0.9], POINT[0.6]], [POINT[0.5]], "product")], [], (0.2, 0.216, 0.24)),
        ([POINT[0.9], POINT[0.6]], [POINT[0.5]], (0.4, 0.46, 0.5)),
    ],
    ids=["linked", "convergent", "linked and undercut", "convergent and rebutted"],
)
def test_intervals_of_linked_and_convergent_reasons(
    reasons: list[Band], objections: list[Band], expected: Band
) -> None:
    assert claim_band(NO_LEAF, reasons, objections) == pytest.approx(expected, abs=1e-12)
