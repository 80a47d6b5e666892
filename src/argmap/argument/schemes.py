"""Argumentation schemes and their critical questions, read from package data when first asked for.

The table follows Walton, Reed & Macagno, *Argumentation Schemes* (2008), in our own words; data/schemes.toml says where
each scheme stands. Names are found however people write them: with or without "argument from", in any case, plural or
singular, with hyphens, spaces or ``CapitalsBetween``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from argmap.ground.text import nearest
from argmap.ground.values import dataclass

DEFAULT_SOURCE = "Walton, Reed & Macagno, Argumentation Schemes (2008), ch. 9"

_LEAD = re.compile(
    r"^(?:the |an? )?(?:(?:walton'?s? )?(?:scheme|generic|slippery slope)(?: of| for)? )?"
    r"(?:arguments?|argumentation|appeal|reasoning|inference|pleas?) (?:from|to|by|for|of)(?: an?| the)? "
)
_IN_CAPITALS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Scheme:
    """A kind of inference. `questions[n − 1]` is its n-th critical question, as `cq{n}` in a claims file answers it."""

    id: str
    name: str
    aliases: tuple[str, ...]
    premises: tuple[str, ...]
    conclusion: str
    questions: tuple[str, ...]
    source: str


@cache
def load_schemes() -> Mapping[str, Scheme]:
    """All schemes by id, in the order of the table. Parsed once a process, in a few milliseconds."""
    text = Path(__file__).with_name("data").joinpath("schemes.toml").read_text(encoding="utf-8")
    return {
        entry["id"]: Scheme(
            id=entry["id"],
            name=entry["name"],
            aliases=tuple(entry["aliases"]),
            premises=tuple(entry["premises"]),
            conclusion=entry["conclusion"],
            questions=tuple(entry["questions"]),
            source=entry.get("source", DEFAULT_SOURCE),
        )
        for entry in tomllib.loads(text)["scheme"]
    }


def find_scheme(name: str) -> Scheme | None:
    """The scheme of that name, alias or id; None where there is none."""
    return next((found for key in _keys(name) if (found := _names().get(key)) is not None), None)


def suggest_scheme(name: str) -> str | None:
    """The id of the scheme whose name is nearest to an unknown one, for "did you mean"; None where none is near."""
    for key in _keys(name):
        near = nearest(key, _names())
        if near is not None:
            return _names()[near].id
    return None


@cache
def _names() -> Mapping[str, Scheme]:
    table: dict[str, Scheme] = {}
    for scheme in load_schemes().values():
        for name in (scheme.id, scheme.name, *scheme.aliases):
            for key in _keys(name):
                table.setdefault(key, scheme)
    return table


def _keys(name: str) -> tuple[str, ...]:
    """A name in the spellings under which it is looked up, the most specific first."""
    plain = _NOT_LETTERS.sub(" ", _IN_CAPITALS.sub(" ", name).casefold()).strip()
    bare = _LEAD.sub("", plain).removeprefix("from ")
    stem = bare.removesuffix(" argument").removesuffix(" scheme")
    singular = stem[:-1] if stem.endswith("s") and not stem.endswith("ss") else stem
    return tuple(dict.fromkeys(key for key in (plain, bare, stem, singular) if key))
