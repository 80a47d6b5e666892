"""Word lists of one language, and looking for their words in a sentence."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_MOST_FREQUENT = 3000


@cache
def word_list(name: str, language: str = "en") -> tuple[str, ...]:
    """The words under `name` in the language's data file."""
    return tuple(_lists(language)[name])


@cache
def _lists(language: str) -> dict[str, list[str]]:
    # importlib.resources would cost more than reading the lists
    return tomllib.loads((Path(__file__).parent / "data" / f"{language}.toml").read_text("utf-8"))


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

    The frequent ones are picked out of the file by the length of their counts: reading all 160,000 as JSON would cost
    70 ms and 30 MB.
    """
    import gzip
    import json
    from importlib.resources import files

    text = gzip.decompress((files("spellchecker") / "resources" / f"{language}.json.gz").read_bytes()).decode("utf-8")
    found: list[tuple[str, str]] = []
    for digits in (5, 3, 1):
        found = re.findall(rf'("[^"]+"): ?(\d{{{digits},}})', text)
        if len(found) >= _MOST_FREQUENT:
            break
    frequent = sorted(found, key=lambda entry: -int(entry[1]))[:_MOST_FREQUENT]
    return frozenset(json.loads(word) for word, _ in frequent)
