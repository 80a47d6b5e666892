"""`argmap completion`: what a shell needs to complete commands, options, claims and works."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from argmap.cli._names import VARIABLE
from argmap.ground.diagnostics import ArgmapError


@click.command()
@click.argument("shell", metavar="[bash|zsh|fish]")
def command(shell: str) -> None:
    """Print what lets SHELL complete commands, options, the ids of claims and the keys of works.

    \b
    bash:  argmap completion bash >> ~/.bashrc
    zsh:   argmap completion zsh >> ~/.zshrc
    fish:  argmap completion fish > ~/.config/fish/completions/argmap.fish
    """
    found = get_completion_class(shell)
    if found is None:
        raise ArgmapError(f"argmap completes in bash, zsh and fish, and not in {shell}.")
    click.echo(found(click.get_current_context().find_root().command, {}, "argmap", VARIABLE).source())
