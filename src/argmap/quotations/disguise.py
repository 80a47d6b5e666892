"""Letters of one script in a word of another that look the same: a Cyrillic а in a Latin word, a Greek ο.

Keyboards, recognition of print and people who hide something leave them. Such a word reads as what it looks like. A
word wholly of one script stays as it is, whatever it looks like. The pairs are those of Unicode's confusables (UTS #39)
that look alike in every type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.quotations.folding import Replaced

LOOK_ALIKE = "letters of another script that look the same"
# Latin letters, and beneath each the one of the other script that looks like it.
_LIKE_LATIN = {
    "Cyrillic": ("aceijopsxyhdqwvABCEHIJKMOPSTXY", "асеіјорѕхуһԁԛԝѵАВСЕНІЈКМОРЅТХУ"),
    "Greek": ("aopvuxikABEZHIKMNOPTYX", "αορνυχικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"),
}
_AS_LATIN = {ord(other): latin for pair in _LIKE_LATIN.values() for latin, other in zip(*pair, strict=True)}
_AS_CYRILLIC, _AS_GREEK = (dict(zip(map(ord, pair[0]), pair[1], strict=True)) for pair in _LIKE_LATIN.values())
_LATIN = "A-Za-zÀ-ɏḀ-ỿ"
_OTHER = "\u0370-\u052f"
_FEWEST_LETTERS = 3
# A letter with one of the other script on either side.
_SEAM = re.compile(rf"[{_OTHER}](?:(?=[{_LATIN}])|(?<=[{_LATIN}].))")
_WORD = re.compile(r"[^\W\d_]+")


def find_disguised(text: str) -> Iterator[Replaced]:
    """Each word with such letters, as the stretch it stands in and the word it looks like, of the same length."""
    if text.isascii():
        return
    done = 0
    for seam in _SEAM.finditer(text):
        if seam.start() < done:
            continue
        start, end = seam.span()
        while start > done and text[start - 1].isalpha():
            start -= 1
        found = _WORD.match(text, start)
        done = end = found.end() if found else end
        reading = _reading(text[start:end])
        if reading:
            yield Replaced(start, end, reading, LOOK_ALIKE)


def undisguised(text: str) -> str:
    """The text with such words as they look, each letter in its place."""
    pieces, at = [], 0
    for word in find_disguised(text):
        pieces += [text[at : word.start], word.reading]
        at = word.end
    return "".join((*pieces, text[at:]))


def _reading(word: str) -> str:
    """The word in the script of most of its letters; empty where a letter of another has no look-alike there."""
    greek = [c for c in word if "\u0370" <= c < "\u0400"]
    cyrillic = [c for c in word if "\u0400" <= c < "\u0530"]
    latin = len(word) - len(greek) - len(cyrillic)
    most = max(latin, len(greek), len(cyrillic))
    if len(word) < _FEWEST_LETTERS or 2 * most <= len(word):
        return ""
    table = _AS_LATIN if most == latin else _AS_CYRILLIC if most == len(cyrillic) else _AS_GREEK
    strange = [c for c in word if (c in greek or c in cyrillic) == (most == latin)]
    return word.translate(table) if all(ord(c) in table for c in strange) else ""
