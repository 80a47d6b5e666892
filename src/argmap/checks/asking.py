"""For which sentences a reviewer asks for a source, and what in them makes him ask.

Not every sentence with a number in it is worth a reader's question. What is, says something of the world beyond the
paper that somebody must have counted, seen or written: what studies show, a share, a rank, a dated event.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from argmap.checks.assertions import signs_of_assertion
from argmap.tongues.prose import first_word, word_list

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
    r"|(?<![\d.,])[1-9]\d{0,2}(?:[,.\u202f]\d{3})+(?![\d.,]?\d)"
    r"|\b(?:one|two|three|four|nine)[ -](?:in|out of)[ -](?:three|four|five|ten)\b"
    r"|\b(?:half|two[ -]thirds|three[ -]quarters|a (?:third|quarter|fifth|tenth)) of\b",
    re.IGNORECASE,
)
_VIEW = re.compile(r"\b[Aa]ccording to (?:the )?(?:[A-Z][\w'’-]+|many|most|some|several|official|recent)\b")
# a year that something is said to have happened in, and no part of a name ("Agenda 2010") or of a citation
_IN_YEAR = re.compile(
    r"\b(?:in|In|since|Since|by|By|from|From|until|Until|during|During|after|After|before|Before|around|Around|of|to|"
    r"and|between|Between|January|February|March|April|May|June|July|August|September|October|November|December|"
    r"spring|summer|autumn|winter|\d{1,2},|year|early|late|mid)[ -](?:1[0-9]|20)\d\d\b"
)
# with what a thing was compared: "the largest port of the world", "the first in Varden"
_WHOLE = re.compile(
    r"\b(?:world|country|history|century|continent|ever|of all|among all|since|(?:in|of|to) (?:the )?[A-Z]\w+)\b"
)
# a first that the paper claims for itself, and the first of a row
_BY_ITSELF = re.compile(
    r"\bfirst\s+(?:[\w-]+\s+)?(?:study|evidence|analysis|paper|attempt|work|article|time|step|author|"
    r"to (?:use|study|apply))\b"
    r"|\b(?:this|these|each|our|every)\s+(?:first|second|third|last)\b",
    re.IGNORECASE,
)


def call_for_source(sentence: str, tongue: str | None) -> Call | None:
    """What in a sentence makes a reader ask for its source, the strongest first; None where nothing does.

    The words of reports, ranks and superlatives are English; in another tongue figures and dates speak alone.
    """
    english = tongue in (None, "en")
    if english and (_reports().search(sentence) or first_word("said-by-all", sentence)):
        return "studies"
    if english and _VIEW.search(sentence):
        return "view"
    if _STATISTIC.search(sentence):
        return "statistic"
    signs = signs_of_assertion(sentence)
    ranked = english and ("rank" in signs or "superlative" in signs) and not _BY_ITSELF.search(sentence)
    if ranked and _WHOLE.search(sentence):
        return "rank" if "rank" in signs else "superlative"
    if english and "date" in signs and _IN_YEAR.search(sentence):
        return "event"
    if ranked:
        return "comparison"
    if "date" in signs:
        return "date"
    return "number" if "number" in signs else None


@cache
def _reports() -> re.Pattern[str]:
    """ "most historians have argued", "recent studies show"."""
    who, say = ("|".join(word_list(name)) for name in ("those-who-study", "what-they-say"))
    return re.compile(
        rf"(?<![\w-])(?:{who})\b(?:\s+(?!that\b|which\b|who\b|not\b)[\w-]+){{0,3}}?\s+(?:has\s+|have\s+|had\s+)?(?:\w+ly\s+|long\s+|often\s+|"
        rf"also\s+)?(?:{say})\b",
        re.IGNORECASE,
    )
