"""Maps of an argument: which claims (`views`), how they look (`style`), where they stand (`engine`), how it is written.

>>> svg = to_svg(draw(overview(argument, evaluation)))  # doctest: +SKIP
"""

from argmap.maps.dot import to_dot
from argmap.maps.drawing import Drawing
from argmap.maps.engine import ENGINE_NAMES, draw, draw_all
from argmap.maps.svg import to_svg
from argmap.maps.view import View
from argmap.maps.views import (
    all_views,
    default_view,
    neighbourhood,
    overview,
    path_to_conclusion,
    section_map,
    unsupported_only,
    whole_map,
)
from argmap.maps.write import write_map

__all__ = [
    "ENGINE_NAMES",
    "Drawing",
    "View",
    "all_views",
    "default_view",
    "draw",
    "draw_all",
    "neighbourhood",
    "overview",
    "path_to_conclusion",
    "section_map",
    "to_dot",
    "to_svg",
    "unsupported_only",
    "whole_map",
    "write_map",
]
