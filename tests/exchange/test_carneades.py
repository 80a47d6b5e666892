"""Carneades 4's own examples come out with the labels that their authors assert; broken files are refused in words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from argmap.argument.model import Argument
from argmap.evaluation import evaluate
from argmap.evaluation.labels import IN, OUT, UNDECIDED
from argmap.exchange.carneades import read_carneades
from argmap.ground.diagnostics import ArgmapError

_ROOT = os.environ.get("ARGMAP_CORPORA")
_FILES = sorted((Path(_ROOT) / "carneades").glob("*.yml")) if _ROOT else []
_WORDS = {IN: "in", OUT: "out", UNDECIDED: "undecided"}


def statuses(argument: Argument) -> dict[str, str]:
    evaluation = evaluate(argument)
    return {claim: _WORDS[evaluation.granted.claims[n]] for n, claim in enumerate(argument.claims)}


@pytest.mark.skipif(not _ROOT, reason="ARGMAP_CORPORA is not set")
@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.stem)
def test_labels_are_those_that_the_file_asserts(file: Path) -> None:
    graph = read_carneades(file)
    if any(f'"{part}" is not applied' in graph.lost for part in ("rules", "argument_schemes")):
        pytest.skip("uses schemes or rules of its own, which are not applied")
    found = statuses(graph.argument)
    assert {claim: found[claim] for claim in graph.expected} == graph.expected


@pytest.mark.skipif(not _ROOT, reason="ARGMAP_CORPORA is not set")
def test_the_examples_are_there() -> None:
    asserted = [file for file in _FILES if read_carneades(file).expected]
    assert len(asserted) >= 20


def write(folder: Path, text: str) -> Path:
    file = folder / "graph.yml"
    file.write_text(text, "utf-8")
    return file


def test_cumulative_argument_weighs_as_much_as_the_share_of_its_premises_that_hold(tmp_path: Path) -> None:
    text = """
statements: {a: A, b: B, p1: one, p2: two, q1: uno, q2: due, q3: tre}
issues: {i: {positions: [a, b]}}
arguments:
  x: {conclusion: a, scheme: cumulative, premises: [p1, p2]}
  y: {conclusion: b, scheme: cumulative, premises: [q1, q2, q3]}
assumptions: [p1, q1, q2]
"""
    found = statuses(read_carneades(write(tmp_path, text)).argument)
    assert (found["a"], found["b"]) == ("out", "in")


def test_assumed_position_beats_the_others_whatever_speaks_for_them(tmp_path: Path) -> None:
    text = """
statements: {a: A, b: B, p: P}
issues: {i: {positions: [a, b]}}
arguments: {x: {conclusion: b, premises: [p]}}
assumptions: [a, p]
"""
    found = statuses(read_carneades(write(tmp_path, text)).argument)
    assert (found["a"], found["b"]) == ("in", "out")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a\n", "no Carneades graph"),
        ("statements: [a]\n", '"statements" must be a mapping'),
        ("statements: {no: N}\n", "put it in quotes"),
        ("statements: {a: A\n", ":2:1 is not YAML"),
        ("statements: {a: !!bool b}\n", "is not YAML"),
        ("statements: {a: A}\nassumptions: [0x" + "f" * 4000 + "]\n", "is not YAML"),
        ("statements: &x {a: A}\nother: *x\n", "aliases"),
        ("a: " + "[" * 60 + "]" * 60, "nested more than"),
        ("statements: {alpha: A}\narguments: {x: {conclusion: alpa}}\n", 'Did you mean "alpha"'),
        ("statements: {a: A}\narguments: {x: {premises: [a]}}\n", "has no conclusion"),
        ("statements: {a: A}\nissues: {i: {positions: [a], standard: XX}}\n", "PE, CCE or BRD"),
        ("statements: {a: A}\ntests: {inn: [a]}\n", "in, out or undecided"),
        ("statements: {a: !!python/object/apply:os.system [ls]}\n", "is not YAML"),
    ],
)
def test_broken_file_is_refused_in_words(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ArgmapError, match=message):
        read_carneades(write(tmp_path, text))
