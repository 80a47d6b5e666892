"""Reasons and objections that are given more than once: the same premises, in any order or in the same words again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from argmap.argument.model import Argument

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


def same_words(text: str) -> str:
    """A sentence without what does not change its words: case, punctuation, white space, the way letters are coded."""
    return _NO_WORD.sub(" ", unicodedata.normalize("NFC", text).casefold()).strip()
