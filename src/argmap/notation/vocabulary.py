"""The words of the claims language: kinds, keys, and which properties a key takes.

One table each, read by the parser, the writer, completion and the documentation's test.
"""

from __future__ import annotations

import re
from typing import Final

from argmap.ground.patterns import later

KINDS: Final = ("conclusion", "claim", "value", "assumption", "definition", "question")

STANDARDS: Final = ("preponderance", "clear-and-convincing", "beyond-reasonable-doubt")

EVIDENCE_TYPES: Final = (
    "document",
    "statistic",
    "event",
    "testimony",
    "expert-opinion",
    "study",
    "example",
    "quotation",
)

_STEP: Final = ("id", "scheme", "warrant", "unless", "weight", "origin", "cq1")

PROPERTIES: Final[dict[str, tuple[str, ...]]] = {
    "because": _STEP,
    "but": _STEP,
    "cites": ("type", "via"),
    "evidence": ("from", "type"),
    "said-by": (),
    "restates": ("origin",),
    "origin": (),
    "standard": (),
    "tags": (),
    "assume": (),
    "waive": (),
}
"""Every item key with the properties that may stand under it; ``cq1`` stands for any number."""

KEYS: Final = tuple(PROPERTIES)
QUOTED_KEYS: Final = ("cites", "evidence")
ONCE_KEYS: Final = ("said-by", "origin", "standard", "assume")
REPEATABLE_PROPERTIES: Final = ("unless",)
CRITICAL_QUESTION: Final = re.compile(r"cq([1-9][0-9]?)\Z")
THIS_PAPER: Final = later(r"this paper(?:,\s*(?P<place>\S.*))?\Z", re.IGNORECASE)
"""``from: this paper, Figure 1``: evidence that stands in the paper itself, its authors' own data."""
ALL_PROPERTIES: Final = tuple(dict.fromkeys(name for names in PROPERTIES.values() for name in names))

_ID = later(r"[^\W_]+(?:-[^\W_]+)*\Z")
_PLAIN_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_NOT_ID = re.compile(r"[\W_]+")


def is_id(text: str) -> bool:
    """Whether `text` could name a claim: lower-case words and numbers of any script, joined by single hyphens."""
    if _PLAIN_ID.match(text) is not None:
        return True
    return not text.isascii() and _ID.match(text) is not None and text == text.lower()


def id_from(text: str) -> str:
    """The id nearest to `text`; empty where it holds no letter or digit."""
    return _NOT_ID.sub("-", text.lower()).strip("-")
