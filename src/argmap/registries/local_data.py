"""Where data of registries lie on this machine: SQLite files in the person's cache, each with a table of what it is."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

TOLD = "CREATE TABLE IF NOT EXISTS told (name TEXT PRIMARY KEY, value TEXT);"
"""What is told of a file: `of` (of which moment it is, as answers are dated), and more by name."""


@contextmanager
def opened(place: Path) -> Iterator[sqlite3.Connection]:
    """A file of these, to be read only. Raises FileNotFoundError where there is none."""
    if not place.is_file():
        raise FileNotFoundError(os.fspath(place))
    with closing(sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True)) as base:
        yield base


def told_of(place: Path, asked: str = "SELECT name, value FROM told") -> dict[str, str]:
    """What is told of a file, or what is `asked` of it, by name; empty where there is none, or it cannot be read."""
    try:
        with opened(place) as base:
            return dict(base.execute(asked))
    except (OSError, sqlite3.Error):
        return {}
