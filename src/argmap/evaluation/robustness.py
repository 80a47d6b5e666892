"""How far an evaluation depends on its conventions: what flips under others that could as well have been chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import get_args

from argmap.argument.model import Standard
from argmap.evaluation.options import EvaluationOptions
from argmap.evaluation.outcome import Evaluation, evaluate_again
from argmap.evaluation.strength_formulas import Band
from argmap.evaluation.whatif import Flip, compare


@dataclass(frozen=True, slots=True)
class Variant:
    """The same argument under another convention: the labels that flip, and the strengths of the conclusions."""

    name: str
    flips: tuple[Flip, ...]
    conclusions: Mapping[str, Band | None]


def vary_conventions(evaluation: Evaluation) -> tuple[Variant, ...]:
    """Every other standard of proof for all claims, the other aggregation of premises, and verified evidence only."""
    options = evaluation.options
    others: dict[str, EvaluationOptions] = {}
    for standard in get_args(Standard):
        if standard != (options.every_standard or options.standard):
            others[f"{standard} for every claim"] = replace(options, every_standard=standard)
    if options.premises == "product":
        others["linked premises by their minimum"] = replace(options, premises="minimum")
    else:
        others["linked premises by their product"] = replace(options, premises="product")
    if not options.verified_only:
        others["verified evidence only"] = replace(options, verified_only=True)
    return tuple(_vary(evaluation, name, changed) for name, changed in others.items())


def _vary(evaluation: Evaluation, name: str, options: EvaluationOptions) -> Variant:
    varied = evaluate_again(evaluation, options)
    same_runs = (varied.verified, varied.granted) == (evaluation.verified, evaluation.granted)
    same_strengths = replace(options, standard="preponderance", every_standard=None) == replace(
        evaluation.options, standard="preponderance", every_standard=None
    )
    strength = (evaluation if same_strengths else varied).strength
    return Variant(
        name,
        () if same_runs else compare(evaluation.labels, varied.labels),
        {conclusion: strength[conclusion] for conclusion in evaluation.conclusions},
    )
