"""The argument on networkx, for whoever wants graph algorithms: claims and steps are nodes, so that linked premises
and undercutters need no special case."""

from __future__ import annotations

import networkx as nx

from argmap.argument.model import Argument


def build_graph(argument: Argument) -> nx.DiGraph:
    """See `Argument.graph`."""
    graph = nx.DiGraph()
    for claim in argument.claims.values():
        graph.add_node(claim.id, node="claim", kind=claim.kind)
    for step in argument.steps():
        graph.add_node(step.id, node="step", kind=step.kind)
        graph.add_edge(step.id, step.claim, role=step.kind)
        for premise in step.premises:
            graph.add_edge(premise, step.id, role="premise")
        if step.warrant_claim:
            graph.add_edge(step.warrant_claim, step.id, role="warrant")
        for undercutter in step.unless:
            graph.add_edge(undercutter, step.id, role="undercutter")
    return graph
