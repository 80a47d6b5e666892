"""Offered passages, written out for a terminal: the words, their place, and what a reader must compare."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING

from argmap.argument.model import Citation, Evidence
from argmap.ground.places import say_place
from argmap.ground.text import shorten
from argmap.ground.unseen import show_unseen
from argmap.quotations.passages import say_passage
from argmap.reviews.offers import Offer, said_by, why_none, work_of

if TYPE_CHECKING:
    from argmap.project import Project
    from argmap.verifiers.surface import Opinions

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
        why = "" if offers else why_none(item, project.argument, project.texts, project.judgements)
        lines += [f"  {why}"] if why else passage_lines(offers, opinions)
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"
