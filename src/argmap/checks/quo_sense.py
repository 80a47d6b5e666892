"""QUO: quotations that prove nothing, or whose marks of omission and insertion may change what is said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.argument.model import Quotation
from argmap.argument.offers import work_of
from argmap.checks.registry import check
from argmap.findings.finding import Finding
from argmap.manuscript.document import Document
from argmap.project import Project
from argmap.quotations import Difference

_WORD = re.compile(r"\w+")


def _all_quotations(project: Project) -> Iterator[tuple[str, Quotation, Document | None]]:
    """Every anchor and quotation with its claim, and the text to look in, if there was one."""
    for claim in project.argument.claims.values():
        for anchor in claim.anchors:
            yield claim.id, anchor, project.document
        for item in claim.grounds:
            key = work_of(item)
            for quotation in item.quotations:
                yield claim.id, quotation, project.texts.document(key) if key else None


@check("QUO016", "quotation-too-short", "note")
def quotation_too_short(project: Project) -> Iterator[Finding]:
    """Quoted words are too few to prove anything.

    Why: two or three short words stand in any text; that they were found says nothing.

    Example: `> the treaty` under a claim or a citation.

    Mend: quote the whole clause.
    """
    for claim, quotation, there in _all_quotations(project):
        match = quotation.match
        if there and match and match.state == "not-checkable" and not match.undecided:
            yield quotation_too_short.finding(
                quotation.span,
                f"The words quoted under {claim} were not checked: {match.why}",
                claim=claim,
                quote=quotation.text,
                not_checkable=True,
            )


@check("QUO017", "marks-change-sense", "warning", "candidate")
def marks_change_sense(project: Project) -> Iterator[Finding]:
    """A marked ellipsis leaves out words that soften a statement, or brackets put in a number or another strong word.

    Why: the marks are honest in form, and the sentence may still say more than its author did. Where a negation is
    left out or put in, the quotation is altered, and QUO002 or QUO011 say so.

    Example: `"Turkey […] ended the war"` where the source has "Turkey, it may be argued, ended the war".

    Mend: quote the words that were left out, or say in the claim what they say.
    """
    for claim, quotation, text in _all_quotations(project):
        for difference in quotation.match.differences if quotation.match and quotation.match.found else ():
            strong = _strong_words(difference, (text and text.tongue) or project.tongue)
            if not strong:
                continue
            shown = ", ".join(f"“{word}”" for word in strong[:3])
            gap = difference.kind == "omission"
            told = f"words left out hold {shown}" if gap else f"brackets put in {shown}"
            yield marks_change_sense.finding(
                quotation.span,
                f"The quotation under {claim} may say more than its source: {told}",
                claim=claim,
                quote=quotation.text,
                because=f"the source has: {difference.source}" if difference.source else None,
            )


def _strong_words(difference: Difference, tongue: str) -> list[str]:
    """The words left out that soften, or those put in that weigh; word lists are read only where there is a mark."""
    gap, put_in = difference.kind == "omission", difference.kind == "insertion"
    # a note mark or a running header that was passed over is an omission too, but nobody marked it
    if difference.weight != "editorial" or not (put_in or (gap and re.search(r"\.{3}|…", difference.quote))):
        return []
    from argmap.quotations.folding import fold
    from argmap.quotations.lexicon import load_lexicon

    lexicon = load_lexicon(tongue)
    if gap:
        return [word for word in _WORD.findall(difference.source) if fold(word) in lexicon.hedges]
    strong = lexicon.hedges | lexicon.degrees | lexicon.numerals
    return [word for word in _WORD.findall(difference.quote) if word.isdigit() or fold(word) in strong]
