"""What checks and drafts listen for in the prose of one tongue (``prose.toml``), and finding it in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from argmap.tongues.alternatives import one_of
from argmap.tongues.awaited import Awaited, alone
from argmap.tongues.lists import lists_of, text_of, tongues_with


@cache
def word_list(name: str, tongue: str) -> tuple[str, ...]:
    """The words under `name` in the tongue's lists (``prose.toml``, ``anywhere.txt``).

    Raises KeyError where it has none of that name.
    """
    return _lists(tongue)[name]


@cache
def _lists(tongue: str) -> Mapping[str, tuple[str, ...]]:
    return {**lists_of(tongue, "prose"), **lists_of(tongue, "anywhere")}


@cache
def everywhere(name: str) -> tuple[str, ...]:
    """The words under `name` (``anywhere.txt``) of every tongue that has such a list."""
    return tuple(word for tongue in tongues_with("anywhere.txt") for word in lists_of(tongue, "anywhere").get(name, ()))


def has_words(names: Iterable[str], tongue: str) -> bool:
    """Whether the tongue has every one of these lists and patterns; "everyday" is the list of `everyday`."""
    return all(
        tongue in tongues_with("everyday.txt")
        if name == "everyday"
        else name in _lists(tongue) or name in lists_of(tongue, "patterns")
        for name in names
    )


@cache
def any_of(name: str, tongue: str) -> str:
    """A group that matches one entry of the list."""
    return either(word_list(name, tongue))


def either(words: Iterable[str]) -> str:
    """A group that matches one of some words, the longest first; never where there are none.

    In a word, ``*`` stands for any letters, a space for any space, and an apostrophe for either kind.
    """
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    plain = (re.escape(word).replace("'", "['’]") for word in longest_first)
    listed = [word.replace(r"\ ", r"\s+").replace(r"\*", r"\w*") for word in plain]
    return one_of([*zip(longest_first, listed, strict=True)]) if listed else "(?!)"


@cache
def pattern(name: str, tongue: str) -> re.Pattern[str]:
    """The alternatives of a pattern of the tongue (``patterns.toml``), with ``{name}`` for any word of a list."""
    return re.compile(fill("|".join(lists_of(tongue, "patterns")[name]), tongue))


def fill(form: str, tongue: str) -> str:
    """A regular expression with any word of the list for ``{name}``."""
    return re.sub(r"\{([a-z][a-z-]+)\}", lambda match: any_of(match[1], tongue), form)


@cache
def _pattern(name: str, tongue: str) -> Awaited:
    return _whole_words(word_list(name, tongue))


def _whole_words(words: tuple[str, ...]) -> Awaited:
    return Awaited(
        lambda: re.compile(rf"(?<![\w-]){either(words)}(?![\w-])", re.I), cache(lambda: frozenset(map(alone, words)))
    )


def opening_word(name: str, text: str) -> re.Match[str] | None:
    """The word of the list of whatever tongue with which a text begins."""
    return _pattern_of_all(name).match(text)


def any_word(name: str, text: str) -> re.Match[str] | None:
    """The first place where a word of the list of whatever tongue stands in a text, such as an entry, that may be in
    any.
    """
    return _pattern_of_all(name).search(text)


@cache
def _pattern_of_all(name: str) -> Awaited:
    return _whole_words(everywhere(name))


def first_word(name: str, sentence: str, tongue: str) -> re.Match[str] | None:
    """The first place where a word of the list stands in the sentence."""
    return _pattern(name, tongue).search(sentence)


def all_words(name: str, sentence: str, tongue: str) -> list[re.Match[str]]:
    """Every place where a word of the list stands in the sentence."""
    return list(_pattern(name, tongue).finditer(sentence))


@cache
def everyday(tongue: str) -> frozenset[str]:
    """The three thousand most frequent words by the counts of `pyspellchecker`; where we keep none, the small words.

    They stand in a file of their own, ``everyday.txt``, since picking them out of 160,000 counts costs 40 ms.
    """
    file = "everyday.txt" if tongue in tongues_with("everyday.txt") else "small-words.txt"
    return frozenset(text_of(tongue, file).split())
