"""Knows what a title page says beside the title: who publishes a paper, what kind it is, who wrote it, and when."""

from __future__ import annotations

import re
from functools import cache

from argmap.tongues.letters import without_marks
from argmap.tongues.lists import lists_of_all

_WORD = re.compile(r"\w[\w.'’-]*")
_OF_A_STUDENT = re.compile(r"[^\W\d_]\W{1,9}\d{6,12}\s*$")  # a name and the number of who bears it
_MOST_WORDS = 8


def is_banner(words: str) -> bool:
    """Whether a line names a university, a journal, a kind of paper; capitals are often set without accents: THESE."""
    return _banner(words.isupper() and words.isascii()).search(words) is not None


def tells_of_paper(words: str) -> bool:
    """Whether a line of a cover says where, for whom, by whom or when a paper was written.

    In a long line a word for that may belong to what the paper is about, unless the line begins with it.
    """
    told = [one.strip(".").replace("\u0307", "") for one in _WORD.findall(words.casefold())]
    whole = tuple(f" {one} " for one in lists_of_all("title-pages")["whole"])
    joined = f" {' '.join(told)} "
    if len(told) > _MOST_WORDS:
        return joined.startswith(whole) or _banner(words.isupper() and words.isascii()).match(words) is not None
    return is_banner(words) or any(one in joined for one in whole) or _OF_A_STUDENT.search(words) is not None


@cache
def _banner(plain: bool) -> re.Pattern[str]:
    """What begins a word that tells of a paper; `plain` without accents too."""
    known = lists_of_all("title-pages")["banner"]
    stems = sorted(known.union(map(without_marks, known)) if plain else known)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, stems)) + r")", re.IGNORECASE)
