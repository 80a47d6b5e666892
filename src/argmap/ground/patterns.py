"""Regular expressions that are compiled when they are first used: most runs need few of those that a module has."""

from __future__ import annotations

import re
from typing import Any, cast


def later(words: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled at the first use of a method or an attribute."""
    return cast("re.Pattern[str]", _Later(words, flags))


class _Later:
    def __init__(self, words: str, flags: int) -> None:
        self._words = words, flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._words), name)
        setattr(self, name, value)  # the next time it is found at once
        return value
