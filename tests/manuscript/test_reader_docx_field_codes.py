"""What reference managers leave in a Word file: each citation is led to its work, and the list they print is one list."""

from __future__ import annotations

import base64
import json

import pytest

from argmap.manuscript.readers.office.docx import draft_docx
from argmap.manuscript.stages.understanding import understand
from word_files import field, p, r, word_file

ENTRIES = (
    "Berg, I. (2011). Ships and dues. Bergen: Quay.",
    "Dahl, O. (2014). Two clerks. Oslo: Ledger.",
    "Moe, A. (2016). Ice and grain. Oslo: Ledger.",
)
CSL = {
    "citationItems": [
        {
            "id": "1",
            "itemData": {
                "id": "1",
                "title": "Two clerks",
                "author": [{"family": "Dahl", "given": "Ola"}],
                "issued": {"date-parts": [[2014]]},
            },
        }
    ]
}
# Citavi writes the same person out once, and refers to it afterwards.
CITAVI = {
    "$id": "1",
    "Entries": [
        {
            "$id": "2",
            "PageRange": {"OriginalString": "7"},
            "Reference": {
                "$id": "3",
                "Id": "work-1",
                "Title": "Ships and dues",
                "Year": "2011",
                "Authors": [{"$id": "4", "LastName": "Berg", "FirstName": "Ida"}],
            },
        },
        {
            "$id": "5",
            "Reference": {
                "$id": "6",
                "Id": "work-2",
                "Title": "Two clerks",
                "Year": "2014",
                "Authors": [{"$ref": "4"}],
            },
        },
    ],
}
ENDNOTE = (
    "<EndNote><Cite><Author>Dahl</Author><Year>2014</Year><RecNum>3</RecNum><record><contributors><authors>"
    "<author>Dahl, Ola</author></authors></contributors><titles><title>Two clerks</title></titles><dates>"
    "<year>2014</year></dates></record></Cite></EndNote>"
)


def packed(data: object) -> str:
    return base64.b64encode((data if isinstance(data, str) else json.dumps(data)).encode()).decode()


def control(tag: str, inside: str) -> str:
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'


def with_data(instruction: str, data: str, result: str) -> str:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:fldData>{data}</w:fldData></w:fldChar></w:r>'
    return field(instruction, result).replace('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', begin, 1)


@pytest.mark.parametrize(
    "cited",
    [
        field("ADDIN ZOTERO_ITEM CSL_CITATION " + json.dumps(CSL), "(Dahl 2014)"),
        field("ADDIN CSL_CITATION " + json.dumps(CSL), "(Dahl 2014)"),
        control("MENDELEY_CITATION_v3_" + packed(CSL), r("(Dahl 2014)")),
        with_data("ADDIN EN.CITE", packed(ENDNOTE), "(Dahl 2014)"),
        field("ADDIN EN.CITE " + ENDNOTE, "(Dahl 2014)"),
        r("(Dahl 2014)"),
        field("ADDIN RW.CITE{{doc:5f1a}}", "(Dahl 2014)"),
    ],
    ids=["Zotero", "Mendeley", "Mendeley Cite", "EndNote, packed", "EndNote", "no manager", "RefWorks"],
)
@pytest.mark.parametrize(
    "listed",
    [
        p("References", "berschrift1") + "".join(map(p, ENTRIES)),
        control("MENDELEY_BIBLIOGRAPHY", p("References", "berschrift1") + "".join(map(p, ENTRIES))),
        control("CitaviBibliography", p("References") + "".join(map(p, ENTRIES))),
        "<w:sdt><w:sdtPr><w:bibliography/></w:sdtPr><w:sdtContent>"
        + p("References")
        + "".join(map(p, ENTRIES))
        + "</w:sdtContent></w:sdt>",
        p("References") + "".join(p(entry, "Lit") for entry in ENTRIES),
    ],
    ids=["plain", "Mendeley Cite", "Citavi", "Word", "style"],
)
def test_a_citation_is_led_to_the_one_entry_that_prints_its_work(cited: str, listed: str) -> None:
    found = understand(draft_docx(word_file(f"<w:p>{r('Clerks wrote ')}{cited}{r('.')}</w:p>" + listed), "a.docx"))
    (mark,) = found.marks
    (work,) = [reference for reference in found.references if reference.id in mark.references]
    assert (work.authors[0].split(",")[0], work.year, work.title) == ("Dahl", "2014", "Two clerks")
    assert found.text[work.start : work.end] == ENTRIES[1]
    assert len(found.references) == 3


def test_citavi_refers_to_what_it_wrote_out_before() -> None:
    code = field(f"ADDIN CitaviPlaceholder{{{packed(CITAVI)}}}", "(Berg 2011: 7; Berg 2014)")
    inside = control("CitaviPlaceholder#1", code)
    found = understand(draft_docx(word_file(f"<w:p>{r('Ships paid ')}{inside}{r('.')}</w:p>"), "a.docx"))
    assert [(one.authors, one.title, one.year) for one in found.references] == [
        (("Berg, Ida",), "Ships and dues", "2011"),
        (("Berg, Ida",), "Two clerks", "2014"),
    ]
    assert [mark.locator for mark in found.marks] == ["7", None]


@pytest.mark.parametrize(
    "code",
    [
        "ADDIN CitaviPlaceholder{}",
        "ADDIN CitaviPlaceholder{not base64 at all}",
        "ADDIN CitaviPlaceholder{" + packed("[" * 3000) + "}",
        "ADDIN CitaviPlaceholder{" + packed({"Entries": [None, 3, {"Reference": {"$ref": "9"}}]}) + "}",
        "ADDIN CitaviPlaceholder{" + packed({"$id": "1", "Entries": {"$ref": "1"}}) + "}",
    ],
)
def test_what_cannot_be_read_leaves_the_printed_citation(code: str) -> None:
    listed = p("References", "berschrift1") + "".join(map(p, ENTRIES))
    found = understand(
        draft_docx(word_file(f"<w:p>{r('So ')}{field(code, '(Dahl 2014)')}{r('.')}</w:p>" + listed), "a.docx")
    )
    assert [len(mark.references) for mark in found.marks] == [1]


def test_words_own_list_may_be_a_table() -> None:
    cell = "<w:tc>{}</w:tc>"
    rows = "".join(
        f"<w:tr>{cell.format(p(f'[{number}]'))}{cell.format(p(entry))}</w:tr>"
        for number, entry in enumerate(ENTRIES, 1)
    )
    listed = f"<w:sdt><w:sdtPr><w:bibliography/></w:sdtPr><w:sdtContent><w:tbl>{rows}</w:tbl></w:sdtContent></w:sdt>"
    found = understand(
        draft_docx(
            word_file(p("Ships [1], clerks [2] and ice [3].") + p("References", "berschrift1") + listed), "a.docx"
        )
    )
    years = {reference.id: reference.year for reference in found.references}
    assert [[years[i] for i in mark.references] for mark in found.marks] == [["2011"], ["2014"], ["2016"]]
