"""The referee letter: says what was found, in the order of what hangs on it, and nothing else."""

from __future__ import annotations

import io
import re

import docx
import pytest

from argmap.checks import run_checks
from argmap.report.letter import compose_letter, write_markdown
from argmap.report.letter_docx import write_docx

PAPER = """1. Trade

Trade between the two ports grew by 12 percent in 1998. Ships from the north came first.
The minister holds that the port is the key to the sea. The port must stay open.
"""
CLAIMS = """# S

## open {conclusion}

The port must stay open.

> The port must stay open

- because: grew
- because: key
- but: far

## grew

Trade grew by 12 percent in 1998.

> Trade between the two ports grew by 12 percent in 1998

## key

The port is the key to the sea.

> the port is the key to the sea

- said-by: the minister
- evidence: He said so.

## far

The port is far away.

- evidence: A map.
"""


def letter_on(project) -> str:
    return write_markdown(compose_letter(project, run_checks(project).findings))


def test_the_letter_sums_up_assesses_and_points_with_places(make_project):
    text = letter_on(make_project(CLAIMS, paper=PAPER, settings='title = "Ports"'))
    assert text.startswith("# Referee report: Ports\n")
    assert "The paper argues for this: The port must stay open." in text
    assert "1. Trade grew by 12 percent in 1998.\n2. The port is the key to the sea." in text
    assert "Against it, the paper itself grants:\n\n- The port is far away." in text
    assert "“Trade between the two ports grew by 12 percent in 1998” (line 3) `grew`" in text


def test_points_are_numbered_through_and_parts_come_in_order(make_project):
    text = letter_on(make_project(CLAIMS, paper=PAPER))
    numbers = [int(n) for n in re.findall(r"^(?:### |\*\*)(\d+)\. ", text, re.M)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert text.index("## Major points") < text.index("## Questions to the author")


def test_every_point_comes_from_a_finding(make_project):
    project = make_project(CLAIMS, paper=PAPER)
    letter = compose_letter(project, ())
    assert letter.parts == ()
    only = [f for f in run_checks(project).findings if f.code == "ARG002"]
    (part,) = compose_letter(project, only).parts
    (point,) = part.points
    assert [entry.claim for entry in point.entries] == [f.claim for f in only]


def test_a_sound_argument_gets_no_major_points(make_project):
    project = make_project(
        "# S\n\n## a {conclusion}\n\nIt rains.\n\n- cites: @k, p. 1\n- because: b\n  warrant: Clouds bring rain.\n\n"
        "## b\n\nClouds came.\n\n- cites: @l, p. 2\n",
        bib="@book{k, author={K, K}, title={T}, year={2000}}\n@book{l, author={L, L}, title={U}, year={2001}}\n",
    )
    assert "## Major points" not in letter_on(project)


def test_what_a_finding_says_cannot_steer_a_terminal_or_the_page(make_project):
    project = make_project("# S\n\n## a {conclusion}\n\nA \u202eevil\x1b[2J claim.\n")
    assert "\x1b" not in letter_on(project) and "\u202e" not in letter_on(project)


def test_every_wording_belongs_to_a_check_and_fills_its_form():
    from argmap.checks.pages import pages
    from argmap.report.letter import _wording

    known = pages()
    for code, wording in _wording().items():
        assert code in known
        assert wording["part"] in ("major", "minor", "question")
        assert set(re.findall(r"{(\w+)}", wording["each"])) <= {
            "message",
            "claim",
            "step",
            "objection",
            "undercut",
            "quote",
        }


def test_the_word_file_holds_the_same_words_in_words_own_styles(make_project):
    project = make_project(CLAIMS, paper=PAPER, settings='title = "Ports"')
    markdown = letter_on(project)
    data = write_docx(markdown)
    document = docx.Document(io.BytesIO(data))
    styles = {p.style.name for p in document.paragraphs}
    assert {"Title", "Heading 1", "List Bullet", "List Number"} <= styles
    words = " ".join(p.text for p in document.paragraphs)
    assert "The port must stay open." in words and "**" not in words and "`" not in words
    assert data == write_docx(markdown)


def test_a_journal_can_replace_the_template(make_project, tmp_path):
    (tmp_path / "journal").mkdir()
    (tmp_path / "journal" / "letter.md.j2").write_text("Dear editor,\n\n{{ letter.assessment }}\n")
    project = make_project(CLAIMS, paper=PAPER)
    text = write_markdown(compose_letter(project, ()), tmp_path / "journal")
    assert text.startswith("Dear editor,\n\nThe main conclusion")


@pytest.mark.parametrize("label", ["unsupported", "provisional"])
def test_the_assessment_says_how_the_conclusion_stands(make_project, label):
    ground = "- evidence: E.\n" if label == "provisional" else ""
    text = letter_on(make_project(f"# S\n\n## a {{conclusion}}\n\nA.\n\n{ground}"))
    expected = {"unsupported": "does not stand", "provisional": "only if evidence that nobody has checked"}
    assert expected[label] in text
