"""One map in one format, from a view to bytes: the single way for commands and builds."""

from __future__ import annotations

from argmap.maps.engine import ENGINE_NAMES, Engine, draw
from argmap.maps.svg import CLAIM_LINK, SECTION_LINK, to_svg
from argmap.maps.view import View


def write_map(
    view: View,
    form: str,
    engine: Engine | None = None,
    claim_link: str = CLAIM_LINK,
    section_link: str = SECTION_LINK,
) -> tuple[bytes, str]:
    """The map's bytes and, in words, what laid it out. `form` is svg, dot, pdf or png; see `to_picture` for errors."""
    from argmap.maps.dot import to_dot

    if form == "dot":
        return to_dot(view, None, claim_link, section_link).encode(), "not laid out yet"
    drawing = draw(view, engine)
    named = f"laid out by {ENGINE_NAMES[drawing.engine]}"
    if form in ("pdf", "png"):
        from argmap.maps.pictures import to_picture

        return to_picture(drawing, "pdf" if form == "pdf" else "png"), named
    return to_svg(drawing, claim_link, section_link).encode(), named
