"""Citation marks: what is one, what is none, and what it says."""

from __future__ import annotations

import pytest

from argmap.manuscript.document import Document, Reference
from argmap.manuscript.readers.text.reader import draft_of
from argmap.manuscript.stages.marks import find_marks
from argmap.manuscript.stages.matching import Shelf
from argmap.manuscript.stages.understanding import understand


def understood(text: str) -> Document:
    return understand(draft_of(text, "p.txt"))


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
    ("so (Mooneetal., 2016).", [(("Moone",), "2016", None)]),
    ("so (J. T. White et al., 2016b).", [(("White",), "2016b", None)]),
    ("so (Ruiz, 2011 [1951–1953], 2015 [1934-35]: 4).", [(("Ruiz",), "2011", None), (("Ruiz",), "2015", "4")]),
    ("so (Ruiz [1929–1930] 2011).", [(("Ruiz",), "2011", None)]),
    ("so (Shih, Rot, & Blau, 1999).", [(("Shih", "Rot", "Blau"), "1999", None)]),
    ("so (See, Rot et al., 1999).", [(("See", "Rot"), "1999", None)]),
    ("so (See, e.g., Rot & Blau, 1999).", [(("Rot", "Blau"), "1999", None)]),
    (
        "so (which all in the town deny, see also Rot, 1999; Lee, 2001).",
        [(("Rot",), "1999", None), (("Lee",), "2001", None)],
    ),
    ("so (falls nicht, vgl. hierzu insbesondere Rot 1999: 27 ff.).", [(("Rot",), "1999", "27 ff.")]),
    ("so (as is known of every mill in the land – but cf. Rot and Lee 1999).", [(("Rot", "Lee"), "1999", None)]),
    (
        "so (as “marginal mills” [Rot & Lee 1999, Blau 2001]).",
        [(("Rot", "Lee"), "1999", None), (("Blau",), "2001", None)],
    ),
    ("so (Office of Mills [OM], 1999).", [(("Office of Mills",), "1999", None)]),
    (
        "so (one could name the work of Ada Rot (1999) or Bo Lee (2001), where it is said).",
        [(("Ada Rot",), "1999", None), (("Bo Lee",), "2001", None)],
    ),
    ("so (Rot, 2001 (first in 1999)).", [(("Rot",), "2001", None)]),
    ("so it is with the Crown and the North Bank (i.e. with those who held the land).", []),
    ("so (see scenario 3 in Rot et al., 1999).", [(("Rot",), "1999", None)]),
    ("so (vgl. das zweite Beispiel bei Rot 1999: 27).", [(("Rot",), "1999", "27")]),
    ("so (Rot, i.E.).", [(("Rot",), "i.E.", None)]),
    ("so (A.Rot, 1999; Ф.Рот, 2001).", [(("Rot",), "1999", None), (("Рот",), "2001", None)]),
    ("so on a scale (PMC; Rot 1999: 2).", [(("Rot",), "1999", "2")]),
    ("so it is in Rot and Von Aue (2001).", [(("Rot", "Von Aue"), "2001", None)]),
    ("so it is in Rot & Zu Linde (2001).", [(("Rot", "Zu Linde"), "2001", None)]),
    ("so it is with them. Von Aue (2001) says it.", [(("Aue",), "2001", None)]),
]


@pytest.mark.parametrize(
    ("bracket", "number", "locator"),
    [
        ("[4, S. B-1]", 4, "S. B-1"),
        ("[3, p. ES-12]", 3, "p. ES-12"),
        ("[6, §4.2]", 6, "§4.2"),
        ("[9, Sec. IV-B]", 9, "Sec. IV-B"),
        ("[10, Theorem 3]", 10, "Theorem 3"),
        ("[11, S. 1 ff.]", 11, "S. 1 ff."),
        ("[12, Kap. II]", 12, "Kap. II"),
        ("[13, pp. 3–4 and 9]", 13, "pp. 3–4 and 9"),
        ("[14, Lemma 2.1, p. 7]", 14, "Lemma 2.1, p. 7"),
        ("[15, pp. 20-21, 30]", 15, "pp. 20-21, 30"),
    ],
)
def test_a_numbered_citation_may_point_at_anything_that_has_a_number(bracket: str, number: int, locator: str) -> None:
    (mark,) = find_marks(f"The system spreads so {bracket}.")
    assert (mark.kind, mark.number, mark.locator) == ("numeric", number, locator)


@pytest.mark.parametrize(
    "bracket", ["[1, x1]", "[0, n 2]", "[3, and 4]", "[1, the 2 towns of the land]", "[2, see there]"]
)
def test_what_points_at_nothing_is_no_numbered_citation(bracket: str) -> None:
    assert not [mark for mark in find_marks(f"The system spreads so {bracket}.") if mark.kind == "numeric"]


@pytest.mark.parametrize(
    "words", ["(CAA 2023 in Amsterdam and EAA 2023 in Belfast)", "(IETF 2019 at Prague)", "(DGfS 2020 in Hamburg)"]
)
def test_a_meeting_and_where_it_was_held_is_no_citation(words):
    assert not [mark for mark in find_marks(f"It was told at meetings {words}.") if not mark.guessed]


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
    ("By replicating Shih, Rot, and Blau (1999).", "Shih, Rot, and Blau (1999)", ("Shih", "Rot", "Blau")),
    ("So links between mills, Yahl, A, 2013.", "Yahl, A, 2013", ("Yahl",)),
    ("As Kern, E, et al (2001) state.", "Kern, E, et al (2001)", ("Kern",)),
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
        "The list held many articles (N=1902) before.",
        "The offices were closed (Stand: März 2010).",
        "They met in the town (March-September 2020) and later (im Jahr 2003).",
        "It was raised at the end of the year (by the end of May 2014).",
        "They gave much to the churches (2005: 8,132 Millionen €).",
        "They gave it to the Foundation (2005: 316.000 €).",
        "So did Charles Babbage (1791–1871).",
        "The mean flow (Normals 1991–2020) was low.",
        "As a figure (Source: Author, 2012) or (Fonte: Os autores, 2019) it is clear.",
        "Its content (Hb and SF concentrations) was low.",
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


def test_a_name_and_a_year_without_brackets_cite_only_a_work_of_the_list() -> None:
    document = understood(
        "This is so, as Porst 1984 and Funk, 1989: 7 show. It was so in March 1984, and in the Census Funk 1989.\n\n"
        "References\n\nFunk, A. (1989). Dams. Ulm: Heron.\n\nPorst, B. (1984). Weirs. Ulm: Heron.\n"
    )

    assert [(m.text, m.locator, m.references) for m in document.marks] == [
        ("Porst 1984", None, ("r2",)),
        ("Funk, 1989: 7", "7", ("r1",)),
    ]


def test_a_page_behind_the_bracket_belongs_to_the_citation() -> None:
    (mark,) = find_marks("König (1981), S. 656 f., denies it.")

    assert (mark.authors, mark.year, mark.locator) == (("König",), "1981", "S. 656 f.")


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("by Marr (1983) and (1985), but", ["1983", "1985"]),
        ("as Marr (1983: 4), (1985) und (1987: 9) say", ["1983", "1985", "1987"]),
        ("so it is (Marr (1983) and (1985))", ["1983", "1985"]),
        ("by Marr (1983) in the town (1985), but", ["1983"]),
    ],
)
def test_a_second_bracket_with_a_year_cites_the_author_of_the_first(words: str, years: list[str]) -> None:
    found = [mark for mark in find_marks(f"It was told {words}") if not mark.guessed]

    assert [(mark.authors, mark.year) for mark in found] == [(("Marr",), year) for year in years]


def test_years_of_two_figures_tell_the_works_of_an_author_apart() -> None:
    document = understood(
        "It is so (Marr 87, 89). It is not so (Marr 91; Kern 90).\n\nReferences\n\n"
        "Kern, A. (1990). Locks. Ulm: Heron.\n\nMarr, A. (1987). Dams. Ulm: Heron.\n\n"
        "Marr, A. (1989). Weirs. Ulm: Heron.\n\nMarr, A. (1991). Mills. Ulm: Heron.\n"
    )

    assert [m.references for m in document.marks] == [("r2", "r3"), ("r4",), ("r1",)]


def test_raised_numbers_cite_no_entry_where_names_and_years_do() -> None:
    text = (
        "It is old (Rot, 1990). It is new (Blau, 1991).³ So it goes.\n\nReferences\n\n"
        "1. Blau, B. (1991). The lock. Bern: Aare.\n2. Gelb, C. (1992). The weir. Bern: Aare.\n"
        "3. Rot, A. (1990). The mill. Bern: Aare.\n"
    )

    assert [(m.kind, m.references) for m in understood(text).marks] == [
        ("author-date", ("r3",)),
        ("author-date", ("r1",)),
        ("note", ()),
    ]


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


IN_OTHER_TONGUES = [
    ("so (vgl. Peters 1988).", [(("Peters",), "1988", None)]),
    ("so (siehe Kunz 1990; vgl. auch Stein 1991: 12).", [(("Kunz",), "1990", None), (("Stein",), "1991", "12")]),
    ("so (s. a. Rot 1990, S. 7 f.).", [(("Rot",), "1990", "S. 7 f.")]),
    (
        "so (Rot 1990, Blau/Grün 1991 sowie Gelb 1992).",
        [(("Rot",), "1990", None), (("Blau", "Grün"), "1991", None), (("Gelb",), "1992", None)],
    ),
    ("così (cfr. Rossi e Bianchi 1990).", [(("Rossi", "Bianchi"), "1990", None)]),
    ("ainsi (voir notamment Dupont et Petit 1990).", [(("Dupont", "Petit"), "1990", None)]),
    ("así (véase Pérez y López, 1990).", [(("Pérez", "López"), "1990", None)]),
    ("böyle (bkz. Yılmaz ve Kaya, 1990).", [(("Yılmaz", "Kaya"), "1990", None)]),
    ("kështu (shih Hoxha dhe Dema, 1990).", [(("Hoxha", "Dema"), "1990", None)]),
    ("so (Marx, zit. n. Rot 1990: 3).", [(("Rot",), "1990", "3")]),
    ("so (Rot u. a. 1990).", [(("Rot",), "1990", None)]),
    ("böyle (Kaya ve diğ., 1990; Demir ve diğ. 1991).", [(("Kaya",), "1990", None), (("Demir",), "1991", None)]),
    ("böyle (Kaya ve diğerleri, 1990; Demir vd. 1991).", [(("Kaya",), "1990", None), (("Demir",), "1991", None)]),
    ("así (Pérez y otros, 1990).", [(("Pérez",), "1990", None)]),
    ("assim (Souza e outros, 1990).", [(("Souza",), "1990", None)]),
    ("assim (SILVA; SOUZA, 2010, p. 5).", [(("SILVA", "SOUZA"), "2010", "p. 5")]),
    (
        "assim (SILVA, 2010; LIMA; ROSA; GONÇALVES, 2011).",
        [(("SILVA",), "2010", None), (("LIMA", "ROSA", "GONÇALVES"), "2011", None)],
    ),
    ("so (NATO; Smith 2010).", [(("Smith",), "2010", None)]),
    ("so (Rot *et al.*, 1990).", [(("Rot",), "1990", None)]),
    ("so (Beck 1986; ders. 1993: 12).", [(("Beck",), "1986", None), (("Beck",), "1993", "12")]),
    ("so (Weber 1980 [1922]: 12).", [(("Weber",), "1980", "12")]),
    ("so (Ó Mara, 1990).", [(("Ó Mara",), "1990", None)]),
    ("so (李明, 1990).", [(("李明",), "1990", None)]),
]


@pytest.mark.parametrize(("text", "expected"), IN_OTHER_TONGUES)
def test_signals_joiners_and_et_al_are_known_in_more_tongues(text: str, expected: list[object]) -> None:
    assert [(m.authors, m.year, m.locator) for m in find_marks(text) if not m.guessed] == expected


WITH_PARTICLES = [
    ("As Rot u. a. (1990) show.", ("Rot",)),
    ("Yılmaz ve diğerleri (1990) gösterdi.", ("Yılmaz",)),
    ("Wie Meyer/Stein (1990) zeigen.", ("Meyer", "Stein")),
    ("The view of van der Velde (1990) is new.", ("van der Velde",)),
    ("As de la Vega (1990) shows.", ("de la Vega",)),
    ("El libro de la casa de Vega (1990) es nuevo.", ("Vega",)),
]


@pytest.mark.parametrize(("text", "authors"), WITH_PARTICLES)
def test_names_in_the_sentence_keep_their_particles_and_lose_the_words_around_them(
    text: str, authors: tuple[str, ...]
) -> None:
    assert [mark.authors for mark in find_marks(text)] == [authors]


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("As van Dijk (1990) has shown, the boats were hired out by the town, and the guild was not asked.", True),
        ("As dos Reis (1990) shows, the boats were hired out by the town, and the guild was never asked.", True),
        ("As Dijk (1990) has shown, the boats were hired out by the town, and the guild was not asked.", False),
        ("Wie von Stein (1990) gezeigt, waren die Boote der Stadt in dem Jahr nicht mehr zu haben.", False),
        ("Le film de Renoir (1990) est l’un des plus connus de ceux qui ont été faits dans la ville.", False),
    ],
)
def test_a_particle_of_another_tongue_than_the_sentence_makes_a_name_sure(text: str, sure: bool) -> None:
    assert [mark.sure for mark in find_marks(text)] == [sure]


@pytest.mark.parametrize(
    ("listed", "cited", "found"),
    [
        ("田中太郎", "田中", True),
        ("김민수", "김", True),
        ("李明", "李明", True),
        ("田中太郎", "中田", False),
        ("王明", "王河", False),
    ],
)
def test_a_family_name_in_characters_finds_the_work_of_the_whole_name(listed: str, cited: str, found: bool) -> None:
    shelf = Shelf([Reference("r1", "", ("Zorn, Z.",), "1990"), Reference("r2", "", (listed,), "1990")])
    assert shelf.find((cited,), "1990") == (("r2",) if found else ())


WITHOUT_CITATION = [
    "the unit interval [0, 1] is closed",
    "the value f[3] grows",
    "we set x = [1, 4] here",
    "a layer of [2, 3] mm was laid",
    "the ring of benzo[3,4]pyrene",
    "with A ∈ [2, 5] given",
    "where [1] = y holds",
    "the vectors [1,1,1] and [2, 1, 2] are equal",
    "on [0,1], [1, 2] and [2,3] it rises",
    "it rises on [4, 5] and [0, 1]",
    "the cells (1, 1, 2) are full",
]


@pytest.mark.parametrize("text", WITHOUT_CITATION)
def test_numbers_in_brackets_that_measure_or_count_are_no_citation(text: str) -> None:
    assert [mark for mark in find_marks(text) if mark.kind == "numeric"] == []


NUMBERED_LIST = (
    "\n\nReferences\n\n[1] A. Rot, The Mill. Bern: Aare, 1990.\n[2] B. Blau, The Lock. Bern: Aare, 1991.\n"
    "[3] C. Gelb, The Weir. Bern: Aare, 1992.\n"
)


def test_numbers_in_a_note_cite_the_entries_of_the_list() -> None:
    text = (
        "On mills\n\nMills are old [3]. They stand in all towns of the valley.¹ So it is told.\n\n"
        "1 So Rot in 1990 [1], and Blau in 1991 [2], on an interval [0, 1] of it.\n"
    )

    document = understand(draft_of(text + NUMBERED_LIST, "p.txt"))

    assert [note.references for note in document.notes] == [("r1", "r2")]
    assert [(m.kind, m.references) for m in document.marks] == [("numeric", ("r3",)), ("note", ("r1", "r2"))]


def test_a_raised_number_without_a_note_cites_no_entry_of_a_paper_that_cites_in_brackets() -> None:
    text = "On mills\n\nMills are old [3]. They are very old [1]. They stand in all the towns.² So it is told.\n"

    document = understand(draft_of(text + NUMBERED_LIST, "p.txt"))

    assert [(m.number, m.references) for m in document.marks] == [(3, ("r3",)), (1, ("r1",)), (2, ())]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("It is old [1]. A matrix of size [6, 8] is used.", [1]),
        ("It is old [1]. The range [2, 3] is small.", [1, 2, 3]),
        ("It is old [1]. It is older still [7].", [1, 7]),
        ("It is old [1]. The odds were 2.3 (95 % CI [12, 34]).", [1]),
    ],
)
def test_a_doubtful_bracket_cites_only_where_the_list_has_its_numbers(words: str, numbers: list[int]) -> None:
    document = understand(
        draft_of(f"On mills\n\n{words} And so it stays in every town of the valley.{NUMBERED_LIST}", "p.txt")
    )

    assert [m.number for m in document.marks] == numbers


def test_brackets_with_numbers_cite_nothing_in_a_paper_of_names_and_years() -> None:
    text = (
        "It is old (Rot, 1990). It is new (Blau, 1991). It is neither (Gelb, 1992), with a rate of [3, 5] a day.\n\n"
        "References\n\nBlau, B. (1991). The lock. Bern: Aare.\n\nGelb, C. (1992). The weir. Bern: Aare.\n\n"
        "Rot, A. (1990). The mill. Bern: Aare.\n"
    )

    assert [m.kind for m in understand(draft_of(text, "p.txt")).marks] == ["author-date"] * 3


LINKED = [
    ("(Kern u. a. 1990)", "Kern, A. (1990). The mill. Bern: Aare.", []),
    ("(infra 1990: 4)", "infra (Institut für Ragwerk) (1990): Der Damm. Hg. v. BMX. Bern.", ["infra"]),
    ("(bell bird 1990)", "bird, bell. 1990. The mill. Bern: Aare.", ["bird"]),
    ("(UXO 1990)", "Union of X-Ray Offices (UXO). 1990. The mill. Bern: Aare.", ["Union"]),
    ("(BMVK 1990)", "Bundesministerium für Verkehr und Kanäle (1990): Der Damm. Berlin.", ["Bundesministerium"]),
    ("(Ministry of Locks 1990)", "Ministry of Locks (ML) (1990): The lock. London.", ["Ministry"]),
    ("(Mueller 1990)", "Müller, A. (1990). The mill. Bern: Aare.", ["Müller"]),
    ("(Márquez 1990)", "García Márquez, G. (1990). El molino. Bern: Aare.", ["García"]),
    ("(Kunze 1990)", "KUNZE Otto, ROT Ida, 1990, Le moulin, Berne, Aare.", ["KUNZE"]),
    ("(Rot/Blau 1990)", "Rot, Anna / Blau, Bert (Hg.) (1990): Der Damm. Bern: Aare.", ["Rot"]),
    ("(Costa-Lima 1990)", "COSTA LIMA, A. O moinho. Bern: Aare, 1990.", ["COSTA"]),
    ("(Costa Lima 1990)", "Costa-Lima, A. (1990). O moinho. Bern: Aare.", ["Costa-Lima"]),
    ("(Blau & Costa-Lima 1990)", "Blau, B., & Costa Lima, A. (1990). O moinho. Bern: Aare.", ["Blau"]),
    ("(Griffen 1990)", "Gri en, A. (1990). The mill. Bern: Aare.", ["Gri"]),
    ("(Griffen & Zorn 1990)", "Gri en, A., & Zorn, Z. (1990). The mill. Bern: Aare.", ["Gri"]),
    ("(Griffen 1990)", "Grien, A. (1990). The mill. Bern: Aare.", ["Grien"]),
    ("(Fisher 1990)", "sher, A. (1990). The mill. Bern: Aare.", ["sher"]),
    ("(Moll´a 1990)", "Mollá, A. (1990). The mill. Bern: Aare.", ["Mollá"]),
    ("(Körner & C´el´erier 1990)", "J. K¨orner and M. Célérier. 1990. The mill. Bern: Aare.", ["J."]),
    (
        "in Reihe 3 des Statistischen Landesamtes (1990)",
        "Statistisches Landesamt (1990): Dämme. Bern.",
        ["Statistisches"],
    ),
    ("im Bericht des Ministeriums der Dämme (1990)", "Ministerium der Dämme (1990): Dämme. Bern.", ["Ministerium"]),
    ("(a rate for which all argue, Lee et al., 1990)", "Lee, A., & Kern, B. (1990). The mill. Bern: Aare.", ["Lee"]),
    ("(Mill 1 – Lee and Kern, 1990; Mill 2 – Zorn, 1991)", "Lee, A., & Kern, B. (1990). The mill. Bern.", ["Lee"]),
    ("as Nagy István (1990) says", "Nagy, I. (1990). A malom. Bern: Aare.", ["Nagy"]),
    ("(Wang Wei, 1990)", "Wang, W. (1990). The mill. Bern: Aare.", ["Wang"]),
    ("as Das (1990) says", "Das, A. (1990). The mill. Bern: Aare.", ["Das"]),
    ("as in So’s (1990) book", "So, A. (1990). The mill. Bern: Aare.", ["So"]),
    ("(See, Kern and Rot, 1990)", "Kern, A., & Rot, B. (1990). The mill. Bern: Aare.", ["Kern"]),
    ("(Rot 1961)", "Rot, A. (1961/1937). The mill. Bern: Aare.", ["Rot"]),
    ("(Rot 1937)", "Rot, A. (1961/1937). The mill. Bern: Aare.", ["Rot"]),
    ("(Rot 2008)", "Rot, A. (2008) 1989, the year of mills. Bern: Aare.", ["Rot"]),
    ("(Rot/- Blau 1990)", "Rot, Anna / Blau, Bert (Hg.) (1990): Der Damm. Bern: Aare.", ["Rot"]),
]


@pytest.mark.parametrize(("citation", "entry", "begins"), LINKED)
def test_a_citation_is_led_to_its_entry(citation: str, entry: str, begins: list[str]) -> None:
    others = "Kern, A., Rot, B., & Blau, C. (1990). People and mills. Mill Review, 4(2), 10–20." if not begins else ""
    text = f"On mills\n\nMills are old {citation}. They stand in all towns (Zorn 1991).\n\nReferences\n\n{entry}\n\n"
    document = understand(draft_of(f"{text}{others}\n\nZorn, Z. (1991). The town. Bern: Aare.\n", "p.txt"))
    cited = {name for mark in document.marks[:1] for name in mark.references}

    assert [r.text.split()[0].strip(",") for r in document.references if r.id in cited] == (begins or ["Kern"])
    assert begins or [len(r.authors) for r in document.references if r.id in cited] == [3]


@pytest.mark.parametrize(
    ("citation", "entry"),
    [
        ("(Fisher, A. 1990)", "Sher, B. (1990). The mill. Bern: Aare."),
        ("(Griffen, 1990)", "Grien, A. (1990). The effect of the mill. Bern: Aare."),
        ("(Costa-Lima, 1990)", "Lima, A. (1990). O moinho. Bern: Aare."),
        ("(Statistische Dammämter, 1990)", "Statistik Dammwehr (1990): Dämme. Bern."),
        ("(Nagy Péter, 1990)", "Nagy, I. (1990). A malom. Bern: Aare."),
        ("(Rot, 1937)", "Rot, A. (1961). The mill in 1937. Bern: Aare."),
    ],
    ids=[
        "no gap",
        "the letters are not lost elsewhere",
        "a part of a double name",
        "more than endings",
        "another given name",
        "a year of the title",
    ],
)
def test_a_citation_is_not_led_to_a_work_of_a_like_name(citation: str, entry: str) -> None:
    text = f"On mills\n\nMills are old {citation}. They stand in all towns (Zorn, 1991).\n\nReferences\n\n{entry}\n\n"
    document = understand(draft_of(f"{text}Zorn, Z. (1991). The town. Bern: Aare.\n", "p.txt"))

    assert [m.references for m in document.marks] == [(), ("r2",)]


@pytest.mark.parametrize(
    "words",
    ["took part in the trial (TRIAL1990)", "in the files of Rot and Blau (1990 TOWN) it stands", "As was so (1990)"],
)
def test_what_names_no_author_of_the_list_is_no_citation(words: str) -> None:
    document = understand(
        draft_of(f"On mills\n\nIt {words}. They stand in all towns (Zorn, 1991).\n\nReferences\n\n"
                 "Zorn, Z. (1991). The town. Bern: Aare.\n", "p.txt")
    )  # fmt: skip

    assert [m.text for m in document.marks] == ["(Zorn, 1991)"]


def test_ders_and_ebd_cite_the_author_or_the_work_before() -> None:
    text = (
        "So ist es (Rot 1990: 4). Und so (ebd., S. 23). Später nicht mehr (ders. 1991: 5).\n\nLiteratur\n\n"
        "Rot, A. (1990): Die Mühle. Bern: Aare.\n\nDers. (1991): Die Schleuse. Bern: Aare.\n"
    )

    document = understand(draft_of(text, "p.txt"))

    assert [m.references for m in document.marks] == [("r1",), ("r1",), ("r2",)]


NEAREST = [
    ("Ylijoke", "2001", "Ylijoki, O.", "2001"),
    ("Mantila", "2003", "Mäntylä, H.", "2003"),
    ("Tschechow", "1990", "Chekhov, A.", "1990"),
    ("Müller", "1990", "Müller-Rot, A.", "1990"),
    ("Jones", "1990", "Jones Luong, P.", "1990"),
    ("Habermas", "1986", "Haberman, J.", "1986"),
    ("Piirkko Ylijoki", "2003", "Ylijoki, P.", "2001"),
]


@pytest.mark.parametrize(("cited", "year", "listed", "of"), NEAREST)
def test_the_nearest_name_is_told_where_no_entry_has_the_one_cited(cited: str, year: str, listed: str, of: str) -> None:
    shelf = Shelf([Reference("r1", "", ("Zorn, Z.",), "1990"), Reference("r2", "", (listed,), of)])

    found = shelf.nearest([cited], year)

    assert found is not None
    assert found.id == "r2"


@pytest.mark.parametrize(("cited", "year"), [("Wood", "1990"), ("Smith", "2001"), ("Habermas", "1999"), ("", "1990")])
def test_no_name_is_told_where_none_is_near(cited: str, year: str) -> None:
    shelf = Shelf([Reference("r1", "", ("Zorn, Z.",), "1990"), Reference("r2", "", ("Rabemann, J.",), "1999")])

    assert shelf.nearest([cited] if cited else [], year) is None


def test_of_equally_near_names_that_of_the_same_year_is_told() -> None:
    shelf = Shelf([Reference("r1", "", ("Ylijoki, O.",), "1999"), Reference("r2", "", ("Ylijoki, O.",), "2001")])

    assert shelf.nearest(["Ylijoke"], "2001") == Reference("r2", "", ("Ylijoki, O.",), "2001")


OPENING = "The old dams of the valley leak, as everyone who ever lived below them knows quite well. "
MEDICAL_LIST = (
    "References\n\n"
    "1. Lee A. Dams. Dam Rev. 2001;1(1):1-2.\n\n"
    "2. Lee B. Weirs. Dam Rev. 2001;1(1):3-4.\n\n"
    "3. Lee C. Locks. Dam Rev. 2001;1(2):5-6.\n\n"
    "4. Lee D. Quays. Dam Rev. 2001;1(3):7-8.\n"
)
MANNERS = {
    "ranges between brackets": ("So [1]–[3], and so [2, Sec. 4].", MEDICAL_LIST, ["r1", "r2", "r3", "r2"]),
    "raised numbers and ranges": ("So it is.¹,² And so.²⁻⁴", MEDICAL_LIST, ["r1", "r2", "r2", "r3", "r4"]),
    "numbers in round brackets": (
        "So it is (1, 2), and so (3–4). So (1).",
        MEDICAL_LIST,
        ["r1", "r2", "r3", "r4", "r1"],
    ),
    "numbers in round brackets behind brackets, shares and quotations": (
        "So it is (a weir) (1), 40% (2), and “so” (3). So (4).",
        MEDICAL_LIST,
        ["r1", "r2", "r3", "r4"],
    ),
    "numbers in round brackets behind the word": (
        "So it is said(1,2), and so it was held(3). So by them(4).",
        MEDICAL_LIST,
        ["r1", "r2", "r3", "r4"],
    ),
    "numbers in round brackets behind names and versions that end with a digit, and behind others": (
        "So it is with WEIR-19 (1), in dams2 (2,3) and R 4.2.1 (4). So Holm et al.(1) and Vik et al. (2,4).",
        MEDICAL_LIST,
        ["r1", "r2", "r3", "r4", "r1", "r2", "r4"],
    ),
    "keys": (
        "So [Knu84]. And so [Knu84, LM02], [Lee+10, p. 4], or [X99].",
        "References\n\n[Knu84] D. Knuth. Dams. Heron, 1984.\n\n[LM02] A. Lee and B. Moe. Locks. Heron, 2002.\n\n"
        "[Lee+10] A. Lee, B. Moe, C. Noe, D. Poe. Weirs. Heron, 2010.\n",
        ["r1", "r1", "r2", "r3"],
    ),
    "keys, where numbers in brackets are weights": (
        "So [Knu84] and [LM02]. A map E[1] → J is in D[2] [Knu84], as is E^a [1] of [LM02].",
        "References\n\n[Knu84] D. Knuth. Dams. Heron, 1984.\n\n[LM02] A. Lee and B. Moe. Locks. Heron, 2002.\n",
        ["r1", "r2", "r1", "r2"],
    ),
    "names and years in brackets, which the entries have too": (
        "So [Lee and Moe, 2002, p. 4; Roe et al., 2010b], so [Knuth, 1984] and [World Bank n.d.].",
        "References\n\n[Knuth, 1984] Knuth, D. E. (1984). Dams. Heron.\n[Lee and Moe, 2002] Lee, A. and Moe, B. (2002). "
        "Locks of the\nnorth. Dams, 12(3):44–57.\n[Roe et al., 2010a] Roe, C., Doe, D. and Poe, E. (2010). Old. Heron.\n"
        "[Roe et al., 2010b] Roe, C., Doe, D. and Poe, E. (2010). New. Heron.\n[World Bank n.d.] World Bank. Water data. "
        "http://data.example.org/water. Accessed 3 May\n2015.\n",
        ["r2", "r4", "r1", "r5"],
    ),
    "the same before the given names in full": (
        "So [McCall 2005] and [Posner and Roe 2015], so [Butler 1993] and [Data Group 2014-].",
        "Works Cited\n\n[Butler 1993] Butler, Judith. Dams That Matter. York: Heron, 1993.\n[Data Group 2014-] Data Group. "
        "Dams: a list. R package, http://dams.example.org (2014).\nAccessed 5 October 2014.\n[McCall 2005] McCall, Leslie. "
        "“The Water.” Signs. 30.3 (Spring 2005): 1771-1800.\n[Posner and Roe 2015] Posner, Miriam, and Ann Roe. “Dams.” "
        "Blog.\n27 July 2015, http://posner.example.org/dams. Accessed 10\nAugust 2015.\n",
        ["r3", "r4", "r1", "r2"],
    ),
    "a dash for the author above, and a date": (
        "So (Katzir and Singh 2014), so (Katzir and Singh 2015; Roberts 2012), so (Rooth 1985, 1992). But (Moser 2011).",
        "Literatur\n\nKatzir, Roni and Raj Singh (May 2014). “Dams”. In: Dams. Vol. 18, pp. 201–216.\n— (May 2015). “Economy "
        "of dams”. In: Dams 19, pp. 322–339.\nMoser, Ute (3. Mai 2010). „Deiche“. In: Wasser 3, S. 4–9.\n— (5. Juni 2011). "
        "„Wehre“. In: Wasser 4, S. 14–19.\nRoberts, Craige (1996). “Water”. In: Papers. Vol. 49. Ohio.\n— (Dec. 2012). “Water "
        "in dams”. In: Dams 5.6, pp. 1–69.\nRooth, Mats (1985). “Dams”. PhD thesis.\n— (Feb. 1992). “A theory of dams”. In: "
        "Natural Dams 1.1, pp. 75–116.\n",
        ["r1", "r2", "r6", "r7", "r8", "r4"],
    ),
    "author and page": (
        "So (Jones and Lee 12–13). But (Smith, Weirs 7), (Smith, Dams 9), (Table 3), (Moe 4).",
        "Works Cited\n\nJones, Ann, and Bo Lee. Water. Heron, 2004.\n\nSmith, John. Dams. Heron, 2001.\n\n"
        "---. Weirs. Heron, 2003.\n",
        ["r1", "r3", "r2"],
    ),
    "a body with its short name": (
        "So (World Health Organization [WHO], 2010), then (WHO, 2010), and as Smith says in (Marx, 1867/1990).",
        "References\n\nMarx, K. (1990). Early writings. Heron.\n\nWorld Health Organization. (2010). Water. WHO.\n",
        ["r2", "r2", "r1"],
    ),
    "authors parted by semicolons, and titles": (
        "So (Nevado; Gallardo, 2016; Huizingh, 2000), so (“Dams Today”, 2010). In the words of the (Press; Smith, 2001).",
        "References\n\n“Dams Today.” (2010). Dam News.\n\nHuizingh, E. (2000). Weirs. Heron.\n\n"
        "Nevado, M., & Gallardo, D. (2016). Locks. Heron.\n\nSmith, J. (2001). Quays. Heron.\n",
        ["r3", "r2", "r1", "r4"],
    ),
    "German": (
        "So Alt und Neu (o. J.), (Meyer u. a. 2007; vgl. auch Öz 2008, 3 ff.), so Kunz/Alt (2005, S. 4 f.).",
        "Literatur\n\nAlt, A. und Neu, B. (o. J.): Deiche. Ulm: Reiher.\n\nKunz, C./Alt, D. (2005): Wehre. Ulm: Reiher.\n\n"
        "Meyer, E./Nolte, F./Otte, G. (2007): Fluten. Ulm: Reiher.\n\nÖz, I. (2008): Meer. Ulm: Reiher.\n",
        ["r1", "r3", "r4", "r2"],
    ),
    "Turkish": (
        "Yılmaz’a (2010) göre (Demir vd., 2012) ve (aktaran Öz, t.y.) böyledir.",
        "Kaynakça\n\nDemir, A., Kaya, B. ve Su, C. (2012). Göl. Ankara: Balıkçıl.\n\n"
        "Öz, D. (t.y.). Deniz. Ankara: Balıkçıl.\n\nYılmaz, E. (2010). Baraj. Ankara: Balıkçıl.\n",
        ["r3", "r1", "r2"],
    ),
    "Albanian": (
        "Sipas Hoxhës (2010) dhe (Hoxha etj., 2012; Hoxha dhe Leka, 2011, f. 3) po.",
        "Literatura\n\nHoxha, A. (2010). Diga. Tiranë: Çafka.\n\nHoxha, A. dhe Leka, B. (2011). Lumi. Tiranë: Çafka.\n\n"
        "Hoxha, A., Leka, B. dhe Meta, C. (2012). Deti. Tiranë: Çafka.\n",
        ["r1", "r3", "r2"],
    ),
    "Spanish": (
        "Según García Márquez (2012) y (Pérez et al., s. f.).",
        "Referencias\n\nGarcía Márquez, G. (2012). Ríos. Madrid: Garza.\n\n"
        "Pérez, A., Gil, B., y Sanz, C. (s. f.). Pozos. Madrid: Garza.\n",
        ["r1", "r2"],
    ),
    "French": (
        "D’après Dupont (2012) et (Dupont et Durand, 2010 : 12), comme Petit (s. d.).",
        "Bibliographie\n\nDupont, A., & Durand, B. (2010). Digues. Paris : Héron.\n\n"
        "Dupont, A. (2012). Lacs. Paris : Héron.\n\nPetit, C. (s. d.). Quais. Paris : Héron.\n",
        ["r2", "r1", "r3"],
    ),
}


@pytest.mark.parametrize(("words", "listed", "cited"), MANNERS.values(), ids=MANNERS)
def test_each_manner_of_citing_meets_the_entries_of_its_list(words: str, listed: str, cited: list[str]) -> None:
    document = understood(f"A Paper on Dams\n\n{OPENING}{words}\n\n{listed}")

    assert [name for mark in document.marks for name in mark.references] == cited
    assert all(mark.references for mark in document.marks)


def test_items_counted_in_round_brackets_and_codes_in_square_ones_cite_nothing() -> None:
    counted = f"{OPENING}We (1) dig, (2) fill and (3) wait; see also (4) below.\n\n[1][SENT] opens a line.\n\n"

    assert understood(f"A Paper on Dams\n\n{counted}{MEDICAL_LIST}").marks == ()


LONG_MEDICAL_LIST = "References\n\n" + "\n\n".join(
    f"{n}. Lee {chr(64 + n)}. Dams of the {n} weirs. Dam Rev. 2001;1({n}):{n}-{n + 9}." for n in range(1, 13)
)


@pytest.mark.parametrize(
    ("words", "cited"),
    [
        (
            "So it is with dams (1–3) and with weirs (4,6–9) in the north, as told (5). So it is in the south (10), the west"
            " (11) and the east (12).",
            12,
        ),
        # items, and equations one by one
        ("The dams (1) leak, (2) rot, (3) fall, (4) rise, (5) sink, (6) stand, as we know (7), (8), (9).", 0),
        ("By (1) and (2) the flow is (3). With (4), (5) and (6) it is (7); by (8) and (9) we get (10), (11).", 0),
        # a middle and its range
        ("Their age was 45 (3–12), the median in 2019 12 (4–9), that of dams 3.5 (1–8), and 7 (2–11).", 0),
        # a few that stand together do not make it a manner
        ("So it is with the dams (1–3) in the north, and it was held (4).", 0),
    ],
)
def test_numbers_in_round_brackets_cite_amid_clauses_where_they_stand_together(words, cited):
    found = understood(f"{OPENING}\n\n{words}\n\n{LONG_MEDICAL_LIST}\n")
    assert len([mark for mark in found.marks if mark.references]) == cited


def test_a_work_whose_title_bears_another_year_is_found_by_the_year_of_its_imprint() -> None:
    document = understood(
        "It is so (Marr, 2019). It is not so (Marr, 2018).\n\nReferences\n\n"
        "Kern, A. Locks. Ulm: Heron, 1990.\n\n"
        "Marr, A. The state of dams (2017). Journal of Dams, v. 3, p. 4-9, 2019. Available at: https://example.org/dams.\n"
    )
    cited = [mark for mark in document.marks if mark.kind == "author-date"]
    assert [bool(mark.references) for mark in cited] == [True, False]


@pytest.mark.parametrize(
    ("title", "cited", "found"),
    [
        ("Halloween [DVD]", ("Halloween",), ("r1",)),
        ("Report on dams: a survey", ("Report on Dams",), ("r1",)),
        ("Jaws", ("Jaws",), ("r1",)),
        ("Jaws", ("Jaws", "Oak"), ()),
        ("Jaws of the north", ("Jaws",), ()),
        ("Jaws", ("Zorn",), ()),
    ],
)
def test_a_work_is_cited_by_its_whole_title_too(title: str, cited: tuple[str, ...], found: tuple[str, ...]) -> None:
    shelf = Shelf([Reference("r1", "", ("Spielberg, S.",), "1975", title=title)])
    assert shelf.find(cited, "1975") == found
    assert shelf.find(cited, "1976") == ()


@pytest.mark.parametrize(
    "words",
    ["(Basel 1547)", "(Roma 1962)", "(Paris/New York 1986)", "(Lond. 1909)", "(Strassb. 1901)", "(France 2014)"],
)
def test_where_and_when_an_edition_came_out_is_no_citation_unless_the_list_has_it(words):
    text = f"It was printed soon {words}, and all of it is well known. " * 3
    assert understood(text).marks == ()


def test_an_author_who_is_called_as_a_town_is_cited_where_the_list_has_the_work():
    text = "It is done with words (Austin 1962). So it is (Berg 2011). And so (Moos 2001).\n\n# References\n\n"
    entries = (
        "Austin, J. L. 1962. How to Do It. Oxford: Mole.",
        "Berg, A. 2011. Ports. Bern: Mole.",
        "Moos, B. 2001. Salt. Bern: Mole.",
    )
    assert [bool(m.references) for m in understood(text + "\n\n".join(entries)).marks] == [True, True, True]


ROMAN = "The port grew fast.[i] Its merchants grew rich.[ii] The salt was sold.[iii]\n\n# Notes\n\n{}"


def test_notes_with_small_roman_numbers_in_brackets_are_called_by_them():
    document = understood(ROMAN.format("[i] Berg, Ports, p. 3.\n\n[ii] Moos, Salt, p. 4.\n\n[iii] Ibid.\n"))
    assert [(m.kind, m.number, m.note is not None) for m in document.marks] == [("note", n, True) for n in (1, 2, 3)]
    assert [note.number for note in document.notes] == [1, 2, 3]


@pytest.mark.parametrize(
    "text",
    [
        ROMAN.format("Nothing stands here that has a number.\n"),
        "They sold [i] salt, [ii] herring, and [iii] timber, as told in Gen 1:2 and Rom 3:23–24; [1:2] too.\n",
        "The first tram ran¹⁸¹⁹ in the town, and the last¹⁹⁵⁶ not long ago.\n",
    ],
)
def test_letters_in_brackets_verses_and_raised_years_call_no_note(text):
    assert not [mark for mark in understood(text).marks if mark.kind == "note"]


def test_what_a_scale_is_called_before_its_authors_hides_no_entry():
    entries = "Berg, A., & Moos, B. (2011). Ports. Bern: Mole.\n\nRied, C. (1999). Salt. Bern: Mole.\n\nHale, I. (2001). Dues. Bern: Mole.\n"
    text = f"It was measured (PORT, Berg & Moos, 2011). So it is (Ried, 1999; Hale, 2001).\n\n# References\n\n{entries}"
    assert [bool(mark.references) for mark in understood(text).marks] == [True, True, True]


@pytest.mark.parametrize(
    "words", ["Columba livia (Gmelin, 1789)", "P. leo persica (Meyer, 1826)", "*Lagopus muta* (Montin, 1781)"]
)
def test_who_named_a_species_is_cited_only_where_the_list_has_the_work(words):
    found = find_marks(f"It feeds on {words} in the north.")
    assert [mark.guessed for mark in found if mark.kind == "author-date"] == [True]


def test_old_works_are_cited_as_new_ones_are():
    assert [m.guessed for m in find_marks("It was shown early (Darwin, 1859) and late (Berg, 2011).")] == [False, False]
