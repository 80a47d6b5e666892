"""The patterns of one part of the grammar, each compiled when it is first asked for.

Their word lists make them long, and compiling all of them costs more than reading a whole paper; one note needs few.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from argmap.sources.references.words import cores_of
from argmap.tongues.awaited import Awaited

Pattern = re.Pattern[str]


def pattern(words: str, flags: int = 0, *, hears: Sequence[str] = ()) -> Callable[[], Pattern | Awaited]:
    """A pattern that is still to be compiled; if it can match only where a word of some lists stands, say which."""
    make = partial(re.compile, words, flags)
    return partial(Awaited, make, partial(cores_of, *hears)) if hears else make


class Grammar:
    """Patterns by name. Raises AttributeError for a name that it was not given."""

    def __init__(self, **patterns: Callable[[], Any]) -> None:
        self._patterns = patterns

    def __getattr__(self, name: str) -> Any:
        try:
            made = self._patterns[name]()
        except KeyError:
            raise AttributeError(name) from None
        setattr(self, name, made)
        return made
