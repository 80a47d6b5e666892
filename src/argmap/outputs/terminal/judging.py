"""What a reviewer sees of one thing to be judged: the claim, the paper's words, the source's words, what changed."""

from __future__ import annotations

from textwrap import fill

from argmap.argument.model import Citation, Claim, Evidence, Quotation
from argmap.ground.text import shorten
from argmap.ground.unseen import show_unseen
from argmap.outputs.letter.quotes import say_where
from argmap.outputs.letter.words import voice_of
from argmap.outputs.terminal.difference import mark_difference
from argmap.project import Project
from argmap.reviews.judgements import Judgement, item_of_passage
from argmap.reviews.offers import work_of
from argmap.reviews.verdict import QUESTIONS


def subject_text(project: Project, judgement: Judgement) -> str:
    """Some lines for a terminal; control characters of the paper are written out."""
    subject = judgement.subject
    claim = project.argument.claims.get(subject.claim)
    lines = [f"{subject.id}  ({subject.kind}, {subject.span.path}:{subject.span.line})", ""]
    if claim is None:
        lines += [_source(project, subject.work or "", None), _field("Text", project.texts.shown(subject.work or ""))]
    else:
        lines.append(_field("Claim", claim.text))
        lines += [_field("The paper", f"“{anchor.text}”{_place(project, anchor)}") for anchor in claim.anchors]
        lines += _particulars(project, claim, judgement)
    lines += ["", _field("Question", QUESTIONS[subject.kind])]
    if judgement.verdict:
        verdict = judgement.verdict
        note = f": {verdict.note}" if verdict.note else ""
        lines += [_field("Judged", f"{verdict.verdict}, by {verdict.reviewer} on {verdict.date[:10]}{note}")]
    lines += [_field(f"Changed, {part}", mark_difference(then, now)) for part, then, now in judgement.changes]
    return "\n".join(lines) + "\n"


def _particulars(project: Project, claim: Claim, judgement: Judgement) -> list[str]:
    subject = judgement.subject
    if subject.kind == "step":
        step = next(s for s in (*claim.reasons, *claim.objections) if s.id == subject.id)
        word = "Because" if step.kind == "reason" else "But"
        lines = [_field(word, f"{name}: {project.argument.claims[name].text}") for name in step.premises]
        if subject.parts.get("warrant"):
            lines.append(_field("Warrant", subject.parts["warrant"]))
        return lines
    item = next((i for i in claim.grounds if i.id in (subject.id, item_of_passage(subject.id))), None)
    if item is None:
        return []
    lines = _grounds(project, item)
    return [*lines, _field("Passage", f"“{subject.parts['words']}”")] if subject.kind == "passage" else lines


def _grounds(project: Project, item: Citation | Evidence) -> list[str]:
    key = work_of(item)
    lines = [_field("Evidence", item.text)] if isinstance(item, Evidence) else []
    if key:
        lines.append(_source(project, key, item.locator))
    for quotation in item.quotations:
        lines.append(_field("Quoted", f"“{quotation.text}”"))
        match = quotation.match
        if match and match.matched and match.state != "verbatim":
            lines.append(_field("There", mark_difference(quotation.text, match.matched)))
        if match:
            lines.append(_field("", f"{match.state}: {match.why}" if match.why else match.state))
    return lines


def _source(project: Project, key: str, locator: str | None) -> str:
    source = project.bibliography.sources.get(key)
    if source is None:
        return _field("Source", f"@{key} (not in the bibliography)")
    from argmap.outputs.wording import write_reference

    reference = write_reference(source)
    shown = _field("Source", f"{reference.rstrip('.')}, {locator}" if locator else reference)
    # without a title the note is all that tells what the work is: in a draft it has the paper's own words
    note = "" if source.title else " ".join((source.note or "").split())
    return f"{shown}\n{_field('', shorten(note, 300))}" if note else shown


def _place(project: Project, anchor: Quotation) -> str:
    match = anchor.match
    if match is None or match.end <= match.start or project.document is None:
        return "  (not found in the paper)"
    where = say_where(project.document, voice_of(), project.document.place(match.start, match.end))
    return f"  ({where})" if where else ""


def _field(name: str, text: str) -> str:
    return fill(show_unseen(text), 100, initial_indent=f"  {name:12} ", subsequent_indent=" " * 15)
