"""The reading account: what is printed in a paper, counted on another way, and what of it became what."""

from __future__ import annotations

import re

# Figures, raised ones too, are no words here: so neither the numbers of lines nor those of a table or a note mark weigh
# in what was read.
_WORD = re.compile(r"[^\W\d_⁰¹²³⁴-⁹]{2,}")


def count_words(text: str) -> int:
    """How many runs of two letters and more there are."""
    return sum(1 for _ in _WORD.finditer(text))
