"""The lines of a map: those of each step that is shown, and counted ones between the sections of an overview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from argmap.argument.model import Argument, Step
from argmap.evaluation.runs import STANDING
from argmap.ground.text import plural
from argmap.ground.unseen import on_one_line
from argmap.maps.cards import FALLEN, is_objection, label_of, step_card
from argmap.maps.view import Card, Joint, Link

if TYPE_CHECKING:
    from argmap.evaluation import Evaluation


def step_lines(
    argument: Argument, evaluation: Evaluation, full: set[str], there: set[str], questions: bool | None
) -> tuple[tuple[Joint, ...], tuple[Link, ...], tuple[Card, ...]]:
    """The lines of every step that is shown, with a joint where more than one line meets, and what is said there.

    A claim that says another one in other words has a line to it as well.

    `questions` says whether all critical questions are shown; with None nothing is said at the joints.
    """
    joints: list[Joint] = []
    links: list[Link] = []
    said: list[Card] = []
    for step in argument.steps_at(full):
        premises = [premise for premise in dict.fromkeys(step.premises) if premise in there]
        undercutters = [claim for claim in dict.fromkeys(step.unless) if claim in there]
        inner = {step.claim, *premises, *undercutters} & full
        if step.claim not in there or not inner or not (premises or undercutters):
            continue
        if step.claim not in full and not (set(premises) | set(undercutters)) & full:
            continue
        warrant = [step.warrant_claim] if step.warrant_claim and step.warrant_claim in there else []
        warrant = [claim for claim in warrant if claim not in premises]
        answers = [claim for claim in dict.fromkeys(step.answers.values()) if claim in there]
        answers = [claim for claim in answers if claim not in (*premises, *warrant, *undercutters, step.claim)]
        how = step_card(step, argument, evaluation, questions) if questions is not None else None
        kind = _kind(argument, step)
        fallen = {p for p in step.premises if evaluation.shown(p)[0] in FALLEN}
        # a step that is undercut carries nothing, whether or not its undercutter has a place on this map
        undercut = any(label_of(evaluation, claim) in STANDING for claim in step.unless)
        whole_kind = "missing" if kind == "supports" and (fallen or undercut) else kind
        word = kind if kind != "supports" else ""
        if len(step.premises) == 1 and premises and not (undercutters or warrant or answers or how):
            links.append(Link(premises[0], step.claim, whole_kind, _step_name(step, kind), word))
            continue
        joints.append(Joint(step.id, whole_kind, _step_name(step, kind), len(step.premises) > 1))
        links.append(Link(step.id, step.claim, whole_kind, _step_name(step, kind), word))
        for premise in premises:
            part = "missing" if kind == "supports" and premise in fallen else kind
            links.append(Link(premise, step.id, part, f"{premise} is a premise of {step.id}", ended=False))
        if how:
            said.append(how)
            links.append(Link(how.id, step.id, "warrants", f"how {step.id} goes", ended=False))
        links += [Link(c, step.id, "warrants", f"{c} is the warrant of {step.id}", "warrant", False) for c in warrant]
        links += [Link(c, step.id, "answers", _answer_name(step, c), "answers", False) for c in answers]
        links += [Link(c, step.id, "undercuts", f"{c} undercuts {step.id}", "undercuts") for c in undercutters]
    links += [
        Link(claim.id, other, "restates", f"{claim.id} restates {other}", "restates", ended=False)
        for claim in argument.in_order(there)
        for other in claim.restates
        if other in there and (claim.id in full or other in full)
    ]
    return tuple(joints), _words_once(links), tuple(said)


def _answer_name(step: Step, claim: str) -> str:
    numbers = " and ".join(str(number) for number, answer in sorted(step.answers.items()) if answer == claim)
    return f"{claim} answers critical question {numbers} of {step.id}"


def _words_once(links: Sequence[Link]) -> tuple[Link, ...]:
    """Where several lines of a kind leave one card, only the first bears the word."""
    said: set[tuple[str, str]] = set()
    kept = []
    for link in links:
        kept.append(replace(link, word="") if (link.source, link.word) in said else link)
        said.add((link.source, link.word))
    return tuple(kept)


def _kind(argument: Argument, step: Step) -> str:
    if step.kind == "reason":
        return "supports"
    return "rebuts" if is_objection(argument, step.claim) else "attacks"


def _step_name(step: Step, kind: str) -> str:
    """The step in words, for the blind and for the pointer that rests on it."""
    said = f"{' and '.join(step.premises)} {kind if len(step.premises) == 1 else kind[:-1]} {step.claim}"
    scheme = f" ({step.scheme})" if step.scheme else ""
    since = step.warrant or step.warrant_claim
    warrant = f", since: {since}" if since else ""
    unless = f", unless {' or '.join(step.unless)}" if step.unless else ""
    return on_one_line(said + scheme + warrant + unless)


def section_lines(
    argument: Argument, home: Mapping[str, str], cards: Mapping[str, Card], conclusions: set[str]
) -> tuple[tuple[Link, ...], int]:
    """Counted links between sections and to the conclusions; the strongest of each section, and how many are left."""

    def place(claim: str) -> str:
        return claim if claim in conclusions else f"section/{home.get(claim, '')}"

    counted: Counter[tuple[str, str, str]] = Counter()
    for step in argument.steps():
        for source in dict.fromkeys(map(place, step.premises)):
            kind = "supports" if step.kind == "reason" else "attacks"
            counted[source, place(step.claim), kind] += 1
        for source in dict.fromkeys(map(place, step.unless)):
            counted[source, place(step.claim), "attacks"] += 1
    between = {key: n for key, n in counted.items() if key[0] != key[1] and key[0] in cards and key[1] in cards}
    chosen = [key for card in cards for key in _strongest_links(card, between, conclusions)]
    links = tuple(
        Link(
            source,
            target,
            kind,
            f"{plural(number, 'step')} from {cards[source].text} to {cards[target].text}: {kind}",
            str(number) if number > 1 else "",
            strength=number,
        )
        for source, target, kind in chosen
        for number in (between[source, target, kind],)
    )
    return links, len(between) - len(chosen)


def _strongest_links(
    card: str, between: Mapping[tuple[str, str, str], int], conclusions: set[str]
) -> list[tuple[str, str, str]]:
    """The links from one card that an overview draws: its strongest, what nearly equals it, and all to a conclusion."""
    leaving = sorted((key for key in between if key[0] == card), key=lambda key: (-between[key], key[2] == "attacks"))
    others = [key for key in leaving if key[1] not in conclusions]
    near = [key for key in others[1:] if between[key] >= max(3, 0.75 * between[others[0]])]
    return [key for key in leaving if key[1] in conclusions or key in others[:1] or key in near]
