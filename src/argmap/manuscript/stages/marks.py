"""Finds what a paper cites with: note marks, numbers in brackets, author and year in all their manners.

Precision comes first: a bracket with a year is a citation only where what stands before the year reads like authors.
Marks that are only likely (digits glued to a full stop, a lone name with a year) are handed on as such, and
`understanding` keeps them where the numbering, the notes or the reference list of the paper bear them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Literal

from argmap.ground.patterns import later
from argmap.ground.text import roman_number
from argmap.manuscript.stages.author_date import author_dates, author_pages, unbracketed
from argmap.manuscript.stages.found_mark import FoundMark
from argmap.manuscript.stages.powers import is_power, may_be_power
from argmap.tongues.lists import lists_of_all

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED_YEAR = re.compile(r"¹[⁵-⁹][⁰¹²³⁴-⁹]{2}|²⁰[⁰¹²³⁴-⁹]{2}")
_RAISED = re.compile(r"(?<=[^\s⁰¹²³⁴-⁹])[⁰¹²³⁴-⁹]{1,4}(?:[,·⁻–-][⁰¹²³⁴-⁹]{1,4}){0,20}(?![⁰¹²³⁴-⁹])")
_GLUED = re.compile(
    r"(?:(?<=[.,;:!?)\]\"”’'»])|(?<=[^\W\d_][—–“‘«]))(\d{1,3})(?![\d%°.,:/-]\d|[\d%°/–-])(?=[\s.,;:)]|$|[^\W\d_])"
)
_GLUED_TO_WORD = re.compile(r"(?<=[a-zß-öø-ÿ]{3})(\d{1,3})(?=[.,;:)]?(?:\s|$))")
# "p.4", "Fig.5", "3.14", "10:30": the digits belong to what stands before them. Only a year may stand before a mark.
_LABELLED = re.compile(
    r"(?:^|\W)(?:[Pp]|[Pp]p|[Nn]os?|[Vv]ols?|[Ff]igs?|[Aa]rt|[Cc]h|[Cc]ap|[Ss]ec|[Ee]qs?|[Tt]ab|Abb|Kap|Bd|n|c|v|S|Nr)[.,:]$"
    r"|(?<!\d{4})(?<=\d)[.,:)'’]$"
    r"|(?:(?<![^\W\d_])[^\W\da-zß-öø-ÿ_]|(?:^|\s)[-−–]?)\.$"  # Table A.1, (B.2), and .3 on an axis
)
_DECIMAL_BEFORE = re.compile(r"\d[.,]\d+\s+\d+[.,]$")
_DECIMAL_BEHIND = re.compile(r"\s+[-−–]?\d+[.,]\d")
_SIGN = re.compile(r"(?<=[^\W\d_]|[.,;:!?)\]\"”’'»])([*∗†‡§¶‖])\1{0,2}(?=[\s.,;:)]|$)")
# [ii], as Word calls its endnotes
_ROMAN_NOTE = re.compile(r"(?<!^)\[([ivxlc]{1,8})\](?![(:\w])")
_BRACKET_NOTE = re.compile(r"\[\^([^\]\s]{1,40})\](?!:)")
_JOINED = r"(?:and|und|et|or|oder|o|y|e|ve|dhe|&)"
# what a numbered citation points at: S. 13, p. ES-12, §4.2, Sec. IV-B, Theorem 3, pp. 3–4 and 9
_POINTED = (
    rf"(?:§{{1,2}}|pp?\.?|S\.|[^\W\d_]{{2,10}}\.|(?!{_JOINED}\s)[^\W\d_]{{3,12}}(?=\s))\s?"
    r"(?:[A-Z]{0,3}[-.–]?\d[\d.:–—-]{0,11}[a-z]?|[IVXLC]{1,6}(?:[-.][A-Z\d]{1,3})?)(?:\s?ff?\.?)?"
)
_NUMERIC = later(
    r"\[(\d{1,3}(?:\s{0,2}[,;–—-]\s{0,2}\d{1,3}){0,40})"
    rf"(?:,\s?({_POINTED}(?:(?:,|;|\s{_JOINED})\s(?:{_POINTED}|\d[\d.–—-]{{0,8}})){{0,3}}))?\]"
)
_KEY_FORM = r"[^\W\d_][^\W\d_]{0,12}\+?(?:\d{4}|\d{2})[a-z]?"
_KEY = later(_KEY_FORM)
_KEYS = later(rf"\[({_KEY_FORM}(?:\s?[,;]\s?{_KEY_FORM}){{0,20}})(?:,\s([^\[\]]{{1,40}}))?\]")
_FURTHER_POINT = later(r"\s?[,;×]?\s?(?:[^\W\d_]{1,3}\s)?")
_RANGE_GOES_ON = later(r"\s?[–—-]\s?\[(\d{1,3})\]")
_PIECE = later(r"(\d{1,3})(?:\s*[–—-]\s*(\d{1,3}))?")
# An operator, or a letter that is a name in a formula: `f[3]`, `A_1[2]`; but "Smith[3]" and "shown[3]" cite.
_FORMULA_BEFORE = later(r"[=<>≤≥≈∈∉⊂⊆∪∩+−×·*/^_\\±∼~|]\s?$|(?<![^\W\d_])[^\W\d_]$|[₀-₉]$")
_FORMULA_BEHIND = later(r"\s?[=<>≤≥≈∈∪∩×^_±|]|\s[+−·*/]\s|ᵀ")
_GLUED_LETTER = later(r"[-–/]?[^\W\d_]|[-–+]")


_WIDEST_RANGE = 50
# as Vancouver sets them: (1, 4–6), with a space before or, behind a word that is no name of a function, without;
# behind what a name or a version ends with: COVID-19 (3), ggplot2 (15,16), R 4.2.1 (11–13), Holm et al.(11)
_ROUND = re.compile(
    r"(?:(?<=[^\W\d_] )|(?<=[%)”\"] )|(?<=[^\W\d_]{4})|(?<=\bal\. )|(?<=\bal\.)"
    r"|(?<=[^\W\d_]{3}\d )|(?<=[^\W\d_]{2}-\d )|(?<=[^\W\d_]{2}-\d\d )|(?<=\d\.\d\.\d ))"
    r"\((\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,12})\)(?=([.,;:)]|$)|\s[^\W\d_])"
)


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
        found += _signs(text, groups)
    if "[" in text:
        found += _bracketed(text, groups)
        found += _by_key(text, groups)
    if "(" in text or "[" in text:
        found += author_dates(text, groups)
        found += author_pages(text, groups)
        found += _in_round_brackets(text, groups)
        found.sort(key=lambda mark: (mark.start, mark.end))
    found += unbracketed(text, groups, found.copy())
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
        # ¹⁸¹⁹ is a year before it is a note
        sure = not may_be_power(text, *found.span()) and not _RAISED_YEAR.fullmatch(found[0])
        sure = sure and (text[found.start() - 1] in ".;:!?)]\"”’'»" or not _GLUED_LETTER.match(text, found.end()))
        at, before = found.start(), 0
        for part in re.finditer(r"([⁻–-]?)([⁰¹²³⁴-⁹]+)", found[0]):
            if len(part[2]) > 4:
                continue
            number = int(part[2].translate(_SUPERSCRIPTS))
            first = before + 1 if part[1] and 0 < number - before < _WIDEST_RANGE else number  # ³⁻⁵
            for each in range(first, number + 1):
                yield FoundMark("note", at + part.start(2), at + part.end(), group, each, part[2], sure=sure)
            before = number


def _glued(text: str, groups: Iterator[int]) -> Iterator[FoundMark]:
    """Digits behind a stop or a word, as they come out where a superscript lost its height. Never sure."""
    for pattern in (_GLUED, _GLUED_TO_WORD):
        for found in pattern.finditer(text):
            before = text[max(0, found.start() - 16) : found.start()]
            cell = before[-2:-1].isdecimal() and (
                _DECIMAL_BEFORE.search(before) or _DECIMAL_BEHIND.match(text, found.end())
            )  # 1435.3 among figures is no year with a mark
            if not found[1].startswith("0") and not cell and not _LABELLED.search(before):
                yield FoundMark("note", found.start(1), found.end(1), next(groups), int(found[1]), found[1], sure=False)


def _signs(text: str, groups: Iterator[int]) -> Iterator[FoundMark]:
    """``*``, ``†``, ``‡``: marks only where a note below the text is labelled so."""
    for found in _SIGN.finditer(text):
        yield FoundMark("note", found.start(), found.end(), next(groups), label=found[0], sure=False)


def _bracketed(text: str, groups: Iterator[int]) -> Iterator[FoundMark]:
    for found in _BRACKET_NOTE.finditer(text):
        label = found[1]
        number = int(label) if label.isdecimal() and len(label) < 6 else None
        yield FoundMark("note", found.start(), found.end(), next(groups), number, label)
    for found in _ROMAN_NOTE.finditer(text):
        if number := roman_number(found[1]):
            yield FoundMark("note", *found.span(), next(groups), number, found[0], sure=False)
    brackets = list(_NUMERIC.finditer(text.translate(_SUPERSCRIPTS)))  # [1⁸] is set raised in part
    doubts = _doubts(text, brackets)
    for found in brackets:
        doubt = doubts[found.start()]
        if doubt == "none":
            continue
        group = next(groups)
        for piece in _PIECE.finditer(found[1]):
            first, last = int(piece[1]), int(piece[2] or piece[1])
            if first == 0 or not first <= last <= first + _WIDEST_RANGE:
                continue
            alone = piece[0] == found[1]
            start = found.start() if alone else found.start(1) + piece.start()
            end = found.end() if alone else found.start(1) + piece.end()
            for number in range(first, last + 1):
                yield FoundMark("numeric", start, end, group, number, piece[0], found[2], sure=not doubt)
        if (behind := _RANGE_GOES_ON.match(text, found.end())) and found[1].isdecimal():  # [1]–[3]
            between = range(int(found[1]) + 1, min(int(behind[1]), int(found[1]) + _WIDEST_RANGE))
            for number in between:
                yield FoundMark("numeric", *found.span(), group, number, found[1], sure=not doubt)


def _in_round_brackets(text: str, groups: Iterator[int]) -> Iterator[FoundMark]:
    """Numbers in round brackets, guessed: only where all of a paper cites so are they more than `(1)`, `(2)`.

    `sure` is true of those at the end of a clause, where items of a sentence are not counted.
    """
    for found in _ROUND.finditer(text):
        if _is_a_vector(found[1]):
            continue
        group = next(groups)
        for piece in _PIECE.finditer(found[1]):
            first, last = int(piece[1]), int(piece[2] or piece[1])
            for number in range(first, last + 1) if 0 < first <= last <= first + _WIDEST_RANGE else ():
                yield FoundMark(
                    "numeric", *found.span(), group, number, piece[0], sure=found[2] is not None, guessed=True
                )


def _by_key(text: str, groups: Iterator[int]) -> Iterator[FoundMark]:
    """``[Knu84]``, ``[Knu84, LM02]``, ``[Lee+10, p. 4]``: the keys by which some lists label their entries."""
    for found in _KEYS.finditer(text):
        group = next(groups)
        keys = list(_KEY.finditer(found[1]))
        for key in keys:
            start, end = found.start(1) + key.start(), found.start(1) + key.end()
            if len(keys) == 1:
                start, end = found.span()
            yield FoundMark("key", start, end, group, None, key[0], found[2], sure=False)


def _doubts(text: str, brackets: Sequence[re.Match[str]]) -> dict[int, Literal["", "some", "none"]]:
    """The doubt of each bracket by its start: points that stand beside one, [0, 1], [1, 2] and [2, 3], are points."""
    doubts = {bracket.start(): _doubt(text, bracket) for bracket in brackets}
    for one, other in chain(pairwise(brackets), pairwise(reversed(brackets))):
        first, second = sorted((one, other), key=re.Match.start)
        alike = one[1].count(",") == other[1].count(",") > 0
        if alike and doubts[one.start()] == "none" and _FURTHER_POINT.fullmatch(text, first.end(), second.start()):
            doubts[other.start()] = "none"
    return doubts


def _doubt(text: str, bracket: re.Match[str]) -> Literal["", "some", "none"]:
    """Whether numbers in square brackets may be something else than a citation, or certainly are.

    `[0, 1]`, `[1, 1, 1]`, `x = [1, 4]`, `f[3]`, `benzo[3,4]pyrene` and `[2, 3] mm` are none; after "interval" or
    "95 % CI" a bracket counts where the list has its numbers; at the head of a paragraph it numbers what follows.
    """
    before, after = text[max(0, bracket.start() - 40) : bracket.start()], text[bracket.end() : bracket.end() + 12]
    units, measures = lists_of_all("citing")["units"], lists_of_all("citing")["measures"]
    behind = re.match(r"\s?([%°]|[^\W\d_]{1,3})(?![^\W\d_])", after)
    if (
        re.search(r"(?<!\d)0", bracket[1])
        or _is_a_vector(bracket[1])
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


def _is_a_vector(numbers: str) -> bool:
    """Whether a number stands twice in one bracket, as no citation has it: `[1, 1, 1]`, `(2, 1, 2)`."""
    cited = re.findall(r"\d+", numbers)
    return len(set(cited)) < len(cited)
