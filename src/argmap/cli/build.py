"""`argmap build`: the main job. Report, maps, findings and letter of a project into its build folder."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from argmap.cli._exit import CLEAN, FOUND
from argmap.cli._findings import fails, summary_line
from argmap.cli._templates import chosen_templates, templates_option
from argmap.cli._watch import wait_for_change
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.unseen import show_unseen
from argmap.project import Project, load


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Where to (settings; else build/)."
)
@templates_option
@click.option("--strict", is_flag=True, help="Exit with 1 when `argmap check` would.")
@click.option("--open", "show", is_flag=True, help="Open the report in your browser.")
@click.option("--watch", is_flag=True, help="Build again whenever a file of the project changes; Ctrl-C ends it.")
def command(path: Path, output: Path | None, templates: Path | None, strict: bool, show: bool, watch: bool) -> None:
    """Write the report, the maps, the findings and the referee letter of the project at PATH.

    What has not changed is not written again. Exit code 0 when everything was written (with --strict: 1 on findings).
    """
    while True:
        began = time.time_ns()
        project = load(path)
        try:
            found = _build(project, output, templates, show)
        except ArgmapError as error:
            if not watch:
                raise
            # what is half written now is whole at the next save
            click.echo(show_unseen(f"argmap: error: {error}"), err=True)
        else:
            show = False
            if not watch:
                sys.exit(FOUND if strict and found else CLEAN)
        wait_for_change(project, began)


def _build(project: Project, output: Path | None, templates: Path | None, show: bool) -> bool:
    """Write everything, say so, and whether `argmap check` would find something."""
    from argmap.cli._claims import report_diagnostics
    from argmap.ground.files import is_below
    from argmap.outputs.build import write_all

    report_diagnostics(project)
    folder = output or project.root / project.settings.build
    asked = None if output is None or is_below(output, project.root) else output
    result = write_all(
        project,
        folder,
        asked or project.root,
        templates=chosen_templates(project, templates),
        progress=sys.stderr.isatty(),
    )
    report = folder / "report" / "index.html"
    click.echo(
        show_unseen(f"Built: {len(result.written)} files written, {len(result.unchanged)} unchanged in {folder}.")
    )
    click.echo(show_unseen(f"Open {report}"))
    click.echo(f"What it says: {summary_line(project, result.outcome, result.shown)}")
    if show:
        import webbrowser

        webbrowser.open(report.resolve().as_uri())
    return fails(list(result.outcome.findings), project.settings.fail_on)
