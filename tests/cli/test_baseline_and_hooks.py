"""What CI needs: only what is new, by a baseline; the hooks and the action that the repository ships."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from argmap.cli import _argmap
from volume import few_of

ROOT = Path(__file__).parents[2]
CLAIMS = "# S\n\n## a {conclusion}\n\nA holds.\n\n- because: b\n\n## b\n\nB holds.\n"


def check(*options: str) -> Result:
    return CliRunner().invoke(_argmap, ["check", *options])


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "a.md").write_text(CLAIMS)
    (tmp_path / "argmap.toml").write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_only_what_is_new_since_the_baseline_counts(project: Path):
    assert check().exit_code == 1
    assert check("--write-baseline", "known.json").exit_code == 0
    assert check("--baseline", "known.json").exit_code == 0
    claims = project / "claims" / "a.md"
    claims.write_text("# Moved down\n\n<!-- by this -->\n\n" + CLAIMS)
    assert check("--baseline", "known.json").exit_code == 0, "moved lines are nothing new"
    claims.write_text(CLAIMS.replace("because: b", "because: b + c") + "\n## c\n\nC holds.\n")
    done = check("--baseline", "known.json", "--format", "json")
    new = json.loads(done.stdout)["findings"]
    assert done.exit_code == 1 and {f["claim"] for f in new if f["code"] == "ARG002"} == {"c"}


def test_a_claim_that_more_hangs_on_is_nothing_new(project: Path):
    check("--write-baseline", "known.json")
    more = "\n## c\n\nC holds.\n\n- assume: so\n- because: b\n"
    (project / "claims" / "a.md").write_text(CLAIMS.replace("because: b", "because: b + c") + more)
    found = json.loads(check("--baseline", "known.json", "--format", "json").stdout)["findings"]
    assert "ARG002" not in {f["code"] for f in found}


def test_the_documented_way_runs_in_its_order(project: Path):
    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    block = page.partition("## In CI\n\n```text\n")[2].partition("```")[0]
    commands = [shlex.split(line, comments=True)[2:] for line in block.splitlines()]
    assert [CliRunner().invoke(_argmap, words).exit_code for words in commands] == [0, 0, 1]


def test_a_second_one_of_a_kind_is_new(project: Path):
    claims = project / "claims" / "a.md"
    claims.write_text(CLAIMS.replace("because: b", "because: b\n- colour: b"))
    check("--write-baseline", "known.json")
    claims.write_text(CLAIMS.replace("because: b", "because: b\n- colour: b\n- colour: b"))
    found = json.loads(check("--baseline", "known.json", "--format", "json").stdout)["findings"]
    assert [f["code"] for f in found] == ["SYN003"]


def test_what_has_gone_is_told_and_renewed(project: Path):
    check("--write-baseline", "known.json")
    (project / "claims" / "a.md").write_text(CLAIMS + "\n- assume: so\n")
    assert "`argmap check --write-baseline known.json` renews it" in check("--baseline", "known.json").output
    check("--write-baseline", "known.json")
    assert "renews" not in check("--baseline", "known.json").output


def test_a_baseline_is_the_same_bytes_and_one_finding_a_line(project: Path):
    check("--write-baseline", "one.json")
    check("--write-baseline", "two.json")
    lines = (project / "one.json").read_text().splitlines()
    assert (project / "two.json").read_text().splitlines() == lines
    count = json.loads(check("--format", "json", "--all").stdout)["summary"]
    assert len(lines) == 2 + count["certain"] + count["candidate"]


@pytest.mark.parametrize(
    "content", [None, "", "[]", "{}", '{"version": 1}', '{"version": 1, "findings": [3]}', "[" * 9999]
)
def test_what_is_no_baseline_is_refused_and_nothing_passes(project: Path, content: str | None):
    if content is not None:
        (project / "known.json").write_text(content)
    done = check("--baseline", "known.json")
    assert "--write-baseline" in str(done.exception) and done.exit_code != 0 and done.stdout == ""


def test_the_hooks_run_what_they_say(project: Path):
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    assert set(hooks) == {"argmap-check", "argmap-fmt"}
    for hook in hooks.values():
        files = [] if hook.get("pass_filenames") is False else ["claims/a.md"]
        done = CliRunner().invoke(_argmap, [*shlex.split(hook["entry"])[1:], *files])
        assert done.exit_code in (0, 1) and isinstance(done.exception, SystemExit | type(None)), hook


@pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="needs bash")
@pytest.mark.parametrize(
    ("inputs", "code"),
    few_of(
        [
            ({"PROJECT": ".", "BASELINE": "known.json"}, 0),
            ({"PROJECT": "."}, 1),
            ({"PROJECT": "$(touch harm)"}, 2),
            ({"PROJECT": ".", "FAIL_ON": "never"}, 0),
            ({"PROJECT": "--help"}, 2),
        ],
        2,
    ),
    ids=str,
)
def test_the_action_checks_and_leaves_sarif(project: Path, inputs: dict[str, str], code: int):
    check("--write-baseline", "known.json")
    step = next(s for s in yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"] if s.get("id") == "check")
    assert "${{" not in step["run"]
    (project / "argmap").write_text(f'#!/bin/sh\nexec {sys.executable} -m argmap "$@"\n')
    (project / "argmap").chmod(0o755)
    environment = {
        **os.environ, **dict.fromkeys(step["env"], ""), **inputs,
        "PATH": f"{project}:{os.environ['PATH']}", "RUNNER_TEMP": str(project), "GITHUB_OUTPUT": str(project / "out"),
    }  # fmt: skip
    done = subprocess.run(["bash", "-eo", "pipefail", "-c", step["run"]], cwd=project, env=environment, check=False)
    assert done.returncode == code and not (project / "harm").exists()
    if code < 2:
        assert (project / "out").read_text() == f"sarif={project / 'argmap.sarif'}\n"
        assert json.loads((project / "argmap.sarif").read_text())["version"] == "2.1.0"
