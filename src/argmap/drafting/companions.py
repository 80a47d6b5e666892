"""The files that a paper is read together with: what a LaTeX source includes, and the bibliographies beside it."""

from __future__ import annotations

import re
from pathlib import Path

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import read_file
from argmap.manuscript.formats import brings_files
from argmap.manuscript.reading import LARGEST_FILE

_MOST_FILES = 300
_NAMED = re.compile(
    r"\\(?:input|include|subfile|subfileinclude|bibliography|addbibresource|addglobalbib)\s*(?:\[[^\]]{0,200}\])?\s*"
    r"\{([^{}]{1,2000})\}"
)
_SETTING = re.compile(r"(?m)^bibliography:\s*(.{1,300})$|^\s+-\s+(\S{1,300}\.(?:bib|json|ris))\s*$")
_ENDINGS = ("", ".tex", ".bib")


def copied_with_companions(paper: Path, folder: Path) -> dict[Path, bytes]:
    """A paper and its companions, byte for byte, by where they belong below `folder`. Raises ArgmapError."""
    try:
        copied = {folder / paper.name: read_file(paper, LARGEST_FILE)}
        for path in companions_of(paper):
            copied[folder / path.relative_to(paper.resolve().parent)] = read_file(path, LARGEST_FILE)
    except OSError as error:
        raise ArgmapError(f"{error.filename} cannot be copied: {error.strerror}. Nothing was written.") from error
    return copied


def companions_of(paper: Path) -> list[Path]:
    """The files inside the paper's folder without which it would read otherwise, in the order of their naming."""
    if not brings_files(paper.suffix):
        return []
    folder = paper.resolve().parent
    found: dict[Path, None] = {}
    unread = [paper.resolve()]
    while unread and len(found) < _MOST_FILES:
        text = read_file(unread.pop(), LARGEST_FILE).decode("utf-8", errors="replace")
        for path in _named_in(text, folder):
            if path not in found and path != paper.resolve():
                found[path] = None
                if path.suffix.lower() == ".tex":
                    unread.append(path)
    generated = folder / f"{paper.stem}.bbl"
    if generated.is_file():
        found[generated] = None
    beside = sorted(folder.glob("*.bib"))
    if len(beside) == 1 and not any(path.suffix.lower() == ".bib" for path in found):
        found[beside[0]] = None
    return list(found)


def _named_in(text: str, folder: Path) -> list[Path]:
    names = [name for match in _NAMED.finditer(text) for name in match[1].split(",")]
    names += [name for match in _SETTING.finditer(text) for name in re.split(r"[\[\],\s]+", match[1] or match[2] or "")]
    found = []
    for name in (name.strip("\"' ") for name in names):
        if not name or "\0" in name:
            continue
        for ending in _ENDINGS:
            path = (folder / f"{name}{ending}").resolve()
            if path.is_relative_to(folder) and path.is_file():
                found.append(path)
                break
    return found
