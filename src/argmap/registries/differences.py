"""Where an entry and its record differ, told only of what both state and of what no custom of citing explains.

A year is held against every year of the record and may be one off (early access, reprints of a volume); pages may be
those cited out of the article; a series is no venue; a list of authors may be cut short; a title may go on with what
sort of thing it is of, or what it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from argmap.registries.identity import SAME_BY_ID, compare, fold, goes_on, page_range, persons_of, year_of
from argmap.registries.records import Record
from argmap.sources.source import Source
from argmap.tongues.lists import lists_of_all

Field = Literal["title", "year", "authors", "pages", "venue"]
_ARTICLE = frozenset({"article", "article-journal", "journal article"})


@dataclass(frozen=True, slots=True)
class Difference:
    """A field with what the entry and what the registry says."""

    field: Field
    entry: str
    registry: str


def differences(source: Source, record: Record) -> tuple[Difference, ...]:
    """Every difference between the entry and the record of its own identifier."""
    return tuple(_found(source, record))


def _found(source: Source, record: Record) -> Iterator[Difference]:
    like = compare(source, record)
    if source.title and record.title and like.title < SAME_BY_ID and not goes_on(source.title, record.title):
        yield Difference("title", source.title, record.title)
    year = year_of(source)
    if year and like.years_apart is not None and like.years_apart > 1 and not min(record.years) < year < max(
        record.years
    ):  # fmt: skip
        yield Difference("year", str(year), ", ".join(map(str, sorted(set(record.years)))))
    authors = persons_of(source.authors)
    if like.persons_known and authors and record.persons and like.shared * 2 < like.cited:
        yield Difference("authors", _names(source.authors), _names(record.persons))
    pages = _other_pages(source.pages, record.pages)
    if pages:
        yield Difference("pages", source.pages or "", record.pages)
    if _is_other_venue(source, record):
        yield Difference("venue", source.container or "", record.containers[0])


def _names(names: tuple[str, ...]) -> str:
    shown = "; ".join(names[:4])
    return f"{shown}; …" if len(names) > 4 else shown


def _other_pages(cited: str | None, has: str) -> bool:
    here, there = page_range(cited or ""), page_range(has)
    if here is None or there is None or there[0] == 1:  # what came out online first begins at 1
        return False
    return here[1] < there[0] or here[0] > max(there[1], there[0] + 40 if there[0] == there[1] else 0)


def _is_other_venue(source: Source, record: Record) -> bool:
    if source.type not in _ARTICLE or record.type != "journal-article" or not (source.container and record.containers):
        return False
    cited = _venue_words(source.container)
    return bool(cited) and all(
        (named := _venue_words(name)) and not any(_short_for(a, b) for a in cited for b in named)
        and "".join(word[0] for word in named) not in cited and "".join(word[0] for word in cited) not in named
        for name in record.containers
    )  # fmt: skip


def _venue_words(name: str) -> list[str]:
    return [word for word in fold(name).split() if word not in _small_words() and not word.isdigit()]


@cache
def _small_words() -> frozenset[str]:
    """Words that join the others of a name."""
    references = lists_of_all("references")
    return lists_of_all("registries")["small"] | references["particles"] | references["joiners"]


def _short_for(one: str, other: str) -> bool:
    """Whether one word is short for the other: `J`, `Jrnl`, `Journal`."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or (short[0] == long[0] and re.fullmatch(".*".join(short), long) is not None)
