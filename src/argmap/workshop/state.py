"""What the page is told of a project: plain values, whole or only what differs from an earlier revision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from argmap.findings.finding import Finding
from argmap.ground.diagnostics import SEVERITIES
from argmap.outputs.wording import name_source, say_match, write_reference
from argmap.reviews.agenda import review_agenda

if TYPE_CHECKING:
    from argmap.argument.model import Citation, Evidence, Quotation, Step
    from argmap.ground.diagnostics import Diagnostic
    from argmap.project import Project
    from argmap.reviews.judgements import Judgement
    from argmap.workshop.session import Answer, Reading

Plain = dict[str, Any]
_MOST_QUEUED = 500


def whole_state(reading: Reading) -> Plain:
    """Everything that the page shows of a reading; `docs/workshop.md` names its parts."""
    project = reading.project
    claims = tuple(_claims(reading))
    return {
        "order": list(project.argument.claims),
        "title": project.shown_title,
        "root": project.root.name,
        "pages": project.document.page_count if project.document and project.document.kind == "pdf" else None,
        "files": _files(reading),
        "claims": list(claims),
        "steps": [_step(step) for step in project.argument.steps()],
        "findings": [finding_entry(reading, name) for name in reading.findings],
        "counts": _counts(reading),
        "labels": dict(Counter(claim["label"] for claim in claims)),
        "coverage": project.coverage.counts(),
        "passages": _passages(project),
        "offers": list(_offers(project)),
        "queue": list(_queue(project)),
        "works": [
            {"key": source.key, "name": name_source(source), "reference": write_reference(source)}
            for source in project.bibliography.sources.values()
        ],
    }


def since(now: Plain, before: Plain) -> Plain:
    """`now` with only those claims, steps and findings that `before` does not have, or has otherwise."""
    told = dict(now)
    gone: dict[str, list[str]] = {}
    for part in ("claims", "steps", "findings"):
        known = {entry["id"]: entry for entry in before[part]}
        told[part] = [entry for entry in now[part] if known.get(entry["id"]) != entry]
        there = {entry["id"] for entry in now[part]}
        gone[part] = [name for name in known if name not in there]
    told["gone"] = gone
    told["changed"] = [entry["id"] for entry in told["claims"]]
    return told


def answer_entry(answer: Answer) -> Plain:
    """What came of a verb, as the page is told."""
    told: Plain = {
        "said": answer.sentence,
        "opened": [finding_entry(answer.after, name) for name in answer.opened],
        "closed": [finding_entry(answer.before, name) for name in answer.closed],
        "flipped": [{"id": c, "from": before, "to": after} for c, before, after in answer.flipped],
        "coverage": answer.after.project.coverage.counts(),
        "made": answer.made,
        "file": answer.file,
        "etag": answer.after.etags.get(answer.file),
        "merged": answer.merged,
    }
    if answer.anchor:
        told["anchor"] = {"text": answer.anchor.text, "start": answer.anchor.start, "end": answer.anchor.end}
    return told


def diagnostic_entry(diagnostic: Diagnostic) -> Plain:
    """A thing that is wrong with a file."""
    span = diagnostic.span
    return {
        "code": diagnostic.code,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "severity": "error",
        **(
            {"line": span.line, "column": span.column, "end_line": span.end_line, "end_column": span.end_column}
            if span
            else {"line": 1, "column": 1, "end_line": 1, "end_column": 1}
        ),
    }


def finding_entry(reading: Reading, name: str) -> Plain:
    """A finding, by what tells it from the others."""
    finding: Finding = reading.findings[name]
    span = finding.span
    in_paper = bool(span and reading.project.is_in_paper(finding.path))
    return {
        "id": name,
        "code": finding.code,
        "slug": finding.slug,
        "severity": finding.severity,
        "certainty": finding.certainty,
        "message": str(finding.message),
        "because": finding.because,
        "help": finding.help,
        "quote": finding.quote,
        "path": finding.path,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "page": span.page if span else None,
        "claim": finding.claim,
        "start": span.start if span and in_paper else None,
        "end": span.end if span and in_paper else None,
        "not_checkable": finding.not_checkable,
        "weak": name in reading.weak,
        "fixes": [{"title": title, "safe": safe, "asks": asks} for title, safe, asks in reading.fixes(name)],
    }


def _files(reading: Reading) -> Plain:
    project = reading.project
    wrong: dict[str, list[Plain]] = {}
    for diagnostic in project.diagnostics:
        wrong.setdefault(diagnostic.path, []).append(diagnostic_entry(diagnostic))
    found: Plain = {}
    for path, etag in reading.etags.items():
        kind = project.role_of(path) or "bibliography"
        found[path] = {
            "etag": etag,
            "kind": kind,
            "writable": path in reading.texts and kind != "settings",
            "problems": wrong.get(path, []),
        }
    if project.settings.paper and project.settings.paper not in found:
        paper = project.settings.paper
        found[paper] = {"etag": None, "kind": "paper", "writable": False, "problems": wrong.get(paper, [])}
    return found


def _counts(reading: Reading) -> Plain:
    shown = [finding for name, finding in reading.findings.items() if name not in reading.weak]
    counted: Plain = {word: sum(f.severity == word for f in shown) for word in SEVERITIES}
    counted["candidate"] = sum(f.certainty == "candidate" for f in shown)
    counted["not_checkable"] = sum(f.not_checkable for f in shown)
    counted["waived"] = len(reading.outcome.waived)
    counted["weak"] = len(reading.weak)
    return counted


def _claims(reading: Reading) -> Iterator[Plain]:
    from argmap.maps.style import ELEMENTS

    project = reading.project
    evaluation = project.evaluation
    about: dict[str, list[str]] = {}
    for name, finding in reading.findings.items():
        if finding.claim:
            about.setdefault(finding.claim, []).append(name)
    judged: dict[str, list[Plain]] = {}
    for handle, judgement in project.judgements.items() if project.reviews.verdicts else ():
        if judgement.verdict:
            judged.setdefault(judgement.subject.claim, []).append(verdict_entry(handle, judgement))
    for claim in project.argument.claims.values():
        labelled = evaluation.labels.get(claim.id)
        label = evaluation.shown(claim.id)[0] or "unsupported"
        strength = evaluation.strength.get(claim.id)
        yield {
            "id": claim.id,
            "kind": claim.kind,
            "text": claim.text,
            "file": claim.span.path,
            "line": claim.span.line,
            "section": claim.section,
            "label": label,
            "label_word": ELEMENTS[label].word,
            "because": labelled.because if labelled and label != "draft" else "",
            "load": evaluation.load.get(claim.id, 0),
            "strength": [round(end, 4) for end in strength] if strength else None,
            "draft": claim.is_draft,
            "said_by": claim.said_by,
            "assume": claim.assume,
            "standard": claim.standard,
            "tags": list(claim.tags),
            "notes": list(claim.notes),
            "anchors": [_anchor(anchor) for anchor in claim.anchors],
            "reasons": [step.id for step in claim.reasons],
            "objections": [step.id for step in claim.objections],
            "citations": [_citation(project, citation) for citation in claim.citations],
            "evidence": [_evidence(evidence) for evidence in claim.evidence],
            "waivers": [{"code": waiver.code, "reason": waiver.reason} for waiver in claim.waivers],
            "verdicts": judged.get(claim.id, []),
            "findings": about.get(claim.id, []),
        }


def judged_entry(judgement: Judgement) -> Plain:
    """What can be judged, and whether the verdict on it went stale."""
    subject = judgement.subject
    return {
        "handle": subject.id,
        "kind": subject.kind,
        "claim": subject.claim or None,
        "stale": judgement.stale,
    }


def verdict_entry(handle: str, judgement: Judgement) -> Plain:
    """The last verdict on a subject."""
    verdict = judgement.verdict
    assert verdict is not None, "only what was judged is shown"
    return {
        "handle": handle,
        "verdict": verdict.verdict,
        "reviewer": verdict.reviewer,
        "date": verdict.date,
        "note": verdict.note,
        "stale": judgement.stale,
    }


def _anchor(anchor: Quotation) -> Plain:
    match = anchor.match
    return {**_quotation(anchor), "start": match.start if match else 0, "end": match.end if match else 0}


def _quotation(quotation: Quotation) -> Plain:
    state, words = say_match(quotation.match)
    return {
        "text": quotation.text,
        "state": state,
        "state_word": words,
        "why": quotation.match.why if quotation.match else "",
    }


def _citation(project: Project, citation: Citation) -> Plain:
    source = project.bibliography.sources.get(citation.key)
    return {
        **_ground(citation),
        "key": citation.key,
        "work": name_source(source) if source else f"@{citation.key}",
        "mark": citation.mark,
        "via": citation.via,
    }


def _evidence(evidence: Evidence) -> Plain:
    return {
        **_ground(evidence),
        "text": evidence.text,
        "source": evidence.source,
        "in_paper": evidence.in_paper,
    }


def _ground(ground: Citation | Evidence) -> Plain:
    return {
        "id": ground.id,
        "locator": ground.locator,
        "type": ground.type,
        "quotations": [_quotation(quotation) for quotation in ground.quotations],
    }


def _step(step: Step) -> Plain:
    from argmap.argument.schemes import find_scheme

    scheme = find_scheme(step.scheme) if step.scheme else None
    return {
        "id": step.id,
        "claim": step.claim,
        "key": "because" if step.kind == "reason" else "but",
        "premises": list(step.premises),
        "scheme": step.scheme,
        "warrant": step.warrant,
        "warrant_claim": step.warrant_claim,
        "unless": list(step.unless),
        "weight": step.weight,
        "answers": {str(number): words for number, words in step.answers.items()},
        "asked": list(scheme.questions) if scheme else [],
        "file": step.span.path,
        "line": step.span.line,
    }


def _passages(project: Project) -> list[Plain]:
    found = [
        {"claim": claim.id, "start": anchor.match.start, "end": anchor.match.end, "state": anchor.match.state}
        for claim in project.argument.claims.values()
        for anchor in claim.anchors
        if anchor.match and anchor.match.end > anchor.match.start
    ]
    return sorted(found, key=lambda p: (p["start"], p["end"], p["claim"]))


def _offers(project: Project) -> Iterator[Plain]:
    """Sentences that may be claims, and that no claim lies on yet."""
    if project.document is None:
        return
    taken = [(p["start"], p["end"]) for p in _passages(project)]
    for start, end, text, why in sorted(offered_sentences(project)):
        if not any(left < end and start < right for left, right in taken):
            yield {"start": start, "end": end, "text": text, "why": why}


def offered_sentences(project: Project) -> tuple[tuple[int, int, str, str], ...]:
    """What drafting would take or offer of the project's paper: offsets, words, and why; worked out once a paper."""
    document = project.document
    if document is None:
        return ()
    if document not in _offered:
        _offered.clear()
        _offered[document] = tuple(_work_out(project))
    return _offered[document]


_offered: dict[Any, tuple[tuple[int, int, str, str], ...]] = {}


def _work_out(project: Project) -> Iterator[tuple[int, int, str, str]]:
    from argmap.drafting.backbone import draft_backbone
    from argmap.drafting.cues import cues_of
    from argmap.library.source_texts import search_text

    document = project.paper
    cues = cues_of(document.tongue or "en")
    if cues is None:
        return
    search = search_text(document)
    drafted = draft_backbone(document, project.prose, cues, lambda words: search.find(words).state == "verbatim")
    sentences = {sentence.id: sentence for sentence in document.sentences}
    for point in (*drafted.claims, *drafted.offers):
        sentence = sentences.get(point.key.partition("/")[0])
        if sentence is not None:
            yield sentence.start, sentence.end, point.anchor, point.why


def _queue(project: Project) -> Iterator[Plain]:
    """What needs a verdict, most urgent first."""
    agenda = review_agenda(project.argument, project.judgements, project.evaluation.load)
    claims = project.argument.claims
    for judgement in agenda[:_MOST_QUEUED]:
        subject = judgement.subject
        yield {
            **judged_entry(judgement),
            "text": claims[subject.claim].text if subject.claim in claims else subject.parts.get("title", subject.id),
            "verdict": judgement.verdict.verdict if judgement.verdict else None,
            "load": project.evaluation.load.get(subject.claim, 0),
        }


@lru_cache(maxsize=1)
def words() -> Mapping[str, Any]:
    """The words of the language that the page offers to choose from."""
    from argmap.argument.schemes import load_schemes
    from argmap.notation.vocabulary import EVIDENCE_TYPES, KINDS, STANDARDS
    from argmap.reviews import VERDICTS
    from argmap.reviews.verdict import QUESTIONS

    return {
        "verdicts": {word: word.replace("-", " ") for word in VERDICTS},
        "asked": dict(QUESTIONS),
        "kinds": list(KINDS),
        "evidence_types": list(EVIDENCE_TYPES),
        "standards": list(STANDARDS),
        "schemes": [
            {
                "id": scheme.id,
                "name": scheme.name,
                "also": list(scheme.aliases),
                "questions": list(scheme.questions),
            }
            for scheme in load_schemes().values()
        ],
    }
