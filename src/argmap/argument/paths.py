"""Ways through the argument: what leads to a conclusion, and rings of support.

An argument without a ring, as nearly all are, is settled by one topological pass; networkx is imported only where
there is a ring to describe.
"""

from __future__ import annotations

from collections import deque

from argmap.argument.model import Argument, Step


def premises_of(step: Step) -> tuple[str, ...]:
    """The claims that a step needs: its premises, and its warrant where that is a claim."""
    return (*step.premises, step.warrant_claim) if step.warrant_claim else step.premises


def supporting_claims(argument: Argument) -> frozenset[str]:
    """The conclusions and every claim on a path of reasons that ends in one."""
    return _upstream(argument, attacks=False)


def connected_claims(argument: Argument) -> frozenset[str]:
    """Every claim from which some path leads to a conclusion: of reasons, objections, undercutters, answers."""
    return _upstream(argument, attacks=True)


def _upstream(argument: Argument, *, attacks: bool) -> frozenset[str]:
    seen = set(argument.conclusions)
    queue = deque(argument.conclusions)
    while queue:
        claim = argument.claims[queue.popleft()]
        for step in (*claim.reasons, *(claim.objections if attacks else ())):
            for source in (*premises_of(step), *((*step.unless, *step.answers.values()) if attacks else ())):
                if source not in seen and source in argument.claims:
                    seen.add(source)
                    queue.append(source)
    return frozenset(seen)


def support_rings(argument: Argument) -> tuple[tuple[str, ...], ...]:
    """One ring for each set of claims that support one another in a circle, as ids in the order of support.

    A claim that names itself as a premise is no ring here. A ring starts at its first claim in the order of the files.
    """
    supports = {
        claim.id: {premise for step in claim.reasons for premise in premises_of(step) if premise != claim.id}
        for claim in argument.claims.values()
    }
    return _rings(argument, supports)


def rings_of_wordings(argument: Argument) -> tuple[tuple[str, ...], ...]:
    """One ring for each set of claims that restate one another in a circle, from the first in the files."""
    if not any(claim.restates for claim in argument.claims.values()):
        return ()
    restated = {claim.id: set(claim.restates) - {claim.id} for claim in argument.claims.values()}
    return _rings(argument, restated)


def _rings(argument: Argument, supports: dict[str, set[str]]) -> tuple[tuple[str, ...], ...]:
    """A ring for each set of claims that lead to one another; `supports` has what leads to a claim."""
    on_rings = _without_a_beginning(supports)
    if not on_rings:
        return ()
    import networkx as nx

    graph = nx.DiGraph((premise, claim) for claim in on_rings for premise in supports[claim] if premise in on_rings)
    order = {claim: index for index, claim in enumerate(argument.claims)}
    rings = []
    for component in nx.strongly_connected_components(graph):
        if len(component) > 1:
            first = min(component, key=order.__getitem__)
            rings.append(_shortest_ring(graph.subgraph(component), first))
    return tuple(sorted(rings, key=lambda ring: order[ring[0]]))


def _without_a_beginning(supports: dict[str, set[str]]) -> set[str]:
    """The claims left when every claim whose support is settled has been taken away, again and again (Kahn 1962)."""
    waiting = {claim: len(premises) for claim, premises in supports.items()}
    upward: dict[str, list[str]] = {}
    for claim, premises in supports.items():
        for premise in premises:
            upward.setdefault(premise, []).append(claim)
    queue = deque(claim for claim, count in waiting.items() if count == 0)
    left = set(supports)
    while queue:
        claim = queue.popleft()
        left.discard(claim)
        for above in upward.get(claim, ()):
            waiting[above] -= 1
            if waiting[above] == 0:
                queue.append(above)
    return left


def _shortest_ring(graph: object, first: str) -> tuple[str, ...]:
    successors: dict[str, list[str]] = {node: sorted(graph.successors(node)) for node in graph}  # type: ignore[attr-defined]
    came_from: dict[str, str] = {}
    queue = deque([first])
    while queue:
        node = queue.popleft()
        for following in successors[node]:
            if following == first:
                ring = [node]
                while ring[-1] != first:
                    ring.append(came_from[ring[-1]])
                return tuple(reversed(ring))
            if following not in came_from:
                came_from[following] = node
                queue.append(following)
    raise AssertionError("a strongly connected component holds a ring through each of its nodes")


def bearing_on_conclusions(argument: Argument) -> dict[str, float]:
    """How much of a conclusion's support passes through each claim, 0 to 1, by the path on which it is most.

    The first conclusion, the main one, has 1, and each further one a fifth. Linked premises carry all of their step; a
    claim with n independent reasons gives each of them an nth, since it would still have the others. Claims that
    support no conclusion are left out.
    """
    from heapq import heapify, heappop, heappush

    bearing: dict[str, float] = {}
    queue = [(-0.2 if further else -1.0, name) for further, name in enumerate(argument.conclusions)]
    heapify(queue)
    while queue:
        share, name = heappop(queue)
        if name in bearing:
            continue
        bearing[name] = -share
        reasons = argument.claims[name].reasons
        for step in reasons:
            for premise in premises_of(step):
                if premise not in bearing:
                    heappush(queue, (share / len(reasons), premise))
    return bearing
