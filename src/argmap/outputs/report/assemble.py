"""From a project and its findings to the page: each part is made in its own module and put together here."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from argmap.comparison import changes_since_review
from argmap.evaluation.leaf_words import changed_meanings, say_verified
from argmap.evaluation.runs import LABELS, SHOWN_LABELS
from argmap.findings.finding import Finding
from argmap.ground.places import say_place
from argmap.ground.text import shorten
from argmap.ground.version import VERSION
from argmap.maps.style import ELEMENTS
from argmap.outputs.report.atlas import Atlas
from argmap.outputs.report.cards import CardMaker
from argmap.outputs.report.nested_list import list_argument
from argmap.outputs.report.page import (
    Card,
    Chapter,
    CheckGroup,
    Choice,
    ClaimLink,
    Filters,
    Judged,
    Label,
    Page,
    Problem,
)
from argmap.outputs.report.paper import lay_out_paper, placed_claims, shown_problems
from argmap.outputs.report.since_review import show_since_review
from argmap.outputs.report.summary import (
    count_labels,
    count_severities,
    is_drafted,
    judge_conclusions,
    pick_worst,
    rank,
    write_headline,
)
from argmap.outputs.report.works import list_works, say_asked_in_all
from argmap.outputs.wording import OF_DRAFTS, STANDARD_WORDS, name_works
from argmap.reviews.judgements import item_of_passage

if TYPE_CHECKING:
    from argmap.project import Project

MOST_AT_LENGTH = 1500
"""Claims up to which the page says everything wherever it is of use; above, it would grow beyond ten megabytes."""
MOST_OF_A_KIND = 250
"""Findings of one check that such a large page lists."""
REVIEW_STATES = {"unreviewed": "not reviewed", "reviewed": "reviewed", "stale": "changed since review"}


def build_page(
    project: Project,
    findings: Sequence[Finding],
    *,
    summaries: Mapping[str, str],
    ran: Sequence[str] = (),
    atlas: Atlas = Atlas(),
) -> Page:
    """Everything the report shows.

    `summaries` says in a line what each check finds; `ran` names those that were run.
    """
    argument, evaluation = project.argument, project.evaluation
    links = {
        claim.id: ClaimLink(
            claim.id,
            claim.text,
            evaluation.shown(claim.id)[0] or "unsupported",
            evaluation.load.get(claim.id, 0),
        )
        for claim in argument.claims.values()
    }
    title = project.shown_title or "The argument"
    compact = len(argument.claims) > MOST_AT_LENGTH
    problems = show_findings(findings, links, MOST_OF_A_KIND if compact else None)
    paper = None
    if project.document is not None:
        located = [
            (problem, finding.span.start, finding.span.end)
            for finding, problem in zip(findings, problems, strict=True)
            if finding.span and project.document.is_of(finding.path)
        ]
        paper = lay_out_paper(project.document, argument, links, located, title)
        shown = shown_problems(paper)
        problems = [replace(p, href=f"#at-{p.id}") if p.id in shown and not p.claim else p for p in problems]
    maker = CardMaker(
        argument=argument,
        evaluation=evaluation,
        links=links,
        sources=project.bibliography.sources,
        problems=_by_claim(problems),
        judged=_judgements(project),
        in_paper=placed_claims(paper),
        on_map=atlas.claims,
    )
    chapters = tuple(maker.chapters())
    works = name_works(project)
    conclusions = tuple(judge_conclusions(argument, evaluation, links, works))
    meanings = changed_meanings(evaluation.options)
    told = {problem.code for problem in problems}
    return Page(
        title=title,
        compact=compact,
        headline=write_headline(argument, conclusions),
        drafted=OF_DRAFTS if is_drafted(argument) else "",
        conclusions=conclusions,
        counts=count_labels(argument, evaluation),
        claims=len(argument.claims),
        severities=count_severities(problems),
        worst=pick_worst(problems, summaries, links),
        not_checkable=sum(1 for p in problems if p.not_checkable),
        paper=paper,
        picture=atlas.picture,
        maps=atlas.maps,
        maps_notes=atlas.notes,
        outline=list_argument(argument, links),
        chapters=chapters,
        filters=_offer_filters(chapters, works),
        works=tuple(
            list_works(
                project.bibliography,
                argument,
                links,
                list(zip(findings, problems, strict=True)),
                project.standings,
                works,
            )
        ),
        checks=group_by_check(problems, summaries),
        quiet_checks=tuple(code for code in ran if code not in told),
        legend=tuple(
            Label(name, meanings.get(name, ELEMENTS[name].meaning))
            for name in SHOWN_LABELS
            if name in LABELS or any(link.label == name for link in links.values())
        ),
        made=tuple(_say_how_made(project)),
        since_review=show_since_review(changes_since_review(project), links),
        asked=say_asked_in_all(project.answers, project.standings),
    )


def show_findings(findings: Sequence[Finding], links: Mapping[str, ClaimLink], most: int | None) -> list[Problem]:
    """The findings as problems of the page, each with an address of its code and its number among its kind.

    Beyond `most` of a kind they are only counted.
    """
    counted: Counter[str] = Counter()
    shown = []
    for finding in findings:
        counted[finding.code] += 1
        claim = finding.claim if finding.claim and finding.claim in links else None
        shown.append(
            Problem(
                id=f"{finding.code}-{counted[finding.code]}",
                code=finding.code,
                slug=finding.slug,
                severity=finding.severity,
                certainty=finding.certainty,
                message=finding.message,
                because=finding.because,
                help=finding.help,
                quote=_words_to_show(finding),
                place=say_place(finding.path, finding.span),
                href=f"#claim-{claim}" if claim else "",
                claim=claim,
                load=finding.bearing,
                not_checkable=finding.not_checkable,
                listed=most is None or counted[finding.code] <= most,
            )
        )
    return shown


def _words_to_show(finding: Finding) -> str | None:
    """The words that a finding is about, unless its message says most of them already."""
    if not finding.quote:
        return None
    words = [word for word in finding.quote.split() if "\ufffd" not in word]
    said = set(finding.message.split())
    if words and sum(word in said for word in words) * 2 >= len(words):
        return None
    return shorten(finding.quote, 200)


def _by_claim(problems: Sequence[Problem]) -> Mapping[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in sorted(problems, key=rank):
        if problem.claim:
            found.setdefault(problem.claim, []).append(problem)
    return found


def _judgements(project: Project) -> Mapping[str, Sequence[Judged]]:
    """The last verdict on each subject that has one; those on passages stand with the citation they are offered for."""
    found: dict[str, list[Judged]] = {}
    if not project.reviews.verdicts:  # to make up what could be judged takes a tenth of a large report
        return found
    for handle, judgement in project.judgements.items():
        verdict, item = judgement.verdict, item_of_passage(handle)
        if verdict is None:
            continue
        words = f"the passage “{shorten(judgement.subject.parts['words'], 200)}”" if item else ""
        note = ". ".join(filter(None, (words, verdict.note)))
        shown = Judged(verdict.words, verdict.reviewer, verdict.date[:10], note, judgement.stale)
        found.setdefault(item or handle, []).append(shown)
    return found


def _offer_filters(chapters: Sequence[Chapter], works: Mapping[str, str]) -> Filters:
    cards: list[Card] = [card for chapter in chapters for card in chapter.cards]
    labels = Counter(card.label for card in cards)
    sources = Counter(key for card in cards for key in card.sources)
    checks = Counter(code for card in cards for code in {(p.code, p.slug) for p in card.problems})
    reviews = Counter(card.review for card in cards)
    return Filters(
        labels=tuple(Choice(label, label, labels[label]) for label in SHOWN_LABELS if labels[label]),
        sections=tuple(Choice(c.id, shorten(c.title, 60), len(c.cards)) for c in chapters),
        sources=tuple(
            Choice(key, shorten(works.get(key, f"@{key}"), 50), number)
            for key, number in sorted(sources.items(), key=lambda kv: (works.get(kv[0], kv[0]).casefold(), kv[0]))
        ),
        checks=tuple(Choice(code, slug.replace("-", " "), number) for (code, slug), number in sorted(checks.items())),
        reviews=tuple(Choice(state, words, reviews[state]) for state, words in REVIEW_STATES.items() if reviews[state]),
    )


def group_by_check(problems: Sequence[Problem], summaries: Mapping[str, str]) -> tuple[CheckGroup, ...]:
    """The problems by their check, the gravest first; `summaries` says in a line what each check finds."""
    groups: dict[str, list[Problem]] = {}
    for problem in sorted(problems, key=rank):
        groups.setdefault(problem.code, []).append(problem)
    return tuple(
        CheckGroup(
            code=code,
            slug=group[0].slug,
            summary=summaries.get(code, ""),
            severity=group[0].severity,
            certain=sum(1 for p in group if p.certainty == "certain" and not p.not_checkable),
            candidate=sum(1 for p in group if p.certainty != "certain" and not p.not_checkable),
            unchecked=sum(1 for p in group if p.not_checkable),
            problems=tuple(p for p in group if p.listed),
            unlisted=sum(1 for p in group if not p.listed),
        )
        for code, group in groups.items()
    )


def _say_how_made(project: Project) -> list[str]:
    told = [f"Made by argmap {VERSION}. The same input gives the same report, byte for byte."]
    if project.document is not None:
        digest = hashlib.sha256(project.document.text.encode("utf-8", "surrogatepass")).hexdigest()
        told.append(f"The paper was read from {project.document.path}; the text as read has the SHA-256 sum {digest}.")
    options = project.evaluation.options
    types = ", ".join(f"{kind} {strength:g}" for kind, strength in options.type_strength.items())
    told.append(
        f"Labels: the standard of proof is {STANDARD_WORDS[options.standard]}, where a claim names no other. "
        f"Strengths: DF-QuAD; linked premises are joined by their {options.premises}; evidence counts by its type "
        f"({types}), and less while nobody has judged it. "
        f"As verified counts {say_verified(options)}."
    )
    return told
