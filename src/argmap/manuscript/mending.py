"""Reads damaged words as what is proposed for them, each at its own place in the paper and nowhere else."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from operator import attrgetter

from argmap.manuscript.document import Repair

Mend = Callable[[str, int, int], str]
"""Gives words that the paper has between two offsets with the damaged ones as proposed; the words may be folded."""

# No sentence and no entry of a list is longer than this.
_LONGEST = 20_000
_start_of = attrgetter("start")
ACCENTS = {"´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c", "˝": "\u030b",
            "˚": "\u030a", "˘": "\u0306", "˙": "\u0307", "¯": "\u0304", "¸": "\u0327"}  # fmt: skip
"""How old fonts set accents: as signs of their own before their letters, or behind where they hang below."""


def repairs_within(repairs: Sequence[Repair], start: int, end: int) -> Sequence[Repair]:
    """Those of the repairs (in the order of the text) that begin between the offsets."""
    first = bisect_left(repairs, start, key=_start_of)
    return repairs[first : bisect_left(repairs, end, first, key=_start_of)]


def mending(repairs: Sequence[Repair]) -> Mend:
    """Replaces the damaged words of a stretch of the paper, whole ones only, by the proposals made within it."""

    def mend(words: str, start: int, end: int) -> str:
        within = repairs_within(repairs, start, end) if end - start <= _LONGEST else ()
        if not within:
            return words
        # what is left of a word in pieces may have been folded: two spaces to one
        proposed = {" ".join(repair.lost.split()): repair.proposed for repair in within}
        parts: list[str] = []
        at = 0
        for begin, lost in sorted(_whole(words, proposed), key=lambda place: (place[0], -len(place[1]))):
            if begin >= at:  # the first in the text, and of two that begin together the longer
                parts += [words[at:begin], proposed[lost]]
                at = begin + len(lost)
        return "".join((*parts, words[at:]))

    return mend


def _whole(words: str, wanted: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Where the wanted words stand as whole ones. A pattern would have to be made anew for each sentence."""
    for word in wanted:
        at = words.find(word)
        while at >= 0:
            if not _in_word(words[at - 1 : at]) and not _in_word(words[at + len(word) : at + len(word) + 1]):
                yield at, word
            at = words.find(word, at + 1)


def _in_word(sign: str) -> bool:
    return sign.isalnum() or sign in ("_", "\ufffd")


def tell_proposals(repairs: Sequence[Repair], words: str) -> str:
    """Which of the damaged words that stand in `words` were read as what; a ligature spelled out is no proposal."""
    doubtful = [repair for repair in repairs if repair.confidence < 1 and repair.lost in words]
    return ", ".join(dict.fromkeys(f"“{repair.lost}” as “{repair.proposed}”" for repair in doubtful))


def with_accents(words: str) -> str:
    """Words in which accents that stand as signs of their own are put on their letters: `Moll´a`, `K¨orner`."""
    return _set_apart().sub(_accented, words) if any(sign in words for sign in ACCENTS) else words


@cache
def _set_apart() -> re.Pattern[str]:
    # ´ and ` are written for apostrophes too (l´amour, qu´il, D´Alba): not within a name
    return re.compile(
        r"([¨ˆ˜ˇ˝˚˘˙¯]|(?<=[^\W\d_a-zß-öø-ÿ])[´`](?=[a-zı])|(?:(?<=[^\W\d_]{3})|(?<=[´`][^\W\d_])|(?<=[´`][^\W\d_]{2}))[´`])"
        r"([^\W\d_])|([^\W\d_])(¸)"
    )


def _accented(found: re.Match[str]) -> str:
    return accented(found[2] or found[3], found[1] or found[4]) or found[0]


def accented(letter: str, sign: str) -> str:
    """The letter with one of `ACCENTS` on it; empty where there is none such."""
    whole = unicodedata.normalize("NFC", letter.replace("ı", "i") + ACCENTS[sign])
    return whole if len(whole) == 1 else ""
