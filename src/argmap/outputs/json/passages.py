"""Offered passages as one JSON document (docs/schemas/passages.json)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from argmap.argument.model import Citation, Evidence
from argmap.reviews.offers import Offer, said_by, why_none, work_of

if TYPE_CHECKING:
    from argmap.project import Project
    from argmap.verifiers import Judgement
    from argmap.verifiers.surface import Opinions


def passages_document(
    project: Project, offered: Sequence[tuple[Citation | Evidence, Sequence[Offer]]], opinions: Opinions
) -> dict[str, Any]:
    """Every item with its passages and what verifiers think of them, as plain values."""
    return {
        "version": 1,
        "items": [
            {
                "handle": item.id,
                "claim": item.claim,
                "work": work_of(item),
                "locator": item.locator,
                "text": said_by(item, project.argument),
                "why_none": None if offers else why_none(item, project.argument, project.texts, project.judgements),
                "passages": [_passage_document(offer, opinions.get(offer.handle, ())) for offer in offers],
            }
            for item, offers in offered
        ],
    }


def _passage_document(offer: Offer, opinions: Sequence[Judgement]) -> dict[str, Any]:
    passage = offer.passage
    return {
        "handle": offer.handle,
        "text": passage.text,
        "score": passage.score,
        "path": offer.place.path,
        "page": offer.place.page,
        "line": offer.place.line,
        "compared": [
            {"kind": c.kind, "claim": list(c.claim), "passage": list(c.passage), "agrees": c.agrees}
            for c in passage.compared
        ],
        "opinions": [
            {"by": o.by, "relation": o.relation, "certainty": o.certainty, "words": o.words, "note": o.note}
            for o in opinions
        ],
    }
