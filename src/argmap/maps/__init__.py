"""Maps of an argument: which claims (`views`), how they look (`style`), where they stand (`engine`), how it is written.

>>> svg = to_svg(draw(overview(argument, evaluation)))  # doctest: +SKIP
"""

from argmap.maps.drawing import Drawing
from argmap.maps.engine import draw, draw_all
from argmap.maps.svg import to_svg
from argmap.maps.view import View
from argmap.maps.views import (
    all_views,
    neighbourhood,
    overview,
    path_to_conclusion,
    section_map,
    unsupported_only,
    whole_map,
)

__all__ = [
    "Drawing",
    "View",
    "all_views",
    "draw",
    "draw_all",
    "neighbourhood",
    "overview",
    "path_to_conclusion",
    "section_map",
    "to_svg",
    "unsupported_only",
    "whole_map",
]
