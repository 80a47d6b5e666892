"""QUO: the words of the paper in which a claim is made (its anchors), and whether they stand there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from argmap.argument.model import Claim, Quotation
from argmap.checks.registry import check
from argmap.findings.finding import Finding
from argmap.places import Span
from argmap.project import Project
from argmap.quotations import Match


def anchors_in_state(project: Project, *states: str) -> Iterator[tuple[Claim, Quotation, Match]]:
    """Every anchor whose match is in one of the states."""
    for claim in project.argument.claims.values():
        for anchor in claim.anchors:
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
            f"The words of {claim.id} are not in the paper",
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
            f"The words of {claim.id} differ from the paper's: {shown or match.why}",
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

    Example: no paper is set in the settings, or the words are too short to prove anything.

    Mend: as the reason says.
    """
    for claim, anchor, match in anchors_in_state(project, "not-checkable"):
        yield anchor_not_checkable.finding(
            anchor.span,
            f"The words of {claim.id} were not checked: {match.why}",
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
                claim.span, f"{claim.id} is tied to no words of the paper", claim=claim.id
            )


@check("QUO005", "anchors-moved", "note", "candidate")
def anchors_moved(project: Project) -> Iterator[Finding]:
    """The anchors of one claim have drifted far apart, or stand in the paper in another order than in the file.

    Why: the paper was revised and a passage moved, or the words were found in the wrong place.

    Example: the first anchor of a claim is found on page 9 and the second on page 2.

    Mend: look at both places; put the anchors in the paper's order.
    """
    for claim in project.argument.claims.values():
        found = [a for a in claim.anchors if a.match and a.match.state in ("verbatim", "noise")]
        for earlier, later in pairwise(found):
            assert earlier.match is not None, "filtered above"
            assert later.match is not None, "filtered above"
            if later.match.start < earlier.match.start:
                yield anchors_moved.finding(
                    later.span,
                    f"The words of {claim.id} stand in the paper in another order than here",
                    claim=claim.id,
                    related=[
                        (_in_paper(project, earlier.match), "first here"),
                        (_in_paper(project, later.match), "second in the paper"),
                    ],
                )
                break
