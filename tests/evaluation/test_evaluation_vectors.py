"""The published numbers that strengths must reproduce, to the digits given."""

from __future__ import annotations

import pytest

from argmap.evaluation.gradual_semantics import GradualSemantics, influence
from argmap.evaluation.strength_formulas import Band, any_of, claim_band, step_band

# by claim, supported before it is asked for: base score, supporters, attackers
Framework = dict[str, tuple[float, tuple[str, ...], tuple[str, ...]]]
# Rago, Toni, Aurisicchio & Baroni (KR 2016), the e-democracy example
E_DEMOCRACY: Framework = {
    **{
        name: (base, (), ())
        for name, base in {"P1": 0.7, "P3": 0.9, "C1": 0.2, "C2": 0.2, "C3": 0.6, "C4": 0.5}.items()
    },
    "P2": (0.5, (), ("C2", "C3", "C4")),
    "A1": (0.5, ("P1", "P2"), ()),
    "A2": (0.5, ("P3",), ("C1",)),
}
# Kampik et al. (2024, arXiv 2401.08879), example 1.1
FAN: Framework = {
    "e": (0.5, (), ()),
    **{name: (0.0, ("e",), ()) for name in "bcd"},
    "a": (0.5, ("b",), ("c", "d")),
}
SIX: Framework = {
    "f": (1.0, (), ()),
    "e": (0.4, (), ()),
    "d": (0.65, (), ()),
    "c": (0.85, ("e",), ("f",)),
    "b": (0.2, (), ("e",)),
    "a": (0.5, ("b", "d"), ("c",)),
}


@pytest.mark.parametrize(
    ("framework", "semantics", "expected"),
    [
        (E_DEMOCRACY, "df-quad", {"A1": 0.862, "A2": 0.85, "P2": 0.08}),
        (E_DEMOCRACY, "quadratic-energy", {"A1": 0.719852, "A2": 0.66443, "P2": 0.185874}),
        (E_DEMOCRACY, "euler", {"A1": 0.68938, "A2": 0.626285, "P2": 0.339943}),
        (FAN, "df-quad", {"a": 0.375}),
        (SIX, "quadratic-energy", {"a": 0.518755, "b": 0.172414, "c": 0.625}),
        (SIX, "df-quad", {"a": 0.676}),
    ],
)
def test_published_strengths(framework: Framework, semantics: GradualSemantics, expected: dict[str, float]) -> None:
    take = any_of if semantics == "df-quad" else sum
    found: dict[str, float] = {}
    for name, (base, supporters, attackers) in framework.items():
        energy = take([found[s] for s in supporters]) - take([found[a] for a in attackers])
        found[name] = influence(semantics, base, energy)
    assert {name: found[name] for name in expected} == pytest.approx(expected, abs=5e-7)


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
