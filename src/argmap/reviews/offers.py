"""Passages of a cited work that may bear on a claim, offered to the person who judges.

Offered where nobody has copied the source's words and nobody has judged yet. An offer is a candidate: only a person's
verdict on it changes anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from argmap.argument.model import Argument, Citation, Evidence
from argmap.ground.places import Span
from argmap.ground.values import dataclass
from argmap.reviews.judgements import Judgement, item_of_passage, passage_handle

if TYPE_CHECKING:
    from argmap.library.source_texts import SourceTexts
    from argmap.quotations.passages import Encoder, Passage


@dataclass(frozen=True, slots=True)
class Offer:
    """A passage offered for the citation or evidence `item`, with the name by which it can be judged and its place."""

    handle: str
    item: str
    work: str
    passage: Passage
    place: Span


def work_of(item: Citation | Evidence) -> str | None:
    """The key of the work whose text a citation or a piece of evidence can be held against."""
    return item.key if isinstance(item, Citation) else item.source


def said_by(item: Citation | Evidence, argument: Argument) -> str:
    """What the work is cited for, in words."""
    return argument.claims[item.claim].text if isinstance(item, Citation) else item.text


def offer_passages(
    item: Citation | Evidence,
    argument: Argument,
    texts: SourceTexts,
    judgements: Mapping[str, Judgement],
    limit: int = 3,
    encoder: Encoder | None = None,
) -> tuple[Offer, ...]:
    """The best passages for one item, best first, without those that a person has found wanting.

    Empty where the work has no text that can be read. An `encoder` ranks by sense as well.
    """
    key = work_of(item)
    document = texts.document(key) if key and texts.path(key) else None
    if key is None or document is None:
        return ()
    refused = {handle for handle, judged in judgements.items() if judged.current and judged.current.negative}
    offers = (
        Offer(passage_handle(item.id, p.text), item.id, key, p, document.place(p.start, p.end))
        for p in texts.passages(key, said_by(item, argument), limit + len(refused), encoder)
    )
    return tuple(offer for offer in offers if offer.handle not in refused)[:limit]


def items_without_words(
    argument: Argument, texts: SourceTexts, judgements: Mapping[str, Judgement]
) -> Iterator[Citation | Evidence]:
    """The citations and evidence that nobody has judged or quoted for, and whose source's text is there."""
    settled = settled_by_passages(judgements)
    for claim in argument.claims.values():
        for item in claim.grounds:
            judged = judgements.get(item.id)
            if item.quotations or item.id in settled or (judged and judged.current):
                continue
            if texts.path(work_of(item) or ""):
                yield item


def settled_by_passages(judgements: Mapping[str, Judgement]) -> frozenset[str]:
    """The citations and evidence of which a person has found a passage that bears them out."""
    return frozenset(
        item
        for handle, judged in judgements.items()
        if judged.current and judged.current.verdict in ("supports", "accepted") and (item := item_of_passage(handle))
    )


def why_none(
    item: Citation | Evidence, argument: Argument, texts: SourceTexts, judgements: Mapping[str, Judgement]
) -> str:
    """Why no passage can be offered for an item, in a sentence; empty where some can."""
    key = work_of(item)
    if key is None:
        return "It names no work."
    if texts.path(key) is None:
        return texts.say_missing(key)
    if texts.document(key) is None:
        return f"The text of @{key} could not be read: {texts.problem(key)}"
    if not offer_passages(item, argument, texts, judgements, 1):
        return f"The text of @{key} has no passage that shares a telling word with it."
    return ""
