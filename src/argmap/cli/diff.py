"""`argmap diff`: what changed in the argument between two revisions."""

from __future__ import annotations

from pathlib import Path

import click

from argmap.ground.unseen import show_unseen
from argmap.project import load
from argmap.project_files import find_root


@click.command()
@click.argument("old", metavar="[REV]", default="HEAD")
@click.argument("new", metavar="[REV]", required=False)
@click.option("--project", "path", type=click.Path(path_type=Path), default=".", help="The project (here).")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(old: str, new: str | None, path: Path, form: str) -> None:
    """Show what changed since REV (else the last commit), or between two revisions.

    Claims, steps, citations, labels, findings.
    """
    from argmap.comparison import compare, project_at
    from argmap.outputs.json.difference import difference_document
    from argmap.outputs.terminal.difference import difference_text

    root, _ = find_root(path)
    with project_at(root, old) as before:
        if new is None:
            comparison = compare(before, load(root))
        else:
            with project_at(root, new) as after:
                comparison = compare(before, after)
    if form == "json":
        from argmap.outputs.json.write import write_json

        click.echo(write_json(difference_document(comparison, old, new)), nl=False)
    else:
        click.echo(show_unseen(difference_text(comparison, old, new)), nl=False)
