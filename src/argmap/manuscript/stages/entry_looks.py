"""What an entry of a reference list looks like: its number, how it begins, its year or address."""

from __future__ import annotations

import re

from argmap.ground.patterns import later

_YEAR = r"(?<![\d/.])(?:1[5-9]\d\d|20\d\d)[a-z]?(?!\d)|\bn\. ?d\.|\bforthcoming\b|\bin press\b"
YEAR = later(_YEAR, re.IGNORECASE)
NUMBER = re.compile(r"(?:\[(\d{1,4})\]|\(?(\d{1,3})[.)–-](?=\s))\s*")
STRONG_START = later(
    r"(?:(?:v[ao]n|de[rnl]?|du|di|da|al|el|ten|ter|la|le|dos)[ -])*[^\W\d_][^\s,;:]*(?: [^\s,;:]+){0,3},"
    r"\s*(?:[^\W\d_]\.|[^\W\d_][\w'’-]+)"
    r"|(?:[^,.()]|(?<![^\W\d_])[^\W\d_a-z]\.){3,120}\.?\s\(?(?:1[5-9]|20)\d\d[a-z]?\)?"  # X. Li and D. Roth. 2002
    r"|[–—―‒_-]{2,}[.,:]?\s"  # the same author again: ———. and — (2012), — (Dec. 2012)
    r"|[—―]\s\((?:[^()]{0,16}\s)?(?:1[5-9]|20)\d\d[a-z]?\)"
    r"|[^\W\d_][\w'’-]+\s[A-Z]{1,3}(?:,|\.\s|\s\()"
    r"|[^\W\d_a-z]{2,}(?:[ -][^\W\d_a-z]{2,}){0,3}\s[^\W\d_a-z][\w'’-]+(?:,|\s(?:et|and|&|und|y|e)\s)"  # KUNZ Otto,
)
# The year of a date too ("3.6.2002", "Nr. 6/2002"), or what stands for a year where there is none.
ANY_YEAR = later(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|\bn\. ?d\.|\bforthcoming\b|\bin press\b", re.IGNORECASE)
DATED = later(rf"{_YEAR}|https?://|www\.|\bo\. ?J\.|\bs\. ?[df]\.|\bt\.y\.", re.IGNORECASE)
# [Lee and Moe, 2002b], [World Bank n.d.], [R Core Team 2014-]: what such entries are cited by
YEAR_LABEL = re.compile(
    r"\[[^\W\d_“\"][^\[\]]{0,120}?[,\s]\s?"
    r"(?P<year>(?:1[5-9]|20)\d\d[a-z]?|n\. ?d\.[a-z]?|forthcoming|in press)[-–]?\]\s+"
)
_YEAR_FIRST = re.compile(r"(?:1[5-9]|20)\d\d[a-z]?\s+[\"“„‘«]?[^\W\d_a-z]")
ADDRESS = re.compile(r"https?://|www\.")


def looks_like_entry(words: str) -> bool:
    """Whether words begin like an entry of a list and hold a year, and no sentence runs on in them."""
    flat = " ".join(words.split())
    body = without_number(flat)
    return (
        bool(STRONG_START.match(body))
        and bool(YEAR.search(body))
        and not re.search(r"[a-z]{3}[.!?] [A-Z][a-z]+ [a-z]+ [a-z]+ [a-z]+ [a-z]+ [a-z]+", body[60:])
    )


def begins_with_year(words: str) -> bool:
    """Whether a work begins with its year and has its author elsewhere: `1984 Language and Thought, Cambridge: MIT`."""
    return _YEAR_FIRST.match(words) is not None


def without_number(words: str) -> str:
    """An entry without the number that the list gives it."""
    found = NUMBER.match(words)
    return words[found.end() :] if found else words
