"""`argmap read`: what the readers understood of a paper."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from argmap.ground.unseen import show_unseen
from argmap.manuscript.formats import IN_WORDS
from argmap.manuscript.reading import read
from argmap.outputs.json.reading import reading_as_json
from argmap.outputs.json.write import write_json
from argmap.outputs.terminal.reading import reading_as_outline

_WORTH_A_BAR = 50


@click.command(
    help=f"""Show what was understood of PAPER: outline, notes, citation marks, references, repairs.

    PAPER is a {IN_WORDS} file. Exit code: 0, or 2 where it cannot be read.
    """
)
@click.argument("paper", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text")
def command(paper: Path, form: str) -> None:
    """As its help says."""
    document = read(paper, progress=_draw_progress if sys.stderr.isatty() else None)
    if form == "json":
        click.echo(write_json(reading_as_json(document)), nl=False)
    else:
        click.echo(show_unseen(reading_as_outline(document)), nl=False)


def _draw_progress(done: int, count: int) -> None:
    """A bar on standard error for papers long enough to wait for; it clears itself at the end."""
    if count < _WORTH_A_BAR:
        return
    filled = 30 * done // count
    sys.stderr.write(f"\r{'█' * filled}{'·' * (30 - filled)} page {done} of {count}")
    if done == count:
        sys.stderr.write("\r" + " " * 60 + "\r")
    sys.stderr.flush()
