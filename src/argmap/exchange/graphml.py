"""The argument as GraphML (graphml.graphdrawing.org), which yEd, Gephi, Cytoscape and networkx read."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from argmap.exchange.diagram import diagram_of, words_of
from argmap.ground.text import shorten
from argmap.ground.unseen import on_one_line

if TYPE_CHECKING:
    from argmap.exchange.loss import LossReport
    from argmap.project import Project

_LABEL = 60


def write(project: Project) -> tuple[bytes, LossReport]:
    """A directed graph: nodes with `label`, `text`, `type`, `section` and `stands`, edges with `type` and `scheme`."""
    import networkx as nx

    diagram, report = diagram_of(project, ("note", "question", "value", "definition"))
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=on_one_line(project.title))
    for section, claims in diagram.sections:
        for claim in claims:
            text = words_of(claim)
            graph.add_node(
                claim.id,
                label=shorten(text, _LABEL),
                text=text,
                type=claim.kind,
                section=on_one_line(section),
                stands=diagram.labels[claim.id],
                notes=" ".join(map(on_one_line, claim.notes)),
            )
    for knot in diagram.knots:
        graph.add_node(knot, label="", type="step")
    for line in diagram.lines:
        graph.add_edge(line.source, line.target, type=line.kind, scheme=on_one_line(line.scheme))
    written = io.BytesIO()
    nx.write_graphml_xml(graph, written)
    return written.getvalue() + b"\n", report
