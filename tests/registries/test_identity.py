"""Is a record the work that an entry means: titles, persons and years as people and registries really write them."""

import pytest

from argmap.ground.places import Span
from argmap.registries.differences import differences
from argmap.registries.identity import fold, judge_by_identifier, judge_hit, says_taken_back, script_of
from argmap.registries.questions import suggesting_questions, why_not_asked
from argmap.registries.records import Notice, Record, holding_notice
from argmap.sources.source import Source
from hostile import in_little_time

TITLE = "Growth of trade in the valleys of the upper Danube"


def entry(title=TITLE, authors=("Smith, Anna", "Kovács, Béla"), year="2010", type="article", **more):
    return Source("k", type, Span("w.bib", 0, 1, 1, 1, 1, 2), authors=authors, year=year, title=title, **more)


def record(title=TITLE, persons=("Smith, Anna", "Kovács, Béla"), years=(2010,), type="journal-article", **more):
    return Record("10.1000/x", title, persons=persons, years=years, type=type, **more)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        pytest.param(entry(), record("GROWTH OF TRADE in the Valleys of the Upper Danube"), id="capitals"),
        pytest.param(entry(), record("RETRACTED: " + TITLE), id="a mark before the title"),
        pytest.param(entry(), record(TITLE + " [Retracted]"), id="a mark behind it"),
        pytest.param(entry(), record("Growth of <i>trade</i> in the valleys of the upper Danube"), id="markup"),
        pytest.param(entry(), record("Growth of trade in the valleys of the upper‐Danube"), id="a hyphen of Unicode"),
        pytest.param(entry(), record(TITLE, subtitle="A survey of forty years"), id="a subtitle in the record"),
        pytest.param(entry(TITLE + ": A survey of forty years"), record(), id="a subtitle in the entry"),
        pytest.param(entry(authors=("Anna, Smith", "Béla, Kovács")), record(), id="given and family names swapped"),
        pytest.param(entry(authors=("Smith, A.", "Kovács, B.")), record(), id="initials"),
        pytest.param(entry(authors=("Smith, Anna",)), record(), id="fewer authors"),
        pytest.param(entry(authors=("Smith, Anna", "others")), record(), id="and others"),
        pytest.param(entry(authors=("Sm\u0456th, \u0410nna", "Kov\u00e1cs")), record(), id="letters of another script"),
        pytest.param(entry(authors=("Mueller, Hans",)), record(persons=("Müller, H.",)), id="umlauts"),
        pytest.param(entry(authors=("{World Health Organization}",)), record(persons=("WHO",)), id="an acronym"),
        pytest.param(entry(authors=("Smith-Kovács, A.",)), record(persons=("Smith\u2010Kovács, A.",)), id="double names"),
        pytest.param(entry(year="2009"), record(years=(2011, 2010)), id="online first"),
    ],
)  # fmt: skip
def test_the_same_work(source, found):
    assert judge_hit(source, found).outcome == "same"
    assert judge_by_identifier(source, found).outcome == "same"
    assert differences(source, found) == ()


OTHER = "Larval development of tree frogs under drought"


@pytest.mark.parametrize(
    ("source", "found", "outcome"),
    [
        pytest.param(entry(), record(OTHER, ("Lee, Kim",)), "another", id="nothing in common"),
        pytest.param(entry(), record(OTHER, ("Smith, Anna",)), "same", id="another title by the same person differs"),
        pytest.param(entry(), record(OTHER, ()), "unclear", id="a record that names nobody"),
        pytest.param(entry(authors=()), record(OTHER, ("Lee, Kim",)), "unclear", id="an entry that names nobody"),
        pytest.param(entry(), record("Рост торговли", ("Соколов, Иван",)), "unclear", id="another script"),
        pytest.param(
            entry(container="Handbook of frogs under drought", type="incollection"),
            record("Handbook of frogs under drought", ("Lee, Kim",)),
            "unclear",
            id="a chapter by the DOI of its book",
        ),
        pytest.param(
            entry(type="book"), record("Frogs", ("Lee, Kim",), containers=(TITLE,)), "unclear", id="a book by a chapter's"
        ),
        pytest.param(
            entry("Schuld und Sühne", ("Dostoevskij, F. M.",)),
            record("Crime and Punishment", ("Dostoyevsky, Fyodor",)),
            "same",
            id="a translation, and a name of another alphabet",
        ),
        pytest.param(entry(title=None), record(OTHER, ("Lee, Kim",)), "unclear", id="an entry without a title"),
    ],
)  # fmt: skip
def test_the_record_of_the_own_identifier(source, found, outcome):
    assert judge_by_identifier(source, found).outcome == outcome


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(record(type="peer-review"), id="a peer review"),
        pytest.param(record(type="component"), id="a component"),
        pytest.param(record("Correction to: " + TITLE), id="a correction"),
        pytest.param(record("Book review: " + TITLE, ("Lee, Kim",)), id="a review"),
        pytest.param(record(persons=()), id="nobody named"),
        pytest.param(record(years=(2019,)), id="years apart"),
        pytest.param(record(TITLE.replace("upper", "lower reaches of the old")), id="a title that is near"),
        pytest.param(record(notice_of=(Notice("retraction", doi="10.1/y"),)), id="a notice"),
    ],
)
def test_a_search_hit_that_is_not_the_work(found):
    assert judge_hit(entry(), found).outcome == "unclear"


def test_a_short_title_needs_persons_and_year():
    short = entry("On trade", year="2010")
    assert judge_hit(short, record("On trade")).outcome == "same"
    assert judge_hit(short, record("On trade", years=())).outcome == "unclear"
    assert judge_hit(short, record("On trade", ("Lee, Kim",))).outcome == "unclear"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Kovács, Béla", "Kovacs, B.", True),
        ("Kovács, Béla", "Kovasc, Bela", True),
        ("Wang, Wei", "Wei Wang", True),
        ("van der Berg, Jan", "Berg, J. van der", True),
        ("Li, Na", "Li, Na", True),
        ("Lee, Kim", "Smith, Anna", False),
        ("de Souza, A.", "de Boer, P.", False),
        ("Smith, A.", "Jones, A.", False),
        ("Martin, Ann", "Mason, Bob", False),
    ],
)
def test_persons_are_shared_where_a_name_is(one, other, same):
    shared = judge_by_identifier(entry(authors=(one,)), record(OTHER, (other,))).outcome == "same"
    assert shared == same


def test_parts_and_years_of_a_series_are_not_one_another():
    one, two = "Workshop on the security of clouds, 2023", "Workshop on the security of clouds, 2025"
    assert judge_hit(entry(one), record(two, ("Lee, Kim",))).outcome == "unclear"
    assert judge_hit(entry(one), record(two)).outcome == "unclear"
    assert judge_by_identifier(entry(one), record(two)).outcome == "same"


def test_titles_of_a_word_or_two_are_compared_as_well():
    assert judge_by_identifier(entry("Salt"), record("Salt: a history")).outcome == "same"
    assert judge_by_identifier(entry("Salt"), record("Frogs", ("Lee, Kim",))).outcome == "another"


def test_only_a_long_title_by_others_is_another_work_when_searched():
    assert judge_hit(entry(), record(persons=("Lee, Kim",))).outcome == "another"


@pytest.mark.parametrize(
    ("source", "found", "fields"),
    [
        (entry(year="2001"), record(), ["year"]),
        (entry(year="2011"), record(), []),
        (entry(year="2005"), record(years=(2001, 2010)), []),
        (entry(authors=("Lee, Kim", "Roe, Jo", "Smith, Anna")), record(), ["authors"]),
        (entry(pages="12--30"), record(pages="412-430"), ["pages"]),
        (entry(pages="415"), record(pages="412-430"), []),
        (entry(pages="412--30"), record(pages="412-430"), []),
        (entry(pages="412--430"), record(pages="1-19"), []),
        (entry(pages="e12"), record(pages="412-430"), []),
        (entry(container="J. Econ. Hist."), record(containers=("The Journal of Economic History",)), []),
        (entry(container="Journal of Frogs"), record(containers=("Nature",)), ["venue"]),
        (entry(type="journal article", container="Journal of Frogs"), record(containers=("Nature",)), ["venue"]),
        (entry(container="PNAS"), record(containers=("Proceedings of the National Academy of Sciences",)), []),
        (entry(OTHER), record(), ["title"]),
    ],
)
def test_differences_are_told_only_of_what_both_state(source, found, fields):
    assert [difference.field for difference in differences(source, found)] == fields


@pytest.mark.parametrize(
    ("title", "nature"),
    [
        ("RETRACTED: On trade", "retraction"),
        ("Retracted article: On trade", "retraction"),
        ("[Retracted] On trade", "retraction"),
        ("On trade (Retracted article)", "retraction"),
        ("WITHDRAWN: On trade", "withdrawal"),
        ("Retracted science and the retraction index", None),
        ("Why withdrawn money returns", None),
        ("Retraction of the tongue in frogs", None),
    ],
)
def test_a_title_hints_that_a_work_was_taken_back(title, nature):
    assert says_taken_back(title) == nature


N = Notice


@pytest.mark.parametrize(
    ("notices", "nature"),
    [
        ([N("correction", "2004-03-06"), N("retraction", "2010-02-06")], "retraction"),
        ([N("retraction", "2010-02-06"), N("correction", "2014-03-06")], "retraction"),
        ([N("concern", "2012-01-01"), N("correction", "2014-03-06")], "concern"),
        ([N("retraction", "2010-02-06"), N("reinstatement", "2011-02-06")], "reinstatement"),
        ([N("retraction", "2010-02-06"), N("reinstatement", "2010-02-06")], "reinstatement"),
        ([N("retraction", "2010-02-06"), N("reinstatement", "2011-02-06"), N("retraction", "2012")], "retraction"),
        ([N("retraction"), N("reinstatement", "2011-02-06")], "reinstatement"),
        ([N("retraction", "2011"), N("reinstatement", "2011-02-06")], "reinstatement"),
        ([N("retraction", "2010-02-06"), N("reinstatement")], "reinstatement"),
        ([N("withdrawal", "2012"), N("retraction", "2010")], "retraction"),
        ([N("replacement", "2012"), N("correction", "2013")], "replacement"),
        ([], None),
    ],
)
def test_which_notice_holds(notices, nature):
    for order in (notices, notices[::-1]):
        found = holding_notice(order)
        assert (found.nature if found else None) == nature


def test_a_name_in_another_alphabet_stays_in_it_though_its_letters_look_alike():
    assert script_of(["Соколов, Осип"]) == "cyrillic" and fold("Sосоlоv") == "socolov"


@pytest.mark.parametrize(
    "more",
    [", exhibition catalogue", " (Bureau of Justice statistics special report)", ", in: The Social World of Luke-Acts"],
)
def test_a_title_may_go_on_with_what_it_is_or_stands_in(more):
    short = "Larval development of frogs"
    one, other = entry(short), record(short + more + ", a contribution to the study of all that lives in ponds")
    assert differences(one, other) == () == differences(entry(other.title), record(short))


@pytest.mark.parametrize(
    "title", ["Larval development of frogs, part 2, in the ponds of Wales and of the Isle of Man", "Tales of frogs"]
)
def test_another_part_or_another_beginning_is_a_difference(title):
    assert [d.field for d in differences(entry("Larval development of frogs"), record(title))] == ["title"]


def test_a_draft_is_not_accused_where_the_papers_own_words_have_the_records_title():
    words = f"Draft, to be checked. The paper has: Smith, A. “{TITLE}.” Quoted in Lee, K., Ponds and frogs, 1999."
    fields = {"keywords": "draft"}
    read = entry("Ponds and frogs", ("Lee, Kim",), "1980", note=words, fields=fields)
    assert judge_by_identifier(read, record()).outcome == "unclear"
    other = entry(
        "Ponds and frogs", ("Lee, Kim",), "1980", note="The paper has: Lee, K., Ponds and frogs", fields=fields
    )
    assert judge_by_identifier(other, record()).outcome == "another"


def test_markup_in_a_title_is_not_shown():
    from argmap.registries.crossref import record_of

    found = record_of(
        {"DOI": "10.1/x", "title": ["On <i>Rana</i> &amp;amp; <sub>2</sub> &lt;b&gt;frogs&lt;/b&gt;, p < 5"]}
    )
    assert found.title == "On Rana & 2 frogs, p < 5"


def test_who_edited_the_book_of_a_chapter_is_no_author_that_the_record_lacks():
    chapter = entry(authors=("Smith, Anna",), editors=("Eatwell, J.", "Milgate, M.", "Newman, P."), type="incollection")
    found = record(persons=("Smith, A.",), type="book-chapter")
    assert differences(chapter, found) == () and judge_hit(chapter, found).outcome == "same"
    series = record(persons=("Smith, A.",), editors=("Lee, K.", "Roe, J."), type="book-chapter")
    assert differences(chapter, series) == ()
    other = record("Larval development of frogs", persons=("Eatwell, J.",), years=(1980,))
    assert judge_by_identifier(chapter, other).outcome == "same", "somebody is shared"
    assert [d.field for d in differences(chapter, record(persons=("Kim, Soo",)))] == ["authors"]


@pytest.mark.parametrize("more", [{"pages": "593--97"}, {"year": "2004"}])
def test_a_reply_under_the_very_title_is_no_other_authors_work(more):
    first = record(persons=("Laitin, David",), pages="589-593")
    assert judge_hit(entry(authors=("Wildavsky, Aaron",), pages="589"), first).outcome == "another"
    assert judge_hit(entry(authors=("Wildavsky, Aaron",), **{"pages": "594", **more}), first).outcome == "unclear"


def test_a_draft_whose_kind_is_not_told_is_asked_about():
    assert why_not_asked(entry(type="misc")) and why_not_asked(entry(type="phdthesis", fields={"keywords": "draft"}))
    assert not why_not_asked(entry(type="misc", fields={"keywords": "draft"}))


@pytest.mark.parametrize("again", ["/full", "v1", "10.1000/"])
def test_a_doi_that_means_harm_costs_little(again):
    def suggested(doi):
        return suggesting_questions(entry(doi=doi))

    assert in_little_time(suggested, f"10.1000/{again * 100_000}x") == suggested("")
    assert len(suggested("10.1000/xyz123/full")) == 2
