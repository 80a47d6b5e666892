"""Runs the tests of `cluster_by_itself.py` in a process of their own, and asks for a cluster that is not there."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from argmap.ground.diagnostics import ArgmapError

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="needs dask (the cluster extra)"
)


@needs_dask
@pytest.mark.long
def test_a_cluster_accounts_for_every_paper_once(tmp_path: Path) -> None:
    tests = Path(__file__).with_name("cluster_by_itself.py")
    options = ("-q", "-p", "no:cacheprovider", "-o", "addopts=", "--basetemp", str(tmp_path / "own"))
    command = [sys.executable, "-m", "pytest", *options, str(tests)]
    told = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tests.parents[2])
    assert told.returncode == 0, told.stdout[-5000:]
    assert "3 passed" in told.stdout


@needs_dask
@pytest.mark.long
def test_a_scheduler_that_does_not_answer_is_told(tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text("Lamps of the town burn all night, as the council says (Brandt 2010).\n")
    where = ("--scheduler", "tcp://127.0.0.1:9", "--results", "results", "--format", "jsonl")
    command = [sys.executable, "-m", "argmap", "audit", ".", *where]
    told = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert told.returncode == 2 and "No scheduler answers at" in told.stderr
    assert "Traceback" not in told.stderr


@needs_dask
@pytest.mark.parametrize(
    ("ls", "found"),
    [
        (FileNotFoundError("results/run"), frozenset()),
        (["results/run/a.jsonl", "results/run/b.jsonl"], {"a.jsonl", "b.jsonl"}),
        (PermissionError("Access\nDenied"), "store://results/run cannot be used for results: Access Denied"),
        (RuntimeError("no credentials"), "no credentials"),
    ],
)
def test_results_at_an_object_store_need_no_folder(ls: object, found: object) -> None:
    fsspec = pytest.importorskip("fsspec")
    from argmap.corpus.cluster import results_at

    class Store(fsspec.AbstractFileSystem):
        protocol = "store"
        cachable = False

        def ls(self, path: str, detail: bool = True, **_: object) -> object:
            if isinstance(ls, Exception):
                raise ls
            return ls

    fsspec.register_implementation("store", Store, clobber=True)
    if isinstance(found, str):
        with pytest.raises(ArgmapError, match=found):
            results_at("store://results/run")
    else:
        assert results_at("store://results/run") == found
    with pytest.raises(ArgmapError, match="cannot be used for results"):
        results_at("nosuchstore://results")
