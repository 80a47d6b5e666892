"""COV: what of the paper no claim accounts for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from argmap.checks.registry import check
from argmap.findings.finding import Finding
from argmap.ground.text import shorten
from argmap.manuscript.document import Document, Section
from argmap.project import Project


@check("COV001", "assertion-uncovered", "note", "candidate")
def assertion_uncovered(project: Project) -> Iterator[Finding]:
    """A sentence of the paper asserts something checkable, and no claim is anchored in it. Told one by one where claims
    account for most of the section (else see COV002).

    Why: what is not mapped is not audited.

    Example: `Trade reached 18.4 billion dollars in 2011.` with no claim that quotes it.

    Mend: make it a claim, or anchor the claim that already says so in these words as well.
    """
    if project.document is None or not project.argument.claims:
        return
    told = {section.id for section, _, _ in _mostly_uncovered(project, project.document)}
    for sentence, signs in project.coverage.uncovered:
        if signs and sentence.section not in told:
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
    for section, count, uncovered in _mostly_uncovered(project, document):
        yield section_uncovered.finding(
            document.place(section.start, section.heading_end),
            f"Claims account for {count - uncovered} of {count} sentences of “{section.title}”",
            quote=document.text[section.start : section.heading_end],
        )


def _mostly_uncovered(project: Project, document: Document) -> Iterator[tuple[Section, int, int]]:
    """Sections more than half of whose sentences no claim accounts for: how many they have, and how many of these."""
    total = Counter(sentence.section for sentence in document.sentences)
    open_ = Counter(sentence.section for sentence, _ in project.coverage.uncovered)
    for section in document.sections:
        if total[section.id] >= _FEWEST and open_[section.id] * 2 > total[section.id]:
            yield section, total[section.id], open_[section.id]


_FEWEST = 3
