"""What a person can judge in an argument, and whether their verdict still fits what stands there.

A subject is a claim, a step, a citation, a piece of evidence, or a source's text, by its handle. Its content is what
the verdict is about: for a citation the claim's sentence and the words cited for it, for a step its premises, warrant
and claim. When any of that changes, the verdict is stale; nothing is trusted by default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from argmap.argument.model import Argument, Citation, Claim, Evidence, Quotation, Step
from argmap.places import Span
from argmap.reviews import ReviewLog, Verdict, fingerprint
from argmap.reviews.verdict import SubjectKind


@dataclass(frozen=True)
class Subject:
    """Something to be judged: its handle, its content in named parts, the claim it belongs to, its place."""

    id: str
    kind: SubjectKind
    claim: str
    parts: Mapping[str, str]
    span: Span

    @cached_property
    def fingerprint(self) -> str:
        """Of its content as it is now."""
        return fingerprint(self.kind, self.parts)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A subject with the verdict that was given last, if any; `stale` when the subject has changed since."""

    subject: Subject
    verdict: Verdict | None = None

    @property
    def stale(self) -> bool:
        """Judged, and changed since."""
        return self.verdict is not None and self.verdict.fingerprint != self.subject.fingerprint

    @property
    def current(self) -> Verdict | None:
        """The verdict where it still fits the subject."""
        return None if self.stale else self.verdict


def subjects(argument: Argument) -> dict[str, Subject]:
    """Every subject of an argument by its handle, in the order of the files."""
    found: dict[str, Subject] = {}
    for claim in argument.claims.values():
        for subject in (
            claim_subject(claim),
            *(step_subject(step, argument) for step in (*claim.reasons, *claim.objections)),
            *(citation_subject(citation, claim) for citation in claim.citations),
            *(evidence_subject(evidence, claim) for evidence in claim.evidence),
        ):
            found[subject.id] = subject
    return found


def claim_subject(claim: Claim) -> Subject:
    """A claim: is it what the paper says, fairly worded?"""
    parts = {"claim": claim.text, "kind": claim.kind, "said by": claim.said_by or "", "paper": _words(claim.anchors)}
    return Subject(claim.id, "claim", claim.id, _filled(parts), claim.span)


def step_subject(step: Step, argument: Argument) -> Subject:
    """A step: do its premises, if true, speak for (or against) the claim?"""
    claims = argument.claims
    parts = {
        "claim": claims[step.claim].text,
        "relation": step.kind,
        **{f"premise {number}": claims[premise].text for number, premise in enumerate(step.premises, 1)},
        "scheme": step.scheme or "",
        "warrant": claims[step.warrant_claim].text if step.warrant_claim else step.warrant or "",
        **{f"unless {number}": claims[name].text for number, name in enumerate(step.unless, 1)},
    }
    return Subject(step.id, "step", step.claim, _filled(parts), step.span)


def citation_subject(citation: Citation, claim: Claim) -> Subject:
    """A citation: does the work say, at that place, what it is cited for?"""
    parts = {
        "claim": claim.text,
        "work": citation.key,
        "place": citation.locator or "",
        "quoted in": citation.via or "",
        "words": _words(citation.quotations),
    }
    return Subject(citation.id, "citation", claim.id, _filled(parts), citation.span)


def evidence_subject(evidence: Evidence, claim: Claim) -> Subject:
    """A piece of evidence: is it so, and does it bear on the claim?"""
    parts = {
        "claim": claim.text,
        "evidence": evidence.text,
        "work": evidence.source or "",
        "place": evidence.locator or "",
        "words": _words(evidence.quotations),
    }
    return Subject(evidence.id, "evidence", claim.id, _filled(parts), evidence.span)


def _words(quotations: tuple[Quotation, ...]) -> str:
    return " / ".join(quotation.text for quotation in quotations)


def _filled(parts: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in parts.items() if value}


def judge(argument: Argument, log: ReviewLog) -> dict[str, Judgement]:
    """Every subject with the last verdict on it."""
    latest = log.latest()
    return {name: Judgement(subject, latest.get(name)) for name, subject in subjects(argument).items()}
