"""Word files: paragraphs, styles, real notes, tracked changes, citation fields, and files that mean harm."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from argmap.ground import packed as packages
from argmap.ground.diagnostics import ArgmapError
from argmap.manuscript import read
from argmap.manuscript.account import count_words
from argmap.manuscript.readers.office.docx import draft_docx
from argmap.manuscript.stages.understanding import understand
from word_files import NUMBERING, W, box, call, field, notes, numbered, p, r, word_file


def test_headings_are_told_by_style_whatever_its_local_name():
    found = understand(
        draft_docx(
            word_file(
                p("A Title", "Titel") + p("Eins", "berschrift1") + p("Words here.") + p("Zwei", "Mine") + p("More.")
            ),
            "a.docx",
        )
    )
    assert found.title == "A Title"
    assert [(s.title, s.level) for s in found.sections] == [("Eins", 1), ("Zwei", 2)]


def test_the_line_is_the_number_of_the_paragraph():
    found = understand(draft_docx(word_file(p("One.") + p("") + p("Three stands here.")), "a.docx"))
    at = found.text.index("Three")
    assert found.place(at, at + 5).line == 3


def test_footnotes_and_endnotes_are_linked_with_their_bodies():
    runs = [r("First."), call("footnote", 1), r(" Second."), call("endnote", 1), r(" Third."), call("footnote", 2)]
    body = f"<w:p>{''.join(runs)}</w:p>"
    parts = {"footnotes": notes("footnote", "Body one.", "Body two."), "endnotes": notes("endnote", "Body at the end.")}
    found = understand(draft_docx(word_file(body, **parts), "a.docx"))
    by_id = {note.id: note.body for note in found.notes}
    assert [by_id[m.note] for m in found.marks] == ["Body one.", "Body at the end.", "Body two."]
    assert [s.text for s in found.sentences] == ["First.", "Second.", "Third."]
    assert len({note.number for note in found.notes}) == 3


def test_a_call_without_a_body_has_no_note():
    body = f"<w:p>{r('First.')}{call('footnote', 1)}{r(' Second.')}{call('footnote', 7)}</w:p>"
    found = understand(draft_docx(word_file(body, footnotes=notes("footnote", "Body one.")), "a.docx"))
    assert [m.note is None for m in found.marks if m.kind == "note"] == [False, True]


def test_a_missing_footnotes_part_is_remarked_on():
    found = understand(draft_docx(word_file(f"<w:p>{r('First.')}{call('footnote', 1)}</w:p>"), "a.docx"))
    assert any("footnotes part" in remark for remark in found.remarks)


def test_tracked_changes_read_as_accepted():
    body = (
        f"<w:p>{r('It is ')}<w:del><w:r><w:delText>not "
        f"</w:delText></w:r></w:del><w:ins>{r('quite ')}</w:ins>{r('so.')}</w:p>"
    )
    assert understand(draft_docx(word_file(body), "a.docx")).text.strip() == "It is quite so."


def test_tables_quotes_and_lists_are_told_apart():
    table = f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr></w:tbl>"
    item = f'<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr>{r("an item")}</w:p>'
    found = understand(draft_docx(word_file(p("Quoted words.", "Zitat") + table + item), "a.docx"))
    assert [(b.kind, found.text[b.start : b.end]) for b in found.blocks] == [
        ("quote", "Quoted words."),
        ("table", "a\tb"),
        ("item", "an item"),
    ]


ZOTERO = {
    "citationItems": [
        {
            "uris": ["http://zotero.org/x/AB12"],
            "locator": "45",
            "itemData": {
                "type": "book",
                "title": "Kosovo: <i>A Short History</i>",
                "author": [{"family": "Malcolm", "given": "Noel"}],
                "issued": {"date-parts": [["1998"]]},
                "publisher": "Macmillan",
            },
        }
    ]
}


@pytest.mark.parametrize("program", ["ADDIN ZOTERO_ITEM CSL_CITATION ", "ADDIN CSL_CITATION "])
def test_citation_fields_of_reference_managers_give_the_work(program):
    body = f"<w:p>{r('So it is ')}{field(program + json.dumps(ZOTERO), '(Malcolm 1998, 45)')}{r('.')}</w:p>"
    found = understand(draft_docx(word_file(body), "a.docx"))
    (mark,) = found.marks
    work = next(ref for ref in found.references if ref.id in mark.references)
    assert (mark.text, mark.locator, mark.year) == ("(Malcolm 1998, 45)", "45", "1998")
    assert (work.authors, work.title, work.publisher) == (("Malcolm, Noel",), "Kosovo: A Short History", "Macmillan")
    assert found.text[mark.start : mark.end] == "(Malcolm 1998, 45)"


def test_endnote_fields_give_the_work():
    xml = (
        "ADDIN EN.CITE <EndNote><Cite><Author>Miller</Author><Year>1926</Year><RecNum>7</RecNum><record><contributors>"
        "<authors><author>Miller, William</author></authors></contributors><titles><title>Albania</title></titles>"
        "</record></Cite></EndNote>"
    )
    found = understand(draft_docx(word_file(f"<w:p>{r('So ')}{field(xml, '(Miller, 1926)')}{r('.')}</w:p>"), "a.docx"))
    assert [(ref.authors, ref.title) for ref in found.references] == [(("Miller, William",), "Albania")]


@pytest.mark.parametrize(
    "instruction",
    [
        "ADDIN ZOTERO_ITEM CSL_CITATION {not json",
        "ADDIN EN.CITE <EndNote>",
        "PAGE",
        "CITATION ",
        "ADDIN ZOTERO_ITEM CSL_CITATION " + "[" * 5000,
    ],
)
def test_fields_that_cannot_be_read_keep_their_printed_words(instruction):
    found = understand(draft_docx(word_file(f"<w:p>{r('So ')}{field(instruction, 'it is')}{r('.')}</w:p>"), "a.docx"))
    assert found.text.strip() == "So it is."


def test_a_bibliography_field_is_the_reference_list():
    start, middle, end = (f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end"))
    body = (
        p("See the list.")
        + (
            f"<w:p>{start}<w:r><w:instrText>ADDIN ZOTERO_BIBL {{}} "
            f"CSL_BIBLIOGRAPHY</w:instrText></w:r>{middle}{r('Malcolm, Noel. Kosovo. London: Macmillan, 1998.')}</w:p>"
        )
        + f"<w:p>{r('Miller, William. Albania. London: Unwin, 1926.')}{end}</w:p>"
        + p("After it.")
    )
    found = understand(draft_docx(word_file(body), "a.docx"))
    assert [b.kind for b in found.blocks] == ["paragraph", "reference", "reference", "paragraph"]
    assert [ref.year for ref in found.references] == ["1998", "1926"]


@pytest.mark.parametrize("heading", ["Reference", "Works Cited", "Literaturverzeichnis"])
def test_a_heading_in_the_style_of_the_entries_below_it_is_no_entry(heading):
    entries = ("Malcolm, Noel. 1998. Kosovo. London: Macmillan.", "Miller, William. 1926. Albania. London: Unwin.")
    body = p("So it is (Malcolm 1998).") + p(heading, "Lit") + "".join(p(entry, "Lit") for entry in entries)
    found = understand(draft_docx(word_file(body), "a.docx"))
    assert [b.kind for b in found.blocks] == ["paragraph", "heading", "reference", "reference"]
    assert [ref.year for ref in found.references] == ["1998", "1926"]


@pytest.mark.parametrize("heading", ["List of Figures", "Tabellenverzeichnis", "Acknowledgements", "Appendix"])
def test_what_stands_behind_a_list_in_the_style_of_its_entries_is_a_heading(heading):
    entries = ("Malcolm, Noel. 1998. Kosovo. London: Macmillan.", "Miller, William. 1926. Albania. London: Unwin.")
    listed = p("References", "Lit") + "".join(p(entry, "Lit") for entry in entries)
    body = p("So it is (Malcolm 1998).") + listed + p(heading, "Lit") + p("Figure 1. The port.")
    found = understand(draft_docx(word_file(body), "a.docx"))
    assert [ref.year for ref in found.references] == ["1998", "1926"]


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<a>" + b" " * 3_000_000)
    return buffer.getvalue()


LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (word_file(p("Words."))[:200], "cut off"),
        (b"PK\x03\x04 nonsense", "is no .docx file"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "encrypted or an old .doc"),
        (bomb, "unpacks to more than 2 MB"),
        (word_file("<w:p>" * 100_000), "nested too deep"),
        (word_file("<w:p><w:r>"), "is broken"),
    ],
    ids=["truncated", "nonsense", "old", "bomb", "nested", "malformed"],
)
def test_a_bad_file_gives_one_plain_sentence(data, says, monkeypatch):
    monkeypatch.setattr(packages, "LARGEST_PART", 2_000_000)
    with pytest.raises(ArgmapError, match=says):
        understand(draft_docx(data() if callable(data) else data, "a.docx"))


def test_a_document_type_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", LAUGHS)
    with pytest.raises(ArgmapError, match="document type"):
        understand(draft_docx(buffer.getvalue(), "a.docx"))


def test_a_package_without_document_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(ArgmapError, match="no document part"):
        understand(draft_docx(buffer.getvalue(), "a.docx"))


def test_an_unclosed_field_hides_no_later_paragraph():
    broken = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>'
    assert "Later words." in understand(draft_docx(word_file(broken + p("Later words.")), "a.docx")).text


def test_a_list_has_the_numbers_that_word_prints():
    body = (
        numbered("One.")
        + numbered("Below it.", depth=1)
        + numbered("Also below.", depth=1)
        + p("Between.")
        + numbered("Two.")
        + numbered("Below two.", depth=1)
        + numbered("A bullet.", 2)
        + numbered("In no list.", 0)
        + numbered("In an unknown list.", 9)
        + numbered("Anew.", 3)
        + numbered("")
        + numbered("Four.")
    )
    found = understand(draft_docx(word_file(body, numbering=NUMBERING), "a.docx"))
    assert [found.text[b.start : b.end] for b in found.blocks] == [
        "[1] One.",
        "1.i. Below it.",
        "1.ii. Also below.",
        "Between.",
        "[2] Two.",
        "2.i. Below two.",
        "A bullet.",
        "In no list.",
        "In an unknown list.",
        "[7] Anew.",
        "[4] Four.",
    ]


@pytest.mark.parametrize("pattern", ["[%1]", "%1.", "%1)", "(%1)", "%1"])
def test_citations_by_number_are_led_to_a_list_that_word_numbers(pattern: str):
    entries = ("Berg, I. (2011). Ships. Bergen: Quay.", "Dahl, O. (2014). Clerks. Oslo: Ledger.")
    body = p("Ships paid [1]. Clerks wrote [2], or did not [1, 2].") + p("References", "berschrift1")
    numbering = NUMBERING.replace("[%1]", pattern)
    found = understand(
        draft_docx(word_file(body + "".join(numbered(e) for e in entries), numbering=numbering), "a.docx")
    )
    cited = {reference.id: reference.year for reference in found.references}
    assert [[cited[i] for i in mark.references] for mark in found.marks] == [["2011"], ["2014"], ["2011"], ["2014"]]


def test_a_mark_that_its_author_set_belongs_to_the_call():
    def starred(number: int, inside: str, behind: str) -> str:
        run = f'<w:r><w:footnoteReference w:customMarkFollows="1" w:id="{number}"/>{inside}</w:r>'
        return run + (r(behind) if behind else "")

    runs = [r("First."), starred(1, "<w:t>*</w:t>", ""), r(" Second."), starred(2, "", "†"), r(" Third.")]
    body = f"<w:p>{''.join(runs)}{call('footnote', 3)}</w:p>"
    found = understand(draft_docx(word_file(body, footnotes=notes("footnote", "* One.", "† Two.", "Three.")), "a.docx"))
    assert [mark.text for mark in found.marks] == ["*", "†", "1"]
    assert [sentence.text for sentence in found.sentences] == ["First.", "Second.", "Third."]
    assert [(note.label, note.body) for note in found.notes] == [("*", "* One."), ("†", "† Two."), ("1", "Three.")]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (p("Seven plain words stand in this paragraph."), 7),
        (f"<w:p>{r('A word cut be')}{r('tween two runs.')}</w:p>", 5),
        (f"<w:p>{r('Shown.')}<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>", 1),
        (f"<w:p>{r('Here.')}<w:moveFrom>{r('moved away')}</w:moveFrom><w:moveTo>{r('moved away')}</w:moveTo></w:p>", 3),
        (f"<w:p>{field('PAGEREF that nobody prints', 'printed result')}</w:p>", 2),
        (f"<w:p>{r('Beside a box.')}{box('Words in the box.')}</w:p>", 6),
        (f"<w:sdt><w:sdtContent>{p('Inside a control.')}</w:sdtContent></w:sdt>", 2),
        (
            f"<w:tbl><w:tr><w:tc>{p('one two')}</w:tc><w:tc><w:p>{r('three')}{box('boxed')}</w:p></w:tc></w:tr></w:tbl>",
            4,
        ),
        (
            "<w:tbl><w:tr><w:tc>"
            f"<w:tbl><w:tr><w:tc>{p('inner')}</w:tc><w:tc>{p('cells')}</w:tc></w:tr></w:tbl>{p('outer')}"
            "</w:tc></w:tr></w:tbl>",
            3,
        ),
        (f"<w:p>{r('Called.')}{call('footnote', 1)}{call('endnote', 1)}</w:p>", 6),
    ],
)
def test_every_printed_word_is_read_once(body: str, words: int):
    parts = {"footnotes": notes("footnote", "Body one."), "endnotes": notes("endnote", "At the end.")}
    found = understand(draft_docx(word_file(body, **(parts if "footnoteReference" in body else {})), "a.docx"))
    assert found.printed == (words,)
    assert sum(count_words(found.text[b.start : b.end]) for b in found.blocks) == words


def test_numbered_lines_of_word_are_no_text():
    section = '<w:sectPr><w:lnNumType w:countBy="1" w:restart="continuous"/></w:sectPr>'
    assert understand(draft_docx(word_file(p("One.") + p("Two.") + section), "a.docx")).text.split() == ["One.", "Two."]


def endnote(author: str, year: str, title: str, number: int) -> str:
    record = (
        f"<record><contributors><authors><author>{author}</author></authors></contributors>"
        f"<titles><title>{title}</title></titles><dates><year>{year}</year></dates></record>"
    )
    cite = f"<Cite><Author>{author}</Author><Year>{year}</Year><RecNum>{number}</RecNum>{record}</Cite>"
    return field(f" ADDIN EN.CITE <EndNote>{cite}</EndNote>", f"[{number}]")


@pytest.mark.parametrize("printed_by_field", [True, False])
def test_records_and_the_list_printed_from_them_are_one_list(printed_by_field: bool):
    cited = (
        endnote("Berg, Ida", "2011", "Ships and dues: A history", 1),
        endnote("Dahl, Ola", "2014", "Clerks", 2),
        endnote("Dahl, Ola", "2016", "Two clerks again", 3),
    )
    entries = (
        "[1] I. Berg, Ships and Dues. A History, Bergen 2011.",
        "[2] O. Dahl, Clerks, Oslo 2014.",
        "[3] O. Dahl, Two Clerks Again, Oslo 2016.",
        "[4] A. Moe, Ice and Grain, Oslo 2018.",
    )
    listed = "".join(p(entry) for entry in entries)
    if printed_by_field:
        opened = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>ADDIN EN.REFLIST</w:instrText></w:r>'
        opened += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        closed = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        listed = listed.replace("<w:p>", f"<w:p>{opened}", 1) + closed
    runs = "".join(f"<w:p>{r('Ships paid ')}{one}{r('.')}</w:p>" for one in cited)
    found = understand(draft_docx(word_file(runs + p("References", "berschrift1") + listed), "a.docx"))
    assert sorted((x.authors[0], x.label, found.text[x.start : x.end]) for x in found.references) == [
        ("Berg, Ida", "1", entries[0]),
        ("Dahl, Ola", "2", entries[1]),
        ("Dahl, Ola", "3", entries[2]),
        ("Moe, A.", "4", entries[3]),
    ]
    assert [len(mark.references) for mark in found.marks] == [1, 1, 1]


@pytest.mark.parametrize(
    ("author", "family", "entries"),
    [
        (
            "Berg, Ida",
            "Berg",
            ("Berg, I. (2009). Tolls of the river. Oslo: Ledger.", "———. (2014). Clerks and dues. Oslo: Ledger."),
        ),
        ("d' Aubry, Claire", "Aubry", ("Aubry, C. d’ (2014). Clerks and dues. Paris: Quai.",)),
        ("de La Tour, Jean", "Tour", ("La Tour, J. de (2014). Clerks and dues. Paris: Quai.",)),
        ("van der Meer, Jan", "Meer", ("Meer, J. v.d. (2014). Clerks and dues. Leiden: Kade.",)),
    ],
)
def test_a_record_is_known_in_its_entry_by_a_dash_and_by_any_place_of_its_particle(author, family, entries):
    cited = endnote(author, "2014", "Clerks and dues", 1).replace("[1]", f"({family}, 2014)")
    body = f"<w:p>{r('Ships paid ')}{cited}{r('.')}</w:p>" + p("References", "berschrift1") + "".join(map(p, entries))
    found = understand(draft_docx(word_file(body), "a.docx"))
    assert len(found.references) == len(entries)
    work = next(one for one in found.references if one.id in found.marks[0].references)
    assert found.text[work.start : work.end] == entries[-1]


@pytest.mark.parametrize("name", ["Item1", "Question", "Diligence"])
def test_numbered_names_in_a_file_that_raises_its_marks_call_no_notes(name):
    rows = "".join(
        f"<w:tr><w:tc>{p(f'Diligence{k}')}</w:tc><w:tc>{p(f'I keep my books, {name}')}</w:tc></w:tr>"
        for k in range(1, 7)
    )
    found = understand(draft_docx(word_file(p("The items follow.") + f"<w:tbl>{rows}</w:tbl>"), "a.docx"))
    assert not found.marks


SOURCES = (
    '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography">'
    "<b:Source><b:Tag>Ber11</b:Tag><b:Author><b:Author><b:NameList><b:Person><b:Last>Berg</b:Last><b:First>Ida</b:First>"
    "</b:Person></b:NameList></b:Author></b:Author><b:Title>Ships and dues</b:Title><b:Year>2011</b:Year></b:Source>"
    "<b:Source><b:Tag>Tow12</b:Tag><b:Author><b:Author><b:Corporate>Town of Bergen</b:Corporate></b:Author></b:Author>"
    "<b:Title>The books</b:Title><b:Year>2012</b:Year></b:Source></b:Sources>"
)


def test_words_own_citations_are_led_to_the_list_that_word_prints():
    runs = field("CITATION Ber11 \\l 1033", "(Berg, 2011)") + r(" and ") + field("CITATION Tow12", "(Bergen, 2012)")
    listed = p("Berg, I. (2011). Ships and dues. Bergen: Quay.") + p("Town of Bergen. (2012). The books. Bergen.")
    body = f"<w:p>{r('Ships paid ')}{runs}{r('.')}</w:p>" + p("References", "berschrift1") + listed
    found = understand(draft_docx(word_file(body, **{"customXml/item1": SOURCES}), "a.docx"))
    cited = {
        reference.id: (reference.authors, found.text[reference.start : reference.end]) for reference in found.references
    }
    assert [cited[mark.references[0]] for mark in found.marks] == [
        (("Berg, Ida",), "Berg, I. (2011). Ships and dues. Bergen: Quay."),
        (("Town of Bergen",), "Town of Bergen. (2012). The books. Bergen."),
    ]
    assert len(cited) == 2


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        (f"<w:p>{r('Figure ')}{field('SEQ Figure', '1')}{r(' The harbour in the year of the dues')}</w:p>", "caption"),
        (
            f'<w:p>{r("Tabelle ")}<w:fldSimple w:instr=" SEQ Tabelle ">{r("2")}</w:fldSimple>{r(": Zölle")}</w:p>',
            "caption",
        ),
        (f"<w:p>{r('What the clerks wrote is shown in table ')}{field('SEQ Table', '1')}{r('.')}</w:p>", "paragraph"),
        (f"<w:p>{r('Figure ')}{field('REF _Ref1', '1')}{r(' shows the harbour.')}</w:p>", "paragraph"),
    ],
)
def test_a_paragraph_that_begins_by_counting_figures_is_a_legend(paragraph: str, kind: str) -> None:
    (block,) = understand(draft_docx(word_file(paragraph), "a.docx")).blocks
    assert block.kind == kind


def test_a_list_may_be_defined_by_the_style_that_another_definition_is_linked_with() -> None:
    linked = NUMBERING.replace(
        '<w:abstractNum w:abstractNumId="0">', '<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="Mine"/>'
    ).replace(
        '<w:num w:numId="1">',
        '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="Mine"/></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="1">',
    )
    found = understand(draft_docx(word_file(numbered("One.", 7) + numbered("Two.", 7), numbering=linked), "a.docx"))
    assert [found.text[b.start : b.end] for b in found.blocks] == ["[1] One.", "[2] Two."]


def packed(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "save it as DOCX"),
        ("a.rtf", b"{\\rtf1 words}", "save it as DOCX"),
        ("a.pages", packed(Index__Document=b"x"), "Export it from Pages"),
        ("a.epub", packed(mimetype=b"application/epub+zip", a=b"x"), "e-book"),
        ("a.zip", packed(a=b"x"), "no DOCX or ODT"),
    ],
)
def test_what_other_programs_write_is_refused_with_the_way_out(
    name: str, data: bytes, says: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ArgmapError, match=says):
        read(tmp_path / name)
