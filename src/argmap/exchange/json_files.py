"""Strangers' JSON: read with limits, and asked for its parts without trusting their types."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from argmap.exchange.foreign import utf8_text
from argmap.ground.diagnostics import ArgmapError

_MOST_RECORDS = 200_000


def load_json(data: bytes, name: str) -> Any:
    """The value in a file. Raises ArgmapError with line and column where it is no JSON."""
    try:
        return json.loads(utf8_text(data, name))
    except json.JSONDecodeError as error:
        raise ArgmapError(f"{name}:{error.lineno}:{error.colno} is not JSON: {error.msg}.") from error
    except RecursionError as error:
        raise ArgmapError(f"{name} is nested too deep to be an argument.") from error
    except ValueError as error:  # a number of too many digits
        raise ArgmapError(f"{name} is not JSON that can be read: {error}.") from error


def object_in(value: Any, name: str, what: str) -> Mapping[str, Any]:
    """`value`, which must be an object. Raises ArgmapError."""
    if not isinstance(value, dict):
        raise ArgmapError(f"{name}: {what} must be an object, with names and values.")
    return value


def records_in(value: Any, name: str, what: str) -> Iterator[Mapping[str, Any]]:
    """The objects of a list, also where they lie one list too deep; nothing where there is none (null).

    Raises ArgmapError where it is something else, or too long.
    """
    if value is None:
        return
    if isinstance(value, dict) and not value:
        return
    if not isinstance(value, list):
        raise ArgmapError(f'{name}: "{what}" must be a list.')
    number = 0
    for item in value:
        for record in item if isinstance(item, list) else [item]:
            number += 1
            if number > _MOST_RECORDS:
                raise ArgmapError(f'{name}: "{what}" has more than the {_MOST_RECORDS:,} entries that can be read.')
            if not isinstance(record, dict):
                raise ArgmapError(f'{name}: entry {number} of "{what}" must be an object, with names and values.')
            yield record


def text_in(record: Mapping[str, Any], key: str) -> str:
    """A text or a number of a record, as text; empty where it is missing or something else."""
    value = record.get(key)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
