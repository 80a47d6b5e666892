"""The two runs of an evaluation, on verified evidence and with the unjudged granted, and what they were made of.

All that is worked out from them (words, strengths, what hangs on what) takes them as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from typing import Literal, get_args

from argmap.argument.model import Argument, Claim
from argmap.evaluation.grounds import EvidenceState, Ground
from argmap.evaluation.labels import IN, Labelling
from argmap.evaluation.network import Network
from argmap.evaluation.options import EvaluationOptions
from argmap.ground.values import dataclass

Label = Literal["established", "provisional", "contested", "defeated", "unsupported", "circular"]
LABELS: tuple[Label, ...] = get_args(Label)
"""In the order in which they are told, best first."""
SHOWN_LABELS: tuple[str, ...] = (*LABELS, "draft")
"""The labels that people are shown (`Evaluation.shown`)."""
STANDING: frozenset[Label] = frozenset(("established", "provisional"))


@dataclass(frozen=True, slots=True)
class Labelled:
    """The label of a claim, why in words, and the way down to what decided it.

    `because` reads after the label and a colon ("unsupported: its only reason rests on …"). `rests_on` names the claims
    on the way from this claim to what decided it, nearest first; it ends with the handle of a citation or evidence
    where that is what decided. A way longer than 24 links keeps its first 23 and its last.
    """

    label: Label
    because: str
    rests_on: tuple[str, ...] = ()


def as_shown(labelled: Labelled | None, claim: Claim | None) -> tuple[str, str]:
    """Label and reason as people are told them: what a draft lacks that nobody has read, no paper need lack."""
    if labelled is None:
        return "", ""
    if labelled.label == "unsupported" and claim and claim.is_draft:
        return "draft", "a program picked it out and found no reason for it that holds up, and nobody has read it"
    return labelled.label, labelled.because


@dataclass(frozen=True)
class Runs:
    """Which claims are in, out or undecided, twice, by their numbers in the network."""

    argument: Argument
    network: Network
    options: EvaluationOptions
    verified: Labelling
    """The run on verified evidence alone."""
    granted: Labelling
    """The run that also grants what nobody has judged."""
    forced: Mapping[int, int] = field(default_factory=dict)
    """Claims that are fixed, as IN or OUT, whatever is said for or against them."""
    without: frozenset[str] = frozenset()
    """Steps, leaves and sources (``@key``) that a what-if leaves out."""
    states: Mapping[str, EvidenceState] = field(default_factory=dict)

    @cached_property
    def dead_steps(self) -> frozenset[int]:
        """Numbers of the steps that a reviewer or a what-if rejects."""
        number = self.network.step_index
        return frozenset(number[h] for h in self.network.refuted | self.without if h in number)

    def counts(self, ground: Ground) -> bool:
        """Whether a leaf carries its claim in the granted run, under the options and what is left out."""
        if ground.handle in self.without or (ground.source is not None and f"@{ground.source}" in self.without):
            return False
        return ground.counts_as_verified if self.options.verified_only else ground.carries

    def stands(self, claim: str) -> bool:
        """Whether a claim is established or provisional; unlike its label, this needs no wording of reasons."""
        return self.granted.claims[self.network.index[claim]] == IN

    @property
    def conclusions(self) -> tuple[str, ...]:
        """Ids of the conclusions, in order."""
        return self.argument.conclusions
