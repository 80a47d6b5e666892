"""The words of the claims language: kinds, keys, and which properties a key takes.

One table each, read by the parser, the writer, completion and the documentation's test.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

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


class Key(NamedTuple):
    """What is known of the key of an item.

    `properties` may stand under it (``cq1`` stands for any number); `expected` is asked for where its value is missing.
    `quoted`: a source's words may be quoted under it; `once`: a claim has it once.
    """

    properties: tuple[str, ...]
    expected: str
    quoted: bool = False
    once: bool = False


KEYS: Final[dict[str, Key]] = {
    "because": Key(_STEP, "Name the claim, or claims joined by +, that support it."),
    "but": Key(_STEP, "Name the claim, or claims joined by +, that speak against it."),
    "cites": Key(("type", "via"), "Write a citation: @key, p. 12.", quoted=True),
    "evidence": Key(("from", "type"), "Say in words what the claim rests on.", quoted=True),
    "said-by": Key((), "Name who holds the view.", once=True),
    "restates": Key(("origin",), "Name the claim that it says in other words."),
    "origin": Key((), "Write what another program calls it: aif:12345.", once=True),
    "standard": Key((), f"Write one of {', '.join(STANDARDS)}.", once=True),
    "tags": Key((), "Write words, separated by commas."),
    "assume": Key((), "Say why it is taken as given.", once=True),
    "waive": Key((), "Write a check's code and the reason: EVD003 It is public record."),
}
PROPERTIES: Final = {name: key.properties for name, key in KEYS.items()}
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
