"""`argmap build`: the main job. Report, maps, findings and letter of a project into its build folder."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from argmap.cli._exit import FOUND
from argmap.cli._findings import fails, summary_line
from argmap.cli._templates import chosen_templates, templates_option
from argmap.ground.unseen import show_unseen
from argmap.project import load


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Where to (settings; else build/)."
)
@templates_option
@click.option("--strict", is_flag=True, help="Exit with 1 when `argmap check` would.")
def command(path: Path, output: Path | None, templates: Path | None, strict: bool) -> None:
    """Write the report, the maps, the findings and the referee letter of the project at PATH.

    What has not changed is not written again. Exit code 0 when everything was written (with --strict: 1 on findings).
    """
    from argmap.cli._claims import report_diagnostics
    from argmap.ground.files import is_below
    from argmap.outputs.build import write_all

    project = load(path)
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
    click.echo(summary_line(project, result.outcome, result.shown))
    click.echo(show_unseen(f"{len(result.written)} files written, {len(result.unchanged)} unchanged in {folder}."))
    click.echo(show_unseen(f"Open {folder / 'report' / 'index.html'}"))
    if strict and fails(list(result.outcome.findings), project.settings.fail_on):
        sys.exit(FOUND)
