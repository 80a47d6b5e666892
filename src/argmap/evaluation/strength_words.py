"""Why a strength is nothing, and why it parts from the label, in words that follow from the cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.argument.model import Step
from argmap.evaluation.grounds import group_by_source
from argmap.evaluation.runs import STANDING
from argmap.evaluation.strength_formulas import NOTHING, Band, any_of, step_band

if TYPE_CHECKING:
    from argmap.evaluation.outcome import Evaluation

_NOTHING = 0.005
_LITTLE = 0.1


def say_cause(evaluation: Evaluation, claim: str) -> str:
    """Why the strength of a claim is nothing or next to nothing; empty where it is more, or has no strength at all.

    Where the claim stands all the same, the words say what the label compares and the strength does not.
    """
    strength = evaluation.strength.get(claim)
    if strength is None or strength[1] >= _LITTLE:
        return ""
    found = evaluation.argument.claims[claim]
    reasons, objections = (_middle(evaluation, steps) for steps in (found.reasons, found.objections))
    support = any_of([any_of(reasons), any_of(group_by_source(evaluation.grounds[claim]))])
    attack = any_of(objections)
    stands = evaluation.labels[claim].label in STANDING
    if attack >= _NOTHING and attack > support - _NOTHING:
        more = "as much as" if attack < support + _NOTHING else "more than"
        besides = ", while the label compares the weightiest of each" if stands else ""
        return f"taken together, what speaks against it weighs {more} what speaks for it{besides}"
    if strength[2] >= _NOTHING:
        return ""
    if not found.reasons and not evaluation.grounds[claim]:
        return "nothing is given for it"
    return "nothing that is given for it has any strength"


def _middle(evaluation: Evaluation, steps: tuple[Step, ...]) -> list[float]:
    def of(*claims: str) -> list[Band]:
        return [evaluation.strength.get(claim) or NOTHING for claim in claims]

    net, aggregation = evaluation.network, evaluation.options.premises
    found: dict[int, float] = {}  # steps from the same premises count once, as in `propagate`
    for step in steps:
        number = net.step_index[step.id]
        weight = 0.0 if number in evaluation.dead_steps else step.weight
        premises = (*step.premises, *((step.warrant_claim,) if step.warrant_claim else ()))
        middle = step_band(weight, of(*premises), of(*step.unless), aggregation)[1]
        found[net.alike[number]] = max(middle, found.get(net.alike[number], 0.0))
    return list(found.values())
