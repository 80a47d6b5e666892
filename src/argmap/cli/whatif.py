"""`argmap whatif`: what falls and what stands when something is rejected or granted."""

from __future__ import annotations

from pathlib import Path

import click

from argmap.cli._names import SUBJECT
from argmap.ground.unseen import show_unseen


@click.command()
@click.option(
    "--reject", type=SUBJECT, multiple=True, metavar="ID", help="A claim, step, citation or @source that falls."
)
@click.option(
    "--grant", type=SUBJECT, multiple=True, metavar="ID", help="A claim, citation or @source that is granted."
)
@click.option("--project", "path", type=click.Path(path_type=Path), default=".", help="The project (here).")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(reject: tuple[str, ...], grant: tuple[str, ...], path: Path, form: str) -> None:
    """Show every label that flips when claims, steps, citations or whole sources are rejected or granted.

    With neither, show which claims would change each conclusion most.
    """
    from argmap.cli._claims import report_diagnostics
    from argmap.evaluation.whatif import suppose
    from argmap.outputs.json.evaluation import whatif_document
    from argmap.outputs.json.write import write_json
    from argmap.outputs.terminal.evaluation import levers_text, whatif_text
    from argmap.project import load

    project = load(path)
    report_diagnostics(project)
    found = suppose(project.evaluation, reject, grant)
    if form == "json":
        click.echo(write_json(whatif_document(found, reject, grant)), nl=False)
    elif not reject and not grant:
        click.echo(show_unseen(levers_text(project.evaluation)))
    else:
        click.echo(show_unseen(whatif_text(project.evaluation, found)))
