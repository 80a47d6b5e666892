"""How wide a text is on a map, and where its lines break.

Cards are sized here and not by the drawing program, so that a map is the same, byte for byte, on machines with other
fonts or none. The widths are those of Arial and Liberation Sans (`widths`); what the table does not know is taken
wide rather than narrow, so that a text is never wider than its card.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from argmap.maps.widths import BOLD, REGULAR

_UNKNOWN = 667
_WIDE = 1000
_REGULAR_WIDTHS = {character: width for width, characters in REGULAR.items() for character in characters}
_BOLD_WIDTHS = _REGULAR_WIDTHS | {character: width for width, characters in BOLD.items() for character in characters}
_ELLIPSIS = "…"


class _Advances(dict[str, int]):
    """Width of each character in thousandths of the type size."""

    def __missing__(self, character: str) -> int:
        self[character] = advance = _estimate(character, self)
        return advance


def _estimate(character: str, known: _Advances) -> int:
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return 0
    base = unicodedata.normalize("NFD", character)
    if len(base) > 1 and base[0] != character:
        return sum(map(known.__getitem__, base))
    if unicodedata.east_asian_width(character) in "WF" or category in ("So", "Co"):
        return _WIDE
    return _UNKNOWN


_ADVANCES = {False: _Advances(_REGULAR_WIDTHS), True: _Advances(_BOLD_WIDTHS)}


@lru_cache(maxsize=1 << 15)  # the words of a map recur
def _units(text: str, bold: bool) -> int:
    return sum(map(_ADVANCES[bold].__getitem__, text))


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of a line of text set at `size` points, in points. Italics are as wide as upright letters."""
    return _units(text, bold) * size / 1000


def shorten(text: str, width: float, size: float, bold: bool = False) -> str:
    """The text if it fits into `width` points, else its beginning and an ellipsis; empty where not even that fits."""
    if text_width(text, size, bold) <= width:
        return text
    room = width - text_width(_ELLIPSIS, size, bold)
    kept, used = 0, 0.0
    for character in text:
        used += _ADVANCES[bold][character] * size / 1000
        if used > room:
            break
        kept += 1
    return text[:kept].rstrip(" ,;:–—-") + _ELLIPSIS if room >= 0 else ""


def wrap(text: str, width: float, size: float, bold: bool = False, most_lines: int | None = None) -> tuple[str, ...]:
    """Break a text into lines of at most `width` points; a word wider than a line is broken inside.

    With `most_lines`, what does not fit is cut and the last line ends in an ellipsis.
    """
    lines: list[str] = []
    line, used, space = "", 0, _ADVANCES[bold][" "]
    for word in _pieces(text, width, size, bold):
        more = _units(word, bold)
        if line and (used + space + more) * size / 1000 > width:
            lines.append(line)
            line, used = word, more
        else:
            line, used = (f"{line} {word}", used + space + more) if line else (word, more)
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
            advance = _ADVANCES[bold][character] * size / 1000
            if part and used + advance > width:
                pieces.append(part)
                part, used = "", 0.0
            part += character
            used += advance
        pieces.append(part)
    return pieces
