"""Text for people: cut short, counted, listed; and the nearest known word, for every "did you mean …?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from argmap.ground.message import Message, Name, parts_of, say

_CUTOFF = 0.6


class Known:
    """Words of which the nearest to a mistaken one may be asked for again and again: they are folded once."""

    def __init__(self, words: Iterable[str]) -> None:
        self._given = words
        self._found: dict[str, str | None] = {}

    @cached_property
    def _by_folded(self) -> dict[str, str]:
        """The words by what they are but for letter case, the first of those alike, in their order."""
        words: dict[str, str] = {}
        for word in filter(None, self._given):
            words.setdefault(word.casefold(), word)
        return words

    def nearest(self, word: str) -> str | None:
        """The one that `word` was most likely meant to be, or None where nothing is near.

        Equal but for letter case wins; of equally near ones, the first. Distance is optimal string alignment (a swap
        of neighbours counts once), the usual measure for slips of the hand. rapidfuzz is imported here, since only a
        run that has a mistake to report needs it.
        """
        folded = word.casefold()
        if folded not in self._found:
            self._found[folded] = self._by_folded.get(folded) or self._look_for(folded)
        return self._found[folded]

    def _look_for(self, folded: str) -> str | None:
        if not folded or not self._by_folded or len(folded) > 200:
            return None
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near = process.extractOne(
            folded, self._by_folded.keys(), scorer=OSA.normalized_similarity, score_cutoff=_CUTOFF
        )
        return self._by_folded[near[0]] if near else None


def nearest(word: str, candidates: Iterable[str] | Known) -> str | None:
    """The candidate that `word` was most likely meant to be, or None where nothing is near: see `Known.nearest`."""
    return (candidates if isinstance(candidates, Known) else Known(candidates)).nearest(word)


def shorten(text: str, limit: int = 90) -> str:
    """The text on one line, cut at a word with a space and an ellipsis where it is longer than `limit` characters.

    A word that is longer than that is itself cut, and its ellipsis stands close to it.
    """
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    whole, space, _ = text[: limit - 1].rpartition(" ")
    return f"{whole.rstrip(',;:. ')}{space}…" if space else f"{text[: limit - 1]}…"


def shorten_message(message: str, limit: int) -> str:
    """The message on one line, cut in its words where it is longer than `limit` characters, its names kept as such."""
    if not isinstance(message, Message):
        return shorten(message, limit)
    kept: list[str | Name] = []
    for part in parts_of(message):
        if len(str(part)) > limit:
            kept.append(shorten(str(part), max(limit, 1)))
            break
        limit -= len(str(part))
        kept.append(part)
    return say("{}" * len(kept), *kept)


def bare_words(text: str) -> str:
    """The words in small letters with one space between: texts that differ in signs or capitals alone are the same."""
    return " ".join(re.findall(r"\w+", text.casefold()))


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_NUMBER = re.compile(r"(?=.)c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})\Z", re.IGNORECASE)


def roman_number(written: str) -> int:
    """The value of a Roman number below 400, as pages and notes have them; 0 for letters that make none."""
    if not _ROMAN_NUMBER.match(written):
        return 0
    values = [_ROMAN[letter] for letter in written.lower()]
    return sum(-v if any(v < later for later in values[i + 1 :]) else v for i, v in enumerate(values))


# Signs of Chinese and Japanese, which set no blanks between words: each counts as one.
_SIGN = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def spaced(text: str) -> str:
    """A text with a blank on either side of each sign of a script that sets none between words; itself without any."""
    return _SIGN.sub(r" \g<0> ", text) if max(text, default="") >= "\u3041" else text


def plural(number: int, one: str, many: str | None = None) -> str:
    """`3 claims`, `1 claim`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def say_list(items: Sequence[str], last: str = "and") -> Message:
    """`a`, `a and b`, `a, b and c`."""
    slots = ", ".join(["{}"] * (len(items) - 1))
    return say(f"{slots} {last} {{}}" if slots else "{}" * len(items), *items)


def did_you_mean(
    word: str,
    known: Iterable[str] | Known,
    otherwise: str = "",
    shown: str = '"{}"',
    name: Callable[[str], object] = str,
) -> str:
    """The question with the nearest known word, `shown` as it is written where it belongs; else `otherwise`.

    `name` says what kind of name it is, of a claim or a work.
    """
    near = nearest(word, known)
    return say(f"Did you mean {shown}?", name(near)) if near else otherwise
