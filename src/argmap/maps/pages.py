"""Maps for paper and slides: split so that every word can be read at arm's length, with pointers between the pages.

Text is never set smaller than a sheet's least size, and as large as can be without taking more pages. Reasons stand to
the right of what they support (``LR``) or below it (``TB``); where nobody asks for either, and a map is too large for a
page, they hang below it like the items of an outline, in columns, section by section.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from argmap.ground.diagnostics import ArgmapError
from argmap.maps.drawing import LEAST_WIDTH, LEGEND_GAP, Drawing, Page, Route, Words, make_heading, make_legend
from argmap.maps.faces import CARD_WIDTH, Face, face_of
from argmap.maps.layout import Box
from argmap.maps.measure import text_width, wrap
from argmap.maps.pieces import (
    HANGING_GAP,
    INDENT,
    LEVEL_GAP,
    NEIGHBOUR_GAP,
    WORD_ROOM,
    Direction,
    Piece,
    blocks_of,
    fan_out,
    hang,
)
from argmap.maps.style import BODY_SIZE
from argmap.maps.trees import Node, cut_to_fit, cut_to_hang, grow, levels_of
from argmap.maps.view import Card, Joint, Row, View

_PIECE_GAP = 34.0
_NARROWEST, _WIDEST, _UPRIGHT = 190.0, 360.0, 190.0
_LEAST_GROWN = 180.0
_FEW_MORE = 1.15
_DEEPEST = 200
_GROWTH = (1.8, 1.65, 1.5, 1.4, 1.3, 1.2, 1.1)
_COLUMN_GAP, _HUNG_GAP = 26.0, 18.0
_NARROWEST_HUNG, _MOST_COLUMNS, _MOST_LEVELS = 170.0, 5, 6
_SECTION_SIZE = 12.0
_MOST_NAMED = 4
_NUMBER_SIZE = 11.0
_BROADEST, _SCREEN = 1600.0, 1.4
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


def draw_pages(
    view: View, sheet: Sheet | None, direction: Direction | None = None, scale: float = 1.0
) -> tuple[Drawing, ...]:
    """The view on as many pages as it needs; on a single one of its own size where there is no `sheet`.

    `scale` multiplies the least size of type. A legend stands at the foot of the last page.
    """
    fanned = _fanned(view, sheet, direction or "LR", scale)
    if direction or sheet is None or len(fanned) == 1:
        return fanned
    return min(fanned, _hung(view, sheet, scale), key=len)


def _fanned(view: View, sheet: Sheet | None, direction: Direction, scale: float) -> tuple[Drawing, ...]:
    """Pages on which reasons stand beside what they support, in as many columns as there are steps in a row."""
    deepest = sum(1 for _ in levels_of(grow(view)))
    if sheet is None:
        return _bound(view, _ENDLESS, direction, _ENDLESS.least / BODY_SIZE * scale, deepest)
    least = sheet.least / BODY_SIZE * scale
    room = (sheet.width - 2 * sheet.margin) / least + LEVEL_GAP["LR"]
    fitting = max(2, int(room / (_NARROWEST + LEVEL_GAP["LR"])))
    # fewer and wider columns may take fewer pages; if not clearly fewer, a page shows more steps in a row instead
    choices = [1] if direction == "TB" or deepest == 1 else range(min(fitting, deepest), 1, -1)
    tried = [(_bound(view, sheet, direction, least, columns), columns) for columns in choices]
    fewest = min(len(pages) for pages, _ in tried)
    pages, columns = next(pair for pair in tried if len(pair[0]) <= fewest * _FEW_MORE)
    for growth in _GROWTH:
        card = (room / growth - columns * LEVEL_GAP["LR"]) / columns
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
    starts = _starts(view, inner, margin)
    pieces = _pieces(view, inner, foot - starts[0], direction, columns)
    row = inner if math.isfinite(inner) else max((_BROADEST, *(piece.width for piece in pieces)))
    pages: list[list[tuple[Piece, float, float]]] = []
    x, y, low = math.inf, math.inf, math.inf
    for piece in pieces:
        if x + piece.width > margin + row + 0.1 or y + piece.height > foot + 0.1:
            x, y = margin, low + _PIECE_GAP
        if not pages or y + piece.height > foot + 0.1:
            y = low = starts[min(len(pages), 1)]
            x = margin
            pages.append([])
        pages[-1].append((piece, x, y))
        low = max(low, y + piece.height)
        x += piece.width + LEVEL_GAP[direction]
    if math.isinf(width):
        right = max((x + piece.width for page in pages for piece, x, _ in page), default=0.0)
        inner = max(right - margin, LEAST_WIDTH)
        width = inner + 2 * margin
    size = (width, height, margin)
    return _finished(view, [_OnPage(page) for page in pages], size, points, low, starts)


def _later(view: View) -> View:
    """The view as the pages after the first head it: what is said of the whole stands on the first."""
    return replace(view, notes=(), description="")


def _heading(view: View, inner: float, margin: float) -> tuple[tuple[Words, ...], float]:
    """A page's heading, which leaves room for the page's number, and where it ends."""
    return make_heading(view, min(inner, 1000.0) - 90, margin)


def _starts(view: View, inner: float, margin: float) -> tuple[float, float]:
    """Where the map begins on the first page, and on those after it."""
    return _heading(view, inner, margin)[1], _heading(_later(view), inner, margin)[1]


@dataclass(frozen=True, slots=True)
class _OnPage:
    """What stands on one page: pieces with their places, and the titles of sections."""

    pieces: list[tuple[Piece, float, float]]
    titles: tuple[Words, ...] = ()


def _finished(
    view: View,
    pages: list[_OnPage],
    size: tuple[float, float, float],
    points: float,
    low: float,
    starts: Sequence[float],
) -> tuple[Drawing, ...]:
    """The pages with their legend, below the last piece or on a page of its own.

    `size` is width, height and margin; `low` is where the last page ends, `starts` where the first and others begin.
    """
    width, height, margin = size
    foot = height - margin
    inner = width - 2 * margin
    words, end = make_legend(view, inner, low + LEGEND_GAP if pages else starts[0], margin)
    if words and end > foot and pages:
        words, end = make_legend(view, inner, starts[1], margin)
        pages.append(_OnPage([]))
    if math.isinf(height):
        height = end + margin
    home = {item.id: n for n, page in enumerate(pages, 1) for piece, _, _ in page.pieces for item in piece.items}
    round_size = (round(width, 2), round(height, 2))
    return tuple(
        _page(view, page, Page(n, len(pages), points), round_size, margin, home, words if n == len(pages) else ())
        for n, page in enumerate(pages, 1)
    )


def _hung(view: View, sheet: Sheet, scale: float) -> tuple[Drawing, ...]:
    """Pages on which reasons hang below what they support, in as many columns as take the fewest pages."""
    least = sheet.least / BODY_SIZE * scale
    inner = (sheet.width - 2 * sheet.margin) / least
    fitting = max(1, int((inner + _COLUMN_GAP) / (_NARROWEST + _COLUMN_GAP)))
    tried = [_columned(view, sheet, least, columns) for columns in range(min(fitting, _MOST_COLUMNS), 0, -1)]
    # of equals the one with the wider columns
    pages, columns = min(((pages, n) for n, pages in enumerate(reversed(tried), 1)), key=lambda pair: len(pair[0]))
    for growth in _GROWTH:
        if (inner / growth + _COLUMN_GAP) / columns - _COLUMN_GAP >= _NARROWEST:
            larger = _columned(view, sheet, least * growth, columns)
            if len(larger) <= len(pages):
                return larger
    return pages


def _columned(view: View, sheet: Sheet, points: float, columns: int) -> tuple[Drawing, ...]:
    """The pages with so many columns where one length of the map takes so many `points`."""
    margin, width, height = sheet.margin / points, sheet.width / points, sheet.height / points
    inner = width - 2 * margin
    foot = height - margin
    column = (inner - (columns - 1) * _COLUMN_GAP) / columns
    starts = _starts(view, inner, margin)
    titles = {part.id: part.title for part in view.parts}
    homes = {member: part.id for part in view.parts for member in part.members}
    heads = {part: [*_title(title, column)] for part, title in titles.items()}
    head = max((lines[-1].y for lines in heads.values()), default=-12.0) + 12.0
    pages: list[_OnPage] = []
    ends: list[float] = []  # where each column ends that was begun
    for part, pieces in groupby(
        _hung_pieces(view, homes, column, foot - starts[0] - head),
        key=lambda p: homes.get(p.root.card.id.split("@")[0], ""),
    ):
        mine = range(0)
        for piece in pieces:
            room = next((n for n in mine if ends[n] + _HUNG_GAP + piece.height <= foot + 0.1), None)
            top = 0.0 if room is None else ends[room] + _HUNG_GAP
            if room is None and not mine and ends and ends[-1] + 2 * _HUNG_GAP + head + piece.height <= foot + 0.1:
                room = len(ends) - 1
                top = ends[room] + 2 * _HUNG_GAP
            if room is None:
                room = len(ends)
                ends.append(0.0)
                if room % columns == 0:
                    pages.append(_OnPage([]))
                top = starts[min(len(pages) - 1, 1)]
            x = margin + room % columns * (column + _COLUMN_GAP)
            page = pages[room // columns]
            if part in heads and room not in mine:
                said = [replace(line, x=round(x, 1), y=round(line.y + top, 1)) for line in heads[part]]
                pages[room // columns] = page = replace(page, titles=(*page.titles, *said))
                top = said[-1].y + 12.0
            page.pieces.append((piece, x, top))
            ends[room] = top + piece.height
            mine = range(mine.start if mine else room, len(ends))
    low = max(ends[len(pages) * columns - columns :], default=starts[0])
    return _finished(view, pages, (width, height, margin), points, low, starts)


def _title(title: str, width: float) -> Iterator[Words]:
    """The title of a section above a column, its upper edge at the origin."""
    y = 0.0
    for line in wrap(title, width, _SECTION_SIZE, True):
        y += _SECTION_SIZE * 1.25
        yield Words(0.0, y, line, _SECTION_SIZE, text_width(line, _SECTION_SIZE, True), bold=True)


def _hung_pieces(view: View, homes: Mapping[str, str], width: float, height: float) -> list[Piece]:
    """The view's trees, cut to fit into a column, each laid out."""
    levels = min(_MOST_LEVELS, max(2, 1 + int((width - _NARROWEST_HUNG) / INDENT)))
    faces: dict[tuple[str, int, bool, bool], Face] = {}

    def face(node: Node, level: int) -> Face:
        key = (node.card.id, level, node.above is not None, node.more is not None)
        if key not in faces:
            faces[key] = face_of(_with_ways(node.card, node, {}), width - level * INDENT)
        return faces[key]

    def size(node: Node, level: int) -> float:
        return face(node, level).height + HANGING_GAP + (WORD_ROOM if node.worded else 0.0)

    # a line more where the rest of a card's steps goes on elsewhere
    trees = cut_to_hang(grow(view, homes), levels, height - 2 * BODY_SIZE, size)
    return [hang(tree, face) for tree in trees]


def _pieces(view: View, width: float, height: float, direction: Direction, columns: int) -> list[Piece]:
    """The view's trees, cut to fit into `width` and `height`, each laid out."""
    forest = grow(view)
    gap = LEVEL_GAP[direction]
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
    trees = cut_to_fit(forest, min(room[0], _DEEPEST * 1000.0), room[1], along, across, (gap, NEIGHBOUR_GAP))
    pieces = [fan_out(tree, face, direction) for tree in trees]
    if not upright or math.isfinite(width):
        return pieces
    return [piece if piece.width <= _BROADEST else _folded(piece.root, face) for piece in pieces]


def _folded(root: Node, face: Callable[[Node], Face]) -> Piece:
    """A tree too broad to be read beside itself: its steps hang in columns, as many as come nearest to a screen."""
    most = min(max(1, blocks_of(root)), max(1, int(_BROADEST / (_UPRIGHT + INDENT))))
    tried = [hang(root, lambda node, _: face(node), columns) for columns in range(1, most + 1)]
    fitting = [piece for piece in tried if piece.width <= _BROADEST] or tried[:1]
    return min(fitting, key=lambda piece: abs(math.log(piece.width / piece.height / _SCREEN)))


def _with_ways(card: Card, node: Node, home: Mapping[str, int]) -> Card:
    """The card at the root of a tree, with lines that say where that was cut off and where it goes on."""
    said = (("← continued from page", node.above), ("→ more on page", node.more))
    rows = tuple(Row(f"{words} {home.get(other.id, 0)}") for words, other in said if other)
    if node.onto:
        numbers = sorted({home.get(other.id, 0) for other in node.onto})
        leads = ", ".join(map(str, numbers[:_MOST_NAMED]))
        rows += (Row(f"← leads to page{'s' if len(numbers) > 1 else ''} {leads}"),)
    return replace(card, rows=(*card.rows, *rows)) if rows else card


def _page(
    view: View,
    content: _OnPage,
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
    for piece, dx, dy in content.pieces:
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
    shown = view if page.number == 1 else _later(view)
    heading, _ = _heading(shown, size[0] - 2 * margin, margin)
    if page.count > 1:
        said = f"page {page.number} of {page.count}"
        long = text_width(said, _NUMBER_SIZE)
        heading = (
            *heading,
            Words(round(size[0] - margin - long, 1), heading[0].y, said, _NUMBER_SIZE, long, quiet=True),
        )
    heading = (*heading, *content.titles)
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
