"""What a claim rests on directly, and how much that counts: the leaves of an evaluation.

A leaf is a citation, a piece of evidence, or something taken as given (an assumption, a definition, `assume`). Each has
a state (what is known of it) and a base strength by type. The numbers are conventions, ordered by how hard each type is
to get wrong and how easily a reader can check it; they are printed wherever a strength is shown and can be replaced
through the options. docs/evaluation.md gives the table with the reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal

from argmap.argument.model import Citation, Claim, Evidence
from argmap.argument.quotation_states import QuotationState, quotation_state
from argmap.argument.repeats import evidence_given_again
from argmap.ground.values import dataclass

EvidenceState = Literal["verified", "granted", "quoted", "partly", "unchecked", "misquoted", "refuted"]
"""``verified``: a person judged that it supports the claim. ``granted``: supposed here. ``quoted``: its words stand in
the source, and nobody has judged whether they support the claim. ``partly``: a person judged that it does in part.
``misquoted``: the source has other words than those quoted from it, and nobody has judged it; it carries nothing."""
GroundKind = Literal["citation", "evidence", "assumption", "definition"]

TYPE_STRENGTH: Mapping[str, float] = {
    "document": 0.9,
    "statistic": 0.85,
    "study": 0.85,
    "quotation": 0.85,
    "event": 0.8,
    "expert-opinion": 0.65,
    "testimony": 0.55,
    "example": 0.35,
}
UNTYPED_STRENGTH = 0.75
UNJUDGED_FACTOR = 0.6
ASSUMPTION_STRENGTH = 0.5
DEFINITION_STRENGTH = 1.0
_CARRIES_NOTHING = ("misquoted", "refuted")


@dataclass(frozen=True, slots=True)
class Ground:
    """One leaf under a claim. `handle` names it; `source` is a bibliography key, or None where none is named.

    `quotation` says how the words quoted for it compare with the source. `counts_as_verified` says whether it carries
    the claim in the run on verified evidence alone; `carries` whether it does so in the run that also grants what
    nobody has judged. `strength` is its base strength, 0 to 1. `again` names the ground whose words it repeats, with
    which it counts once.
    """

    handle: str
    kind: GroundKind
    state: EvidenceState
    source: str | None
    type: str | None
    strength: float
    counts_as_verified: bool
    carries: bool
    quotation: QuotationState = "none"
    again: str = ""


def list_grounds(
    claim: Claim,
    states: Mapping[str, EvidenceState],
    type_strength: Mapping[str, float] = TYPE_STRENGTH,
    *,
    quotations_verified: bool = False,
) -> Iterator[Ground]:
    """The leaves of one claim, in the order of the file.

    With `quotations_verified`, words that stand in the source count as if a person had judged that they support it.

    A question has none: a citation under it shows who asks, and only a reason answers it. A reported view (`said-by`)
    keeps its citations as testimony that nobody's check can turn into fact: they never count as verified.
    """
    if claim.kind == "question":
        return
    counted = frozenset(("verified", "granted", *(("quoted",) if quotations_verified else ())))
    again: dict[str, str] = {}
    for item, first in evidence_given_again(claim):
        # the one that names a work speaks for both, since that work may be cited besides
        again |= {first.id: item.id} if item.source and not first.source else {item.id: first.id}
    for ground in claim.grounds:
        cited = _cited(ground, claim.said_by is not None, states.get(ground.id, "unchecked"), counted, type_strength)
        yield replace(cited, again=again[ground.id]) if ground.id in again else cited
    if claim.kind == "definition":
        yield Ground(claim.id, "definition", "verified", None, None, DEFINITION_STRENGTH, True, True)
    elif claim.assumed:
        state = states.get(claim.id, "unchecked")
        accepted = state == "verified"
        strength = UNTYPED_STRENGTH if accepted else ASSUMPTION_STRENGTH
        yield Ground(claim.id, "assumption", state, None, None, strength, accepted, state != "refuted")


def _cited(
    item: Citation | Evidence,
    reported: bool,
    state: EvidenceState,
    counted: frozenset[str],
    type_strength: Mapping[str, float],
) -> Ground:
    kind: GroundKind = "citation" if isinstance(item, Citation) else "evidence"
    source = item.key if isinstance(item, Citation) else item.source
    strength = type_strength.get(item.type or "", UNTYPED_STRENGTH)
    if reported:
        strength = min(strength, type_strength.get("testimony", UNTYPED_STRENGTH))
    factor = 1.0 if state in counted else 0.0 if state in _CARRIES_NOTHING else UNJUDGED_FACTOR
    verified = state in counted and not reported
    return Ground(
        item.id,
        kind,
        state,
        source,
        item.type,
        strength * factor,
        verified,
        state not in _CARRIES_NOTHING,
        quotation_state(item.quotations),
    )


def group_by_source(grounds: Iterable[Ground]) -> tuple[float, ...]:
    """Strengths of the leaves with each source counted once: the strongest leaf of a source speaks for it.

    Ten notes to one book are one source. Leaves that name no source stand for themselves, those that repeat the words
    of another for that one.
    """
    best: dict[str, float] = {}
    leaves = {ground.handle: ground for ground in grounds}
    for ground in leaves.values():
        speaks = ground
        while speaks.again in leaves and not speaks.source:
            speaks = leaves[speaks.again]
        key = f"@{speaks.source}" if speaks.source else speaks.handle
        best[key] = max(best.get(key, 0.0), ground.strength)
    return tuple(best.values())
