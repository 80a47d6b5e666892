"""Splits a note into the works it cites, and leaves out what it says about them.

A work ends at a semicolon, before "see also", at the end of a sentence that is no part of a reference, and where short
forms follow each other; but only where both sides can stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from argmap.sources.references.documents import read_document
from argmap.sources.references.fields import YEAR
from argmap.sources.references.folding import fold
from argmap.sources.references.grammar import Grammar, pattern
from argmap.sources.references.legal import read_legal
from argmap.sources.references.names import grammar, read_names
from argmap.sources.references.same_author import names_same_author
from argmap.sources.references.short_forms import Short, points_within, read_short_form, split_quoted, without_signal
from argmap.sources.references.words import any_of, capitals, word_lists

_MOST_BORDERS = 200
_FEWEST_WORDS = 5  # of a sentence
_MANY_WORDS = 8
_LONGEST_SIGNAL = 30  # letters
_LONGEST_FORM = 200  # letters: no short form and no name at the head is longer


class _Border(NamedTuple):
    """Where one work may end and the next begin, and by which sign."""

    left: int
    right: int
    sign: str


@lru_cache(maxsize=1)
def _grammar() -> Grammar:
    signal, joiner = any_of("signals"), any_of("joiners")
    return Grammar(
        border=pattern(
            rf";\s+|(?<=[.)\d])\s+(?=(?i:{signal})(?![\w])[.,:]?\s)|(?<=[)\d.]),\s+(?=(?i:{signal})(?![\w])[.,:]?\s)"
            rf"|(?P<sentence>(?<=[.!?)])(?<!\s[A-Z]\.)[”“\"»]?\s+(?!(?i:{any_of('editions')})(?!\w))(?=[\"“„«(]?[{capitals()}]))"
            rf"|(?P<joined>(?<=[)\d]),?\s+(?:(?:{joiner})\s+)?(?=[{capitals()}]))"
        ),
        address=pattern(r"<?(?:https?://|www\.)\S+[^\s.,;:)>\]]"),
        # (2010: 4), , 2010.
        cited_year=pattern(
            rf"\([^()]{{0,80}}{YEAR}[a-z]?[^()]{{0,20}}\)|[,:;]\s{YEAR}[a-z]?\s?[.,:)]?\s?[\d–,-]*\s*\.?\Z"
            rf"|,\s{YEAR},\s{any_of('pages')}\.?\s?\d"
        ),
        year=pattern(rf"(?<!\w){YEAR}(?!\d)"),
        traced=pattern(rf"(?<!\w){YEAR}(?!\d)|https?://|www\.|\b10\.\d{{4,9}}/"),
        # , London 2001.
        printed=pattern(rf"[,:]\s(?:[{capitals()}][\w’'.-]*[\s/]){{1,4}}{YEAR}[a-z]?\.?\s*\Z"),
        # a letter, a speech, a leaflet "of 17 May 1995"; what happened "on" a day is none
        dated=pattern(
            rf"(?:vom|v\.|Stand:?|dated|of|du|del|tarihli)\s\d{{1,2}}(?:\.\s?\d|\.?\s(?i:{any_of('months')}))"
        ),
        accessed=pattern(rf"[(\[]|{any_of('accessed')}", re.IGNORECASE),
        told=pattern(rf"\s?[(\[]?{YEAR}[^()]{{0,20}}[)\]]?,?\s(?P<word>[^\W\d_]+)"),
        held=pattern(rf"(?:{any_of('inside', 'pages', 'volume', 'issue', 'editor_marks', 'other_roles')})\Z"),
    )


def split_references(body: str, known: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """The stretches `(start, end)` of a note body that each cite one work; `;` inside brackets or quotes is no border.

    A body that cites nothing (thanks, an explanation) gives an empty list. Of a sentence about something else that
    names an address, the address alone is the work. `known` are stretches which are known to name a work each.
    """
    inside = [*_protected(body), *known]
    found = _grammar().border.finditer(body)
    borders = [
        _Border(m.start(), m.end(), m.lastgroup or ";") for m in found if not any(a < m.start() < b for a, b in inside)
    ][:_MOST_BORDERS]
    pieces: list[tuple[int, int]] = []
    start = 0
    for k, border in enumerate(borders):
        if _parts(body, start, border, borders[k + 1 :]) or _known_beside(body, border, borders[k + 1 :], known):
            pieces.append((start, border.left))
            start = border.right
    pieces.append((start, len(body)))
    return [cited for piece in pieces for cited in _cited(body, *_trim(body, *piece), known)]


def _known_beside(body: str, border: _Border, later: list[_Border], known: Sequence[tuple[int, int]]) -> bool:
    """Whether a work that is known stands right behind a semicolon, but for a signal, or before it and any behind."""
    if border.sign != ";" or not known:
        return False
    behind = any(
        border.right <= a < border.right + _LONGEST_SIGNAL and body.count(" ", border.right, a) < _FEWEST_WORDS
        for a, _ in known
    )
    return behind or (any(b == border.left for _, b in known) and _stands_alone(_until_semicolon(body, border, later)))


def _parts(body: str, start: int, border: _Border, later: list[_Border]) -> bool:
    """Whether one work ends at the border and another, or something else, begins."""
    left = body[start : border.left]
    near = body[border.right : later[0].left if later else len(body)]
    if border.sign == "joined":
        return _is_short(left) and _is_short(near)
    if border.sign == "sentence":
        if _ends_in_address(left) and not _grammar().accessed.match(near):
            return True
        if is_sentence(left) or (read_document(_bare(left)) and _stands_alone(_until_semicolon(body, border, later))):
            return True
        if short := _short(left):
            # "Doe (2010)." may be the head of a reference in full; with a page it is whole
            return short.locator is not None or is_sentence(near) or _is_short(near)
        right = _until_semicolon(body, border, later)
        if _has_signal(near) and (_stands_alone(near) or _stands_alone(right)):
            return True
        return _stands_alone(left) and is_sentence(near) and not _names_only(left)
    ends = next((b.left for b in later if b.sign in (";", "sentence")), len(body))
    if read_document(_bare(body[border.right : ends])):  # Heb 10,29; 1 Petr 1,2. Ida Ried, …
        return _stands_alone(left) or is_sentence(left)
    right = _until_semicolon(body, border, later)
    signal = _has_signal(right)
    if _stands_alone(right) or (signal and _stands_alone(near)):
        return signal or _stands_alone(left) or is_sentence(left) or points_within(without_signal(fold(left)))
    return _stands_alone(left) and is_sentence(near)


def _until_semicolon(body: str, border: _Border, later: list[_Border]) -> str:
    return body[border.right : next((b.left for b in later if b.sign == ";"), len(body))]


def _ends_in_address(piece: str) -> bool:
    return re.search(r"(?:https?://|www\.)\S+$", piece.rstrip()) is not None


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


def _short(piece: str) -> Short | None:
    told = len(piece) < _LONGEST_FORM or piece.rstrip(" .;,")[-1:] == ")"  # a remark may follow it
    return read_short_form(without_signal(fold(piece))) if told else None


def _is_short(piece: str) -> bool:
    return _short(piece) is not None


def _has_signal(piece: str) -> bool:
    head = fold(piece[:_LONGEST_FORM])
    return without_signal(head) != head


def _names_only(piece: str) -> bool:
    """`Doe, J. (2010).` and no title yet, which the next sentence may be."""
    text = without_signal(fold(piece))
    names = read_names(text)
    return names is not None and len(text) - names.end < 12


def _bare(piece: str) -> str:
    """A piece without the words before what it cites: a signal, or "quoted in" with nobody before it."""
    text = without_signal(fold(piece))
    quoted = split_quoted(text)
    return quoted[1] if quoted and not quoted[0] else text


def _stands_alone(piece: str) -> bool:
    """Whether a piece is a whole reference: a short form, or one with a year or address and a beginning of its own."""
    text = _bare(piece)
    if not text:
        return False
    if read_short_form(text) or read_legal(text) or read_document(text):
        return True
    if not _grammar().traced.search(text) or is_sentence(text):
        return False
    return text[0] in "\"“„«‘'" or text[0].isupper() or bool(read_names(text)) or names_same_author(text)


def _cited(body: str, start: int, end: int, known: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The piece itself where it cites a work, its addresses where it is a sentence, else nothing."""
    piece = body[start:end]
    if inside := [(a, b) for a, b in known if start <= a and b <= end]:
        begins = without_signal(fold(piece)).startswith(fold(body[inside[0][0] : inside[0][1]])[:_LONGEST_SIGNAL])
        if begins and len(inside) == 1:
            return [(start, end)]
        if begins or is_sentence(piece) or not _cites(piece):
            return inside
    if not is_sentence(piece):
        return [(start, end)] if _cites(piece) else []
    return [(start + m.start(), start + m.end()) for m in _grammar().address.finditer(piece)]


def _cites(piece: str) -> bool:
    text = _bare(piece)
    if not re.search(r"\w", text) or points_within(text):
        return False
    if text != fold(piece) or read_short_form(text) or read_legal(text) or read_document(text):
        return True
    if re.search(r"https?://|www\.|\b10\.\d{4,9}/|[\"“„«]", text) or names_same_author(text):
        return True
    if _grammar().year.search(text):
        return not _is_prose(text)
    # Without year, address or quotation marks only a fragment counts: a cut-off body, not a sentence of prose.
    words = re.findall(r"[^\W\d_]{2,}", text)
    small = sum(1 for w in words if w[0].islower())
    few = bool(words) and len(words) <= 14 and small <= len(words) // 2
    return few and bool(read_names(text) or grammar().body.search(text))


@cache
def _sentence_words() -> frozenset[str]:
    return frozenset(word_lists()["sentence_words"])


def is_sentence(piece: str) -> bool:
    """Whether a piece says something itself, as references do not: it has a verb outside of titles and names.

    Without a verb that is known, as many words in small letters tell it, where no year or address does. Names at its
    head make it a reference, unless the sentence goes on behind their year: `Doe (2010) has shown …`.
    """
    text = without_signal(fold(piece))
    bare = re.sub(r"\([^()]{0,400}\)|[“\"„«][^”\"“»]{0,400}[”\"“»]|<?(?:https?://|www\.)\S+", " ", text)
    words = re.findall(r"[^\W\d_]+", bare)
    known = _grammar()
    if len(words) < _FEWEST_WORDS or known.printed.search(text):
        return False
    small = sum(1 for word in words if word[0].islower())
    said = any(word in _sentence_words() for word in (words[0].lower(), *words))
    if not said and (len(words) < _MANY_WORDS or 2 * small < len(words) or known.traced.search(text)):
        return False
    names = read_names(text[:_LONGEST_FORM])
    if names is None or (names.layout == "body" and names.certainty < 0.8):
        return not names_same_author(text)
    told = known.told.match(text, names.end)
    return told is not None and told["word"].islower() and not known.held.match(told["word"])


def _is_prose(text: str) -> bool:
    """A sentence that has a year in it and nothing of a reference: no names at its head, no imprint, no author-date."""
    if _grammar().cited_year.search(text) or _grammar().dated.search(text):
        return False
    words = re.findall(r"[^\W\d_]{2,}", text)
    small = sum(1 for w in words if w[0].islower())
    names = read_names(text)
    return len(words) >= 6 and small > 0.5 * len(words) and (names is None or names.layout == "body")
