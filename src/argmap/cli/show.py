"""`argmap show`: the joined argument, as an outline for people or as JSON for programs."""

from __future__ import annotations

from pathlib import Path

import click

from argmap.project import load
from argmap.unseen import show_unseen


@click.command()
@click.argument("claim", required=False)
@click.option("--project", "path", type=click.Path(path_type=Path), default=".", help="The project (here).")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(claim: str | None, path: Path, form: str) -> None:
    """Show the whole argument, or one CLAIM with all that is linked to it."""
    from argmap.cli._claims import known_claim, report_diagnostics

    project = load(path)
    report_diagnostics(project)
    only = known_claim(project, claim) if claim else None
    if form == "json":
        from argmap.exchange.argument_json import argument_document
        from argmap.findings.json_format import write_json

        click.echo(write_json(argument_document(project, only)), nl=False)
    else:
        from argmap.report.argument_text import claim_text, outline_text

        click.echo(show_unseen(claim_text(project, only) if only else outline_text(project)), nl=False)
