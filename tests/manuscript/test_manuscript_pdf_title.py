"""Titles of PDFs: several lines, beside banners, names and cover sheets, and against what the file says of itself."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from argmap.manuscript.readers.pdf.reader import draft_pdf
from argmap.manuscript.readers.title_pages import tells_of_paper
from argmap.manuscript.stages.understanding import understand
from printed_pdf import Line, column, pdf_of, wrap

PROSE = (
    "The lighthouse keepers of the coast wrote their weather into books that nobody has read since they were bound. "
    "What they saw in the nights of the great storm is told here after those books and after the letters of the keepers. "
) * 4


def text(top: float) -> list[Line]:
    return column(70, top, 10, wrap(PROSE, 440, 10))


def title_of(first: list[Line], stated: str = "") -> str | None:
    pages = [first, column(70, 760, 10, wrap(PROSE * 2, 440, 10)), column(70, 750, 10, wrap(PROSE * 2, 440, 10))]
    information = 5 + 2 * len(pages)
    data = pdf_of(pages, b"/Info %d 0 R" % information, [f"<< /Title ({stated}) >>".encode()])
    return understand(draft_pdf(data, "paper.pdf")).title


TWO_LINES: list[Line] = [(70, 760, 17, "Keepers of the coast:"), (70, 739, 17, "weather books and their readers")]


@pytest.mark.parametrize(
    ("first", "title"),
    [
        (TWO_LINES + text(680), "Keepers of the coast: weather books and their readers"),
        (
            [(70, 790, 22, "Journal of Northern History"), (70, 740, 15, "Keepers of the coast"), *text(690)],
            "Keepers of the coast",
        ),
        (
            [(70, 700, 18, "Universidad del Norte"), (70, 500, 15, "Los fareros de la costa"), (70, 400, 18, "Tesis")],
            "Los fareros de la costa",
        ),
        ([(70, 760, 17, "OPEN Keepers of the coast"), (70, 739, 17, "and their readers"), *text(680)],
         "Keepers of the coast and their readers"),
        ([(70, 760, 10, "**Title"), (70, 748, 10, "**Keepers of the coast"), *text(690)], "Keepers of the coast"),
        ([(70, 760, 30, "**PREPRINT"), (70, 700, 14, "**Keepers of the coast"), *text(690)], "Keepers of the coast"),
        ([(70, 760, 17, "OPEN BOOKS OF THE COAST"), *text(690)], "OPEN BOOKS OF THE COAST"),
        ([(70, 760, 17, "Thema: Keepers of the coast"), *text(690)], "Keepers of the coast"),
        ([(70, 760, 14, "**Keepers of the coast"), (70, 700, 14, "par"), (70, 684, 14, "Ada Berg"), *text(600)], "Keepers of the coast"),
        ([(70, 760, 17, "Open books of the coast"), *text(690)], "Open books of the coast"),
        (
            [(70, 790, 20, "www.repository.example.org"), (70, 740, 14, "**Keepers of the coast"), *text(690)],
            "Keepers of the coast",
        ),
        ([(70, 760, 12, "Anna Berg, Karl Thal"), (70, 730, 12, "**On keepers and their books"), *text(690)],
         "On keepers and their books"),
        (
            [
                (70, 760, 14, "**On keepers and their books"),
                (70, 500, 11, "Aus:"),
                (70, 470, 16, "**Die Küste im Wandel der Zeiten"),
            ],
            "On keepers and their books",
        ),
        (
            [(100, 700, 12, "LIGHT AND WEATHER ON A"), (100, 672, 12, "DANGEROUS COAST OF THE NORTH"), (100, 500, 12, "von"),
             (100, 470, 12, "Wilhelmine von der Heide-Sommer und Gefolge")],
            "LIGHT AND WEATHER ON A DANGEROUS COAST OF THE NORTH",
        ),
        (column(70, 760, 16, ["Keepers of the coast^1"]) + text(700), "Keepers of the coast"),
        ([(70, 760, 16, "Keepers of the North-"), (70, 741, 16, "Atlantic coast"), *text(700)],
         "Keepers of the North-Atlantic coast"),
        ([(70, 760, 16, "Keepers of the dan-"), (70, 741, 16, "gerous coast"), *text(700)],
         "Keepers of the dangerous coast"),
        (text(760), None),
    ],
)  # fmt: skip
def test_a_title_is_what_stands_out_and_names_neither_people_nor_places(first: list[Line], title: str | None) -> None:
    assert title_of(first) == title


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Keepers of the coast", "Keepers of the coast"),
        ("Seminar paper: Keepers of the coast", "Keepers of the coast"),
        ("Microsoft Word - keepers_final3.doc", "The Year of the Storm"),
        ("Another paper by the same hand", "The Year of the Storm"),
        ("untitled", "The Year of the Storm"),
    ],
)
def test_what_the_file_states_counts_where_it_is_printed(stated: str, title: str) -> None:
    first = [(70.0, 780.0, 20.0, "The Year of the Storm"), (70.0, 740.0, 14.0, "Keepers of the coast"), *text(690)]
    assert title_of(first, stated) == title


def test_the_title_stands_behind_a_page_of_contents() -> None:
    contents: list[Line] = [(70, 760, 16, "Contents"), (70, 720, 10, "The lamps"), (70, 700, 10, "The books")]
    pages = [contents, [(70, 760, 16, "Keepers of the coast"), *text(720)], text(760)]
    assert understand(draft_pdf(pdf_of(pages), "paper.pdf")).title == "Keepers of the coast"


def test_lines_in_a_margin_do_not_part_a_title() -> None:
    margin: list[Line] = [(530, 750, 8, "Original"), (530, 745, 8, "Paper")]
    assert title_of([*TWO_LINES, *margin, *text(690)]) == "Keepers of the coast: weather books and their readers"


@pytest.mark.parametrize(
    "line", ["Lënda: Histori e detit", "Profesor: Ann Oak", "2021-2022 BAHAR DÖNEMİ", "ANN OAK 10021968142"]
)
def test_a_line_of_a_cover_that_names_a_course_a_term_or_a_student_is_no_title(line):
    assert tells_of_paper(line)


@pytest.mark.parametrize(
    "line", ["Keepers of the coast 1850–1900", "Deti dhe fari", "Kıyının fenerleri", "Storm of 1901"]
)
def test_a_line_that_may_be_a_title(line):
    assert not tells_of_paper(line)


@pytest.mark.parametrize("head", ["Keepers of the coast", "Chapter {k}", "Part {k}. The coast"])
def test_a_large_line_that_returns_on_a_few_pages_is_a_title_or_a_heading_and_no_running_head(head: str) -> None:
    assert furniture_of(head, {0, 4}) == []


@pytest.mark.parametrize("head", ["Author's personal copy", "Journal of Coasts {k}"])
def test_a_large_line_at_the_head_of_all_pages_is_a_running_head(head: str) -> None:
    assert len(furniture_of(head, range(8))) == 8


def furniture_of(head: str, on: Collection[int]) -> list[str]:
    pages = []
    for k in range(8):
        first = [(70.0, 770.0, 20.0, head.format(k=k + 1))] if k in on else []
        pages.append([*first, *column(70, 720, 10, wrap(PROSE, 440, 10))])
    document = understand(draft_pdf(pdf_of(pages), "paper.pdf"))
    return [document.text[b.start : b.end] for b in document.blocks if b.kind == "furniture"]
