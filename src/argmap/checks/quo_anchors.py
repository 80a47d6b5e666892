"""QUO: the words of the paper in which a claim is made (its anchors), and whether they stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.argument.model import Claim, Quotation
from argmap.checks.registry import check
from argmap.findings.finding import Finding
from argmap.ground.message import claim_name, say
from argmap.ground.places import Span
from argmap.project import Project
from argmap.quotations import Match


def anchors_in_state(project: Project, *states: str) -> Iterator[tuple[Claim, Quotation, Match]]:
    """Every anchor whose match is in one of the states."""
    for claim in project.argument.claims.values():
        if not (claim.anchors or claim.evidence):
            continue
        shown = (quotation for item in claim.evidence if item.in_paper for quotation in item.quotations)
        for anchor in (*claim.anchors, *shown):
            if anchor.match and anchor.match.state in states:
                yield claim, anchor, anchor.match


@check("QUO001", "anchor-not-in-paper", "error")
def anchor_not_in_paper(project: Project) -> Iterator[Finding]:
    """The words that a claim is anchored in do not stand in the paper.

    Why: the claim is then not the paper's, or the paper has changed since.

    Example: `> Turkey was the first country to help` where the paper has nothing like it.

    Mend: copy the words again from the paper, or take the claim out.
    """
    for claim, anchor, match in anchors_in_state(project, "not-found"):
        yield anchor_not_in_paper.finding(
            anchor.span,
            say("The words of {} are not in the paper", claim_name(claim.id)),
            claim=claim.id,
            quote=anchor.text,
            because=match.why,
        )


@check("QUO002", "anchor-altered", "error")
def anchor_altered(project: Project) -> Iterator[Finding]:
    """The words that a claim is anchored in stand in the paper with a difference that changes them.

    Why: a digit, a "not" or a name that differs makes it another statement.

    Example: the anchor has `in 1992`, the paper `in 1993`.

    Mend: copy the paper's words; mark what you leave out with `[…]`.
    """
    for claim, anchor, match in anchors_in_state(project, "altered"):
        shown = "; ".join(f'"{d.quote}" where the paper has "{d.source}" ({d.kind})' for d in match.differences[:3])
        yield anchor_altered.finding(
            anchor.span,
            say("The words of {} differ from the paper's: {}", claim_name(claim.id), shown or match.why),
            claim=claim.id,
            quote=anchor.text,
            related=[(_in_paper(project, match), "the paper's words")],
        )


def _in_paper(project: Project, match: Match) -> Span:
    assert project.document is not None, "a match was made in a document"
    return project.document.place(match.start, match.end)


@check("QUO003", "anchor-not-checkable", "note")
def anchor_not_checkable(project: Project) -> Iterator[Finding]:
    """The words that a claim is anchored in could not be looked for.

    Why: nothing was checked, and that is not the same as found.

    Example: no paper is set in the settings, or its file cannot be read; the anchor has `see`, the paper's PDF `seen`.

    Mend: as the reason says.
    """
    for claim, anchor, match in anchors_in_state(project, "not-checkable"):
        if project.document is not None and not match.undecided:  # too short, and QUO016 says so
            continue
        yield anchor_not_checkable.finding(
            anchor.span,
            say("The words of {} were not checked: {}", claim_name(claim.id), match.why),
            claim=claim.id,
            quote=anchor.text,
            not_checkable=True,
        )


@check("QUO004", "claim-without-anchor", "note")
def claim_without_anchor(project: Project) -> Iterator[Finding]:
    """A claim is tied to no words of the paper.

    Why: nobody can see where the paper makes it; a premise that the paper leaves unsaid should be an assumption.

    Example: `## allies-agree` with a sentence, and no line that begins with `>`.

    Mend: copy the paper's words under the claim, or give it the kind `{assumption}`.
    """
    if project.document is None:
        return
    for claim in project.argument.claims.values():
        if not claim.anchors and not claim.assumed and claim.kind != "question":
            yield claim_without_anchor.finding(
                claim.span, say("{} is tied to no words of the paper", claim_name(claim.id)), claim=claim.id
            )


@check("QUO005", "anchor-ambiguous", "note")
def anchor_ambiguous(project: Project) -> Iterator[Finding]:
    """The words that a claim is anchored in stand in the paper more than once.

    Why: the first place is taken; when the paper is revised, the claim may silently move to another passage.

    Example: `> the Balkan region is highly sensitive`, which stands on two pages.

    Mend: quote some more words, so that only the place that is meant fits.
    """
    on_one_line = " ".join(project.document.text.split()) if project.document else ""
    for claim, anchor, match in anchors_in_state(project, "verbatim"):
        again = _second_place(project, match, on_one_line)
        if again:
            yield anchor_ambiguous.finding(
                anchor.span,
                say("The words of {} stand in the paper more than once", claim_name(claim.id)),
                claim=claim.id,
                quote=anchor.text,
                related=[(_in_paper(project, match), "taken"), (again, "here too")],
            )


def _second_place(project: Project, match: Match, on_one_line: str) -> Span | None:
    """Where the words of a match stand again; `on_one_line` is the paper, in which most are seen to stand but once."""
    assert project.document is not None, "a match was made in a document"
    words, text = match.matched.split(), project.document.text
    if len(words) < 3:
        return None
    sought = " ".join(words)
    if on_one_line.count(sought) < 2 and " ".join(text[match.start : match.end].split()) == sought:
        return None
    again = re.compile(r"\s+".join(map(re.escape, words))).search(text, match.end)
    return project.document.place(*again.span()) if again else None
