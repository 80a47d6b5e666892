"""Works of the drafted bibliography for links of the web that stand in a text."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

from argmap.exchange.foreign import Work


def work_at(address: str, words: str, works: dict[str, Work], numbers: Counter[str]) -> str:
    """The key of the work at an address, a new one where it was not cited before; empty for no address of the web.

    `works` by their addresses, `numbers` how many there are of each name.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or len(address.split()) > 1:
        return ""
    if known := works.get(address):
        return known.key
    names = [part for part in host.split(".") if part not in ("www", "en")]
    name = re.sub(r"[^a-z0-9]+", "-", (names[0] if names else host).lower()).strip("-") or "source"
    numbers[name] += 1
    key = f"{name}-{numbers[name]}"
    works[address] = Work(key, {"title": words, "url": address, "organization": host}, "online")
    return key
