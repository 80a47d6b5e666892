"""Copies of a paper with notes on its words: what their writers are given and give back, and which there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from argmap.manuscript.document import Document

OURS = "argmap · "
"""What the titles of annotations begin with that argmap writes; by it `pdf_comments` knows them again."""


class PageNote(NamedTuple):
    """What is said of the stretch `start:end` of a document's text; of the whole paper where they are None."""

    title: str
    contents: str
    certain: bool
    start: int | None = None
    end: int | None = None


class Marked(NamedTuple):
    """The copy, and how many of the notes stand on their words in it; the others stand where its format has them.

    `remarks` are sentences on what else the copy is not, or may not be used for.
    """

    data: bytes
    placed: int
    remarks: tuple[str, ...] = ()


class Copying(NamedTuple):
    """What a note on its words is called in copies of a format, where those without words stand, and the writer."""

    note: str
    elsewhere: str
    writes: str


COPIES: Mapping[str, Copying] = {
    "pdf": Copying("highlight", "in the note on the first page", "argmap.exchange.highlights:mark_pdf"),
    "docx": Copying("comment", "at its beginning", "argmap.exchange.word_comments:comment_docx"),
}
"""By the format of the paper."""


def write_copy(form: str, data: bytes, document: Document, notes: Sequence[PageNote]) -> Marked:
    """A copy of a paper of the format `form`, of which `document` was read, with these notes.

    Raises `ArgmapError` where no copy of it can be made.
    """
    from argmap.exchange.formats import function_at

    write: Callable[[bytes, Document, Sequence[PageNote]], Marked] = function_at(COPIES[form].writes)
    return write(data, document, notes)
