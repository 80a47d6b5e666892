"""Reads what stands in a list for the names of the entry above, a dash or a word: ``———. 2006.``, ``Ders. (2001)``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from argmap.sources.references.names import Names, grammar, read_names
from argmap.sources.references.words import any_of

SAME_DASH = r"(?:[–—―‒─]{2,12}|-{2,12}|_{2,20}|(?:[–—―_-]\s){1,6}[–—―_-]|[–—―‒](?=[.,:]?\s?[(\[]?(?:1[4-9]|20)\d\d))"
"""Dashes in the place of names. A single one counts only before the year: else it is the sign of an item."""

# Names that the stand-in is read as, so that the names after it are read in the style of the list.
_STAND_INS = ("Same, S.", "Same, Sam")


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
    """The names that `text` begins with where a dash or *idem* stands first: those of the entry `above`, and more."""
    match = _pattern().match(text) if above else None
    if match is None:
        return None
    known = grammar()
    end = match.end()
    if role := known.role.match(text, end):
        return Names(tuple(above), role.end(), "inverted", 0.9, editors=True)
    separator = known.separator.match(text, end)
    if separator and (separator["joiner"] or separator["mark"] in ("/", ";")):
        for name in _STAND_INS:
            read = read_names(name + text[end:])
            if read and len(read.names) > 1:
                at = end + read.end - len(name)
                return Names((*above, *read.names[1:]), at, read.layout, 0.85, read.editors, read.others)
    return Names(tuple(above), end, "inverted", 0.9)
