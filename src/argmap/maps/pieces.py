"""One tree of a map in its place, for maps on pages: fanned out, level beside level, or hung, one card below the other.

Lines run only in the gaps between levels, or in the gutter at the left of what hangs on a card, where no card stands,
so none passes behind a card. A hung tree reads like an outline and takes far less room: no column stands empty beside
the many cards that lead to one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from argmap.maps.drawing import Route
from argmap.maps.faces import JOINT_SIZE, Face
from argmap.maps.layout import Box, Point
from argmap.maps.measure import text_width
from argmap.maps.style import LINKS, STATUS_SIZE
from argmap.maps.trees import Branch, Node, levels_in, levels_of, walk
from argmap.maps.view import Card, Joint, Link

Direction = Literal["LR", "TB"]

LEVEL_GAP = {"LR": 70.0, "TB": 58.0}
NEIGHBOUR_GAP = 14.0
INDENT = 44.0
HANGING_GAP = 9.0
WORD_ROOM = 11.0
_SPREAD = 13.0
_SPINE, _SPINE_AGAINST, _JOINT_AT, _BESIDE = 9.0, 17.0, 31.0, 41.0
_ROUND = 5.0
_MANY = 8
_COLUMN_GAP, _BUS, _BUS_AGAINST = 22.0, 14.0, 24.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A tree in its place, its upper left corner at the origin."""

    width: float
    height: float
    boxes: Mapping[str, Box]
    items: tuple[Card | Joint, ...]
    routes: tuple[Route, ...]
    root: Node


def _middles(root: Node, outwards: Sequence[Node], breadth: Callable[[Node], float]) -> dict[int, float]:
    """The middle of every card across the levels, by the identity of its node; all nodes come after their parents."""
    inner: dict[int, float] = {}
    block: dict[int, float] = {}
    for node in reversed(outwards):
        inner[id(node)] = sum(block[id(child)] + NEIGHBOUR_GAP for child in node.children) - NEIGHBOUR_GAP
        block[id(node)] = max(breadth(node), inner[id(node)])
    # from the root outwards each block is given its beginning, from the leaves inwards each card its middle
    begin = {id(root): 0.0}
    for node in outwards:
        place = begin[id(node)] + (block[id(node)] - inner[id(node)]) / 2
        for child in node.children:
            begin[id(child)] = place
            place += block[id(child)] + NEIGHBOUR_GAP
    middle: dict[int, float] = {}
    for node in reversed(outwards):
        low, high = begin[id(node)], begin[id(node)] + block[id(node)]
        half = breadth(node) / 2
        ends = [middle[id(child)] for child in node.children]
        wanted = (ends[0] + ends[-1]) / 2 if ends else (low + high) / 2
        middle[id(node)] = min(max(wanted, low + half), high - half)
    return middle


def fan_out(root: Node, face: Callable[[Node], Face], direction: Direction) -> Piece:
    """Places and lines of one tree: levels side by side, every card in the middle of what leads to it."""
    upright = direction == "TB"
    gap = LEVEL_GAP[direction]
    levels = list(levels_of([root]))
    sizes = [max((face(n).height if upright else face(n).width) for n in level) for level in levels]
    starts = [sum(sizes[:number]) + gap * number for number in range(len(sizes))]

    def breadth(node: Node) -> float:
        return face(node).width if upright else face(node).height

    middle = _middles(root, [node for level in levels for node in level], breadth)

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
    for number, level in enumerate(levels[:-1]):
        for node in level:
            own = boxes[node.card.id]
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
    return Piece(right, low, boxes, tuple(items), tuple(routes), root)


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


def hang(root: Node, face: Callable[[Node, int], Face], columns: int = 1) -> Piece:
    """Places and lines of one tree as an outline: what leads to a card stands below it, set in by a gutter.

    `face` is asked for a node and its level, since cards are the narrower the further in they stand. With several
    `columns` the root stands above the middle of them, and its steps are shared out among them in their order; one of
    very many premises may take several columns, with its joint above them. A single reason for the root stands below
    it, and so on to the first card that has several.
    """
    level_of = levels_in(root)
    boxes: dict[str, Box] = {}
    items: list[Card | Joint] = []
    trunk, fork = _trunk(root)
    begins = _columns(fork, columns, lambda node: face(node, level_of[id(node)]).height)
    if not begins:
        trunk, fork = [], root
    y, left, top, right = 0.0, 0.0, 0.0, 0.0
    gutter: dict[int, float] = {}
    for node in walk(root):
        size = face(node, level_of[id(node)])
        if id(node) in begins:
            left, y = right + _COLUMN_GAP if right else 0.0, top
        gutter[id(node)] = left
        y += WORD_ROOM if node.worded else 0.0
        level = max(0, level_of[id(node)] - len(trunk))
        boxes[node.card.id] = Box(round(left + level * INDENT, 1), round(y, 1), size.width, size.height)
        items.append(node.card)
        y += size.height + HANGING_GAP
        if level_of[id(node)] < len(trunk):
            y += _BUS_AGAINST
        elif node is fork:
            top = y + (_BUS_AGAINST + HANGING_GAP if begins else 0.0)
            if any(_is_spread(branch, begins) for branch in fork.branches):
                top += JOINT_SIZE + HANGING_GAP
        else:
            right = max(right, boxes[node.card.id].right)
    if begins:
        for node in (*trunk, fork):
            above = boxes[node.card.id]
            boxes[node.card.id] = replace(above, x=round(max(0.0, (right - above.width) / 2), 1))
    routes: list[Route] = []
    for node in walk(root):
        own = boxes[node.card.id]
        for branch in node.branches:
            said = 2.0
            placed = [(link, boxes[child.card.id], child) for link, child in branch.ends]
            line = branch.line or placed[0][0]
            if level_of[id(node)] < len(trunk):
                (link, box, child) = placed[0]
                at = own.x + own.width / 2
                word, _ = _word_above(link, box, said)
                straight = _bent([(at, box.y), (at, own.bottom)])
                routes.append(Route(replace(link, source=child.card.id), straight, word, True))
                continue
            spine = own.x + (_SPINE_AGAINST if LINKS[line.kind].end == "tee" else _SPINE)
            if begins and node is fork:
                against = LINKS[line.kind].end == "tee"
                own = replace(own, x=gutter[id(placed[0][2])])
                spine = own.x + (_SPINE_AGAINST if against else _SPINE)
                meets = boxes[fork.card.id]
                bus = round(meets.bottom + (_BUS_AGAINST if against else _BUS), 1)
                at = round(meets.x + meets.width / 2 + (_SPINE if against else -_SPINE), 1)
                ending = [(spine, bus), (at, bus), (at, meets.bottom)]
            else:
                ending = [(spine, own.bottom)]
            joint = None
            if begins and node is fork and branch.joint and branch.line and _is_spread(branch, begins):
                verticals = [gutter[id(child)] + _JOINT_AT for _, _, child in placed]
                middle = round(top - HANGING_GAP - JOINT_SIZE / 2, 1)
                beside = (verticals[0] + verticals[-1]) / 2
                joint = (ending[1][0] if abs(beside - ending[1][0]) < boxes[fork.card.id].width / 2 else beside, middle)
                half = JOINT_SIZE / 2
                boxes[branch.joint.id] = Box(joint[0] - half, middle - half, JOINT_SIZE, JOINT_SIZE)
                items.append(branch.joint)
                word, _ = _word_above(branch.line, placed[0][1], said)
                led = [(joint[0], middle - half), (joint[0], ending[0][1]), *ending[1:]]
                routes += [Route(branch.line, _bent(led), word, True), *_spread(placed, verticals, joint)]
                continue
            if branch.joint and branch.line:
                middle = round((placed[0][1].middle + placed[-1][1].middle) / 2, 1)
                joint = (own.x + _JOINT_AT, middle)
                half = JOINT_SIZE / 2
                boxes[branch.joint.id] = Box(joint[0] - half, round(middle - half, 1), JOINT_SIZE, JOINT_SIZE)
                items.append(branch.joint)
                led = [(joint[0] - half, middle), (spine, middle), *ending]
                word, said = _word_above(branch.line, placed[0][1], said)
                routes.append(Route(branch.line, _bent(led), word, True))
            for link, box, child in placed:
                start = (box.x, round(box.middle, 1))
                if joint is None:
                    way = [start, (spine, start[1]), *ending]
                elif link.ended:
                    # a bar across its end shows only where a line comes from the side
                    beside = own.x + _BESIDE
                    way = [start, (beside, start[1]), (beside, joint[1]), (joint[0] + JOINT_SIZE / 2, joint[1])]
                elif abs(start[1] - joint[1]) < JOINT_SIZE / 2:
                    way = [start, (joint[0] + JOINT_SIZE / 2, start[1])]
                else:
                    side = JOINT_SIZE / 2 if start[1] > joint[1] else -JOINT_SIZE / 2
                    way = [start, (joint[0], start[1]), (joint[0], joint[1] + side)]
                word, said = _word_above(link, box, said if box is placed[0][1] else 2.0)
                routes.append(Route(replace(link, source=child.card.id), _bent(way), word, joint is None))
    return Piece(
        max(box.right for box in boxes.values()),
        max(box.bottom for box in boxes.values()),
        boxes,
        tuple(items),
        tuple(routes),
        root,
    )


def _spread(
    placed: Sequence[tuple[Link, Box, Node]], verticals: Sequence[float], joint: tuple[float, float]
) -> Iterator[Route]:
    """The lines of premises in several columns to their joint above: up along each column, then across."""
    half = JOINT_SIZE / 2
    for (link, box, child), x in zip(placed, verticals, strict=True):
        way = [(box.x, round(box.middle, 1)), (x, round(box.middle, 1))]
        away = x - joint[0]
        if abs(away) < half:
            way.append((x, joint[1] + half))
        else:
            way += [(x, joint[1]), (joint[0] + (half if away > 0 else -half), joint[1])]
        word, _ = _word_above(link, box, 2.0)
        yield Route(replace(link, source=child.card.id), _bent(way), word, False)


def _trunk(root: Node) -> tuple[list[Node], Node]:
    """The cards from the root on to each of which a single card leads, and the one that they end at."""
    above, node = [], root
    while len(node.branches) == 1 and not node.branches[0].joint and len(node.branches[0].ends) == 1:
        above.append(node)
        node = node.branches[0].ends[0][1]
    return above, node


def _may_spread(branch: Branch) -> bool:
    """Whether a step's premises may stand in several columns: very many, linked, and nothing that undercuts it."""
    return bool(branch.joint) and len(branch.ends) >= _MANY and not any(link.ended for link, _ in branch.ends)


def _is_spread(branch: Branch, begins: set[int]) -> bool:
    return any(id(end) in begins for _, end in branch.ends[1:])


def blocks_of(root: Node) -> int:
    """How many columns the steps below a root can fill at most."""
    _, fork = _trunk(root)
    return sum(len(branch.ends) if _may_spread(branch) else 1 for branch in fork.branches if branch.ends)


def _columns(root: Node, columns: int, height: Callable[[Node], float]) -> set[int]:
    """The nodes with which a column begins, so that the highest is as low as can be; none for a single column."""
    if columns < 2:
        return set()
    branches = [branch for branch in root.branches if branch.ends]
    heights = [[sum(height(node) + HANGING_GAP for node in walk(end)) for _, end in branch.ends] for branch in branches]

    def shared_out(most: float) -> list[int]:
        """With which nodes columns begin where none is higher than `most`; what is spread has columns of its own."""
        starts: list[int] = []
        used = math.inf
        for branch, high in zip(branches, heights, strict=True):
            spread = _may_spread(branch) and sum(high) > most
            if spread or used + sum(high) > most:
                used = math.inf
            for (_, end), each in zip(branch.ends, high, strict=True) if spread else [(branch.ends[0], sum(high))]:
                if used + each > most:
                    starts.append(id(end))
                    used = 0.0
                used += each
            if spread:
                used = math.inf
        return starts

    low = max(
        (max(high) if _may_spread(b) else sum(high) for b, high in zip(branches, heights, strict=True)), default=0
    )
    high = sum(map(sum, heights))
    while high - low > 1.0:
        middle = (low + high) / 2
        low, high = (low, middle) if len(shared_out(middle)) <= columns else (middle, high)
    return set(shared_out(high))


def _word_above(link: Link, box: Box, at: float) -> tuple[Point | None, float]:
    """Where a line's word stands, above the card from which the line comes, and where the next one may."""
    if not link.word:
        return None, at
    long = text_width(link.word, STATUS_SIZE)
    return (round(box.x + at + long / 2, 1), round(box.y - 3.0, 1)), at + long + 8.0


def _bent(corners: Sequence[Point]) -> tuple[Point, ...]:
    """A line with rounded corners as a chain of Bézier curves; corners that hardly turn are left out."""
    kept = [corners[0]]
    for corner in corners[1:]:
        if abs(corner[0] - kept[-1][0]) + abs(corner[1] - kept[-1][1]) > 0.2:
            kept.append(corner)
    points = [kept[0]]
    for before, corner, after in zip(kept, kept[1:], kept[2:], strict=False):
        near, far = _towards(corner, before), _towards(corner, after)
        points += [*_through(points[-1], near), corner, corner, far]
    points += _through(points[-1], kept[-1])
    return tuple((round(x, 1), round(y, 1)) for x, y in points)


def _towards(corner: Point, other: Point) -> Point:
    """The point on the way from a corner at which its rounding begins."""
    long = abs(other[0] - corner[0]) + abs(other[1] - corner[1])
    share = min(_ROUND, long / 2) / long
    return corner[0] + (other[0] - corner[0]) * share, corner[1] + (other[1] - corner[1]) * share


def _through(start: Point, end: Point) -> list[Point]:
    (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    return [(x + dx / 3, y + dy / 3), (x + dx * 2 / 3, y + dy * 2 / 3), end]
