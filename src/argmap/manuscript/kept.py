"""A text of a project as it was last read: a thesis in PDF takes seconds to read, and thirty articles take more.

A reader that looks for files beside the paper goes by what it finds there and by what it does not. All that it looked
at is kept with what it made, and this counts only where every look finds the same again. Papers outside projects are
not kept: they are read once, and a referee's may be nobody else's business.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from argmap.ground.files import check_file, in_project, is_unsaved, read_file
from argmap.ground.kept import Types, fetch, keep, place_of
from argmap.ground.looks import Look, still_so
from argmap.manuscript.document import Document
from argmap.manuscript.formats import FORMATS
from argmap.manuscript.reading import open_paper, read_and_note, read_opened

_TYPES: Types = {
    "argmap.manuscript.kept": frozenset(("_Kept",)),
    "argmap.manuscript.document": frozenset(
        (
            "Document",
            "Block",
            "Section",
            "Sentence",
            "Note",
            "Mark",
            "Reference",
            "Repair",
            "PageStart",
            "NamedBibliography",
        )
    ),
    "argmap.manuscript.readers.tracing": frozenset(("PlacedText", "_Piece")),
    "argmap.ground.looks": frozenset(("Look",)),
    "argmap.ground.places": frozenset(("TextFile", "Span")),
    "argmap.sources.source": frozenset(("Source", "BodyName")),
    "argmap.tongues.telling": frozenset(("Tongue",)),
}


def read_kept(path: Path, shown_as: str, language: str | None = None) -> Document:
    """Read a text as `read` does, or fetch what was understood of it before. Raises `ArgmapError` as `read` does."""
    paper = open_paper(path, shown_as)
    looks_around = FORMATS[paper.kind].needs == "path"
    # of a text that is being typed each state would be kept
    if is_unsaved(path) or (looks_around and not in_project(path)):
        return read_opened(paper, language=language)
    place = place_of(paper.data, paper.kind, paper.name, language, str(path) if looks_around else None)
    kept = fetch(place, _Kept, _TYPES)
    if kept is not None and still_so(kept.looks):
        return kept.document
    document, looks = read_and_note(paper, language=language)
    if all(map(_may_be_kept, looks)):
        document = replace(document, made_of=place_of(repr(looks).encode("utf-8", "backslashreplace"), place.name).name)
        _ = document.tongue  # told once, and kept with the rest
        keep(_Kept(document, looks), place)
    return document


class _Kept(NamedTuple):
    document: Document
    looks: tuple[Look, ...]


def _may_be_kept(look: Look) -> bool:
    """A file that is being typed was not read, nor one outside the project: that is said each time it is read."""
    path = Path(look.path)
    reads = look.question in (read_file.__name__, check_file.__name__)
    return not reads or not (is_unsaved(path) or (path.exists() and not in_project(path)))
