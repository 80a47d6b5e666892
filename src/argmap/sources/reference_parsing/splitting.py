"""Splits a note into the works it cites: at semicolons, and before "see also", where both sides can stand alone."""

from __future__ import annotations

import re
from functools import lru_cache

from argmap.sources.reference_parsing.folding import fold
from argmap.sources.reference_parsing.imprint import YEAR
from argmap.sources.reference_parsing.names import grammar, read_names
from argmap.sources.reference_parsing.short_forms import read_short_form, without_signal
from argmap.sources.reference_parsing.words import any_of

_MOST_WORKS = 200


@lru_cache(maxsize=1)
def _breaks() -> re.Pattern[str]:
    """A semicolon, or the end of a sentence before a signal. Brackets and quotations are skipped by the caller."""
    return re.compile(rf";\s+|(?<=[.)\d])\s+(?=(?i:{any_of('signals')})(?![\w])[.,:]?\s)")


def split_references(body: str) -> list[tuple[int, int]]:
    """The stretches `(start, end)` of a note body that each cite one work; `;` inside brackets or quotes is no border.

    A body that cites nothing (thanks, an explanation) gives an empty list.
    """
    inside = _protected(body)
    borders = [m.span() for m in _breaks().finditer(body) if not any(a < m.start() < b for a, b in inside)]
    pieces: list[tuple[int, int]] = []
    start = 0
    for left, right in borders[:_MOST_WORKS]:
        if _stands_alone(body[start:left]) and _stands_alone(body[right : _next_border(borders, right, len(body))]):
            pieces.append((start, left))
            start = right
    pieces.append((start, len(body)))
    return [trimmed for piece in pieces if _cites(body[slice(*(trimmed := _trim(body, *piece)))])]


def _next_border(borders: list[tuple[int, int]], at: int, end: int) -> int:
    return next((left for left, _ in borders if left > at), end)


def _trim(body: str, start: int, end: int) -> tuple[int, int]:
    while start < end and body[start].isspace():
        start += 1
    while end > start and body[end - 1].isspace():
        end -= 1
    return start, end


def _protected(body: str) -> list[tuple[int, int]]:
    """Stretches in brackets or quotation marks."""
    return [
        m.span()
        for m in re.finditer(r"\([^()]{0,400}\)|\[[^\[\]]{0,400}\]|“[^”]{0,400}”|\"[^\"]{0,400}\"|«[^»]{0,400}»", body)
    ]


def _stands_alone(piece: str) -> bool:
    """Whether a piece is a whole reference: a short form, or one with a year or address and a beginning of its own."""
    text = without_signal(fold(piece))
    if not text:
        return False
    if read_short_form(text):
        return True
    if not re.search(rf"(?<!\w){YEAR}(?!\d)|https?://|www\.|\b10\.\d{{4,9}}/", text):
        return False
    return text[0] in "\"“„«‘'" or text[0].isupper() or bool(read_names(text))


def _cites(piece: str) -> bool:
    text = without_signal(fold(piece))
    if not re.search(r"\w", text):
        return False
    if text != fold(piece) or read_short_form(text):
        return True
    if re.search(r"https?://|www\.|\b10\.\d{4,9}/|[\"“„«]", text):
        return True
    if re.search(rf"(?<!\w){YEAR}(?!\d)", text):
        return not _is_prose(text)
    # Without year, address or quotation marks only a fragment counts: a cut-off body, not a sentence of prose.
    words = re.findall(r"[^\W\d_]{2,}", text)
    small = sum(1 for w in words if w[0].islower())
    few = bool(words) and len(words) <= 14 and small <= len(words) // 2
    return few and bool(read_names(text) or grammar().body.search(text))


def _is_prose(text: str) -> bool:
    """A sentence that has a year in it and nothing of a reference: no names at its head, no imprint, no author-date."""
    if re.search(rf"\([^()]{{0,80}}{YEAR}[a-z]?[^()]{{0,20}}\)|[,:;]\s{YEAR}[a-z]?\s?[.,:)]?\s?[\d–,-]*\s*\.?\Z", text):
        return False
    words = re.findall(r"[^\W\d_]{2,}", text)
    small = sum(1 for w in words if w[0].islower())
    names = read_names(text)
    return len(words) >= 6 and small > 0.5 * len(words) and (names is None or names.layout == "body")
