"""`argmap audit` of many papers: a run with its progress, and the summary of results."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from argmap.cli._exit import CLEAN, FOUND, REFUSED
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.text import plural
from argmap.ground.unseen import on_one_line, show_unseen

if TYPE_CHECKING:
    from argmap.corpus.plan import Plan
    from argmap.corpus.records import Record
    from argmap.corpus.summary import Counts, Tally

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
    from argmap.corpus.records import read_record

    if form not in FORMATS:
        raise ArgmapError(f"--format {form} is for one paper. For many there are {', '.join(FORMATS)}.")
    if output is None and (resume or form == "parquet"):
        what = "--resume goes on from a file" if resume else "--format parquet writes a file"
        raise ArgmapError(f"{what}; say which: -o FILE.")
    papers = find_papers(paths)
    try:
        with run.keeping(output, resume) as kept:
            if kept.before:
                click.echo(f"{plural(kept.before, 'paper is', 'papers are')} kept from before.", err=True)
            with _Progress(len(papers)) as told:
                places = run.run(papers, plan, told, kept)
            counts = _put_out(map(read_record, kept.lines(places)), form, output, everything)
    except KeyboardInterrupt:
        if output:
            again = f"the same command with --resume goes on from {show_unseen(str(run.part_of(output)))}."
            click.echo(f"\nargmap: what is done was kept; {again}", err=True)
        raise
    if output:
        run.finish(output)
    return _ending(counts, fail_on)


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
    from argmap.corpus.cluster import HALF_WRITTEN
    from argmap.corpus.summary import tallying
    from argmap.corpus.tables import read_records

    if form not in ("text", "html"):
        raise ArgmapError("--summary gives text or --format html.")
    with tallying() as tally:
        for path in results:
            for file in sorted(f for f in path.iterdir() if f.is_file()) if path.is_dir() else [path]:
                if path.is_dir() and file.name.endswith(HALF_WRITTEN):
                    click.echo(
                        f"argmap: {show_unseen(str(file))} is half written and left out; "
                        "the same command with --scheduler does what is missing.",
                        err=True,
                    )
                    continue
                for record in read_records(file):
                    # of a paper that was audited twice, the later record counts
                    tally.put(record)
        if not tally.counts().papers:
            raise ArgmapError("There is no record in these files: nothing was audited.")
        _write(_summary_of(tally, form, everything), output, tally)
    return CLEAN


def _put_out(records: Iterable[Record], form: str, output: Path | None, everything: bool) -> Counts:
    """Write what came of a run, record by record; how much there is of everything."""
    from argmap.corpus.summary import tallying
    from argmap.corpus.tables import WRITERS
    from argmap.ground.files import replacing

    with tallying() as tally:
        counted = map(tally.counted, records)
        if form not in WRITERS:
            for _ in counted:
                pass
            _write(_summary_of(tally, form, everything), output, tally)
        elif output is None:
            WRITERS[form](counted, sys.stdout.buffer)
        else:
            with replacing(output) as file:
                WRITERS[form](counted, file)
            _say_written(output, tally)
        return tally.counts()


def _summary_of(tally: Tally, form: str, everything: bool) -> str:
    from argmap.corpus.summary import MOST
    from argmap.corpus.tables import summary_text

    if form == "html":
        from argmap.corpus.page import render_summary

        return render_summary(tally.summary(MOST))
    return summary_text(tally.summary(None if everything else MOST), everything)


def _write(text: str, output: Path | None, tally: Tally) -> None:
    from argmap.ground.files import write_output

    if output is None:
        click.echo(text, nl=False)
        return
    write_output(output, text)
    _say_written(output, tally)


def _say_written(output: Path, tally: Tally) -> None:
    from argmap.corpus.tables import say_counts

    click.echo(show_unseen(f"{output} written. {say_counts(tally.counts())}"), err=True)


def _ending(counts: Counts, fail_on: str) -> int:
    """2 where a paper could not be audited, which nobody may take for a pass; else 1 where a finding weighs enough."""
    from argmap.ground.diagnostics import SEVERITIES

    if counts.audited < counts.papers:
        return REFUSED
    limit = SEVERITIES.index(fail_on) if fail_on != "never" else -1
    return FOUND if counts.heaviest is not None and counts.heaviest <= limit else CLEAN


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
