"""Checks from other packages, found through entry points; what cannot be loaded is a finding."""

from __future__ import annotations

import os
from pathlib import Path

from commands import in_a_process

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


def run(packages: Path, modules: dict[str, str], runs: list[tuple[Path, list[str]]]) -> list[str]:
    """What commands print, in one new process, where a package has these modules with checks, and one that is gone."""
    about = packages / "plugin-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: plugin\nVersion: 1.0\n")
    points = "".join(f"{name} = {name}\n" for name in [*modules, "plugin_gone"])
    (about / "entry_points.txt").write_text(f"[argmap.checks]\n{points}")
    for name, text in modules.items():
        (packages / f"{name}.py").write_text(text)
    path = os.pathsep.join(filter(None, (str(packages), os.environ.get("PYTHONPATH", ""))))
    done = in_a_process([(folder, command, {}) for folder, command in runs], {"PYTHONPATH": path})
    assert not any("Traceback" in said for _, _, said in done), done
    return [said for _, said, _ in done]


def test_a_plugin_adds_its_checks_and_their_pages_and_what_fails_is_a_finding_and_hides_no_other(
    make_project, tmp_path
):
    folder = make_project(CLAIMS).root
    modules = {
        "plugin_good": GOOD,
        "plugin_crashes": GOOD.replace("XYZ001", "XYZ002").replace("    for claim", "    1 / 0\n    for claim"),
        "plugin_raises": "1 / 0\n",
        "plugin_taken": GOOD.replace("XYZ001", "ARG001"),
        "plugin_nameless": GOOD.replace("XYZ001", "mine"),
    }
    checked, page = run(
        tmp_path / "packages", modules, [(folder, ["check", "--format", "concise"]), (folder, ["explain", "XYZ001"])]
    )
    assert "XYZ001 note (candidate): main is short" in checked and "EVD003" in checked
    assert "A claim is short." in page
    (crash,) = [line for line in checked.splitlines() if "SYN099 error" in line]
    assert "XYZ002" in crash
    lines = [line for line in checked.splitlines() if "SYN091 error" in line]
    for name, told in {
        "plugin_gone": "No module named",
        "plugin_raises": "ZeroDivisionError",
        "plugin_taken": "two checks have the code ARG001",
        "plugin_nameless": "is no code",
    }.items():
        assert sum(name in line and told in line for line in lines) == 1, (name, checked)
    assert len(lines) == 4


def test_a_verifier_in_the_settings_that_cannot_be_loaded_is_a_finding(make_project):
    from argmap.checks import run_checks

    project = make_project(CLAIMS, settings='verifiers = ["nobody"]\n')
    (finding,) = run_checks(project, select=["SYN"]).findings
    assert (finding.code, finding.path) == ("SYN091", "argmap.toml")
