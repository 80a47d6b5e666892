"""The words references are written with, from the data file, as pieces of regular expressions.

They are read once, when the first reference is parsed. `letters` explains how names are told from other words: by
their capitals, in every script that has capitals; letters of other scripts count as capitals, and so does U+FFFD,
which stands for a letter that was lost.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

_RANGES_WITH_CASE = ((0x41, 0x250), (0x370, 0x588), (0x10A0, 0x1100), (0x1E00, 0x2000))


@lru_cache(maxsize=1)
def word_lists() -> dict[str, list[str]]:
    """All word lists by name; those of a table of the file as ``table.name``."""
    raw = tomllib.loads(files("argmap.sources").joinpath("data/reference_words.toml").read_text(encoding="utf-8"))
    lists: dict[str, list[str]] = {}
    for name, value in raw.items():
        if isinstance(value, dict):
            lists.update({f"{name}.{inner}": words for inner, words in value.items()})
        else:
            lists[name] = value
    return lists


@cache
def any_of(*names: str) -> str:
    """A group that matches one word of these lists, the longest first, with or without its full stop."""
    words = {word.rstrip("."): name for name in names for word in word_lists()[name]}
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(_pattern_of(word, words[word] in _STOP_NEEDED) for word in ordered) + ")"


# A single letter for "volume" or "number" is one only with its full stop.
_STOP_NEEDED = ("volume", "issue")


def _pattern_of(word: str, stop_needed: bool) -> str:
    """Spaces in a listed word match any white space, and full stops inside it may be left out."""
    begins = word.endswith("*")
    pattern = re.escape(word.rstrip("*")).replace(r"\ ", r"\s?").replace(r"\.", r"\.?")
    if stop_needed and len(word) == 1 and word.isalpha():
        pattern += r"(?=\.)"
    return pattern + r"\w*" if begins else pattern


@lru_cache(maxsize=1)
def capitals() -> str:
    """The inside of a character class: capital letters, letters of scripts without case, and the lost letter."""
    ranges: list[str] = []
    for first, last in _RANGES_WITH_CASE:
        start: int | None = None
        for code in range(first, last + 1):
            upper = code < last and chr(code).isalpha() and not chr(code).islower()
            if upper and start is None:
                start = code
            elif not upper and start is not None:
                ranges.append(chr(start) if code - start == 1 else f"{chr(start)}-{chr(code - 1)}")
                start = None
    return "".join(ranges) + "\u0590-\u06ff\u0900-\u109f\u3040-\u9fff\uac00-\ud7af\ufffd"
