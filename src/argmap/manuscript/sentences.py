"""Cuts the flow of a paragraph into sentences, surely rather than cleverly.

A full stop ends a sentence unless what stands before it is an abbreviation, an initial or a list number, or what
follows does not look like a beginning; brackets and quotations are kept whole. The rules are those of Kiss and
Strunk's survey of the problem (Computational Linguistics 32, 2006), with the lists in data files.
"""

from __future__ import annotations

import re

from argmap.manuscript.wordlists import word_list

_CLOSERS = "\"”’'»)\\]"
_OPENERS = "\"“‘'«(\\[¿¡„"
_STOP = re.compile(rf"(?<![.!?…])[.!?…]{{1,12}}(?:\s\.){{0,3}}[{_CLOSERS}]{{0,6}}(?=\s)|[。！？]{{1,6}}[」』）]{{0,3}}")
_NEXT = re.compile(rf"\s*[{_OPENERS}]*\s?(\w[\w'’]*)?")
_TOKEN = re.compile(r"[^\s(\[\"“‘«]+$")
_LIST_NUMBER = re.compile(r"[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]*")
_INITIAL = re.compile(r"(?:[^\W\d_]\.)*[-–]?[^\W\d_]")
_OPEN, _CLOSE = "([", ")]"
_LONGEST_BRACKET = 600


def sentence_bounds(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence in a paragraph that reads as `text`."""
    bounds: list[tuple[int, int]] = []
    begin = _skip_space(text, 0)
    for stop in _STOP.finditer(text):
        if stop.start() < begin:
            continue
        if _ends_sentence(text, begin, stop):
            bounds.append((begin, stop.end()))
            begin = _skip_space(text, stop.end())
    if begin < len(text):
        end = len(text.rstrip())
        if end > begin:
            bounds.append((begin, end))
    return bounds


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _ends_sentence(text: str, begin: int, stop: re.Match[str]) -> bool:
    if stop[0][0] in "。！？":
        return True
    following = _NEXT.match(text, stop.end())
    word = following[1] if following else None
    opened = text[stop.end() : following.end()].strip() if following else ""
    if word is None and not opened:
        return not text[stop.end() :].strip() or not text[stop.end() :].lstrip()[0].islower()
    if word and word[0].islower():
        return False
    if _inside_bracket(text, begin, stop.start(), stop.end()):
        return False
    if stop[0][0] == "." and len(stop[0].rstrip("\"”’'»)]")) == 1:
        return not _is_abbreviation(text, begin, stop, word or "")
    return True


def _inside_bracket(text: str, begin: int, at: int, after: int) -> bool:
    """A bracket opened in this sentence is still open, and closes soon; a sentence in brackets may hold several."""
    depth, opened = 0, -1
    for k in range(begin, after):
        if text[k] in _OPEN:
            if depth == 0:
                opened = k
            depth += 1
        elif text[k] in _CLOSE and depth:
            depth -= 1
    if not depth or opened == begin:
        return False
    close = text.find(")" if text[opened] == "(" else "]", at, opened + _LONGEST_BRACKET)
    return close >= 0


def _is_abbreviation(text: str, begin: int, stop: re.Match[str], following: str) -> bool:
    token = _TOKEN.search(text, max(begin, stop.start() - 40), stop.start())
    if not token:
        return False
    word = token[0].strip("'’\"”,;:–—-").casefold()
    words = word_list("abbreviations")
    opens = following.casefold() in words["openers"] and following[:1].isupper()
    closed = len(stop[0]) > 1
    if _LIST_NUMBER.fullmatch(token[0]) and token.start() <= begin + 1:
        return True
    if token[0] == "I" and opens:
        return False
    if _INITIAL.fullmatch(token[0]) and token[0][-1].isupper() and word not in words["may-end"]:
        return not opens and not closed
    if word in words["may-end"]:
        return not closed and not opens and not (word == "etc" and following[:1].isupper())
    if word in words["before-number"] and not following[:1].isdigit():
        return (
            following[:1].isupper() and token[0][0].isupper() and not opens and not closed and word not in ("no", "art")
        )
    if word in words["never-ends"]:
        return not closed
    return False
