"""The evaluation of a whole argument: labels first, then strengths and what hangs on what.

`evaluate` labels at once, since everything shows labels; the rest waits in cached properties, so that a check that
needs labels only does not pay for strengths or bitsets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from argmap.argument.model import Argument
from argmap.evaluation.grounds import EvidenceState, Ground
from argmap.evaluation.labels import IN, OUT, Labelling, grant_leaves, label_claims
from argmap.evaluation.network import Network, build_network
from argmap.evaluation.options import EvaluationOptions
from argmap.evaluation.strength import Band, Convergence

Label = Literal["established", "provisional", "contested", "defeated", "unsupported", "circular"]
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


@dataclass(frozen=True)
class Evaluation:
    """What stands and what does not, for every claim of an argument."""

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

    @cached_property
    def grounds(self) -> Mapping[str, tuple[Ground, ...]]:
        """What each claim rests on directly, by claim id, in the order of the files."""
        return dict(zip(self.network.claims, self.network.grounds, strict=True))

    @cached_property
    def labels(self) -> Mapping[str, Labelled]:
        """Label, reason and way by claim id, in the order of the files."""
        from argmap.evaluation.wording import word_labels

        return word_labels(self)

    def stands(self, claim: str) -> bool:
        """Whether a claim is established or provisional; unlike its label, this needs no wording of reasons."""
        return self.granted.claims[self.network.index[claim]] == IN

    @cached_property
    def strengths(self) -> tuple[Mapping[str, Band | None], tuple[Convergence, ...]]:
        """Strength by claim id, and how each ring was solved."""
        from argmap.evaluation.propagation import propagate

        return propagate(self)

    @property
    def strength(self) -> Mapping[str, Band | None]:
        """(low, middle, high) by claim id; None on a ring whose strength cannot be certified, and above it."""
        return self.strengths[0]

    @cached_property
    def load(self) -> Mapping[str, int]:
        """How many claims hang on each claim: those it supports, directly or through other claims."""
        from argmap.evaluation.hinges import count_dependants

        return count_dependants(self.network)

    @property
    def conclusions(self) -> tuple[str, ...]:
        """Ids of the conclusions, in order."""
        return self.argument.conclusions

    @cached_property
    def single_points(self) -> Mapping[str, tuple[str, ...]]:
        """For each conclusion that stands, the other claims whose fall alone topples it, in the order of the files."""
        from argmap.evaluation.hinges import find_single_points

        return find_single_points(self)

    @cached_property
    def single_sources(self) -> Mapping[str, tuple[str, ...]]:
        """For each conclusion that stands, the keys of the sources whose loss alone topples it."""
        from argmap.evaluation.hinges import find_single_sources

        return find_single_sources(self)


def evaluate(
    argument: Argument,
    states: Mapping[str, EvidenceState] | None = None,
    options: EvaluationOptions | None = None,
) -> Evaluation:
    """Label every claim of an argument.

    `states` says what is known, by handle: of a citation or evidence (``claim/cites-1``), of an assumed claim
    (``verified``: a reviewer accepts it), of any claim or step (``refuted``: a reviewer rejects it). What is not named
    is unchecked. Linear in the size of the argument.
    """
    options = options or EvaluationOptions()
    network = build_network(argument, states or {}, options)
    return evaluate_network(argument, network, options, states=states or {})


def evaluate_again(evaluation: Evaluation, options: EvaluationOptions) -> Evaluation:
    """The same argument under other options; what these do not touch is shared and not worked out again."""
    was = evaluation.options
    if options == was:
        return evaluation
    if (options.type_strength, options.quotations_verified) == (was.type_strength, was.quotations_verified):
        network = evaluation.network.under(options)
    else:
        network = build_network(evaluation.argument, evaluation.states, options)
    if network is evaluation.network and options.verified_only >= was.verified_only:
        granted = evaluation.verified if options.verified_only else evaluation.granted
        return replace(evaluation, options=options, granted=granted)
    return evaluate_network(
        evaluation.argument, network, options, evaluation.forced, evaluation.without, evaluation.states
    )


def evaluate_network(
    argument: Argument,
    network: Network,
    options: EvaluationOptions,
    forced: Mapping[int, int] | None = None,
    without: frozenset[str] = frozenset(),
    states: Mapping[str, EvidenceState] | None = None,
) -> Evaluation:
    """Label a network that is already built; `forced` fixes claims, `without` drops leaves, sources and steps."""
    fixed = {network.index[h]: OUT for h in network.refuted if h in network.index}
    fixed.update(forced or {})
    dead = {network.step_index[h] for h in network.refuted | without if h in network.step_index}
    checked = label_claims(network, grant_leaves(network, True, without), fixed, dead)
    if options.verified_only:
        return Evaluation(argument, network, options, checked, checked, fixed, without, states or {})
    trusting = label_claims(network, grant_leaves(network, False, without), fixed, dead)
    return Evaluation(argument, network, options, checked, trusting, fixed, without, states or {})
