"""Checks of a paper are not run again while the paper is as it was, and nobody can tell by the findings."""

from itertools import product
from pathlib import Path

import pytest

from argmap.checks import run_checks
from argmap.checks.registry import all_checks
from argmap.checks.run import Memory, _Noting
from argmap.project import Project, load
from report_project import CLAIMS, PAPER

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def project() -> Project:
    return load(ROOT)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    for name, text in (
        ("pyproject.toml", '[tool.argmap]\npaper = "sources/paper.txt"\n'),
        ("claims/all.md", CLAIMS),
        ("sources/paper.txt", PAPER),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("of_this_repository", [False, pytest.param(True, marks=pytest.mark.long)])
def test_with_a_memory_the_findings_are_those_without(small: Path, of_this_repository: bool) -> None:
    root = ROOT if of_this_repository else small
    files = sorted((root / "claims").glob("*.md"))[:3]
    memory, project = Memory(), load(root)
    whole, paper = (root / "pyproject.toml").read_text("utf-8"), 'paper = "sources/paper.txt"\n'
    for cut, settings in product((0.4, 1.0), ("", 'language = "de"\n')):
        changed = {file: text[: int(len(text) * cut)] for file in files for text in [file.read_text("utf-8")]}
        changed[root / "pyproject.toml"] = whole.replace(paper, paper + settings)
        project = load(root, changed, project)
        findings = run_checks(project, memory=memory).findings
        assert findings and findings == run_checks(load(root, changed)).findings


def test_most_checks_of_a_paper_ask_for_nothing_that_an_edit_of_the_claims_changes(project: Project) -> None:
    kept = 0
    checks = [check for check in all_checks().values() if check.about == "paper"]
    for check in checks:
        noting = _Noting(project)
        list(check.run(noting))  # type: ignore[arg-type]
        kept += not noting.asked.keys() & {"argument", "evaluation", "coverage", "files", "text_files"}
    assert kept > len(checks) * 0.8, f"{kept} of {len(checks)}"
