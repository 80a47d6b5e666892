"""Word lists are read by two patterns, and say what `tomllib` reads."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import argmap.tongues
from argmap.tongues.lists import lists_in

FILES = sorted(Path(argmap.tongues.__file__).parent.glob("data/*/*.toml"))


def flat(table: dict[str, Any], before: str = "") -> dict[str, tuple[str, ...]]:
    lists: dict[str, tuple[str, ...]] = {}
    for name, value in table.items():
        lists |= flat(value, f"{before}{name}.") if isinstance(value, dict) else {before + name: tuple(value)}
    return lists


def test_there_are_word_lists() -> None:
    assert len(FILES) > 20


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_lists_of_ours_are_read_as_toml(file: Path) -> None:
    text = file.read_text("utf-8")
    assert list(lists_in(text).items()) == list(flat(tomllib.loads(text)).items())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a = []",
        'a = ["b", "c"]\n\n[t.u]\n"d e" = [\n  "f", # "no", \'none\'\n  # ["g"]\n  "h",\n]\n',
        "a = ['b\"c', \"d'e\", '''f'g''', '#', \"]\"] # x\nb = ['''h\n''']\n",
        r'a = ["b\u00e9", "c\"d"]',
        "a = ['b', '''\nc''']\n",
        'a = ["""b""", ""]\n',
        "a.b = ['c']\n[a.d]\ne = ['f']\n",
        "[ a ]\nb = ['c']\n'd' = ['e']\n",
    ],
)
def test_other_forms_of_toml_are_read_as_it_says(text: str) -> None:
    assert list(lists_in(text).items()) == list(flat(tomllib.loads(text)).items())


@pytest.mark.parametrize("text", ["a = ['b'", "a = ['b']\na = ['c']\n", 'a = ["b\nc"]', "[t\na = []"])
def test_what_is_no_toml_is_refused(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        lists_in(text)
