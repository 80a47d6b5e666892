"""The conventions that an evaluation depends on, all in one place, so that they can be printed beside its results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from argmap.argument.model import Standard
from argmap.evaluation.grounds import TYPE_STRENGTH
from argmap.evaluation.strength_formulas import Aggregation
from argmap.ground.values import dataclass


@dataclass(frozen=True, slots=True)
class EvaluationOptions:
    """Conventions of an evaluation.

    `standard` holds for claims that name none; `every_standard` overrides those that do. `premises` says how linked
    premises combine in strengths. `verified_only` drops what nobody has judged from labels and strengths alike.
    `quotations_verified` counts words that stand in the source as if a person had judged that they support the claim.
    `type_strength` is the base strength of a leaf by evidence type.
    """

    standard: Standard = "preponderance"
    every_standard: Standard | None = None
    premises: Aggregation = "product"
    verified_only: bool = False
    quotations_verified: bool = False
    type_strength: Mapping[str, float] = field(default_factory=lambda: TYPE_STRENGTH)
