"""Which forms are words, and how common: the English ones that damaged words are restored to, and those of a dozen
tongues by the lists that the `pyspellchecker` package brings.

There are two English lists, because the common damage is a lost ligature, and the words that hold one are a sixth of
all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from argmap.tongues.lists import text_of

# Rough share of running text that a word of each list has: class 10 holds the thousands that make up most of it.
TIER_WEIGHT = {"10": 1e-3, "20": 1e-4, "35": 2e-5, "40": 5e-6, "50": 2e-6, "55": 1e-6, "60": 6e-7}

_WITHOUT = "words-without-ligatures.txt"
_ELSEWHERE = ("de", "es", "fr", "it", "lv", "nl", "pt")
_MET_OFTEN = re.compile(r'"([^"]+)":\s*(?:[2-9]\d\d|\d{4,})(?!\d)')
"""A word of a list that was met two hundred times."""
_COMMON = 2e-5


@cache
def words_with_ligatures() -> dict[str, float]:
    """Words that hold ff, fi, fl, ft, tt, ti, tf or fj, in lower case, with their weight."""
    return _weights("words-with-ligatures.txt") | {"https": TIER_WEIGHT["20"], "http": TIER_WEIGHT["20"]}


@cache
def words_without_ligatures() -> dict[str, float]:
    """All other words, in lower case, with their weight."""
    return _weights(_WITHOUT)


def is_common(word: str) -> bool:
    """Whether a lower-case word is a common one. The rare ones, which are most of the list, are not read for that."""
    if words_with_ligatures().get(word, 0.0) >= _COMMON:
        return True
    return any(word in _words_of(_WITHOUT, tier) for tier, weight in TIER_WEIGHT.items() if weight >= _COMMON)


def weight_of(word: str) -> float:
    """Weight of a lower-case word among all English words; 0 for one that is in no list.

    The common words are looked through first, and the rare ones read only for a word that is not among them.
    """
    if weight := words_with_ligatures().get(word):
        return weight
    return next((weight for tier, weight in TIER_WEIGHT.items() if word in _words_of(_WITHOUT, tier)), 0.0)


@cache
def everyday_elsewhere() -> frozenset[str]:
    """Lower-case words that people of other tongues use every day."""
    # they are a tenth of the lists, of which the rest would be made and held for nothing
    return frozenset(word for code in _ELSEWHERE for word in _MET_OFTEN.findall(_listed(code)))


@cache
def general_words(tongue: str) -> Mapping[str, int]:
    """Words of a tongue with how often they were met, by `pyspellchecker`; empty where it has no list."""
    import json

    words: dict[str, int] = json.loads(_listed(tongue))
    return words


def _listed(tongue: str) -> str:
    """The list of a tongue's words as it is kept: JSON, an object."""
    import gzip
    from importlib.resources import files

    listed = files("spellchecker").joinpath("resources", f"{tongue}.json.gz")
    return gzip.decompress(listed.read_bytes()).decode("utf-8") if listed.is_file() else "{}"


@cache
def ligature_rates() -> dict[str, float]:
    """The letters that are lost together, with how often they stand in 1,000 words of prose."""
    rates = {}
    for line in text_of("en", "ligatures.txt").splitlines():
        if line and not line.startswith("#"):
            letters, rate = line.split()
            rates[letters] = float(rate)
    return rates


def in_case_of(damaged: str, proposed: str) -> str:
    """The proposal in the case of the damaged word."""
    letters = [c for c in damaged if c.isalpha() and c.isascii()]
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return proposed.upper()
    first_lost = not damaged[0].isalpha() or (damaged[0] > "\x7f" and damaged[0].isupper())
    if damaged[0].isupper() and not first_lost:
        return proposed[0].upper() + proposed[1:]
    return proposed


def _weights(name: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    # The rarest first, so that a word in two lists ("March", "march") keeps its higher weight.
    for tier, weight in reversed(TIER_WEIGHT.items()):
        weights.update(dict.fromkeys(_words_of(name, tier), weight))
    return weights


@cache
def _words_of(name: str, tier: str) -> frozenset[str]:
    return frozenset(_tiers(name)[tier].casefold().split())


@cache
def _tiers(name: str) -> Mapping[str, str]:
    sections = (section.partition("]\n") for section in text_of("en", name).split("[")[1:])
    return {tier: words for tier, _, words in sections}
