"""Two readings of one text, found in one another: a page as pdfium has it, words as a browser quotes them, and ours.

They may have their own orders, and differ in white space, hyphens, ligatures and raised figures; letters agree. Words
that stand there several times are told apart by what stands around them.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from typing import NamedTuple

_AROUND = 200
"""Signs before and after that tell the same words from each other."""
_MOST_PLACES = 1_000
_SHORTEST_PART, _LONGEST_LINE = 8, 1_000


class Letters(NamedTuple):
    """The signs of a text without what differs between two readings of it, and where each stood."""

    text: str
    at: list[int]


def letters_of(text: str) -> Letters:
    """Without white space and hyphens; raised figures, ligatures and the like as common signs."""
    signs: list[str] = []
    at: list[int] = []
    for offset, sign in enumerate(text):
        for plain in sign if sign.isascii() else unicodedata.normalize("NFKC", sign):
            if not (plain.isspace() or unicodedata.category(plain) in ("Pd", "Cf", "Cc", "Co", "Cn")):
                signs.append(plain)
                at.append(offset)
    return Letters("".join(signs), at)


def find_line(ours: Letters, theirs: Letters, start: int, end: int) -> list[int]:
    """Where each sign of the line `start:end` of our text stands in theirs, whole or in parts; empty where nowhere."""
    return find_whole(ours, theirs, start, end) or find_in_parts(ours, theirs, start, end)


def find_whole(ours: Letters, theirs: Letters, start: int, end: int) -> list[int]:
    """Where each sign of the stretch `start:end` of our text stands in theirs, at the place most like its own."""
    first, last = bisect_left(ours.at, start), bisect_left(ours.at, end)
    words = ours.text[first:last]
    if not words:
        return []
    before, after = ours.text[max(0, first - _AROUND) : first][::-1], ours.text[last : last + _AROUND]
    best, place = -1, -1
    at = theirs.text.find(words)
    for _ in range(_MOST_PLACES):
        if at < 0:
            break
        behind = at + len(words)
        same = _alike(before, theirs.text[max(0, at - _AROUND) : at][::-1])
        same += _alike(after, theirs.text[behind : behind + _AROUND])
        if same > best:
            best, place = same, at
        at = theirs.text.find(words, at + 1)
    return theirs.at[place : place + len(words)] if place >= 0 else []


def find_in_parts(ours: Letters, theirs: Letters, start: int, end: int) -> list[int]:
    """The same of a stretch that theirs has in parts, with other signs between them: those parts that stand once.

    None where they are less than half of it: a few words in common are another line.
    """
    first, behind = bisect_left(ours.at, start), bisect_left(ours.at, end)
    behind = min(behind, first + _LONGEST_LINE)
    found: list[int] = []
    fewest = (behind - first) / 2
    while first < behind:
        last = first + _SHORTEST_PART
        if last > behind or ours.text[first:last] not in theirs.text:
            first += 1
            continue
        while last < behind and ours.text[first : last + 1] in theirs.text:
            last += 1
        part = ours.text[first:last]
        if theirs.text.count(part) == 1:
            at = theirs.text.find(part)
            found += theirs.at[at : at + len(part)]
        first = last
    return found if len(found) >= fewest else []


def _alike(one: str, other: str) -> int:
    """How many signs two texts have in common from their beginning."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
