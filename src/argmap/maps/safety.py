"""Makes what strangers wrote harmless before it is drawn: invisible and direction-changing characters, link addresses.

Escaping for XML or DOT is the writers' business; here text is made to *show* what it holds. A right-to-left override
in a claim would otherwise reorder the words around it, and a control character would make the SVG unreadable.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from argmap.diagnostics import ArgmapError

_SPACE = re.compile(r"\s+")
_HIDDEN = re.compile("[\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]")
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_UNFIT = re.compile(r"[\s\"'<>\\\x00-\x1f\x7f-\x9f]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE | re.ASCII)


def visible(text: str) -> str:
    """One line of text that shows as it is stored: overrides and hidden characters become `‹U+202E›`, controls `�`."""
    spaced = _SPACE.sub(" ", text).strip()
    shown = _HIDDEN.sub(lambda found: f"‹U+{ord(found.group()):04X}›", spaced)
    return _FORBIDDEN.sub("\ufffd", shown)


def checked_link(pattern: str) -> str:
    """A link pattern with `{id}` in it, if it leads to a place on the page, a relative path or a web address.

    Raises `ArgmapError` for anything else, `javascript:` and `data:` above all.
    """
    scheme = _SCHEME.match(pattern)
    if "{id}" not in pattern or _UNFIT.search(pattern) or pattern.startswith("//"):
        raise ArgmapError(f"The map cannot link to {visible(pattern)!r}: write a pattern such as '#claim-{{id}}'.")
    if scheme and scheme.group().lower() not in ("http:", "https:"):
        raise ArgmapError(f"The map cannot link to {visible(pattern)!r}: only pages and web addresses are allowed.")
    return pattern


def link_to(pattern: str, identifier: str) -> str:
    """The address of one claim or section, its id percent-encoded."""
    return pattern.replace("{id}", quote(identifier, safe=""))
