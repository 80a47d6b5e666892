"""The argument as a JSON Canvas 1.0 (jsoncanvas.org), which Obsidian and others open: cards, groups, coloured lines.

Cards stand where our own map has them; the text of a card is Markdown, as the format has it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from argmap.exchange.diagram import Kind, diagram_of, numbered, words_of
from argmap.ground.unseen import on_one_line, without_surrogates
from argmap.outputs.markdown_escapes import escape_markdown

if TYPE_CHECKING:
    from argmap.exchange.loss import LossReport
    from argmap.maps.layout import Box
    from argmap.project import Project

_RED, _ORANGE, _GREEN, _PURPLE = "1", "2", "4", "6"
"""Presets of the format."""
_COLOURS: dict[Kind, str] = {"support": _GREEN, "premise": _GREEN, "attack": _RED, "undercut": _ORANGE}
_KNOT = 24


def write(project: Project) -> tuple[bytes, LossReport]:
    """The argument as a canvas, and what became of its parts."""
    from argmap.maps import draw, whole_map
    from argmap.maps.views import Extent

    diagram, report = diagram_of(project, ("note",))
    drawing = draw(whole_map(project.argument, project.evaluation, extent=Extent(whole=True)))
    ids = numbered(tuple(claim.id for claim in diagram.claims), "claim-") | numbered(diagram.knots, "step-")
    nodes: list[dict[str, Any]] = []
    for number, (group, box) in enumerate(drawing.frames, 1):
        nodes.append({"id": f"section-{number}", "type": "group", **_place(box), "label": on_one_line(group.title)})
    for claim in diagram.claims:
        paragraphs = (words_of(claim), *map(on_one_line, claim.notes))
        node = {"id": ids[claim.id], "type": "text", **_place(drawing.boxes[claim.id])}
        node["text"] = "\n\n".join(map(escape_markdown, paragraphs))
        nodes.append(node | ({"color": _PURPLE} if claim.kind == "conclusion" else {}))
    for knot in diagram.knots:
        place = _place(drawing.boxes[knot]) | {"width": _KNOT, "height": _KNOT}
        nodes.append({"id": ids[knot], "type": "text", **place, "text": ""})
    edges = []
    for number, line in enumerate(diagram.lines, 1):
        edge = {"id": f"line-{number}", "fromNode": ids[line.source], "toNode": ids[line.target]}
        edge |= {"toEnd": "none" if line.kind in ("premise", "restates") else "arrow"}
        edge |= {"color": _COLOURS[line.kind]} if line.kind in _COLOURS else {}
        said = line.scheme or (line.kind if line.kind in ("attack", "undercut", "restates") else "")
        edges.append(edge | ({"label": on_one_line(said)} if said else {}))
    document = json.dumps({"nodes": nodes, "edges": edges}, ensure_ascii=False, indent="\t")
    return without_surrogates(document).encode() + b"\n", report


def _place(box: Box) -> dict[str, int]:
    return {"x": round(box.x), "y": round(box.y), "width": round(box.width), "height": round(box.height)}
