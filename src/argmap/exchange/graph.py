"""The argument on networkx, for whoever wants graph algorithms."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

    from argmap.argument.model import Argument


def to_networkx(argument: Argument) -> nx.DiGraph:
    """Claims and steps are nodes (`node`, `kind`), so that linked premises and undercutters need no special case.

    Edges point the way of support; their `role` is ``premise``, ``warrant``, ``undercutter`` (claim to step),
    ``reason`` or ``objection`` (step to claim).
    """
    import networkx as nx

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
