"""What stands in a text without being part of its words: note marks, page headers and page numbers.

A quotation leaves them out, so the search reads over them. Only forms that are hardly ever anything else count
(superscripts, ``[12]``, digits glued behind a word or its punctuation); where a text says `furniture` itself, that is
taken as given.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from argmap.quotations.folding import Replaced, fold
from argmap.tongues.lists import lists_of_all
from argmap.tongues.prose import either

NOTE_MARK = "note mark"
PAGE_FURNITURE = "running header or page number"
_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NUMBERS = r"\d{1,3}(?:[,;–-][ ]?\d{1,3}){0,7}"


# Each of these begins with the signs that few places have: such a pattern skips all others several times as fast.
@cache
def _bracketed() -> re.Pattern[str]:
    notes = either((*lists_of_all("references")["note_words"], "nb", "a"))
    return re.compile(
        rf"\[(?:(?i:{notes})\.? )?{_NUMBERS}\]|\^\d{{1,3}}(?!\w)|\^\{{\d{{1,3}}\}}|\[\^\w{{1,12}}\]"
        # where a page of the edition begins: [p. 18], {18}, |18|
        r"|\[(?:pp?|[Ss])\.? ?\d{1,4}(?:[–-]\d{1,4})?\]|\{(?:pp?\. ?)?\d{1,4}\}|\|\d{1,4}\|(?!\|)"
    )


_RAISED = re.compile(rf"[{_SUPERSCRIPT}†‡](?:(?<=[†‡])[†‡]*|[{_SUPERSCRIPT}]*(?:[,⁻˒ʼ’–-][{_SUPERSCRIPT}]+)*)")
# Digits behind sentence punctuation or behind a lower-case word, with white space, closing marks or nothing after them.
_GLUED = re.compile(r"\d(?<=[.,;:!?)\]\"'”’»a-z]\d)\d{0,2}(?:[,–-]\d{1,3}){0,3}(?=[\s)\]\"'”’».,;:!?—–]|$)")
# The same with a blank between, as text extraction leaves them: only between sentences.
_LOOSE = re.compile(r"[.!?](?<=[a-zß-ÿ]{4}[.!?])([\"'”’»]?[ \n]{1,3}\d{1,3})(?=[ \n]{1,3}[A-Z\"“‘«])")
_UNITS = ("m", "km", "cm", "mm", "mi", "ft")


@cache
def _numbered() -> frozenset[str]:
    """Behind these words a number is a number, in whatever tongue: p.12, No.18, Abb.3, ch.4."""
    abbreviations, entries = lists_of_all("abbreviations"), lists_of_all("references")
    places = (entries[name] for name in ("pages", "volume", "issue", "places_in_work"))
    return frozenset(word.casefold() for words in places for word in words) | (
        abbreviations["never-ends"] - abbreviations["before-number"]
    )


_WORD_BEFORE = re.compile(r"[^\W\d_]+$")


def find_marks(text: str, behind_letters: bool = True) -> Iterator[Replaced]:
    """Note marks in a text, in no particular order; stretches may overlap.

    Digits directly behind a letter count only with `behind_letters`: in a quotation they may be a misread letter.
    """
    for found in _bracketed().finditer(text):
        start = found.start()
        if text[start - 1 : start] == " " and "^" not in text[start : start + 2]:
            start -= 1  # the blank goes with a mark in brackets
        yield Replaced(start, found.end(), "", NOTE_MARK)
    for found in _RAISED.finditer(text):
        if not _is_exponent(text, found.start()):
            yield Replaced(found.start(), found.end(), "", NOTE_MARK)
    for found in _GLUED.finditer(text):
        if (behind_letters or not text[found.start() - 1].isalpha()) and _is_glued_mark(text, *found.span()):
            yield Replaced(found.start(), found.end(), "", NOTE_MARK)
    for found in _LOOSE.finditer(text):
        yield Replaced(found.start(1), found.end(1), "", NOTE_MARK)


def _is_exponent(text: str, start: int) -> bool:
    """10³ and km² are numbers and units."""
    before = text[max(0, start - 12) : start]
    if before[-1:].isdigit():
        return True
    word = _WORD_BEFORE.search(before)
    return bool(word) and word.group() in _UNITS  # type: ignore[union-attr]


def _is_glued_mark(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 24) : start]
    sign = before[-1]
    if sign.isalpha():
        # "peace18 and": a long lower-case word; covid19, mp3 and F16 are short or hold capitals.
        word = _WORD_BEFORE.search(before)
        return word is not None and len(word.group()) >= 6 and word.group()[1:].islower() and end - start <= 2
    inner = before[:-1]
    if sign in ".,:" and inner[-1:].isdigit():
        # "in 1923.18 The" is a year and a mark; "3.18" and "1,250" are numbers.
        return (
            bool(re.search(r"(?<!\d)(?:1[5-9]|20)\d\d$", inner))
            and sign == "."
            and bool(re.match(r"\s+[A-Z]|\s*$", text[end : end + 4]))
        )
    word = _WORD_BEFORE.search(inner)
    return not (word and sign == "." and word.group().casefold() in _numbered()) and (
        bool(word) or inner[-1:] in ")]”\"'’»"
    )


@cache
def _page_number() -> re.Pattern[str]:
    pages = either(lists_of_all("references")["pages"])
    return re.compile(rf"(?:{pages}(?:\. ?| ))?(?:\d{{1,4}}|[ivxlc]{{1,7}})", re.IGNORECASE)


_DIGITS = re.compile(r"\d+")
_NUMBER_AT_EDGE = re.compile(r"^(?:page )?\d{1,4}\b|\b\d{1,4}\W*$", re.IGNORECASE)
_LONGEST_HEADER = 100


def find_furniture(text: str) -> Iterator[Replaced]:
    """Page numbers and headers in a plain text: lines that stand alone and come back, or that touch a form feed.

    Only what cannot be prose is taken: a line without a full stop at its end, beside a blank line or a form feed, that
    comes at least three times (numbers aside) or interrupts a sentence.
    """
    if "\n" not in text and "\f" not in text:
        return
    lines: list[tuple[int, int, str, bool]] = []
    at = 0
    for raw in text.split("\n"):
        cut = 0
        for part in raw.split("\f"):
            lines.append((at + cut, at + cut + len(part), part.strip() if len(part) <= 200 else "…" * 200, cut > 0))
            cut += len(part) + 1
        at += len(raw) + 1
    seen: Counter[str] = Counter()
    alone: list[tuple[int, str]] = []
    last = len(lines) - 1
    for i, (_, _, shown, after_feed) in enumerate(lines):
        if not shown or len(shown) > _LONGEST_HEADER or shown[-1] in ".,;:!?" or not (0 < i < last):
            continue
        at_feed = after_feed or lines[i + 1][3]
        if at_feed or not lines[i - 1][2] or not lines[i + 1][2]:
            shape = _DIGITS.sub("#", shown)
            seen[shape] += 1
            alone.append((i, shape))
    for i, shape in alone:
        before, after = _word_line(lines, i, -1), _word_line(lines, i, 1)
        if not (before and after):
            continue
        shown = lines[i][2]
        bare_number = _page_number().fullmatch(shown) is not None
        comes_back = seen[shape] >= 3 and (shape != "#" or bare_number)
        at_feed = lines[i][3] or any(line[3] for line in lines[i + 1 : i + 3])
        goes_on = not after[0].isupper()
        isolated = at_feed or not (lines[i - 1][2] or lines[i + 1][2])
        numbered = _NUMBER_AT_EDGE.search(shown) is not None
        headed = at_feed and (goes_on or shown.isupper())
        interrupts = (numbered and after[0].islower()) or (
            _runs_on(before, 1 if goes_on else 8 if bare_number else 30)
            and (bare_number or after[0].islower() or headed or numbered)
        )
        if comes_back or (bare_number and at_feed) or (interrupts and isolated and not shown[0].islower()):
            yield Replaced(lines[i][0], lines[i][1], "", PAGE_FURNITURE)


def _word_line(lines: list[tuple[int, int, str, bool]], index: int, step: int) -> str:
    """The nearest line with words before or after a line, looked for over a few lines only."""
    for i in range(index + step, index + 4 * step, step):
        if 0 <= i < len(lines) and lines[i][2] and not _page_number().fullmatch(lines[i][2]):
            return lines[i][2]
    return ""


def _runs_on(line: str, least: int) -> bool:
    """The line stops in the middle of a sentence."""
    return len(line) > least and line[-1] not in '.!?:;"”’»'


_TITLE_WORD = re.compile(r"[^\W\d_]+")
_SMALL_IN_TITLES = frozenset(["of", "the", "and", "in", "for", "on", "to", "a", "an", "at", "de", "der", "und", "et"])


def is_page_debris(text: str, start: int, end: int, letters: str) -> bool:
    """Words that a quotation lacks are a page header, a page number or both: whole lines that are no prose.

    They must fill whole lines, at most three short ones, and bear a page's signs: a blank line or form feed beside
    them, a number at an edge, capitals throughout. Within one line, only what comes back at least three times in
    `letters` (the folded text) and is written with capitals.
    """
    if end - start > 240:
        return False
    line_start = max(text.rfind("\n", 0, start), text.rfind("\f", 0, start)) + 1
    line_end = min(i for i in (text.find("\n", end), text.find("\f", end), len(text)) if i >= 0)
    before, after = text[line_start:start], text[end:line_end]
    stretch = text[start:end]
    words = _TITLE_WORD.findall(stretch)
    capitals = bool(words) and all(word[0].isupper() or word in _SMALL_IN_TITLES for word in words)
    if any(c.isalnum() for c in before + after):
        bare = fold(_DIGITS.sub("", stretch))
        titled = capitals and sum(word[0].isupper() for word in words) >= 2 and _NUMBER_AT_EDGE.search(stretch)
        return bool(titled) and len(bare) >= 10 and "\n" not in stretch.strip() and letters.count(bare) >= 3
    lines = [line.strip() for line in re.split(r"[\n\f]", stretch) if line.strip()]
    if len(lines) > 3 or any(len(line) > _LONGEST_HEADER for line in lines):
        return False
    isolated = _blank_before(text, line_start) or _blank_after(text, line_end)
    if not words:
        return isolated or all(_page_number().fullmatch(line) and len(line) <= 3 for line in lines)
    numbered = _NUMBER_AT_EDGE.search(stretch) is not None
    if lines[-1][-1] in ".,;:" and not numbered:
        return False
    return (isolated and (capitals or numbered)) or (capitals and numbered) or stretch.isupper()


def _blank_before(text: str, line_start: int) -> bool:
    """A form feed, or a blank line, stands before the line."""
    return line_start >= 1 and (
        text[line_start - 1] == "\f"
        or re.search(r"\n[ \t\r]*$", text[max(0, line_start - 40) : line_start - 1]) is not None
    )


def _blank_after(text: str, line_end: int) -> bool:
    return (
        text[line_end : line_end + 1] == "\f"
        or re.match(r"\n[ \t\r]*[\n\f]", text[line_end : line_end + 40]) is not None
    )
