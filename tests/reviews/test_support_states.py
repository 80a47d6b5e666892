"""Two things are kept apart everywhere: that quoted words stand in the source, and that they support the claim."""

from __future__ import annotations

import json
from importlib import import_module

import pytest
from click.testing import CliRunner

from argmap.checks.run import run_checks
from argmap.editing.recording import record_verdict
from argmap.evaluation.explain import explain_claim
from argmap.outputs.letter.letter import compose_letter, write_markdown
from argmap.project import load

BIB = "@book{grey2001, author = {Grey, Ann}, title = {On Towns}, year = {2001}}\n"
TEXT = "The mill was painted green in May. The council did raise the toll in the end.\n"
BESIDE_THE_POINT = "The mill was painted green in May."
REVERSED = "The council did not raise the toll in the end."
CLAIMS = "# S\n\n## toll {{conclusion}}\n\nThe toll was doubled by the council.\n\n- cites: @grey2001, 3\n  > {words}\n"
FOUND = "its quotation is in the source; nobody has judged whether it supports this"


def project_on(make_project, words: str, settings: str = ""):
    return make_project(CLAIMS.format(words=words), bib=BIB, texts={"grey2001.txt": TEXT}, settings=settings)


def invoke(name: str, *words: str) -> str:
    command = import_module(f"argmap.cli.{name}").command
    return CliRunner().invoke(command, list(words), catch_exceptions=False).stdout


def outputs(project) -> dict[str, str]:
    """Every output that a person or a program reads of a project, by its name."""

    def run(*words: str) -> str:
        return " ".join(invoke(*map(str, words)).split())

    root = project.root
    findings = run_checks(project).findings
    run("report", root, "-o", root / "r.html")
    return {
        "evaluate": run("evaluate", root),
        "json": run("evaluate", root, "--format", "json"),
        "explain": " ".join(explain_claim(project.argument, project.evaluation, "toll").split()),
        "letter": " ".join(write_markdown(compose_letter(project, findings)).split()),
        "map": run("map", "--project", root, "--view", "all"),
        "report": " ".join((root / "r.html").read_text("utf-8").split()),
    }


def test_words_that_are_there_make_a_claim_provisional_and_every_output_says_so(make_project) -> None:
    project = project_on(make_project, BESIDE_THE_POINT)
    assert project.evaluation.labels["toll"].label == "provisional"
    told = outputs(project)
    assert "support not judged" in told["map"]
    for name in ("evaluate", "json", "report"):
        assert FOUND in told[name], name
    assert "nobody has judged whether it supports the claim" in told["explain"]
    assert "nobody has judged" in told["letter"] and "none are established" in told["letter"]
    ground = json.loads(told["json"])["claims"]["toll"]["grounds"][0]
    assert (ground["state"], ground["quotation"]) == ("quoted", "found")


def test_words_that_were_changed_are_said_to_differ(make_project) -> None:
    project = project_on(make_project, REVERSED)
    told = outputs(project)
    for name in ("evaluate", "json", "explain", "report"):
        assert "its quotation differs from the source (quo011)" in told[name].lower(), name
    assert "quotation altered" in told["map"]
    assert "none stand provisionally, and 1 does not stand" in told["letter"]
    assert "what it quotes differs from the source" in told["letter"]
    labelled, ground = project.evaluation.labels["toll"], project.evaluation.grounds["toll"][0]
    assert (labelled.label, ground.state, ground.carries, ground.strength) == ("unsupported", "misquoted", False, 0.0)


@pytest.mark.parametrize("verdict", ["supports", "does-not-support"])
def test_a_person_s_verdict_counts_also_where_the_words_differ(make_project, verdict: str) -> None:
    project = project_on(make_project, REVERSED)
    record_verdict(project, "toll/cites-1", verdict, note="seen on paper", reviewer="R")
    labelled = load(project.root).evaluation.labels["toll"]
    assert labelled.label == ("established" if verdict == "supports" else "unsupported")
    assert "QUO011" not in labelled.because


BESIDE = {
    "an altered one beside a found one": (BESIDE_THE_POINT, "- cites: @grey2001, 4\n  > " + REVERSED, "provisional"),
    "an altered one beside a bare one": (REVERSED, "- evidence: The council's log.", "provisional"),
    "found and altered under one citation": (f"{BESIDE_THE_POINT}\n\n  > {REVERSED}", "", "unsupported"),
    "one that is nowhere": ("The queen sold all her ships to the envoy of Spain.", "", "provisional"),
}


@pytest.mark.parametrize(("words", "more", "label"), BESIDE.values(), ids=BESIDE)
def test_only_what_differs_carries_nothing(make_project, words: str, more: str, label: str) -> None:
    project = make_project(CLAIMS.format(words=words) + more + "\n", bib=BIB, texts={"grey2001.txt": TEXT})
    assert project.evaluation.labels["toll"].label == label


def test_a_person_s_verdict_establishes_and_the_words_say_whose_it_is(make_project) -> None:
    project = project_on(make_project, BESIDE_THE_POINT)
    record_verdict(project, "toll/cites-1", "supports", reviewer="R")
    judged = load(project.root)
    assert judged.evaluation.labels["toll"].label == "established"
    assert "a person judged that its citation supports it" in judged.evaluation.labels["toll"].because
    assert "judged to support it" in outputs(judged)["map"]


def test_a_verdict_in_part_is_said_to_be_one(make_project) -> None:
    project = project_on(make_project, BESIDE_THE_POINT)
    record_verdict(project, "toll/cites-1", "partly", note="only in May", reviewer="R")
    found = load(project.root).evaluation.labels["toll"]
    assert (found.label, "only in part" in found.because) == ("provisional", True)


def test_a_setting_may_count_found_words_as_verified_and_the_words_change(make_project) -> None:
    project = project_on(make_project, BESIDE_THE_POINT, 'quotation-counts-as = "verified"\n')
    assert project.evaluation.labels["toll"].label == "established"
    told = outputs(project)
    for name in ("evaluate", "json", "explain", "report"):
        assert "which the settings count as verified" in told[name], name
    assert "or whose quotation is in the source" in told["letter"]
    assert "or whose quotation is in the source" in told["map"]
    assert json.loads(told["json"])["quotation_counts_as"] == "verified"
    altered = project_on(make_project, REVERSED, 'quotation-counts-as = "verified"\n')
    assert altered.evaluation.labels["toll"].label == "unsupported"


def test_the_document_says_what_each_run_found(make_project) -> None:
    claims = json.loads(outputs(project_on(make_project, BESIDE_THE_POINT))["json"])["claims"]
    assert claims["toll"]["status"] == {"verified": "out", "granted": "in"}


TWICE = """# S

## end {{conclusion}}

The dam must be mended.

{steps}

## leaks

The dam leaks.

- evidence: The log.
  type: document

## grows

The lake grows.

- evidence: The gauge.
  type: document

## leaks-too

the dam   LEAKS

- evidence: A photograph.
  type: document
"""


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("- because: leaks", "- because: leaks"),
        ("- because: leaks + grows", "- because: grows + leaks"),
        ("- because: leaks", "- because: leaks-too"),
        ("- because: leaks + grows", "- because: grows + leaks-too"),
        ("- because: leaks", "- because: leaks\n  weight: 0.5"),
    ],
)
def test_a_reason_given_twice_counts_once_and_is_reported(make_project, first: str, again: str) -> None:
    once = make_project(TWICE.format(steps=first))
    twice = make_project(TWICE.format(steps=f"{first}\n{again}"))
    assert twice.evaluation.strength["end"] == pytest.approx(once.evaluation.strength["end"])
    assert [f.code for f in run_checks(twice, select=["ARG020"]).findings] == ["ARG020"]


EVIDENCE = {
    "the same words": "- evidence: The log of 1912.\n- evidence: the log  of 1912",
    "one of the two names its work": "- evidence: The log of 1912.\n- evidence: The log of 1912.\n  from: @grey2001",
    "the first names its work": "- evidence: The log of 1912.\n  from: @grey2001\n- evidence: The log of 1912.",
    "three times": "- evidence: The log of 1912.\n- evidence: The log of 1912.\n- evidence: The log of 1912.",
}


@pytest.mark.parametrize("evidence", EVIDENCE.values(), ids=EVIDENCE)
def test_evidence_given_twice_counts_once_and_is_reported(make_project, evidence: str) -> None:
    claim = "# S\n\n## dam {{conclusion}}\n\nThe dam leaks.\n\n{}\n"
    once = make_project(claim.format("- evidence: The log of 1912."), bib=BIB)
    again = make_project(claim.format(evidence), bib=BIB)
    assert again.evaluation.strength["dam"] == pytest.approx(once.evaluation.strength["dam"])
    codes = [f.code for f in run_checks(again, select=["EVD008"]).findings]
    assert codes == ["EVD008"] * (evidence.count("evidence:") - 1)


def test_evidence_that_names_its_work_counts_once_with_a_citation_of_it(make_project) -> None:
    claim = "# S\n\n## dam {{conclusion}}\n\nThe dam leaks.\n\n- cites: @grey2001, 3\n{}\n"
    once = make_project(claim.format(""), bib=BIB)
    again = make_project(claim.format(EVIDENCE["one of the two names its work"]), bib=BIB)
    assert again.evaluation.strength["dam"] == pytest.approx(once.evaluation.strength["dam"])


@pytest.mark.parametrize(
    "second",
    ["- evidence: The log of 1913.", "- evidence: The log of 1912.\n  from: @hill2002"],
    ids=["other words", "another work"],
)
def test_other_evidence_counts_beside_the_first(make_project, second: str) -> None:
    first = "- evidence: The log of 1912.\n  from: @grey2001"
    claim = f"# S\n\n## dam {{conclusion}}\n\nThe dam leaks.\n\n{first}\n"
    bib = BIB + BIB.replace("grey2001", "hill2002")
    both, one = make_project(f"{claim}{second}\n", bib=bib), make_project(claim, bib=bib)
    assert both.evaluation.strength["dam"] > one.evaluation.strength["dam"]
    assert not run_checks(both, select=["EVD008"]).findings


@pytest.mark.parametrize("steps", ["- because: leaks\n- because: grows", "- because: leaks\n- but: leaks"])
def test_other_reasons_count_beside_each_other(make_project, steps: str) -> None:
    assert not run_checks(make_project(TWICE.format(steps=steps)), select=["ARG020"]).findings


def test_what_labels_were_worked_out_without_stands_in_the_document(tmp_path) -> None:
    graph = tmp_path / "graph.yml"
    graph.write_text(
        "statements:\n  rain: It rains.\n  wet: It is wet.\nassumptions: [rain]\n"
        "rules:\n  - id: wetness\n    premises: [rain]\n    conclusion: wet\n"
        "arguments:\n  a1:\n    scheme: weathering\n    premises: [rain]\n    conclusion: wet\n"
    )
    document = json.loads(invoke("evaluate", str(graph), "--format", "json"))
    assert document["not_applied"] == {"rules": ["wetness"], "schemes": ["weathering"]}
    assert any("rules" in warning for warning in document["warnings"])
    assert invoke("evaluate", str(graph)).startswith("These labels were worked out without")
