"""Writes a finished map as SVG: our own markup, not Graphviz's.

Every card is a link with a name of its own, in the order of the argument, so that a map can be read with a keyboard
and a screen reader. Each line of text carries its measured length, which keeps it inside its card even where the
reader's machine has none of the typefaces. Escaping is Jinja's; what is hidden in a text was made visible before.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional

from markupsafe import Markup

from argmap.maps.drawing import ARROW, Drawing, Route, Words, line_end
from argmap.maps.faces import Block, Mark, Run
from argmap.maps.measure import shorten
from argmap.maps.safety import checked_link, link_to
from argmap.maps.style import ELEMENTS, GROUP_SIZE, LINKS, STATUS_SIZE, Theme, attributes_of, stylesheet, weight_of
from argmap.maps.view import Card

if TYPE_CHECKING:
    from jinja2 import Template

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
    cards = [_card(drawing, card, claim_link, section_link, page_link) for card in drawing.view.cards]
    top = 0.0 if not embedded or not drawing.heading else round(drawing.heading[-1].y - 6.0, 1)
    view = drawing.view
    ends = [*(card.id for card in view.cards), *(joint.id for joint in view.joints)]
    numbers = {end: number for number, end in enumerate(ends)} if embedded else {}
    return _template().render(
        drawing=drawing,
        prefix=f"map-{drawing.view.name}",
        standalone=not embedded,
        style="" if embedded else stylesheet(theme),
        size=_size(drawing, top),
        top=top,
        frames=[
            {
                "box": box,
                "title": shorten(group.title, box.width - 2 * _FRAME_MARGIN, GROUP_SIZE, bold=True),
                "full": group.title,
                "x": box.x + _FRAME_MARGIN,
                "y": round(box.y + 17, 1),
                "size": GROUP_SIZE,
            }
            for group, box in drawing.frames
        ],
        routes=[_route(route) for route in drawing.routes],
        joints=[_joint(drawing, joint.id, joint.look, joint.name, joint.linked) for joint in drawing.view.joints],
        cards=cards,
        numbers=numbers,
        paint=_leave_plain if embedded else partial(_paint, theme or "light"),
        legend=[_words(words) for words in drawing.legend],
        heading=[_words(words) for words in drawing.heading],
    )


def _paint(theme: Theme, tag: str, classes: str = "", within: str = "") -> Markup:
    return Markup(attributes_of(tag, classes, within, theme))  # noqa: S704 – from the style table alone


def _leave_plain(tag: str, classes: str = "", within: str = "") -> str:
    """A page that embeds a map has the style sheet, and every browser reads it."""
    return ""


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from argmap.ground.template_folders import template_folders

    environment = Environment(
        loader=FileSystemLoader(template_folders()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["right_to_left"] = right_to_left
    return environment.get_template("map.svg.j2")


def right_to_left(words: str) -> bool:
    """Whether a line runs from right to left: its first letter with a direction does (UAX #9, rules P2 and P3).

    Such a line ends at the left, so that an anchor at its end keeps it in its place.
    """
    direction = next((d for c in words if (d := bidirectional(c)) in ("L", "R", "AL")), "L")
    return direction != "L"


def _size(drawing: Drawing, top: float) -> tuple[str, str]:
    """Width and height of the picture: as on paper, or in pixels."""
    if drawing.page:
        return f"{drawing.width * drawing.page.points:.1f}pt", f"{drawing.height * drawing.page.points:.1f}pt"
    return f"{drawing.width:g}", f"{drawing.height - top:g}"


def _card(drawing: Drawing, card: Card, claim_link: str, section_link: str, page_link: str) -> dict[str, Any]:
    box, face = drawing.boxes[card.id], drawing.faces[card.id]
    element = ELEMENTS.get(card.look)
    pattern = section_link if card.kind == "section" else claim_link
    elsewhere = bool(card.page and drawing.page and card.page != drawing.page.number)
    return {
        "id": card.id,
        "kind": card.kind,
        "target": card.target,
        "href": link_to(page_link, str(card.page)) if elsewhere else link_to(pattern, card.target),
        "name": card.name,
        "about": card.about,
        "box": box,
        "look": card.look,
        "radius": 3 if element and element.corners == "square" else 8 if card.kind in ("outside", "elsewhere") else 12,
        "focus": card.id == drawing.view.focus,
        "rule": face.rule,
        "blocks": [_block(block) for block in face.blocks],
        "marks": [_mark(mark, card) for mark in face.marks],
        "runs": [_run(run) for run in face.runs],
    }


def _run(run: Run) -> dict[str, Any]:
    tone = {"body": "", "quiet": "quiet", "on-conclusion": "on-conclusion"}.get(run.tone, f"tone {run.tone}")
    classes = " ".join(filter(None, (tone, "b" if run.bold else "", "i" if run.italic else "")))
    return {"x": run.x, "y": run.y, "text": run.text, "size": run.size, "width": run.width, "classes": classes}


def _mark(mark: Mark, card: Card) -> dict[str, Any]:
    plain = card.look == "conclusion" and mark.element in ("conclusion", "assumption", "evidence", "objection")
    row = card.look == "conclusion" and mark.size < 8
    classes = "glyph on-conclusion" if plain or row else f"glyph tone {mark.element}"
    return {"x": mark.x, "y": mark.y, "scale": mark.size / 10, "path": ELEMENTS[mark.element].path, "classes": classes}


def _block(block: Block) -> dict[str, Any]:
    kind = "pill card" if block.pill else "bar"
    return {"block": block, "classes": f"{kind} {block.element}", "radius": 5 if block.pill else 0}


def _joint(drawing: Drawing, identifier: str, look: str, name: str, linked: bool) -> dict[str, Any]:
    box = drawing.boxes[identifier]
    return {
        "id": identifier,
        "x": round(box.x + box.width / 2, 1),
        "y": round(box.middle, 1),
        "radius": box.width / 2,
        "look": look,
        "name": name,
        "linked": linked,
    }


def _route(route: Route) -> dict[str, Any]:
    points = line_end(route)
    path = f"M{_pair(points[0])}C" + " ".join(_pair(point) for point in points[1:])
    style, weight = LINKS[route.link.kind], weight_of(route.link.strength)
    x, y = route.points[-1]
    end = ""
    if route.link.ended and style.end == "arrow":
        end = f"M{x:g} {y:g}l{-ARROW / 2:g} {ARROW:g}h{ARROW:g}Z" if route.up else _ARROW_LEFT.format(x, y)
    elif route.link.ended and style.end == "tee":
        end = f"M{x - 5:g} {y + 1:g}v3.2h10v-3.2Z" if route.up else f"M{x + 1:g} {y - 5:g}h3.2v10h-3.2Z"
    return {
        "link": route.link,
        "name": route.link.name,
        "kind": route.link.kind,
        "line": f"line {route.link.kind} weight-{weight}" if weight else f"line {route.link.kind}",
        "path": path,
        "end": end,
        "word": route.link.word,
        "word_at": route.word_at,
        "word_size": STATUS_SIZE,
    }


def _pair(point: tuple[float, float]) -> str:
    return f"{point[0]:g} {point[1]:g}"


def _words(words: Words) -> dict[str, Any]:
    element, link = ELEMENTS.get(words.sample), LINKS.get(words.sample)
    return {
        "words": words,
        "glyph": element.path if element else "",
        "line": link.name if link else "",
        "end": link.end if link else "",
        "joint": words.sample == "joint",
        "classes": " ".join(filter(None, ("b" if words.bold else "", "quiet" if words.quiet else ""))),
    }
