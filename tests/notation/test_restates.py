"""`restates` and `origin`: read, laid out, renamed, checked, and shown wherever a claim's other links are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from argmap.ground.edits import apply_edits
from argmap.notation import parse
from argmap.notation.format import format_claims
from argmap.notation.rename import rename_claim
from argmap.notation.write import write_claims
from argmap.project import load
from commands import argmap

CLAIMS = """# S

## a {conclusion}

A holds.

- because: b
  unless: d
  origin: aif:3, aif:4
- origin: aif:1

## b

B holds.

- evidence: E.
- restates: c
  origin: aif:9
- restates: d

## c

C holds.

## d

D holds.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "claims").mkdir()
    (tmp_path / "argmap.toml").write_text("")
    (tmp_path / "claims/a.md").write_text(CLAIMS)
    return tmp_path


def test_they_are_read_and_written(project: Path):
    parsed = parse(CLAIMS, "x")
    assert not parsed.diagnostics and write_claims(parsed.tree) == CLAIMS
    claims = load(project).argument.claims
    assert claims["b"].restates == ("c", "d") and claims["a"].origin == ("aif:1",)
    assert claims["a"].reasons[0].origin == ("aif:3", "aif:4")


def test_layout_settles_the_commas_of_origins():
    assert format_claims("## a\n\nA.\n\n- origin: aif:1 ,aif:2\n", "x").text == "## a\n\nA.\n\n- origin: aif:1, aif:2\n"


def test_a_rename_follows(project: Path):
    edits = rename_claim({"x": CLAIMS}, "d", "new-name")["x"]
    done = apply_edits(CLAIMS, edits)
    assert "- restates: new-name\n" in done and "unless: new-name" in done and "## new-name" in done


@pytest.mark.parametrize(
    ("line", "code"), [("restates: nobody", "SYN008"), ("restates: b", "SYN017"), ("restates: c + d", "SYN006")]
)
def test_what_cannot_be_is_reported_once(project: Path, line: str, code: str):
    path = project / "claims/a.md"
    path.write_text(CLAIMS.replace("restates: d", line))
    found = json.loads(argmap(project, "check", "--all", "--format", "json").stdout)["findings"]
    assert [f["code"] for f in found if f["code"].startswith("SYN")] == [code]


def test_a_circle_is_reported(project: Path):
    path = project / "claims/a.md"
    assert "ARG021" not in argmap(project, "check", "--all").stdout
    path.write_text(CLAIMS.replace("C holds.\n", "C holds.\n\n- restates: b\n"))
    assert "Restatements run in a circle: b → c → b" in argmap(project, "check", "--all").stdout


def test_a_wording_of_a_claim_that_is_used_is_no_loose_end(project: Path):
    path = project / "claims/a.md"
    path.write_text(CLAIMS + "\n## e\n\nE holds.\n\n- restates: a\n\n## f\n\nF holds.\n")
    found = json.loads(argmap(project, "check", "--all", "--format", "json").stdout)["findings"]
    assert {f["claim"] for f in found if f["code"] == "ARG004"} == {"c", "f"}


def test_it_is_shown(project: Path):
    assert "restates c, d" in argmap(project, "show", "b").stdout
    shown = json.loads(argmap(project, "show", "b", "--format", "json").stdout)["claims"][0]
    assert shown["restates"] == ["c", "d"] and shown["origin"] == []
    assert argmap(project, "report", "-o", "r").returncode == 0
    page = next(p for p in (project / "r", *(project / "r").glob("*.html")) if p.is_file()).read_text()
    assert "It says again, in other words" in page
