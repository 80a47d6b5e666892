"""Notes and reference lists: numbers, bodies, short forms, entries, and what marks point at."""

from __future__ import annotations

import pytest

from argmap.manuscript import Document
from argmap.manuscript.reference_list import split_entries
from argmap.manuscript.text import draft_of
from argmap.manuscript.understanding import understand


def understood(text: str) -> Document:
    return understand(draft_of(text, "p.txt"))


ENDNOTES = """The Reception of Hegel in Albania

Hegel came late to Albania.1 The first translation appeared in 1934.2 It was a beginning.3 Others were kinder.4

After the war nothing appeared.5

Notes

1. Georg Lukács, The Young Hegel, trans. Rodney Livingstone (London: Merlin Press, 1975), 12.
2. Ibid., 14.
3. Arshi Pipa, "Hegel in Tirana," Telos 44 (1980): 61–72, at 63.
4. Pipa, "Hegel in Tirana," 65; Lukács, Young Hegel, 99.
5. Pipa, op. cit., p. 70.
"""


def test_endnotes_meet_their_marks_and_short_forms_their_works() -> None:
    document = understood(ENDNOTES)

    works = {work.id: work for work in document.references}
    cited = [[works[r].short_for or r for r in mark.references] for mark in document.marks]

    assert [mark.number for mark in document.marks] == [1, 2, 3, 4, 5]
    assert [mark.note for mark in document.marks] == ["n1", "n2", "n3", "n4", "n5"]
    assert cited == [["w1"], ["w1"], ["w3"], ["w3", "w1"], ["w3"]]


def test_notes_are_no_sentences_of_the_text() -> None:
    document = understood(ENDNOTES)

    assert [s.text for s in document.sentences][-1] == "After the war nothing appeared."


LOST_NUMBERS = """The first point of this paper is plain enough to every reader of it, as is said.¹
The second point needs more care, since the sources contradict each other in it.²
The third point follows from the two before it, and nobody has ever denied that.³
 Office of European Affairs,
 Rubin, Barry, ed. The World
of Today. Boulder: Lynne
Rienner, 2001.
 Reshaping the World. IB
Tauris, 2006.
 The fourth point is added here, on the page that follows after the notes, as an
afterthought that nobody needs but that everybody likes to read all the same now.
"""


def test_bodies_without_numbers_are_offered_to_the_marks_they_could_belong_to() -> None:
    document = understood(LOST_NUMBERS)

    assert [(note.number, note.may_be) for note in document.notes] == [(None, (1,)), (None, (2,)), (None, (3,))]


def test_a_body_that_stops_at_a_comma_is_cut_short() -> None:
    document = understood(LOST_NUMBERS)

    assert [note.cut_short for note in document.notes] == [True, False, False]


def test_a_note_number_without_a_body_calls_nothing() -> None:
    document = understood(
        "One is so.¹ Two is so.² Three is so.³\n\nNotes\n\n1. Lee, A Book (London: X, 2001), 4.\n3. Ibid.\n"
    )

    assert [(mark.number, mark.note) for mark in document.marks] == [(1, "n1"), (2, None), (3, "n2")]


HANGING = """Allouche, Jeremy. 2007. "The Governance of Waters: National
    Interests versus Regional Cooperation." Forum 4: 45–55.
Glantz, Michael H., ed. 1999. Creeping Environmental Problems
    in the Aral Sea Basin. Cambridge: Cambridge University Press.
Wittfogel, Karl A. 1957. Oriental Despotism. New Haven: Yale."""

NUMBERED = """[1] T. Mitchell, Machine Learning. New York: McGraw-Hill, 1997.
[2] I. Goodfellow, Y. Bengio, and A. Courville, Deep Learning.
MIT Press, 2016.
[3] T. Brown et al., "Language models," in Proc. NeurIPS, 2020, pp. 1–9."""

BLANK_LINES = """Smith, J. (2010). The first title of all. Journal of X, 3(2),
11–20.

Jones, K. (2011). The second title. London: Press.

Lee, A., & Poe, B. (2012). The third title. Journal of Y, 4, 1–9."""

UNMARKED = """Smith, J. (2010). The first title of all. Journal of X, 3(2),
11–20.
Jones, K. (2011). The second title. London: Press.
Lee, A., & Poe, B. (2012). The third title. Journal of Y, 4, 1–9.
https://doi.org/10.1000/182"""


@pytest.mark.parametrize(
    "text", [HANGING, NUMBERED, BLANK_LINES, UNMARKED], ids=["hanging", "numbered", "blank", "none"]
)
def test_a_reference_list_is_split_into_its_entries_however_it_is_set(text: str) -> None:
    stretches, at = [], 0
    for paragraph in text.split("\n\n"):
        stretches.append((at, at + len(paragraph)))
        at += len(paragraph) + 2

    entries = split_entries(text, stretches)

    assert len(entries) == 3
    assert all("\n\n" not in text[start:end] for start, end in entries)
    assert text[entries[-1][0] : entries[-1][1]].endswith(text[-5:])


def test_numeric_marks_point_at_the_entries_of_that_number() -> None:
    document = understood(f"It is known [1]. Surveys exist [2, 3]. It is denied [4].\n\nReferences\n{NUMBERED}\n")

    assert [(m.number, m.references) for m in document.marks] == [(1, ("r1",)), (2, ("r2",)), (3, ("r3",)), (4, ())]


def test_a_list_without_a_heading_at_the_end_is_found() -> None:
    entries = "\n\n".join(
        f"{name}, J. ({year}). The title of number {year}. London: Press."
        for name, year in [("Adams", 2001), ("Brown", 2002), ("Clark", 2003), ("Davis", 2004), ("Evans", 2005)]
    )

    document = understood(f"Everything was said before (Adams 2001; Evans 2005).\n\n{entries}\n")

    assert [reference.year for reference in document.references] == ["2001", "2002", "2003", "2004", "2005"]
    assert [mark.references for mark in document.marks] == [("r1",), ("r5",)]


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        ("(Smith 2010a)", ("r1",)),
        ("(Smith 2010b: 4)", ("r2",)),
        ("(Smith 2010)", ("r1", "r2")),
        ("(Smith and Jones 2010)", ("r3",)),
        ("(Smith 2011)", ()),
        ("(WHO 2012)", ("r4",)),
        ("(World Health Organization, 2012)", ("r4",)),
        ("(Müller 2013)", ("r5",)),
        ("(Muller 2013)", ("r5",)),
    ],
)
def test_author_and_year_choose_the_entry(citation: str, expected: tuple[str, ...]) -> None:
    document = understood(
        f"This is what was said {citation}. It was also said elsewhere (Lee 2001, 4; Poe 2002, 5).\n\nReferences\n\n"
        "Smith, John. 2010a. The First Book. London: Press.\n\n"
        "Smith, John. 2010b. The Second Book. London: Press.\n\n"
        "Smith, John, and Ann Jones. 2010. The Third Book. London: Press.\n\n"
        "World Health Organization. 2012. The Report. Geneva: WHO.\n\n"
        "Müller, Karl. 2013. Das Buch. Berlin: Verlag.\n"
    )

    assert document.marks[0].references == expected
