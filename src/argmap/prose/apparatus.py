"""What kind of apparatus a paper has, and what follows from it for the checks, said once and not as findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from argmap.manuscript.document import Document

# of fewer, the tongue of a text is hardly ever told
_FEWEST_SENTENCES = 5


@dataclass(frozen=True, slots=True)
class Apparatus:
    """How a paper cites: its marks by kind, its note bodies, and its list."""

    marks: Mapping[str, int]
    notes: int
    listed: int


def survey(document: Document) -> Apparatus:
    """Count what the paper cites with."""
    return Apparatus(
        marks=Counter(mark.kind for mark in document.marks),
        notes=len(document.notes),
        listed=sum(reference.origin != "note" for reference in document.references),
    )


def limits(document: Document, apparatus: Apparatus) -> tuple[str, ...]:
    """What could not be checked, each with its reason, in whole sentences; what a check says itself is left to it."""
    found = list(document.remarks)
    marks = apparatus.marks
    if not marks and not document.notes and not apparatus.listed:
        found.append(
            "No citation of any kind was recognised, so nothing could be said about citations and notes: either the "
            "paper cites nothing, or it cites in a way that the reader does not know."
        )
    if document.tongue is None and len(document.sentences) >= _FEWEST_SENTENCES:
        found.append(
            "The language of the text could not be told; checks that look for certain words took it for English."
        )
    return tuple(found)
