"""Writes a number in the figures that lists and notes are counted with: digits, letters, Roman figures, signs."""

from __future__ import annotations

from typing import Literal

Figures = Literal["digits", "letters", "LETTERS", "roman", "ROMAN", "signs", "none"]

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_SIGNS = "*†‡§"
_LARGEST_ROMAN = 4000
_MOST_REPEATED = 4


def figure(number: int, figures: Figures) -> str:
    """A number as it is printed; empty where nothing is (a bullet). Letters and signs repeat where they run out."""
    if figures == "none":
        return ""
    if figures in ("letters", "LETTERS") and number > 0:
        return _cased(_repeated("abcdefghijklmnopqrstuvwxyz", number), figures)
    if figures in ("roman", "ROMAN") and number > 0:
        return _cased(_roman(min(number, _LARGEST_ROMAN)), figures)
    if figures == "signs" and number > 0:
        return _repeated(_SIGNS, number)
    return str(number)


def _cased(words: str, figures: Figures) -> str:
    return words.upper() if figures.isupper() else words


def _repeated(signs: str, number: int) -> str:
    times, at = divmod(number - 1, len(signs))
    return signs[at] * min(_MOST_REPEATED, times + 1)


def _roman(number: int) -> str:
    letters: list[str] = []
    for worth, sign in _ROMAN:
        letters += [sign] * (number // worth)
        number %= worth
    return "".join(letters)
