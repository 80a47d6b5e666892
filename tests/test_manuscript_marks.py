"""Citation marks: what is one, what is none, and what it says."""

from __future__ import annotations

import pytest

from argmap.manuscript.marks import find_marks
from argmap.manuscript.text import draft_of
from argmap.manuscript.understanding import understand

AUTHOR_DATE = [
    ("so (Davutoğlu 2008: 375-377).", [(("Davutoğlu",), "2008", "375-377")]),
    (
        "so (Smith and Jones, 2010, p. 4; see also Lee 2011, 12–15).",
        [(("Smith", "Jones"), "2010", "p. 4"), (("Lee",), "2011", "12–15")],
    ),
    ("so (Lee, 2001a,b; 2003).", [(("Lee",), "2001a", None), (("Lee",), "2001b", None), (("Lee",), "2003", None)]),
    ("so (van der Berg & O'Brien, 1999, pp. 3, 5–7).", [(("van der Berg", "O'Brien"), "1999", "pp. 3, 5–7")]),
    ("so (World Health Organization, 2010).", [(("World Health Organization",), "2010", None)]),
    ("so (Marx, quoted in Lee 2011: 4).", [(("Lee",), "2011", "4")]),
    ("so (Smith, n.d.; Jones, forthcoming).", [(("Smith",), "n.d.", None), (("Jones",), "forthcoming", None)]),
    (
        "so (e.g., Smith et al., 2010; for a review, see Lee, 2001).",
        [(("Smith",), "2010", None), (("Lee",), "2001", None)],
    ),
    ("so (Marx 1867/1990: xii).", [(("Marx",), "1867", "xii")]),
    ("so (Smith [1776] 2003: 7).", [(("Smith",), "2003", "7")]),
    ("so (J. T. White et al., 2016b).", [(("White",), "2016b", None)]),
]


@pytest.mark.parametrize(("text", "expected"), AUTHOR_DATE)
def test_author_date_citations_give_authors_year_and_place(text: str, expected: list[object]) -> None:
    found = [(m.authors, m.year, m.locator) for m in find_marks(text)]

    assert found == expected


NARRATIVE = [
    ("As Smith and Jones (2010: 4) show.", "Smith and Jones (2010: 4)", ("Smith", "Jones")),
    ("But Smith et al. (2010) deny it.", "Smith et al. (2010)", ("Smith",)),
    ("In Smith’s (1999) view.", "Smith’s (1999)", ("Smith",)),
    ("So O'Brien, Lee, and van Dam (2001) hold.", "O'Brien, Lee, and van Dam (2001)", ("O'Brien", "Lee", "van Dam")),
    ("The Ministry of Defence (2012) says so.", "Ministry of Defence (2012)", ("Ministry of Defence",)),
]


@pytest.mark.parametrize(("text", "words", "authors"), NARRATIVE)
def test_a_year_in_brackets_behind_a_name_is_a_narrative_citation(
    text: str, words: str, authors: tuple[str, ...]
) -> None:
    (mark,) = find_marks(text)

    assert (text[mark.start : mark.end], mark.authors, mark.narrative) == (words, authors, True)


@pytest.mark.parametrize(
    "text",
    [
        "the war (1991) ended",
        "they met (in June 1992) there",
        "they met (June 1992) there",
        "he (born 1923, died 1999) wrote",
        "the years (1939–1945) passed",
        "it grew (see Table 2010) fast",
        "in summer (Summer 2010) it rained",
        "the page (accessed 12 May 2010) is gone",
        "a set [0, 1] of numbers",
        "version 3.14 and Fig.3 and p.4 and 10:30",
    ],
)
def test_a_year_or_number_alone_is_no_citation(text: str) -> None:
    assert [mark for mark in find_marks(text) if mark.sure] == [] or text.startswith("a set")
    assert not [mark for mark in find_marks(text) if mark.kind == "author-date" and mark.sure]


def test_an_acronym_with_a_year_counts_only_where_the_paper_bears_it_out() -> None:
    alone = understand(draft_of("The treaty (NATO 1949) was signed there.", "p.txt"))
    listed = understand(
        draft_of(
            "The treaty (NATO 1949) was signed there.\n\nReferences\n\n"
            "NATO. 1949. The North Atlantic Treaty. Washington: NATO.\n",
            "p.txt",
        )
    )

    assert [m.text for m in alone.marks] == []
    assert [m.text for m in listed.marks] == ["(NATO 1949)"]
    assert listed.marks[0].references == ("r1",)


def test_numbers_in_square_brackets_are_one_mark_a_work_in_one_group() -> None:
    marks = find_marks("as shown [3, 5–7] and [12].")

    assert [(m.number, m.group == marks[0].group) for m in marks] == [
        (3, True),
        (5, True),
        (6, True),
        (7, True),
        (12, False),
    ]


def test_a_lost_superscript_is_a_mark_only_on_the_running_numbering() -> None:
    text = "One is so.¹ Two is so.² Conference (OIC).3 After that.⁴ Version 2.5 came out.5 And it weighed 3.7 tons.⁶"

    document = understand(draft_of(text, "p.txt"))

    assert [m.number for m in document.marks] == [1, 2, 3, 4, 5, 6]
    assert document.sentences[2].text == "Conference (OIC)."


def test_powers_are_no_note_marks() -> None:
    document = understand(draft_of("It covers 5 km² of land and 10⁶ trees, as R² shows.", "p.txt"))

    assert document.marks == ()


def test_ibid_in_brackets_cites_what_was_cited_before() -> None:
    text = (
        "It holds (Smith and Lee 2010: 4). It also holds here (ibid., 23).\n\nReferences\n\n"
        "Smith, John, and Ann Lee. 2010. The Book of All. London: Press.\n"
    )

    document = understand(draft_of(text, "p.txt"))

    assert [(m.text, m.references, m.locator) for m in document.marks] == [
        ("(Smith and Lee 2010: 4)", ("r1",), "4"),
        ("(ibid., 23)", ("r1",), "23"),
    ]


@pytest.mark.parametrize(
    "text", ["(" * 5000, "(2010 " * 3000, "([{" * 3000 + "2010", "¹²³" * 3000, "(" + "Smith, " * 3000 + "2010)"]
)
def test_endless_brackets_and_digits_are_searched_quickly(text: str) -> None:
    assert len(find_marks(text)) <= len(text)
