"""What `check --watch` and `build --watch` wait for."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import click

from argmap.project import Project


def wait_for_change(project: Project, since: int) -> None:
    """Until a file that the project was read from changes, appears or goes. Polls twice a second.

    `since` is when the reading began, in nanoseconds: what was saved meanwhile counts as a change.
    """

    def state() -> dict[Path, int]:
        found = {}
        for path in project.inputs():
            with contextlib.suppress(OSError):
                found[path] = path.stat().st_mtime_ns
        return found

    before = state()
    click.echo("Watching; Ctrl-C ends it.", err=True)
    while state() == before and max(before.values(), default=0) < since:
        time.sleep(0.5)
