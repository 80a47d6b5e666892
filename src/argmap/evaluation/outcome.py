"""The evaluation of a whole argument: labels first, then strengths and what hangs on what.

`evaluate` labels at once, since everything shows labels; the rest waits in cached properties, so that a check that
needs labels only does not pay for strengths or bitsets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from argmap.argument.model import Argument
from argmap.evaluation.grounds import EvidenceState, Ground
from argmap.evaluation.labels import OUT, grant_leaves, label_claims
from argmap.evaluation.network import Network, build_network
from argmap.evaluation.options import EvaluationOptions
from argmap.evaluation.runs import Labelled, Runs, as_shown
from argmap.evaluation.strength_formulas import Band, Convergence
from argmap.ground.values import dataclass


@dataclass(frozen=True)
class Evaluation(Runs):
    """What stands and what does not, for every claim of an argument."""

    @cached_property
    def grounds(self) -> Mapping[str, tuple[Ground, ...]]:
        """What each claim rests on directly, by claim id, in the order of the files."""
        return dict(zip(self.network.claims, self.network.grounds, strict=True))

    @cached_property
    def labels(self) -> Mapping[str, Labelled]:
        """Label, reason and way by claim id, in the order of the files."""
        from argmap.evaluation.wording import word_labels

        return word_labels(self)

    def shown(self, claim: str) -> tuple[str, str]:
        """Label and reason as people are told them, empty where the claim was not evaluated."""
        return as_shown(self.labels.get(claim), self.argument.claims.get(claim))

    @cached_property
    def strengths(self) -> tuple[Mapping[str, Band | None], tuple[Convergence, ...]]:
        """Strength by claim id, and how each ring was solved."""
        from argmap.evaluation.strengths import propagate

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
