"""COV: what of the paper no claim accounts for."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.checks.registry import check
from argmap.findings.finding import Finding
from argmap.ground.text import shorten
from argmap.project import Project


@check("COV001", "assertion-uncovered", "note", "candidate")
def assertion_uncovered(project: Project) -> Iterator[Finding]:
    """A sentence of the paper asserts something checkable, and no claim is anchored in it.

    Why: what is not mapped is not audited.

    Example: `Trade reached 18.4 billion dollars in 2011.` with no claim that quotes it.

    Mend: make it a claim, or anchor the claim that already says so in these words as well.
    """
    if project.document is None or not project.argument.claims:
        return
    for sentence, signs in project.coverage.uncovered:
        if signs:
            yield assertion_uncovered.finding(
                project.document.place(sentence.start, sentence.end),
                f"No claim accounts for this sentence ({', '.join(signs)}): {shorten(sentence.text)}",
                quote=project.document.text[sentence.start : sentence.end],
            )


@check("COV002", "section-uncovered", "note")
def section_uncovered(project: Project) -> Iterator[Finding]:
    """Fewer than half of a section's sentences are accounted for by a claim.

    Why: the map then speaks for less of the paper than it seems to.

    Example: a section of twenty sentences in which only four are anchored.

    Mend: read the section again; sentences that only announce or repeat can stay out.
    """
    document = project.document
    if document is None or not project.argument.claims:
        return
    total: dict[str | None, int] = {}
    open_: dict[str | None, int] = {}
    for sentence in document.sentences:
        total[sentence.section] = total.get(sentence.section, 0) + 1
    for sentence, _ in project.coverage.uncovered:
        open_[sentence.section] = open_.get(sentence.section, 0) + 1
    for section in document.sections:
        count, uncovered = total.get(section.id, 0), open_.get(section.id, 0)
        if count >= 3 and uncovered * 2 > count:
            yield section_uncovered.finding(
                document.place(section.start, section.heading_end),
                f"Claims account for {count - uncovered} of {count} sentences of “{section.title}”",
                quote=document.text[section.start : section.heading_end],
            )
