"""What argmap has drafted and nobody has accepted: what a check finds there is open, and no fault of the paper.

A drafted claim has the tag `draft`, a drafted entry the keyword `draft`. "Nothing supports it" then says what the
program has not found, not what the author lacks.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from argmap.argument.model import Claim
from argmap.argument.paths import premises_of
from argmap.findings.finding import Finding
from argmap.ground.places import Span
from argmap.ground.values import dataclass

if TYPE_CHECKING:
    from argmap.project import Project

# what the other families say is read from the paper, or was judged by a person
_FAMILIES = ("ARG", "EVD", "CIT", "QUO")


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts of a project.

    `claims` are the drafted claims; `resting` are these and all claims that a drafted claim or a drafted entry speaks
    for or against, however far above; `spans` the places of drafts, and where accepted claims use them.
    """

    claims: frozenset[str] = frozenset()
    resting: frozenset[str] = frozenset()
    spans: frozenset[Span] = frozenset()
    whole: bool = False
    """No claim has been accepted yet."""

    def concern(self, finding: Finding) -> bool:
        """Whether a finding is about a draft, or was concluded from one."""
        if not self.spans or not finding.code.startswith(_FAMILIES):
            return False
        if finding.claim in (self.resting if finding.code.startswith("EVD") else self.claims):
            return True
        places = {finding.span, *(span for span, _ in finding.related)}
        return not self.spans.isdisjoint(places) or (self.whole and finding.code == "ARG003")


def find_drafts(project: Project) -> Drafts:
    """What of a project is drafted; an empty `Drafts` where nothing is."""
    claims, entries = project.argument.claims, project.bibliography.entries
    works = {source.key for source in entries if source.is_draft}
    drafted = frozenset(name for name, claim in claims.items() if claim.is_draft)
    if not drafted and not works:
        return Drafts()
    spans = {span for source in entries if source.is_draft for span in (source.span, source.key_span) if span}
    spans |= {claims[name].span for name in drafted}
    on_draft = set(drafted)
    for claim in claims.values():
        used = _uses(claim, drafted, works)
        spans |= used
        if used:
            on_draft.add(claim.id)
    return Drafts(
        drafted, _all_above(project, on_draft), frozenset(spans), bool(drafted) and len(drafted) == len(claims)
    )


def _uses(claim: Claim, drafted: frozenset[str], works: set[str]) -> set[Span]:
    """The places where a claim gives drafted claims or entries for or against itself."""
    found: set[Span] = set()
    for citation in claim.citations:
        if citation.key in works or citation.via in works:
            found |= {citation.span, citation.key_span or citation.span}
    found |= {evidence.span for evidence in claim.evidence if evidence.source in works}
    for step in chain(claim.reasons, claim.objections):
        if not drafted.isdisjoint((*premises_of(step), *step.unless)):
            found.add(step.span)
    return found


def _all_above(project: Project, names: set[str]) -> frozenset[str]:
    argument = project.argument
    seen, queue = set(names), list(names)
    while queue:
        name = queue.pop()
        for step in chain(argument.used_in.get(name, ()), argument.undercuts.get(name, ())):
            if step.claim not in seen:
                seen.add(step.claim)
                queue.append(step.claim)
    return frozenset(seen)
