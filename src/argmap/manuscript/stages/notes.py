"""Note bodies and their numbers.

Footnotes come as blocks of kind ``note``, endnotes as the paragraphs of a section so headed. A body that lost its
number is offered to the marks before it that have none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from argmap.ground.text import roman_number
from argmap.manuscript.document import Block, Mark, Note
from argmap.manuscript.flow import Join, flow_of
from argmap.manuscript.headings import plain_title
from argmap.manuscript.lines import lines_within, pieces_between
from argmap.tongues.lists import lists_of_all

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LABEL = re.compile(
    r"(?:\[\^?(\d{1,4})\]|\(?(\d{1,4})(?:[.):]+(?=\s|[^\W\d])|(?=\s+\S)))\s*|([⁰¹²³⁴-⁹]{1,4})\s*|([*∗†‡§¶‖]{1,3})\s*"
    r"|\[([ivxlc]{1,8})\]\s*"
)
_LONGEST_HEADING = 7  # words
_BEGINS_CUT = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+)?,?\s\(?(?:eds|hg|hrsg)\b", re.IGNORECASE)


def mark_note_blocks(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with what stands in an endnote section turned into notes at the lines that carry the next number."""
    names = lists_of_all("headings")["notes"]
    changed: list[Block] = []
    moved: dict[int, int] = {}
    k = 0
    while k < len(blocks):
        block = blocks[k]
        moved[k] = len(changed)
        changed.append(block if block.continues is None else replace(block, continues=moved.get(block.continues)))
        k += 1
        if block.kind != "heading" or not _heads_notes(plain_title(text[block.start : block.end]), names):
            continue
        end = k
        while end < len(blocks) and not _ends_notes(text, blocks, end, block):
            end += 1
        notes = _endnotes(text, blocks[k:end], len(changed))
        if notes:
            moved.update({j: len(changed) for j in range(k, end)})
            changed += notes
            k = end
    return tuple(changed)


def _heads_notes(title: str, names: Collection[str]) -> bool:
    """``Notes``, and ``Notes to chapter 2``."""
    words = title.split()
    named = any(" ".join(words[:n]) in names for n in range(1, min(len(words), _LONGEST_HEADING)))
    return title in names or (named and re.fullmatch(r"\d{1,3}|[ivxlc]{1,6}", words[-1]) is not None)


def _ends_notes(text: str, blocks: Sequence[Block], at: int, heading: Block) -> bool:
    """Whether a section of notes ends at a heading of its level; one below which notes begin again with 1 is of it."""
    block = blocks[at]
    if block.kind != "heading" or (block.level or 1) > (heading.level or 1):
        return False
    title = plain_title(text[block.start : block.end])
    lists = lists_of_all("headings")
    below = next((b for b in blocks[at + 1 :] if b.kind != "furniture"), None)
    again = below is not None and below.kind != "heading" and _number(_LABEL.match(text, below.start, below.end)) == 1
    return not again or title in lists["references"] or _heads_notes(title, lists["notes"])


def _endnotes(text: str, blocks: Sequence[Block], offset: int) -> list[Block]:
    """The blocks of an endnote section with its notes in place of its paragraphs; empty where none is numbered."""
    stretches = [(b.start, b.end) for b in blocks if b.kind in ("paragraph", "item", "quote", "note")]
    lines = [line for start, end in stretches for line in lines_within(text, start, end)]
    starts: list[int] = []
    last: int | None = None
    for start, end, _ in lines:
        number = _number(_LABEL.match(text, start, end))
        if number is not None and (number == 1 or last is None or last < number <= last + 3):
            starts.append(start)
            last = number
    if not starts:
        return []
    placed = [b for b in blocks if (b.start, b.end) not in stretches]
    for start, following in pairwise([*starts, stretches[-1][1] + 1]):
        for n, (first, end) in enumerate(pieces_between(start, following, stretches)):
            trimmed = first + len(text[first:end].rstrip())
            if trimmed > first:
                placed.append(Block("note", first, trimmed, continues=-1 if n else None))
    placed.sort(key=lambda b: b.start)
    first_piece = offset
    for at, b in enumerate(placed):
        if b.kind == "note" and b.continues is None:
            first_piece = offset + at
        placed[at] = replace(b, continues=first_piece if b.kind == "note" and b.continues is not None else None)
    return placed


def _number(found: re.Match[str] | None) -> int | None:
    printed = (found[1] or found[2] or found[3]) if found else None
    if found and found[5]:  # [ii], as Word numbers endnotes
        return roman_number(found[5]) or None
    return int(printed.translate(_SUPERSCRIPTS)) if printed else None


def notes_of(text: str, blocks: Sequence[Block], join: Join) -> tuple[Note, ...]:
    """A note for each block of kind ``note``, a block that `continues` another being part of its body."""
    notes: list[Note] = []
    rest: dict[int, list[Block]] = {}
    for block in blocks:
        if block.kind == "note" and block.continues is not None:
            rest.setdefault(block.continues, []).append(block)
    for k, block in enumerate(blocks):
        if block.kind != "note" or block.continues is not None:
            continue
        parts = [block, *rest.get(k, [])]
        words = flow_of(text, [(part.start, part.end) for part in parts], join).text
        found = _LABEL.match(words)
        body = words[found.end() :] if found else words
        label = found[0].strip() if found else ""
        number = _number(found)
        notes.append(
            Note(f"n{len(notes) + 1}", number, label, body, block.start, parts[-1].end, cut_short=_is_cut(body))
        )
    return tuple(notes)


def _is_cut(body: str) -> bool:
    """The body ends in a comma or an open bracket, or begins in lower case or with one of several editors."""
    words = body.strip()
    if not words:
        return True
    ends = words[-1] in ",;:(-–—" or words.count("(") > words.count(")") or words.count("“") > words.count("”")
    begins = _BEGINS_CUT.match(words) is not None and " and " not in words[:60] and "&" not in words[:60]
    lower = words[0].islower() and not re.match(
        r"(?:see|cf|ibid|op|loc|http|www|doi|e\.g|i\.e|in|for|on|id|v[ao]n|de)\b", words
    )
    return ends or begins or lower


def offer_numbers(notes: Sequence[Note], marks: Sequence[Mark]) -> tuple[Note, ...]:
    """Say of each body without a number which numbers it could have.

    They are those of the marks that stand before it, after the numbered bodies before it, and have no body; bodies
    keep their order.
    """
    numbered = {note.number for note in notes if note.number is not None}
    offered = list(notes)
    previous_end = 0
    k = 0
    while k < len(notes):
        if notes[k].number is not None or notes[k].label:  # a sign (†) is as good as a number
            previous_end = notes[k].end
            k += 1
            continue
        stop = k
        while stop < len(notes) and notes[stop].number is None and not notes[stop].label:
            stop += 1
        free = sorted(
            {
                m.number
                for m in marks
                if m.kind == "note"
                and m.number is not None
                and m.number not in numbered
                and previous_end <= m.start < notes[stop - 1].end
            }
        )
        spare = len(free) - (stop - k)
        for place, j in enumerate(range(k, stop)):
            choice = free[place : place + spare + 1] if spare >= 0 else free
            offered[j] = replace(notes[j], may_be=tuple(choice))
        previous_end = notes[stop - 1].end
        k = stop
    return tuple(offered)
