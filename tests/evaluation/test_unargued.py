"""What a claim is for which nothing is said: a gap in a paper, a premise on an argument map."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from argmap.checks.run import run_checks
from argmap.cli import _argmap
from argmap.evaluation.whatif import suppose
from argmap.exchange.formats import read_foreign
from argmap.exchange.importing import import_into
from argmap.project import load, load_alone

AS_GIVEN = 'unargued-counts-as = "assumed"\n'
DEBATE = """# Zoos

## close-zoos {conclusion}

Zoos should be closed.

- because: animals-suffer + suffering-is-bad
  unless: suffering-is-rare
- but: zoos-save-species

## animals-suffer

Animals suffer in zoos.

## suffering-is-bad {value}

Suffering is bad.

## suffering-is-rare

It is rare.

- but: it-is-daily

## it-is-daily

It is seen every day.

- evidence: Keepers' logs of two years.

## zoos-save-species

Zoos save species.

- said-by: Grey
"""


def labels(project) -> dict[str, str]:
    return {claim: labelled.label for claim, labelled in project.evaluation.labels.items()}


def test_a_premise_is_taken_as_given_until_an_objection_to_it_stands(make_project) -> None:
    project = make_project(DEBATE, settings=AS_GIVEN)
    assert labels(project) == {
        "close-zoos": "contested",  # a reason and an objection, neither answered
        "animals-suffer": "provisional",
        "suffering-is-bad": "provisional",
        "suffering-is-rare": "defeated",
        "it-is-daily": "provisional",
        "zoos-save-species": "provisional",
    }
    told = project.evaluation.labels
    assert told["animals-suffer"].because == "it is taken as given"
    assert told["suffering-is-rare"].because == "the objection from it-is-daily stands, and nothing stands for it"
    assert not {"ARG001", "ARG002"} & {finding.code for finding in run_checks(project).findings}


def test_without_the_setting_each_is_a_gap(make_project) -> None:
    project = make_project(DEBATE)
    assert {claim for claim, label in labels(project).items() if label == "unsupported"} == {
        "close-zoos",
        "animals-suffer",
        "suffering-is-bad",
        "zoos-save-species",
    }
    assert sum(finding.code in ("ARG001", "ARG002") for finding in run_checks(project).findings) == 4


@pytest.mark.parametrize(
    ("head", "body", "given"),
    [
        ("a", "", True),
        ("a {value}", "", True),
        ("a", "- said-by: Grey\n- but: b\n", True),
        ("a", "- tags: zoo\n", True),
        ("a {conclusion}", "", False),  # what is argued for needs an argument
        ("a {question}", "", False),
        ("a {definition}", "", False),
        ("a", "- tags: draft\n", False),  # nobody has accepted it
        ("a", "- assume: as everybody does\n", False),  # it says why itself
        ("a", "- evidence: seen\n", False),
        ("a", "- cites: @grey-2001\n", False),
        ("a", "- because: b\n", False),
        ("a", "- because: mispelt\n", False),  # a slip in a name is no premise
    ],
)
def test_only_what_is_asserted_and_left_bare_is_given(make_project, head: str, body: str, given: bool) -> None:
    project = make_project(f"# S\n\n## {head}\n\nA.\n\n{body}\n## b\n\nB.\n\n- evidence: seen\n", settings=AS_GIVEN)
    assert project.argument.claims["a"].given is given


def test_what_a_reviewer_accepts_is_no_longer_merely_given(make_project) -> None:
    project = make_project(DEBATE.replace("It is rare.\n\n- but", "It is rare.\n\n- tags: x\n- but"), settings=AS_GIVEN)
    verdict = ["verdict", "suffering-is-rare", "accepted", "--by", "R", "--project", str(project.root)]
    assert CliRunner().invoke(_argmap, verdict, catch_exceptions=False).exit_code == 0
    assert labels(load(project.root))["suffering-is-rare"] == "contested"


def test_what_if_rejects_and_grants_what_is_given(make_project) -> None:
    evaluation = make_project(DEBATE, settings=AS_GIVEN).evaluation
    rejected = suppose(evaluation, reject=["zoos-save-species"]).after.labels
    assert rejected["close-zoos"].label == "provisional"
    assert suppose(evaluation, reject=["animals-suffer"]).after.labels["close-zoos"].label == "defeated"


def test_a_value_that_is_given_is_still_called_a_value(make_project) -> None:
    root = str(make_project(DEBATE, settings=AS_GIVEN).root)
    drawn = CliRunner().invoke(_argmap, ["map", "--project", root]).output
    assert "value, assumption: Suffering is bad." in drawn and "assumption: Animals suffer in zoos." in drawn
    assert "no reason, evidence or citation" not in drawn


def test_a_file_alone_counts_claims_as_its_project_does(make_project, tmp_path: Path) -> None:
    root = make_project(DEBATE, settings=AS_GIVEN).root
    assert labels(load_alone(root / "claims" / "all.md"))["animals-suffer"] == "provisional"
    (root / "other.md").write_text(DEBATE, encoding="utf-8")  # no claims file of the project
    assert labels(load_alone(root / "other.md"))["animals-suffer"] == "unsupported"


@pytest.mark.parametrize(
    ("format_", "name", "text", "given"),
    [
        ("kialo", "d.txt", "Discussion Title: D\n\n1. Zoos should be closed.\n1.1. Pro: Animals suffer.\n", True),
        ("argdown", "d.argdown", "[Zoos]: Zoos should be closed.\n  + Animals suffer.\n", True),
        # here a statement is given only where the graph says so
        (
            "carneades",
            "d.yml",
            "statements:\n  z: Close.\n  s: Pain.\narguments:\n  a1: {premises: [s], conclusion: z}\n",
            False,
        ),
    ],
)
def test_an_argument_map_comes_in_with_its_premises(
    tmp_path: Path, format_: str, name: str, text: str, given: bool
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    foreign, _ = read_foreign(format_, tmp_path / name)
    project = load(import_into(foreign, tmp_path / "in").folder)
    assert any(claim.given for claim in project.argument.claims.values()) is given
    assert not project.diagnostics


@pytest.mark.parametrize(
    ("claims", "settings", "title"),
    [
        (DEBATE, "", "Zoos"),
        (DEBATE, 'title = "On zoos"\n', "On zoos"),
        (DEBATE + "\n# More\n\n## more\n\nMore.\n", "", ""),
        ("## alone\n\nNo heading.\n", "", ""),
        ("## alone\n\nNo heading.\n\n" + DEBATE, "", ""),
    ],
)
def test_an_argument_under_one_heading_is_called_by_it(make_project, claims: str, settings: str, title: str) -> None:
    assert make_project(claims, settings=settings).shown_title == title
