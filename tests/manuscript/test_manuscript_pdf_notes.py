"""PDFs: which lines are notes, by their size, by the run of their numbers, and by where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from argmap.manuscript import Document, read
from printed_pdf import Line, column, pdf_of, wrap

RULING = "The court held that a fund owes its investors care. It left open what care is. "
NOTE = (
    "See Ada Moe, The Law of Funds {k}, 21 Hill L.J. 1{k}, 1{k} (1990). It was long held that no duty is owed at all. "
)


def paper(tmp_path: Path, pages: Sequence[Sequence[Line]]) -> Document:
    path = tmp_path / "p.pdf"
    path.write_bytes(pdf_of(pages))
    return read(path, "p.pdf")


def law_page(first: int, count: int, size: float, length: int, label: str = "^{k} ") -> list[Line]:
    """A page that calls `count` notes and prints them at its foot, each `length` sentences long."""
    text = wrap("".join(f"{RULING * 2}It is so.^{k} " for k in range(first, first + count)), 400, 11)
    notes: list[Line] = []
    y = 740 - 14 * len(text) - 26
    for k in range(first, first + count):
        lines = wrap(label.format(k=k) + NOTE.format(k=k) * length, 400, size)
        notes += column(80, y, size, lines, 1.2 * size)
        y -= 1.2 * size * len(lines) + 4
    return [*column(80, 740, 11, text, 14), *notes]


def furniture(document: Document) -> set[str]:
    return {document.text[b.start : b.end] for b in document.blocks if b.kind == "furniture"}


def numbers(document: Document) -> list[int | None]:
    return [note.number for note in document.notes]


@pytest.mark.parametrize(
    ("size", "length", "label"),
    [(9, 1, "^{k} "), (9, 4, "^{k} "), (9, 4, "{k} "), (11, 2, "^{k} "), (11, 3, "{k}. ")],
    ids=["small", "longer than the text", "longer, with plain numbers", "as large as the text", "large, plain numbers"],
)
def test_notes_are_known_by_size_or_by_their_numbers(tmp_path: Path, size: float, length: int, label: str) -> None:
    document = paper(tmp_path, [law_page(k, 3, size, length, label) for k in (1, 4, 7)])

    assert numbers(document) == list(range(1, 10))
    assert all(note.body.startswith(f"See Ada Moe, The Law of Funds {note.number},") for note in document.notes)
    assert [mark.note for mark in document.marks if mark.kind == "note"] == [note.id for note in document.notes]
    assert all("Ada Moe" not in sentence.text for sentence in document.sentences)


def test_a_note_that_found_no_room_on_its_page_stands_on_the_next(tmp_path: Path) -> None:
    def page(called: Sequence[int], noted: Sequence[int]) -> list[Line]:
        text = "".join(f"{RULING * 3}It is so.^{k} " for k in called)
        feet = [column(80, 320 - 50 * k, 11, wrap(f"^{k} " + NOTE.format(k=k), 400, 11), 13) for k in noted]
        return [*column(80, 740, 11, wrap(text, 400, 11), 14), *(line for lines in feet for line in lines)]

    document = paper(tmp_path, [page([1, 2, 3], [1, 2]), page([4], [3, 4])])

    assert numbers(document) == [1, 2, 3, 4]


def test_a_note_that_runs_on_to_a_page_without_notes_is_no_text_there(tmp_path: Path) -> None:
    note = wrap("^1 See Ada Moe, The Law of Funds, who holds that no duty is owed and that", 400, 9)
    rest = "whoever invests, invests at risk, as the court itself had said before."
    prose = column(80, 740, 11, wrap(RULING * 8 + "It is so.^1", 400, 11), 14)
    document = paper(
        tmp_path,
        [
            [*prose, *column(80, 120, 9, note)],
            [*column(80, 740, 11, wrap(RULING * 8, 400, 11), 14), *column(80, 110, 9, [rest])],
        ],
    )

    assert [note.body for note in document.notes] == [
        f"See Ada Moe, The Law of Funds, who holds that no duty is owed and that {rest}"
    ]


def test_notes_across_the_columns_are_read_from_the_first(tmp_path: Path) -> None:
    words = wrap(RULING * 5 + "It is so.^1 " + RULING + "So it is.^2", 200, 11)
    wide = "^1 See Ada Moe, The Law of Funds, 21 Hill L.J. 1 (1990), and for the older cases the list that she gives there."
    document = paper(
        tmp_path,
        [
            [
                *column(72, 740, 11, wrap(RULING * 9, 200, 11), 14),
                *column(310, 740, 11, words, 14),
                *column(72, 110, 9, [wide, "^2 Moe, p. 7."]),
            ]
        ],
    )

    assert numbers(document) == [1, 2]


@pytest.mark.parametrize(
    "foot",
    [
        ["1. The first reason is that care costs money.", "2. The second is that nobody asks for it."],
        ["**1 The duty of care", *wrap(RULING * 3 + "It is so.^1", 400, 11)],
        ["1 of the funds failed.", *wrap(RULING * 2, 400, 11)],
    ],
    ids=["a list with fewer numbers than are called", "a heading", "a line that begins with a number"],
)
def test_lines_with_numbers_are_no_notes_unless_the_numbers_called_run_on(tmp_path: Path, foot: list[str]) -> None:
    called = "It is so.^1 So it is.^2 So it was.^3 "
    lines = [*wrap(RULING * 4 + (called if "first" in foot[0] else "") + RULING, 400, 11), *foot]

    assert paper(tmp_path, [column(80, 740, 11, lines, 14)]).notes == ()


SMALL_FEET = {
    "code": [f"{k} share = fund.share({k})" for k in range(1, 9)],
    "a table of contents": ["1. The funds ........................ 3", "2. The courts ........................ 9"],
    "a scale of answers": ["1. Never 506 (71 %)", "2. Seldom 89 (12 %)", "3. Often 74 (10 %)"],
    "entries that brackets cite": ["[1] A. Moe, Funds. Hill, 1990.", "[2] B. Roe, Courts. Hill, 1991."],
}


@pytest.mark.parametrize("foot", SMALL_FEET.values(), ids=SMALL_FEET.keys())
def test_small_lines_with_numbers_that_nothing_calls_are_no_notes(tmp_path: Path, foot: list[str]) -> None:
    text = wrap(RULING * 9 + "So Moe says [1], and Roe [2]. " + RULING, 400, 11)

    assert paper(tmp_path, [[*column(80, 740, 11, text, 14), *column(80, 400, 8.5, foot, 11)]]).notes == ()


def test_small_notes_with_plain_numbers_need_a_third_of_them_called(tmp_path: Path) -> None:
    text = wrap(RULING * 6 + "So it was held.1 " + RULING * 3, 400, 11)
    foot = ["1. See Moe, The Law of Funds.", "2. See Roe, The Law of Courts.", "3. Moe, p. 7."]

    assert numbers(paper(tmp_path, [[*column(80, 740, 11, text, 14), *column(80, 400, 8.5, foot, 11)]])) == [1, 2, 3]


def test_entries_below_their_heading_low_in_a_column_are_no_notes(tmp_path: Path) -> None:
    text = wrap(RULING * 6 + "So it was held.^1 And so it was again.^2 " + RULING * 3, 400, 11)
    entries = ["1. Moe A: Funds. Hill L J 1990, 21:1-9.", "2. Roe B: Courts. Hill L J 1991, 22:1-9."]
    lines = [*column(80, 740, 11, text, 14), (80, 420, 11, "**References"), *column(80, 400, 8.5, entries, 11)]
    document = paper(tmp_path, [lines])

    assert document.notes == ()
    assert [reference.label for reference in document.references] == ["1", "2"]


def medical_page(places: Sequence[str]) -> list[Line]:
    """A page whose title has numbers behind the names and what these call below, and whose text cites by numbers."""
    text = "".join(f"{RULING}It is so.^{k} " for k in (1, 2, 3)) + RULING * 3
    entries = [f"{k}. Moe A. Funds {k}. Hill L J 199{k};21:1-9." for k in (1, 2, 3)]
    return [
        (80, 790, 17, "What a fund owes to those who pay"),
        *column(80, 765, 11, ["Ada Moe^1 and Bo Roe^2"]),
        *column(80, 740, 8.5, places, 11),
        *column(80, 690, 11, wrap(text, 400, 11), 14),
        (80, 330, 11, "**References"),
        *column(80, 312, 8.5, entries, 11),
    ]


def test_raised_numbers_cite_a_numbered_list_where_there_are_no_notes(tmp_path: Path) -> None:
    document = paper(tmp_path, [medical_page(["^1 School of Law, Hill.", "^2 School of Courts, Hill."])])
    labels = {reference.id: reference.label for reference in document.references}

    assert document.notes == ()
    assert [(mark.kind, labels[mark.references[0]]) for mark in document.marks] == [
        ("numeric", "1"),
        ("numeric", "2"),
        ("numeric", "3"),
    ]


def test_places_of_work_at_the_foot_are_no_notes_and_the_text_s_own_notes_are(tmp_path: Path) -> None:
    def page(first: int) -> list[Line]:
        text = wrap(f"{RULING * 4}It is so.^{first} {RULING}So it was.^{first + 1} {RULING * 3}", 400, 11)
        head = [(80.0, 790.0, 17.0, "What a fund owes to those who pay")]
        names = column(80, 765, 11, ["Ada Moe^1 and Bo Roe^2"])
        feet = ["^1 School of Law, University of Hill.", "^2 School of Courts, University of Hill."]
        return [*head, *names, *column(80, 720, 11, text, 14), *column(80, 300, 8.5, feet, 11)]

    assert numbers(paper(tmp_path, [page(1)])) == []
    assert numbers(paper(tmp_path, [page(3)])) == [1, 2]


def test_short_notes_that_are_alike_at_the_foot_of_pages_are_no_footers(tmp_path: Path) -> None:
    pages: list[list[Line]] = []
    for page in range(4):
        first, words = 3 * page + 1, ("tide", "wind", "moon", "rain")[page]
        text = wrap(" ".join(f"{RULING}So the {words} of the year {k} is told.^{first + k}" for k in range(3)), 400, 11)
        notes = [
            f"{first}. Ada Moe, The Law of Funds (Hill: Ash, 199{page}), {page + 4}.",
            f"{first + 1}. Ibid., p. {page + 20}.",
            f"{first + 2}. Ibid., p. {page + 31}.",
        ]
        pages.append(
            [
                (80, 800, 9, f"{page + 11} The Law of the Sea"),
                *column(80, 740, 11, text, 14),
                *column(80, 100, 9, notes, 11),
                (290, 40, 9, f"{page + 11}"),
            ]
        )

    document = paper(tmp_path, pages)

    assert numbers(document) == list(range(1, 13))
    assert "Law of the Sea" not in "".join(sentence.text for sentence in document.sentences)


def test_a_formula_in_a_note_that_begins_with_a_raised_number_begins_no_note(tmp_path: Path) -> None:
    text = wrap(f"{RULING * 2}It is so.^1 {RULING}So it was.^2 {RULING}And so it will be.^3", 400, 11)
    notes = ["^1 Ada Moe counts them anew for each of the years that the court had", "^1-b , with b the share that is left.",
             "^2 Ibid., p. 20.", "^3 Ibid., p. 31."]  # fmt: skip
    first = [*column(80, 740, 11, text, 14), *column(80, 130, 8, notes, 11)]
    second = [
        *column(80, 740, 11, wrap(f"{RULING * 3}That is old.^4", 400, 11), 14),
        *column(80, 60, 8, ["^4 Ibid., p. 40."]),
    ]

    document = paper(tmp_path, [first, second])

    assert numbers(document) == [1, 2, 3, 4]
    assert all(mark.note for mark in document.marks if mark.kind == "note")


@pytest.mark.parametrize("shown", ["{}", "- {} -", "[{}]"])
def test_a_page_number_high_above_a_wide_margin_is_neither_text_nor_note(tmp_path: Path, shown: str) -> None:
    pages = [[*law_page(k, 2, 9, 1), (500 if k % 2 else 80, 128, 11, shown.format(7 + k // 2))] for k in (1, 3, 5)]

    document = paper(tmp_path, pages)

    assert numbers(document) == [1, 2, 3, 4, 5, 6]
    assert all(note.body.endswith("at all.") for note in document.notes)
    assert {shown.format(k) for k in (7, 8, 9)} <= furniture(document)


def test_a_number_below_a_page_that_counts_no_pages_is_read(tmp_path: Path) -> None:
    pages = [[*column(80, 740, 11, wrap(RULING * 6, 400, 11), 14), (80, 128, 11, str(k))] for k in (12, 40, 7)]

    assert not {"12", "40", "7"} & furniture(paper(tmp_path, pages))


FORMULAS = [
    "It holds for the space R^3 as for the sphere S^2 of it, and for no other. ",
    "The pairs of Ob(Cob)^3 and those of (f, g)^2 are the same, and their maps. ",
    "What is known of the weights m,^1a and of the rest p,^2q is little. ",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_powers_far_from_the_notes_of_their_number_call_none(tmp_path: Path, formula: str) -> None:
    further = [column(80, 740, 11, wrap(RULING * 3 + formula + RULING * 3, 400, 11), 14)] * 3

    document = paper(tmp_path, [law_page(1, 3, 9, 1), *further, law_page(4, 3, 9, 1)])

    assert [mark.number for mark in document.marks if mark.kind == "note"] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("word", ["Act", "EU", "law"])
def test_a_mark_behind_a_short_word_calls_the_note_below(tmp_path: Path, word: str) -> None:
    def page(first: int) -> list[Line]:
        text = "".join(f"{RULING * 2}So says the {word}^{k} of old. " for k in range(first, first + 3))
        notes = [line for k in range(first, first + 3) for line in wrap(f"^{k} " + NOTE.format(k=k), 400, 9)]
        return [*column(80, 740, 11, wrap(text, 400, 11), 14), *column(80, 200, 9, notes, 11)]

    document = paper(tmp_path, [page(1), page(4)])

    assert [mark.note for mark in document.marks if mark.kind == "note"] == [note.id for note in document.notes]
    assert numbers(document) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("line", ["run: g{k} = Chain(D, {k})", "step {k} of the program", "Let x be a{k} and so on"])
def test_numbered_lines_below_a_page_are_no_notes_where_those_of_the_paper_have_raised_numbers(
    tmp_path: Path, line: str
) -> None:
    code = column(80, 300, 9, [f"{k} {line.format(k=k)}" for k in range(4, 10)], 18)
    before = column(80, 740, 11, wrap(f"{RULING * 5}The space is R^4 here. {RULING}", 400, 11), 14)
    listing = [*column(80, 740, 11, wrap(RULING * 5, 400, 11), 14), *code]

    assert numbers(paper(tmp_path, [law_page(1, 3, 9, 1), before, listing])) == [1, 2, 3]


def test_small_lines_of_a_formula_are_no_notes(tmp_path: Path) -> None:
    text = wrap(RULING * 9, 400, 11)
    foot = ["^2 a6 0 (a1 + a4) a8 a9", "^1 b5 0", "^3 y k a"]

    assert paper(tmp_path, [[*column(80, 740, 11, text, 14), *column(80, 300, 8.5, foot, 16)]]).notes == ()
