"""Programs that benchmarks run, and what the system says that they took."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
"""A second of processor time, as /proc counts it."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a program ended, what it printed, and what it took.

    `seconds` are of processors (user and system), with those of the children that it waited for; `megabytes` are the
    peak of the program, or of the largest of these children.
    """

    code: int
    said: str
    complaints: str
    seconds: float
    megabytes: float


def run(
    *command: str | Path,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    limit: int | None = None,
) -> Ran:
    """Run a program to its end, which comes after `limit` seconds of processors at the latest, by a signal.

    `environment` is in addition to that of this process; compiled modules are written in any case, as they are for
    whoever has argmap installed.
    """
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complaints:
        child = subprocess.Popen(
            [*map(str, command)], stdout=said, stderr=complaints, cwd=cwd, env={**around, **(environment or {})},
            preexec_fn=partial(resource.setrlimit, resource.RLIMIT_CPU, (limit, limit)) if limit else None,
        )  # fmt: skip
        # each child is waited for by itself: the peak that all children share is that of the largest
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for file in (said, complaints):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    megabytes = used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return Ran(child.returncode, *texts, used.ru_utime + used.ru_stime, megabytes)


def seconds_of(process: int, with_children: bool = True) -> float:
    """Seconds of processors that a running process has had, with those of its children that ended; 0 for none."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11 : 15 if with_children else 13])) / TICKS
