"""The word lists of natural languages: one loader, one folder a tongue, and what the tongue of a paper decides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import argmap
from argmap.tongues.lists import lists_of, lists_of_all, tongues_with

ROOM = Path(argmap.__file__).parent
DATA = ROOM / "tongues" / "data"
OURS = ("de", "en", "es", "fr", "it", "pt", "sq", "tr")


def test_nothing_but_the_room_of_tongues_opens_its_files() -> None:
    names = {path.name for path in DATA.rglob("*.*")}
    others = [path for path in ROOM.rglob("*.py") if path.parent.name != "tongues"]
    assert not [path for path in others if any(f'"{name}"' in path.read_text("utf-8") for name in names)]


@pytest.mark.parametrize("file", ["abbreviations.txt", "citing.txt", "headings.txt", "small-words.txt"])
def test_every_tongue_we_read_has_what_reading_needs(file: str) -> None:
    assert set(OURS) <= set(tongues_with(file))


def test_the_lists_of_all_tongues_are_those_of_each() -> None:
    joined = lists_of_all("headings")["references"]
    assert {"references", "literaturverzeichnis", "kaynakça"} <= joined
    assert joined == {
        name for tongue in tongues_with("headings.txt") for name in lists_of(tongue, "headings")["references"]
    }


def test_a_tongue_without_a_file_has_no_lists() -> None:
    assert lists_of("xx", "headings") == {}


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.toml")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_list_says_a_word_twice(path: Path) -> None:
    for name, words in lists_of(path.parent.name, path.stem).items():
        assert len(words) == len(set(words)), name
        assert not [word for word in words if word != re.sub(r"\s+", " ", word.strip())], name
