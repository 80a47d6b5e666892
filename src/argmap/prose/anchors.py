"""From a selection in the paper to words that the paper holds, found again at the place that was selected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from argmap.ground.diagnostics import ArgmapError
from argmap.library.source_texts import search_text

if TYPE_CHECKING:
    from argmap.manuscript.document import Document

_LONGEST = 20_000
"""Characters that a selection may have: nobody quotes more for one claim."""
_MARKS = 6
"""Characters that may stand before the first letter of a selection: a bracket, a quotation mark, a note's mark."""
_WIDER = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)
"""How many sentences an ambiguous selection is widened by, one after the other: behind it, before it, on both sides."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of the paper as they are written down, and where they are found: offsets of the paper's text.

    `selected` are the words of the selection alone, where more had to be taken in to tell the place.
    `exact` is false where the same words are found at an earlier place too, and that one is meant now.
    """

    text: str
    start: int
    end: int
    exact: bool = True
    selected: str = ""


def anchor_at(document: Document, start: int, end: int, pieces: Sequence[tuple[int, int]] = ()) -> Anchor:
    """The words of the paper between two offsets, with whole words at both ends.

    `pieces` are the stretches that were selected, where something else stands between them.

    Where the same words stand elsewhere before, the sentences around are taken in until the place is told. Raises
    ArgmapError where nothing can be quoted there.
    """
    text = document.text
    if not 0 <= start < end <= len(text):
        raise ArgmapError(f"There is no passage {start} to {end} in the paper: it has {len(text):,} characters.")
    if end - start > _LONGEST:
        raise ArgmapError(f"The selection has {end - start:,} characters; at most {_LONGEST:,} can be quoted.")
    start, end = whole_words(text, start, end)
    if start >= end:
        raise ArgmapError("There are no words in the selection.")
    if len(pieces) > 1:
        whole = [whole_words(text, left, right) for left, right in pieces if 0 <= left < right <= len(text)]
        words = " ".join(" ".join(text[left:right].split()) for left, right in whole)
        match = search_text(document).find(words)
        if match.state == "verbatim" and _near(match.start, start):
            return Anchor(words, match.start, match.end, selected=words)
    first: Anchor | None = None
    selected = next(_readings(document, start, end))
    for left, right in _wider(document, start, end):
        found = _quoted(document, left, right)
        if found and found.exact:
            return replace(found, selected=selected)
        first = first or found
    if first is None:
        raise ArgmapError(
            "These words cannot be found again as they are selected: they run over something that is no running text. "
            "Select a sentence."
        )
    return replace(first, selected=selected)


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space at its ends, and with the words whole that it begins or ends in."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end and _in_word(text[start]):
        while start > 0 and _in_word(text[start - 1]):
            start -= 1
    if start < end and _in_word(text[end - 1]):
        while end < len(text) and _in_word(text[end]):
            end += 1
    return start, end


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "\ufffd"


def _wider(document: Document, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The selection, then the sentences that hold it, then with more and more of those around, as far as it may go."""
    yield start, end
    touched = [number for number, s in enumerate(document.sentences) if s.start < end and start < s.end]
    if not touched:
        return
    for before, behind in ((0, 0), *(pair for n in _WIDER for pair in ((0, n), (n, 0), (n, n)))):
        around = document.sentences[max(0, touched[0] - before) : touched[-1] + behind + 1]
        left, right = min(start, around[0].start), max(end, around[-1].end)
        if right - left <= _LONGEST:
            yield left, right


def _quoted(document: Document, start: int, end: int) -> Anchor | None:
    """The words of a stretch as the matcher finds them: verbatim, or with noise that explains every difference."""
    search = search_text(document)
    best: Anchor | None = None
    for words in dict.fromkeys(_readings(document, start, end)):
        if not words:
            continue
        match = search.find(words)
        if not match.found and not (match.state == "not-checkable" and match.end > match.start):
            continue
        # the match runs from letter to letter, the selection may hold a stop or a bracket besides
        exact = match.state == "verbatim" and _near(match.start, start)
        made = Anchor(words, match.start, match.end, exact)
        if exact:
            return made
        best = best or made
    return best


def _near(found: int, start: int) -> bool:
    """Whether a match begins where the selection does, but for marks before its first letter."""
    return -1 <= found - start <= _MARKS


def _readings(document: Document, start: int, end: int) -> Iterator[str]:
    """Ways to write a stretch down: without what belongs to the page, as it stands, with its hyphens joined."""
    pieces = _running(document, start, end)
    paragraphs = "\n\n".join(filter(None, (" ".join(p.split()) for p in pieces)))
    yield paragraphs
    yield " ".join(paragraphs.split())
    yield " ".join(document.text[start:end].split())
    joined = re.sub(r"(?<=\w)[-\u2010\u00ad]\s*\n\s*(?=\w)", "", document.text[start:end])
    yield " ".join(joined.split())


def _running(document: Document, start: int, end: int) -> Iterator[str]:
    """The paragraphs of a stretch, without notes and page furniture; what goes on after one of those is joined."""
    text = document.text
    inside = [(number, b) for number, b in enumerate(document.blocks) if b.start < end and start < b.end]
    between = all(block.kind in ("note", "furniture") for _, block in inside)
    paragraphs: list[str] = []
    at: dict[int, int] = {}
    for number, block in inside:
        if block.kind in ("furniture", "note") and not between:
            continue
        words = text[max(start, block.start) : min(end, block.end)]
        if block.continues in at:
            at[number] = at[block.continues]
            paragraphs[at[number]] += f" {words}"
        else:
            at[number] = len(paragraphs)
            paragraphs.append(words)
    yield from paragraphs or (text[start:end],)
