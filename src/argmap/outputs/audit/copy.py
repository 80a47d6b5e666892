"""The audit in the paper itself: a copy with the findings as notes on its words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from argmap.exchange.copies import COPIES, OURS, Marked, PageNote, write_copy
from argmap.findings.finding import Finding
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import read_named
from argmap.ground.unseen import show_unseen
from argmap.manuscript.document import Document
from argmap.manuscript.formats import FORMATS
from argmap.manuscript.reading import LARGEST_FILE


def render_copy(paper: Path, document: Document, findings: Sequence[Finding], form: str) -> Marked:
    """A copy of the `paper`, of which `document` was read, in its own format `form`, with a note for each finding.

    Raises ArgmapError where the paper has another format, or no copy of it can be made.
    """
    if document.kind != form:
        called = FORMATS[form].called
        own = f"`-o COPY.{document.kind}` gives it back as what it is, " if document.kind in COPIES else ""
        raise ArgmapError(f"{paper} is no {called}, so that no copy of it can be one. {own}`-o PAGE.html` shows it.")
    data = read_named(paper, LARGEST_FILE)
    return write_copy(form, data, document, [_note(finding, document) for finding in findings])


def _note(finding: Finding, document: Document) -> PageNote:
    title = f"{OURS}{finding.code} · {finding.certainty}"
    start, end = stretch_of(finding, document) or (None, None)
    return PageNote(title, words_of(finding), finding.certainty == "certain", start, end)


def words_of(finding: Finding) -> str:
    """What a note beside the paper says of a finding: message, reason and help."""
    said = [finding.message, f"Because: {finding.because}" if finding.because else "", finding.help or ""]
    return show_unseen("\n".join(filter(None, said)))


def stretch_of(finding: Finding, document: Document) -> tuple[int, int] | None:
    """The stretch of a paper's text that a finding is about; None where it is about no words of it."""
    span = finding.span if document.is_of(finding.path) else None
    return (span.start, span.end) if span and span.end > span.start else None
