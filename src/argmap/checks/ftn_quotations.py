"""FTN: quotations that hang on a note which is not there."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.checks.absence import body_may_be_missing
from argmap.checks.registry import check
from argmap.checks.txt_quotations import quotations
from argmap.findings.finding import Finding
from argmap.ground.text import shorten
from argmap.project import Project


@check("FTN010", "quotation-without-note", "error", "candidate", about="paper")
def quotation_without_note(project: Project) -> Iterator[Finding]:
    """Words are quoted, a note is called for them, and the note has no body.

    Why: of all that a lost note takes with it, the place of a quotation is the gravest: nobody can check the words.

    Example: `“a role in the whole region”.³⁵`, and no note 35.

    Mend: restore the note. Where its body may be there and not have been read, nothing is said.
    """
    document = project.paper
    if not document.notes:
        return
    for paragraph in project.prose:
        for line in paragraph.lines:
            words, _ = next(quotations(line.text), ("", ""))
            lost = [
                mark
                for mark in line.marks
                if mark.kind == "note" and mark.note is None and body_may_be_missing(document, mark.number)
            ]
            if words and lost and not any(mark.references for mark in line.marks):
                yield quotation_without_note.at(
                    document,
                    line.sentence,
                    f"The note of this quotation has no body: “{shorten(words, 60)}”",
                    related=[(document.place(mark.start, mark.end), f"mark {mark.number}") for mark in lost],
                )
