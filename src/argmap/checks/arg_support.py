"""ARG: how the argument holds together. What is unsupported, circular, unanswered, or resting on too little."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.argument.model import Argument, Claim, Step
from argmap.argument.paths import connected_claims, rings_of_wordings, support_rings, supporting_claims
from argmap.checks.registry import check
from argmap.findings.finding import Finding
from argmap.ground.message import claim_name, say, say_claims
from argmap.project import Project


def is_bare(claim: Claim) -> bool:
    """No reason, no evidence, no citation, and not taken as given. A question asserts nothing and is never bare."""
    return not (claim.reasons or claim.evidence or claim.citations or claim.assumed or claim.kind == "question")


def near_conclusions(argument: Argument) -> frozenset[str]:
    """The conclusions and the claims given directly for one."""
    given = (premise for c in argument.conclusions for step in argument.claims[c].reasons for premise in step.premises)
    return frozenset((*argument.conclusions, *given))


@check("ARG001", "unsupported-claim", "warning")
def unsupported_claim(project: Project) -> Iterator[Finding]:
    """A claim has no reason, no evidence and no citation, and is not marked as assumed.

    Why: a reader is asked to believe it on the author's word. These are the claims that no conclusion rests on; those
    on the path to a conclusion are ARG002.

    Example: `## ties-declined` with a sentence and an anchor, and nothing under it.

    Mend: cite a source (`- cites:`), give evidence (`- evidence:`), give a reason (`- because:`), or say that it is
    taken as given (`- assume: why`). Where all premises are taken as given, as on an argument map, the setting
    `unargued-counts-as = "assumed"` says so once.
    """
    on_path = supporting_claims(project.argument)
    for claim in project.argument.claims.values():
        if is_bare(claim) and claim.id not in on_path:
            yield unsupported_claim.finding(
                claim.span,
                say("{}: {}", _nothing_supports(claim), claim.text),
                claim=claim.id,
                help="Cite a source, give evidence or a reason, or mark it `assume`.",
            )


@check("ARG002", "unsupported-on-path", "error")
def unsupported_on_path(project: Project) -> Iterator[Finding]:
    """A claim on which a conclusion rests has no reason, no evidence and no citation, and is not marked as assumed.

    Why: the conclusion is only as firm as this claim, and nothing holds it up. The findings are ranked by how much of
    a conclusion's support passes through each.

    Example: `- because: turkey-diverges` under the conclusion, and nothing under `## turkey-diverges`.

    Mend: cite a source, give evidence or a reason, or mark it `assume` and say why it may be taken as given. Where all
    premises are taken as given, as on an argument map, the setting `unargued-counts-as = "assumed"` says so once.
    """
    load = project.evaluation.load
    on_path = supporting_claims(project.argument)
    for claim in project.argument.claims.values():
        if is_bare(claim) and claim.id in on_path:
            hanging = load.get(claim.id, 0)
            what = "the paper argues for it" if claim.kind == "conclusion" else f"{_claims(hanging)} on it"
            yield unsupported_on_path.finding(
                claim.span,
                say("{}, and {}: {}", _nothing_supports(claim), what, claim.text),
                claim=claim.id,
                help="Cite a source, give evidence or a reason, or mark it `assume`.",
            )


def _nothing_supports(claim: Claim) -> str:
    if claim.said_by:
        return say("{} reports what {} holds and cites nothing", claim_name(claim.id), claim.said_by)
    return say("Nothing supports {}", claim_name(claim.id))


def _claims(count: int) -> str:
    return "1 claim hangs" if count == 1 else f"{count} claims hang"


@check("ARG003", "no-conclusion", "error")
def no_conclusion(project: Project) -> Iterator[Finding]:
    """No claim of the project is marked as the conclusion.

    Why: what the paper argues for decides what matters in it; without a conclusion nothing can be ranked.

    Example: twenty claims, none with `{conclusion}` after its id.

    Mend: write `## the-claim {conclusion}` for what the paper argues for.
    """
    if project.argument.claims and not project.argument.conclusions:
        first = next(iter(project.argument.claims.values()))
        yield no_conclusion.finding(
            first.span.path,
            "No claim is marked as the conclusion",
            help="Write `{conclusion}` after the id of the claim that the paper argues for.",
        )


@check("ARG004", "reaches-no-conclusion", "note")
def reaches_no_conclusion(project: Project) -> Iterator[Finding]:
    """A claim leads to no conclusion: not by a reason, not by an objection, not by an undercutter.

    Why: it is background, or its step to the conclusion is missing from the paper or from the map.

    Example: a fact of history that no `because` and no `but` ever names.

    Mend: name it in the `because` or `but` of what it bears on, or leave it as background and waive this.
    """
    argument = project.argument
    if not argument.conclusions:
        return
    connected = connected_claims(argument)
    for claim in argument.claims.values():
        if claim.id not in connected and claim.kind not in ("definition", "question") and not claim.restates:
            yield reaches_no_conclusion.finding(
                claim.span, say("{} leads to no conclusion: {}", claim_name(claim.id), claim.text), claim=claim.id
            )


@check("ARG005", "ring-of-support", "error")
def ring_of_support(project: Project) -> Iterator[Finding]:
    """Claims support one another in a circle.

    Why: each is believed because of the next, and the last because of the first; together they show nothing.

    Example: `a` because `b`, `b` because `c`, `c` because `a`.

    Mend: find the claim of the ring that can be supported from outside, and take away the step that closes the ring.
    """
    claims = project.argument.claims
    for ring in support_rings(project.argument):
        first = claims[ring[0]]
        yield ring_of_support.finding(
            first.span,
            say("Support runs in a circle: {}", say_claims((*ring, ring[0]), " → ")),
            claim=first.id,
            related=[(claims[other].span, f"{other} is on the ring") for other in ring[1:]],
            help="Support one of them from outside the ring, and drop the step that closes it.",
        )


@check("ARG006", "supports-and-attacks", "error")
def supports_and_attacks(project: Project) -> Iterator[Finding]:
    """One claim is given both for and against the same claim, or both carries and undercuts the same step.

    Why: one of the two is a slip, in the paper or in the map.

    Example: `- because: trade-grew` and `- but: trade-grew` under one claim.

    Mend: keep the relation that the paper means; word two claims where the fact cuts both ways.
    """
    for claim in project.argument.claims.values():
        pro = {premise: step for step in claim.reasons for premise in step.premises}
        for step in claim.objections:
            for premise in step.premises:
                if premise in pro:
                    yield supports_and_attacks.finding(
                        step.span,
                        say("{} is given both for and against {}", claim_name(premise), claim_name(claim.id)),
                        claim=claim.id,
                        related=[(pro[premise].span, "given for it here")],
                    )
        for step in (*claim.reasons, *claim.objections):
            for both in sorted(set(step.premises) & set(step.unless)):
                yield supports_and_attacks.finding(
                    step.span, say("{} is a premise of this step and undercuts it", claim_name(both)), claim=claim.id
                )


@check("ARG007", "self-support", "error")
def self_support(project: Project) -> Iterator[Finding]:
    """A claim is given as a reason for or against itself.

    Why: it is the shortest ring; it shows nothing.

    Example: `- because: the-same-claim` under `## the-same-claim`.

    Mend: name the premise that is meant, or drop the step.
    """
    for claim in project.argument.claims.values():
        for step in (*claim.reasons, *claim.objections):
            if claim.id in step.premises:
                form = f"{{}} is given as a reason {'for' if step.kind == 'reason' else 'against'} itself"
                yield self_support.finding(step.span, say(form, claim_name(claim.id)), claim=claim.id)


@check("ARG020", "reason-given-twice", "warning")
def reason_given_twice(project: Project) -> Iterator[Finding]:
    """A claim has two reasons, or two objections, from the same premises.

    Why: a reason that is said twice is no stronger for it; it counts once. The order of the premises makes no
    difference, nor does a premise that is written down again, in the same words, under another id.

    Example: `- because: trade-grew` twice under one claim.

    Mend: keep one of the two; where the second was meant to give another reason, name its premises.
    """
    steps = list(project.argument.steps())
    for step, first in zip(steps, project.evaluation.network.alike, strict=True):
        earlier = steps[first]
        if earlier is not step:
            what, side = ("reason", "for") if step.kind == "reason" else ("objection", "against")
            restated = set(step.premises) != set(earlier.premises)
            same = say(", once in the same words as {}", say_claims(earlier.premises)) if restated else ""
            yield reason_given_twice.finding(
                step.span,
                say(
                    "The {} {} is given twice {} {}{}; it counts once",
                    what,
                    say_claims(step.premises),
                    side,
                    claim_name(step.claim),
                    same,
                ),
                claim=step.claim,
                related=[(earlier.span, "given here first")],
            )


@check("ARG021", "restated-in-a-circle", "warning")
def restated_in_a_circle(project: Project) -> Iterator[Finding]:
    """Claims restate one another in a circle.

    Why: `restates` leads from a wording to the one that it repeats; in a circle none of them is the first.

    Example: `- restates: b` under `## a`, and `- restates: a` under `## b`.

    Mend: take the link off the claim that was said first, or that is the clearest of them.
    """
    claims = project.argument.claims
    for ring in rings_of_wordings(project.argument):
        first = claims[ring[0]]
        yield restated_in_a_circle.finding(
            first.span,
            say("Restatements run in a circle: {}", say_claims((ring[0], *reversed(ring)), " → ")),
            claim=first.id,
            related=[(claims[other].span, f"{other} is on the ring") for other in ring[1:]],
            help="Take `restates` off the one that was said first.",
        )


@check("ARG008", "one-reason-only", "note")
def one_reason_only(project: Project) -> Iterator[Finding]:
    """A conclusion, or a claim given directly for one, rests on one reason and on nothing else.

    Why: when that reason falls, so does the claim; a second, independent reason would let it stand.

    Example: a conclusion with a single `- because:` and no evidence or citation of its own.

    Mend: look whether the paper gives another reason; if it does not, that is worth a remark to its author.
    """
    near = near_conclusions(project.argument)
    for claim in project.argument.claims.values():
        if claim.id not in near:
            continue
        if len(claim.reasons) == 1 and not (claim.evidence or claim.citations or claim.assumed):
            (step,) = claim.reasons
            yield one_reason_only.finding(
                step.span,
                say("{} rests on one reason only: {}", claim_name(claim.id), say_claims(step.premises)),
                claim=claim.id,
                severity="warning" if claim.kind == "conclusion" else None,
            )


@check("ARG009", "single-point-of-failure", "note")
def single_point_of_failure(project: Project) -> Iterator[Finding]:
    """Every way to a conclusion leads through one claim.

    Why: whoever shakes that claim topples the conclusion; it deserves the best evidence in the paper.

    Example: two reasons for the conclusion which both, a few steps down, rest on `allies-agree`.

    Mend: give evidence that stands on its own, or a reason for the conclusion that does without it.
    """
    claims = project.argument.claims
    for conclusion, points in project.evaluation.single_points.items():
        others = [point for point in points if point != conclusion and point in claims]
        if others:
            count = "any one of these falls" if len(others) > 1 else "this one falls"
            yield single_point_of_failure.finding(
                claims[conclusion].span,
                say("{} no longer stands if {}: {}", claim_name(conclusion), count, say_claims(others, ", ")),
                claim=conclusion,
                related=[(claims[point].span, claims[point].text) for point in others],
            )


@check("ARG010", "assumption-on-path", "note")
def assumption_on_path(project: Project) -> Iterator[Finding]:
    """A conclusion hangs on something that is taken as given.

    Why: readers who do not grant it need not grant the conclusion; the paper should say that it assumes this.

    Example: `## allies-act-in-concert {assumption}` as a premise of the conclusion.

    Mend: support it, or make sure that the paper states it as an assumption and says why.
    """
    claims = project.argument.claims
    for conclusion, points in project.evaluation.single_points.items():
        for point in points:
            claim = claims.get(point)
            if claim and claim.assumed and claim.kind != "definition" and point != conclusion:
                yield assumption_on_path.finding(
                    claim.span,
                    say("{} hangs on the assumption {}: {}", claim_name(conclusion), claim_name(point), claim.text),
                    claim=point,
                )


@check("ARG011", "objection-unanswered", "note")
def objection_unanswered(project: Project) -> Iterator[Finding]:
    """An objection stands in the map and nothing answers it.

    Why: the paper raises it, or a reader would, and then goes on as if it were settled. It is a warning where the
    objection stands and weighs as much as the best reason for the claim.

    Example: `- but: turkey-was-indispensable`, and neither an `unless` under it nor a `but` under
    `turkey-was-indispensable`.

    Mend: say why it does not hold (`- but:` under the objecting claim) or why it does not matter here (`unless:`).
    """
    claims = project.argument.claims
    # what speaks against an objection is the answer to it, and needs none itself
    answers = connected_claims(project.argument) - supporting_claims(project.argument)
    for claim in claims.values():
        for step in claim.objections if claim.id not in answers else ():
            if not step.unless and not any(claims[premise].objections for premise in step.premises):
                yield objection_unanswered.finding(
                    step.span,
                    say("The objection {} to {} is never answered", say_claims(step.premises), claim_name(claim.id)),
                    claim=claim.id,
                    help="Answer it with a `but` under the objecting claim, or an `unless` under this objection.",
                    severity="warning" if _weighs(project, claim, step) else None,
                )


def _weighs(project: Project, claim: Claim, objection: Step) -> bool:
    strongest = max((step.weight for step in claim.reasons), default=0.0)
    return objection.weight >= strongest and all(_stands(project, premise) for premise in objection.premises)


def _stands(project: Project, claim: str) -> bool:
    return project.evaluation.stands(claim)


@check("ARG012", "undercutter-unanswered", "note")
def undercutter_unanswered(project: Project) -> Iterator[Finding]:
    """A step names what would undercut it, and nothing answers that.

    Why: while the undercutter stands, the step carries nothing; it is a warning where it does stand.

    Example: `unless: divergence-is-temporary`, and no `but` under `divergence-is-temporary`.

    Mend: give the paper's answer as a `but` under the undercutting claim.
    """
    claims = project.argument.claims
    for step in project.argument.steps():
        if step.kind == "objection":
            continue  # an undercutter of an objection is the answer itself
        for undercutter in step.unless:
            if not claims[undercutter].objections:
                yield undercutter_unanswered.finding(
                    step.span,
                    say(
                        "Nothing answers {}, which undercuts a reason for {}",
                        claim_name(undercutter),
                        claim_name(step.claim),
                    ),
                    claim=step.claim,
                    severity="warning" if _stands(project, undercutter) else None,
                )
