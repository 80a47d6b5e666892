"""What was understood of a project's texts is kept, and is the same as reading them and all beside them again."""

import shutil
from dataclasses import fields
from pathlib import Path

import pytest
from tests.fuzz_seeds import DOCX_BODY, JATS, ODT_BODY, PDF, docx, odt

from argmap.ground import files
from argmap.ground import kept as keeping
from argmap.ground.files import reading_project, unsaved
from argmap.manuscript import kept
from argmap.manuscript.document import Document
from argmap.manuscript.kept import read_kept
from argmap.manuscript.reading import read

PAPER = (
    "On harbours\n\nThe harbour silted up in 1911 (Dawson 1990). Trade moved north.[1]\n\n[1] Dawson, Basin, p. 3.\n"
)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ARGMAP_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "texts"


def written(folder: Path, name: str = "paper.txt", text: str | bytes = PAPER) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def never(*_: object, **__: object) -> None:
    raise AssertionError("read again")


PAPERS = {
    "paper.pdf": PDF,
    "paper.docx": docx(DOCX_BODY),
    "paper.odt": odt(ODT_BODY),
    "paper.xml": JATS,
    "paper.txt": PAPER.encode(),
}


@pytest.mark.parametrize("name", PAPERS)
def test_what_is_fetched_is_what_reading_gives(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, name, PAPERS[name])
    first = read_kept(path, "paper")
    monkeypatch.setattr(kept, "read_and_note", never)
    again, straight = read_kept(path, "paper"), read(path, "paper")
    for field in fields(straight):
        if field.name not in ("places", "made_of"):
            assert getattr(again, field.name) == getattr(first, field.name) == getattr(straight, field.name)
    assert again.tongue == straight.tongue
    for sentence in straight.sentences:
        assert again.place(sentence.start, sentence.end) == straight.place(sentence.start, sentence.end)
        assert again.written(sentence.start, sentence.end) == straight.written(sentence.start, sentence.end)


def test_nothing_is_fetched_for_another_text_name_tongue_or_program(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path)
    for number, kept_for in enumerate(
        [
            lambda: read_kept(path, "paper.txt"),
            lambda: read_kept(path, "other.txt"),
            lambda: read_kept(path, "paper.txt", "de"),
            lambda: read_kept(written(tmp_path, text=PAPER + "More.\n"), "paper.txt"),
        ],
        start=1,
    ):
        kept_for()
        assert len(list(cache.iterdir())) == number
    monkeypatch.setattr(keeping, "_program", lambda: "another")
    read_kept(path, "paper.txt")
    assert len(list(cache.iterdir())) == 5


WORKS = (
    "@book{dawson, author = {Dawson, Ann}, title = {Basin}, year = 1990}\n@book{berg, title = {Fjord}, year = 1991}\n"
)
AROUND = {
    "works.bib": WORKS,
    "part.tex": "The harbour silted up.\\\\cite{dawson}\n",
    "own.sty": "\\newcommand{\\town}{Vlora}\n",
    "_quarto.yml": "bibliography: [works.bib, aside/more.bib]\n",
    "aside/more.bib": "@book{kolm, title = {Strait}, year = 1992}\n",  # which only settings name
    "z.json": '[{"id": "nobody", "type": "book", "title": "None"}]',
}
LOOKING = {
    "named.md": "---\nbibliography: works.bib\n---\n\n# Harbours\n\nTrade moved north [@dawson, p. 3].\n",
    "unnamed.md": "# Harbours\n\nTrade moved north [@dawson, p. 3; @kolm].\n",
    "02.parts.md": "# Harbours\n\nTrade moved north [@dawson].\n",
    "whole.tex": (
        "\\documentclass{article}\\usepackage{own}\\begin{document}\\section{One}\n\\input{part}\n\\town{} grew.\\cite{berg}\n"
        "\\bibliography{works}\\end{document}\n"
    ),
    "unnamed.tex": "\\documentclass{article}\\begin{document}Trade moved north \\cite{dawson}.\\end{document}\n",
    "distill.html": (
        "<html><body><article><h1>Harbours</h1><p>Trade moved <d-cite key='dawson'></d-cite> north.</p></article>"
        "<d-bibliography src='works.bib'></d-bibliography></body></html>"
    ),
}
"""Papers that are read with files beside them, each named and not."""
CHANGES = {
    "nothing": lambda folder: None,
    "a work": lambda folder: (folder / "works.bib").write_text(WORKS.replace("Basin", "Bay"), "utf-8"),
    "no bibliography": lambda folder: (folder / "works.bib").unlink(),
    "a folder in its place": lambda folder: [(folder / "works.bib").unlink(), (folder / "works.bib").mkdir()],
    "a link to another": lambda folder: [
        (folder / "other").write_text(WORKS.replace("Basin", "Other"), "utf-8"),
        (folder / "works.bib").unlink(),
        (folder / "works.bib").symlink_to("other"),
    ],
    "another that comes first": lambda folder: (folder / "a.bib").write_text(WORKS.replace("Basin", "First"), "utf-8"),
    "settings nearer by": lambda folder: [
        (folder / "_metadata.yml").write_text("bibliography: new.bib\n", "utf-8"),
        (folder / "new.bib").write_text(WORKS.replace("Basin", "New"), "utf-8"),
    ],
    "settings above": lambda folder: (folder / "_quarto.yml").rename(folder.parent / "_quarto.yml"),
    "no settings": lambda folder: (folder / "_quarto.yml").unlink(),
    "a title of the whole": lambda folder: (folder / "metadata.yaml").write_text("title: The whole\n", "utf-8"),
    "a part": lambda folder: (folder / "part.tex").write_text("It did not.\n", "utf-8"),
    "no part": lambda folder: (folder / "part.tex").unlink(),
    "a part without an ending": lambda folder: (folder / "part").write_text("It never did.\n", "utf-8"),
    "a command": lambda folder: (folder / "own.sty").write_text("\\newcommand{\\town}{Bari}\n", "utf-8"),
    "a list that was left": lambda folder: [
        (folder / "works.bib").write_text("@book{berg, title = {Fjord}}", "utf-8"),
        (folder / "whole.bbl").write_text(
            "\\entry{dawson}{book}{}\n  \\field{title}{Left}\n  \\field{year}{1990}\n\\endentry\n", "utf-8"
        ),
    ],
}


def around(folder: Path, name: str) -> Path:
    """A paper in a project that has all that papers look for."""
    folder = folder / "project" / "texts"
    (folder / "aside").mkdir(parents=True)
    for other, text in AROUND.items():
        written(folder, other, text)
    return written(folder, name, LOOKING[name])


def in_project(path: Path, **more: str) -> Document:
    with reading_project(path.parents[1]):
        return read_kept(path, path.name, **more)


def said_otherwise(one: Document, other: Document) -> list[str]:
    """The fields in which two readings differ, but for what tells places and files apart."""
    names = [field.name for field in fields(one) if field.name not in ("places", "made_of")]
    return [name for name in names if getattr(one, name) != getattr(other, name)]


def assert_same(found: Document, straight: Document) -> None:
    assert not said_otherwise(found, straight)
    for sentence in straight.sentences:
        assert found.place(sentence.start, sentence.end) == straight.place(sentence.start, sentence.end)
        assert found.written(sentence.start, sentence.end) == straight.written(sentence.start, sentence.end)


def straight(path: Path) -> Document:
    with reading_project(path.parents[1]):
        return read(path, path.name)


@pytest.mark.parametrize("name", LOOKING)
def test_a_paper_with_files_beside_it_is_kept(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = around(tmp_path, name)
    first = in_project(path)
    assert any(reference.origin == "bibliography" for reference in first.references), "it looked beside it"
    monkeypatch.setattr(kept, "read_and_note", never)
    assert_same(in_project(path), first)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", LOOKING)
def test_what_changed_beside_a_paper_is_never_served_old(name: str, change: str, tmp_path: Path) -> None:
    path = around(tmp_path, name)
    before = in_project(path)
    CHANGES[change](path.parent)
    now = straight(path)
    assert_same(in_project(path), now)
    assert_same(in_project(path), now)
    if change == "a work" and name != "02.parts.md":
        assert before.references != in_project(path).references


def test_each_of_these_changes_is_seen_by_some_paper(tmp_path: Path) -> None:
    seen = set()
    for number, name in enumerate(LOOKING):
        before = straight(around(tmp_path / str(number), name))
        for change in CHANGES:
            shutil.rmtree(tmp_path / str(number))
            path = around(tmp_path / str(number), name)
            CHANGES[change](path.parent)
            if said_otherwise(before, straight(path)):
                seen.add(change)
    assert seen == CHANGES.keys() - {"nothing"}


def test_a_paper_that_read_outside_the_project_is_not_kept_and_neither_is_one_outside(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = around(tmp_path, "named.md")
    with reading_project(tmp_path / "elsewhere"):
        monkeypatch.setattr(files, "_outside_allowed", True)
        read_kept(path, path.name)
    (tmp_path / "works.bib").write_text(WORKS.replace("Basin", "Outside"), "utf-8")
    (path.parent / "works.bib").unlink()
    (path.parent / "works.bib").symlink_to(tmp_path / "works.bib")
    assert in_project(path).references[0].title == "Outside"
    assert not any(b"named.md" in one.read_bytes() for one in cache.glob("*"))
    monkeypatch.setattr(files, "_outside_allowed", False)
    assert not in_project(path).references, "nothing is read outside without leave, kept or not"
    monkeypatch.setattr(files, "_outside_allowed", True)
    assert in_project(path).references[0].title == "Outside"


def test_a_paper_beside_a_bibliography_that_is_being_typed_is_not_kept(tmp_path: Path) -> None:
    path = around(tmp_path, "named.md")
    with unsaved({path.parent / "works.bib": WORKS.replace("Basin", "Typed")}):
        assert in_project(path).references[0].title == "Typed"
    assert in_project(path).references[0].title == "Basin"
    with unsaved({path.parent / "works.bib": WORKS.replace("Basin", "Typed")}):
        assert in_project(path).references[0].title == "Typed"


def test_a_text_that_is_being_typed_is_not_kept(tmp_path: Path, cache: Path) -> None:
    path = written(tmp_path)
    with unsaved({path: PAPER + "And so"}):
        assert read_kept(path, "paper.txt").text.endswith("And so")
    assert not cache.exists()
