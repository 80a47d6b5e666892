"""OpenDocument texts: paragraphs, lists, real notes, citations, what is left out, and files that mean harm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from argmap.ground import packed as packages
from argmap.ground.diagnostics import ArgmapError
from argmap.manuscript import Document, read
from argmap.manuscript.account import count_words
from argmap.manuscript.readers.office.odt import draft_odt
from argmap.manuscript.stages.understanding import understand
from odt_files import DECLARED, STYLES, content, h, note, p, packed


def text_file(body: str, **parts: str) -> Document:
    return understand(draft_odt(packed(content=content(body), styles=STYLES, **parts), "a.odt"))


def shown(found: Document) -> list[tuple[str, str]]:
    return [(block.kind, found.text[block.start : block.end]) for block in found.blocks]


def test_paragraphs_are_what_their_styles_say() -> None:
    table = (
        "<table:table><table:table-row><table:table-cell>" + p("a") + "</table:table-cell><table:table-cell>" + p("b")
    ) + "</table:table-cell></table:table-row></table:table>"
    contents = f"<text:table-of-content><text:index-body>{p('One 1')}</text:index-body></text:table-of-content>"
    found = text_file(
        p("On ships", "Title") + contents + h("One") + p("Words.") + p("Said.", "P1") + h("Two", 2) + table
    )
    assert found.title == "On ships"
    assert [(section.title, section.level) for section in found.sections] == [("One", 1), ("Two", 2)]
    assert shown(found) == [
        ("title", "On ships"),
        ("furniture", "One 1"),
        ("heading", "One"),
        ("paragraph", "Words."),
        ("quote", "Said."),
        ("heading", "Two"),
        ("table", "a\tb"),
    ]


@pytest.mark.parametrize(
    ("inside", "reads"),
    [
        ("Har<text:span>bour</text:span> towns", "Harbour towns"),
        ("two<text:s/>words, <text:s text:c='2'/>three", "two words,   three"),
        ("a<text:tab/>b<text:line-break/>c", "a\tb c"),
        ("cut\n   here, <text:span> once</text:span>", "cut here, once"),
        ("<text:a xlink:href='x'>linked</text:a> words", "linked words"),
        ("kept <text:span text:style-name='T2'>hidden </text:span>words", "kept words"),
        ("shown<text:hidden-text text:string-value='x'>x</text:hidden-text> alone", "shown alone"),
        ("one<office:annotation><dc:creator>K</dc:creator><text:p>No.</text:p></office:annotation> two", "one two"),
        ('<text:span text:style-name="T3">\uf0b1</text:span>human', "±human"),
        ("left<text:soft-page-break/> right<text:bookmark-start text:name='b'/>", "left right"),
        ("see <text:bookmark-ref text:ref-name='b'>page 4</text:bookmark-ref>", "see page 4"),
        (
            "km<text:span text:style-name='T1'>2</text:span> and 1<text:span text:style-name='T1'>st</text:span>",
            "km² and 1st",
        ),
        ("<text:ruby><text:ruby-base>base</text:ruby-base><text:ruby-text>above</text:ruby-text></text:ruby>", "base"),
        (
            "so <draw:frame><draw:object><math:math><math:mi>x</math:mi><math:mo>=</math:mo><math:mn>1</math:mn>"
            "</math:math></draw:object></draw:frame> holds",
            "so x=1 holds",
        ),
    ],
)
def test_what_stands_in_a_paragraph_reads_as_it_is_shown(inside: str, reads: str) -> None:
    assert text_file(p(inside)).text.rstrip("\n") == reads


def test_hidden_paragraphs_and_sections_are_no_text() -> None:
    hidden = f'<text:section text:name="a" text:display="none">{p("In a section.")}</text:section>'
    one = p('<text:hidden-paragraph text:is-hidden="true" text:condition="x"/>In a paragraph.')
    assert text_file(hidden + one + p("Shown.")).text.split("\n")[:1] == ["Shown."]


def test_notes_have_the_labels_they_are_printed_with_and_footnotes_stand_before_endnotes() -> None:
    body = p(
        f"First.{note(1, p('Body one.') + p('More of it.'))} Second.{note(1, p('At the end.'), 'endnote', 'i')} "
        f"Third.{note(2, p('Starred.'), label='*')} Fourth."
    )
    found = text_file(body)
    assert [(n.label, n.body) for n in found.notes] == [
        ("1", "Body one. More of it."),
        ("*", "Starred."),
        ("i", "At the end."),
    ]
    by_id = {n.id: n.body for n in found.notes}
    assert [(m.text, by_id[m.note or ""]) for m in found.marks] == [
        ("1", "Body one. More of it."),
        ("i", "At the end."),
        ("*", "Starred."),
    ]
    assert [s.text for s in found.sentences] == ["First.", "Second.", "Third.", "Fourth."]
    assert found.states_notes


def test_a_raised_reference_to_a_note_is_a_mark_of_it_and_a_plain_one_is_none() -> None:
    again = '<text:note-ref text:note-class="footnote" text:ref-name="footnote1">1</text:note-ref>'
    raised = f'<text:span text:style-name="T1">{again}</text:span>'
    found = text_file(p(f"One.{note(1, p('A body.'))} Two.{raised} See note {again} above."))
    assert [(m.text, m.note) for m in found.marks] == [("1", "n1"), ("1", "n1")]


def items(*paragraphs: str, style: str = "L1", more: str = "") -> str:
    inside = "".join(f"<text:list-item>{one}</text:list-item>" for one in paragraphs)
    return f'<text:list text:style-name="{style}"{more}>{inside}</text:list>'


def test_a_list_has_the_numbers_that_are_printed() -> None:
    deeper = (
        p("Two.")
        + "<text:list>"
        + "".join(f"<text:list-item>{p(one)}</text:list-item>" for one in "ab")
        + "</text:list>"
    )
    body = (
        items(p("One.") + p("Its second paragraph."), deeper, more=' xml:id="first"')
        + p("Between.")
        + items(p("Three."), more=' text:continue-list="first"')
        + items(p("Anew."), style="L1")
        + items(p("Goes on."), more=' text:continue-numbering="true"')
        + items(p("A bullet."), style="L2")
        + f'<text:list text:style-name="L1"><text:list-item text:start-value="7">{p("Seven.")}</text:list-item></text:list>'
    )
    assert [words for _, words in shown(text_file(body))] == [
        "[1] One.",
        "Its second paragraph.",
        "[2] Two.",
        "2.i. a",
        "2.ii. b",
        "Between.",
        "[3] Three.",
        "[1] Anew.",
        "[2] Goes on.",
        "A bullet.",
        "[7] Seven.",
    ]


ENTRIES = (
    "Berg, I. (2011). Ships and dues. Bergen: Quay.",
    "Dahl, O. (2014). Two clerks. Oslo: Ledger.",
    "Moe, A. (2016). Ice and grain. Oslo: Ledger.",
)


@pytest.mark.parametrize(
    "listed",
    [
        h("References") + items(*map(p, ENTRIES)),
        p("References") + items(*map(p, ENTRIES)),
        h("References") + "".join(p(f"[{k}] {one}", "Bibliography_20_1") for k, one in enumerate(ENTRIES, 1)),
        "<text:bibliography><text:index-body><text:index-title>" + p("Bibliography") + "</text:index-title>"
        "" + "".join(p(f"[{k}] {one}") for k, one in enumerate(ENTRIES, 1)) + "</text:index-body></text:bibliography>",
        h("References")
        + "<table:table>"
        + "".join(
            f"<table:table-row><table:table-cell>{p(f'[{k}]')}</table:table-cell><table:table-cell>{p(one)}"
            "</table:table-cell></table:table-row>"
            for k, one in enumerate(ENTRIES, 1)
        )
        + "</table:table>",
    ],
    ids=["numbered", "without a heading style", "styled", "index", "table"],
)
def test_citations_by_number_are_led_to_the_list_however_it_is_set(listed: str) -> None:
    found = text_file(p("Ships paid [1]. Clerks wrote [2], and ice was sold [3].") + listed)
    years = {reference.id: reference.year for reference in found.references}
    assert [[years[i] for i in mark.references] for mark in found.marks] == [["2011"], ["2014"], ["2016"]]
    assert len(years) == 3


ZOTERO = {
    "citationItems": [
        {
            "uris": ["http://zotero.org/x/1"],
            "itemData": {
                "title": "Ships and dues",
                "author": [{"family": "Berg", "given": "Ida"}],
                "issued": {"date-parts": [[2011]]},
            },
        }
    ]
}


def escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


CODE = escaped("ZOTERO_ITEM CSL_CITATION " + json.dumps(ZOTERO))


@pytest.mark.parametrize(
    "cited",
    [
        f'<text:reference-mark-start text:name="{CODE} RNDx"/>(Berg 2011)<text:reference-mark-end text:name="{CODE} RNDx"/>',
        '<field:fieldmark-start text:name="b" field:type="vnd.oasis.opendocument.field.UNHANDLED"><field:param '
        f'field:name="vnd.oasis.opendocument.field.code" field:value="ADDIN {CODE}"/></field:fieldmark-start>'
        "<field:fieldmark-separator/>(Berg 2011)<field:fieldmark-end/>",
        '<text:bibliography-mark text:identifier="Ber11" text:author="Berg, Ida" text:title="Ships and dues" '
        'text:year="2011">(Berg 2011)</text:bibliography-mark>',
    ],
    ids=["Zotero", "Zotero from Word", "LibreOffice"],
)
def test_citations_of_reference_managers_give_the_work_and_the_list_printed_from_it_is_one(cited: str) -> None:
    listed = f'<text:section text:name="ZOTERO_BIBL {{}} CSL_BIBLIOGRAPHY">{"".join(map(p, ENTRIES))}</text:section>'
    found = text_file(p(f"Ships paid {cited}.") + h("Works Cited") + listed)
    (mark,) = found.marks
    (work,) = [reference for reference in found.references if reference.id in mark.references]
    assert (work.authors, work.title, work.year) == (("Berg, Ida",), "Ships and dues", "2011")
    assert len(found.references) == 3


def test_a_key_that_nothing_explains_is_no_work() -> None:
    mark = '<text:bibliography-mark text:identifier="CITATION Ber11 \\l 1033">(Berg 2011)</text:bibliography-mark>'
    found = text_file(p(f"Ships paid {mark}.") + h("References") + "".join(map(p, ENTRIES)))
    assert len(found.references) == 3
    assert [len(one.references) for one in found.marks] == [1]


def test_changes_and_comments_are_told_and_not_read() -> None:
    tracked = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>not </text:p></text:deletion>'
        '</text:changed-region><text:changed-region text:id="c2"><text:insertion/></text:changed-region>'
        "</text:tracked-changes>"
    )
    comments = "".join(
        f"<office:annotation{done}><dc:creator>Kunz</dc:creator><text:p>{words}</text:p></office:annotation>"
        for done, words in (("", "Who says so?"), (' loext:resolved="true"', "Shorter."))
    )
    words = 'It is <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>quite so.'
    found = text_file(tracked + p(words + comments))
    assert found.text.strip() == "It is quite so."
    assert found.remarks == (
        "Changes are tracked: 1 insertion read as text, 1 deletion left out. Accept or refuse them before you hand the "
        "paper in.",
        "2 comments in the margin not read as text, 1 not resolved. Kunz: “Who says so?”",
    )


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (p("Seven plain words stand in this paragraph."), 7),
        (p("Cut be<text:span>tween spans</text:span>."), 3),
        (p("Beside.<draw:frame><draw:text-box>" + p("Words in the frame.") + "</draw:text-box></draw:frame>"), 5),
        (p(f"Called.{note(1, p('Body one.'))}{note(1, p('At the end.'), 'endnote')}"), 6),
        (items(p("one two"), p("three")), 3),
        (p("A picture.<draw:frame><draw:image/></draw:frame>"), 1),
    ],
)
def test_every_printed_word_is_read_once(body: str, words: int) -> None:
    found = text_file(body)
    assert found.printed == (words,)
    assert sum(count_words(found.text[b.start : b.end]) for b in found.blocks) == words


@pytest.mark.parametrize(
    ("style", "kind"),
    [("Title", "title"), ("Heading_20_2", "heading"), ("Bibliography_20_1", "reference"), ("My_20_own", "paragraph")],
)
def test_styles_of_the_program_need_not_stand_in_the_file(style: str, kind: str) -> None:
    data = packed(content=content(p("On the mills, 2014", style) + p("Words of the text.")))
    assert shown(understand(draft_odt(data, "a.odt")))[0] == (kind, "On the mills, 2014")


def test_the_title_may_stand_in_the_properties_alone() -> None:
    meta = f"<office:document-meta {DECLARED}><office:meta><dc:title>On ships</dc:title></office:meta></office:document-meta>"
    assert text_file(p("Words."), meta=meta).title == "On ships"


@pytest.mark.parametrize("name", ["paper.odt", "paper.zip", "paper.fodt", "paper.xml"])
def test_the_format_is_told_by_the_first_bytes(name: str, tmp_path: Path) -> None:
    flat = '<?xml version="1.0"?>' + content(p("Words here."), name="document")
    data = flat.encode() if name.endswith(("fodt", "xml")) else packed(content=content(p("Words here.")))
    (tmp_path / name).write_bytes(data)
    found = read(tmp_path / name)
    assert (found.kind, found.text.strip()) == ("odt", "Words here.")


LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + content(p("&b;"))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (packed(content=content(p("Words.")))[:150], "cut off"),
        (b"PK\x03\x04 nonsense", "is no .odt file"),
        (packed(styles=STYLES), "no content part"),
        (packed(content=content(p("Words.")).replace("office:text>", "office:spreadsheet>")), "but no text"),
        (packed(content="<a>" + " " * 3_000_000), "unpacks to more than 2 MB"),
        (packed(content="<a>" * 100_000), "nested too deep"),
        (packed(content="<a><b>"), "is broken"),
        (packed(content=LAUGHS), "document type"),
        (LAUGHS.encode(), "document type"),
        (packed(content="x", META="<m><file-entry><encryption-data/></file-entry></m>"), "password"),
    ],
    ids=["truncated", "nonsense", "empty", "sheet", "bomb", "nested", "malformed", "laughs", "flat laughs", "locked"],
)
def test_a_bad_file_gives_one_plain_sentence(data: bytes, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "LARGEST_PART", 2_000_000)
    with pytest.raises(ArgmapError, match=says):
        understand(draft_odt(data, "a.odt"))


@pytest.mark.parametrize(
    "inside",
    [
        "<text:span>" * 200 + "deep" + "</text:span>" * 200,
        "<text:note/>",
        "<text:note-ref/><text:reference-mark-end/><field:fieldmark-end/><text:bibliography-mark/>",
        "<text:s text:c='99999999999'/><text:s text:c='-1'/>",
        "<draw:frame><draw:object xlink:href='./Nowhere'/></draw:frame>",
        '<text:reference-mark-start text:name="ZOTERO_ITEM CSL_CITATION {broken"/>x',
    ],
)
def test_what_is_odd_in_a_paragraph_hides_nothing_behind_it(inside: str) -> None:
    assert "Later words." in text_file(p(inside) + items(inside and p("x")) + p("Later words.")).text
