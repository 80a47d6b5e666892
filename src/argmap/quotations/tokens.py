"""The words and numbers of a stretch of text, with their places, as the comparison of quotations needs them.

A token knows how it stands (`form`), what it folds to (`key`) and what lies between it and the token before (`gap`),
so that a change of wording, of case, of punctuation and of spacing can be told apart.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from argmap.quotations.folding import APOSTROPHES, LOST, TATWEEL, UNSEEN, Replaced, fold

_WIDE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LINE_HYPHEN = re.compile(r"(?:[-‐¬][ \t]*\r?\n\s*|\s*\u00ad\s*|[-‐]\s+)")
# Marks above and within letters: Latin, Hebrew, Arabic.
_MARKS = "\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670"
_PLAIN = str.maketrans({**dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys((*UNSEEN, TATWEEL))})
# ½ is one character and 2½ two numbers.
_FRACTION = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])")


@cache
def _wide() -> re.Pattern[str]:
    return re.compile(f"[{_WIDE}]")


@cache
def _token(with_wide: bool) -> re.Pattern[str]:
    """Compiled when it is first needed, since a plain quotation is found without it.

    Wide characters are dear to compile: they have a part in the pattern only where the text has some.
    """
    # A number with its separators; a wide character; a word (letters, lost letters, inner apostrophes); a symbol.
    wide = _WIDE if with_wide else ""
    letter = rf"[^\W_{wide}]|{LOST}|[{_MARKS}]|[{UNSEEN}]+(?=\w)"
    return re.compile(
        rf"\d[^\W\d_{wide}]{{3,}}[^\W_{wide}]*|\d+(?:[.,:/]\d+)*(?:[^\W\d_{wide}]{{1,2}}(?![^\W_]))?"
        + (f"|[{wide}]" if wide else "")
        + rf"|(?:{letter})+(?:[{APOSTROPHES}](?:{letter})+)*|[%‰°§$€£¥₺?]"
    )


class Token(NamedTuple):
    """A word, number or symbol, with offsets in the whole text; `read_as` says why it is not as it stands."""

    form: str
    key: str
    gap: str
    start: int
    end: int
    raw: str = ""
    read_as: str = ""


def tokenise(text: str, start: int, end: int, replaced: Sequence[Replaced] = ()) -> list[Token]:
    """The tokens of ``text[start:end]``; `replaced` are the sorted stretches of the whole text that read otherwise."""
    first = bisect_left(replaced, start, key=lambda r: r.end)
    tokens: list[Token] = []
    at, gap = start, ""
    for stretch in replaced[first:]:
        if stretch.start >= end:
            break
        gap = _scan(text, at, max(at, stretch.start), gap, tokens)
        if stretch.reading:
            _scan_reading(text, stretch, gap, tokens)
            gap = ""
        at = max(at, stretch.end)
    _scan(text, at, end, gap, tokens)
    return _join_broken(tokens)


def _join_broken(tokens: list[Token]) -> list[Token]:
    """Words broken at a line's end become one token again; `raw` keeps the break."""
    joined: list[Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        if before and is_line_hyphen(token.gap) and token.key[:1].isalpha() and before.key[-1:].isalpha():
            joined[-1] = before._replace(
                form=before.form + token.form,
                key=before.key + token.key,
                end=token.end,
                raw=(before.raw or before.form) + token.gap + (token.raw or token.form),
                read_as=before.read_as or token.read_as,
            )
        else:
            joined.append(token)
    return joined


def _scan(text: str, start: int, end: int, gap: str, tokens: list[Token]) -> str:
    """Append the tokens of a stretch without replacements; the gap left at its end is given back."""
    at = start
    wide = start < end and max(text[start:end]) >= "\u3040" and _wide().search(text, start, end)
    for found in _token(bool(wide)).finditer(text, start, end):
        gap += text[at : found.start()]
        form = _normal(found.group())
        tokens.append(Token(form, fold(form) or form, gap, found.start(), found.end()))
        gap, at = "", found.end()
    return gap + text[at:end]


def _scan_reading(text: str, stretch: Replaced, gap: str, tokens: list[Token]) -> None:
    """Append the tokens of a reading; all have the place of the stretch it stands for."""
    read: list[Token] = []
    _scan(stretch.reading, 0, len(stretch.reading), "", read)
    raw = text[stretch.start : stretch.end]
    for i, token in enumerate(read):
        place = token._replace(start=stretch.start, end=stretch.end, raw=raw, read_as=stretch.why)
        tokens.append(place._replace(gap=gap + token.gap) if i == 0 else place)


def _normal(form: str) -> str:
    if form.isascii():
        return form.replace("`", "'")
    whole = _FRACTION.sub(" ", form.translate(_PLAIN))
    return unicodedata.normalize("NFKC", whole).replace("\u2044", "/")


def is_line_hyphen(gap: str) -> bool:
    """The gap is a hyphen at a line's end (or what copying made of one) and nothing else."""
    return _LINE_HYPHEN.fullmatch(gap) is not None
