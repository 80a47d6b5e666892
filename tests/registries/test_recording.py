"""What registries answered can be recorded and played back, here and where somebody has the network."""

import json
import os
import shutil
from pathlib import Path

import pytest
from stand_in_registries import StandIn, serving, work
from test_lookup import TITLE, entry, project, states

from argmap.project import load
from argmap.registries import STORE
from commands import argmap

RECORDINGS = Path(os.environ.get("ARGMAP_CORPORA", "/nowhere")) / "registries" / "recordings"
WORKS = (
    entry("a", "10.1000/a"),
    entry("b", "10.1000/b", title="Fishing rights on the lower Elbe since 1500"),
    entry("c", title="The ferries of the middle Rhine and their tolls"),
    entry("none", "10.9999/n"),
)


@pytest.fixture
def recorded(tmp_path, monkeypatch, quick):
    """A recording of one run, and what that run kept."""
    (tmp_path / "first").mkdir()
    root = project(tmp_path / "first", *WORKS)
    with serving(StandIn([work("10.1000/a", TITLE, [("Smith", "Anna")], 2010)])) as held:
        monkeypatch.setenv("ARGMAP_REGISTRIES", held.address)
        done = argmap(root, "lookup", "--yes", "--now", "--record", str(tmp_path / "r.jsonl"))
        assert done.returncode == 0, done.stderr
        asked = list(held.asked)
    return tmp_path / "r.jsonl", root, asked


def test_a_recording_has_each_request_and_plays_back_to_the_same_answers(recorded, tmp_path, monkeypatch):
    file, root, asked = recorded
    lines = [json.loads(line) for line in file.read_text("ascii").splitlines()]
    assert sorted(f"/{line['registry']}{line['path']}" for line in lines) == sorted(asked)
    monkeypatch.setenv("ARGMAP_REGISTRIES", "http://127.0.0.1:9")  # nobody is there
    (tmp_path / "second").mkdir()
    again = project(tmp_path / "second", *WORKS)
    done = argmap(again, "lookup", "--now", "--replay", str(file))
    assert done.returncode == 0, done.stderr
    assert states(again) == states(root) and states(again)["none"] == "not-registered"
    assert {line["asked"] for line in lines} >= {
        json.loads(line)["asked"] for line in (again / STORE).read_text("utf-8").splitlines()
    }, "dated by the recording"


def test_what_a_recording_lacks_is_no_answer(recorded, tmp_path):
    (tmp_path / "third").mkdir()
    root = project(tmp_path / "third", entry("new", "10.1000/new"))
    done = argmap(root, "lookup", "--replay", str(recorded[0]))
    assert done.returncode == 1 and "the recording has no such request" in done.stderr
    assert not (root / STORE).exists()


@pytest.mark.parametrize("text", ["", "{}\n", "[1]\n", "nothing\n", '{"registry": "crossref", "path": 1}\n'])
def test_what_is_no_recording_is_told(tmp_path, text):
    (tmp_path / "r.jsonl").write_text(text, "utf-8")
    done = argmap(project(tmp_path, *WORKS), "lookup", "--replay", str(tmp_path / "r.jsonl"))
    assert done.returncode == 2 and "recording" in done.stderr.lower()


@pytest.mark.parametrize("file", sorted(RECORDINGS.glob("*.jsonl")), ids=lambda path: path.stem)
def test_real_bibliographies_raise_no_false_warning(tmp_path, file):
    """The bibliographies are of works that exist: a warning on one was judged by hand, and stands in `NAME.true`."""
    root = project(tmp_path)
    shutil.copy(file.with_suffix(".bib"), root / "sources" / "works.bib")
    assert argmap(root, "lookup", "--replay", str(file)).exit_code == 0
    judged = file.with_suffix(".true")
    true = judged.read_text("utf-8").split() if judged.exists() else []
    told = {key for key, s in load(root).standings.items() if s.state in ("another-work", "not-registered")}
    assert told <= set(true)
