"""What keeps hostile input inert on the page, beyond the escaping that Jinja2 does: addresses and invisible characters.

A paper or a bibliography may hold `javascript:` addresses, control characters, or the bidirectional overrides that
make text read otherwise than it stands ("Trojan Source", CVE-2021-42574). They are shown, never obeyed.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def _name_it(found: re.Match[str]) -> str:
    return f"‹U+{ord(found[0]):04X}›"


def show_unseen(text: str) -> str:
    """The text with each control character, bidi override and lone surrogate replaced by its visible name."""
    return _UNSEEN.sub(_name_it, text)


def safe_href(address: str | None) -> str | None:
    """The address if a reader may follow it (http, https, mailto or a place on the page), else None."""
    if not address:
        return None
    address = address.strip()
    if address.startswith("#"):
        return address
    if _UNSEEN.search(address) or any(c.isspace() for c in address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme.lower() == "mailto":
        return address
    return address if parts.scheme.lower() in ("http", "https") and parts.netloc else None
