"""What falls and what stands when a claim, a step, a citation or a whole source is rejected or granted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from argmap.argument.model import Argument
from argmap.evaluation.grounds import EvidenceState
from argmap.evaluation.labels import IN, OUT
from argmap.evaluation.network import build_network
from argmap.evaluation.outcome import Evaluation, evaluate_network
from argmap.evaluation.runs import Labelled
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.text import did_you_mean


@dataclass(frozen=True, slots=True)
class Flip:
    """A claim whose label changes."""

    claim: str
    before: Labelled
    after: Labelled


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The evaluation under the supposition, and every claim whose label it changes, in the order of the files."""

    after: Evaluation
    flips: tuple[Flip, ...]


def suppose(evaluation: Evaluation, reject: Iterable[str] = (), grant: Iterable[str] = ()) -> WhatIf:
    """Reject or grant claims, steps, citations, evidence (by handle) or sources (``@key``), and see what changes.

    A rejected claim is OUT and a granted one IN, whatever else is said. Granting a citation, evidence or source counts
    it as if it were verified. Raises ArgmapError for a handle that does not exist or is both rejected and granted.
    """
    reject, grant = tuple(dict.fromkeys(reject)), tuple(dict.fromkeys(grant))
    argument, net = evaluation.argument, evaluation.network
    _refuse_unknown(argument, (*reject, *grant))
    both = set(reject) & set(grant)
    if both:
        raise ArgmapError(f'"{min(both)}" is both rejected and granted; name it once.')
    forced = dict(evaluation.forced)
    forced.update((net.index[h], OUT) for h in reject if h in net.index)
    forced.update((net.index[h], IN) for h in grant if h in net.index)
    for handle in grant:
        if handle in net.step_index:
            raise ArgmapError(f'"{handle}" is a step; grant its premises or its claim instead.')
    granted = {leaf for leaf, source in _leaves(argument) if leaf in grant or (source and f"@{source}" in grant)}
    states: Mapping[str, EvidenceState] = evaluation.states
    if granted:
        states = {**states, **dict.fromkeys(granted, "granted")}
        net = build_network(argument, states, evaluation.options)
    without = evaluation.without | {h for h in reject if h not in net.index}
    after = evaluate_network(argument, net, evaluation.options, forced, without, states)
    return WhatIf(after, compare(evaluation.labels, after.labels))


def compare(before: Mapping[str, Labelled], after: Mapping[str, Labelled]) -> tuple[Flip, ...]:
    """The claims whose label differs between two evaluations of the same argument."""
    return tuple(
        Flip(claim, labelled, after[claim])
        for claim, labelled in before.items()
        if claim in after and after[claim].label != labelled.label
    )


def _leaves(argument: Argument) -> Iterator[tuple[str, str | None]]:
    for claim in argument.claims.values():
        for citation in claim.citations:
            yield citation.id, citation.key
        for item in claim.evidence:
            yield item.id, item.source


def _refuse_unknown(argument: Argument, handles: Iterable[str]) -> None:
    known = dict.fromkeys(argument.claims)
    known.update(dict.fromkeys(step.id for step in argument.steps()))
    for leaf, source in _leaves(argument):
        known[leaf] = None
        if source:
            known[f"@{source}"] = None
    for handle in handles:
        if handle not in known:
            hint = did_you_mean(handle, known, "`argmap show` lists all names.")
            raise ArgmapError(f'There is no claim, step, citation or source "{handle}". {hint}')
