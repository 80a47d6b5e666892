"""Letters without what some writers leave out of them."""

from __future__ import annotations

import unicodedata


def without_marks(text: str) -> str:
    """A text whose letters have no accents and other marks (NFKD without combining characters): Vlore for Vlorë."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


STROKED = str.maketrans(
    {
        "ی": "ي",
        "ک": "ك",
        "ı": "i",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "ħ": "h",
        "ŧ": "t",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
    }
)
"""Small letters with a stroke or a loop, which have no decomposition in Unicode, yet are what scans and keyboards lose
first; and the Persian shapes of two Arabic letters."""


def nouns_have_capitals(tongue: str) -> bool:
    """Whether the tongue writes every noun with a capital, so that a capital tells no name."""
    return tongue == "de"
