"""What a reader understood of a paper: one immutable `Document`, whatever the format it came in.

All offsets count characters of `Document.text`, the text as read, which is never edited: damage is described beside
it, in `repairs`. `Document.place` turns offsets into a span in the user's own file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from argmap.ground.places import Span, TextFile
from argmap.ground.values import dataclass

if TYPE_CHECKING:
    from argmap.sources.source import Source
    from argmap.tongues.telling import Tongue

BlockKind = Literal[
    "title", "heading", "paragraph", "quote", "item", "caption", "table", "code", "note", "reference", "furniture"
]
MarkKind = Literal["note", "numeric", "author-date", "key"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text of one kind. `furniture` is what belongs to the page: running headers, page numbers.

    `level` is that of a heading (1 is the highest) or the depth of an item. `continues` is the index of the block
    whose sentence goes on here, where a page break, a note or a header stands between the two.
    """

    kind: BlockKind
    start: int
    end: int
    section: str | None = None
    level: int = 0
    continues: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands under it until the next heading of its level or above. `id` is a slug."""

    id: str
    title: str
    level: int
    start: int
    end: int
    heading_end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the running text.

    `text` is as it reads: white space folded, line-end hyphenation joined, note marks and page furniture left out,
    letters as they stand. `pieces` are the stretches of `Document.text` that it is made of: more than one where a
    page break, a footnote or a header interrupts it.
    """

    id: str
    text: str
    start: int
    end: int
    section: str | None
    block: int
    pieces: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote body. `number` is None where the body lost its number; `label` is as printed.

    `may_be` are the numbers that a body without number could have: of marks before it that have no body. `cut_short`
    is true where the body begins or ends in the middle. `references` are ids of the works it names or cites.
    """

    id: str
    number: int | None
    label: str
    body: str
    start: int
    end: int
    references: tuple[str, ...] = ()
    may_be: tuple[int, ...] = ()
    cut_short: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """One cited item in the running text: a note mark, `[12]`, `(Smith 2010: 4)`, `@key`.

    A bracket that cites several works yields several marks with the same `group`. `number` is the note's or the
    reference's. `note` is the id of the note it calls; `references` the ids of the works it cites.
    `narrative` is true for `Smith (2010)`.
    """

    id: str
    text: str
    kind: MarkKind
    start: int
    end: int
    number: int | None = None
    sentence: str | None = None
    note: str | None = None
    references: tuple[str, ...] = ()
    locator: str | None = None
    group: int = 0
    narrative: bool = False
    authors: tuple[str, ...] = ()
    year: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A work as the paper describes it, from its reference list (`origin="list"`), a note body, or a `.bib` beside it.

    Authors are written ``Family, Given``. `certainty` gives 0 to 1 for each field that is filled.
    `short_for` is the id of the full reference where this is a short form, ibid. or op. cit. `entry` is that of the
    bibliography where it is of one, with all that it states.
    """

    id: str
    text: str
    authors: tuple[str, ...] = ()
    year: str | None = None
    title: str | None = None
    container: str | None = None
    publisher: str | None = None
    pages: str | None = None
    doi: str | None = None
    kind: str | None = None
    key: str | None = None
    label: str | None = None
    locator: str | None = None
    origin: Literal["list", "note", "bibliography"] = "list"
    short_for: str | None = None
    certainty: Mapping[str, float] = field(default_factory=dict)
    start: int = 0
    end: int = 0
    editors: tuple[str, ...] = ()
    entry: Source | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """A damaged word as it stands in the text (`lost`), what it most likely was, and how sure that is (0 to 1)."""

    lost: str
    proposed: str
    confidence: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PageStart:
    """A page of a paged document begins at this offset; `first_line` is the index of its first line in the text."""

    number: int
    start: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class NamedBibliography:
    """A bibliography that a paper names: its name as written, and why it was not read (None where it was).

    The name is empty where a paper cites keys and names no bibliography at all.
    """

    name: str
    unread: str | None = None


@dataclass(frozen=True, eq=False)
class Document:
    """A paper as read.

    `kind` names the reader (``text``, ``pdf``, ``docx``, ``odt``, ``markdown``, ``latex``, ``html``, ``jats``).

    `remarks` are sentences for the user about what could not be read ("3 of 12 pages hold no text").
    `printed` and `bibliographies` are as in `Draft`. `states_notes` is true where the format itself says which marks
    and notes there are, so that none had to be guessed by size or place. `language` is the tongue where a person named
    it. `date` is when it came out (YYYY, YYYY-MM or YYYY-MM-DD), `journal` in which, where the file states it.
    `made_of` is a digest of all that it was read from, where a project's paper may be kept; else it is empty.
    """

    path: str
    kind: str
    text: str
    title: str | None = None
    pages: tuple[PageStart, ...] = ()
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    notes: tuple[Note, ...] = ()
    marks: tuple[Mark, ...] = ()
    references: tuple[Reference, ...] = ()
    repairs: tuple[Repair, ...] = ()
    remarks: tuple[str, ...] = ()
    places: TextFile | None = None
    printed: tuple[int, ...] = ()
    bibliographies: tuple[NamedBibliography, ...] = ()
    states_notes: bool = False
    language: str | None = None
    date: str | None = None
    journal: str | None = None
    made_of: str = ""

    @cached_property
    def tongue(self) -> str | None:
        """The tongue of the running text (ISO 639-1), as named or as told; None where it could not be told."""
        told = None if self.language else self.told
        return told.code if told else self.language

    @cached_property
    def told(self) -> Tongue | None:
        """The tongue that the small words of the running text tell of, whatever was named."""
        from argmap.tongues.telling import tell_tongue

        return tell_tongue(sentence.text for sentence in self.sentences)

    @property
    def of_print(self) -> bool | None:
        """The text may be recognised print, with letters misread, as that of a PDF may; None if it cannot be said."""
        return True if self.kind == "pdf" else None

    @cached_property
    def _lines(self) -> TextFile:
        return self.places or TextFile(self.path, self.text)

    def written(self, start: int, end: int) -> str:
        """What stands in the user's file for `text[start:end]`, with its markup and the addresses of its links."""
        span = self._lines.span(start, end)
        file = next((file for file in self._lines.files if file.path == span.path), None)
        if file is None or span.end_line > len(file.line_starts):
            return ""
        first, last = file.line_starts[span.line - 1], file.line_starts[span.end_line - 1]
        return file.text[first + span.column - 1 : last + span.end_column - 1]

    def is_of(self, path: str) -> bool:
        """Whether a file is one of those that the text was read from: a LaTeX source may include others."""
        return path in self._paths

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset((self.path, *(file.path for file in self._lines.files)))

    @property
    def page_count(self) -> int | None:
        """Number of pages, or None where the format has none."""
        return len(self.pages) or None

    def page_of(self, offset: int) -> int | None:
        """The 1-based page that holds an offset, or None where the format has no pages."""
        if not self.pages:
            return None
        return self.pages[max(0, bisect_right([p.start for p in self.pages], offset) - 1)].number

    @cached_property
    def page_stretches(self) -> dict[int, tuple[int, int]]:
        """Where the text of each page begins and ends, by its number; empty where the format has no pages."""
        ends = (*(page.start for page in self.pages[1:]), len(self.text))
        return {page.number: (page.start, end) for page, end in zip(self.pages, ends, strict=False)}

    def place(self, start: int, end: int) -> Span:
        """The span of `text[start:end]` in the user's file; in a paged document the line is the line on its page."""
        lines = self._lines
        span = lines.span(start, end)
        page = self.page_of(start)
        if page is None:
            return span
        first = lines.position(self.pages[page - 1].start)[0]
        return span._replace(line=span.line - first + 1, end_line=span.end_line - first + 1, page=page)
