"""ARG: how well one step follows. Warrants, schemes and their questions, modal strength, whose view it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from argmap.argument.model import Argument, Claim, Step
from argmap.checks.arg_support import near_conclusions
from argmap.checks.registry import check
from argmap.evaluation.questions import answered_questions
from argmap.findings.finding import Finding
from argmap.ground.message import claim_name, say, say_claims
from argmap.project import Project
from argmap.tongues.prose import all_words, first_word, word_list


def is_normative(claim: Claim, tongue: str) -> bool:
    """Says what ought to be or is good: by its kind, or by a word such as "must"."""
    return claim.kind == "value" or first_word("normative", claim.text, tongue) is not None


@check("ARG013", "is-ought", "warning", "candidate", words=("normative",))
def is_ought(project: Project) -> Iterator[Finding]:
    """A step leads from what is to what ought to be, and no warrant says why.

    Why: no number of facts makes an "ought" by itself; the value that links them is what a critic will ask for.

    Example: `must remain in the alliance` because `the alliance is old`, without a warrant.

    Mend: write the `warrant:` of the step, or add the value as a linked premise (`- because: fact + value`).
    """
    claims, tongue = project.argument.claims, project.claims_tongue

    @cache
    def normative(claim: str) -> bool:
        return is_normative(claims[claim], tongue)

    for step in project.argument.steps():
        # inside a reported view the leap is its holder's, and not the paper's
        if step.kind == "objection" or step.warrant or step.warrant_claim or claims[step.claim].said_by:
            continue
        if not normative(step.claim):
            continue
        if not any(map(normative, step.premises)):
            yield is_ought.finding(
                step.span,
                say(
                    "From what is ({}) to what ought to be ({}), without a warrant",
                    say_claims(step.premises),
                    claim_name(step.claim),
                ),
                claim=step.claim,
                help="Write the `warrant:`, or link the value that is meant as a premise.",
            )


@check("ARG014", "missing-warrant", "note")
def missing_warrant(project: Project) -> Iterator[Finding]:
    """A step to a conclusion names neither a warrant nor a scheme.

    Why: what licenses the last step is what reviewers argue about; left unsaid it cannot be judged.

    Example: `- because: a + b` under the conclusion, with nothing below it.

    Mend: say under the step why its premises speak for the claim (`warrant:`), or name its `scheme:`.
    """
    for conclusion in project.argument.conclusions:
        for step in project.argument.claims[conclusion].reasons:
            if not (step.warrant or step.warrant_claim or step.scheme):
                yield missing_warrant.finding(
                    step.span,
                    say("Nothing says why {} speaks for {}", say_claims(step.premises), claim_name(conclusion)),
                    claim=conclusion,
                )


@check("ARG015", "unknown-scheme", "warning")
def unknown_scheme(project: Project) -> Iterator[Finding]:
    """A step names an argumentation scheme that argmap does not know.

    Why: the critical questions of a scheme can only be asked when the scheme is known.

    Example: `scheme: practical reasonning`.

    Mend: use a name of the list in docs/schemes.md; `argmap explain --schemes` prints it, `argmap explain SCHEME` one.
    """
    for step in project.argument.steps():
        if step.scheme is not None:
            from argmap.argument.schemes import find_scheme, suggest_scheme

            if find_scheme(step.scheme) is None:
                near = suggest_scheme(step.scheme)
                yield unknown_scheme.finding(
                    step.span,
                    f'The scheme "{step.scheme}" is not known',
                    claim=step.claim,
                    help=f'Did you mean "{near}"?' if near else None,
                )


@check("ARG016", "critical-questions-unanswered", "note")
def critical_questions_unanswered(project: Project) -> Iterator[Finding]:
    """A step names its scheme, and critical questions of that scheme are not answered by what stands.

    Why: each scheme has its known weak places; a reviewer will ask exactly these questions.

    Example: `scheme: expert opinion` without `cq2:`, whether the source is an expert in this field.

    Mend: answer under the step (`cq2: a-claim`, or words), or leave the question for the letter to the author. A claim
    that answers against the step stands under `unless` too. Only
    steps to a conclusion, or to a claim given directly for one, are asked.
    """
    near = near_conclusions(project.argument)
    for step in project.argument.steps():
        if step.scheme is None or step.claim not in near:
            continue
        from argmap.argument.schemes import find_scheme

        scheme = find_scheme(step.scheme)
        if scheme is None:
            continue
        answered = answered_questions(step, project.evaluation)
        open_questions = [
            (number, question) for number, question in enumerate(scheme.questions, 1) if number not in answered
        ]
        if open_questions:
            yield critical_questions_unanswered.finding(
                step.span,
                say(
                    "{} of {} critical questions of {} are open for {} → {}",
                    len(open_questions),
                    len(scheme.questions),
                    scheme.name,
                    say_claims(step.premises),
                    claim_name(step.claim),
                ),
                claim=step.claim,
                because=" ".join(f"({number}) {question}" for number, question in open_questions),
            )


@check("ARG017", "says-more", "warning", "candidate", words=("hedges", "modals", "after-modals", "some", "most", "all"))
def says_more(project: Project) -> Iterator[Finding]:
    """A claim says more than the words it is taken from: "may" became "is", "some" became "all".

    Why: the step from possible to actual is where arguments grow without evidence.

    Example: the paper has "may create reactions"; the claim says that it creates reactions.

    Mend: word the claim as carefully as the paper does; where the paper itself makes the leap, show it as a step.
    """
    tongue = project.claims_tongue
    # the same words are looked for in claim and paper
    if tongue != project.tongue:
        return
    for claim in project.argument.claims.values():
        if claim.anchors and first_word("hedges", claim.text, tongue) is None:
            for anchor in claim.anchors:
                hedge = _dropped_modal(anchor.text, claim.text, tongue)
                if hedge:
                    yield says_more.finding(
                        claim.text_span,
                        say('{} says flatly what the paper says with "{}"', claim_name(claim.id), hedge),
                        claim=claim.id,
                        quote=anchor.text,
                        related=[(anchor.span, "the paper's words")],
                    )
                    break
        climbed = _climbed(claim, tongue)
        if climbed:
            yield says_more.finding(
                claim.text_span,
                say('{} says "{}" where the paper says "{}"', claim_name(claim.id), climbed[1], climbed[0]),
                claim=claim.id,
            )


def _dropped_modal(source: str, claim: str, tongue: str) -> str | None:
    """The modal of `source` whose verb the claim repeats without it."""
    stems = {word[:5].lower() for word in claim.split() if len(word) > 3}
    for modal in all_words("modals", source, tongue):
        following = [w.strip(",.;:").lower() for w in source[modal.end() :].split()[:4]]
        verb = next((w for w in following if w not in word_list("after-modals", tongue)), "")
        if len(verb) > 3 and verb[:5] in stems:
            return modal[0]
    return None


def _climbed(claim: Claim, tongue: str) -> tuple[str, str] | None:
    if not claim.anchors:
        return None
    anchors = " ".join(anchor.text for anchor in claim.anchors)
    low = first_word("some", anchors, tongue)
    if not low:
        return None
    high = first_word("all", claim.text, tongue) or first_word("most", claim.text, tongue)
    if not high or first_word("all", anchors, tongue) or first_word("most", anchors, tongue):
        return None
    noun = anchors[low.end() :].split()[:2]
    after = claim.text[high.end() :].lower().split()[:4]
    same = any(
        word.strip(",.;").lower()[:5] == other.strip(",.;")[:5] for word in noun if len(word) > 3 for other in after
    )
    return (low[0], high[0]) if same else None


@check("ARG018", "reported-as-asserted", "warning")
def reported_as_asserted(project: Project) -> Iterator[Finding]:
    """A view that the paper only reports is used as a premise as if the paper had shown it.

    Why: that somebody holds a view shows that they hold it; that it is so needs a further reason.

    Example: a claim with `said-by: the minister` as the premise of a claim about the policy of the state.

    Mend: say in the `warrant:` why the view may be relied on, or name the scheme (`expert opinion`, …).
    """
    claims = project.argument.claims
    for step in project.argument.steps():
        if step.kind == "objection" or step.warrant or step.warrant_claim or _is_testimony(step):
            continue
        target = claims[step.claim]
        for premise in step.premises:
            holder = claims[premise].said_by
            if holder and target.said_by is None:
                yield reported_as_asserted.finding(
                    step.span,
                    say(
                        "{} is what {} holds, and is used as a premise of {} as if it were shown",
                        claim_name(premise),
                        holder,
                        claim_name(step.claim),
                    ),
                    claim=step.claim,
                )


def _is_testimony(step: Step) -> bool:
    scheme = (step.scheme or "").lower()
    # the names of schemes are those of the claims language, in whatever tongue the claims are
    return any(name in scheme for name in word_list("testimony-schemes", "en"))


@check("ARG019", "attribution-drift", "warning", "candidate")
def attribution_drift(project: Project) -> Iterator[Finding]:
    """The same thing is said twice, once as somebody's view and once as another's or the paper's own.

    Why: one author's view easily becomes "is considered by the country" a few pages on.

    Example: one claim `said-by: the minister`, another in nearly the same words without `said-by`.

    Mend: keep the attribution in both places, or give the evidence that widens it.
    """
    if not any(claim.said_by for claim in project.argument.claims.values()):
        return
    words = {claim.id: _content_words(claim.text) for claim in project.argument.claims.values()}
    holding: dict[str, list[str]] = {}
    for claim_id, tokens in words.items():
        for token in tokens:
            holding.setdefault(token, []).append(claim_id)
    told: set[frozenset[str]] = set()
    for claim in project.argument.claims.values():
        if claim.said_by is None or len(words[claim.id]) < 4:
            continue
        near = {other for token in words[claim.id] if len(holding[token]) <= 50 for other in holding[token]}
        for other_id in sorted(near - {claim.id}):
            other = project.argument.claims[other_id]
            pair = frozenset((claim.id, other_id))
            if other.said_by == claim.said_by or pair in told or _linked(project.argument, claim.id, other_id):
                continue
            shared = words[claim.id] & words[other_id]
            if len(shared) >= 0.7 * len(words[claim.id] | words[other_id]):
                told.add(pair)
                yield attribution_drift.finding(
                    other.span,
                    say(
                        "{} ({}) says what {} reports as the view of {}",
                        claim_name(other_id),
                        other.said_by or "the paper itself",
                        claim_name(claim.id),
                        claim.said_by,
                    ),
                    claim=other_id,
                    related=[(claim.span, f"the view of {claim.said_by}")],
                )


def _linked(argument: Argument, one: str, other: str) -> bool:
    return any(
        other in step.premises for step in (*argument.claims[one].reasons, *argument.claims[one].objections)
    ) or any(one in step.premises for step in (*argument.claims[other].reasons, *argument.claims[other].objections))


def _content_words(text: str) -> frozenset[str]:
    return frozenset(w for w in (part.strip(".,;:()'\"’“”").lower() for part in text.split()) if len(w) > 3)
