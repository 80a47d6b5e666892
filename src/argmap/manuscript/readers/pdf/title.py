"""Finds the title of a PDF on its first page, and says which lines it is printed in.

Lines of one style that follow each other are weighed as one: by their size against the running text, by boldness and
length, and by what speaks against a title: names of people, universities and journals, addresses, dates. What the file
itself states as its title counts only where it is printed on that page, since programs put anything there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from argmap.manuscript.headings import plain_title
from argmap.manuscript.readers.pdf.lines import PrintedLine
from argmap.manuscript.readers.title_pages import is_banner
from argmap.tongues.lists import lists_of_all

_MARKS_AT_END = re.compile(r"(?<=\S)\s?[⁰¹²³⁴-⁹*†‡∗]{1,3}$|(?<=[a-zß-ÿ]{4})\d$")
_NO_TITLE = re.compile(
    r"https?:|www\.|\w\.(?:info|org|com)\b|@|\bdoi\b|\b(?:issn|isbn|urn|arxiv)\b|(?<!\d)(?!1[5-9]\d\d|20\d\d)\d{1,4}\s?[–-]\s?\d{1,4}$|\bno\.\s?\d|©"
    r"|^\W*(?:vol|nr)\b|^[\W\d]*$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[:–—-]$")
_SENTENCE = re.compile(r"[^.\s]{4,}\.(?:\s|$).*[^.\s]{4,}\.(?:\s|$)")
_MARKED_NAME = re.compile(r"[^\W\d_][⁰¹²³⁴-⁹*†‡∗]|@")
_SMALL_WORD = re.compile(r"(?<![\w’'.-])[^\W\d_A-ZÀ-Þ][^\W\d_]*")
_NAME_PARTICLES = frozenset(
    (
        "and",
        "und",
        "et",
        "e",
        "y",
        "i",
        "ve",
        "de",
        "der",
        "den",
        "di",
        "da",
        "dos",
        "del",
        "la",
        "le",
        "von",
        "van",
        "zu",
    )
)
# An acronym or a letter of a rotated stamp is no title.
_FEWEST_LETTERS = 4
_LONGEST = 300
_MOST_LINES = 8
_OPEN = 3
_WORDS_OF_A_COVER = 150
_WORDS_OF_A_NAME = 4
# Of more words, a line that names a university or a journal may be a title about one.
_WORDS_OF_A_BANNER = 6
_SAME_STYLE = 0.07
_CLOSE, _FAR = 1.7, 2.8
_LIKE_STATED = 0.75
_COPYRIGHT = re.compile(r"(?:©|\(?[cC]\)?)\s[^\W\d_].*\b(?:19|20)\d\d\.?")
# What a title must weigh at least; running text at its own size weighs 1.
_LEAST = 1.15


def find_title(lines: Sequence[PrintedLine], body: float, stated: str, cover: bool) -> list[PrintedLine]:
    """The lines of the title among those of a page; `stated` is what the file says it is.

    `body` is the size of the running text; on the `cover` of a paper a title may be as small as that. Empty where
    nothing on the page stands out as a title does.
    """
    running = sorted(
        (line for line in lines if not line.note and not line.furniture), key=lambda line: (-line.base, line.left)
    )
    labels = lists_of_all("title-pages")["label"]
    groups = _groups([line for line in _before_the_text(running) if plain_title(line.words) not in labels])
    if printed := _printed_as_stated(groups, stated):
        return printed
    best: list[PrintedLine] = []
    most, said_before, of_a_volume = _LEAST, "", False
    lists = lists_of_all("title-pages")
    for k, group in enumerate(groups):
        of_a_volume = of_a_volume or any(plain_title(line.words) in lists["in"] for line in group)
        by = said_before in lists["by"] or plain_title(group[0].words) in lists["by"]
        weight = _weight(group, body, cover) - 0.03 * k - 0.6 * of_a_volume - 0.7 * by
        if weight > most:
            best, most = group, weight
        said_before = plain_title(group[-1].words)
    return best


def is_cover(lines: Sequence[PrintedLine]) -> bool:
    """Whether a page has too few words for one with running text."""
    return sum(line.words.count(" ") + 1 for line in lines if not line.furniture) < _WORDS_OF_A_COVER


def words_of_title(lines: Sequence[PrintedLine]) -> str:
    """What the lines of a title read together, without the note marks behind it and a label before it: OPEN, Thema:."""
    words = ""
    for line in lines:
        if words.endswith("-") and words[-2:-1].isalpha():
            words = words if line.words[0].isupper() else words[:-1]
            words += line.words
        else:
            words = f"{words} {line.words}"
    first, _, rest = words.strip().partition(" ")
    apart = first.endswith(":") or (first.isupper() and not rest.isupper())
    label = apart and plain_title(first) in lists_of_all("title-pages")["label"]
    return _MARKS_AT_END.sub("", rest if label and rest else words.strip())


def _before_the_text(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines above the first heading that every paper has (abstract, references), or above its contents."""
    named = frozenset[str]().union(*lists_of_all("headings").values(), lists_of_all("title-pages")["contents"])
    for k, line in enumerate(lines):
        if not line.words[0].islower() and plain_title(line.words) in named:
            return list(lines[:k])
    return list(lines)


def _groups(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    """Lines of one style one below the other, though what stands in a margin may come between them."""
    groups: list[list[PrintedLine]] = []
    for line in lines:
        group = next((group for group in reversed(groups[-_OPEN:]) if _belongs(group, line)), None)
        if group is None:
            groups.append([line])
        else:
            group.append(line)
    return groups


def _belongs(group: Sequence[PrintedLine], line: PrintedLine) -> bool:
    last = group[-1]
    drop = last.base - line.base
    if abs(last.size - line.size) > _SAME_STYLE * last.size:
        return False
    if group[0].bold != line.bold and not _SMALL_WORD.fullmatch(line.words):
        return False
    if abs(drop) < 0.2 * last.size:
        return True
    if not 0 < drop < _FAR * last.size or line.left > last.right or line.right < last.left:
        return False
    if len(group) > 1 and drop > 1.3 * max(one.base - two.base for one, two in pairwise(group)):
        return False
    open_ended = _GOES_ON.search(last.words) is not None
    return drop < _CLOSE * last.size or open_ended or not (_names_people(line.words) or is_banner(line.words))


def _printed_as_stated(groups: Sequence[list[PrintedLine]], stated: str) -> list[PrintedLine]:
    """The groups, one or some that follow each other, that read most like the stated title; empty where none does."""
    wanted = _letters(stated)
    best: list[PrintedLine] = []
    most = _LIKE_STATED
    if len(wanted) < _FEWEST_LETTERS or " " not in stated.strip():
        return best
    for first in range(len(groups)):
        line = groups[first][0].words
        if plain_title(line) in lists_of_all("title-pages")["by"] or _COPYRIGHT.fullmatch(line):
            continue  # a file may be named after who wrote it
        lines: list[PrintedLine] = []
        for group in groups[first : first + 3]:
            lines = [*lines, *group]
            words = _letters(words_of_title(lines))
            if len(words) > 2 * len(wanted) or len(lines) > _MOST_LINES:
                break
            if words and (alike := _alike(words, wanted)) > most:
                best, most = lines, alike
    return best


def _alike(printed: str, stated: str) -> float:
    """How much of them is the same, from 0 to 1. A program may state more than is printed: the kind of the paper."""
    if printed in stated and 2 * len(printed) >= len(stated):
        return 0.5 + 0.5 * len(printed) / len(stated)
    return SequenceMatcher(None, stated, printed, autojunk=False).ratio()


def _letters(words: str) -> str:
    return "".join(c for c in words[:_LONGEST].casefold() if c.isalnum())


def _weight(group: Sequence[PrintedLine], body: float, cover: bool) -> float:
    words = words_of_title(group)
    letters = sum(c.isalpha() for c in words)
    if letters < _FEWEST_LETTERS or len(words) > _LONGEST or len(group) > _MOST_LINES or _NO_TITLE.search(words):
        return 0.0
    size = max(line.size for line in group) / body
    bold, capitals = group[0].bold, words.isupper()
    if size < 1.07 and not (bold or capitals or (cover and not words.endswith("."))):
        return 0.0
    count = words.count(" ") + 1
    weight = min(size, 2.0) + 0.2 * bold + 0.05 * capitals + 0.1 * cover + 0.03 * min(count, 9)
    banner = 0.8 * is_banner(words) * min(1.0, _WORDS_OF_A_BANNER / count)
    return weight - banner - 0.4 * _names_people(words) - 0.6 * bool(_SENTENCE.search(words))


def _names_people(words: str) -> bool:
    """Marks behind names, or few words that all begin with a capital, as names do."""
    if _MARKED_NAME.search(words[:-1]):
        return True
    small = [word for word in _SMALL_WORD.findall(words) if word not in _NAME_PARTICLES]
    names = [name for name in re.split(r",|;|&|\s(?:and|und|et|e|y|i|ve)\s", words) if name.strip()]
    if small or re.search(r"[:?!\d–]", words):
        return False
    return all(2 <= len(name.split()) <= _WORDS_OF_A_NAME for name in names)
