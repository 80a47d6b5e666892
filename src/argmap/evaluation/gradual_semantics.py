"""An argument under the gradual semantics of others, for comparison."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log
from typing import Literal, get_args

from argmap.evaluation.outcome import Evaluation
from argmap.evaluation.rings import is_ring
from argmap.evaluation.strength_formulas import any_of, step_band
from argmap.evaluation.strengths import leaf_bands, step_weights

GradualSemantics = Literal["df-quad", "quadratic-energy", "euler", "mlp"]
GRADUAL_SEMANTICS: tuple[GradualSemantics, ...] = get_args(GradualSemantics)


def strengths_under(evaluation: Evaluation, semantics: GradualSemantics) -> Mapping[str, float | None]:
    """Strength of each claim when its steps are weighed by another gradual semantics; None on and above a ring.

    Steps keep their strength (weight, linked premises, undercutters); what changes is how a claim takes them together.
    """
    net = evaluation.network
    bases, weights = leaf_bands(evaluation), step_weights(evaluation)
    sigma: list[float | None] = [None] * len(net.claims)

    def carried(steps: list[int]) -> list[float] | None:
        best: dict[int, float] = {}
        for s in steps:
            premises = [sigma[p] for p in net.premises[s]]
            undercutters = [sigma[u] for u in net.undercutters[s]]
            if None in premises or None in undercutters:
                return None
            bands = [[(x, x, x) for x in side if x is not None] for side in (premises, undercutters)]
            value = step_band(weights[s], bands[0], bands[1], evaluation.options.premises)[1]
            best[net.alike[s]] = max(best.get(net.alike[s], 0.0), value)
        return list(best.values())

    for part in net.parts:
        if is_ring(part, net.parents):
            continue
        c = part[0]
        support, attack = carried(net.reasons[c]), carried(net.objections[c])
        if support is None or attack is None:
            continue
        take = any_of if semantics == "df-quad" else sum
        energy = take(support) - take(attack)
        sigma[c] = influence(semantics, bases[c][1], energy)
    return dict(zip(net.claims, sigma, strict=True))


def influence(semantics: GradualSemantics, base: float, energy: float) -> float:
    """The strength that what bears on an argument gives to its base score; positive energy is support.

    DF-QuAD (Rago et al., KR 2016), quadratic energy (Potyka, KR 2018), Euler-based (Amgoud & Ben-Naim 2018), MLP-based
    (Potyka, AAAI 2021).
    """
    if semantics == "df-quad":
        return base + (1.0 - base) * energy if energy >= 0 else base + base * energy
    if semantics == "quadratic-energy":
        pull = energy * energy / (1.0 + energy * energy)
        return base + (1.0 - base) * pull if energy >= 0 else base - base * pull
    if semantics == "euler":
        return 1.0 - (1.0 - base * base) / (1.0 + base * _exp(energy))
    if base <= 0.0 or base >= 1.0:
        return base
    return 1.0 / (1.0 + _exp(-(log(base / (1.0 - base)) + energy)))


def _exp(x: float) -> float:
    return exp(min(x, 700.0))
