"""Checks of a paper are not run again while the paper is as it was, and nobody can tell by the findings."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from argmap.checks import registry, run, run_checks
from argmap.checks.registry import Check, all_checks
from argmap.checks.run import Memory, _Noting
from argmap.findings.finding import Finding
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
def test_with_a_memory_the_findings_are_those_without(
    small: Path, of_this_repository: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = ROOT if of_this_repository else small
    files = sorted((root / "claims").glob("*.md"))[:3]
    memory, project = Memory(), load(root)
    whole, paper = (root / "pyproject.toml").read_text("utf-8"), 'paper = "sources/paper.txt"\n'
    for turn, (cut, settings) in enumerate(product((0.4, 1.0), ("", 'language = "de"\n'))):
        changed = {file: text[: int(len(text) * cut)] for file in files for text in [file.read_text("utf-8")]}
        changed[root / "pyproject.toml"] = whole.replace(paper, paper + settings)
        project = load(root, changed, project)
        findings = run_checks(project, memory=memory).findings
        monkeypatch.setenv("ARGMAP_CACHE", str(tmp_path / f"nothing-{turn}"))
        assert findings and findings == run_checks(load(root, changed)).findings


def test_most_checks_of_a_paper_ask_for_nothing_that_an_edit_of_the_claims_changes(project: Project) -> None:
    kept = 0
    checks = [check for check in all_checks().values() if check.about == "paper"]
    for check in checks:
        noting = _Noting(project)
        list(check.run(noting))  # type: ignore[arg-type]
        kept += not noting.asked.keys() & {"argument", "evaluation", "coverage", "files", "text_files"}
    assert kept > len(checks) * 0.8, f"{kept} of {len(checks)}"


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The codes of the checks of a paper as they are run, with nothing kept at first."""
    monkeypatch.setenv("ARGMAP_CACHE", str(tmp_path / "cache"))
    codes: list[str] = []
    guarded = run._guarded

    def noted(check: Check, project: Project) -> Iterable[Finding]:
        if check.about == "paper":
            codes.append(check.code)
        return guarded(check, project)

    monkeypatch.setattr(run, "_guarded", noted)
    return codes


def test_the_next_command_does_not_run_the_checks_of_a_paper_that_is_the_same(small: Path, ran: list[str]) -> None:
    first = run_checks(load(small))
    assert any(all_checks()[f.code].about == "paper" for f in first.findings if not f.code.startswith("SYN"))
    told = set(ran)
    ran.clear()
    claims = small / "claims" / "all.md"
    claims.write_text(claims.read_text("utf-8") + "\n\n## another\n\nTrade moved north.\n", "utf-8")
    run_checks(load(small))
    claims.write_text(CLAIMS, "utf-8")
    assert run_checks(load(small)) == first
    assert set(ran) < told and len(set(ran)) < len(told) / 5  # the few that look at the claims too


@pytest.mark.parametrize("change", ["paper", "language", "bytes"])
def test_another_paper_is_checked_anew(
    change: str, small: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run_checks(load(small))
    paper, settings = small / "sources" / "paper.txt", small / "pyproject.toml"
    if change == "paper":
        settings.write_text(settings.read_text("utf-8").replace("paper.txt", "other.txt"), "utf-8")
        paper.rename(small / "sources" / "other.txt")
    elif change == "language":
        settings.write_text(settings.read_text("utf-8") + 'language = "de"\n', "utf-8")
    else:
        paper.write_text(PAPER + "\nMore was said of it.\n", "utf-8")
    ran.clear()
    now = run_checks(load(small))
    assert len(ran) > 20
    monkeypatch.setenv("ARGMAP_CACHE", str(small / "nothing"))
    assert now == run_checks(load(small))


def test_what_was_not_selected_then_is_run_now(small: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    run_checks(load(small), select=["FTN"])
    whole = run_checks(load(small))
    monkeypatch.setenv("ARGMAP_CACHE", str(small / "nothing"))
    assert whole == run_checks(load(small))


@pytest.mark.parametrize("kind", ["broken", "plugin"])
def test_what_a_broken_check_or_a_plugin_says_is_not_kept(
    kind: str, small: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def says(project: Project) -> Iterable[Finding]:
        if kind == "broken":
            raise ValueError(project.paper.path)
        return [all_checks()["TXT001"].finding(project.paper.path, "Something")]

    says.__module__ = "argmap.checks.txt_mine" if kind == "broken" else "mine"
    all_checks()
    monkeypatch.setitem(registry._CHECKS, "TXT001", replace(all_checks()["TXT001"], run=says))
    run_checks(load(small))
    ran.clear()
    run_checks(load(small))
    assert "TXT001" in ran and "FTN001" not in ran
