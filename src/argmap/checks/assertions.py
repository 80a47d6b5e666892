"""Which sentences assert something that a reader would want to see supported.

Signs are words and figures of the sentence itself: numbers, dates, ranks, superlatives, causes, universals. They make
a sentence a candidate and never more. A decade, a century and the number of a chapter are no numbers in this sense.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from argmap.tongues.prose import first_word, word_list

_YEAR = re.compile(r"(?<![\w.,/-])(?:1[0-9]\d\d|20\d\d)(?![\w/]|[.,-]\d|\s*(?:%|percent|per cent|million|billion))")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(
    r"(?:(?P<before>[^\W\d_]+\.?)[\s\u00a0-]+)?(?<![\w./-])(?P<number>\d+(?:[.,]\d+)*)"
    r"(?P<after>[-–]\d+|st\b|nd\b|rd\b|th\b|s\b|\s*%|\s+[^\W\d_]+|[^\W\d_]+)?"
)
_MONTHS = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?",
    re.IGNORECASE,
)
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))"
# a superlative says something checkable where it names what it was compared with: "the largest port of the coast"
_SUPERLATIVE = re.compile(
    r"\b(?i:the)\s+(?:(?:very|single|world['’]s|\w+['’]s)\s+)?(?:([a-z]+est)|most\s+(?!of\b)\w+|least\s+\w+|only)\b"
    r"[^.;,]{0,50}?\b(?:in|of|on|among|along|throughout|world|ever)\b(?!\s+(?:us|them|these|those|which|whom)\b)"
)


@cache
def _ranks() -> re.Pattern[str]:
    things = "|".join(word_list("ranked-things"))
    return re.compile(
        rf"\b(?:the|a|its|their|his|her)\s+{_ORDINAL}\s+(?:\w+\s+)?to\s+\w+"
        rf"|\b{_ORDINAL}\s+(?:(?:largest|biggest|highest|lowest|oldest|most|greatest|smallest)\b|(?:\w+\s+)?(?:{things})\b)"
        rf"|\bamong\s+the\s+(?:very\s+)?(?:first|last|few|top|leading|most|only|[a-z]+est)\b"
        rf"|\bone\s+of\s+the\s+(?:world['’]s\s+)?(?:first|last|few|top|leading|most|[a-z]+est)\b"
        rf"|\b(?:top|leading|foremost|number[- ]one)\s+(?:\w+\s+)?(?:{things})\b"
        rf"|\b(?:was|were|became|is|are)\s+the\s+(?:first|last)\b",
        re.IGNORECASE,
    )


@cache
def _labels() -> re.Pattern[str]:
    """Chapter 5, Lessons 11 and 12, Resolution 1244."""
    things = "|".join(re.escape(word) for word in word_list("labelled-things"))
    return re.compile(rf"\b(?:{things})\s*\d+(?:\.\d+)*(?:\s*(?:,|and|or|to|through|[-–/])\s*\d+)*", re.IGNORECASE)


@lru_cache(maxsize=4096)  # coverage and the checks of the text ask about the same sentences
def signs_of_assertion(sentence: str) -> tuple[str, ...]:
    """What in the sentence calls for support, each in a word: ``number``, ``date``, ``rank``, … Empty: nothing does."""
    found = []
    if _DIGIT.search(sentence):
        figures = _labels().sub(" ", sentence)
        if _YEAR.search(figures):
            found.append("date")
        if any(_is_quantity(m) for m in _NUMBER.finditer(figures)):
            found.append("number")
    if _ranks().search(sentence):
        found.append("rank")
    elif _is_superlative(sentence):
        found.append("superlative")
    if first_word("causal", sentence):
        found.append("cause")
    if first_word("all", sentence):
        found.append("universal")
    return tuple(found)


def _is_quantity(match: re.Match[str]) -> bool:
    """Whether a number says how many or how much, and is no year, decade, century, day, label or name."""
    number, before = match["number"], (match["before"] or "")
    after = (match["after"] or "").strip().lower()
    if after in ("%", "percent"):
        return True
    if re.fullmatch(r"1[0-9]\d\d|20\d\d", number) and after not in ("million", "billion"):
        return False
    if after in ("st", "nd", "rd", "th", "s") or _MONTHS.fullmatch(after) or _MONTHS.fullmatch(before):
        return False
    if after in ("am", "pm", "o'clock") or re.match(r"\d*:\d\d", match.string[match.start("number") :]):
        return False
    # 5G, H1N1, COVID-19, Python 3: a figure that belongs to a name
    named = before[:1].isupper() and match.start("before") > 0 and len(number) <= 2
    return not (named or (match["after"] and match["after"][0].isalpha()))


def _is_superlative(sentence: str) -> bool:
    words = (match[1] for match in _SUPERLATIVE.finditer(sentence))
    return any(word not in word_list("not-superlative") for word in words)


def first_sign_at(sentence: str) -> int:
    """Where the first figure, rank or superlative stands; the length of the sentence where there is none."""
    found = [match.start() for match in (re.search(r"\d", sentence), _ranks().search(sentence)) if match]
    found += [match.start() for match in (_SUPERLATIVE.search(sentence),) if match]
    return min(found, default=len(sentence))
