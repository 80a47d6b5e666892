"""What was understood of a project's bibliographies is kept, and is the same as reading them again."""

from pathlib import Path

import pytest

from argmap.ground import files
from argmap.ground.files import reading_project, unsaved
from argmap.sources import Bibliography, load_bibliography
from argmap.sources.bibliography import load

BIBTEX = """@string{press = "Press"}
@book{smith-2001, author = {Smith, Ann and {Ministry of War}}, title = {The {\\"U}ber}, publisher = press, year = 2001}
@book{Smith-2001, author = {A, B; C, D}, title = {Other}, year = 2002, month = jan}
@book{smith-2001, title = {Twice}, publisher = nowhere
@article{child-3, crossref = {smith-2001}, title = "No comma" year = 2003}
"""
MORE = "@book{next-1, title = {Next}, publisher = press}\n"
RIS = "TY  - BOOK\nAU  - Berg, Ann\nTI  - Harbours\nPY  - 1990\nER  - \nTY  - BOOK\nTI  - No end\n"
CSL = '[{"id": "a", "type": "book", "author": [{"literal": "A Body, Ltd"}], "issued": {"date-parts": [[1999]]}}, {}]'
ENDNOTE = (
    "<xml><records><record><ref-type name='Book'>6</ref-type><contributors><authors><author>Berg, Ann</author>"
    "</authors></contributors><titles><title>Harbours</title></titles></record></records></xml>"
)
FILES = {
    "works.bib": BIBTEX.encode(),
    "more.bib": MORE.encode(),
    "old.bib": "@book{m\u00fcller, author = {M\u00fcller, Jo\u00e3o}, title = {T\u00fcr}}".encode("latin-1"),
    "works.ris": RIS.encode(),
    "works.json": CSL.encode(),
    "works.xml": ENDNOTE.encode(),
    "page.bib": b"<!doctype html><html>",
    "binary.bib": b"\0\1\xff",
    "empty.bib": b"",
}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ARGMAP_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "texts"


def project(folder: Path, *names: str) -> list[Path]:
    """Files of these names, all of `FILES` where none is given."""
    root = folder / "project"
    root.mkdir(exist_ok=True)
    for name in names or FILES:
        (root / name).write_bytes(FILES[name])
    return [root / name for name in names or FILES]


def load_in_project(paths: list[Path]) -> Bibliography:
    with reading_project(paths[0].parent):
        return load_bibliography(paths, paths[0].parent)


def never(*_: object) -> None:
    raise AssertionError("read again")


def test_what_is_fetched_is_what_reading_gives(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = project(tmp_path)
    straight = load_bibliography(paths, paths[0].parent)
    assert not cache.exists(), "nothing is kept where no project is read"
    first = load_in_project(paths)
    assert len(list(cache.iterdir())) == len(paths)
    monkeypatch.setattr(load, "_understand", never)
    again = load_in_project(paths)
    assert again == first == straight
    assert list(again.sources) == list(straight.sources)
    assert [type(name) for entry in again.entries for name in entry.authors] == [
        type(name) for entry in straight.entries for name in entry.authors
    ]
    assert straight.sources["next-1"].publisher == "Press", "a string of one file counts in the next"


@pytest.mark.parametrize("at", [0, 1])
def test_a_file_that_changed_is_read_and_so_is_one_whose_strings_did(at: int, tmp_path: Path) -> None:
    paths = project(tmp_path, "works.bib", "more.bib")
    load_in_project(paths)
    paths[at].write_text(paths[at].read_text("utf-8").replace("Press", "House").replace("Next", "Last"), "utf-8")
    assert load_in_project(paths) == load_bibliography(paths, paths[0].parent)


def test_the_order_of_files_counts(tmp_path: Path) -> None:
    paths = project(tmp_path, "works.bib", "more.bib")
    load_in_project(paths)
    assert load_in_project(paths[::-1]) == load_bibliography(paths[::-1], paths[0].parent)


def test_files_outside_the_project_and_states_that_are_typed_are_not_kept(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = project(tmp_path, "works.bib")
    with unsaved({path: MORE}):
        assert list(load_in_project([path]).sources) == ["next-1"]
    monkeypatch.setattr(files, "_outside_allowed", True)
    with reading_project(tmp_path / "elsewhere"):
        assert "smith-2001" in load_bibliography([path], path.parent).sources
    assert not cache.exists()


def test_a_cache_that_cannot_be_written_costs_a_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = project(tmp_path)
    monkeypatch.setenv("ARGMAP_CACHE", str(paths[0]))
    assert load_in_project(paths) == load_bibliography(paths, paths[0].parent)
