"""Reads an issue of a periodical that is cited as a whole: ``The Herald, 26 March 1997, p. 4``; ``Ufer, Nr. 4/1996``.

Nobody is its author, and its title is the periodical's name. What is dated with ``vom`` is read so, too:
``Pressemitteilung des Ministeriums vom 3. 10. 1995``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from argmap.sources.references.fields import PAGES, YEAR
from argmap.sources.references.grammar import Grammar, pattern
from argmap.sources.references.words import any_of, capitals, word_lists


@dataclass(frozen=True, slots=True)
class Issue:
    """The name of the paper, the year of the issue, its number, and the page. `daily` says that the day was given."""

    name: str
    year: str
    locator: str | None = None
    number: str | None = None
    daily: bool = True


@lru_cache(maxsize=1)
def _grammar() -> Grammar:
    months = rf"(?i:{any_of('months')})\.?"
    # vom 28./29.10., vom 9./10. 3., vom 19., 27. und 30. 10.
    days = rf"(?:\d{{1,2}}\.,?(?:\s|\s?[/–-]\s?)){{0,3}}(?:{any_of('joiners')}\s)?"
    day = (
        rf"{days}(?:\d{{1,2}}\.?(?:\s?[/–-]\s?\d{{1,2}}\.)?\s?(?:\d{{1,2}}(?:[./]|(?=\s))|{months}|de\s{months}(?:\sde)?)"
        rf"|\d{{1,2}}[/-]\d{{1,2}}[/-]|{months}\s\d{{1,2}},)\s?"
    )
    count = rf"(?:\s(?i:{any_of('issue')})\.?\s\d[\d/]*|\s[IVXLC\d]{{1,8}}/\d{{1,4}})"  # Nr. 715/95, XII/84
    small = "|".join(re.escape(word) for word in word_lists()["particles"] if word != "vom")
    word = rf"(?:[{capitals()}][\w’'.&-]*|{small}|{any_of('joiners')}|of|the|for)"
    articles = "(?:[Dd](?:er|ie|as)|[Tt]he)"
    return Grammar(
        # Berichte zur deutschen Landeskunde 3, 2000
        volume=pattern(
            rf"(?P<name>[{capitals()}][\w’-]+(?:\s[^\W\d_]+){{2,8}})\s(?P<number>\d{{1,3}}),\s(?P<year>{YEAR})(?P<locator>(?!))?\.?\Z",
            form=rf"[^\d.,:;()]{{12,120}}\d{{1,3}},\s{YEAR}\.?\Z",
        ),
        # Der Spiegel (1980), Nr. 20, S. 25
        yearly=pattern(
            rf"(?P<name>{articles}\s(?:{word}\s){{0,4}}{word})\s\((?P<year>{YEAR})\),?\s(?i:{any_of('issue')})\.?\s(?P<number>\d{{1,4}})"
            rf"(?:,\s(?i:{any_of('pages')})\.?\s?(?P<locator>{PAGES}))?[.,;]?\s*\Z",
            form=rf"[^\d()]{{6,90}}\s\({YEAR}\)",
        ),
        # Mitteilung der Stadt Ulm an die Presse vom 3. 10. 1995
        dated=pattern(
            rf"(?P<name>[{capitals()}](?:[^\d.,;:\"“”„«»]|(?<=[A-Z])\.){{3,120}}?(?:,\s[{capitals()}]{{1,6}}\s{any_of('joiners')}\s[^\d.,;:\"“”„«»]{{1,40}}?)?)"
            rf"(?:{count}(?:\s[^\d.,;:\"“”„«»]{{3,80}}?)?|,\s[{capitals()}][a-z]+\s\d{{1,4}},)?\s(?:vom|v\.)\s{day}(?P<year>{YEAR})"
            rf"(?:[,:]?\s(?i:{any_of('pages')})\.?\s?(?P<locator>{PAGES}))?[.,;]?\s*\Z",
            form=r"[^\d\"“”„«»():;]{6,200}(?:\d[\d/]*[^\d\"“”„«»():;]{0,90})?\s(?:vom|v\.)\s\d",
        ),
        # Ufer und Strom, Nr. 4/1996, S. 3; Aus Hof und Stadt 47/2009, 9-14
        numbered=pattern(
            rf"(?P<name>(?:{word}\s){{0,9}}{word}),?\s(?:(?i:{any_of('issue')}|{any_of('volume')})\.?\s?)?(?P<number>\d{{1,3}})\s?/\s?(?P<year>{YEAR})"
            rf"(?:,\s(?:(?i:{any_of('pages')})\.?\s?)?(?P<locator>{PAGES}))?[.,;]?\s*\Z",
            form=rf"[^\d\"“”„«»():;]{{6,120}}\d{{1,3}}\s?/\s?{YEAR}(?!\d)",
        ),
        issue=pattern(
            rf"(?:in\s(?:der|dem|den)\s|im\s)?(?P<name>(?:(?:{articles}\s)?[a-z]{{2,14}}(?=\svom\s)|(?:{word}\s){{0,6}}{word})"
            rf"(?:\s\([^()\d]{{1,30}}\))?)(?:,\s(?i:{any_of('issue')})\.?\s?(?P<number>\d{{1,4}})(?:,\s(?i:part|teil)\s\w{{1,4}})?)?,?\s\(?(?i:(?:vom|v\.|of|du|del|de|dated|am|tarihli|dt)\s)?{day}"
            rf"(?P<year>{YEAR})\)?(?:[,:]?\s(?i:{any_of('pages')})\.?\s?(?P<locator>{PAGES})|\s\([^()]{{1,20}}\))?(?:,?\s[a-zà-ÿ][^\d]{{0,60}}|\s{any_of('joiners')}\s[{capitals()}].{{3,80}})?\s?[.,;]?\s*\Z",
            # beside the year there is a number of the day, or of the month
            form=rf"(?=.*?\d\D.*{YEAR})[^\d]{{2,90}}\s\(?\d{{0,2}}[^()]{{1,24}}{YEAR}",
        ),
    )


def read_issue(text: str) -> Issue | None:
    """The issue that the whole of a folded text names, or None."""
    known = _grammar()
    if len(text) > 240:
        return None
    if len(text) < 140 and (match := known.issue.match(text)):
        if match["name"] in word_lists()["places"]:
            return None  # Berlin, 12.3.2001
        return Issue(match["name"], match["year"], match["locator"], match["number"])
    if match := known.yearly.match(text) or known.numbered.match(text) or known.volume.match(text):
        return Issue(match["name"], match["year"], match["locator"], match["number"], daily=False)
    if (match := known.dated.match(text)) and not _says(match["name"]):
        return Issue(match["name"], match["year"], match["locator"], daily=False)
    return None


def _says(words: str) -> bool:
    """Whether these words are of a sentence, which may name a day, too."""
    return not word_lists()["sentence_words"].isdisjoint(words.casefold().split())
