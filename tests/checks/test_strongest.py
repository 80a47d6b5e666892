"""Which candidates are shown by default: the strongest few of each section, and nothing that is certain is hidden."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from argmap.checks.registry import all_checks
from argmap.checks.strongest import is_likely, left_out, strongest
from argmap.cli.audit import command
from argmap.findings.finding import Finding
from argmap.findings.strength import usual_strength
from argmap.ground.places import Span
from argmap.project import Project, project_of_paper

_SECTION = "## Part {number}\n\nThe harbour of this part was small. Its boats went out at night.\n\n"
_WEAK = "The ferry carried {number} casks of oil.\n\n"
_STRONG = "Most historians have argued that the ferry was slow and that the crew was small in number.\n\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "paper.md").write_text("# A paper\n\n" + "".join(_SECTION.format(number=n) for n in range(9)), "utf-8")
    return project_of_paper(tmp_path / "paper.md")


def _finding(project: Project, section: int, strength: float, code: str = "TXT010", **more: object) -> Finding:
    document = project.document
    assert document is not None
    start = next(s.start for s in document.sections if s.title == f"Part {section}")
    made = Finding(code, "a-slug", "warning", "candidate", f"{section} {strength}", document.path, strength=strength)
    span: Span = document.place(start, start + 5)
    return replace(made, span=span, **more)  # type: ignore[arg-type]


def test_a_paper_with_few_candidates_shows_them_all(project: Project) -> None:
    few = [_finding(project, n, 0.1) for n in range(3)]
    assert strongest(project, few) == few


def test_of_many_candidates_the_weak_ones_wait(project: Project) -> None:
    many = [_finding(project, n % 9, 0.1 + 0.1 * (n % 7)) for n in range(40)]
    shown = strongest(project, many)
    assert all(map(is_likely, shown))
    assert len(shown) == 15
    assert sum(left_out(many, shown).values()) == 25


def test_what_is_certain_or_could_not_be_checked_is_never_hidden(project: Project) -> None:
    crowd = [_finding(project, n % 9, 0.9) for n in range(60)]
    certain = _finding(project, 1, 1.0, certainty="certain")
    unchecked = _finding(project, 2, 0.0, code="CIT020", not_checkable=True)
    claims = _finding(project, 3, 0.0, code="ARG001")
    shown = strongest(project, [*crowd, certain, unchecked, claims])
    assert {certain, unchecked, claims} <= set(shown)


def test_a_likely_candidate_is_not_hidden_by_a_crowd_of_another_code(project: Project) -> None:
    crowd = [_finding(project, 1, 0.6) for _ in range(60)]
    lone = _finding(project, 2, 0.55, code="CIT022")
    assert lone in strongest(project, [*crowd, lone])


def test_a_long_section_leaves_room_for_the_others(project: Project) -> None:
    findings = [_finding(project, 0, 0.6) for _ in range(30)] + [_finding(project, n, 0.5) for n in range(1, 5)]
    shown = strongest(project, findings)
    assert {f.message.split()[0] for f in shown} == {"0", "1", "2", "3", "4"}


def test_the_findings_keep_their_order(project: Project) -> None:
    findings = [_finding(project, n % 9, 0.45 + 0.01 * n) for n in range(30)]
    shown = strongest(project, findings)
    assert [findings.index(f) for f in shown] == sorted(findings.index(f) for f in shown)


def test_every_judged_strength_is_a_share_of_a_check_that_there_is() -> None:
    import tomllib

    import argmap.findings.strength as module

    data = tomllib.loads((Path(module.__file__).parent / "data" / "strengths.toml").read_text("utf-8"))
    assert set(data) <= set(all_checks())
    assert all(0 < share < 1 for kinds in data.values() for share in kinds.values())
    assert usual_strength("ZZZ999") == 0.5


def _audit(folder: Path, *options: str) -> Result:
    paper = folder / "paper.md"
    text = "# A paper\n\n## The matter\n\n" + "".join(_WEAK.format(number=n) for n in range(20, 32)) + _STRONG
    paper.write_text(text, encoding="utf-8")
    return CliRunner().invoke(command, [str(paper), *options])


def test_the_audit_says_how_many_are_left_out_and_shows_them_when_asked(tmp_path: Path) -> None:
    said = " ".join(_audit(tmp_path).output.split())
    assert "12 more are weaker and left out; `--all` shows them." in said
    assert "historians" in said and "casks" not in said
    for option in (("--all",), ("--select", "TXT010")):
        everything = _audit(tmp_path, *option).output
        assert "weaker" not in everything and everything.count("casks of oil.") >= 12


@pytest.mark.parametrize("form", ["concise", "sarif", "json", "html"])
def test_every_form_shows_the_same_findings_and_counts_the_rest(form: str, tmp_path: Path) -> None:
    output = _audit(tmp_path, "--format", form).output
    if form == "json":
        document = json.loads(output)
        assert document["left_out"] == {"TXT010": 12}
        assert [f["strength"] for f in document["findings"] if f["code"] == "TXT010"] == [
            usual_strength("TXT010", "studies")
        ]
    elif form == "sarif":
        run = json.loads(output)["runs"][1]
        assert run["properties"]["left_out"] == {"TXT010": 12}
        assert sum(r["ruleId"] == "TXT010" for r in run["results"]) == 1
    elif form == "concise":
        assert output.count("TXT010") == 1
        assert output.splitlines()[-1].startswith("12 weaker candidates are left out;")
    else:
        assert "12 more are weaker and left out" in output


def test_what_is_left_out_fails_nothing_until_it_is_asked_for(tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text("# A paper\n\n## The matter\n\n" + "".join(_WEAK.format(number=n) for n in range(20, 32)), "utf-8")
    ran = [CliRunner().invoke(command, [str(paper), *options]) for options in ([], ["--all"])]
    assert [one.exit_code for one in ran] == [0, 1]
