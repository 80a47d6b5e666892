"""The lines of a plain text and what can be told of them before their words are read: pages, widths, furniture.

Text pulled out of a PDF keeps the page: a form feed or a stray leading space where a page begins, the running header
and the page number repeated. They are told apart here so that the paragraphs can be put together without them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Role = Literal["body", "blank", "furniture", "note", "heading", "title"]

# How a line begins that begins an item of a list, and how one ends where a sentence ends (note marks behind the stop).
ITEM = re.compile(r"(?:[•‣▪◦●○■□–—*·-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
FINISHED = re.compile(r"[.!?…][\"”’'»)\]]*(?:[⁰¹²³⁴-⁹]+|\d{1,3}|\[\d+(?:[,–-]\s?\d+)*\])?$|:$")
_LONGEST_INDENT = 2000
_LINE = re.compile(r"([^\r\n\f]*)(\r\n|\n|\r|\f|\Z)")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|\[(]\s*)?(?:(?:page|p\.|seite|sayfa|faqe)\s*)?(\d{1,4})(?:\s*(?:/|of|von)\s*\d{1,4})?(?:\s*[-–—|\])])?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_STRAY_SPACE_SHARE = 0.15
_UNWRAPPED_WIDTH = 220
_FURNITURE_LENGTH = 120
_REPEATED_LENGTH = 80
_REPEATED_DISTANCE = 300


@dataclass(slots=True)
class Line:
    """One line: `start:end` without surrounding white space, its words, its indent, and what it turned out to be."""

    start: int
    end: int
    words: str
    indent: int
    begins_page: bool = False
    role: Role = "body"


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set: the width of a full line in characters, and whether its lines were wrapped by hand."""

    width: int
    wrapped: bool
    paged: bool


def lines_of(text: str) -> list[Line]:
    """Split at LF, CRLF, CR and form feed. A form feed begins a page."""
    lines: list[Line] = []
    page = False
    for found in _LINE.finditer(text):
        raw, ending = found[1], found[2]
        if found.start() == len(text) and found.start() and not raw:
            break
        words = raw.strip()
        lead = len(raw) - len(raw.lstrip()) if words else 0
        start = found.start() + lead
        # The line end that follows a form feed belongs to it: the page begins with the next words.
        line = Line(start, start + len(words), words, lead, page, "body" if words else "blank")
        page = ending == "\f" or (page and not words)
        lines.append(line)
    return lines


def measure(lines: Sequence[Line]) -> Setting:
    """Find the width of a full line, and mark the lines that begin a page with a stray space."""
    lengths = sorted(len(line.words) for line in lines if line.role != "blank")
    if not lengths:
        return Setting(0, False, False)
    width = lengths[int(len(lengths) * 0.8)]
    wrapped = lengths[int(len(lengths) * 0.98)] <= _UNWRAPPED_WIDTH and len(lengths) > 3 and width >= 25
    paged = any(line.begins_page for line in lines)
    spaced = [line for line in lines if line.role != "blank" and line.indent == 1]
    if wrapped and not paged and spaced and len(spaced) <= max(6, _STRAY_SPACE_SHARE * len(lengths)):
        for line in spaced:
            line.begins_page = True
        paged = True
    return Setting(width, wrapped, paged)


def mark_furniture(lines: Sequence[Line]) -> None:
    """Give running headers, footers and page numbers their role.

    At the edge of a page, a line that stands there on three pages (on two of a short paper), digits apart, is
    furniture, and so is a lone number that counts up with the pages. Without page breaks, short lines that return are.
    """
    edges = _edges(lines)
    seen = Counter(_DIGITS.sub("#", line.words.casefold()) for line in edges)
    pages = 1 + sum(line.begins_page for line in lines)
    often = 3 if pages > 3 else 2
    for line in edges:
        shape = _DIGITS.sub("#", line.words.casefold())
        if seen[shape] >= often and len(line.words) <= _FURNITURE_LENGTH and shape.strip("#. ") != "":
            line.role = "furniture"
    if not edges:
        _mark_repeated(lines)
    _mark_page_numbers(lines, {id(line) for line in edges})


def _mark_repeated(lines: Sequence[Line]) -> None:
    """Without page breaks: a short line that stands there three times and more, digits apart, and is no prose."""
    seen: dict[str, list[Line]] = {}
    for line in lines:
        if line.role == "body" and 3 < len(line.words) <= _REPEATED_LENGTH and not FINISHED.search(line.words):
            seen.setdefault(_DIGITS.sub("#", line.words.casefold()), []).append(line)
    for shape, same in seen.items():
        far = all(other.start - one.start > _REPEATED_DISTANCE for one, other in pairwise(same))
        if len(same) >= 3 and far and not ITEM.match(same[0].words) and shape.strip("#. ()[]"):
            for line in same:
                line.role = "furniture"


def _edges(lines: Sequence[Line]) -> list[Line]:
    """The first two and last two lines with words of every page, where there are pages."""
    pages: list[list[Line]] = [[]]
    for line in lines:
        if line.begins_page and pages[-1]:
            pages.append([])
        if line.role != "blank":
            pages[-1].append(line)
    if len(pages) < 2:
        return []
    edges: list[Line] = []
    for page in pages:
        edges += page[:2] + [line for line in page[-2:] if line not in page[:2]]
    return edges


def _mark_page_numbers(lines: Sequence[Line], edges: set[int]) -> None:
    """A run of lone numbers, each one above the last (or two, where a page has none), is the numbering of pages."""
    alone: list[tuple[int, Line]] = []
    for k, line in enumerate(lines):
        if line.role == "blank" or len(line.words) > 20:
            continue
        found = _PAGE_NUMBER.fullmatch(line.words)
        if not found:
            continue
        open_before = k == 0 or lines[k - 1].role in ("blank", "furniture") or line.begins_page
        beside = (k and lines[k - 1].role == "furniture") or (k + 1 < len(lines) and lines[k + 1].role == "furniture")
        open_after = k + 1 == len(lines) or lines[k + 1].role in ("blank", "furniture") or lines[k + 1].begins_page
        if id(line) in edges or beside or (open_before and open_after):
            alone.append((int(found[1]), line))
    run: list[tuple[int, Line]] = []
    for number, line in alone:
        if run and not 0 < number - run[-1][0] <= 3:
            _settle(run)
            run = []
        run.append((number, line))
    _settle(run)


def _settle(run: Sequence[tuple[int, Line]]) -> None:
    if len(run) >= 3 or (len(run) == 2 and all(line.begins_page for _, line in run)):
        for _, line in run:
            line.role = "furniture"


def lines_within(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Start, end and indent of each line with words in a stretch."""
    for found in re.finditer(r"[^\r\n\f]+", text[start:end]):
        words = found[0].strip()
        if not words:
            continue
        at = start + found.start() + len(found[0]) - len(found[0].lstrip())
        line_start = start
        if found.start() == 0:  # a stretch may begin within a line
            before = max(0, at - _LONGEST_INDENT)
            line_start = max(before - 1, *(text.rfind(line_end, before, at) for line_end in "\n\r\f")) + 1
        else:
            line_start += found.start()
        yield at, at + len(words), at - line_start


def pieces_between(start: int, end: int, stretches: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """What of `start:end` lies in the stretches, which stand in the order of the text, piece by piece."""
    pieces = []
    for k in range(max(0, bisect_left(stretches, (start,)) - 1), len(stretches)):
        a, b = stretches[k]
        if a >= end:
            break
        if start < b:
            pieces.append((max(start, a), min(end, b)))
    return tuple(pieces)
