"""Runs a command of argmap in the process of the tests: for all that is asked of it but how a process starts and ends."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
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
