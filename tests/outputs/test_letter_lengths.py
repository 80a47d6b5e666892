"""How long a letter is: short lists with an appendix, or brief; and its points with Word's own numbers."""

from __future__ import annotations

import io
import re

import docx
import pytest
from docx.oxml.ns import qn

from argmap.checks import run_checks
from argmap.outputs.letter.docx import write_docx
from argmap.outputs.letter.letter import compose_letter, write_markdown
from argmap.settings import LETTER_LANGUAGES
from commands import argmap

COUNT = 9
CLAIMS = (
    "# S\n\n## top {conclusion}\n\nThe mill must stay.\n\n"
    + "- because: main\n- because: other\n- but: far\n\n## main\n\nThe mill pays.\n\n"
    + "".join(f"- because: r{n}\n" for n in range(COUNT))
    + "\n"
    + "".join(f"## r{n}\n\nStatement number {n} about the mill.\n\n" for n in range(COUNT))
    + "## other\n\nIt is loved.\n\n- evidence: A song.\n\n## far\n\nIt is far.\n\n- cites: @h\n"
    + "".join(f"## e{n}\n\nFact {n}.\n\n- evidence: Entry {n} of the log of the mill.\n\n" for n in range(COUNT))
)
BIB = "@book{h, author={Holt, Ida}, title={Mills}, year={1920}}\n"


@pytest.fixture
def letter(make_project):
    project = make_project(CLAIMS, bib=BIB)
    findings = run_checks(project).findings
    return lambda **more: compose_letter(project, findings, **more)


@pytest.mark.parametrize("tongue", LETTER_LANGUAGES)
def test_what_a_point_has_no_room_for_is_in_the_appendix_and_nothing_is_lost(letter, tongue):
    whole = write_markdown(letter(tongue=tongue))
    body, appendix = whole.split(f"## {letter(tongue=tongue).head['appendix']}\n")
    for n in range(COUNT):
        assert (f"Statement number {n}" in body) != (f"Statement number {n}" in appendix), n
        assert (f"Entry {n} of" in body) != (f"Entry {n} of" in appendix), n
    assert body.count("Entry") <= 3 and body.count("Statement number") <= 3
    for point in (point for part in letter(tongue=tongue).parts for point in part.points if point.rest):
        assert f"{point.number}" in appendix and point.heading in appendix


def test_a_letter_whose_points_have_room_has_no_appendix(make_project):
    project = make_project("# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n\n## b\n\nB.\n")
    assert "## Appendix" not in write_markdown(compose_letter(project, run_checks(project).findings))


@pytest.mark.parametrize("tongue", LETTER_LANGUAGES)
def test_a_brief_letter_has_the_same_points_with_one_place_each_and_says_how_many_there_are(letter, tongue):
    full, brief = letter(tongue=tongue), letter(tongue=tongue, brief=True)
    headings = [[point.heading for part in one.parts for point in part.points] for one in (full, brief)]
    assert headings[0] == headings[1]
    text = write_markdown(brief)
    assert len(text) < 0.7 * len(write_markdown(full))
    assert text.count("Entry") + text.count("A song") == 1 and text.count("Statement number") == 1
    assert str(COUNT - 1) in text and not brief.hinges and not brief.reasons and not brief.appendix
    assert full.head["appendix"] not in text, "there is none to refer to"
    assert brief.assessment == full.assessment


def test_the_tone_is_an_option(make_project):
    root = make_project(CLAIMS, bib=BIB).root
    assert "## Appendix" in argmap(root, "letter").stdout
    assert "## Appendix" not in argmap(root, "letter", "--tone", "brief").stdout


def numbered(data: bytes) -> list[tuple[str, int]]:
    """The paragraphs that Word numbers, with the number that it gives them."""
    document = docx.Document(io.BytesIO(data))
    root = document.part.numbering_part.element
    starts = {
        int(num.get(qn("w:numId"))): int((num.xpath("./w:lvlOverride/w:startOverride/@w:val") or ["1"])[0])
        for num in root.xpath("./w:num")
    }
    kinds = {int(num.get(qn("w:numId"))): num.xpath("./w:abstractNumId/@w:val")[0] for num in root.xpath("./w:num")}
    told = []
    for paragraph in document.paragraphs:
        properties = paragraph._p.pPr.numPr if paragraph._p.pPr is not None else None
        if properties is None:
            continue
        number = properties.numId.val
        (form,) = root.xpath(f"./w:abstractNum[@w:abstractNumId='{kinds[number]}']/w:lvl[1]/w:numFmt/@w:val")
        assert form == "decimal"
        told.append((paragraph.text, starts[number]))
        starts[number] += 1
    return told


def test_points_have_words_own_numbers_that_run_on_through_the_letter(letter):
    markdown = write_markdown(letter())
    data = write_docx(markdown)
    points = [point for part in letter().parts for point in part.points]
    given = {text: number for text, number in numbered(data)}
    for point in points:
        assert [n for text, n in given.items() if text.startswith(point.heading)] == [point.number]
    reasons = [n for text, n in numbered(data) if text.startswith(("The mill pays", "It is loved"))]
    assert reasons == [1, 2], "a list has numbers of its own"
    words = [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]
    assert not [text for text in words if re.match(r"\d+\. ", text)], "none is written as text"
    styles = {p.style.name for p in docx.Document(io.BytesIO(data)).paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "List Bullet", "List Number"} <= styles
    assert data == write_docx(markdown)


@pytest.mark.parametrize(
    ("markdown", "given"),
    [
        ("### 4. Four\n\n### 5. Five\n\n### 9. Nine\n", [4, 5, 9]),
        ("1. one\n2. two\n\nText.\n\n1. again\n", [1, 2, 1]),
        ("7. seven\n8. eight\n", [7, 8]),
        ("**3. Bold.** Words.\n\n**4. More.** Words.\n", [3, 4]),
        # words of the paper are no numbers of points
        ("1998\\. was a year.\n\n- 12\\. is a number\n\n## 2. A part\n", []),
    ],
)
def test_numbers_are_those_that_were_written_wherever_they_begin(markdown, given):
    assert [number for _, number in numbered(write_docx(markdown))] == given


def test_the_number_of_bold_words_is_bold_too():
    (paragraph,) = docx.Document(io.BytesIO(write_docx("**3. Bold.** Words.\n"))).paragraphs
    assert paragraph._p.xpath("./w:pPr/w:rPr/w:b") and paragraph.text == "Bold. Words."
    assert [child.tag.rpartition("}")[2] for child in paragraph._p.pPr] == ["numPr", "rPr"]


def test_a_journals_styles_without_a_numbering_get_one(tmp_path):
    lent = docx.Document()
    part = lent.part
    for key in [key for key, rel in part.rels.items() if rel.reltype.endswith("/numbering")]:
        del part.rels[key]
    lent.save(str(tmp_path / "letter.docx"))
    assert numbered(write_docx("### 1. One\n\n### 2. Two\n", tmp_path)) == [("One", 1), ("Two", 2)]


@pytest.mark.parametrize(("tongue", "language"), [("en", "en-GB"), ("de", "de-DE"), ("fr", "fr-FR")])
def test_word_is_told_the_letters_tongue(tongue, language):
    styles = docx.Document(io.BytesIO(write_docx("Text.\n", None, tongue))).styles.element
    assert styles.xpath("./w:docDefaults//w:lang/@w:val") == [language]


def test_what_the_one_who_entered_a_work_put_in_brackets_is_no_fault_of_the_author(make_project):
    project = make_project(
        "# S\n\n## a {conclusion}\n\nA.\n\n- cites: @x\n- cites: @y\n",
        bib="@misc{x, title={[Note 4: lost]}}\n@misc{y, title={Letters}}\n",
    )
    text = write_markdown(compose_letter(project, run_checks(project).findings))
    assert "Letters" in text and "Note 4" not in text


@pytest.mark.parametrize("keywords", ["fragment", "lost", "security; Fragment"])
def test_what_the_copy_of_a_paper_lost_of_an_entry_is_no_fault_of_its_author(make_project, keywords):
    project = make_project(
        "# S\n\n## a {conclusion}\n\nA.\n\n- cites: @x\n- cites: @y\n",
        bib=f"@misc{{x, title={{Harbours}}, keywords={{{keywords}}}}}\n@misc{{y, title={{Letters}}}}\n",
    )
    findings = run_checks(project).findings
    assert any("@x" in finding.message for finding in findings if finding.code == "CIT004")
    text = write_markdown(compose_letter(project, findings))
    assert "Letters" in text and "Harbours" not in text
