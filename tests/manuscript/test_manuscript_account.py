"""The reading account, and the gate that asks it: what was not read is not checkable, and never missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from argmap.checks.absence import (
    body_may_be_missing,
    entry_may_be_missing,
    mark_may_be_missing,
    why_entries_are_unknown,
)
from argmap.manuscript import Document, read
from argmap.manuscript.account import account_of, count_words, pages_in_words
from argmap.manuscript.document import NamedBibliography
from argmap.tongues.telling import tell_tongue
from paper_checks import audit_text, messages
from printed_pdf import Line, pdf_of

_NOTED = """
The toll of the river towns

The first toll was taken in 1402.1 It was raised twice within a generation.2 The boatmen went to court over it.3
No judgment has come down to us.4 The towns kept the money all the same.5

Notes

1. A. Brandt, The River Toll (Basel: Rhein, 1971), 12.
2. Brandt, The River Toll, 30.
3. C. Dorn, Boatmen before Court (Basel: Rhein, 1980), 4.
4. Dorn, Boatmen before Court, 9.
5. E. Falk, The Towns' Money (Ulm: Donau, 1990), 77.
"""


def _read(folder: Path, text: str, name: str = "paper.txt") -> Document:
    (folder / name).write_text(text, encoding="utf-8")
    return read(folder / name)


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("a b c", 0), ("two words", 2), ("12 of 40 men", 2), ("co-operate", 2), ("Ülkü gitti", 2), ("x₁ = 3", 0)],
)
def test_words_are_runs_of_letters(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("pages", "said"), [([3], "page 3"), ([5, 3, 4], "pages 3 to 5"), ([1, 3, 4, 9], "pages 1, 3 to 4 and 9")]
)
def test_pages_are_told_in_runs(pages: list[int], said: str) -> None:
    assert pages_in_words(pages) == said


def test_every_word_of_a_plain_text_is_accounted_for(tmp_path: Path) -> None:
    document = _read(tmp_path, _NOTED)
    assert account_of(document).whole.read == count_words(_NOTED)
    assert not account_of(document).alarms


def test_a_body_that_no_line_begins_with_is_missing_in_plain_text(tmp_path: Path) -> None:
    document = _read(tmp_path, _NOTED.replace("4. Dorn, Boatmen before Court, 9.\n", ""))
    assert body_may_be_missing(document, 4)


@pytest.mark.parametrize(
    "instead",
    [
        "4 Dorn, Boatmen before Court, 9.\n",  # in whatever way it is printed
        "[4] Dorn, Boatmen before Court, 9.\n",
        "4\nDorn, Boatmen before Court, 9.\n",
        "(4) “On judgments”, 9.\n",
    ],
)
def test_a_line_that_begins_with_the_number_vetoes_that_its_body_is_missing(instead: str, tmp_path: Path) -> None:
    moved = instead + _NOTED.replace("4. Dorn, Boatmen before Court, 9.\n", "")
    found = audit_text(tmp_path, moved, select="FTN")
    assert all(f.not_checkable or "4" not in f.message for f in found), messages(found)


def test_a_mark_whose_digits_stand_behind_a_word_is_not_called_missing(tmp_path: Path) -> None:
    document = _read(tmp_path, _NOTED.replace("down to us.4", "down4 to us."))
    called = {mark.number for mark in document.marks}
    assert 4 in called or not mark_may_be_missing(document, 4)


_BODY = "The council of the town met in the hall by the river and spoke of the toll that the boatmen had to pay"


def _page(marks: list[int], bodies: list[int]) -> list[Line]:
    """A page of prose with raised marks, and at its foot the bodies of notes in small type."""
    lines: list[Line] = [(72, 760 - 14 * k, 11, _BODY[: 80 - k % 3]) for k in range(14)]
    for k, number in enumerate(marks):
        lines += [(72, 550 - 14 * k, 11, "So the town held"), (149, 554 - 14 * k, 6, str(number))]
    return lines + [
        (72, 180 - 11 * k, 8, f"{number} A. Brandt, The River Toll (Basel: Rhein, 1971), {number + 7}.")
        for k, number in enumerate(bodies)
    ]


@pytest.mark.parametrize(
    ("second_page", "known"),
    [
        ([6, 7, 9, 10], True),  # 7 and 9 follow each other on the page: 8 is not there
        ([6, 7, 10], False),  # two gaps leave too little that is known
        ([7, 8, 9, 10], False),  # the first of the page may have been read as text
    ],
)
def test_in_a_pdf_a_body_is_missing_only_between_two_on_its_page(
    second_page: list[int], known: bool, tmp_path: Path
) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf_of([_page([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]), _page([6, 7, 8, 9, 10], second_page)]))
    document = read(path)
    called = {mark.number for mark in document.marks if mark.kind == "note"}
    assert called == set(range(1, 11)), sorted(called)
    missing = next(iter({6, 7, 8, 9, 10} - set(second_page)))
    assert body_may_be_missing(document, missing) == known


TONGUES = {
    "en": "The toll was paid by the boatmen of the town, and it was not until much later that they went to court over it.",
    "de": "Der Zoll wurde von den Schiffern der Stadt bezahlt, und es dauerte noch lange, bis sie darüber vor Gericht gingen.",
    "fr": "Le péage était payé par les bateliers de la ville, et ce ne fut que plus tard qu’ils allèrent devant le juge.",
    "es": "El peaje lo pagaban los barqueros de la ciudad, y no fue hasta mucho más tarde que ellos fueron a los tribunales.",
    "it": "Il pedaggio era pagato dai barcaioli della città, e non fu che molto più tardi che essi andarono dal giudice.",
    "pt": "A portagem era paga pelos barqueiros da cidade, e só muito mais tarde é que eles foram ao tribunal por isso.",
    "nl": "De tol werd door de schippers van de stad betaald, en het was pas veel later dat zij er voor naar de rechter gingen.",
    "tr": "Geçiş vergisi şehrin kayıkçıları tarafından ödeniyordu ve çok sonra, bu vergi için mahkemeye gittikleri de bilinir.",
    "sq": "Taksa paguhej nga varkëtarët e qytetit dhe vetëm shumë më vonë ata shkuan në gjyq për të, siç thuhet në burimet.",
    "pl": "Cło było płacone przez szewców z miasta i dopiero dużo później, jak się mówi, poszli z tym do sądu, ale nie od razu.",
}  # fmt: skip


@pytest.mark.parametrize("code", TONGUES)
def test_the_tongue_is_told_by_its_small_words(code: str) -> None:
    told = tell_tongue([TONGUES[code]])
    assert told is not None and told.code == code


@pytest.mark.parametrize(
    "text",
    ["", "Too short.", "Lorem dolor amet consectetur adipiscing elit sed eiusmod tempor incididunt labore dolore"],
)
def test_a_tongue_that_cannot_be_told_is_none(text: str) -> None:
    told = tell_tongue([text])
    assert told is None or told.code == "la"


_KEYED = """---
title: Locks
bibliography: works.bib
---

# Locks

The first lock was built of oak [@brandt1971]. It held for a century [@dorn1980, p. 4].
"""


def test_a_bibliography_that_could_not_be_read_makes_no_entry_missing(tmp_path: Path) -> None:
    document = _read(tmp_path, _KEYED, "paper.md")
    document = replace(document, bibliographies=(NamedBibliography("works.bib", "the file does not exist"),))
    assert not entry_may_be_missing(document)
    assert why_entries_are_unknown(document) == "the bibliography works.bib was not read: the file does not exist"


def test_too_little_read_raises_an_alarm_and_closes_the_gate(tmp_path: Path) -> None:
    document = replace(_read(tmp_path, _NOTED), printed=(10 * count_words(_NOTED),))
    assert "Only 10%" in account_of(document).alarms[0]
    assert not entry_may_be_missing(document)


def test_a_page_that_was_hardly_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf_of([_page([1], [1]), _page([2], [2]), *(_page([n], [n]) for n in range(3, 12))]))
    document = read(path)
    counts = [words.read for words in account_of(document).pages]
    poor = replace(document, printed=(counts[0], 2 * counts[1], *counts[2:]))
    assert account_of(poor).alarms[0].startswith("Of page 2 less than")
