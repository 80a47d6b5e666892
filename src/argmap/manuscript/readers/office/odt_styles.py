"""What the styles of an OpenDocument text say: the names and levels of paragraphs, how letters are set, lists.

Element names follow OpenDocument 1.3, part 3 (ISO/IEC 26300).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from argmap.ground.packed import child_of, name_of
from argmap.manuscript.readers.office.looks import Letters, Style
from argmap.manuscript.readers.office.numbering import CountedList, Figures, ListLevel

_MOST_STYLE_STEPS = 12
_DEEPEST_LIST = 10
_LARGEST_START = 10_000
_UNSTATED_SIZE = 12.0
_FIGURES: dict[str, Figures] = {"a": "letters", "A": "LETTERS", "i": "roman", "I": "ROMAN", "": "none"}
_POINTS = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)pt")
_PERCENT = re.compile(r"(\d{1,3})%")


def stated(element: Any, name: str) -> str | None:
    """An attribute by its name, whichever of OpenDocument's namespaces it belongs to; None where there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


@dataclass(frozen=True, slots=True)
class _Defined:
    """A style as it is defined; `automatic` where the program made it for what somebody set by hand."""

    name: str
    parent: str | None
    element: Any
    automatic: bool


class Styles:
    """The styles and lists of a file, by what paragraphs, spans and lists call them."""

    def __init__(self, *roots: Any | None) -> None:
        self._defined: dict[tuple[str, str], _Defined] = {}
        self._lists: dict[str, Mapping[int, ListLevel]] = {}
        self._letters: dict[str, Letters] = {}
        self._base = Letters(size=_UNSTATED_SIZE)
        for root in roots:
            for group in root if root is not None else ():
                if name_of(group) in ("styles", "automatic-styles"):
                    for element in group:
                        self._define(element, name_of(group) == "automatic-styles")

    def _define(self, element: Any, automatic: bool) -> None:
        family, identity = stated(element, "family") or "", stated(element, "name") or ""
        if name_of(element) == "style":
            shown = stated(element, "display-name") or identity.replace("_20_", " ")
            self._defined[family, identity] = _Defined(
                shown.lower(), stated(element, "parent-style-name"), element, automatic
            )
        elif name_of(element) == "default-style" and family == "paragraph":
            self._base = _set_as(child_of(element, "text-properties"), self._base)
        elif name_of(element) == "list-style":
            self._lists[identity] = _levels(element)

    def of(self, paragraph: Any, depth: int | None) -> Style:
        """The style of a paragraph that stands at this depth of a list, or in none."""
        identity = stated(paragraph, "style-name") or ""
        chain = self._chain("paragraph", identity)
        if identity not in self._letters:
            letters = self._base
            for style in reversed(chain):
                letters = _set_as(child_of(style.element, "text-properties"), letters)
            self._letters[identity] = letters
        level = stated(paragraph, "outline-level") if name_of(paragraph) == "h" else None
        aligned = (
            stated(p, "text-align") for s in chain if (p := child_of(s.element, "paragraph-properties")) is not None
        )
        names = tuple(style.name for style in chain if not style.automatic)
        return Style(
            # a style of the program's own need not stand in the file
            names if chain else (identity.replace("_20_", " ").lower(),) if identity else (),
            max(1, _whole(level, _DEEPEST_LIST) or 1) if name_of(paragraph) == "h" else None,
            None if depth is None else ("", depth),
            self._letters[identity],
            next((one for one in aligned if one is not None), None) == "center",
        )

    def letters(self, span: Any, around: Letters) -> Letters:
        """How the letters of a span are set, amid letters that are set as `around`."""
        for style in reversed(self._chain("text", stated(span, "style-name") or "")):
            around = _set_as(child_of(style.element, "text-properties"), around)
        return around

    def hides(self, section: Any) -> bool:
        """Whether a section of the text is not shown."""
        return stated(section, "display") in ("none", "condition") and stated(section, "is-hidden") != "false"

    def list_of(self, paragraph: Any) -> str | None:
        """The list that the styles of a paragraph name."""
        chain = self._chain("paragraph", stated(paragraph, "style-name") or "")
        return next((name for style in chain if (name := stated(style.element, "list-style-name"))), None)

    def new_list(self, name: str | None) -> CountedList:
        """A list of this style of which nothing is counted yet."""
        return CountedList(self._lists.get(name or "", {}))

    def _chain(self, family: str, identity: str | None) -> list[_Defined]:
        """A style, the one that it is based on, and so on."""
        chain: list[_Defined] = []
        while identity and len(chain) < _MOST_STYLE_STEPS:
            style = self._defined.get((family, identity))
            if style is None:
                break
            chain.append(style)
            identity = style.parent
        return chain


def _set_as(properties: Any | None, around: Letters) -> Letters:
    """How letters with these properties are set amid letters that are set as `around`."""
    if properties is None:
        return around
    weight, line, case = (stated(properties, n) for n in ("font-weight", "text-underline-style", "text-transform"))
    size, place, shown = (stated(properties, n) for n in ("font-size", "text-position", "display"))
    points, percent = _POINTS.fullmatch(size or ""), _PERCENT.fullmatch(size or "")
    return Letters(
        around.bold
        if weight is None
        else weight == "bold" or (weight.isdecimal() and len(weight) == 3 and weight > "500"),
        around.underlined if line is None else line != "none",
        around.capitals if case is None else case == "uppercase",
        float(points[1]) if points else around.size * int(percent[1]) / 100 if percent else around.size,
        around.raised if place is None else place.startswith("super") or _is_above(place),
        around.hidden if shown is None else shown == "none",
        stated(properties, "font-name") or around.font,
    )


def _is_above(place: str) -> bool:
    found = _PERCENT.match(place)
    return found is not None and int(found[1]) > 0


def _whole(value: str | None, most: int) -> int | None:
    return int(value) if value and len(value) < 6 and value.isdecimal() and int(value) <= most else None


def _levels(parent: Any) -> dict[int, ListLevel]:
    """The levels of a list by their depth, the highest being 0."""
    levels: dict[int, ListLevel] = {}
    for element in parent:
        depth = _whole(stated(element, "level"), _DEEPEST_LIST)
        if not depth:
            continue
        numbered = name_of(element) == "list-level-style-number"
        shown = _whole(stated(element, "display-levels"), _DEEPEST_LIST) or 1
        numbers = ".".join(f"%{level}" for level in range(max(1, depth - shown + 1), depth + 1))
        start = _whole(stated(element, "start-value"), _LARGEST_START)
        levels[depth - 1] = ListLevel(
            f"{(stated(element, 'num-prefix') or '')[:20]}{numbers}{(stated(element, 'num-suffix') or '')[:20]}",
            _FIGURES.get(stated(element, "num-format") or "", "digits") if numbered else "none",
            1 if start is None else start,
        )
    return levels
