"""Which sentences assert something that a reader would want to see supported.

Signs are words and figures of the sentence itself: numbers, dates, ranks, superlatives, causes, universals. They make
a sentence a candidate and never more. A decade, a century and the number of a chapter are no numbers in this sense.
"""

from __future__ import annotations

import re
from functools import lru_cache

from argmap.tongues.prose import first_word, has_words, pattern, word_list

_YEAR = re.compile(r"(?<![\w.,/-])(?:1[0-9]\d\d|20\d\d)(?![\w/]|[.,-]\d|\s*(?:%|percent|per cent|million|billion))")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(
    r"(?:(?<![^\W\d_])(?P<before>[^\W\d_]+\.?)[\s\u00a0-]+)?(?<![\w./-])(?P<number>\d+(?:[.,]\d+)*)"
    r"(?P<after>[-–]\d+|\s*%|\s+[^\W\d_]+|[^\W\d_]+|[.ºª]\s+(?=[^\W\d_]))?"
)
# the lists and patterns of a tongue that these signs are told by
WORDS = (
    "rank", "superlative", "label", "not-superlative", "causal", "all", "months", "months-short", "percent", "powers",
    "hours", "ordinal-ends",
)  # fmt: skip


@lru_cache(maxsize=4096)  # coverage and the checks of the text ask about the same sentences
def signs_of_assertion(sentence: str, tongue: str) -> tuple[str, ...]:
    """What in the sentence calls for support, each in a word: ``number``, ``date``, ``rank``, … Empty: nothing does.

    Nothing is known of a tongue that lacks one of the lists and patterns of `WORDS`.
    """
    if not has_words(WORDS, tongue):
        return ()
    found = []
    if _DIGIT.search(sentence):
        figures = pattern("label", tongue).sub(" ", sentence)
        if _YEAR.search(figures):
            found.append("date")
        if any(_is_quantity(m, tongue) for m in _NUMBER.finditer(figures)):
            found.append("number")
    if pattern("rank", tongue).search(sentence):
        found.append("rank")
    elif _is_superlative(sentence, tongue):
        found.append("superlative")
    if first_word("causal", sentence, tongue):
        found.append("cause")
    if first_word("all", sentence, tongue):
        found.append("universal")
    return tuple(found)


def _is_quantity(match: re.Match[str], tongue: str) -> bool:
    """Whether a number says how many or how much, and is no year, decade, century, day, label or name."""
    number, before = match["number"], (match["before"] or "").rstrip(".").lower()
    after = (match["after"] or "").strip().lower()
    if after == "%" or after in word_list("percent", tongue):
        return True
    if re.fullmatch(r"1[0-9]\d\d|20\d\d", number) and after not in word_list("powers", tongue):
        return False
    months = (*word_list("months", tongue), *word_list("months-short", tongue))
    # 26. Oktober, 3º lugar: a stop or a ring makes an ordinal
    if after in (".", "º", "ª", *word_list("ordinal-ends", tongue)) or after in months or before in months:
        return False
    if after in word_list("hours", tongue) or re.match(r"\d*:\d\d", match.string[match.start("number") :]):
        return False
    # 5G, H1N1, COVID-19, Python 3: a figure that belongs to a name
    named = (match["before"] or "")[:1].isupper() and match.start("before") > 0 and len(number) <= 2
    return not (named or (match["after"] and match["after"][0].isalpha()))


def _is_superlative(sentence: str, tongue: str) -> bool:
    words = (match["word"] for match in pattern("superlative", tongue).finditer(sentence))
    return any(word not in word_list("not-superlative", tongue) for word in words)


def first_sign_at(sentence: str, tongue: str) -> int:
    """Where the first figure, rank or superlative stands; the length of the sentence where there is none."""
    looked_for = (_DIGIT, pattern("rank", tongue), pattern("superlative", tongue))
    return min((match.start() for sign in looked_for if (match := sign.search(sentence))), default=len(sentence))
