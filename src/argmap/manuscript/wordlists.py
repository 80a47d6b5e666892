"""Reads the word lists that lie beside the code as data, so that a language can be added without touching a rule."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DATA = Path(__file__).with_name("data")


@cache
def word_list(name: str) -> dict[str, frozenset[str]]:
    """The sections of all files ``data/<name>.<language>.txt`` as sets of lower-case words, the languages together.

    ``[section]`` begins a section, ``#`` a comment line.
    """
    sections: dict[str, set[str]] = {}
    for path in sorted(_DATA.glob(f"{name}.*.txt")):
        current: set[str] = set()
        for line in path.read_text(encoding="utf-8").splitlines():
            words = line.strip()
            if words.startswith("["):
                current = sections.setdefault(words.strip("[]"), set())
            elif words and not words.startswith("#"):
                current.add(words.casefold())
    return {section: frozenset(words) for section, words in sections.items()}
