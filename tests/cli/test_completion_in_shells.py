"""Completion as a person meets it: each shell is started in a pseudo terminal, a beginning typed, and Tab pressed."""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest

fcntl, termios = (pytest.importorskip(name, reason="no terminals here") for name in ("fcntl", "termios"))
pty = pytest.importorskip("pty", reason="no pseudo terminals here")

CLAIMS = """# S

## ports-grow {conclusion}

Ports grow: slowly, "they" say, and it's `so` for $HOME of
two lines.

- because: towns-trade

## towns-trade

Towns trade.

- cites: @smith:2010
"""
SETTINGS = '[tool.argmap]\nbibliography = ["works.bib"]\n'
WORKS = "@book{smith:2010, title={Trade, and: more}, author={Smith, A}, year={2010}}\n"
START = {
    "bash": (".bashrc", "PS1='ready> '\n", ["--rcfile", ".bashrc", "-i"]),
    "zsh": (".zshrc", "PS1='ready> '\n", ["-i"]),
    "fish": (".config/fish/config.fish", "set fish_greeting\nfunction fish_prompt; echo 'ready> '; end\n", ["-i"]),
}


@cache
def completion_of(shell: str) -> str:
    """What is to be put into the settings of a shell."""
    command = [sys.executable, "-m", "argmap", "completion", shell]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(params=list(START))
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[list[str], dict[str, str], Path]:
    """How a shell is started that has nothing but what `argmap completion` printed; a project to stand in."""
    name = request.param
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed")
    project = tmp_path / "project"
    for path, text in {"claims/a.md": CLAIMS, "works.bib": WORKS, "pyproject.toml": SETTINGS}.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text)
    command = tmp_path / "bin" / "argmap"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m argmap "$@"\n')
    command.chmod(0o755)
    environment = {**os.environ, "HOME": str(tmp_path), "ZDOTDIR": str(tmp_path), "TERM": "xterm", "LC_ALL": "C.UTF-8"}
    environment["PATH"] = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
    for name_of_folder in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        environment.pop(name_of_folder, None)
    # else fish, at its first start, reads all manual pages of the machine for seconds, even when it has been ended
    (tmp_path / ".local" / "share" / "fish" / "generated_completions").mkdir(parents=True)
    settings, first, arguments = START[name]
    (tmp_path / settings).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / settings).write_text(first + completion_of(name))
    arguments = [str(tmp_path / part) if part == settings else part for part in arguments]
    return [program, *arguments], environment, project


def typed(shell: tuple[list[str], dict[str, str], Path], begun: str, wanted: str) -> str:
    """What the terminal shows after `begun` and Tab, twice, as soon as `wanted` is there or after some seconds."""
    arguments, environment, folder = shell
    process, terminal = pty.fork()
    if process == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 200, 0, 0))
        os.chdir(folder)
        os.execve(arguments[0], arguments, environment)
    shown = b""

    def read(until: str, seconds: float) -> str:
        nonlocal shown
        end = time.monotonic() + seconds
        text = ""
        while time.monotonic() < end and until not in text:
            if select.select([terminal], [], [], 0.2)[0]:
                try:
                    shown += os.read(terminal, 65536)
                except OSError:
                    break
            text = re.sub(
                r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|[()][A-Z0-9]|[=>])|[\r\x07\x0f]", "", shown.decode("utf-8", "replace")
            )
        return text

    try:
        before = read("ready>", 20)
        assert "ready>" in before and "not found" not in before, before
        shown = b""
        os.write(terminal, begun.encode() + b"\t\t")
        return read(wanted, 20)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


TYPED = {
    "argmap eval": "argmap evaluate ",
    "argmap map --view pa": "--view path ",
    "argmap whatif --reject towns-tr": "--reject towns-trade",
    "argmap explain port": "explain ports-grow",
    "argmap whatif --reject @sm": "--reject @smith:2010 ",
    "argmap whatif --reject @smith:2": "--reject @smith:2010 ",
}


@pytest.mark.parametrize(
    ("shell", "begun", "wanted"),
    [
        # all shells ask the same of argmap: Bash, which starts soonest, tries all; a colon is the shells' own matter
        pytest.param(
            name,
            *typed,
            marks=() if name == "bash" or (name == "fish" and "@smith:" in typed[0]) else pytest.mark.long,
        )
        for name in START
        for typed in TYPED.items()
    ],
    indirect=["shell"],
)
def test_tab_completes(shell: tuple[list[str], dict[str, str], Path], begun: str, wanted: str) -> None:
    assert wanted in typed(shell, begun, wanted)


# Bash shows names alone
@pytest.mark.parametrize("shell", [pytest.param("zsh", marks=pytest.mark.long), "fish"], indirect=True)
def test_a_sentence_beside_an_id_is_whole(shell: tuple[list[str], dict[str, str], Path]) -> None:
    assert 'slowly, "they" say' in typed(shell, "argmap explain ports-", 'slowly, "they" say')
