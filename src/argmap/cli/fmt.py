"""`argmap fmt`: claims files in their canonical layout."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from argmap.cli._exit import CLEAN, FOUND
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.edits import ReadFile, read_for_edit, write_changes
from argmap.ground.files import is_below, settle
from argmap.ground.unseen import show_unseen
from argmap.notation.format import format_claims


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 if a file would change.")
def command(paths: tuple[Path, ...], check: bool) -> None:
    """Lay out the claims files at PATHS (files or folders; else all of the project's).

    Only layout changes: spaces around marks, indentation, empty lines. A file with lines that have no meaning is left
    alone, and they are named. Exit code: 0 all well, 1 a file was left alone or would change, 2 could not run.
    """
    changes: dict[Path, list[tuple[ReadFile, str]]] = {}
    failed = False
    for root, path in _claims_files(paths):
        read = read_for_edit(path)
        done = format_claims(read.text, str(path))
        for problem in done.refused:
            place = f"{problem.span.line}:{problem.span.column}" if problem.span else "1:1"
            click.echo(show_unseen(f"{path}:{place}: {problem.code} {problem.message}"), err=True)
        failed |= bool(done.refused)
        if done.text != read.text:
            changes.setdefault(root, []).append((read, done.text))
    if check:
        for read, _ in (change for of_root in changes.values() for change in of_root):
            click.echo(show_unseen(f"{read.path} would change"))
        sys.exit(FOUND if changes or failed else CLEAN)
    for root, of_root in changes.items():
        for written in write_changes(root, of_root):
            click.echo(show_unseen(f"{written} laid out"))
    sys.exit(FOUND if failed else CLEAN)


def _claims_files(paths: tuple[Path, ...]) -> list[tuple[Path, Path]]:
    """The files to lay out, each with the folder that it must not lead out of."""
    here: Path | None = None
    if not paths:
        from argmap.project_files import find_root, settings_of

        here, settings_path = find_root(Path())
        paths = (here / settings_of(settings_path).claims,)
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise ArgmapError(f"{missing[0]} does not exist.")
    roots = {path: here or _root_around(path) for path in paths}
    for root in dict.fromkeys(roots.values()):
        settle(root)
    return [(roots[path], file) for path in paths for file in (sorted(path.rglob("*.md")) if path.is_dir() else [path])]


def _root_around(path: Path) -> Path:
    """The project that a path lies in as it is written, the one that the person stands in first; else its folder."""
    from argmap.project_files import find_root

    for start in (Path.cwd(), Path(os.path.normpath(Path.cwd() / path)).parent):
        try:
            root, _ = find_root(start)
        except ArgmapError:
            continue
        if is_below(path, root):
            return root
    return path if path.is_dir() else path.parent
