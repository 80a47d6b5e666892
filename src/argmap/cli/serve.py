"""`argmap serve`: the workshop, a project in the browser."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.unseen import show_unseen

_MISSING = (
    "The workshop needs starlette, uvicorn and watchfiles, which are not installed. Say `pip install 'argmap[live]'` "
    "(with pipx: `pipx inject argmap starlette uvicorn watchfiles`)."
)


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=".", metavar="[PROJECT]")
@click.option("--host", default="127.0.0.1", help="Where to listen (127.0.0.1; ::1).")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="At which port (any that is free).")
@click.option("--read-only", is_flag=True, help="Show the project; nothing can be changed.")
@click.option("--by", "reviewer", envvar="ARGMAP_REVIEWER", help="Who judges (else as for `argmap verdict`).")
@click.option("--no-open", is_flag=True, help="Do not open the browser.")
@click.option("--i-know", is_flag=True, help="Listen where others can reach it, all the same.")
def command(
    path: Path, host: str, port: int, read_only: bool, reviewer: str | None, no_open: bool, i_know: bool
) -> None:
    """Open the project at PROJECT (where you stand) in the browser: the paper beside its argument, to work on both.

    Everything is written into the project's own files, as you would write it by hand. Ctrl-C ends it.
    """
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
        import watchfiles  # noqa: F401
    except ImportError:
        raise ArgmapError(_MISSING) from None
    from argmap.cli.verdict import reviewer_named
    from argmap.workshop.guard import Guard, check_address
    from argmap.workshop.server import listen, serve
    from argmap.workshop.session import Session

    check_address(host, i_know)
    name = reviewer or ""
    if not name:
        with suppress(ArgmapError):  # asked for where the first verdict is given
            name = reviewer_named()
    session = Session(path, name)
    listening = listen("127.0.0.1" if host == "localhost" else host, port)
    guard = Guard(host, listening.getsockname()[1], read_only)

    def ready() -> None:
        click.echo(show_unseen(f"{session.project.title or session.root.name}: {guard.address}"))
        click.echo("Ctrl-C ends it.", err=True)
        if not no_open:
            import webbrowser

            webbrowser.open(guard.address)

    serve(session, guard, listening, ready)
