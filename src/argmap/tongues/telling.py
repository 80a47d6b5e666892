"""Tells the tongue of a text by its small words, which make up a third of its prose and next to none of another's.

A tongue that alone has its letters, as Korean and Hebrew do, is told by them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from argmap.ground.text import spaced
from argmap.tongues.lists import lists_of, lists_of_all, text_of, tongues_with

# Words that two tongues share are meant to stand under both; what tells them apart is the rest.
_SMALL = "small-words.txt"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_WORDS_LOOKED_AT = 4000
_FEWEST_WORDS = 12
# Turkish and Finnish carry in endings what others say with small words: an eighth is much for them.
_LEAST_SHARE = 0.12
_LEAD = 1.15
# So many words in its letters tell a tongue; so many kana to a Chinese sign are Japanese.
_OWN_LETTERS, _KANA = 0.5, 0.25
_END = re.compile(r"(?<=[.!?])\s+")
_TONGUE_OF_FILLER, _FILLED = "la", 0.8


class Tongue(NamedTuple):
    """A tongue by its ISO 639-1 code, and the share of its small words among all words of the text (0 to 1)."""

    code: str
    share: float


def tell_tongue(sentences: Iterable[str]) -> Tongue | None:
    """The tongue of the running text; None where it is too short, or no tongue that is known here leads clearly.

    Filler text (“Lorem ipsum …”) is of no tongue: where it is much of a text, the other sentences tell.
    """
    read: list[list[str]] = []
    length = 0
    for part in (part for sentence in sentences for part in _END.split(sentence)):
        read.append(_WORD.findall(spaced(part.lower())))
        length += len(read[-1])
        if length > _WORDS_LOOKED_AT:
            break
    told = _told(read)
    if told and told.code == _TONGUE_OF_FILLER:
        return _told([words for words in read if not is_filler(words)])
    return told


def _told(sentences: Iterable[Sequence[str]]) -> Tongue | None:
    words = [word for sentence in sentences for word in sentence]
    if len(words) < _FEWEST_WORDS:
        return None
    if written := _by_letters(words):
        return written
    often = Counter(words).get
    found = ((sum(often(word, 0) for word in small), code) for code, small in _small_words().items())
    shares = sorted(((times / len(words), code) for times, code in found), reverse=True)
    (share, code), (next_share, _) = shares[:2]
    return Tongue(code, round(share, 3)) if share >= _LEAST_SHARE and share >= _LEAD * next_share else None


def _by_letters(words: Sequence[str]) -> Tongue | None:
    """The tongue in whose own letters most words are; Japanese has Chinese signs among its letters."""
    scripts = {code: tuple(spans) for code, spans in lists_of("mul", "scripts").items()}
    beyond = [word[0] for word in words if word[0] > "\u0500"]
    if len(beyond) < _OWN_LETTERS * len(words):
        return None
    held = {code: sum(any(s[0] <= c <= s[1] for s in spans) for c in beyond) for code, spans in scripts.items()}
    if held["ja"] >= _KANA * held["zh"]:
        held["ja"] += held.pop("zh")
    code = max(held, key=held.__getitem__)
    share = held[code] / len(words)
    return Tongue(code, round(share, 3)) if share >= _OWN_LETTERS else None


def is_small_word(word: str, tongue: str) -> bool:
    """Whether a word (small letters) is one of the small words by which a tongue is told."""
    return word in _small_words().get(tongue, ())


def is_filler(words: Sequence[str]) -> bool:
    """Whether nearly all words (small letters) are those of which filler text is made; of Latin prose a third are."""
    filler = lists_of_all("filler")["filler"]
    return sum(word in filler for word in words) >= _FILLED * len(words)


@cache
def _small_words() -> dict[str, frozenset[str]]:
    return {tongue: frozenset(text_of(tongue, _SMALL).split()) for tongue in tongues_with(_SMALL)}
