"""`argmap check`: every check on the project, for people and for CI."""

from __future__ import annotations

import contextlib
import sys
import time
from pathlib import Path

import click

from argmap.checks import run_checks
from argmap.checks.registry import ABOUT, About
from argmap.cli._exit import CLEAN, FOUND
from argmap.cli._findings import FORMATS, choose, choosing_options, fails, format_findings, split_codes
from argmap.ground.diagnostics import ArgmapError
from argmap.project import Project, load


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text")
@click.option("--about", type=click.Choice(ABOUT), multiple=True, help="Only what is said of this (several: repeat).")
@choosing_options
@click.option("--watch", is_flag=True, help="Check again whenever a file of the project changes.")
def command(
    path: Path,
    select: str | None,
    ignore: str | None,
    severity: str,
    certain: bool,
    everything: bool,
    form: str,
    about: tuple[About, ...],
    fail_on: str | None,
    watch: bool,
) -> None:
    """Check the project at PATH (the folder you stand in, or one above it).

    What matters first is shown on one screen, the rest counted; --all shows everything, and so does --about or --select
    of its part. Exit code: 0 nothing found, 1 findings, 2 could not run.
    """
    chosen = split_codes(select), split_codes(ignore)
    while True:
        began = time.time_ns()
        project = load(path)
        whole = everything or bool(select or about)
        code = _check_once(project, path, about, *chosen, severity, certain, whole, form, fail_on)
        if not watch:
            sys.exit(code)
        _wait_for_change(project, began)


def _check_once(
    project: Project,
    path: Path,
    about: tuple[About, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    severity: str,
    certain: bool,
    everything: bool,
    form: str,
    fail_on: str | None,
) -> int:
    outcome = run_checks(project, select=select, ignore=ignore, about=about or ABOUT)
    if not project.argument.claims and project.document is None and not outcome.findings:
        raise ArgmapError(f"Nothing was checked: no claims in {project.settings.claims}/ and no paper in the settings.")
    if not outcome.ran:
        raise ArgmapError("Nothing was checked: no check has a code that was selected. `argmap explain` lists them.")
    chosen = choose(project, outcome.findings, severity, certain=certain, everything=everything)
    command = "argmap check" if path == Path() else f"argmap check {path}"
    click.echo(format_findings(project, outcome, chosen, form, command=command, short=not everything), nl=False)
    limit = fail_on or project.settings.fail_on
    return FOUND if fails(chosen.shown, limit) else CLEAN


def _wait_for_change(project: Project, since: int) -> None:
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
