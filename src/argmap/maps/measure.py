"""How wide a text is on a map, and where its lines break.

Cards are sized here and not by the drawing program, so that a map is the same, byte for byte, on machines with other
fonts or none. The widths are those of Arial and Liberation Sans (`widths`); what the table does not know is taken
wide rather than narrow, so that a text is never wider than its card.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from argmap.maps.widths import BOLD, REGULAR

_UNKNOWN = 667
_WIDE = 1000
_REGULAR_WIDTHS = {character: width for width, characters in REGULAR.items() for character in characters}
_BOLD_WIDTHS = _REGULAR_WIDTHS | {character: width for width, characters in BOLD.items() for character in characters}
_ELLIPSIS = "…"


@cache
def _advance(character: str, bold: bool) -> int:
    """Width of one character in thousandths of the type size."""
    known = (_BOLD_WIDTHS if bold else _REGULAR_WIDTHS).get(character)
    if known is not None:
        return known
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return 0
    base = unicodedata.normalize("NFD", character)
    if len(base) > 1 and base[0] != character:
        return sum(_advance(part, bold) for part in base)
    if unicodedata.east_asian_width(character) in "WF" or category in ("So", "Co"):
        return _WIDE
    return _UNKNOWN


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of a line of text set at `size` points, in points. Italics are as wide as upright letters."""
    return sum(_advance(character, bold) for character in text) * size / 1000


def shorten(text: str, width: float, size: float, bold: bool = False) -> str:
    """The text if it fits into `width` points, else its beginning and an ellipsis; empty where not even that fits."""
    if text_width(text, size, bold) <= width:
        return text
    room = width - text_width(_ELLIPSIS, size, bold)
    kept, used = 0, 0.0
    for character in text:
        used += _advance(character, bold) * size / 1000
        if used > room:
            break
        kept += 1
    return text[:kept].rstrip(" ,;:–—-") + _ELLIPSIS if room >= 0 else ""


def wrap(text: str, width: float, size: float, bold: bool = False, most_lines: int | None = None) -> tuple[str, ...]:
    """Break a text into lines of at most `width` points; a word wider than a line is broken inside.

    With `most_lines`, what does not fit is cut and the last line ends in an ellipsis.
    """
    lines: list[str] = []
    line = ""
    for word in _pieces(text, width, size, bold):
        longer = f"{line} {word}" if line else word
        if line and text_width(longer, size, bold) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    if line:
        lines.append(line)
    if most_lines is not None and len(lines) > most_lines:
        last = shorten(f"{lines[most_lines - 1]} {lines[most_lines]}", width, size, bold)
        lines = [*lines[: most_lines - 1], last]
    return tuple(lines)


def _pieces(text: str, width: float, size: float, bold: bool) -> list[str]:
    """The words of a text; words wider than a line come in parts that fit. Wide scripts may break at any character."""
    pieces: list[str] = []
    for word in text.split():
        if text_width(word, size, bold) <= width:
            pieces.append(word)
            continue
        part, used = "", 0.0
        for character in word:
            advance = _advance(character, bold) * size / 1000
            if part and used + advance > width:
                pieces.append(part)
                part, used = "", 0.0
            part += character
            used += advance
        pieces.append(part)
    return pieces
