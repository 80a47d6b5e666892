"""Finds the lines with the names of the authors and of their institutions, whose raised numbers call no note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from argmap.ground.patterns import later
from argmap.manuscript.document import Block

_AFFILIATION = later(r"(?:[¹²³⁴-⁹⁰]+,?|\d{1,2})\s?[^\W\d_a-z]")
_RAISED = re.compile(r"[¹²³⁴-⁹⁰]+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONGEST = 1500
_LONGEST_LINE = 200
_MOST_BLOCKS = 40
_FEWEST_NUMBERS = 2
_MOSTLY_NAMES = 0.6


def with_bylines(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with those above the prose that name the authors as bylines: titles of the second level.

    The authors are told by at least two raised numbers behind names, with institutions below them that begin with such
    numbers, raised or not.
    """
    names: list[int] = []
    places: list[int] = []
    for k, block in enumerate(blocks[:_MOST_BLOCKS]):
        if block.kind not in ("paragraph", "item"):
            continue
        words = text[block.start : block.end].strip()
        if names and _AFFILIATION.match(words):
            places.append(k)
        elif not places and len(_RAISED.findall(words)) >= _FEWEST_NUMBERS and _names_people(words):
            names.append(k)
        elif len(words) > _LONGEST_LINE:
            break
    found = {*names, *places} if places else set()
    return tuple(replace(b, kind="title", level=2) if k in found else b for k, b in enumerate(blocks))


def _names_people(words: str) -> bool:
    found = _WORD.findall(words) if len(words) < _LONGEST else []
    return bool(found) and sum(word[0].isupper() for word in found) >= _MOSTLY_NAMES * len(found)
