"""The review log: nothing is lost, whoever writes, whatever stands in it."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.editing.recording import record_verdict
from argmap.ground.diagnostics import ArgmapError
from argmap.project import load
from argmap.reviews import Verdict, append_verdict, fingerprint, read_log, remove_verdict
from argmap.reviews.agenda import review_agenda
from commands import a_copy

PRINT = fingerprint("claim", {"claim": "It is so."})


def verdict(subject: str = "a", date: str = "2026-01-01T00:00:00+00:00", **more: str) -> Verdict:
    return Verdict(subject, PRINT, more.pop("verdict", "supports"), more.pop("reviewer", "R"), date, **more)


def test_a_verdict_comes_back_as_it_was_given(tmp_path: Path):
    given_ = Verdict("a", PRINT, "partly", "Ë. Ş.", "2026-01-01T00:00:00+00:00", "note – «x»", {"claim": "It is so."})
    append_verdict(tmp_path / "reviews.jsonl", given_)
    assert read_log(tmp_path / "reviews.jsonl", "reviews.jsonl").verdicts == (given_,)


def test_lines_are_sorted_so_that_branches_merge(tmp_path: Path):
    log = tmp_path / "reviews.jsonl"
    for subject in ("c", "a", "b"):
        append_verdict(log, verdict(subject))
    assert [json.loads(line)["subject"] for line in log.read_text().splitlines()] == ["a", "b", "c"]


def test_the_latest_verdict_on_a_subject_counts(tmp_path: Path):
    log = tmp_path / "reviews.jsonl"
    append_verdict(log, verdict(date="2026-02-01T00:00:00+00:00", verdict="contradicts"))
    append_verdict(log, verdict(date="2026-01-01T00:00:00+00:00"))
    assert read_log(log, "x").latest()["a"].verdict == "contradicts"


def test_a_verdict_can_be_taken_back(tmp_path: Path):
    log = tmp_path / "reviews.jsonl"
    append_verdict(log, verdict("a"))
    append_verdict(log, verdict("b"))
    assert remove_verdict(log, verdict("a"))
    assert not remove_verdict(log, verdict("a"))
    assert [v.subject for v in read_log(log, "x").verdicts] == ["b"]


def write_in_a_process(log: Path, name: str, count: int) -> subprocess.Popen[bytes]:
    def write() -> None:
        for number in range(count):
            append_verdict(log, Verdict(f"{name}-{number}", PRINT, "supports", name, "2026-01-01T00:00:00+00:00"))
            print(number, flush=True)

    return subprocess.Popen(["a copy"], preexec_fn=a_copy(write), stdout=subprocess.PIPE)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
def test_two_processes_that_write_at_once_lose_nothing(tmp_path: Path):
    log = tmp_path / "reviews.jsonl"
    writers = [write_in_a_process(log, name, 60) for name in ("one", "two")]
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    subjects = {v.subject for v in read_log(log, "x").verdicts}
    assert subjects == {f"{name}-{number}" for name in ("one", "two") for number in range(60)}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("rounds", [2, pytest.param(5, marks=pytest.mark.long)])
def test_a_writer_that_is_killed_leaves_every_verdict_it_reported(tmp_path: Path, rounds: int):
    log = tmp_path / "reviews.jsonl"
    for round_ in range(rounds):
        writer = write_in_a_process(log, f"r{round_}", 10_000)
        assert writer.stdout is not None
        reported = [int(writer.stdout.readline()) for _ in range(3 + round_)]
        time.sleep(0.002 * round_)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        read = read_log(log, "x")
        assert read.diagnostics == ()
        assert {f"r{round_}-{number}" for number in reported} <= {v.subject for v in read.verdicts}
    append_verdict(log, verdict("after"))  # the lock of the dead holds nobody up
    assert [path.name for path in tmp_path.iterdir()] == ["reviews.jsonl"]


def test_a_writer_leaves_nothing_behind_but_the_log(tmp_path: Path):
    append_verdict(tmp_path / "reviews.jsonl", verdict())
    if sys.platform != "win32":
        assert [path.name for path in tmp_path.iterdir()] == ["reviews.jsonl"]


def test_writers_lose_nothing_where_folders_cannot_be_locked(tmp_path: Path, monkeypatch):
    import fcntl

    real = fcntl.flock

    def refuse_folders(what: int, how: int) -> None:
        if stat.S_ISDIR(os.fstat(what).st_mode):
            raise OSError(9, "Bad file descriptor")
        real(what, how)

    monkeypatch.setattr(fcntl, "flock", refuse_folders)
    append_verdict(tmp_path / "reviews.jsonl", verdict("a"))
    append_verdict(tmp_path / "reviews.jsonl", verdict("b"))
    assert len(read_log(tmp_path / "reviews.jsonl", "x").verdicts) == 2


def test_a_folder_that_may_not_be_written_is_an_error_and_no_traceback(tmp_path: Path):
    (tmp_path / "claims").write_text("a file, not a folder")
    with pytest.raises(ArgmapError, match="cannot be written"):
        append_verdict(tmp_path / "claims" / "reviews.jsonl", verdict())


def test_a_log_that_is_a_folder_is_reported(tmp_path: Path):
    (tmp_path / "reviews.jsonl").mkdir()
    assert [d.code for d in read_log(tmp_path / "reviews.jsonl", "x").diagnostics] == ["REV010"]
    with pytest.raises(ArgmapError, match="cannot be"):
        append_verdict(tmp_path / "reviews.jsonl", verdict())


def test_dates_count_as_moments_and_not_as_text(tmp_path: Path):
    log = tmp_path / "reviews.jsonl"
    append_verdict(log, verdict(date="2026-01-01T01:00:00+02:00", verdict="supports"))
    append_verdict(log, verdict(date="2026-01-01T00:00:00Z", verdict="contradicts"))
    assert read_log(log, "x").latest()["a"].verdict == "contradicts"


def line_with(**fields: object) -> str:
    """A verdict of the log in which these fields are otherwise."""
    good = {"subject": "a", "fingerprint": PRINT, "verdict": "supports", "reviewer": "R", "date": "2026-01-01"}
    return json.dumps({**good, **fields})


HOSTILE = {
    "not json": "{",
    "a list": "[]",
    "a number": "1e999",
    "deep nesting": "[" * 100_000,
    "a huge line": '"' + "x" * 2_000_000 + '"',
    "an unknown verdict": line_with(verdict="great"),
    "a number for a text": line_with(subject=3),
    "a list for the note": line_with(note=[]),
    "a false fingerprint": line_with(fingerprint="v1:0"),
    "a date that is none": line_with(date="soon"),
    "seen that is no table": line_with(seen=["x"]),
    "seen with numbers": line_with(seen={"claim": 3}),
    "no reviewer": line_with(reviewer=""),
    "a huge number": '{"subject": ' + "9" * 100_000 + "}",
    "half a character": line_with(reviewer="\ud800"),
    "half a character alone": '{"subject": "\\ud800"}',
    "a byte order mark": "\ufeff{}",
    "a merge conflict": "<<<<<<< HEAD",
    "the middle of a merge conflict": "=======",
    "the base of a merge conflict": "||||||| 1234567",
}


def test_the_line_that_is_changed_is_a_good_one(tmp_path: Path):
    (tmp_path / "reviews.jsonl").write_text(line_with() + "\n")
    assert read_log(tmp_path / "reviews.jsonl", "reviews.jsonl").diagnostics == ()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_bad_line_is_reported_and_the_others_are_read(tmp_path: Path, name: str):
    line, code = HOSTILE[name], "REV011" if "conflict" in name else "REV010"
    log = tmp_path / "reviews.jsonl"
    append_verdict(log, verdict("good"))
    log.write_text(log.read_text() + line + "\n")
    read = read_log(log, "reviews.jsonl")
    assert [d.code for d in read.diagnostics] == [code]
    assert [v.subject for v in read.verdicts] == ["good"]
    assert read.diagnostics[0].span is not None and read.diagnostics[0].span.line == 2


def test_bad_lines_survive_the_next_verdict(tmp_path: Path):
    log = tmp_path / "reviews.jsonl"
    log.write_bytes(b'{"half": \n\xff\xfe not utf-8\n')
    append_verdict(log, verdict("a"))
    lines = log.read_bytes().split(b"\n")
    assert b'{"half": ' in lines and b"\xff\xfe not utf-8" in lines


def test_a_verdict_is_recorded_without_reading_those_that_are_there(make_project, monkeypatch):
    project = make_project("## a {conclusion}\n\nIt is so.\n")
    bad = b'not json\n{"half": "\xff\xfe"}\n'
    project.review_log.write_bytes(bad)
    monkeypatch.setattr("argmap.reviews.log._parse_line", None)
    again = load(project.root)
    record_verdict(again, "a", "accepted", reviewer="R")
    lines = project.review_log.read_bytes().splitlines()
    assert lines == sorted(lines) and len(lines) == 3 and set(bad.splitlines()) < set(lines)


def test_nothing_is_written_into_a_merge_conflict(tmp_path: Path):
    log = tmp_path / "reviews.jsonl"
    log.write_text("<<<<<<< HEAD\n")
    with pytest.raises(ArgmapError, match="merge conflict"):
        append_verdict(log, verdict())
    assert log.read_text() == "<<<<<<< HEAD\n"


@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_read_without_an_exception(tmp_path_factory, data: bytes):
    log = tmp_path_factory.mktemp("log") / "reviews.jsonl"
    log.write_bytes(data)
    read = read_log(log, "reviews.jsonl")
    assert len(read.verdicts) + len(read.diagnostics) <= data.count(b"\n") + 1


@given(st.text(max_size=60))
def test_white_space_and_composition_do_not_change_a_fingerprint(text: str):
    spaced = "  ".join(text.split()) + "\n"
    assert fingerprint("claim", {"claim": text}) == fingerprint("claim", {"claim": spaced})


def test_parts_and_kinds_keep_fingerprints_apart():
    prints = {
        fingerprint("claim", {"claim": "a b"}),
        fingerprint("step", {"claim": "a b"}),
        fingerprint("claim", {"claim": "a", "note": "b"}),
        fingerprint("claim", {"claim": "a b c"}),
    }
    assert len(prints) == 4


def test_what_changed_comes_before_what_nobody_judged_and_what_was_judged_last(make_project) -> None:
    claims = "# S\n\n## a\n\nOne.\n\n## b\n\nTwo.\n\n## c\n\nThree.\n"
    project = make_project(claims)
    record_verdict(project, "a", "accepted", reviewer="R")
    record_verdict(project, "c", "accepted", reviewer="R")
    now = make_project(claims.replace("Three", "Four"))
    assert [j.subject.id for j in review_agenda(now.argument, now.judgements, {})] == ["c", "b"]
    assert [j.subject.id for j in review_agenda(now.argument, now.judgements, {}, everything=True)] == ["c", "b", "a"]
