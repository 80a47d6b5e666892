"""The joined argument as one JSON document (docs/schemas/argument.json): what `argmap show --format json` prints."""

from __future__ import annotations

from typing import Any

from argmap.argument.model import Citation, Claim, Evidence, Quotation, Step
from argmap.project import Project
from argmap.sources import Source


def argument_document(project: Project, only: str | None = None) -> dict[str, Any]:
    """Sections, claims and sources as plain values; `only` keeps one claim and what it names."""
    claims = project.argument.claims
    chosen = [claims[only]] if only else list(claims.values())
    keys = {c.key for claim in chosen for c in claim.citations} | {e.source for claim in chosen for e in claim.evidence}
    return {
        "version": 1,
        "paper": project.settings.paper,
        "conclusions": list(project.argument.conclusions),
        "sections": [
            {"id": s.id, "title": s.title, "claims": [c for c in s.claims if only in (None, c)]}
            for s in project.argument.sections
            if only is None or only in s.claims
        ],
        "claims": [_claim(claim, project) for claim in chosen],
        "sources": [
            _source(source) for source in project.bibliography.sources.values() if only is None or source.key in keys
        ],
    }


def _claim(claim: Claim, project: Project) -> dict[str, Any]:
    argument = project.argument
    return {
        "id": claim.id,
        "kind": claim.kind,
        "text": claim.text,
        "section": claim.section,
        "path": claim.span.path,
        "line": claim.span.line,
        "notes": list(claim.notes),
        "anchors": [_quotation(anchor, project) for anchor in claim.anchors],
        "reasons": [_step(step) for step in claim.reasons],
        "objections": [_step(step) for step in claim.objections],
        "evidence": [_evidence(evidence) for evidence in claim.evidence],
        "citations": [_citation(citation) for citation in claim.citations],
        "said_by": claim.said_by,
        "standard": claim.standard,
        "tags": list(claim.tags),
        "assume": claim.assume,
        "restates": list(claim.restates),
        "origin": list(claim.origin),
        "waivers": [{"code": w.code, "reason": w.reason} for w in claim.waivers],
        "used_in": [step.id for step in argument.used_in.get(claim.id, ())],
        "undercuts": [step.id for step in argument.undercuts.get(claim.id, ())],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "premises": list(step.premises),
        "scheme": step.scheme,
        "warrant": step.warrant_claim or step.warrant,
        "unless": list(step.unless),
        "weight": step.weight,
        "origin": list(step.origin),
        "answers": {str(number): answer for number, answer in step.answers.items()},
        "line": step.span.line,
    }


def _quotation(quotation: Quotation, project: Project | None = None) -> dict[str, Any]:
    match = quotation.match
    found = match is not None and match.end > match.start
    place = project.document.place(match.start, match.end) if project and project.document and match and found else None
    return {
        "text": quotation.text,
        "state": match.state if match else None,
        "start": match.start if match and found else None,
        "end": match.end if match and found else None,
        "line": place.line if place else None,
        "page": place.page if place else None,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "id": citation.id,
        "source": citation.key,
        "locator": citation.locator,
        "mark": citation.mark,
        "type": citation.type,
        "via": citation.via,
        "quotations": [_quotation(q) for q in citation.quotations],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "id": evidence.id,
        "text": evidence.text,
        "source": evidence.source,
        "in_paper": evidence.in_paper,
        "locator": evidence.locator,
        "type": evidence.type,
        "quotations": [_quotation(q) for q in evidence.quotations],
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "key": source.key,
        "type": source.type,
        "authors": list(source.authors),
        "year": source.year,
        "title": source.title,
        "container": source.container,
        "publisher": source.publisher,
        "pages": source.pages,
        "doi": source.doi,
    }
