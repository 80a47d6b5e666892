"""Patterns that are compiled for the first text which holds what they cannot do without.

A pattern of a word list takes a millisecond or two to compile, as long as reading a page; most lists have no word in
most papers. What a pattern needs is looked for as plain letters, which costs microseconds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any


class Awaited:
    """A pattern that matches only a text with one of some strings in it, of whatever case, or of some form.

    It has the methods of a compiled pattern that readers call, with the answers the pattern would give.

    Args:
        make: compiles it.
        needs: gives the strings, as `core` and `alone` fold them. An empty one is in every text.
        form: a short expression that must match too, anywhere or at the same place, as the pattern is asked to.
    """

    def __init__(
        self, make: Callable[[], re.Pattern[str]], needs: Callable[[], Iterable[str]] = lambda: ("",), form: str = ""
    ) -> None:
        self._make = make
        self._needs = needs
        self._form = re.compile(form) if form else None
        self._compiled: re.Pattern[str] | None = None

    @cached_property
    def _words_and_others(self) -> tuple[frozenset[str], list[str]]:
        """The needs that are one whole word, which a text is asked for all at once, and the others."""
        needs = frozenset(self._needs())
        words = {need for need in needs if need[:1] == need[-1:] == " " and len(need.split()) == 1}
        return frozenset(map(str.strip, words)), [*needs - words]

    def may_match(self, text: str) -> bool:
        """Whether one of the strings stands in the text, so that the pattern may match a part of it."""
        words, others = self._words_and_others
        if words and not words.isdisjoint(as_needed(text).split()):
            return True
        folded = as_needed(text)
        for need in others:  # noqa: SIM110 (many thousand times, and `any` with a generator takes twice as long)
            if need in folded:
                return True
        return False

    def _for(self, text: str, *span: int, anywhere: bool = True) -> re.Pattern[str] | None:
        if self._form is not None and not (self._form.search if anywhere else self._form.match)(text, *span):
            return None
        if not self.may_match(text):
            return None  # looked for each time: it takes a tenth of a search for a long list
        if self._compiled is None:
            self._compiled = self._make()
        return self._compiled

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        compiled = self._for(text, *span)
        return compiled.search(text, *span) if compiled else None

    def match(self, text: str, *span: int) -> re.Match[str] | None:
        compiled = self._for(text, *span, anywhere=False)
        return compiled.match(text, *span) if compiled else None

    def fullmatch(self, text: str, *span: int) -> re.Match[str] | None:
        compiled = self._for(text, *span, anywhere=False)
        return compiled.fullmatch(text, *span) if compiled else None

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        compiled = self._for(text, *span)
        return compiled.finditer(text, *span) if compiled else iter(())

    def sub(self, replacement: Any, text: str, count: int = 0) -> str:
        compiled = self._for(text)
        return compiled.sub(replacement, text, count) if compiled else text


@lru_cache(maxsize=16_384)  # a sentence is asked for the words of many lists, by one check after the other
def as_needed(text: str) -> str:
    """The words of a text in lower case with spaces around, letters as one that `re.IGNORECASE` takes for the same."""
    return f" {_folded(text)} "


def _folded(text: str) -> str:
    return _BETWEEN.sub(" ", text.lower().translate(_SAME))


_BETWEEN = re.compile(r"[\W_]+")
# what lower() keeps apart and re.IGNORECASE does not: İ is an i and a dot of its own in lower case
_SAME = str.maketrans({"\u0307": None, "ı": "i", "ſ": "s", "ς": "σ", "µ": "μ"})


def core(word: str) -> str:
    """The longest run of letters and digits of a listed word: where the word stands, so do they, with whatever
    spaces, stops and apostrophes between.
    """
    return max(_folded(word).split(), key=len, default="")


def alone(word: str) -> str:
    """A listed word, or the words of a phrase, as `as_needed` has them where no letter stands right before or behind.

    A word with ``*``, which stands for any letters, gives its `core`.
    """
    return core(word) if "*" in word else f" {_folded(word).strip()} "
