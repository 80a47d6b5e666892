"""Reads what stands in a list for the names of the entry above, a dash or a word: ``———. 2006.``, ``Ders. (2001)``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from argmap.sources.references.names import Names, grammar, read_names
from argmap.sources.references.words import any_of

SAME_DASH = (
    r"(?:[–—―‒─]{2,12}|-{2,12}|_{2,20}|(?:[–—―_-]\s){1,6}[–—―_-]"
    r"|[–—―‒](?=[.,:]?\s?(?:[(\[]?|\([^()]{0,16}\s)(?:1[4-9]|20)\d\d))"
)
"""Dashes in the place of names. A single one counts only before the year or a date: else it is the sign of an item."""

# Names that the stand-in is read as, so that the names after it are read in the style of the list.
_STAND_INS = ("Same, S.", "Same, Sam")


# What follows names that a comma joins to the dash: a title in quotation marks, or the year in brackets.
_BEHIND_NAMES = re.compile(r"[,.]?\s?(?:[\"“„«‘]|\((?:[^()]{0,16}\s)?(?:1[4-9]|20)\d\d)")


@lru_cache(maxsize=1)
def _another() -> re.Pattern[str]:
    return re.compile(rf",?\s(?:{any_of('joiners')}\s)?{SAME_DASH}")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    said = rf"(?i:{any_of('same_author')})(?:\.(?=\s?[,:;(/\[])|(?=[.,:;/]|\s[(\[]?(?:1[4-9]|20)\d\d|\s\())\.?"
    return re.compile(rf"[(\[]?(?:{SAME_DASH}|{said})[)\]]?")


def names_same_author(text: str) -> bool:
    """Whether a text begins with a dash or *idem* in the place of names."""
    return _pattern().match(text) is not None


def read_unknown_author(text: str) -> Names | None:
    """The dash or the word at the head of a text that stands for names which are not known: no name, and its end."""
    match = _pattern().match(text)
    return Names((), match.end(), "inverted", 0.9) if match else None


def read_same_author(text: str, above: Sequence[str]) -> Names | None:
    """The names that `text` begins with where a dash or *idem* stands first: those of the entry `above`, and more.

    Several dashes stand for one name each, and so does one that "and" follows without a comma; else for all of them.
    """
    match = _pattern().match(text) if above else None
    if match is None:
        return None
    known = grammar()
    end, dashes = match.end(), 1
    while further := _another().match(text, end):
        end, dashes = further.end(), dashes + 1
    same = tuple(above[:dashes] if dashes > 1 else above)
    if role := known.role.match(text, end):
        return Names(same, role.end(), "inverted", 0.9, editors=True)
    separator = known.separator.match(text, end)
    if separator and (separator["joiner"] or separator["mark"]):
        if separator["joiner"] and not separator["mark"]:
            same = same[:dashes]
        for name in _STAND_INS:
            read = read_names(name + text[end:])
            at = end + read.end - len(name) if read else end
            sure = separator["joiner"] or separator["mark"] in ("/", ";") or _BEHIND_NAMES.match(text, at)
            if read and len(read.names) > 1 and sure:
                return Names((*same, *read.names[1:]), at, read.layout, 0.85, read.editors, read.others)
    return Names(same, end, "inverted", 0.9)
