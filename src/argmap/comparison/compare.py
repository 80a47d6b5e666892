"""The semantic difference of two projects: claims, steps, citations, labels and findings; never lines of text.

Claims are the same when their ids are. A claim that went and another that came with nearly the same words are one
claim renamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from argmap.argument.model import Citation, Claim, Quotation, Step
from argmap.checks import run_checks
from argmap.findings.finding import Finding
from argmap.ground.message import Message, claim_name, say, say_claims, work_name
from argmap.manuscript.document import Document
from argmap.project import Project

Kind = Literal[
    "claim-added", "claim-removed", "claim-renamed", "claim-reworded", "kind-changed", "anchor-moved",
    "step-gained", "step-lost", "step-changed", "restatement-gained", "restatement-lost",
    "citation-gained", "citation-lost", "evidence-gained", "evidence-lost",
    "label-flipped", "finding-opened", "finding-closed",
]  # fmt: skip
_SAME_WORDS = 0.8


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what kind, on which claim, in words; `before` and `after` where both can be shown.

    `code` is that of a finding's check.
    """

    kind: Kind
    claim: str | None
    text: str
    before: str = ""
    after: str = ""
    code: str = ""

    @property
    def told(self) -> str:
        """What a terminal says of it: a finding with its code."""
        return f"{self.code} {self.text}" if self.code else self.text


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes: claims and their anchors, steps, restatements, citations and evidence, labels, findings."""

    changes: tuple[Change, ...]

    def of(self, *kinds: Kind) -> tuple[Change, ...]:
        """The changes of these kinds."""
        return tuple(change for change in self.changes if change.kind in kinds)


def compare(old: Project, new: Project) -> Comparison:
    """What changed from `old` to `new`."""
    before, after = old.argument.claims, new.argument.claims
    renamed = renamed_claims(before, after)
    changes = [*_claims(before, after, renamed)]
    pairs = [(before[was], after[now]) for was, now in _kept(before, after, renamed)]
    if old.document is not None and new.document is not None:
        for was, now in pairs:
            changes += _anchors(was, old.document, now, new.document)
    for was, now in pairs:
        changes += _steps(was, now, renamed)
    for was, now in pairs:
        changes += _restatements(was, now, renamed)
    for was, now in pairs:
        changes += _grounds(was, now)
    labels_before, labels_after = old.evaluation.labels, new.evaluation.labels
    for was, now in pairs:
        one, other = labels_before[was.id], labels_after[now.id]
        if one.label != other.label:
            changes.append(
                Change("label-flipped", now.id, _turned(now.id, one.label, other.label), one.because, other.because)
            )
    changes += _findings(old, new, renamed)
    return Comparison(tuple(changes))


def renamed_claims(before: Mapping[str, Claim], after: Mapping[str, Claim]) -> dict[str, str]:
    """The ids of claims that went, each with that of the one that came with nearly its words."""
    gone = [claim for claim in before.values() if claim.id not in after]
    come = [claim for claim in after.values() if claim.id not in before]
    renamed: dict[str, str] = {}
    for claim in gone:
        words = _words(claim.text)
        best = max(
            (other for other in come if other.id not in renamed.values()),
            key=lambda other: _likeness(words, _words(other.text)),
            default=None,
        )
        if best is not None and _likeness(words, _words(best.text)) >= _SAME_WORDS:
            renamed[claim.id] = best.id
    return renamed


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip(".,;:()").lower() for word in text.split())


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _kept(
    before: Mapping[str, Claim], after: Mapping[str, Claim], renamed: Mapping[str, str]
) -> Iterable[tuple[str, str]]:
    return [(was, renamed.get(was, was)) for was in before if renamed.get(was, was) in after]


def _claims(before: Mapping[str, Claim], after: Mapping[str, Claim], renamed: Mapping[str, str]) -> Iterable[Change]:
    for claim in after.values():
        if claim.id not in before and claim.id not in renamed.values():
            yield Change("claim-added", claim.id, _of(claim, claim.text), after=claim.text)
    for claim in before.values():
        if claim.id not in after and claim.id not in renamed:
            yield Change("claim-removed", claim.id, _of(claim, claim.text), before=claim.text)
    for was, now in renamed.items():
        yield Change("claim-renamed", now, say("{} is now {}", claim_name(was), claim_name(now)), was, now)
    for was, now in _kept(before, after, renamed):
        if before[was].text != after[now].text:
            yield Change("claim-reworded", now, say("{}", claim_name(now)), before[was].text, after[now].text)
        if before[was].kind != after[now].kind:
            kinds = before[was].kind, after[now].kind
            yield Change("kind-changed", now, _turned(now, *kinds), *kinds)


def _of(claim: Claim, words: str) -> Message:
    return say("{}: {}", claim_name(claim.id), words)


def _turned(id: str, before: str, after: str) -> Message:
    return say("{}: {} → {}", claim_name(id), before, after)


def _anchors(was: Claim, old: Document, now: Claim, new: Document) -> Iterable[Change]:
    """Words of the paper that stand under another heading now: the claim is as it was, and its place is another.

    A heading that is gone was most likely renamed, so that nothing under it is said to have moved.
    """
    headings = {section.title for section in new.sections}
    before = {" ".join(anchor.text.split()): _heading(anchor, old) for anchor in was.anchors}
    for anchor in now.anchors:
        words = " ".join(anchor.text.split())
        then, there = before.get(words), _heading(anchor, new)
        if then and there and then != there and then in headings:
            text = _of(now, f"“{words}” has moved from “{then}” to “{there}”")
            yield Change("anchor-moved", now.id, text, then, there)


def _heading(anchor: Quotation, document: Document) -> str | None:
    """The title that an anchor's words stand under, or None where they do not stand there, or under no heading."""
    match = anchor.match
    if match is None or not match.found:  # words like them elsewhere are other words
        return None
    over = [s for s in document.sections if s.start <= match.start < s.end]
    return max(over, key=lambda section: section.start).title if over else None


def _steps(was: Claim, now: Claim, renamed: Mapping[str, str]) -> Iterable[Change]:
    old = {shape_of(step, renamed): step for step in (*was.reasons, *was.objections)}
    new = {shape_of(step, {}): step for step in (*now.reasons, *now.objections)}
    for shape, step in new.items():
        if shape not in old:
            yield Change("step-gained", now.id, _say(step), after=_say(step))
    for shape, step in old.items():
        if shape not in new:
            yield Change("step-lost", now.id, _say(step), before=_say(step))
        elif _terms(step, renamed) != _terms(new[shape], {}):
            yield Change("step-changed", now.id, _say(step), _say_terms(step), _say_terms(new[shape]))


def _restatements(was: Claim, now: Claim, renamed: Mapping[str, str]) -> Iterable[Change]:
    old = {renamed.get(other, other) for other in was.restates}
    for other in now.restates:
        if other not in old:
            text = say("{} restates {}", claim_name(now.id), claim_name(other))
            yield Change("restatement-gained", now.id, text, after=other)
    for other in was.restates:
        if renamed.get(other, other) not in now.restates:
            text = say("{} no longer restates {}", claim_name(now.id), claim_name(renamed.get(other, other)))
            yield Change("restatement-lost", now.id, text, before=other)


def shape_of(step: Step, renamed: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    """What makes two steps to one claim the same: kind and premises, these under the ids that they have now."""
    return step.kind, frozenset(renamed.get(premise, premise) for premise in step.premises)


def _terms(step: Step, renamed: Mapping[str, str]) -> tuple[object, ...]:
    unless = tuple(sorted(renamed.get(name, name) for name in step.unless))
    return step.scheme, step.warrant, step.warrant_claim, unless, step.weight


def _say(step: Step) -> Message:
    word = "because" if step.kind == "reason" else "but"
    return say("{} {} {}", claim_name(step.claim), word, say_claims(step.premises))


def _say_terms(step: Step) -> str:
    parts = (
        f"scheme {step.scheme}" if step.scheme else "",
        f"warrant “{step.warrant or step.warrant_claim}”" if step.warrant or step.warrant_claim else "",
        f"unless {', '.join(step.unless)}" if step.unless else "",
        f"weight {step.weight:g}" if step.weight != 1 else "",
    )
    return "; ".join(filter(None, parts)) or "nothing said"


def _grounds(was: Claim, now: Claim) -> Iterable[Change]:
    old_citations, new_citations = ({_say_cited(c) for c in claim.citations} for claim in (was, now))
    for cited in sorted(new_citations - old_citations):
        yield Change("citation-gained", now.id, say("{} cites {}", claim_name(now.id), cited), after=cited)
    for cited in sorted(old_citations - new_citations):
        yield Change("citation-lost", now.id, say("{} no longer cites {}", claim_name(now.id), cited), before=cited)
    old_evidence, new_evidence = {e.text for e in was.evidence}, {e.text for e in now.evidence}
    for text in sorted(new_evidence - old_evidence):
        yield Change("evidence-gained", now.id, _of(now, text), after=text)
    for text in sorted(old_evidence - new_evidence):
        yield Change("evidence-lost", now.id, _of(now, text), before=text)


def _say_cited(citation: Citation) -> Message:
    return say("{}{}", work_name(citation.key), f", {citation.locator}" if citation.locator else "")


def _findings(old: Project, new: Project, renamed: Mapping[str, str]) -> Iterable[Change]:
    before = {_identity(f, renamed): f for f in run_checks(old).findings if f.severity != "note"}
    after = {_identity(f, {}): f for f in run_checks(new).findings if f.severity != "note"}
    for identity, finding in after.items():
        if identity not in before:
            yield Change("finding-opened", finding.claim, finding.message, code=finding.code)
    for identity, finding in before.items():
        if identity not in after:
            yield Change("finding-closed", finding.claim, finding.message, code=finding.code)


def _identity(finding: Finding, renamed: Mapping[str, str]) -> tuple[str, str, str]:
    """What makes two findings the same although lines have moved and numbers of dependants have changed."""
    where = renamed.get(finding.claim, finding.claim) if finding.claim else finding.path
    return finding.code, where, finding.quote or (finding.message if not finding.claim else "")
