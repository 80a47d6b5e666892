"""Copies of a paper with notes on its words: what their writers are given and give back, and which there are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from argmap.manuscript.document import Document

OURS = "argmap · "
"""What the titles of annotations begin with that argmap writes; by it `pdf_comments` knows them again."""
AUTHOR = OURS.partition(" ")[0]
"""Who the comments in a word processor's file are by."""
_LAST_WORD = re.compile(r"\S+\s*\Z")


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
    "odt": Copying("comment", "at its beginning", "argmap.exchange.odt_comments:comment_odt"),
}
"""By the format of the paper."""


def write_copy(form: str, data: bytes, document: Document, notes: Sequence[PageNote]) -> Marked:
    """A copy of a paper of the format `form`, of which `document` was read, with these notes.

    Raises `ArgmapError` where no copy of it can be made.
    """
    from argmap.exchange.formats import function_at

    write: Callable[[bytes, Document, Sequence[PageNote]], Marked] = function_at(COPIES[form].writes)
    return write(data, document, notes)


def in_comment(note: PageNote) -> str:
    """What the comment of a word processor says of a note: its words, and last what the titles of annotations say."""
    return f"{note.contents}\n{note.title.removeprefix(OURS)}"


def in_body(document: Document, note: PageNote) -> tuple[int, int] | None:
    """The stretch of a word processor's body that a note is put on; None where it is on no words of that.

    Only the body can have comments: what is said of a footnote stands on the word that calls it.
    """
    if note.start is None or note.end is None:
        return None
    called = next((n.id for n in document.notes if n.start <= note.start < n.end), None)
    for mark in document.marks:
        if mark.kind == "note" and (mark.note == called if called else mark.start <= note.start < note.end <= mark.end):
            # the program has no sign for the mark among its words
            word = _LAST_WORD.search(document.text, 0, mark.start)
            return (word.start(), mark.start) if word else None
    return None if called else (note.start, note.end)
