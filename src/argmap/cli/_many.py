"""`argmap audit` of many papers: a run with its progress, and the summary of results."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from argmap.cli._exit import CLEAN, FOUND, REFUSED
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.text import plural
from argmap.ground.unseen import on_one_line, show_unseen

if TYPE_CHECKING:
    from argmap.corpus.records import Record
    from argmap.corpus.run import Plan

_LARGEST_RESULTS = 4_000_000_000
FORMATS = ("text", "jsonl", "csv", "html", "parquet")
OWN_FORMATS = ("jsonl", "parquet")
"""Those that only many papers have."""


def are_many(paths: Sequence[Path], form: str) -> bool:
    """Whether the papers are audited as many: several are named, a folder or a pattern is, or the format is theirs."""
    from argmap.corpus.papers import is_pattern

    first = paths[0]
    return len(paths) > 1 or form in OWN_FORMATS or first.is_dir() or (is_pattern(first) and not first.exists())


def audit_papers(
    paths: Sequence[Path], form: str, output: Path | None, plan: Plan, *, resume: bool, fail_on: str, everything: bool
) -> int:
    """Audit them all and write what came of it; the exit code. What is done is kept when the run is interrupted."""
    from argmap.corpus import run
    from argmap.corpus.papers import find_papers

    if form not in FORMATS:
        raise ArgmapError(f"--format {form} is for one paper. For many there are {', '.join(FORMATS)}.")
    if output is None and (resume or form == "parquet"):
        what = "--resume goes on from a file" if resume else "--format parquet writes a file"
        raise ArgmapError(f"{what}; say which: -o FILE.")
    papers = find_papers(paths)
    known = run.begin(output, resume) if output else []
    if known:
        click.echo(f"{plural(len(known), 'paper is', 'papers are')} kept from before.", err=True)
    try:
        with _Progress(len(papers)) as told:
            records = run.run(papers, plan, told, run.part_of(output) if output else None, known)
    except KeyboardInterrupt:
        if output:
            again = f"the same command with --resume goes on from {show_unseen(str(run.part_of(output)))}."
            click.echo(f"\nargmap: what is done was kept; {again}", err=True)
        raise
    _put_out(records, form, output, everything, run.finish)
    return _ending(records, fail_on)


def audit_on_cluster(scheduler: str, paths: Sequence[Path], form: str, output: str | None, plan: Plan) -> int:
    """Audit them on a cluster, results to a folder; the exit code."""
    from argmap.corpus.cluster import FORMATS as WRITTEN
    from argmap.corpus.cluster import run_on_cluster
    from argmap.corpus.papers import find_papers

    if form not in WRITTEN or output is None:
        raise ArgmapError(
            "--scheduler writes a folder of results; say which, and as what: --format jsonl --results FOLDER."
        )
    # machines of the cluster stand in folders of their own
    papers = find_papers([path.absolute() for path in paths])
    target = output if "://" in output else str(Path(output).absolute())
    bar: Any = click.progressbar
    with bar(length=len(papers), label="Auditing", file=sys.stderr) as shown:
        audited, failed = run_on_cluster(scheduler, papers, plan, target, form, shown.update)
    before = len(papers) - audited - failed
    kept = f", {plural(before, 'paper was', 'papers were')} there already" if before else ""
    click.echo(
        f"{show_unseen(output)}: {audited:,} audited, {failed:,} not{kept}. "
        "`argmap audit --summary` with this folder says what the results say together.",
        err=True,
    )
    return REFUSED if failed else CLEAN


def summarise_results(results: Sequence[Path], form: str, output: Path | None, everything: bool) -> int:
    """What the results of earlier runs say together, as text or as a page; the exit code."""
    from argmap.corpus.tables import read_records
    from argmap.ground.files import write_output

    if form not in ("text", "html"):
        raise ArgmapError("--summary gives text or --format html.")
    files = [
        file
        for path in results
        for file in (sorted(f for f in path.iterdir() if f.is_file()) if path.is_dir() else [path])
    ]
    # of a paper that was audited twice, the later record counts
    latest = {r["path"]: r for file in files for r in read_records(_read(file), show_unseen(str(file)))}
    records = list(latest.values())
    if not records:
        raise ArgmapError("There is no record in these files: nothing was audited.")
    _put_out(records, form, output, everything, write_output)
    return CLEAN


def _read(path: Path) -> bytes:
    from argmap.ground.files import read_file

    try:
        return read_file(path, _LARGEST_RESULTS)
    except OSError as error:
        raise ArgmapError(f"{show_unseen(str(path))} cannot be read: {error.strerror or error}.") from error


def _put_out(
    records: Sequence[Record], form: str, output: Path | None, everything: bool, write: Callable[[Path, bytes], object]
) -> None:
    from argmap.corpus import tables
    from argmap.corpus.summary import summarise

    data: bytes
    if form == "jsonl":
        data = tables.records_jsonl(records)
    elif form == "csv":
        data = tables.records_csv(records)
    elif form == "parquet":
        data = tables.records_parquet(records)
    elif form == "html":
        from argmap.corpus.page import render_summary

        data = render_summary(summarise(records)).encode()
    else:
        data = tables.summary_text(summarise(records), everything).encode()
    if output is None:
        click.echo(data, nl=False)
        return
    write(output, data)
    click.echo(show_unseen(f"{output} written. {tables.say_summary(summarise(records))}"), err=True)


def _ending(records: Sequence[Record], fail_on: str) -> int:
    """2 where a paper could not be audited, which nobody may take for a pass; else 1 where a finding weighs enough."""
    from argmap.findings.finding import SEVERITIES

    if any(record["state"] != "audited" for record in records):
        return REFUSED
    limit = SEVERITIES.index(fail_on) if fail_on != "never" else -1
    heavy = any(f["shown"] and SEVERITIES.index(f["severity"]) <= limit for r in records for f in r["findings"])
    return FOUND if heavy else CLEAN


class _Progress:
    """A bar on a terminal, else a line a paper, on standard error."""

    def __init__(self, papers: int) -> None:
        self._papers = papers
        bar: Any = click.progressbar
        self._bar = bar(length=papers, label="Auditing", file=sys.stderr) if sys.stderr.isatty() else None

    def __enter__(self) -> Callable[[int, Record], None]:
        if self._bar is not None:
            self._bar.__enter__()
        return self._told

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.__exit__(*error)

    def _told(self, done: int, record: Record) -> None:
        if self._bar is not None:
            self._bar.update(done - self._bar.pos)
            return
        findings = [f for f in record["findings"] if f["shown"]]
        certain = sum(f["certainty"] == "certain" and f["checkable"] for f in findings)
        guessed = sum(f["certainty"] == "candidate" and f["checkable"] for f in findings)
        came = f"{certain} certain, {plural(guessed, 'candidate')}" if record["state"] == "audited" else record["state"]
        click.echo(f"[{done:,}/{self._papers:,}] {on_one_line(record['path'])}: {came}", err=True)
