"""The codes of everything that can be wrong with a file, with the page that ``argmap explain`` prints for each.

They belong to the check family SYN. The parser reports most of them; the join reports those that concern several
files (duplicate and unresolved ids), the settings and the plugins theirs. A test fails when a code has no page.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from argmap.ground.values import dataclass

UNREADABLE_FILE: Final = "SYN001"
NOT_UTF8: Final = "SYN002"
UNKNOWN_KEY: Final = "SYN003"
UNKNOWN_PROPERTY: Final = "SYN004"
UNKNOWN_KIND: Final = "SYN005"
BAD_ID: Final = "SYN006"
DUPLICATE_ID: Final = "SYN007"
UNRESOLVED_CLAIM: Final = "SYN008"
TEXT_BEFORE_CLAIM: Final = "SYN009"
MISSING_SENTENCE: Final = "SYN010"
PROPERTY_WITHOUT_ITEM: Final = "SYN011"
EMPTY_VALUE: Final = "SYN012"
BAD_WEIGHT: Final = "SYN013"
BAD_STANDARD: Final = "SYN014"
UNKNOWN_EVIDENCE_TYPE: Final = "SYN015"
MALFORMED_CITATION: Final = "SYN016"
SELF_REFERENCE: Final = "SYN017"
WRONG_HEADING: Final = "SYN018"
UNKNOWN_LINE: Final = "SYN019"
LAZY_LINE: Final = "SYN020"
UNTERMINATED_COMMENT: Final = "SYN021"
INLINE_COMMENT: Final = "SYN022"
MALFORMED_PREMISES: Final = "SYN023"
REPEATED: Final = "SYN024"
MISPLACED_QUOTATION: Final = "SYN025"
MALFORMED_WAIVER: Final = "SYN026"
MISSING_DASH: Final = "SYN027"
TOO_MANY_MISTAKES: Final = "SYN028"
BAD_SETTING: Final = "SYN090"
PLUGIN_FAILED: Final = "SYN091"
NO_WORDS: Final = "SYN092"
CHECK_FAILED: Final = "SYN099"


@dataclass(frozen=True, slots=True)
class Code:
    """A code with its stable slug and its page: a first line that says what it means; why; an example; the remedy."""

    code: str
    slug: str
    page: str

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return self.page.partition("\n")[0]


@cache
def syntax_codes() -> dict[str, Code]:
    """Every code by its name, read from ``data/codes.md``: ``## CODE slug``, then the page."""
    text = (Path(__file__).parent / "data" / "codes.md").read_text(encoding="utf-8")
    found = {}
    for part in text.split("\n## ")[1:]:
        heading, _, page = part.partition("\n")
        code, slug = heading.split()
        found[code] = Code(code, slug, page.strip())
    return found
