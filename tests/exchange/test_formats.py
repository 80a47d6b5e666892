"""The table of formats: each line leads to code, and the documentation has it."""

from __future__ import annotations

import os
import re
import time
from importlib import import_module
from pathlib import Path

import pytest

from argmap.exchange import aif
from argmap.exchange.formats import (
    FORMATS,
    HOLDS,
    as_markdown,
    as_text,
    format_called,
    format_of,
    read_foreign,
)
from argmap.exchange.loss import LossReport
from argmap.ground import limited
from argmap.ground.diagnostics import ArgmapError
from commands import argmap

_ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.name)
def test_each_format_has_its_code_and_words(known):
    assert known.reads or known.writes
    for place in filter(None, (known.reads, known.writes)):
        module, _, function = place.partition(":")
        assert callable(getattr(import_module(module), function))
    assert set(known.holds) <= set(HOLDS)
    assert known.suffixes and all(suffix.startswith(".") for suffix in known.suffixes)


def test_names_are_given_once():
    assert len({known.name for known in FORMATS}) == len(FORMATS)


def test_the_documentation_has_the_table():
    assert as_markdown(FORMATS) in (_ROOT / "docs" / "exchange.md").read_text()


def test_the_command_tells_of_all(tmp_path):
    assert argmap(tmp_path, "formats").stdout == as_text(FORMATS)
    assert argmap(tmp_path, "formats", "aif").stdout.startswith("aif: ")


def test_an_unknown_format_is_answered_with_the_nearest():
    with pytest.raises(ArgmapError, match='Did you mean "aif"'):
        format_called("aiff")


def test_a_file_that_tells_no_format_is_refused():
    with pytest.raises(ArgmapError, match="does not tell its format"):
        format_of(Path("x.json"), b"{}")
    assert format_of(Path("x.json"), b'{"nodes": [{"nodeID": 1}]}').name == "aif"
    assert format_of(Path("x.json"), b'{"AIF": {"nodes": [{"nodeID": 1}]}}').name == "xaif"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.canvas", "JSON Canvas, for Obsidian: this is written and not read"),
        ("a.GRAPHML", "networkx: this is written and not read"),
        ("a.mmd", "wikis: this is written and not read"),
        ("a.mup", "ends as no format that argmap reads. If it is one of aif, "),
        ("a.opml", "draw the argument anew with `argmap serve`"),
        ("works.bib", "ends as no format that argmap reads"),
    ],
)
def test_a_file_of_a_program_that_is_not_read_is_told_what_to_do(name, said):
    with pytest.raises(ArgmapError, match=re.escape(said)):
        format_of(Path(name), b"<map/>")


@pytest.mark.parametrize("known", [known for known in FORMATS if known.reads], ids=lambda known: known.name)
def test_a_file_that_is_too_large_or_no_file_is_refused_before_it_is_read(known, tmp_path):
    path = tmp_path / f"huge{known.suffixes[0]}"
    with path.open("wb") as stream:
        stream.truncate(known.largest + 1)
    done = argmap(tmp_path, "import", known.name, path.name, "d")
    assert done.returncode == 2 and "larger than" in done.stderr
    assert argmap(tmp_path, "import", known.name, "/dev/zero", "d").returncode == 2
    assert not (tmp_path / "d").exists()


def test_what_was_read_is_kept_changed_or_lost():
    loss = LossReport()
    assert loss.sentence() == "There was nothing to keep."
    loss.keep("statement", 2)
    assert loss.complete and loss.sentence() == "Kept 2 of 2 statements. Nothing was lost."
    loss.change("statement", "7", "it has no words")
    for number in range(30):
        loss.lose("turn", str(number), "there is no place for it")
    assert loss.read("statement") == 3 and loss.read("turn") == 30
    assert loss.sentence() == (
        "Kept 3 of 3 statements. 1 statement was changed: it has no words. "
        "30 turns were left out: there is no place for it."
    )
    document = loss.as_json()
    assert document["kinds"]["turn"] == {"read": 30, "kept": 0, "changed": 0, "lost": 30}
    assert document["told"][1]["number"] == 30 and len(document["told"][1]["ids"]) == 20


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
def test_a_file_that_a_reader_does_not_end_with_is_refused(tmp_path, monkeypatch):
    def endless(*_):
        time.sleep(60)

    monkeypatch.setattr(aif, "read", endless)
    monkeypatch.setattr(limited, "can_limit", lambda: True)  # whatever threads other tests have left
    monkeypatch.setattr(limited, "SECONDS", 1)
    monkeypatch.setattr(limited, "_WAITS_TIMES", 0.1)
    (tmp_path / "a.json").write_bytes(b'{"nodes": [{"nodeID": 1}]}')
    with pytest.raises(ArgmapError, match="takes more than 1 seconds to read"):
        read_foreign("auto", tmp_path / "a.json")
