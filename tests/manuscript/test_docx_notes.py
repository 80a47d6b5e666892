"""Notes and raised figures of Word files: what they are numbered with, where the numbers begin anew, what is no note."""

from __future__ import annotations

import pytest

from argmap.manuscript import Document
from argmap.manuscript.readers.office.docx import draft_docx
from argmap.manuscript.stages.understanding import understand
from word_files import W, call, field, notes, p, r, word_file


def labels(found: Document) -> list[str]:
    return [mark.text for mark in found.marks if mark.kind == "note"]


def settings(footnotes: str = "", endnotes: str = "") -> str:
    return (
        f'<w:settings xmlns:w="{W}"><w:footnotePr>{footnotes}</w:footnotePr><w:endnotePr>{endnotes}</w:endnotePr>'
        "</w:settings>"
    )


def calling(kind: str, *numbers: int, behind: str = "") -> str:
    runs = "".join(f"{r('Words.')}{call(kind, number)}" for number in numbers)
    return f"<w:p>{runs}{behind}</w:p>"


BODIES = tuple(f"Body {word}." for word in ("one", "two", "three", "four", "five"))


@pytest.mark.parametrize(
    ("footnotes", "printed"),
    [
        ("", ["1", "2", "3", "4", "5"]),
        ('<w:numFmt w:val="lowerRoman"/>', ["i", "ii", "iii", "iv", "v"]),
        ('<w:numFmt w:val="upperLetter"/>', ["A", "B", "C", "D", "E"]),
        ('<w:numFmt w:val="chicago"/>', ["*", "†", "‡", "§", "**"]),
        ('<w:numStart w:val="7"/>', ["7", "8", "9", "10", "11"]),
        ('<w:numFmt w:val="nobody-knows"/>', ["1", "2", "3", "4", "5"]),
        ('<w:numStart w:val="x"/>', ["1", "2", "3", "4", "5"]),
    ],
)
def test_notes_are_counted_in_the_figures_that_the_file_states(footnotes: str, printed: list[str]) -> None:
    parts = {"footnotes": notes("footnote", *BODIES), "settings": settings(footnotes)}
    found = understand(draft_docx(word_file(calling("footnote", 1, 2, 3, 4, 5), **parts), "a.docx"))
    assert labels(found) == printed
    assert [(note.label, note.body) for note in found.notes] == list(zip(printed, BODIES, strict=True))
    assert all(mark.note for mark in found.marks)


def test_endnotes_have_roman_figures_where_the_file_says_nothing() -> None:
    found = understand(
        draft_docx(word_file(calling("endnote", 1, 2), endnotes=notes("endnote", *BODIES[:2])), "a.docx")
    )
    assert labels(found) == ["i", "ii"]


def test_numbers_begin_anew_with_sections_and_with_pages_and_each_mark_keeps_its_own_body() -> None:
    section = '<w:sectPr><w:footnotePr><w:numRestart w:val="{}"/></w:footnotePr></w:sectPr>'
    ends = calling("footnote", 1, 2).replace("<w:p>", f"<w:p><w:pPr>{section.format('eachSect')}</w:pPr>")
    turned = calling("footnote", 3) + f"<w:p><w:r><w:lastRenderedPageBreak/></w:r>{r('Next page.')}</w:p>"
    body = ends + turned + calling("footnote", 4, 5) + section.format("eachPage")
    found = understand(draft_docx(word_file(body, footnotes=notes("footnote", *BODIES)), "a.docx"))
    assert labels(found) == ["1", "2", "1", "1", "2"]
    by_id = {note.id: note.body for note in found.notes}
    assert [by_id[mark.note or ""] for mark in found.marks] == list(BODIES)


def bookmarked(name: str, inside: str) -> str:
    return f'<w:bookmarkStart w:id="0" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="0"/>'


@pytest.mark.parametrize(
    ("code", "marks"),
    [("NOTEREF _Ref1 \\f \\h", 2), ("NOTEREF _Ref1 \\h", 1), ("NOTEREF _Ref9 \\f", 1), ("NOTEREF \\f", 1)],
)
def test_a_note_that_is_called_twice_has_two_marks_and_a_cross_reference_to_it_is_none(code: str, marks: int) -> None:
    runs = r("One.") + bookmarked("_Ref1", call("footnote", 1)) + r(" Two.") + field(code, "1")
    found = understand(draft_docx(word_file(f"<w:p>{runs}</w:p>", footnotes=notes("footnote", "A body.")), "a.docx"))
    assert [mark.note for mark in found.marks] == ["n1"] * marks


def raised(words: str, how: str = '<w:vertAlign w:val="superscript"/>') -> str:
    return f"<w:r><w:rPr>{how}</w:rPr><w:t>{words}</w:t></w:r>"


@pytest.mark.parametrize(
    ("runs", "reads"),
    [
        (r("It was shown.") + raised("3"), "It was shown.³"),
        (r("It was shown") + raised("3, 5–7"), "It was shown³,⁵–⁷"),
        (r("It was shown") + raised("3", '<w:position w:val="9"/><w:sz w:val="16"/>'), "It was shown³"),
        (r("It was shown") + raised("[") + raised("3") + raised("]"), "It was shown[3]"),
        (r("It was shown [2") + raised("5") + r("]"), "It was shown [25]"),
        (r("The 1") + raised("st") + r(" day"), "The 1st day"),
        (r("10") + raised("-6") + r(" m"), "10⁻⁶ m"),
        (r("Some ") + raised("words 2 and more"), "Some words 2 and more"),
        (r("CO") + raised("2", '<w:vertAlign w:val="subscript"/>'), "CO2"),
    ],
)
def test_raised_figures_read_as_raised_and_raised_words_as_words(runs: str, reads: str) -> None:
    assert understand(draft_docx(word_file(f"<w:p>{runs}</w:p>"), "a.docx")).text.strip() == reads


def test_raised_figures_cite_the_numbered_list() -> None:
    entries = (
        "Berg, I. (2011). Ships. Bergen: Quay.",
        "Dahl, O. (2014). Clerks. Oslo: Ledger.",
        "Moe, A. (2016). Ice.",
    )
    body = f"<w:p>{r('Ships paid dues.')}{raised('1')}{r(' Clerks wrote that down.')}{raised('2,3')}</w:p>"
    listed = "".join(p(f"{number}. {entry}") for number, entry in enumerate(entries, 1))
    found = understand(draft_docx(word_file(body + p("References", "berschrift1") + listed), "a.docx"))
    years = {reference.id: reference.year for reference in found.references}
    assert [[years[i] for i in mark.references] for mark in found.marks] == [["2011"], ["2014"], ["2016"]]


@pytest.mark.parametrize(
    ("run", "reads"),
    [
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden </w:t></w:r>", "Ab."),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>shown</w:t></w:r>', "Ashownb."),
        ("<w:r><w:rPr><w:webHidden/></w:rPr><w:t>printed</w:t></w:r>", "Aprintedb."),
        ('<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>', "Aαb."),
        ('<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0b1x</w:t></w:r>', "A±xb."),
        ('<w:r><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr><w:t>\uf0b1x</w:t></w:r>', "A\uf0b1xb."),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B1"/></w:r>', "A±b."),
        ('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', "A▪b."),
        ('<w:r><w:sym w:font="Nobody" w:char="F04A"/></w:r>', "A\ufffdb."),
        ('<w:r><w:sym w:font="Symbol" w:char="xyz"/></w:r>', "Ab."),
        ("<w:r><w:noBreakHyphen/></w:r>", "A\u2011b."),
        ("<w:r><w:softHyphen/></w:r>", "A\u00adb."),
    ],
)
def test_what_stands_in_a_run_reads_as_it_is_printed(run: str, reads: str) -> None:
    assert understand(draft_docx(word_file(f"<w:p>{r('A')}{run}{r('b.')}</w:p>"), "a.docx")).text.strip() == reads


def comment(number: int, author: str, words: str) -> str:
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    inside = f'<w:p xmlns:w14="{w14}" w14:paraId="0000000{number}">{r(words)}</w:p>'
    return f'<w:comment w:id="{number}" w:author="{author}">{inside}</w:comment>'


def test_comments_are_told_with_what_the_open_ones_say() -> None:
    comments = comment(1, "Kunz", "Who says so?") + comment(2, "Meyer", "Shorter.") + comment(3, "Kunz", "Done.")
    w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
    states = (
        f'<w15:commentsEx xmlns:w15="{w15}"><w15:commentEx w15:paraId="00000001" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000002" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000003" w15:paraIdParent="00000001" w15:done="0"/></w15:commentsEx>'
    )
    parts = {"comments": f'<w:comments xmlns:w="{W}">{comments}</w:comments>', "commentsExtended": states}
    found = understand(draft_docx(word_file(p("Words."), **parts), "a.docx"))
    assert found.remarks == ("2 comments in the margin not read as text, 1 not resolved. Kunz: “Who says so?”",)
    assert found.text.strip() == "Words."


def test_a_broken_part_of_comments_takes_nothing_from_the_paper() -> None:
    assert understand(draft_docx(word_file(p("Words."), comments="<w:comments>"), "a.docx")).text.strip() == "Words."


def test_tracked_changes_are_counted() -> None:
    gone = "<w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
    mark = "<w:pPr><w:rPr><w:ins w:id='9'/></w:rPr></w:pPr>"
    found = understand(
        draft_docx(word_file(f"<w:p>{mark}{r('It is ')}{gone}<w:ins>{r('quite ')}</w:ins>{r('so.')}</w:p>"), "a.docx")
    )
    assert found.remarks == (
        "Changes are tracked: 1 insertion read as text, 1 deletion left out. Accept or refuse them before you hand the "
        "paper in.",
    )


def test_a_raised_figure_beside_real_notes_cites_the_entry_of_that_number_and_is_no_note() -> None:
    entries = (
        "Berg, I. (2011). Ships. Bergen: Quay.",
        "Dahl, O. (2014). Clerks. Oslo: Ledger.",
        "Moe, A. (2016). Ice.",
    )
    body = f"<w:p>{r('Ships paid dues.')}{raised('2')}{r(' So it was.')}{call('footnote', 1)}{r(' Or so.')}{raised('9')}</w:p>"
    listed = "".join(p(f"{number}. {entry}") for number, entry in enumerate(entries, 1))
    package = word_file(body + p("References", "berschrift1") + listed, footnotes=notes("footnote", "A body."))
    found = understand(draft_docx(package, "a.docx"))
    years = {reference.id: reference.year for reference in found.references}
    assert [(mark.kind, [years[i] for i in mark.references]) for mark in found.marks] == [
        ("numeric", ["2014"]),
        ("note", []),
    ]


def test_a_large_first_letter_belongs_to_the_text_that_goes_on_with_it() -> None:
    frame = '<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="2"/></w:pPr>' + r("T") + "</w:p>"
    found = understand(
        draft_docx(word_file(frame + p("Introduction", "berschrift1") + p("he dues were paid.")), "a.docx")
    )
    assert [sentence.text for sentence in found.sentences] == ["The dues were paid."]
    assert found.title is None
