"""PDFs: reading order, notes, furniture, and what cannot be read."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

import pytest

from argmap.ground.diagnostics import ArgmapError
from argmap.manuscript import Document, read
from argmap.manuscript.account import count_words
from printed_pdf import Line, column, pdf_of, width_of, wrap

LEFT = (
    "Water is power in Central Asia. Since independence five states have shared two rivers.^1 As Weinthal has shown, "
    "the bargain was made with donors in mind.^2 Others disagree (Allouche 2007: 46). The Amu Darya flows 2540 km to "
    "the Aral Sea and lost ninety percent of its volume within two decades, which no other river of that size has done."
)
RIGHT = (
    "It is said that water wars are coming. Are they? Observers doubt it, since every state of the region depends on "
    "the co-operation of at least one other.^3 The second part of this paper looks at the record of negotiations and at "
    "those who took part in them, and it asks what they wanted and what they gained, before and after the treaty of"
)
OVER = "1998 was signed in Bishkek. The bargain holds for now, though the glaciers that feed both rivers are melting."


def body(x: float, top: float, words: str, width: float = 210) -> list[Line]:
    return column(x, top, 10, wrap(words, width, 10), 12)


def two_columns() -> bytes:
    first = [
        (72, 780, 18, "**The Politics of Water"),
        (72, 800, 9, "Journal of Rivers 12"),
        (72, 730, 12, "**1. Introduction"),
        *body(72, 710, LEFT),
        *body(312, 730, RIGHT),
        *column(72, 90, 8, ["^1 Weinthal, Erika. State Making. Cambridge: MIT Press, 2002.", "^2 Ibid., p. 45."]),
        *column(312, 90, 8, ["^3 United Nations, Report on Water (Geneva: UN, 1999), 3."]),
        (290, 40, 9, "45"),
    ]
    second = [
        (72, 800, 9, "Journal of Rivers 12"),
        *body(72, 740, OVER),
        (72, 640, 12, "**References"),
        *column(
            72, 620, 10, ["Allouche, Jeremy. 2007. “The Governance of", "  Central Asian Waters.” Forum 4: 45–55."]
        ),
        (290, 40, 9, "46"),
    ]
    return pdf_of([first, second])


@pytest.fixture
def paper(tmp_path: Path) -> Document:
    path = tmp_path / "paper.pdf"
    path.write_bytes(two_columns())
    return read(path, "paper.pdf")


def test_columns_are_read_one_after_the_other_and_sentences_run_over_the_page(paper: Document) -> None:
    texts = [sentence.text for sentence in paper.sentences]

    assert texts[0] == "Water is power in Central Asia."
    assert texts[4].startswith("The Amu Darya flows")
    assert texts[5] == "It is said that water wars are coming."
    assert texts[8].endswith("before and after the treaty of 1998 was signed in Bishkek.")
    assert len(paper.sentences[8].pieces) == 2


def test_raised_digits_are_note_marks_and_small_lines_below_are_their_notes(paper: Document) -> None:
    calls = {m.number: m.note for m in paper.marks if m.kind == "note"}
    bodies = {note.id: note.body for note in paper.notes}

    assert bodies[calls[1] or ""] == "Weinthal, Erika. State Making. Cambridge: MIT Press, 2002."
    assert bodies[calls[2] or ""] == "Ibid., p. 45."
    assert bodies[calls[3] or ""].startswith("United Nations")
    assert "¹" not in "".join(sentence.text for sentence in paper.sentences)


def test_headers_and_page_numbers_are_furniture(paper: Document) -> None:
    furniture = [paper.text[b.start : b.end] for b in paper.blocks if b.kind == "furniture"]

    assert sorted(furniture) == ["45", "46", "Journal of Rivers 12", "Journal of Rivers 12"]


def test_title_headings_and_pages_are_known(paper: Document) -> None:
    assert paper.title == "The Politics of Water"
    assert [section.title for section in paper.sections] == ["Introduction", "References"]
    assert paper.page_count == 2
    span = paper.place(paper.sentences[-1].start, paper.sentences[-1].end)
    assert span.page == 2
    assert span.line >= 1


def test_citations_are_linked_to_the_reference_list(paper: Document) -> None:
    cited = [(m.text, m.references, m.locator) for m in paper.marks if m.kind == "author-date"]

    assert cited == [("(Allouche 2007: 46)", ("r1",), "46")]
    assert paper.references[0].year == "2007"


def test_a_word_hyphenated_at_a_line_end_is_joined(tmp_path: Path) -> None:
    lines = [
        "The whole negotiation was a matter of co-",
        "operation, and the negoti-",
        "ation failed. The co-operation ended.",
    ]
    path = tmp_path / "p.pdf"
    path.write_bytes(pdf_of([column(72, 700, 10, lines)]))

    texts = [sentence.text for sentence in read(path).sentences]

    assert texts[0] == "The whole negotiation was a matter of co-operation, and the negotiation failed."


FIRST = "Mills are old and stand in all towns of the valley, as those say who have counted them with care {}"
FOOT = "This paper was read in Bern. The author thanks those who heard it."
IMPRINT = "Journal of Rivers © 1999 Aare Press. doi: 10.9999/rivers.12"


@pytest.mark.parametrize(
    ("ends", "between", "goes_on"),
    [
        ("(Blau, 1991; Rot, Gelb,", FOOT, "& Lee, 1990; Zorn, 1992). They stand still."),
        ("(as was found by Rot", IMPRINT, "in 1990). They stand still."),
        ("and as was found by Rot", IMPRINT, "(1990) in each of them. They stand still."),
    ],
    ids=["a bracket over a remark", "a bracket over an imprint", "a sentence over an imprint"],
)
def test_a_sentence_goes_on_over_what_stands_at_the_foot(tmp_path: Path, ends: str, between: str, goes_on: str) -> None:
    first = [*body(72, 700, f"{OVER} {FIRST.format(ends)}", 400), *column(72, 90, 10, [between])]
    path = tmp_path / "p.pdf"
    path.write_bytes(
        pdf_of([[(72, 780, 18, "**The Politics of Water"), *first], body(72, 740, f"{goes_on} " + OVER, 400)])
    )

    assert FIRST.format(ends) + " " + goes_on.partition(". ")[0] + "." in [s.text for s in read(path).sentences]


def test_where_all_is_bold_bold_tells_no_heading(tmp_path: Path) -> None:
    entries = [(72.0, 540.0 - 30 * k, 10.0, f"**The Mill of the Town and Parish of Rot {k}") for k in range(9)]
    text = [(x, y, size, f"**{words}") for x, y, size, words in body(72, 720, LEFT, 400)]
    path = tmp_path / "p.pdf"
    path.write_bytes(pdf_of([[(72, 780, 18, "**The Politics of Water"), *text, *entries]]))

    assert not read(path).sections


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    path = tmp_path / "p.pdf"
    path.write_bytes(pdf_of([column(72, 700, 10, [f"Page number {k} holds this."]) for k in range(5)]))
    told: list[tuple[int, int]] = []

    read(path, progress=lambda done, count: told.append((done, count)))

    assert told == [(k, 5) for k in range(1, 6)]


def test_a_page_without_text_among_others_is_remarked(tmp_path: Path) -> None:
    path = tmp_path / "p.pdf"
    path.write_bytes(pdf_of([column(72, 700, 10, ["This page holds text."]), []]))

    (remark,) = read(path, "p.pdf").remarks

    assert remark.startswith("1 of 2 pages of p.pdf hold no text")
    assert remark.endswith("(Page 2.)")


PLAIN = (
    "The forest was felled for the mines, and the miners came from far away to work there. Each household was given a "
    "field and a share of the timber, which the warden measured twice a year with a rod of his own making. When the ore "
    "was spent the households left, and nothing remained of the settlement but the chapel and the long wall of the yard."
)
ALGEBRA = "Let a and b be in A with a x b = c and let f of a be b so that a is in B for all i and j of I . " * 4


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (" ".join(word[k : k + 3] for word in PLAIN.split() for k in range(0, len(word), 3)), "cut into pieces"),
        (" ".join(letter for letter in PLAIN if letter != " "), "cut into pieces"),
        ((PLAIN * 2).translate(str.maketrans("aeiou", "xqvzk")), "does not name"),
        (PLAIN + " Der HolzfŠller sŠgte den StŠnder ab.", "mistaken encoding"),
        (PLAIN, None),
        (PLAIN + " " + ALGEBRA, None),
        ("Saša Šimun and Ivan Žižek met Tomáš Šedý. " * 9, None),
    ],
    ids=["syllables", "letters", "no letters known", "other bytes", "plain", "algebra", "Slavic names"],
)
def test_an_odd_text_layer_is_remarked_with_its_pages(tmp_path: Path, words: str, said: str | None) -> None:
    path = tmp_path / "p.pdf"
    path.write_bytes(pdf_of([body(72, 740, PLAIN, 400), body(72, 740, words, 400)]))

    remarks = read(path, "p.pdf").remarks

    if said is None:
        assert remarks == ()
    else:
        (remark,) = remarks
        assert remark.startswith("1 of 2 pages of p.pdf have ")
        assert said in remark
        assert remark.endswith("(Page 2.)")


ENCRYPTED = (
    b"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >> "
    b"/ID [<" + b"00" * 16 + b"> <" + b"00" * 16 + b">]"
)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pdf_of([[], []]), "holds no text"),
        (pdf_of([[(72, 700, 10, "secret")]], ENCRYPTED), "encrypted"),
        (pdf_of([[(72, 700, 10, "cut")]])[:200], "broken"),
        (b"%PDF-1.7\n" + b"\0" * 500, "broken"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why_and_what_to_do(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "p.pdf"
    path.write_bytes(data)

    with pytest.raises(ArgmapError, match=words) as caught:
        read(path, "p.pdf")

    assert str(caught.value).startswith("p.pdf ")
    assert str(caught.value).count(".") >= 2  # what is wrong, and the remedy


def packed(content: bytes, said: bytes = b"/Filter/FlateDecode", times: int = 1) -> bytes:
    """A stream object; as the standard recommends, a line ends before ``endstream``."""
    for _ in range(times):
        content = zlib.compress(content, 1)
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (said, len(content), content)


def drawn() -> bytes:
    return b"".join(b"%d.%03d %d m %d %d l S\n" % (k % 97, k % 991, k % 89, k % 83, k % 79) for k in range(120_000))


def vast_words(size: int) -> bytes:
    """A line of words again and again, of at least `size` MB."""
    line = b"(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj\n"
    return line * ((size << 20) // len(line) + 1)


DRAWINGS: dict[str, Callable[[], bytes]] = {
    "whole": lambda: packed(drawn()),
    "cut short": lambda: packed(drawn())[:-200] + b"endstream",
    "damaged at once": lambda: packed(drawn()).replace(b"x\xda", b"x\xdb", 1),
    "says more than it does": lambda: packed(drawn(), b"/Filter[/FlateDecode/FlateDecode]"),
    "never ends": lambda: b"<<>>\nstream\n" * 3_000,
}


def first_of(cases: Iterable[str]) -> list[object]:
    """The first of what takes a second each stays in the loop."""
    first, *others = cases
    return [first, *(pytest.param(case, marks=pytest.mark.long) for case in others)]


@pytest.mark.parametrize("drawing", first_of(DRAWINGS))
def test_large_drawings_whole_or_damaged_do_not_keep_a_paper_from_being_read(tmp_path: Path, drawing: str) -> None:
    path = tmp_path / "drawn.pdf"
    path.write_bytes(pdf_of([[(72, 700, 10, "Bees dance to tell the way.")]], more=[DRAWINGS[drawing]()]))

    assert [sentence.text for sentence in read(path).sentences] == ["Bees dance to tell the way."]


BOMBS: dict[str, Callable[[], list[bytes]]] = {
    "one stream": lambda: [packed(vast_words(68))],
    "its filter named elsewhere": lambda: [packed(vast_words(68), b"/Filter 6 0 R")],
    "packed three times": lambda: [packed(vast_words(68), b"/Filter[/FlateDecode/FlateDecode/FlateDecode]", times=3)],
    "many together": lambda: [packed(vast_words(60))] * 20,
}


@pytest.mark.parametrize("bomb", first_of(BOMBS))
def test_pages_that_unpack_to_more_than_any_text_needs_are_refused(tmp_path: Path, bomb: str) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(pdf_of([[(72, 700, 10, "A short paper.")]], more=BOMBS[bomb]()))

    with pytest.raises(ArgmapError, match="unpacks to more than 64 MB on a page"):
        read(path)


def test_the_words_printed_on_each_page_are_counted_on_another_way(paper: Document, tmp_path: Path) -> None:
    path = tmp_path / "p.pdf"
    path.write_bytes(pdf_of([column(72, 700, 10, ["One two three", "four 5 six^1"]), [], [(72, 700, 10, "Seven.")]]))

    assert read(path).printed == (5, 0, 1)
    starts = [page.start for page in paper.pages] + [len(paper.text)]
    assert list(paper.printed) == [count_words(paper.text[a:b]) for a, b in pairwise(starts)]


def test_signs_without_a_place_on_the_page_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "p.pdf"
    vast = b"%s.0 0 0 %s.0 %s.0 %s.0" % ((b"9" * 30,) * 4)
    nowhere = b"10.0 Tf ET %s cm %s cm BT /F1 10.0 Tf 0 0 0 0 72.0 600.0" % (vast, vast)
    data = pdf_of([[(72, 700, 10, "Readable."), (72, 600, 10, "Lost.")]])
    path.write_bytes(data.replace(b"10.0 Tf 1 0 0 1 72.0 600.0", nowhere))

    assert [sentence.text for sentence in read(path).sentences] == ["Readable."]


def test_words_that_the_file_parts_at_each_syllable_without_room_are_whole(tmp_path: Path) -> None:
    lines = ["die nah|me die|ser wan|der|er war", "ei|ne sa|che al|ler ge|mein|den,", "und nie|mand half da|bei."]
    placed: list[Line] = []
    for k, words in enumerate(lines):
        at = 72.0
        for syllable in words.split("|"):
            placed.append((at, 700 - 14 * k, 10, f"{syllable} "))
            at += width_of(syllable, 10)
    path = tmp_path / "p.pdf"
    path.write_bytes(pdf_of([placed]))

    paper = read(path)

    assert [sentence.text for sentence in paper.sentences] == [" ".join(lines).replace("|", "")]
    assert paper.remarks == ()


@pytest.mark.parametrize(("before", "behind"), [(1500, 0), (0, 1500), (1500, 1500)])
def test_a_thousand_signs_without_text_at_the_end_of_a_page_are_no_fault(
    tmp_path: Path, before: int, behind: int
) -> None:
    nothing = "\x00"  # a code that stands for no sign
    lines = [(50.0, 780.0, 6.0, nothing * before), (50.0, 700.0, 11.0, "Weirs hold the water of the town back.")]
    (tmp_path / "paper.pdf").write_bytes(pdf_of([[*lines, (50.0, 600.0, 6.0, nothing * behind)]]))

    assert "Weirs hold the water of the town back." in read(tmp_path / "paper.pdf").text


def test_a_page_of_signs_without_text_has_none(tmp_path: Path) -> None:
    pages: list[list[Line]] = [[(50.0, 780.0, 6.0, "\x00" * 1500)], [(50.0, 700.0, 11.0, "Weirs hold the water back.")]]
    (tmp_path / "paper.pdf").write_bytes(pdf_of(pages))

    found = read(tmp_path / "paper.pdf")
    assert "Weirs hold the water back." in found.text


def set_in(x: float, y: float, size: float, pieces: Iterable[str]) -> list[Line]:
    """Pieces of one line, one behind the other; those that begin with ``**`` are bold."""
    placed: list[Line] = []
    for piece in pieces:
        placed.append((x, y, size, piece))
        x += width_of(piece.removeprefix("**"), size)
    return placed


PROSE = wrap(
    "The millers kept their accounts in a book that lay beside the wheel, and the toll was paid in grain for as long as "
    "anybody remembers (Amberg and Zorn 2012). Others have counted more (Bauer, Ilg and Oster 2014; Ceder 2016). " * 4,
    440,
    10,
)
COMMON = [(72.0, 810.0, 18.0, "**The Toll of Mills"), *column(72, 780, 10, PROSE, 12)]
# An entry of a list whose names are bold, of three that differ in how far the bold of its first line goes.
BOLD_NAMES = [
    [
        ["**Amberg, Tom, and Lea Zorn. 2012. ", "“Grain and toll in the mills"],
        ["  of a valley in the Alps.” Journal of Mills, 12(3): 4–9."],
    ],
    [["**Bauer, Otto, Ida Ilg, and Paul von der Oster"], ["  and the heirs. 2014. “Wheels.” Mill Review, 3: 1–9."]],
    [  # bold names over two lines
        ["**Ash, Ann, Ben Birch, Cora Cedar, Dora Dale, Emma Elm, and Fanny"],
        ["  **Firwood. ", "2015. “Sluices.” Mill Review, 4: 1–9."],
    ],
    [["**Ceder, Uta. 2016. ", "“Of wind.” Winds, 1: 2–3."]],
    [["**Dorn, Max. 2018. ", "“Sails.” Winds, 2: 4–5."]],
]


def test_a_line_that_only_begins_bold_is_no_heading(tmp_path: Path) -> None:
    lines: list[Line] = [*COMMON, (72, 620, 14, "**References")]
    y = 590.0
    for entry in BOLD_NAMES:
        for pieces in entry:
            indent = 4 * (len(pieces[0]) - len(pieces[0].lstrip()))
            lines += set_in(72 + indent, y, 10, [piece.strip(" ") if indent else piece for piece in pieces])
            y -= 12
        y -= 8
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf_of([lines]))

    paper = read(path)

    assert [section.title for section in paper.sections] == ["References"]
    assert [reference.year for reference in paper.references] == ["2012", "2014", "2015", "2016", "2018"]
    assert [mark.references for mark in paper.marks[:3]] == [("r1",), ("r2",), ("r4",)]


@pytest.mark.parametrize(
    ("pieces", "is_heading"),
    [
        (["**The toll of mills"], True),
        (["**The share of tolls ", "z"], True),  # a sign of mathematics
        (["**1.2 ", "**Tolls and millers"], True),
        (["**Millers. ", "Who they were and how they lived"], False),
        (["**Amberg, Tom. 2012. ", "Grain and"], False),
    ],
)
def test_a_heading_is_bold_to_its_end(tmp_path: Path, pieces: list[str], is_heading: bool) -> None:
    lines = [*COMMON, *set_in(72, 600, 10, pieces), *column(72, 570, 10, PROSE, 12)]
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf_of([lines]))

    assert bool(read(path).sections) == is_heading


@pytest.mark.parametrize(("heading", "is_one"), [("REFERENCES", True), ("**References", True), ("FLOUR", False)])
def test_a_list_set_small_has_a_small_heading(tmp_path: Path, heading: str, is_one: bool) -> None:
    entries = [
        "Amberg, Tom, “Grain,” Journal of Mills, 12 (2012), 4–9.",
        "Bauer, Otto, “Wheels,” Mill Review, 3 (2014), 1–9.",
        "Ceder, Uta, “Of wind,” Winds, 1 (2016), 2–3.",
    ]
    lines = [*COMMON, (260.0, 600.0, 8.0, heading), *column(72, 580, 8, entries, 10)]
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf_of([lines]))

    assert [section.title for section in read(path).sections] == [heading.removeprefix("**")] * is_one


def test_accents_drawn_apart_are_put_on_their_letters(tmp_path: Path) -> None:
    words = "then the mills of muhl and of anton garces are not those of ida or of rene"

    def over(before: str, sign: str) -> Line:
        letter = words[len(before)]
        return (72 + width_of(before, 10) + (width_of(letter, 10) - 3.3) / 2, 600, 10, sign)

    path = tmp_path / "paper.pdf"
    path.write_bytes(
        pdf_of(
            [
                [
                    *COMMON,
                    (72, 600, 10, words[:19]),
                    over(words[:19], "¨"),  # the accent, then its letter
                    (72 + width_of(words[:19], 10), 600, 10, words[19:]),
                    over(words[:39], "¸"),  # behind all words of its line
                    over(words[:-1], "´"),
                    (72, 580, 10, "as `ida' said to "),
                    (72 + width_of("as `ida' said to ", 10), 580, 10, "fred"),  # its accent is named one letter late
                    (72 + width_of("as `ida' said to fr", 10) + 1, 580, 10, "´"),
                    (72 + width_of("as `ida' said to fred", 10), 580, 10, "eric"),
                ]
            ]
        )
    )

    text = "then the mills of mühl and of anton garçes are not those of ida or of rené as `ida' said to fréderic"
    assert " ".join(read(path).text.split()).endswith(text)


def test_a_dash_drawn_as_a_rule_stands_for_the_author_of_the_entry_above(tmp_path: Path) -> None:
    lines: list[Line] = [
        *COMMON,
        (72, 620, 14, "**References"),
        (72, 600, 10, "Amberg, Tom, “Grain and Toll,” Journal of Mills, 2012, 12 (3), 4–9."),
        (72, 580, 10, "____"),
        (97, 580, 10, ", “Millers and the flour that they ground in the valley of the"),
        (84, 568, 10, "Aare,” Journal of Mills, 2013, 13 (1), 1–9."),
        (72, 548, 10, "____"),
        (96, 548, 10, "and Lea Zorn, “Sluices,” Mill Review, 2014, 2, 3–9."),
        (72, 528, 10, "____"),
        (97, 528, 10, ","),
        (104, 528, 10, "____"),
        (129, 528, 10, ", and Uta Ceder, “Wheels,” Mill Review, 2015, 3, 4–8."),
        (72, 508, 10, "Ceder, Uta, “Of Wind,” Winds, 2016, 1 (1), 2–3."),
    ]
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf_of([lines]))

    families = [[name.partition(",")[0] for name in one.authors] for one in read(path).references]

    assert families == [["Amberg"], ["Amberg"], ["Amberg", "Zorn"], ["Amberg", "Zorn", "Ceder"], ["Ceder"]]


@pytest.mark.parametrize(
    "below", [[], ["Dorn, Max, “Sails,” Winds, 2018, 2 (1), 4–5.", "Ems, Lea, “Oil,” Winds, 2019, 3, 5–9."]]
)
def test_a_list_ends_where_figures_and_tables_follow_without_a_heading(tmp_path: Path, below: list[str]) -> None:
    entries = [
        "Amberg, Tom, “Grain and Toll,” Journal of Mills, 2012, 12 (3), 4–9.",
        "Bauer, Otto, “Wheels,” Mill Review, 2014, 3, 1–9.",
        "Ceder, Uta, “Of Wind,” Winds, 2016, 1 (1), 2–3.",
    ]
    figure = wrap("Note: This figure shows what was paid between 1990 and 2005 in each of the mills. " * 2, 400, 10)
    first = [*COMMON, (72.0, 620.0, 14.0, "**References"), *column(72, 600, 10, entries, 20)]
    second = [
        (72.0, 780.0, 10.0, "Figure 1: The tolls of mills"),
        *column(72, 600, 10, [] if below else figure),
        *column(72, 500, 10, below, 20),
    ]
    third = [(72.0, 780.0, 10.0, "Figure 2: The wheels of mills"), *column(72, 600, 10, figure)]
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf_of([first, second, third]))

    found = read(path).references

    assert len(found) == len(entries) + len(below)
    assert max(len(one.text) for one in found) < 80


def test_a_line_that_only_begins_in_typewriter_letters_is_text(tmp_path: Path) -> None:
    lines: list[Line] = [
        *COMMON,
        (72, 620, 14, "**References"),
        (72, 600, 10, "Amberg, Tom. The zoo of mills. Found at"),
        (250, 600, 10, "``http://mills.example."),
        (84, 588, 10, "``aare.example,"),
        (165, 588, 10, "2015. Visited in May."),
        (72, 568, 10, "Bauer, Otto. Wheels. Mill Review 3, 2014."),
        (72, 548, 10, "Ceder, Uta. Of wind. Winds 1, 2016."),
        (72, 510, 10, "``while flour(bags) < 3:"),
        (84, 498, 10, "``grind(corn)"),
    ]
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf_of([lines]))

    paper = read(path)

    assert [one.year for one in paper.references] == ["2015", "2014", "2016"]
    assert [paper.text[b.start : b.end].split("(")[0] for b in paper.blocks if b.kind == "code"] == ["while flour"]


def test_works_stand_below_their_author_with_the_year_first(tmp_path: Path) -> None:
    prose = "So it was (Lee 1991b: 4), and so it is (Poe 1999; Lee 1994). Others agree (Rot and Wolf 2001)."
    entries = [
        "Lee, Donald",
        "1991a “The Mill”, in Ann Moe (ed.), Mills and Their Owners in",
        "  the North, Bern: Aare",
        "1991b “The Lock”, Locks 45",
        "1994 The Weir, Oslo: Fjord",
        "Poe, Daniel (1999)",
        "1999 Brainchildren of the Sea, London: Heron",
        "Rot, Ada, and Uwe Wolf",
        "2001 The Sluice, Lund: Norr",
    ]
    lines: list[Line] = [*COMMON, *column(72, 640, 10, [prose]), (72, 600, 14, "**References")]
    lines += [(72 if words[0] != " " else 96, 580 - 12 * k, 10, words.strip()) for k, words in enumerate(entries)]
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf_of([lines]))

    document = read(path)

    assert [(work.authors[0], work.year) for work in document.references] == [
        ("Lee, Donald", "1991a"),
        ("Lee, Donald", "1991b"),
        ("Lee, Donald", "1994"),
        ("Poe, Daniel", "1999"),
        ("Rot, Ada", "2001"),
    ]
    assert [mark.references for mark in document.marks[-4:]] == [("r2",), ("r4",), ("r3",), ("r5",)]
    assert document.references[1].text.startswith("1991b")
