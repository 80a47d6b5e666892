"""PDFs: the order in which columns are read, where their lines hang, are stretched, or end in a list in small type."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.manuscript import Document, read
from argmap.manuscript.account import account_of
from argmap.manuscript.document import Block, PageStart
from argmap.manuscript.draft import Draft
from argmap.manuscript.stages.understanding import understand
from printed_pdf import Line, column, pdf_of, width_of, wrap

HARBOUR = "The harbour was silted up before the town had paid for it, and the ships went elsewhere for good. "


def paper(tmp_path: Path, *pages: list[Line]) -> Document:
    path = tmp_path / "p.pdf"
    path.write_bytes(pdf_of(pages))
    return read(path, "p.pdf")


def entry(name: str) -> str:
    return f"{name}, A. (1990). The harbours of the north and those who paid for them. Hill: University of Hill Press."


def hanging(x: float, top: float, names: list[str]) -> list[Line]:
    """Entries whose second and later lines stand in."""
    placed: list[Line] = []
    for name in names:
        lines = wrap(entry(name), 170, 10)
        placed += [(x + (30 if k else 0), top - 12 * k, 10.0, line) for k, line in enumerate(lines)]
        top -= 12 * len(lines) + 8
    return placed


def test_entries_that_hang_in_the_right_column_are_read_after_those_of_the_left(tmp_path: Path) -> None:
    left, right = ["Ade", "Bide", "Cade", "Dade", "Eade", "Fade"], ["Gade", "Hade", "Iade", "Jade", "Kade", "Lade"]
    page = [(72.0, 740.0, 10.0, "**References"), *hanging(72, 720, left), *hanging(312, 733, right)]
    document = paper(tmp_path, page)

    assert [reference.authors[0].split(",")[0] for reference in document.references] == left + right
    assert all(reference.text.endswith("Press.") for reference in document.references)


def test_a_line_with_wide_gaps_in_it_is_a_line_of_its_paragraph(tmp_path: Path) -> None:
    lines: list[Line] = column(72, 700, 10, ["The ships went elsewhere, as the letters of the town and of its"], 12)
    x = 72.0
    for word in ("council", "say,", "to", "harbours", "that"):
        lines.append((x, 688, 10, word))
        x += width_of(word, 10) + 17
    lines += column(72, 676, 10, ["had been dredged in the years before, and stayed there."], 12)

    assert [sentence.text for sentence in paper(tmp_path, lines).sentences] == [
        "The ships went elsewhere, as the letters of the town and of its council say, to harbours that had been "
        "dredged in the years before, and stayed there."
    ]


def test_cells_of_a_table_stay_apart(tmp_path: Path) -> None:
    rows: list[Line] = [(72, 740, 10, HARBOUR)]
    for k in range(4):
        rows += [
            (72, 700 - 12 * k, 10, f"Ships {k}"),
            (160, 700 - 12 * k, 10, f"{k} tons"),
            (300, 700 - 12 * k, 10, "yes"),
        ]
    blocks = paper(tmp_path, rows).blocks

    assert "table" in [block.kind for block in blocks]


def test_a_list_in_small_type_below_two_columns_is_read_after_both(tmp_path: Path) -> None:
    def half(x: float, end: str, numbers: range) -> list[Line]:
        text = column(x, 740, 10, wrap(HARBOUR * 9 + end, 200, 10), 12)
        works = [f"[{k}] A. Ade, Harbours {k}. Hill: Moe, 199{k}." for k in numbers]
        return [*text, *column(x, 300, 8.5, works, 11)]

    document = paper(
        tmp_path, [*half(72, "It was so [1], and the", range(1, 4)), *half(312, "town said [4].", range(4, 7))]
    )

    assert [reference.label for reference in document.references] == ["1", "2", "3", "4", "5", "6"]
    assert any("and the The harbour" in sentence.text for sentence in document.sentences)


def test_short_titles_stand_before_the_works_that_they_stand_for(tmp_path: Path) -> None:
    def works(names: list[str]) -> list[Line]:
        placed: list[Line] = []
        for n, name in enumerate(names):
            work = wrap(f"A. {name}, The harbours of the north and those who paid for them, Hill {n}.", 250, 11)
            placed += [(90, 700 - 50 * n, 11, f"{name} 199{n}"), *column(250, 700 - 50 * n, 11, work, 14)]
        return placed

    first, last = ["Ade", "Bide", "Cade", "Dade", "Eade"], ["Fade"]
    document = paper(tmp_path, [(90, 740, 14, "**Works Cited"), *works(first)], works(last))

    assert [reference.text.split()[0] for reference in document.references] == first + last


def test_hyphens_that_the_file_calls_signs_of_no_width_join_and_part_words_as_hyphens_do(tmp_path: Path) -> None:
    names = b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <2D> <200B> endbfchar endcmap"
    lines = column(72, 700, 10, ["The harbours of the nor-", "thern towns were well-known."], 12)
    data = pdf_of([lines], more=[b"<< /Length %d >>\nstream\n%s\nendstream" % (len(names), names)])
    path = tmp_path / "p.pdf"
    path.write_bytes(data.replace(b"/Times-Roman /Encoding /WinAnsiEncoding", b"/Times-Roman /ToUnicode 7 0 R"))

    assert [s.text for s in read(path).sentences] == ["The harbours of the northern towns were well-known."]


@pytest.mark.parametrize("across", [False, True])
def test_lines_that_are_read_across_columns_raise_an_alarm(across: bool) -> None:
    parts = [
        "the har-",
        "bours of the nor-",
        "thern towns were set-",
        "tled by mer-",
        "chants who tra-",
        "ded in tim-",
        "ber",
    ]
    left = "\n".join(parts * 6)
    lines = left.split("\n")
    mixed = [line for pair in zip(lines, lines[3:] + lines[:3], strict=True) for line in pair] if across else lines
    words = "The northern harbours, settled merchants, traded timber. "
    text = words + "\n".join(mixed) + "."
    draft = Draft("p.pdf", "pdf", text, (Block("paragraph", 0, len(text)),), pages=(PageStart(1, 0),))

    assert bool(account_of(understand(draft)).alarms) == across


RUNNING_ON = (
    ["The parish looked through the yearly", "account of the weir and of the mill,", "and then"],
    ["found in it that nobody in all the town", "had paid the toll for some years."],
)
CELLS = (
    ["The cost of the works on the weir", "The wage of the men of the mill", "The toll of the old bridge in May"],
    ["It fell in each of the years named", "It rose with the price of the bread"],
)


@pytest.mark.parametrize("head", [[], ["On the weir"]], ids=["alone", "below a heading"])
def test_two_columns_of_a_few_lines_are_read_one_after_the_other(tmp_path: Path, head: list[str]) -> None:
    left, right = RUNNING_ON
    page = [*column(60, 740, 11, head, 14), *column(60, 712, 11, left, 14), *column(330, 712, 11, right, 14)]
    assert " ".join((*left, *right)) in " ".join(paper(tmp_path, page).text.split())


@pytest.mark.parametrize(
    ("left", "right"),
    [CELLS, (RUNNING_ON[0], CELLS[1]), (CELLS[0], RUNNING_ON[1]), (["cost", "wage"], ["fell", "rose"])],
    ids=["cells", "a second column that begins anew", "a first one that does", "short cells"],
)
def test_cells_of_a_few_rows_are_no_columns(tmp_path: Path, left: list[str], right: list[str]) -> None:
    page = [*column(60, 712, 11, left, 14), *column(330, 712, 11, right, 14)]
    text = " ".join(paper(tmp_path, page).text.split())
    assert f"{left[0]} {right[0]}" in text


def labels(x: float, top: float, wide: int) -> list[Line]:
    """The figures at the axes of a plot or in the cells of a table: far more lines than the text has."""
    return [(x + 45 * k, top - 11 * row, 8.0, f"0.{row}{k}") for row in range(12) for k in range(wide)]


FOUND = "The clerks wrote down what each ship had paid, and the council kept the books in the tower for long. "


@pytest.mark.parametrize("plot", ["above both columns", "above the right column", "titles above"])
def test_columns_are_told_by_their_full_lines_whatever_else_stands_on_the_page(tmp_path: Path, plot: str) -> None:
    left, right = wrap(HARBOUR * 6, 220, 10), wrap(FOUND * 6, 220, 10)
    page = [*column(72, 500, 10, left, 12), *column(312, 500, 10, right, 12)]
    if plot == "above both columns":
        page += labels(80, 740, 10)
    elif plot == "above the right column":
        page += [*column(72, 740, 10, wrap(HARBOUR * 5, 220, 10), 12), *labels(318, 740, 5)]
    else:
        page += column(
            72, 740, 10, wrap("They tell of harbours and of clerks in all the towns of the coast. " * 20, 460, 10), 12
        )
    document = paper(tmp_path, page)
    told = [sentence.text for sentence in document.sentences]

    assert all(told.count(words.strip()) >= 5 for words in (HARBOUR, FOUND))
    assert not any("clerks" in words and "ships went" in words for words in told)


def test_a_table_of_two_columns_of_figures_makes_no_columns(tmp_path: Path) -> None:
    text = wrap(HARBOUR * 8, 460, 10)
    document = paper(tmp_path, [*column(72, 740, 10, text, 12), *labels(80, 500, 9)])

    assert [sentence.text for sentence in document.sentences[:7]] == [HARBOUR.strip()] * 7
