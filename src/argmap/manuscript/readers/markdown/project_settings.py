"""What the settings of a whole book or site say of the bibliographies of its chapters.

A chapter of a Quarto, bookdown, Jekyll or MyST project names no bibliography: the project does, in a file of its own in
the chapter's folder or in one above it. One above it is read only where it lies in the project that argmap reads, or
the person allows it: a stranger's chapter does not look around in the folder that somebody keeps it in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from argmap.ground.files import may_read_below, read_file
from argmap.ground.looks import is_there, true_place
from argmap.ground.yaml_text import load_yaml
from argmap.manuscript.readers.bibliographies import find_bibliography

_MOST_FOLDERS_UP = 4
LONGEST = 200_000
# For each settings file, the keys under which it names bibliographies, and the folder that these names start from.
_FILES = {
    "_metadata.yml": (("bibliography",),),
    "_quarto.yml": (("bibliography",), ("book", "bibliography"), ("format", "pdf", "bibliography")),
    "_bookdown.yml": (("bibliography",),),
    "index.Rmd": (("bibliography",),),
    "index.qmd": (("bibliography",),),
    "myst.yml": (("project", "bibliography"), ("bibliography",)),
    "_config.yml": (("scholar", "bibliography"), ("bibtex_bibfiles",), ("bibliography",)),
}
_MANUBOT = "metadata.yaml"
_MANUBOT_CHAPTER = re.compile(r"\d\d\.[\w-]+\.md")
_JEKYLL_FOLDER = "_bibliography"


def of_project(folder: Path) -> dict[str, Path | str]:
    """The bibliographies that the nearest settings of a project name, each with its file or why there is none."""
    for place in (folder, *folder.parents[:_MOST_FOLDERS_UP]):
        if place != folder and not may_read_below(place):
            break
        for name, keys in _FILES.items():
            values = _settings(place / name)
            names = list(dict.fromkeys(found for key in keys for found in _names(values, key)))
            if names:
                sources = [place, place / _JEKYLL_FOLDER] if name == "_config.yml" else [place]
                return {found: find_bibliography(found, sources, ".bib") for found in names}
    return {}


def title_of_whole(path: Path) -> str | None:
    """The title of the paper that Manubot makes of numbered parts (`02.methods.md`), from the metadata beside them."""
    if not _MANUBOT_CHAPTER.fullmatch(path.name):
        return None
    title = _settings(true_place(path).parent / _MANUBOT).get("title")
    return " ".join(title.split()) or None if isinstance(title, str) else None


def looked_for(folder: Path) -> list[Path]:
    """Where a project's settings are looked for, whether or not there are any, for a paper in `folder`."""
    places = (folder, *folder.parents[:_MOST_FOLDERS_UP])
    return [folder / _MANUBOT, *(place / name for place in places for name in _FILES)]


def unread_above(folder: Path) -> str | None:
    """What to say where settings of a project lie above a chapter's folder and may not be read; None where none do."""
    for place in folder.parents[:_MOST_FOLDERS_UP]:
        if not may_read_below(place):
            for name in _FILES:
                if is_there(place / name):
                    return f"{place / name}, above its own folder, was not read: `--allow-outside` allows it"
    return None


def _settings(path: Path) -> Mapping[str, Any]:
    """The settings in a file: all of it, or what stands between the rules at its head."""
    try:
        text = read_file(path, LONGEST).decode("utf-8", errors="replace")
        if path.suffix in (".Rmd", ".qmd"):
            text = text.partition("---\n")[2].partition("\n---")[0] if text.startswith("---\n") else ""
        values = load_yaml(text)
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _names(values: Any, key: tuple[str, ...]) -> Iterator[str]:
    for part in key:
        values = values.get(part) if isinstance(values, dict) else None
    yield from (name for name in (values if isinstance(values, list) else [values]) if isinstance(name, str))
