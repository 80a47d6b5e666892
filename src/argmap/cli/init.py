"""`argmap init`: a project to start from, without a paper and without a question."""

from __future__ import annotations

from pathlib import Path

import click

from argmap.ground.unseen import show_unseen


@click.command()
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=".")
def command(folder: Path) -> None:
    """Start a project in DIR (where you stand): settings, and an example of an argument to write over.

    It asks nothing and writes over nothing. For a paper that you have as a file, `argmap new PAPER` drafts the claims.
    """
    from argmap.drafting.starter import start_project

    _, claims = start_project(folder)
    here = folder == Path()
    where = "" if here else f" {folder}"
    click.echo(
        show_unseen(
            f"A project is there. Its argument is in {claims}: write over it.\n\nNext:\n"
            f"  argmap check{where}    what is wrong with it\n"
            f"  argmap map{where} -o map.svg    a picture of it\n"
            f"  argmap build{where}    the report, the maps and the letter\n"
            "  argmap new PAPER    drafts the claims of a paper instead"
        )
    )
