"""A match as a line of text with its differences, for terminals and pages: pieces that say whose words they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from argmap.quotations.match import Difference, Match

PieceKind = Literal["around", "same", "text-only", "quote-only", "damage"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one kind: around the match, in both, in the text only, in the quotation only, or damaged in the text."""

    kind: PieceKind
    words: str


def draw_match(text: str, match: Match, around: int = 60) -> tuple[Piece, ...]:
    """The stretch of `text` that was matched, with what differs, and about `around` characters on each side.

    White space is folded. Empty where nothing was found.
    """
    if match.end <= match.start:
        return ()
    pieces: list[Piece] = []
    first, last = max(0, match.start - around), min(len(text), match.end + around)
    _add(pieces, "around", ("… " if first else "") + _cut_left(text[first : match.start], first > 0))
    at = match.start
    for difference in sorted(match.differences, key=lambda d: (d.start, d.end)):
        if difference.quote and difference.start == difference.end:
            # Words put in stand nowhere: before the first or after the last word they are drawn at that end.
            difference = _within(difference, match)
        if not match.start <= difference.start <= difference.end <= match.end or difference.start < at:
            continue
        _add(pieces, "same", text[at : difference.start])
        there = text[difference.start : difference.end]
        if difference.weight == "noise" or difference.kind == "damage":
            _add(pieces, "damage", there)
        elif difference.weight in ("editorial", "warning") and not difference.quote:
            _add(pieces, "same", there)
        else:
            _add(pieces, "text-only", there)
            _add(pieces, "quote-only", difference.quote)
        at = difference.end
    _add(pieces, "same", text[at : match.end])
    _add(pieces, "around", _cut_right(text[match.end : last], last < len(text)) + (" …" if last < len(text) else ""))
    return tuple(pieces)


def _within(difference: Difference, match: Match) -> Difference:
    at = min(max(difference.start, match.start), match.end)
    return replace(difference, start=at, end=at)


def _add(pieces: list[Piece], kind: PieceKind, words: str) -> None:
    folded = " ".join(words.split())
    if folded:
        lead = " " if words[:1].isspace() else ""
        trail = " " if words[-1:].isspace() else ""
        pieces.append(Piece(kind, lead + folded + trail))
    elif words and pieces:
        pieces[-1] = Piece(pieces[-1].kind, pieces[-1].words.rstrip() + " ")


def _cut_left(words: str, cut: bool) -> str:
    """Without the half word at the left end."""
    return words.partition(" ")[2] if cut and " " in words else words


def _cut_right(words: str, cut: bool) -> str:
    return words.rpartition(" ")[0] if cut and " " in words else words
