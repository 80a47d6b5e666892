"""`argmap new`: a drafted project to start from, instead of a blank page."""

from __future__ import annotations

from pathlib import Path

import click

from argmap.ground.unseen import show_unseen

_BACKBONE, _STEPS = 15, 10


@click.command()
@click.argument("paper", type=click.Path(path_type=Path))
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), required=False)
def command(paper: Path, folder: Path | None) -> None:
    """Draft a project from PAPER in DIR (else a folder named after the paper, where you stand).

    A backbone of up to 25 claims in the paper's own words: what it argues, what its abstract and conclusion say it
    comes to, and the reasons for that, with their citations and works; other sentences that may be claims are offered
    in DIR/offers.md. All of it is marked as a draft, and a step that no word of the paper tells of as a guess. DIR must
    be empty or not exist.
    """
    from argmap.drafting.project import draft_project
    from argmap.ground.text import plural

    drafted = draft_project(paper, folder or Path(paper.stem))
    folder_shown = show_unseen(str(drafted.folder))
    click.echo(
        f"Drafted {plural(drafted.claims, 'claim')} ({plural(drafted.conclusions, 'conclusion candidate')}), "
        f"{plural(drafted.steps, 'step')} and {plural(drafted.works, 'work')} in {folder_shown}. "
        + _say_steps(drafted.steps, drafted.said)
    )
    if drafted.open:
        click.echo(f"{plural(drafted.open, 'conclusion')} stayed open: the paper says it, and no reason was found.")
    if not drafted.argues:
        click.echo("No word of it says that it argues for anything: it may be no argument, and all of this a mistake.")
    if drafted.claims < _BACKBONE or drafted.steps < _STEPS:
        click.echo(f"Of no others of the paper's {plural(drafted.sentences, 'sentence')} was it sure enough.")
    if drafted.offers:
        click.echo(f"{plural(drafted.offers, 'other sentence')} to choose from: {folder_shown}/offers.md")
    if drafted.left_out:
        click.echo(f"{plural(drafted.left_out, 'sentence')} could not be quoted word for word and left out.")
    click.echo(f"All of it is a guess by the paper's words. Read claims/ first, then: argmap check {folder_shown}")


def _say_steps(steps: int, said: int) -> str:
    """Which of the steps the paper says, and which are guesses."""
    if not steps:
        return "No reason for any of them was found."
    if said == steps:
        return "The paper itself says all of the steps."
    if not said:
        return "No word of the paper says that a step is one: all are guesses by place."
    return f"The paper itself says {said} of the steps; the others are guesses by place."
