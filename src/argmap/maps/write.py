"""One map in one format, from a view to bytes: the single way for commands and builds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from argmap.maps.drawing import Drawing, Page
from argmap.maps.engine import ENGINE_NAMES, Engine, draw
from argmap.maps.pages import Sheet, draw_pages
from argmap.maps.pieces import Direction
from argmap.maps.style import Theme
from argmap.maps.svg import CLAIM_LINK, SECTION_LINK, to_svg
from argmap.maps.view import View

Form = Literal["svg", "dot", "pdf", "png"]
_PIXEL = 0.75


@dataclass(frozen=True, slots=True)
class Manner:
    """How a map is drawn: on which `sheet`, which way it runs, how large (1 is the usual size), in which colours.

    Without a sheet the map is as large as it needs to be; without a sheet and a direction Graphviz lays it out, if it
    can. Without a theme an SVG follows the reader's system.
    """

    sheet: Sheet | None = None
    direction: Direction | None = None
    scale: float = 1.0
    theme: Theme | None = None
    engine: Engine | None = None
    claim_link: str = CLAIM_LINK
    section_link: str = SECTION_LINK


_AS_USUAL = Manner()


def write_map(view: View, form: Form, manner: Manner = _AS_USUAL, stem: str = "map") -> tuple[list[bytes], str]:
    """The map's files, one a page (of a PDF one in all), and in words who laid it out and on how many pages.

    `form` is svg, dot, pdf or png; see `to_pictures` for errors. Pages of an SVG point to one another as `STEM-2.svg`.
    """
    if form == "dot":
        from argmap.maps.dot import to_dot

        return [to_dot(view, manner.claim_link, manner.section_link).encode()], "not laid out yet"
    drawings = _drawn(view, manner)
    named = f"laid out by {ENGINE_NAMES[drawings[0].engine]}"
    if len(drawings) > 1:
        named += f" on {len(drawings)} pages"
    if form in ("pdf", "png"):
        from argmap.maps.pictures import to_pictures

        theme = manner.theme or "light"
        return to_pictures(drawings, form, theme, manner.claim_link, manner.section_link), named
    address = f"{stem}-{{id}}.svg"
    return [
        to_svg(drawing, manner.claim_link, manner.section_link, page_link=address, theme=manner.theme).encode()
        for drawing in drawings
    ], named


def _drawn(view: View, manner: Manner) -> Sequence[Drawing]:
    if manner.sheet or manner.direction:
        return draw_pages(view, manner.sheet, manner.direction, manner.scale)
    drawing = draw(view, manner.engine)
    return [drawing if manner.scale == 1.0 else replace(drawing, page=Page(1, 1, _PIXEL * manner.scale))]
