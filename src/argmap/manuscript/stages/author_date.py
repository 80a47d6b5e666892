"""Finds citations by author and year, and by author and page, in all their manners.

Precision comes first: a bracket with a year is a citation only where what stands before the year reads like authors.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from argmap.manuscript.stages.found_mark import FoundMark
from argmap.manuscript.stages.names import Named, authors_before, authors_in, cites_again, is_same_author
from argmap.tongues.lists import lists_of_all

_ROUND = re.compile(r"\(((?:[^()]|\([^()]{0,120}\)){3,700})\)|\[((?:[^\[\]]){5,500})\]")
# "(Silva; Souza, 2010)": the Brazilian manner (ABNT NBR 10520) parts the authors of one work by semicolons.
_NAME_ALONE = re.compile(r"\s*[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:['’ -][^\W\d_]+){0,4}\s*")
_LONGEST_WORK = 20  # years
_INNER = re.compile(r"\(([^()]{3,120})\)")
_BARE_YEAR = re.compile(r"(?:(?<=[^\W\d_] )|(?<=[^\W\d_][.,] ))((?:1[4-9]|20)\d\d[a-z]?)(?![\w/])(?!\s?[–-]\s?\d)")
_NAMED_BEHIND = re.compile(r"\s[^\W\d_a-zß-öø-ÿ][^\W\d_]+(?=\s|$)")  # "(2007 IHRIM)" tells of no work
_HELD_IN = re.compile(r"\s(?:in|at|im|en|à|a|em)\s[^\W\d_a-zß-öø-ÿ]")
_PAGES = r"\d{1,5}[a-z]?(?:\s?[–—-]\s?\d{1,5})?"
_PLACE = (
    r"(?:pp?|chaps?|ch|secs?|vol|para?s?|nn?|[Ff]n|figs?|tabs?|SS?|ss?|f|fq|[Kk]ap|no|[Aa]rt|[Bb]d|Rn|Rz|Abs|págs?)\.?\s?"
    r"|§{1,2}\s?"
    r"|(?:chapters?|sections?|pages?|figures?|tables?|volumes?|notes?|paragraphs?|part)\s"
)
_LOCATOR = re.compile(
    rf"\s*(?P<colon>[:,])\s?(?P<word>{_PLACE})?"
    rf"(?P<pages>(?:[ivxlcdm]{{1,7}}\b(?:\s?[–—-]\s?[ivxlcdm]{{1,7}}\b)?|{_PAGES}(?:\s?ff?\.?)?)"
    rf"(?:(?:,|\s&|\sand)\s?(?!(?:1[4-9]|20)\d\d\b){_PAGES}){{0,8}})(?!\w)"
)


@cache
def _year() -> re.Pattern[str]:
    """A year as it is cited, or what stands for one (n.d., in press, o. J.).

    1867/1990, [1844] 1990, 2011 [1951–1953], 2012a,b, 19--
    """
    lists = lists_of_all("references")
    words = sorted({w.rstrip(".") for w in lists["undated"] | lists["unpublished"]}, key=lambda w: (-len(w), w))
    # of "s.f." the first full stop must stand: SF is something else; "i.E." (im Erscheinen) is none without its capital
    instead = "|".join(
        rf"(?{'i' if word.islower() else '-i'}:{re.escape(word)})".replace(r"\ ", r"\s?") for word in words
    )
    first = r"\[(?:1[4-9]|20)\d\d(?:\s?[/–-]\s?(?:(?:1[4-9]|20)\d\d|\d\d))?\]"
    return re.compile(
        rf"(?<![\d.:/=–-])(?:(?:{first}\s?)?(?:ca?\.\s?)?\[?(1[4-9]\d\d|20\d\d|(?:1[4-9]|20)--)\]?"
        r"(?:\s?[/–-]\s?(?:1[4-9]\d\d|20\d\d|\d\d))?(?:\s?([a-z](?:,\s?[a-z](?![a-z.]))*))?"
        rf"(?:\s?{first})?|(?<!\w)((?:{instead})\.?))(?![\d\w])"
    )


def author_dates(text: str, groups: Iterator[int]) -> Iterator[FoundMark]:
    """Citations by author and year in brackets, or with the year in brackets behind a name."""
    last: FoundMark | None = None
    for bracket in _ROUND.finditer(text):
        inner = 1 if bracket[1] is not None else 2
        content, at = bracket[inner], bracket.start(inner)
        again = cites_again(content)
        if again is not None:
            yield FoundMark("author-date", *bracket.span(), next(groups), locator=again or None, ibid=True)
        elif _year().search(content):
            marks = _further_years(text, last, content, at, next(groups))
            marks = marks or list(_items(text, content, at, next(groups), bracket.start()))
            inner_ones = list(_within(text, content, at, groups, marks))
            if not marks:
                yield from inner_ones
                continue
            marks = sorted((*marks, *inner_ones), key=lambda mark: mark.start)
            last = marks[-1]
            if len(marks) == 1:
                mark = marks[0]
                marks = [mark._replace(start=min(mark.start, bracket.start()), end=bracket.end())]
                behind = _LOCATOR.match(text, bracket.end())
                if mark.narrative and not mark.locator and behind and behind["word"]:  # König (1981), S. 656
                    place = f"{behind['word']}{behind['pages']}".strip()
                    marks = [marks[0]._replace(end=behind.end(), locator=place)]
            yield from marks


def _within(text: str, content: str, at: int, groups: Iterator[int], known: Sequence[FoundMark]) -> Iterator[FoundMark]:
    """Citations in brackets of their own within a remark in brackets: ``(as Judt (2005) and James (2003) show)``.

    Where some of the bracket were read without these, `known`, only a year behind a name is another.
    """
    last: FoundMark | None = None
    for inner in _INNER.finditer(content):
        begins = at + inner.start()
        if any(mark.start < begins < mark.end + 2 for mark in known):
            continue
        marks = _further_years(text, last, inner[1], begins + 1, next(groups))
        marks = marks or list(_items(text, inner[1], begins + 1, next(groups), begins))
        yield from (mark for mark in marks if not known or (mark.narrative and not mark.guessed))
        last = marks[-1] if marks else last


def _further_years(text: str, last: FoundMark | None, content: str, at: int, group: int) -> list[FoundMark]:
    """The 1985 of ``Marr (1983) and (1985)``, where no name stands before the second bracket."""
    year = _year().match(content)
    if last is None or not last.narrative or year is None or not year[1]:
        return []
    place = _LOCATOR.fullmatch(content, year.end())
    if not _joined().fullmatch(text, last.end, at - 1) or not (place or year.end() == len(content)):
        return []
    pages = f"{place['word'] or ''}{place['pages']}".strip() if place else None
    mark = last._replace(start=at, end=at + len(content), group=group, locator=pages)
    return [mark._replace(year=printed) for printed in _years(year)]


@cache
def _joined() -> re.Pattern[str]:
    joiners = "|".join(sorted(map(re.escape, lists_of_all("citing")["joiners"])))
    return re.compile(rf"\)?(?:,?\s(?:{joiners}|&)|,)\s")


def unbracketed(text: str, groups: Iterator[int], found: Sequence[FoundMark]) -> Iterator[FoundMark]:
    """``siehe Porst 1984 und Funk 1989: 7``: name and year without a bracket, which only a known work bears out.

    `found` are the marks known so far, in the order of the text. What stands in a bracket has been read with it.
    """
    brackets = [bracket.span() for bracket in _ROUND.finditer(text)]
    for year in _BARE_YEAR.finditer(text):
        named = authors_before(text, year.start())
        at = bisect_left(found, year.end(), key=lambda mark: mark.start)
        around = bisect_left(brackets, (year.start(), 0))
        if around and brackets[around - 1][1] > year.start():
            continue
        if named is None or (at and found[at - 1].end > named.start):
            continue
        locator = _LOCATOR.match(text, year.end())
        if locator and _is_year(locator):
            locator = None
        pages = f"{locator['word'] or ''}{locator['pages']}".strip() if locator else None
        end = (locator or year).end()
        group = next(groups)
        yield FoundMark(
            "author-date",
            named.start,
            end,
            group,
            None,
            None,
            pages,
            named.names,
            year[1],
            True,
            sure=False,
            guessed=True,
        )


# Smith 45; Smith, Weirs 7; “Dams Today” 3
_ITEM_WITH_PAGE = re.compile(
    r"(?P<names>[^\W\d_][^\d“”\"]{1,80}?)?(?:,?\s?[“\"](?P<title>[^“”\"]{3,90}?)[,.]?[”\"])?\s"
    r"(?P<pages>\d{1,3}(?:[–-]\d{1,3})?(?:,\s\d{1,3}(?:[–-]\d{1,3})?){0,4})"
)
_PLAIN_ROUND = re.compile(r"\(([^()]{4,160})\)")


def author_pages(text: str, groups: Iterator[int]) -> Iterator[FoundMark]:
    """``(Smith 45)``, ``(Smith, Weirs 7)``, ``(“Dams Today” 3)``: MLA's manner, which only a known work bears out.

    The authors of the mark are the name, or the title where no author is named; it has no year.
    """
    for bracket in _PLAIN_ROUND.finditer(text):
        group = next(groups)
        for part in re.finditer(r"[^;]+", bracket[1]):
            item = _ITEM_WITH_PAGE.fullmatch(part[0].strip())
            if item is None or not (item["names"] or item["title"]):
                continue
            named = authors_in((item["names"] or "").partition(",")[0] + ",") if item["names"] else None
            authors = named.names if named and named.sure else (item["title"],) if not item["names"] else ()
            if authors:
                start, end = bracket.start(1) + part.start(), bracket.start(1) + part.end()
                start += len(part[0]) - len(part[0].lstrip())
                yield FoundMark(
                    "author-date", start, end, group, locator=item["pages"], authors=authors, sure=False, guessed=True
                )


def _items(text: str, content: str, at: int, group: int, bracket: int) -> Iterator[FoundMark]:
    """The citations in one bracket: parted by semicolons, and by further years of the same authors.

    A bracket that begins with a year is a citation only after the name of its author in the running text. "ders.
    2001" is by the author named before in the bracket, or by that of the citation before it.
    """
    authors: tuple[str, ...] = ()
    sure = guessed = again = False
    told: Named | None = None
    shared: tuple[str, ...] = ()
    begun = 0  # where the first of the names shared stands
    for part in re.finditer(r"[^;]+", content):
        since = 0
        if _NAME_ALONE.fullmatch(part[0]) and (alone := authors_in(f"{part[0]},")) and alone.sure:
            shared, begun = (*shared, *alone.names), begun if shared else at + part.start()
            continue
        for year in _year().finditer(part[0]):
            if year.start() < since:
                continue
            # “personalities” [Park 1967]: a bracket of its own within the bracket
            opened = since + part[0][since : year.start()].rfind("[") + 1
            if opened > since and "]" not in part[0][opened : year.start()]:
                since = opened
            before = part[0][since : year.start()]
            again = is_same_author(before)
            named = None if again else authors_in(before)
            if named and any(name.isupper() for name in shared) and not any(name.isupper() for name in named.names):
                shared = ()  # (PMC; Sekerka 2009): what a scale is called, and whose it is
            bare = not before.strip(" ,&([")
            narrative_start = None
            if named:
                glued = before[-1:].isalpha()  # the exercise AVE2008
                authors, sure = (*shared, *named.names), (named.sure or bool(shared)) and not glued
                guessed = named.guessed or glued
            elif again:
                sure, guessed = True, False
            elif bare and not authors and part.start() == 0 and since == 0:
                told = None if _is_a_period(part[0]) else authors_before(text, bracket)
                if told is None:
                    return
                authors, sure, guessed, narrative_start = told.names, told.sure, told.guessed, told.start
            elif not authors or not (bare or before.strip(" ,()") in (*lists_of_all("citing")["joiners"], "&")):
                authors = ()
                since = year.end()
                continue
            period = named is not None and _is_a_period(part[0][year.start() :])
            named_first = named is not None and _names_a_species(text, bracket, year[1])
            if (
                period
                or named_first
                or _is_an_event(part[0], year, authors)
                or (told and _NAMED_BEHIND.match(part[0], year.end()))
            ):
                sure, guessed = False, True
            locator = _LOCATOR.match(part[0], year.end())
            if locator and _is_year(locator):
                locator = None
            if locator and _is_an_amount(part[0][locator.end() :]):
                since = len(part[0])
                continue
            offset = at + part.start()
            start = offset + since + len(before) - len(before.lstrip(" ,)"))
            if shared and named:
                start = begun + len(text[begun:start]) - len(text[begun:start].lstrip())
            end = offset + (locator or year).end()
            pages = f"{locator['word'] or ''}{locator['pages']}".strip() if locator else None
            for k, printed in enumerate(_years(year)):
                yield FoundMark(
                    "author-date",
                    (start if narrative_start is None else narrative_start) if k == 0 else offset + year.start(),
                    end,
                    group,
                    locator=pages,
                    authors=authors,
                    year=printed,
                    narrative=told is not None,
                    ibid=again and not authors,
                    sure=sure or (bool(pages) and not guessed),
                    guessed=guessed,
                )
            since, shared = (locator or year).end(), ()


_SPECIES = re.compile(r"[A-Z](?:[a-z]{2,}|\.)(?:\s[a-z]{3,}){1,2}[*_]{0,2}\s$")
_LATEST_AUTHORITY = "1900"


def _is_year(locator: re.Match[str]) -> bool:
    """After a comma and without "p.", four digits in the range of years are a further year, not a page."""
    return (
        locator["colon"] == ","
        and not locator["word"]
        and bool(re.match(r"(?:1[4-9]|20)\d\d[a-z]?(?:$|[^\d–—-])", locator["pages"] + " "))
    )


def _is_an_event(words: str, year: re.Match[str], authors: Sequence[str]) -> bool:
    """``(EAA 2023 in Belfast)``: a meeting by its letters, and where it was held."""
    last = authors[-1] if authors else ""
    return 2 * sum(map(str.isupper, last)) > len(last) and _HELD_IN.match(words, year.end()) is not None


def _names_a_species(text: str, bracket: int, year: str | None) -> bool:
    """``Columba livia (Gmelin, 1789)`` says who named the species, and cites nothing."""
    return bool(year) and str(year)[:4] < _LATEST_AUTHORITY and _SPECIES.search(text[:bracket][-80:]) is not None


def _is_a_period(words: str) -> bool:
    """``Charles Babbage (1791–1871)``, ``(normals 1991–2020)``: years too far apart for the volumes of one work."""
    found = re.fullmatch(r"\s*(\d{4})\s?[–-]\s?(\d{4})\s*", words)
    return found is not None and int(found[2]) - int(found[1]) > _LONGEST_WORK


def _is_an_amount(behind: str) -> bool:
    """``(2005: 11,276 Millionen €)`` says how much, not where."""
    amounts = lists_of_all("citing")["amounts"] | lists_of_all("citing")["units"]
    unit = re.match(r"(?:\.\d{1,3})*\s?([%°€$£]|[^\W\d_]+)", behind)
    return bool(unit and unit[1].casefold() in amounts and unit[1] not in ("f", "s"))


def _years(year: re.Match[str]) -> list[str]:
    if year[3]:
        return [re.sub(r"\s", "", year[3]) if year[3].startswith("n") else year[3]]
    if not year[2]:
        return [year[1]]
    return [year[1] + letter for letter in re.findall(r"[a-z]", year[2])]
