"""Whether a citation says where in a work, in whatever words: a page, a recital, a canto, the preface."""

from __future__ import annotations

import re
from functools import cache

from argmap.tongues.prose import any_word, either, everywhere

PAGELESS = (
    "web", "dataset", "software", "film", "interview", "speech", "case", "law", "archive", "standard", "classic",
)  # fmt: skip
"""Kinds of work that have no pages to give."""
_YEAR = re.compile(r"\b(?:1[4-9]|20)\d\d[a-z]?\b")


@cache
def _numbered() -> re.Pattern[str]:
    from argmap.sources.references.words import any_of

    word = f"(?:{any_of('places_in_work', 'pages')}|{either(everywhere('places-numbered'))})"
    return re.compile(rf"(?<!\w){word}\.?\s?(?:\d|[ivxlc]+\b|[IVXLC]+\b)", re.IGNORECASE)


def names_place(words: str) -> bool:
    """Whether the words of a citation, without author and title, name a place in the work."""
    rest = _YEAR.sub(" ", words)
    return bool(_numbered().search(rest) or any_word("places-named", rest) or _DOTTED.search(rest))


# Hist. 3.12; Il. II, 4
_DOTTED = re.compile(r"\b(?:\d{1,3}|[IVXLC]{1,7})(?:[.,]\s?\d{1,3}[a-e]?){1,3}\b")
