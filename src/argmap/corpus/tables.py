"""The records of many papers as files, and their summary as text for a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final, TypeVar

from argmap.corpus.records import STATES, Record, State, read_record, write_record
from argmap.corpus.summary import (
    CitedWork,
    CodeLine,
    Counts,
    GroupLine,
    PaperLine,
    RetractedWork,
    Rows,
    Summary,
    line_of,
)
from argmap.exchange.sheets import csv_lines
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import check_file
from argmap.ground.limited import Progress, read_limited
from argmap.ground.text import plural, shorten
from argmap.ground.unseen import on_one_line, show_unseen
from argmap.registries.retraction_watch import CREDIT

T = TypeVar("T")
_MOST = 20
_MOST_WORKS = 10
_WIDTH = 100
_PARQUET = b"PAR1"
_GROUP = 1_000
"""Rows of a Parquet file that are held at once, in writing."""
_BATCH = 100
"""And in reading."""
_LONGEST_LINE = 500_000_000
_MOST_COLUMNS, _MOST_IN_GROUP, _LARGEST_FOOTER = 200, 100_000, 100_000_000
"""Of a Parquet file; argmap's own have 36 columns and 1,000 rows in a group."""
_COLUMNS = (
    *("path", "state", "why not", "format", "title", "journal", "year", "language"),
    *("pages", "sentences", "notes", "citations", "works"),
    *("certain errors", "certain warnings", "certain notes", "candidates", "not checkable", "seconds"),
)


def write_jsonl(records: Iterable[Record], file: IO[bytes]) -> None:
    """One record a line."""
    file.writelines(write_record(record).encode() for record in records)


def write_csv(records: Iterable[Record], file: IO[bytes]) -> None:
    """One row a paper, with counts of what is shown by default; no cell is a formula."""
    file.writelines(csv_lines(_COLUMNS, map(_row, records)))


def _row(record: Record) -> tuple[str, ...]:
    line = line_of(record)
    counts = (*line.weight, line.unchecked) if record["state"] == "audited" else ("",) * 5
    values = (record["path"], record["state"], record["error"], record["format"], record["title"])
    about = (record["journal"], record["year"], record["language"])
    sizes = (record["pages"], record["sentences"], record["notes"], line.citations, line.works)
    return tuple("" if value is None else str(value) for value in (*values, *about, *sizes, *counts, record["seconds"]))


def write_parquet(records: Iterable[Record], file: IO[bytes]) -> None:
    """One row a paper, its findings and works as lists in it. Raises ArgmapError where pyarrow is missing."""
    pa, pq = _arrow()
    finding = pa.struct(
        [
            *((name, pa.string()) for name in ("code", "slug", "severity", "certainty")),
            *(("strength", pa.float64()), ("checkable", pa.bool_()), ("shown", pa.bool_()), ("message", pa.string())),
            ("because", pa.string()),
            *(("page", pa.int32()), ("line", pa.int32()), ("quote", pa.string())),
        ]
    )
    work = pa.struct(
        [("authors", pa.list_(pa.string())), *((name, pa.string()) for name in ("year", "title", "container", "doi"))]
    )
    schema = pa.schema(
        [
            *(
                (name, pa.string())
                for name in ("path", "key", "state", "error", "format", "title", "journal", "year", "language")
            ),
            *((name, pa.int32()) for name in ("pages", "sentences", "notes", "citations")),
            *(("seconds", pa.float64()), ("findings", pa.list_(finding)), ("works", pa.list_(work))),
            ("limits", pa.list_(pa.string())),
        ]
    )
    # names of any bytes have no place in Parquet's text
    plain = (read_record(write_record(record)) for record in records)
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        group = list(islice(plain, _GROUP))
        while True:
            writer.write_table(pa.Table.from_pylist(group, schema=schema))
            if not (group := list(islice(plain, _GROUP))):
                break


WRITERS: Final[Mapping[str, Callable[[Iterable[Record], IO[bytes]], None]]] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "parquet": write_parquet,
}


def read_records(path: Path) -> Iterator[Record]:
    """The records in a JSONL or Parquet file, one after the other.

    Raises ArgmapError where it cannot be read, or naming the line that is none.
    """
    name = show_unseen(str(path))
    try:
        check_file(path, sys.maxsize)
        with path.open("rb") as file:
            is_parquet = file.read(len(_PARQUET)) == _PARQUET
            file.seek(0)
            number = 0
            while not is_parquet and (line := file.readline(_LONGEST_LINE)):
                number += 1
                yield _read_line(line, f"{name}:{number}:1")
        if is_parquet:
            yield from _read_parquet(path, name)
    except OSError as error:
        raise ArgmapError(f"{name} cannot be read: {error.strerror or error}.") from error


def _read_line(line: bytes, place: str) -> Record:
    try:
        return read_record(line)
    except (ValueError, KeyError, RecursionError) as error:
        raise ArgmapError(
            f"{place}: this line is no record of `argmap audit`. Give a file that was written with "
            "--format jsonl or parquet."
        ) from error


def _read_parquet(path: Path, name: str) -> Iterator[Record]:
    """The rows of a table, some thousand at a time in a process with limits: a few kilobytes may hold any amount."""
    size = path.stat().st_size
    group: int | None = 0
    while group is not None:
        lines, group = read_limited(partial(_rows_from, path, name, group), size, name)
        for line in lines:
            try:
                yield read_record(line)
            except (LookupError, TypeError, ValueError) as error:
                raise ArgmapError(f"{name} holds no results of `argmap audit`: a row is no record.") from error


def _rows_from(path: Path, name: str, group: int, _progress: Progress | None) -> tuple[list[str], int | None]:
    """The rows of as many groups of a table, from one on, as make `_GROUP` rows; and the next group, if any is left."""
    pa, pq = _arrow()
    pa.set_memory_pool(pa.system_memory_pool())  # the others reserve more than a limit on memory leaves
    lines: list[str] = []
    try:
        with pq.ParquetFile(path, thrift_string_size_limit=_LARGEST_FOOTER) as table:
            groups, columns = table.metadata.num_row_groups, table.metadata.num_columns
            if columns > _MOST_COLUMNS:
                raise ValueError(f"it has {columns:,} columns")
            while group < groups and len(lines) < _GROUP:
                if table.metadata.row_group(group).num_rows > _MOST_IN_GROUP:
                    raise ValueError(f"a group of it has {table.metadata.row_group(group).num_rows:,} rows")
                for batch in table.iter_batches(batch_size=_BATCH, row_groups=[group], use_threads=False):
                    lines += map(json.dumps, batch.to_pylist())
                group += 1
    except MemoryError:
        raise
    # a table of anybody's may hold dates, bytes, numbers beyond Python's, or what pyarrow cannot read
    except (pa.ArrowException, ArithmeticError, LookupError, OSError, RuntimeError, TypeError, ValueError) as error:
        raise ArgmapError(f"{name} holds no results of `argmap audit`: {on_one_line(str(error))}.") from error
    return lines, group if group < groups else None


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ArgmapError('Parquet needs pyarrow: pip install "argmap[parquet]". JSONL needs nothing.') from error
    return pyarrow, pyarrow.parquet


def summary_text(summary: Summary, everything: bool = False) -> str:
    """The table for a terminal: the worst papers first, what fires, what many cite, what could not be audited."""
    retracted = f"Works retracted or under concern ({CREDIT}, as they lie on this machine)"
    codes = Rows(summary.codes, len(summary.codes))
    most, most_works = (None, None) if everything else (_MOST, _MOST_WORKS)
    blocks = (
        _block(_PAPERS, summary.lines, _paper, "paper", most),
        _block(_CHECKS, codes, _code, "check", most),
        *(_block(f"{title}\n{_GROUPS}", groups, _group, "group", most) for title, groups in summary.groups),
        _block("Works that several papers cite", summary.works, _work, "work", most_works),
        _block(retracted, summary.retracted, _retracted, "work", most),
        _block(BARE, summary.bare, _bare, "paper", most),
        _block("Not audited", summary.failed, _failed, "paper", most),
        say_counts(summary.counts),
        _NEXT if summary.counts.heaviest is not None else "",
    )
    return show_unseen("\n\n".join(filter(None, blocks)) + "\n")


def _block(head: str, rows: Rows[T], told: Callable[[T], str], noun: str, most: int | None) -> str:
    """A table with its head, at most so many rows of it; empty where there are no rows."""
    shown = [*map(told, rows.first[:most])]
    if rows.total > len(shown):
        shown.append(f"… and {plural(rows.total - len(shown), f'more {noun}')}; --all shows them")
    return "\n".join((head, *shown)) if shown else ""


def say_counts(counts: Counts) -> str:
    """What was audited and what came of it, in a line."""
    said = f"{plural(counts.papers, 'paper')}: {counts.audited:,} audited"
    if failed := counts.papers - counts.audited:
        said += f", {failed:,} not"
    certain, candidates = plural(counts.certain, "certain finding"), plural(counts.candidates, "candidate")
    said += f". {certain}, {candidates} to be judged by a person"
    return said + (f"; nothing found in {plural(counts.clean, 'paper')}." if counts.clean else ".")


BARE: Final = "Neither a citation nor a listed work was seen: they cite nothing, or in a way that was not read"
_NEXT = "`argmap audit PAPER` says what was found in one, the same command with `-o PAGE.html` what was found in each."
_PAPERS = "errors  warnings  notes  candidates  not checkable  paper"
_CHECKS = "papers  certain  candidates  not checkable  check"
_GROUPS = "papers  certain  candidates  not audited"


def _paper(line: PaperLine) -> str:
    counts = f"{line.errors:6,}  {line.warnings:8,}  {line.notes:5,}  {line.candidates:10,}  {line.unchecked:13,}"
    return f"{counts}  {on_one_line(line.path)}"


def _code(line: CodeLine) -> str:
    counts = f"{line.papers:6,}  {line.certain:7,}  {line.candidates:10,}  {line.unchecked:13,}"
    return f"{counts}  {line.code} {line.slug.replace('-', ' ')}"


def _group(line: GroupLine) -> str:
    counts = f"{line.papers:6,}  {line.certain:7,}  {line.candidates:10,}  {line.failed:11,}"
    return f"{counts}  {on_one_line(line.name)}"


def _work(work: CitedWork) -> str:
    told = f"{work.papers:6,}  {shorten(on_one_line(work.name), _WIDTH - 8)}"
    years = ", ".join(f"{year} ({number})" for year, number in work.years[:6])
    return f"{told}\n        years given: {years}" if work.differs else told


def _retracted(work: RetractedWork) -> str:
    named = ", ".join(map(on_one_line, work.papers[:3]))
    more = f" and {len(work.papers) - 3:,} more" if len(work.papers) > 3 else ""
    told = f"{len(work.papers):6,}  {shorten(on_one_line(work.name), _WIDTH - 8)}"
    return f"{told}\n        doi:{on_one_line(work.doi)}, {work.nature} of {work.date or 'no date'}: {named}{more}"


def _bare(path: str) -> str:
    return f"  {on_one_line(path)}"


def _failed(paper: tuple[str, State, str]) -> str:
    path, state, why = paper
    return f"  {on_one_line(path)}: {STATES[state]}. {on_one_line(why)}"
