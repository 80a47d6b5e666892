"""The one reader of word lists: they are data by tongue, so that a tongue can be added without touching a rule.

``data/<tongue>/<name>.toml`` and ``.txt`` hold the lists of one subject in one tongue. A tongue goes by its ISO 639-1
code, and by ``mul`` what no tongue owns: names of places, particles of names. In a ``.txt`` with sections a
``[section]`` begins a list, each line is an entry, in lower case, and ``#`` begins a comment line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

# importlib.resources would cost more than reading the lists
_DATA = Path(__file__).with_name("data")


@cache
def tongues_with(file: str) -> tuple[str, ...]:
    """The tongues that have this file, ``prose.toml``, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in _DATA.glob(f"*/{file}")))


def text_of(tongue: str, file: str) -> str:
    """A file of a tongue as it is. Raises FileNotFoundError where the tongue has none."""
    return (_DATA / tongue / file).read_text("utf-8")


@cache
def lists_of(tongue: str, name: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of one subject in one tongue by name, those of a table as ``table.name``; empty without a file."""
    if tongue in tongues_with(f"{name}.toml"):
        import tomllib

        return _flat(tomllib.loads(text_of(tongue, f"{name}.toml")))
    return _sections(text_of(tongue, f"{name}.txt")) if tongue in tongues_with(f"{name}.txt") else {}


@cache
def lists_of_all(name: str) -> Mapping[str, frozenset[str]]:
    """The lists of one subject, all tongues together: for what may stand in a paper of whatever tongue."""
    joined: dict[str, set[str]] = {}
    for tongue in (*tongues_with(f"{name}.toml"), *tongues_with(f"{name}.txt")):
        for section, words in lists_of(tongue, name).items():
            joined.setdefault(section, set()).update(words)
    return {section: frozenset(words) for section, words in joined.items()}


def name_of(tongue: str) -> str:
    """What English calls a tongue; its code where that is not known."""
    return next(iter(lists_of("en", "tongues").get(tongue, ())), f"“{tongue}”")


def tongue_called(name: str) -> str | None:
    """The tongue that bibliographies call so (``German``, ``ngerman``, ``de-AT``); None if unknown."""
    name = re.split(r"[-_;, ]", name.strip().casefold())[0]
    return next((code for code, names in lists_of("en", "tongues").items() if name == code or name in names), None)


def _flat(table: Mapping[str, Any], before: str = "") -> dict[str, tuple[str, ...]]:
    lists: dict[str, tuple[str, ...]] = {}
    for name, value in table.items():
        lists |= _flat(value, f"{before}{name}.") if isinstance(value, dict) else {before + name: tuple(value)}
    return lists


def _sections(text: str) -> dict[str, tuple[str, ...]]:
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.splitlines():
        words = line.strip()
        if words.startswith("["):
            current = sections.setdefault(words.strip("[]"), [])
        elif words and not words.startswith("#"):
            current.append(words.casefold())
    return {section: tuple(words) for section, words in sections.items()}
