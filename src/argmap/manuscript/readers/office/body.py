"""Walks the body of a word processor's file: paragraphs, tables, frames, and the bodies of notes.

A Word file and an OpenDocument text are built alike; their readers say how an element is called and what its words are.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, ClassVar, NamedTuple

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.packed import name_of
from argmap.manuscript.document import Reference
from argmap.manuscript.draft import Draft
from argmap.manuscript.headings import heads_references
from argmap.manuscript.readers.office.looks import Letters, Style, kind_of
from argmap.manuscript.readers.office.set_apart import with_title_and_headings
from argmap.manuscript.readers.office.sheet import Sheet

_NOTHING: Mapping[str, Reference] = {}
MOST_PARAGRAPHS = 100_000
_LONGEST_NAME = 16  # "Abbildung ", "Ilustración "


class Standing(NamedTuple):
    """A paragraph as it stands in the body, or a table, which has no style.

    `label` is its number in a list; `listed` is true where it stands in a list of references that a program printed.
    """

    element: Any
    style: Style | None
    label: str
    listed: bool


@dataclass(slots=True)
class BodyReader(ABC):
    """Writes a body on a sheet. `listing` counts the open fields that print the list of references.

    `counted_at` is where the paragraph that is read first counts figures or tables: at its beginning, it is a legend.
    """

    row: ClassVar[str]
    cell: ClassVar[str]
    skipped: ClassVar[frozenset[str]]

    shown_as: str = field(kw_only=True)
    sheet: Sheet = field(default_factory=Sheet)
    listing: int = 0
    counted_at: int | None = None
    boxes: list[Any] = field(default_factory=list)

    @abstractmethod
    def standing_in(self, parent: Any) -> Iterator[Standing]:
        """Paragraphs and tables below an element, in order, whatever containers they stand in."""

    @abstractmethod
    def put_words(self, element: Any, letters: Letters) -> None:
        """Write the text of a paragraph whose letters are set so where they say nothing else."""

    def read_all(self, parent: Any) -> None:
        """Write all that stands below an element, each paragraph a line."""
        for standing in self.standing_in(parent):
            self._block(standing)

    def finished(
        self,
        path: str,
        kind: str,
        title: str | None,
        printed: int,
        remarks: Iterable[str],
        told: Mapping[str, Reference] = _NOTHING,
    ) -> Draft:
        """The draft of all that was written. `title` is what the properties of the file state; `told` as in `Sheet`."""
        references, marks = self.sheet.finish(told)
        text = self.sheet.text
        blocks, title = with_title_and_headings(text, self.sheet.blocks, self.sheet.looks, title)
        said = list(remarks)
        if not text.strip():
            said.append("The document holds no text; if it is a picture of pages, have it recognised (OCR) first.")
        return Draft(
            path,
            kind,
            text,
            blocks,
            title=title,
            notes=tuple(self.sheet.notes),
            marks=marks,
            marks_complete=bool(self.sheet.notes),
            references=references,
            remarks=tuple(said),
            printed=(printed,),
        )

    def put_note(self, target: str, element: Any) -> None:
        """Write the body of a note, its paragraphs with spaces between them."""
        self.sheet.note(target, partial(self._paragraphs, element))
        self._text_boxes()

    def _paragraphs(self, element: Any) -> None:
        for number, standing in enumerate(self.standing_in(element)):
            if number:
                self.sheet.put(" ")
            self._in_line(standing)

    def _block(self, standing: Standing) -> None:
        element, style, label, listed = standing
        if style is None:
            self._table(element, listed)
            return
        if len(self.sheet.blocks) >= MOST_PARAGRAPHS:
            raise ArgmapError(
                f"{self.shown_as} has more than {MOST_PARAGRAPHS:,} paragraphs, more than any paper. Split it."
            )
        start = self.sheet.length
        listed = listed or self.listing > 0
        kind, level = kind_of(style)
        # The number of a heading is left out, as in any other format: sections are named by their words.
        if label and kind != "heading" and "".join(element.itertext()).strip():
            # A bare number would read as a word of what it numbers.
            self.sheet.put(f"{label}. " if label.isdecimal() else f"{label} ")
        self.counted_at = None
        self.put_words(element, style.letters)
        if kind in ("paragraph", "item") and self.counted_at is not None and self.counted_at - start <= _LONGEST_NAME:
            kind, level = "caption", 0
        if kind not in ("heading", "title") and (listed or self.listing):
            kind, level = ("paragraph" if heads_references(self.sheet.since(start)) else "reference"), 0
        self.sheet.close(kind, start, level, style.centred)
        self._text_boxes()

    def _text_boxes(self) -> None:
        """Writes the text boxes that hang on what was just read, each paragraph of them a paragraph of the text."""
        while self.boxes:
            waiting, self.boxes = self.boxes, []
            for box in waiting:
                self.read_all(box)

    def _table(self, table: Any, listed: bool) -> None:
        """Each row a line, the cells with tabs between; what stands in a cell with spaces.

        A row of one cell is a frame around its paragraphs, and these are read as any others.
        """
        for row in self._inside(table, self.row):
            cells = list(self._inside(row, self.cell))
            if len(cells) == 1:
                for standing in self.standing_in(cells[0]):
                    self._block(standing._replace(listed=standing.listed or listed))
                continue
            start = self.sheet.length
            for index, cell in enumerate(cells):
                if index:
                    self.sheet.put("\t")
                self._paragraphs(cell)
            self.sheet.close("reference" if listed or self.listing else "table", start)
        self._text_boxes()

    def _in_line(self, standing: Standing) -> None:
        """A paragraph without a line of its own, or a table with spaces between its cells."""
        if standing.style is not None:
            self.sheet.put(standing.label and f"{standing.label} ")
            self.put_words(standing.element, standing.style.letters)
            return
        for row in self._inside(standing.element, self.row):
            for cell in self._inside(row, self.cell):
                self._paragraphs(cell)
                self.sheet.put(" ")

    def _inside(self, parent: Any, name: str) -> Iterator[Any]:
        """The rows of a table or the cells of a row, through their groups, without those of tables inside."""
        stack = list(parent)[::-1]
        while stack:
            element = stack.pop()
            if name_of(element) == name:
                yield element
            elif name_of(element) not in self.skipped and name_of(element) not in (self.row, self.cell):
                stack.extend(list(element)[::-1])
