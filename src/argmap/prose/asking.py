"""For which sentences a reviewer asks for a source, and what in them makes him ask.

Not every sentence with a number in it is worth a reader's question. What is, says something of the world beyond the
paper that somebody must have counted, seen or written: what studies show, a share, a rank, a dated event.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from argmap.prose.assertions import WORDS as SIGNS
from argmap.prose.assertions import signs_of_assertion
from argmap.tongues.prose import first_word, has_words, pattern

Call = Literal["studies", "view", "statistic", "rank", "superlative", "event", "comparison", "date", "number"]

# what each is called where a reader is told
IN_WORDS: dict[Call, str] = {
    "studies": "report of what others found or hold",
    "view": "view that is somebody's",
    "statistic": "statistic",
    "rank": "rank or first",
    "superlative": "superlative",
    "event": "dated event",
    "comparison": "comparison",
    "date": "date",
    "number": "number",
}
_STATISTIC = re.compile(
    r"\d\s?(?:%|percent\b|per cent\b|Prozent\b|por ciento\b|por cento\b|pour cent\b|per cento\b)"
    r"|[$€£¥]\s?\d|\d\s?(?:[$€£¥]|euros?\b|dollars?\b|USD\b|EUR\b)"
    r"|\d\s?(?:[mb]illion|trillion|Millionen|Milliarden|Mio\b|Mrd\b|millones|millions|milliards|milioni|miliardi|milhões|"
    r"milyon|milyar|milionë)"
    r"|(?<![\d.,])[1-9]\d{0,2}(?:[,.\u202f]\d{3})+(?![\d.,]?\d)",
    re.IGNORECASE,
)
# a formula with a letter in it, typed between dollars: "$n+1$" is no sum of money, and its figures count nothing
_FORMULA = re.compile(r"\$(?=\S)(?=[^$]*(?<![\\A-Za-z])[A-Za-z])[^$]{1,400}(?<=\S)\$(?!\d)")
_DIGIT = re.compile(r"\d")
# English is what a paper is taken for whose tongue could not be told; a sentence of it has one of these
_ENGLISH = re.compile(r"\b(?:the|of|and|was|were|with|has|that)\b")
WORDS = (*SIGNS, "reports", "said-by-all", "view", "share", "event-year", "whole", "by-itself")


@lru_cache(maxsize=16_384)  # several checks ask about the same sentences, of a long book too
def call_for_source(sentence: str, tongue: str) -> Call | None:
    """What in a sentence makes a reader ask for its source, the strongest first; None where nothing does.

    The tongue must have the lists and patterns that `WORDS` names.
    """
    if "$" in sentence:
        sentence = _FORMULA.sub(" ", sentence)
    if tongue == "en" and not _ENGLISH.search(sentence):
        return None
    if pattern("reports", tongue).search(sentence) or first_word("said-by-all", sentence, tongue):
        return "studies"
    if pattern("view", tongue).search(sentence):
        return "view"
    if (_DIGIT.search(sentence) and _STATISTIC.search(sentence)) or pattern("share", tongue).search(sentence):
        return "statistic"
    signs = signs_of_assertion(sentence, tongue)
    ranked = ("rank" in signs or "superlative" in signs) and not pattern("by-itself", tongue).search(sentence)
    if ranked and pattern("whole", tongue).search(sentence) and not _says("opinion", sentence, tongue):
        return "rank" if "rank" in signs else "superlative"
    stands = _says("present", sentence, tongue)
    if "date" in signs and pattern("event-year", tongue).search(sentence) and not stands:
        return "event"
    if ranked:
        return "comparison"
    if "date" in signs:
        return "date"
    return "number" if "number" in signs else None


def _says(name: str, sentence: str, tongue: str) -> bool:
    """Whether a sentence has what a pattern looks for that the tongue may lack."""
    return has_words([name], tongue) and pattern(name, tongue).search(sentence) is not None
