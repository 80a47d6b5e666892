"""Works that stand in a bibliography twice, under two keys.

Two entries are the same work when they share a DOI, or an ISBN and the title, or when their titles agree to the letter
after folding and their years and first names do not contradict each other. A candidate: editions share both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from argmap.ground.values import dataclass
from argmap.sources.identifiers import bare_doi, doi_problem, isbn_problem
from argmap.sources.source import Bibliography, Source
from argmap.tongues.letters import without_marks

_FEWEST_WORDS = 3
"""Shorter titles ("Introduction") are shared by many works."""


def duplicate_works(bibliography: Bibliography) -> tuple[tuple[Source, ...], ...]:
    """Groups of two or more entries with different keys that seem to describe one work, in the order of the files."""
    entries = tuple(bibliography.sources.values())
    found: list[tuple[Source, ...]] = []
    keys_found: dict[str, list[set[str]]] = {}
    by_doi = _groups((bare_doi(e.doi), e) for e in entries if e.doi and doi_problem(e.doi) is None)
    by_title = _groups((folded, e) for e in entries if len((folded := fold_title(e.title)).split()) >= _FEWEST_WORDS)
    # the chapters of a book share its number, its volumes the title as well
    by_isbn = _groups(
        (f"{re.sub('[^0-9Xx]', '', e.isbn)} {e.fields.get('volume', '')} {fold_title(e.title)}", e)
        for e in entries
        if e.isbn and e.title and isbn_problem(e.isbn) is None
    )
    for group in (*by_doi, *by_isbn, *(alike for same in by_title for alike in _compatible(same))):
        keys = {entry.key for entry in group}
        if len(group) > 1 and not any(keys <= other for other in keys_found.get(group[0].key, ())):
            found.append(group)
            for key in keys:
                keys_found.setdefault(key, []).append(keys)
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


@dataclass(slots=True)
class _Class:
    """Entries that do not contradict each other, and the year and first family name of those where it is known."""

    year: str | None
    name: str | None
    members: list[Source]


def _compatible(group: tuple[Source, ...]) -> list[tuple[Source, ...]]:
    """Entries of one title, apart by year and first family name where both are known."""
    classes: list[_Class] = []
    for entry in group:
        year, name = entry.year or None, _first_name(entry)
        for alike in classes:
            if (None in (year, alike.year) or year == alike.year) and (
                None in (name, alike.name) or name == alike.name
            ):
                alike.members.append(entry)
                alike.year = alike.year or year
                alike.name = name if alike.name is None else alike.name
                break
        else:
            classes.append(_Class(year, name, [entry]))
    return [tuple(alike.members) for alike in classes]


def _first_name(entry: Source) -> str | None:
    return fold_title(entry.authors[0].partition(",")[0]) if entry.authors else None
