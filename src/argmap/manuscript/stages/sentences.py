"""Cuts the flow of a paragraph into sentences, surely rather than cleverly.

A full stop ends a sentence unless what stands before it is an abbreviation, an initial or a list number, or what
follows does not look like a beginning; brackets and quotations are kept whole. The rules are those of Kiss and
Strunk's survey of the problem (Computational Linguistics 32, 2006), with the lists in data files.
"""

from __future__ import annotations

import re

from argmap.ground.patterns import later
from argmap.tongues.lists import lists_of_all

# as well as what opens elsewhere and closes in German: „…“, ‚…‘, »…«
_CLOSERS = "\"”’'»)\\]“‘«"
_OPENERS = "\"“‘'«(\\[¿¡„"
_STOP = re.compile(
    rf"(?<![.!?…])[.!?…]{{1,12}}(?:\s\.)*[{_CLOSERS}]{{0,6}}(?:\s»)?(?=\s)|[。！？]{{1,6}}[」』）]{{0,3}}"
)
_NEXT = re.compile(rf"\s*[{_OPENERS}]*\s?(\w[\w'’]*)?")
_CITED_BEHIND = re.compile(r"\s+[(\[](?=[^()\[\]]{0,150}\d)[^()\[\]]{1,150}[)\]]\s+[\"“‘«„»]?(?P<next>[^\W\d_])")
_TOKEN = re.compile(r"[^\s(\[\"“‘«]+$")
_LIST_NUMBER = re.compile(r"[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]*")
_INITIAL = re.compile(r"(?:[^\W\d_]\.)*[-–]?[^\W\d_]")
_ROMAN = later(r"[IVX]{2,6}|V|X")
_ORDINAL = re.compile(r"\d{1,3}|[IVX]{2,6}")
_SPACED = re.compile(r"(?<![^\s(\[\"“‘«„])(?:[^\W\d_]\.\s?){1,4}[^\W\d_]{1,2}$")
_NEXT_LETTER = re.compile(r"\s?[^\W\d_]\.")
_NEAR = 40
_BRACKET = re.compile(r"[(\[)\]]")
_OPEN = "(["
_LONGEST_BRACKET = 600


def sentence_bounds(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence in a paragraph that reads as `text`."""
    bounds: list[tuple[int, int]] = []
    begin = _skip_space(text, 0)
    brackets = _Brackets(text, begin)
    for stop in _STOP.finditer(text):
        if stop.start() < begin:
            continue
        if _ends_sentence(text, begin, stop, brackets):
            bounds.append((begin, stop.end()))
            begin = _skip_space(text, stop.end())
            brackets = _Brackets(text, begin)
    if begin < len(text):
        end = len(text.rstrip())
        if end > begin:
            bounds.append((begin, end))
    return bounds


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _ends_sentence(text: str, begin: int, stop: re.Match[str], brackets: _Brackets) -> bool:
    if stop[0][0] in "。！？":
        return True
    following = _NEXT.match(text, stop.end())
    word = following[1] if following else None
    opened = text[stop.end() : following.end()].strip() if following else ""
    if word is None and not opened:
        after = _skip_space(text, stop.end())
        return after == len(text) or not text[after].islower()
    if word and word[0].islower():
        # "It fell. (see Holm 1988) Then it rose."
        behind = _CITED_BEHIND.match(text, stop.end())
        if behind is None or not behind["next"].isupper():
            return False
        word = behind["next"]
    if brackets.hold(stop.start(), stop.end()):
        return False
    if stop[0][0] == "." and len(stop[0].rstrip("\"”’'»)]“‘« ")) == 1:
        return not _is_abbreviation(text, begin, stop, word or "")
    return True


class _Brackets:
    """Which brackets of a sentence are open, read on from stop to stop, so that a long sentence is read once."""

    __slots__ = ("_at", "_begin", "_depth", "_opened", "_text")

    def __init__(self, text: str, begin: int) -> None:
        self._text, self._begin, self._at = text, begin, begin
        self._depth, self._opened = 0, -1

    def hold(self, at: int, after: int) -> bool:
        """Whether a bracket is still open and closes soon; a sentence that is all in brackets may hold several."""
        for bracket in _BRACKET.finditer(self._text, self._at, after):
            if bracket[0] in _OPEN:
                if self._depth == 0:
                    self._opened = bracket.start()
                self._depth += 1
            elif self._depth:
                self._depth -= 1
        self._at = after
        if not self._depth or self._opened == self._begin:
            return False
        close = ")" if self._text[self._opened] == "(" else "]"
        return self._text.find(close, at, self._opened + _LONGEST_BRACKET) >= 0


def _is_abbreviation(text: str, begin: int, stop: re.Match[str], following: str) -> bool:
    token = _TOKEN.search(text, max(begin, stop.start() - _NEAR), stop.start())
    if not token:
        return False
    word = token[0].strip("'’\"”,;:–—-").casefold()
    words = lists_of_all("abbreviations")
    opens = following.casefold() in words["openers"] and following[:1].isupper()
    closed = len(stop[0]) > 1
    if _LIST_NUMBER.fullmatch(token[0]) and token.start() <= begin + 1:
        return True
    if _ORDINAL.fullmatch(token[0]):
        return not closed and _is_ordinal(text[begin : token.start()], following, opens)
    if token[0] == "I" and opens:
        return False
    spaced = _SPACED.search(text, max(begin, stop.start() - _NEAR), stop.start())
    joined = "".join(spaced[0].split()).casefold() if spaced else ""
    if joined in words["never-ends"] or joined in words["may-end"]:
        word = joined  # ``z. B.`` and ``p. ex.`` are one abbreviation
    elif len(word) == 1 and _NEXT_LETTER.match(text, stop.end()):
        return not closed
    if _INITIAL.fullmatch(token[0]) and token[0][-1].isupper() and word not in words["may-end"]:
        return not opens and not closed
    if word in words["may-end"]:
        return not closed and not opens and not (word in words["closing"] and following[:1].isupper())
    if word in words["before-number"] and not following[:1].isdigit() and not _ROMAN.fullmatch(following):
        return (
            following[:1].isupper() and token[0][0].isupper() and not opens and not closed and word not in ("no", "art")
        )
    if word in words["never-ends"]:
        return not closed
    return False


def _is_ordinal(before: str, following: str, opens: bool) -> bool:
    """``am 26. Oktober``, ``19. Yüzyıl``: a month or a century follows, or an article that calls for one precedes."""
    words = lists_of_all("abbreviations")
    if following.casefold().replace("\u0307", "") in words["after-ordinal"]:
        return True
    preceding = before.rsplit(None, 1)[-1:]
    return bool(preceding) and preceding[0].casefold() in words["before-ordinal"] and following != "" and not opens
