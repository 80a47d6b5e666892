"""The records of many papers as files, and their summary as text for a terminal."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import Any

from argmap.corpus.records import STATES, Record, read_record, write_record
from argmap.corpus.summary import GroupLine, PaperLine, Summary, summarise
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
    most = len(summary.lines) if everything else _MOST
    blocks = []
    if summary.lines:
        blocks.append(_papers(summary, most))
    if summary.codes:
        blocks.append(_codes(summary, len(summary.codes) if everything else _MOST))
    if len(summary.formats) > 1:
        blocks.append(_groups("By format", summary.formats, most))
    if len(summary.folders) > 1:
        blocks.append(_groups("By folder", summary.folders, most))
    if len(summary.years) > 1:
        blocks.append(_groups("By year", summary.years, most))
    if len(summary.journals) > 1:
        blocks.append(_groups("By journal", summary.journals, most))
    if summary.works:
        blocks.append(_works(summary, len(summary.works) if everything else _MOST_WORKS))
    if summary.retracted:
        blocks.append(_retracted(summary, len(summary.retracted) if everything else _MOST))
    if summary.failed:
        blocks.append(_failed(summary, len(summary.failed) if everything else _MOST))
    return show_unseen("\n\n".join([*blocks, say_summary(summary)]) + "\n")


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


def _papers(summary: Summary, most: int) -> str:
    rows = ["errors  warnings  notes  candidates  not checkable  paper"]
    rows += [
        f"{line.errors:6,}  {line.warnings:8,}  {line.notes:5,}  {line.candidates:10,}  {line.unchecked:13,}  "
        f"{on_one_line(line.path)}"
        for line in summary.lines[:most]
    ]
    return "\n".join(rows + _more(len(summary.lines) - most, "paper"))


def _codes(summary: Summary, most: int) -> str:
    rows = ["papers  certain  candidates  not checkable  check"]
    rows += [
        f"{line.papers:6,}  {line.certain:7,}  {line.candidates:10,}  {line.unchecked:13,}  "
        f"{line.code} {line.slug.replace('-', ' ')}"
        for line in summary.codes[:most]
    ]
    return "\n".join(rows + _more(len(summary.codes) - most, "check"))


def _groups(title: str, groups: Sequence[GroupLine], most: int) -> str:
    rows = [f"{title}\npapers  certain  candidates  not audited"]
    rows += [
        f"{group.papers:6,}  {group.certain:7,}  {group.candidates:10,}  {group.failed:11,}  {on_one_line(group.name)}"
        for group in groups[:most]
    ]
    return "\n".join(rows + _more(len(groups) - most, "group"))


def _works(summary: Summary, most: int) -> str:
    rows = ["Works that several papers cite"]
    for work in summary.works[:most]:
        rows.append(f"{work.papers:6,}  {shorten(on_one_line(work.name), _WIDTH - 8)}")
        if work.differs:
            rows.append(f"        years given: {', '.join(f'{year} ({n})' for year, n in work.years[:6])}")
    return "\n".join(rows + _more(len(summary.works) - most, "work"))


def _retracted(summary: Summary, most: int) -> str:
    rows = [f"Works retracted or under concern ({CREDIT}, as they lie on this machine)"]
    for work in summary.retracted[:most]:
        rows.append(f"{len(work.papers):6,}  {shorten(on_one_line(work.name), _WIDTH - 8)}")
        told = f"{work.nature} of {work.date or 'no date'}: {_papers_named(work.papers)}"
        rows.append(f"        doi:{on_one_line(work.doi)}, {told}")
    return "\n".join(rows + _more(len(summary.retracted) - most, "work"))


def _papers_named(papers: Sequence[str]) -> str:
    return ", ".join(map(on_one_line, papers[:3])) + (f" and {len(papers) - 3:,} more" if len(papers) > 3 else "")


def _failed(summary: Summary, most: int) -> str:
    rows = ["Not audited"]
    for path, state, why in summary.failed[:most]:
        rows.append(f"  {on_one_line(path)}: {STATES[state]}. {on_one_line(why)}")
    return "\n".join(rows + _more(len(summary.failed) - most, "paper"))


def _more(number: int, noun: str) -> list[str]:
    return [f"… and {plural(number, f'more {noun}')}; --all shows them"] if number > 0 else []
