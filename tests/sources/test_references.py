"""References of many styles, short forms, damaged bodies and notes that cite several works."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.manuscript.readers.markdown.reader import draft_markdown
from argmap.manuscript.stages.understanding import understand
from argmap.sources.list_style import reread_titles
from argmap.sources.references.parse import ParsedReference, parse_reference, split_references
from argmap.sources.references.titles import read_title
from volume import few_of

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from reference_fields import judge, unseen_cases, written_cases

CASES = [*written_cases(), *unseen_cases()]

# Read with a mistake since the tagger is heard wherever it is likelier right than the rules, which were made with these
# before their eyes: of the references of others it mends many more than it spoils. A mend of one shows here.
_MISREAD = (
    "Reka, B., Holl, O., & Sela, Y. (2012a). Institutions of the Balkans: Who decides? Arberia Design.",
    "Moos, Anna/Ried, Bernd (2004): Wehr und Ufer. Ein",
    "Halm, C. (1991). Locks in rows. In Proceedings",
    "Doe, J. (1999). Lost Rivers. The New Middle Ages.",
)


def _expect_failure_of_known(request, text):
    if text.startswith(_MISREAD):
        request.applymarker(pytest.mark.xfail(reason="the tagger misreads it", strict=True))


@pytest.mark.parametrize("style", ["mla", "note", "apa", "harvard", "ieee", "vancouver", "acm"])
def test_nineteen_of_twenty_fields_are_right_in_each_style(style):
    results = [
        right for case in CASES if case.style == style for _, right, _, _ in judge(case, parse_reference(case.text))
    ]
    assert len(results) > 40
    assert sum(results) / len(results) >= 0.95


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.style not in ("ieee",)], ids=lambda c: f"{c.style}: {c.text[:40]}"
)
def test_every_field_is_what_the_reference_says(case, request):
    _expect_failure_of_known(request, case.text)
    wrong = [
        (name, expected, found) for name, right, expected, found in judge(case, parse_reference(case.text)) if not right
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "form", "authors", "year", "locator"),
    [
        ("Sülkü 2010: 11", "author-date", ("Sülkü",), "2010", "11"),
        ("Rubin and Kirişci 2001: 54", "author-date", ("Rubin", "Kirişci"), "2001", "54"),
        ("(Davutoğlu 2008: 375-377)", "author-date", ("Davutoğlu",), "2008", "375-377"),
        ("See Smith et al., 2010a, pp. 4–6.", "author-date", ("Smith",), "2010a", "4–6"),
        ("van der Berg & Öniş (2014), p. 3", "author-date", ("van der Berg", "Öniş"), "2014", "3"),
        ("Ibid., 12.", "ibid", (), None, "12"),
        ("ibid", "ibid", (), None, None),
        ("Ebd., S. 7.", "ibid", (), None, "7"),
        ("A.g.e., s. 45.", "ibid", (), None, "45"),
        ("Miller, op. cit., p. 4.", "op-cit", ("Miller",), None, "4"),
        ("Loc. cit.", "loc-cit", (), None, None),
        ("Malcolm, Kosovo, 45.", "author-title", ("Malcolm",), None, "45"),
        ("Miller, “Albania and Her Protectress,” 440.", "author-title", ("Miller",), None, "440"),
        ("Sülkü, p. 11", "author-page", ("Sülkü",), None, "11"),
        ("Id. at 45.", "ibid", (), None, "45"),
        ("Nafi (2008, 127).", "author-date", ("Nafi",), "2008", "127"),
        ("Kunz / Alt (2008)", "author-date", ("Kunz", "Alt"), "2008", None),
        ("Kunz/Alt(1991), S. 375ff.", "author-date", ("Kunz", "Alt"), "1991", "375ff"),
    ],
)
def test_short_forms_point_back(text, form, authors, year, locator):
    found = parse_reference(text)
    assert (found.short_form, found.authors, found.year, found.locator) == (form, authors, year, locator)


@pytest.mark.parametrize(
    ("text", "locator"),
    [
        ("Id. at 14.", "14"),
        ("See id.", None),
        ("Id. at 18 (“These are but words.”).", "18"),
        ("Ibid., at 163 (Halm, J., concurring).", "163"),
        ("Ibid., fol. 14.", "fol. 14"),
        ("ibid [25].", "[25]"),
        ("Po aty, dosja 13, fl. 5.", "dosja 13, fl. 5"),
        ("Ivi, c. 45r.", "c. 45r"),
        ("Ibíd., lib. II, cap. IX, núm. 4 y 6.", "lib. II, cap. IX, núm. 4 y 6"),
    ],
)
def test_the_work_just_named_is_meant_whatever_place_in_it_is_named(text, locator):
    found = parse_reference(text, ("Halm, Ida",))
    assert (found.short_form, found.authors, found.locator) == ("ibid", (), locator)


@pytest.mark.parametrize("text", ["Id., Il sale, Torino 1986, p. 158.", "Id. 1998", "Idem, Locks, Bern 1994."])
def test_the_author_just_named_with_another_work_is_not_the_same_work(text):
    found = parse_reference(text, ("Halm, Ida",))
    assert (found.short_form, found.authors) == (None, ("Halm, Ida",))


@pytest.mark.parametrize(
    ("text", "authors", "title", "locator"),
    [
        ("C. Riva, Il sale e i mugnai, cit., p. 60.", ("Riva, C.",), "Il sale e i mugnai", "60"),
        ("Riva, Il sale, op. cit., pp. 60-62.", ("Riva",), "Il sale", "60-62"),
        ("Riva, cit., p. 61.", ("Riva",), None, "61"),
        ("Riva (1991), op. cit., pp. 24-26.", ("Riva",), None, "24-26"),
        ("Ferry, 123 U.S. at 45.", ("Ferry",), None, "45"),
        ("Old Mill Corp., 12 F.3d at 45–46.", ("Old Mill Corp.",), None, "45–46"),
        ("M. Blanc, Les rois du sel, op. cit., p. 61.", ("Blanc, M.",), "Les rois du sel", "61"),
        ("Blanc, M., Les rois…, éd. citée, p. 62.", ("Blanc, M.",), "Les rois…", "62"),
        ("RIBEIRO, Ana. Op. cit., p. 33.", ("RIBEIRO, Ana",), None, "33"),
        ("Deda, vep. e cit., fq. 120.", ("Deda",), None, "120"),
        ("Deda, vepra e cituar, f. 40.", ("Deda",), None, "40"),
        ("Yalçın, a.g.e., s. 50.", ("Yalçın",), None, "50"),
        ("Yalçın, agm., s. 480.", ("Yalçın",), None, "480"),
        ("Halm, supra, at 45.", ("Halm",), None, "45"),
        ("Halm and Ried, Salt, op. cit., lib. II, cap. 4.", ("Halm", "Ried"), "Salt", "lib. II, cap. 4"),
    ],
)
def test_a_word_says_that_the_work_was_given_before(text, authors, title, locator):
    found = parse_reference(text)
    assert (found.short_form in ("op-cit", "loc-cit"), found.authors, found.title, found.locator) == (
        True,
        authors,
        title,
        locator,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Halm, The Stone, Age, 45.",
        "Riva, Il sale, cit. in Blanc, Les rois du sel, p. 3.",
        "Halm, Carl 2005: Netze am Ufer, in: Moos (Hg.): a.a.O., S. 5-14.",
        "BLANC, O.",
        "Blanc, A. and Halm, C., above the river, Bern 1990.",
    ],
)
def test_the_same_letters_in_another_sense_are_no_such_word(text):
    assert parse_reference(text).short_form not in ("op-cit", "loc-cit")


@pytest.mark.parametrize(
    ("text", "authors", "note", "title", "locator"),
    [
        ("Smith, supra note 12, at 45", ("Smith",), 12, None, "45"),
        ("Smith (n 12) 45", ("Smith",), 12, None, "45"),
        ("Smith, “Dams,” supra note 3, at 12–13", ("Smith",), 3, "Dams", "12–13"),
        ("Supra note 12, at 45.", (), 12, None, "45"),
        ("Ried, supra note 12, at 45 (arguing that dams should wait).", ("Ried",), 12, None, "45"),
        ("Kunz, a.a.O. (Fn. 12), S. 45.", ("Kunz",), 12, None, "45"),
        ("Kunz, Deichrecht (Fn. 12), Rn. 7", ("Kunz",), 12, "Deichrecht", "Rn. 7"),
        ("Kunz/Alt (Anm. 3), S. 12 f.", ("Kunz", "Alt"), 3, None, "12 f"),
        ("Runkel (o.Fn. 12), § 3 Rn. 22.", ("Runkel",), 12, None, "§ 3 Rn. 22"),
        ("Dupont, op. cit. (note 3), p. 12", ("Dupont",), 3, None, "12"),
        ("Rossi, op. cit., nota 4, p. 12", ("Rossi",), 4, None, "12"),
    ],
)
def test_a_short_form_may_say_which_note_gives_the_work(text, authors, note, title, locator):
    found = parse_reference(text)
    assert found.short_form == "op-cit"
    assert (found.authors, found.note, found.title, found.locator) == (authors, note, title, locator)


@pytest.mark.parametrize(
    "end",
    [
        "Disponível em: <https://example.org/c.pdf>. Acessado em: 23 jan. 2016.",
        "Disponible en https://example.org/c.pdf. Último acceso: 23 de enero de 2016.",
        "Disponible sur https://example.org/c.pdf. Consulté le 23 janvier 2016.",
        "Disponibile su https://example.org/c.pdf. Ultimo accesso: 23 gennaio 2016.",
        "Abrufbar unter https://example.org/c.pdf. Zuletzt abgerufen am 23.01.2016.",
        "https://example.org/c.pdf. Son erişim tarihi: 23 Ocak 2016.",
        "Consultado em 23 de Janeiro de 2016.",
        "Geraadpleegd op 23 januari 2016.",
    ],
)
def test_the_day_of_a_visit_is_not_the_year_of_the_work(end):
    assert parse_reference(f"Moreira, L. Redes do porto. 2012. {end}").year == "2012"


@pytest.mark.parametrize("text", ["Smith 2004, n. 4", "note 12 above", "Miller, n. 4, p. 5"])
def test_a_note_of_another_work_is_no_pointer(text):
    assert parse_reference(text).note is None


@pytest.mark.parametrize(
    ("text", "kind", "title", "year"),
    [
        ("§ 240 Abs. 4 StGB", "law", "§ 240 Abs. 4 StGB", None),
        ("§§ 174 bis 176b StGB", "law", "§§ 174 bis 176b StGB", None),
        ("Art. 5 Abs. 1 S. 1 GG", "law", "Art. 5 Abs. 1 S. 1 GG", None),
        ("42 U.S.C. § 1983 (2006)", "law", "42 U.S.C. § 1983", "1983"),
        ("BGH, Beschl. v. 3.2.2012, 4 StR 5/12.", "case", "BGH, Beschl. v. 3.2.2012, 4 StR 5/12", "2012"),
        ("Urteil des LG Ulm vom 1.9.2012, 2 KLs 1/12", "case", "Urteil des LG Ulm vom 1.9.2012, 2 KLs 1/12", "2012"),
        ("BVerfGE 7, 198 (205)", "case", "BVerfGE 7, 198", None),
        ("OLG Köln, NJW 2004, 1577 (1582)", "case", "OLG Köln, NJW 2004, 1577 (1582)", "2004"),
        ("Cass. civ., sez. un., 12 marzo 2003, n. 1", "case", "Cass. civ., sez. un., 12 marzo 2003, n. 1", "2003"),
        ("STC 12/2003", "case", "STC 12/2003", None),
        ("Ley 39/2015, de 1 de octubre", "law", "Ley 39/2015", None),
        ("Lei n. 9.394/1996", "law", "Lei n. 9.394/1996", None),
        ("S. Rep. No. 77-123, at 3 (1942).", "law", "S. Rep. No. 77-123", "1942"),
        ("H.R. 4321, 99th Cong. (1985)", "law", "H.R. 4321", "1985"),
        ("Restatement (Third) of Salt § 12 cmt. b (Am. L. Inst. 1999).", "law", "Restatement (Third) of Salt", "1999"),
        ("Gesetz zur Ordnung der Deiche, BGBl. I 2004, 12", "law", "Gesetz zur Ordnung der Deiche", "2004"),
        ("Case C-6/12 Heron Spain v AEPD", "case", "Case C-6/12 Heron Spain v AEPD", None),
        ("The Herald, 26 March 1997, p. 4", "newspaper", "The Herald", "1997"),
        ("DIE WELLE vom 26.10. 1995, S. 2.", "newspaper", "DIE WELLE", "1995"),
        ("El País, 3 de marzo de 2004", "newspaper", "El País", "2004"),
        ("LG Electronics, Annual report 2004", None, "Annual report 2004", None),
        ("Ley, J. (2004). Title 12/13", None, "Title 12/13", "2004"),
        ("Berlin, 12.3.2001", None, "Berlin, 12.3.2001", None),
    ],
)
def test_what_has_no_author_is_known_by_its_form(text, kind, title, year):
    found = parse_reference(text)
    assert (found.kind, found.title, found.year) == (kind, title, year)


@pytest.mark.parametrize(
    ("text", "kind", "authors", "title", "container", "year", "locator"),
    [
        ("Cic. fam. 3,4", "classic", ("Cic.",), "fam.", None, None, "3,4"),
        ("Vgl. Hom. Od. 3.91–98.", "classic", ("Hom.",), "Od.", None, None, "3.91–98"),
        ("Thuc. 6.3", "classic", ("Thuc.",), None, None, None, "6.3"),
        ("Plato, Laws 705a–706b.", "classic", ("Plato",), "Laws", None, None, "705a–706b"),
        ("1 Kor 7,3–5", "classic", (), "1 Kor", None, None, "7,3–5"),
        ("Qur’an 3:7", "classic", (), "Qur’an", None, None, "3:7"),
        ("BArch, R 4 II/77, Bl. 5 f.", "archive", (), "BArch, R 4 II/77", None, None, "Bl. 5 f"),
        ("AA, R 4321", "archive", (), "AA, R 4321", None, None, None),
        (
            "Halm an Moos, 3.4.1935, in: PA AA, R 43",
            "archive",
            (),
            "Halm an Moos, 3.4.1935",
            "PA AA, R 43",
            "1935",
            None,
        ),
        ("NARA, RG 7, Box 2, Folder 3.", "archive", (), "NARA, RG 7, Box 2, Folder 3", None, None, None),
        ("Staatsarchiv Ulm, 4,21-12", "archive", (), "Staatsarchiv Ulm, 4,21-12", None, None, None),
        (
            "ISO 7:2015, Locks for weirs. Bern: ISO, 2016.",
            "standard",
            (),
            "ISO 7:2015 Locks for weirs",
            None,
            "2015",
            None,
        ),
        ("DIN EN 77:2010-12", "standard", (), "DIN EN 77:2010-12", None, "2010", None),
        ("RFC 7: Locks for all, 1997.", "standard", (), "RFC 7 Locks for all", None, "1997", None),
        ("王水：《河史》，北京：清流出版社，2001年，第12-15页。", "book", ("王水",), "河史", None, "2001", "12-15"),
        ("李水：〈論河〉，《水學刊》，第3期（1999年）。", "article", ("李水",), "論河", "水學刊", "1999", None),
        ("山川太郎『日本の堰』清流書店、1995年。", "book", ("山川太郎",), "日本の堰", None, "1995", None),
        ("王水, 李河. 河史[M]. 北京: 清流出版社, 2001: 12.", "book", ("王水", "李河"), "河史", None, "2001", "12"),
    ],
)
def test_a_mark_of_its_own_tells_archives_standards_ancient_and_east_asian_works(
    text, kind, authors, title, container, year, locator
):
    found = parse_reference(text)
    assert (found.kind, found.authors, found.title, found.container, found.year, found.locator, found.short_form) == (
        (kind, authors, title, container, year, locator, None)
    )


@pytest.mark.parametrize(
    ("text", "kind", "authors", "title", "container", "volume", "pages", "locator"),
    [
        (
            "See, e.g., Ann S. Ried, The Third Dam and New Tolls, 12 Mich. L. Rev. 801, 805–06 (2004)",
            *("article", ("Ried, Ann S.",), "The Third Dam and New Tolls", "Mich. L. Rev", "12", "801", "805–06"),
        ),
        (
            "Ann R. Ried & Bo Moos, Dams, Tolls, and Salt, 7 HARV. L. REV. 88 (2003).",
            *("article", ("Ried, Ann R.", "Moos, Bo"), "Dams, Tolls, and Salt", "HARV. L. REV", "7", "88", None),
        ),
        ("Bo Moos, Salt and Other Dues 43 (1999)", "book", ("Moos, Bo",), "Salt and Other Dues", *(None,) * 3, "43"),
        ("Bo Moos, The Dam 9 (2d ed. 2011).", "book", ("Moos, Bo",), "The Dam", *(None,) * 3, "9"),
    ],
)
def test_american_lawyers_part_names_title_and_journal_by_commas_alone(
    text, kind, authors, title, container, volume, pages, locator
):
    found = parse_reference(text)
    assert (found.kind, found.authors, found.title, found.container) == (kind, authors, title, container)
    assert (found.volume, found.pages, found.locator) == (volume, pages, locator)


@pytest.mark.parametrize(
    "text",
    [
        "Bo Moos, Salt and Dues, Port Studies 43 (1999)",  # a journal
        "Bo Moos, The Ports of 1850 (1999)",
        "Bo Moos, Salt and Dues, 12 Ried and Sons 43 (1999)",
    ],
)
def test_a_number_before_the_year_is_not_always_a_page_of_a_book(text):
    found = parse_reference(text)
    assert found.kind != "book" or found.locator is None


@pytest.mark.parametrize(
    "text",
    [
        "John 2004, 12",
        "Varro 1984, S. 3",
        "LA 2004, 12",
        "Halm, A. (2010). The ISO 7 standard. Ulm: Aare.",
        "DIN e. V. (2010): Normen für alle. Berlin: Aare.",
        "Erasmus 2004, 45",
        "Plato, Republic, Ulm 1999, S. 4.",
        "Dan Moos (2010): Das Archiv. In: Archiv 3, S. 4.",
    ],
)
def test_a_work_whose_names_look_like_such_marks_is_none(text):
    assert parse_reference(text).kind not in ("classic", "archive", "standard")


@pytest.mark.parametrize(
    "text",
    [
        "Malcolm, Noel. Kosovo: A Short History. London: Macmillan, 1998.",
        "Rienner Publishers, 2001",
        "Ibidem Press, The Balkans Today. Stuttgart, 2010.",
        "Ali Kazancıgil, La Turquie, Paris, Le Cavalier Bleu, 2008, p. 44.",
    ],
)
def test_full_references_are_not_short_forms(text):
    assert parse_reference(text).short_form is None


def test_quoted_in_gives_the_work_in_hand_and_keeps_who_is_quoted():
    found = parse_reference("Smith, quoted in Jones 2001: 5")
    assert (found.quoted, found.authors, found.year, found.locator) == ("Smith", ("Jones",), "2001", "5")


def test_a_cut_off_body_gives_what_is_there_and_little_certainty():
    found = parse_reference("Office of European Analysis,")
    assert found.authors == ("Office of European Analysis",)
    assert found.certainty["authors"] <= 0.4
    assert (found.year, found.title, found.publisher) == (None, None, None)


def test_damage_makes_fields_less_sure():
    whole = parse_reference('Kirişci, Kemal. "International Relations." Foreign Policy Review 7 (2001): 5–21.')
    damaged = parse_reference(
        'Kirişci, Kemal. "Interna\ufffdonal Rela\ufffdons." Foreign Policy Review 7 (2001): 5–21.'
    )
    assert damaged.title == "Interna\ufffdonal Rela\ufffdons"
    assert damaged.certainty["title"] < whole.certainty["title"]


def test_a_thesis_over_many_lines_is_read_whole():
    found = parse_reference(
        'Aydın, Selin. "Balkan \nPolicies After the Cold \nWar." Unpublished Thesis \nMaster of Science in the '
        "\nDepartment of Interna-\ntional "
        "Relations, Northern \nTechnical University (2010)."
    )
    assert (found.kind, found.year, found.publisher) == ("thesis", "2010", "Northern Technical University")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "12",
        "…",
        "The.",
        "\ufffd\ufffd",
        "((((((",
        "“",
        "1. ",
        "and and and",
        "Ibid" * 200,
        "A, " * 5000,
        "; " * 3000,
    ],
)
def test_nonsense_gives_a_value_and_no_error(text):
    assert parse_reference(text).text == text
    assert isinstance(split_references(text), list)


@given(st.text(alphabet="AbZö .,:;()[]\"“”'’0123456789-–&\n\ufffdpvolednaitc", max_size=300))
def test_nothing_is_invented(text):
    found = parse_reference(text)
    letters = {c.casefold() for c in text} | set("-")
    for value in (found.title, found.container, found.publisher, found.place, *found.authors, *found.editors):
        assert not value or {c.casefold() for c in value} <= letters | {" ", ","}
    assert all(0 <= value <= 1 for value in found.certainty.values())


@pytest.mark.parametrize(
    "hostile",
    few_of([
        "A. " * 1300,
        "Aa, A., " * 500,
        "(" * 4000,
        "“" * 4000,
        "Aa bb " * 600,
        "1, " * 1300,
        "et al. " * 500,
        "a" * 100_000,
        "Aa " * 1300,
        "A-" * 2000,
    ], 2),
)  # fmt: skip
def test_long_hostile_text_takes_little_time(hostile):
    start = time.process_time()
    parse_reference(hostile)
    split_references(hostile[:4000])
    assert time.process_time() - start < 1.0


@pytest.mark.parametrize(
    ("body", "pieces"),
    [
        ("Sülkü 2010: 11", ["Sülkü 2010: 11"]),
        ("Sülkü 2010: 11; Miller 1926: 438.", ["Sülkü 2010: 11", "Miller 1926: 438."]),
        (
            (
                "Noel Malcolm, Kosovo (London: Macmillan, 1998), 45; see also William Miller, “Albania; Its Rise,” "
                "Foreign Affairs 5 (1926): 438."
            ),
            [
                "Noel Malcolm, Kosovo (London: Macmillan, 1998), 45",
                "see also William Miller, “Albania; Its Rise,” Foreign Affairs 5 (1926): 438.",
            ],
        ),
        (
            "Smith, J.; Doe, P. (2010). Title. Oxford; New York: Berg.",
            ["Smith, J.; Doe, P. (2010). Title. Oxford; New York: Berg."],
        ),
        ("Doe J. A title. J Things. 2010;12(3):45-50.", ["Doe J. A title. J Things. 2010;12(3):45-50."]),
        ("Ibid., 12; Miller, op. cit., 4.", ["Ibid., 12", "Miller, op. cit., 4."]),
        ("Jones 2001: 5. See also Smith 2003: 7.", ["Jones 2001: 5.", "See also Smith 2003: 7."]),
        ("The author thanks the two reviewers for their patience.", []),
        ("In 1923 the two countries signed a treaty of friendship and opened embassies.", []),
        ("This is argued at length in Smith (2010).", []),  # the sentence is no work; what it cites, the marks find
        ("This is argued at length elsewhere. See Smith 2010: 4.", ["See Smith 2010: 4."]),
        ("Smith 2010: 4. This was disputed by nobody at all.", ["Smith 2010: 4."]),
        ("Der Begriff ist alt. Vgl. hierzu ausführlich Meier (2007).", ["Vgl. hierzu ausführlich Meier (2007)."]),
        (
            "Meier (2007); Kunz / Alt (2008), S. 3 f., hier S. 4.",
            ["Meier (2007)", "Kunz / Alt (2008), S. 3 f., hier S. 4."],
        ),
        ("Vgl. Kunz 1990: 10, Alt 1991 und Zahn 1992.", ["Vgl. Kunz 1990: 10", "Alt 1991", "Zahn 1992."]),
        (
            "Karl Kunz, Der Damm, Bern 1990; ders., Das Wehr, Ulm 1992.",
            ["Karl Kunz, Der Damm, Bern 1990", "ders., Das Wehr, Ulm 1992."],
        ),
        ("The data are kept at https://www.example.org/data.", ["https://www.example.org/data"]),
        ("Kunz, J. (2008). Why dams are built. Ulm: Heron.", ["Kunz, J. (2008). Why dams are built. Ulm: Heron."]),
        ("See note 12 above.", []),
        ("Ich danke Karl Kunz aus Ulm für den Hinweis vom 2.10.2006.", []),
        ("Zahn 1990: 3; aus alter Sicht Hoppe 2004: 2 ff.", ["Zahn 1990: 3", "aus alter Sicht Hoppe 2004: 2 ff."]),
        (
            "Deloitte, Il mercato della pittura nelle piazze, «Arte», 2024, pp. 3-5.",
            ["Deloitte, Il mercato della pittura nelle piazze, «Arte», 2024, pp. 3-5."],
        ),
        ("Siehe Abschnitt 3.", []),
        ("Siehe oben Fn. 4; Halm, a. a. O., S. 7.", ["Halm, a. a. O., S. 7."]),
        ("Voir supra, note 3.", []),
        ("Halm, Das Wehr, 2. Aufl. 1983, S. 34 ff.", ["Halm, Das Wehr, 2. Aufl. 1983, S. 34 ff."]),
        ("Mt 5,3-12; cfr. Lc 6,20-23.", ["Mt 5,3-12", "cfr. Lc 6,20-23."]),
        (
            "Ried 1990, 12. Cf. Heb 1:2; 2 Cor 3:4. Ida Moos, The Weir (Bern: Aare, 1992), 3.",
            [
                "Ried 1990, 12.",
                "Cf. Heb 1:2",
                "2 Cor 3:4.",
                "Ida Moos, The Weir (Bern: Aare, 1992), 3.",
            ],
        ),
        ("BArch, R 43/12, Bl. 5; Kunz, a.a.O., S. 4.", ["BArch, R 43/12, Bl. 5", "Kunz, a.a.O., S. 4."]),
        (
            "Kunz, a.a.O. (Fn. 2), S. 4; ebenso Halm (Fn. 1), Rn. 15.",
            [
                "Kunz, a.a.O. (Fn. 2), S. 4",
                "ebenso Halm (Fn. 1), Rn. 15.",
            ],
        ),
        ("Cituar sipas: Deda, vepra e cituar, f. 40.", ["Cituar sipas: Deda, vepra e cituar, f. 40."]),
        ("Yalçın, agm., s. 4; krş. Deda, age., s. 6.", ["Yalçın, agm., s. 4", "krş. Deda, age., s. 6."]),
        ("Office of European Analysis,", ["Office of European Analysis,"]),
    ],
)
def test_a_note_is_split_into_the_works_it_cites(body, pieces):
    assert [body[a:b] for a, b in split_references(body)] == pieces


@pytest.mark.parametrize(
    ("text", "authors", "title"),
    [
        ("Beowulf. Translated by Seamus Heaney. New York: Norton, 2000.", (), "Beowulf"),
        ("Noel Malcolm, Kosovo. London: Macmillan, 1998.", ("Malcolm, Noel",), "Kosovo"),
        ("Kosovo. A Short History. London: Macmillan, 1998.", (), None),
        (
            "Doe, Jane. Good v. Evil and Its Critics. Oxford: Heron Press, 1999.",
            ("Doe, Jane",),
            "Good v. Evil and Its Critics",
        ),
        (
            "Doe, J. (1999). The Poor Law Act of 1834. Past and Present, 12(1), 3–9.",
            ("Doe, J.",),
            "The Poor Law Act of 1834",
        ),
        ("Doe, J. (1999). Lost Rivers. The New Middle Ages. London: Heron.", ("Doe, J.",), "Lost Rivers"),
    ],
)
def test_what_looks_like_another_layout_keeps_its_own(text, authors, title, request):
    _expect_failure_of_known(request, text)
    found = parse_reference(text)
    assert found.authors == authors
    assert title is None or found.title == title
    assert found.kind not in ("case", "law")


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "Anna Moos, Der Deich. Geschichte eines Ufers, Bern 1994, S. 12–14, bzw. S. 20.",
            {"title": "Der Deich. Geschichte eines Ufers", "place": "Bern", "year": "1994"},
        ),
        (
            "Moos, Anna/Ried, Bernd (2004): Wehr und Ufer. Ein Vergleich, in: Halm, Carl (Hrsg.): Flüsse im Wandel. "
            "Beiträge, Ulm 2003, insbesondere S. 14-44.",
            {
                "title": "Wehr und Ufer. Ein Vergleich",
                "editors": ("Halm, Carl",),
                "container": "Flüsse im Wandel. Beiträge",
                "place": "Ulm",
                "pages": "14-44",
            },
        ),
        ("Ried, Bernd 1999: Strategische Wehre, Ulm.", {"title": "Strategische Wehre", "place": "Ulm"}),
        ("Anna Moos, Der „letzte“ Deich. Ein Bericht, Bern 1994.", {"authors": ("Moos, Anna",)}),
        ("Institut für Ufer (Hg.), Ein Bericht, Bern 1994.", {"editors": ("Institut für Ufer",), "authors": ()}),
        ("Karl Halm, Der Hafen, in: Woche am Ufer, 3.2.1999.", {"container": "Woche am Ufer", "year": "1999"}),
        (
            "Halm, C. (1991). Locks in rows. In Proceedings of the Third Workshop on Locks, pp. 62-68 Bergen, Norway.",
            {"container": "Proceedings of the Third Workshop on Locks", "place": "Bergen, Norway", "pages": "62-68"},
        ),
        (
            "Halm, C. (1992). Weirs. In Proceedings of the Sixth Weir Conference, pp. 7-9. Santa Fe, NM. Reed Press.",
            {"place": "Santa Fe, NM", "publisher": "Reed Press"},
        ),
        (
            "C. Halm. Numerical Weirs. Reed Press, Inc., Salt Marsh, New Jersey, 1983.",
            {"publisher": "Reed Press, Inc", "place": "Salt Marsh, New Jersey"},
        ),
        ("C. Halm, A. Moos, Weirs and their rows, J. Appl. Weirs 72 (1993), 2-23.", {"container": "J. Appl. Weirs"}),
        ("[3] C. Halm, A. Moos, Weir Lett. 2010, 10, 1012.", {"title": None, "container": "Weir Lett", "volume": "10"}),
        ("Halm A. B., Moos C. Weirs in rows // River News. 1999.", {"title": "Weirs in rows"}),
        (
            "Halm, C., Moos A. B., & Ried, D. (2011). Weirs. Reed, 3, 2–5.",
            {"authors": ("Halm, C.", "Moos, A. B.", "Ried, D.")},
        ),
        (
            "Halm, Clara, Le saule et l’eau (Ulm: Reed, 1985).",
            {"authors": ("Halm, Clara",), "title": "Le saule et l’eau"},
        ),
        ("HALM Clara. Weirs. Ulm: Reed, 1985.", {"authors": ("HALM, Clara",)}),
        ("Clara V. Halm. Weirs in rows. Ulm: Reed, 1985.", {"authors": ("Halm, Clara V.",), "title": "Weirs in rows"}),
        ("———. 2006. The second weir. Ulm: Reed.", {"authors": (), "year": "2006", "title": "The second weir"}),
        ("Halm, C. (2014), S. 3 und S. 57–58.", {"title": None}),
        (
            "Halm, C. (1995). Weirs. 2. Weirs in the south. River Letters, 29(8), 18-19.",
            {"title": "Weirs. 2. Weirs in the south"},
        ),
        ("HALM, C. (2009), Le saule, Paris, PUF.", {"title": "Le saule", "place": "Paris", "publisher": "PUF"}),
        (
            "Halm, C. (2008): Deiche in: A. Moos/B. Ried (Hrsg.), Ufer, Ulm: Aare, 83−114",
            {"container": "Ufer", "pages": "83−114"},
        ),
        ("Carl Halm, Wehre am Morgen, Die Uferwoche, 22.1.1999.", {"container": "Die Uferwoche", "year": "1999"}),
        ("Carl Halm, Locks, Weir: A Quarrel (Ulm: Reed, 1989).", {"title": "Locks, Weir: A Quarrel"}),
        (
            "Halm, Carl, Weirs of the North, Ann Moss (trans.) (Ulm: Reed, 1989).",
            {"title": "Weirs of the North", "authors": ("Halm, Carl",)},
        ),
        ("Ann Moss, Weirs, trans. Carl Halm (Ulm: Reed, 1999).", {"title": "Weirs", "authors": ("Moss, Ann",)}),
    ],
    ids=lambda value: value[:50] if isinstance(value, str) else "",
)
def test_the_fields_of_each_kind_of_list_are_told_apart(text, fields, request):
    _expect_failure_of_known(request, text)
    found = parse_reference(text)
    assert {name: getattr(found, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "Anna Moos, „Wehr am Morgen“. Deiche des Nordens, 1968–98, Kiel 2000, S. 45.",
            {"authors": ("Moos, Anna",), "place": "Kiel", "year": "2000"},
        ),
        (
            "Ried, B., 1997: Deiche und Stichproben. S. 99-116 in: C. Halm und D. Kunz (Hg.): Ufer der Praxis. Ulm: Aare.",
            {"title": "Deiche und Stichproben", "pages": "99-116", "container": "Ufer der Praxis"},
        ),
        (
            "Halm, Carl 2005: Netze am Ufer, in: Moos (Hg.): a.a.O., S. 5-14.",
            {"title": "Netze am Ufer", "container": None, "pages": "5-14"},
        ),
        (
            "Chou, E. L. (2000). Predictors of weirs. Dissertation Abstracts International: Section B: Hydraulics, 60(8-B), 4209.",
            {"volume": "60", "kind": "article"},
        ),
        (
            "U.S. Department of Rivers. (2009). The weir projection model. Washington, DC.",
            {"authors": ("U.S. Department of Rivers",), "title": "The weir projection model"},
        ),
        (
            "Halm, Carl, 2007. Hrad na vode. 2. vyd. Praha: Labe, 2007.",
            {"title": "Hrad na vode", "publisher": "Labe"},
        ),
        (
            "Moos, A. & Ried, B., 1995. Weirs and bromide in drinking water. <italic>River Science</italic>, 30: 16-21.",
            {"container": "River Science", "volume": "30", "pages": "16-21"},
        ),
    ],
)  # fmt: skip
def test_what_stands_around_a_title_is_no_part_of_it(text, fields):
    found = parse_reference(text)
    assert {name: getattr(found, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "山川太郎「堰の歴史」『川の研究』第12号、2008年、45–67頁。",
            {"title": "堰の歴史", "container": "川の研究", "issue": "12", "pages": "45–67"},
        ),
        (
            "Rot, A. – Blau, B., Il mulino, Torino, Riva, 1988.",
            {"authors": ("Rot, A.", "Blau, B."), "title": "Il mulino"},
        ),
        (
            "Rot, Ida – Blau, Béla: Malmok. Pécs, Part, 1980.",
            {"authors": ("Rot, Ida", "Blau, Béla"), "title": "Malmok"},
        ),
        (
            "Rot, L., Acque – Terre e mari, Torino, Riva, 1988.",
            {"authors": ("Rot, L.",), "title": "Acque – Terre e mari"},
        ),
        (
            "Ida Rot, Art. „Salz“, in: Lexikon der Stadt, Bd. 3, München 1991, Sp. 11–14.",
            {"authors": ("Rot, Ida",), "title": "Salz", "container": "Lexikon der Stadt", "pages": "11–14"},
        ),
        (
            "Ida Rot, Comment, Mill Rights, 60 U. Ulm L. Rev. 99, 101 n.4 (1993).",
            {"authors": ("Rot, Ida",), "title": "Mill Rights", "pages": "99", "locator": "101"},
        ),
        ("IDA ROT, MILLS AND MEN 44 (2d ed. 2001).", {"title": "MILLS AND MEN", "locator": "44", "year": "2001"}),
        (
            "Ida Rot, ‘Old Mills’ (1998) 114 LQR 12, 15.",
            {"container": "LQR", "volume": "114", "pages": "12", "locator": "15", "year": "1998"},
        ),
        (
            "“Mills Burn.” Evening Chronicle (Ulm), May 3, 1901, 4.",
            {"title": "Mills Burn", "container": "Evening Chronicle", "pages": "4", "year": "1901"},
        ),
        ("Rot, A. (2020). milltools (1.4.0) [Computer software]. Aare.", {"title": "milltools", "year": "2020"}),
        (
            "Rot I., Młyny na Wiśle, [w:] Rzeki Polski, red. J. Blau, Warszawa: Brzeg, 2003, s. 40–61.",
            {"title": "Młyny na Wiśle", "container": "Rzeki Polski", "editors": ("Blau, J.",)},
        ),
        ("Rot, Ida, Moulins, Paris, Quai, 2009.", {"authors": ("Rot, Ida",), "title": "Moulins", "publisher": "Quai"}),
        (
            "Rot, I. El molino y la rueda. Madrid: Orilla, 1968.",
            {"authors": ("Rot, I.",), "title": "El molino y la rueda"},
        ),
        (
            "Beek, A. van, & Dijk, K. van der (2001). Veren. Ulm: Kade.",
            {"authors": ("Beek, A. van", "Dijk, K. van der")},
        ),
        ("Рот И. И. Мельницы. М.: Берег, 1987.", {"authors": ("Рот, И. И.",), "title": "Мельницы"}),
        ("Mills and Weirs Act 1931 (UK), s 4.", {"kind": "law", "year": "1931", "authors": ()}),
        ("Prof. Dr. Ida Rot: Die Mühle, Ulm 1988.", {"authors": ("Rot, Ida",), "title": "Die Mühle"}),
        (
            "In einem Interview mit der Ulmer Zeitung zur Lage der Mühlen, 1988.",
            {"title": "Interview mit der Ulmer Zeitung zur Lage der Mühlen"},
        ),
        (
            "In an interview with the Ulm Courier on the state of mills, 1988.",
            {"title": "interview with the Ulm Courier on the state of mills"},
        ),
        ("In einer kleinen Mühle, Ulm: Aare, 1988.", {"title": "In einer kleinen Mühle"}),
        ("Rot I. – Blau B.: Mlýny. Praha 1988.", {"authors": ("Rot, I.", "Blau, B."), "title": "Mlýny"}),
        ("IDA ROTHE, Dzieje młynów, Warszawa 1917.", {"authors": ("ROTHE, IDA",), "title": "Dzieje młynów"}),
        (
            "Ida Rot, « Les moulins », I Mulini della valle, Torino, Riva, 2006, p. 8-12.",
            {"title": "Les moulins", "pages": "8-12", "year": "2006"},
        ),
        ("Il mulino e la valle (1840-1880), a cura di Ida Rot, Torino 2019.", {"year": "2019"}),
        ("Rot, I.: Mlýny. Praha: Břeh 1988, 190 s.", {"year": "1988", "pages": None, "locator": None}),
        ("Rot, I. The Mills. Ulm: Aare, 1988. 312 p.", {"year": "1988", "pages": None, "locator": None}),
        ("Rot, I., The Mills, Ulm: Aare, 1988, 13 f.", {"year": "1988", "locator": "13"}),
    ],
)
def test_what_one_manner_of_citing_has_is_no_part_of_the_fields(text, fields):
    found = parse_reference(text)
    assert {name: getattr(found, name) for name in fields} == fields


@pytest.mark.parametrize("text", ["Marbury v. Madison, 5 U.S. 137 (1803).", "Human Rights Act 1998, s 6(1)."])
def test_what_the_law_is_cited_by_is_never_sure(text):
    found = parse_reference(text)
    assert found.kind in ("case", "law")
    assert max(found.certainty.values()) <= 0.6


@pytest.mark.parametrize(
    ("text", "authors", "year"),
    [
        ("———. 2006. Second Essay on Locks. Bern: Aare.", ("Keller, A.", "Stein, B."), "2006"),
        ("---. 2006. Second Essay on Locks. Bern: Aare.", ("Keller, A.", "Stein, B."), "2006"),
        ("____ (2006). Second essay on locks. Bern: Aare.", ("Keller, A.", "Stein, B."), "2006"),
        ("– (2006). Second essay on locks. Bern: Aare.", ("Keller, A.", "Stein, B."), "2006"),
        ("[7] ———, Second Essay on Locks, Bern 2006.", ("Keller, A.", "Stein, B."), "2006"),
        ("Ders. (2006): Die Schleuse. Bern: Aare.", ("Keller, A.", "Stein, B."), "2006"),
        ("Idem. 2006. Second Essay on Locks. Bern: Aare.", ("Keller, A.", "Stein, B."), "2006"),
        ("Id., La chiusa, Milano, Po, 2006.", ("Keller, A.", "Stein, B."), "2006"),
        ("———, and Ann Rot. 2006. Locks. Bern: Aare.", ("Keller, A.", "Stein, B.", "Rot, Ann"), "2006"),
        ("Dies./Rot, Anna (2006): Die Schleuse. Bern: Aare.", ("Keller, A.", "Stein, B.", "Rot, Anna"), "2006"),
        ("——— and Ann Rot, “Locks,” Mill Review, 2006, 5 (1), 1–9.", ("Keller, A.", "Rot, Ann"), "2006"),
        (
            "———, Ann Rot, and Bo Blau, “Locks,” Mill Review, 2006.",
            ("Keller, A.", "Stein, B.", "Rot, Ann", "Blau, Bo"),
            "2006",
        ),
        ("———, ———, and Ann Rot. 2006. Locks. Bern: Aare.", ("Keller, A.", "Stein, B.", "Rot, Ann"), "2006"),
        ("——— and ———. 2006. Locks. Bern: Aare.", ("Keller, A.", "Stein, B."), "2006"),
        ("———, Locks, Tolls and Mills, Bern 2006.", ("Keller, A.", "Stein, B."), "2006"),
        ("– Rot, A. (2006). Locks. Bern: Aare.", ("Rot, A.",), "2006"),
        ("Idemitsu, A. (2006). Oil. Tokyo: Sun.", ("Idemitsu, A.",), "2006"),
    ],
)
def test_a_dash_or_idem_stands_for_the_names_of_the_entry_above(text, authors, year):
    found = parse_reference(text, ("Keller, A.", "Stein, B."))
    assert (found.authors, found.year) == (authors, year)


def test_a_dash_before_the_mark_of_editors_stands_for_editors():
    found = parse_reference("———, ed. 1999. Locks. Bern: Aare.", ("Keller, A.",))
    assert (found.authors, found.editors, found.year) == ((), ("Keller, A.",), "1999")


@pytest.mark.parametrize(
    ("text", "authors", "year"),
    [
        ("ROT Ida, BLAU Bert, 1990, Le moulin, Berne, Aare.", ("ROT, Ida", "BLAU, Bert"), "1990"),
        ("DE LA VEGA Ana et ROT Ida (1990), Le moulin, Berne, Aare.", ("DE LA VEGA, Ana", "ROT, Ida"), "1990"),
        ("Rot, Anna/Blau, Bert (1990): Der Damm. Bern: Aare.", ("Rot, Anna", "Blau, Bert"), "1990"),
        (
            "Rot, H. A., G. Blau, W. Gelb, F. P. Grau and A.-L. Weiss (1990). ‘Locks’. In: Mill Review 3, pp. 1–9.",
            ("Rot, H. A.", "Blau, G.", "Gelb, W.", "Grau, F. P.", "Weiss, A.-L."),
            "1990",
        ),
        ("Rot, Anna/Bert Blau (1990): Der Damm. Bern: Aare.", ("Rot, Anna", "Blau, Bert"), "1990"),
        ("Vega y Rot, A. y Luz, B. (1990). El molino. Berna: Aare.", ("Vega y Rot, A.", "Luz, B."), "1990"),
        (
            "Rot, A. Iris, Bert Blau, and Cora Gelb. 1990. Locks. Bern: Aare.",
            ("Rot, A. Iris", "Blau, Bert", "Gelb, Cora"),
            "1990",
        ),
        ("Rot, A. 1990 [1850]. Old Locks. Bern: Aare.", ("Rot, A.",), "1990"),
        ("Ada Rot. The fall of the lock. Nature, 72(1865):294, 1905.", ("Rot, Ada",), "1905"),
        (
            "Ada Rot. Locks by night. Proceedings of the Mill Society A, 400(1818):97–117, June 1985.",
            ("Rot, Ada",),
            "1985",
        ),
        ("Ada Rot. Locks by day. Proceedings of the Mill Society A, 439(1907), 1992.", ("Rot, Ada",), "1992"),
        ("Rot, Ada. “Locks.” Mill Review 12 (1998): 3–9.", ("Rot, Ada",), "1998"),
        ("12- Rot, A. (1990) ‘Locks’, Mill Review, 3(1), pp. 4–9.", ("Rot, A.",), "1990"),
        ('A. Rot, "Old locks," J. Locks, vol. 3, pp. 4-9, 1990.', ("Rot, A.",), "1990"),
        ("infra (Institut für Ragwerk) (1990): Der Damm. Hg. v. BMX. Bern.", ("infra (Institut für Ragwerk)",), "1990"),
        ("Union of Locks (UL). 1990. Locks. Bern: UL.", ("Union of Locks (UL)",), "1990"),
    ],
)
def test_names_and_years_are_read_in_more_layouts(text, authors, year):
    found = parse_reference(text)
    assert (found.authors, found.year) == (authors, year)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (
            "[Oak+13] Ann Oak et al. “Locks of oak”. In: Proceedings of the 4th Lock Days: Gates and Weirs. 2013, pp. 1–9.",
            "2013",
        ),
        (
            "[OE15] Ann Oak and Ben Elm. “Weirs”. In: 2015 Canal Days. 2015. url: https://w.example (visited on 3 May 2021).",
            "2015",
        ),
        ("[Oak18] Ann Oak. Lockgate. Version 0.9. Nov. 14, 2018. url: https://lockgate.example.", "2018"),
        ("[Oak98b] Ann Oak. The Weir. London: Press, 1998.", "1998"),
        ("[Oak99] Ann Oak. The Weir. London: Press, 1998.", "1998"),
        ("[12] Ann Oak. The Weir of 1912. London: Press, 1998.", "1998"),
    ],
)
def test_the_year_of_a_key_is_that_of_the_work(text, year):
    assert parse_reference(text).year == year


def test_a_body_that_edits_is_an_editor():
    found = parse_reference("Bundeszentrale für Mühlen (Hg.) (1990): Der Damm. Bern: Aare.")
    assert (found.authors, found.editors) == ((), ("Bundeszentrale für Mühlen",))


def test_a_doi_with_angle_brackets_inside_is_read_whole():
    found = parse_reference(
        "Rot, A. (1998). Locks. https://doi.org/10.1002/(SICI)1234(1998)49:8%3C693::AID-X4%3E3.0.CO;2-O"
    )
    assert found.doi == "10.1002/(sici)1234(1998)49:8<693::aid-x4>3.0.co;2-o"
    found = parse_reference("Rot, A. (1998). Locks. doi:10.1002/(SICI)1234-5678(199806)49:8<693::AID-X4>3.0.CO;2-O")
    assert found.doi == "10.1002/(sici)1234-5678(199806)49:8<693::aid-x4>3.0.co;2-o"


@pytest.mark.parametrize(
    ("text", "authors", "title", "year"),
    [
        ("Rot 1990a A. Rot, “Old Locks,” Lock Review 3 (1990) 7-14.", ("Rot, A.",), "Old Locks", "1990a"),
        (
            "Rot/Blau 1990 = A. Rot and B. Blau, “Old Locks,” Lock Review 3 (1990) 7-14.",
            ("Rot, A.", "Blau, B."),
            "Old Locks",
            "1990",
        ),
        ("Rot, Anna: Der Damm, Bern 1990.", ("Rot, Anna",), "Der Damm", "1990"),
        ("Rot, Anna [1944] (2001). Old Locks. Bern: Aare.", ("Rot, Anna",), "Old Locks", "2001"),
        ("INEP. História do ensino. Brasília: INEP, 2019.", ("INEP",), "História do ensino", "2019"),
        ("Tantric. “The Chain.” After We Go, Maverick, 2004.", ("Tantric",), "The Chain", "2004"),
    ],
)
def test_entries_under_a_short_title_and_towns_before_the_year_are_read(text, authors, title, year):
    found = parse_reference(text)
    assert (found.authors, found.title, found.year) == (authors, title, year)


def _entry(text, title, sure, names=0.95):
    return ParsedReference(text, title=title, certainty={"title": sure, "authors": names})


_NAMES = ("Rot", "Blau", "Gelb", "Kunz", "Halm", "Moos")
_IN_ONE_STYLE = [_entry(f"{n}, A. (1990), Der Damm, Aare, Bern.", "Der Damm", 0.9) for n in _NAMES]


@pytest.mark.parametrize(
    ("text", "read", "title"),
    [
        ("Ried, A. (1992), Das Wehr. Ein Streit am Ufer, Aare, Bern.", "Das Wehr", "Das Wehr. Ein Streit am Ufer"),
        ("Ried, A. (1992), Das Wehr, Aare. Bern.", "Das Wehr, Aare", "Das Wehr"),
        ("Ried, A. (1992), Das Wehr (Ufer, 3), Aare.", "Das Wehr (Ufer", "Das Wehr (Ufer, 3)"),
        ("Ried, A. (1992), Das Wehr. Edited by B. Lot, Aare, Bern.", "Das Wehr", "Das Wehr"),
        ("Ried, A. 1992: Das Wehr. Ein Streit, Aare, Bern.", "Das Wehr", "Das Wehr"),
    ],
)
def test_an_unsure_title_ends_where_those_of_its_list_end(text, read, title):
    found = reread_titles([*_IN_ONE_STYLE, _entry(text, read, 0.4)])
    assert [title for title, _ in found] == [*["Der Damm"] * len(_NAMES), title]


def test_an_unsure_title_that_ends_as_those_of_its_list_is_surer():
    found = reread_titles([*_IN_ONE_STYLE, _entry("Ried, A. (1992), Das Wehr, Aare, Bern.", "Das Wehr", 0.4)])
    assert found[-1].title == "Das Wehr"
    assert found[-1].certainty > 0.8


@pytest.mark.parametrize(
    "others",
    [
        _IN_ONE_STYLE[:4],
        [*_IN_ONE_STYLE[:5], *[_entry(f"{n}, A. (1990), Der Damm. Aare, Bern.", "Der Damm", 0.9) for n in _NAMES]],
        [replace(entry, certainty={"title": 0.7, "authors": 0.95}) for entry in _IN_ONE_STYLE],
        [],
    ],
    ids=["few", "of two styles", "unsure themselves", "none"],
)
def test_a_list_without_one_sure_style_teaches_nothing(others):
    entry = _entry("Ried, A. (1992), Das Wehr. Ein Streit, Aare, Bern.", "Das Wehr", 0.4)
    assert reread_titles([*others, entry])[-1] == ("Das Wehr", 0.4)


def test_entries_that_open_with_a_dash_for_the_author_have_a_style_of_their_own():
    dashes = [_entry(f"———. Der Damm, Aare, Bern 19{n}0.", "Der Damm", 0.9) for n in range(5)]
    stars = [_entry(f"*** Der Damm. Aare, Bern 19{n}0.", "Der Damm", 0.9) for n in range(5)]
    odd = _entry("———. Das Wehr. Ein Streit, Aare, Bern 1992.", "Das Wehr", 0.4)
    assert reread_titles([*dashes, *stars, odd])[-1].title == "Das Wehr. Ein Streit"


def test_a_surely_read_title_is_left_whatever_the_list_does():
    entry = _entry("Ried, A. (1992), Das Wehr. Ein Streit, Aare, Bern.", "Das Wehr", 0.8)
    assert reread_titles([*_IN_ONE_STYLE, entry])[-1] == ("Das Wehr", 0.8)


def test_the_list_of_a_paper_is_read_in_its_own_style():
    odd = "Ried, A. (1992), Wehr und Fluss im Land. Streit, Aare-Verlag, Bern."
    alone = parse_reference(odd)
    lines = [f"{n}, A. (19{k}0), Der Damm am {n}see, Aare-Verlag, Bern." for k, n in enumerate(_NAMES, 3)]
    paper = "# Ufer\n\nWehre (Ried 1992).\n\n## Literatur\n\n" + "\n\n".join([*lines, odd]) + "\n"
    document = understand(draft_markdown(paper.encode(), "p.md"))
    read = next(work for work in document.references if work.year == "1992")
    assert (alone.title, alone.certainty["title"] < 0.7) == ("Wehr und Fluss im Land", True)
    assert (read.title, read.certainty["title"] >= 0.7) == ("Wehr und Fluss im Land. Streit", True)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "Karl Halm, Wehre der Stadt, in: Strom und Amt. Ein Handbuch, hrsg. v. Anna Moos und Bernd Ried, Köln 1998, S. 3–7.",
            {"editors": ("Moos, Anna", "Ried, Bernd"), "container": "Strom und Amt. Ein Handbuch", "place": "Köln"},
        ),
        (
            "Halm, Karl, Das Amt am Deich, in: Festschrift für Otto Kunz, hrsg. von Anna Moos, Ulm 2001, S. 3–9.",
            {"editors": ("Moos, Anna",), "container": "Festschrift für Otto Kunz", "year": "2001"},
        ),
        (
            "Halm, Karl 2006: Wehre für alle?, in: Karl Halm/Otto Ried (Hg.): Strom und Amt, Ulm, S. 8-39.",
            {"authors": ("Halm, Karl",), "editors": ("Halm, Karl", "Ried, Otto"), "container": "Strom und Amt"},
        ),
        (
            "Karl Halm, Amt und Strom, in: Rivus 55, 2001, H. 9/10, S. 803–812.",
            {"container": "Rivus", "volume": "55", "issue": "9/10", "year": "2001", "pages": "803–812"},
        ),
        (
            "Karl Halm 2001: Amt und Strom, in: Zeitschrift für Ufer, 30/6, S. 465-484.",
            {"container": "Zeitschrift für Ufer", "volume": "30", "issue": "6", "pages": "465-484"},
        ),
        ("Mir Reki, Nr. 4/ 1996, S. 3-66.", {"title": "Mir Reki", "volume": "4", "year": "1996", "authors": ()}),
        ("Aus Hof und Stadt 47/2009, 9-14.", {"title": "Aus Hof und Stadt", "volume": "47", "locator": "9-14"}),
        ("RIVA Daily Digest, No. 44, Part I, 1. März 1996.", {"title": "RIVA Daily Digest", "kind": "newspaper"}),
        ("Mitteilung für die Presse der Stadt Ulm vom 3. 10. 1995.", {"title": "Mitteilung für die Presse der Stadt Ulm"}),
        ("Halm, in: Moos/Ried (Hg.), Kommentar zum Deichgesetz, 3. Aufl. 2010, § 12 Rn. 4.",
            {"authors": ("Halm",), "editors": ("Moos", "Ried"), "title": "Kommentar zum Deichgesetz", "locator": "§ 12 Rn. 4"}),
        ("MüKoDG/Halm, 8. Aufl. 2018, § 812 Rn. 4.", {"authors": ("Halm",), "title": "MüKoDG", "year": "2018"}),
        ("Moosandt/Halm, DG, § 242 Rn. 7.", {"authors": ("Halm",), "title": "Moosandt, DG", "short_form": None}),
    ],
    ids=lambda value: value[:50] if isinstance(value, str) else "",
)  # fmt: skip
def test_the_forms_of_german_notes_are_read(text, fields):
    found = parse_reference(text)
    assert {name: getattr(found, name) for name in fields} == fields


@pytest.mark.parametrize(
    "text",
    [
        "Karl Halm, Strom und Amt, Ulm 2004.",
        "Ich danke Karl Kunz für den Hinweis vom 2.10.2006.",
        "Anna Moos, Wehre im Strom, Die Woche vom 3.4.2004, S. 3",
        "Halm, Strom, Ufer 3/2004",
    ],
)
def test_what_names_more_than_an_issue_is_no_issue(text):
    assert parse_reference(text).title != text.rpartition(" vom ")[0]
    assert (parse_reference(text).title, parse_reference(text).volume) != ("Halm, Strom, Ufer", "3")


@pytest.mark.parametrize(
    ("rest", "title"),
    [
        ("‘Heron 5’ country report: Weirs, Ulm: Aare 1999.", "‘Heron 5’ country report: Weirs"),
        ("„Heron“ als Modell der Wehre, Ulm 1999.", "„Heron“ als Modell der Wehre"),
        ("“Heron” edited by Ann Moos, Ulm 1999.", "Heron"),
        ("“Heron” in Weirs, Ulm 1999.", "Heron"),
        ("Der Damm. Grund, Höhe, Last, Ulm 1985", "Der Damm. Grund, Höhe, Last"),
        ("Das Maß der Wehre. Ufer und Statistik 12/2004, Ulm: Amt.", "Das Maß der Wehre"),
        ("Das Maß der Wehre? Bonn, New York: Aare 2004.", "Das Maß der Wehre?"),
    ],
)
def test_a_quotation_within_a_title_does_not_end_it(rest, title):
    assert read_title(rest, comma_style=True).text == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Karl Halm, Am Rand. Die so genannten „Neuen Deiche“ in den Akten des Amtes. In: Anna Moos (Hg.), Ufer und "
            "Amt. Zur Geschichte der Wehre, Berlin 2003, S. 5–24.",
            "Am Rand. Die so genannten „Neuen Deiche“ in den Akten des Amtes",
        ),
        (
            "Stelle für Wehre (2011): Stellungnahme zum Plan der Regierung anlässlich der Anhörung am 17. Oktober 2011. "
            "Berlin: Institut für Ufer.",
            "Stellungnahme zum Plan der Regierung anlässlich der Anhörung am 17. Oktober 2011",
        ),
        (
            "Konvention der Räte gegen Hochwasser und Dürre und zum Schutz der Städte und Höfe vom 11. Mai 2011, CETS 2",
            "Konvention der Räte gegen Hochwasser und Dürre und zum Schutz der Städte und Höfe vom 11. Mai 2011",
        ),
    ],
)
def test_no_title_ends_within_a_quotation_or_a_day(text, title):
    assert parse_reference(text).title == title


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        # what looks like one more name is the title, where place and year or the work around it stand right behind
        (
            "Karl Ried/Anna Moos, Stille Wasser. Die Geschichte der Deiche an der unteren Weser. In: Küste und Land, 12 (1999), S. 4–19.",
            {"authors": ("Ried, Karl", "Moos, Anna"), "title": "Stille Wasser. Die Geschichte der Deiche an der unteren Weser"},
        ),
        (
            "Otto M. Halm, Trockene Ufer. Der Bau der Dämme im 18. Jahrhundert, Bremen 2003.",
            {"authors": ("Halm, Otto M.",), "title": "Trockene Ufer. Der Bau der Dämme im 18. Jahrhundert", "place": "Bremen"},
        ),
        (
            "Rosa Kunz, Wege zum 21. Jahrhundert. Verkehr und Handel im frühen 20. Jahrhundert, Köln 2005, S. 7.",
            {"title": "Wege zum 21. Jahrhundert. Verkehr und Handel im frühen 20. Jahrhundert", "place": "Köln"},
        ),
        (
            "Lea Roth, Deiche im Norden. Bau und Pflege. 3. durchges. und erw. Auflage Bremen 1984.",
            {"title": "Deiche im Norden. Bau und Pflege", "year": "1984"},
        ),
        (
            "Lenz, B. (2009): Der Streit um die Schleuse: eine Untersuchung der Kampagne „Wasser für alle“, Hamburg; online: www.schleuse.example",
            {"title": "Der Streit um die Schleuse: eine Untersuchung der Kampagne „Wasser für alle“", "place": "Hamburg"},
        ),
        # years that are none, names of other forms
        (
            "Moor, T. (i. E.): Fähren und Brücken, in: K. Land (Hrsg.), Wege über den Fluss, Kiel: Anker.",
            {"title": "Fähren und Brücken", "year": "i. E.", "editors": ("Land, K.",)},
        ),
        (
            "Amt, K. / S. T. v. Lohe (2011): Docks and dykes, in: B. Noor (Hrsg.), Ports of the North, London: Quay Press, 3–19.",
            {"authors": ("Amt, K.", "v. Lohe, S. T."), "title": "Docks and dykes", "container": "Ports of the North"},
        ),
        ("Ufer, Karla, M.: Damm und Recht. Göttingen 1988.", {"authors": ("Ufer, Karla, M.",), "title": "Damm und Recht"}),
        (
            "Hafner, Lea (2012). Schleusen im Wandel. In: wbv (Hrsg.), Wasserwege der Zukunft. Berlin: Selbstverlag.",
            {"editors": ("wbv",), "container": "Wasserwege der Zukunft"},
        ),
        ("Rat der deutschen Hafenstädte (2009, S.14)", {"authors": ("Rat der deutschen Hafenstädte",), "title": None}),
        ("Moser (19972), S. 12.", {"authors": ("Moser",), "year": "1997", "title": None, "locator": "12"}),
        # what a signal names behind a sentence; the number of a press release
        (
            "Die Deiche waren damals längst verfallen und niemand sah nach ihnen. Siehe Anna Lohe, Verfallene Deiche, Husum 1991, S. 12.",
            {"authors": ("Lohe, Anna",), "title": "Verfallene Deiche", "place": "Husum"},
        ),
        ("Pressemitteilung Nr. 12/97 des Landesamts für Wasserbau vom 3. 4. 1997, S. 2.", {"authors": (), "title": "Pressemitteilung"}),
        # and what looks like these: a second author is one, a sentence that names works stays whole
        ("Karl Ried/Anna Moos/Otto Halm, Stille Wasser, Bern 1999.", {"authors": ("Ried, Karl", "Moos, Anna", "Halm, Otto")}),
        ("Ann Ried, Otto Moos and Karl Halm, Still waters. A history of dikes, Bern 1999.", {"authors": ("Ried, Ann", "Moos, Otto", "Halm, Karl")}),
    ],
)  # fmt: skip
def test_a_note_that_the_rules_read_from_end_to_end_is_read_as_they_do(text, fields):
    parsed = parse_reference(text)
    assert {name: getattr(parsed, name) for name in fields} == fields


@pytest.mark.parametrize("end", ["M" + "m" * 400, "Ab-" * 200 + "x", "St. " + "a’" * 200])
def test_a_word_without_end_behind_a_comma_is_read_in_little_time(end):
    begun = time.process_time()
    parse_reference(f"Smith, J. 1999: Ufer und Deich, {end}, Bern 19")
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        # a list in a title goes on to its end, and a publisher with "and" is none
        (
            "Karl Ried, Das Handwerk am Fluss: Müller, Gerber, Färber, Schiffer, Regensburg 2003.",
            {"title": "Das Handwerk am Fluss: Müller, Gerber, Färber, Schiffer", "place": "Regensburg"},
        ),
        (
            "Hafenbund (2011): Wasser für alle. Abkommen zwischen Bremen, Emden und Stade, 3. Fassung, S. 9.",
            {"title": "Wasser für alle. Abkommen zwischen Bremen, Emden und Stade"},
        ),
        ("Karl Ried, Stille Ufer, Vandenhoeck und Ruprecht, Göttingen 1988.", {"title": "Stille Ufer"}),
        # what stands before a town within a title, behind a quotation, and before a thesis is for
        (
            "Halm, Otto (Hg.) 1999: Der Fall Hamburg: Hochwasserschutz nach der Flut, Ratzeburg.",
            {"title": "Der Fall Hamburg: Hochwasserschutz nach der Flut", "place": "Ratzeburg"},
        ),
        (
            "Rosa Kunz, „Als das Wasser kam“. Frauen an der Elbe, 1960–70, Kiel 2004, S. 12.",
            {"title": "„Als das Wasser kam“. Frauen an der Elbe, 1960–70", "place": "Kiel"},
        ),
        (
            "Eva Lang, Die Schleusen der Ems. Inaugural-Dissertation zur Erlangung der Doktorwürde der Universität Bonn, Bonn 1987.",
            {"title": "Die Schleusen der Ems", "place": "Bonn"},
        ),
        ("Michael Ried, Die Wehre an der Iller (Studien zur Landesgeschichte 14), Ulm 1971.", {"title": "Die Wehre an der Iller"}),
        ("Otto Halm, Deichordnungen, Bd. 2, Leipzig 1891 (Nachdr. Aalen 1970), S. 3.", {"year": "1891"}),
        # bodies, articles and pages are no given names
        ("Die Woche (1983), Nr. 31, S. 12f.", {"authors": (), "title": "Die Woche", "year": "1983"}),
        ("HSP, S. 12-15 und S. 60–66.", {"authors": ("HSP",), "title": None}),
        ("Mitteilung der D.G.B., Ausgabe 7, vom 3.5. 1991.", {"authors": (), "title": "Mitteilung der D.G.B."}),
        ("Der Derian, James. On Diplomacy. Oxford: Blackwell, 1987.", {"authors": ("Der Derian, James",)}),
        ("Das Gupta, Ashin. Indian Merchants. Wiesbaden: Steiner, 1979.", {"authors": ("Das Gupta, Ashin",)}),
        # days of two numbers, and the volume of a periodical
        ("nordwest vom 3./4. 5. 1987, S. 9", {"title": "nordwest", "year": "1987", "kind": "newspaper"}),
        ("Der Bote (Ulm) vom 2., 3. und 9. 5. 1987 und Ulmer Blatt vom 4. 5. 1987.", {"title": "Der Bote (Ulm)"}),
        ("Blätter für deutsche Landeskunde 12, 1987", {"title": "Blätter für deutsche Landeskunde", "volume": "12"}),
        ("Ried in einer Rede am Deich: „Wir bauen weiter“. Vgl. Ulmer Bote vom 3. 5. 1987, S. 2.", {"title": "Ulmer Bote"}),
        ("Nordic Yearbook 1987, S. 30.", {"authors": (), "title": "Nordic Yearbook", "short_form": "author-date"}),
        ("BT-Drucks. 7/812, S. 14.", {"title": "BT-Drucks. 7/812", "locator": "14", "kind": "report"}),
        # lawyers and historians write a family name alone, and name who wrote of a commentary in full
        ("Halm, Grundzüge des Deichrechts, 3. Aufl., Tübingen 1974, S. 40.", {"authors": ("Halm",), "title": "Grundzüge des Deichrechts"}),
        ("Moos, Die Haftung der Deichverbände, DVBl. 1974, S. 12 ff.", {"authors": ("Moos",), "title": "Die Haftung der Deichverbände"}),
        (
            "Karl Halm, in: Moos, Kommentar zum Wassergesetz, 3. Aufl. 1999, § 12 Rn. 4.",
            {"authors": ("Halm, Karl",), "title": "Kommentar zum Wassergesetz", "locator": "§ 12 Rn. 4"},
        ),
        # numbers on which rules and tagger agree, a school in brackets, the publisher of a translation
        (
            "5. Ried KL, Moos AB. Sleep in pilots. N Engl J Med. 2004 Mar 9;351(2):118-22.",
            {"container": "N Engl J Med", "volume": "351", "issue": "2", "pages": "118-22"},
        ),
        (
            "Halm, C. (2017). Weirs in the archive [Doctoral dissertation, Lund University]. DiVA. https://diva.example.org/7",
            {"publisher": "Lund University", "title": "Weirs in the archive"},
        ),
        (
            "Homer. (1996). The odyssey (R. Fagles, Trans.). Viking. (Original work published ca. 700 BCE)",
            {"publisher": "Viking", "title": "The odyssey"},
        ),
    ],
)  # fmt: skip
def test_titles_of_german_notes_end_where_they_end_and_no_name_is_made_of_other_words(text, fields):
    parsed = parse_reference(text)
    assert {name: getattr(parsed, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        # who edited the work stands behind its title, with place and printer after that
        (
            "Halm, Eva (2004), »Die Schleuse«, in: Wasser und Recht, hg. von Otto Kunz, Bremen: Weserpresse, 12–40.",
            {"container": "Wasser und Recht", "editors": ("Kunz, Otto",), "place": "Bremen", "pages": "12–40"},
        ),
        (
            "Halm, Eva: „Die frühen Briefe“, in: Rosa Lang, hrsg. v. Otto Kunz und Karl Ried, Ems Verlag: Emden 1991, S. 4–9.",
            {"container": "Rosa Lang", "editors": ("Kunz, Otto", "Ried, Karl")},
        ),
        # the year of a first print, a subtitle before the volume, and who translated are no part of title or work
        (
            "Halm, Eva (1901), »Die Schleuse« [1872], in: ders., Ufer und Deich, Leipzig: Weserpresse, 1–22.",
            {"title": "Die Schleuse", "container": "Ufer und Deich"},
        ),
        (
            "E. Halm, Die Schleuse, in: dies., Ufer und Deich. Kleine Schriften, Bd. II, Kiel 1989, S. 19–39.",
            {"container": "Ufer und Deich. Kleine Schriften", "volume": "II"},
        ),
        (
            "Otto Kunz, Le fleuve et la mémoire, traduction par Anne Roux, Aubier, Paris, 1982",
            {"title": "Le fleuve et la mémoire"},
        ),
        (
            "Otto Kunz, Origine du fleuve, trad. par Anne Roux. in: Annales, 1994 (11), 42",
            {"title": "Origine du fleuve", "container": "Annales"},
        ),
        # a first name with its particle opens no title, nor is the first of three nouns a name
        ("Roche, Hélène de: Recueil des digues de la basse vallée, Paris 1859–1871.", {"authors": ("Roche, Hélène de",), "title": "Recueil des digues de la basse vallée"}),
        ("Otto Kunz, Critique - Histoire - Mémoire des eaux, traduit de l'allemand par Anne Roux, Fides, Québec, 1995", {"title": "Critique - Histoire - Mémoire des eaux"}),
        # the work behind "dans", with a colon of its own; an article in a journal; the day that a page was as it is
        (
            "Anne Roux, « Le fleuve comme frontière », dans Entre rives et ponts: la ville, Paris, PUF, 1999",
            {"container": "Entre rives et ponts: la ville", "title": "Le fleuve comme frontière"},
        ),
        ("Anne Roux, Le grand canal, Article dans Revue de géographie, 151, 1984", {"container": "Revue de géographie"}),
        ("Kunz, Otto: Die Flut, in: Ulmer Bote, 15.01.2017. Online: https://example.org/flut, Stand: 18.11.2019.", {"year": "2017"}),
        # Italian quotes journals as others do titles, and divides names by dashes
        ("M. Riva, La piena del Po, «RSP» 20 (1896), pp. 55-106.", {"title": "La piena del Po", "container": "RSP", "volume": "20"}),
        ("M. Riva, «La piena del Po», «Rivista padana», 112 (2000), pp. 5-38.", {"title": "La piena del Po", "container": "Rivista padana"}),
        ("M. Riva – L. Sala – P. Conti, Gli argini del Ticino, Pavia 1935.", {"authors": ("Riva, M.", "Sala, L.", "Conti, P.")}),
        ("Otto Kunz, Das Dorf und «Die Flut», 12 Jahre danach, Bern 1990.", {"title": "Das Dorf und «Die Flut», 12 Jahre danach"}),
    ],
)  # fmt: skip
def test_references_of_the_humanities_are_read(text, fields):
    parsed = parse_reference(text)
    assert {name: getattr(parsed, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (
            "Berg, A. Sal e azeite. Revista do Porto, v. 2, p. 3, 2020. Disponível em: https://x.org/a/b.Acesso em: 2 jun. 2021.",
            "2020",
        ),
        ("Berg, A. Le sel. Paris : Tour, 2018. https://example.org/sel.html.Consulté le 3 mai 2021.", "2018"),
    ],
)
def test_a_date_of_access_glued_to_the_address_is_no_year(text, year):
    assert parse_reference(text).year == year


@pytest.mark.parametrize("year", ["[2000]:", "(2000):", "2000:", "[2000a],"])
def test_two_names_in_direct_order_end_before_a_year_in_any_brackets(year: str) -> None:
    parsed = parse_reference(f"Ann Ried and Bo Moos {year} “Dams of Old”. Water, 29: 121–153")

    assert parsed.authors == ("Ried, Ann", "Moos, Bo")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # three editors, of whom the second begins like a word for pages
        (
            "Moos, Ada. 2003. “The Gate.” In Gates and Dikes, edited by Karl Horn, Friedrich Land, and Otto Ried. Bern: Aare.",
            {"editors": ("Horn, Karl", "Land, Friedrich", "Ried, Otto"), "container": "Gates and Dikes"},
        ),
        # an edition, or a publisher in initials, behind the editor
        ("Moos, Ada. The Gate. Edited by Lotte Ried, 2nd ed., W. W. Aare, 2010.", {"editors": ("Ried, Lotte",)}),
        ("Moos, Ada. The Gate. Edited by Lotte Ried, W. W. Aare, 2010.", {"editors": ("Ried, Lotte",)}),
        ("Moos, Ada. The Gate. Ed. Lotte Ried. 3rd ed. Bern: Aare, 1991.", {"editors": ("Ried, Lotte",), "place": "Bern"}),
        ("Moos, Ada. (2019). The gate. In Open Dikes, hrsg. von Lotte Ried: 15-26.", {"editors": ("Ried, Lotte",)}),
        (
            "A. Moos, « La digue », dans Mélanges du fleuve, éd. Ch.-E. Perrot, Paris, Seuil, 1963, p. 16-40.",
            {"editors": ("Perrot, Ch.-E.",), "container": "Mélanges du fleuve"},
        ),
        ("A. Moos, La digue, 2e éd., Paris, Armand Seuil, 1963.", {"editors": ()}),
        # a younger one's name turned round, and two family names in capitals
        ("Moos Jr., Robert Z., John E. Land, and Harry J. Ried. 2018. “Gates.” Dike Review 10: 5-9.",
         {"authors": ("Moos Jr., Robert Z.", "Land, John E.", "Ried, Harry J.")}),
        ("Moos Jr., A. B. (1999). The Dike. Bern: Aare.", {"authors": ("Moos Jr., A. B.",)}),
        ("GARCÍA RÍOS, Ángel: Diques y puertas, Madrid, Aar, 1977.",
         {"authors": ("GARCÍA RÍOS, Ángel",), "title": "Diques y puertas"}),
        # as American lawyers cite
        ("Ada Moos, Dikes and the Law, 112 Harv. L. Rev. 44, 51 (2003).",
         {"container": "Harv. L. Rev", "volume": "112", "pages": "44", "locator": "51", "title": "Dikes and the Law"}),
        ("Moos, A., Ried, B. The Hydraulics of Gates, 1976, Bern: Aare.", {"title": "The Hydraulics of Gates", "year": "1976"}),
    ],
)  # fmt: skip
def test_editors_and_authors_of_odder_styles_are_read(text, said):
    found = parse_reference(text)
    assert {name: getattr(found, name) for name in said} == said


@pytest.mark.parametrize(
    ("entry", "authors", "title"),
    [
        ("Ried, La geografia del sale (1949)", ("Ried",), "La geografia del sale"),
        ("M. L. Ried, Salt and Dues (1973)", ("Ried, M. L.",), "Salt and Dues"),
        ("Ried, Anna Maria (1999)", None, None),
        ("Ried, Anna, and Cy Moos (1999)", None, None),
        ("Ried, Anna von der (1999)", None, None),
    ],
)
def test_a_title_stands_between_a_family_name_and_the_year_where_its_words_tell_it(entry, authors, title):
    read = parse_reference(entry)
    assert read.year in entry and read.title == title
    assert authors is None or read.authors == authors
