"""Reads plain text, above all text pulled out of a PDF, where the page has left its traces between the sentences."""

from __future__ import annotations

from argmap.manuscript.draft import Draft
from argmap.manuscript.lines import lines_of, mark_furniture, measure
from argmap.manuscript.readers.text.layout import blocks_of
from argmap.manuscript.readers.text.numbered_lines import without_line_numbers
from argmap.tongues.encodings import decode


def draft_text(data: bytes, shown_as: str) -> Draft:
    """Read the bytes of a plain text. Raises `ArgmapError` where they are no text."""
    text, remarks = decode(data, shown_as)
    return draft_of(text, shown_as, remarks)


def draft_of(text: str, shown_as: str, remarks: tuple[str, ...] = ()) -> Draft:
    """What the lines of a plain text say of its blocks."""
    text, lines = without_line_numbers(text, lines_of(text))
    setting = measure(lines)
    mark_furniture(lines)
    blocks = blocks_of(lines, setting)
    title = next((" ".join(text[b.start : b.end].split()) for b in blocks if b.kind == "title"), None)
    return Draft(shown_as, "text", text, blocks, title=title, remarks=remarks)
