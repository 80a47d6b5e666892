"""`argmap serve`: the workshop, a project in the browser."""

from __future__ import annotations

import sys
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
@click.argument("path", type=click.Path(path_type=Path), default=".", metavar="[PROJECT | PAPER]")
@click.option("--host", default="127.0.0.1", help="Where to listen (127.0.0.1; ::1).")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="At which port (any that is free).")
@click.option("--read-only", is_flag=True, help="Show the project; nothing can be changed.")
@click.option("--by", "reviewer", envvar="ARGMAP_REVIEWER", help="Who judges (else as for `argmap verdict`).")
@click.option("--no-open", is_flag=True, help="Do not open the browser.")
@click.option("--yes", is_flag=True, help="Draft a project from PAPER, or begin a blank one, without asking.")
@click.option("--i-know", is_flag=True, help="Listen where others can reach it, all the same.")
def command(
    path: Path, host: str, port: int, read_only: bool, reviewer: str | None, no_open: bool, yes: bool, i_know: bool
) -> None:
    """Open a project in the browser: the paper beside its argument, to work on both.

    PROJECT is where you stand, or a folder; an empty or new one becomes a blank project to draw on. Of a PAPER, such as
    a PDF, a project is drafted beside it, after asking. Everything is written into the project's own files, as you
    would write it by hand. Ctrl-C ends it.
    """
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
        import watchfiles  # noqa: F401
    except ImportError:
        raise ArgmapError(_MISSING) from None
    from argmap.workshop.guard import Guard, check_address
    from argmap.workshop.server import listen, serve
    from argmap.workshop.serving import served_once
    from argmap.workshop.session import Session

    check_address(host, i_know)
    session = Session(_project_at(path, yes), _reviewer(reviewer))
    listening = listen("127.0.0.1" if host == "localhost" else host, port)
    guard = Guard(host, listening.getsockname()[1], read_only)

    def ready() -> None:
        click.echo(show_unseen(f"{session.project.shown_title or session.root.name}: {guard.address}"))
        click.echo("Ctrl-C ends it.", err=True)
        _open(guard.address, no_open)

    if read_only:
        serve(session, guard, listening, ready)
        return
    with served_once(session.root, guard.address, session.reviewer) as elsewhere:
        if elsewhere is None:
            serve(session, guard, listening, ready)
            return
    listening.close()
    if not elsewhere.is_here:
        who = f" by {elsewhere.by}" if elsewhere.by else ""
        where = f" on {elsewhere.machine}" if elsewhere.machine else ""
        raise ArgmapError(f"The project is served already{where}{who}. `argmap serve --read-only` shows it here.")
    click.echo(show_unseen(f"The project is served already: {elsewhere.address}"))
    _open(elsewhere.address, no_open)


def _open(address: str, no_open: bool) -> None:
    if not no_open:
        import webbrowser

        webbrowser.open(address)


def _reviewer(given: str | None) -> str:
    from argmap.cli.verdict import reviewer_named

    if given:
        return given
    with suppress(ArgmapError):  # asked for where the first verdict is given
        return reviewer_named()
    return ""


def _project_at(path: Path, yes: bool) -> Path:
    """The project to serve; made where there is a bare paper, or nothing at all."""
    from argmap.exchange.formats import is_of_project
    from argmap.project_files import find_root

    new = not path.exists() and not path.suffix and path.parent.is_dir() and (yes or sys.stdin.isatty())
    if new and not yes and not click.confirm(f"Begin a blank project in {show_unseen(str(path))}/?", True, err=True):
        raise ArgmapError("Nothing was written.")
    if new or (path.is_dir() and not any(path.iterdir())):
        from argmap.drafting.starter import start_project

        start_project(path, blank=True)
        click.echo(show_unseen(f"A blank project is in {path.resolve()}."))
        return path
    if not path.is_file() or is_of_project(path):
        return path
    with suppress(ArgmapError):
        root, _ = find_root(path)
        if path.suffix.lower() == ".md":
            return path  # it may be one of the files of claims, in which there are none yet
        if path.resolve().parent == root or "sources" in path.resolve().relative_to(root).parts:
            return root  # a paper that belongs to a project already
    folder = path.parent / path.stem
    with suppress(ArgmapError):
        if find_root(folder)[0] == folder.resolve():
            return folder
    return _drafted(path, folder, yes)


def _drafted(paper: Path, folder: Path, yes: bool) -> Path:
    """A project of a bare paper in `folder`: drafted, or with the paper alone where there is nothing to draft."""
    from argmap.drafting.project import draft_project
    from argmap.drafting.starter import start_project
    from argmap.ground.text import plural

    question = show_unseen(f"Draft a project from {paper} in {folder}/?")
    if not yes and not click.confirm(question, default=True, err=True):
        raise ArgmapError("Nothing was written.")
    try:
        drafted = draft_project(paper, folder)
    except ArgmapError as error:
        if folder.exists() and any(folder.iterdir()):
            raise
        start_project(folder, blank=True, paper=paper)
        click.echo(show_unseen(f"{error} The project in {folder} holds the paper, and no claims yet."), err=True)
        return folder
    offered = f" {plural(drafted.offers, 'more sentence')} can be taken in the margin." if drafted.offers else ""
    click.echo(
        show_unseen(f"Drafted {plural(drafted.claims, 'claim')} in {folder}; all of it is a guess.{offered}"),
        err=True,
    )
    sys.stderr.flush()
    return folder
