"""What editions and quoting authors put among the words without its being part of them.

A page of the edition (``[p. 18]``, ``{18}``, ``|18|``), ``[sic]``, a remark on the quotation (``(emphasis added)``), a
note's letter (``[a]``), and the numbers of lines and verses. The same forms are read over in a source and in a
quotation.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from argmap.ground.patterns import later
from argmap.quotations.folding import fold
from argmap.tongues.lists import lists_of_all

_LETTER_OR_SIGN = later(r"[a-z]|[!?*†‡]+", re.IGNORECASE)
# Pages that `marks` does not read over: with other words, or in Roman figures behind one.
_PAGE = later(
    r"(?:(?:pages?|ss?|seiten?|s[ayf]f?|fols?|ff?|págs?|pags?|faqe|fq|col|str|blz|bl|n|nb|nt|note|anm|a|line|l)\b\.?\s?)?"
    r"\d{1,4}[rvab]?(?:\s?[-–/]\s?\d{1,4}[rvab]?)?|(?:pp?|s|seiten?)\b\.?\s?[ivxlc]{1,7}",
    re.IGNORECASE,
)
_BRACKETS = {"[": "]", "{": "}", "|": "|", "(": ")"}
# White space and stops between the words and their brackets.
_MOST_BETWEEN = 40
_LONGEST_REMARK = 100
# So far about a number others of its row are looked for.
_ROW = 1500
_AT_LINE = re.compile(r"^[ \t]*(\d{1,4})(?=[ \t]+\S)", re.MULTILINE)
_ALONE = later(r"(?<![\w.,:/$€£-])(\d{1,3})(?=[ \t\n]+[^\W\d_])")
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
    return (opened != "(" and of_edition is not None) or is_remark(inside)


def is_row_number(text: str, start: int, end: int) -> bool:
    """The number ``text[start:end]`` counts lines or verses: it is one of a row.

    At the start of a line its neighbours stand at the starts of lines near by; within lines the row begins with a
    number at a line's start before a capital, or has three members.
    """
    number = int(text[start:end])
    near = text[max(0, start - _ROW) : end + _ROW]
    if not text[text.rfind("\n", 0, start) + 1 : start].strip():
        row = {int(n) for n in _AT_LINE.findall(near)}
        return any({number - step, number + step} & row and _rises(near, step) for step in (1, 5))
    before, after = text[max(0, start - _ROW) : start], text[end : end + _ROW]
    lower = [int(n) for n in _ALONE.findall(before)]
    higher = [int(n) for n in _ALONE.findall(after)]
    if number - 1 in (int(n) for n in _VERSE_ONE.findall(before)) or (number - 1 in lower and number - 2 in lower):
        return True
    return number - 1 in lower and number + 1 in higher


def _rises(near: str, step: int) -> bool:
    """Numbers at the starts of lines rise by the step, at least twice."""
    row = [int(n) for n in _AT_LINE.findall(near)]
    return sum(b - a == step for a, b in pairwise(row)) >= 2
