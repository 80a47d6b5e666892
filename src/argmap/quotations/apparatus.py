"""What editions and quoting authors put among the words without its being part of them.

A page of the edition (``[p. 18]``, ``{18}``, ``|18|``, ``/18/``), ``[sic]``, a remark on the quotation (``(emphasis
added)``), a note's letter (``[a]``), and the numbers of lines and verses. The same forms are read over in a source and
in a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from argmap.ground.patterns import later
from argmap.quotations.folding import fold
from argmap.tongues.lists import lists_of_all

_LETTER_OR_SIGN = later(r"[a-z]|[!?*†‡]+", re.IGNORECASE)
# Pages that `marks` does not read over: with other words, or in Roman figures behind one.
_PAGE = later(
    r"(?:(?:pages?|pp?|ss?|seiten?|s[ayf]f?|fols?|ff?|págs?|pags?|faqe|fq|col|str|blz|bl|n|nb|nt|note|anm|a|line|l)\b\.?\s?)?"
    r"\d{1,4}[rvab]?(?:\s?[-–/]\s?\d{1,4}[rvab]?)?|(?:pp?|s|seiten?)\b\.?\s?[ivxlc]{1,7}",
    re.IGNORECASE,
)
# A note counted in small Roman figures: `[iv]`.
_ROMAN = later(r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})")
_BRACKETS = {"[": "]", "{": "}", "|": "|", "/": "/", "(": ")"}
# In round brackets a bare number may be the text's own: "(p. 9)", not "(9)".
_NAMED = later(r"[^\W\d_]{1,5}\.\s?\d")
# White space and stops between the words and their brackets.
_MOST_BETWEEN = 40
_LONGEST_REMARK = 100
# So far about a number others of its row are looked for.
_ROW = 1500
_AT_LINE = re.compile(r"^[ \t]*(\d{1,4})(?=[ \t]+\S)", re.MULTILINE)
_AT_LINE_END = re.compile(r"(?<=\S)(?:[ \t]{2,}|\t)(\d{1,4})[ \t]*$", re.MULTILINE)
_ALONE = later(r"(?<![\w.,:/$€£-])(\d{1,3})(?=[ \t\n]+[^\W\d_])")
_VERSE = later(r"(\d{1,3}):(\d{1,3})")
_VERSES = later(
    r"(^[ \t]*|(?<=[.!?:;]\s))?(?<![\w.,:/$€£-])(\d{1,3}):(\d{1,3})(?=[ \t\n]+[\"“‘«„]?[^\W\d_])", re.MULTILINE
)
_VERSE_ONE = later(r"(?:^|\n)[ \t]*(\d{1,3})[ \t]+[A-ZÀ-Þ“\"‘«]")


@cache
def _remarks() -> re.Pattern[str]:
    phrases = sorted(map(_folded, lists_of_all("quoting").get("remarks", ())), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, phrases)))


def _folded(words: str) -> str:
    return " ".join(filter(None, map(fold, words.split())))


def is_remark(words: str) -> bool:
    """What stands in brackets is *sic*, a sign of doubt or a remark on the quotation, in whatever tongue."""
    if len(words) > _LONGEST_REMARK:
        return False
    return fold(words) in ("sic", "") or _remarks().search(_folded(words)) is not None


def is_apparatus(text: str, start: int, end: int) -> bool:
    """The words ``text[start:end]`` stand in brackets or strokes of their own and are no words of the text."""
    opened = text[max(0, start - _MOST_BETWEEN) : start].rstrip()[-1:]
    closed = text[end : end + _MOST_BETWEEN].lstrip(" .!?;,\t\n")[:1]
    if opened not in _BRACKETS or closed != _BRACKETS[opened]:
        return False
    inside = text[start:end].strip()
    of_edition = _LETTER_OR_SIGN.fullmatch(inside) or _PAGE.fullmatch(inside)
    if opened == "[" and of_edition is None and _ROMAN.fullmatch(inside):
        # behind a word or its full stop; "[vi]" with a blank before it may be a word that an editor put in
        around = text[max(0, start - 2) : start - 1] + text[end + 1 : end + 2]
        return not around[:1].isspace() and not around[1:].isalnum()
    if opened == "/":  # "/45/" with blanks around; not of "1/45/3" or "and/45/or"
        outside = text[: text.rfind("/", 0, start)][-1:] + text[text.find("/", end) + 1 :][:1]
        return inside.isdecimal() and len(outside.strip(" .,;\n")) == 0
    counts = opened != "(" or _NAMED.match(inside) is not None
    return (of_edition is not None and counts) or is_remark(inside)


def is_row_number(text: str, start: int, end: int) -> bool:
    """The number ``text[start:end]`` counts lines or verses: it is one of a row.

    At the start or the end of a line its neighbours stand so near by; within lines the row begins with a number at a
    line's start before a capital, or has three members. Verses may be told with their chapter: "1:2".
    """
    near = text[max(0, start - _ROW) : end + _ROW]
    if verse := _VERSE.fullmatch(text, start, end):
        return _is_verse_of_row(near, int(verse[1]), int(verse[2]))
    if not text[start:end].isdecimal():
        return False
    number = int(text[start:end])
    if not text[text.rfind("\n", 0, start) + 1 : start].strip():
        return _is_of_row([int(n) for n in _AT_LINE.findall(near)], number)
    if (marginal := _AT_LINE_END.match(text, _word_end(text, start))) and marginal.end(1) == end:
        return _is_of_row([int(n) for n in _AT_LINE_END.findall(near)], number)
    before, after = text[max(0, start - _ROW) : start], text[end : end + _ROW]
    lower = [int(n) for n in _ALONE.findall(before)]
    higher = [int(n) for n in _ALONE.findall(after)]
    if number - 1 in (int(n) for n in _VERSE_ONE.findall(before)) or (number - 1 in lower and number - 2 in lower):
        return True
    return number - 1 in lower and number + 1 in higher


def _word_end(text: str, start: int) -> int:
    """Where what stands before the blanks before a place ends."""
    return len(text[max(0, start - _MOST_BETWEEN) : start].rstrip(" \t")) + max(0, start - _MOST_BETWEEN)


def _is_of_row(row: Sequence[int], number: int) -> bool:
    """The number has a neighbour in a row that rises by one or five, at least twice."""
    return any(
        {number - step, number + step} & {*row} and sum(b - a == step for a, b in pairwise(row)) >= 2 for step in (1, 5)
    )


def _is_verse_of_row(near: str, chapter: int, verse: int) -> bool:
    """Verses next to it stand near by, and one of them or itself begins a line or a sentence, or there are three."""
    beside = {(chapter, verse + step) for step in (-2, -1, 0, 1, 2)} | {(chapter + 1, 1)}
    found = {(int(m[2]), int(m[3])): m[1] is not None for m in _VERSES.finditer(near)}
    row = [at_line for place, at_line in found.items() if place in beside or (verse == 1 and place[0] == chapter - 1)]
    return len(row) > 1 and (any(row) or len(row) > 2)
