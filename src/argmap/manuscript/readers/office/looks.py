"""How paragraphs and letters are set in a word processor's file, and what a paragraph is by the names of its styles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from argmap.manuscript.document import BlockKind


class Letters(NamedTuple):
    """How letters are set; `size` is in points."""

    bold: bool = False
    underlined: bool = False
    capitals: bool = False
    size: float = 0.0
    raised: bool = False
    hidden: bool = False
    font: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph is styled as: the names of its style and of those it is based on, and its outline level.

    `numbered` is the list and the depth in it that the paragraph or its styles name; None where it is in no list.
    `letters` are how its letters are set where they say nothing else.
    """

    names: tuple[str, ...]
    level: int | None
    numbered: tuple[str, int] | None
    letters: Letters
    centred: bool


_TITLES = {"title": 1, "subtitle": 2, "author": 2, "authors": 2, "date": 2, "affiliation": 2}
_LISTED = frozenset(("bibliography", "endnote bibliography", "references", "bibliography 1"))
_LEGENDS = frozenset(("caption", "illustration", "drawing", "figure", "table caption", "image caption"))
_CODE = ("html preformatted", "preformatted text", "macro", "plain text", "code", "source code")
_FURNITURE = ("toc ", "contents ", "table of", "index ", "header", "footer", "illustration index")


def kind_of(style: Style) -> tuple[BlockKind, int]:
    """What a paragraph is by the names of its style, and its level."""
    names = style.names
    if names and names[0] in _TITLES:
        return "title", _TITLES[names[0]]
    for name in names:
        if name.startswith("heading ") and name[8:].isdecimal():
            return "heading", int(name[8])  # "heading 11" is a second "heading 1"
    if style.level is not None:
        return "heading", style.level
    if not _LISTED.isdisjoint(names) or (names and names[0].endswith("bibliography entry")):
        return "reference", 0
    if any("quot" in name or name == "block text" for name in names):
        return "quote", 0
    if not _LEGENDS.isdisjoint(names):
        return "caption", 0
    if any(name.startswith(_CODE) for name in names):
        return "code", 0
    if any(name.startswith(_FURNITURE) for name in names):
        return "furniture", 0
    if style.numbered is not None or any(name.startswith("list ") for name in names):
        return "item", style.numbered[1] + 1 if style.numbered else 1
    return "paragraph", 0
