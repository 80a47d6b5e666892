"""What the styles and the numbering of a Word file say of a paragraph: its names, its level, the number Word prints.

A paragraph says itself, or by the style it has or by one that style is based on, that it is a heading and that it is
numbered. The number is nowhere in the text: it is counted up from the definition of its list, as Word does
(ECMA-376, part 1, 17.9).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from argmap.ground.packed import child_of, name_of
from argmap.manuscript.readers.office.docx_package import attribute, is_on, value_of
from argmap.manuscript.readers.office.looks import Letters, Style
from argmap.manuscript.readers.office.numbering import CountedList, Figures, ListLevel

_MOST_STYLE_STEPS = 12
_LEVELS = 9
_LEAST_RAISED = 4  # half points
_UNSTATED_SIZE = 10.0
_LARGEST_NUMBER = 10_000
_FIGURES: dict[str, Figures] = {
    "lowerLetter": "letters",
    "upperLetter": "LETTERS",
    "lowerRoman": "roman",
    "upperRoman": "ROMAN",
    "chicago": "signs",
    "bullet": "none",
    "none": "none",
}


@dataclass(frozen=True, slots=True)
class _Defined:
    """A style as ``styles.xml`` defines it: the properties of its paragraphs and of its letters."""

    name: str
    based_on: str | None
    properties: Any | None
    letters: Any | None


class Styles:
    """The styles of a file, by what paragraphs and runs call them."""

    def __init__(self, root: Any | None) -> None:
        self._defined: dict[str, _Defined] = {}
        self._default: str | None = None
        self._letters: dict[str | None, Letters] = {}
        for style in root if root is not None else ():
            if name_of(style) == "style":
                identity = attribute(style, "styleId") or ""
                name, based_on = (value_of(style, "name") or "").lower(), value_of(style, "basedOn")
                self._defined[identity] = _Defined(name, based_on, child_of(style, "pPr"), child_of(style, "rPr"))
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on"):
                    self._default = identity
        stated = child_of(child_of(child_of(root, "docDefaults"), "rPrDefault"), "rPr")
        self._base = set_as(stated, Letters(size=_UNSTATED_SIZE))

    def of(self, paragraph: Any) -> Style:
        """The style of a paragraph; what it says itself outweighs its style, and that the one it is based on."""
        properties = child_of(paragraph, "pPr")
        identity = value_of(properties, "pStyle")
        chain = self._chain(identity)
        stated = [properties, *(style.properties for style in chain)]
        levels = [_outline(one) for one in stated]
        lists, depths = zip(*(_numbering(one) for one in stated), strict=True)
        list_id = next((one for one in lists if one is not None), None)
        depth = next((one for one in depths if one is not None), None)
        return Style(
            tuple(style.name for style in chain) or ((identity.lower(),) if identity else ()),
            next((level for level in levels if level is not None), None),
            (list_id, depth or 0) if list_id not in (None, "0") else None,  # list 0 takes a paragraph out
            self._letters_of(identity or self._default),
            next((one for one in (value_of(p, "jc") for p in stated) if one is not None), None) == "center",
        )

    def letters(self, run: Any, around: Letters) -> Letters:
        """How the letters of a run are set, in a paragraph or a link whose letters are set as `around`."""
        properties = child_of(run, "rPr")
        if properties is None:
            return around
        for style in reversed(self._chain(value_of(properties, "rStyle"))):
            around = set_as(style.letters, around)
        return set_as(properties, around)

    def _letters_of(self, identity: str | None) -> Letters:
        if identity not in self._letters:
            letters = self._base
            for style in reversed(self._chain(identity)):
                letters = set_as(style.letters, letters)
            self._letters[identity] = letters
        return self._letters[identity]

    def _chain(self, identity: str | None) -> list[_Defined]:
        """A style, the one that it is based on, and so on."""
        chain: list[_Defined] = []
        while identity and len(chain) < _MOST_STYLE_STEPS:
            style = self._defined.get(identity)
            if style is None:
                break
            chain.append(style)
            identity = style.based_on
        return chain


def set_as(properties: Any | None, around: Letters) -> Letters:
    """How letters with these properties are set amid letters that are set as `around`."""
    if properties is None or not len(properties):
        return around
    fonts = child_of(properties, "rFonts")
    bold, capitals, hidden = (is_on(properties, name) for name in ("b", "caps", "vanish"))
    underlined, place = value_of(properties, "u"), value_of(properties, "vertAlign")
    size, higher = _whole(value_of(properties, "sz"), _LARGEST_NUMBER), value_of(properties, "position")
    raised = None if higher is None else (_whole(higher, _LARGEST_NUMBER) or 0) >= _LEAST_RAISED
    return Letters(
        around.bold if bold is None else bold,
        around.underlined if underlined is None else underlined != "none",
        around.capitals if capitals is None else capitals,
        around.size if size is None else size / 2,
        (around.raised if raised is None else raised) if place is None else place == "superscript",
        around.hidden if hidden is None else hidden,
        around.font if fonts is None else attribute(fonts, "ascii") or around.font,
    )


def figures_of(name: str | None) -> Figures:
    """The figures that Word calls by this name; digits where it has none, or one that we do not write."""
    return _FIGURES.get(name or "", "digits")


def _whole(value: str | None, most: int) -> int | None:
    return int(value) if value and len(value) < 6 and value.isdecimal() and int(value) <= most else None


def _outline(properties: Any | None) -> int | None:
    level = _whole(value_of(properties, "outlineLvl"), _LEVELS - 1)
    return None if level is None else level + 1


def _numbering(properties: Any | None) -> tuple[str | None, int | None]:
    stated = child_of(properties, "numPr")
    return value_of(stated, "numId"), _whole(value_of(stated, "ilvl"), _LEVELS - 1)


class Numbering:
    """The lists of a file. Ask for the numbers in the order of the paragraphs: each question counts one up."""

    def __init__(self, root: Any | None) -> None:
        self._lists: dict[str, CountedList] = {}
        definitions = [one for one in (root if root is not None else ()) if name_of(one) == "abstractNum"]
        counted = [CountedList(_levels(one)) for one in definitions]
        styled = {value_of(one, "styleLink"): each for one, each in zip(definitions, counted, strict=True)}
        # A definition may say no more than that it is the one that a style of lists is linked with.
        links = [value_of(one, "numStyleLink") for one in definitions]
        abstract = {
            attribute(one, "abstractNumId"): styled.get(link, each) if link else each
            for one, link, each in zip(definitions, links, counted, strict=True)
        }
        for element in root if root is not None else ():
            shared = abstract.get(value_of(element, "abstractNumId")) if name_of(element) == "num" else None
            if shared is not None:
                changed = _overrides(element, shared.levels)
                # Lists of one definition count on together, unless one of them starts anew.
                own = CountedList({**shared.levels, **changed}) if changed else shared
                self._lists[attribute(element, "numId") or ""] = own

    def label(self, numbered: tuple[str, int]) -> str:
        """The number of the next paragraph of this list and depth as it is printed; empty for bullets."""
        counted = self._lists.get(numbered[0])
        return counted.next(numbered[1]) if counted else ""


def _levels(parent: Any) -> dict[int, ListLevel]:
    levels: dict[int, ListLevel] = {}
    for element in parent:
        depth = _whole(attribute(element, "ilvl"), _LEVELS - 1) if name_of(element) == "lvl" else None
        if depth is not None:
            start = _whole(value_of(element, "start"), _LARGEST_NUMBER)
            levels[depth] = ListLevel(
                (value_of(element, "lvlText") or "")[:40],
                figures_of(value_of(element, "numFmt")),
                1 if start is None else start,
                value_of(element, "numFmt") == "decimalZero",
            )
    return levels


def _overrides(parent: Any, levels: Mapping[int, ListLevel]) -> dict[int, ListLevel]:
    """The levels that a list defines otherwise than its definition: a new start, or all of it."""
    changed: dict[int, ListLevel] = {}
    for element in parent:
        depth = _whole(attribute(element, "ilvl"), _LEVELS - 1) if name_of(element) == "lvlOverride" else None
        if depth is None:
            continue
        own = {**levels, **_levels(element)}.get(depth)
        start = _whole(value_of(element, "startOverride"), _LARGEST_NUMBER)
        if own is not None:
            changed[depth] = own if start is None else replace(own, start=start)
    return changed
