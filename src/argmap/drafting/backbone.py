"""The backbone of a draft: fifteen to twenty-five claims of a paper, each of which leads to one of its conclusions.

First come the conclusions (see `theses`). From them the draft grows: by what a word of the paper joins to a claim, and
by what bears it out where it stands (see `grounds`). Where that is little, what the text itself gives a reason for, or
a chief result, is taken for a further conclusion. What has no ground is offered beside the draft.

A link is either *said*, by a word of the paper, or a guess from how two sentences stand, and the draft says so at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from argmap.drafting.candidates import Candidate, candidates_of
from argmap.drafting.cues import Cues
from argmap.drafting.picking import MOST, Picking
from argmap.drafting.points import Backbone, Link, Point, as_sentence, point_of
from argmap.drafting.relations import Split, said_links, split_at_reason
from argmap.drafting.theses import find_theses, without_announcement
from argmap.manuscript.document import Document
from argmap.prose.paragraphs import Paragraph

_MOST_OFFERS, _MOST_PLACES = 10, 2


def draft_backbone(
    document: Document, prose: Sequence[Paragraph], cues: Cues, holds: Callable[[str], bool]
) -> Backbone:
    """The backbone of a paper and what is offered beside it; without claims where no two can be joined.

    `holds` says whether the paper holds some words as they are, so that they can be quoted from it.
    """
    candidates = candidates_of(document, prose, cues)
    lost: set[str] = set()

    @cache
    def can_be_quoted(candidate: Candidate) -> bool:
        held = holds(candidate.line.sentence.text)
        if not held:
            lost.add(candidate.key)
        return held

    said = said_links(candidates, cues)
    reasons = {link.premise: link.claim for link in said if link.kind == "because"}
    theses = find_theses(candidates, cues, can_be_quoted, reasons)
    if not theses:
        return Backbone()

    @cache
    def split(text: str) -> Split | None:
        halves = split_at_reason(text, cues)
        return halves if halves and holds(halves.claim) and holds(halves.reason) else None

    picking = Picking(candidates, said, theses, cues, can_be_quoted, split)
    picking.pick()
    if len(picking.picked) < 2 and picking.is_short:
        return Backbone()
    claims = _joined(picking)
    offers = _offers(picking, cues)
    return (
        Backbone(list(_with_halves(claims, cues, split)), offers, len(lost), picking.argues) if claims else Backbone()
    )


def _joined(picking: Picking) -> list[Point]:
    """The picked claims, joined: conclusions first, then in the order of the text."""
    points: dict[str, Point] = {}
    for key, why in picking.picked.items():
        points[key] = point_of(picking.candidates[key], why, picking.cues, conclusion=key in picking.theses)
        places = [picking.candidates[place] for place in islice(picking.places_of(key), _MOST_PLACES)]
        points[key].again = tuple(place.line.sentence.text for place in places)
        # "This explains it": where the paper says so again it may say what does
        if picking.cues.opening("leans", points[key].text):
            told = (
                point_of(place, "", picking.cues, conclusion=key in picking.theses)
                for place in places
                if not place.line.marks
            )
            texts = (point.text for point in told if not picking.cues.opening("leans", point.text))
            points[key].text = next(texts, points[key].text)
    for claim, link in picking.joined.values():
        points[claim].links.append(link)
    order = {key: number for number, key in enumerate(picking.candidates)}
    ranks = {key: number for number, key in enumerate(picking.theses)}
    return sorted(points.values(), key=lambda p: (not p.conclusion, ranks.get(p.key, 0), order[p.key]))


def _with_halves(claims: Sequence[Point], cues: Cues, halves: Callable[[str], Split | None]) -> Iterator[Point]:
    """Claims whose sentence gives its own reason, in two, while the draft has room."""
    room = MOST + 1 - len(claims)
    for claim in claims:
        split = halves(claim.anchor) if room else None
        if split is None:
            yield claim
            continue
        room -= 1
        # a mark whose words are not in the first half stands behind the second
        cited = tuple(mark for mark in claim.marks if " ".join(mark.text.split()) in split.claim)
        reason = replace(
            claim,
            key=f"{claim.key}/why",
            conclusion=False,
            text=as_sentence(split.reason),
            anchor=split.reason,
            links=[],
            marks=tuple(mark for mark in claim.marks if mark not in cited),
            why=f"the text gives it as a reason (“{split.cue}”)",
        )
        link = Link(reason.key, "because", f"the text says “{split.cue}”", split.cue)
        links = [link, *claim.links]
        text = without_announcement(split.claim, cues) if claim.conclusion else split.claim
        text = f"{split.lead} {text}" if split.lead else text
        whole = replace(claim, anchor=split.claim, text=as_sentence(text), links=links, marks=cited)
        yield from (whole, reason)


def _offers(picking: Picking, cues: Cues) -> list[Point]:
    """What else asserts something, the weightiest of each section, in the order of the text."""
    groups: dict[str | None, list[Candidate]] = {}
    for candidate in picking.candidates.values():
        if candidate.key not in picking.picked and not candidate.about_text and not picking.is_said(candidate):
            groups.setdefault(candidate.section, []).append(candidate)
    offered = []
    for members in groups.values():
        members_held = filter(picking.can_be_quoted, sorted(members, key=lambda c: -c.weight))
        best = list(islice(members_held, _MOST_OFFERS))
        chosen = {c.key for c in best}
        offered += [point_of(c, "it could be a claim", cues) for c in members if c.key in chosen]
    return offered
