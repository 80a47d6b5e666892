"""The records of many papers as files, and their summary as text for a terminal."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from argmap.corpus.records import STATES, Record, State, read_record, write_record
from argmap.corpus.summary import (
    CitedWork,
    CodeLine,
    GroupLine,
    PaperLine,
    RetractedWork,
    Summary,
    summarise,
)
from argmap.exchange.sheets import Column, Table, to_csv
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.text import plural, shorten
from argmap.ground.unseen import on_one_line, show_unseen
from argmap.registries.retraction_watch import CREDIT

_MOST = 20
_MOST_WORKS = 10
_WIDTH = 100
_PARQUET = b"PAR1"
_COLUMNS = (
    *(
        "path",
        "state",
        "why not",
        "format",
        "title",
        "journal",
        "year",
        "language",
        "pages",
        "sentences",
        "notes",
        "citations",
    ),
    *("certain errors", "certain warnings", "certain notes", "candidates", "not checkable", "seconds"),
)


def records_jsonl(records: Sequence[Record]) -> bytes:
    """One record a line."""
    return "".join(map(write_record, records)).encode()


def records_csv(records: Sequence[Record]) -> bytes:
    """One row a paper, with counts of what is shown by default; no cell is a formula."""
    lines = {line.path: line for line in summarise(records).lines}
    return to_csv(Table("papers", tuple(Column(name, 12) for name in _COLUMNS), tuple(_row(r, lines) for r in records)))


def _row(record: Record, lines: dict[str, PaperLine]) -> tuple[str, ...]:
    line = lines.get(record["path"])
    counts = (line.errors, line.warnings, line.notes, line.candidates, line.unchecked) if line else ("",) * 5
    values = (record["path"], record["state"], record["error"], record["format"], record["title"])
    about = (record["journal"], record["year"], record["language"])
    sizes = (record["pages"], record["sentences"], record["notes"], record["citations"])
    return tuple("" if value is None else str(value) for value in (*values, *about, *sizes, *counts, record["seconds"]))


def records_parquet(records: Sequence[Record]) -> bytes:
    """One row a paper, its findings and works as lists in it. Raises ArgmapError where pyarrow is missing."""
    pa, pq = _arrow()
    finding = pa.struct(
        [
            *((name, pa.string()) for name in ("code", "slug", "severity", "certainty")),
            *(("strength", pa.float64()), ("checkable", pa.bool_()), ("shown", pa.bool_()), ("message", pa.string())),
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
    plain = [read_record(write_record(record)) for record in records]
    written = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(plain, schema=schema), written, compression="zstd")
    return written.getvalue()


def read_records(data: bytes, name: str) -> list[Record]:
    """The records in a JSONL or Parquet file. Raises ArgmapError naming the line that is none."""
    if data.startswith(_PARQUET):
        _, pq = _arrow()
        try:
            return [read_record(json.dumps(row)) for row in pq.read_table(io.BytesIO(data)).to_pylist()]
        except (ValueError, KeyError, OSError) as error:  # pyarrow's own errors are ValueErrors or OSErrors
            raise ArgmapError(f"{name} holds no results of `argmap audit`: {on_one_line(str(error))}.") from error
    records = []
    for number, line in enumerate(data.splitlines(), 1):
        try:
            records.append(read_record(line))
        except (ValueError, KeyError, RecursionError) as error:
            raise ArgmapError(
                f"{name}:{number}:1: this line is no record of `argmap audit`. Give a file that was written with "
                "--format jsonl or parquet."
            ) from error
    return records


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
    blocks = (
        _block(_PAPERS, map(_paper, summary.lines), "paper", everything),
        _block(_CHECKS, map(_code, summary.codes), "check", everything),
        *(_block(f"{title}\n{_GROUPS}", map(_group, groups), "group", everything) for title, groups in summary.groups),
        _block("Works that several papers cite", map(_work, summary.works), "work", everything, _MOST_WORKS),
        _block(retracted, map(_retracted, summary.retracted), "work", everything),
        _block("Not audited", map(_failed, summary.failed), "paper", everything),
        say_summary(summary),
    )
    return show_unseen("\n\n".join(filter(None, blocks)) + "\n")


def _block(head: str, rows: Iterable[str], noun: str, everything: bool, most: int = _MOST) -> str:
    """A table with its head, cut where not everything is asked for; empty where there are no rows."""
    told = list(rows)
    more = 0 if everything else len(told) - most
    if more > 0:
        told[most:] = [f"… and {plural(more, f'more {noun}')}; --all shows them"]
    return "\n".join((head, *told)) if told else ""


def say_summary(summary: Summary) -> str:
    """What was audited and what came of it, in a line."""
    certain = sum(line.errors + line.warnings + line.notes for line in summary.lines)
    candidates = sum(line.candidates for line in summary.lines)
    clean = sum(line.weight == (0, 0, 0, 0) for line in summary.lines)
    said = f"{plural(summary.papers, 'paper')}: {summary.audited:,} audited"
    if summary.failed:
        said += f", {len(summary.failed):,} not"
    said += f". {plural(certain, 'certain finding')}, {plural(candidates, 'candidate')} to be judged by a person"
    return said + (f"; nothing found in {plural(clean, 'paper')}." if clean else ".")


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


def _failed(paper: tuple[str, State, str]) -> str:
    path, state, why = paper
    return f"  {on_one_line(path)}: {STATES[state]}. {on_one_line(why)}"
