"""Finds what a paper cites with: note marks, numbers in brackets, author and year in all their manners.

Precision comes first: a bracket with a year is a citation only where what stands before the year reads like authors.
Marks that are only likely (digits glued to a full stop, a lone name with a year) are handed on as such, and
`understanding` keeps them where the numbering, the notes or the reference list of the paper bear them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from argmap.manuscript.document import MarkKind
from argmap.manuscript.names import Named, authors_before, authors_in, cites_again, is_same_author
from argmap.manuscript.powers import is_power, may_be_power
from argmap.tongues.lists import lists_of_all

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = re.compile(r"(?<=[^\s⁰¹²³⁴-⁹])[⁰¹²³⁴-⁹]{1,4}(?:[,·⁻–-][⁰¹²³⁴-⁹]{1,4}){0,20}(?![⁰¹²³⁴-⁹])")
_GLUED = re.compile(
    r"(?:(?<=[.,;:!?)\]\"”’'»])|(?<=[^\W\d_]—))(\d{1,3})(?![\d%°.,:/-]\d|[\d%°/–-])(?=[\s.,;:)]|$|[^\W\d_])"
)
_GLUED_TO_WORD = re.compile(r"(?<=[a-zß-öø-ÿ]{3})(\d{1,3})(?=[.,;:)]?(?:\s|$))")
# "p.4", "no.5", "3.14", "10:30": the digits belong to what stands before them. Only a year may stand before a mark.
_LABELLED = re.compile(
    r"(?:^|\W)(?:p|pp|no|nos|vol|vols|fig|figs|art|ch|sec|eq|n|c|v|S|Nr)[.,:]$|(?<!\d{4})(?<=\d)[.,:)'’]$"
)
_BRACKET_NOTE = re.compile(r"\[\^([^\]\s]{1,40})\](?!:)")
_NUMERIC = re.compile(r"\[(\d{1,3}(?:\s{0,2}[,;–—-]\s{0,2}\d{1,3}){0,40})(?:,\s?((?:pp?\.|S\.|§)\s?[\d–—-]{1,12}))?\]")
_PIECE = re.compile(r"(\d{1,3})(?:\s*[–—-]\s*(\d{1,3}))?")
# An operator, or a letter that is a name in a formula: `f[3]`, `A_1[2]`; but "Smith[3]" and "shown[3]" cite.
_FORMULA_BEFORE = re.compile(r"[=<>≤≥≈∈∉⊂⊆∪∩+−×·*/^_\\±∼~|]\s?$|(?<![^\W\d_])[^\W\d_]$|[₀-₉]$")
_FORMULA_BEHIND = re.compile(r"\s?[=<>≤≥≈∈∪∩×^_±|]|\s[+−·*/]\s|ᵀ")
_GLUED_LETTER = re.compile(r"[-–/]?[^\W\d_]|[-–+]")
_ROUND = re.compile(r"\(((?:[^()]|\([^()]{0,120}\)){3,700})\)|\[((?:[^\[\]]){5,500})\]")
# "(SILVA; SOUZA, 2010)": the Brazilian manner (ABNT NBR 10520) parts the authors of one work by semicolons.
_CAPITAL_NAME = re.compile(r"\s*[^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ' ’-]{1,40}\s*")
_INNER = re.compile(r"\(([^()]{3,120})\)")
_YEAR = re.compile(
    r"(?<![\d.:/–-])(?:(?:\[(?:1[4-9]|20)\d\d\]\s?)?(?:ca?\.\s?)?\[?(1[4-9]\d\d|20\d\d)\]?"
    r"(?:\s?[/–-]\s?(?:1[4-9]\d\d|20\d\d|\d\d))?(?:\s?([a-z](?:,\s?[a-z](?![a-z.]))*))?"
    r"(?:\s?\[(?:1[4-9]|20)\d\d\])?"
    r"|\b(n\.\s?d\.?|forthcoming|in press|in preparation|s\.a\.))(?![\d\w])"
)
_BARE_YEAR = re.compile(r"(?:(?<=[^\W\d_] )|(?<=[^\W\d_][.,] ))((?:1[4-9]|20)\d\d[a-z]?)(?![\w/])(?!\s?[–-]\s?\d)")
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


class FoundMark(NamedTuple):
    """A mark found in a flow: offsets there; `sure` is false where something else must bear it out.

    `guessed` says that only a work in the list can: the words do not look like a citation.
    """

    kind: MarkKind
    start: int
    end: int
    group: int
    number: int | None = None
    label: str | None = None
    locator: str | None = None
    authors: tuple[str, ...] = ()
    year: str | None = None
    narrative: bool = False
    ibid: bool = False
    sure: bool = True
    guessed: bool = False


def find_marks(text: str, taken: Sequence[tuple[int, int]] = (), note_digits: bool = True) -> list[FoundMark]:
    """All marks in the flow of one paragraph, in order.

    `taken` are stretches that hold marks already known; `note_digits` allows plain digits as note marks. `group`
    counts brackets from 0.
    """
    found: list[FoundMark] = []
    groups = iter(range(len(text) + 1))
    if any(c in text for c in "⁰¹²³⁴⁵⁶⁷⁸⁹"):
        found += _raised(text, groups)
    if note_digits:
        found += _glued(text, groups)
    if "[" in text:
        found += _bracketed(text, groups)
    if "(" in text or "[" in text:
        found += _author_date(text, groups)
    found += _unbracketed(text, groups, [(mark.start, mark.end) for mark in found])
    found = [mark for mark in found if not any(mark.start < end and start < mark.end for start, end in taken)]
    found.sort(key=lambda mark: (mark.start, mark.end))
    return _without_overlap(found)


def _without_overlap(found: Iterable[FoundMark]) -> list[FoundMark]:
    kept: list[FoundMark] = []
    for mark in found:
        if not kept or mark.start >= kept[-1].end or mark.group == kept[-1].group:
            kept.append(mark)
    return kept


def _raised(text: str, groups: Iterator[int]) -> Iterator[FoundMark]:
    for found in _RAISED.finditer(text):
        if is_power(text, *found.span()):
            continue
        group = next(groups)
        sure = not may_be_power(text, *found.span())
        sure = sure and (text[found.start() - 1] in ".,;:!?)]\"”’'»" or not _GLUED_LETTER.match(text, found.end()))
        at = found.start()
        for part in re.finditer(r"[⁰¹²³⁴-⁹]+", found[0]):
            if len(part[0]) > 4:
                continue
            number = int(part[0].translate(_SUPERSCRIPTS))
            yield FoundMark("note", at + part.start(), at + part.end(), group, number, part[0], sure=sure)


def _glued(text: str, groups: Iterator[int]) -> Iterator[FoundMark]:
    """Digits behind a stop or a word, as they come out where a superscript lost its height. Never sure."""
    for pattern in (_GLUED, _GLUED_TO_WORD):
        for found in pattern.finditer(text):
            before = text[max(0, found.start() - 12) : found.start()]
            if not found[1].startswith("0") and not _LABELLED.search(before):
                yield FoundMark("note", found.start(1), found.end(1), next(groups), int(found[1]), found[1], sure=False)


def _bracketed(text: str, groups: Iterator[int]) -> Iterator[FoundMark]:
    for found in _BRACKET_NOTE.finditer(text):
        label = found[1]
        number = int(label) if label.isdecimal() and len(label) < 6 else None
        yield FoundMark("note", found.start(), found.end(), next(groups), number, label)
    for found in _NUMERIC.finditer(text):
        doubt = _doubt(text, found)
        if doubt == "none":
            continue
        group = next(groups)
        for piece in _PIECE.finditer(found[1]):
            first, last = int(piece[1]), int(piece[2] or piece[1])
            if first == 0 or not first <= last <= first + 50:
                continue
            alone = piece[0] == found[1]
            start = found.start() if alone else found.start(1) + piece.start()
            end = found.end() if alone else found.start(1) + piece.end()
            for number in range(first, last + 1):
                yield FoundMark("numeric", start, end, group, number, piece[0], found[2], sure=not doubt)


def _doubt(text: str, bracket: re.Match[str]) -> Literal["", "some", "none"]:
    """Whether numbers in square brackets may be something else than a citation, or certainly are.

    `[0, 1]`, `x = [1, 4]`, `f[3]`, `benzo[3,4]pyrene` and `[2, 3] mm` are none; after "interval" or "95 % CI" a bracket
    counts where the list has its numbers; at the head of a paragraph it numbers what follows.
    """
    before, after = text[max(0, bracket.start() - 40) : bracket.start()], text[bracket.end() : bracket.end() + 12]
    units, measures = lists_of_all("citing")["units"], lists_of_all("citing")["measures"]
    behind = re.match(r"\s?([%°]|[^\W\d_]{1,3})(?![^\W\d_])", after)
    if (
        re.search(r"(?<!\d)0", bracket[1])
        or _FORMULA_BEFORE.search(before)
        or _FORMULA_BEHIND.match(after)
        or (behind and behind[1].casefold() in units and re.search(r"[,;–—-]", bracket[1]))
        or (before[-1:].isalpha() and re.match(r"[^\W\d_]{2}|-", after))
    ):
        return "none"
    if not before.strip() and re.match(r"\s+[^\W\d_a-z]", after):
        return "some"
    if not before.strip() and re.match(r"\[[^\W\d_]", after):
        return "none"  # [10][SENT]: the codes of a protocol
    word = re.search(r"([^\W\d_]+)[\s=:(]*$", before)
    return "some" if word and word[1].casefold() in measures and re.search(r"[,;–—-]", bracket[1]) else ""


def _author_date(text: str, groups: Iterator[int]) -> Iterator[FoundMark]:
    for bracket in _ROUND.finditer(text):
        inner = 1 if bracket[1] is not None else 2
        content, at = bracket[inner], bracket.start(inner)
        again = cites_again(content)
        if again is not None:
            yield FoundMark("author-date", *bracket.span(), next(groups), locator=again or None, ibid=True)
        elif _YEAR.search(content):
            marks = list(_items(text, content, at, next(groups), bracket.start()))
            if not marks:  # a remark in brackets may hold citations in brackets of its own
                for inner_one in _INNER.finditer(content):
                    begins = at + inner_one.start()
                    marks += _items(text, inner_one[1], begins + 1, next(groups), begins)
                yield from marks
                continue
            if len(marks) == 1:
                mark = marks[0]
                marks = [mark._replace(start=min(mark.start, bracket.start()), end=bracket.end())]
                behind = _LOCATOR.match(text, bracket.end())
                if mark.narrative and not mark.locator and behind and behind["word"]:  # König (1981), S. 656
                    place = f"{behind['word']}{behind['pages']}".strip()
                    marks = [marks[0]._replace(end=behind.end(), locator=place)]
            yield from marks


def _unbracketed(text: str, groups: Iterator[int], found: Sequence[tuple[int, int]]) -> Iterator[FoundMark]:
    """``siehe Porst 1984 und Funk 1989: 7``: name and year without a bracket, which only a known work bears out."""
    for year in _BARE_YEAR.finditer(text):
        named = authors_before(text, year.start())
        if named is None or any(named.start < end and start < year.end() for start, end in found):
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


def _items(text: str, content: str, at: int, group: int, bracket: int) -> Iterator[FoundMark]:
    """The citations in one bracket: parted by semicolons, and by further years of the same authors.

    A bracket that begins with a year is a citation only after the name of its author in the running text. "ders.
    2001" is by the author named before in the bracket, or by that of the citation before it.
    """
    authors: tuple[str, ...] = ()
    sure = guessed = again = False
    told: Named | None = None
    shared: tuple[str, ...] = ()
    for part in re.finditer(r"[^;]+", content):
        since = 0
        if _CAPITAL_NAME.fullmatch(part[0]):
            shared += (part[0].strip(),)
            continue
        for year in _YEAR.finditer(part[0]):
            if year.start() < since:
                continue
            before = part[0][since : year.start()]
            again = is_same_author(before)
            named = None if again else authors_in(before)
            bare = not before.strip(" ,&([")
            narrative_start = None
            if named:
                joined = shared if before.isupper() else ()
                authors, sure, guessed = (*joined, *named.names), named.sure, named.guessed
            elif again:
                sure, guessed = True, False
            elif bare and not authors and part.start() == 0 and since == 0:
                told = authors_before(text, bracket)
                if told is None:
                    return
                authors, sure, guessed, narrative_start = told.names, told.sure, told.guessed, told.start
            elif not authors or not (bare or before.strip(" ,") in ("and", "&")):
                authors = ()
                since = year.end()
                continue
            locator = _LOCATOR.match(part[0], year.end())
            if locator and _is_year(locator):
                locator = None
            if locator and _is_an_amount(part[0][locator.end() :]):
                since = len(part[0])
                continue
            offset = at + part.start()
            start = offset + since + len(before) - len(before.lstrip(" ,"))
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


def _is_year(locator: re.Match[str]) -> bool:
    """After a comma and without "p.", four digits in the range of years are a further year, not a page."""
    return (
        locator["colon"] == ","
        and not locator["word"]
        and bool(re.match(r"(?:1[4-9]|20)\d\d[a-z]?(?:$|[^\d–—-])", locator["pages"] + " "))
    )


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
