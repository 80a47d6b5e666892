"""An argument as an abstract framework: what stands under each of Dung's semantics, for comparison with our labels."""

from __future__ import annotations

from argmap.evaluation.dung import Framework
from argmap.evaluation.labels import GROUND_WEIGHT, IN, meets_standard
from argmap.evaluation.outcome import Evaluation


def project_onto_framework(evaluation: Evaluation) -> Framework:
    """Nodes 0…n−1 are the claims, n…2n−1 "the claim is not shown", and then one for each side that carries or objects.

    A side for a claim attacks "not shown", which attacks the claim. A side is attacked by "not shown" of each premise,
    by each undercutter, and by each objection that it does not beat under the claim's standard of proof. The grounded
    extension is therefore the granted run of the evaluation.
    """
    net = evaluation.network
    count = len(net.claims)
    names = [*net.claims, *(f"not {claim}" for claim in net.claims)]
    attacks = [(count + c, c) for c in range(count)]
    fails = len(names)
    names.append("nothing carries it")
    for c in range(count):
        forced = evaluation.forced.get(c)
        if forced is not None:
            if forced == IN:
                attacks.append((fails, count + c))
            continue
        standard = net.standards[c]
        objections = []
        for s in net.objections[c]:
            node = len(names)
            names.append(net.steps[s])
            attacks += _attacks_on_step(evaluation, s, node, count, fails)
            objections.append((node, net.weights[s]))
        sides: list[tuple[float, int | None]] = [(net.weights[s], s) for s in net.reasons[c]]
        if evaluation.granted.granted[c]:
            sides.append((GROUND_WEIGHT, None))
        for weight, step in sides:
            if not meets_standard(standard, weight, 0.0):
                continue
            node = len(names)
            names.append(net.steps[step] if step is not None else f"{net.claims[c]}/evidence")
            if step is not None:
                attacks += _attacks_on_step(evaluation, step, node, count, fails)
            attacks += [(other, node) for other, against in objections if not meets_standard(standard, weight, against)]
            attacks.append((node, count + c))
    return Framework(names, attacks)


def _attacks_on_step(evaluation: Evaluation, s: int, node: int, count: int, fails: int) -> list[tuple[int, int]]:
    if s in evaluation.dead_steps:
        return [(fails, node)]
    net = evaluation.network
    return [*((count + p, node) for p in net.premises[s]), *((u, node) for u in net.undercutters[s])]
