"""Exit codes: 0 clean, 1 findings, 2 could not be done, 3 a fault of argmap's own, 130 interrupted; for every command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import click
import pytest

from argmap.cli import _argmap
from argmap.cli._exit import CLEAN, FAULT, FOUND, INTERRUPTED, REFUSED, ending_of
from argmap.ground.diagnostics import ArgmapError
from commands import argmap
from volume import few_of

CLAIMS = "# S\n\n## a {conclusion}\n\nA holds.\n\n- because: b\n\n## b\n\nB.\n\n- cites: @k\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "claims").mkdir(parents=True)
    (root / "sources").mkdir()
    (root / "claims" / "a.md").write_text(CLAIMS)
    (root / "sources" / "w.bib").write_text("@book{k, title={T}, author={A, B}, year=2000}\n")
    (root / "argmap.toml").write_text('title = "T"\n')
    return root


# For each command, arguments by which it can do nothing.
USELESS = {
    "audit": ["no.pdf"],
    "build": ["no"],
    "check": ["no"],
    "completion": ["tcsh"],
    "config": ["no", "such"],
    "diff": ["no-revision"],
    "evaluate": ["no.af"],
    "explain": ["XYZ999"],
    "export": ["aif", "no"],
    "find": ["words", "no.txt"],
    "fmt": ["no.md"],
    "formats": ["no"],
    "import": ["aif", "no.json"],
    "init": ["."],
    "letter": ["no"],
    "lookup": ["nobody"],
    "lsp": [],  # nobody speaks
    "map": ["--claim", "no", "--view", "claim"],
    "new": ["no.pdf"],
    "passages": ["no"],
    "pin": ["no"],
    "registries": ["update", "retraction-watch", "no.csv"],
    "read": ["no.pdf"],
    "rename": ["no", "yes"],
    "report": ["no"],
    "review": ["--by", "A", "--project", "no"],
    "serve": ["no", "--no-open"],
    "show": ["no"],
    "verdict": ["no", "accepted", "--by", "A"],
    "whatif": ["--reject", "no"],
    "works": ["no.pdf"],
}


def test_every_command_is_tried():
    assert set(USELESS) == set(_argmap.list_commands(click.Context(_argmap)))


@pytest.mark.parametrize("command", USELESS)
def test_what_cannot_be_done_is_2_and_one_clear_line(project: Path, command: str):
    done = argmap(project, command, *USELESS[command])
    assert done.returncode == REFUSED, done.stdout + done.stderr
    assert done.stdout == "" and "Traceback" not in done.stderr
    assert done.stderr.startswith("argmap: error: ")
    assert argmap(project, command, "--no-such-option").returncode == REFUSED


def test_findings_are_1_and_none_are_0(project: Path):
    assert argmap(project, "check").returncode == FOUND
    assert argmap(project, "check", "--fail-on", "never").returncode == CLEAN
    assert argmap(project, "build").returncode == CLEAN
    assert argmap(project, "build", "--strict").returncode == FOUND
    assert argmap(project, "show").returncode == CLEAN


# For each command, a function that it cannot do without, which is made to fail.
FAULTS = {
    ("check",): "argmap.cli.check.run_checks",
    ("show",): "argmap.outputs.terminal.argument.outline_text",
    ("build",): "argmap.outputs.build.write_all",
    ("audit", "paper.txt"): "argmap.outputs.audit.audit.audit_paper",
    ("evaluate",): "argmap.outputs.terminal.evaluation.evaluation_text",
    ("fmt",): "argmap.cli.fmt.format_claims",
    ("verdict", "a", "accepted", "--by", "A"): "argmap.editing.recording.record_verdict",
    ("new", "paper.txt", "d"): "argmap.drafting.project.draft_project",
}


def broken(
    project: Path, arguments: tuple[str, ...], raised: BaseException, **environment: str
) -> subprocess.CompletedProcess[str]:
    with mock.patch(FAULTS[arguments], side_effect=raised):
        return argmap(project, *arguments, **environment)


@pytest.mark.parametrize("arguments", FAULTS, ids=" ".join)
def test_a_fault_of_argmaps_own_is_3_and_says_how_to_report_it(project: Path, arguments: tuple[str, ...]):
    done = broken(project, arguments, KeyError("spot\x1b[31m"))
    assert done.returncode == FAULT
    assert done.stderr.startswith("argmap: fault: KeyError: ") and done.stderr.count("\n") == 1
    assert "SECURITY.md" in done.stderr and "\x1b" not in done.stderr
    more = broken(project, arguments, KeyError("spot"), ARGMAP_TRACEBACK="1")
    assert more.returncode == FAULT and "Traceback" in more.stderr


@pytest.mark.parametrize(
    ("raised", "code"),
    [(KeyboardInterrupt(), INTERRUPTED), (RecursionError("deep"), FAULT), (MemoryError(), REFUSED),
     (OSError(5, "no luck", "x"), REFUSED), (BrokenPipeError(32, "gone"), REFUSED), (EOFError(), REFUSED)],
    ids=repr,
)  # fmt: skip
def test_every_kind_of_end_has_its_code(project: Path, raised: BaseException, code: int):
    done = broken(project, ("check",), raised)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert done.stderr == "" if isinstance(raised, BrokenPipeError) else done.stderr.strip().startswith("argmap: ")


def test_endings_in_one_place():
    def end(what: BaseException) -> Callable[[], object]:
        def run() -> None:
            raise what

        return run

    assert ending_of(lambda: None) == CLEAN
    assert ending_of(end(SystemExit(1))) == FOUND
    assert ending_of(end(SystemExit())) == CLEAN
    assert ending_of(end(SystemExit("no"))) == REFUSED
    assert ending_of(end(ArgmapError("x"))) == REFUSED
    assert ending_of(end(click.UsageError("x"))) == REFUSED
    assert ending_of(end(click.FileError("x"))) == REFUSED
    assert ending_of(end(AssertionError())) == FAULT


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_while_it_works_is_130(project: Path):
    command = [sys.executable, "-m", "argmap", "check", "--watch"]
    running = subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # a shell starts what runs in the background with Ctrl-C ignored, and the tests may run there
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    assert running.stderr is not None
    while "Watching" not in running.stderr.readline():
        assert running.poll() is None
    time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == INTERRUPTED
    assert said.strip() == "argmap: interrupted."


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
@pytest.mark.parametrize(
    ("line", "code"),
    few_of(
        [
            ("check --fail-on never >&-", CLEAN),
            ("check >&-", FOUND),
            ("check --fail-on never >&- 2>&-", CLEAN),
            ("show no 2>&-", REFUSED),
            ("review --by A <&-", CLEAN),
            ("review --by A </dev/null", CLEAN),
            ("map --format dot >&-", CLEAN),
            ("find 'some words' sources/w.bib <&- >&-", FOUND),
        ],
        2,
    ),
)
def test_closed_streams_change_no_exit_code(project: Path, line: str, code: int):
    done = subprocess.run(
        f"{sys.executable} -m argmap {line}", shell=True, cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr and "Exception" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
@pytest.mark.parametrize("arguments", [["explain", "--markdown"], ["show", "--format", "json"]], ids=" ".join)
def test_a_reader_that_goes_away_is_no_finding(project: Path, arguments: list[str]):
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "argmap", *arguments]
    done = subprocess.run(command, cwd=project, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (REFUSED, "")


def test_an_input_that_ends_at_a_question_is_2(project: Path):
    done = argmap(project, "review", "--by", "A", typed="n\n")
    assert done.returncode == REFUSED
    assert "input ended" in done.stderr


@pytest.mark.parametrize("command", [["evaluate"], ["map", "--format", "dot"]], ids=" ".join)
@pytest.mark.parametrize("lost", ["claims/a.md", "sources/w.bib", "paper.txt"])
def test_nothing_is_worked_out_from_files_that_could_not_be_read(project: Path, command: list[str], lost: str):
    (project / "argmap.toml").write_text('paper = "paper.txt"\nbibliography = "sources/w.bib"\n')
    (project / "paper.txt").write_text("A holds.\n")
    assert argmap(project, *command).returncode == CLEAN
    (project / lost).unlink()
    (project / lost).mkdir()
    done = argmap(project, *command)
    assert done.returncode == REFUSED and "it is a folder" in done.stderr and done.stdout == ""
