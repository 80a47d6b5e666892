"""The first screen: the verdict on each conclusion, the counts, what the conclusion hangs on, the worst problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from argmap.argument.model import Argument
from argmap.evaluation.leaf_words import say_verified
from argmap.evaluation.runs import SHOWN_LABELS, STANDING
from argmap.evaluation.sensitivity import MOST_TRIED, Levers, find_levers
from argmap.findings.order import gravity
from argmap.ground.diagnostics import SEVERITIES
from argmap.ground.message import Name, parts_of, say
from argmap.outputs.report.cards import strength_band
from argmap.outputs.report.page import ClaimLink, Conclusion, Count, Problem, Worst
from argmap.outputs.wording import VERDICTS, say_drafted, say_levers

if TYPE_CHECKING:
    from argmap.evaluation import Evaluation

WORST_SHOWN = 12
_LEVERS_SHOWN = 2


def judge_conclusions(
    argument: Argument, evaluation: Evaluation, links: Mapping[str, ClaimLink], works: Mapping[str, str]
) -> Iterator[Conclusion]:
    """What came out about each conclusion, and what it hangs on; `works` are the names of the sources by key.

    Where it stands, that is the claims whose fall alone topples it; where it does not, the premises that fail it.
    """
    levers = find_levers(evaluation, most=MOST_TRIED)
    for claim in evaluation.conclusions:
        labelled = evaluation.labels[claim]
        steps = argument.claims[claim]
        label = links[claim].label
        if labelled.label in STANDING:
            title = "It hangs on each of these: if one falls, it falls."
            hangs = [c for c in evaluation.single_points.get(claim, ()) if c != claim]
            if len(hangs) == 1:
                title = "It hangs on this: if it falls, the conclusion no longer stands."
            sources = evaluation.single_sources.get(claim, ())
        else:
            title = "It fails at these: they are given as its reasons, and do not stand."
            if label == "draft":
                title = "These were drafted as its reasons, and nothing was found that bears them out."
            premises = dict.fromkeys(p for step in steps.reasons for p in step.premises)
            hangs = [p for p in premises if p in links and links[p].label not in STANDING]
            sources = ()
        against = dict.fromkeys(p for step in steps.objections for p in step.premises)
        yield Conclusion(
            claim=links[claim],
            sentence=VERDICTS[label].format(verified=say_verified(evaluation.options)),
            because=labelled.because if label != "draft" else say("no reason was found for it that holds up"),
            hangs_title=title,
            hangs_on=tuple(links[c] for c in sorted(hangs, key=lambda c: -links[c].load) if c in links),
            hangs_on_works=tuple((key, works.get(key, f"@{key}")) for key in sources),
            levers=_link_levers(evaluation, claim, levers[claim], links, set(hangs)),
            against=tuple(links[c] for c in against if c in links),
            band=strength_band(evaluation, claim),
        )


def _link_levers(
    evaluation: Evaluation, conclusion: str, found: Levers, links: Mapping[str, ClaimLink], told: set[str]
) -> tuple[tuple[str, tuple[tuple[ClaimLink, str], ...]], ...]:
    """That the fall of a claim in `told` topples the conclusion the page says already."""
    removed = tuple(lever for lever in found.removed if lever[0] not in told)
    short = Levers(found.stronger[:_LEVERS_SHOWN], removed[:_LEVERS_SHOWN])
    return tuple(
        (question, tuple((links[claim], words) for claim, words in claims))
        for question, claims in say_levers(evaluation, conclusion, short)
    )


def write_headline(argument: Argument, conclusions: Sequence[Conclusion]) -> str:
    """One sentence that says how it stands with the argument: with its first conclusion, in the order of the files."""
    if not argument.claims:
        return "There are no claims yet, so there is nothing to judge."
    if is_drafted(argument):
        return say_drafted(argument)
    if not conclusions:
        return "The argument names no conclusion, so nothing can be said about what it establishes."
    which = "The conclusion" if len(conclusions) == 1 else f"The first of {len(conclusions)} conclusions"
    return f"{which} {conclusions[0].sentence}."


def is_drafted(argument: Argument) -> bool:
    """Whether all its claims are drafts of argmap's own: what they do not say is held against no paper."""
    return bool(argument.claims) and all(claim.is_draft for claim in argument.claims.values())


def count_labels(argument: Argument, evaluation: Evaluation) -> tuple[Count, ...]:
    """How many claims carry each label, best first; labels that nobody carries are left out."""
    counted: Counter[str] = Counter(evaluation.shown(claim.id)[0] for claim in argument.claims.values())
    return tuple(Count(label, counted[label]) for label in SHOWN_LABELS if counted[label])


def rank(problem: Problem) -> tuple[object, ...]:
    """Worst first: by severity, then what is certain before what is guessed, then by how much hangs on it."""
    gravest = gravity(problem.severity, problem.certainty, not_checkable=problem.not_checkable)
    return *gravest, -problem.load, problem.code, problem.place, problem.id


def pick_worst(
    problems: Sequence[Problem], summaries: Mapping[str, str], links: Mapping[str, ClaimLink]
) -> tuple[Worst, ...]:
    """The gravest problem of each check, worst first, so that one frequent kind does not hide the others."""
    first: dict[str, Problem] = {}
    counted: Counter[str] = Counter()
    for problem in sorted((p for p in problems if not p.not_checkable), key=rank):
        first.setdefault(problem.code, problem)
        counted[problem.code] += 1
    return tuple(
        Worst(
            problem=problem,
            summary=summaries.get(code, ""),
            more=counted[code] - 1,
            text=_words_of(problem, links),
        )
        for code, problem in list(first.items())[:WORST_SHOWN]
    )


def _words_of(problem: Problem, links: Mapping[str, ClaimLink]) -> str | None:
    """The claim or the words that a problem is about, where its message does not say them already."""
    if problem.claim and problem.claim in links:
        text = links[problem.claim].text
        named = any(isinstance(part, Name) and part.id == problem.claim for part in parts_of(problem.message))
        return None if named or text in problem.message else text
    return f"“{problem.quote}”" if problem.quote and problem.quote not in problem.message else None


def count_severities(problems: Sequence[Problem]) -> tuple[tuple[str, int], ...]:
    """How many problems of each severity, in words for one or many; what could not be checked is told apart."""
    counted = Counter(p.severity for p in problems if not p.not_checkable)
    return tuple((severity, counted[severity]) for severity in SEVERITIES if counted[severity])
