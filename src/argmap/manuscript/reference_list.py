"""Finds the list of references and splits it into its entries.

A list may be set with hanging indents, with numbers, with blank lines, or with nothing but its order: each way of
splitting is tried, and the one whose entries look most like references is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import cache
from itertools import pairwise

from argmap.manuscript.document import Block, Note, Reference
from argmap.manuscript.draft import Reading
from argmap.manuscript.flow import Join, flow_of
from argmap.manuscript.headings import heads_references
from argmap.manuscript.lines import lines_within, pieces_between
from argmap.manuscript.mending import Mend
from argmap.manuscript.works import reference_from

_YEAR = re.compile(
    r"(?<![\d/.])(?:1[5-9]\d\d|20\d\d)[a-z]?(?!\d)|\bn\. ?d\.|\bforthcoming\b|\bin press\b", re.IGNORECASE
)
_NUMBER = re.compile(r"(?:\[(\d{1,4})\]|\(?(\d{1,3})[.)](?=\s))\s*")
_LABEL = re.compile(r"\[[^\[\]\n]{1,60}\]\s")
_BRACKETED = re.compile(r"\[(\d{1,3})\]")
# [Knu84], [LM02b], [Lee+10]: the first letters of the names and the year
_KEY_LABEL = re.compile(r"\[[^\W\d_]{1,12}\+?(?:\d{4}|\d\d)[a-z]?\]\s*")
_ENTRY_START = re.compile(
    r"(?:[–—-]{2,}[.,]?\s|_{3,}"  # the same author again
    r"|[\"“„«‘']?(?:(?:v[ao]n|de[rnl]?|du|di|da|al|el|ten|ter|la|le|dos)[ -])*[^\W\d_a-z][\w'’.-]*[^\n]{0,300})"
)
_STRONG_START = re.compile(
    r"(?:(?:v[ao]n|de[rnl]?|du|di|da|al|el|ten|ter|la|le|dos)[ -])*[^\W\d_][^\s,;:]*(?:[ -][^\s,;:]+){0,3},"
    r"\s*(?:[^\W\d_]\.|[^\W\d_][\w'’-]+)"
    r"|[^,.()]{3,120}\.?\s\(?(?:1[5-9]|20)\d\d[a-z]?\)?"
    r"|[–—―‒_-]{2,}[.,:]?\s"  # the same author again
    r"|[^\W\d_][\w'’-]+\s[A-Z]{1,3}(?:,|\.\s|\s\()"
    r"|[^\W\d_a-z]{2,}(?:[ -][^\W\d_a-z]{2,}){0,3}\s[^\W\d_a-z][\w'’-]+(?:,|\s(?:et|and|&|und|y|e)\s)"  # KUNZ Otto,
)
_AUTHOR_START = re.compile(
    r"(?:(?:v[ao]n|de[rnl]?|du|di|da|al|el|ten|ter|la|le|dos)[ -])*[^\W\d_][^\s,;:.\d]*(?:[ -][^\s,;:.\d]+){0,3},"
    r"\s*[^\W\d_a-z]"
    r"|[^\W\d_a-z][^\d,.():;]{7,80}[.,]?\s\(?(?:1[5-9]|20)\d\d[a-z]?[).]"
    r"|[–—―‒_-]{2,}[.,:]?\s"
    r"|[^\W\d_a-z][\w'’-]+\s[A-Z]{1,3}(?:,|\.\s|\s\()"
)
_FINISHED = re.compile(r"(?:[.)\]]|https?://\S+|doi:?\s?\S+|\d)$")
# The year of a date too ("3.6.2002", "Nr. 6/2002"), or what stands for a year where there is none.
_ANY_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|\bn\. ?d\.|\bforthcoming\b|\bin press\b", re.IGNORECASE)
_DATED = re.compile(rf"{_YEAR.pattern}|https?://|www\.|\bo\. ?J\.|\bs\. ?[df]\.|\bt\.y\.", re.IGNORECASE)
_BULLET = re.compile(r"[•▪◦*–-]\s+(?=[^\W\d_])")
_ADDRESS = re.compile(r"https?://|www\.")
# org/10.1177/0020852314541564.
_ADDRESS_REST = re.compile(r"[a-z\d][\w.-]*[./]\S*[\d/]\S*\s*")
_MOST_ADDRESSES = 2
_ENTRY_BEGINS = re.compile(r"https?:|www\.|[\"“‘'—–_-]|(?:v[ao]n|de[rnl]?|al|el|d|ten|ter)[ '’-]")
_BARE_NUMBER = re.compile(r"\d{1,3}\s+[^\W\d_a-z]")
_FEW = 3
_MEMBERS = ("paragraph", "item", "quote", "note", "caption")
_RAISED = re.compile(r"[⁰¹²³⁴-⁹*†‡]")
_URL_TAIL = re.compile(r"(?:https?://|www\.|doi:\s?10\.|doi\.org/)\S*$")
_LONGEST_ENTRY = 1500
_MOST_OTHERS = 4
_FEWEST_NUMBERED = 3
_FEWEST_WITHOUT_HEADING = 5
_WIDEST_ENTRY = 12  # blocks, furniture between pages among them
_MOSTLY = 0.7
_MANY_INDENTED = 0.35
_SET_SO = 0.05
_LEAST_SHARE_OF_YEARS = 0.3
_LONGEST_WITHOUT_AUTHOR = 250
_LONGEST_MEAN = 400  # Letters an entry, of those that have no year.


def mark_reference_blocks(
    text: str, blocks: Sequence[Block], notes: Sequence[Note] = (), stated: Set[int] = frozenset()
) -> tuple[Block, ...]:
    """The blocks, with the reference list split into blocks of kind ``reference``, one an entry.

    Sections so headed are split; where there is none, a run of entries at the end of the paper is taken for the list.
    Blocks that are references already stay so, split where several entries stand in one, unless they begin at one of
    the places `stated`, where the file itself says that one entry stands. So do `notes`, which the file states: in
    Markdown they commonly stand at the end of the file, below the heading of the references.
    """
    if any(block.kind == "reference" for block in blocks):
        return _split(text, _completed(text, blocks), stated)
    regions = (
        list(_headed_regions(text, blocks)) or list(_trailing_region(text, blocks)) or _numbered_region(text, blocks)
    )
    if not regions:
        return tuple(blocks)
    changed: list[Block] = []
    moved: dict[int, int] = {}
    told = {note.start for note in notes}
    at = 0
    for first, last in regions:
        _copy(blocks, at, first, changed, moved)
        kinds = (*_MEMBERS, "table") if _is_set_in_a_table(text, blocks[first:last]) else _MEMBERS
        members = [
            b
            for b in blocks[first:last]
            if b.kind in kinds and b.start not in told and not _RAISED.match(text, b.start)
        ]
        # notes at the feet of the pages of a list are not of it
        at_foot = {b.start for b in members if b.kind == "note" or _BARE_NUMBER.match(text, b.start)}
        if _FEW * len(at_foot) < len(members):
            members = [b for b in members if b.start not in at_foot]
        kept = {id(b) for b in members}
        others = [b for b in blocks[first:last] if id(b) not in kept]
        stretches = [(b.start, b.end) for b in members]
        entries = []
        for start, end in split_entries(text, stretches):
            for n, (s, e) in enumerate(pieces_between(start, end, stretches)):
                entries.append(Block("reference", s, e, continues=-1 if n else None))
        added = sorted([*entries, *others], key=lambda b: b.start)
        changed += _with_first_piece(added, len(changed))
        at = last
    _copy(blocks, at, len(blocks), changed, moved)
    return tuple(changed)


def _completed(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """A list of which only some entries are marked as such: those among them that look like entries are entries too.

    A section on "Sources" in whole paragraphs is no list, though a reader took it for one by its name.
    """
    completed = list(blocks)
    for first, last in _regions_by_name(text, blocks):
        marked = [k for k in range(first, last) if blocks[k].kind == "reference"]
        if _is_prose(text, [blocks[k] for k in marked], _is_list(text, blocks[first:last])):
            for k in marked:
                completed[k] = replace(blocks[k], kind="paragraph")
            continue
        if not marked:
            continue
        for k in range(first, last):
            words = text[blocks[k].start : blocks[k].end]
            numbered = _NUMBER.match(words) is not None and (_YEAR.search(words) or _ADDRESS.search(words))
            if blocks[k].kind in ("paragraph", "item") and (numbered or _looks_like_entry(words)):
                completed[k] = replace(blocks[k], kind="reference")
    return tuple(completed)


def _is_prose(text: str, marked: Sequence[Block], is_list: bool) -> bool:
    """Whether what a reader took for entries are paragraphs: long without years, or none that begins like an entry."""
    words = [text[block.start : block.end] for block in marked]
    length = sum(map(len, words))
    dated = sum(_DATED.search(one) is not None for one in words)
    if not is_list and length > _LONGEST_MEAN * len(words):
        return True
    likely = 2 * dated < len(words) or length > _LONGEST_WITHOUT_AUTHOR * len(words)
    return likely and not any(map(_looks_like_entry, words))


def _split(text: str, blocks: Sequence[Block], stated: Set[int]) -> tuple[Block, ...]:
    """The blocks, those of a list parted where further lines begin entries: lists are set line by line as well."""
    changed: list[Block] = []
    moved: dict[int, int] = {}
    for k, block in enumerate(blocks):
        _copy(blocks, k, k + 1, changed, moved)
        if block.kind != "reference" or block.start in stated or block.continues is not None:
            continue
        lines = list(lines_within(text, block.start, block.end))
        starts = _starts_of_lines(text, lines) if len(lines) > 1 else []
        if len(starts) > 1:
            changed[-1:] = [replace(block, start=start, end=end) for start, end in _entries(starts, lines)]
    return tuple(changed)


def _starts_of_lines(text: str, lines: Sequence[tuple[int, int, int]]) -> list[int]:
    """The lines of one paragraph that begin entries: by numbers, by labels in brackets, or by their words."""
    for starts in (
        _starts_by_number(text, lines),
        [start for start, end, _ in lines if _LABEL.match(text, start, end)],
    ):
        if len(starts) > 1 and starts[0] == lines[0][0]:
            return starts
    # The second half of an address, or the day of a visit, also stands before a name and a year.
    starts = [start for start in _starts_by_words(text, lines) if _AUTHOR_START.match(text, start)]
    entries = _entries(starts, lines) if starts[:1] == [lines[0][0]] else []
    alike = sum(_looks_like_entry(text[start:end]) for start, end in entries)
    return starts if entries and alike >= _MOSTLY * len(entries) else []


def _with_first_piece(blocks: Sequence[Block], offset: int) -> list[Block]:
    """Later pieces of an entry (`continues` is -1) are given the index of its first."""
    placed: list[Block] = []
    first: int | None = None
    for k, block in enumerate(blocks, offset):
        if block.kind == "reference" and block.continues is None:
            first = k
        placed.append(replace(block, continues=first if block.kind == "reference" and block.continues else None))
    return placed


def _copy(blocks: Sequence[Block], first: int, last: int, into: list[Block], moved: dict[int, int]) -> None:
    """Take blocks over, their `continues` turned to the new indices."""
    for k in range(first, last):
        block = blocks[k]
        if block.continues is not None:
            block = replace(block, continues=moved.get(block.continues))
        moved[k] = len(into)
        into.append(block)


def _headed_regions(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    return ((first, last) for first, last in _regions_by_name(text, blocks) if _is_list(text, blocks[first:last]))


def _is_list(text: str, blocks: Sequence[Block]) -> bool:
    return _share_of_years(text, blocks) >= _LEAST_SHARE_OF_YEARS or _counts_up(text, blocks)


def _counts_up(text: str, blocks: Sequence[Block]) -> bool:
    """Whether paragraphs that begin with 1, 2, 3 … in brackets make up most of a section: software has no years."""
    words = [block for block in blocks if block.kind in _MEMBERS]
    found = (_BRACKETED.match(text, block.start, block.end) for block in words)
    numbers = [int(one[1]) for one in found if one]
    return numbers == list(range(1, len(numbers) + 1)) and len(numbers) >= max(_FEWEST_NUMBERED, len(words) / 2)


def _regions_by_name(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    k = 0
    while k < len(blocks):
        block = blocks[k]
        if block.kind == "heading" and heads_references(text[block.start : block.end]):
            end = k + 1
            while end < len(blocks) and not _leaves_list(blocks, k, end):
                end += 1
            yield k + 1, end
            if _is_list(text, blocks[k + 1 : end]):
                k = end
                continue
        k += 1


def _leaves_list(blocks: Sequence[Block], heading: int, at: int) -> bool:
    """A heading of the same level or above ends the list; "Primary sources" inside it does not."""
    block = blocks[at]
    if block.kind not in ("heading", "title"):
        return False
    return (block.level or 1) <= (blocks[heading].level or 1)


def _is_set_in_a_table(text: str, blocks: Sequence[Block]) -> bool:
    """Whether the rows of a table are the entries of a list: they make up most of it, and most of them have a date."""
    rows = [block for block in blocks if block.kind == "table"]
    dated = sum(_DATED.search(text, row.start, row.end) is not None for row in rows)
    whole, inside = (sum(block.end - block.start for block in some) for some in (blocks, rows))
    return 2 * dated > len(rows) and 2 * inside > whole


def _share_of_years(text: str, blocks: Sequence[Block]) -> float:
    length = sum(block.end - block.start for block in blocks if block.kind != "furniture")
    dates = sum(len(found.findall(text, block.start, block.end)) for block in blocks for found in (_ANY_YEAR, _ADDRESS))
    return dates * 250 / length if length else 0.0


def _trailing_region(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """The last run of at least five paragraphs that look like entries, in a paper without such a heading.

    Others that have a date or an address may stand among them, a few in a row: pages of the web have no author.
    """
    first = len(blocks)
    count = others = 0
    for k in range(len(blocks) - 1, -1, -1):
        block = blocks[k]
        if block.kind in ("furniture", "note"):
            continue
        words = text[block.start : block.end]
        if block.kind not in ("paragraph", "item") or len(words) > 600:
            break
        if _looks_like_entry(words):
            first, count, others = k, count + 1, 0
        elif _DATED.search(words) and others < _MOST_OTHERS:
            others += 1
        else:
            break
    if count >= 5:
        yield first, len(blocks)


def _numbered_region(text: str, blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """The last paragraphs that count up (1. 2. 3.) and have dates, where the heading above them could not be read."""
    counted: list[tuple[int, int]] = []  # number and block
    for k, block in enumerate(blocks):
        if block.kind in ("heading", "title") or (counted and k > counted[-1][1] + _WIDEST_ENTRY):
            counted = counted if len(counted) >= _FEWEST_WITHOUT_HEADING else []
        found = _NUMBER.match(text, block.start, block.end) if block.kind in ("paragraph", "item") else None
        if found is None:
            continue
        number = int(found[1] or found[2])
        if counted and k <= counted[-1][1] + _WIDEST_ENTRY and counted[-1][0] < number <= counted[-1][0] + 3:
            counted.append((number, k))
        elif number <= 3:
            counted = [(number, k)]
    if len(counted) < _FEWEST_WITHOUT_HEADING:
        return []
    edges = [*(blocks[k].start for _, k in counted), blocks[counted[-1][1]].end]
    dated = sum(_DATED.search(text, start, end) is not None for start, end in pairwise(edges))
    return [(counted[0][1], counted[-1][1] + 1)] if dated >= _MOSTLY * len(counted) else []


def _looks_like_entry(words: str) -> bool:
    flat = " ".join(words.split())
    body = _without_number(flat)
    return (
        bool(_STRONG_START.match(body))
        and bool(_YEAR.search(body))
        and not re.search(r"[a-z]{3}[.!?] [A-Z][a-z]+ [a-z]+ [a-z]+ [a-z]+ [a-z]+ [a-z]+", body[60:])
    )


def _without_number(words: str) -> str:
    found = _NUMBER.match(words)
    return words[found.end() :] if found else words


def split_entries(text: str, stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Start and end of each entry in the stretches of text that a reference list is made of."""
    lines = [line for start, end in stretches for line in lines_within(text, start, end)]
    if not lines:
        return []
    keyed = [start for start, end, _ in lines if _KEY_LABEL.match(text, start, end)]
    if keyed[1:] and keyed[0] == lines[0][0]:
        return _entries(keyed, lines)
    numbered = _starts_by_number(text, lines)
    if len(numbered) >= _FEWEST_NUMBERED and re.match(r"\W?1\W", text[lines[0][0] : lines[0][1]]):
        return _entries(numbered, lines)  # a list that counts up from its first line has said where entries begin
    ways = [
        numbered,
        _starts_by_hang(lines),
        [start for start, _ in _joined_paragraphs(text, stretches)],
        _starts_by_words(text, lines),
        [line[0] for line in lines],
    ]
    best, best_score = [lines[0][0]], -1.0
    for starts in ways:
        entries = _entries(starts, lines)
        score = _quality(text, entries, ways[3])
        # what the eye goes by, however odd the entries: numbers first, since an entry may hold several works
        if starts is ways[0] and starts[1:] and starts[0] == lines[0][0]:
            score += 2 * _SET_SO
        elif starts is ways[1] and _is_indented(lines):
            score += _SET_SO
        if score > best_score + 0.02:
            best, best_score = starts, score
    return _entries(_behind_addresses(text, best, lines), lines)


def _behind_addresses(text: str, starts: Sequence[int], lines: Sequence[tuple[int, int, int]]) -> list[int]:
    """The starts, without the lines that are the rest of an address from the page before: the entry begins below."""
    begun = set(starts)
    moved: list[int] = []
    for (start, end, _), below in pairwise([*lines, (-1, -1, 0)]):
        if start not in begun:
            continue
        if not moved or not _ADDRESS_REST.fullmatch(text, start, end):
            moved.append(start)
        elif below[0] not in begun and _STRONG_START.match(text, below[0], below[1]):
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
        found = _NUMBER.match(text, start, end)
        if not found:
            continue
        number = int(found[1] or found[2])
        if last is None or number == last + 1 or (found[1] and last < number <= last + 3):
            starts.append(start)
            last = number
    return starts


def _starts_by_hang(lines: Sequence[tuple[int, int, int]]) -> list[int]:
    """Hanging indents: the lines at the left margin begin entries."""
    margin = min(indent for _, _, indent in lines)
    hanging = sum(1 for line in lines if line[2] > margin + 1)
    if hanging < max(1, len(lines) // 10):
        return []
    return [start for start, _, indent in lines if indent <= margin + 1]


def _joined_paragraphs(text: str, stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """One entry a paragraph; a paragraph that does not begin like one belongs to the entry before.

    An address on its own belongs to the entry before as well, unless that has one.
    """
    entries: list[tuple[int, int]] = []
    for start, end in stretches:
        address = _ADDRESS.match(text, start, end)
        begins = _ENTRY_START.match(text, start, end) or _NUMBER.match(text, start, end)
        if entries and (_ADDRESS.search(text, *entries[-1]) is None if address else not begins):
            entries[-1] = (entries[-1][0], end)
        else:
            entries.append((start, end))
    return entries


def _starts_by_words(text: str, lines: Sequence[tuple[int, int, int]]) -> list[int]:
    """A line that begins like an entry, after a line that ends like one, with a year not far behind."""
    starts = [lines[0][0]]
    for (_, before_end, _), (start, end, _) in pairwise(lines):
        before = text[max(0, before_end - 80) : before_end]
        if not _FINISHED.search(before):
            continue
        words = " ".join(text[start : start + 320].split())
        # A name alone ("Press, Oxford") also stands inside entries: a year must follow before the next entry could end.
        if (
            _STRONG_START.match(words)
            and _ANY_YEAR.search(words)
            and not re.match(r"https?:|doi|pp?\.|vol|In\b", words, re.IGNORECASE)
            and not _imprint().fullmatch(text[start:end].strip())
        ):
            since = text[starts[-1] : start]
            if _ANY_YEAR.search(since) or len(since) > 200:
                starts.append(start)
    return starts


@cache
def _imprint() -> re.Pattern[str]:
    """A line with nothing but towns and a publisher: `Weinheim, Basel: Beltz Verlag.`"""
    from argmap.sources.reference_parsing.words import any_of  # its words are read only where there is a list

    return re.compile(
        rf"[^:\d.]{{3,60}}:\s[^:\d]{{0,40}}\b{any_of('bodies.publishers')}\b[^:\d]{{0,20}}", re.IGNORECASE
    )


def _entries(starts: Sequence[int], lines: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
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
        body = _without_number(words)
        dated = bool(_DATED.search(body))
        begins = bool(_ENTRY_BEGINS.match(body)) or (bool(body) and (body[0].isupper() or not body[0].isascii()))
        fits = 25 <= len(body) <= 700
        single = len(re.findall(r"\((?:1[5-9]|20)\d\d[a-z]?\)", body)) <= 1 and body.count("doi.org/") <= 1
        single = single and (body != words or bisect_left(starts, end) <= bisect_right(starts, start))
        single = single and len(_ADDRESS.findall(body)) <= _MOST_ADDRESSES
        ends = bool(_FINISHED.search(body[-120:]))
        good += 0.35 * dated + 0.25 * begins + 0.15 * fits + 0.15 * single + 0.1 * ends
        if len(body) > _LONGEST_ENTRY:
            good -= 1
    return good / len(entries)


def references_of(
    text: str, blocks: Sequence[Block], readings: Sequence[Reading], join: Join, mend: Mend
) -> tuple[Reference, ...]:
    """The works of the reference list, in its order, with ids ``r1`` …"""
    references: list[Reference] = []
    rest: dict[int, list[Block]] = {}
    for block in blocks:
        if block.kind == "reference" and block.continues is not None:
            rest.setdefault(block.continues, []).append(block)
    for k, block in enumerate(blocks):
        if block.kind != "reference" or block.continues is not None:
            continue
        parts = [block, *rest.get(k, [])]
        breaks = [pause for part in parts for pause in _breaks_in_addresses(text, part.start, part.end)]
        flow = flow_of(text, [(part.start, part.end) for part in parts], _with(readings, breaks), join)
        above = next((work for work in reversed(references[-20:]) if work.authors or work.editors), None)
        work = reference_from(flow.text, block.start, parts[-1].end, "list", mend, above).work
        references.append(replace(work, id=f"r{len(references) + 1}"))
    return tuple(references)


def _breaks_in_addresses(text: str, start: int, end: int) -> list[Reading]:
    """Line ends inside a URL or DOI: they read as nothing."""
    breaks = []
    for found in re.finditer(r"[^\S\r\n]*(?:\r\n|\n|\r|\f)\s*", text[start:end]):
        at, after = start + found.start(), start + found.end()
        tail = _URL_TAIL.search(text, max(start, at - 200), at)
        following = re.match(r"\S+", text[after : after + 120])
        if not tail or not following:
            continue
        word = following[0]
        goes_on = tail[0][-1] in "/-_=.?&%" or re.search(r"[\d/_=&?-]", word.rstrip(".,;)"))
        if goes_on and not (tail[0][-1] == "." and word[0].isupper()):
            breaks.append(Reading(at, after))
    return breaks


def _with(readings: Sequence[Reading], breaks: Sequence[Reading]) -> list[Reading]:
    return sorted((*readings, *breaks)) if breaks else list(readings)
