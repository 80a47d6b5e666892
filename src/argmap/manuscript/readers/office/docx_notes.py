"""What Word counts notes with: its figures, where it begins anew, and marks that authors set in place of numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from argmap.ground.packed import child_of, name_of
from argmap.manuscript.readers.office.docx_package import attribute, value_of
from argmap.manuscript.readers.office.docx_styles import figures_of
from argmap.manuscript.readers.office.numbering import Figures, figure
from argmap.manuscript.readers.office.symbols import symbol

NOTE_KINDS = ("footnote", "endnote")
_LONGEST_MARK = 4
# What Word counts with where the file says nothing.
_UNSTATED: dict[str, Figures] = {"footnote": "digits", "endnote": "roman"}


@dataclass(frozen=True, slots=True)
class _Manner:
    """How notes of one kind are counted in one section of the file."""

    figures: Figures
    start: int
    restart: str


class NoteNumbers:
    """Counts the notes of a file as Word does. Ask for the numbers in the order of the calls.

    Word states how notes are counted for the whole file and at the end of each of its sections, and keeps the page
    breaks as it last set them.
    """

    def __init__(self, settings: Any | None, document: Any) -> None:
        self._sections = [_manners(settings, one) for one in document.iter() if name_of(one) == "sectPr"]
        self._sections.append(_manners(settings, None))
        self._section = 0
        self._last: dict[str, int] = {}

    def next(self, kind: str) -> str:
        """The number of the next note of this kind as it is printed."""
        manner = self._sections[min(self._section, len(self._sections) - 1)][kind]
        self._last[kind] = self._last.get(kind, manner.start - 1) + 1
        return figure(self._last[kind], manner.figures)

    def passed(self, paragraph: Any) -> None:
        """Tell that a paragraph was read: a section of the file may end with it."""
        if child_of(child_of(paragraph, "pPr"), "sectPr") is not None:
            self._section += 1
            self._begin_anew("eachSect", "eachPage")  # a section begins on a page of its own

    def next_page(self) -> None:
        """Tell that a page ended."""
        self._begin_anew("eachPage")

    def _begin_anew(self, *where: str) -> None:
        manners = self._sections[min(self._section, len(self._sections) - 1)]
        for kind in NOTE_KINDS:
            if manners[kind].restart in where:
                self._last.pop(kind, None)


def _manners(settings: Any | None, section: Any | None) -> dict[str, _Manner]:
    return {kind: _manner(kind, child_of(section, f"{kind}Pr"), child_of(settings, f"{kind}Pr")) for kind in NOTE_KINDS}


def _manner(kind: str, *stated: Any | None) -> _Manner:
    def first(name: str) -> str | None:
        return next((value for one in stated if (value := value_of(one, name)) is not None), None)

    figures, start = first("numFmt"), first("numStart") or ""
    return _Manner(
        figures_of(figures) if figures else _UNSTATED[kind],
        int(start) if start.isdecimal() and len(start) < 5 else 1,
        first("numRestart") or "continuous",
    )


def custom_mark(call: Any) -> str:
    """The mark that an author set in place of a number: it follows the call in the same run, or is the next run.

    Empty where what follows is longer than any mark.
    """
    words = "".join(_letters(call.itersiblings()))
    if not words:
        following = call.getparent().getnext()
        words = "".join(_letters(following)) if following is not None and name_of(following) == "r" else ""
    return words if len(words) <= _LONGEST_MARK else ""


def _letters(elements: Any) -> Iterator[str]:
    for element in elements:
        if name_of(element) == "t":
            yield element.text or ""
        elif name_of(element) == "sym":
            yield symbol(attribute(element, "font") or "", attribute(element, "char") or "")
