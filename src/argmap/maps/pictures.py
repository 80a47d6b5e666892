"""Maps as PDF and PNG, made from the SVG that `svg` writes, so that all three are the same picture.

Typst draws them (Apache-2.0, wheels for every platform): the one renderer tried that draws all of our SVG, makes both
formats, embeds the fonts it uses and keeps links. It is 34 MB and therefore an extra. Without a typeface of Arial's
widths every word would be squeezed or lost, so that is asked first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Literal

from argmap.ground.diagnostics import ArgmapError
from argmap.maps.drawing import Drawing
from argmap.maps.safety import link_to
from argmap.maps.style import FONT_FAMILY, Theme
from argmap.maps.svg import CLAIM_LINK, SECTION_LINK, to_svg

Picture = Literal["pdf", "png"]
DOTS_AN_INCH = 192.0
_PIXEL = 0.75


def to_pictures(
    drawings: Sequence[Drawing],
    form: Picture,
    theme: Theme = "light",
    claim_link: str = CLAIM_LINK,
    section_link: str = SECTION_LINK,
) -> list[bytes]:
    """The pages of a map as one PDF, or as a PNG each (192 dots an inch).

    Pointers lead to their pages in the PDF, and cards to web addresses where the link patterns are some. Raises
    `ArgmapError` where typst or a fitting typeface is missing.
    """
    try:
        import typst
    except ImportError:
        raise ArgmapError(
            f"A {form.upper()} needs one more library: pip install 'argmap[pictures]', or take --format svg."
        ) from None
    families = {family.casefold() for family in typst.Fonts(include_embedded_fonts=False).families()}
    wanted = [name.strip(" '") for name in FONT_FAMILY.split(",")][:-1]
    if not families & {name.casefold() for name in wanted}:
        raise ArgmapError(
            f"A {form.upper()} needs one of the typefaces {', '.join(wanted)}, and none is installed. Install one "
            "(Debian: apt install fonts-liberation), or take --format svg, which needs none."
        )
    numbered = {drawing.page.number if drawing.page else 1: drawing for drawing in drawings}
    inputs = {f"page{number}": to_svg(drawing, theme=theme) for number, drawing in numbered.items()}
    pages = "\n".join(_page(number, numbered, claim_link, section_link) for number in numbered)
    title = json.dumps(drawings[0].view.title, ensure_ascii=False)
    source = f"#set document(title: {title}, date: none)\n{pages}"
    try:
        made = typst.compile(source.encode(), format=form, ppi=DOTS_AN_INCH, sys_inputs=inputs)
    except RuntimeError as error:
        raise ArgmapError(f"The map cannot be drawn as {form.upper()}: {error}. Take --format svg.") from error
    return list(made) if isinstance(made, list) else [made]


def _page(number: int, numbered: Mapping[int, Drawing], claim_link: str, section_link: str) -> str:
    """One page in Typst's language: the picture, and what of it leads somewhere."""
    drawing = numbered[number]
    points = drawing.page.points if drawing.page else _PIXEL
    width, height = drawing.width * points, drawing.height * points
    said = json.dumps(f"{drawing.view.title}. {drawing.view.description}".strip(), ensure_ascii=False)
    parts = [
        f"#metadata(none) <page{number}>",
        f'#place(top + left, image(bytes(sys.inputs.page{number}), format: "svg", width: 100%, alt: {said}))',
    ]
    for card in drawing.view.cards:
        pattern = section_link if card.kind == "section" else claim_link
        if card.page != number and card.page in numbered:
            goal = f"<page{card.page}>"
        elif pattern.startswith(("http:", "https:")):
            goal = json.dumps(link_to(pattern, card.target))
        else:
            continue
        box = drawing.boxes[card.id]
        area = f"box(width: {box.width * points:.1f}pt, height: {box.height * points:.1f}pt)"
        at = f"dx: {box.x * points:.1f}pt, dy: {box.y * points:.1f}pt"
        parts.append(f"#place(top + left, {at}, link({goal}, {area}))")
    return f"#page(width: {width:.2f}pt, height: {height:.2f}pt, margin: 0pt)[\n{chr(10).join(parts)}\n]"
