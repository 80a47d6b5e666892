"""Works that stand in a bibliography twice, under two keys.

Two entries are the same work when they share a DOI, or when their titles agree to the letter after folding and
their years and first names do not contradict each other. A candidate, not a fact: editions share title and author.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from argmap.sources.identifiers import bare_doi, doi_problem
from argmap.sources.source import Bibliography, Source
from argmap.tongues.letters import without_marks

_FEWEST_WORDS = 3
"""Shorter titles ("Introduction") are shared by many works."""


def duplicate_works(bibliography: Bibliography) -> tuple[tuple[Source, ...], ...]:
    """Groups of two or more entries with different keys that seem to describe one work, in the order of the files."""
    entries = tuple(bibliography.sources.values())
    found: list[tuple[Source, ...]] = []
    by_doi = _groups((bare_doi(e.doi), e) for e in entries if e.doi and doi_problem(e.doi) is None)
    by_title = _groups((folded, e) for e in entries if len((folded := fold_title(e.title)).split()) >= _FEWEST_WORDS)
    for group in (*by_doi, *(alike for same in by_title for alike in _compatible(same))):
        keys = {entry.key for entry in group}
        if len(group) > 1 and not any(keys <= {entry.key for entry in other} for other in found):
            found.append(group)
    return tuple(found)


def fold_title(title: str | None) -> str:
    """A title for comparison: letters and digits only, without case, accents or a leading article."""
    words = re.findall(r"[^\W_]+", without_marks((title or "").casefold()))
    return " ".join(words[1:] if words[:1] and words[0] in ("the", "a", "an") else words)


def _groups(keyed: Iterable[tuple[str, Source]]) -> list[tuple[Source, ...]]:
    found: dict[str, list[Source]] = {}
    for key, entry in keyed:
        found.setdefault(key, []).append(entry)
    return [tuple(group) for group in found.values() if len(group) > 1]


def _compatible(group: tuple[Source, ...]) -> list[tuple[Source, ...]]:
    """Entries of one title, apart by year and first family name where both are known."""
    classes: list[list[Source]] = []
    for entry in group:
        for members in classes:
            if all(_agree(entry, other) for other in members):
                members.append(entry)
                break
        else:
            classes.append([entry])
    return [tuple(members) for members in classes]


def _agree(one: Source, other: Source) -> bool:
    if one.year and other.year and one.year != other.year:
        return False
    names = [fold_title(entry.authors[0].partition(",")[0]) for entry in (one, other) if entry.authors]
    return len(names) < 2 or names[0] == names[1]
