"""One proof of why a claim is IN: the claims that stand in it. Whoever wants to topple it must hit one of them."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.evaluation.labels import GROUND_WEIGHT, IN, LIVE, OUT, Labelling, meets_standard
from argmap.evaluation.network import Network


def prove(net: Network, run: Labelling, *goals: int) -> frozenset[int]:
    """The claims that are IN in one proof that all `goals` are; they must be.

    Every fact in the proof was decided before the fact that it proves, so the proof is well-founded. Rejecting claims
    outside it leaves it standing, whatever they attack or support.
    """
    seen = set(goals)
    waiting = list(goals)
    while waiting:
        c = waiting.pop()
        facts = _why_in(net, run, c) if run.claims[c] == IN else _why_out(net, run, c)
        for fact in facts:
            if fact not in seen:
                seen.add(fact)
                waiting.append(fact)
    return frozenset(c for c in seen if run.claims[c] == IN)


def _earlier(run: Labelling, claim: int, than: int) -> bool:
    return run.claims[claim] != 0 and run.order[claim] < run.order[than]


def _why_in(net: Network, run: Labelling, c: int) -> Iterator[int]:
    weight, chosen = (GROUND_WEIGHT, None) if run.granted[c] else (0.0, None)
    for s in net.reasons[c]:
        if net.weights[s] > weight and run.steps[s] == LIVE and _ready(net, run, s, c):
            weight, chosen = net.weights[s], s
    if chosen is not None:
        yield from net.premises[chosen]
        yield from net.undercutters[chosen]
    for s in net.objections[c]:
        if not meets_standard(net.standards[c], weight, net.weights[s]):
            yield from _why_dead(net, run, s, c)


def _ready(net: Network, run: Labelling, s: int, c: int) -> bool:
    return all(_earlier(run, n, c) for n in (*net.premises[s], *net.undercutters[s]))


def _why_dead(net: Network, run: Labelling, s: int, c: int) -> Iterator[int]:
    killers = [p for p in net.premises[s] if run.claims[p] == OUT and _earlier(run, p, c)]
    killers += [u for u in net.undercutters[s] if run.claims[u] == IN and _earlier(run, u, c)]
    yield from killers[:1]


def _why_out(net: Network, run: Labelling, c: int) -> Iterator[int]:
    live = [s for s in net.objections[c] if run.steps[s] == LIVE and _ready(net, run, s, c)]
    strongest = max(live, key=lambda s: net.weights[s], default=None)
    against = net.weights[strongest] if strongest is not None else 0.0
    beaten = False
    if run.granted[c] and not meets_standard(net.standards[c], GROUND_WEIGHT, against):
        beaten = True
    for s in net.reasons[c]:
        killers = list(_why_dead(net, run, s, c))
        if killers:
            yield from killers
        elif meets_standard(net.standards[c], net.weights[s], 0.0):
            beaten = True
    if beaten and strongest is not None:
        yield from net.premises[strongest]
        yield from net.undercutters[strongest]
