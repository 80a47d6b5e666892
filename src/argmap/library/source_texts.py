"""The sources' own texts, kept as ``sources/texts/KEY.*``.

The folder is listed once. A text is read and indexed when a quotation or a passage asks for it, and its sum is taken
when a pin asks; never before, since a library of scans is slow to read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import mark_of, reading_project
from argmap.ground.message import say, work_name
from argmap.library.finder import Finder
from argmap.library.page_numbers import PageNumbers, find_page_numbers
from argmap.library.pins import Pin, sums_of
from argmap.quotations import Match

if TYPE_CHECKING:
    from argmap.manuscript.document import Document
    from argmap.quotations import SearchText
    from argmap.quotations.passages import Encoder, Passage, PassageIndex

LARGEST_TEXT = 100_000_000


def searchable(document: Document) -> SearchText:
    """A document's text ready for the matcher: its repairs and tongue known, notes and page furniture passed over."""
    from argmap.quotations import SearchText

    between = [(block.start, block.end) for block in document.blocks if block.kind in ("furniture", "note")]
    return SearchText(document.text, document.repairs, between, document.tongue or "en", document.of_print)


@lru_cache(maxsize=2)
def search_text(document: Document) -> SearchText:
    """A paper ready to be searched; made once for the join, for selections and for quoted words."""
    return searchable(document)


class SourceTexts:
    """Finds the text of a cited work by its key. Nothing is read before it is asked for, and nothing is read twice.

    `pins` say which texts were meant, `tongues` in which tongue those are written of which the bibliography says so. No
    text outside the project at `root` is read unless the person allows it.
    """

    def __init__(
        self,
        folder: Path,
        shown_as: str,
        pins: Mapping[str, Pin] | None = None,
        tongues: Mapping[str, str] | None = None,
        root: Path | None = None,
    ) -> None:
        self.shown_as = shown_as
        self.pins = pins or {}
        self._tongues = tongues or {}
        self._folder, self._root = folder, root or folder
        self._documents: dict[str, Document | None] = {}
        self._finders: dict[str, Finder] = {}
        self._passages: dict[str, PassageIndex] = {}
        self._page_numbers: dict[str, PageNumbers] = {}
        self._problems: dict[str, str] = {}
        self._sums: dict[str, tuple[str, ...]] = {}
        self.marks: dict[Path, object] = {}

    def say_missing(self, key: str) -> str:
        """That there is no text of a work, and how it comes to have one."""
        return (
            f"There is no text of @{key} in {self.shown_as}/. Put it there as {key}.pdf, {key}.txt or in another "
            "format of papers, or let `argmap pin --from FOLDER` find it."
        )

    def same_as(self, other: SourceTexts) -> bool:
        """Whether both look for the same texts in the same way, and those that the other has read are as they were."""
        asked = attrgetter("_folder", "_root", "shown_as", "pins", "_tongues", "paths")
        return bool(asked(self) == asked(other)) and all(mark_of(path) == mark for path, mark in other.marks.items())

    @cached_property
    def paths(self) -> Mapping[str, Path]:
        """The file of each text by its key, in the order of the names; of two files of one key the first counts."""
        found: dict[str, Path] = {}
        try:
            for path in sorted(self._folder.iterdir()):
                if path.is_file() and not path.name.startswith("."):
                    found.setdefault(path.stem, path)
        except OSError:
            return {}
        return found

    def path(self, key: str) -> Path | None:
        """The file that holds the text of the work, or None."""
        return self.paths.get(key)

    def shown(self, key: str) -> str:
        """The path of a text as messages name it; the folder where there is no text."""
        path = self.path(key)
        return f"{self.shown_as}/{path.name}" if path else self.shown_as

    def size_to_read(self, key: str) -> int:
        """How many bytes must be read before the text of a work can be searched; 0 where it was read already."""
        path = self.path(key)
        try:
            return path.stat().st_size if path and key not in self._documents else 0
        except OSError:
            return 0

    def sum(self, key: str) -> str | None:
        """The SHA-256 sum of the text, or None where there is none or it cannot be read."""
        return next(iter(self._sums_of(key)), None)

    def has_sum(self, key: str, sum_: str | None) -> bool:
        """Whether the text of a work has this sum, as a text or byte by byte, as early pins have it."""
        return sum_ in self._sums_of(key)

    def text_now(self, key: str, judged_by: str) -> str | None:
        """The sum of a pinned text as it is now: `judged_by` where it still has that one; None for what has no pin.

        Where no file is there, it is the pin's.
        """
        pin = self.pins.get(key)
        if pin is None:
            return None
        return judged_by if self.has_sum(key, judged_by) else self.sum(key) or pin.sum

    def _sums_of(self, key: str) -> tuple[str, ...]:
        if key not in self._sums:
            path = self.path(key)
            try:
                if path:
                    self.marks.setdefault(path, mark_of(path))
                with reading_project(self._root):
                    self._sums[key] = sums_of(path) if path else ()
            except OSError as error:
                self._problems[key] = f"{self.shown(key)} cannot be read: {error.strerror}"
                self._sums[key] = ()
        return self._sums[key]

    def document(self, key: str) -> Document | None:
        """The text of the work as read, or None where there is none or it cannot be read."""
        if key not in self._documents:
            self._documents[key] = self._read(key)
        return self._documents[key]

    def _read(self, key: str) -> Document | None:
        path = self.path(key)
        if path is None:
            return None
        from argmap.manuscript.kept import read_kept

        shown = self.shown(key)
        self.marks.setdefault(path, mark_of(path))
        try:
            if path.stat().st_size > LARGEST_TEXT:
                raise ArgmapError(f"{shown} is larger than {LARGEST_TEXT // 1_000_000} MB and was not read")
            with reading_project(self._root):
                return read_kept(path, shown, self._tongues.get(key))
        except (ArgmapError, OSError) as error:
            self._problems[key] = str(error)
            return None

    def find(self, key: str, quote: str) -> Match:
        """Look for quoted words in the text of a work; ``not-checkable`` says why where there is no text."""
        document = self.document(key)
        if document is None:
            why = self._problems.get(key) or say("there is no text of {} in {}/", work_name(key), self.shown_as)
            return Match("not-checkable", why=why)
        if key not in self._finders:
            self._finders[key] = Finder(document, searchable)
        return self._finders[key].find(quote)

    def keep_found(self) -> None:
        """Keep for the next command what was found in the texts."""
        for finder in self._finders.values():
            finder.keep()

    def passages(self, key: str, claim: str, limit: int = 3, encoder: Encoder | None = None) -> tuple[Passage, ...]:
        """The passages of a work that may bear on a claim, best first; empty where there is no text.

        With an `encoder` the best are ranked by sense as well as by words.
        """
        document = self.document(key)
        if document is None:
            return ()
        if key not in self._passages:
            from argmap.quotations.passages import PassageIndex

            sentences = [(sentence.start, sentence.end) for sentence in document.sentences]
            self._passages[key] = PassageIndex(document.text, sentences, document.repairs, document.tongue or "en")
        return self._passages[key].offer(claim, limit, encoder)

    def page_numbers(self, key: str) -> PageNumbers:
        """The page numbers printed in the text of a work; none where there is no text."""
        if key not in self._page_numbers:
            document = self.document(key)
            self._page_numbers[key] = find_page_numbers(document) if document else PageNumbers()
        return self._page_numbers[key]

    def problem(self, key: str) -> str | None:
        """Why the text of a work could not be read, where that was tried."""
        return self._problems.get(key)
