"""Many papers at once: which files are papers, what becomes of a bad one, order, going on, and the files that come of it."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest

from argmap import audit_many, cli
from argmap.checks.registry import _CHECKS
from argmap.corpus import records as record_module
from argmap.corpus import run as runs
from argmap.corpus import worker, workers
from argmap.corpus.papers import find_papers
from argmap.corpus.plan import Plan
from argmap.corpus.records import Record, failure, key_of, read_record, record_of, write_record
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.limited import TooLong
from argmap.outputs.audit import audit
from commands import a_copy, argmap

PAPER = """A paper about lamps {number}

Lamps of the town number {number} burn all night. The council counted them in the spring.[1] Nobody likes the dark
(Brandt 2010). It was said that lamps attract thieves, and that they are dear.

References

[1] Keller, Anna. Walking at night in the valley. Ebersau: Talverlag, 2014.
"""

whole = record_module.record_of


def record_of_a_bad_one(path: Path, *options: tuple[str, ...]) -> Record:
    """The record of a paper that does to the process that audits it what papers have done, told by its name."""
    if path.name == "hangs.txt":
        time.sleep(600)
    if path.name == "spins.txt":
        while True:
            pass
    if path.name == "crashes.txt":
        os.kill(os.getpid(), signal.SIGSEGV)
    if path.name == "leaves.txt":
        os._exit(7)
    if path.name == "eats.txt":
        _ = [bytearray(50_000_000) for _ in range(400)]
    if path.name == "check-eats.txt":
        eating = replace(_CHECKS["TXT021"], run=lambda _: [bytearray(50_000_000) for _ in range(400)])
        with mock.patch.dict(_CHECKS, TXT021=eating):
            return whole(path, *options)
    if path.name == "child.txt":
        path.with_suffix(".pid").write_text(str(subprocess.Popen(["sleep", "600"]).pid))
        time.sleep(600)
    if path.name == "reader.txt":
        with mock.patch.object(audit, "audit_paper", side_effect=TooLong("It takes more time to read than it may.")):
            return whole(path, *options)
    if path.name == "breaks.txt":
        raise ValueError("a mistake")
    while path.name.startswith("waits") and not path.with_suffix(".go").exists():
        time.sleep(0.02)
    if path.name.startswith("slow"):
        time.sleep(0.4)
    return whole(path, *options)


def papers(folder: Path, *names: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for number, name in enumerate(names, 1):
        (folder / name).write_text(PAPER.format(number=number), encoding="utf-8")
    return [folder / name for name in names]


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers are copies of the process that begins them, where it can be copied, and load nothing anew."""

    class Copy(subprocess.Popen[bytes]):
        def __init__(self, command: list[str], **how: Any) -> None:
            arguments = command[command.index("argmap.corpus.worker") + 1 :]
            super().__init__(command, preexec_fn=a_copy(worker.main, *arguments), **how)

    stand_in = SimpleNamespace(Popen=Copy, PIPE=subprocess.PIPE, DEVNULL=subprocess.DEVNULL)
    monkeypatch.setattr(workers, "subprocess", stand_in)


@pytest.fixture
def bad(copied: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers of certain names do to their process what papers have done."""
    if not hasattr(os, "fork"):
        pytest.skip("needs a system that can fork")
    monkeypatch.setattr(record_module, "record_of", record_of_a_bad_one)


def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return argmap(cwd or Path.cwd(), "audit", *arguments)


# Which files are papers


def test_papers_below_a_folder_are_those_that_can_be_read_once_and_in_order(tmp_path: Path) -> None:
    papers(tmp_path, "b.txt", "a.txt", ".hidden.txt", "~$b.docx", "note.doc")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "c.tex").write_text("\\documentclass{article}")
    (tmp_path / "deep" / "part.tex").write_text("\\section{A part of another}")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "round").symlink_to(tmp_path)
    found = find_papers([tmp_path / "b.txt", tmp_path, tmp_path / "note.doc", tmp_path / "l*.txt"])
    assert [str(p.relative_to(tmp_path)) for p in found] == ["b.txt", "a.txt", "deep/c.tex", "note.doc", "link.txt"]
    rarer = [tmp_path / "deep" / name for name in ("d.fodt", "e.nxml", "f.qmd", "g.TEXT")]
    for paper in rarer:
        paper.touch()
    assert find_papers([tmp_path / "deep"])[1:] == tuple(rarer)


@pytest.mark.parametrize("named", ["nowhere.txt", "no*thing.txt", "[", "empty"])
def test_a_path_that_leads_to_no_paper_is_told(named: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ArgmapError, match=r"does not exist|No paper lies"):
        find_papers([tmp_path / named])


# What becomes of a bad one


BAD_ONES = {
    "hangs.txt": ("too long", "more than 3 seconds"),
    "spins.txt": ("too long", "more than 3 seconds"),
    "crashes.txt": ("crashed", "SIGSEGV"),
    "leaves.txt": ("crashed", "exit code 7"),
    "eats.txt": ("too large", "more than 200 MB"),
    "check-eats.txt": ("too large", "more than 200 MB"),
    "reader.txt": ("too long", "to read than it may"),
    "breaks.txt": ("fault", "ValueError: a mistake"),
    "empty.txt": ("refused", "empty"),
    "gone.txt": ("refused", "gone.txt"),
}


@pytest.mark.parametrize(
    "bad_ones",
    [
        # of each way in which a process ends, one
        pytest.param(["hangs.txt", "crashes.txt", "eats.txt", "breaks.txt", "empty.txt", "gone.txt"], id="a few"),
        pytest.param([*BAD_ONES], id="all", marks=pytest.mark.long),
    ],
)
def test_a_bad_paper_costs_itself_alone(bad: None, tmp_path: Path, bad_ones: list[str]) -> None:
    names = [name for bad_one in bad_ones for name in (f"before-{bad_one}", bad_one)]
    there = papers(tmp_path / "papers", *names, "last.txt")
    (tmp_path / "papers" / "empty.txt").write_bytes(b"")
    (tmp_path / "papers" / "gone.txt").unlink()
    records = list(audit_many(there, jobs=2, seconds=3, memory=200_000_000))
    assert [record["path"] for record in records] == [str(path) for path in there]
    for path, record in zip(there, records, strict=True):
        state, says = BAD_ONES.get(path.name, ("audited", ""))
        assert record["state"] == state and says in (record["error"] or ""), record
        assert bool(record["findings"]) == (state == "audited")


@pytest.mark.skipif(sys.platform == "win32", reason="groups of processes are POSIX's")
@pytest.mark.parametrize(("jobs", "order"), [(None, [1, 2, 0]), (1, [0, 1, 2])])
def test_a_paper_that_only_waits_keeps_no_processor_from_the_others_unless_a_person_said_how_many_at_once(
    bad: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int | None, order: list[int]
) -> None:
    monkeypatch.setattr(workers, "_LONG", 0.2)
    monkeypatch.setattr(workers, "_processors", lambda: 1)
    named = papers(tmp_path / "papers", "waits.txt", "a.txt", "b.txt")
    go = named[0].with_suffix(".go")
    came = []
    if jobs:
        threading.Timer(0.6, go.touch).start()
    for number, record in workers.audit_as_done(named, Plan(jobs=jobs, seconds=60)):
        assert record["state"] == "audited"
        came.append(number)
        if len(came) == 2:
            go.touch()
    assert came == order


def test_what_a_hanging_paper_started_ends_with_it(bad: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = papers(tmp_path / "papers", "child.txt")
    begun = one.with_suffix(".pid")

    class OverOnceItHasBegun(threading.Timer):
        def run(self) -> None:
            while not self.finished.wait(0.01) and not (begun.exists() and begun.read_text()):
                pass
            self.interval = 0
            super().run()

    monkeypatch.setattr(threading, "Timer", OverOnceItHasBegun)
    (record,) = audit_many([one], seconds=60)
    assert record["state"] == "too long"
    child = int(begun.read_text())
    with pytest.raises(ProcessLookupError):
        for _ in range(100):
            os.kill(child, 0)
            if "\nState:\tZ" in Path(f"/proc/{child}/status").read_text():
                raise ProcessLookupError
            time.sleep(0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_a_worker_whose_command_was_killed_ends_by_itself(
    bad: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = papers(tmp_path / "papers", "hangs.txt")
    monkeypatch.setattr(worker, "_GRACE", 0)
    begun = subprocess.Popen(["a copy"], preexec_fn=a_copy(worker.main, "1000000000"), stdin=subprocess.PIPE)
    assert begun.stdin is not None
    asked = {"path": str(one), "select": [], "ignore": [], "seconds": 1}
    begun.stdin.write(json.dumps(asked).encode() + b"\n")
    begun.stdin.flush()
    assert begun.wait(60) == -signal.SIGALRM
    begun.stdin.close()


def test_papers_are_told_of_as_they_are_done(bad: None, tmp_path: Path) -> None:
    there = papers(tmp_path / "papers", "waits-1.txt", "a.txt", "b.txt", "slow-2.txt", "c.txt")
    heard: list[str] = []
    for number, record in workers.audit_as_done(there, Plan(jobs=2)):
        assert record["path"] == str(there[number])
        heard.append(there[number].name)
        if heard[-1] == "b.txt":
            there[0].with_suffix(".go").touch()
    assert sorted(heard) == sorted(path.name for path in there)
    assert heard.index("a.txt") < heard.index("waits-1.txt")


def test_an_answer_in_the_last_moment_costs_the_next_paper_nothing(
    copied: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = papers(tmp_path / "papers", "a.txt", "b.txt")
    ended_after = workers._ended_after

    @contextmanager
    def ended_once_it_has_answered(seconds: float, process: subprocess.Popen[bytes]) -> Iterator[threading.Event]:
        with ended_after(seconds, process) as late:
            yield late
            if seconds == 99:
                workers._kill(process)
                late.set()

    monkeypatch.setattr(workers, "_ended_after", ended_once_it_has_answered)
    assert [record["state"] for record in audit_many(there, jobs=1, seconds=99)] == ["audited"] * 2


@pytest.mark.long
def test_whoever_takes_only_the_first_leaves_no_process_behind(tmp_path: Path) -> None:
    there = papers(tmp_path / "papers", *(f"{n}.txt" for n in range(400)))
    first = audit_many(there, jobs=2)
    assert next(iter(first))["state"] == "audited"
    assert children()
    del first
    deadline = time.monotonic() + 10
    while children() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not children()


def children() -> list[str]:
    """The workers that this process has begun."""
    command = ["ps", "--ppid", str(os.getpid()), "-o", "args="]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)
    return [line for line in listed.stdout.splitlines() if "argmap.corpus.worker" in line]


# Records


def test_a_record_says_what_the_audit_of_the_one_paper_says(tmp_path: Path) -> None:
    paper = papers(tmp_path, "a.txt")[0]
    record = record_of(paper)
    told = json.loads(run(str(paper), "--format", "json").stdout)
    assert [f["message"] for f in record["findings"] if f["shown"]] == [f["message"] for f in told["findings"]]
    assert (record["format"], record["language"], record["citations"]) == ("text", "en", 2)
    assert [work["authors"] for work in record["works"]] == [["Keller, Anna"]]
    assert read_record(write_record(record)) == record


def test_the_key_tells_another_text_and_other_options_apart(tmp_path: Path) -> None:
    one, other = papers(tmp_path, "a.txt", "b.txt")
    assert key_of(one) == key_of(one) != key_of(other)
    assert len({key_of(one), key_of(one, select=("CIT",)), key_of(one, ignore=("CIT",))}) == 3
    assert key_of(one, select=("CIT", "TXT")) == key_of(one, select=("TXT", "CIT"))


@pytest.mark.long
def test_a_run_holds_of_each_paper_only_the_place_of_its_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "a long reason " * 1_000

    def many(paths: list[Path], _: object) -> Iterator[tuple[int, Record]]:
        for number in reversed(range(len(paths))):
            yield number, failure(paths[number], "", "refused", f"{number} {long}")

    monkeypatch.setattr(runs, "audit_as_done", many)
    there = [tmp_path / f"{n}.txt" for n in range(1_000)]
    with runs.keeping(tmp_path / "out", False) as kept:
        tracemalloc.start()
        places = runs.run(there, Plan(), lambda *_: None, kept)
        paths = [json.loads(line)["path"] for line in kept.lines(places)]
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert paths == [str(path) for path in there]
    assert peak < 2_000_000


# The command


def test_a_bibliography_above_the_papers_is_read_where_the_person_allows_it(copied: None, tmp_path: Path) -> None:
    (tmp_path / "works.bib").write_text("@book{ager, author={Ager, S.}, title={Weirs}, year=2010}\n")
    texts = {
        "paper.tex": "\\documentclass{article}\\begin{document}Weirs hold \\cite{ager}, dams \\cite{moos}.\n\\bibliography{../works}\\end{document}",
        "paper.md": "---\nbibliography: ../works.bib\n---\n\nWeirs hold [@ager], dams [@moos].\n",
    }
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        for paper, text in texts.items():
            (tmp_path / folder / paper).write_text(text)
    for paper in texts:
        alone = run(f"one/{paper}", cwd=tmp_path)
        assert "outside the paper's folder, which `--allow-outside` allows" in " ".join(
            f"{alone.stdout}{alone.stderr}".split()
        )
        assert run(f"one/{paper}", "--allow-outside", cwd=tmp_path).returncode in (0, 1)
    for allowed, works in (((), 0), (("--allow-outside",), 1)):
        told = run("one", "two", "--jobs", "1", "--format", "jsonl", "-o", "all.jsonl", *allowed, cwd=tmp_path)
        assert told.returncode in (0, 1, 2), told.stderr
        records = [read_record(line) for line in (tmp_path / "all.jsonl").read_bytes().splitlines()]
        assert [len(record["works"]) for record in records] == [works] * 4


def test_formats_hold_the_same_papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow", reason="needs pyarrow (the parquet extra)")
    from argmap.corpus.tables import read_records

    papers(tmp_path / "papers", "a.txt", "=b.txt", "c.txt")
    (tmp_path / "papers" / "c.txt").write_bytes(b"")
    records: list[Record] = []
    for form in ("jsonl", "csv", "parquet", "html"):
        told = run("papers", "--jobs", "1", "--format", form, "-o", f"out.{form}", cwd=tmp_path)
        assert told.returncode == 2, told.stderr
        assert "3 papers: 2 audited, 1 not" in told.stderr
        assert not (tmp_path / f"out.{form}.part").exists()
        records = records or [read_record(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
        answer_with(records, monkeypatch)
    assert [record["path"] for record in records] == ["papers/=b.txt", "papers/a.txt", "papers/c.txt"]
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
    assert [(row["path"], row["state"]) for row in rows] == [(r["path"], r["state"]) for r in records]
    again = read_records(tmp_path / "out.parquet")
    assert [without_time(record) for record in again] == [without_time(record) for record in records]
    assert "Nothing is known of these" in (tmp_path / "out.html").read_text()


def answer_with(records: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    """What processes found once stands for what they would find again in every other format."""
    monkeypatch.setattr(runs, "audit_as_done", lambda *_: (yield from enumerate(records)))


def without_time(record: Record) -> dict[str, object]:
    return {name: value for name, value in record.items() if name != "seconds"}


@pytest.mark.long
def test_an_interrupted_run_goes_on_and_does_nothing_twice(bad: None, tmp_path: Path) -> None:
    papers(tmp_path / "papers", *(f"slow-{n:02}.txt" for n in range(12)))
    auditing = a_copy(cli.main, "audit", "papers", "--jobs", "2", "--format", "jsonl", "-o", "out.jsonl")
    process = subprocess.Popen(
        ["a copy"], preexec_fn=auditing, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stderr is not None
    for _ in range(4):
        process.stderr.readline()
    process.send_signal(signal.SIGINT)
    said = process.stderr.read()
    assert process.wait(20) == 130
    assert "--resume" in said
    kept = len((tmp_path / "out.jsonl.part").read_bytes().splitlines())
    assert 4 <= kept < 12
    assert not (tmp_path / "out.jsonl").exists()
    with (tmp_path / "out.jsonl.part").open("a") as file:
        file.write('{"path": "papers/slow')  # as a pulled plug leaves it
    resumed = ["audit", "papers", "--jobs", "1", "--format", "jsonl", "-o", "out.jsonl", "--resume"]
    again = argmap(tmp_path, *resumed)
    assert again.stderr.count("slow-") == 12 - kept
    records = [read_record(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    assert [record["path"] for record in records] == [f"papers/slow-{n:02}.txt" for n in range(12)]
    (tmp_path / "papers" / "slow-03.txt").write_text(PAPER.format(number=99))
    third = argmap(tmp_path, *resumed)
    assert third.stderr.count("slow-") == 1 and "slow-03" in third.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("papers", "--format", "sarif"), "is for one paper"),
        (("papers", "--resume"), "say which: -o FILE"),
        (("papers", "--format", "parquet"), "say which: -o FILE"),
        (("papers/a.txt", "--resume", "-o", "x"), "for many papers"),
        (("papers", "--certain"), "for one paper"),
        (("papers", "nowhere.pdf"), "does not exist"),
        (("papers/a.txt", "--summary"), "a.txt:1:1"),
    ],
)
def test_what_does_not_go_together_is_refused(arguments: tuple[str, ...], says: str, tmp_path: Path) -> None:
    papers(tmp_path / "papers", "a.txt", "b.txt")
    told = run(*arguments, cwd=tmp_path)
    assert told.returncode == 2
    assert says in told.stderr and "Traceback" not in told.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="file systems of other systems take no such name")
def test_names_of_any_bytes_come_through(copied: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / os.fsdecode(b"a\xff\x1b[2J\n<b>.txt")).write_text(PAPER.format(number=1))
    (folder / "b.txt").write_text(PAPER.format(number=2))
    for form in ("jsonl", "text", "csv", "html"):
        told = run("papers", "--jobs", "1", "--format", form, cwd=tmp_path)
        assert told.returncode in (0, 1), told.stderr
        assert "\x1b" not in told.stdout + told.stderr
        assert "<b>" not in told.stdout or form != "html"
        if form == "jsonl":
            answer_with([read_record(line) for line in told.stdout.encode().splitlines()], monkeypatch)
