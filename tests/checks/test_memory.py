"""Checks of a paper are not run again while the paper is as it was, and nobody can tell by the findings."""

from itertools import product
from pathlib import Path

import pytest

from argmap.checks import run_checks
from argmap.checks.registry import all_checks
from argmap.checks.run import Memory, _Noting
from argmap.project import Project, load

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "claims").glob("*.md"))


@pytest.fixture(scope="module")
def project() -> Project:
    return load(ROOT)


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param([(0.4, ""), (1.0, 'language = "de"\n')], id="a few"),
        pytest.param([*product((0.4, 1.0), ("", 'language = "de"\n'))], id="all", marks=pytest.mark.long),
    ],
)
def test_with_a_memory_the_findings_are_those_without(project: Project, edits: list[tuple[float, str]]) -> None:
    memory = Memory()
    whole, paper = (ROOT / "pyproject.toml").read_text("utf-8"), 'paper = "sources/paper.txt"\n'
    for cut, settings in edits:
        changed = {file: text[: int(len(text) * cut)] for file in FILES[:3] for text in [file.read_text("utf-8")]}
        changed[ROOT / "pyproject.toml"] = whole.replace(paper, paper + settings)
        project = load(ROOT, changed, project)
        assert run_checks(project, memory=memory).findings == run_checks(load(ROOT, changed)).findings


def test_most_checks_of_a_paper_ask_for_nothing_that_an_edit_of_the_claims_changes(project: Project) -> None:
    kept = 0
    checks = [check for check in all_checks().values() if check.about == "paper"]
    for check in checks:
        noting = _Noting(project)
        list(check.run(noting))  # type: ignore[arg-type]
        kept += not noting.asked.keys() & {"argument", "evaluation", "coverage", "files", "text_files"}
    assert kept > len(checks) * 0.8, f"{kept} of {len(checks)}"
