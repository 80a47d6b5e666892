"""Writes a finished map as SVG: our own markup, not Graphviz's.

Every card is a link with a name of its own, in the order of the argument, so that a map can be read with a keyboard
and a screen reader. Each line of text carries its measured length, which keeps it inside its card even where the
reader's machine has none of the typefaces. What comes from a project is escaped where it is set into the markup, the
rest is ours; what is hidden in a text was made visible before.

No template, since nobody has one of their own for maps and a tenth of a large build went into filling it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from unicodedata import bidirectional

from markupsafe import escape

from argmap.maps.drawing import ARROW, Drawing, Route, Words, line_end
from argmap.maps.faces import Block, Mark, Run
from argmap.maps.layout import Box, Point
from argmap.maps.measure import shorten
from argmap.maps.safety import checked_link, link_to
from argmap.maps.style import (
    ELEMENTS,
    GROUP_SIZE,
    KEYS,
    LINKS,
    STATUS_SIZE,
    Theme,
    attributes_of,
    stylesheet,
    weight_of,
)
from argmap.maps.view import Card, Joint

CLAIM_LINK = "#claim-{id}"
SECTION_LINK = "#section-{id}"
PAGE_LINK = "#page-{id}"
_ARROW_LEFT = f"M{{:g}} {{:g}}l{ARROW:g} {-ARROW / 2:g}v{ARROW:g}Z"

_FRAME_MARGIN = 12


def to_svg(
    drawing: Drawing,
    claim_link: str = CLAIM_LINK,
    section_link: str = SECTION_LINK,
    embedded: bool = False,
    page_link: str = PAGE_LINK,
    theme: Theme | None = None,
) -> str:
    """The map as SVG text.

    The link patterns hold `{id}` and lead to a place on the page, a relative path or a web address (else
    `ArgmapError`); `page_link` leads to another page of the same map. With a `theme` the colours are fixed, without
    one they follow the reader's system. `embedded` leaves out the XML declaration, the style rules (the page has
    `style.stylesheet()`) and the heading (the page has its own), and numbers cards, joints and the ends of lines
    (`data-n`, `data-from`, `data-to`), so that a script can follow the argument; ids are unique to the view either way.
    """
    claim_link, section_link = checked_link(claim_link), checked_link(section_link)
    checked_link(page_link)
    top = 0.0 if not embedded or not drawing.heading else round(drawing.heading[-1].y - 6.0, 1)
    view = drawing.view
    ends = [*(card.id for card in view.cards), *(joint.id for joint in view.joints)]
    numbers = {end: number for number, end in enumerate(ends)} if embedded else {}
    pen = _Pen(_leave_plain if embedded else partial(attributes_of, theme=theme or "light"), numbers)
    links = (claim_link, section_link, page_link)
    return "\n".join(
        (
            *_head(drawing, pen, top, embedded, theme),
            '<g class="groups">',
            *(_frame(group.title, box, pen) for group, box in drawing.frames),
            "</g>",
            '<g class="links">',
            *(_route(route, pen) for route in drawing.routes),
            *(_joint(joint, drawing.boxes[joint.id], pen) for joint in view.joints),
            *(word for route in drawing.routes if route.word_at for word in _word(route, route.word_at, pen)),
            "</g>",
            '<g class="cards" role="list">',
            *(line for card in view.cards for line in _card(drawing, card, links, pen)),
            "</g>",
            '<g class="legend" role="group" aria-label="Legend">',
            *(line for words in drawing.legend for line in _legend(words, pen)),
            "</g>",
            "</g>",
            "</svg>",
        )
    )


_Paint = Callable[[str, str, str], str]


def _leave_plain(tag: str, classes: str, within: str) -> str:
    """A page that embeds a map has the style sheet, and every browser reads it."""
    return ""


@dataclass(frozen=True, slots=True)
class _Pen:
    """How the elements of one map are painted, and the numbers of its cards and joints where they bear one."""

    paint: _Paint
    numbers: Mapping[str, int]

    def classed(self, tag: str, classes: str, within: str = "") -> str:
        """The class of an element, and its attributes for programs that read no style sheet."""
        return f' class="{classes}"{self.paint(tag, classes, within)}'

    def number(self, end: str) -> str:
        return f' data-n="{self.numbers[end]}"' if self.numbers else ""

    def ends(self, route: Route) -> str:
        if not self.numbers:
            return ""
        return f' data-from="{self.numbers[route.link.source]}" data-to="{self.numbers[route.link.target]}"'

    def text(self, line: Run | Words, classes: str, within: str = "") -> str:
        turned = ' direction="rtl" text-anchor="end"' if right_to_left(line.text) else ""
        painted = f"{self.classed('text', classes, within) if classes else self.paint('text', classes, within)}"
        return (
            f'<text x="{line.x:g}" y="{line.y:g}" font-size="{line.size:g}" textLength="{line.width:.1f}"'
            f' lengthAdjust="spacingAndGlyphs"{turned}{painted}>{escape(line.text)}</text>'
        )


def _head(drawing: Drawing, pen: _Pen, top: float, embedded: bool, theme: Theme | None) -> Iterator[str]:
    view, prefix = drawing.view, escape(f"map-{drawing.view.name}")
    width, height = _size(drawing, top)
    if not embedded:
        yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 {top:g}'
        f' {drawing.width:g} {drawing.height - top:g}" role="group" aria-labelledby="{prefix}-title"'
        f' aria-describedby="{prefix}-desc" data-engine="{drawing.engine}">'
    )
    yield f'<title id="{prefix}-title">{escape(view.title)}</title>'
    yield f'<desc id="{prefix}-desc">{escape(" ".join((view.description, *view.notes)))}</desc>'
    if not embedded:
        keys = any(card.keys for card in view.cards) or any(words.sample in KEYS for words in drawing.legend)
        yield f"<style>\n{stylesheet(theme, keys)}\n</style>"
    yield f'<g class="argmap-map"{pen.paint("g", "", "")}>'
    area = f'y="{top:g}" width="{drawing.width:g}" height="{drawing.height - top:g}"'
    yield f"<rect{pen.classed('rect', 'page')} {area}/>"
    if not embedded:
        yield '<g class="heading">'
        yield from (pen.text(words, _weight(words)) for words in drawing.heading)
        yield "</g>"


def right_to_left(words: str) -> bool:
    """Whether a line runs from right to left: its first letter with a direction does (UAX #9, rules P2 and P3).

    Such a line ends at the left, so that an anchor at its end keeps it in its place.
    """
    if words.isascii():
        return False
    direction = next((d for c in words if (d := bidirectional(c)) in ("L", "R", "AL")), "L")
    return direction != "L"


def _size(drawing: Drawing, top: float) -> tuple[str, str]:
    """Width and height of the picture: as on paper, or in pixels."""
    if drawing.page:
        return f"{drawing.width * drawing.page.points:.1f}pt", f"{drawing.height * drawing.page.points:.1f}pt"
    return f"{drawing.width:g}", f"{drawing.height - top:g}"


def _frame(title: str, box: Box, pen: _Pen) -> str:
    shown = shorten(title, box.width - 2 * _FRAME_MARGIN, GROUP_SIZE, bold=True)
    full = f"<title>{escape(title)}</title>" if shown != title else ""
    return (
        f'<g role="presentation">{full}<rect{pen.classed("rect", "group")} x="{box.x:g}" y="{box.y:g}"'
        f' width="{box.width:.1f}" height="{box.height:.1f}" rx="12"/><text{pen.classed("text", "b quiet")}'
        f' x="{box.x + _FRAME_MARGIN:g}" y="{round(box.y + 17, 1):g}" font-size="{GROUP_SIZE:g}">{escape(shown)}'
        "</text></g>"
    )


def _card(drawing: Drawing, card: Card, links: tuple[str, str, str], pen: _Pen) -> Iterator[str]:
    box, face = drawing.boxes[card.id], drawing.faces[card.id]
    claim_link, section_link, page_link = links
    elsewhere = bool(card.page and drawing.page and card.page != drawing.page.number)
    pattern = section_link if card.kind == "section" else claim_link
    href = link_to(page_link, str(card.page)) if elsewhere else link_to(pattern, card.target)
    element = ELEMENTS.get(card.look)
    radius = 3 if element and element.corners == "square" else 8 if card.kind in ("outside", "elsewhere") else 12
    name = escape(f"{card.name} Why: {card.about}" if card.about else card.name)
    role = "main" if card.look == "conclusion" else card.kind
    kind = card.kind if card.kind in ("section", "step", "elsewhere") else "claim"
    target = escape(card.target)
    hover = f" ({target})" if pen.numbers and card.kind in ("claim", "outside") else ""
    yield (
        f'<g role="listitem" class="{role}"{pen.number(card.id)}><a href="{escape(href)}" aria-label="{name}"'
        f' data-{kind}="{target}"><g transform="translate({box.x:g} {box.y:g})" aria-hidden="true">'
        f"<title>{name}{hover}</title>"
    )
    if card.id == drawing.view.focus:
        around = f'x="-6" y="-6" width="{box.width + 12:g}" height="{box.height + 12:g}" rx="{radius + 6}"'
        yield f"<rect{pen.classed('rect', 'line focus')} {around}/>"
    small = " outside" if card.kind == "outside" else ""
    yield (
        f'<rect class="card {card.look}{small}"{pen.paint("rect", f"card {card.look}", "")} width="{box.width:g}"'
        f' height="{box.height:g}" rx="{radius}"/>'
    )
    if face.rule:
        yield f'<path{pen.classed("path", f"line rule {card.look}")} d="M10 {face.rule:g}h{box.width - 20:g}"/>'
    for block in face.blocks:
        painted = pen.classed("rect", block.element if block.element in KEYS else _filled(block))
        size = f'width="{block.width:.1f}" height="{block.height:g}"' + (' rx="5"' if block.pill else "")
        yield f'<rect{painted} x="{block.x:g}" y="{block.y:g}" {size}/>'
    for mark in face.marks:
        place = f"translate({mark.x:.1f} {mark.y:.1f}) scale({mark.size / 10:g})"
        painted = pen.classed("path", _glyph(mark, card), card.kind)
        yield f'<path{painted} transform="{place}" d="{ELEMENTS[mark.element].path}"/>'
    for run in face.runs:
        yield pen.text(run, _tone(run), card.kind)
    yield "</g></a></g>"


def _filled(block: Block) -> str:
    return f"{'pill card' if block.pill else 'bar'} {block.element}"


def _tone(run: Run) -> str:
    tone = (
        "on-key"
        if run.tone in KEYS
        else {"body": "", "quiet": "quiet", "on-conclusion": "on-conclusion"}.get(run.tone, f"tone {run.tone}")
    )
    return " ".join(filter(None, (tone, "b" if run.bold else "", "i" if run.italic else "")))


def _glyph(mark: Mark, card: Card) -> str:
    plain = card.look == "conclusion" and mark.element in ("conclusion", "assumption", "evidence", "objection")
    row = card.look == "conclusion" and mark.size < 8
    return "glyph on-conclusion" if plain or row else f"glyph tone {mark.element}"


def _joint(joint: Joint, box: Box, pen: _Pen) -> str:
    x, y = round(box.x + box.width / 2, 1), round(box.middle, 1)
    name = escape(joint.name)
    plus = f"M{x - 3.4:g} {y:g}h6.8M{x:g} {y - 3.4:g}v6.8"
    return (
        f'<g class="joint"{pen.number(joint.id)} role="img" aria-label="{name}"><title>{name}</title>'
        f'<circle{pen.classed("circle", f"end {joint.look}")} cx="{x:g}" cy="{y:g}" r="{box.width / 2:g}"/>'
        + (f'<path{pen.classed("path", "plus")} d="{plus}"/></g>' if joint.linked else "</g>")
    )


def _route(route: Route, pen: _Pen) -> str:
    # from its end: dashes of lines that share their last stretch fall on one another there, and do not close it up
    points = line_end(route)[::-1]
    path = f"M{_pair(points[0])}C" + " ".join(map(_pair, points[1:]))
    link = route.link
    style, weight = LINKS[link.kind], weight_of(link.strength)
    x, y = route.points[-1]
    end = ""
    if link.ended and style.end == "arrow":
        end = f"M{x:g} {y:g}l{-ARROW / 2:g} {ARROW:g}h{ARROW:g}Z" if route.up else _ARROW_LEFT.format(x, y)
    elif link.ended and style.end == "tee":
        end = f"M{x - 5:g} {y + 1:g}v3.2h10v-3.2Z" if route.up else f"M{x + 1:g} {y - 5:g}h3.2v10h-3.2Z"
    line = f"line {link.kind} weight-{weight}" if weight else f"line {link.kind}"
    name = escape(link.name)
    return (
        f'<g class="link"{pen.ends(route)} role="img" aria-label="{name}"><title>{name}</title>'
        f'<path{pen.classed("path", line)} d="{path}"/>'
        + (f'<path{pen.classed("path", f"end {link.kind}")} d="{end}"/></g>' if end else "</g>")
    )


def _word(route: Route, place: Point, pen: _Pen) -> Iterator[str]:
    """The word of a line, over a wider one in the colour of the page."""
    for layer in ("halo", f"word {route.link.kind}"):
        yield (
            f'<text{pen.classed("text", layer)}{pen.ends(route)} x="{place[0]:g}" y="{place[1]:g}"'
            f' font-size="{STATUS_SIZE:g}" text-anchor="middle" aria-hidden="true">{escape(route.link.word)}</text>'
        )


def _pair(point: tuple[float, float]) -> str:
    return f"{point[0]:g} {point[1]:g}"


def _weight(words: Words) -> str:
    return " ".join(filter(None, ("b" if words.bold else "", "quiet" if words.quiet else "")))


def _legend(words: Words, pen: _Pen) -> Iterator[str]:
    element, link = ELEMENTS.get(words.sample), LINKS.get(words.sample)
    x, y = words.x, words.y - 3.6
    if element:
        painted = pen.classed("path", f"glyph tone {words.sample}", "legend")
        yield f'<path{painted} transform="translate({x - 9:.1f} {y:.1f})" d="{element.path}"/>'
    elif link:
        head = {
            "arrow": f"M{x - 34:.1f} {y:.1f}l7.5 -3.75v7.5Z",
            "tee": f"M{x - 32:.1f} {words.y - 9.6:.1f}h3.2v12h-3.2Z",
        }.get(link.end)
        line = f'<path{pen.classed("path", f"line {link.name}")} d="M{x - 6:.1f} {y:.1f}h-22"/>'
        yield line + (f'<path{pen.classed("path", f"end {link.name}")} d="{head}"/>' if head else "")
    elif words.sample in KEYS:
        painted = pen.classed("rect", words.sample)
        yield f'<rect{painted} x="{x - 16:.1f}" y="{words.y - 8.6:.1f}" width="13" height="10"/>'
    elif words.sample == "joint":
        plus = f"M{x - 12.4:.1f} {y:.1f}h6.8M{x - 9:.1f} {words.y - 7:.1f}v6.8"
        yield (
            f'<circle{pen.classed("circle", "end supports")} cx="{x - 9:.1f}" cy="{y:.1f}" r="6"/>'
            f'<path{pen.classed("path", "plus")} d="{plus}"/>'
        )
    yield pen.text(words, _weight(words))
