"""Maps for paper and slides: split so that every word can be read at arm's length, with pointers between the pages.

Text is never set smaller than a sheet's least size, and as large as can be without cutting the argument into more
parts. Lines run only in the gaps between levels, where no card stands, so none passes behind a card. Reasons stand to
the right of what they support (``LR``) or below it (``TB``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from argmap.ground.diagnostics import ArgmapError
from argmap.maps.drawing import LEAST_WIDTH, LEGEND_GAP, Drawing, Page, Route, Words, make_heading, make_legend
from argmap.maps.faces import CARD_WIDTH, JOINT_SIZE, Face, face_of
from argmap.maps.layout import Box, Point
from argmap.maps.measure import text_width
from argmap.maps.style import BODY_SIZE, STATUS_SIZE
from argmap.maps.trees import Node, cut_to_fit, grow, levels_of
from argmap.maps.view import Card, Joint, Link, Row, View

Direction = Literal["LR", "TB"]

_LEVEL_GAP = {"LR": 70.0, "TB": 58.0}
_NEIGHBOUR_GAP = 14.0
_PIECE_GAP = 34.0
_NARROWEST, _WIDEST, _UPRIGHT = 190.0, 360.0, 190.0
_LEAST_GROWN = 180.0
_FEW_MORE = 1.15
_DEEPEST = 200
_GROWTH = (1.8, 1.65, 1.5, 1.4, 1.3, 1.2, 1.1)
_SPREAD = 13.0
_NUMBER_SIZE = 11.0
_UNITS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "px": 0.75}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: width, height, margin and the least size of a claim's words on it, in points."""

    width: float
    height: float
    margin: float
    least: float

    @property
    def turned(self) -> Sheet:
        """The same sheet lying on its side."""
        return replace(self, width=self.height, height=self.width)


SHEETS: Mapping[str, Sheet] = {
    "a4": Sheet(595.3, 841.9, 34.0, 8.0),
    "letter": Sheet(612.0, 792.0, 34.0, 8.0),
    "16:9": Sheet(960.0, 540.0, 28.0, 12.0),
}
_ENDLESS = Sheet(math.inf, math.inf, 16.5, BODY_SIZE * 0.75)


def sheet_named(name: str) -> Sheet:
    """``a4``, ``letter``, ``16:9`` or WIDTHxHEIGHT (mm; or with cm, in, pt, px). Raises `ArgmapError` for others."""
    known = SHEETS.get(name.casefold())
    if known:
        return known
    found = re.fullmatch(r"(\d+(?:\.\d+)?)[x×](\d+(?:\.\d+)?)(mm|cm|in|pt|px)?", name.casefold())
    if not found:
        raise ArgmapError(
            f'No page is called "{name}": take {", ".join(SHEETS)}, or width x height such as 200x150mm or 390x844px.'
        )
    unit = _UNITS[found[3] or "mm"]
    width, height = float(found[1]) * unit, float(found[2]) * unit
    if not (190 <= width <= 15000 and 190 <= height <= 15000):
        raise ArgmapError(f"A page of {name} is too small or too large for a map: take 7 cm to 5 m a side.")
    return Sheet(width, height, min(34.0, width / 20), 8.0)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A tree in its place, its upper left corner at the origin."""

    width: float
    height: float
    boxes: Mapping[str, Box]
    items: tuple[Card | Joint, ...]
    routes: tuple[Route, ...]
    root: Node


def draw_pages(view: View, sheet: Sheet | None, direction: Direction = "LR", scale: float = 1.0) -> tuple[Drawing, ...]:
    """The view on as many pages as it needs; on a single one of its own size where there is no `sheet`.

    `scale` multiplies the least size of type. A legend stands at the foot of the last page.
    """
    deepest = sum(1 for _ in levels_of(grow(view)))
    if sheet is None:
        return _bound(view, _ENDLESS, direction, _ENDLESS.least / BODY_SIZE * scale, deepest)
    least = sheet.least / BODY_SIZE * scale
    room = (sheet.width - 2 * sheet.margin) / least + _LEVEL_GAP["LR"]
    fitting = max(2, int(room / (_NARROWEST + _LEVEL_GAP["LR"])))
    # fewer and wider columns may take fewer pages; if not clearly fewer, a page shows more steps in a row instead
    choices = [1] if direction == "TB" or deepest == 1 else range(min(fitting, deepest), 1, -1)
    tried = [(_bound(view, sheet, direction, least, columns), columns) for columns in choices]
    fewest = min(len(pages) for pages, _ in tried)
    pages, columns = next(pair for pair in tried if len(pair[0]) <= fewest * _FEW_MORE)
    for growth in _GROWTH:
        card = (room / growth - columns * _LEVEL_GAP["LR"]) / columns
        if card < _LEAST_GROWN and direction == "LR":
            continue
        larger = _bound(view, sheet, direction, least * growth, columns)
        if len(larger) <= len(pages) and _pointers(larger) <= _pointers(pages):
            return larger
    return pages


def _pointers(pages: Sequence[Drawing]) -> int:
    return sum(card.kind == "elsewhere" for page in pages for card in page.view.cards)


def _bound(view: View, sheet: Sheet, direction: Direction, points: float, columns: int) -> tuple[Drawing, ...]:
    """The pages where one length of the map takes so many `points`, with so many cards side by side at most."""
    margin, width, height = sheet.margin / points, sheet.width / points, sheet.height / points
    inner = width - 2 * margin
    foot = height - margin
    starts = [
        make_heading(v, min(inner, 1000.0) - 90, margin)[1] for v in (view, replace(view, notes=(), description=""))
    ]
    pieces = _pieces(view, inner, foot - starts[0], direction, columns)
    pages: list[list[tuple[_Piece, float, float]]] = []
    x, y, low = math.inf, math.inf, math.inf
    for piece in pieces:
        if x + piece.width > margin + inner + 0.1 or y + piece.height > foot + 0.1:
            x, y = margin, low + _PIECE_GAP
        if not pages or y + piece.height > foot + 0.1:
            y = low = starts[min(len(pages), 1)]
            x = margin
            pages.append([])
        pages[-1].append((piece, x, y))
        low = max(low, y + piece.height)
        x += piece.width + _LEVEL_GAP[direction]
    if math.isinf(width):
        right = max((x + piece.width for page in pages for piece, x, _ in page), default=0.0)
        inner = max(right - margin, LEAST_WIDTH)
        width = inner + 2 * margin
    words, end = make_legend(view, inner, low + LEGEND_GAP if pages else starts[0], margin)
    if words and end > foot and pages:
        words, end = make_legend(view, inner, starts[1], margin)
        pages.append([])
    low = end
    if math.isinf(height):
        height = low + margin
    home = {item.id: number for number, page in enumerate(pages, 1) for piece, _, _ in page for item in piece.items}
    size = (round(width, 2), round(height, 2))
    return tuple(
        _page(view, page, Page(number, len(pages), points), size, margin, home, words if number == len(pages) else ())
        for number, page in enumerate(pages, 1)
    )


def _pieces(view: View, width: float, height: float, direction: Direction, columns: int) -> list[_Piece]:
    """The view's trees, cut to fit into `width` and `height`, each laid out."""
    forest = grow(view)
    gap = _LEVEL_GAP[direction]
    upright = direction == "TB"
    card = min(_UPRIGHT, width)
    if not upright:
        card = min(_WIDEST, (width - (columns - 1) * gap) / columns) if math.isfinite(width) else CARD_WIDTH
    faces: dict[tuple[str, bool, bool], Face] = {}

    def face(node: Node) -> Face:
        key = (node.card.id, node.above is not None, node.more is not None)
        if key not in faces:
            faces[key] = face_of(_with_ways(node.card, node, {}), card)
        return faces[key]

    def along(node: Node) -> float:
        return face(node).height if upright else face(node).width

    def across(node: Node) -> float:
        return face(node).width if upright else face(node).height

    room = (height, width) if upright else (width + 0.1, height)
    trees = cut_to_fit(forest, min(room[0], _DEEPEST * 1000.0), room[1], along, across, (gap, _NEIGHBOUR_GAP))
    return [_lay_out(tree, face, direction) for tree in trees]


def _with_ways(card: Card, node: Node, home: Mapping[str, int]) -> Card:
    """The card at the root of a tree, with lines that say where that was cut off and where it goes on."""
    said = (("← continued from page", node.above), ("→ more on page", node.more))
    rows = tuple(Row(f"{words} {home.get(other.id, 0)}") for words, other in said if other)
    return replace(card, rows=(*card.rows, *rows)) if rows else card


def _lay_out(root: Node, face: Callable[[Node], Face], direction: Direction) -> _Piece:
    """Places and lines of one tree: levels side by side, every card in the middle of what leads to it."""
    upright = direction == "TB"
    gap = _LEVEL_GAP[direction]
    levels = list(levels_of([root]))
    sizes = [max((face(n).height if upright else face(n).width) for n in level) for level in levels]
    starts = [sum(sizes[:number]) + gap * number for number in range(len(sizes))]
    level_of = {id(node): number for number, level in enumerate(levels) for node in level}

    def breadth(node: Node) -> float:
        return face(node).width if upright else face(node).height

    block: dict[int, float] = {}
    for level in reversed(levels):
        for node in level:
            inner = sum(block[id(child)] + _NEIGHBOUR_GAP for child in node.children) - _NEIGHBOUR_GAP
            block[id(node)] = max(breadth(node), inner)
    # from the root outwards each block is given its beginning, from the leaves inwards each card its middle
    begin = {id(root): 0.0}
    for level in levels:
        for node in level:
            inner = sum(block[id(child)] + _NEIGHBOUR_GAP for child in node.children) - _NEIGHBOUR_GAP
            place = begin[id(node)] + (block[id(node)] - inner) / 2
            for child in node.children:
                begin[id(child)] = place
                place += block[id(child)] + _NEIGHBOUR_GAP
    middle: dict[int, float] = {}
    for level in reversed(levels):
        for node in level:
            low, high = begin[id(node)], begin[id(node)] + block[id(node)]
            half = breadth(node) / 2
            ends = [middle[id(child)] for child in node.children]
            wanted = (ends[0] + ends[-1]) / 2 if ends else (low + high) / 2
            middle[id(node)] = min(max(wanted, low + half), high - half)

    def box(at_level: float, centre: float, size: Face) -> Box:
        if upright:
            return Box(round(centre - size.width / 2, 1), round(at_level, 1), size.width, size.height)
        return Box(round(at_level, 1), round(centre - size.height / 2, 1), size.width, size.height)

    boxes: dict[str, Box] = {}
    items: list[Card | Joint] = []
    routes: list[Route] = []
    dot = Face(JOINT_SIZE, JOINT_SIZE, ())
    for number, level in enumerate(levels):
        for node in level:
            boxes[node.card.id] = box(starts[number], middle[id(node)], face(node))
            items.append(node.card)
    for level in levels[:-1]:
        for node in level:
            own = boxes[node.card.id]
            number = level_of[id(node)]
            end = starts[number] + sizes[number]
            knot = end + gap / 2
            meeting = middle[id(node)]
            spread = min(_SPREAD, max(0.0, breadth(node) - 18.0) / max(1, len(node.branches) - 1))
            for place, branch in enumerate(node.branches):
                at = meeting + (place - (len(node.branches) - 1) / 2) * spread
                start = own.bottom if upright else own.right
                centres = [middle[id(child)] for _, child in branch.ends]
                if branch.joint and branch.line:
                    centre = (centres[0] + centres[-1]) / 2
                    boxes[branch.joint.id] = box(knot - JOINT_SIZE / 2, centre, dot)
                    items.append(branch.joint)
                    led = [(knot - JOINT_SIZE / 2, centre), *_bend(knot - JOINT_SIZE / 2, centre, end, at, start)]
                    routes.append(_route(branch.line, led, upright, False))
                for link, child in branch.ends:
                    far, side = starts[number + 1], middle[id(child)]
                    if branch.joint:
                        joint = knot + JOINT_SIZE / 2
                        points = [(far, side), *_bend(far, side, joint, (centres[0] + centres[-1]) / 2, joint)]
                    else:
                        points = [(far, side), *_straight(far, knot, side), *_bend(knot, side, end, at, start)]
                    routes.append(_route(replace(link, source=child.card.id), points, upright, bool(branch.joint)))
    low = max(box.bottom for box in boxes.values())
    right = max(box.right for box in boxes.values())
    return _Piece(right, low, boxes, tuple(items), tuple(routes), root)


def _straight(start: float, end: float, side: float) -> list[Point]:
    return [(start + (end - start) / 3, side), (start + (end - start) * 2 / 3, side), (end, side)]


def _bend(start: float, side: float, end: float, at: float, last: float) -> list[Point]:
    """From (start, side) in an S to (end, at), where the gap ends, and straight on to `last`, where the card does."""
    half = (start + end) / 2
    curve = [(half, side), (half, at), (end, at)]
    return curve if end == last else [*curve, *_straight(end, last, at)]


def _route(link: Link, points: Sequence[Point], upright: bool, at_joint: bool) -> Route:
    """A line whose points are (along, across), with the place of its word."""
    turned = tuple((round(b, 1), round(a, 1)) if upright else (round(a, 1), round(b, 1)) for a, b in points)
    word = None
    if link.word:
        half = text_width(link.word, STATUS_SIZE) / 2
        (x, y), (end_x, end_y) = turned[0], turned[-1]
        if upright:
            word = (round(x + half + 4.0, 1), round(y - 5.0, 1))
        elif at_joint and half * 2 > x - end_x - 4:
            # too long for the gap: above the line's end at the joint or below it, whichever is free
            word = (
                round(end_x - JOINT_SIZE / 2, 1),
                round(end_y + (JOINT_SIZE / 2 + 9.5 if y < end_y - 4 else -10), 1),
            )
        else:
            word = (round(x - half - 4.0, 1), round(y - 3.5, 1))
    return Route(link, turned, word, upright)


def _page(
    view: View,
    placed: Sequence[tuple[_Piece, float, float]],
    page: Page,
    size: tuple[float, float],
    margin: float,
    home: Mapping[str, int],
    legend: tuple[Words, ...],
) -> Drawing:
    """One page, with the numbers of the pages that its pointers lead to."""
    boxes: dict[str, Box] = {}
    routes: list[Route] = []
    cards: list[Card] = []
    joints: list[Joint] = []
    for piece, dx, dy in placed:
        for item in piece.items:
            box = piece.boxes[item.id]
            boxes[item.id] = Box(round(box.x + dx, 1), round(box.y + dy, 1), box.width, box.height)
            if isinstance(item, Joint):
                joints.append(item)
                continue
            card = _with_ways(item, piece.root, home) if item.id == piece.root.card.id else item
            cards.append(_pointed(card, page.number, home))
        for route in piece.routes:
            points = tuple((round(x + dx, 1), round(y + dy, 1)) for x, y in route.points)
            word = route.word_at and (round(route.word_at[0] + dx, 1), round(route.word_at[1] + dy, 1))
            routes.append(replace(route, points=points, word_at=word))
    shown = view if page.number == 1 else replace(view, description="", notes=())
    heading, _ = make_heading(shown, min(size[0] - 2 * margin, 1000.0) - 90, margin)
    if page.count > 1:
        said = f"page {page.number} of {page.count}"
        long = text_width(said, _NUMBER_SIZE)
        heading = (
            *heading,
            Words(round(size[0] - margin - long, 1), heading[0].y, said, _NUMBER_SIZE, long, quiet=True),
        )
    name = view.name if page.count == 1 else f"{view.name}-{page.number}"
    links = tuple(route.link for route in routes)
    return Drawing(
        view=replace(shown, name=name, cards=tuple(cards), joints=tuple(joints), links=links, groups=()),
        engine="pages",
        width=size[0],
        height=size[1],
        boxes=boxes,
        faces={card.id: face_of(card, boxes[card.id].width) for card in cards} | {j.id: face_of(j) for j in joints},
        routes=tuple(routes),
        frames=(),
        heading=heading,
        legend=legend,
        page=page,
    )


def _pointed(card: Card, here: int, home: Mapping[str, int]) -> Card:
    """A pointer with the page it leads to; any other card as it is."""
    if card.kind != "elsewhere":
        return card
    page = home[card.id.split("@")[0]]
    return replace(card, page=page, corner=f"→ page {page}" if page != here else "→ this page")
