"""`build` says first that it has built; it opens the report once and builds again when a file changes."""

from __future__ import annotations

import os
import webbrowser
from pathlib import Path

import pytest
from click.testing import CliRunner

from argmap.cli import _argmap, build
from argmap.project import Project

CLAIMS = "# S\n\n## a {conclusion}\n\nA holds.\n\n- because: b\n\n## b\n\nB holds.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "a.md").write_text(CLAIMS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_success_comes_before_what_was_found(project: Path):
    said = CliRunner().invoke(_argmap, ["build"]).output.splitlines()
    assert said[0].startswith("Built: ") and said[1].startswith("Open ")
    assert any("warning" in line or "error" in line for line in said[2:])


def test_it_opens_the_report_once_and_builds_at_each_change(project: Path, monkeypatch: pytest.MonkeyPatch):
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    texts = [CLAIMS.replace("A holds", "A falls"), "# S\n\nno claim any more\n", CLAIMS.replace("B holds", "B falls")]

    def change(found: Project, since: int) -> None:
        assert (project / "claims" / "a.md") in found.inputs()
        if not texts:
            raise KeyboardInterrupt
        (project / "claims" / "a.md").write_text(texts.pop(0))

    monkeypatch.setattr(build, "wait_for_change", change)
    done = CliRunner().invoke(_argmap, ["build", "--watch", "--open"])
    report = project / "build" / "report" / "index.html"
    assert opened == [report.resolve().as_uri()]
    assert done.output.count("Built: ") == 3 and "There are no claims" in done.output
    assert "B falls" in report.read_text() and "A falls" not in report.read_text()


def test_the_build_is_no_change_of_the_project(project: Path):
    CliRunner().invoke(_argmap, ["build"])
    from argmap.project import load

    watched = {os.path.relpath(path, project) for path in load(project).inputs()}
    assert not any(name.startswith("build") for name in watched)
