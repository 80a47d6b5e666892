"""The patterns of one part of the grammar, each compiled when it is first asked for.

Their word lists make them long, and compiling all of them costs more than reading a whole paper; one note needs few.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

Pattern = re.Pattern[str]


def pattern(words: str, flags: int = 0) -> Callable[[], Pattern]:
    """A pattern that is still to be compiled."""
    return partial(re.compile, words, flags)


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
