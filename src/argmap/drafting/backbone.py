"""The backbone of a draft: fifteen to twenty-five claims of a paper, each of which leads to one of its conclusions.

First come the conclusions (see `theses`), then what the paper says beside them in its abstract, introduction and
conclusion, then the main point of each section, then the reasons, evidence and objections that stand with these. What
is left of the paper's assertions is offered beside the draft.

A link is either *said*, by a word of the paper, or *placed*: it follows from where the sentence stands. Every placed
link is a guess, and the draft says so at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice

from argmap.checks.assertions import signs_of_assertion
from argmap.checks.prose import Paragraph
from argmap.drafting.candidates import Candidate, candidates_of, likeness
from argmap.drafting.cues import Cues
from argmap.drafting.relations import Kind, Said, said_links, split_at_reason
from argmap.drafting.theses import GUESSED, find_theses, without_announcement
from argmap.manuscript.document import Document, Mark

_MOST, _ENOUGH = 24, 18
_BESIDE, _GROUPS, _CHILDREN, _OBJECTIONS, _LIMITS = 6, 8, 2, 2, 2
_FEW = 3
_LEAST, _LEAST_BESIDE, _LEAST_EVIDENCE = 0.8, 2.0, 0.2
"""The least weight of a claim of the backbone that no word of the text joins to another."""
_LEAST_IN_SHORT = -1.5
"""The same in a text of so few sentences that all of them could be the backbone."""
_SAME, _RELATED = 0.7, 0.1
_MOST_OFFERS = 10
_ARGUING = ("finds", "judges", "demands", "because", "draws-inside", "objects")
_LIMITING = ("discussion", "limits", "conclusion")
_RUNNING = ("abstract", "introduction", "discussion", "conclusion")


@dataclass(frozen=True, slots=True)
class Link:
    """A premise that speaks for or against the claim that holds this link; `said` is the word of the text for it.

    `said` is empty where the link follows from the place alone; `why` tells of it in words either way.
    """

    premise: str
    kind: Kind
    why: str
    said: str = ""


@dataclass(slots=True)
class Point:
    """A drafted claim: its words, the words of the paper, why it was taken, and what it is joined to."""

    key: str
    text: str
    anchor: str
    section: str | None
    conclusion: bool = False
    marks: tuple[Mark, ...] = ()
    why: str = ""
    links: list[Link] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Backbone:
    """The claims of a draft, the conclusions first, and the sentences that are offered beside them.

    `left_out` counts the sentences that would have been taken, and that the paper as read does not hold. `argues` is
    false where no word shows that there is an argument at all.
    """

    claims: list[Point] = field(default_factory=list)
    offers: list[Point] = field(default_factory=list)
    left_out: int = 0
    argues: bool = True


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
    reasons = {link.premise for link in said if link.kind == "because"}
    theses = find_theses(candidates, cues, can_be_quoted, reasons)
    if not theses:
        return Backbone()
    picking = _Picking(candidates, said, theses, cues, can_be_quoted)
    picking.pick()
    if len(picking.picked) < 2:
        return Backbone()
    claims = _joined(picking)
    offers = _offers(picking, cues)
    return (
        Backbone(list(_with_halves(claims, cues, holds)), offers, len(lost), picking.argues) if claims else Backbone()
    )


class _Picking:
    """The candidates of a paper and which of them were picked, each with the reason for picking it."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        said: Sequence[Said],
        theses: dict[str, str],
        cues: Cues,
        can_be_quoted: Callable[[Candidate], bool],
    ) -> None:
        self.cues = cues
        self.can_be_quoted = can_be_quoted
        self.candidates = {candidate.key: candidate for candidate in candidates}
        self.theses = theses
        self.group_of = _grouping(candidates)
        self.picked: dict[str, str] = dict(theses)
        self.mains: dict[str, str] = {}
        self.said = [link for link in said if link.premise not in theses or link.claim in theses]
        drawn_from_thesis = {link.claim for link in said if link.premise in theses} - set(theses)
        self.refused = drawn_from_thesis
        self.replied = {link.claim for link in said if link.kind == "but"}
        self.speaks_for: dict[str, list[Said]] = {}
        for link in self.said:
            self.speaks_for.setdefault(link.claim, []).append(link)

    def pick(self) -> None:
        """Pick by what a reader would want to see first, until the draft is full."""
        self._take_said(list(self.theses))
        beside = [c for c in self.candidates.values() if c.part in _RUNNING]
        self._take(beside, "it stands where a paper says what it argues", _BESIDE, _LEAST_BESIDE)
        self._take_mains()
        self._take_said(list(self.picked))
        self._take_objections()
        self._take_evidence()
        if len(self.picked) < _ENOUGH:
            rest = [c for c in self.candidates.values() if self.group_of(c) in self.mains or c.part in _RUNNING]
            least = _LEAST_IN_SHORT if self._is_short else _LEAST
            self._take(rest, "it has the signs of a claim", _ENOUGH - len(self.picked), least)

    def _open(self, candidate: Candidate, *, alike: bool = False) -> bool:
        """Whether a candidate may still be picked: nothing that is picked says the same."""
        if candidate.key in self.picked or candidate.key in self.refused or candidate.about_text:
            return False
        if len(self.picked) >= _MOST:
            return False
        return alike or not self.is_said(candidate)

    def is_said(self, candidate: Candidate) -> bool:
        """Whether something that is picked says the same, as abstract and conclusion do."""
        return any(likeness(candidate.stems, self.candidates[key].stems) >= _SAME for key in self.picked)

    def _take(self, candidates: Iterable[Candidate], why: str, most: int, least: float) -> list[Candidate]:
        """The weightiest of some candidates, as many as wanted and no lighter than `least`."""
        taken: list[Candidate] = []
        for candidate in sorted(candidates, key=lambda c: -c.weight):
            if len(taken) == most or candidate.weight < least:
                break
            if self._open(candidate) and self.can_be_quoted(candidate):
                self.picked[candidate.key] = why
                taken.append(candidate)
        return taken

    def _take_mains(self) -> None:
        groups: dict[str, list[Candidate]] = {}
        for candidate in self.candidates.values():
            if candidate.part in ("body", "discussion") or self._is_short:
                groups.setdefault(self.group_of(candidate), []).append(candidate)
        best = {}
        for name, members in groups.items():
            open_ones = [c for c in members if self._open(c) and c.weight >= _LEAST]
            open_ones.sort(key=lambda c: -c.weight - 0.5 * bool(self.speaks_for.get(c.key)))
            if found := next(filter(self.can_be_quoted, open_ones), None):
                best[name] = found
        for name in sorted(best, key=lambda name: -best[name].weight)[:_GROUPS]:
            if self._open(best[name]):
                self.picked[best[name].key] = "it looks like the main point of its section"
                self.mains[name] = best[name].key

    @property
    def argues(self) -> bool:
        """Whether anything in it shows an argument: a letter or a minute has sentences too, and none of that."""
        picked = [self.candidates[key] for key in self.picked]
        told = any(why != GUESSED for why in self.theses.values()) or any(c.line.marks for c in picked)
        joined = any(link.premise in self.picked and link.claim in self.picked for link in self.said)
        return told or joined or any(self.cues.find(name, c.text) for c in picked for name in _ARGUING)

    @property
    def _is_short(self) -> bool:
        return len(self.candidates) <= _MOST

    def _take_said(self, claims: Sequence[str]) -> None:
        """What a word of the text joins to a picked claim."""
        for key in claims:
            for link in self.speaks_for.get(key, ())[:_CHILDREN]:
                premise = self.candidates[link.premise]
                if self._open(premise, alike=True) and self.can_be_quoted(premise):
                    self.picked[premise.key] = f"the text joins it to another claim (“{link.cue}”)"

    def _take_objections(self) -> None:
        replies = {link.claim: link.premise for link in self.said if link.kind == "but"}
        # what is only granted ("of course") is an objection where the text then turns against it
        told = [c for c in self.candidates.values() if self.cues.opening("objects", c.text) and c.weight > 1]
        against = [*told, *(self.candidates[key] for key in self.replied if key in self.candidates)]
        for candidate in self._take(against, "it tells of an objection", _OBJECTIONS, -1):
            reply = self.candidates.get(replies.get(candidate.key, ""))
            if reply and self._open(reply, alike=True) and self.can_be_quoted(reply):
                self.picked[reply.key] = "it replies to an objection"
        limits = [c for c in self.candidates.values() if self.cues.find("limits", c.text) and c.part in _LIMITING]
        self._take(limits, "it tells of a limit of the paper", _LIMITS, -1)

    def _take_evidence(self) -> None:
        """Under the main point of each section, a sentence beside it that cites or counts."""
        for main in list(self.mains.values()):
            here = self.candidates[main]
            near = [
                c
                for c in self.candidates.values()
                if c.chapter == here.chapter
                and abs(c.block - here.block) <= 1
                and c.key != main
                and (c.line.marks or (_counts(c.text, self.cues.tongue) and likeness(c.stems, here.stems) > _RELATED))
            ]
            near.sort(key=lambda c: (c.block != here.block, -c.weight))
            self._take(near[:3], "it cites or counts for the point beside it", 1, _LEAST_EVIDENCE)

    def link_of(self, candidate: Candidate, parents: dict[str, str]) -> tuple[str, Link]:
        """The claim that a picked candidate is joined to, and how."""
        for claim, link in self._links_of(candidate):
            if not _leads_to(claim, candidate.key, parents):
                return claim, link
        raise AssertionError("a conclusion leads to no other claim")

    def _links_of(self, candidate: Candidate) -> Iterator[tuple[str, Link]]:
        key = candidate.key
        for said in self.said:
            if said.premise == key and said.claim in self.picked:
                yield said.claim, Link(key, said.kind, f"the text says “{said.cue}”", said.cue)
        kind, what = self._stance(candidate)
        same = [self.candidates[k] for k in self.picked if self.candidates[k].block == candidate.block and k != key]
        if candidate.part in ("abstract", "conclusion") and not self._is_short:
            same = []
        for other in sorted(same, key=lambda c: (c.key not in self.theses, -c.weight)):
            if other.key in self.theses or other.weight > candidate.weight:
                yield other.key, Link(key, kind, f"{what}it stands in the same paragraph")
        main = self.mains.get(self.group_of(candidate), key)
        if main != key:
            yield main, Link(key, kind, f"{what}it stands in the same section")
        # the first thesis is the likeliest: another must be clearly nearer in its words
        first = next(iter(self.theses))
        near = {t: likeness(self.candidates[t].stems, candidate.stems) + 0.1 * (t == first) for t in self.theses}
        by_likeness = sorted(near, key=lambda t: -near[t])
        place = (
            "its section is part of the paper's case"
            if candidate.part == "body"
            else f"it stands in the {candidate.part}"
        )
        for thesis in by_likeness:
            yield thesis, Link(key, kind, f"{what}{place}")

    def _objects(self, candidate: Candidate) -> bool:
        """Whether it tells of an objection: what others say against the paper, or what the paper grants them."""
        if candidate.key in self.replied:
            return True
        text = candidate.text
        against = self.cues.opening("objects", text) or self.cues.opening("concedes", text)
        # "Critics say that it costs, but it pays" replies to itself; "certainly, this shows" concedes nothing
        return bool(against) and not self.cues.find("turns", text) and not self.cues.find("finds", text)

    def _stance(self, candidate: Candidate) -> tuple[Kind, str]:
        if self._objects(candidate):
            return "but", "it tells of an objection, and "
        if self.cues.find("limits", candidate.text) and candidate.part in _LIMITING:
            return "but", "it tells of a limit, and "
        return "because", ""


def _counts(text: str, tongue: str) -> bool:
    return not {"number", "date"}.isdisjoint(signs_of_assertion(text, tongue))


def _leads_to(claim: str, key: str, parents: dict[str, str]) -> bool:
    """Whether one comes from `claim` upwards to `key`."""
    at: str | None = claim
    while at is not None:
        if at == key:
            return True
        at = parents.get(at)
    return False


def _grouping(candidates: Sequence[Candidate]) -> Callable[[Candidate], str]:
    """What counts as a section: sections where there are a few of them, else chapters, else each paragraph."""
    body = [c for c in candidates if c.part in ("body", "discussion")]
    sections = {c.section for c in body if c.section}
    chapters = {c.chapter for c in body if c.chapter}
    if _FEW <= len(sections) <= 2 * _GROUPS or len(chapters) < _FEW:
        return lambda c: (c.section if len(sections) >= _FEW else None) or f"block {c.block}"
    return lambda c: c.chapter or f"block {c.block}"


def _joined(picking: _Picking) -> list[Point]:
    """The picked claims, joined: conclusions first, then in the order of the text."""
    cues = picking.cues
    points: dict[str, Point] = {}
    for key, why in picking.picked.items():
        candidate = picking.candidates[key]
        points[key] = _point(candidate, why, cues, conclusion=key in picking.theses)
    parents: dict[str, str] = {}
    chosen = {}
    rest = [key for key in points if key not in picking.theses]
    for link in picking.said:
        free = link.premise in rest and link.premise not in parents and link.claim in points
        if free and not _leads_to(link.claim, link.premise, parents):
            parents[link.premise] = link.claim
            chosen[link.premise] = Link(link.premise, link.kind, f"the text says “{link.cue}”", link.cue)
    for key in sorted(rest, key=lambda key: -picking.candidates[key].weight):
        if key not in parents:
            parents[key], chosen[key] = picking.link_of(picking.candidates[key], parents)
    for key in rest:
        points[parents[key]].links.append(chosen[key])
    claims = _with_reasons(list(points.values()))
    order = {key: number for number, key in enumerate(picking.candidates)}
    ranks = {key: number for number, key in enumerate(picking.theses)}
    claims.sort(key=lambda p: (not p.conclusion, ranks.get(p.key, 0) if p.conclusion else order[p.key]))
    return claims


def _with_reasons(claims: list[Point]) -> list[Point]:
    """Conclusions without a reason become reasons of the first: nobody can judge a bare conclusion."""
    first, *others = [claim for claim in claims if claim.conclusion]
    bare = [claim for claim in others if not _has_reason(claim)]
    if not bare and not _has_reason(first):
        bare = others[:1]
    for claim in bare:
        claim.conclusion = False
        first.links.append(Link(claim.key, "because", "it states a thesis as well, with no reason of its own"))
    return claims if _has_reason(first) else []


def _has_reason(claim: Point) -> bool:
    return any(link.kind == "because" for link in claim.links)


def _point(candidate: Candidate, why: str, cues: Cues, *, conclusion: bool = False) -> Point:
    text = candidate.text
    for name in ("draws", "turns", "adds", "counts") if not conclusion else ():
        text = _without_opening(text, name, cues)
    if conclusion:
        text = without_announcement(text, cues)
    return Point(
        candidate.key,
        _sentence(text),
        candidate.line.sentence.text,
        candidate.section,
        conclusion,
        candidate.line.marks,
        why,
    )


def _without_opening(text: str, name: str, cues: Cues) -> str:
    """The sentence without a word that only joins it to the one before ("However, "): it must be set off by a comma."""
    opening = cues.opening(name, text)
    at = text.find(opening) + len(opening)
    return text[at:].lstrip(" ,") if opening and text[at : at + 1] == "," else text


def _with_halves(claims: Sequence[Point], cues: Cues, holds: Callable[[str], bool]) -> Iterator[Point]:
    """Claims whose sentence gives its own reason, in two, while the draft has room."""
    room = _MOST + 1 - len(claims)
    for claim in claims:
        split = None if claim.conclusion or not room else split_at_reason(claim.anchor, cues)
        if split is None or not (holds(split.claim) and holds(split.reason)):
            yield claim
            continue
        room -= 1
        # a mark whose words are not in the first half stands behind the second
        cited = tuple(mark for mark in claim.marks if " ".join(mark.text.split()) in split.claim)
        reason = replace(
            claim,
            key=f"{claim.key}/why",
            text=_sentence(split.reason),
            anchor=split.reason,
            links=[],
            marks=tuple(mark for mark in claim.marks if mark not in cited),
            why=f"the text gives it as a reason (“{split.cue}”)",
        )
        link = Link(reason.key, "because", f"the text says “{split.cue}”", split.cue)
        links = [link, *claim.links]
        whole = replace(claim, anchor=split.claim, text=_sentence(split.claim), links=links, marks=cited)
        yield from (whole, reason)


def _offers(picking: _Picking, cues: Cues) -> list[Point]:
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
        offered += [_point(c, "it could be a claim", cues) for c in members if c.key in chosen]
    return offered


def _sentence(text: str) -> str:
    """The words as a sentence of their own: a capital first, a stop last."""
    text = " ".join(text.split()).strip(" ,;:")
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "”", '"')) else f"{text}."
