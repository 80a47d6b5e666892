"""What a claim rests on directly, and how much that counts: the leaves of an evaluation.

A leaf is a citation, a piece of evidence, or something taken as given (an assumption, a definition, `assume`). Each has
a state (who has checked it) and a base strength by type. The numbers are conventions, ordered by how hard each type is
to get wrong and how easily a reader can check it; they are printed wherever a strength is shown and can be replaced
through the options. docs/evaluation.md gives the table with the reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from argmap.argument.model import Claim

EvidenceState = Literal["verified", "unchecked", "refuted"]
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
STATE_FACTOR: Mapping[EvidenceState, float] = {"verified": 1.0, "unchecked": 0.6, "refuted": 0.0}
ASSUMPTION_STRENGTH = 0.5
DEFINITION_STRENGTH = 1.0


@dataclass(frozen=True, slots=True)
class Ground:
    """One leaf under a claim. `handle` names it; `source` is a bibliography key, or None where none is named.

    `counts_as_verified` says whether it carries the claim in the run on verified evidence alone; `carries` whether it
    does so in the run that also grants what nobody has checked. `strength` is its base strength, 0 to 1.
    """

    handle: str
    kind: GroundKind
    state: EvidenceState
    source: str | None
    type: str | None
    strength: float
    counts_as_verified: bool
    carries: bool


def list_grounds(
    claim: Claim, states: Mapping[str, EvidenceState], type_strength: Mapping[str, float] = TYPE_STRENGTH
) -> Iterator[Ground]:
    """The leaves of one claim, in the order of the file.

    A question has none: a citation under it shows who asks, and only a reason answers it. A reported view (`said-by`)
    keeps its citations as testimony that nobody's check can turn into fact: they never count as verified.
    """
    if claim.kind == "question":
        return
    reported = claim.said_by is not None
    for citation in claim.citations:
        yield _cited(citation.id, "citation", citation.key, citation.type, reported, states, type_strength)
    for item in claim.evidence:
        yield _cited(item.id, "evidence", item.source, item.type, reported, states, type_strength)
    if claim.kind == "definition":
        yield Ground(claim.id, "definition", "verified", None, None, DEFINITION_STRENGTH, True, True)
    elif claim.assumed:
        state = states.get(claim.id, "unchecked")
        strength = UNTYPED_STRENGTH if state == "verified" else ASSUMPTION_STRENGTH
        yield Ground(claim.id, "assumption", state, None, None, strength, state == "verified", state != "refuted")


def _cited(
    handle: str,
    kind: GroundKind,
    source: str | None,
    type_: str | None,
    reported: bool,
    states: Mapping[str, EvidenceState],
    type_strength: Mapping[str, float],
) -> Ground:
    state = states.get(handle, "unchecked")
    strength = type_strength.get(type_ or "", UNTYPED_STRENGTH)
    if reported:
        strength = min(strength, type_strength.get("testimony", UNTYPED_STRENGTH))
    verified = state == "verified" and not reported
    return Ground(handle, kind, state, source, type_, strength * STATE_FACTOR[state], verified, state != "refuted")


def group_by_source(grounds: Iterable[Ground]) -> tuple[float, ...]:
    """Strengths of the leaves with each source counted once: the strongest leaf of a source speaks for it.

    Ten notes to one book are one source. Leaves that name no source stand for themselves.
    """
    best: dict[str, float] = {}
    for ground in grounds:
        key = f"@{ground.source}" if ground.source else ground.handle
        best[key] = max(best.get(key, 0.0), ground.strength)
    return tuple(best.values())
