"""The answers kept: one sorted line each, merged by git line by line, never lost, never taken on trust."""

import json
import subprocess

import pytest

from argmap.ground.diagnostics import ArgmapError
from argmap.registries import STORE
from argmap.registries.answers import Answer, keep_answers, line_of, parse_line, read_answers
from argmap.registries.records import Notice, Record

DAY = "2026-11-{:02}T10:00:00Z"


def answer(query="doi:10.1000/x", day=1, records=(Record("10.1000/x", "On trade", years=(2010,)),), **more):
    return Answer("crossref", query, DAY.format(day), tuple(records), **more)


def test_a_line_says_all_of_an_answer():
    full = Record(
        "10.1000/x", "On trade", "A survey", ("Smith, Anna",), ("Roe, Jo",), (2009, 2010), "journal-article", ("Trade",),
        "1-9", (Notice("retraction", "2012-01-01", "10.1000/r", "publisher", ("+Error",)),),
        (Notice("correction", doi="10.1000/y"),), "10.1000/p", "mEDRA",
    )  # fmt: skip
    told = answer(records=(full,))
    assert parse_line(line_of(told)) == told and "\n" not in line_of(told)


def test_lines_are_sorted_and_the_later_answer_stands(tmp_path):
    keep_answers(tmp_path, [answer("doi:10.1000/z"), answer("doi:10.1000/a")])
    keep_answers(tmp_path, [answer("doi:10.1000/z", 3, ())])
    lines = (tmp_path / STORE).read_text("utf-8").splitlines()
    assert lines == sorted(lines) and len(lines) == 2
    assert read_answers(tmp_path).get("crossref", "doi:10.1000/z").records == ()


def test_nothing_is_certain_before_it_was_said_twice(tmp_path):
    keep_answers(tmp_path, [answer(day=1, records=())])
    assert not read_answers(tmp_path).get("crossref", "doi:10.1000/x").sure_of_nothing
    keep_answers(tmp_path, [answer(day=2, records=())])
    known = read_answers(tmp_path).get("crossref", "doi:10.1000/x")
    assert known.sure_of_nothing and known.since == DAY.format(1)
    keep_answers(tmp_path, [answer(day=3)])
    assert not read_answers(tmp_path).get("crossref", "doi:10.1000/x").sure_of_nothing


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "<<<<<<< ours",
        '{"registry": "crossref"}',
        '{"registry": "crossref", "query": "doi:1", "asked": "yesterday"}',
        '{"registry": "crossref", "query": "doi:1", "asked": "2026-13-01T00:00:00Z"}',
        '{"registry": "crossref", "query": "doi:1", "asked": "2026-11-01T00:00:00Z", "records": 3}',
        '{"registry": "crossref", "query": "doi:1", "asked": "2026-11-01T00:00:00Z", "records": [{}]}',
        '{"registry": "crossref", "query": "doi:1", "asked": "2026-11-01T00:00:00Z", "records": [{"id": "x", "years": ["2"]}]}',
        '{"registry": "crossref", "query": "\\ud800", "asked": "2026-11-01T00:00:00Z"}',
        '{"registry": "c", "query": "d", "asked": "2026-11-01T00:00:00Z", "records": [{"id": "x", "notices": [{"nature": "fun"}]}]}',
        "[" * 100_000,
    ],
)
def test_a_line_that_is_no_answer_is_told_and_kept(tmp_path, line):
    (tmp_path / "sources").mkdir()
    (tmp_path / STORE).write_text(f"{line}\n{line_of(answer())}\n", "utf-8")
    known = read_answers(tmp_path)
    assert len(known.by_question) == 1 and [d.code for d in known.diagnostics] == ["REG009"]
    if line.startswith("<"):
        with pytest.raises(ArgmapError, match="merge conflict"):
            keep_answers(tmp_path, [answer("doi:10.1000/y")])
    else:
        keep_answers(tmp_path, [answer("doi:10.1000/y")])
        assert line in (tmp_path / STORE).read_text("utf-8").splitlines()


def test_what_a_person_wrote_into_gitattributes_stays(tmp_path):
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / ".gitattributes").write_text("*.pdf binary", "utf-8")
    keep_answers(tmp_path, [answer()])
    keep_answers(tmp_path, [answer("doi:10.1000/y")])
    assert (tmp_path / "sources" / ".gitattributes").read_text("utf-8") == "*.pdf binary\nregistry.jsonl merge=union\n"


def git(folder, *arguments):
    run = subprocess.run(
        ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *arguments],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("begun", [True, False], ids=["one file on both sides", "a file of each side's own"])
def test_two_branches_merge_without_a_conflict(tmp_path, begun):
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "notes.md").write_text("x\n")
    if begun:
        keep_answers(tmp_path, [answer(f"doi:10.1000/{n}", 1) for n in range(20)])
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "begin")
    git(tmp_path, "checkout", "-qb", "other")
    # both ask again about the same works, and each about works of its own between them
    keep_answers(tmp_path, [answer(f"doi:10.1000/{n}", 3, ()) for n in range(12)])
    keep_answers(tmp_path, [answer(f"doi:10.1000/{n}o", 3) for n in range(12)])
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "other")
    git(tmp_path, "checkout", "-q", "main")
    keep_answers(tmp_path, [answer(f"doi:10.1000/{n}", 2, ()) for n in range(12)])
    keep_answers(tmp_path, [answer(f"doi:10.1000/{n}m", 2) for n in range(12)])
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "main")
    git(tmp_path, "merge", "-q", "other")
    text = (tmp_path / STORE).read_text("utf-8")
    assert "<<<<" not in text and "====" not in text
    known = read_answers(tmp_path)
    assert not known.diagnostics
    ids = {query for _, query in known.by_question}
    assert {f"doi:10.1000/{n}{who}" for n in range(12) for who in ("", "o", "m")} <= ids
    again = known.get("crossref", "doi:10.1000/3")
    assert again.asked == DAY.format(3) and again.records == () and again.sure_of_nothing
    keep_answers(tmp_path, [])
    lines = (tmp_path / STORE).read_text("utf-8").splitlines()
    assert lines == sorted(lines) and len(lines) == len(ids) and all(map(json.loads, lines))
