"""Finds the headings that no style and no markup tells: "References" as a plain or a bold paragraph, and where it ends.

Many papers set their headings by hand. A paragraph that is nothing but the name of a list, with what looks like
entries below it, heads that list; and where a list has no heading behind it, the first short paragraph ends it below
which nothing looks like an entry.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from argmap.ground.patterns import later
from argmap.manuscript.document import Block
from argmap.manuscript.headings import looks_like_heading, plain_title, without_aside
from argmap.tongues.lists import lists_of_all

_DATED = re.compile(r"(?<![\d/.])(?:1[5-9]\d\d|20\d\d)[a-z]?(?!\d)|https?://|www\.|\bdoi\b")
_FIRST_NOTE = later(r"(?:\[?1[\].)]|¹|1\s)")
# Berg, Karl. “Salt.” Harbour Institute: a work may have no year
_QUOTED_TITLE = later(r"[^\W\d_a-z][\w'’-]+, [^\W\d_a-z][^“”\"«»\n]{1,80}\. [“\"«]")
_MAY_HEAD = ("paragraph", "item")
_LONGEST_NAME = 60
_LONGEST_ENTRY = 600
_LOOKED_AT = 3
_DENSE = 250  # Letters a year or address: several entries that were read as one paragraph.


def with_list_headings(text: str, blocks: Sequence[Block], notes_stated: bool) -> tuple[Block, ...]:
    """The blocks, with those paragraphs as headings that are nothing but the name of a list or of a part of a paper.

    They have the level that most headings of the paper have. Notes are not looked for where the file states its notes.
    """
    lists = lists_of_all("headings")
    levels = Counter(block.level or 1 for block in blocks if block.kind == "heading")
    level = min(levels, key=lambda one: (-levels[one], one)) if levels else 1
    changed: list[Block] = []
    listed = False
    headed: set[int] = set()
    for k, block in enumerate(blocks):
        if block.continues in headed:
            block = replace(block, continues=None)
        words = text[block.start : block.end] if block.end - block.start <= _LONGEST_NAME else ""
        name = plain_title(words)
        if (bare := without_aside(name)) in lists["references"]:
            name = bare
        if block.kind == "heading":
            listed = name in lists["references"]
        elif words and block.kind in _MAY_HEAD:
            if name in lists["references"]:
                heads = _lists_below(text, blocks, k)
            elif name in lists["notes"]:
                heads = not notes_stated and _notes_below(text, blocks, k)
            else:
                heads = name in lists["plain"] or (listed and _ends_list(text, blocks, k, words))
            if block.continues is not None:  # below the page number of a page that ends without a full stop
                heads = heads and name in lists["references"]
            if heads and not _goes_on(words, name):
                block = replace(block, kind="heading", level=level, continues=None)
                headed.add(k)
                listed = name in lists["references"]
        changed.append(block)
    return tuple(changed)


def _goes_on(words: str, name: str) -> bool:
    """A word in small letters may be the rest of a sentence, unless a number stands before it."""
    bare = words.strip("*_# ")
    return bare[:1].islower() and bare.casefold().startswith(name)


def _below(text: str, blocks: Sequence[Block], at: int) -> list[str]:
    """The words of the next blocks up to a heading."""
    found: list[str] = []
    for block in blocks[at + 1 : at + 1 + 3 * _LOOKED_AT]:
        if block.kind in ("heading", "title") or len(found) == _LOOKED_AT:
            break
        if block.kind != "furniture":
            found.append(text[block.start : block.end])
    return found


def _entries_among(words: Sequence[str]) -> int:
    return sum(_looks_listed(one) for one in words)


def _looks_listed(words: str) -> bool:
    if _QUOTED_TITLE.match(words) and len(words) <= _LONGEST_ENTRY:
        return True
    dates = len(_DATED.findall(words))
    return dates > 0 and (len(words) <= _LONGEST_ENTRY or dates * _DENSE >= len(words))


def _lists_below(text: str, blocks: Sequence[Block], at: int) -> bool:
    below = _below(text, blocks, at)
    counted = bool(below) and below[0].startswith("[1]")
    return 2 * _entries_among(below) > len(below) or counted


def _notes_below(text: str, blocks: Sequence[Block], at: int) -> bool:
    below = _below(text, blocks, at)
    return bool(below) and _FIRST_NOTE.match(below[0]) is not None


def _ends_list(text: str, blocks: Sequence[Block], at: int, words: str) -> bool:
    below = _below(text, blocks, at)
    return (
        looks_like_heading(words)
        and not _looks_listed(words)
        and len(below) == _LOOKED_AT
        and _entries_among(below) == 0
    )
