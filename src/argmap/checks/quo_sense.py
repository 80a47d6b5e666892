"""QUO: quotations that prove nothing, that speak of something else, or whose marks may change what is said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.argument.model import Quotation
from argmap.checks.registry import check
from argmap.findings.finding import Finding
from argmap.ground.message import claim_name, say, work_name
from argmap.manuscript.document import Document
from argmap.project import Project
from argmap.reviews.offers import work_of

_WORD = re.compile(r"\w+")
# So many characters to either side of a quotation say what it speaks of: a sentence or two.
_AROUND = 300


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
                say("The words quoted under {} were not checked: {}", claim_name(claim), match.why),
                claim=claim,
                quote=quotation.text,
                not_checkable=True,
            )


@check("QUO017", "marks-change-sense", "warning", "candidate")
def marks_change_sense(project: Project) -> Iterator[Finding]:
    """Words are left out that soften a quotation or limit of what it holds, or brackets put in a strong word.

    Why: the marks are honest in form, and the sentence may still say more than its author did. Where a negation is
    left out or put in, the quotation is altered, and QUO002 or QUO011 say so.

    Example: `"Turkey […] ended the war"` where the source has "Turkey, it may be argued, ended the war".

    Mend: quote the words that were left out, or say in the claim what they say.
    """
    for claim, quotation, text in _all_quotations(project):
        for difference in quotation.match.differences if quotation.match and quotation.match.found else ():
            told = difference.note if difference.weight == "warning" else ""
            if difference.kind == "insertion" and difference.weight == "editorial":
                strong = _strong_words(difference.quote, (text and text.tongue) or project.tongue)
                told = f"brackets put in {strong}" if strong else ""
            if not told:
                continue
            yield marks_change_sense.finding(
                quotation.span,
                say("The quotation under {} may say more than its source: {}", claim_name(claim), told),
                claim=claim,
                quote=quotation.text,
                because=f"the source has: {difference.source}" if difference.source else None,
            )


def _strong_words(put_in: str, tongue: str) -> str:
    """The words put in that weigh, three of them; word lists are read only where there is a mark."""
    from argmap.quotations.folding import fold
    from argmap.quotations.lexicon import load_lexicon

    lexicon = load_lexicon(tongue)
    strong = lexicon.hedges | lexicon.degrees | lexicon.numerals
    found = [word for word in _WORD.findall(put_in) if word.isdigit() or fold(word) in strong]
    return ", ".join(f"“{word}”" for word in found[:3])


@check("QUO018", "beside-the-claim", "note", "candidate")
def beside_the_claim(project: Project) -> Iterator[Finding]:
    """Quoted words stand in their source, and neither they nor the sentences about them share a word with the claim.

    Why: that words are there does not say that they support the claim; these may be copied from a wrong place or work.

    Example: "The ministry doubled the budget" on the words "the harbour was rebuilt in the spring".

    Mend: read the passage; quote the words that bear the claim out, or record a verdict that they do.
    """
    if not project.texts.paths:
        return
    from argmap.quotations.passages import share_no_word

    for claim in project.argument.claims.values():
        anchored = " ".join((claim.text, *(anchor.text for anchor in claim.anchors)))
        for item in claim.grounds:
            judged, key = project.judgements.get(item.id), work_of(item) or ""
            for quotation in item.quotations if key and not (judged and judged.current) else ():
                there, match = project.texts.document(key), quotation.match
                if there is None or match is None or not match.found:
                    continue
                tongue = there.tongue or project.claims_tongue
                about = there.text[max(0, match.start - _AROUND) : match.end + _AROUND]
                if tongue == project.claims_tongue and share_no_word(anchored, about, tongue):
                    yield beside_the_claim.finding(
                        quotation.span,
                        say(
                            "The words quoted from {} are there, but share no word with {}",
                            work_name(key),
                            claim_name(claim.id),
                        ),
                        claim=claim.id,
                        quote=quotation.text,
                        help="Read whether they support it; a verdict settles it.",
                    )
