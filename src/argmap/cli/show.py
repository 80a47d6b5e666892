"""`argmap show`: the joined argument, as an outline for people or as JSON for programs."""

from __future__ import annotations

from pathlib import Path

import click

from argmap.cli._names import CLAIM
from argmap.ground.unseen import show_unseen
from argmap.project import load


@click.command()
@click.argument("claim", type=CLAIM, required=False)
@click.option("--project", "path", type=click.Path(path_type=Path), default=".", help="The project (here).")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(claim: str | None, path: Path, form: str) -> None:
    """Show the whole argument, or one CLAIM with all that is linked to it."""
    from argmap.cli._claims import known_claim, report_diagnostics

    project = load(path)
    report_diagnostics(project)
    only = known_claim(project, claim) if claim else None
    if form == "json":
        from argmap.outputs.json.argument import argument_document
        from argmap.outputs.json.write import write_json

        click.echo(write_json(argument_document(project, only)), nl=False)
    else:
        from argmap.outputs.terminal.argument import claim_text, outline_text

        click.echo(show_unseen(claim_text(project, only) if only else outline_text(project)), nl=False)
