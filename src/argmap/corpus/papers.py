"""Which files are papers: those named, and those of a kind that argmap reads below folders and patterns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.unseen import show_unseen
from argmap.manuscript.formats import FORMATS, SUFFIXES

_HEAD = 65_536
_HIDDEN = (".", "~$")
"""How names begin of what nobody means: hidden files, and those that Word keeps beside a paper that is open."""


def find_papers(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The papers that are meant, each once, in the order of the paths and by name below each folder.

    A file that is named is taken whatever it is called. Below a folder, what is hidden, what links lead to and LaTeX
    files without a ``\\documentclass``, which are parts of others, are left out. Raises ArgmapError where a path leads
    nowhere, or to no paper at all.
    """
    found = dict.fromkeys(paper for path in paths for paper in _meant(path))
    if not found:
        raise ArgmapError(
            f"No paper lies in {', '.join(show_unseen(str(path)) for path in paths)}. "
            f"Papers are told by their suffix: {' '.join(sorted(SUFFIXES))}."
        )
    return tuple(found)


def _meant(path: Path) -> Iterable[Path]:
    if path.is_dir():
        return _below(path)
    if path.exists() or path.is_symlink():
        return (path,)
    matching = _matching(path)
    if not matching:
        raise ArgmapError(f"{show_unseen(str(path))} does not exist.")
    return (paper for match in matching for paper in (_below(match) if match.is_dir() else (match,)))


def is_pattern(path: Path) -> bool:
    """Whether a path may stand for several: shells expand ``*.pdf``, but not all of them, and not within quotes."""
    return any(sign in str(path) for sign in "*?[")


def _matching(path: Path) -> list[Path]:
    plain = next((n for n, part in enumerate(path.parts) if is_pattern(Path(part))), len(path.parts))
    pattern = "/".join(path.parts[plain:])
    try:
        return sorted(Path(*path.parts[:plain]).glob(pattern)) if pattern else []
    except (ValueError, OSError):
        return []


def _below(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        raise ArgmapError(f"{show_unseen(str(folder))} cannot be read: {error.strerror or error}.") from error
    for entry in entries:
        if entry.name.startswith(_HIDDEN) or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _below(entry)
        elif entry.suffix.lower() in SUFFIXES and entry.is_file() and not _is_part(entry):
            yield entry


def _is_part(path: Path) -> bool:
    if path.suffix.lower() not in FORMATS["latex"].suffixes:
        return False
    try:
        with path.open("rb") as file:
            return b"\\document" not in file.read(_HEAD)
    except OSError:
        return False  # reading it will say what is wrong
