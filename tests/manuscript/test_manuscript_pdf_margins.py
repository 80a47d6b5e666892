"""PDFs: numbers in the margin, which count the lines of a review copy, label notes, or belong to a list."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from argmap.manuscript import Document, read
from printed_pdf import Line, column, pdf_of, width_of, wrap

PROSE = (
    "Mills drew their power from the brook, and the brook had to be shared.^1 Those who lived above the weir had water "
    "whenever it rained, those below only when the sluice was open. In 1742 the parish made a rule (Aske 2004). It held "
    "for 12 years and was then broken by the miller of the lower mill, who had bought both sluices with borrowed money. "
)
LIST = ["Aske, Nora. 2004. Weirs and Sluices. Hull: Ferry Press.", "Bode, Ole. 1999. The Lower Mill. Bonn: Aue Press."]


def one_column() -> list[list[Line]]:
    lines = wrap(PROSE * 9, 380, 10)
    first = [
        (100, 790, 9, "Parish Studies 7"),
        (100, 760, 16, "**The Miller and the Brook"),
        (100, 725, 12, "**1. Introduction"),
        *column(100, 700, 10, lines[:36], 14),
        *column(100, 100, 8, ["^1 Nora Aske, Weirs and Sluices (Hull: Ferry Press, 2004), 12."]),
        (300, 40, 9, "7"),
    ]
    second = [
        (100, 790, 9, "Parish Studies 7"),
        *column(100, 740, 10, lines[36:], 14),
        (100, 740 - 14 * len(lines[36:]), 12, "**References"),
        *column(100, 700 - 14 * len(lines[36:]), 10, LIST, 14),
        (300, 40, 9, "8"),
    ]
    return [first, second]


def two_columns() -> list[list[Line]]:
    lines = wrap(PROSE * 16, 190, 10)
    return [
        [*column(90, 740, 10, lines[k : k + 50], 13), *column(320, 740, 10, lines[k + 50 : k + 100], 13)]
        for k in (0, 100)
    ]


Numbering = Callable[[int, int, Line], Line | None]


def at(
    x: float, every: int = 1, size: float = 7, per_page: bool = False, right: bool = False, column: int = 0
) -> Numbering:
    """Numbers beside the lines of one column, ending at `x`, or beginning there where they stand to the `right`."""

    def number(count: int, on_page: int, line: Line) -> Line | None:
        k = on_page if per_page else count
        if (line[0] > 310) != bool(column) or k % every:
            return None
        return (x if right else x - width_of(str(k), size), line[1], size, str(k))

    return number


def ruler(count: int, on_page: int, line: Line) -> Line | None:
    """The ruled margin of some conferences: three digits, a little off the lines."""
    return (40, line[1] + 2.5, 8, f"{count - 1:03d}")


def with_numbers(pages: Sequence[Sequence[Line]], *numberings: Numbering) -> bytes:
    numbered: list[list[Line]] = []
    counts = [0] * len(numberings)
    for lines in pages:
        added: list[Line] = []
        starts = list(counts)
        for line in lines:
            raised = line[3].isdecimal()
            for n, numbering in enumerate(numberings):
                if raised or line[1] > 770 or line[1] < 60 or (n != (line[0] > 310) and len(numberings) > 1):
                    continue
                if any(other[1] == line[1] and other[0] < line[0] < other[0] + 250 for other in lines):
                    continue  # the rest of a line after its note mark
                counts[n] += 1
                found = numbering(counts[n], counts[n] - starts[n], line)
                added += [found] if found else []
        numbered.append([*lines, *added])
    return pdf_of(numbered)


def told(document: Document) -> list[tuple[str, str]]:
    return [(b.kind, document.text[b.start : b.end]) for b in document.blocks if b.kind != "furniture"]


@pytest.mark.parametrize(
    ("pages", "numberings"),
    [
        (one_column, [at(70)]),
        (one_column, [at(94)]),
        (one_column, [at(91, size=10)]),
        (one_column, [at(70, every=5)]),
        (one_column, [at(92, every=5, size=10)]),
        (one_column, [at(70, per_page=True)]),
        (one_column, [at(500, right=True)]),
        (one_column, [at(520, every=5, size=10, right=True, per_page=True)]),
        (one_column, [ruler]),
        (two_columns, [at(70), at(310, column=1)]),
        (two_columns, [at(75, every=5), at(540, every=5, right=True, column=1)]),
        (two_columns, [at(299, size=6, right=True), at(530, size=6, right=True, column=1)]),
    ],
    ids=[
        "left, through",
        "close to the text",
        "close and as large as the text",
        "every fifth",
        "every fifth, close",
        "anew on each page",
        "right",
        "right, every fifth, anew",
        "ruler",
        "two columns, the second in the middle",
        "two columns, outside",
        "two columns, the first in the middle",
    ],
)
def test_a_paper_with_numbered_lines_is_read_as_without(
    tmp_path: Path, pages: Callable[[], list[list[Line]]], numberings: list[Numbering]
) -> None:
    assert told_of(with_numbers(pages(), *numberings), tmp_path) == told_without_numbers(pages)


def told_of(data: bytes, folder: Path) -> list[tuple[str, str]]:
    paper = folder / "paper.pdf"
    paper.write_bytes(data)
    return told(read(paper))


@functools.cache
def told_without_numbers(pages: Callable[[], list[list[Line]]]) -> list[tuple[str, str]]:
    with TemporaryDirectory() as folder:
        return told_of(pdf_of(pages()), Path(folder))


@pytest.mark.parametrize(
    "counted",
    [
        [f"{k}    Thesis {k} holds that the brook is older than the mill." for k in range(1, 16)],
        [f"{k}       {k * 7 % 30} sluices       {k * 11 % 90} miles" for k in range(1, 16)],
        [f"{5 * k}    {words}" for k, words in enumerate(wrap(PROSE * 4, 360, 10)[:9], 1)],
    ],
    ids=["a list of single lines", "the first column of a table", "verses"],
)
def test_numbers_on_a_page_or_two_that_count_something_else_are_kept(tmp_path: Path, counted: list[str]) -> None:
    path = tmp_path / "p.pdf"
    prose = column(100, 740, 10, wrap(PROSE * 9, 380, 10)[:40], 14)
    path.write_bytes(pdf_of([prose, [*prose[:12], *column(100, 520, 10, counted, 14)], prose]))

    paper = read(path)

    first = {words.split()[0] for words in counted}
    assert first <= {line.split()[0] for line in paper.text.splitlines() if line.strip()}
    assert not [b for b in paper.blocks if b.kind == "furniture" and paper.text[b.start : b.end] in first]


def with_notes(hang: float, label: float, size: float, raise_by: float = 0.0) -> bytes:
    """A page whose notes hang `hang` points from their numbers, which have the size `label`."""
    marked = PROSE.replace("^1", "") + "It is told by Aske.^1 It is told by Bode.^2 It is told by both.^3"
    notes = ["Nora Aske, Weirs and Sluices, Hull 2004.", "Bode, p. 4.", "Ole Bode, The Lower Mill, Bonn 1999, on the"]
    feet: list[Line] = []
    for k, words in enumerate(notes, 1):
        y = 150 - 1.3 * size * k
        feet += [(100, y + raise_by, label, str(k)), (100 + hang, y, size, words)]
    feet.append((100 + hang, 150 - 1.3 * size * 4, size, "water of both the mills."))
    prose = column(100, 740, 10, wrap(PROSE * 5 + marked, 380, 10), 14)
    return pdf_of([[*prose, *feet, (480, 40, 9, "12")]])


@pytest.mark.parametrize(
    ("hang", "label", "size", "raise_by"),
    [(22, 8, 8, 0), (14, 5, 8, 2.5), (30, 8, 8, 0), (12, 8, 8, 0.8), (25, 6, 8, 3)],
    ids=["one line", "small and raised", "far", "a little off", "small and far"],
)
def test_notes_that_hang_from_their_numbers_carry_them(
    tmp_path: Path, hang: float, label: float, size: float, raise_by: float
) -> None:
    path = tmp_path / "p.pdf"
    path.write_bytes(with_notes(hang, label, size, raise_by))

    paper = read(path)

    assert [(note.number, note.body) for note in paper.notes] == [
        (1, "Nora Aske, Weirs and Sluices, Hull 2004."),
        (2, "Bode, p. 4."),
        (3, "Ole Bode, The Lower Mill, Bonn 1999, on the water of both the mills."),
    ]
    assert [mark.note for mark in paper.marks if mark.kind == "note"][-3:] == [note.id for note in paper.notes]


@pytest.mark.parametrize(
    "beside",
    [
        [(100, 60, 9, "12"), (260, 60, 9, "Parish Studies")],
        [(100, 60, 9, "12"), (130, 60, 9, "Hull"), (170, 60, 9, "Bonn")],
        [(100, 60, 11, "12"), (135, 60, 8, "Printed in Hull by the Ferry Press, which is no more")],
    ],
    ids=["a page number and a foot", "cells of a table", "larger than the line"],
)
def test_a_number_beside_something_else_labels_nothing(tmp_path: Path, beside: list[Line]) -> None:
    path = tmp_path / "p.pdf"
    path.write_bytes(pdf_of([[*column(100, 740, 10, wrap(PROSE * 5, 380, 10), 14), *beside]]))

    paper = read(path)

    assert not paper.notes
    assert f"12 {beside[1][3]}" not in paper.text.splitlines()


@pytest.mark.parametrize("way", [b"0 1 -1 0 575.", b"0 -1 1 0 575."])
def test_a_stamp_that_runs_up_the_margin_is_no_part_of_the_lines_it_passes(tmp_path: Path, way: bytes) -> None:
    said = "Line {} of page {} tells how weirs hold the water of a town back, and why they do."
    pages = [[said.format(line, page) for line in "ABCDEFGHIJKLMNOPQRSTUV"] for page in "XYZ"]
    start = 120.0 if way.startswith(b"0 1") else 700.0
    stamp = (575.0, start, 7.0, "Downloaded from a press by the INSTITUTE OF WEIRS user on 07 February 2024")
    drawn = pdf_of([[*column(60, 780, 11, lines), stamp] for lines in pages])
    (tmp_path / "paper.pdf").write_bytes(drawn.replace(b"1 0 0 1 575.0", way))

    text = " ".join(read(tmp_path / "paper.pdf").text.split())
    assert all(" ".join(lines) in text for lines in pages)
    assert "INSTITUTE" not in text
