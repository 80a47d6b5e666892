"""The command line: one module a command, found by its file's name and imported only when it is called."""

from __future__ import annotations

import atexit
import codecs
import gc
import os
import sys
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import click

from argmap.cli._exit import CLEAN, NobodyReads, ending_of
from argmap.ground.rings import look_seldom
from argmap.ground.unseen import show_unseen
from argmap.ground.version import VERSION

_AS_JSON = "argmap-as-json"


def _allow_outside(_context: click.Context, _parameter: click.Parameter, given: bool) -> None:
    if given:
        from argmap.ground.files import allow_outside

        allow_outside()


_OUTSIDE = click.Option(
    ["--allow-outside"],
    is_flag=True,
    expose_value=False,
    callback=_allow_outside,
    help="Read files that the project, or a LaTeX paper, names outside itself.",
)
# These look at one project and end; what writes or reads many files or runs on is not among them.
_LOOKS_ONCE = ("build", "check", "evaluate", "letter", "map")
_READ = ("path", "file", "paper", "papers", "arguments")
"""The parameters that name a project or a paper; every command with one of them has the option above."""


GROUPS = {
    "A paper you have as a file": ("audit", "read", "works", "find", "new"),
    "An argument you write": ("init", "fmt", "rename", "show"),
    "What is wrong, and what stands": ("check", "explain", "evaluate", "whatif", "diff"),
    "Other programs": ("import", "export", "formats"),
    "Looking sources up": ("lookup", "registries", "passages", "pin", "verdict", "review"),
    "Both in the browser": ("serve",),
    "What you get": ("build", "map", "report", "letter"),
    "argmap itself": ("config", "completion", "lsp"),
}
"""The commands by what people want to do; one that is in no group is told of under "Other"."""


class _Commands(click.Group):
    """Commands are the modules of this folder, each with a click command named ``command``."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        known = self.list_commands(ctx)
        other = [name for name in known if not any(name in names for names in GROUPS.values())]
        for title, names in (*GROUPS.items(), ("Other", other)):
            commands = [(name, self.get_command(ctx, name)) for name in names if name in known]
            if rows := [(name, found.get_short_help_str(limit=200)) for name, found in commands if found]:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        names = (path.stem for path in Path(__file__).parent.glob("*.py"))
        return sorted(name.rstrip("_") for name in names if not name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = cmd_name if (Path(__file__).parent / f"{cmd_name}.py").exists() else f"{cmd_name}_"
        found: click.Command = import_module(f"argmap.cli.{module}").command
        if any(parameter.name in _READ for parameter in found.params) and found.params[-1] is not _OUTSIDE:
            found.params.append(_OUTSIDE)
        return found

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:  # which click would take for an end with code 1, that of findings
            raise NobodyReads from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and not name.startswith("-") and self.get_command(ctx, name) is None:
            from argmap.ground.text import did_you_mean

            if Path(name).is_file():
                ctx.fail(
                    f"{name} is a file; say what to do with it. Of a paper, `argmap audit {name}` tells what is wrong."
                )
            hint = did_you_mean(name, self.list_commands(ctx), "`argmap --help` lists the commands.")
            ctx.fail(f'There is no command "{name}". {hint}')
        if not ctx.resilient_parsing and any("." in word for word in args[1:]):
            from argmap.cli._orient import orientation

            # the value of an option is a place to write to as often as not
            given = [word for before, word in pairwise(args) if not word.startswith("-") and before[:1] != "-"]
            for line in filter(None, (orientation(name, word) for word in given)):
                click.echo(show_unseen(f"argmap: {line}"), err=True)
        if name in _LOOKS_ONCE and "--watch" not in args and gc.isenabled() and not ctx.resilient_parsing:
            gc.disable()
            ctx.call_on_close(_look_for_rings_again)
        return super().resolve_command(ctx, args)


def _look_for_rings_again() -> None:
    """As before, but what was made meanwhile counts as old: else it would all be gone through at once, at the end."""
    gc.freeze()
    gc.enable()
    gc.unfreeze()


@click.command(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    invoke_without_command=True,
    no_args_is_help=True,
)
@click.option("--version", is_flag=True, help="Show the version, with -v the plugins too, and exit.")
@click.option("-v", "--verbose", is_flag=True, help="With --version: what runs in argmap besides itself.")
def _argmap(version: bool, verbose: bool) -> None:
    """A compiler for arguments: audit citations, evaluate what stands, draw the map.

    Start with `argmap audit PAPER` for a paper you have, or with `argmap init` for an argument of your own.
    """
    context = click.get_current_context()
    if version:
        click.echo(f"argmap, version {VERSION}")
        if verbose:
            from argmap.checks.plugins import installed_plugins

            for line in installed_plugins():
                click.echo(show_unseen(line))
        context.exit()
    if context.invoked_subcommand is None:
        context.fail("Name a command. `argmap --help` lists them.")


def main() -> None:
    """Run the command line, and exit as `argmap.cli._exit` says."""
    look_seldom()  # and a command that looks at one project once needs none found (`_LOOKS_ONCE`)
    atexit.register(gc.freeze)  # what is left at the end goes with the process
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        # closed by the caller: what is said goes nowhere, what was found is the exit code
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        # papers hold every letter; a terminal that cannot show one must not end the run
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors=_AS_JSON)
    sys.exit(ending_of(_run))


def _escape(error: UnicodeError) -> tuple[str, int]:
    r"""Letters that an encoding does not have, as JSON writes them, which knows no ``\U0001f600``."""
    assert isinstance(error, UnicodeEncodeError)
    letters = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{letters[at : at + 2].hex()}" for at in range(0, len(letters), 2)), error.end


codecs.register_error(_AS_JSON, _escape)


def _run() -> None:
    try:
        code = _argmap.main(prog_name="argmap", standalone_mode=False)
    finally:
        _say_what_was_read_outside()
    sys.exit(code if isinstance(code, int) else CLEAN)


def _say_what_was_read_outside() -> None:
    files = sys.modules.get("argmap.ground.files")
    if files is not None and files.read_outside:
        names = ", ".join(str(path) for path in files.read_outside)  # `map` is a command here, once it was called
        click.echo(f"argmap: read from outside the project: {show_unseen(names)}", err=True)
