"""A plain layout of our own, left to right, for machines on which no Graphviz runs.

A claim's column is its distance from the nearest root; inside a column cards are stacked so that parents stand beside
the middle of their children (after Reingold & Tilford 1981, without their compaction). Sections come one below the
other, so their frames never overlap. Lines are plain curves and may pass behind cards; Graphviz does that better.
"""

from __future__ import annotations

from collections.abc import Mapping

from argmap.maps.faces import Face
from argmap.maps.layout import GROUP_MARGIN, GROUP_TITLE, Box, Layout, Point, joints_of_groups
from argmap.maps.view import View

_COLUMN_GAP = 62.0
_ROW_GAP = 18.0
_BAND_GAP = 26.0


def tidy_layout(view: View, faces: Mapping[str, Face]) -> Layout:
    """Positions for every card, joint and link of a view, in time linear in their number."""
    # the first conclusion, and with it its frame, before all else
    main = [card.id for card in view.cards if card.look == "conclusion"][:1]
    ids = list(dict.fromkeys((*main, *(item.id for item in view.items))))
    children: dict[str, list[str]] = {item: [] for item in ids}
    for link in view.links:
        children[link.target].append(link.source)
    home = {member: group.id for group in view.groups for member in group.members} | joints_of_groups(view)
    column = _columns(ids, children, {link.source for link in view.links})
    left = _column_places(column, faces)
    bands: dict[str | None, list[str]] = {}
    for item in ids:
        bands.setdefault(home.get(item), []).append(item)
    boxes: dict[str, Box] = {}
    groups: dict[str, Box] = {}
    top = 0.0
    for band, members in bands.items():
        if band is not None:
            top += GROUP_TITLE + GROUP_MARGIN
        placed = _stack(members, children, column, left, faces, top)
        boxes |= placed
        low = max(box.bottom for box in placed.values())
        if band is not None:
            start = min(box.x for box in placed.values()) - GROUP_MARGIN
            end = max(box.right for box in placed.values()) + GROUP_MARGIN
            high = top - GROUP_TITLE - GROUP_MARGIN
            groups[band] = Box(start, high, end - start, low + GROUP_MARGIN - high)
            low += GROUP_MARGIN
        top = low + _BAND_GAP
    routes = {place: _curve(boxes[link.source], boxes[link.target]) for place, link in enumerate(view.links)}
    return Layout(boxes, routes, groups, "tidy")


def _columns(ids: list[str], children: Mapping[str, list[str]], sources: set[str]) -> dict[str, int]:
    """The column of each item: breadth first from what supports nothing, then from the first of each leftover ring."""
    column: dict[str, int] = {}
    for roots in ([item for item in ids if item not in sources], *([item] for item in ids)):
        edge = [item for item in roots if item not in column]
        column |= dict.fromkeys(edge, 0)
        while edge:
            following = []
            for item in edge:
                for child in children[item]:
                    if child not in column:
                        column[child] = column[item] + 1
                        following.append(child)
            edge = following
    return column


def _column_places(column: Mapping[str, int], faces: Mapping[str, Face]) -> dict[int, float]:
    """The left side of each column, wide enough for its widest card."""
    wide: dict[int, float] = {}
    for item, place in column.items():
        wide[place] = max(wide.get(place, 0.0), faces[item].width)
    places, x = {}, 0.0
    for place in range(max(wide, default=-1) + 1):
        places[place] = x
        x += wide.get(place, 0.0) + _COLUMN_GAP
    return places


def _stack(
    members: list[str],
    children: Mapping[str, list[str]],
    column: Mapping[str, int],
    left: Mapping[int, float],
    faces: Mapping[str, Face],
    top: float,
) -> dict[str, Box]:
    """Heights inside one band, children before parents."""
    inside = set(members)
    free: dict[int, float] = {}
    boxes: dict[str, Box] = {}
    tree: dict[str, list[str]] = {}
    taken: set[str] = set()
    for item in sorted(members, key=lambda member: column[member]):
        tree[item] = [
            c for c in dict.fromkeys(children[item]) if c in inside and column[c] > column[item] and c not in taken
        ]
        taken |= set(tree[item])
    for item in _children_first([item for item in members if item not in taken], tree):
        face = faces[item]
        under = [boxes[child] for child in tree[item]]
        y = free.get(column[item], top)
        if under:
            y = max(y, (under[0].y + under[-1].bottom) / 2 - face.height / 2)
        boxes[item] = Box(left[column[item]], y, face.width, face.height)
        free[column[item]] = y + face.height + _ROW_GAP
    return {item: boxes[item] for item in members}


def _children_first(roots: list[str], tree: Mapping[str, list[str]]) -> list[str]:
    """The items of a forest, each after all of its children; no recursion, since chains may be long."""
    done: list[str] = []
    waiting = [(item, False) for item in reversed(roots)]
    while waiting:
        item, opened = waiting.pop()
        if opened:
            done.append(item)
        else:
            waiting.append((item, True))
            waiting += [(child, False) for child in reversed(tree[item])]
    return done


def _curve(source: Box, target: Box) -> tuple[Point, ...]:
    """From the left side of the source to the right side of the target, as one S-curve where that lies to the left."""
    start, end = (source.x, source.middle), (target.right, target.middle)
    if start[0] < end[0]:
        # a ring's way back: out to the left, over both cards, and in from the right
        over, out = min(source.y, target.y) - _ROW_GAP / 2, 24.0
        left, right = start[0], end[0]
        return (
            start,
            *((left - out, start[1]), (left - out, over), (left, over)),
            *((left, over), (right, over), (right, over)),
            *((right + out, over), (right + out, end[1]), end),
        )
    bend = max(30.0, (start[0] - end[0]) / 2)
    return (start, (start[0] - bend, start[1]), (end[0] + bend, end[1]), end)
