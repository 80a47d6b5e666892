"""Link addresses that a map may carry: places on the page, relative paths and web addresses, and nothing else."""

from __future__ import annotations

import re
from urllib.parse import quote

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.unseen import on_one_line

_UNFIT = re.compile(r"[\s\"'<>\\\x00-\x1f\x7f-\x9f]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE | re.ASCII)


def checked_link(pattern: str) -> str:
    """A link pattern with `{id}` in it, if it leads to a place on the page, a relative path or a web address.

    Raises `ArgmapError` for anything else, `javascript:` and `data:` above all.
    """
    scheme = _SCHEME.match(pattern)
    if "{id}" not in pattern or _UNFIT.search(pattern) or pattern.startswith("//"):
        raise ArgmapError(f"The map cannot link to {on_one_line(pattern)!r}: write a pattern such as '#claim-{{id}}'.")
    if scheme and scheme.group().lower() not in ("http:", "https:"):
        raise ArgmapError(f"The map cannot link to {on_one_line(pattern)!r}: only pages and web addresses are allowed.")
    return pattern


def link_to(pattern: str, identifier: str) -> str:
    """The address of one claim or section, its id percent-encoded."""
    return pattern.replace("{id}", quote(identifier, safe=""))
