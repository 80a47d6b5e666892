"""Finds volume, number, year and pages by the shapes that the styles give them.

Such shapes are ``9(1), 19–28``, ``9, no. 1 (2018): 19–28``, ``vol. 9, no. 1, pp. 19–28``, ``2018;9(1):19-28``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from argmap.sources.references.fields import PAGES, YEAR, Imprint, dated_year
from argmap.sources.references.grammar import Grammar, pattern
from argmap.sources.references.issuers import issuer_words
from argmap.sources.references.words import any_of, capitals


@lru_cache(maxsize=1)
def _grammar() -> Grammar:
    flags = re.IGNORECASE
    vol, iss, pp, months = any_of("volume"), any_of("issue"), any_of("pages"), any_of("months")
    issue_number = r"[\w./–-]{1,12}"
    return Grammar(
        # 2018;9(1):19-28 and 2018 Jan 5;9:19
        medical=pattern(
            (
                rf"(?P<year>{YEAR})(?:\s{months}\.?(?:[-–]{months})?(?:\s\d{{1,2}})?)?\s?;\s?"
                rf"(?P<volume>\d{{1,4}})\s?(?:\((?P<issue>[^()]{{1,20}})\))?(?:\s?:\s?(?P<pages>e?{PAGES}))?"
            ),
            flags,
            form=rf"{YEAR}[^;]{{0,40}};",
        ),
        # abs/1712.01815
        preprint=pattern(r"(?P<volume>\babs/\d{4}\.\d{4,5})"),
        # 72(1865):294, 1905: of two years the last is that of the work
        high_issue=pattern(
            (
                rf"(?<![–—\d.-])\b(?P<volume>\d{{1,4}})\s?\((?P<issue>{YEAR})\)(?:\s?[:,]\s?(?P<pages>{PAGES}))?,\s"
                rf"(?:{months}\.?\s)?(?P<year>{YEAR})(?=[.,;]|\s*\Z)"
            ),
            flags,
            form=rf"\d\s?\({YEAR}\)[^()]{{2,40}}{YEAR}",
        ),
        # vol. 9, no. 1, 2018, pp. 19-28
        labelled=pattern(
            (
                rf"\b(?:{vol})\.?\s?(?P<volume>\d{{1,4}}|[IVXLC]{{1,7}}\b)(?:\s?[,.;:/]?\s?(?:{iss})\.?\s?"
                rf"(?P<issue>{issue_number}?)(?=[\s,.;:()]|$))?"
            ),
            flags,
        ),
        # 9.1 (2018): 19-28; 9, 1 (May 2018), 19-28; 9/1 (2018)
        divided=pattern(
            (
                rf"(?P<volume>(?<![–—\d.-])(?<!p\.\s)\b\d{{1,4}})(?:\.|/|,\s?)(?P<issue>{issue_number})\s?\({dated_year()}\)(?:\s?[:,]\s?"
                rf"(?:{pp}\.?\s?)?(?P<pages>{PAGES}))?"
            ),
            flags,
            form=rf"\d[./,]\s?{issue_number}\s?\(",
        ),
        # 9, no. 1 (May 2018): 19-28 and 9 (2018), no. 1: 19-28
        numbered=pattern(
            (
                rf"(?P<volume>(?<![–—\d.-])(?<!p\.\s)\b[A-Z]?\d{{1,4}})(?:,?\s(?:{iss})\.?\s?(?P<issue>{issue_number}))?,?\s?\({dated_year()}\)(?:(?:,?\s(?:{iss})"
                rf"\.?\s?|\s(?=\d{{1,2}}[,:]))(?P<later>\w{{1,8}}(?:[-–/]\w{{1,4}})?))?(?:(?:\s?[:,]\s?|\s(?=[\dS]))(?:{pp}\.?\s?)?"
                rf"(?P<pages>{PAGES}))?"
            ),
            flags,
            form=rf"\d[^()]{{0,60}}\([^()]{{0,60}}{YEAR}[A-Za-z]?\)",
        ),
        # 9(1), 19-28; 9 (1): pp. 19-28; 9(1)
        issue_in_brackets=pattern(
            (
                rf"(?P<volume>(?<![–—\d.-])(?<!p\.\s)\b\d{{1,4}})\s?\((?!{YEAR}\))(?P<issue>[^()\s]{{1,12}}(?:\s[^()\s]{{1,8}})?)\)"
                rf"(?:\s?[:,.]\s?(?:{pp}\.?\s?)?(?P<pages>(?!{YEAR}(?!\d|\s?[-–]))(?:Article\s)?{PAGES}))?"
            ),
            flags,
            form=rf"\d\s?\((?!{YEAR}\))[^()]{{1,21}}\)",
        ),
        # Journal 9, no. 1: 19-28
        numbered_without_year=pattern(
            (
                rf"(?P<volume>(?<![–—\d.-])(?<!p\.\s)\b\d{{1,4}}),?\s(?:{iss})\.?\s?(?P<issue>{issue_number}?)(?=[\s,.;:()]|$)"
                rf"(?:\s?[:,]\s?(?:{pp}\.?\s?)?(?P<pages>{PAGES}))?"
            ),
            flags,
            form=rf"(?i:\d,?\s(?:{iss})\.?\s?[\w./–-])",
        ),
        # , 85, 217-228 and 85: 217-228 and 85:217
        bare=pattern(
            rf"(?:(?<=,\s)|(?<=\w\s)|(?<=\.\s))(?P<volume>(?!{YEAR}\b)[A-Z]?\d{{1,4}}[A-Z]?)\s?(?:,\s|:\s?)(?:{pp}\.?\s)?"
            rf"(?P<pages>(?!{YEAR}(?![\d]|\s?[-–])){PAGES})(?=[\s.,;)]|$)"
        ),
        # Nano Lett. 2010, 10, 1012 and 2004, 305, (5689), 12
        chemists=pattern(
            rf"(?<![\d–-])(?P<year>{YEAR}),\s(?P<volume>\d{{1,4}})(?:,?\s?\((?P<issue>[\w–-]{{1,9}})\))?"
            rf"(?:,\s(?P<pages>(?!{YEAR}\b){PAGES}))?(?=[.,;]|\s*\Z)",
            form=rf"{YEAR},\s\d",
        ),
        # 17 259-273
        spaced=pattern(r"(?<=[.,]\s)(?P<volume>\d{1,4})\s(?P<pages>\d{1,5}[-–]\d{1,5})(?=[,.;]|\s*\Z)"),
        # Merkur 55, 2001, H. 9/10
        german=pattern(
            rf"(?<=[^\W\d]),?\s(?P<volume>\d{{1,3}}),\s(?P<year>{YEAR}),\s(?:{iss})\.?\s?(?P<issue>\d{{1,3}}(?:[-–/]\d{{1,3}})?)"
            rf"(?:,\s(?:{pp})\.?\s?(?P<pages>{PAGES}))?(?=[\s,.;)]|$)",
            flags,
            form=rf"\d,\s{YEAR},\s\D",
        ),
        # Zeitschrift für Deichrecht, 58/1, S. 3
        halves=pattern(
            rf"(?<=[^\W\d]{{3}})(?:,\s|\s)(?P<volume>\d{{1,3}})\s?/\s?(?P<issue>\d{{1,2}})(?=,\s(?:{pp})\.?\s?\d|\s\({YEAR}\))",
            flags,
        ),
        # Die Woche, 49, 1998
        weekly=pattern(rf"(?<=[^\W\d]),\s(?P<volume>\d{{1,3}}),\s(?P<year>{YEAR})(?=[.,;]|\s*\Z)"),
        # Nr. 4/1996, 47/2009, 2010/1
        slashed=pattern(
            rf"(?:\b(?:{vol}|{iss})\.?\s?)?(?:(?<![\d/.-])(?P<volume>\d{{1,3}})\s?/\s?(?P<year>{YEAR})(?![\d/-])"
            rf"|(?<![\d/.-])(?P<this>{YEAR})\s?/\s?(?P<issue>\d{{1,2}})(?![\d/-]))",
            flags,
        ),
        # no volume: no. 12 (2018): 19-28
        issue_only=pattern(
            rf"\b(?:{iss})\.?\s?(?P<issue>\d{{1,5}}(?:[-–/]\d{{1,4}})?)\b(?:\s?\({dated_year()}\))?(?:\s?:\s?"
            rf"(?P<pages>{PAGES}))?",
            form=rf"\b(?:{iss})\.?\s?\d",
        ),
        pages=pattern(
            rf"(?:,\s(?:{any_of('signal_words')}))?[(,;:\s]\s?(?<![\w])(?P<mark>{pp})(?:\.\s?|\s|(?=\d))(?P<pages>(?=[\divxlcA-Z]){PAGES})\)?"
            rf"(?:,?\s(?:{any_of('joiners', 'signal_words')}|bzw|sowie)\.?\s(?:{pp})\.?\s?{PAGES})?(?=[\s,.;:)\]]|$)",
            flags,
            form=rf"(?i:(?<!\w)(?:{pp})[.\s\d])",
        ),
    )


_SHAPES = {
    "medical": 0.97,
    "german": 0.93,
    "preprint": 0.9,
    "high_issue": 0.95,
    "labelled": 0.95,
    "divided": 0.95,
    "numbered": 0.95,
    "issue_in_brackets": 0.95,
    "numbered_without_year": 0.93,
    "chemists": 0.9,
    "bare": 0.85,
    "spaced": 0.85,
    "halves": 0.85,
    "slashed": 0.8,
    "weekly": 0.8,
    "issue_only": 0.85,
}
"""The shapes of volume, issue and pages in the order in which they are tried: how sure each is."""


def take_numbers(text: str, found: Imprint, note: bool) -> tuple[str, int | None]:
    """Finds volume, number, year and pages by their shape; gives back the text without them and where they stood."""
    known = _grammar()
    for name, certainty in _SHAPES.items():
        match = getattr(known, name).search(text)
        if match is None:
            continue
        parts = match.groupdict()
        found.fill("volume", parts.get("volume"), certainty)
        found.fill("issue", parts.get("issue") or parts.get("later"), certainty)
        found.fill("year", parts.get("year") or parts.get("this"), 0.95)
        if pages := parts.get("pages"):
            _fill_pages(found, pages, certainty, note)
        return f"{text[: match.start()]} {text[match.end() :]}", match.start()
    return text, None


def _fill_pages(found: Imprint, pages: str, certainty: float, note: bool) -> None:
    single = not re.search(r"[-–—‐−]", pages)
    if note and single:
        found.fill("locator", pages, 0.8)
    else:
        found.fill("pages", pages, certainty if not single else min(certainty, 0.7))


def take_pages(text: str, found: Imprint, note: bool) -> str:
    """Finds the pages, after the numbers; gives back the text without them."""
    known = _grammar()
    if match := known.pages.search(text):
        _fill_pages(found, match.group("pages"), 0.95, note)
        keep = ")" if match.group(0).endswith(")") and not match.group(0).startswith("(") else ""
        # "Proceedings of …, pp. 62–68 Sydney": what follows is no part of the name before
        follows = re.match(rf"\s?[{capitals()}]", text[match.end() :])
        rest = f", {text[match.end() :].lstrip(' ,')}" if follows else f" {text[match.end() :]}"
        text = f"{text[: match.start()]}{keep}{rest}"
    if (
        not found.pages
        and not found.locator
        and (match := re.search(rf"\b{YEAR}[a-z]?\)\s?[,:]\s?(?P<pages>{PAGES})[.,]?\s*$", text))
    ):
        found.fill("locator" if note else "pages", match.group("pages"), 0.85)
        text = f"{text[: match.start('pages')].rstrip(' ,:')} "
    bracketed = r"(?<=\w)\s\((?P<pages>\d{1,5}[-–]\d{1,5})\)"  # Handbuch der Deiche (63–78)
    if not found.pages and not found.locator and (match := re.search(bracketed, text)):
        found.fill("pages", match.group("pages"), 0.8)
        text = f"{text[: match.start()]}{text[match.end() :]}"
    ranged = r"[,.:]\s(?P<pages>\d{1,5}\s?[-–—‐−]\s?\d{1,5})(?=\s*[.,]|\s*$)"
    if not found.pages and not found.locator and (match := re.search(ranged, text)):
        found.fill("pages", match.group("pages"), 0.8)
        before = text[: match.start()].strip()
        found.inside = (
            found.inside or bool(issuer_words().gathering.search(before)) or not issuer_words().imprint.match(before)
        )
        text = f"{text[: match.start()]}. {text[match.end() :]}"
    return text
