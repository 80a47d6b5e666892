"""Reads what is known by its mark and not by an author: files of archives, standards, ancient and sacred works.

``BArch, R 43/12, Bl. 5``; ``ISO 9001:2015``; ``Cic. Att. 1,2``; ``Mt 5,3``. A text counts as such only where an
archive, a body of standards, an author of antiquity or a sacred book of the lists is named, and a mark of the shape
that belongs to it follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from argmap.sources.references.fields import YEAR
from argmap.sources.references.grammar import Grammar, pattern
from argmap.sources.references.words import any_of, capitals, word_lists


@dataclass(frozen=True, slots=True)
class Document:
    """What such a reference says; `certainty` holds for all of it. `container` is the file that a paper lies in."""

    kind: str
    title: str | None
    authors: tuple[str, ...] = ()
    container: str | None = None
    year: str | None = None
    locator: str | None = None
    publisher: str | None = None
    place: str | None = None
    certainty: float = 0.85

    @property
    def fields(self) -> dict[str, str | tuple[str, ...]]:
        """The fields that were seen, by name."""
        names = ("kind", "title", "authors", "container", "year", "locator", "publisher", "place")
        return {name: value for name in names if (value := getattr(self, name))}


@lru_cache(maxsize=1)
def _grammar() -> Grammar:
    cap = f"[{capitals()}]"
    # R 43 II/1234; FO 371/12345; RG 59, Box 12, Folder 3; Nl. Halm, Nr. 4; 2 L 13
    leaf = rf"{any_of('leaves', 'pages')}\.?\s?\d[^;,]{{0,20}}?"
    shelf = (
        rf"(?!{leaf}[.;,\s]*\Z)(?:{any_of('shelves')}\.?\s[^,;]{{1,40}}|{cap}[\w.]{{0,6}}\s?(?:[-/]\s?)?(?:{cap}{{1,4}}\s)?\d[\w/.:-]*"
        rf"(?:\s[IVXLC]+[\w/.-]*)?|\d+,\d+-\d+|\d+\s{cap}{{1,3}}\s\d[\w/.-]*)"
    )
    step = rf"(?:(?!{YEAR}(?!\w))\d{{1,4}}[a-h]?|(?=[IVXLC])[IVXLC]{{1,8}})"
    # 1,2; 2.494–759; IV 12, 3; 514a; 1094a1–3
    onward = rf"\s?[-–]\s?(?:{step}[.,:]?){{1,3}}\d{{0,2}}|\s?ff?\.?"
    passage = rf"(?:(?:{step}(?:[.,:]\s?|\s))+{step}|\d{{1,4}}[a-h]\d{{0,3}})(?:{onward})?"
    passages = (
        rf"(?P<locator>{passage}(?:[;,]\s(?:{any_of('joiners')}\s)?{passage})*)(?:\s\([^()]{{1,60}}\))?[.;,]*\s*\Z"
    )
    number = r"(?:[A-Z]{1,3}[\s-])?[A-Z]?\d{1,6}(?:[-.]\d{1,3}){0,3}"
    return Grammar(
        archive=pattern(
            rf"(?:(?P<title>[^\W\d_][^;]{{2,200}}?)[,.:;]\s(?:{any_of('inside')}:?\s)?)?"
            rf"(?P<file>(?<![\w(]){any_of('archives')}(?!\w)(?:\s(?!{any_of('shelves')}\b){cap}[^\W\d_]+){{0,4}}(?:\s\([^()\d]{{2,60}}\))?"
            rf"(?:,\s{cap}[^,;\d]{{2,60}}(?=,))?[,:]?\s{shelf}(?:,\s{shelf}){{0,3}})"
            rf"(?:,\s(?P<locator>{leaf}))?[.;,]*\s*\Z",
        ),
        standard=pattern(
            rf"(?P<number>{any_of('standards')}(?:[/\s](?:{any_of('standards')}|TS|TR|Std\.?))*\s{number}(?:[:-](?P<year>{YEAR})(?:-\d\d)?)?)"
            rf"(?![\w/])(?:\s\((?P<in_brackets>{YEAR})[^()]*\))?"
            rf"(?:[,.:;]?\s[“\"„«]?(?P<title>{cap}[^\d“”\"«»][^“”\"«»]{{5,200}}?)[”\"“»]?(?:[.,]\s(?P<rest>(?:{cap}[^.:,]{{1,40}}:\s)?{cap}[^.:,]{{1,40}},\s)?"
            rf"(?P<later>{YEAR}))?)?\.?\s*\Z",
        ),
        # BT-Drs. 14/6040, S. 134
        parliament=pattern(
            rf"(?P<title>{any_of('parliament')}\.?\s\d{{1,4}}[/-]\d{{1,6}})(?:,\s{any_of('pages')}\.?\s?(?P<locator>\d[^;]{{0,20}}?))?[.;,]*\s*\Z",
            re.IGNORECASE,
        ),
        ancient=pattern(
            rf"(?P<author>{any_of('ancients')}|(?P<full>{any_of('mononyms')}))(?!\w)(?P<stop>\.)?,?\s"
            rf"(?:(?P<title>[^\W\d_][^\d,;:()]{{0,50}}?)(?<![A-Z])\.?,?\s)?{passages}"
        ),
        sacred=pattern(
            rf"(?P<title>(?:(?:[1-5]\.?|I{{1,3}})\s?)?{any_of('sacred')})\.?\s(?P<locator>\d{{1,3}}(?:,\s?|:)\d{{1,3}}[a-f]?"
            rf"(?:\s?[-–.,;]\s?\d{{1,3}}(?:[,:]\s?\d{{1,3}})?|ff?\.?)*)(?:\s\([^()]{{1,40}}\))?[.;,]*\s*\Z"
        ),
        imprint=pattern(rf"(?:(?P<place>{cap}[^.:,]{{1,40}}):\s)?(?P<publisher>[^,]+),"),
        year=pattern(rf"(?<![\d/]){YEAR}(?![\d/])"),
    )


_LONGEST = 300


def read_document(text: str) -> Document | None:
    """What the whole of a folded text names by its mark, or None."""
    if len(text) > _LONGEST or not any(c.isdigit() for c in text):
        return None
    known = _grammar()
    words = [word.strip(".,:;()[]") for word in text.split()]
    begins = frozenset(words[:1])
    if not begins.isdisjoint(_first_words("standards")) and (match := known.standard.match(text)):
        title = match["title"]
        made = known.imprint.match(match["rest"]) if match["rest"] else None
        return Document(
            "standard",
            f"{match['number']} {title}" if title else match["number"],
            year=match["year"] or match["in_brackets"] or match["later"],
            publisher=made["publisher"] if made else None,
            place=made["place"] if made else None,
        )
    if not begins.isdisjoint(_first_words("parliament")) and (match := known.parliament.match(text)):
        return Document("report", match["title"], locator=_trimmed(match["locator"]))
    if not _first_words("archives").isdisjoint(words) and (match := known.archive.match(text)):
        title, file = match["title"], _trimmed(match["file"])
        years = known.year.findall(title or "")
        return Document(
            "archive", title or file, container=file if title else None, year=years[-1] if years else None,
            locator=_trimmed(match["locator"]),
        )  # fmt: skip
    short = len(text) < 120
    if short and not _first_words("sacred").isdisjoint(words[:2]) and (match := known.sacred.match(text)):
        return Document("classic", match["title"], locator=_trimmed(match["locator"]))
    classic = short and not begins.isdisjoint(_first_words("ancients", "mononyms"))
    if classic and (match := known.ancient.match(text)) and _is_passage(match):
        stop = "." if match["stop"] and not match["full"] else ""
        title = match["title"]
        if title and text[match.end("title") : match.end("title") + 1] == "." and len(title) < 8:
            title += "."
        return Document("classic", title, (match["author"] + stop,), locator=_trimmed(match["locator"]))
    return None


@cache
def _first_words(*names: str) -> frozenset[str]:
    """With which words the entries of lists begin: to look for them spares most texts the dear patterns."""
    return frozenset(word.split()[0] for name in names for word in word_lists()[name])


def _is_passage(match: re.Match[str]) -> bool:
    """Whether a place in an ancient work is meant: without a title its steps stand close, `Thuc. 2.34`."""
    named = match["title"] or match["stop"]
    return bool(match["title"] or re.match(r"\w+[.,:]\d" if named else r"\d+\.\d", match["locator"]))


def _trimmed(value: str | None) -> str | None:
    return value.rstrip(" .,;") if value else None
