"""Which sentences assert something that a reader would want to see supported.

Signs are words and figures of the sentence itself: numbers, dates, ranks, superlatives, causes, universals. They make
a sentence a candidate and never more.
"""

from __future__ import annotations

import re

from argmap.checks.words import first_word

_NUMBER = re.compile(r"(?<![\w.])\d[\d.,]*\s*(?:%|percent|per cent|million|billion|thousand|[A-Z]{3}\b|[a-z]+)?", re.I)
_YEAR = re.compile(r"\b(?:1[5-9]\d\d|20\d\d)\b")
_RANK = re.compile(r"\b(?:first|second|third|\d+(?:st|nd|rd|th))\s+(?:largest|biggest|most|country|state|to)\b", re.I)
_SUPERLATIVE = re.compile(r"\b(?:the\s+(?:\w+est|most\s+\w+|least\s+\w+)|the\s+only)\b", re.I)


def signs_of_assertion(sentence: str) -> tuple[str, ...]:
    """What in the sentence calls for support, each in a word: ``number``, ``date``, ``rank``, … Empty: nothing does."""
    found = []
    if _YEAR.search(sentence):
        found.append("date")
    if any(not _YEAR.match(m[0]) for m in _NUMBER.finditer(sentence)):
        found.append("number")
    if _RANK.search(sentence):
        found.append("rank")
    if _SUPERLATIVE.search(sentence):
        found.append("superlative")
    if first_word("causal", sentence):
        found.append("cause")
    if first_word("all", sentence):
        found.append("universal")
    return tuple(found)
