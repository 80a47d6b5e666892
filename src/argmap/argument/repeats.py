"""What is given more than once: reasons and objections from the same premises, evidence in the same words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from argmap.argument.model import Argument, Claim, Evidence

_NO_WORD = re.compile(r"[\W_]+")


def first_alike(argument: Argument) -> Mapping[str, str]:
    """For each step the first one for (or against) the same claim with the same premises; most are their own.

    Premises are the same where they are one claim or say the same in the same words, whatever their order, case and
    punctuation: a premise that is written down again under another id is no second premise.
    """
    words = {claim.id: same_words(claim.text) or claim.id for claim in argument.claims.values()}
    first: dict[tuple[str, str, frozenset[str]], str] = {}
    return {
        step.id: first.setdefault((step.claim, step.kind, frozenset(words[p] for p in step.premises)), step.id)
        for step in argument.steps()
    }


def evidence_given_again(claim: Claim) -> Iterator[tuple[Evidence, Evidence]]:
    """Each piece of evidence in the same words as an earlier one under its claim, and that one.

    Two that name different works are two: one may bear the other out.
    """
    seen: dict[str, list[Evidence]] = {}
    for item in claim.evidence:
        earlier = seen.setdefault(same_words(item.text) or item.id, [])
        first = next((e for e in earlier if None in (item.source, e.source) or item.source == e.source), None)
        if first:
            yield item, first
        earlier.append(item)


def same_words(text: str) -> str:
    """A sentence without what does not change its words: case, punctuation, white space, the way letters are coded."""
    return _NO_WORD.sub(" ", unicodedata.normalize("NFC", text).casefold()).strip()
