"""A registry's record of a work, reduced to what argmap compares, and the notices about a work.

Every registry's module makes these of its own answers; they are kept as JSON in ``sources/registry.jsonl``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, cast, get_args

Nature = Literal[
    "retraction", "withdrawal", "partial-retraction", "concern", "replacement", "correction", "reinstatement"
]
NATURES: tuple[Nature, ...] = get_args(Nature)
"""The natures of a notice, the gravest first."""
_GRAVE = NATURES[: NATURES.index("correction")]
_LONGEST_TEXT = 2_000
_MOST_ITEMS = 400


@dataclass(frozen=True, slots=True)
class Notice:
    """What was published about a work: `date` as YYYY-MM-DD as far as it is known, `doi` of the notice itself.

    `told_by` says whose word it is (``publisher``, ``retraction-watch``); `reasons` are words of Retraction Watch.
    """

    nature: Nature
    date: str = ""
    doi: str = ""
    told_by: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A work as a registry has it.

    `id` is its identifier there (a DOI in lower case, an arXiv id); persons are written ``Family, Given`` or as one
    name; `years` are all that the record gives (print, online, issued); `containers` the names of what it appeared in.
    `notices` are about it; `notice_of` says what it is a notice of, where it is one; `published` is the DOI of the
    published version of a preprint. `agency` is who registered a DOI of which nothing else is known.
    """

    id: str
    title: str = ""
    subtitle: str = ""
    persons: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    type: str = ""
    containers: tuple[str, ...] = ()
    pages: str = ""
    notices: tuple[Notice, ...] = ()
    notice_of: tuple[Notice, ...] = ()
    published: str = ""
    agency: str = ""


def holding_notice(notices: Iterable[Notice]) -> Notice | None:
    """The notice that holds now: the gravest, the latest of its kind; a reinstatement lifts what was not told after it.

    A correction never lifts a retraction, whatever its date.
    """
    known = tuple(notices)
    back = [notice for notice in known if notice.nature == "reinstatement"]
    if back:
        last = max(notice.date for notice in back)
        # a reinstatement without a date is of whatever was told; a notice without one came before it
        known = tuple(
            n for n in known if n.nature not in _GRAVE or (last and n.date[: len(last)] > last[: len(n.date)])
        )
    for nature in NATURES:
        if nature == "correction" and back:
            break
        of_it = [notice for notice in known if notice.nature == nature]
        if of_it:
            return max(of_it, key=lambda notice: (notice.date, notice.doi, notice.told_by))
    return max(back, key=lambda notice: (notice.date, notice.doi)) if back else None


def as_json(record: Record) -> dict[str, Any]:
    """The record as plain values, what is empty left out."""
    return _without_empty(record)


def notice_as_json(notice: Notice) -> dict[str, Any]:
    """The notice as plain values, what is empty left out."""
    return _without_empty(notice)


def _without_empty(value: Record | Notice) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields(value):
        item = getattr(value, field.name)
        if item:
            if field.name in ("notices", "notice_of"):
                item = [_without_empty(notice) for notice in item]
            found[field.name] = list(item) if isinstance(item, tuple) else item
    return found


def from_json(value: object) -> Record:
    """The record that such values are. Raises ValueError, with the reason, where they are none."""
    if not isinstance(value, dict):
        raise ValueError("a record is a table")
    made: dict[str, Any] = {}
    for field in fields(Record):
        item = value.get(field.name)
        if item is None:
            continue
        if field.name in ("notices", "notice_of"):
            made[field.name] = tuple(_notice(each) for each in _items(item))
        elif field.name == "years":
            made["years"] = tuple(_whole_number(each) for each in _items(item))
        elif field.name in ("persons", "editors", "containers"):
            made[field.name] = tuple(_text(each) for each in _items(item))
        else:
            made[field.name] = _text(item)
    if not made.get("id"):
        raise ValueError("a record has an id")
    return Record(**made)


def _notice(value: object) -> Notice:
    if not isinstance(value, Mapping) or value.get("nature") not in NATURES:
        raise ValueError("a notice has one of the natures " + ", ".join(NATURES))
    words = {name: _text(value[name]) for name in ("date", "doi", "told_by") if name in value}
    reasons = tuple(_text(each) for each in _items(value.get("reasons", [])))
    return Notice(cast("Nature", value["nature"]), **words, reasons=reasons)


def _items(value: object) -> list[object]:
    if not isinstance(value, list) or len(value) > _MOST_ITEMS:
        raise ValueError(f"a list of at most {_MOST_ITEMS} items belongs there")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise ValueError(f"a text of at most {_LONGEST_TEXT} letters belongs there")
    return value


def _whole_number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 10_000:
        raise ValueError("a year is a number")
    return value
