"""The words references are written with, of all tongues, as pieces of regular expressions.

They are read once, when the first reference is parsed. Names are told from other words by their capitals; U+FFFD, which
stands for a letter that was lost, may be one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from argmap.tongues.alternatives import one_of
from argmap.tongues.awaited import alone, core
from argmap.tongues.lists import lists_of_all

# what says the same in a citation and in a reference has one home, the words of citations
_SHARED = {
    "others": ("others",),
    "same_author": ("same-author",),
    "ibid": ("ibid", "ibid-alone"),
    "op_cit": ("op-cit",),
    "loc_cit": ("loc-cit",),
    "given_before": ("given-before",),
    "quoted_in": ("quoted-in",),
}


@cache
def word_lists() -> Mapping[str, frozenset[str]]:
    """All word lists by name, the tongues together: a list may hold works of every one."""
    citing = lists_of_all("citing")
    shared = {name: frozenset().union(*(citing[part] for part in parts)) for name, parts in _SHARED.items()}
    return {**lists_of_all("references"), **shared}


@cache
def any_of(*names: str) -> str:
    """A group that matches one word of these lists, the longest first, with or without its full stop."""
    words = {
        word.rstrip("."): (len(word) == 1 and name in _STOP_NEEDED) or (word.endswith(".") and name == "editor_marks")
        for name in names
        for word in word_lists()[name]
    }
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return one_of([(word, _pattern_of(word, words[word])) for word in ordered])


# A single letter for "volume" or "number" is one only with its full stop; so is a mark of editors listed with one.
_STOP_NEEDED = ("volume", "issue")


@cache
def cores_of(*names: str) -> frozenset[str]:
    """What a text must hold, see `core`, for a word of one of these lists to stand in it."""
    return frozenset(core(word) for name in names for word in word_lists()[name])


@cache
def alone_of(*names: str) -> frozenset[str]:
    """The same, where no letter may stand right before or behind the word: of a word without stops or spaces all."""
    words = {word.rstrip(".") for name in names for word in word_lists()[name]}
    return frozenset(alone(word) if word.isalnum() else core(word) for word in words)


def _pattern_of(word: str, stop_needed: bool) -> str:
    """Spaces in a listed word match any white space, and full stops inside it may be left out."""
    begins = word.endswith("*")
    pattern = re.escape(word.rstrip("*")).replace(r"\ ", r"\s?").replace(r"\.", r"\.?")
    if stop_needed and word.isalpha():
        pattern += r"(?=\.)"
    return pattern + r"\w*" if begins else pattern


def capitals() -> str:
    """The inside of a character class: capital letters, letters of near scripts without case, and the lost letter.

    Of the Latin letters beyond Latin-1 it has those that begin words in European languages, and it leaves out the
    scripts of East and South Asia, whose references have a punctuation of their own: ranges of thousands of letters
    would make the patterns slow to compile.
    """
    return _CAPITALS


_CAPITALS = (
    "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĻĽŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŸŹŻŽƏƠƯȘȚḤḪṢṬẒẠ-ỴΆ-ΏΑ-ΫЀ-ЯҐҒҚҮҺӘӨԱ-Ֆ\u0590-\u06ff\u10a0-\u10ff\ufffd"
)
