"""Dung's semantics: against their definitions on random frameworks, and against our labels on random arguments."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.argument.model import Argument
from argmap.evaluation import evaluate
from argmap.evaluation.dung import DUNG_SEMANTICS, DungSemantics, Framework, extensions, ground_labels
from argmap.evaluation.labels import IN, OUT
from argmap.evaluation.projection import project_onto_framework
from argmap.exchange.frameworks import read_framework
from argmap.ground.diagnostics import ArgmapError
from argument_maker import arguments


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    count = draw(st.integers(0, 6))
    pairs = [(a, b) for a in range(count) for b in range(count)]
    attacks = draw(st.lists(st.sampled_from(pairs), max_size=12)) if pairs else []
    return Framework([f"a{n}" for n in range(count)], attacks)


def by_definition(framework: Framework, semantics: DungSemantics) -> set[frozenset[int]]:
    """Extensions as Dung (1995), Caminada (2006) and Dung, Mancarella & Toni (2007) define them, set by set."""
    everything = range(len(framework.arguments))
    attacks = set(framework.attacks)
    sets = [frozenset(chosen) for size in range(len(everything) + 1) for chosen in combinations(everything, size)]

    def beats(chosen: frozenset[int], n: int) -> bool:
        return any((a, n) in attacks for a in chosen)

    def defended(chosen: frozenset[int]) -> frozenset[int]:
        return frozenset(n for n in everything if all(beats(chosen, a) for a in everything if (a, n) in attacks))

    def reach(chosen: frozenset[int]) -> frozenset[int]:
        return chosen | {n for n in everything if beats(chosen, n)}

    admissible = [s for s in sets if not any(beats(s, n) for n in s) and s <= defended(s)]
    complete = [s for s in admissible if s == defended(s)]
    preferred = [s for s in admissible if not any(s < other for other in admissible)]
    if semantics == "grounded":
        return {min(complete, key=len)}
    if semantics == "complete":
        return set(complete)
    if semantics == "preferred":
        return set(preferred)
    if semantics == "stable":
        return {s for s in admissible if reach(s) == frozenset(everything)}
    if semantics == "semi-stable":
        return {s for s in complete if not any(reach(s) < reach(other) for other in complete)}
    inside_all = [s for s in admissible if all(s <= p for p in preferred)]
    return {max(inside_all, key=len)}


@pytest.mark.parametrize("semantics", DUNG_SEMANTICS)
@given(framework=frameworks())
def test_extensions_are_those_of_the_definition(semantics: DungSemantics, framework: Framework) -> None:
    found = list(extensions(framework, semantics))
    assert len(found) == len(set(found))
    assert set(found) == by_definition(framework, semantics)


@given(argument=arguments(most=7))
def test_grounded_extension_of_the_projection_is_our_labelling(argument: Argument) -> None:
    evaluation = evaluate(argument)
    labels = ground_labels(project_onto_framework(evaluation))
    words = {IN: "in", OUT: "out"}
    for n in range(len(argument.claims)):
        assert labels[n] == words.get(evaluation.granted.claims[n], "undecided")


FLOATING = {
    "case.af": "p af 4\n# a comment\n1 2\n2 1\n1 3\n2 3\n3 4\n",
    "case.apx": "arg(a). arg(b).\narg(c).\narg(d).\natt(a,b). att( b , a ).\natt(a,c).\natt(b,c).\natt(c,d).\n",
    "case.tgf": "a\nb label\nc\nd\n#\na b\nb a att\na c\nb c\nc d\n",
}


@pytest.mark.parametrize("name", FLOATING)
def test_formats_of_other_programs_are_read_alike(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(FLOATING[name], "utf-8")
    framework = read_framework(file)
    assert len(framework.arguments) == 4
    assert {frozenset(e) for e in extensions(framework, "preferred")} == {frozenset({0, 3}), frozenset({1, 3})}
    assert list(extensions(framework, "grounded")) == [frozenset()]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.af", "1 2\n", r"a\.af:1: the first line must be"),
        ("a.af", "p af 2\n1 3\n", r"a\.af:2: expected two numbers from 1 to 2"),
        ("a.af", "p af 999999999\n", "more than"),
        ("a.apx", "arg(a).\natt(a,b).\n", r'a\.apx:2: "b" is not among'),
        ("a.apx", "arg(a).\nattacks(a,b).\n", r"a\.apx:2: expected"),
        ("a.tgf", "a\n#\na\n", r"a\.tgf:3: expected"),
        ("a.tgf", "a\n#\n#\n", r"a\.tgf:3: a second"),
    ],
)
def test_mistake_in_a_framework_names_file_and_line(name: str, text: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    with pytest.raises(ArgmapError, match=message):
        read_framework(file)
