"""Addresses that a reader of the report may follow. Jinja2 escapes the rest; a `javascript:` address needs this."""

from __future__ import annotations

from urllib.parse import urlsplit

from argmap.ground.unseen import holds_unseen


def safe_href(address: str | None) -> str | None:
    """The address if a reader may follow it (http, https, mailto or a place on the page), else None."""
    if not address:
        return None
    address = address.strip()
    if address.startswith("#"):
        return address
    if holds_unseen(address) or any(c.isspace() for c in address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme.lower() == "mailto":
        return address
    return address if parts.scheme.lower() in ("http", "https") and parts.netloc else None
