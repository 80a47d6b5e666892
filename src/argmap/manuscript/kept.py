"""A text of a project as it was last read: a thesis in PDF takes seconds to read, and thirty articles take more.

Kept is only what a reader made of the bytes alone: one that looks for files beside the paper may find others there the
next time. Papers outside projects are not kept: they are read once, and a referee's may be nobody else's business.
"""

from __future__ import annotations

from pathlib import Path

from argmap.ground.files import is_unsaved
from argmap.ground.kept import Types, fetch, keep, place_of
from argmap.manuscript.document import Document
from argmap.manuscript.formats import FORMATS
from argmap.manuscript.reading import open_paper, read_opened

_TYPES: Types = {
    "argmap.manuscript.document": frozenset(
        ("Document", "Block", "Section", "Sentence", "Note", "Mark", "Reference", "Repair", "PageStart")
    ),
    "argmap.manuscript.readers.tracing": frozenset(("PlacedText", "_Piece")),
    "argmap.ground.places": frozenset(("TextFile",)),
    "argmap.tongues.telling": frozenset(("Tongue",)),
}


def read_kept(path: Path, shown_as: str, language: str | None = None) -> Document:
    """Read a text as `read` does, or fetch what was understood of it before. Raises `ArgmapError` as `read` does."""
    paper = open_paper(path, shown_as)
    # of a text that is being typed each state would be kept
    if FORMATS[paper.kind].needs == "path" or is_unsaved(path):
        return read_opened(paper, language=language)
    place = place_of(paper.data, paper.kind, paper.name, language)
    document = fetch(place, Document, _TYPES)
    if document is None:
        document = read_opened(paper, language=language)
        _ = document.tongue  # told once, and kept with the rest
        keep(document, place)
    return document
