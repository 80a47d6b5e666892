"""Splits a list of references into its entries.

A list may be set with hanging indents, with numbers, with blank lines, or with nothing but its order: each way of
splitting is tried, and the one whose entries look most like references is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence, Set
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from argmap.ground.patterns import later
from argmap.manuscript.lines import lines_within
from argmap.manuscript.stages.entry_looks import (
    ADDRESS,
    ANY_YEAR,
    DATED,
    NUMBER,
    STRONG_START,
    YEAR_LABEL,
    begins_with_year,
    looks_like_entry,
    without_number,
)

_LABEL = re.compile(r"\[[^\[\]\n]{1,60}\]\s")
# [Knu84], [LM02b], [Lee+10]: the first letters of the names and the year
_KEY_LABEL = re.compile(r"\[[^\W\d_]{1,12}\+?(?:\d{4}|\d\d)[a-z]?\]\s*")
# [Cla], [BNS p]: the same where a work has no year, or none yet
_UNDATED_LABEL = re.compile(r"\[([^\W\d_a-z][^\W\d_]{1,3}\+?)(?: [a-z]{1,2})?\]\s+")
_ENTRY_START = later(
    r"(?:[–—-]{2,}[.,]?\s|_{3,}"  # the same author again
    r"|[\"“„«‘']?(?:(?:v[ao]n|de[rnl]?|du|di|da|al|el|ten|ter|la|le|dos)[ -])*[^\W\d_a-z][\w'’.-]*[^\n]{0,300})"
)
# jamovi project. (2017). / infas (2010): a name that writes itself small, and its year
_SMALL_START = later(r"[a-zß-öø-ÿ][^\W\d_][\w.-]*(?:[ &]+[^\W\d_][\w.-]*){0,4}[.,]?\s\((?:1[5-9]|20)\d\d[a-z]?\)")
_AUTHOR_START = later(
    r"(?:(?:v[ao]n|de[rnl]?|du|di|da|al|el|ten|ter|la|le|dos)[ -])*[^\W\d_][^\s,;:.\d]*(?: [^\s,;:.\d]+){0,3},"
    r"\s*[^\W\d_a-z]"
    r"|[^\W\d_a-z][^\d,.():;]{7,80}[.,]?\s\(?(?:1[5-9]|20)\d\d[a-z]?[).]"
    r"|[–—―‒_-]{2,}[.,:]?\s"
    r"|[^\W\d_a-z][\w'’-]+\s[A-Z]{1,3}(?:,|\.\s|\s\()"
)
# the last page of "S. 196-" may stand alone in its line, like the number of a page
_FINISHED = re.compile(r"(?:[.)\]]|\.[\"”’»]|https?://\S+|doi:?\s?\S+|\d[-–]?)$")
# how a line within an entry begins: but P. Doi and Volker In are authors
_INSIDE = re.compile(r"https?:|doi:?\s?(?:10\.|http)|pp?\.\s?\d|vol(?:ume)?\b|In:?\s", re.IGNORECASE)
_BULLET = later(r"[•▪◦*–-]\s+(?=[^\W\d_])")
# org/10.1177/0020852314541564.
_ADDRESS_REST = re.compile(r"[a-z\d][\w.-]*[./]\S*[\d/]\S*\s*")
# … https://example.org/The-2019- / Federal-Election-Results.pdf
_BROKEN_ADDRESS = re.compile(r"https?://\S+[-/_]\s*$")
_FILE_NAME = re.compile(r"\w[\w%]*(?:[-_./][\w%]+)+\s*")
# Davidson, Donald / James, William (1907)
_NAME_ALONE = later(r"[^\W\d_a-z][^\d,():]{1,60},[^\d():]{2,100}(?:\s\(\d{4}\))?\s*")
_MOST_ADDRESSES = 2
_ENTRY_BEGINS = later(r"https?:|www\.|[\"“‘'—–_-]|(?:v[ao]n|de[rnl]?|al|el|d|ten|ter)[ '’-]")
_LONGEST_ENTRY = 1500
_DEEP = 1000  # an indent that no line at the margin has
FEWEST_NUMBERED = 3
MOSTLY = 0.7
_MANY_INDENTED = 0.35
_SET_SO = 0.05


def split_entries(
    text: str, stretches: Sequence[tuple[int, int]], torn: Set[int] = frozenset(), *, typed: bool = False
) -> list[tuple[int, int]]:
    """Start and end of each entry in the stretches of text that a reference list is made of.

    `typed` says that the stretches are paragraphs as somebody typed them, mostly one an entry. Stretches that begin at
    one of `torn` are one line of an entry whose words stand in lines of their own.
    """
    lines = [
        (first, last, _DEEP if start in torn and first > start else indent)
        for start, end in stretches
        for first, last, indent in lines_within(text, start, end)
    ]
    if not lines:
        return []
    for label in (_KEY_LABEL, YEAR_LABEL):
        keyed = [start for start, _, _ in lines if label.match(text, start, lines[-1][1])]
        undated = _undated_starts(text, lines, keyed) if label is _KEY_LABEL else []
        if keyed[1:] and lines[0][0] in (keyed[0], *undated[:1]):
            return entries_from(sorted((*keyed, *undated)), lines)
    if by_years := _starts_by_year_lines(text, lines):
        return entries_from(by_years, lines)
    numbered = _starts_by_number(text, lines)
    if len(numbered) >= FEWEST_NUMBERED and re.match(r"\W?1\W", text[lines[0][0] : lines[0][1]]):
        return entries_from(numbered, lines)  # a list that counts up from its first line has said where entries begin
    ways = [
        numbered,
        _starts_by_indent(lines),
        [start for start, _ in _joined_paragraphs(text, stretches)],
        _starts_by_words(text, lines, dict(stretches)),
        [line[0] for line in lines],
    ]
    best, best_score = [lines[0][0]], -1.0
    for starts in ways:
        entries = entries_from(starts, lines)
        score = _quality(text, entries, ways[3])
        # what the eye goes by, however odd the entries: numbers first, since an entry may hold several works
        if starts is ways[0] and starts[1:] and starts[0] == lines[0][0]:
            score += 2 * _SET_SO
        elif starts is ways[1] and _is_indented(lines):
            score += _SET_SO
        elif starts is ways[2] and typed:
            score += 2 * _SET_SO
        if score > best_score + 0.02:
            best, best_score = starts, score
    if best is ways[2]:
        best = sorted({*best, *(start for start in ways[3] if _begins_behind_an_end(text, start))})
    return entries_from(_behind_addresses(text, best, lines), lines)


# … v. 3, p. 4-9, 2015. / Bufrem, L. S.
_ENTRY_END = re.compile(r"(?:\d[\da-z–-]*\.?|https?://\S+)\s*\Z")
_INITIALLED = later(r"[^\W\d_a-z][\w'’-]+(?:\s[^\W\d_a-z][\w'’-]+)?, (?:[^\W\d_]\.[ -]?)+[;,&(]?")


def _begins_behind_an_end(text: str, start: int) -> bool:
    """Whether a name with its initials begins a line, and the line before ends as entries do: with a figure.

    So a paragraph that the page did not part holds two entries.
    """
    return bool(_ENTRY_END.search(text[max(0, start - 80) : start]) and _INITIALLED.match(text, start))


def _behind_addresses(text: str, starts: Sequence[int], lines: Sequence[tuple[int, int, int]]) -> list[int]:
    """The starts, without the lines that are the rest of an address from the page before: the entry begins below."""
    begun = set(starts)
    moved: list[int] = []
    before = ""
    for (start, end, _), below in pairwise([*lines, (-1, -1, 0)]):
        above, before = before, text[start:end]
        if start not in begun:
            continue
        rest = _ADDRESS_REST.fullmatch(text, start, end) or (
            _BROKEN_ADDRESS.search(above) and _FILE_NAME.fullmatch(text, start, end)
        )
        if not moved or not rest:
            moved.append(start)
        elif below[0] not in begun and STRONG_START.match(text, below[0], below[1]):
            moved.append(below[0])
    return moved


def _is_indented(lines: Sequence[tuple[int, int, int]]) -> bool:
    """Whether so many lines are indented that the indent is the way in which the list is set."""
    margin = min(indent for _, _, indent in lines)
    return sum(indent > margin + 1 for _, _, indent in lines) >= _MANY_INDENTED * len(lines)


def _starts_by_number(text: str, lines: Sequence[tuple[int, int, int]]) -> list[int]:
    """The lines that begin with the next number, or with the sign of an item where the first line does."""
    if _BULLET.match(text, lines[0][0], lines[0][1]):
        return [start for start, end, _ in lines if _BULLET.match(text, start, end)]
    starts = []
    last: int | None = None
    for start, end, _ in lines:
        found = NUMBER.match(text, start, end)
        if not found:
            continue
        number = int(found[1] or found[2])
        if last is None or number == last + 1 or (found[1] and last < number <= last + 3):
            starts.append(start)
            last = number
    return starts


def _starts_by_year_lines(text: str, lines: Sequence[tuple[int, int, int]]) -> list[int]:
    """Lists in which a name stands in a line of its own, and each of the works below it begins with its year."""
    starts: list[int] = []
    names = 0
    for k, (start, end, _) in enumerate(lines):
        if not begins_with_year(text[start:end]):
            continue
        above = lines[k - 1] if k else None
        if above and _NAME_ALONE.fullmatch(text, above[0], above[1]):
            names += 1
            starts.append(above[0])
        else:
            starts.append(start)
    told = names >= FEWEST_NUMBERED and 2 * names >= len(starts) and starts[0] == lines[0][0]
    return starts if told else []


def _starts_by_indent(lines: Sequence[tuple[int, int, int]]) -> list[int]:
    """Hanging indents: lines at the left margin begin entries; where the first line is indented, those that are do."""
    margin = min(indent for _, _, indent in lines)
    indented = [indent > margin + 1 for _, _, indent in lines]
    if sum(indented) < max(1, len(lines) // 10):
        return []
    return [start for (start, _, _), is_in in zip(lines, indented, strict=True) if is_in == indented[0]]


def _joined_paragraphs(text: str, stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """One entry a paragraph; a paragraph that does not begin like one belongs to the entry before.

    An address on its own belongs to the entry before as well, unless that has one.
    """
    entries: list[tuple[int, int]] = []
    for start, end in stretches:
        address = ADDRESS.match(text, start, end)
        begins = _ENTRY_START.match(text, start, end) or NUMBER.match(text, start, end)
        if not begins and _SMALL_START.match(text, start, end):
            begins = _FINISHED.search(text[max(0, start - 80) : start].rstrip())
        if entries and (ADDRESS.search(text, *entries[-1]) is None if address else not begins):
            entries[-1] = (entries[-1][0], end)
        else:
            entries.append((start, end))
    return entries


def _starts_by_words(
    text: str, lines: Sequence[tuple[int, int, int]], stretches: Mapping[int, int] = MappingProxyType({})
) -> list[int]:
    """A line that begins like an entry, after a line that ends like one, with a year not far behind.

    Where a stretch begins that is an entry by itself, the one before it may lack its year.
    """
    starts = [lines[0][0]]
    for (_, before_end, _), (start, end, _) in pairwise(lines):
        before = text[max(0, before_end - 80) : before_end]
        if not _FINISHED.search(before):
            continue
        words = " ".join(text[start : start + 320].split())
        # A name alone ("Press, Oxford") also stands inside entries: a year must follow before the next entry could end.
        if (
            STRONG_START.match(words)
            and ANY_YEAR.search(words)
            and not _INSIDE.match(words)
            and not _imprint().fullmatch(text[start:end].strip())
        ):
            since = text[starts[-1] : start]
            whole = start in stretches and looks_like_entry(text[start : stretches[start]])
            if whole or ANY_YEAR.search(since) or len(since) > 200:
                starts.append(start)
    return starts


@cache
def _imprint() -> re.Pattern[str]:
    """A line with nothing but towns and a publisher: `Weinheim, Basel: Beltz Verlag.`"""
    from argmap.sources.references.words import any_of  # its words are read only where there is a list

    return re.compile(
        rf"[^:\d.]{{3,60}}:\s[^:\d]{{0,40}}\b{any_of('bodies.publishers')}\b[^:\d]{{0,20}}", re.IGNORECASE
    )


def _undated_starts(text: str, lines: Sequence[tuple[int, int, int]], keyed: Sequence[int]) -> list[int]:
    """Lines that begin with a label without a year and stand by the alphabet among those that have one."""
    labels = [text[start + 1 : start + 2].casefold() for start in keyed]
    found = []
    for start, _, _ in lines:
        label = _UNDATED_LABEL.match(text, start)
        at = bisect_right(keyed, start)
        if label and "".join(labels[at - 1 : at]) <= label[1][0].casefold() <= "".join(labels[at : at + 1] or "\uffff"):
            found.append(start)
    return found


def entries_from(starts: Sequence[int], lines: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Start and end of the entries that begin at these places: each ends with the last line before the next."""
    if not starts:
        return []
    entries = []
    edges = [*starts, lines[-1][1] + 1]
    ends = [end for _, end, _ in lines]
    for start, following in pairwise(edges):
        last = bisect_right(ends, following) - 1
        if last >= 0 and ends[last] > start:
            entries.append((start, ends[last]))
    return entries


def _quality(text: str, entries: Sequence[tuple[int, int]], starts: Sequence[int]) -> float:
    """Share of entries that are whole references, 0 to 1: one year or address, a length to match, a fit beginning.

    An entry without a number in which another could begin (at one of the sorted `starts`) is likely two.
    """
    if not entries:
        return -1.0
    good = 0.0
    for start, end in entries:
        words = " ".join(text[start:end].split())
        body = without_number(words)
        dated = bool(DATED.search(body))
        begins = bool(_ENTRY_BEGINS.match(body)) or (bool(body) and (body[0].isupper() or not body[0].isascii()))
        fits = 25 <= len(body) <= 700
        single = len(re.findall(r"\((?:1[5-9]|20)\d\d[a-z]?\)", body)) <= 1 and body.count("doi.org/") <= 1
        single = single and (body != words or bisect_left(starts, end) <= bisect_right(starts, start))
        single = single and len(ADDRESS.findall(body)) <= _MOST_ADDRESSES
        ends = bool(_FINISHED.search(body[-120:]))
        good += 0.35 * dated + 0.25 * begins + 0.15 * fits + 0.15 * single + 0.1 * ends
        if len(body) > _LONGEST_ENTRY:
            good -= 1
    return good / len(entries)


def starts_of_lines(text: str, lines: Sequence[tuple[int, int, int]]) -> list[int]:
    """The lines of one paragraph that begin entries: by numbers, by labels in brackets, or by their words."""
    for starts in (
        _starts_by_number(text, lines),
        [start for start, end, _ in lines if _LABEL.match(text, start, end)],
    ):
        if len(starts) > 1 and starts[0] == lines[0][0]:
            return starts
    # The second half of an address, or the day of a visit, also stands before a name and a year.
    starts = [start for start in _starts_by_words(text, lines) if _AUTHOR_START.match(text, start)]
    entries = entries_from(starts, lines) if starts[:1] == [lines[0][0]] else []
    alike = sum(looks_like_entry(text[start:end]) for start, end in entries)
    return starts if entries and alike >= MOSTLY * len(entries) else []
