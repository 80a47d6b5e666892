"""Notes and reference lists: numbers, bodies, short forms, entries, and what marks point at."""

from __future__ import annotations

import pytest

from argmap.manuscript import Document
from argmap.manuscript.readers.text.reader import draft_of
from argmap.manuscript.stages.entry_splitting import split_entries
from argmap.manuscript.stages.understanding import understand


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


POINTING_NOTES = """The Law of Dams

Dams are old.1 They leak.2 Nobody minds.3 Some do.4 Others wrote on.5 It is said so in law.6 And again.7

Notes

1. Jan Kunz, The Law of Dams (Ulm: Heron, 1990), 12; Ida Zahn, “Leaks,” Dam Review 4 (1991): 61–72.
2. Zahn, supra note 1, at 63.
3. Kunz (n 1) 14.
4. This has been doubted by many who never saw one (Zahn 1991: 64). See note 2 above.
5. Jan Kunz, Weirs, Bern 1992; idem, Locks, Bern 1994.
6. § 4 Abs. 2 DamG.
7. Kunz, Locks.
"""


def test_pointers_and_citations_within_sentences_meet_the_works_of_earlier_notes() -> None:
    document = understood(POINTING_NOTES)

    works = {work.id: work for work in document.references}
    named = [[works[works[name].short_for or name].title for name in note.references] for note in document.notes]

    assert named == [
        ["The Law of Dams", "Leaks"],
        ["Leaks"],
        ["The Law of Dams"],
        ["Leaks"],
        ["Weirs", "Locks"],
        ["§ 4 Abs. 2 DamG"],
        ["Locks"],
    ]
    assert [work.authors for work in works.values() if work.title == "Locks"] == [("Kunz, Jan",)]


SHORT_BODIES = """Harbours

The quay was old,1 and the dues were low;2 the clerks "wrote twice"3 in that town:4 nobody minded.5 It was so—6 and
it stayed so until the ice came.7

1 Ida Berg, Ships and Dues (Bergen: Quay, 2011), 12.
2 Berg, Ships, 13.
3 Berg, Ships, 14.
4 Berg, Ships, 15.
5 Berg, Ships, 16.
6 Berg, Ships, 17.
7 Berg, Ships, 18.
"""


NAMED_BEFORE = """The Salt of the Valley

Salt is dear.1 Dams are old.2 Laws are many.3 {text}4

Notes

1. Ida Ried, Salt and Dues in the Upper Valley (Ulm: Heron, 1990), 12.
2. Jan de Kunz, Los diques, los ríos y los reyes: una historia (Madrid: Garza, 1992), 40; Ida Ried, Weirs (Bern: Aare, 1995).
3. Petra Moos, "The Law of Fords," Dam Review 4 (1991): 61–72.
4. {note}
"""


@pytest.mark.parametrize(
    ("note", "whole"),
    [
        ("Kunz, Los diques, los ríos y los reyes, lib. III, cap. VII, núm. 4.", ["w2"]),
        ("Kunz, Diques, ríos y reyes", ["w2"]),
        ("Ried, Salt and Dues, 7n4, 9.", ["w1"]),
        ("On all this see the second part of Ried, Salt and Dues, chap. 3.", ["w1"]),
        ("Ried, Weirs, fol. 3; Moos, “Law of Fords,” 63; cf. Kunz, Los diques, prologue.", ["w3", "w4", "w2"]),
        ("“Non est quod credas”. Ried, Weirs, lib. II, tít. 3.", ["w3"]),
        # passed over at once, in whatever ways it could be parted
        pytest.param(f"Of {'A-' * 2_000} Ried, Weirs, fol. 3.", ["w3"], id="a chain of hyphens"),
    ],
)
def test_author_and_words_of_the_title_name_a_work_again_whatever_follows(note, whole):
    document = understood(NAMED_BEFORE.format(text="So it is.", note=note))
    works = {work.id: work for work in document.references}
    assert [works[name].short_for for name in document.notes[3].references] == whole


POINTERS = """The Law of Fords

Fords are {0}

Notes

{1}
"""


@pytest.mark.parametrize(
    ("notes", "whole"),
    [
        (["Ida Ried, Salt (Ulm: Heron, 1990), 12.", "Cf. Job 38:8.", "Ibid., 38:9."], "w2"),
        (["Ida Ried, Salt (Ulm: Heron, 1990), 12. Cf. Job 38:8.", "Ibid., 14."], "w1"),
        (["Ida Ried, Salt (Ulm: Heron, 1990), 12.", "XYZ, Fondi 24, dosja 12, fl. 3.", "Po aty, dosja 13."], None),
        (["Ida Ried, Salt (Ulm: Heron, 1990), 12.", "She was born by the river.", "Ibid., 14."], "w1"),
        (["Ferry v. Mill, 123 U.S. 1, 4 (1999).", "Rose v. Mill, 23 U.S. 1 (1998).", "Ferry, 123 U.S. at 5."], "w1"),
        (["Ferry v. Mill, 123 U.S. 1, 4 (1999).", "Ferry v. Weir, 23 U.S. 1 (1998).", "Ferry, 123 U.S. at 5."], "w1"),
        (["Case C-1/12 Heron Spain SL v AEPD EU:C:2014:317, para 80.", "Heron Spain (n 1)."], "w1"),
        (
            ["Towns by size, https://example.org/towns (last visited May 8, 2024).", "Towns by size, supra note 1."],
            "w1",
        ),
        (["Ida Ried, Salt (Ulm: Heron, 1990); Ida Ried, Weirs (Bern: Aare, 1995).", "Ried, supra note 1, at 3."], None),
        (
            ["Ida Ried, Salt (Ulm: Heron, 1990); Ida Ried, Weirs (Bern: Aare, 1995).", "Ried, Salt, 3.", "Ried, 4."],
            "w1",
        ),
        (["Ida Ried, Salt (Ulm: Heron, 1990).", "Ida Ried, Weirs (Bern: Aare, 1995).", "Ried, op. cit., p. 4."], "w2"),
        (["Ida Ried, Salt (Ulm: Heron, 1990), 12.", "So it is in XYZ, tomo 4, f. 3.", "Ibid., 4.", "Ibid."], None),
        (["Moos/Ried, DamG, 79. Aufl. 2020, § 12 Rn. 7.", "Moos/Ried, a.a.O., Rn. 9."], "w1"),
    ],
)
def test_a_pointer_leads_to_the_one_work_it_can_mean(notes, whole):
    body = "".join(f"old.{number} They are " for number in range(1, len(notes) + 1))
    document = understood(POINTERS.format(f"{body}old.", "\n".join(f"{k}. {n}" for k, n in enumerate(notes, 1))))
    works = {work.id: work for work in document.references}
    assert [works[name].short_for for name in document.notes[-1].references] == [whole]


@pytest.mark.parametrize(
    "note",
    [
        "Ida Ried, Salt and Sand (Bern: Aare, 2001), 4.",
        "Ried, Mills and Locks, 7.",
        "Ried, salt in hand, walked up the valley.",
        "Moos, Ried and Kunz, who all saw the law of fords, said so.",
    ],
)
def test_another_title_of_the_same_author_is_not_the_work_named_before(note):
    document = understood(NAMED_BEFORE.format(text="So it is.", note=note))
    works = {work.id: work for work in document.references}
    assert not any(works[name].short_for for name in document.notes[3].references)


def test_bodies_in_short_form_below_the_text_meet_their_marks_behind_any_sign() -> None:
    document = understood(SHORT_BODIES)

    assert [note.number for note in document.notes] == [1, 2, 3, 4, 5, 6, 7]
    assert [mark.number for mark in document.marks if mark.note] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    "listed",
    [
        "1. herring, which is salted\n2. cod, which is dried\n3. ling, of 1612\n",
        "1 barrel of herring\n2 barrels of cod\n3 barrels of ling\n",
        "4 clerks wrote in 1612\n2 clerks wrote in 1613\n9 clerks wrote in 1614\n",
    ],
)
def test_a_list_below_marks_of_the_same_numbers_is_no_note(listed: str) -> None:
    text = SHORT_BODIES.split("\n\n1 Ida")[0] + "\n\n" + listed

    assert understood(text).notes == ()


DISCURSIVE = """The ships came home in autumn and paid their dues at the quay of the town.1 The town
had little else to live on, and it kept its books with care.2 Nobody minded much.3
1 This is not to say that they liked it, or that they would have paid of their own
will had nobody stood there with a book.
2 Care is a large word for what two men did in the evening, when the light was gone
and the quay was empty.
3 See Berg, Ships and Dues, p. 12.
\fIn winter there were no ships at all, and the clerks had time for their own affairs.
Most of them went fishing on the ice, as everybody did in that part of the country.
"""


def test_notes_that_only_talk_stand_with_the_first_that_cites() -> None:
    assert [note.number for note in understood(DISCURSIVE).notes] == [1, 2, 3]


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
        ("(U.S. Department of Locks, 2014)", ("r6",)),
        ("(Department of Locks 2014)", ("r6",)),
        ("US Department of Locks (2014)", ("r6",)),
        ("(UK Water Board 2015)", ("r7",)),
        ("(U.S. Department of Weirs, 2014)", ()),
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
        "Müller, Karl. 2013. Das Buch. Berlin: Verlag.\n\n"
        "U.S. Department of Locks. 2014. The Report. Washington: GPO.\n\n"
        "U.K. Water Board. 2015. The Report. London: HMSO.\n"
    )

    assert document.marks[0].references == expected


LISTS = [
    (
        "a heading that names other things too",
        "Literatur- und Softwareverzeichnis\n\nBlau, B. (1991). Die Schleuse. Bern: Aare.\n\n"
        "Rot, A. (1990). Die Mühle. Bern: Aare.\n",
        2,
    ),
    (
        "the rest of an address at the head of a page",
        "References\n\nBlau, B. (1991). The lock. Bern: Aare. https://doi.\n"
        "org/10.1177/0020852314541564.\nGelb, C. (1992). The weir. Bern: Aare.\nRot, A. (1990). The mill. Bern: Aare.\n",
        3,
    ),
    (
        "the rest of an address that is the name of a file",
        "References\n\nBlau, B., 1991. The lock: results of the study of the Aare. https://example.org/wp/The-1991-\n"
        "Lock-Results-of-the-Study-of-the-Aare.pdf\nRot, A. and Gelb, C., 1990. The mill. Journal of\nmills, 12(5), pp.9-13.\n",
        2,
    ),
    (
        "a paragraph as heading, with a colon",
        "Citations:\n\nRot, A. (1990). The mill. Bern: Aare.\n\nBlau, B. (1991). The lock. Bern: Aare.\n",
        2,
    ),
    (
        "a numbered heading",
        "Chapter 6 : References\n\n[1] A. Rot, The Mill of Bern, 1990.\n[2] B. Blau, The Lock of Bern, 1991.\n",
        2,
    ),
    (
        "addresses alone",
        "Kaynakça\n\n- The mill (https://example.org/mill)\n- The lock (https://example.org/lock)\n",
        2,
    ),
    (
        "one entry a line, family name first",
        "Literatur\n\nBlau, Bert und Anna Rot, 1991, Die Schleuse. Bern: Aare.\nGelb, Cora, 1992, Das Wehr. Bern: Aare.\n"
        "Rot, Anna, 1990, Die Mühle. Bern: Aare.\n",
        3,
    ),
    (
        "dates of days at the ends",
        "Literatur\n\nBlau, Bert: Die Schleuse. In: Der Bote Nr. 39 v. 25.9.1995, S. 34/35\n"
        "Gelb, Cora: Das Wehr. In: Der Bote v. 11. 7.1986, S. 5\nRot, Anna: Die Mühle. In: Der Bote Nr. 6/2002, S. 26\n",
        3,
    ),
    (
        "dashes for the author above",
        "References\n\nRot, A. 1990. The Mill. Bern: Aare.\n———. 1991. The Lock. Bern: Aare.\n———. 1992. The Weir. Bern: Aare.\n",
        3,
    ),
    (
        "what stands behind the list is no entry",
        "References\n\nRot, A. (1990). The mill. Bern: Aare.\n\nBlau, B. (1991). The lock. Bern: Aare.\n\n"
        + "We thank the people of the valley, who told us all about it and let us see what they have.\n\n" * 6,
        2,
    ),
]


@pytest.mark.parametrize(("ending", "count"), [case[1:] for case in LISTS], ids=[case[0] for case in LISTS])
def test_a_list_is_found_under_headings_of_many_kinds(ending: str, count: int) -> None:
    prose = "Mills are old, and every town of the valley has one that people have used for long (Rot 1990).\n\n"
    document = understand(draft_of(f"On mills\n\nIntroduction\n\n{prose}{ending}", "p.txt"))

    assert len(document.references) == count


def test_a_numbered_list_without_a_heading_is_found_and_a_list_of_aims_is_none() -> None:
    aims = "".join(f"{n}. The aim of part {n} is to see how people in the valley live.\n\n" for n in range(1, 7))
    works = "".join(f"{n}. Rot A, Blau B: On mill {n}. Mill Rev 19{n + 80}, 3:4–9.\n\n" for n in range(1, 7))
    text = f"On mills\n\nAims\n\n{aims}Methods\n\nWe went there [1] and looked [2].\n\n{works}"
    document = understand(draft_of(text, "p.txt"))

    assert [r.label for r in document.references] == ["1", "2", "3", "4", "5", "6"]


def test_entries_whose_numbers_are_not_in_the_text_are_counted() -> None:
    text = (
        "On mills\n\nMills are old [1]. Locks are not [2]. Weirs are older still [3].\n\nReferences\n\n"
        "Rot, A. (1990). The mill. Bern: Aare.\n\nBlau, B. (1991). The lock. Bern: Aare.\n\n"
        "Gelb, C. (1992). The weir. Bern: Aare.\n"
    )
    document = understand(draft_of(text, "p.txt"))

    assert [mark.references for mark in document.marks] == [("r1",), ("r2",), ("r3",)]


FIRST = "The old dams of the valley leak, as everyone who ever lived below them knows quite well"
BODIES = (
    ("Jan Kunz, Dams (Ulm: Heron, 1990), 12.", "Ida Zahn, Weirs (Ulm: Heron, 1991), 13."),
    ("Leo Moe, Mud (Ulm: Heron, 1992), 14.", "Kim Poe, Locks (Ulm: Heron, 1993), 15."),
)
CHAPTERS = (
    f"Water\n\n{FIRST}.1 So do the weirs of the hill.2",
    f"Mud\n\n{FIRST} of it.1 So do the locks of the hill.2",
)
NUMBERED_ANEW = {
    "under a heading for each chapter": (
        "{0}\n\n{1}\n\nNotes to chapter 1\n\n1. {a}\n2. {b}\n\nNotes to chapter 2\n\n1. {c}\n2. {d}\n"
    ),
    "under one heading with a heading for each chapter below it": (
        "{0}\n\n{1}\n\nNotes\n\nChapter 1\n\n1 {a}\n\n2 {b}\n\nChapter 2\n\n1 {c}\n\n2 {d}\n"
    ),
    "behind each chapter": "{0}\n\nNotes\n\n1. {a}\n\n2. {b}\n\n{1}\n\nNotes\n\n1. {c}\n\n2. {d}\n",
}


@pytest.mark.parametrize("paper", NUMBERED_ANEW.values(), ids=NUMBERED_ANEW)
def test_each_mark_calls_the_note_of_its_own_chapter(paper: str) -> None:
    (a, b), (c, d) = BODIES
    document = understood("The Dams\n\n" + paper.format(*CHAPTERS, a=a, b=b, c=c, d=d))

    bodies = {note.id: note.body.strip() for note in document.notes}
    assert [bodies[mark.note or ""] for mark in document.marks] == [a, b, c, d]


def test_a_note_that_is_called_twice_is_called_by_both_marks() -> None:
    (a, b), (c, d) = BODIES
    document = understood(
        f"The Dams\n\nWater\n\n{FIRST}.¹ So do the weirs.² So do the locks.² So does all.\n\nNotes\n\n1. {a}\n\n2. {b}\n\n"
        f"Mud\n\n{FIRST} of it.¹ So do the piers.²\n\nNotes\n\n1. {c}\n\n2. {d}\n"
    )

    assert [mark.note for mark in document.marks] == ["n1", "n2", "n2", "n3", "n4"]


def test_a_mark_whose_note_was_lost_does_not_take_that_of_the_next_page() -> None:
    (a, _), (c, d) = BODIES
    document = understood(
        f"The Dams\n\nWater\n\n{FIRST}.¹ So do the weirs of the hill.²\n\nMud\n\n{FIRST} of it.¹ So do the locks.²\n\n"
        f"Notes\n\n1. {c}\n\n2. {d}\n\nSea\n\n{FIRST} too.¹\n\nNotes\n\n1. {a}\n"
    )

    assert [mark.note for mark in document.marks] == [None, None, "n1", "n2", "n3"]


@pytest.mark.parametrize("sign", ["{0}. It is deep,{1} and cold.{2}", "{0} deep;{1} cold{2} and wide."])
def test_signs_call_the_notes_that_they_label(sign: str) -> None:
    text = FIRST + sign.format("*", "†", "‡") + "\n\n* {}\n† {}\n‡ {}\n".format(*BODIES[0], BODIES[1][0])
    document = understood("The Dams\n\n" + text)

    assert [(mark.text, mark.note) for mark in document.marks] == [("*", "n1"), ("†", "n2"), ("‡", "n3")]


def test_signs_without_a_note_and_lists_with_stars_are_no_notes() -> None:
    document = understood(f"The Dams\n\n{FIRST}* and so on.\n\n* one, of 1990\n* two, of 1991\n* three, of 1992\n")

    assert (document.marks, document.notes) == ((), ())


def test_stars_in_the_cells_of_a_table_do_not_call_the_note_below_it() -> None:
    cells = "Redhill P,* P,* P,* ,* and Pine P,* P,* here"
    document = understood(f"The Dams\n\n{FIRST} {cells}.\n\n* Jan Kunz, Dams (Ulm: Heron, 1990), 12.\n")

    assert document.marks == ()


def test_bodies_in_short_form_meet_their_marks_in_a_text_of_long_lines() -> None:
    document = understood(
        f"The Dams\n\n{FIRST}—1 so do the weirs)2 and the mud “is deep”3 there, and [the water]4 cold–5 and wide.\n\n"
        "1 Kunz 1990, 12.\n2 Zahn 1991, 13.\n3 Ibid.\n4 Kunz 1990, 15.\n5 Zahn 1991, 7.\n"
    )

    assert [(mark.number, mark.note) for mark in document.marks if mark.kind == "note"] == [
        (1, "n1"),
        (2, "n2"),
        (3, "n3"),
        (4, "n4"),
        (5, "n5"),
    ]
