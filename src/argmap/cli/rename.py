"""`argmap rename`: another id for a claim, or another key for a source, wherever the files name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from argmap.cli._names import CLAIM
from argmap.editing.renaming import rename_claim_everywhere, rename_source_everywhere
from argmap.ground.edits import ReadFile, apply_edits, read_for_edit, write_changes
from argmap.ground.files import settle
from argmap.ground.unseen import show_unseen
from argmap.project_files import bibliography_files, claims_files, find_root, log_of, settings_of


@click.command()
@click.argument("old", type=CLAIM)
@click.argument("new")
@click.option(
    "--source", is_flag=True, help="OLD and NEW are citation keys; bibliography and verdicts are changed too."
)
@click.option("--project", "start", type=click.Path(path_type=Path), default=".", help="A folder of the project.")
def command(old: str, new: str, source: bool, start: Path) -> None:
    """Rename the claim OLD to NEW: its heading, every step that names it, and the verdicts on it.

    Every other byte of the files stays. Nothing is written when a file changed meanwhile or was not understood.
    """
    root, settings_path = find_root(start)
    settle(root)
    settings = settings_of(settings_path)
    texts = _read(root, claims_files(root, settings))
    logs = _read(root, [log for log in (root / log_of(root, settings),) if log.is_file()])
    if source:
        from argmap.project import load

        works = _read(root, [path for path in bibliography_files(root, settings) if path.is_file()])
        edits = rename_source_everywhere(_texts(texts), _texts(works), _texts(logs), load(root), old, new)
        others = works | logs
    else:
        others = logs
        edits = rename_claim_everywhere(_texts(texts), _texts(logs), old, new)
    files = texts | others
    changed = write_changes(
        root, [(files[name], apply_edits(files[name].text, found)) for name, found in edits.items()]
    )
    for path in changed:
        places = len(edits[path.relative_to(root).as_posix()])
        click.echo(show_unseen(f"{path}: {places} place{'' if places == 1 else 's'}"))
    if source:
        _remind_of_texts(root / settings.texts, old)


def _read(root: Path, paths: Sequence[Path]) -> dict[str, ReadFile]:
    """The files by their paths in the project, as spans name them."""
    return {
        path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path): read_for_edit(path)
        for path in paths
    }


def _texts(files: Mapping[str, ReadFile]) -> dict[str, str]:
    return {name: read.text for name, read in files.items()}


def _remind_of_texts(folder: Path, old: str) -> None:
    left = sorted(path.name for path in folder.glob(f"{old}.*")) if folder.is_dir() else []
    if left:
        click.echo(
            show_unseen(f"Still under the old key, with any pin in the settings: {', '.join(left)} in {folder}"),
            err=True,
        )
