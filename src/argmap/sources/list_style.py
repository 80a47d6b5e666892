"""Learns from the sure entries of a reference list where its titles begin and end, and reads the unsure ones so.

A list is consistent: where four in five of its sure entries have the same mark before the title, and behind it, the
rest is likely to have them, too. Each entry is looked at twice, so the cost grows with the length of the list alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple, Protocol

from argmap.sources.references.folding import fold
from argmap.sources.references.titles import ends_abbreviation
from argmap.sources.references.words import any_of

_FEWEST = 5  # sure entries by which a style can be told
_SHARE = 0.8
_SURE = 0.8
_UNSURE = 0.7  # below this another reading may take the place of the one that was read
_AGREES = 0.85  # how often an unsure title is right that ends as the list has it, and one that was read anew
_MENDED = 0.7
_HEAD = 3
_LONGEST = 4_000


class Entry(Protocol):
    """What is asked of an entry: its text, its fields, and how sure these are."""

    @property
    def text(self) -> str: ...
    @property
    def title(self) -> str | None: ...
    @property
    def certainty(self) -> Mapping[str, float]: ...


class Reread(NamedTuple):
    """The title of an entry and its certainty, after the other entries of its list were heard."""

    title: str | None
    certainty: float


def _place(entry: Entry) -> tuple[str, int, int] | None:
    """The folded text of an entry, and where its title stands in it."""
    text = fold(entry.text[:_LONGEST])
    if not entry.title or (start := text.find(entry.title)) < _HEAD:
        return None
    return text, start, start + len(entry.title)


def _before(text: str, start: int) -> str:
    """The marks before a title, and whether a figure or something else is before them: `9). `, `a, “`."""
    at = start
    while at and not text[at - 1].isalnum():
        at -= 1
    return ("9" if text[at - 1 : at].isdigit() else "a") + text[at:start]


def _behind(text: str, end: int) -> str:
    """The marks behind a title as far as they close it, a question mark counted as a full stop: `. `, `.” `, ` (`."""
    match = re.match(r"[^\w\s(\[]{0,4}(?:\s[(\[]|\s|(?=\Z))", text[end:])
    marks = match[0] if match else ""
    if text[end - 1 : end] in ("?", "!") and not marks.startswith("."):
        marks = "." + marks
    return marks.rstrip() + " " if marks.strip() else ""


def _learned(entries: Sequence[Entry]) -> dict[str, str]:
    """With which marks the titles of the sure entries end, by the marks before them."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        if _is_sure(entry) and (place := _place(entry)):
            text, start, end = place
            seen[_before(text, start)][_behind(text, end)] += 1
    ends = {}
    for before, counts in seen.items():
        after, most = counts.most_common(1)[0]
        if most >= _FEWEST and most >= _SHARE * counts.total() and after:
            ends[before] = after
    return ends


def _is_sure(entry: Entry) -> bool:
    sure = entry.certainty
    names = max(sure.get("authors", 0.0), sure.get("editors", 0.0))
    return "short_form" not in sure and min(sure.get("title", 0.0), names) >= _SURE


def reread_titles(entries: Sequence[Entry]) -> list[Reread]:
    """The titles of the entries of one list, the unsure ones read in the style of the sure ones, these as they are.

    A title that ends as the list has it is surer for that. One that ends otherwise is read up to the mark of the list.
    """
    ends = _learned(entries)
    return [_reread(entry, ends) for entry in entries]


def _reread(entry: Entry, ends: Mapping[str, str]) -> Reread:
    as_it_is = Reread(entry.title, entry.certainty.get("title", 0.0))
    if as_it_is.certainty >= _SURE or "short_form" in entry.certainty or not (ends and (place := _place(entry))):
        return as_it_is
    text, start, end = place
    if (after := ends.get(_before(text, start))) is None:
        return as_it_is
    if _behind(text, end) == after and _is_closed(text, start, end):
        return Reread(entry.title, _AGREES)
    other = _end(text, start, after)
    if as_it_is.certainty >= _UNSURE or other is None or (other > end and not _goes_on(text[end:other], after)):
        return as_it_is
    return Reread(text[start:other], max(as_it_is.certainty, _MENDED))


def _goes_on(between: str, after: str) -> bool:
    """Whether a title goes on behind where it was read to end: before the comma of a list, and with no edition or
    translator. Before a full stop stands more that is no title.
    """
    return "." not in after and _more().search(between) is None


@cache
def _more() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{any_of('editions', 'other_roles', 'editor_marks')})(?!\w)")


def _end(text: str, start: int, after: str) -> int | None:
    """Where the mark with which the titles of a list end stands first."""
    mark, end = after.strip(), start + _HEAD
    while (end := text.find(mark, end)) >= 0:
        behind = text[end + len(mark) : end + len(mark) + 1]
        if (
            (not behind or behind.isspace())
            and _is_closed(text, start, end)
            and not (mark == "." and ends_abbreviation(text, end))
        ):
            return end
        end += 1
    return None


def _is_closed(text: str, start: int, end: int) -> bool:
    return text.count("(", start, end) <= text.count(")", start, end)
