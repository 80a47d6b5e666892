"""The audit as annotations of the paper, one a finding, for programs that show them beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from argmap.exchange.annotations_out import Said, Shape, annotations_of, words_at
from argmap.findings.finding import Finding
from argmap.manuscript.document import Document
from argmap.outputs.audit.copy import stretch_of, words_of


def render_annotations(paper: Path, document: Document, findings: Sequence[Finding], shape: Shape) -> bytes:
    """One annotation for each finding; those without a place are on the paper as a whole. Raises ArgmapError."""
    said = []
    for finding in findings:
        stretch = stretch_of(finding, document)
        words = (words_at(document, *stretch),) if stretch else ()
        said.append(Said(words_of(finding), words, ("argmap", finding.code, finding.certainty), judges=True))
    return annotations_of(said, paper, document, shape)
