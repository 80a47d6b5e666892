"""The argument as plain text: an outline of all claims, or one claim with what is linked to it."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

from argmap.argument.model import Claim, Step
from argmap.ground.text import plural
from argmap.project import Project


def outline_text(project: Project) -> str:
    """Sections with their claims: label, id, sentence, and what stands for and against each."""
    lines: list[str] = []
    for section in project.argument.sections:
        lines += ["", section.title, "─" * len(section.title)]
        for name in section.claims:
            lines += _brief(project, project.argument.claims[name])
    counts = (
        plural(len(project.argument.claims), "claim"),
        plural(sum(1 for _ in project.argument.steps()), "step"),
        plural(len(project.bibliography.sources), "work"),
    )
    return "\n".join([*lines[1:], "", f"{', '.join(counts)}."]) + "\n"


def _brief(project: Project, claim: Claim) -> Iterator[str]:
    kind = f" {{{claim.kind}}}" if claim.kind != "claim" else ""
    yield f"  {claim.id}{kind}  [{project.evaluation.shown(claim.id)[0]}]"
    yield _wrapped(claim.text, 6)
    for step in (*claim.reasons, *claim.objections):
        yield f"      {'because' if step.kind == 'reason' else 'but'}: {' + '.join(step.premises)}"
    works = [f"@{c.key}{', ' + c.locator if c.locator else ''}" for c in claim.citations]
    if works:
        yield f"      cites: {'; '.join(works)}"


def claim_text(project: Project, name: str) -> str:
    """One claim: its words, its place in the paper, its reasons and objections, and what it is used for."""
    claim = project.argument.claims[name]
    label, because = project.evaluation.shown(name)
    lines = [f"{claim.id}  ({claim.kind}, {claim.span.path}:{claim.span.line})", _wrapped(claim.text, 2), ""]
    lines.append(_wrapped(f"{label}: {because}", 2))
    if claim.said_by:
        lines.append(f"  held by {claim.said_by}")
    if claim.restates:
        lines.append(f"  restates {', '.join(claim.restates)}")
    for anchor in claim.anchors:
        lines.append(_wrapped(f"“{anchor.text}”{_place(project, anchor.match)}", 2))
    for step in (*claim.reasons, *claim.objections):
        lines += ["", *_step(project, step)]
    for citation in claim.citations:
        mark = f" {citation.mark}" if citation.mark else ""
        lines.append(f"  cites @{citation.key}{', ' + citation.locator if citation.locator else ''}{mark}")
    for evidence in claim.evidence:
        place = f", {evidence.locator}" if evidence.locator else ""
        origin = f"@{evidence.source}" if evidence.source else "this paper" if evidence.in_paper else ""
        lines.append(_wrapped(f"evidence: {evidence.text}{f' ({origin}{place})' if origin else ''}", 2))
    used = project.argument.used_in.get(name, ())
    if used:
        lines += ["", "  Used for " + ", ".join(dict.fromkeys(step.claim for step in used))]
    for note in claim.notes:
        lines += ["", _wrapped(note, 2)]
    return "\n".join(lines) + "\n"


def _place(project: Project, match: object) -> str:
    from argmap.quotations import Match

    if not isinstance(match, Match) or match.end <= match.start or project.document is None:
        return "  (not found in the paper)"
    span = project.document.place(match.start, match.end)
    page = f"page {span.page}, " if span.page else ""
    return f"  ({span.path}, {page}line {span.line})"


def _step(project: Project, step: Step) -> Iterator[str]:
    yield f"  {'because' if step.kind == 'reason' else 'but'}{f' ({step.scheme})' if step.scheme else ''}:"
    for premise in step.premises:
        label, _ = project.evaluation.shown(premise)
        yield _wrapped(f"{premise} [{label}]: {project.argument.claims[premise].text}", 4)
    if step.warrant or step.warrant_claim:
        yield _wrapped(f"warrant: {step.warrant or step.warrant_claim}", 6)
    for undercutter in step.unless:
        yield _wrapped(f"unless {undercutter}: {project.argument.claims[undercutter].text}", 6)


def _wrapped(text: str, indent: int) -> str:
    return fill(text, 100, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2))
