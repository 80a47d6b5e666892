"""Crossref's public data file, for institutions that have it: an index on this machine that answers without a network.

Each file of the dump (``.json.gz`` with `items`, or ``.jsonl.gz`` with a work a line) is one transaction, so that a
build that was stopped goes on where it was. Titles and persons stand in a full-text index of SQLite (FTS5).
"""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.person import cache_folder
from argmap.registries import CROSSREF
from argmap.registries.answers import Answer
from argmap.registries.crossref import record_of
from argmap.registries.identity import fold
from argmap.registries.local_data import TOLD, opened
from argmap.registries.local_data import told_of as told_of_file
from argmap.registries.questions import Question
from argmap.registries.records import Record, as_json, from_json

_SCHEMA = f"""
{TOLD}
CREATE TABLE IF NOT EXISTS works (doi TEXT PRIMARY KEY, record TEXT) WITHOUT ROWID;
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (doi UNINDEXED, title, persons, tokenize = 'unicode61');
CREATE TABLE IF NOT EXISTS files (name TEXT PRIMARY KEY, works INTEGER);
"""
_TOLD = "SELECT name, value FROM told UNION ALL SELECT 'works', CAST(total(works) AS INTEGER) || '' FROM files"
_MOST_HITS, _MOST_WORDS = 5, 12


def database() -> Path:
    """Where the index lies, or would."""
    return cache_folder() / "crossref.sqlite"


def build(folder: Path, of: str, told: Callable[[int, int, int], None]) -> int:
    """Add the files of a dump to the index; those that are in it already are passed over. Returns the works added.

    `told` hears after each file: files done, files in all, works so far. Raises ArgmapError where there are none, or
    one is broken: what was added before stays.
    """
    files = sorted(path for path in folder.rglob("*.gz") if path.name.endswith((".json.gz", ".jsonl.gz")))
    if not files:
        raise ArgmapError(f"{folder} holds no file of a dump (.json.gz or .jsonl.gz).")
    place, added = database(), 0
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(place)) as base:
            base.executescript(_SCHEMA)
            known = {name for (name,) in base.execute("SELECT name FROM files")}
            for number, path in enumerate(files, 1):
                name = path.relative_to(folder).as_posix()
                if name not in known:
                    with base:
                        works = _add(base, path)
                        base.execute("INSERT INTO files VALUES (?, ?)", (name, works))
                        base.execute("INSERT OR REPLACE INTO told VALUES ('of', ?)", (of,))
                    added += works
                told(number, len(files), added)
    except (OSError, EOFError, zlib.error, sqlite3.Error, ValueError) as error:
        raise ArgmapError(f"The dump cannot be read any further: {error}. What was added before was kept.") from error
    return added


def _add(base: sqlite3.Connection, path: Path) -> int:
    number = 0
    for work in _works(path):
        record = record_of(work)
        if record is None:
            continue
        known = base.execute("SELECT 1 FROM works WHERE doi = ?", (record.id,)).fetchone()
        base.execute("INSERT OR REPLACE INTO works VALUES (?, ?)", (record.id, json.dumps(as_json(record))))
        if not known:
            title = fold(f"{record.title} {record.subtitle}")
            base.execute("INSERT INTO words VALUES (?, ?, ?)", (record.id, title, fold(" ".join(record.persons))))
        fold.cache_clear()
        number += 1
    return number


def _works(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as stream:
        if path.name.endswith(".jsonl.gz"):
            yield from (work for line in stream if line.strip() and isinstance(work := json.loads(line), dict))
            return
        whole = json.load(stream)
    items = whole.get("items", []) if isinstance(whole, dict) else whole
    yield from (work for work in items if isinstance(work, dict))


def told_of() -> dict[str, str]:
    """Of which moment the index is (`of`), and how many `works` it holds; empty without one."""
    return told_of_file(database(), _TOLD)


def look_up(questions: list[Question]) -> list[Answer]:
    """Crossref's answer, as of the dump, to each question that the index has a record for; silence on the others."""
    of = told_of().get("of")
    if not of:
        return []
    answers = []
    with opened(database()) as base:
        for question in questions:
            if question.registry == CROSSREF and (records := _find(base, question)):
                answers.append(Answer(CROSSREF, question.query, of, records))
    return answers


def _find(base: sqlite3.Connection, question: Question) -> tuple[Record, ...]:
    if question.query.startswith("doi:"):
        found = base.execute("SELECT record FROM works WHERE doi = ?", (question.about,)).fetchall()
    else:
        title, person, _ = question.about.split(" | ")
        words = re.findall(r"\w+", fold(title))[:_MOST_WORDS]
        name = (re.findall(r"\w+", fold(person)) or [""])[-1]
        wanted = " ".join(f'title:"{word}"' for word in words) + (f' persons:"{name}"' if name else "")
        found = base.execute(
            "SELECT record FROM works WHERE doi IN (SELECT doi FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?)",
            (wanted, _MOST_HITS),
        ).fetchall()
    return tuple(from_json(json.loads(record)) for (record,) in found)
