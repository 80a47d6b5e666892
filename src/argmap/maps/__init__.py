"""Maps of an argument: which claims (`views`), how they look (`style`), where they stand (`engine`), how it is written.

>>> svg = to_svg(draw(overview(argument, evaluation)))  # doctest: +SKIP
"""

from argmap.maps.coloured_by import COLOURED_BY, coloured
from argmap.maps.dot import to_dot
from argmap.maps.drawing import Drawing
from argmap.maps.engine import ENGINE_NAMES, Drawings, draw, draw_all
from argmap.maps.pages import draw_pages, sheet_named
from argmap.maps.standard_form import as_table, as_text, standard_form
from argmap.maps.svg import to_svg
from argmap.maps.trim import without_ids, without_judgement
from argmap.maps.view import View
from argmap.maps.views import (
    Extent,
    all_views,
    default_view,
    neighbourhood,
    overview,
    path_to_conclusion,
    section_map,
    unsupported_only,
    whole_map,
)
from argmap.maps.write import Manner, write_map

__all__ = [
    "COLOURED_BY",
    "ENGINE_NAMES",
    "Drawing",
    "Drawings",
    "Extent",
    "Manner",
    "View",
    "all_views",
    "as_table",
    "as_text",
    "coloured",
    "default_view",
    "draw",
    "draw_all",
    "draw_pages",
    "neighbourhood",
    "overview",
    "path_to_conclusion",
    "section_map",
    "sheet_named",
    "standard_form",
    "to_dot",
    "to_svg",
    "unsupported_only",
    "whole_map",
    "without_ids",
    "without_judgement",
    "write_map",
]
