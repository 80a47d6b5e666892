"""Offered passages, written out for a terminal and as JSON: the words, their place, and what a reader must compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import TYPE_CHECKING, Any

from argmap.argument.model import Citation, Evidence
from argmap.ground.places import say_place
from argmap.ground.text import shorten
from argmap.ground.unseen import show_unseen
from argmap.quotations.passages import say_passage
from argmap.reviews.offers import Offer, offer_passages, said_by, work_of

if TYPE_CHECKING:
    from argmap.project import Project
    from argmap.verifiers import Judgement

Opinions = Mapping[str, Sequence["Judgement"]]
_LONGEST = 700


def passage_lines(offers: Sequence[Offer], opinions: Opinions, *, numbered: bool = False) -> list[str]:
    """Offered passages as lines for a terminal, each with its place, its words and what to compare."""
    lines = []
    for number, offer in enumerate(offers, 1):
        lead = f"[{number}]" if numbered else "-"
        lines += [
            f"  {lead} {say_place(offer.place.path, offer.place)}  {offer.handle}",
            _paragraph(f"“{shorten(' '.join(offer.passage.text.split()), _LONGEST)}”"),
            _paragraph(f"Compare: {say_passage(offer.passage)}."),
        ]
        for opinion in opinions.get(offer.handle, ()):
            words = f", by “{opinion.words}”" if opinion.words else ""
            note = f". {opinion.note}" if opinion.note else ""
            lines.append(_paragraph(f"{opinion.by} thinks: {opinion.relation} ({opinion.certainty:.2f}){words}{note}"))
    return lines


def _paragraph(text: str) -> str:
    return fill(show_unseen(text), 100, initial_indent="      ", subsequent_indent="      ")


def why_none(project: Project, item: Citation | Evidence) -> str:
    """Why no passage can be offered for an item, in a sentence; empty where some can."""
    key = work_of(item)
    texts = project.texts
    if key is None:
        return "It names no work."
    if texts.path(key) is None:
        return f"There is no text of @{key} in {texts.shown_as}/."
    if texts.document(key) is None:
        return f"The text of @{key} could not be read: {texts.problem(key)}"
    if not offer_passages(item, project.argument, texts, project.judgements, 1):
        return f"The text of @{key} has no passage that shares a telling word with it."
    return ""


def passages_text(
    project: Project, offered: Sequence[tuple[Citation | Evidence, Sequence[Offer]]], opinions: Opinions
) -> str:
    """Every item with its passages, for a terminal."""
    parts = []
    for item, offers in offered:
        place = f", {item.locator}" if item.locator else ""
        lines = [f"{item.id}  @{work_of(item)}{place}" if work_of(item) else item.id]
        said = show_unseen(said_by(item, project.argument))
        lines.append(fill(said, 100, initial_indent="  ", subsequent_indent="  "))
        lines += passage_lines(offers, opinions) if offers else [f"  {why_none(project, item)}"]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def passages_document(
    project: Project, offered: Sequence[tuple[Citation | Evidence, Sequence[Offer]]], opinions: Opinions
) -> dict[str, Any]:
    """The same as plain values (docs/schemas/passages.json)."""
    return {
        "version": 1,
        "items": [
            {
                "handle": item.id,
                "claim": item.claim,
                "work": work_of(item),
                "locator": item.locator,
                "text": said_by(item, project.argument),
                "why_none": None if offers else why_none(project, item),
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
