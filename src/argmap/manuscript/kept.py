"""A text of a project as it was last read, kept in the person's own cache.

A thesis in PDF takes seconds to read, and a project that quotes thirty articles reads them all to check its quotations.
What was understood is kept by the digest of all it was made of: the bytes, the format, the tongue that was named, and
the files of this program that had a part in it. So another file never has it, nor another argmap.

Kept is only what a reader made of the bytes alone: one that looks for files beside the paper may find others there the
next time. Papers outside projects are not kept: they are read once, and a referee's may be nobody else's business.
What is fetched is made of the types that a `Document` is made of and of no others; a broken file costs a reading.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import is_unsaved, replacing
from argmap.ground.person import cache_folder, forget_oldest
from argmap.ground.version import digest_of_program
from argmap.manuscript.document import Document
from argmap.manuscript.formats import FORMATS
from argmap.manuscript.reading import Opened, open_paper, read_opened

_READ_BY = ("ground", "tongues", "sources", "quotations", "manuscript")
_MOST_BYTES = 200_000_000
_TYPES = {
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
    place = _place(paper, language)
    document = _fetch(place)
    if document is None:
        document = read_opened(paper, language=language)
        _keep(document, place)
    return document


def _place(paper: Opened, language: str | None) -> Path:
    digest = hashlib.sha256(repr((_program(), paper.kind, paper.name, language)).encode("utf-8", "backslashreplace"))
    digest.update(paper.data)
    return cache_folder() / "texts" / digest.hexdigest()[:40]


@cache
def _program() -> str:
    return digest_of_program(_READ_BY)


def _fetch(place: Path) -> Document | None:
    """What is kept there; None where nothing is, or nothing that this module wrote."""
    try:
        # not by `argmap.ground.files`, which lets a project's reading have no file outside it
        found = _Fetching(io.BytesIO(place.read_bytes())).load()
        os.utime(place)
    except Exception:  # whatever a broken file makes of itself
        return None
    return found if isinstance(found, Document) else None


class _Fetching(pickle.Unpickler):
    """Makes what a `Document` is made of and nothing else, so that no file can have anything run."""

    def find_class(self, module: str, name: str) -> Any:
        if name in _TYPES.get(module, ()):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a document")


def _keep(document: Document, place: Path) -> None:
    """Keep what was understood, in a folder of this person alone; where that cannot be, the text is read again."""
    _ = document.tongue  # told once, and kept with the rest
    with suppress(ArgmapError, OSError, RecursionError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with replacing(place) as file:
            pickle.dump(document, file, pickle.HIGHEST_PROTOCOL)
        forget_oldest(place.parent.iterdir(), _MOST_BYTES, lambda found: found.st_size)
