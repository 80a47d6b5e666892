"""What is known of each citation and piece of evidence, from verdicts and from quoted words that were looked up.

A person's verdict decides while it fits what stands there. Without one, words that an auditor copied from the source
and that do stand in its text count as verified. The tool alone never refutes: words that were not found leave the
citation unchecked, and the finding says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from argmap.argument.model import Argument, Quotation
from argmap.argument.subjects import Judgement

State = Literal["verified", "unchecked", "refuted"]
_BY_VERDICT: dict[str, State] = {
    "supports": "verified",
    "accepted": "verified",
    "partly": "unchecked",
    "cannot-access": "unchecked",
    "does-not-support": "refuted",
    "contradicts": "refuted",
    "rejected": "refuted",
}


def support_states(argument: Argument, judgements: Mapping[str, Judgement]) -> dict[str, State]:
    """State by handle, for every citation and piece of evidence of which anything is known."""
    states: dict[str, State] = {}
    for claim in argument.claims.values():
        judged = judgements.get(claim.id)
        if claim.assumed and judged and judged.current:
            states[claim.id] = _BY_VERDICT[judged.current.verdict]
        for item in claim.grounds:
            judged = judgements.get(item.id)
            if judged and judged.current:
                states[item.id] = _BY_VERDICT[judged.current.verdict]
            elif _words_found(item.quotations):
                states[item.id] = "verified"
    return states


def _words_found(quotations: tuple[Quotation, ...]) -> bool:
    return bool(quotations) and all(q.match is not None and q.match.found for q in quotations)
