"""`argmap check` fits one screen, begins with what matters most, and says how to see the rest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from argmap.cli import _argmap
from argmap.findings.finding import Finding
from argmap.outputs.terminal.short import write_short
from growth import growth_exponent

BARE = "# S\n\n## c0 {conclusion}\n\nClaim number 0 holds.\n\n- because: c1 + c2\n- because: c3\n- but: c14\n\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """15 claims with hardly any support, and a paper with faults of its own."""
    (tmp_path / "claims").mkdir()
    (tmp_path / "argmap.toml").write_text('paper = "paper.md"\n')
    (tmp_path / "claims" / "a.md").write_text(
        BARE
        + "".join(
            f"## c{n}\n\nClaim number {n} holds.\n\n> These words {n} are in no paper\n\n- evidence: Somebody saw it.\n\n"
            for n in range(1, 15)
        )
    )
    (tmp_path / "paper.md").write_text(
        "# On trade\n\n"
        + "Trade grew by 12 percent (Hale 1964). It fell in 1998, as many have shown (Nobody 1999). " * 30
        + "\n\n# References\n\nLind, Ann. 2001. *Rivers.* Oslo: Falk.\n"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*options: str) -> str:
    return CliRunner().invoke(_argmap, ["check", *options]).output


def test_15_claims_with_a_paper_fit_one_screen_and_nothing_is_lost_from_the_count(project: Path):
    short, whole = check(), check("--all")
    assert len(whole.splitlines()) > 100
    assert len(short.splitlines()) <= 40
    assert short.index("QUO") < short.index("On the paper itself: ")
    assert "`argmap check --about paper` shows them" in short and "`argmap check --all` shows everything" in short
    paper = check("--about", "paper")
    assert "CIT" in paper and "QUO" not in paper and "-->" in paper


def test_errors_stand_before_warnings_and_every_kind_is_named_once(project: Path):
    claims = project / "claims" / "a.md"
    claims.write_text(claims.read_text().replace("- evidence: Somebody saw it.\n", "", 3))
    heads = [line for line in check().splitlines() if line[:3].isupper() and line[3:6].isdigit()]
    weights = [line.split()[1].rstrip(":") for line in heads]
    assert weights == sorted(weights, key=["error", "warning", "note"].index) and "error" in weights


def test_the_argument_waits_until_the_files_can_be_read(project: Path):
    claims = project / "claims" / "a.md"
    claims.write_text(claims.read_text().replace("- because: c3", "- becuase: c3"))
    short = check()
    assert short.startswith("SYN003 error: Unknown key `becuase`")
    assert "Held back until the files can be read" in short
    assert "ARG0" not in short and "QUO0" not in short
    assert "QUO0" in check("--all")


def test_a_project_that_is_only_a_paper_shows_what_is_wrong_with_it(project: Path):
    (project / "claims" / "a.md").unlink()
    short = check()
    assert "-->" in short and "On the paper itself" not in short and len(short.splitlines()) <= 40


def test_notes_are_shown_where_nothing_weighs_more(project: Path):
    assert "note: " in check("--select", "COV,ARG", "--severity", "note")
    (project / "argmap.toml").write_text("")
    (project / "claims" / "a.md").write_text(
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n- because: c\n\n## b\n\nB.\n\n- assume: yes\n\n## c\n\nC.\n\n- assume: yes\n"
    )
    short = check()
    assert "warning" not in short and "  --> claims/a.md" in short


def test_what_waits_for_broken_files_is_held_back_in_time_by_the_finding() -> None:
    def prepare(n: int) -> Callable[[], tuple[str, bool]]:
        findings = [
            Finding(code, "slug", "error", "certain", f"Message {k}", "claims/a.md")
            for k in range(n)
            for code in ("SYN008", "ARG001")
        ]
        return lambda: write_short(findings, {}, of_paper=(), command="argmap check")

    assert "50 findings on the argument" in prepare(50)()[0]
    assert growth_exponent(prepare, 50) < 1.2
