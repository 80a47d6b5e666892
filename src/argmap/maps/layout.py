"""Positions: what a layout engine returns, and the label-less DOT that it is asked with.

The engine never sees a word of the user's text. It gets boxes `n0`, `n1`, … of fixed size, so that the outcome is the
same with and without fonts, and nothing in a claim can reach Graphviz. Lines run from target to premise there: Graphviz
then puts the conclusion at the left and lone cards in the first column. It counts a column's boxes from the bottom
where there are frames, and mostly from the top where there are none, so its drawing is turned upside down where need
be: reasons then stand in the order of the claims files, the first one on top.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from argmap.maps.faces import Face
from argmap.maps.view import View

GROUP_MARGIN = 14.0
GROUP_TITLE = 18.0
_DENSE_LINKS = 140
_LONE_COLUMNS = 3

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its upper left corner, in points, y downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """y of the lower side."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """y of the middle."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Layout:
    """Boxes by card or joint id, routes by place in `view.links`, boxes by group id.

    A route is a chain of cubic Bézier curves (1 + 3n points) from the link's source to its target.
    """

    boxes: Mapping[str, Box]
    routes: Mapping[int, tuple[Point, ...]]
    groups: Mapping[str, Box]
    engine: str


def layout_source(view: View, faces: Mapping[str, Face], mirrored: bool = False) -> str:
    """The DOT of a view without any text: fixed-size boxes, clusters, and links with ports at the facing sides.

    With `mirrored` its links come in the other order, for a drawing that is turned upside down once more.
    """
    number = {item.id: place for place, item in enumerate(view.items)}
    dense = len(view.links) > _DENSE_LINKS
    ordered = not dense and not _of_sections(view)
    lines = [
        "digraph map {",
        "graph [rankdir=LR, nodesep=0.25, ranksep=0.5, newrank=true"
        + (", nslimit=1, nslimit1=1, mclimit=0.2, splines=line" if dense else "")
        + (", ordering=out, remincross=false" if ordered else ", remincross=true")
        + "]",
        'node [shape=box, fixedsize=true, label=""]',
        "edge [dir=none, minlen=2]",
    ]
    grouped = joints_of_groups(view)
    for place, group in enumerate(view.groups):
        title = f'<<TABLE BORDER="0" FIXEDSIZE="TRUE" WIDTH="12" HEIGHT="{GROUP_TITLE:g}"><TR><TD></TD></TR></TABLE>>'
        above = "t" if mirrored else "b"
        lines.append(f"subgraph cluster_{place} {{ graph [margin={GROUP_MARGIN:g}, labelloc={above}, label={title}]")
        inside = (*group.members, *(joint for joint, home in grouped.items() if home == group.id))
        lines += [_node(number[member], faces[member]) for member in inside]
        lines += _columns([number[member] for member in group.members if _lone(view, member)])
        lines.append("}")
        grouped |= dict.fromkeys(group.members, group.id)
    rest = [item.id for item in view.items if item.id not in grouped]
    lines += [_node(number[item], faces[item]) for item in rest]
    lines += _columns([number[item] for item in rest if _lone(view, item)])
    joints = {joint.id for joint in view.joints}
    numbered = [*enumerate(view.links)]
    for place, link in reversed(numbered) if mirrored else numbered:
        # a step with a joint takes two short lines where a step without takes a long one, so that columns stay in line
        short = ", minlen=1" if link.source in joints or link.target in joints else ""
        lines.append(f'n{number[link.target]}:e -> n{number[link.source]}:w [id="{place}"{short}]')
    main = next((card.id for card in view.cards if card.look == "conclusion"), None)
    if main and view.groups:
        # the first column is the conclusion's: in a frame of its own a lone card would stand above it
        lone = [number[card.id] for card in view.cards if card.id != main and _lone(view, card.id)]
        lines += [f"n{number[main]} -> n{card} [style=invis]" for card in lone]
    lines.append("}")
    return "\n".join(lines)


def joints_of_groups(view: View) -> dict[str, str]:
    """The group in which each joint belongs: that of the claim it leads to."""
    home = {member: group.id for group in view.groups for member in group.members}
    leads = {link.source: link.target for link in view.links if link.ended}
    return {joint.id: home[leads[joint.id]] for joint in view.joints if leads.get(joint.id) in home}


def _of_sections(view: View) -> bool:
    """A line between sections stands for many steps and has no place in the files: there, fewer crossings count."""
    return any(card.kind == "section" for card in view.cards)


def _node(number: int, face: Face) -> str:
    return f"n{number} [width={face.width / 72:.4f}, height={face.height / 72:.4f}]"


def _lone(view: View, item: str) -> bool:
    return not any(item in (link.source, link.target) for link in view.links)


def _columns(lone: list[int]) -> list[str]:
    """Cards without any link stand side by side in a few columns, rather than in one endless one."""
    if len(lone) < 2 * _LONE_COLUMNS:
        return []
    pairs = [
        (left, right)
        for place, (left, right) in enumerate(pairwise(lone))
        if place % _LONE_COLUMNS != _LONE_COLUMNS - 1
    ]
    return [f"n{left} -> n{right} [style=invis, weight=50]" for left, right in pairs]


def read_layout(view: View, faces: Mapping[str, Face], answer: bytes, engine: str, mirrored: bool = False) -> Layout:
    """The positions in Graphviz's `json0` answer to `layout_source`. Raises ValueError where it is not one."""
    data = json.loads(answer)
    names = {f"n{place}": item.id for place, item in enumerate(view.items)}
    objects = data.get("objects", ())
    heights = {names[o["name"]]: float(o["pos"].split(",")[1]) for o in objects if o.get("name") in names}
    turned = mirrored if view.groups else _is_upside_down(view, heights)
    turn = -1.0 if turned else 1.0
    boxes: dict[str, Box] = {}
    groups: dict[str, Box] = {}
    for thing in objects:
        name = str(thing.get("name", ""))
        if name in names:
            x, y = map(float, thing["pos"].split(","))
            face = faces[names[name]]
            boxes[names[name]] = Box(x - face.width / 2, turn * y - face.height / 2, face.width, face.height)
        elif name.startswith("cluster_") and "bb" in thing:
            left, low, right, high = map(float, thing["bb"].split(","))
            groups[view.groups[int(name.removeprefix("cluster_"))].id] = Box(
                left, min(turn * low, turn * high), right - left, high - low
            )
    routes = {
        int(edge["id"]): _route(edge["pos"], turn)
        for edge in data.get("edges", ())
        if "id" in edge and edge.get("style") != "invis"
    }
    if len(boxes) != len(names) or len(routes) != len(view.links):
        raise ValueError("the layout lacks some boxes or links")
    return Layout(boxes, routes, groups, engine)


def _is_upside_down(view: View, heights: Mapping[str, float]) -> bool:
    """Whether what leads to a claim, or to a joint, mostly stands in the order contrary to that of the links.

    Of an overview whether the sections do, contrary to that of the files.
    """
    if _of_sections(view):
        placed = [heights[card.id] for card in view.cards if card.kind == "section" and card.id in heights]
        return sum((after < before) - (after > before) for before, after in pairwise(placed)) > 0
    last: dict[str, str] = {}
    against = 0
    for link in view.links:
        before = last.get(link.target)
        if before is not None and before in heights and link.source in heights:
            below = heights[link.source] - heights[before]
            against += (below < 0) - (below > 0)
        last[link.target] = link.source
    return against > 0


def _route(position: str, turn: float) -> tuple[Point, ...]:
    """Graphviz's spline, turned round to run from the link's source to its target; `turn` is -1 for a mirrored one."""
    pairs = [pair.split(",") for pair in position.split() if pair[0] not in "es"]
    return tuple((float(x), turn * float(y)) for x, y in reversed(pairs))
