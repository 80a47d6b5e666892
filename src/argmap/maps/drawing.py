"""A map with everything in its place, ready to be written: cards, lines, heads, words, frames, heading and legend.

Takes the engine's positions and finishes them: lines that meet at one card are spread along its side in the order in
which they arrive, so that they neither cross at the end nor hide each other's heads. All numbers are rounded to a
tenth of a point; the same view gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from argmap.ground.text import plural
from argmap.maps.faces import JOINT_SIZE, Face
from argmap.maps.layout import Box, Layout, Point
from argmap.maps.measure import text_width, wrap
from argmap.maps.style import ELEMENTS, LINKS, STATUS_SIZE
from argmap.maps.view import Group, Link, View

MARGIN = 22.0
ARROW = 7.5
_SPREAD = 13.0
_SHORT = 60.0
_SAMPLES = 12
_TITLE_SIZE = 17.0
_NOTE_SIZE = 11.0
_LEGEND_SIZE = 10.5
LEAST_WIDTH = 560.0
LEGEND_GAP = 26.0


@dataclass(frozen=True, slots=True)
class Route:
    """One line: its curve from source to target (1 + 3n points), and where its word stands (middle of base line).

    It comes to its target from the right, or from below where it leads `up`.
    """

    link: Link
    points: tuple[Point, ...]
    word_at: Point | None = None
    up: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A line of the heading or of the legend. `sample` is an element or link whose glyph or line stands before it."""

    x: float
    y: float
    text: str
    size: float
    width: float
    bold: bool = False
    quiet: bool = False
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The page on which a map stands: its number, how many there are, and how many points of it one length takes."""

    number: int
    count: int
    points: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished map. `boxes` and `faces` are keyed by card or joint id; `engine` says who laid it out.

    Lengths are in the map's own measure, in which a claim is set at `BODY_SIZE`; `page` says how large that is on paper
    (without it, a pixel of the style sheets' kind).
    """

    view: View
    engine: str
    width: float
    height: float
    boxes: Mapping[str, Box]
    faces: Mapping[str, Face]
    routes: tuple[Route, ...]
    frames: tuple[tuple[Group, Box], ...]
    heading: tuple[Words, ...]
    legend: tuple[Words, ...]
    page: Page | None = None


def finish(view: View, faces: Mapping[str, Face], layout: Layout) -> Drawing:
    """Turn an engine's positions into a drawing with heading and legend."""
    everything = [*layout.boxes.values(), *layout.groups.values()]
    points = [point for route in layout.routes.values() for point in route]
    left = min([box.x for box in everything] + [x for x, _ in points], default=0.0)
    top = min([box.y for box in everything] + [y for _, y in points], default=0.0)
    right = max([box.right for box in everything] + [x for x, _ in points], default=0.0)
    bottom = max([box.bottom for box in everything] + [y for _, y in points], default=0.0)
    width = max(right - left, LEAST_WIDTH)
    heading, below = make_heading(view, width)
    dx, dy = MARGIN - left, below - top
    boxes = {name: _moved(box, dx, dy) for name, box in layout.boxes.items()}
    routes = _finished_routes(view, layout, boxes, dx, dy)
    legend, end = make_legend(view, width, bottom + dy + LEGEND_GAP)
    return Drawing(
        view=view,
        engine=layout.engine,
        # whole numbers, since renderers round a picture's size each in their way
        width=ceil(width + 2 * MARGIN),
        height=ceil(end + MARGIN),
        boxes=boxes,
        faces=faces,
        routes=routes,
        frames=tuple((group, _moved(layout.groups[group.id], dx, dy)) for group in view.groups),
        heading=heading,
        legend=legend,
    )


def _moved(box: Box, dx: float, dy: float) -> Box:
    return Box(round(box.x + dx, 1), round(box.y + dy, 1), box.width, box.height)


def _finished_routes(view: View, layout: Layout, boxes: Mapping[str, Box], dx: float, dy: float) -> tuple[Route, ...]:
    """Routes moved onto the page, their ends spread along the sides of the cards and made level there."""
    starts = _spread(view.links, boxes, at_target=False)
    ends = _spread(view.links, boxes, at_target=True)
    joints = {joint.id for joint in view.joints}
    routes = []
    for place, link in enumerate(view.links):
        points = [(x + dx, y + dy) for x, y in layout.routes[place]]
        first, last = (boxes[link.source].x, starts[place]), (boxes[link.target].right, ends[place])
        if len(points) == 4 and last[0] < first[0]:
            bend = (first[0] - last[0]) * (0.5 if link.target in joints or link.source in joints else 0.55)
            wanted = [[first, (first[0] - bend, first[1]), (last[0] + bend, last[1]), last]]
        else:
            smooth = _without_short_ends(points) if last[0] < first[0] else points
            wanted = [_levelled(kept, first, last) for kept in ([smooth, points] if smooth != points else [points])]
        # the nearer to what the engine drew, the less smooth and the surer to run behind no card
        wanted += [[first, *points[1:-1], last], points]
        others = [box for name, box in boxes.items() if name not in (link.source, link.target)]
        curve = next((curve for curve in wanted if _is_clear(curve, others)), wanted[0])
        rounded = tuple((round(x, 1), round(y, 1)) for x, y in curve)
        routes.append(Route(link, rounded, _word_place(link, rounded, link.target in joints) if link.word else None))
    return tuple(routes)


def _levelled(points: list[Point], first: Point, last: Point) -> list[Point]:
    """A route of several curves with its ends moved to `first` and `last`, level there."""
    lead, tail = abs(points[3][0] - first[0]) * 0.45, abs(points[-4][0] - last[0]) * 0.45
    before, after = (first[0] - max(lead, 10.0), first[1]), (last[0] + max(tail, 10.0), last[1])
    return [first, before, *points[2:-2], after, last]


def _without_short_ends(points: list[Point]) -> list[Point]:
    """The route with a short curve at either end merged with its neighbour, since it would have to bend sharply."""
    if len(points) >= 7 and abs(points[3][0] - points[0][0]) < _SHORT:
        points = [*points[:2], *points[5:]]
    if len(points) >= 7 and abs(points[-4][0] - points[-1][0]) < _SHORT:
        points = [*points[:-5], *points[-2:]]
    return points


def _is_clear(points: Sequence[Point], boxes: Iterable[Box]) -> bool:
    """Whether a route passes behind none of the boxes."""
    # a curve stays within its four points
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    boxes = [b for b in boxes if b.x < right and left < b.right and b.y < bottom and top < b.bottom]
    if not boxes:
        return True
    for start in range(0, len(points) - 1, 3):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = points[start : start + 4]
        for step in range(_SAMPLES + 1):
            t = step / _SAMPLES
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            x, y = a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy
            if any(box.x < x < box.right and box.y < y < box.bottom for box in boxes):
                return False
    return True


def _spread(links: Sequence[Link], boxes: Mapping[str, Box], at_target: bool) -> list[float]:
    """The height at which each link meets its card: in the order of its far ends, a little apart, inside the side."""
    meeting: dict[str, list[int]] = {}
    for place, link in enumerate(links):
        meeting.setdefault(link.target if at_target else link.source, []).append(place)
    heights = [0.0] * len(links)
    for name, places in meeting.items():
        box = boxes[name]
        far = {p: boxes[links[p].source if at_target else links[p].target].middle for p in places}
        places.sort(key=lambda place: (far[place], place))
        room = max(0.0, box.height - 18.0)
        gap = min(_SPREAD, room / (len(places) - 1)) if len(places) > 1 and box.height > 16 else 0.0
        for order, place in enumerate(places):
            heights[place] = box.middle + (order - (len(places) - 1) / 2) * gap
    return heights


def _word_place(link: Link, points: tuple[Point, ...], at_joint: bool) -> Point:
    """Where a line's word stands: on the line near its source, where few other lines run; or beside the joint."""
    if at_joint:
        (x, y), from_above = points[-1], points[0][1] < points[-1][1] - 4
        return round(x - JOINT_SIZE / 2, 1), round(y + (JOINT_SIZE / 2 + 9.5 if from_above else -JOINT_SIZE / 2 - 3), 1)
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points[:4]
    half = text_width(link.word, STATUS_SIZE) / 2 + 6.0
    share = 0.02
    while share < 0.6:
        rest = 1 - share
        x = rest**3 * x0 + 3 * rest**2 * share * x1 + 3 * rest * share**2 * x2 + share**3 * x3
        if x0 - x >= half:
            break
        share += 0.02
    rest = 1 - share
    y = rest**3 * y0 + 3 * rest**2 * share * y1 + 3 * rest * share**2 * y2 + share**3 * y3
    return round(x0 - half, 1), round(y - 3.5, 1)


def line_end(route: Route) -> tuple[Point, ...]:
    """The route's points with its last one drawn back to make room for an arrow head or a tee."""
    back = {"arrow": ARROW - 1.0, "tee": 2.5, "none": 0.0}[LINKS[route.link.kind].end] if route.link.ended else 0.0
    (x, y) = route.points[-1]
    return (*route.points[:-1], (x, round(y + back, 1)) if route.up else (round(x + back, 1), y))


def make_heading(view: View, width: float, margin: float = MARGIN) -> tuple[tuple[Words, ...], float]:
    """Title, description and notes above the map, and where the map may begin."""
    lines: list[Words] = []
    y = margin
    said = ((view.paper, _NOTE_SIZE, False), (view.title, _TITLE_SIZE, True), (view.description, _NOTE_SIZE, False))
    for text, size, bold in said:
        for line in wrap(text, width, size, bold):
            y += size * 1.25
            lines.append(Words(margin, round(y, 1), line, size, text_width(line, size, bold), bold, not bold))
    for note in view.notes:
        for line in wrap(note, width, _NOTE_SIZE, True):
            y += _NOTE_SIZE * 1.35
            lines.append(Words(margin, round(y, 1), line, _NOTE_SIZE, text_width(line, _NOTE_SIZE, True), True))
    return tuple(lines), y + 22.0


def legend_entries(view: View) -> tuple[tuple[str, str, str], ...]:
    """Name, word and meaning of every glyph and line on this map, in the order of the style table."""
    if not view.legend:
        return ()
    looks = {badge.element for card in view.cards for badge in card.badges}
    # the other glyphs of rows have their words beside them
    looks |= {"evidence" for card in view.cards for row in card.rows if row.element == "evidence"}
    looks |= {label for card in view.cards for label, _ in card.counts}
    lines = {link.kind for link in view.links}
    entries = [(name, e.word, view.meanings.get(name, e.meaning)) for name, e in ELEMENTS.items() if name in looks]
    entries += [(name, link.word, link.meaning) for name, link in LINKS.items() if name in lines]
    borne: dict[tuple[str, str], int] = {}
    for key in (key for card in view.cards for key in card.keys):
        borne[key.tone, key.word] = borne.get((key.tone, key.word), 0) + key.number
    entries += [(tone, word, plural(number, "claim")) for (tone, word), number in sorted(borne.items())]
    if any(joint.linked for joint in view.joints):
        entries.append(("joint", "joint", "premises that hold only together"))
    if any(link.strength > 1 for link in view.links):
        entries.append(("", "number", "how many steps a line stands for"))
    return tuple(entries)


def make_legend(view: View, width: float, top: float, margin: float = MARGIN) -> tuple[tuple[Words, ...], float]:
    """The legend, set in as many lines as it needs, and where it ends."""
    if not legend_entries(view):
        return (), top - LEGEND_GAP
    words: list[Words] = []
    x, y = margin, top + _LEGEND_SIZE
    for name, word, meaning in legend_entries(view):
        room = 36.0 if name in LINKS else 16.0 if name else 0.0
        bold = text_width(word, _LEGEND_SIZE, True)
        plain = text_width(meaning, _LEGEND_SIZE)
        long = room + bold + 6.0 + plain
        if x > margin and x + long > margin + width:
            x, y = margin, y + 18.0
        words.append(Words(round(x + room, 1), round(y, 1), word, _LEGEND_SIZE, bold, bold=True, sample=name))
        beside = x + room + bold + 6.0
        for number, line in enumerate(
            wrap(meaning, margin + width - beside, _LEGEND_SIZE) if long > width else (meaning,)
        ):
            y += 14.0 if number else 0.0
            plain = text_width(line, _LEGEND_SIZE)
            words.append(Words(round(beside, 1), round(y, 1), line, _LEGEND_SIZE, plain, quiet=True))
        x += long + 22.0
    return tuple(words), y
