"""The patterns of one part of the grammar, each compiled when it is first asked for.

Their word lists make them long, and compiling all of them costs more than reading a whole paper; one note needs few.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from argmap.sources.references.words import alone_of, cores_of
from argmap.tongues.awaited import Awaited

Pattern = re.Pattern[str]


def pattern(
    words: str, flags: int = 0, *, hears: Sequence[str] = (), hears_alone: Sequence[str] = (), form: str = ""
) -> Callable[[], Pattern | Awaited]:
    """A pattern that is still to be compiled.

    If it can match only where a word of some lists stands, `hears` says which, `hears_alone` where that has no letter
    right before or behind. `form` must match too, in the same way: it is cheap to compile and spares the dear one.
    """
    make = partial(re.compile, words, flags)
    if hears or hears_alone:
        needs = partial(alone_of, *hears_alone) if hears_alone else partial(cores_of, *hears)
        return partial(Awaited, make, needs, form=form)
    return partial(Awaited, make, form=form) if form else make


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
