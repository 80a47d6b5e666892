"""The table of works: how often and where each is cited, what is never cited, what has no entry."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from argmap.cli.works import command
from argmap.ground.diagnostics import ArgmapError
from argmap.manuscript import read
from argmap.manuscript.document import Note
from argmap.outputs.works_cited import WorksCited, note_name, works_cited, works_of_project
from argmap.project import load

_LIST = """
## References

Holm, A. (2010). The small ports of the north. Oslo: Havn Press.

Berg, C. (1999). Ships and tolls in old towns. Bergen: Sjø Forlag.

Lund, E. (2004). Winter harbours of the coast. Oslo: Havn Press.

Vik, D. (2001). Trade and its enemies at sea. Bergen: Sjø Forlag.
"""
_PAPER = f"""# On ports

## Past

The port was small (Holm 2010, 4). It grew much in these years (Holm 2010; Berg 1999). Nobody had seen it coming at all.

## Present

Winters are mild now (Lund 2004). The tolls are low, as was shown (Holm 2010). Others disagree with this (Ness 2015).
{_LIST}"""


def _works(tmp_path: Path, text: str, name: str = "paper.md") -> WorksCited:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return works_cited(read(path))


def _shown(works: WorksCited) -> dict[str, tuple[int, tuple[str, ...]]]:
    return {work.name: (len(work.citings), work.places) for work in works.all}


def test_works_stand_with_every_place_that_cites_them_the_most_cited_first(tmp_path: Path) -> None:
    works = _works(tmp_path, _PAPER)
    assert [work.name for work in works.cited] == ["Holm 2010", "Berg 1999", "Lund 2004"]
    assert _shown(works)["Holm 2010"] == (3, ("Past: line 5 (2×)", "Present: line 9"))
    assert [(work.name, work.described) for work in works.uncited] == [("Vik 2001", "“References”")]
    assert [(work.name, work.places) for work in works.undescribed] == [("Ness 2015", ("Present: line 9",))]
    assert works.in_words == (
        "3 works cited, 5 times in all; 1 work listed of which no citation was recognised; 1 work cited of which no entry "
        "or full reference was found."
    )


_NOTES = """# On ports

## Past

The port was small.[^1] It grew much in these years.[^2] Nobody had seen it coming.[^3]

## Present

The tolls are low now.[^4]

[^1]: A. Holm, *The small ports of the north* (Oslo: Havn Press, 2010), p. 4.
[^2]: Ibid., p. 7.
[^3]: C. Berg, *Ships and tolls in old towns* (Bergen: Sjø Forlag, 1999), p. 12.
[^4]: A. Holm, *The small ports of the north* (Oslo: Havn Press, 2010), p. 40.
"""


def test_what_stands_in_notes_is_counted_by_note_and_ibid_and_a_second_full_reference_with_the_work(
    tmp_path: Path,
) -> None:
    works = _works(tmp_path, _NOTES)
    assert _shown(works) == {
        "Holm 2010": (3, ("Past: notes 1 and 2", "Present: note 4")),
        "Berg 1999": (1, ("Past: note 3",)),
    }


def test_a_note_is_named_by_its_bare_number_and_never_by_one_that_it_has_not() -> None:
    for label, number, called in [
        ("2.", 2, "2"),
        ("[iv]", 4, "iv"),
        ("3)", 3, "3"),
        ("*", None, "*"),
        ("", 7, "7"),
        ("", None, ""),
    ]:
        assert note_name(Note("n", number, label, "Holm 2010.", 0, 10)) == called


def test_a_bibliography_beside_the_paper_gives_the_works_that_are_cited(tmp_path: Path) -> None:
    entry = "@book{{{}, author = {{Holm, A.}}, title = {{Ports of the {}}}, year = {{2010}}}}\n"
    (tmp_path / "w.bib").write_text(entry.format("a", "north") + entry.format("b", "south"), encoding="utf-8")
    works = _works(tmp_path, "---\nbibliography: w.bib\n---\n\nThe port was small [@a, p. 4] and grew.\n")
    assert _shown(works) == {"Holm 2010": (1, ("line 5",))}
    assert works.cited[0].described == "bibliography beside the paper"


@pytest.mark.parametrize(
    ("said", "perhaps"),
    [
        ("In “Trade and its enemies at sea” this is shown.", "its title or its author and year stand in Past: line 3"),
        (
            "As Vik showed in her book of the year 2001, it grew.",
            "its title or its author and year stand in Past: line 3",
        ),
        ("As Vik showed, trade grew, and its enemies did.", ""),
    ],
)
def test_where_a_work_that_is_not_cited_may_be_meant_is_told(tmp_path: Path, said: str, perhaps: str) -> None:
    works = _works(tmp_path, f"## Past\n\n{said} The port was small (Holm 2010, 4).\n{_LIST}")
    assert {work.name: work.perhaps for work in works.uncited}["Vik 2001"] == perhaps


@pytest.mark.parametrize("text", ["Nothing is cited here, in none of these words.\n", f"Nothing is cited.\n{_LIST}"])
def test_a_paper_that_cites_nothing_has_no_work_cited(tmp_path: Path, text: str) -> None:
    works = _works(tmp_path, text)
    assert (works.cited, works.undescribed) == ((), ())
    assert not works.in_words.startswith("0")


def test_the_command_prints_the_works_and_writes_them_as_a_sheet(tmp_path: Path) -> None:
    paper, sheet, book = tmp_path / "paper.md", tmp_path / "w.csv", tmp_path / "w.xlsx"
    paper.write_text(_PAPER, encoding="utf-8")
    said = CliRunner().invoke(command, [str(paper)])
    assert (said.exit_code, said.output.splitlines()[0]) == (0, "On ports")
    assert "   3× Holm 2010" in said.output
    assert CliRunner().invoke(command, [str(paper), "-o", str(sheet)]).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(sheet.read_text("utf-8-sig"))))
    assert [(row["Work"], row["Times cited"]) for row in rows][:1] == [("Holm 2010", "3")]
    assert rows[-1]["Described in"] == "no entry found"
    openpyxl = pytest.importorskip("openpyxl")
    assert CliRunner().invoke(command, [str(paper), "-o", str(book)]).exit_code == 0
    cells = list(openpyxl.load_workbook(book).active.values)
    place = cells[0].index("Times cited")
    assert cells[1][place] == 3  # a number, by which the sheet is sorted
    counted = openpyxl.load_workbook(book).active.cell(2, place + 1).alignment
    assert (counted.horizontal, counted.indent) == ("right", 1)  # clear of the text in the next column


def test_of_a_project_the_keys_claims_and_texts_are_told_and_works_that_the_paper_does_not_name(tmp_path: Path) -> None:
    (tmp_path / "paper.md").write_text(_PAPER, encoding="utf-8")
    (tmp_path / "argmap.toml").write_text('paper = "paper.md"\n', encoding="utf-8")
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "a.md").write_text("## small\n\nThe port was small.\n\n- cites: @h10, p. 4\n", "utf-8")
    (tmp_path / "sources" / "texts").mkdir(parents=True)
    (tmp_path / "sources" / "texts" / "h10.txt").write_text("The port was small.", encoding="utf-8")
    (tmp_path / "sources" / "w.bib").write_text(
        "@book{h10, author = {Holm, Anna}, title = {The small ports of the north}, year = {2010}}\n"
        "@book{x, author = {Dahl, U.}, title = {Another matter entirely}, year = {1980}}\n",
        encoding="utf-8",
    )
    works = works_of_project(load(tmp_path))
    holm = works.cited[0]
    assert (holm.key, holm.claims, holm.text, len(holm.citings)) == ("h10", ("small",), "at hand, not pinned", 3)
    assert [(work.name, work.key) for work in works.uncited] == [("Vik 2001", ""), ("Dahl 1980", "x")]
    said = CliRunner().invoke(command, [str(tmp_path)]).output
    assert "Holm 2010 @h10" in said and "claims: small" in said
    refused = CliRunner().invoke(command, [str(tmp_path), "--registry", "no.jsonl"])
    assert isinstance(refused.exception, ArgmapError)


def test_the_page_of_an_audit_has_the_same_table_and_none_where_there_are_no_works(tmp_path: Path) -> None:
    from argmap.cli.audit import command as audit

    paper, page = tmp_path / "paper.md", tmp_path / "page.html"
    paper.write_text(_PAPER, encoding="utf-8")
    CliRunner().invoke(audit, [str(paper), "-o", str(page)])
    html = page.read_text("utf-8")
    assert html.count('<table class="cited">') == 3 and "Past: line 5 (2×)" in html and 'href="#works"' in html
    paper.write_text("# On ports\n\nNothing is cited here, in none of these few words.\n", encoding="utf-8")
    CliRunner().invoke(audit, [str(paper), "-o", str(page)])
    assert 'href="#works"' not in page.read_text("utf-8")
