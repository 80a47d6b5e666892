"""The one table of how each element of an argument looks, on maps and in the report alike.

A status is always said four times: by glyph, word, border style and colour, since the two warm colours merge for
readers with deuteranopia. Colours are chosen for contrast of 4.5:1 (words) and 3:1 (lines) on both themes; a test
computes them. Glyphs are paths in a box of 10 × 10 around the origin, so that no font is needed for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

Theme = Literal["light", "dark"]
Line = Literal["solid", "dashed", "dotted"]
Corners = Literal["round", "square"]

FONT_FAMILY = "Arial, 'Liberation Sans', Helvetica, 'Nimbus Sans', Arimo, sans-serif"
BODY_SIZE = 11.5
CONCLUSION_SIZE = 14.0
ROW_SIZE = 9.5
STATUS_SIZE = 9.0
GROUP_SIZE = 12.0


@dataclass(frozen=True, slots=True)
class Colours:
    """Border, status words and fill of an element in one theme, as `#RRGGBB`."""

    border: str
    text: str
    fill: str


@dataclass(frozen=True, slots=True)
class Element:
    """How one kind of card looks. `path` is the glyph as an SVG path (even-odd fill), `glyph` the same as a letter."""

    name: str
    word: str
    meaning: str
    glyph: str
    path: str
    light: Colours
    dark: Colours
    line: Line = "solid"
    line_width: float = 1.5
    corners: Corners = "round"

    def colours(self, theme: Theme) -> Colours:
        """The colours in a theme."""
        return self.light if theme == "light" else self.dark


@dataclass(frozen=True, slots=True)
class LinkStyle:
    """How one kind of line looks, with its word for people and what it means."""

    name: str
    word: str
    meaning: str
    light: str
    dark: str
    width: float
    dash: str = ""
    end: Literal["arrow", "tee", "none"] = "arrow"

    def colour(self, theme: Theme) -> str:
        """The line's colour in a theme."""
        return self.light if theme == "light" else self.dark


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies behind and beside the cards in one theme: the page, sections, body words, quiet words."""

    page: str
    group: str
    group_border: str
    text: str
    quiet: str
    conclusion_text: str


_LOZENGE = "M0 -5L3.8 0L0 5L-3.8 0ZM0 -2.6L-2 0L0 2.6L2 0Z"
_DISC = "M-4.2 0A4.2 4.2 0 1 1 4.2 0A4.2 4.2 0 1 1 -4.2 0Z"
_RING = "M-4.2 0A4.2 4.2 0 1 1 4.2 0A4.2 4.2 0 1 1 -4.2 0ZM-2.8 0A2.8 2.8 0 1 0 2.8 0A2.8 2.8 0 1 0 -2.8 0Z"
_TRIANGLE = "M0 -4.6L4.8 4L-4.8 4Z"
_PLUS_MINUS = "M-0.8 -5H0.8V-2.6H3.8V-1H0.8V1.6H-0.8V-1H-3.8V-2.6H-0.8ZM-3.8 3H3.8V4.6H-3.8Z"
_CROSS = "M-4 -2.6L-2.6 -4L0 -1.4L2.6 -4L4 -2.6L1.4 0L4 2.6L2.6 4L0 1.4L-2.6 4L-4 2.6L-1.4 0Z"
_UNEQUAL = (
    "M-4.4 -2.6H0.5L1.9 -5H3.4L2 -2.6H4.4V-1.1H1.2L-0.1 1.1H4.4V2.6H-0.9L-2.3 5H-3.8L-2.4 2.6H-4.4V1.1"
    "H-1.6L-0.3 -1.1H-4.4Z"
)
_SQUARE = "M-3.8 -3.8H3.8V3.8H-3.8Z"
_FRAME = f"{_SQUARE}M-2.5 -2.5V2.5H2.5V-2.5Z"

_BLUE = Colours("#0072B2", "#005A8C", "#FFFFFF"), Colours("#4DA3DB", "#7CC0EC", "#10212E")
_AMBER = Colours("#9A6700", "#7D5200", "#FFF8E5"), Colours("#D9A441", "#E8BE6A", "#2A2210")
_RED = Colours("#B5331C", "#9C2A15", "#FDEDE8"), Colours("#F0806A", "#F59C8A", "#331814")
_GREY = Colours("#57606A", "#57606A", "#FFFFFF"), Colours("#9AA4AF", "#B3BCC6", "#161B22")

ELEMENTS: Mapping[str, Element] = {
    element.name: element
    for element in (
        Element(
            "conclusion",
            "conclusion",
            "what is argued for",
            "◊",
            _LOZENGE,
            Colours("#1F2A44", "#FFFFFF", "#1F2A44"),
            Colours("#DCE6F5", "#141C2E", "#DCE6F5"),
        ),
        Element("established", "established", "stands on evidence that a person has judged", "●", _DISC, *_BLUE),
        Element(
            "provisional",
            "provisional",
            "stands if what nobody has judged is granted",
            "▲",
            _TRIANGLE,
            *_AMBER,
        ),
        Element(
            "contested",
            "contested",
            "undecided between live reasons for and against",
            "±",
            _PLUS_MINUS,
            *_AMBER,
            "dashed",
        ),
        Element("unsupported", "unsupported", "no reason for it stands", "×", _CROSS, *_RED, "dashed", 2.4),
        Element("defeated", "defeated", "a live objection beats its reasons", "×", _CROSS, *_RED, "dashed", 2.4),
        Element("circular", "circular", "supported only by itself, through a ring", "×", _CROSS, *_RED, "dashed", 2.4),
        Element("draft", "draft", "picked out by a program, which found no reason for it", "□", _FRAME, *_GREY),
        Element("assumption", "assumption", "taken as given", "○", _RING, *_GREY, "dotted", 1.2),
        Element(
            "objection",
            "objection",
            "speaks against a claim or a step",
            "≠",
            _UNEQUAL,
            Colours("#7B3F8C", "#6A3279", "#F8F0FA"),
            Colours("#BE8FCC", "#D0A9DB", "#241A29"),
            corners="square",
        ),
        Element(
            "evidence",
            "evidence",
            "what a claim rests on directly",
            "■",
            _SQUARE,
            Colours("#7D8590", "#33566B", "#EAF3F9"),
            Colours("#8B98A5", "#A9C7DA", "#15232E"),
            line_width=1.0,
            corners="square",
        ),
    )
}

LINKS: Mapping[str, LinkStyle] = {
    link.name: link
    for link in (
        LinkStyle("supports", "support", "a reason for what it points to", "#6E7781", "#98A2AD", 1.2),
        LinkStyle("missing", "missing support", "a reason that does not stand", "#B5331C", "#F0806A", 1.6, "6 3.5"),
        LinkStyle("attacks", "attacks", "an objection to a claim", "#7B3F8C", "#BE8FCC", 1.8, "5 3.5", "tee"),
        LinkStyle("rebuts", "rebuts", "an objection to an objection", "#7B3F8C", "#BE8FCC", 1.8, "5 3.5", "tee"),
        LinkStyle("undercuts", "undercuts", "an objection to a step", "#7B3F8C", "#BE8FCC", 1.8, "5 3.5", "tee"),
        LinkStyle("warrants", "warrant", "how or why a step holds", "#6E7781", "#98A2AD", 1.2, "1.5 3", "none"),
        LinkStyle("answers", "answers", "a critical question of a step", "#6E7781", "#98A2AD", 1.2, "1.5 3", "none"),
        LinkStyle("restates", "restates", "the same in other words", "#0B6B62", "#5CC0B4", 1.4, "9 3 1.5 3", "none"),
    )
}

GROUND: Mapping[Theme, Ground] = {
    "light": Ground("#FFFFFF", "#F6F8FA", "#D0D7DE", "#1B1F24", "#57606A", "#FFFFFF"),
    "dark": Ground("#0F1318", "#191F27", "#3A434E", "#E6EAF0", "#A3ADB8", "#141C2E"),
}

KEYS: Mapping[str, tuple[str, str]] = {
    "key-1": ("#0B5FA5", "#7CB8EE"),
    "key-2": ("#A33B00", "#F0A070"),
    "key-3": ("#1B7837", "#7DCB8F"),
    "key-4": ("#8E3179", "#E39BD3"),
    "key-5": ("#6B5B00", "#D6C564"),
    "key-6": ("#00706E", "#62C9C3"),
    "key-7": ("#5B4BB5", "#B4A8F5"),
    "key-8": ("#57606A", "#AEB7C1"),
}
"""The fills of strips for what a person sorts claims by, light and dark, the commonest first; the words are on them in
the colour of the page."""
OTHER_KEY = "key-8"

DASHES: Mapping[Line, str] = {"solid": "", "dashed": "6 4", "dotted": "1.5 4"}


HEAVIER: tuple[tuple[int, float], ...] = ((2, 2.0), (5, 3.0), (10, 4.2))
"""From how many steps on a line between sections is how thick."""


def weight_of(strength: int) -> int:
    """The class of thickness of a line that stands for `strength` steps: 0 for a single one."""
    return sum(strength >= least for least, _ in HEAVIER)


_Rule = tuple[str, str]
_PAINTING = ("fill", "fill-rule", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin")
_AS_ATTRIBUTES = frozenset((*_PAINTING, "font-family", "font-weight", "font-style"))


@cache
def attributes_of(tag: str, classes: str, within: str, theme: Theme) -> str:
    """What the style rules say of an element, as attributes, for programs that read no style sheet.

    Office programs paint everything black that is coloured by a rule alone. In a browser every rule outweighs an
    attribute, so the same file still follows the reader's theme. `within` is the class of the group around it.
    """
    own, around = set(classes.split()), set(within.split())
    found: list[tuple[int, str]] = []
    for selector, declarations in (*_fixed_rules(), *_theme_rules(theme), *_key_rules(theme)):
        *outer, last = selector.split() or [""]
        name, *needed = last.split(".")
        fits = name in ("", tag) and set(needed) <= own and (last != "" or tag == "g")
        if fits and all(set(part.split(".")) - {""} <= around for part in outer):
            found.append((10 * len(needed) + 10 * len(outer) + bool(name), declarations))
    said: dict[str, str] = {}
    for _, declarations in sorted(found, key=lambda pair: pair[0]):
        for declaration in filter(None, (part.strip() for part in declarations.split(";"))):
            name, _, value = declaration.partition(":")
            if name in _AS_ATTRIBUTES:
                said[name] = value.strip()
    return "".join(f' {name}="{value}"' for name, value in said.items())


def stylesheet(theme: Theme | None = None, keys: bool = False) -> str:
    """The style rules of every map, light first, dark by the system's or the page's theme; or those of one `theme`.

    A page that embeds several maps includes this once; a map that stands alone carries it. `keys`: with those of the
    strips for what a person sorts claims by.
    """

    def coloured(theme: Theme) -> tuple[_Rule, ...]:
        return (*_theme_rules(theme), *(_key_rules(theme) if keys else ()))

    if theme:
        return "\n".join(_written(".argmap-map", (*_fixed_rules(), *coloured(theme))))
    dark = coloured("dark")
    return "\n".join(
        (
            *_written(".argmap-map", (*_fixed_rules(), *coloured("light"))),
            # paper is white: what is printed keeps the light colours
            "@media screen and (prefers-color-scheme: dark) {",
            *_written(":root:not([data-theme='light']) .argmap-map", dark),
            "}",
            "@media screen {",
            *_written("[data-theme='dark'] .argmap-map", dark),
            "}",
        )
    )


def _written(scope: str, rules: Iterable[_Rule]) -> list[str]:
    """The rules inside a scope; those with the same declarations are written once, at the place of the first."""
    alike: dict[str, list[str]] = {}
    for selector, declarations in rules:
        alike.setdefault(declarations, []).append(f"{scope} {selector}".rstrip())
    return [f"{', '.join(selectors)} {{ {declarations} }}" for declarations, selectors in alike.items()]


def _fixed_rules() -> tuple[_Rule, ...]:
    """What does not depend on the theme: selector and declarations."""
    rules: list[_Rule] = [
        ("", f"font-family: {FONT_FAMILY};"),
        ("text", "white-space: pre;"),
        (".b", "font-weight: bold;"),
        (".i", "font-style: italic;"),
        (".line", "fill: none;"),
        (".glyph", "fill-rule: evenodd;"),
        ("a", "text-decoration: none; cursor: pointer;"),
        (".card.section", "stroke-width: 1.2;"),
        (".group", "stroke-width: 1.2;"),
        (".focus", "stroke-width: 2;"),
        (".plus", "fill: none; stroke-width: 1.6;"),
        ("a:focus-visible", "outline: 3px solid #0072B2; outline-offset: 2px;"),
    ]
    for element in ELEMENTS.values():
        dash = f" stroke-dasharray: {DASHES[element.line]};" if element.line != "solid" else ""
        cap = " stroke-linecap: round;" if element.line == "dotted" else ""
        rules.append((f".card.{element.name}", f"stroke-width: {element.line_width:g};{dash}{cap}"))
    rules.append((".card.pill", "stroke-width: 1; stroke-dasharray: none;"))
    for link in LINKS.values():
        dash = f" stroke-dasharray: {link.dash};" if link.dash else ""
        rules.append((f".line.{link.name}", f"stroke-width: {link.width:g};{dash}"))
    # spelt out twice, to weigh more than the rules of the link's kind
    rules += [(f".line.line.weight-{w}", f"stroke-width: {width:g};") for w, (_, width) in enumerate(HEAVIER, start=1)]
    return tuple(rules)


def _key_rules(theme: Theme) -> tuple[_Rule, ...]:
    """The colours of the strips in one theme, for maps that have any."""
    fills = [(f".{name}", f"fill: {light if theme == 'light' else dark};") for name, (light, dark) in KEYS.items()]
    return (*fills, (".on-key", f"fill: {GROUND[theme].page};"))


def _theme_rules(theme: Theme) -> tuple[_Rule, ...]:
    """The colours of one theme: selector and declarations."""
    ground = GROUND[theme]
    rules: list[_Rule] = [
        (".page", f"fill: {ground.page};"),
        (".group", f"fill: {ground.group}; stroke: {ground.group_border};"),
        ("text", f"fill: {ground.text};"),
        (".quiet", f"fill: {ground.quiet};"),
        (".card.section", f"fill: {ground.page}; stroke: {ground.quiet};"),
        (".plus", f"stroke: {ground.page};"),
        (".focus", f"stroke: {ground.text};"),
        # a text of its own below the word: not every renderer knows `paint-order`
        (".halo", f"fill: {ground.page}; stroke: {ground.page}; stroke-width: 3.5; stroke-linejoin: round;"),
        (".card.step", f"fill: {ground.group}; stroke: {ground.group_border}; stroke-width: 1;"),
    ]
    for element in ELEMENTS.values():
        colours = element.colours(theme)
        rules += [
            (f".card.{element.name}", f"fill: {colours.fill}; stroke: {colours.border};"),
            (f".rule.{element.name}", f"stroke: {colours.border};"),
            (f".bar.{element.name}", f"fill: {colours.border}; stroke: {colours.fill};"),
            (f".tone.{element.name}", f"fill: {colours.text};"),
        ]
    # on the page, and not on its own dark card, the conclusion's glyph takes its border's colour
    conclusion = f"fill: {ELEMENTS['conclusion'].colours(theme).border};"
    rules += [(".legend .tone.conclusion", conclusion), (".claim .tone.conclusion", conclusion)]
    rules.append((".on-conclusion", f"fill: {ground.conclusion_text};"))
    for link in LINKS.values():
        colour = link.colour(theme)
        rules += [
            (f".line.{link.name}", f"stroke: {colour};"),
            (f".end.{link.name}", f"fill: {colour};"),
            (f".word.{link.name}", f"fill: {colour};"),
        ]
    return tuple(rules)
