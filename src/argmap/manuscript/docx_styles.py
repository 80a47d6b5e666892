"""What the styles and the numbering of a Word file say of a paragraph: its names, its level, the number Word prints.

A paragraph says itself, or by the style it has or by one that style is based on, that it is a heading and that it is
numbered. The number is nowhere in the text: it is counted up from the definition of its list, as Word does
(ECMA-376, part 1, 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from argmap.manuscript.docx_package import attribute, child_of, name_of

_MOST_STYLE_STEPS = 12
_LEVELS = 9
_LARGEST_NUMBER = 10_000
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph is styled as: the names of its style and of those it is based on, and its outline level.

    `numbered` is the list and the depth in it that the paragraph or its styles name; None where it is in no list.
    """

    names: tuple[str, ...]
    level: int | None
    numbered: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class _Defined:
    """A style as ``styles.xml`` defines it."""

    name: str
    based_on: str | None
    properties: Any | None


class Styles:
    """The styles of a file, by what paragraphs call them."""

    def __init__(self, root: Any | None) -> None:
        self._defined: dict[str, _Defined] = {}
        for style in root if root is not None else ():
            if name_of(style) == "style":
                self._defined[attribute(style, "styleId") or ""] = _Defined(
                    (_value(style, "name") or "").lower(), _value(style, "basedOn"), child_of(style, "pPr")
                )

    def of(self, paragraph: Any) -> Style:
        """The style of a paragraph; what it says itself outweighs its style, and that the one it is based on."""
        properties = child_of(paragraph, "pPr")
        identity = _value(properties, "pStyle")
        level = _outline(properties)
        list_id, depth = _numbering(properties)
        names: list[str] = []
        while identity and len(names) < _MOST_STYLE_STEPS:
            style = self._defined.get(identity)
            names.append(style.name if style else identity.lower())
            if style is not None:
                level = _outline(style.properties) if level is None else level
                styled_list, styled_depth = _numbering(style.properties)
                list_id = styled_list if list_id is None else list_id
                depth = styled_depth if depth is None else depth
            identity = style.based_on if style else None
        numbered = (list_id, depth or 0) if list_id not in (None, "0") else None  # list 0 takes a paragraph out
        return Style(tuple(names), level, numbered)


def _value(element: Any | None, name: str) -> str | None:
    found = child_of(element, name)
    return attribute(found, "val") if found is not None else None


def _whole(value: str | None, most: int) -> int | None:
    return int(value) if value and len(value) < 6 and value.isdecimal() and int(value) <= most else None


def _outline(properties: Any | None) -> int | None:
    level = _whole(_value(properties, "outlineLvl"), _LEVELS - 1)
    return None if level is None else level + 1


def _numbering(properties: Any | None) -> tuple[str | None, int | None]:
    stated = child_of(properties, "numPr")
    return _value(stated, "numId"), _whole(_value(stated, "ilvl"), _LEVELS - 1)


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered: its pattern (``[%1]``), its kind of figures, and where it starts."""

    pattern: str
    figures: str
    start: int


@dataclass(slots=True)
class _List:
    """The levels of a list, and how far each is counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a file. Ask for the numbers in the order of the paragraphs: each question counts one up."""

    def __init__(self, root: Any | None) -> None:
        self._lists: dict[str, _List] = {}
        abstract: dict[str, _List] = {}
        for element in root if root is not None else ():
            if name_of(element) == "abstractNum":
                abstract[attribute(element, "abstractNumId") or ""] = _List(_levels(element))
            elif name_of(element) == "num":
                shared = abstract.get(_value(element, "abstractNumId") or "")
                if shared is not None:
                    changed = _overrides(element, shared.levels)
                    # Lists of one definition count on together, unless one of them starts anew.
                    own = _List({**shared.levels, **changed}) if changed else shared
                    self._lists[attribute(element, "numId") or ""] = own

    def label(self, numbered: tuple[str, int]) -> str:
        """The number of the next paragraph of this list and depth as it is printed; empty for bullets."""
        counted = self._lists.get(numbered[0])
        depth = numbered[1]
        if counted is None or depth not in counted.levels:
            return ""
        level = counted.levels[depth]
        for deeper in range(depth + 1, _LEVELS):
            counted.counts.pop(deeper, None)
        counted.counts[depth] = counted.counts.get(depth, level.start - 1) + 1
        if level.figures in ("bullet", "none"):
            return ""

        def figure(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            other = counted.levels.get(at)
            return _figures(counted.counts.get(at, other.start), other.figures) if other else ""

        return re.sub(r"%([1-9])", figure, level.pattern).strip()


def _levels(parent: Any) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for element in parent:
        depth = _whole(attribute(element, "ilvl"), _LEVELS - 1) if name_of(element) == "lvl" else None
        if depth is not None:
            start = _whole(_value(element, "start"), _LARGEST_NUMBER)
            levels[depth] = _Level(
                (_value(element, "lvlText") or "")[:40],
                _value(element, "numFmt") or "decimal",
                1 if start is None else start,
            )
    return levels


def _overrides(parent: Any, levels: dict[int, _Level]) -> dict[int, _Level]:
    """The levels that a list defines otherwise than its definition: a new start, or all of it."""
    changed: dict[int, _Level] = {}
    for element in parent:
        depth = _whole(attribute(element, "ilvl"), _LEVELS - 1) if name_of(element) == "lvlOverride" else None
        if depth is None:
            continue
        own = {**levels, **_levels(element)}.get(depth)
        start = _whole(_value(element, "startOverride"), _LARGEST_NUMBER)
        if own is not None:
            changed[depth] = _Level(own.pattern, own.figures, own.start if start is None else start)
    return changed


def _figures(number: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * min(4, 1 + (number - 1) // 26)
        return letters if kind == "lowerLetter" else letters.upper()
    if kind in ("lowerRoman", "upperRoman"):
        written = "".join(_romans(min(number, 4000)))
        return written if kind == "lowerRoman" else written.upper()
    if kind == "decimalZero":
        return f"{number:02}"
    return str(number)


def _romans(number: int) -> list[str]:
    letters: list[str] = []
    for worth, sign in _ROMAN:
        letters += [sign] * (number // worth)
        number %= worth
    return letters
