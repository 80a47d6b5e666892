"""`from: this paper, Figure 1`: the authors' own data are evidence with a source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from argmap.cli import _argmap
from argmap.notation import parse
from argmap.project import load

CLAIM = "# S\n\n## a {{conclusion}}\n\nMost failed.\n\n> Most of them failed\n\n- evidence: 31 of 44 failed.\n  {origin}\n  {quoted}\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "claims").mkdir()
    (tmp_path / "argmap.toml").write_text('paper = "p.md"\n')
    (tmp_path / "p.md").write_text("# T\n\nMost of them failed. Figure 1 shows that 31 of 44 students did.\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def codes(project: Path, origin: str, quoted: str = "type: statistic") -> list[str]:
    (project / "claims" / "a.md").write_text(CLAIM.format(origin=origin, quoted=quoted))
    ran = CliRunner().invoke(_argmap, ["check", "--format", "json", "--about", "argument", "--about", "files"])
    return [finding["code"] for finding in json.loads(ran.output)["findings"]]


@pytest.mark.parametrize(
    "origin", ["from: this paper, Figure 1", "from: This paper", "from: this paper, p. 12 and Table 3"]
)
def test_it_has_a_source(project: Path, origin: str):
    assert not {"EVD003", "SYN016", "CIT001"} & set(codes(project, origin))


@pytest.mark.parametrize("origin", ["from: this paperback, p. 3", "from: the paper", "from: @nobody, p. 3"])
def test_anything_else_is_no_source(project: Path, origin: str):
    assert {"SYN016", "EVD003", "CIT001"} & set(codes(project, origin))


def test_words_quoted_from_it_are_looked_for_in_the_paper(project: Path):
    own = "from: this paper, Figure 1"
    found = codes(project, own, "> 31 of 44 students")
    assert not {code for code in found if code.startswith("QUO0")} & {"QUO001", "QUO002", "QUO013"}
    assert "QUO001" in codes(project, own, "> every one of them has passed the examination with honours")


def test_place_is_kept_and_shown(project: Path):
    codes(project, "from: this paper, Figure 1")
    (evidence,) = load(project).argument.claims["a"].evidence
    assert (evidence.in_paper, evidence.locator, evidence.source) == (True, "Figure 1", None)
    assert "31 of 44 failed. (this paper, Figure 1)" in CliRunner().invoke(_argmap, ["show", "a"]).output
    done = CliRunner().invoke(_argmap, ["report", "-o", "r.html"])
    assert done.exit_code == 0 and "this paper, Figure 1" in (project / "r.html").read_text()


def test_layout_keeps_it(project: Path):
    codes(project, "from: this paper, Figure 1")
    before = (project / "claims" / "a.md").read_text()
    CliRunner().invoke(_argmap, ["fmt"])
    after = (project / "claims" / "a.md").read_text()
    assert "from: this paper, Figure 1" in after
    assert parse(after, "a.md").diagnostics == parse(before, "a.md").diagnostics == ()
