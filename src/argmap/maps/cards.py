"""What stands on the card of a claim or a section: status, sentence, and rows for evidence and citations.

Evidence and citations are rows and not boxes of their own: thirty-four items become fourteen cards, and the eye
follows reasons instead of footnotes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from argmap.argument.model import Argument, Citation, Claim, Evidence, Section, Step
from argmap.argument.schemes import find_scheme
from argmap.evaluation.questions import answered_questions
from argmap.evaluation.runs import SHOWN_LABELS
from argmap.ground.unseen import on_one_line
from argmap.maps.style import ELEMENTS
from argmap.maps.view import Badge, Card, Row
from argmap.sources.source import WorkName

if TYPE_CHECKING:
    from argmap.evaluation import Evaluation
    from argmap.evaluation.grounds import Ground

MOST_ROWS = 5
FALLEN = frozenset({"unsupported", "defeated", "circular"})
_NOT_AS_QUOTED = {"not-found": "quotation not found", "altered": "quotation altered"}
# what is cited under a question shows who asks, and is no ground of it
_ASKED = ("assumption", "cited")
_SUPPORT = {
    "verified": ("established", "judged to support it"),
    "partly": ("provisional", "judged to support it in part"),
    "quoted": ("provisional", "quotation found, support not judged"),
    "refuted": ("unsupported", "judged not to support it"),
}


def is_objection(argument: Argument, claim: str) -> bool:
    """The claim serves only to attack: a premise of objections or an undercutter, and a reason for nothing."""
    used = argument.used_in.get(claim, ())
    attacks = any(step.kind == "objection" for step in used) or bool(argument.undercuts.get(claim))
    return attacks and all(step.kind == "objection" for step in used) and argument.claims[claim].kind != "conclusion"


def label_of(evaluation: Evaluation, claim: str) -> str:
    """The claim's label; empty where it was not evaluated."""
    labelled = evaluation.labels.get(claim)
    return labelled.label if labelled else ""


def claim_card(
    argument: Argument,
    evaluation: Evaluation,
    claim: Claim,
    names: Mapping[str, str],
    further: tuple[Row, ...] = (),
) -> Card:
    """The full card of a claim. `names` gives works cited their short names; `further` rows come last."""
    label = evaluation.shown(claim.id)[0]
    labelled = evaluation.labels.get(claim.id) if label != "draft" else None
    badges = _badges(argument, claim, label)
    rows = (*_said_by(claim), *_fold(_grounds(claim, evaluation, names)), *_nothing(claim, label), *further)
    about = on_one_line(labelled.because) if labelled and labelled.because else ""
    return Card(
        id=claim.id,
        target=claim.id,
        kind="claim",
        look=_look(argument, claim, label),
        badges=badges,
        corner=on_one_line(claim.id),
        text=on_one_line(claim.text),
        name=f"{', '.join(badge.word for badge in badges)}: {on_one_line(claim.text)}",
        about=about,
        rows=rows,
    )


def outside_card(argument: Argument, evaluation: Evaluation, claim: Claim, section: str) -> Card:
    """The small card of a claim that belongs to another section; it leads to the claim all the same."""
    label = evaluation.shown(claim.id)[0]
    badges = _badges(argument, claim, label)
    return Card(
        id=claim.id,
        target=claim.id,
        kind="outside",
        look=_look(argument, claim, label),
        badges=badges,
        corner=on_one_line(claim.id),
        text=on_one_line(claim.text),
        name=f"{', '.join(badge.word for badge in badges)}, in {on_one_line(section)}: {on_one_line(claim.text)}",
        rows=(Row(f"in {on_one_line(section)}"),),
    )


def step_card(step: Step, argument: Argument, evaluation: Evaluation, questions: bool) -> Card | None:
    """What stands at a joint in words: the scheme, the warrant, and how the scheme's critical questions are answered.

    None where the step says none of it. `questions` shows those that are open too, else their number.
    """
    if not (step.scheme or step.warrant or step.answers):
        return None
    scheme = find_scheme(step.scheme) if step.scheme else None
    name = on_one_line(scheme.name if scheme else step.scheme or "")
    warrant = on_one_line(step.warrant or "")
    answered = answered_questions(step, evaluation)
    rows = [_answer_row(n, answer, argument, n in answered) for n, answer in sorted(step.answers.items())]
    asked = scheme.questions if scheme else ()
    open_ = [(number, question) for number, question in enumerate(asked, 1) if number not in step.answers]
    if questions:
        rows += [Row(question, "assumption", f"{number}.") for number, question in open_]
    elif open_ and step.answers:
        rows.append(Row(f"{len(open_)} more critical question{'s' if len(open_) != 1 else ''} open", "assumption"))
    words = f"{name}: {warrant}" if name and warrant else name or warrant
    said = " and ".join(word for word, there in (("scheme", name), ("warrant", warrant)) if there) or "questions"
    return Card(
        id=f"{step.id}/how",
        target=step.claim,
        kind="step",
        look="step",
        badges=(Badge(None, said),) if warrant or rows else (),
        corner="",
        text=words,
        name=f"{said} of {step.id}: {words}",
        rows=tuple(rows),
    )


def _answer_row(number: int, answer: str, argument: Argument, holds: bool) -> Row:
    """A critical question that is answered, by a claim or in words; open again where the claim does not stand."""
    said = argument.claims[answer].text if answer in argument.claims else answer
    return Row(on_one_line(said), None if holds else "assumption", f"Question {number}{'' if holds else ', open'}:")


def section_card(evaluation: Evaluation, section: Section, claims: tuple[Claim, ...]) -> Card:
    """The card of a section on the overview: how many of its claims bear which label."""
    found = Counter(evaluation.shown(claim.id)[0] or "not evaluated" for claim in claims)
    counts = tuple((label, found[label]) for label in (*SHOWN_LABELS, "not evaluated") if found[label])
    said = ", ".join(f"{number} {label}" for label, number in counts)
    number = f"{len(claims)} claim" + ("s" if len(claims) != 1 else "")
    return Card(
        id=f"section/{section.id}",
        target=section.id,
        kind="section",
        look="section",
        badges=(Badge(None, "section"),),
        corner=number,
        text=on_one_line(section.title),
        name=f"Section {on_one_line(section.title)}: {number}, {said}",
        counts=counts,
    )


def _look(argument: Argument, claim: Claim, label: str) -> str:
    """The element that gives the card its border and fill. What does not stand looks so, whatever its part is."""
    if claim.kind == "conclusion":
        return "conclusion"
    if claim.kind == "question":
        return "assumption"
    if label in FALLEN and not claim.assumed:
        return label
    if is_objection(argument, claim.id):
        return "objection"
    if claim.assumed:
        return "assumption"
    return label if label in ELEMENTS else "assumption"


def _badges(argument: Argument, claim: Claim, label: str) -> tuple[Badge, ...]:
    """The part the claim plays, where it is special, and its label."""
    part: tuple[Badge, ...] = ()
    if claim.kind == "conclusion":
        part = (Badge("conclusion", "conclusion"),)
    elif is_objection(argument, claim.id):
        part = (Badge("objection", "objection"),)
    elif claim.assumed:
        part = (Badge("assumption", "definition" if claim.kind == "definition" else "assumption"),)
        if claim.kind == "value":
            part = (Badge(None, "value"), *part)
    elif claim.kind in ("value", "question"):
        part = (Badge(None, claim.kind),)
    if claim.kind in ("question", "definition") or (claim.assumed and label in ("established", "provisional")):
        return part
    return (*part, Badge(label, label) if label in ELEMENTS else Badge("assumption", "not evaluated"))


def _said_by(claim: Claim) -> tuple[Row, ...]:
    return (Row(on_one_line(claim.said_by), strong="reported view of", italic=False),) if claim.said_by else ()


def _grounds(claim: Claim, evaluation: Evaluation, names: Mapping[str, str]) -> tuple[Row, ...]:
    """Evidence first, then works cited, in the order of the file."""
    known = {ground.handle: _support_state(ground) for ground in evaluation.grounds[claim.id]}
    return (
        *(_evidence_row(item, names) for item in claim.evidence),
        *(_citation_row(item, known.get(item.id, _ASKED), names) for item in claim.citations),
    )


def _evidence_row(item: Evidence, names: Mapping[str, str]) -> Row:
    kind, text = on_one_line(item.type or "evidence").capitalize(), on_one_line(item.text)
    if not item.source:
        return Row(text, "evidence", kind)
    mark = _mark_of(item.source, names)
    source = on_one_line(names.get(item.source, item.source)) + (f", {mark}" if mark else "")
    return Row(f"{text} ({source})", "unsupported" if mark else "evidence", kind, alarming=bool(mark))


def _citation_row(item: Citation, known: tuple[str, str], names: Mapping[str, str]) -> Row:
    name = on_one_line(names.get(item.key, item.key))
    place = f", {on_one_line(item.locator)}" if item.locator else ""
    via = f" in {on_one_line(names.get(item.via, item.via))}" if item.via else ""
    element, state = known
    if mark := _mark_of(item.key, names):
        element, state = "unsupported", mark
    return Row(state, element, name + place + via, italic=True, alarming=element == "unsupported")


def _mark_of(key: str, names: Mapping[str, str]) -> str:
    """The word that makes a work doubtful; empty where nothing does."""
    name = names.get(key)
    return name.mark if isinstance(name, WorkName) else ""


def _support_state(ground: Ground) -> tuple[str, str]:
    """Glyph and words for what is known of a citation: what a person judged, else how its words compare."""
    if ground.quotation in _NOT_AS_QUOTED:
        return "unsupported", _NOT_AS_QUOTED[ground.quotation]
    if ground.state in _SUPPORT:
        return _SUPPORT[ground.state]
    return "assumption", "quotation not checked" if ground.quotation != "none" else "cited, no quotation"


def _fold(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """At most `MOST_ROWS` rows; the alarming ones are never folded away before the quiet ones."""
    if len(rows) <= MOST_ROWS:
        return rows
    ranked = sorted(range(len(rows)), key=lambda place: (not rows[place].alarming, place))[: MOST_ROWS - 1]
    kept = tuple(rows[place] for place in sorted(ranked))
    return (*kept, Row(f"and {len(rows) - len(kept)} more"))


def _nothing(claim: Claim, label: str) -> tuple[Row, ...]:
    """Says outright that a claim which does not stand has nothing under it."""
    if label not in FALLEN or claim.assumed or claim.kind == "question":
        return ()
    if claim.reasons or claim.evidence or claim.citations:
        return ()
    return (Row("no reason, evidence or citation", "unsupported", alarming=True),)
