"""Carneades 4 graphs as projects and back: what the authors of the examples assert still holds after each trip."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from argmap.evaluation import evaluate
from argmap.evaluation.labels import IN, OUT, UNDECIDED
from argmap.exchange import carneades_claims
from argmap.exchange.carneades import carneades_graph, read_carneades
from argmap.exchange.claims import id_in
from argmap.exchange.importing import import_into
from argmap.ground.diagnostics import ArgmapError
from argmap.project import Project, load

_ROOT = os.environ.get("ARGMAP_CORPORA")
_FILES = sorted((Path(_ROOT) / "carneades").glob("*.yml")) if _ROOT else []
_WORDS = {IN: "in", OUT: "out", UNDECIDED: "undecided"}

CASE = b"""
statements: {tax: Tax sugar, harm: Sugar harms, taste: It tastes good, spared: The poor are spared, doubt: Doctors doubt it}
assumptions: [harm, taste, doubt]
arguments:
  a1: {premises: [harm], conclusion: tax, undercutter: doubt}
  a2: {premises: [taste], conclusion: not-tax}
  a3: {scheme: convergent, premises: [spared, harm], conclusion: tax}
issues: {i1: {positions: [tax, not-tax], standard: CCE}}
"""


def imported(data: bytes, name: str, folder: Path) -> Project:
    import_into(carneades_claims.read(data, name)[0], folder)
    return load(folder)


def test_a_graph_becomes_claims_and_comes_back(tmp_path: Path):
    data = CASE.replace(b"taste: It", b"not-tax: Do not, taste: It")
    project = imported(data, "c.yml", tmp_path / "d")
    assert not project.diagnostics
    claims = project.argument.claims
    assert set(claims) == {"tax", "harm", "taste", "spared", "doubt"}
    assert [step.premises for step in claims["tax"].reasons] == [("harm",), ("spared",), ("harm",)]
    assert claims["tax"].standard == "clear-and-convincing" and claims["tax"].reasons[0].unless == ("doubt",)
    assert [step.premises for step in claims["tax"].objections] == [("taste",)] and claims["harm"].assume
    back, loss = carneades_claims.write(project)
    assert loss.complete
    again = imported(back, "c.yml", tmp_path / "e")
    assert (again.root / "claims/argument.md").read_text() == (project.root / "claims/argument.md").read_text()


def test_several_undercutters_and_what_has_no_place(tmp_path: Path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims/a.md").write_text(
        "## a {conclusion}\n\nA.\n\n- because: b\n  unless: c\n  unless: d\n  weight: 0.5\n- tags: x\n\n"
        "## b\n\nB.\n\n- evidence: E.\n\n## c\n\nC.\n\n- assume: so\n\n## d\n\nD.\n"
    )
    data, loss = carneades_claims.write(load(tmp_path))
    graph = carneades_graph(data, "x.yml").argument
    evaluation = evaluate(graph)
    labels = dict(zip(graph.claims, (_WORDS[n] for n in evaluation.granted.claims), strict=True))
    assert labels["b"] == "in" and labels["undercut-a-because-1"] == "in" and labels["a"] == "out"
    assert loss.changed("argument") == 1 and loss.lost("tag") == 1 and loss.changed("evidence item") == 1


def test_what_a_person_decided_to_be_the_conclusion_stays_one(tmp_path: Path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims/a.md").write_text(
        "## a {conclusion}\n\nA.\n\n- because: b\n\n## b\n\nB.\n\n- assume: so\n\n## c\n\nC.\n\n- because: b\n"
    )
    data, loss = carneades_claims.write(load(tmp_path))
    assert loss.kept("conclusion") == 1
    again = imported(data, "x.yml", tmp_path / "d")
    assert again.argument.conclusions == ("a",)
    assert carneades_claims.write(again)[0] == data


@pytest.mark.parametrize(
    "data", [b"", b"[", b"- a", b"statements: 3", b"arguments: {a: {premises: [b]}}", b"a: &a [*a]"]
)
def test_what_is_no_graph_is_refused_in_words(data: bytes):
    with pytest.raises(ArgmapError, match=r"x\.yml"):
        carneades_claims.read(data, "x.yml")


@pytest.mark.skipif(not _ROOT, reason="ARGMAP_CORPORA is not set")
@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.stem)
def test_the_examples_keep_their_labels(file: Path, tmp_path: Path):
    graph = read_carneades(file)
    foreign, loss = carneades_claims.read(file.read_bytes(), str(file))
    assert loss.read("argument") == len(graph.arguments) and loss.read("statement") == len(graph.argument.claims)
    if not foreign.statements:
        pytest.skip("it has no statement")
    import_into(foreign, tmp_path / "d")
    project = load(tmp_path / "d")
    assert not project.diagnostics
    evaluation = evaluate(graph.argument)
    was = dict(zip(graph.argument.claims, (_WORDS[n] for n in evaluation.granted.claims), strict=True))
    now = evaluate(project.argument)
    labels = dict(zip(project.argument.claims, (_WORDS[n] for n in now.granted.claims), strict=True))
    by_name = {id_in("carneades", project.argument.claims[id].origin): label for id, label in labels.items()}
    brought = {statement.id for statement in foreign.statements} & set(was)
    assert {id: by_name[id] for id in brought} == {id: was[id] for id in brought}
    if all(step.weight == 1.0 for step in project.argument.steps()):
        out, _ = carneades_claims.write(project)
        back = carneades_graph(out, "back.yml").argument
        third = dict(zip(back.claims, (_WORDS[n] for n in evaluate(back).granted.claims), strict=True))
        assert {id: third[id] for id in was if id in third} == {id: was[id] for id in was if id in third}


def test_an_id_that_came_in_and_now_is_that_of_another_claim_is_given_once(tmp_path: Path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims/a.md").write_text(
        "## a {conclusion}\n\nA.\n\n- because: b\n- origin: carneades:b\n\n## b\n\nB.\n\n- evidence: E.\n"
    )
    graph = carneades_graph(carneades_claims.write(load(tmp_path))[0], "a.yml").argument
    assert {(claim.text, len(claim.reasons)) for claim in graph.claims.values()} == {("A.", 1), ("B.", 0)}
