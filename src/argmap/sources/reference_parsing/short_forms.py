"""Recognises references that point back at a fuller one: `Sülkü 2010: 11`, `ibid., 12`, `Miller, op. cit., p. 4`.

A short form must account for the whole text; anything left over makes it an ordinary reference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from typing import Literal

from argmap.sources.reference_parsing.imprint import PAGES, YEAR
from argmap.sources.reference_parsing.names import grammar, read_names, turn_round
from argmap.sources.reference_parsing.words import any_of, capitals

ShortForm = Literal["author-date", "author-page", "author-title", "ibid", "op-cit", "loc-cit"]


@dataclass(frozen=True, slots=True)
class Short:
    """A short form and what it says. `certainty` is that of its kind; the fields it fills are as sure as that."""

    form: ShortForm
    certainty: float
    authors: tuple[str, ...] = ()
    year: str | None = None
    title: str | None = None
    locator: str | None = None
    others: bool = False


@lru_cache(maxsize=1)
def _grammar() -> SimpleNamespace:
    names = grammar()
    joiner, others = any_of("joiners"), any_of("others")
    word = rf"(?:(?:{any_of('particles')})\s)*{names.word}(?:\s(?:{any_of('particles')}\s)*{names.word}){{0,3}}"
    people = (
        rf"(?P<people>(?:(?:[{capitals()}]\.\s?){{1,3}})?{word}(?:(?:(?:,\s"
        rf"|\s?;\s){word}){{0,5}},?\s{joiner}\s{word})?(?P<others>,?\s(?i:(?:&\s|and\s)?{others})\b\.?)?)"
    )
    place = rf"(?i:{any_of('pages', 'places_in_work', 'volume')})"
    pages = rf"(?:[IVXLC]{{1,6}}[:.,]\s?)?{PAGES}"
    locator = rf"(?P<locator>(?:{place}\.?\s?)?{pages}(?:[,;]\s(?:{place}\.?\s?)?{pages})*)"
    sure_locator = rf"(?P<locator>{place}\.?\s?{pages}(?:,\s(?:{place}\.?\s?)?{pages})*)"
    year = rf"(?P<year>{YEAR}[a-z]?|(?i:{any_of('undated', 'unpublished')})\.?)"
    end = r"\s?[.;,]?\)?\s*\Z"
    return SimpleNamespace(
        ibid=re.compile(
            rf"\(?(?i:{any_of('ibid')})(?![\w])\.?[,;:]?\s?{locator.replace('?P<locator>', '?P<locator>', 1)}?{end}"
        ),
        op_cit=re.compile(
            rf"(?:{people}[,.]?\s)?(?i:(?P<op>{any_of('op_cit')})|{any_of('loc_cit')})(?![\w])\.?[,;:]?\s?"
            rf"(?:{locator})?{end}"
        ),
        author_date=re.compile(
            rf"\(?{people},?\s[(\[]?{year}[)\]]?(?:\s?[,:;]\s?{locator}"
            rf"|\s{sure_locator.replace('locator', 'sure')})?{end}"
        ),
        author_page=re.compile(rf"{people},\s(?:{sure_locator}|(?P<bare>{PAGES})){end}"),
        author_title=re.compile(
            rf"{people},\s(?:[\"“„«‘'](?P<quoted>[^\"”“»]{{3,90}}?)[,.]?[\"”“»’'],?|(?P<plain>[{capitals()}][^,."
            rf"()\d\"“”]{{2,60}}),)\s{locator}{end}"
        ),
        publisher=re.compile(rf"(?<!\w)(?!(?i:universit)){any_of('bodies.publishers')}\Z", re.IGNORECASE),
        quoted=re.compile(rf"(?:^|[,.;:(]?\s?\(?)\b(?i:{any_of('quoted_in')})\.?:?\s", re.IGNORECASE),
        signal=re.compile(rf"\(?(?:{any_of('signals')})(?![\w])[.,:]?\s(?=\S)", re.IGNORECASE),
    )


def without_signal(text: str) -> str:
    """The reference without "see also", "cf." and the like before it."""
    for _ in range(3):
        match = _grammar().signal.match(text)
        if match is None or (text[match.end() : match.end() + 1].islower() and not _small_start(text[match.end() :])):
            break
        text = text[match.end() :]
    return text


def _small_start(text: str) -> bool:
    """A reference may begin with a small letter: ibid., a particle, an address, another signal."""
    known = _grammar()
    return bool(
        known.ibid.match(text)
        or known.signal.match(text)
        or re.match(rf"{any_of('particles')}\s|https?:|www\.", text)
        or known.op_cit.match(text)
    )


def split_quoted(text: str) -> tuple[str, str] | None:
    """`X, quoted in Y` as X and Y, or None."""
    match = _grammar().quoted.search(text)
    if match is None or not text[match.end() :].strip():
        return None
    return text[: match.start()].strip(" .,;:("), text[match.end() :].strip()


def read_short_form(text: str) -> Short | None:
    """The short form that the whole of a folded text is, or None."""
    known = _grammar()
    if len(text) > 160:
        return None
    if match := known.ibid.match(text):
        return Short("ibid", 0.98, locator=_clean(match.group("locator")))
    if match := known.op_cit.match(text):
        form: ShortForm = "op-cit" if match.group("op") else "loc-cit"
        return Short(
            form, 0.97, _people(match), locator=_clean(match.group("locator")), others=bool(match.group("others"))
        )
    if (match := known.author_date.match(text)) and not known.publisher.search(match.group("people")):
        locator = match.group("locator") or match.group("sure")
        return Short(
            "author-date", 0.95, _people(match), match.group("year"), None, _clean(locator), bool(match.group("others"))
        )
    if (match := known.author_page.match(text)) and len(match.group("people").split()) <= 8:
        page = match.group("locator") or match.group("bare")
        if not re.fullmatch(YEAR, page) or match.group("locator"):
            return Short(
                "author-page",
                0.8 if match.group("locator") else 0.65,
                _people(match),
                None,
                None,
                _clean(page),
                bool(match.group("others")),
            )
    if (
        (match := known.author_title.match(text))
        and len(match.group("people").split()) <= 6
        and not re.search(rf"\b{YEAR}\b", text)
    ):
        title = match.group("quoted") or match.group("plain")
        return Short(
            "author-title",
            0.75,
            _people(match),
            None,
            title.strip(),
            _clean(match.group("locator")),
            bool(match.group("others")),
        )
    return None


def _clean(locator: str | None) -> str | None:
    """A locator without the word for pages before it; other words ("ch. 3", "n. 4") belong to it."""
    if not locator:
        return None
    return (
        re.sub(rf"^(?:{any_of('pages')})\.?\s?(?=[\divxlcIVXLC])", "", locator.strip(" .,;:()"), flags=re.IGNORECASE)
        or None
    )


def _people(match: re.Match[str]) -> tuple[str, ...]:
    """The names of a short form: family names stay alone, `W. Miller` is turned round."""
    people = match.group("people")
    if not people:
        return ()
    if match.group("others"):
        people = people[: people.rindex(match.group("others"))]
    body = grammar().body.search(people)
    if body:
        return (people.strip(" ,"),)
    read = read_names(people)
    if read and read.layout in ("initials-first", "initials-last") and read.end >= len(people) - 1:
        return read.names
    parts = [
        p.strip(" ,;") for p in re.split(rf",\s(?:{any_of('joiners')}\s)?|;\s|\s(?:{any_of('joiners')})\s", people)
    ]
    return tuple(turn_round(p) if re.match(rf"[{capitals()}]\.", p) else p for p in parts if p)
