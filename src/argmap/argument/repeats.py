"""What is given more than once: reasons and objections from the same premises, evidence in the same words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from argmap.argument.model import Argument, Claim, Evidence

_NO_WORD = re.compile(r"[\W_]+")


def first_alike(argument: Argument) -> Mapping[str, str]:
    """For each step the first one for (or against) the same claim with the same premises; most are their own.

    Premises are the same where they are one claim or say the same in the same words, whatever their order, case and
    punctuation: a premise that is written down again under another id is no second premise.
    """

    @cache
    def words(claim: str) -> str:
        return same_words(argument.claims[claim].text) or claim

    found: dict[str, str] = {}
    for claim in argument.claims.values():
        for steps in (claim.reasons, claim.objections):
            if len(steps) == 1:  # most are: nothing need be compared
                found[steps[0].id] = steps[0].id
                continue
            first: dict[frozenset[str], str] = {}
            for step in steps:
                found[step.id] = first.setdefault(frozenset(map(words, step.premises)), step.id)
    return found


def evidence_given_again(claim: Claim) -> Iterator[tuple[Evidence, Evidence]]:
    """Each piece of evidence in the same words as an earlier one under its claim, and that one.

    Two that name different works are two: one may bear the other out.
    """
    if len(claim.evidence) < 2:
        return
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
