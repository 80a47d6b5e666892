"""The audit of very many papers on a cluster that exists (Dask): batches, and one file of results a batch.

A batch is audited on one machine of the cluster by `audit_many`, so that limits hold there and a bad paper costs itself
alone. Its results are one file, written when all of it is done: a machine that is lost costs the batch that it
was at, which the scheduler gives to another. Papers and results must be where all machines reach them under one path;
results may be at any address that fsspec knows.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from argmap.corpus.plan import Plan
from argmap.corpus.tables import WRITERS
from argmap.corpus.workers import audit_many
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.text import plural
from argmap.ground.unseen import on_one_line
from argmap.ground.version import VERSION

BATCH = 50
FORMATS = ("jsonl", "parquet")
HALF_WRITTEN = ".new"
"""What the name of a file of results ends with until all of it is written."""


def run_on_cluster(
    scheduler: str, papers: Sequence[Path], plan: Plan, target: str, form: str, told: Callable[[int], None]
) -> tuple[int, int]:
    """Audit the papers on the cluster whose scheduler is at an address; how many were audited now, and how many not.

    `target` is a folder, on a disk or at an address of fsspec's. A batch that is there already, of the same papers,
    options and version, is not done again. `told` hears how many more papers have a record. Raises ArgmapError where
    the scheduler does not answer, has no workers, or the cluster's packages are missing.
    """
    try:
        import fsspec  # noqa: F401 (which machines of the cluster need as well)
        from dask import distributed
    except ImportError as error:
        raise ArgmapError('A cluster needs more packages: pip install "argmap[cluster]", there and here.') from error
    try:
        client = distributed.Client(scheduler, timeout="15s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise ArgmapError(f"No scheduler answers at {scheduler}: {error}.") from error
    with client:
        if not client.scheduler_info()["workers"]:
            raise ArgmapError(f"The scheduler at {scheduler} has no workers. Start one: dask worker {scheduler}.")
        there = results_at(target)
        batches = [(name, batch) for name, batch in _batches(papers, plan, form) if name not in there]
        told(len(papers) - sum(len(batch) for _, batch in batches))
        futures = [
            client.submit(audit_batch, [str(p) for p in batch], plan, f"{target.rstrip('/')}/{name}", form, pure=False)
            for name, batch in batches
        ]
        audited = failed = 0
        lost: list[Exception] = []
        for future in distributed.as_completed(futures, loop=client.loop):
            done = _result(future)
            future.release()
            if isinstance(done, Exception):  # the batches that are left are none the worse
                lost.append(done)
                continue
            audited += done[0]
            failed += done[1]
            told(sum(done))
    if lost:
        raise ArgmapError(
            f"The cluster could not do {plural(len(lost), 'batch', 'batches')} of {len(futures):,}: "
            f"{type(lost[0]).__name__}: {lost[0]}. The others are kept, and the same command does what is missing."
        ) from lost[0]
    return audited, failed


def results_at(target: str) -> frozenset[str]:
    """The names of the files in the folder for results, which is made where it can be.

    Raises ArgmapError where the address is of a kind unknown here, or cannot be reached or written.
    """
    import fsspec

    try:
        files, folder = fsspec.core.url_to_fs(target)
        files.makedirs(folder, exist_ok=True)
        files.invalidate_cache()
        return frozenset(PurePosixPath(name).name for name in files.ls(folder, detail=False))
    except FileNotFoundError:
        return frozenset()  # object stores have no folder before there is something in it
    except Exception as error:  # each store has errors of its own
        raise ArgmapError(f"{target} cannot be used for results: {on_one_line(str(error))}.") from error


def _result(future: Any) -> tuple[int, int] | Exception:
    try:
        good, bad = future.result()
    except Exception as error:
        return error
    return good, bad


def audit_batch(papers: Sequence[str], plan: Plan, target: str, form: str) -> tuple[int, int]:
    """On a machine of the cluster: audit a batch and write its results as one file; how many were audited, and not."""
    import fsspec

    records = list(audit_many(papers, replace(plan, jobs=1)))
    data = io.BytesIO()
    WRITERS[form](records, data)
    files, path = fsspec.core.url_to_fs(target)
    # a half-written file must not be taken for a whole one
    files.pipe_file(f"{path}{HALF_WRITTEN}", data.getvalue())
    files.mv(f"{path}{HALF_WRITTEN}", path)
    good = sum(record["state"] == "audited" for record in records)
    return good, len(records) - good


def _batches(papers: Sequence[Path], plan: Plan, form: str) -> Iterator[tuple[str, Sequence[Path]]]:
    """Batches by name: a number for the order, and a sum of what is asked of which papers (name, size, time)."""
    for start in range(0, len(papers), BATCH):
        batch = papers[start : start + BATCH]
        told = [VERSION, plan.select, plan.ignore, [_stamp(paper) for paper in batch]]
        digest = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]
        yield f"papers-{start // BATCH:06}-{digest}.{form}", batch


def _stamp(paper: Path) -> tuple[str, int, int]:
    try:
        stat = paper.stat()
    except OSError:
        return str(paper), 0, 0
    return str(paper), stat.st_size, stat.st_mtime_ns
