"""`argmap rename`: another id for a claim, or another key for a source, wherever the files name it."""

from __future__ import annotations

from pathlib import Path

import click

from argmap.cli._names import CLAIM
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.edits import Edit, ReadFile, apply_edits, read_for_edit, write_changes
from argmap.ground.files import settle
from argmap.ground.unseen import show_unseen
from argmap.notation.rename import rename_claim, rename_in_bibtex, rename_in_log, rename_source
from argmap.project import find_root, settings_of
from argmap.settings import Settings


@click.command()
@click.argument("old", type=CLAIM)
@click.argument("new")
@click.option("--source", is_flag=True, help="OLD and NEW are citation keys; the bibliography is changed too.")
@click.option("--project", "start", type=click.Path(path_type=Path), default=".", help="A folder of the project.")
def command(old: str, new: str, source: bool, start: Path) -> None:
    """Rename the claim OLD to NEW: its heading, every step that names it, and the verdicts on it.

    Every other byte of the files stays. Nothing is written when a file changed meanwhile or was not understood.
    """
    root, settings_path = find_root(start)
    settle(root)
    settings = settings_of(settings_path)
    claims = root / settings.claims
    files = {str(path): read_for_edit(path) for path in sorted(claims.rglob("*.md"))}
    texts = {path: read.text for path, read in files.items()}
    if source:
        edits = rename_source(texts, old, new)
        edits.update(_in_bibliography(root, settings, files, old, new))
        if not edits:
            raise ArgmapError(f"No entry and no citation has the key `{old}`.")
    else:
        edits = rename_claim(texts, old, new)
        log = claims / "reviews.jsonl"
        if log.is_file():
            files[str(log)] = read_for_edit(log)
            edits[str(log)] = rename_in_log(files[str(log)].text, old, new)
    changed = write_changes(
        root, [(files[path], apply_edits(files[path].text, found)) for path, found in edits.items()]
    )
    for path in changed:
        places = len(edits[str(path)])
        click.echo(show_unseen(f"{path}: {places} place{'' if places == 1 else 's'}"))
    if source:
        _remind_of_texts(root / settings.texts, old)


def _in_bibliography(
    root: Path, settings: Settings, files: dict[str, ReadFile], old: str, new: str
) -> dict[str, list[Edit]]:
    from argmap.sources import load_bibliography

    paths = [root / name for name in settings.bibliography] or sorted((root / "sources").glob("*.bib"))
    bibliography = load_bibliography(paths, root)
    if old in bibliography.sources and new in bibliography.sources:
        raise ArgmapError(f"The bibliography has entries for `{old}` and `{new}`. Take out one of them first.")
    edits: dict[str, list[Edit]] = {}
    for path in paths:
        if not path.is_file():
            continue
        shown = path.relative_to(root).as_posix()
        read = files[str(path)] = read_for_edit(path)
        found = [
            Edit(entry.key_span.start, entry.key_span.end, new)
            for entry in bibliography.entries
            if entry.key == old and entry.key_span is not None and entry.span.path == shown
        ]
        if path.suffix.lower() == ".bib":
            found += rename_in_bibtex(read.text, old, new)
        if found:
            edits[str(path)] = found
    return edits


def _remind_of_texts(folder: Path, old: str) -> None:
    left = sorted(path.name for path in folder.glob(f"{old}.*")) if folder.is_dir() else []
    if left:
        click.echo(
            show_unseen(f"Still under the old key, with any pin in the settings: {', '.join(left)} in {folder}"),
            err=True,
        )
