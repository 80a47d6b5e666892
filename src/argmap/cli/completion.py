"""`argmap completion`: what a shell needs to complete commands, options, claims and works."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from argmap.cli._names import VARIABLE
from argmap.ground.diagnostics import ArgmapError

# Bash breaks words at `@` and `:`, which names of works have, so the line is taken apart at its spaces here; what
# stands before a `:` is typed already, and Bash puts what it is given behind it.
_BASH = """\
_argmap_completion() {
    local line="${COMP_LINE:0:COMP_POINT}" word typed response type value
    read -ra typed <<< "$line"
    [[ "$line" == *[[:space:]] ]] && typed+=("")
    word="${typed[${#typed[@]}-1]}"
    word="${word%"${word##*[:=]}"}"
    COMPREPLY=()
    while IFS=, read -r type value; do
        case "$type" in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain) COMPREPLY+=("${value#"$word"}") ;;
        esac
    done < <(env COMP_WORDS="$line" COMP_CWORD=$((${#typed[@]} - 1)) VARIABLE=bash_complete "$1")
}

complete -o nosort -F _argmap_completion argmap
"""
_CHANGES = {
    # where nothing in ~/.zshrc has started the completion of Zsh
    "zsh": (
        "    compdef _argmap_completion argmap\n",
        "    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }\n"
        "    compdef _argmap_completion argmap\n",
    ),
    # a claim's sentence, which Fish shows beside its id, may have commas
    "fish": ('string split ","', 'string split --max 1 ","'),
}


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
    if shell == "bash":
        click.echo(_BASH.replace("VARIABLE", VARIABLE))
        return
    source = found(click.get_current_context().find_root().command, {}, "argmap", VARIABLE).source()
    click.echo(source.replace(*_CHANGES.get(shell, ("", ""))))
