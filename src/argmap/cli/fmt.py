"""`argmap fmt`: claims files in their canonical layout."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from argmap.diagnostics import ArgmapError
from argmap.language.edits import read_for_edit, write_changes
from argmap.language.format import format_claims
from argmap.unseen import show_unseen


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 if a file would change.")
def command(paths: tuple[Path, ...], check: bool) -> None:
    """Lay out the claims files at PATHS (files or folders; else all of the project's).

    Only layout changes: spaces around marks, indentation, empty lines. A file with lines that have no meaning is left
    alone, and they are named. Exit code: 0 all well, 1 a file was left alone or would change, 2 could not run.
    """
    changes, failed = [], False
    for path in _claims_files(paths):
        read = read_for_edit(path)
        done = format_claims(read.text, str(path))
        for problem in done.refused:
            place = f"{problem.span.line}:{problem.span.column}" if problem.span else "1:1"
            click.echo(f"{path}:{place}: {problem.code} {show_unseen(problem.message)}", err=True)
        failed |= bool(done.refused)
        if done.text != read.text:
            changes.append((read, done.text))
    if check:
        for read, _ in changes:
            click.echo(f"{read.path} would change")
        sys.exit(1 if changes or failed else 0)
    for written in write_changes(changes):
        click.echo(f"{written} laid out")
    sys.exit(1 if failed else 0)


def _claims_files(paths: tuple[Path, ...]) -> list[Path]:
    if not paths:
        from argmap.project import find_root
        from argmap.settings import Settings, read_settings

        root, settings_path = find_root(Path())
        settings = read_settings(settings_path, settings_path.name)[0] if settings_path else Settings()
        paths = (root / settings.claims,)
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise ArgmapError(f"{missing[0]} does not exist.")
    return [file for path in paths for file in (sorted(path.rglob("*.md")) if path.is_dir() else [path])]
