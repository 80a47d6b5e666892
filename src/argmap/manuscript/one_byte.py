"""Which one-byte encoding of Latin letters a text was written in: the one whose letters make words of some tongue.

Each word that holds a letter beyond ASCII speaks for an encoding where one tongue of that encoding has all its letters,
in places where that tongue has them. Statistics of bytes need pages of text; a bibliography has a dozen such names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from argmap.tongues.lists import lists_of

# Dashes, quotation marks and spaces beyond ASCII lie in the same bytes in all these encodings.
_WORD = re.compile(rb"[A-Za-z\x8a\x8c-\x90\x9a\x9c-\x9f\xa1-\xa6\xa8-\xaa\xac\xae-\xb6\xb8-\xba\xbc-\xff]+")
_MOST_WORDS = 5_000
_ENOUGH = 0.7
# Where a letter stands that another encoding has in its byte: õ and ã in diphthongs, ñ before a vowel.
_MISPLACED = re.compile(r"ã(?!o|e|i|s$|$)|õ(?!e)|ñ(?![aeiouáéíóú])|[ðþ](?=[cjqwxz])|æ$|[aiou]è$|[a-zà-ÿ][À-ÖØ-Þ]")
_TURKISH_BYTES = re.compile(rb"[\xd0\xdd\xde\xf0\xfd\xfe]")
_ICELANDIC_VOWELS = re.compile(rb"[\xc1\xc6\xcd\xd3\xda\xe1\xe6\xed\xf3\xfa]")


def latin_encoding(data: bytes) -> str | None:
    """`cp1252`, `cp1254` or `cp1250`, the likeliest; None where the words are hardly of Latin letters."""
    words = [word for word in _WORD.findall(data) if not word.isascii()][:_MOST_WORDS]
    latin = [word for word in words if _letters(word)]
    if not words:
        return "cp1252"
    if len(latin) < _ENOUGH * len(words):
        return None
    counts = {encoding: sum(_speaks_for(word, encoding) for word in latin) for encoding in _alphabets()}
    # Turkish and Icelandic share six bytes: their words tell them apart by the vowels beside these.
    shared = [word for word in latin if _TURKISH_BYTES.search(word)]
    icelandic = sum(1 for word in latin if _ICELANDIC_VOWELS.search(word))
    counts["cp1254"] += counts["cp1252"] - sum(_speaks_for(word, "cp1252") for word in shared)
    if icelandic * 3 > len(latin):
        counts["cp1254"] = 0
    elif shared:
        counts["cp1252"] -= sum(_speaks_for(word, "cp1252") for word in shared)
    best = max(counts, key=lambda encoding: counts[encoding])
    return best if counts[best] >= _ENOUGH * len(latin) else None


@cache
def _alphabets() -> Mapping[str, tuple[frozenset[str], ...]]:
    """For each encoding the letters beyond ASCII of the tongues that are written in it."""
    return {encoding: tuple(map(frozenset, written)) for encoding, written in lists_of("mul", "alphabets").items()}


def _letters(word: bytes) -> bool:
    """Whether a word can be one of Latin letters: not all of them lie beyond ASCII. One alone may, as `É`."""
    beyond = sum(1 for byte in word if byte > 0x7F)
    return beyond * 4 <= len(word) * 3 or len(word) == 1


def _speaks_for(word: bytes, encoding: str) -> bool:
    text = word.decode(encoding, errors="replace")
    letters = {letter.lower()[:1] for letter in text if letter > "\x7f"}
    if encoding == "cp1252" and _MISPLACED.search(text):
        return False
    return any(letters <= alphabet for alphabet in _alphabets()[encoding])
