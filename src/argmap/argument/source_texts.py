"""The sources' own texts, kept as ``sources/texts/KEY.*``, read and indexed when a quotation asks for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from argmap.diagnostics import ArgmapError
from argmap.quotations import Match

if TYPE_CHECKING:
    from argmap.manuscript.document import Document
    from argmap.quotations import SearchText


def searchable(document: Document) -> SearchText:
    """A document's text ready for the matcher: its repairs known, notes and page furniture passed over."""
    from argmap.quotations import SearchText

    between = [(block.start, block.end) for block in document.blocks if block.kind in ("furniture", "note")]
    return SearchText(document.text, document.repairs, between)


class SourceTexts:
    """Finds the text of a cited work by its key. Nothing is read before it is asked for, and nothing is read twice."""

    def __init__(self, folder: Path, shown_as: str) -> None:
        self._folder = folder
        self._shown_as = shown_as
        self._documents: dict[str, Document | None] = {}
        self._texts: dict[str, SearchText] = {}
        self._problems: dict[str, str] = {}

    def path(self, key: str) -> Path | None:
        """The file that holds the text of the work, or None."""
        if not self._folder.is_dir():
            return None
        return next((path for path in sorted(self._folder.iterdir()) if path.stem == key and path.is_file()), None)

    def document(self, key: str) -> Document | None:
        """The text of the work as read, or None where there is none or it cannot be read."""
        if key not in self._documents:
            self._documents[key] = self._read(key)
        return self._documents[key]

    def _read(self, key: str) -> Document | None:
        path = self.path(key)
        if path is None:
            return None
        from argmap.manuscript import read

        try:
            return read(path, f"{self._shown_as}/{path.name}")
        except ArgmapError as error:
            self._problems[key] = str(error)
            return None

    def find(self, key: str, quote: str) -> Match:
        """Look for quoted words in the text of a work; ``not-checkable`` says why where there is no text."""
        document = self.document(key)
        if document is None:
            why = self._problems.get(key) or f"there is no text of @{key} in {self._shown_as}/"
            return Match("not-checkable", why=why)
        if key not in self._texts:
            self._texts[key] = searchable(document)
        return self._texts[key].find(quote)
