"""`argmap formats`: which formats of other programs are read and written, and what each can hold."""

from __future__ import annotations

import click


@click.command()
@click.option("--markdown", is_flag=True, help="As the table in the documentation.")
@click.argument("name", metavar="[FORMAT]", required=False)
def command(name: str | None, markdown: bool) -> None:
    """Say which formats of other programs are read and written, and what each of them can hold."""
    from argmap.exchange.formats import FORMATS, as_markdown, as_text, format_called

    known = (format_called(name),) if name else FORMATS
    click.echo(as_markdown(known) if markdown else as_text(known), nl=False)
