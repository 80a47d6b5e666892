"""Titles and headings that no style tells: where they are taken for such by how they are set, and where not."""

from __future__ import annotations

import pytest

from argmap.manuscript import Document
from argmap.manuscript.readers.office.docx import draft_docx
from argmap.manuscript.stages.understanding import understand
from word_files import p, word_file

PROSE = (
    "Harbour towns lived on the dues that ships paid, and the clerks of the towns wrote every one of them down. " * 4
)
BOLD, UNDERLINED, LARGE = "<w:b/>", '<w:u w:val="single"/>', '<w:sz w:val="36"/>'
CENTRED = '<w:jc w:val="center"/>'


def line(words: str, how: str = "", paragraph: str = "") -> str:
    run = f"<w:r><w:rPr>{how}</w:rPr><w:t>{words}</w:t></w:r>"
    return f"<w:p><w:pPr>{paragraph}</w:pPr>{run}</w:p>"


def paper(body: str, title: str = "") -> Document:
    core = f'<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></c>'
    return understand(draft_docx(word_file(body, **{"docProps/core": core} if title else {}), "a.docx"))


EMPTY = p("")


@pytest.mark.parametrize(
    ("front", "title"),
    [
        (line("Harbour dues and their clerks", BOLD, CENTRED), "Harbour dues and their clerks"),
        (
            p("2019-04-02") + p("What the clerks of Bergen wrote about harbour dues"),
            "What the clerks of Bergen wrote about harbour dues",
        ),
        (
            line("UNIVERSITY OF BERGEN", LARGE, CENTRED)
            + line("Faculty of History", LARGE, CENTRED)
            + EMPTY
            + line("Ships, dues and clerks in the north", LARGE, CENTRED)
            + EMPTY
            + line("Ida Berg", LARGE, CENTRED)
            + line("Supervisor: Ola Dahl", "", CENTRED)
            + line("Bergen, May 2019", "", CENTRED),
            "Ships, dues and clerks in the north",
        ),
        (
            line("Ships and dues:", BOLD) + line("the clerks of the north", BOLD) + p("Ida Berg"),
            "Ships and dues: the clerks of the north",
        ),
        (
            line("Bachelorarbeit im Studiengang Geschichte", BOLD, CENTRED)
            + EMPTY
            + line("„Schiffe, Zölle und Schreiber im Norden“", BOLD, CENTRED)
            + p("vorgelegt von:")
            + p("Ida Berg"),
            "Schiffe, Zölle und Schreiber im Norden",
        ),
        (
            line("T.C.")
            + line("SAKARYA ÜNİVERSİTESİ", BOLD)
            + line("FEN EDEBİYAT FAKÜLTESİ", BOLD)
            + EMPTY
            + line("LİMAN VERGİLERİ VE KÂTİPLERİ ÜZERİNE", BOLD, CENTRED)
            + line("BİTİRME ÇALIŞMASI", "", CENTRED)
            + line("Ayşe DEMİR", "", CENTRED),
            "LİMAN VERGİLERİ VE KÂTİPLERİ ÜZERİNE",
        ),
        (line("Dissertation on dues", BOLD, CENTRED), "Dissertation on dues"),
        (
            line("Harbour dues and what came of them", BOLD) + line("For them:", BOLD) + p("Clerks"),
            "Harbour dues and what came of them",
        ),
        (line("Philosophie", LARGE, CENTRED), "Philosophie"),
        (
            line("Notes for the seminar", BOLD) + p("Title: “Ships, dues and the clerks of towns”") + p("Ida Berg"),
            "Ships, dues and the clerks of towns",
        ),
        (
            p("Harbour dues and clerks in towns", "berschrift1") + p("Abstract", "berschrift1"),
            "Harbour dues and clerks in towns",
        ),
        (
            line("Harbour Dues", "", CENTRED)
            + line("Ida Berg", "", CENTRED)
            + line("Northern A&amp;M in Old Harbour Town", "", CENTRED)
            + line("HIST-2316", "", CENTRED)
            + line("Harbour Dues", "", CENTRED),
            "Harbour Dues",
        ),
        (line("Harbour Dues Abroad", LARGE, CENTRED) + p("Ida Berg, Bergen"), "Harbour Dues Abroad"),
        (
            line("Harbour Clerks", LARGE, CENTRED) + p("The weir is old in all its parts. Mills changed what was re-"),
            "Harbour Clerks",
        ),
    ],
    ids=[
        "bold",
        "plain",
        "title page",
        "two lines",
        "quoted",
        "Turkish",
        "a kind of work",
        "a label below",
        "one word",
        "labelled",
        "heading",
        "on the cover and above the text",
        "much larger than the text",
        "above a sentence that breaks off",
    ],
)
def test_the_title_is_the_most_prominent_line_of_the_front(front: str, title: str) -> None:
    found = paper(front + p(PROSE))
    assert found.title == title
    assert all(title not in sentence.text for sentence in found.sentences)


@pytest.mark.parametrize(
    "front",
    [
        "",
        p("1. Introduction", "berschrift1"),
        line("PART 1", BOLD, CENTRED),
        line("Abstract", BOLD, CENTRED),
        line("Ida Berg", BOLD, CENTRED) + line("University of Bergen", BOLD, CENTRED),
        line("May 2019", BOLD, CENTRED),
        line("THESE PROFESSIONNELLE", LARGE, CENTRED),
        line("UNIVERSITE DE BERGEN", LARGE, CENTRED),
        line("FACULTE DES LETTRES", LARGE, CENTRED),
        line("Contents", BOLD, CENTRED) + p("What the clerks of Bergen wrote about dues ........ 7"),
        line("ida.berg@harbour.example", BOLD, CENTRED),
        p("The dues were raised in spring.iii Nobody wrote down why.iv"),
        p("The dues were raised in spring.** Nobody wrote down why.***"),
    ],
)
def test_a_paper_without_a_title_gets_none(front: str) -> None:
    assert paper(front + p(PROSE)).title is None


@pytest.mark.parametrize("named", ["Abstract", "Introduction", "Zusammenfassung"])
def test_a_heading_that_every_paper_has_is_no_title_in_the_style_of_one(named: str) -> None:
    assert paper(p(named, "Titel") + p(PROSE)).title is None
    assert paper(p(named, "Titel") + p(PROSE), "Dues in the north").title == "Dues in the north"


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("The clerks of Bergen", "The clerks of Bergen"),
        ("University of Bergen", "Harbour dues and those who wrote them down"),
        ("thesis_final_v3.indd", "Harbour dues and those who wrote them down"),
        ("Microsoft Word - draft", "Harbour dues and those who wrote them down"),
    ],
)
def test_the_title_of_the_properties_counts_where_the_paper_has_it_too(stated: str, title: str) -> None:
    front = line("Harbour dues and those who wrote them down", BOLD) + line("The clerks of Bergen") + p("Ida Berg")
    assert paper(front + p(PROSE), stated).title == title


def test_names_and_addresses_below_the_title_are_no_sentences() -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
    names = f"<w:p><w:r><w:t>Ida Berg</w:t></w:r>{raised}</w:p><w:p>{raised}<w:r><w:t>Harbour Office, Bergen</w:t></w:r></w:p>"
    found = paper(line("Harbour dues and their clerks", BOLD, CENTRED) + names + p(PROSE))
    assert [mark.kind for mark in found.marks] == []
    assert all("Ida Berg" not in sentence.text for sentence in found.sentences)


def headings(found: Document) -> list[tuple[str, int]]:
    return [(found.text[b.start : b.end], b.level) for b in found.blocks if b.kind == "heading"]


@pytest.mark.parametrize(
    ("how", "paragraph", "words"),
    [
        (BOLD, "", "The dues"),
        (UNDERLINED, "", "The dues"),
        (LARGE, "", "The dues"),
        ("<w:caps/>", "", "The dues"),
        ("", CENTRED, "THE DUES"),
        (BOLD, "", "The dues of the town:"),
        (BOLD, "", "2. The dues"),
    ],
)
def test_a_short_line_set_apart_with_text_below_is_a_heading(how: str, paragraph: str, words: str) -> None:
    found = paper(p(PROSE) + line(words, how, paragraph) + p(PROSE))
    assert headings(found) == [(words, 1)]


@pytest.mark.parametrize(
    "body",
    [
        line("The dues", "", CENTRED) + p(PROSE),
        line("Table 1. The dues of the town", BOLD) + p(PROSE),
        line("Abbildung 3: Die Zölle", BOLD) + p(PROSE),
        line("the dues were paid and", BOLD) + p(PROSE),
        line("The dues were paid by everybody in the town.", BOLD) + p(PROSE),
        line("The dues", BOLD) + p("Seven."),
        line("The dues", BOLD) + line("The clerks", BOLD) + line("The town", BOLD) + p("End."),
        f"<w:p><w:r><w:rPr>{BOLD}</w:rPr><w:t>The dues. </w:t></w:r><w:r><w:t>{PROSE}</w:t></w:r></w:p>",
    ],
)
def test_what_is_a_legend_a_sentence_or_a_list_of_words_is_no_heading(body: str) -> None:
    assert headings(paper(p(PROSE) + body)) == []


def test_where_the_text_is_bold_a_bold_line_is_nothing_special() -> None:
    body = line(PROSE, BOLD) + line("The dues", BOLD) + line(PROSE, BOLD)
    assert headings(paper(body)) == []


def test_levels_follow_the_numbers_or_what_is_larger_and_stand_below_the_headings_that_a_style_tells() -> None:
    by_number = paper(p(PROSE) + "".join(line(n, BOLD) + p(PROSE) for n in ("1. Ships", "1.1 Dues", "2. Clerks")))
    assert [level for _, level in headings(by_number)] == [1, 2, 1]
    by_size = paper(
        p(PROSE) + "".join(line(w, h) + p(PROSE) for w, h in (("Ships", LARGE), ("Dues", BOLD), ("Ice", LARGE)))
    )
    assert [level for _, level in headings(by_size)] == [1, 2, 1]
    below = paper(p("Ships", "berschrift1") + p(PROSE) + line("Dues", BOLD) + p(PROSE))
    assert headings(below) == [("Ships", 1), ("Dues", 2)]


@pytest.mark.parametrize("how", [BOLD, UNDERLINED, LARGE, "<w:caps/>", ""])
@pytest.mark.parametrize("name", ["References", "KAYNAKÇA", "Literaturverzeichnis", "Works Cited:"])
def test_the_heading_of_the_list_is_one_however_it_is_set(name: str, how: str) -> None:
    entries = (
        "Berg, I. (2011). Ships. Bergen: Quay.",
        "Dahl, O. (2014). Clerks. Oslo: Ledger.",
        "Moe, A. (2016). Ice.",
    )
    broken = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    body = p(PROSE) + line("The dues", BOLD) + p(PROSE) + broken + line(name, how) + "".join(map(p, entries))
    assert [reference.text for reference in paper(body).references] == list(entries)
