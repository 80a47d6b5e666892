"""Where quoted words were found, as JSON (docs/schemas/find.json)."""

from __future__ import annotations

from typing import Any

from argmap.manuscript import Document
from argmap.quotations import Match


def match_document(identity: Any, document: Document, match: Match) -> dict[str, Any]:
    """A quotation that was looked for, by whatever name it was given, and what was found, as plain values."""
    found = match.end > match.start
    place = document.place(match.start, match.end) if found else None
    return {
        "id": identity,
        "state": match.state,
        "score": match.score,
        "start": match.start,
        "end": match.end,
        "page": place.page if place else None,
        "line": place.line if place else None,
        "matched": match.matched,
        "differences": [{"kind": d.kind, "quote": d.quote, "source": d.source} for d in match.differences],
        "why": match.why,
    }
