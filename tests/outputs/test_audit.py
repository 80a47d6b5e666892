"""`argmap audit`: from a bare paper to findings, a note and a page, and an honest word where nothing can be checked."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import docx
import jsonschema
import pytest
from click.testing import CliRunner, Result

from argmap.checks.registry import all_checks
from argmap.cli.audit import command
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.places import TextFile
from argmap.outputs.audit.audit import audit_paper
from argmap.outputs.terminal.findings import LONGEST_LINE, width_for, write_text
from argmap.project import Project, project_of_paper

ROOT = Path(__file__).parents[2]
_FAULTY = """# Grain <b>& salt</b>

## The port

The port grew fast.[^1] The guild was founded in 1712 by three merchants of the the coast.

[^1]: Anna Holm, *Grain and Guilds* (Lund: Northern Press, 1988), 14.
"""
_SOUND = """# Grain

## The port

The port grew fast and its merchants grew rich.[^1]

[^1]: Anna Holm, *Grain and Guilds* (Lund: Northern Press, 1988), 14.
"""


def _audit(folder: Path, text: str, *options: str) -> Result:
    paper = folder / "paper.md"
    paper.write_text(text, encoding="utf-8")
    return CliRunner().invoke(command, [str(paper), *options])


def test_findings_come_with_line_words_and_a_note(tmp_path: Path) -> None:
    result = _audit(tmp_path, _FAULTY)
    assert result.exit_code == 1
    assert "TXT021 warning: “the” stands twice in a row" in result.output
    assert "paper.md:5:" in result.output
    assert "It cites in notes (1 note mark). I found 1 note body." in " ".join(result.output.split())


def test_a_sound_paper_is_called_sound_as_far_as_it_could_be_checked(tmp_path: Path) -> None:
    result = _audit(tmp_path, _SOUND)
    assert result.exit_code == 0
    assert "Nothing in it is certainly wrong, as far as it could be checked." in " ".join(result.output.split())


def test_json_is_one_document_of_the_published_schema(tmp_path: Path) -> None:
    result = _audit(tmp_path, _FAULTY, "--format", "json")
    document = json.loads(result.output)
    schema = json.loads((ROOT / "docs" / "schemas" / "findings.json").read_text("utf-8"))
    jsonschema.validate(document, schema)
    doubled = next(f for f in document["findings"] if f["code"] == "TXT021")
    assert (doubled["line"], doubled["certainty"]) == (5, "certain")
    assert "the the coast" in doubled["quote"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 1),
        (("--fail-on", "error"), 0),
        (("--fail-on", "never"), 0),
        (("--select", "FTN"), 0),
        (("--ignore", "TXT"), 0),
        (("--severity", "error"), 0),
        (("--select", "TXT021", "--certain"), 1),
        (("--select", "TXT010", "--certain"), 0),
    ],
)
def test_what_is_chosen_decides_the_exit_code(options: tuple[str, ...], code: int, tmp_path: Path) -> None:
    assert _audit(tmp_path, _FAULTY, *options).exit_code == code


@pytest.mark.parametrize("text", ["", "   \n\n", "42\n"])
def test_a_paper_in_which_nothing_can_be_checked_says_so(text: str, tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ArgmapError, match=r"paper\.txt"):
        audit_paper(tmp_path / "paper.txt")


def test_codes_that_no_check_of_a_paper_has_are_refused(tmp_path: Path) -> None:
    (tmp_path / "paper.md").write_text(_SOUND, encoding="utf-8")
    with pytest.raises(ArgmapError, match="Nothing was checked"):
        audit_paper(tmp_path / "paper.md", select=("ARG",))


def test_a_list_that_was_not_found_is_told_as_a_limit(tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text(
        "Wages rose (Almqvist 1984: 12). They fell (Berg 1991). They rose again (Ekman 2003), it is said.\n", "utf-8"
    )
    audit = audit_paper(tmp_path / "paper.txt")
    note = audit.note(audit.outcome.findings, audit.outcome.findings)
    assert "no list of references was found" in note.open
    assert "no list" not in note.wrong


def test_the_page_is_one_safe_file_with_the_findings_beside_the_text(tmp_path: Path) -> None:
    out = tmp_path / "audit.html"
    result = _audit(tmp_path, _FAULTY, "--format", "html", "-o", str(out))
    assert result.exit_code == 1
    html = out.read_text("utf-8")
    assert "<script" not in html and "script-src &#39;none&#39;" in html
    assert "Grain &lt;b&gt;" in html or "Grain & salt" not in html
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", html)
    beside = re.search(r'<ul class="beside".*?</ul>', html, re.DOTALL)
    assert beside and "TXT021" in beside[0]
    assert 'id="TXT021-1"' in html and 'id="at-TXT021-1"' in html


def test_the_same_paper_gives_the_same_page(tmp_path: Path) -> None:
    first, second = (_audit(tmp_path, _FAULTY, "--format", "html").output for _ in range(2))
    assert first == second


@pytest.mark.parametrize("form", ["text", "concise", "sarif", "json"])
def test_every_form_can_be_written_to_a_file(form: str, tmp_path: Path) -> None:
    out = tmp_path / "audit.out"
    result = _audit(tmp_path, _FAULTY, "--format", form, "-o", str(out))
    assert result.exit_code == 1
    assert "TXT021" in out.read_text("utf-8")
    assert "TXT021" not in result.stdout


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_a_paper_that_was_read_in_part_raises_an_alarm_above_all_else(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hardly_read(paper: Path) -> Project:
        project = project_of_paper(paper)
        assert project.document is not None
        return replace(project, document=replace(project.document, printed=(1000,)))

    monkeypatch.setattr("argmap.outputs.audit.audit.project_of_paper", hardly_read)
    output = _audit(tmp_path, _SOUND, "--format", form).output
    assert "of the words that are printed in it were read" in output
    assert "Nothing in it is certainly wrong" not in output
    if form == "text":
        assert output.startswith("! Only ")
    elif form == "json":
        assert json.loads(output)["alarms"]
    else:
        assert 'class="alarm" role="note"' in output


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_a_paper_that_was_read_raises_none(form: str, tmp_path: Path) -> None:
    output = _audit(tmp_path, _SOUND, "--format", form).output
    assert "were read" not in output
    assert 'class="alarm" role' not in output


def test_what_could_not_be_checked_comes_last_and_once_and_asks_for_no_settings_that_a_bare_paper_has_not(
    tmp_path: Path,
) -> None:
    text = (
        "# Korn\n\nDer Hafen wuchs schnell, und die Kaufleute (so heißt es wurden reich, weil die Ernte schlecht war.\n"
    )
    told = " ".join(_audit(tmp_path, text, "--all").output.split())
    assert told.count("argmap does not know the words of German") == 1
    assert told.index("TXT044") < told.index("argmap does not know the words"), told
    assert "name it in the settings" not in told
    assert "“(” opens and never closes" in told
    assert "SYN092" in _audit(tmp_path, text, "--format", "concise").output


def test_the_page_has_the_findings_before_the_paper_and_leads_from_each_into_it(tmp_path: Path) -> None:
    page = _audit(tmp_path, _FAULTY, "--format", "html").output
    assert page.index('id="note"') < page.index('id="check-TXT021"') < page.index('id="paper"')
    assert page.index('href="#at-TXT021-1"') < page.index('id="at-TXT021-1"')
    assert '<span class="place">line 5</span>' in page


_LIST = "\n\nReferences\n\n" + "\n\n".join(
    f"{name} ({year}). A history of the port. Lund: Northern Press."
    for name, year in (("Holm, A.", 1988), ("Berg, I.", 1992), ("Lind, O.", 2001))
)


def test_a_list_of_which_nothing_is_cited_is_the_first_thing_to_look_at(tmp_path: Path) -> None:
    told = " ".join(
        _audit(tmp_path, "# Grain\n\nThe port grew fast, and its merchants grew rich." + _LIST).output.split()
    )
    assert "Look at this first: either the text cites none of the works on its list, or" in told
    cited = _audit(tmp_path, "# Grain\n\nThe port grew fast (Holm 1988; Berg 1992; Lind 2001)." + _LIST).output
    assert "Look at this first" not in " ".join(cited.split())


def test_a_place_in_a_word_file_is_said_by_section_and_paragraph(tmp_path: Path) -> None:
    paper = tmp_path / "paper.docx"
    made = docx.Document()
    made.add_heading("Grain", 0)
    made.add_heading("The port", 1)
    made.add_paragraph("The port grew fast.")
    made.add_paragraph("The guild was founded by three merchants of the the coast.")
    made.save(str(paper))
    told = CliRunner().invoke(command, [str(paper)]).output
    assert "paper.docx:4:1 (section “The port”, paragraph 2)" in told
    assert "(section “The port”, paragraph 2)" in " ".join(told.rpartition("certainly wrong")[2].split())
    concise = CliRunner().invoke(command, [str(paper), "--format", "concise"]).output
    assert "section" not in concise


@pytest.mark.parametrize(("columns", "width"), [(300, 160), (80, 70), (20, 40)])
def test_a_line_of_a_paper_is_cut_to_the_screen(columns: int, width: int) -> None:
    text = "word " * 200 + "the the " + "word " * 200
    file = TextFile("paper.md", text)
    at = text.index("the the")
    finding = all_checks()["TXT021"].finding(file.span(at, at + 7), "Twice")
    for where in (width_for(columns), LONGEST_LINE):
        line = next(
            line for line in write_text([finding], {"paper.md": file}, width=where).split("\n") if "the the" in line
        )
        assert where < len(line) <= where + 10
    assert width_for(columns) == width
