"""`argmap check`: every check on the project, for people and for CI."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from argmap.checks import Outcome, run_checks
from argmap.checks.registry import ABOUT, About
from argmap.cli._exit import CLEAN, FOUND
from argmap.cli._findings import FORMATS, choose, choosing_options, fails, format_findings, split_codes
from argmap.cli._watch import wait_for_change
from argmap.ground.diagnostics import ArgmapError
from argmap.project import Project, load


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text")
@click.option("--about", type=click.Choice(ABOUT), multiple=True, help="Only what is said of this (several: repeat).")
@choosing_options
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Only what is new since FILE was written.",
)
@click.option(
    "--write-baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write all that is found into FILE, as known.",
)
@click.option("--fix", is_flag=True, help="First mend what can be mended without changing what the files mean.")
@click.option("--diff", is_flag=True, help="Only show what --fix would write; exit with 1 if it is anything.")
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
    baseline: Path | None,
    write_baseline: Path | None,
    fix: bool,
    diff: bool,
    watch: bool,
) -> None:
    """Check the project at PATH (the folder you stand in, or one above it).

    What matters first is shown on one screen, the rest counted; --all shows everything, and so does --about or --select
    of its part. Exit code: 0 nothing found, 1 findings, 2 could not run.
    """
    chosen = split_codes(select), split_codes(ignore)

    def run(project: Project) -> Outcome:
        return run_checks(project, select=chosen[0], ignore=chosen[1], about=about or ABOUT)

    if diff:
        sys.exit(FOUND if _show_fixes(path, run) else CLEAN)
    while True:
        began = time.time_ns()
        if fix:
            _fix(path, run)
        project = load(path)
        outcome = run(project)
        _refuse_nothing(project, outcome)
        if write_baseline:
            _keep(project, outcome, write_baseline)
            return
        outcome, said = _only_new(outcome, baseline) if baseline else (outcome, "")
        found = choose(
            project, outcome.findings, severity, certain=certain, everything=everything or bool(select or about)
        )
        call = "argmap check" if path == Path() else f"argmap check {path}"
        short = not (everything or select or about)
        click.echo(format_findings(project, outcome, found, form, command=call, short=short), nl=False)
        if said:
            click.echo(said, err=form != "text")
        if not watch:
            sys.exit(FOUND if fails(found.shown, fail_on or project.settings.fail_on) else CLEAN)
        wait_for_change(project, began)


def _refuse_nothing(project: Project, outcome: Outcome) -> None:
    if not project.argument.claims and project.document is None and not outcome.findings:
        raise ArgmapError(f"Nothing was checked: no claims in {project.settings.claims}/ and no paper in the settings.")
    if not outcome.ran:
        raise ArgmapError("Nothing was checked: no check has a code that was selected. `argmap explain` lists them.")


def _fix(path: Path, run: Callable[[Project], Outcome]) -> None:
    from argmap.checks.fixes.applying import mend_safely
    from argmap.ground.text import plural
    from argmap.ground.unseen import show_unseen

    mended = mend_safely(path, run)
    for written in mended.write():
        click.echo(show_unseen(f"{written} mended"), err=True)
    click.echo(f"{plural(mended.count, 'finding')} mended.", err=True)


def _show_fixes(path: Path, run: Callable[[Project], Outcome]) -> bool:
    """Print what the fixes would change, as a diff that `patch` and `git apply` take; whether it is anything."""
    from difflib import unified_diff

    from argmap.checks.fixes.applying import mend_safely
    from argmap.ground.unseen import show_unseen

    mended = mend_safely(path, run)
    for read, text in mended.changes:
        name = read.path.relative_to(mended.root).as_posix()
        lines = (read.text.splitlines(keepends=True), text.splitlines(keepends=True))
        for line in unified_diff(*lines, f"a/{name}", f"b/{name}"):
            whole = line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
            click.echo(show_unseen(whole), nl=False)
    return bool(mended.changes)


def _keep(project: Project, outcome: Outcome, file: Path) -> None:
    from argmap.findings.baseline import write_baseline
    from argmap.ground.files import write_output
    from argmap.ground.text import plural
    from argmap.ground.unseen import show_unseen

    write_output(file, write_baseline(outcome.findings), project.root)
    count = plural(len(outcome.findings), "finding")
    click.echo(show_unseen(f"{count} written to {file}. `argmap check --baseline {file}` tells what is new since."))


def _only_new(outcome: Outcome, file: Path) -> tuple[Outcome, str]:
    """What is not in the baseline, and a line on what is."""
    from argmap.findings.baseline import compare, read_baseline
    from argmap.ground.unseen import show_unseen

    compared = compare(outcome.findings, read_baseline(file))
    gone = f" Gone of it: {compared.gone}; `argmap check --write-baseline {file}` renews it." if compared.gone else ""
    return replace(outcome, findings=compared.new), show_unseen(f"{compared.known} known from {file} left out.{gone}")
