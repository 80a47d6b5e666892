"""The argument as a PowerPoint file: the verdict, the overview and each section, as shapes that can be moved.

Maps are those of the maps room, laid out by it; here its cards become native rounded boxes, and its lines connectors
glued to them, so that they follow a box that is moved. Words are set by the room's own width table, so that none runs
out of its box. A slide shows the claims of one section; what they rest on elsewhere is counted on their cards.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from argmap import maps
from argmap.evaluation.leaf_words import say_verified
from argmap.evaluation.runs import STANDING
from argmap.exchange.loss import LossReport
from argmap.exchange.office import without_moments
from argmap.exchange.parts import tell_claims, tell_step
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.text import plural, shorten
from argmap.ground.unseen import on_one_line
from argmap.maps.drawing import Drawing, Route
from argmap.maps.faces import PADDING
from argmap.maps.layout import Box
from argmap.maps.measure import text_width, wrap
from argmap.maps.pages import Sheet, draw_pages
from argmap.maps.style import ELEMENTS, GROUND, LINKS, ROW_SIZE, STATUS_SIZE, weight_of
from argmap.maps.svg import right_to_left
from argmap.maps.trim import claims_alone, without_ids
from argmap.maps.view import Card, Joint, Link, Row, View
from argmap.outputs.report.summary import count_labels
from argmap.outputs.wording import VERDICTS, name_works
from argmap.project import Project

_SHEET = Sheet(960.0, 540.0, 28.0, 10.0)
_MOST_TOGETHER = 25
"""So many claims are drawn together; more are drawn section by section."""
_FONT = "Arial"
_TITLE, _TEXT, _LEAST = 24.0, 16.0, 9.0
_LEADING = 1.24
_MOST_CONCLUSIONS, _MOST_HINGES = 3, 4
_EMU = 12700
_LAYOUT_TITLE_ONLY = 5
_LONGEST_PROPERTY = 255
_TOP, _LEFT, _BOTTOM, _RIGHT = 0, 1, 2, 3
"""The connection sites of a rectangle, in the order of OOXML's preset shapes."""
_HEADS = {"arrow": "triangle", "tee": "diamond"}
_DASHES = {"": None, "6 3.5": "dash", "5 3.5": "dash", "1.5 3": "sysDot", "9 3 1.5 3": "dashDot"}


def write(project: Project) -> tuple[bytes, LossReport]:
    """The slides of a project. Raises ArgmapError where python-pptx is missing, or there is no claim."""
    try:
        from pptx import Presentation
        from pptx.util import Emu
    except ImportError:
        raise ArgmapError("Slides need one more library: pip install 'argmap[slides]'.") from None
    if not project.argument.claims:
        raise ArgmapError("There is no claim, and so nothing to show.")
    made = Presentation()
    made.slide_width, made.slide_height = Emu(round(_SHEET.width * _EMU)), Emu(round(_SHEET.height * _EMU))
    title = on_one_line(project.shown_title) or "The argument"
    made.core_properties.title = shorten(title, _LONGEST_PROPERTY)
    made.core_properties.author = "argmap"
    deck = _Deck(made)
    _show_verdict(deck, project, title)
    for number, view in enumerate(_views(project)):
        drawings = [maps.draw(view)] if number == 0 and view.name == "overview" else draw_pages(view, _SHEET, "LR")
        slides = [deck.slide(_heading_of(drawing, view)) for drawing in drawings]
        for drawing, slide in zip(drawings, slides, strict=True):
            _show_map(deck, slide, drawing, slides)
    data = io.BytesIO()
    made.save(data)
    return without_moments(data.getvalue()), _report(project)


def _views(project: Project) -> Iterator[View]:
    """The maps to show: all of a small argument, else the overview and each section."""
    argument, evaluation, names = project.argument, project.evaluation, name_works(project)
    if len(argument.claims) <= _MOST_TOGETHER:
        yield without_ids(claims_alone(maps.whole_map(argument, evaluation, names)))
        return
    over = without_ids(maps.overview(argument, evaluation, names, _MOST_TOGETHER))
    yield replace(over, title="Overview", description="", notes=(), paper="", legend=False)
    whole = maps.Extent(whole=True)
    for section in argument.sections:
        if section.claims:
            yield _alone(maps.section_map(argument, evaluation, section.id, names, whole))


def _alone(view: View) -> View:
    """The section's own claims with the lines between them; each card says how many others it has to do with."""
    bare = claims_alone(view)
    own = tuple(card for card in bare.cards if card.kind == "claim")
    own_ids = {card.id for card in own}
    kept = own_ids | {joint.id for joint in bare.joints}
    outside = {card.id for card in bare.cards} - kept
    leads = {link.source: link.target for link in bare.links}
    below: Counter[str] = Counter()
    above: Counter[str] = Counter()
    for link in bare.links:
        if link.source in outside:
            end = link.target if link.target in own_ids else leads.get(link.target, link.target)
            below[end] += 1
        elif link.target in outside:
            above[link.source] += 1
    links = tuple(link for link in bare.links if link.source in kept and link.target in kept)
    leading = {link.source for link in links}
    joints = tuple(joint for joint in bare.joints if joint.id in leading)
    there = own_ids | {joint.id for joint in joints}
    links = tuple(link for link in links if link.source in there and link.target in there)
    cards = tuple(replace(card, rows=_elsewhere(below[card.id], above[card.id])) for card in own)
    return replace(bare, cards=cards, joints=joints, links=links, description="", paper="", legend=False)


def _elsewhere(below: int, above: int) -> tuple[Row, ...]:
    rows = [Row(f"+ {plural(below, 'claim')} of other sections bear on it")] if below > 1 else []
    rows = [Row("+ 1 claim of another section bears on it")] if below == 1 else rows
    rows += [Row("leads on to another section")] if above else []
    return tuple(rows)


def _heading_of(drawing: Drawing, view: View) -> str:
    page = drawing.page
    return f"{view.title} ({page.number} of {page.count})" if page and page.count > 1 else view.title


def _report(project: Project) -> LossReport:
    report = LossReport()
    report.keep("claim", len(project.argument.claims))
    for step in project.argument.steps():
        tell_step(step, "step", report)
    claims = project.argument.claims.values()
    # each stands on its card as a word
    tell_claims(claims, report, ("restatement", "definition", "value", "question"), besides=("assumption",))
    for claim in claims:
        if claim.assume is not None:
            report.change("assumption", claim.id, "the card says that it is one, and not why")
        elif claim.kind == "assumption":
            report.keep("assumption")
    return report


@dataclass(frozen=True, slots=True)
class _Said:
    """A piece of text: its size in points, its colour (``#RRGGBB``), and how it is set."""

    text: str
    size: float
    colour: str
    bold: bool = False
    italic: bool = False


class _Deck:
    """The presentation, and how shapes are put on its slides; all lengths in points."""

    def __init__(self, made: Any) -> None:
        self.made = made

    def slide(self, title: str) -> Any:
        """A new slide with a title of its own, by which people who see nothing find it."""
        slide = self.made.slides.add_slide(self.made.slide_layouts[_LAYOUT_TITLE_ONLY])
        shape = slide.shapes.title
        self.place(shape, Box(_SHEET.margin, 16.0, _SHEET.width - 2 * _SHEET.margin, 36.0))
        size, lines = fitted(title, _SHEET.width - 2 * _SHEET.margin, 36.0, _TITLE, bold=True)
        self.words(shape, [[_Said(" ".join(lines), size, GROUND["light"].text, bold=True)]], middle=True)
        return slide

    def place(self, shape: Any, box: Box) -> None:
        """Put a shape where a box is."""
        shape.left, shape.top = round(box.x * _EMU), round(box.y * _EMU)
        shape.width, shape.height = round(box.width * _EMU), round(box.height * _EMU)

    def box(self, slide: Any, box: Box, name: str, told: str, round_: float = 0.0) -> Any:
        """A rectangle with its corners rounded by so many points."""
        from pptx.enum.shapes import MSO_SHAPE

        shape = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, 0, 0, 1, 1)
        self.place(shape, box)
        shape.adjustments[0] = min(0.5, round_ / min(box.width, box.height))
        shape.shadow.inherit = False
        describe(shape, name, told)
        return shape

    def label(self, slide: Any, box: Box, said: _Said, told: str) -> Any:
        """Words without a box around them."""
        shape = slide.shapes.add_textbox(0, 0, 1, 1)
        self.place(shape, box)
        self.words(shape, [[said]])
        describe(shape, said.text[:40], told)
        return shape

    def words(
        self, shape: Any, paragraphs: Sequence[Sequence[_Said]], inset: float = 0.0, middle: bool = False
    ) -> None:
        """Set paragraphs of pieces into a shape, each on lines as high as the width table reckons with."""
        from pptx.dml.color import RGBColor
        from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
        from pptx.util import Pt

        frame = shape.text_frame
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_top = frame.margin_bottom = round(inset * _EMU)
        # a little less, since no two programs space letters quite alike
        frame.margin_right = round(max(0.0, inset - 4.0) * _EMU)
        for number, pieces in enumerate(paragraphs):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            whole = "".join(piece.text for piece in pieces)
            paragraph.alignment = PP_ALIGN.RIGHT if right_to_left(whole) else PP_ALIGN.LEFT
            if right_to_left(whole):
                paragraph._p.get_or_add_pPr().set("rtl", "1")
            paragraph.line_spacing = Pt(max((piece.size for piece in pieces), default=10.0) * _LEADING)
            for piece in pieces:
                run = paragraph.add_run()
                run.text = piece.text
                run.font.name, run.font.size = _FONT, Pt(round(piece.size, 1))
                run.font.bold, run.font.italic = piece.bold, piece.italic
                run.font.color.rgb = RGBColor.from_string(piece.colour.lstrip("#"))

    def paint(self, shape: Any, fill: str, line: str, width: float, dash: str | None = None) -> None:
        """The fill and the border of a shape; a border of no width is left off."""
        from pptx.dml.color import RGBColor
        from pptx.util import Pt

        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(fill.lstrip("#"))
        if not width:
            shape.line.fill.background()
            return
        shape.line.color.rgb = RGBColor.from_string(line.lstrip("#"))
        shape.line.width = Pt(width)
        _dashed(shape.line, dash)

    def connect(self, slide: Any, source: Any, target: Any, link: Link, scale: float) -> None:
        """A line glued to both shapes, behind all boxes."""
        from pptx.dml.color import RGBColor
        from pptx.enum.shapes import MSO_CONNECTOR
        from pptx.util import Pt

        style = LINKS[link.kind]
        line = slide.shapes.add_connector(MSO_CONNECTOR.CURVE, 0, 0, 1, 1)
        here, there = _sites(source, target)
        line.begin_connect(source, here)
        line.end_connect(target, there)
        line.line.color.rgb = RGBColor.from_string(style.light.lstrip("#"))
        heavier = weight_of(link.strength)
        line.line.width = Pt(max(0.75, (style.width + heavier) * scale))
        _dashed(line.line, _DASHES.get(style.dash))
        if link.ended and style.end in _HEADS:
            ln = line.line._get_or_add_ln()
            ln.append(ln.makeelement(_tag("a:tailEnd"), {"type": _HEADS[style.end], "w": "med", "len": "med"}))
        describe(line, style.word, link.name)
        tree = slide.shapes._spTree
        tree.remove(line._element)
        tree.insert(2, line._element)  # behind the boxes: first in the tree, after its own two properties


def _tag(name: str) -> Any:
    from pptx.oxml.ns import qn

    return qn(name)


def _dashed(line: Any, dash: str | None) -> None:
    if dash:
        ln = line._get_or_add_ln()
        ln.append(ln.makeelement(_tag("a:prstDash"), {"val": dash}))


def describe(shape: Any, name: str, told: str) -> None:
    """What a shape is called, and what is read out of it to people who do not see it."""
    properties = shape._element._nvXxPr.cNvPr
    properties.set("name", name)
    properties.set("descr", told)


def _sites(source: Any, target: Any) -> tuple[int, int]:
    """At which sides a line leaves and arrives: those that face each other."""
    if source.left >= target.left + target.width:
        return _LEFT, _RIGHT
    if source.left + source.width <= target.left:
        return _RIGHT, _LEFT
    return (_TOP, _BOTTOM) if source.top > target.top else (_BOTTOM, _TOP)


def fitted(
    text: str, width: float, height: float, largest: float, bold: bool = False, least: float = _LEAST
) -> tuple[float, tuple[str, ...]]:
    """The largest size at which a text fits into a box, in points, and its lines; what fits at no size ends in `…`."""
    size = largest
    while size > least:
        lines = wrap(text, width, size, bold)
        if len(lines) * size * _LEADING <= height:
            return size, lines
        size -= 0.5
    return least, wrap(text, width, least, bold, most_lines=max(1, int(height / (least * _LEADING))))


def _show_map(deck: _Deck, slide: Any, drawing: Drawing, slides: Sequence[Any]) -> None:
    """The cards, joints and lines of a drawing below the slide's title, as large as the slide allows."""
    boxes = [*drawing.boxes.values()]
    if not boxes:
        return
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    wide, high = max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top
    room = Box(_SHEET.margin, 62.0, _SHEET.width - 2 * _SHEET.margin, _SHEET.height - 62.0 - 20.0)
    most = drawing.page.points if drawing.page else 1.2
    scale = min(room.width / wide, room.height / high, most)
    dx = room.x + max(0.0, (room.width - wide * scale) / 2)
    shapes: dict[str, Any] = {}
    for card in drawing.view.cards:
        box = drawing.boxes[card.id]
        placed = Box(dx + (box.x - left) * scale, room.y + (box.y - top) * scale, box.width * scale, box.height * scale)
        shapes[card.id] = _show_card(deck, slide, card, placed, scale)
        # a card that goes on from another page has a name of its own, and lines still name the claim
        shapes.setdefault(card.id.partition("@")[0], shapes[card.id])
        if card.page and card.page <= len(slides) and slides[card.page - 1] is not slide:
            shapes[card.id].click_action.target_slide = slides[card.page - 1]
    for joint in drawing.view.joints:
        box = drawing.boxes[joint.id]
        side = max(6.0, box.width * scale * 0.8)
        middle = (dx + (box.x + box.width / 2 - left) * scale, room.y + (box.middle - top) * scale)
        shapes[joint.id] = _show_joint(deck, slide, joint, Box(middle[0] - side / 2, middle[1] - side / 2, side, side))
    for route in drawing.routes:
        deck.connect(slide, shapes[route.link.source], shapes[route.link.target], route.link, scale)
        if route.word_at and route.link.word:
            _show_word(deck, slide, route, dx - left * scale, room.y - top * scale, scale)


def _show_card(deck: _Deck, slide: Any, card: Card, box: Box, scale: float) -> Any:
    element = ELEMENTS.get(card.look)
    ground = GROUND["light"]
    square = element is not None and element.corners == "square"
    told = ". ".join(filter(None, (card.name, card.about, *(f"{row.strong} {row.text}".strip() for row in card.rows))))
    shape = deck.box(slide, box, card.target or card.id, told, (3.0 if square else 12.0) * scale)
    colours = element.light if element else None
    fill, border = (colours.fill, colours.border) if colours else (ground.page, ground.quiet)
    dash = {"dashed": "dash", "dotted": "sysDot"}.get(element.line) if element else None
    deck.paint(shape, fill, border, max(0.75, (element.line_width if element else 1.2) * scale), dash)
    dark = card.look == "conclusion"
    body = ground.conclusion_text if dark else ground.text
    inset = PADDING * scale
    inner, high = box.width - 2 * inset, box.height - 1.2 * inset
    paragraphs: list[list[_Said]] = []
    if card.kind == "section":
        size, lines = fitted(card.text, inner, high, 13.0, bold=True)
        deck.words(shape, [[_Said(" ".join(lines), size, body, bold=True)]], 0.6 * inset, middle=True)
        return shape
    status = max(_LEAST - 2, STATUS_SIZE * scale)
    badges = [_badge(badge.element, badge.word, body if dark else "", status) for badge in card.badges]
    if badges or card.corner:
        corner = [_Said(card.corner, status, body if dark else ground.quiet)] if card.corner else []
        paragraphs.append([*badges, *corner])
        high -= status * _LEADING * len(wrap("".join(s.text for s in paragraphs[0]), inner, status, True))
    rows = [
        _Said(f"{row.strong} {row.text}".strip(), ROW_SIZE * scale, body if dark else ground.quiet) for row in card.rows
    ]
    for row in rows:
        high -= row.size * _LEADING * len(wrap(row.text, inner, row.size))
    # programs set lines a little apart from one another's reckoning
    size, lines = fitted(card.text, inner, max(0.8 * high, _LEAST), 14.0 * scale if dark else 11.5 * scale)
    paragraphs.append([_Said(" ".join(lines), size, body)])
    paragraphs += [[row] for row in rows]
    deck.words(shape, paragraphs, 0.6 * inset)
    shape.text_frame.margin_left = round(inset * _EMU)
    shape.text_frame.margin_right = round(max(0.0, inset - 4.0) * _EMU)
    return shape


def _badge(element: str | None, word: str, colour: str, size: float) -> _Said:
    known = ELEMENTS.get(element or "")
    glyph = f"{known.glyph} " if known else ""
    shown = colour or (known.light.text if known else GROUND["light"].quiet)
    return _Said(f"{glyph}{word.upper()}   ", size, shown, bold=True)


def _show_joint(deck: _Deck, slide: Any, joint: Joint, box: Box) -> Any:
    shape = deck.box(slide, box, "step", joint.name, box.width)
    style = LINKS.get(joint.look, LINKS["supports"])
    deck.paint(shape, style.light if joint.linked else GROUND["light"].page, style.light, 1.0)
    return shape


def _show_word(deck: _Deck, slide: Any, route: Route, dx: float, dy: float, scale: float) -> None:
    assert route.word_at is not None
    size = max(_LEAST, STATUS_SIZE * scale)
    width = text_width(route.link.word, size) + 6.0
    x, y = dx + route.word_at[0] * scale, dy + route.word_at[1] * scale
    box = Box(x - width / 2, y - size, width, size * 1.3)
    deck.label(slide, box, _Said(route.link.word, size, LINKS[route.link.kind].light), route.link.name)


def _show_verdict(deck: _Deck, project: Project, title: str) -> None:
    """Each conclusion with what came out about it and what it hangs on, and how many claims stand how."""
    argument, evaluation = project.argument, project.evaluation
    slide = deck.slide(title)
    ground = GROUND["light"]
    inner = _SHEET.width - 2 * _SHEET.margin
    shown = evaluation.conclusions[:_MOST_CONCLUSIONS]
    top, foot = 68.0, _SHEET.height - 64.0
    each = (foot - top) / max(1, len(shown)) - 12.0
    for number, claim in enumerate(shown):
        y = top + number * (each + 12.0)
        labelled = evaluation.labels[claim]
        label = evaluation.shown(claim)[0]
        element = ELEMENTS[label]
        text = on_one_line(argument.claims[claim].text)
        card = Box(_SHEET.margin, y, inner * 0.46, each)
        dark = ELEMENTS["conclusion"].light
        shape = deck.box(slide, card, claim, f"Conclusion, {label}: {text}", 12.0)
        deck.paint(shape, dark.fill, dark.border, 1.5)
        size, lines = fitted(text, card.width - 32.0, card.height - 24.0, 20.0)
        deck.words(shape, [[_Said(" ".join(lines), size, ground.conclusion_text)]], 14.0, middle=True)
        sentence = VERDICTS[label].format(verified=say_verified(evaluation.options))
        said = [(f"{element.glyph} The conclusion {sentence}.", True, element.light.text)]
        hinges = [c for c in evaluation.single_points.get(claim, ()) if c != claim]
        if labelled.label in STANDING and hinges:
            more = f"; and {len(hinges) - _MOST_HINGES} more" if len(hinges) > _MOST_HINGES else ""
            names = "; ".join(on_one_line(argument.claims[c].text).rstrip(".") for c in hinges[:_MOST_HINGES])
            said.append((f"If one of these falls, it falls: {names}{more}.", False, ground.quiet))
        beside = Box(card.right + 18.0, y, inner - card.width - 18.0, each)
        _set_beside(deck, slide, beside, said)
    left_out = len(evaluation.conclusions) - len(shown)
    counts = [f"{ELEMENTS[c.label].glyph} {c.number} {c.label}" for c in count_labels(argument, evaluation)]
    line = "    ".join(filter(None, ("    ".join(counts), plural(left_out, "more conclusion") if left_out > 0 else "")))
    if not shown:
        line = f"The argument names no conclusion.    {line}"
    size, lines = fitted(line, inner, 24.0, _TEXT)
    box = Box(_SHEET.margin, foot + 10.0, inner, 26.0)
    deck.label(slide, box, _Said(" ".join(lines), size, ground.text), f"How the claims stand: {line}")


def _set_beside(deck: _Deck, slide: Any, box: Box, said: Sequence[tuple[str, bool, str]]) -> None:
    """Paragraphs in a box, all in the largest size at which they fit together."""
    size = _TEXT
    gap = 0.5
    while size > _LEAST:
        lines = sum(len(wrap(text, box.width - 6.0, size, bold)) + gap for text, bold, _ in said)
        if lines * size * _LEADING <= box.height:
            break
        size -= 0.5
    from pptx.util import Pt

    shape = slide.shapes.add_textbox(0, 0, 1, 1)
    deck.place(shape, box)
    deck.words(shape, [[_Said(text, size, colour, bold=bold)] for text, bold, colour in said], middle=True)
    for paragraph in shape.text_frame.paragraphs:
        paragraph.space_after = Pt(size * 0.5)
    describe(shape, "verdict", " ".join(text for text, _, _ in said))
