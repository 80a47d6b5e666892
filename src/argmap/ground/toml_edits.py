"""Changing single lines of a TOML file with every other byte kept.

One line is replaced, put in or taken out for each key. The new text is read again before it is given back, so that a
file laid out in some way that was not foreseen is refused and never spoilt.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.edits import Edit, apply_edits
from argmap.ground.unseen import without_surrogates

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+\Z")
_HEADER = re.compile(r"^[ \t]*\[[^\n]*", re.M)
_VALUE = r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[^\s#\"'\[{][^\s#]*"

Value = str | int | float | bool


def change_table(text: str, table: str, values: Mapping[str, Value | None], name: str) -> str:
    """The text of the TOML file `name` with these values in `table` (empty: above all tables); None takes a key out.

    Raises ArgmapError where the outcome would not be what was there with just these changes.
    """
    expected = _changed(_parsed(text, name), table, values)
    end = "\r\n" if "\r\n" in text else "\n"
    start, stop = _body(text, table)
    edits, added = [], []
    for key, value in values.items():
        names = "|".join(re.escape(form) for form in dict.fromkeys((key, quoted(key), f"'{key}'")))
        line = re.compile(rf"^([ \t]*)(?:{names})([ \t]*=[ \t]*)({_VALUE})[ \t]*(?:#[^\n]*)?(?:\n|\Z)", re.M)
        known = line.search(text, start, stop) if start >= 0 else None
        if value is None:
            edits += [Edit(known.start(), known.end(), "")] if known else []
        elif known:
            edits.append(Edit(known.start(3), known.end(3), _written(value)))
        else:
            added.append(f"{_key(key)} = {_written(value)}{end}")
    if added:
        edits.append(_addition(text, table, stop if start >= 0 else -1, "".join(added), end))
    changed = apply_edits(text, edits)
    try:
        safe = tomllib.loads(changed) == expected
    except tomllib.TOMLDecodeError:
        safe = False
    if not safe:
        lines = "".join(f"  {_key(key)} = {_written(v)}\n" for key, v in values.items() if v is not None)
        below = f"under [{table}]" if table else "above all tables"
        raise ArgmapError(
            f"{name} is laid out in a way that cannot be edited safely. "
            + (f"Put this {below}:\n{lines}" if lines else f"Take {', '.join(values)} out {below}.")
        )
    return changed


def quoted(text: str) -> str:
    """A text as a string of TOML. Raises ArgmapError where it is no UTF-8, as the name of a file need not be."""
    if without_surrogates(text) != text:
        raise ArgmapError(f"The name {text} is not UTF-8, and settings are. Rename it; nothing was written.")
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    return key if _BARE_KEY.match(key) else quoted(key)


def _written(value: Value) -> str:
    return quoted(value) if isinstance(value, str) else json.dumps(value)


def _parsed(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ArgmapError(f"{name} is not valid TOML ({error}). Mend it first; nothing was written.") from error


def _changed(tables: dict[str, Any], table: str, values: Mapping[str, Value | None]) -> dict[str, Any]:
    inner = tables
    for part in table.split(".") if table else ():
        inner = inner.setdefault(part, {})
        if not isinstance(inner, dict):
            raise ArgmapError(f"[{table}] is no table in the settings. Mend it first; nothing was written.")
    for key, value in values.items():
        if value is None:
            inner.pop(key, None)
        else:
            inner[key] = value
    return tables


def _body(text: str, table: str) -> tuple[int, int]:
    """Where the lines below the table's header begin and end; (-1, -1) where there is no such header."""
    start = 0
    if table:
        header = re.compile(rf"^[ \t]*\[[ \t]*{re.escape(table)}[ \t]*\][^\n]*(?:\n|\Z)", re.M).search(text)
        if header is None:
            return -1, -1
        start = header.end()
    following = _HEADER.search(text, start)
    return start, following.start() if following else len(text)


def _addition(text: str, table: str, stop: int, lines: str, end: str) -> Edit:
    """New lines at the end of the table, before blank lines and comments that lead to the next; or a new table."""
    if stop < 0:
        lead = "" if not text else end if text.endswith("\n") else end * 2
        return Edit(len(text), len(text), f"{lead}[{table}]{end}{lines}")
    kept = text[:stop]
    while (shorter := re.sub(r"(?:^|(?<=\n))[ \t]*(?:#[^\n]*)?(?:\r?\n)?\Z", "", kept)) != kept:
        kept = shorter
    lead = "" if kept.endswith("\n") or not kept else end
    return Edit(len(kept), len(kept), lead + lines)
