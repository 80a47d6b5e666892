"""Edits that several fixes are made of: other words at a place, a new line under a claim or an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.ground.edits import Edit, Fix
from argmap.ground.places import Span
from argmap.notation.tree import Cites, Claim, Evidence, Item, Step

if TYPE_CHECKING:
    from argmap.project import Project


def write(title: str, span: Span, text: str, *, safe: bool = False, asks: str = "") -> Fix:
    """The fix that puts `text` in the place of a span."""
    return Fix(title, {span.path: (Edit(span.start, span.end, text),)}, safe, asks)


def insert(title: str, path: str, at: int, text: str, *, safe: bool = False, asks: str = "") -> Fix:
    """The fix that puts `text` in at an offset."""
    return Fix(title, {path: (Edit(at, at, text),)}, safe, asks)


def line_end(project: Project, path: str) -> str:
    """What ends the lines of a file."""
    return "\r\n" if "\r\n" in project.text_files[path].text else "\n"


def words_at(project: Project, span: Span) -> str:
    """What stands at a span of a file."""
    return project.text_files[span.path].text[span.start : span.end]


def add_item(project: Project, claim: Claim, title: str, item: str, asks: str = "") -> Fix:
    """The fix that puts a new item (``assume: …``) behind everything that stands under a claim."""
    path, last = claim.span.path, claim.body[-1] if claim.body else None
    end = line_end(project, path)
    apart = end if isinstance(last, Item) else end * 2
    return insert(title, path, claim.span.end, f"{apart}- {item}", asks=asks)


def add_property(project: Project, item: Step | Evidence | Cites, title: str, line: str, asks: str = "") -> Fix:
    """The fix that puts a property (``warrant: …``) under an item, before what stands there."""
    path = item.span.path
    if isinstance(item, Step):
        value = item.premises[-1].span
    else:
        value = item.text.span if isinstance(item, Evidence) else item.citation.span
    text = project.text_files[path].text
    at = value.end + len(text[value.end :]) - len(text[value.end :].lstrip(" \t"))
    return insert(title, path, at, f"{line_end(project, path)}  {line}", asks=asks)
