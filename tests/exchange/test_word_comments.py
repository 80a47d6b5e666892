"""A Word file given back: comments lie on the words they are about, and the paper reads as it did."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.oxml import parse_xml

from argmap.cli.audit import command
from argmap.exchange.copies import PageNote
from argmap.exchange.word_comments import comment_docx
from argmap.ground.diagnostics import ArgmapError
from argmap.manuscript.document import Document
from argmap.manuscript.reading import read
from volume import few_of
from word_files import W, p, r

_ROOT = os.environ.get("ARGMAP_CORPORA")
_PAPERS = sorted(Path(_ROOT).glob("papers/**/*.docx")) if _ROOT else []
_NAMESPACE = f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


@pytest.fixture
def paper(tmp_path: Path) -> Callable[..., tuple[Path, Document]]:
    """Makes a whole Word file with this body, and reads it."""

    def make(body: str) -> tuple[Path, Document]:
        made = docx.Document()
        for element in parse_xml(f"<w:body {_NAMESPACE}>{body}</w:body>"):
            made.element.body.insert_element_before(element, "w:sectPr")
        path = tmp_path / "paper.docx"
        made.save(str(path))
        return path, read(path)

    return make


def _comments(data: bytes) -> dict[str, str]:
    """What each comment says in its first line, and the words that it lies on."""
    copy = docx.Document(io.BytesIO(data))
    opened: dict[str, list[str]] = {}
    words: dict[str, str] = {}
    for element in copy.element.body.iter():
        name = str(element.tag).rpartition("}")[2]
        if name == "commentRangeStart":
            opened[element.get(f"{{{W}}}id")] = []
        elif name == "commentRangeEnd":
            words[element.get(f"{{{W}}}id")] = "".join(opened.pop(element.get(f"{{{W}}}id")))
        elif name == "t":
            for of_comment in opened.values():
                of_comment.append(element.text or "")
    assert not opened, "every comment that begins ends"
    return {comment.text.partition("\n")[0]: words[str(comment.comment_id)] for comment in copy.comments}


def _note(document: Document, words: str, said: str = "said") -> PageNote:
    at = document.text.index(words)
    return PageNote("argmap · X001 · candidate", said, False, at, at + len(words))


_BOLD = "<w:r><w:rPr><w:b/></w:rPr><w:t>bold</w:t></w:r>"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (p("The port was small (Holm 2010), and grew."), "(Holm 2010)"),
        (f"<w:p>{r('The port was ')}{_BOLD}{r(' and small.')}</w:p>", "was bold and"),
        (f"<w:p>{r('One')}<w:r><w:tab/><w:t>two</w:t><w:br/><w:t>three four.</w:t></w:r></w:p>", "two"),
        (p("the same words here. Then the same words there."), "the same words there"),
        (f"<w:p><w:hyperlink>{r('A linked sentence of some length.')}</w:hyperlink></w:p>", "linked sentence"),
        (f"<w:p><w:ins w:id='7' w:author='A'>{r('An inserted sentence stands here.')}</w:ins></w:p>", "inserted"),
        (f"<w:p><w:del w:id='7'><w:r><w:delText>old</w:delText></w:r></w:del>{r('The new words.')}</w:p>", "new words"),
        (f"<w:tbl><w:tr><w:tc>{p('In a cell of a table.')}</w:tc></w:tr></w:tbl>", "cell of a table"),
    ],
    ids=["one run", "several runs", "tab and break", "said twice", "link", "insertion", "beside a deletion", "table"],
)
def test_a_comment_lies_on_its_words_and_nothing_else_changes(
    paper: Callable[..., tuple[Path, Document]], body: str, words: str
) -> None:
    path, document = paper(body)
    copy = comment_docx(path.read_bytes(), document, [_note(document, words)])
    assert copy.placed == 1
    assert _comments(copy.data) == {"said": words}
    again = path.with_name("copy.docx")
    again.write_bytes(copy.data)
    assert read(again).text == document.text


def test_comments_may_overlap_and_stand_on_the_same_words(paper: Callable[..., tuple[Path, Document]]) -> None:
    path, document = paper(p("The port was small (Holm 2010), and grew."))
    wanted = {"whole": "The port was small (Holm 2010), and grew.", "mark": "(Holm 2010)", "over": "small (Holm"}
    wanted["again"] = wanted["mark"]
    copy = comment_docx(path.read_bytes(), document, [_note(document, at, said) for said, at in wanted.items()])
    assert copy.placed == len(wanted)
    assert _comments(copy.data) == wanted


def test_what_is_about_no_words_stands_at_the_beginning(paper: Callable[..., tuple[Path, Document]]) -> None:
    path, document = paper(f"<w:p/>{p('A title')}{p('Some words of the text.')}")
    copy = comment_docx(path.read_bytes(), document, [PageNote("argmap · X001 · certain", "of all", True)])
    assert (copy.placed, _comments(copy.data)) == (0, {"of all": "A title"})


def test_what_is_said_of_a_note_stands_on_the_word_that_calls_it(tmp_path: Path) -> None:
    source = next((one for one in _PAPERS if read(one).notes), None)
    if source is None:
        pytest.skip("ARGMAP_CORPORA is not set")
    document = read(source)
    mark = next(mark for mark in document.marks if mark.note)
    note = next(note for note in document.notes if note.id == mark.note)
    said = [
        PageNote("argmap · X001 · candidate", "body", False, note.start, note.end),
        PageNote("argmap · X001 · candidate", "mark", False, mark.start, mark.end),
    ]
    found = _comments(comment_docx(source.read_bytes(), document, said).data)
    before = document.text[: mark.start].split()[-1]
    assert found == {"body": before, "mark": before}


@pytest.mark.parametrize("source", few_of(_PAPERS, 1), ids=lambda path: path.stem)
def test_comments_lie_on_sentences_of_papers_by_others(source: Path, tmp_path: Path) -> None:
    document = read(source)
    chosen = [s for s in document.sentences if len(s.pieces) < 2 and s.end - s.start > 40][::7]
    notes = [PageNote("argmap · X001 · candidate", str(k), False, s.start, s.end) for k, s in enumerate(chosen)]
    data = source.read_bytes()
    copy = comment_docx(data, document, notes)
    found = _comments(copy.data)
    letters = [[c for c in document.text[s.start : s.end] if c.isalpha()] for s in chosen]
    good = sum([c for c in found[str(k)] if c.isalpha()] == one for k, one in enumerate(letters))
    assert good >= 0.8 * len(chosen)  # letters of formulas are no words of Word's
    again = tmp_path / "copy.docx"
    again.write_bytes(copy.data)
    assert read(again).text == document.text
    assert comment_docx(data, document, notes).data == copy.data


def test_a_file_that_word_would_not_open_is_refused(paper: Callable[..., tuple[Path, Document]]) -> None:
    path, document = paper(p("Some words of the text."))
    broken = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            if name != "[Content_Types].xml":
                new.writestr(name, old.read(name))
    with pytest.raises(ArgmapError, match="no copy of it can be written"):
        comment_docx(broken.getvalue(), document, [_note(document, "words")])


def test_the_ending_of_the_name_says_what_is_written(
    paper: Callable[..., tuple[Path, Document]], tmp_path: Path
) -> None:
    path, _ = paper(p("The port was small (Holm 2010), and the the port grew much in these years."))
    before = path.read_bytes()

    def run(*arguments: str) -> str:
        return CliRunner().invoke(command, [str(path), *arguments]).output

    begins = {
        "copy.docx": b"PK",
        "page.html": b"<!doctype html>",
        "page.HTM": b"<!doctype html>",
        "all.json": b"{",
        "sheet.csv": b"\xef\xbb\xbf",
        "notes.txt": b"TXT",
        "notes": b"TXT",
    }
    for name, first in begins.items():
        assert "written" in run("-o", str(tmp_path / name))
        assert (tmp_path / name).read_bytes().startswith(first), name
    for name, said in (
        ("notes.rtf", "as .rtf"),
        ("copy.odt", "is no ODT"),
        ("copy.pdf", "is no PDF"),
        (path.name, "the paper itself"),
    ):
        result = CliRunner().invoke(command, [str(path), "-o", str(tmp_path / name)])
        assert isinstance(result.exception, ArgmapError)
        assert said in str(result.exception)
    assert path.read_bytes() == before
    assert len(_comments((tmp_path / "copy.docx").read_bytes())) == 1
