"""The audit in the paper's own PDF: a copy of it with the findings as highlights."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from argmap.exchange.highlights import OURS, Marked, PageNote, mark_pdf
from argmap.findings.finding import Finding
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import read_named
from argmap.ground.unseen import show_unseen
from argmap.manuscript.document import Document
from argmap.manuscript.reading import LARGEST_FILE


def render_copy(paper: Path, document: Document, findings: Sequence[Finding]) -> Marked:
    """A copy of the PDF `paper`, of which `document` was read, with a highlight for each finding.

    Raises ArgmapError where the paper is no PDF, or no copy of it can be made.
    """
    if document.kind != "pdf":
        raise ArgmapError(f"{paper} is no PDF, and only a PDF can be given back as one. `--format html` shows it.")
    data = read_named(paper, LARGEST_FILE)
    return mark_pdf(data, document, [_note(finding, document) for finding in findings])


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
