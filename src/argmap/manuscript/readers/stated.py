"""What a format states: references, notes and marks as those of a document, and when the paper came out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from argmap.manuscript.document import Mark, Note, Reference
from argmap.manuscript.mending import mending
from argmap.manuscript.works import reference_from

_DATE = re.compile(r"([12]\d{3})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?![\d/-])")


def reference_from_parsed(
    name: str,
    words: str,
    start: int,
    end: int,
    above: Reference | None,
    *,
    key: str | None = None,
    label: str | None = None,
) -> Reference:
    """A reference of the list from its text alone, in which a dash stands for the names of the one `above` it."""
    reference = reference_from(words, start, end, "list", mending(()), above).work
    return replace(reference, id=name, key=key, label=label or reference.label)


def stated_date(words: str) -> str | None:
    """The day, month or year that words begin with, as YYYY-MM-DD, YYYY-MM or YYYY: `2019/5/3`; else None."""
    found = _DATE.match(words)
    if not found:
        return None
    parts = [str(int(found[1]))]
    for part, most in ((found[2], 12), (found[3], 31)):
        if not part or not 1 <= int(part) <= most:
            break
        parts.append(f"{int(part):02}")
    return "-".join(parts)


def with_works_cited(notes: Iterable[Note], marks: Sequence[Mark]) -> tuple[Note, ...]:
    """The notes, each with the works that the marks in its body name."""
    told = []
    for note in notes:
        inside = [m for m in marks if m.kind != "note" and note.start <= m.start < note.end]
        told.append(replace(note, references=tuple(dict.fromkeys(i for m in inside for i in m.references))))
    return tuple(told)


def tied(mark: Mark, by_key: Mapping[str, Reference], key: str) -> Mark:
    """A mark of a citation key with the work it names, where the bibliography has it."""
    reference = by_key.get(key)
    if reference is None:
        return mark
    families = tuple(author.split(",")[0] for author in reference.authors)
    return replace(mark, references=(reference.id,), authors=families, year=reference.year)
