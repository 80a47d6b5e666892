"""`argmap report`: the HTML report alone."""

from __future__ import annotations

from pathlib import Path

import click

from argmap.checks import run_checks
from argmap.cli._claims import report_diagnostics
from argmap.cli._templates import chosen_templates, templates_option
from argmap.cli._written import form_named
from argmap.ground.unseen import show_unseen
from argmap.project import load


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write (else report/index.html in the build folder).",
)
@templates_option
def command(path: Path, output: Path | None, templates: Path | None) -> None:
    """Write the report of the project at PATH: one HTML file that opens from disk and needs no network."""
    from argmap.outputs.report.render import write_report

    form_named(output, {"html": "html", "htm": "html", "": "html"})
    project = load(path)
    report_diagnostics(project)
    outcome = run_checks(project)
    target = output or project.root / project.settings.build / "report" / "index.html"
    changed = write_report(
        project, outcome.findings, target, ran=outcome.ran, templates=chosen_templates(project, templates)
    )
    click.echo(show_unseen(f"{target} {'written' if changed else 'is up to date'}."))
