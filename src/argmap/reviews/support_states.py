"""What is known of each citation and piece of evidence, from verdicts and from quoted words that were looked up.

A person's verdict decides while it fits what stands there; a passage that a person found to bear the claim out counts
as one. Without it, words that an auditor copied from the source and that do stand in its text make the citation
``quoted``, unless a person has rejected that text: the words are there, and nobody has judged whether they support the
claim. Words that stand there otherwise, with a "not" more or a digit changed, make it ``misquoted``: what the work does
not say is no ground, until the quotation is mended or a person has judged the citation. The tool alone never refutes:
words that were not found leave the citation unchecked, and the finding says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from argmap.argument.model import Argument
from argmap.argument.quotation_states import quotation_state
from argmap.reviews.judgements import Judgement
from argmap.reviews.offers import settled_by_passages, work_of

State = Literal["verified", "quoted", "partly", "unchecked", "misquoted", "refuted"]
_BY_VERDICT: dict[str, State] = {
    "supports": "verified",
    "accepted": "verified",
    "partly": "partly",
    "cannot-access": "unchecked",
    "does-not-support": "refuted",
    "contradicts": "refuted",
    "rejected": "refuted",
}


def support_states(argument: Argument, judgements: Mapping[str, Judgement]) -> dict[str, State]:
    """State by handle, for every citation, piece of evidence, claim and step of which anything is known."""
    states: dict[str, State] = {}
    settled = settled_by_passages(judgements)
    for claim in argument.claims.values():
        # a verdict on a claim or a step can take it away; only what is taken as given can be verified by one
        for handle in (claim.id, *(step.id for step in (*claim.reasons, *claim.objections))) if judgements else ():
            judged = judgements.get(handle)
            if judged and judged.current:
                state = _BY_VERDICT[judged.current.verdict]
                if state == "refuted" or (handle == claim.id and claim.assumed):
                    states[handle] = state
        for item in claim.grounds:
            judged = judgements.get(item.id)
            if judged and judged.current:
                states[item.id] = _BY_VERDICT[judged.current.verdict]
            elif item.id in settled:
                states[item.id] = "verified"
            elif not item.quotations:
                continue
            elif (quoted := quotation_state(item.quotations)) == "altered":
                states[item.id] = "misquoted"
            elif quoted == "found" and not _rejected(work_of(item), judgements):
                states[item.id] = "quoted"
    return states


def _rejected(work: str | None, judgements: Mapping[str, Judgement]) -> bool:
    judged = judgements.get(f"@{work}")
    return judged is not None and judged.current is not None and _BY_VERDICT[judged.current.verdict] == "refuted"
