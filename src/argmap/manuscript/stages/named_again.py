"""Finds works that a note names again by an author and words of the title: `Ried, El dique, cap. VII, núm. VI, 185`.

Neither a year nor a page need stand there, and the title may have commas: what tells the short form from a sentence is
that a work of this author whose title has these words was named before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from argmap.manuscript.document import Reference
from argmap.manuscript.stages.matching import Shelf, fold_name
from argmap.tongues.lists import lists_of_all


class NamedAgain(NamedTuple):
    """Where in a body a work is named again, which one, and by what words."""

    start: int
    end: int
    work: str
    author: str
    title: str
    locator: str | None

    def opens(self, body: str, begin: int, end: int) -> bool:
        """Whether a stretch of the body names nothing but this work: no more than a signal stands before it."""
        before = body[begin : self.start]
        alone = len(before) < _LONGEST_SIGNAL and not _PARTS.search(before) and not _YEAR.search(body, self.end, end)
        return begin <= self.start and self.end <= end and alone


_LONGEST_SIGNAL = 30
_PARTS = re.compile(r"[\d;,]")
_BEHIND_WORDS = re.compile(r"[,.;:?!”\"“»’')…]|\Z")
_QUOTES = "“”\"„«»‘’'"
# where what is said of the work ends
_STOP = re.compile(r";|\.\s(?=[^\W\d_a-z][^\W\d_]*[a-zß-ÿ][^\W\d_]*[\s,])|\)(?=[.,;]?\s|\Z)|\n\n")
_YEAR = re.compile(r"(?<![\d/.-])(?:1[4-9]|20)\d\d(?![\d/.-])")
_LONGEST_TAIL = 90
_LONGEST_TITLE = 24  # words
_SHORTEST_WORD = 4
_NEAR = 8  # words between a name and words of the title


def find_named_again(body: str, shelf: Shelf) -> list[NamedAgain]:
    """The works of the shelf that a body names again in this way, in order."""
    found: list[NamedAgain] = []
    at = 0
    while shelf and (match := _name().search(body, at)):
        again = _at_name(body, match, shelf)
        if again:
            found.append(again)
        at = again.end if again else match.start("name") + len(match["name"].split()[0])
    return found


@cache
def _name() -> re.Pattern[str]:
    """A family name, alone or with what may stand before it, and the mark behind it."""
    from argmap.sources.references.words import any_of

    capital = r"[^\W\d_a-zß-ÿ]"
    # each word is taken whole: a chain of hyphens has very many ways to be parted
    before = rf"(?:(?:[\w’'-]*+\s|[\w’']*+-|\.[\s-]?)(?:(?:{any_of('particles')})\s){{0,2}}{capital}){{0,3}}"
    behind = rf"(?:,?\s(?:{any_of('others')})\.?)?(?:,\s(?:{capital}\.[\s-]?){{1,3}})?[,:]\s[“\"„«‘']?(?=[^\W\d_])"
    return re.compile(rf"(?<![\w’'.-])(?P<name>{capital}{before}[\w’'-]{{2,}}+){behind}")


def _at_name(body: str, match: re.Match[str], shelf: Shelf) -> NamedAgain | None:
    author = re.sub(r"^(?:[^\W\d_]\.[\s-]?)+", "", match["name"])
    works = shelf.works_of(author)
    if author.isupper():  # "AGI, Santa Fe, 940": what has no given name may be an archive
        works = [work for work in works if any(", " in name for name in (*work.authors, *work.editors)[:1])]
    if not works:
        return None
    stop = _STOP.search(body, match.end())
    rest = body[match.end() : stop.start() if stop else len(body)]
    words = list(re.finditer(r"[^\W_]+(?:[’'-][^\W_]+)*", rest))[:_LONGEST_TITLE]
    stands = match.end() + len(rest.rstrip())
    longest: NamedAgain | None = None
    for count in range(len(words), 0, -1):
        end = words[count - 1].end()
        said = fold_name(rest[:end]).split()
        if not _BEHIND_WORDS.match(rest, end) or _YEAR.search(rest, 0, end) or said[-1] in _place_words():
            continue
        whole = {work.short_for or work.id for work in works if _names(said, author, work)}
        tail = rest[end:].lstrip(_QUOTES + "…?!")
        if len(whole) != 1 or not _is_place(tail, count):
            continue
        again = NamedAgain(match.start("name"), stands, whole.pop(), author, rest[:end], _locator(tail))
        if again.locator:
            return again
        longest = longest or again
    return longest


def _names(said: Sequence[str], author: str, work: Reference) -> bool:
    """Whether words stand together in the title of a work; a single one must be telling and of the title itself.

    Where the title was not read whole, they must stand behind the name in the words of the reference.
    """
    small = lists_of_all("citing")["organisation-words"]
    telling = [word for word in said if word not in small and len(word) > 1 and not word.isdigit()]
    if not telling or (len(said) == 1 and len(said[0]) < _SHORTEST_WORD):
        return False
    if any(fold_name(author).split()[-1] in fold_name(name).split() for name in (*work.authors, *work.editors)):
        title = iter(fold_name(work.title or "").split())
        if all(word in title for word in said):  # in this order: Colossians, Philemon, and Ephesians
            return True
    if len(telling) < 2:
        return False
    words, name = fold_name(work.text).split(), fold_name(author).split()[-1]
    at = words.index(name) if name in words else len(words)
    return _stands_in(said, words[at + 1 : at + _NEAR + len(said)])


def _stands_in(said: Sequence[str], words: Sequence[str]) -> bool:
    return any(list(words[k : k + len(said)]) == list(said) for k in range(len(words) - len(said) + 1))


@cache
def _place_words() -> frozenset[str]:
    """What a place in a work begins with (`lib.`, `cap.`): a title does not end in it."""
    lists = lists_of_all("references")
    names = ("note_places", "places_in_work", "volume", "pages", "issue")
    return frozenset(fold_name(word) for name in names for word in lists[name])


def _is_place(tail: str, words: int) -> bool:
    """Whether what follows a title says where in the work, and not where and when that was printed."""
    if not tail.strip(" .,"):
        return words > 1
    return tail[:1] in ",.:(" and len(tail) < _LONGEST_TAIL and not _YEAR.search(tail)


def _locator(tail: str) -> str | None:
    from argmap.sources.references.short_forms import read_place

    return read_place(tail.lstrip(_QUOTES + " ,.:"))
