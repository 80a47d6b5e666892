"""Claim cards: label and why, reasons and objections as sentences, each citation with its quotation, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from argmap.argument.model import Argument, Citation, Claim, Evidence, Quotation, Step
from argmap.evaluation.leaf_words import say_state
from argmap.evaluation.strength_words import say_cause
from argmap.ground.places import say_place
from argmap.outputs.report.page import (
    Band,
    Card,
    Chapter,
    ClaimLink,
    Compared,
    Judged,
    Problem,
    Quoted,
    StepShown,
    Support,
    Use,
)
from argmap.outputs.wording import DIFFERENCE_WORDS, STANDARD_WORDS, name_source, say_locator, say_match

if TYPE_CHECKING:
    from argmap.evaluation import Evaluation
    from argmap.quotations.match import Difference
    from argmap.sources import Source

_HARMLESS = ("damage", "ocr")


@dataclass(frozen=True, slots=True)
class CardMaker:
    """What every card is made from. `judged` are verdicts by subject: a claim, a step, a citation or evidence."""

    argument: Argument
    evaluation: Evaluation
    links: Mapping[str, ClaimLink]
    sources: Mapping[str, Source]
    problems: Mapping[str, Sequence[Problem]]
    judged: Mapping[str, Sequence[Judged]]
    in_paper: frozenset[str]
    on_map: frozenset[str]

    def chapters(self) -> Iterator[Chapter]:
        """The sections of the argument with their cards; claims that stand in none come last."""
        seen: set[str] = set()
        for section in self.argument.sections:
            own = [claim for claim in section.claims if claim in self.argument.claims and claim not in seen]
            seen.update(own)
            if own:
                yield Chapter(
                    section.id, section.title, tuple(self.card(self.argument.claims[c], section.id) for c in own)
                )
        rest = [claim for claim in self.argument.claims.values() if claim.id not in seen]
        if rest:
            yield Chapter("", "Claims outside any section", tuple(self.card(claim, "") for claim in rest))

    def card(self, claim: Claim, section: str) -> Card:
        """The card of one claim."""
        labelled = self.evaluation.labels.get(claim.id)
        label = self._link(claim.id).label
        supports = tuple(self._supports(claim))
        judged = tuple(self.judged.get(claim.id, ()))
        return Card(
            id=claim.id,
            text=claim.text,
            kind=claim.kind,
            label=label,
            because=labelled.because if labelled and label != "draft" else "",
            section=section,
            place=say_place(claim.span.path, claim.span),
            load=self.evaluation.load.get(claim.id, 0),
            in_paper=claim.id in self.in_paper,
            on_map=claim.id in self.on_map,
            notes=claim.notes,
            said_by=claim.said_by,
            restates=tuple(self._link(other) for other in claim.restates),
            assume=claim.assume,
            standard=STANDARD_WORDS[claim.standard] if claim.standard else None,
            tags=claim.tags,
            anchors=tuple(show_quotation(q) for q in claim.anchors),
            reasons=tuple(self._step(step) for step in claim.reasons),
            objections=tuple(self._step(step) for step in claim.objections),
            uses=tuple(self._uses(claim)),
            supports=supports,
            band=strength_band(self.evaluation, claim.id),
            judged=judged,
            problems=tuple(self.problems.get(claim.id, ())),
            waivers=tuple((waiver.code, waiver.reason) for waiver in claim.waivers),
            sources=tuple(dict.fromkeys(_keys_of(claim))),
            review=_review_state((*judged, *(j for s in supports for j in s.judged))),
        )

    def _link(self, claim: str) -> ClaimLink:
        return self.links.get(claim) or ClaimLink(claim, claim, "unsupported")

    def _step(self, step: Step) -> StepShown:
        return StepShown(
            id=step.id,
            kind=step.kind,
            premises=tuple(self._link(p) for p in step.premises),
            scheme=step.scheme,
            warrant=step.warrant,
            warrant_claim=self._link(step.warrant_claim) if step.warrant_claim else None,
            unless=tuple(self._link(u) for u in step.unless),
            weight=None if step.weight == 1.0 else f"{step.weight:g}",
            answers=tuple(
                (number, "" if answer in self.links else answer, self.links.get(answer))
                for number, answer in sorted(step.answers.items())
            ),
            judged=tuple(self.judged.get(step.id, ())),
        )

    def _uses(self, claim: Claim) -> Iterator[Use]:
        for step in self.argument.used_in.get(claim.id, ()):
            verb = "speaks against" if step.kind == "objection" else "supports"
            if step.warrant_claim == claim.id and claim.id not in step.premises:
                verb = "is the warrant of a step to"
            elif len(step.premises) > 1:
                verb += ", together with others,"
            yield Use(verb, self._link(step.claim))
        for step in self.argument.undercuts.get(claim.id, ()):
            yield Use("undercuts a step to", self._link(step.claim))

    def _supports(self, claim: Claim) -> Iterator[Support]:
        unjudged = {
            ground.handle: f"{say_state(ground)}."
            for ground in self.evaluation.grounds[claim.id]
            if ground.quotation != "none" and ground.state in ("quoted", "unchecked", "misquoted")
        }
        yield from (self._citation(citation, unjudged.get(citation.id, "")) for citation in claim.citations)
        yield from (self._evidence(evidence, unjudged.get(evidence.id, "")) for evidence in claim.evidence)

    def _citation(self, citation: Citation, unjudged: str) -> Support:
        source = self.sources.get(citation.key)
        lead = name_source(source) if source else f"@{citation.key}"
        lead = f"{citation.prefix} {lead}{say_locator(citation.locator)} {citation.suffix}".strip()
        via = self.sources.get(citation.via) if citation.via else None
        return Support(
            handle=citation.id.rpartition("/")[2],
            kind="citation",
            lead=lead,
            source=citation.key,
            known=source is not None,
            mark=citation.mark,
            type=citation.type,
            via=name_source(via) if via else citation.via,
            quotations=tuple(show_quotation(q) for q in citation.quotations),
            judged=tuple(self.judged.get(citation.id, ())),
            unjudged=unjudged,
        )

    def _evidence(self, evidence: Evidence, unjudged: str) -> Support:
        source = self.sources.get(evidence.source) if evidence.source else None
        origin = f"{name_source(source)}{say_locator(evidence.locator)}" if source else evidence.source
        if evidence.in_paper:
            origin = f"this paper{say_locator(evidence.locator)}"
        return Support(
            handle=evidence.id.rpartition("/")[2],
            kind="evidence",
            lead=evidence.text,
            source=evidence.source,
            known=source is not None,
            mark=None,
            type=evidence.type,
            via=origin,
            quotations=tuple(show_quotation(q) for q in evidence.quotations),
            judged=tuple(self.judged.get(evidence.id, ())),
            unjudged=unjudged,
        )


def show_quotation(quotation: Quotation) -> Quoted:
    """Quoted words with the outcome of the comparison, each difference beside what stands in the text."""
    state, outcome = say_match(quotation.match)
    differences = quotation.match.differences if quotation.match else ()
    return Quoted(
        text=quotation.text,
        state=state,
        outcome=outcome,
        why=quotation.match.why if quotation.match else "",
        differences=(*_real_differences(differences), *_harmless_differences(differences)),
        place=say_place(quotation.span.path, quotation.span),
    )


def _real_differences(differences: Sequence[Difference]) -> Iterator[Compared]:
    for d in differences:
        if not _harmless(d):
            yield Compared(DIFFERENCE_WORDS.get(d.kind, d.kind), d.quote, d.source)


def _harmless_differences(differences: Sequence[Difference]) -> Iterator[Compared]:
    """What the file is to blame for, all of a kind in one line."""
    for kind in _HARMLESS:
        words = dict.fromkeys(d.source for d in differences if d.kind == kind and _harmless(d))
        if words:
            yield Compared(DIFFERENCE_WORDS[kind], "", ", ".join(f"“{word}”" for word in words), harmless=True)


def _harmless(difference: Difference) -> bool:
    return difference.kind in _HARMLESS and bool(difference.source)


def strength_band(evaluation: Evaluation, claim: str) -> Band | None:
    """The band beside a label. Lower end first; the number is never shown bare and never called a probability."""
    strength = evaluation.strength.get(claim)
    if strength is None:
        return None
    low, mid, high = strength
    words = f"{mid:.2f}"
    if f"{low:.2f}" != f"{high:.2f}":
        words = f"{low:.2f} to {high:.2f}; {mid:.2f} if all reasons are independent"
    why = say_cause(evaluation, claim)
    return Band(low, mid, high, f"{words}: {why}" if why else words)


def _keys_of(claim: Claim) -> Iterator[str]:
    for citation in claim.citations:
        yield citation.key
    for evidence in claim.evidence:
        if evidence.source:
            yield evidence.source


def _review_state(judged: Iterable[Judged]) -> str:
    verdicts = list(judged)
    if not verdicts:
        return "unreviewed"
    return "stale" if any(verdict.stale for verdict in verdicts) else "reviewed"
