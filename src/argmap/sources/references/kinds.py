"""Tells what kind of work a reference names, by its words and by which fields it has."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from argmap.ground.patterns import later
from argmap.sources.references.fields import YEAR, Imprint
from argmap.sources.references.folding import Lifted
from argmap.sources.references.imprint import DOCUMENT_NUMBER
from argmap.sources.references.titles import Title
from argmap.sources.references.words import any_of

# 60(8-B), 4209
_JOURNAL_NUMBERS = later(r"\d,?\s?\([\w–-]{1,9}\),\s?\d")


@cache
def _kind_words(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of('kinds.' + kind)}(?!\w)", re.IGNORECASE)


def tell_kind(
    text: str, title: Title, imprint: Imprint, lifted: Lifted, thesis: bool, *, body: bool = False
) -> tuple[str, float] | None:
    """The kind and how sure it is, or None where nothing tells. `body` says that an organisation is the author."""
    outside = text.replace(title.text, " ") if title.text else text
    container = imprint.container or ""
    if thesis:
        return "thesis", 0.95
    if _kind_words("conference").search(outside) and not (imprint.volume and imprint.issue):
        return "conference", 0.9
    if container and not imprint.pages and _kind_words("report").search(container):
        return "report", 0.8
    if imprint.volume and container and not (imprint.editors or imprint.publisher):
        return "article", 0.92
    if imprint.inside or (imprint.editors and container):
        return "chapter", 0.9
    if _kind_words("report").search(outside):
        return "report", 0.8
    if DOCUMENT_NUMBER.search(outside) or (
        body and not container and title.text and not title.quoted and _kind_words("report").search(title.text)
    ):
        return "report", 0.7
    if container and _kind_words("newspaper").search(container):
        return "newspaper", 0.7
    if container and (imprint.pages or imprint.issue or title.quoted):
        return "article", 0.8
    if _kind_words("dataset").search(outside):
        return "dataset", 0.7
    if imprint.publisher and (imprint.place or not (lifted.url or lifted.doi)) and not title.quoted:
        return "book", 0.85 if imprint.place else 0.65
    if lifted.url and (lifted.accessed or not imprint.publisher):
        return "web", 0.8 if lifted.accessed else 0.6
    return None


@lru_cache(maxsize=1)
def _school() -> re.Pattern[str]:
    return re.compile(
        rf"[,.:;(\[]\s?(?P<school>[^,.:;()\[\]]*\b(?i:{any_of('bodies.words')})\b[^,.:;()\[\]]*)", re.UNICODE
    )


def thesis_school(rest: str) -> dict[str, str | None] | None:
    """For a thesis: publisher (the school), place and year, from what follows the title. None where it is no thesis,
    but stands in a journal of theses.
    """
    words = _kind_words("thesis").search(rest[:250])
    if words is None:
        return None
    year = re.findall(rf"(?<!\d)({YEAR}[a-z]?)(?!\d)", rest)
    schools = [m.group("school").strip() for m in _school().finditer(f",{rest}")]
    schools = [re.sub(rf"\s?{YEAR}.*$", "", s) for s in schools]
    named = [
        s
        for s in schools
        if re.search(r"(?i)\buni|institut|college|school|hochschule|academ|akadem", s)
        and not _kind_words("thesis").search(s)
    ]
    if not named and (
        match := re.search(
            (
                r"(?:,|\.|:)\s?(?P<school>[^,.:;()\[\]\d]{3,60}?(?:College|School|Polytechnic|ETH|MIT|LSE)[^,.:;"
                r"()\[\]\d]{0,30})"
            ),
            rest,
        )
    ):
        named = [match.group("school").strip()]
    if not named and _JOURNAL_NUMBERS.search(rest):
        return None
    return {"publisher": named[-1] if named else None, "year": year[-1] if year else None}
