"""What checks and drafts listen for in the prose of one tongue (``prose.toml``), and finding it in a sentence."""

from __future__ import annotations

import re
from functools import cache

from argmap.tongues.lists import lists_of, text_of


@cache
def word_list(name: str, tongue: str = "en") -> tuple[str, ...]:
    """The words under `name` in the tongue's list. Raises KeyError where it has none of that name."""
    return lists_of(tongue, "prose")[name]


@cache
def _pattern(name: str, tongue: str) -> re.Pattern[str]:
    words = sorted(word_list(name, tongue), key=len, reverse=True)
    return re.compile(
        r"(?<![\w-])(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in words) + r")(?![\w-])", re.I
    )


def first_word(name: str, sentence: str, tongue: str = "en") -> re.Match[str] | None:
    """The first place where a word of the list stands in the sentence."""
    return _pattern(name, tongue).search(sentence)


def all_words(name: str, sentence: str, tongue: str = "en") -> list[re.Match[str]]:
    """Every place where a word of the list stands in the sentence."""
    return list(_pattern(name, tongue).finditer(sentence))


@cache
def everyday(tongue: str = "en") -> frozenset[str]:
    """The three thousand most frequent words of a tongue, by the counts that `pyspellchecker` brings.

    They stand in a file of their own, ``everyday.txt``, since picking them out of 160,000 counts costs 40 ms.
    """
    return frozenset(text_of(tongue, "everyday.txt").split())
