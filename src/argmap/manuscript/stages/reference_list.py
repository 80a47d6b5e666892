"""Finds the list of references, by its heading or by the looks of its entries, and marks each entry as a block."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from argmap.ground.patterns import later
from argmap.manuscript.document import Block, Note
from argmap.manuscript.headings import begins_text, heads_references, plain_title
from argmap.manuscript.lines import lines_within, pieces_between
from argmap.manuscript.stages.entry_looks import ADDRESS, ANY_YEAR, DATED, NUMBER, STRONG_START, YEAR, looks_like_entry
from argmap.manuscript.stages.entry_splitting import (
    FEWEST_NUMBERED,
    MOSTLY,
    entries_from,
    split_entries,
    starts_of_lines,
)
from argmap.tongues.lists import lists_of_all

_BRACKETED = re.compile(r"\[(\d{1,3})\]")
_BARE_NUMBER = re.compile(r"\d{1,3}\s+[^\W\d_a-z]")
_FEW = 3
_MEMBERS = ("paragraph", "item", "quote", "note")
_RAISED = later(r"[⁰¹²³⁴-⁹*†‡]")
_MOST_OTHERS = 4
_FEWEST_WITHOUT_HEADING = 5
_MOST_YEARS = 4
_WIDEST_ENTRY = 12  # blocks, furniture between pages among them
_LONGEST_LINE = 160
_MOST_CELLS = 16
_FEWEST_WORDS_A_FIGURE = 6
_LEAST_SHARE_OF_YEARS = 0.3
_LONGEST_WITHOUT_AUTHOR = 250
_LONGEST_MEAN = 400  # Letters an entry, of those that have no year.


def mark_reference_blocks(
    text: str,
    blocks: Sequence[Block],
    notes: Sequence[Note] = (),
    stated: Set[int] = frozenset(),
    *,
    typed: bool = False,
) -> tuple[Block, ...]:
    """The blocks, with the reference list split into blocks of kind ``reference``, one an entry.

    Sections so headed are split; where there is none, a run of entries at the end of the paper is taken for the list.
    Blocks that are references already stay so, split where several entries stand in one, unless they begin at one of
    the places `stated`, where the file itself says that one entry stands. So do `notes`, which the file states: in
    Markdown they commonly stand at the end of the file, below the heading of the references. `typed` says that the
    blocks are paragraphs as somebody typed them in a word processor.
    """
    if any(block.kind == "reference" for block in blocks):
        blocks = [
            replace(block, kind="heading", level=1)  # set in the style of the entries below it
            if block.kind == "reference" and _is_heading(text[block.start : block.end])
            else block
            for block in blocks
        ]
        return _split(text, _completed(text, blocks), stated)
    regions = (
        list(_headed_regions(text, blocks))
        or list(_unnamed_sections(text, blocks))
        or list(_trailing_region(text, blocks))
        or _numbered_region(text, blocks)
    )
    if not regions:
        return tuple(blocks)
    changed: list[Block] = []
    moved: dict[int, int] = {}
    told = {note.start for note in notes}
    at = 0
    for first, last in regions:
        _copy(blocks, at, first, changed, moved)
        bold = {blocks[k].start for k in range(first, last) if _begins_entry(text, blocks, k)}
        kinds = (*_MEMBERS, "table") if _is_set_in_a_table(text, blocks[first:last]) else _MEMBERS
        members = [
            b
            for b in blocks[first:last]
            if (b.kind in kinds or _is_numbered_on(text, b) or _is_torn(text, b) or b.start in bold)
            and b.start not in told
            and not _RAISED.match(text, b.start)
            and not (b.end - b.start <= _LONGEST_LINE and heads_references(text[b.start : b.end]))
        ]
        # notes at the feet of the pages of a list are not of it
        at_foot = {b.start for b in members if b.kind == "note" or _BARE_NUMBER.match(text, b.start)}
        if _FEW * len(at_foot) < len(members):
            members = [b for b in members if b.start not in at_foot]
        kept = {id(b) for b in members}
        others = [b for b in blocks[first:last] if id(b) not in kept]
        stretches = [(b.start, b.end) for b in members]
        entries = []
        torn = {b.start for b in members if _is_torn(text, b)}
        for start, end in split_entries(text, stretches, torn, typed=typed):
            for n, (s, e) in enumerate(pieces_between(start, end, stretches)):
                entries.append(Block("reference", s, e, continues=-1 if n else None))
        added = sorted([*entries, *others], key=lambda b: b.start)
        changed += _with_first_piece(added, len(changed))
        at = last
    _copy(blocks, at, len(blocks), changed, moved)
    return tuple(changed)


def _is_heading(words: str) -> bool:
    return heads_references(words) or begins_text(words)


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
            numbered = NUMBER.match(words) is not None and (YEAR.search(words) or ADDRESS.search(words))
            if blocks[k].kind in ("paragraph", "item") and (numbered or looks_like_entry(words)):
                completed[k] = replace(blocks[k], kind="reference")
    return tuple(completed)


def _is_prose(text: str, marked: Sequence[Block], is_list: bool) -> bool:
    """Whether what a reader took for entries are paragraphs: long without years, or none that begins like an entry."""
    words = [text[block.start : block.end] for block in marked]
    length = sum(map(len, words))
    dated = sum(DATED.search(one) is not None for one in words)
    if not is_list and length > _LONGEST_MEAN * len(words):
        return True
    likely = 2 * dated < len(words) or length > _LONGEST_WITHOUT_AUTHOR * len(words)
    return likely and not any(map(looks_like_entry, words))


def _split(text: str, blocks: Sequence[Block], stated: Set[int]) -> tuple[Block, ...]:
    """The blocks, those of a list parted where further lines begin entries: lists are set line by line as well."""
    changed: list[Block] = []
    moved: dict[int, int] = {}
    for k, block in enumerate(blocks):
        _copy(blocks, k, k + 1, changed, moved)
        if block.kind != "reference" or block.start in stated or block.continues is not None:
            continue
        lines = list(lines_within(text, block.start, block.end))
        starts = starts_of_lines(text, lines) if len(lines) > 1 else []
        if len(starts) > 1:
            changed[-1:] = [replace(block, start=start, end=end) for start, end in entries_from(starts, lines)]
    return tuple(changed)


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


_FEW_ENTRIES = 3  # of so many paragraphs not one


def _headed_regions(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """The lists by their headings. “2. Literature” before the list itself may be a section on what others wrote."""
    regions = [region for region in _regions_by_name(text, blocks) if _is_list(text, blocks[slice(*region)])]
    for first, last in regions:
        heading = text[blocks[first - 1].start : blocks[first - 1].end]
        named = (first, last) == regions[-1] and heads_references(heading)
        if named or not _speaks_of_works(text, blocks[first:last]):
            yield first, last


def _speaks_of_works(text: str, blocks: Sequence[Block]) -> bool:
    """Whether a section that has the dates of a list is prose: few of its paragraphs look like entries."""
    words = [text[block.start : block.end] for block in blocks if block.kind in _MEMBERS]
    return _FEW_ENTRIES * sum(map(looks_like_entry, words)) < len(words) and not _counts_up(text, blocks)


def _is_list(text: str, blocks: Sequence[Block]) -> bool:
    return _share_of_years(text, blocks) >= _LEAST_SHARE_OF_YEARS or _counts_up(text, blocks)


def _counts_up(text: str, blocks: Sequence[Block]) -> bool:
    """Whether paragraphs that begin with 1, 2, 3 … in brackets make up most of a section: software has no years."""
    words = [block for block in blocks if block.kind in _MEMBERS]
    found = (_BRACKETED.match(text, block.start, block.end) for block in words)
    numbers = [int(one[1]) for one in found if one]
    return numbers == list(range(1, len(numbers) + 1)) and len(numbers) >= max(FEWEST_NUMBERED, len(words) / 2)


def _regions_by_name(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    k = 0
    while k < len(blocks):
        block = blocks[k]
        if block.kind == "heading" and _names_a_list(text[block.start : block.end]):
            end = k + 1
            while end < len(blocks) and not (
                (_leaves_list(text, blocks, k, end) and not _begins_entry(text, blocks, end))
                or _tells_a_series(text, blocks[end])
            ):
                end += 1
            end = _before_figures(text, blocks, k + 1, end)
            yield k + 1, end
            if _is_list(text, blocks[k + 1 : end]):
                k = end
                continue
        k += 1


def _names_a_list(heading: str) -> bool:
    """Whether a heading is the name of a list of references, if misspelled: "Refrences", "Bibilography"."""
    if heads_references(heading):
        return True
    title = plain_title(heading)
    if not _SHORTEST_MISSPELLED <= len(title) <= _LONGEST_MISSPELLED:
        return False
    letters = Counter(title)
    names = [
        name
        for name in lists_of_all("headings")["references"]
        if name[0] == title[0] and abs(len(name) - len(title)) <= _SLIPS and (Counter(name) - letters).total() <= _SLIPS
    ]
    if not names:  # nearly all headings end here, and need no library
        return False
    from rapidfuzz.distance import OSA

    return any(OSA.distance(name, title, score_cutoff=_SLIPS) <= _SLIPS for name in names)


_SLIPS, _SHORTEST_MISSPELLED, _LONGEST_MISSPELLED = 2, 8, 24


def _before_figures(text: str, blocks: Sequence[Block], first: int, last: int) -> int:
    """Where a list ends behind which figures and tables are printed without a heading; else `last`.

    Those that float into a list have most of its entries behind them, or some at least.
    """
    alike = [block.kind in _MEMBERS and _is_entry(text[block.start : block.end]) for block in blocks[first:last]]
    for at in range(first, last):
        if blocks[at].kind == "caption" and any(alike[: at - first]):
            behind = [k for k in range(at, last) if blocks[k].kind in (*_MEMBERS, "table")]
            if _FEW_ENTRIES * sum(alike[k - first] for k in behind) < len(behind):
                return at
    return last


def _is_entry(words: str) -> bool:
    """Whether words look like an entry, and not like a sentence that comes to a year: “Note: This shows what 1990 …”.

    Names before the year have few small words among them.
    """
    names = STRONG_START.match(words)
    begun = names[0].split() if names and "," not in names[0] else []
    return 2 * sum(word[0].islower() for word in begun) <= len(begun) and looks_like_entry(words)


def _leaves_list(text: str, blocks: Sequence[Block], heading: int, at: int) -> bool:
    """A heading of the same level or above ends the list; "Primary sources" inside it does not."""
    block = blocks[at]
    if block.kind not in ("heading", "title") or (block.level or 1) > (blocks[heading].level or 1):
        return False
    return not _parts_list(text, blocks, heading, at)


def _parts_list(text: str, blocks: Sequence[Block], heading: int, at: int) -> bool:
    """Whether a heading as large as that of the list, "Books", only parts it: its entries begin right below, or go on
    with the next number.
    """
    below = next((b for b in blocks[at + 1 :] if b.kind != "furniture"), None)
    if below is None or below.kind == "heading":
        return False
    so_far = [b for b in blocks[heading + 1 : at] if b.kind not in ("furniture", "heading")]
    number = _BRACKETED.match(text, below.start, below.end)
    if number is None:
        return not so_far and looks_like_entry(text[below.start : below.end])
    numbers = [int(found[1]) for b in so_far if (found := _BRACKETED.match(text, b.start, b.end))]
    return int(number[1]) == max(numbers, default=0) + 1


def _tells_a_series(text: str, block: Block) -> bool:
    """Whether a line says that works of a series follow, which a paper prints behind its list and does not cite."""
    words = text[block.start : block.end].casefold() if block.end - block.start <= _LONGEST_LINE else ""
    told = any(phrase in words for phrase in lists_of_all("headings")["series"])
    return told and block.kind != "reference" and not ANY_YEAR.search(words)


def _is_numbered_on(text: str, block: Block) -> bool:
    """Whether what was taken for a small table are lines of a list, each with its number: `[36] …`, `[37] …`."""
    lines = lines_within(text, block.start, block.end) if block.kind == "table" else ()
    numbers = [NUMBER.match(text, start, end) for start, end, _ in lines]
    return bool(numbers) and all(numbers)


def _begins_entry(text: str, blocks: Sequence[Block], at: int) -> bool:
    """Whether what was taken for a heading is the first line of an entry, all bold for its names: it goes on below."""
    block, below = blocks[at], blocks[at + 1 : at + 2]
    if block.kind != "heading" or not STRONG_START.match(text, block.start, block.end):
        return False
    indented = any(text[b.start].islower() or text[b.start - 1] == " " for b in below)
    return indented or YEAR.search(text, block.start, block.end) is not None


def _is_torn(text: str, block: Block) -> bool:
    """Whether the cells of what was taken for a table are the words of an entry, set wide to fill their lines."""
    if block.kind != "table" or _is_numbered_on(text, block):
        return False
    cells = [text[start:end] for start, end, _ in lines_within(text, block.start, block.end)]
    words = " ".join(cells).split()
    figures = sum(word.strip(".,()").isdecimal() for word in words)
    return bool(
        len(cells) <= _MOST_CELLS
        and _FEWEST_WORDS_A_FIGURE * figures <= len(words)
        and (looks_like_entry(" ".join(words)) or (_BRACKETED.match(words[0]) and DATED.search(" ".join(words))))
    )


def _is_set_in_a_table(text: str, blocks: Sequence[Block]) -> bool:
    """Whether the rows of a table are the entries of a list: they make up most of it, and most of them have a date."""
    rows = [block for block in blocks if block.kind == "table"]
    dated = sum(DATED.search(text, row.start, row.end) is not None for row in rows)
    whole, inside = (sum(block.end - block.start for block in some) for some in (blocks, rows))
    return 2 * dated > len(rows) and 2 * inside > whole


def _share_of_years(text: str, blocks: Sequence[Block]) -> float:
    length = sum(block.end - block.start for block in blocks if block.kind != "furniture")
    dates = sum(len(found.findall(text, block.start, block.end)) for block in blocks for found in (ANY_YEAR, ADDRESS))
    return dates * 250 / length if length else 0.0


def _unnamed_sections(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Sections that are a list though their heading does not say so, as it is misspelled or could not be read.

    The heads of their pages say it, or nearly every paragraph looks like an entry.
    """
    headings = [k for k, block in enumerate(blocks) if block.kind in ("heading", "title")]
    for heading, last in pairwise([*headings, len(blocks)]):
        inside = blocks[heading + 1 : last]
        running = sum(b.kind == "furniture" and heads_references(text[b.start : b.end]) for b in inside)
        words = [text[b.start : b.end] for b in inside if b.kind in ("paragraph", "item") and b.continues is None]
        entries = sum(map(_is_one_work, words))
        listed = entries >= _FEWEST_WITHOUT_HEADING and entries >= MOSTLY * len(words)
        if listed or (running > 1 and _is_list(text, inside)):
            yield heading + 1, last


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
        if _is_one_work(words):
            first, count, others = k, count + 1, 0
        elif DATED.search(words) and others < _MOST_OTHERS:
            others += 1
        else:
            break
    if count >= _FEWEST_WITHOUT_HEADING:
        yield first, len(blocks)


def _is_one_work(words: str) -> bool:
    """Whether words look like an entry, and not like a list of customers: “Alfa 2004 – Besa 2009 – Dacia 2007 – …”.

    Nor like what somebody found, in a list of points: “Oak and Elm (2014): fewer bees came …”.
    """
    one = looks_like_entry(words) and len(ANY_YEAR.findall(words)) <= _MOST_YEARS
    return one and not _SAYS_WHAT_THEY_FOUND.search(words)


_SAYS_WHAT_THEY_FOUND = re.compile(r"\((?:1[4-9]|20)\d\d[a-z]?\)[:;]?\s[a-zß-öø-ÿ]")


def _numbered_region(text: str, blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """The last paragraphs that count up (1. 2. 3.) and have dates, where the heading above them could not be read."""
    counted: list[tuple[int, int]] = []  # number and block
    for k, block in enumerate(blocks):
        if block.kind in ("heading", "title") or (counted and k > counted[-1][1] + _WIDEST_ENTRY):
            counted = counted if len(counted) >= _FEWEST_WITHOUT_HEADING else []
        found = NUMBER.match(text, block.start, block.end) if block.kind in ("paragraph", "item") else None
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
    dated = sum(DATED.search(text, start, end) is not None for start, end in pairwise(edges))
    return [(counted[0][1], counted[-1][1] + 1)] if dated >= MOSTLY * len(counted) else []
