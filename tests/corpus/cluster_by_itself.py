"""The audit on a cluster: every paper once, whatever becomes of a worker, and nothing twice.

Dask leaves threads behind, beside which no reader can be given limits: `test_cluster.py` runs this in a process of its own.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from dask import distributed

from argmap.corpus import cluster
from argmap.corpus.plan import Plan
from argmap.corpus.tables import read_records
from argmap.ground.diagnostics import ArgmapError

TEXT = "Paper {n}\n\nLamps of the town number {n} burn all night, as the council says (Brandt 2010). Nobody likes the dark.\n"


@pytest.fixture
def local() -> object:
    """Two workers, each a process."""
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as started:
        yield started


def papers(folder: Path, number: int) -> list[Path]:
    folder.mkdir()
    for n in range(number):
        (folder / f"{n:03}.txt").write_text(TEXT.format(n=n))
    return sorted(folder.iterdir())


def results(folder: Path) -> list[str]:
    records = (r for file in sorted(folder.iterdir()) for r in read_records(file))
    return [Path(record["path"]).name for record in records]


def test_every_paper_is_accounted_for_once_though_a_worker_is_killed(
    local: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "BATCH", 5)
    there = papers(tmp_path / "papers", 60)
    (tmp_path / "papers" / "007.txt").write_bytes(b"")
    done: list[int] = []

    def kill_one() -> None:
        deadline = time.monotonic() + 60
        while sum(done) < 10 and time.monotonic() < deadline:
            time.sleep(0.05)
        os.kill(next(iter(local.workers.values())).process.pid, signal.SIGKILL)  # type: ignore[attr-defined]

    killer = threading.Thread(target=kill_one, daemon=True)
    killer.start()
    address = local.scheduler_address  # type: ignore[attr-defined]
    target = tmp_path / "results"
    assert cluster.run_on_cluster(address, there, Plan(), str(target), "jsonl", done.append) == (59, 1)
    killer.join()
    assert results(target) == [path.name for path in there]
    assert sum(done) == 60
    # nothing twice, and only the batch of a paper that changed
    assert cluster.run_on_cluster(address, there, Plan(), str(target), "jsonl", done.append) == (0, 0)
    there[3].write_text(TEXT.format(n=99))
    assert cluster.run_on_cluster(address, there, Plan(), str(target), "jsonl", done.append) == (5, 0)


def test_a_batch_that_cannot_be_done_costs_itself_alone(
    local: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "BATCH", 2)
    there = papers(tmp_path / "papers", 6)
    target = tmp_path / "results"
    name = [name for name, _ in cluster._batches(there, Plan(), "jsonl")][1]
    (target / f"{name}.new").mkdir(parents=True)
    address = local.scheduler_address  # type: ignore[attr-defined]
    with pytest.raises(ArgmapError, match="could not do 1 batch of 3"):
        cluster.run_on_cluster(address, there, Plan(), str(target), "jsonl", lambda _: None)
    (target / f"{name}.new").rmdir()
    assert results(target) == ["000.txt", "001.txt", "004.txt", "005.txt"]
    assert cluster.run_on_cluster(address, there, Plan(), str(target), "jsonl", lambda _: None) == (2, 0)
    assert results(target) == [path.name for path in there]


def test_the_command_writes_parquet_and_its_summary_reads_it(local: object, tmp_path: Path) -> None:
    papers(tmp_path / "papers", 4)
    address = local.scheduler_address  # type: ignore[attr-defined]
    command = [sys.executable, "-m", "argmap", "audit"]
    cluster_run = [*command, "papers", "--scheduler", address, "--format", "parquet", "--results", "results"]
    told = subprocess.run(cluster_run, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert "4 audited, 0 not" in told.stderr
    summary = subprocess.run(
        [*command, "--summary", "results"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "4 papers: 4 audited" in summary.stdout
