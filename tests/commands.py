"""Runs commands of argmap in the process of the tests, in a copy of it, or many in one other process, for all but how a
process starts and ends.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from unittest import mock

from argmap import cli
from argmap.cli import _exit
from argmap.ground import files, person


def argmap(folder: Path, *arguments: str, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """What `argmap ARGUMENTS` ends with and says in a folder, where `typed` is its standard input.

    Nothing is left of it in this process but what it loaded. The person has no settings but by ARGMAP_CONFIG.
    """
    said = {
        name: io.TextIOWrapper(io.BytesIO(), "utf-8", cli._AS_JSON, write_through=True) for name in ("stdout", "stderr")
    }
    typing = io.TextIOWrapper(io.BytesIO(typed.encode()), "utf-8")
    with (
        contextlib.chdir(folder),
        mock.patch.dict(os.environ, {"ARGMAP_CONFIG": str(folder / "none" / "config.toml"), **environment}),
        mock.patch.multiple(sys, argv=["argmap", *arguments], stdin=typing, **said),
        mock.patch.multiple(files, _outside_allowed=False, read_outside={}),
        mock.patch.object(_exit, "_silence"),  # which is about the streams of a process
    ):
        person.person.cache_clear()
        code = _exit.ending_of(cli._run)
    person.person.cache_clear()
    out, err = (stream.buffer.getvalue().decode("utf-8").replace("\r\n", "\n") for stream in said.values())
    return subprocess.CompletedProcess(arguments, code, out, err)


def a_copy(work: Callable[[], object], *arguments: str) -> Callable[[], None] | None:
    """The `preexec_fn` by which what Popen starts is a copy of this process, which does the work, rather than a program.

    It has all loaded that this one has, and knows of no project. What stands in place of a program is started where the
    system cannot fork, and so must do the same. `arguments` are those of the program; its environment is this one's.
    """

    def run() -> None:
        code = 1
        try:
            os.closerange(3, 4_096)  # one of them is that by whose end Popen knows that a program runs
            signal.signal(signal.SIGINT, signal.default_int_handler)
            signal.signal(signal.SIGPIPE, signal.SIG_IGN)
            sys.stdin, sys.stdout, sys.stderr = (
                os.fdopen(number, mode, lines, encoding="utf-8", closefd=False)
                for number, mode, lines in ((0, "r", -1), (1, "w", -1), (2, "w", 1))
            )
            sys.argv = ["argmap", *arguments]
            person.person.cache_clear()
            code = _exit.ending_of(work)
            sys.stdout.flush()
        finally:
            os._exit(code)

    return run if hasattr(os, "fork") else None


_MANY = """
import json, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from commands import argmap
said = [argmap(Path(folder), *arguments, **environment) for folder, arguments, environment in json.load(sys.stdin)]
json.dump([(done.returncode, done.stdout, done.stderr) for done in said], sys.stdout)
"""


def in_a_process(
    runs: Iterable[tuple[Path, list[str], dict[str, str]]], environment: Mapping[str, str], first: str = ""
) -> list[tuple[int, str, str]]:
    """What commands end with and say, one after another in one new process: each has a folder, its arguments and its
    part of the environment, all have `environment`. `first` is run in it before argmap is imported.
    """
    done = subprocess.run(
        [sys.executable, "-P", "-c", first + _MANY.format(tests=str(Path(__file__).parent))],
        input=json.dumps([(str(folder), arguments, own) for folder, arguments, own in runs]),
        env={**os.environ, **environment}, capture_output=True, timeout=240, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [(code, out, err) for code, out, err in json.loads(done.stdout)]
