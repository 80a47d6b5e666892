"""`argmap new`: a drafted project to start from, instead of a blank page."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("paper", type=click.Path(path_type=Path))
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), required=False)
def command(paper: Path, folder: Path | None) -> None:
    """Draft a project from PAPER in DIR (else a folder named after the paper, where you stand).

    Sections, claims with the paper's own words, reasons and objections where the text says "therefore", "because" or
    "however", citations and their works. All of it is marked as a draft. DIR must be empty or not exist.
    """
    from argmap.drafting import draft_project
    from argmap.report.wording import plural

    drafted = draft_project(paper, folder or Path(paper.stem))
    click.echo(
        f"Drafted {plural(drafted.claims, 'claim')} ({plural(drafted.conclusions, 'conclusion candidate')}), "
        f"{plural(drafted.steps, 'step')} and {plural(drafted.works, 'work')} in {drafted.folder}."
    )
    if drafted.left_out:
        click.echo(f"{plural(drafted.left_out, 'sentence')} could not be quoted word for word and left out.")
    click.echo(f"All of it is a guess by the paper's words. Read claims/ first, then: argmap check {drafted.folder}")
