"""Checks from other packages, found through entry points; what cannot be loaded is a finding."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CLAIMS = "# S\n\n## main {conclusion}\n\nIt is so.\n\n- evidence: E.\n"
GOOD = '''from argmap.checks import check
@check("XYZ001", "claim-short", "note", "candidate")
def claim_short(project):
    """A claim is short.

    Why: it says little.

    Mend: say more.
    """
    for claim in project.argument.claims.values():
        yield claim_short.finding(claim.span, f"{claim.id} is short", claim=claim.id)
'''


@pytest.fixture
def installed(tmp_path_factory: pytest.TempPathFactory):
    """Installs a package with checks on the search path of a new process and runs `argmap` there."""
    packages = tmp_path_factory.mktemp("packages")

    def run(
        module: str, folder: Path, *arguments: str, target: str = "plugin_checks"
    ) -> subprocess.CompletedProcess[str]:
        about = packages / "plugin-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text("Metadata-Version: 2.1\nName: plugin\nVersion: 1.0\n")
        (about / "entry_points.txt").write_text(f"[argmap.checks]\nmine = {target}\n")
        (packages / "plugin_checks.py").write_text(module)
        return subprocess.run(
            [sys.executable, "-m", "argmap", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(packages)},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_a_plugin_adds_its_checks_and_their_pages(make_project, installed):
    folder = make_project(CLAIMS).root
    done = installed(GOOD, folder, "check", "--format", "concise", "--select", "XYZ")
    assert "XYZ001 note (candidate): main is short" in done.stdout, done.stderr


def test_a_plugin_has_pages(make_project, installed):
    assert "A claim is short." in installed(GOOD, make_project(CLAIMS).root, "explain", "XYZ001").stdout


BAD = {
    "a module that is not there": ("", "plugin_gone", "No module named"),
    "a module that raises": ("1 / 0\n", "plugin_checks", "ZeroDivisionError"),
    "a code that is taken": (GOOD.replace("XYZ001", "ARG001"), "plugin_checks", "two checks have the code ARG001"),
    "a code that is none": (GOOD.replace("XYZ001", "mine"), "plugin_checks", "is no code"),
}


@pytest.mark.parametrize(("module", "target", "told"), BAD.values(), ids=BAD.keys())
def test_a_plugin_that_cannot_be_loaded_is_a_finding(make_project, installed, module: str, target: str, told: str):
    done = installed(
        module, make_project(CLAIMS).root, "check", "--format", "concise", "--select", "ARG", target=target
    )
    assert "SYN091 error" in done.stdout and told in done.stdout, done.stderr
    assert done.returncode == 1


def test_a_check_that_crashes_is_a_finding_and_hides_no_other(make_project, installed):
    broken = GOOD.replace("    for claim", "    1 / 0\n    for claim")
    done = installed(broken, make_project(CLAIMS).root, "check", "--format", "concise")
    assert "SYN099 error" in done.stdout and "EVD003" in done.stdout


def test_a_verifier_in_the_settings_that_cannot_be_loaded_is_a_finding(make_project):
    from argmap.checks import run_checks

    project = make_project(CLAIMS, settings='verifiers = ["nobody"]\n')
    (finding,) = run_checks(project, select=["SYN"]).findings
    assert (finding.code, finding.path) == ("SYN091", "argmap.toml")
