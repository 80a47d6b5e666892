"""Looks for quotations in a text that was read, and keeps what it found with what was read: commands look for the same
words again and again, and making a text ready to be searched takes longer than most searches.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from argmap.ground.kept import Types, fetch, keep, place_of
from argmap.manuscript.document import Document
from argmap.quotations import Match

if TYPE_CHECKING:
    from argmap.quotations import SearchText

_TYPES: Types = {"argmap.quotations.match": frozenset(("Match", "Difference"))}


class Finder:
    """Finds quotations in a document, which is made ready for that by `searchable` when the first is not known."""

    def __init__(self, document: Document, searchable: Callable[[Document], SearchText]) -> None:
        self._document, self._searchable = document, searchable
        self._text: SearchText | None = None
        self._place = place_of(b"", "matches", document.made_of) if document.made_of else None
        self._kept: dict[str, Match] = (fetch(self._place, dict, _TYPES) if self._place else None) or {}
        self._found: dict[str, Match] = {}

    def find(self, quote: str) -> Match:
        """Where the words of `quote` stand in the text, and how they differ. Never raises."""
        match = self._found.get(quote) or self._kept.get(quote)
        if match is None:
            self._text = self._text or self._searchable(self._document)
            match = self._text.find(quote)
        self._found[quote] = match
        return match

    def keep(self) -> None:
        """Keep what was found for the next command, where some of it was not kept yet."""
        if self._place and not self._found.keys() <= self._kept.keys():
            self._kept = dict(self._found)
            keep(self._kept, self._place)
