"""The opening of a text: its first page or two and what the file states of itself, without reading the rest.

A library of scans has thousands of pages, and to see which work a file is needs no more than its title page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import read_named
from argmap.manuscript.reading import LARGEST_FILE, read

_PAGES = 4
_FIRST = 4_000
_LONGEST = 20_000
_MOST_STATED = 100_000
_STATED = ("Title", "Author", "Subject", "Keywords")
_META = re.compile(r"<meta\b[^>]{0,2000}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Opening:
    """The text of the first pages, of the first alone, and what the file states of itself (title, author, DOI)."""

    text: str
    first_page: str
    stated: str


def read_opening(path: Path) -> Opening:
    """Read how a text begins. Raises `ArgmapError` as `read` does."""
    data = read_named(path, LARGEST_FILE)
    if b"%PDF-" in data[:1024]:
        return _of_pdf(data, str(path))
    text = read(path).text[:_LONGEST]
    return Opening(text, text[:_FIRST], _stated_in(data, str(path)))


def _of_pdf(data: bytes, name: str) -> Opening:
    from argmap.ground.limited import read_limited
    from argmap.manuscript.readers.pdf.reader import first_pages

    pages, stated = read_limited(lambda _: first_pages(data, name, _PAGES, _STATED), len(data), name)
    return Opening("\n".join(pages)[:_LONGEST], pages[0][:_FIRST] if pages else "", " \n".join(stated))


def _stated_in(data: bytes, name: str) -> str:
    """The properties of an office file, or the meta elements of a page."""
    if data.startswith(b"PK\x03\x04"):
        from argmap.ground.packed import Package

        try:
            package = Package(data, name, "the program that made it", "an office file")
            roots = [package.xml(part) for part in ("docProps/core.xml", "meta.xml")]
        except ArgmapError:
            return ""
        return " ".join(" ".join(root.itertext()) for root in roots if root is not None)
    return " ".join(_META.findall(data[:_MOST_STATED].decode("utf-8", errors="replace")))
