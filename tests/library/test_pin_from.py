"""`argmap pin --from FOLDER`: files are matched to works, guesses are shown, and only what is accepted is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from argmap.cli.pin import command
from argmap.editing.pinning import why_no_text
from argmap.ground.places import Span
from argmap.library.text_guesses import named_files
from argmap.project import Project, load
from argmap.sources import Source
from printed_pdf import column, pdf_of

BIB = """
@article{grey2001, author = {Grey, Ann}, title = {On the Tolls of Small Towns}, year = {2001}, doi = {10.1234/tolls.1}}
@book{holt1999, author = {Holt, Ben}, title = {Mills and Their Millers in the North}, year = {1999}}
@book{holt2004, author = {Holt, Ben}, title = {Water}, year = {2004}}
@book{kern1987, author = {Kern, Eva}, title = {Salt Roads of the Coast}, year = {1987}, isbn = {978-3-16-148410-0}}
"""
CLAIMS = "# S\n\n## a\n\nA.\n\n- cites: @grey2001\n"
FILES = {
    "download(3).txt": "Journal of Towns\ndoi: 10.1234/tolls.1\n\nThe toll was low.\n",
    "scan.txt": "MILLS AND THEIR MILLERS\nIN THE NORTH\n\nBen Holt\n\nThe mill stood by the water.\n",
    "Holt - 2004.txt": "Of rivers much was said.\n",
    "book.html": "<html><head><title>x</title></head><body><p>ISBN 978 3 16 148410 0</p><p>Salt.</p></body></html>",
    "recipe.txt": "Take two eggs.\n",
    "picture.png": "no text",
}


@pytest.fixture
def project(make_project, tmp_path: Path) -> Project:
    for name, text in FILES.items():
        (tmp_path / "library" / "sub").mkdir(parents=True, exist_ok=True)
        (tmp_path / "library" / ("sub" if name == "scan.txt" else ".") / name).write_text(text, encoding="utf-8")
    return make_project(CLAIMS, bib=BIB)


def pin(project: Project, *words: str, answers: str = "", folder: str = "library") -> Result:
    arguments = ["--from", str(project.root / folder), "--project", str(project.root), *words]
    return CliRunner().invoke(command, arguments, input=answers)


def texts(project: Project) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in (project.root / "sources" / "texts").iterdir()}


def test_guesses_are_shown_with_their_reasons_and_nothing_is_written_in_a_dry_run(project) -> None:
    told = pin(project, "--dry-run").output
    assert "@grey2001: download(3).txt (certain: its DOI 10.1234/tolls.1 stands there)" in told
    assert "@holt1999: sub/scan.txt (certain: its title stands on the title page; with the name holt)" in told
    assert "@holt2004: Holt - 2004.txt (a guess: its author and year stand in the file's name)" in told
    assert "@kern1987: book.html (certain: its ISBN stands there)" in told
    assert "recipe.txt: nothing in it" in told and "picture.png" not in told
    assert texts(project) == {} and load(project.root).settings.pins == {}


def test_yes_takes_what_is_certain_and_nothing_else(project) -> None:
    told = pin(project, "--yes").output
    assert "not taken: it is not certain" in told
    assert texts(project) == {
        "grey2001.txt": FILES["download(3).txt"],
        "holt1999.txt": FILES["scan.txt"],
        "kern1987.html": FILES["book.html"],
    }
    assert set(load(project.root).settings.pins) == {"grey2001", "holt1999", "kern1987"}


@pytest.mark.parametrize(
    ("field", "files"),
    [("Full Text:files/12/Grey - 2001.pdf:application/pdf", [("12", "Grey - 2001.pdf")]),
     ("/home/x/Zotero/storage/ABCD2345/a.pdf;b/c.pdf", [("ABCD2345", "a.pdf"), ("b", "c.pdf")]),
     (r":C\:\\Users\\x\\a b.pdf:PDF", [("x", "a b.pdf")]), ("doc:C:/x/y.pdf:PDF", [("x", "y.pdf")]), ("a.pdf", [("a.pdf",)]),
     ("../../etc/passwd", [("etc", "passwd")]), ("x/../..", []), (";:;", []), ("", [])],
)  # fmt: skip
def test_the_files_that_an_entry_names_are_told_by_folder_and_name(field: str, files) -> None:
    named = named_files(Source("k", "book", Span("", 0, 0, 1, 1, 1, 1), fields={"file": field}))
    assert list(named) == files


def test_a_file_that_an_entry_names_is_a_guess_until_the_text_shows_it(make_project, tmp_path: Path) -> None:
    (tmp_path / "library/ABCD2345").mkdir(parents=True)
    (tmp_path / "library/ABCD2345/x.txt").write_text("Of rivers much was said.")
    (tmp_path / "secret.txt").write_text("secret")
    bib = "@book{a, title = {Water}, file = {/home/u/ABCD2345/x.txt;../secret.txt}}\n"
    told = pin(make_project("# S\n\n## a\n\nA.\n\n- cites: @a\n", bib=bib), "--dry-run").output
    assert "@a: ABCD2345/x.txt (a guess: its entry in the bibliography names the file)" in told and "secret" not in told


def test_each_guess_is_asked_for(project) -> None:
    pin(project, answers="n\nn\ny\nn\n")
    assert set(texts(project)) == {"holt2004.txt"}
    assert set(load(project.root).settings.pins) == {"holt2004"}


def test_nothing_is_written_where_the_answers_break_off(project) -> None:
    assert pin(project, answers="y\n").exit_code != 0
    assert texts(project) == {} and load(project.root).settings.pins == {}


def test_nothing_is_left_where_the_settings_cannot_be_written(project) -> None:
    settings = project.root / "argmap.toml"
    settings.write_text(f"{settings.read_text()}pins = {{}}\n")
    assert pin(project, "--yes").exit_code != 0
    assert texts(project) == {}


def test_a_text_that_is_there_is_never_replaced(project) -> None:
    (project.root / "sources" / "texts" / "grey2001.txt").write_text("The edition that was meant.\n")
    assert "has a text already" in pin(project, "--yes").output
    assert texts(project)["grey2001.txt"] == "The edition that was meant.\n"


NOT_CERTAIN = {
    "two files with one DOI": {"a.txt": FILES["download(3).txt"], "b.txt": FILES["download(3).txt"] + "Again.\n"},
    "another DOI before it": {"a.txt": "doi: 10.1234/review.9\nA review of doi: 10.1234/tolls.1\n"},
    "a longer DOI": {"a.txt": "doi: 10.1234/tolls.12\n"},
    "its key as the name of another text": {"grey2001.txt": "Of rivers much was said.\n"},
    "a title of one word": {"a.txt": "Water\nBen Holt\n"},
    "another author of that name": {"greyson2001.txt": "Of rivers much was said.\n"},
}


@pytest.mark.parametrize("files", NOT_CERTAIN.values(), ids=NOT_CERTAIN.keys())
def test_what_is_not_certain_is_not_taken_unasked(project, files: dict[str, str]) -> None:
    (project.root / "other").mkdir()
    for name, text in files.items():
        (project.root / "other" / name).write_text(text)
    assert "certain:" not in pin(project, "--yes", folder="other").output
    assert texts(project) == {}


@pytest.mark.parametrize("key", ["../evil", "a/b", ".hidden"])
def test_a_key_never_leads_out_of_the_folder_of_texts(project, key: str) -> None:
    assert "cannot be the name of a file" in (why_no_text(project, key) or "")


def test_a_pdf_is_known_by_its_title_page_and_not_by_a_title_left_over_in_it(project) -> None:
    (project.root / "other").mkdir()
    lines = column(72, 760, 12, ["Mills and Their Mil-", "lers in the North", "Ben Holt^1", "The mill stood there."])
    (project.root / "other" / "scan0001.pdf").write_bytes(pdf_of([lines]))
    stated = b"<< /Title (On the Tolls of Small Towns) /Author (Ann Grey) >>"
    other = pdf_of([column(72, 760, 12, ["Of rivers much was said."])], extra=b"/Info 7 0 R", more=[stated])
    (project.root / "other" / "scan0002.pdf").write_bytes(other)
    told = pin(project, "--yes", folder="other").output
    assert "@holt1999: scan0001.pdf (certain: its title stands on the title page; with the name holt)" in told
    assert "@grey2001: scan0002.pdf (a guess: its title stands in what the file states of itself)" in told
    assert [path.name for path in (project.root / "sources" / "texts").iterdir()] == ["holt1999.pdf"]
