"""The sentence on a strength follows from its cause, and says why it parts from the label; steps are explained."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from argmap.cli import _argmap
from argmap.evaluation.strength_words import say_cause
from argmap.outputs.report.cards import strength_band
from argmap.project import Project, load

LEAF = "\n## {0}\n\nIt is so of {0}.\n\n- evidence: Seen in {0}.\n  type: statistic\n"


def project(tmp_path: Path, under: str, *leaves: str) -> Project:
    (tmp_path / "claims").mkdir()
    text = f"# S\n\n## c {{conclusion}}\n\nC holds.\n\n{under}\n" + "".join(LEAF.format(leaf) for leaf in leaves)
    (tmp_path / "claims" / "a.md").write_text(text + "\n## bare\n\nNothing.\n")
    return load(tmp_path)


@pytest.mark.parametrize(
    ("under", "leaves", "said"),
    [
        ("", (), "nothing is given for it"),
        ("- because: bare", (), "nothing that is given for it has any strength"),
        (
            "- because: p\n- but: q",
            ("p", "q"),
            "taken together, what speaks against it weighs as much as what speaks for it",
        ),
        ("- because: p\n- but: q\n- but: r", ("p", "q", "r"), "weighs more than what speaks for it"),
        ("- because: p\n- because: q\n- but: r", ("p", "q", "r"), ""),
        ("- because: p\n- but: bare", ("p",), ""),
        ("- but: q", ("q",), "weighs more than what speaks for it"),
    ],
)
def test_the_sentence_comes_from_the_cause(tmp_path: Path, under: str, leaves: tuple[str, ...], said: str):
    found = project(tmp_path, under, *leaves)
    words = say_cause(found.evaluation, "c")
    assert said in words if said else words == ""
    assert "label" not in words, "it does not stand, and label and strength say the same"
    band = strength_band(found.evaluation, "c")
    assert band is not None and band.words.endswith(words)


def test_where_label_and_strength_part_a_sentence_says_why(tmp_path: Path):
    under = "- because: p\n" + "".join(f"- but: {q}\n  weight: 0.9\n" for q in ("q", "r", "s"))
    found = project(tmp_path, under, "p", "q", "r", "s")
    assert found.evaluation.labels["c"].label == "provisional"
    assert say_cause(found.evaluation, "c").endswith(", while the label compares the weightiest of each")


def test_nothing_speaks_against_a_claim_without_objections(tmp_path: Path):
    found = project(tmp_path, "- because: bare", "p")
    assert not any("against" in say_cause(found.evaluation, claim) for claim in found.argument.claims)


def test_a_step_is_explained(tmp_path: Path):
    under = "- because: p + q\n  scheme: expert opinion\n  cq1: p\n  id: main\n- because: r\n- but: s\n  weight: 0.5"
    project(tmp_path, under, "p", "q", "r", "s")
    told = CliRunner().invoke(_argmap, ["explain", "main", "--project", str(tmp_path)]).output
    assert "a reason that holds" in told and "It speaks for c (" in told and "Beside it: c/because-2." in told
    assert told.count(" Open.") == 5 and told.count(" Answer: It is so of p.") == 1
    assert "Without it no label would change." in told
    told = CliRunner().invoke(_argmap, ["explain", "c/but-1", "--project", str(tmp_path)]).output
    assert "an objection that holds" in told and "There are no other objections." in told


def test_a_question_is_open_again_where_the_claim_that_answers_it_does_not_stand(tmp_path: Path):
    project(tmp_path, "- because: p\n  scheme: expert opinion\n  cq1: bare", "p")
    told = CliRunner().invoke(_argmap, ["explain", "c/because-1", "--project", str(tmp_path)]).output
    assert "That does not stand, so the question is open." in " ".join(told.split())


def test_what_alone_carries_a_claim_is_said_of_its_step(tmp_path: Path):
    project(tmp_path, "- because: p", "p")
    told = CliRunner().invoke(_argmap, ["explain", "c/because-1", "--project", str(tmp_path)]).output
    assert "Without it: c (provisional → unsupported)." in told
