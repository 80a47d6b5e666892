"""Word lists of one language, and looking for their words in a sentence."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@cache
def word_list(name: str, language: str = "en") -> tuple[str, ...]:
    """The words under `name` in the language's data file."""
    return tuple(_lists(language)[name])


@cache
def _lists(language: str) -> dict[str, list[str]]:
    # importlib.resources would cost more than reading the lists
    return tomllib.loads((_DATA / f"{language}.toml").read_text("utf-8"))


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    words = sorted(word_list(name, language), key=len, reverse=True)
    return re.compile(
        r"(?<![\w-])(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in words) + r")(?![\w-])", re.I
    )


def first_word(name: str, sentence: str, language: str = "en") -> re.Match[str] | None:
    """The first place where a word of the list stands in the sentence."""
    return _pattern(name, language).search(sentence)


def all_words(name: str, sentence: str, language: str = "en") -> list[re.Match[str]]:
    """Every place where a word of the list stands in the sentence."""
    return list(_pattern(name, language).finditer(sentence))


@cache
def everyday(language: str = "en") -> frozenset[str]:
    """The three thousand most frequent words of a language, by the counts that `pyspellchecker` brings.

    They stand in a file of their own, ``data/everyday.en.txt``, since picking them out of 160,000 counts costs 40 ms.
    """
    return frozenset((_DATA / f"everyday.{language}.txt").read_text("utf-8").split())
