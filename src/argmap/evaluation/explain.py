"""Why a claim stands or falls, as indented text that can be read aloud: the verdict, what is said for and against it,
the way down to what decided it, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

from argmap.argument.model import Argument, Claim, Step
from argmap.evaluation.grounds import Ground
from argmap.evaluation.labels import DEAD, LIVE
from argmap.evaluation.leaf_words import say_state
from argmap.evaluation.outcome import Evaluation
from argmap.evaluation.questions import answered_questions
from argmap.evaluation.runs import STANDING
from argmap.evaluation.strength_words import say_cause

_WIDTH = 100
_MOST_NAMED = 8
_VERDICTS = {
    "established": "It is established",
    "provisional": "It stands, provisionally",
    "contested": "It is contested",
    "defeated": "It is defeated",
    "unsupported": "It is unsupported",
    "circular": "It is undecided, because its support runs in a ring",
    "draft": "It is a draft",
}


def explain_claim(argument: Argument, evaluation: Evaluation, id: str) -> str:
    """The explanation of one claim, without a final line end; `id` must be a claim of the argument."""
    claim = argument.claims[id]
    label, because = evaluation.shown(id)
    lines = [f"{id}: {label}", *_wrap(claim.text, 2), ""]
    lines += _wrap(f"{_VERDICTS[label]}: {because}.", 0)
    lines += _explain_way(argument, evaluation, evaluation.labels[id].rests_on)
    lines += _explain_grounds(claim, evaluation)
    lines += _explain_steps("For it", claim.reasons, argument, evaluation)
    lines += _explain_steps("Against it", claim.objections, argument, evaluation)
    lines += _explain_weight(claim, evaluation)
    return "\n".join(lines)


def explain_step(argument: Argument, evaluation: Evaluation, step: Step) -> str:
    """The explanation of one step of the argument, without a final line end: whether it holds, what it leads to, which
    critical questions of its scheme are open, and what hangs on it.
    """
    claim = argument.claims[step.claim]
    verb = "speaks for" if step.kind == "reason" else "speaks against"
    lines = list(_explain_steps("The step", (step,), argument, evaluation))[1:]
    label, _ = evaluation.shown(claim.id)
    lines += ["", *_wrap(f"It {verb} {claim.id} ({label}): {claim.text}", 0)]
    others = [s.id for s in (claim.reasons if step.kind == "reason" else claim.objections) if s.id != step.id]
    kinds = "reasons" if step.kind == "reason" else "objections"
    lines += _wrap(f"Beside it: {', '.join(others)}." if others else f"There are no other {kinds}.", 0)
    lines += _explain_scheme(evaluation, step)
    from argmap.evaluation.whatif import suppose

    flips = suppose(evaluation, [step.id], []).flips
    changed = ", ".join(f"{f.claim} ({f.before.label} → {f.after.label})" for f in flips[:_MOST_NAMED])
    more = f" and {len(flips) - _MOST_NAMED} more" if len(flips) > _MOST_NAMED else ""
    lines += ["", *_wrap(f"Without it: {changed}{more}." if flips else "Without it no label would change.", 0)]
    return "\n".join(lines)


def _explain_scheme(evaluation: Evaluation, step: Step) -> Iterator[str]:
    from argmap.argument.schemes import find_scheme

    scheme = find_scheme(step.scheme) if step.scheme else None
    if scheme is None:
        return
    answered = answered_questions(step, evaluation)
    yield from ("", f"Critical questions of {scheme.name}:")
    for number, question in enumerate(scheme.questions, 1):
        answer = step.answers.get(number, "")
        claim = evaluation.argument.claims.get(answer)
        said = f"Answer: {claim.text if claim else answer}" if answer else "Open."
        if answer and number not in answered:
            said += " That does not stand, so the question is open."
        yield from _wrap(f"cq{number}: {question} {said}", 2)


def _wrap(text: str, indent: int) -> list[str]:
    pad = " " * indent
    return fill(text, _WIDTH, initial_indent=pad, subsequent_indent=pad, break_on_hyphens=False).splitlines()


def _explain_way(argument: Argument, evaluation: Evaluation, way: tuple[str, ...]) -> Iterator[str]:
    if not way:
        return
    yield from ("", "The way down:")
    for depth, handle in enumerate(way, start=1):
        indent = 2 * min(depth, 12)
        if handle in argument.claims:
            label, _ = evaluation.shown(handle)
            yield from _wrap(f"{handle} ({label}): {argument.claims[handle].text}", indent)
        else:
            yield from _wrap(f"{handle} {_leaf_words(argument, handle)}", indent)


def _leaf_words(argument: Argument, handle: str) -> str:
    claim = argument.claims[handle.partition("/")[0]]
    for citation in claim.citations:
        if citation.id == handle:
            return f"cites {citation.key}" + (f", {citation.locator}" if citation.locator else "")
    return next((f"says: {item.text}" for item in claim.evidence if item.id == handle), "")


def _explain_grounds(claim: Claim, evaluation: Evaluation) -> Iterator[str]:
    grounds = evaluation.grounds[claim.id]
    if not grounds:
        return
    yield from ("", "It rests directly on:")
    for ground in grounds:
        yield from _wrap(_ground_words(claim, ground, evaluation), 2)


def _ground_words(claim: Claim, ground: Ground, evaluation: Evaluation) -> str:
    if ground.kind == "definition":
        return "a definition, which needs no evidence"
    if ground.kind == "assumption":
        why = claim.assume or (claim.notes[0] if claim.notes else "")
        accepted = ", and a reviewer accepts it" if ground.state == "verified" else ""
        return f"an assumption{accepted}" + (f": {why}" if why else "")
    words = _leaf_words(evaluation.argument, ground.handle).removeprefix("cites ").removeprefix("says: ")
    state = say_state(ground)
    if claim.said_by is not None and ground.state == "verified":
        state = f"A person judged that it shows {claim.said_by} to hold this, not that it is so"
    kind = f" ({ground.type})" if ground.type else ""
    return f"{ground.handle}{kind}: {words}. {state}."


def _explain_steps(title: str, steps: tuple[Step, ...], argument: Argument, evaluation: Evaluation) -> Iterator[str]:
    if not steps:
        return
    yield from ("", f"{title}:")
    for step in steps:
        number = evaluation.network.step_index[step.id]
        status = evaluation.granted.steps[number]
        word = {LIVE: "holds", DEAD: "does not hold"}.get(status, "is undecided")
        kind = "a reason" if step.kind == "reason" else "an objection"
        scheme = f", {step.scheme}" if step.scheme else ""
        weight = f", weight {step.weight:g}" if step.weight != 1 else ""
        yield f"  {step.id}, {kind} that {word}{scheme}{weight}"
        premises = dict.fromkeys(step.premises)
        if step.warrant_claim is not None:
            premises[step.warrant_claim] = None
        for premise in premises:
            role = "warrant: " if premise == step.warrant_claim else ""
            label, _ = evaluation.shown(premise)
            yield from _wrap(f"{role}{premise} ({label}): {argument.claims[premise].text}", 4)
        if step.warrant is not None:
            yield from _wrap(f"warrant: {step.warrant}", 4)
        for name in step.unless:
            label, _ = evaluation.shown(name)
            effect = "so it undercuts the step" if label in STANDING else "so it does not undercut the step"
            yield from _wrap(f"unless: {name} ({label}, {effect}): {argument.claims[name].text}", 4)


def _explain_weight(claim: Claim, evaluation: Evaluation) -> Iterator[str]:
    load = evaluation.load[claim.id]
    yield ""
    if load:
        claims = "1 other claim hangs" if load == 1 else f"{load} other claims hang"
        yield f"{claims} on it."
    for conclusion, points in evaluation.single_points.items():
        if claim.id in points:
            yield f"If it falls, the conclusion {conclusion} no longer stands."
        elif conclusion == claim.id and points:
            named = ", ".join(points[:_MOST_NAMED])
            more = f" and {len(points) - _MOST_NAMED} more" if len(points) > _MOST_NAMED else ""
            yield from _wrap(f"It no longer stands if any one of these falls: {named}{more}.", 0)
    band = evaluation.strength[claim.id]
    if band is None:
        yield "Strength: none, because a ring below it has no certified solution."
    else:
        low, middle, high = (f"{x:.2f}" for x in band)
        yield f"Strength: {low} to {high}, {middle} in between (an ordering by convention, not a probability)."
        if why := say_cause(evaluation, claim.id):
            yield from _wrap(f"{why[0].upper()}{why[1:]}.", 0)
    standard = evaluation.network.standards[evaluation.network.index[claim.id]]
    yield f"Standard of proof: {standard}."
