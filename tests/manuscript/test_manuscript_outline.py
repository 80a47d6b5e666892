"""What `argmap read` prints of a paper."""

from __future__ import annotations

from pathlib import Path

from argmap.manuscript import read
from argmap.outputs.json.reading import reading_as_json
from argmap.outputs.terminal.reading import reading_as_outline

PAPER = Path(__file__).parents[2] / "sources" / "paper.txt"


def test_the_outline_names_missing_notes_offered_numbers_and_unknown_works() -> None:
    outline = reading_as_outline(read(PAPER, "sources/paper.txt"))

    assert "no body for 4–18, 20–33, 35–36" in outline
    assert "Rubin and Kirişci 2001: 54  (no number; may be 6 or 7)" in outline
    assert "line 306: (Davutoğlu 2008: 375-377)" in outline
    assert "O\ufffdoman → Ottoman" in outline


def test_the_json_names_places_as_they_stand_in_the_file() -> None:
    document = reading_as_json(read(PAPER, "sources/paper.txt"))
    lines = PAPER.read_bytes().decode().split("\n")

    for mark in document["marks"]:
        assert lines[mark["line"] - 1][mark["column"] - 1 :].startswith(mark["text"].split(" ")[0])
    for repair in document["repairs"]:
        assert lines[repair["line"] - 1][repair["column"] - 1 :].startswith(repair["lost"])
    assert document["pages"] is None


def test_each_mark_of_the_json_names_a_note_and_works_that_are_there() -> None:
    document = reading_as_json(read(PAPER, "sources/paper.txt"))
    notes = {note["id"] for note in document["notes"]}
    works = {work["id"] for work in document["references"]}

    assert {mark["note"] for mark in document["marks"]} - {None} <= notes
    assert {name for mark in document["marks"] for name in mark["references"]} <= works
