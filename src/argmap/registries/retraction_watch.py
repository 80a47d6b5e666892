"""The Retraction Watch data, which Crossref publishes as one CSV file, looked up on this machine.

Some 69,000 rows become a small SQLite file in the person's cache: a work is found by its DOI or PubMed number in
microseconds, and nobody learns what was looked for. Columns after the published file: dates are month/day/year,
reasons end with semicolons, "unavailable" and 0 are no identifiers.
"""

from __future__ import annotations

import csv
import io
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.person import cache_folder
from argmap.registries import RETRACTION_WATCH
from argmap.registries.answers import Answer
from argmap.registries.local_data import TOLD, opened
from argmap.registries.local_data import told_of as told_of_file
from argmap.registries.questions import Question
from argmap.registries.records import Nature, Notice, Record
from argmap.sources.identifiers import asked_doi

CREDIT = "Retraction Watch data, by the Center for Scientific Integrity and Crossref"
_NATURES: dict[str, Nature] = {
    "retraction": "retraction",
    "expression of concern": "concern",
    "correction": "correction",
    "reinstatement": "reinstatement",
}
_COLUMNS = frozenset(
    (
        "RetractionDate",
        "RetractionDOI",
        "OriginalPaperDOI",
        "OriginalPaperPubMedID",
        "RetractionNature",
        "Reason",
    )
)
_SCHEMA = f"""
{TOLD}
CREATE TABLE notices (doi TEXT, pmid TEXT, nature TEXT, date TEXT, notice TEXT, reasons TEXT);
"""


@dataclass(frozen=True, slots=True)
class Built:
    """What was made of a file: rows taken, and passed over since they name no work or nature."""

    rows: int
    passed_over: int


def database() -> Path:
    """Where the Retraction Watch data lie, or would."""
    return cache_folder() / "retraction-watch.sqlite"


def build(data: bytes, of: str, etag: str = "") -> Built:
    """Put a CSV file in the place of what was there; `of` is the moment of which the data are, as answers are dated.

    Raises ArgmapError where it is not such a file, or the cache cannot be written; what was there stays then.
    """
    text = data.decode("utf-8-sig", errors="replace")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = _COLUMNS - set(reader.fieldnames or ())
    if missing:
        raise ArgmapError(f"This is not the file of Retraction Watch: it has no column {', '.join(sorted(missing))}.")
    place = database()
    fresh = place.with_name(f"{place.name}.{os.getpid()}.new")
    taken = passed = 0
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        with closing(sqlite3.connect(fresh)) as base:
            base.executescript(_SCHEMA)
            for row in _rows(reader):
                if row is None:
                    passed += 1
                else:
                    base.execute("INSERT INTO notices VALUES (?, ?, ?, ?, ?, ?)", row)
                    taken += 1
            base.executemany("INSERT INTO told VALUES (?, ?)", [("of", of), ("etag", etag), ("rows", str(taken))])
            base.execute("CREATE INDEX by_doi ON notices (doi)")
            base.execute("CREATE INDEX by_pmid ON notices (pmid)")
            base.commit()
        if not taken:
            raise ArgmapError("This file of Retraction Watch holds no notice; what was there before was kept.")
        fresh.replace(place)
    except (OSError, sqlite3.Error, csv.Error) as error:
        raise ArgmapError(f"The data of Retraction Watch cannot be kept in {place.parent}: {error}.") from error
    finally:
        fresh.unlink(missing_ok=True)
    return Built(taken, passed)


def _rows(reader: csv.DictReader[str]) -> Iterator[tuple[str, str, str, str, str, str] | None]:
    for row in reader:
        value = {name: (row.get(name) or "").strip() for name in _COLUMNS}
        nature = _NATURES.get(value["RetractionNature"].casefold())
        doi, pmid = asked_doi(value["OriginalPaperDOI"]), _number(value["OriginalPaperPubMedID"])
        if nature is None or not (doi or pmid):
            yield None
            continue
        if nature == "retraction" and re.search(r"retract and replace", value["Reason"], re.IGNORECASE):
            nature = "replacement"
        reasons = ";".join(part.strip() for part in value["Reason"].split(";") if part.strip())
        yield doi, pmid, nature, _date(value["RetractionDate"]), asked_doi(value["RetractionDOI"]), reasons


def _number(text: str) -> str:
    return text if text.isdecimal() and text.strip("0") else ""


def _date(text: str) -> str:
    """``3/9/2026 0:00`` as 2026-03-09; empty where it is no date."""
    american = re.match(r"(\d{1,2})/(\d{1,2})/(\d{4})\b", text)
    if american:
        month, day, year = (int(part) for part in american.groups())
        return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""
    plain = re.match(r"\d{4}-\d\d-\d\d", text)
    return plain[0] if plain else ""


def told_of() -> dict[str, str]:
    """Of which moment the data are (`of`), how many `rows`, and the `etag` they came with; empty without data."""
    return told_of_file(database())


def look_up(questions: list[Question]) -> list[Answer]:
    """The answer of the data on this machine to each question (`doi:…`, `pmid:…`); none where there are no data."""
    of = told_of().get("of")
    if not of:
        return []
    answers = []
    with opened(database()) as base:
        for question in questions:
            column = "pmid" if question.query.startswith("pmid:") else "doi"
            found = base.execute(
                f"SELECT nature, date, notice, reasons FROM notices WHERE {column} = ? ORDER BY date, nature, notice",  # noqa: S608
                (question.about,),
            )
            notices = tuple(
                Notice(nature, date, notice, RETRACTION_WATCH, tuple(part for part in reasons.split(";") if part))
                for nature, date, notice, reasons in found
            )
            records = (Record(question.about, notices=notices),) if notices else ()
            answers.append(Answer(RETRACTION_WATCH, question.query, of, records))
    return answers
