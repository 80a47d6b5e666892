"""`argmap lsp`: the language server, which an editor starts and talks to over standard input and output."""

from __future__ import annotations

import sys
from importlib.util import find_spec

import click

from argmap.ground.diagnostics import ArgmapError


@click.command()
@click.option("--stdio", is_flag=True, help="What argmap does anyway; some editors say it.")
def command(stdio: bool) -> None:
    """Serve an editor: findings as you type, completion, renames, fixes. The editor starts this, not you.

    How to set an editor up says the page "argmap in an editor" of the documentation.
    """
    if find_spec("pygls") is None:
        raise ArgmapError('The language server needs one more package: pip install "argmap[lsp]".')
    if sys.stdin.isatty():
        click.echo("argmap lsp speaks to an editor, not to a person; end it with Ctrl-C.", err=True)
    from argmap.lsp.server import run

    if not run():
        raise ArgmapError("The input ended before any editor spoke. An editor starts `argmap lsp`; see its page.")
