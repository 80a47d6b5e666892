"""Reads an issue of a newspaper or magazine that is cited as a whole: ``The Herald, 26 March 1997, p. 4``.

Nobody is its author, and its title is the paper's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from argmap.sources.reference_parsing.fields import PAGES, YEAR
from argmap.sources.reference_parsing.grammar import Grammar, pattern
from argmap.sources.reference_parsing.words import any_of, capitals, word_lists


@dataclass(frozen=True, slots=True)
class Issue:
    """The name of the paper, the year of the issue, and the page."""

    name: str
    year: str
    locator: str | None = None


@lru_cache(maxsize=1)
def _grammar() -> Grammar:
    months = rf"(?i:{any_of('months')})\.?"
    day = (
        rf"(?:\d{{1,2}}\.?(?:\s?[/–-]\s?\d{{1,2}}\.)?\s?(?:\d{{1,2}}[./]|{months}|de\s{months}(?:\sde)?)"
        rf"|\d{{1,2}}[/-]\d{{1,2}}[/-]|{months}\s\d{{1,2}},)\s?"
    )
    small = "|".join(re.escape(word) for word in word_lists()["particles"] if word != "vom")
    word = rf"(?:[{capitals()}][\w’'.&-]*|{small}|{any_of('joiners')}|of|the|for)"
    return Grammar(
        # beside the year there is a number of the day, or of the month
        needs_day=pattern(rf"(?=.*?\d\D.*{YEAR})[^\d]{{2,90}}\s\(?\d{{0,2}}[^()]{{1,24}}{YEAR}"),
        issue=pattern(
            rf"(?:in\s(?:der|dem|den)\s|im\s)?(?P<name>(?:[a-z]{{2,5}}(?=\svom\s)|(?:{word}\s){{0,6}}{word})"
            rf"(?:\s\([^()\d]{{1,30}}\))?),?\s\(?(?i:(?:vom|v\.|of|du|del|de|dated|am|tarihli|dt)\s)?{day}"
            rf"(?P<year>{YEAR})\)?(?:[,:]?\s(?i:{any_of('pages')})\.?\s?(?P<locator>{PAGES})|\s\([^()]{{1,20}}\))?[.,;]?\s*\Z"
        ),
    )


def read_issue(text: str) -> Issue | None:
    """The issue that the whole of a folded text names, or None."""
    known = _grammar()
    if len(text) > 140 or not known.needs_day.match(text) or (match := known.issue.match(text)) is None:
        return None
    if match["name"] in word_lists()["places"]:
        return None  # Berlin, 12.3.2001
    return Issue(match["name"], match["year"], match["locator"])
