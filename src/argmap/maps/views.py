"""Which claims and links a map shows: the overview, one section, a neighbourhood, a path, the unsupported, or all.

No drawing holds more than about 150 boxes, since nobody reads one that does: what hangs least is folded away first,
each card says what it lacks, and the view's notes say how much was left out. All functions are pure; `names` gives
works cited their short names ("Davutoğlu 2008"), else their keys are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from argmap.argument.model import Argument, Section, Step
from argmap.evaluation.leaf_words import changed_meanings
from argmap.ground.text import plural
from argmap.ground.unseen import on_one_line
from argmap.maps.cards import (
    FALLEN,
    claim_card,
    outside_card,
    section_card,
)
from argmap.maps.lines import section_lines, step_lines
from argmap.maps.view import Card, Group, Row, View

if TYPE_CHECKING:
    from argmap.evaluation import Evaluation


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a map shows, where a person wants it otherwise.

    `depth` is the most steps from what the map is about, `whole` lifts the limit to what can be read on one drawing,
    `questions` shows the open critical questions of schemes in full.
    """

    depth: int | None = None
    whole: bool = False
    questions: bool = False

    def most(self, limit: int) -> int:
        """The limit, unless it is lifted."""
        return 10**9 if self.whole else limit


_AS_USUAL = Extent()
WHOLE_LIMIT = 40
MOST_BOXES = 150
MOST_CLAIMS = 110
MOST_NEIGHBOURS = 60
MOST_FALLEN = 60


def overview(
    argument: Argument, evaluation: Evaluation, names: Mapping[str, str] | None = None, most: int = WHOLE_LIMIT
) -> View:
    """Sections as cards with counts by label, the strongest links between them, and the conclusion itself.

    A large argument of one section, such as a debate, has none to stand for its claims: of these the nearest to the
    conclusion are shown then, in whole rings as long as they are no more than `most`.
    """
    conclusions = argument.conclusions
    home = {claim: section.id for section in argument.sections for claim in section.claims}
    shown = [section for section in argument.sections if set(section.claims) - set(conclusions)]
    if len(shown) == 1 and conclusions and len(argument.claims) > most:
        return _first_rings(argument, evaluation, names or {}, most)
    folded = shown[MOST_CLAIMS:]
    shown = shown[:MOST_CLAIMS]
    cards: list[Card] = [claim_card(argument, evaluation, argument.claims[c], names or {}) for c in conclusions]
    cards += [
        section_card(evaluation, s, tuple(argument.claims[c] for c in s.claims if c not in conclusions)) for s in shown
    ]
    links, weaker = section_lines(argument, home, {card.id: card for card in cards}, set(conclusions))
    notes = [f"{_many(weaker, 'weaker link')} between sections {_are(weaker)} not drawn."] if weaker else []
    if folded:
        notes.append(f"{_many(len(folded), 'further section')} {_are(len(folded))} not drawn.")
    return View(
        name="overview",
        title="Overview of the argument",
        description=f"{_many(len(argument.claims), 'claim')} in {_many(len(argument.sections), 'section')}. "
        "Each line counts the steps that lead from one section to another.",
        cards=tuple(cards),
        meanings=changed_meanings(evaluation.options),
        links=links,
        notes=tuple(notes),
    )


def _first_rings(argument: Argument, evaluation: Evaluation, names: Mapping[str, str], most: int) -> View:
    """The conclusions with what bears on them, for or against, ring by ring."""
    distance = dict.fromkeys(argument.conclusions, 0)
    edge, rings = list(distance), 0
    while edge and len(distance) < most:
        claims = [argument.claims[claim] for claim in edge]
        steps = [step for claim in claims for step in (*claim.reasons, *claim.objections)]
        edge = [part for part in dict.fromkeys(part for step in steps for part in _parts(step)) if part not in distance]
        if rings and len(distance) + len(edge) > most:
            break
        rings += bool(edge)
        distance |= dict.fromkeys(edge, rings)
    kept = _nearest(distance, evaluation, most)
    near = f"at most {_many(rings, 'step')} away" if len(kept) == len(distance) else "directly"
    number = f"{len(kept)} of {_many(len(argument.claims), 'claim')}"
    return _assemble(
        argument,
        evaluation,
        names,
        name="overview",
        title="Overview of the argument",
        description=f"The conclusion and what bears on it {near}: {number}.",
        drawn=_in_order(argument, kept),
    )


def section_map(
    argument: Argument,
    evaluation: Evaluation,
    section: str,
    names: Mapping[str, str] | None = None,
    extent: Extent = _AS_USUAL,
) -> View:
    """The claims of one section with the links among them, and small cards for what they touch elsewhere.

    Raises KeyError for a section that does not exist.
    """
    chosen = _section(argument, section)
    inside = _most_loaded(chosen.claims, evaluation, extent.most(MOST_CLAIMS))
    own = frozenset(chosen.claims)
    # a warrant from elsewhere serves many steps and would cross the whole map; the joint's own words name it
    touched = dict.fromkeys(
        other for claim in inside for other in _neighbours(argument, claim, warrants=False) if other not in own
    )
    room = max(0, MOST_BOXES - 20 - len(inside))
    outside = _most_loaded(tuple(touched), evaluation, extent.most(min(room, 40)))
    notes = [*_left_out(len(chosen.claims) - len(inside), "claim of this section", "those on which least hangs")]
    notes += _left_out(len(touched) - len(outside), "claim of other sections", "those on which least hangs")
    return _assemble(
        argument,
        evaluation,
        names or {},
        extent,
        name=f"section-{chosen.id}",
        title=chosen.title,
        description=f"{_many(len(inside), 'claim')} of this section. Small cards belong to other sections.",
        drawn=inside,
        outside=outside,
        notes=notes,
    )


def neighbourhood(
    argument: Argument,
    evaluation: Evaluation,
    claim: str,
    radius: int = 2,
    names: Mapping[str, str] | None = None,
    extent: Extent = _AS_USUAL,
) -> View:
    """A claim with all that stands at most `radius` steps from it, for or against. KeyError for an unknown claim."""
    centre = argument.claims[claim]
    distance = _distances(argument, claim, radius)
    kept = _nearest(distance, evaluation, extent.most(MOST_NEIGHBOURS))
    notes = _left_out(len(distance) - len(kept), "claim", "the farthest, on which least hangs")
    return _assemble(
        argument,
        evaluation,
        names or {},
        extent,
        name=f"claim-{centre.id}",
        title=f"Around {centre.id}",
        description=f"What stands at most {_many(radius, 'step')} from this claim.",
        drawn=_in_order(argument, kept),
        notes=notes,
        focus=claim,
    )


def path_to_conclusion(
    argument: Argument,
    evaluation: Evaluation,
    claim: str | None = None,
    names: Mapping[str, str] | None = None,
    extent: Extent = _AS_USUAL,
) -> View:
    """What bears on the conclusion; with `claim`, only the ways from that claim to the conclusion.

    Objections to what is drawn are drawn too, without their own reasons. KeyError for an unknown claim.
    """
    depth = _depths(argument, argument.conclusions)
    if claim is None:
        found, title = set(depth), "What bears on the conclusion"
        description = "Every reason under the conclusion, nearest first, and the objections to them."
    else:
        found = ({argument.claims[claim].id} | _above(argument, claim)) & ({claim} | set(depth))
        title = f"From {claim} to the conclusion"
        description = "Every way on which this claim bears on the conclusion."
    against = {
        premise
        for step in argument.steps()
        if step.claim in found
        for premise in (*(step.premises if step.kind == "objection" else ()), *step.unless, *step.answers.values())
        if premise in argument.claims
    } - found
    distance = {c: depth.get(c, 0) for c in found}
    distance |= {c: 1 + max((depth.get(s.claim, 0) for s in _attacked(argument, c)), default=0) for c in against}
    kept = _nearest(distance, evaluation, extent.most(MOST_NEIGHBOURS))
    notes = _left_out(len(distance) - len(kept), "claim", "the farthest from the conclusion, on which least hangs")
    if not argument.conclusions:
        notes.append("This argument names no conclusion.")
    elif claim is not None and claim not in depth and claim not in argument.conclusions:
        notes.append("This claim reaches no conclusion.")
    return _assemble(
        argument,
        evaluation,
        names or {},
        extent,
        name="path" if claim is None else f"path-{claim}",
        title=title,
        description=description,
        drawn=_in_order(argument, kept),
        notes=notes,
        focus=claim or "",
    )


def at_first_sight(argument: Argument, evaluation: Evaluation, claim: str, most: int) -> View:
    """A claim with reasons for it and objections to it, in whole steps and no more than `most` claims.

    What stands comes first; of objections one comes before further reasons.
    """
    conclusion = argument.claims[claim]

    def falls(step: Step) -> bool:
        return any(evaluation.shown(premise)[0] in FALLEN for premise in step.premises)

    reasons, objections = sorted(conclusion.reasons, key=falls), sorted(conclusion.objections, key=falls)
    kept = {claim}
    left = 0
    for step in (*reasons[:1], *objections[:1], *reasons[1:], *objections[1:]):
        if len(kept.union(step.premises)) <= most:
            kept.update(step.premises)
        else:
            left += 1
    return _assemble(
        argument,
        evaluation,
        {},
        name="picture",
        title="The conclusion and what bears on it most directly",
        description="",
        drawn=_in_order(argument, kept),
        notes=[f"{plural(left, 'further reason or objection is', 'further reasons and objections are')} not drawn."]
        if left
        else [],
        focus=claim,
    )


def unsupported_only(
    argument: Argument,
    evaluation: Evaluation,
    names: Mapping[str, str] | None = None,
    extent: Extent = _AS_USUAL,
) -> View:
    """The claims that do not stand, with what hangs on each of them directly. Open questions are not counted."""
    claims = argument.claims.values()
    fallen = [c.id for c in claims if evaluation.shown(c.id)[0] in FALLEN and c.kind != "question"]
    kept = set(_most_loaded(fallen, evaluation, extent.most(MOST_FALLEN)))
    hanging = {step.claim for claim in kept for step in argument.used_in.get(claim, ())} - kept
    notes = _left_out(len(fallen) - len(kept), "claim that does not stand", "those on which least hangs")
    if not fallen:
        notes.append("Every claim stands.")
    return _assemble(
        argument,
        evaluation,
        names or {},
        extent,
        name="unsupported",
        title="What does not stand",
        description=f"{_many(len(fallen), 'claim')} without a reason that stands. Small cards are what hangs on them.",
        drawn=_in_order(argument, kept),
        outside=_most_loaded(tuple(hanging), evaluation, extent.most(MOST_FALLEN)),
        notes=notes,
    )


def whole_map(
    argument: Argument,
    evaluation: Evaluation,
    names: Mapping[str, str] | None = None,
    extent: Extent = _AS_USUAL,
) -> View:
    """Every claim. Above `MOST_CLAIMS` claims the overview instead, with a note that says so."""
    if len(argument.claims) > MOST_CLAIMS and not extent.whole:
        folded = overview(argument, evaluation, names)
        note = f"{len(argument.claims)} claims are too many for one readable drawing, so sections stand for them."
        return replace(folded, name="all", notes=(note, *folded.notes))
    return _assemble(
        argument,
        evaluation,
        names or {},
        extent,
        name="all",
        title="The whole argument",
        description=f"All {_many(len(argument.claims), 'claim')}.",
        drawn=tuple(argument.claims),
        by_section=True,
        # frames around sections force the cards of a large map far apart
        framed=len(argument.claims) <= WHOLE_LIMIT,
    )


def default_view(argument: Argument) -> str:
    """Which view serves best when nobody asks for one: ``all`` up to `WHOLE_LIMIT` claims, else ``overview``."""
    return "all" if len(argument.claims) <= WHOLE_LIMIT else "overview"


def all_views(argument: Argument, evaluation: Evaluation, names: Mapping[str, str] | None = None) -> tuple[View, ...]:
    """The maps of a report: overview, the whole where it is small, path, unsupported, sections; none of them empty."""
    whole = (whole_map(argument, evaluation, names),) if default_view(argument) == "all" else ()
    views = (
        overview(argument, evaluation, names),
        *whole,
        path_to_conclusion(argument, evaluation, names=names),
        unsupported_only(argument, evaluation, names),
        *(section_map(argument, evaluation, section.id, names) for section in argument.sections if section.claims),
    )
    return tuple(view for view in views if view.cards)


def _assemble(
    argument: Argument,
    evaluation: Evaluation,
    names: Mapping[str, str],
    extent: Extent = _AS_USUAL,
    *,
    name: str,
    title: str,
    description: str,
    drawn: Sequence[str],
    outside: Sequence[str] = (),
    by_section: bool = False,
    framed: bool = False,
    notes: Sequence[str] = (),
    focus: str = "",
) -> View:
    """Cards for `drawn` and `outside`, and every step whose ends are both there (not between two outside cards)."""
    full = set(drawn)
    if extent.depth is not None:
        full = _near(argument, full, focus, extent.depth)
        notes = [*notes, *_left_out(len(drawn) - len(full), "claim", f"more than {_many(extent.depth, 'step')} away")]
    there = full | set(outside)
    # with more claims than boxes nothing is said at the joints, which need not be looked at first
    questions = extent.questions if len(there) <= extent.most(MOST_BOXES) else None
    joints, links, steps = step_lines(argument, evaluation, full, there, questions)
    if questions is not None and len(there) + len(joints) + len(steps) > extent.most(MOST_BOXES):
        joints, links, steps = step_lines(argument, evaluation, full, there, None)
    hinges = {claim for claims in evaluation.single_points.values() for claim in claims}
    cards = []
    for claim in argument.in_order(there):
        if claim.id in full:
            further = (*_hinge(claim.id in hinges), *_missing_steps(argument, claim.id, there))
            cards.append(claim_card(argument, evaluation, claim, names, further))
        else:
            home = argument.section_of.get(claim.id)
            cards.append(outside_card(argument, evaluation, claim, home.title if home else ""))
    parts = tuple(
        Group(section.id, on_one_line(section.title), members)
        for section in argument.sections
        if by_section and (members := tuple(claim for claim in section.claims if claim in there))
    )
    part_of = {member: part.id for part in parts for member in part.members}
    said: dict[str, list[str]] = {}
    for how in steps:
        said.setdefault(part_of.get(how.target, ""), []).append(how.id)
    parts = tuple(replace(part, members=(*part.members, *said.get(part.id, ()))) for part in parts)
    return View(
        name=name,
        title=on_one_line(title),
        description=on_one_line(description),
        cards=(*cards, *steps),
        meanings=changed_meanings(evaluation.options),
        joints=joints,
        links=links,
        # the frame of the only section would say again what the heading says, and keep the cards from their order
        groups=parts if framed and len(parts) > 1 else (),
        parts=parts if len(parts) > 1 else (),
        notes=tuple(map(on_one_line, notes)),
        focus=focus,
    )


def _near(argument: Argument, claims: set[str], focus: str, depth: int) -> set[str]:
    """The claims at most `depth` steps from the focus, or without one from those that lead to no other of them."""
    leading = {part for step in argument.steps() if step.claim in claims for part in _parts(step) if part != step.claim}
    edge = [focus] if focus else [claim for claim in claims if claim not in leading]
    near = set(edge)
    for _ in range(depth):
        edge = [other for claim in edge for other in _neighbours(argument, claim) if other in claims - near]
        near |= set(edge)
    return near


def _parts(step: Step) -> tuple[str, ...]:
    """All that may lead into a step: premises, what undercuts it, its warrant's claim."""
    return (*step.premises, *step.unless, *filter(None, (step.warrant_claim,)))


def _hinge(single: bool) -> tuple[Row, ...]:
    return (Row("the conclusion falls without this", "conclusion"),) if single else ()


def _missing_steps(argument: Argument, claim: str, there: set[str]) -> tuple[Row, ...]:
    """Says on the card how many of its reasons and objections this map does not show."""
    reasons = sum(not set(step.premises) & there for step in argument.claims[claim].reasons)
    objections = sum(not set(step.premises) & there for step in argument.claims[claim].objections)
    parts = [
        *((_many(reasons, "reason"),) if reasons else ()),
        *((_many(objections, "objection"),) if objections else ()),
    ]
    return (Row(f"+ {' and '.join(parts)} not on this map"),) if parts else ()


def _neighbours(argument: Argument, claim: str, warrants: bool = True) -> Iterable[str]:
    """The claims one step away, whichever way the step points, and those that say the same in other words.

    `warrants` says whether the warrants of its own steps count.
    """
    own = argument.claims[claim]
    yield from own.restates
    yield from argument.restated_by.get(claim, ())
    for step in (*own.reasons, *own.objections):
        yield from step.premises
        yield from step.unless
        if warrants and step.warrant_claim:
            yield step.warrant_claim
        yield from (answer for answer in step.answers.values() if answer in argument.claims)
    for step in (*argument.used_in.get(claim, ()), *argument.undercuts.get(claim, ())):
        yield step.claim
        yield from (undercutter for undercutter in step.unless if undercutter != claim)


def _distances(argument: Argument, claim: str, radius: int) -> dict[str, int]:
    """Steps from `claim` to each claim within `radius`."""
    distance = {claim: 0}
    edge = [claim]
    for steps in range(1, radius + 1):
        edge = [o for o in dict.fromkeys(n for c in edge for n in _neighbours(argument, c)) if o not in distance]
        distance |= dict.fromkeys(edge, steps)
    return distance


def _depths(argument: Argument, roots: Iterable[str]) -> dict[str, int]:
    """For each claim under `roots` through reasons, the least number of steps to one of them."""
    depth = dict.fromkeys(roots, 0)
    edge = list(depth)
    while edge:
        below = dict.fromkeys(
            premise
            for claim in edge
            for step in argument.claims[claim].reasons
            for premise in (*step.premises, *filter(None, (step.warrant_claim,)))
        )
        steps = depth[edge[0]] + 1
        edge = [claim for claim in below if claim not in depth]
        depth |= dict.fromkeys(edge, steps)
    return depth


def _above(argument: Argument, claim: str) -> set[str]:
    """Every claim that `claim` bears on, directly or through others."""
    seen: set[str] = set()
    edge = [claim]
    while edge:
        steps = [s for c in edge for s in (*argument.used_in.get(c, ()), *argument.undercuts.get(c, ()))]
        edge = [c for c in dict.fromkeys(step.claim for step in steps) if c not in seen]
        seen |= set(edge)
    return seen


def _attacked(argument: Argument, claim: str) -> tuple[Step, ...]:
    used = argument.used_in.get(claim, ())
    return (*(step for step in used if step.kind == "objection"), *argument.undercuts.get(claim, ()))


def _nearest(distance: Mapping[str, int], evaluation: Evaluation, most: int) -> set[str]:
    """The `most` nearest claims; among equals those on which most hangs."""
    ranked = sorted(distance, key=lambda claim: (distance[claim], -evaluation.load.get(claim, 0), claim))
    return set(ranked[:most])


def _most_loaded(claims: Sequence[str], evaluation: Evaluation, most: int) -> tuple[str, ...]:
    """At most `most` of the claims, those on which most hangs, in their own order."""
    kept = set(sorted(claims, key=lambda claim: (-evaluation.load.get(claim, 0), claim))[:most])
    return tuple(claim for claim in claims if claim in kept)


def _in_order(argument: Argument, claims: set[str]) -> tuple[str, ...]:
    return tuple(claim.id for claim in argument.in_order(claims))


def _section(argument: Argument, section: str) -> Section:
    for candidate in argument.sections:
        if candidate.id == section:
            return candidate
    raise KeyError(section)


def _left_out(number: int, what: str, which: str) -> list[str]:
    return [f"{_many(number, what)} {_are(number)} not drawn: {which}."] if number > 0 else []


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _many(number: int, noun: str) -> str:
    """`3 claims`, `1 claim of this section`: the first word takes the plural."""
    first, _, rest = noun.partition(" ") if not noun.startswith(("weaker", "further")) else (noun, "", "")
    many = first if number == 1 else f"{first}s"
    return f"{number} {many} {rest}".rstrip()
