"""Which maps the report carries: all that fit, in their order, with a word on those that do not.

A report must stay under ten megabytes, and five thousand claims make more maps than anybody looks through; what is
left out can be drawn by `argmap map`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from argmap.ground.text import plural, say_list
from argmap.outputs.report.page import MapShown

if TYPE_CHECKING:
    from argmap.argument.model import Argument
    from argmap.evaluation import Evaluation
    from argmap.maps import Drawing

MOST_MARKUP = 4_000_000
LEAST_MARKUP = 700_000
"""Characters of SVG that a report may hold: the most, and what is left of it where claims are very many."""

_MOST_IN_PICTURE = 6

_NODE = re.compile(r'data-claim="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Atlas:
    """The maps that are shown, the claims that stand on one of them, what is said of the maps, the first picture."""

    maps: tuple[MapShown, ...] = ()
    claims: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    picture: MapShown | None = None


def bind_maps(drawings: Sequence[Drawing], number_of_claims: int) -> Atlas:
    """The drawings as markup for the page. The first node of each claim gets the address `#map-ID`."""
    from argmap.maps import to_svg

    limit = max(LEAST_MARKUP, MOST_MARKUP - 700 * number_of_claims)

    shown: list[MapShown] = []
    engines: dict[str, None] = {}
    claims: set[str] = set()
    used = 0

    def address(node: re.Match[str]) -> str:
        if node[1] in claims:
            return node[0]
        claims.add(node[1])
        return f'{node[0]} id="map-{node[1]}"'

    for number, drawing in enumerate(drawings):
        svg = to_svg(drawing, embedded=True)
        used += len(svg)
        if used > limit and shown:
            left = plural(len(drawings) - number, "further map is", "further maps are")
            return Atlas(
                tuple(shown),
                frozenset(claims),
                (_say_engines(engines), f"{left} left out here to keep the page small; `argmap map` draws each."),
            )
        engines.setdefault(drawing.engine)
        view = drawing.view
        caption = " ".join((view.description, *view.notes))
        of_section = view.name.startswith("section-")
        shown.append(MapShown(f"drawing-{view.name}", view.title, caption, _NODE.sub(address, svg), of_section))
    return Atlas(tuple(shown), frozenset(claims), (_say_engines(engines),) if shown else ())


def draw_picture(argument: Argument, evaluation: Evaluation, conclusion: str) -> MapShown | None:
    """The conclusion with what bears on it most directly, as many claims as can be read on the first screen.

    None where nothing does: the page says the conclusion's words beside it.
    """
    from argmap.maps import to_svg
    from argmap.maps.pages import Sheet, draw_pages
    from argmap.maps.trim import claims_alone
    from argmap.maps.views import at_first_sight

    # 640 × 480 pixels of the screen at most, no word below eleven of them; the margin has the frame of a chosen card
    sheet = Sheet(480.0, 360.0, 13.5, 10.6)
    for most in range(_MOST_IN_PICTURE, 0, -1):
        view = at_first_sight(argument, evaluation, conclusion, most)
        pages = draw_pages(replace(claims_alone(view), notes=()), sheet, "LR")
        if len(pages) == 1:
            break
    if len(view.cards) == 1:
        return None
    lowest = max(box.bottom for box in pages[0].boxes.values())
    picture = replace(pages[0], height=round(lowest + 12.0, 1))
    return MapShown("picture", view.title, " ".join(view.notes), to_svg(picture, embedded=True))


def _say_engines(engines: dict[str, None]) -> str:
    from argmap.maps import ENGINE_NAMES

    return f"The maps were laid out by {say_list([ENGINE_NAMES[engine] for engine in engines])}."
