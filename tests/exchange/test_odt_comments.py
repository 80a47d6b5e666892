"""An OpenDocument text given back: comments lie on the words they are about, and the paper reads as it did."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from argmap.cli.audit import command
from argmap.exchange.copies import Marked, PageNote
from argmap.exchange.odt_comments import comment_odt
from argmap.ground.diagnostics import ArgmapError
from argmap.manuscript.document import Document
from argmap.manuscript.readers.office.odt import draft_odt
from argmap.manuscript.stages.understanding import understand
from odt_files import NAMES, STYLES, TYPE, content, note, p, packed


def _said(words: str, at: tuple[int, int] | None) -> PageNote:
    return PageNote("argmap · X001 · candidate", words, False, *(at or (None, None)))


def _on(document: Document, words: str, said: str = "said") -> PageNote:
    at = document.text.index(words)
    return _said(said, (at, at + len(words)))


def _read(data: bytes) -> Document:
    return understand(draft_odt(data, "a.odt"))


def _comments(data: bytes) -> dict[str, str]:
    """What each comment says in its first line, and the words that it lies on."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        root = etree.fromstring(file.read("content.xml"))
    own = {f"{{{NAMES['office']}}}annotation", f"{{{NAMES['office']}}}annotation-end"}
    lies_on: dict[str, list[str]] = {}
    opened: dict[str, str] = {}

    def walk(element: etree._Element) -> None:
        if element.tag in own:
            name = str(element.get(f"{{{NAMES['office']}}}name"))
            if str(element.tag).endswith("-end"):
                del opened[name]
            elif name.startswith("argmap-"):
                opened[name] = str(element.findtext("text:p", None, NAMES))
                assert element.findtext("dc:creator", None, NAMES) == "argmap"
        else:
            hear(element.text)
            for child in element:
                walk(child)
                hear(child.tail)

    def hear(words: str | None) -> None:
        for said in opened.values():
            lies_on.setdefault(said, []).append(words or "")

    walk(root)
    assert not opened, "every comment that begins ends"
    return {said: "".join(words) for said, words in lies_on.items()}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (p("The port was small (Holm 2010), and grew."), "(Holm 2010)"),
        (p("The port was <text:span>bold</text:span> and small."), "was bold and"),
        (p("One<text:tab/>two<text:line-break/>three four."), "two"),
        (p("the same words here. Then the same words there."), "the same words there"),
        (p('<text:a xlink:href="x">A linked sentence of some length.</text:a>'), "linked sentence"),
        (p("Before it <text:sequence>7</text:sequence> stands, after it nothing."), "it 7 stands"),
        (p("It is in <text:bibliography-mark>[Holm 2010]</text:bibliography-mark>."), "[Holm 2010]"),
        (p(f"A note{note(1, p('Its body.'))} hangs here."), "A note"),
        (
            f"<table:table><table:table-row><table:table-cell>{p('In a cell of a table.')}</table:table-cell>"
            "</table:table-row></table:table>",
            "cell of a table",
        ),
        (
            p(
                "First the anchor <draw:frame><draw:text-box>"
                + p("Words in a frame.")
                + "</draw:text-box></draw:frame>."
            ),
            "Words in a frame",
        ),
        (p("An old one<office:annotation><text:p>Hm.</text:p></office:annotation> is by a person."), "one is by"),
    ],
    ids=["one", "span", "tab", "twice", "link", "field", "mark", "beside a note", "table", "frame", "commented"],
)
def test_a_comment_lies_on_its_words_and_nothing_else_changes(body: str, words: str) -> None:
    data = packed(content=content(body), styles=STYLES)
    document = _read(data)
    copy = comment_odt(data, document, [_on(document, words)])
    assert copy.placed == 1
    said = _comments(copy.data)["said"]
    assert said.split() == words.split() or said == words.replace(" ", "", 1), said
    assert _read(copy.data).text == document.text


def test_comments_may_overlap_touch_and_stand_on_the_same_words() -> None:
    data = packed(content=content(p("The port was small (Holm 2010), and grew.")), styles=STYLES)
    document = _read(data)
    wanted = {"whole": "The port was small (Holm 2010), and grew.", "mark": "(Holm 2010)", "over": "small (Holm"}
    wanted |= {"again": wanted["mark"], "touches": ", and grew."}
    copy = comment_odt(data, document, [_on(document, at, said) for said, at in wanted.items()])
    assert (copy.placed, _comments(copy.data)) == (len(wanted), wanted)


def test_what_is_about_no_words_of_the_body_stands_at_the_beginning_and_of_a_note_on_the_word_that_calls_it() -> None:
    called = p("The port was small" + note(1, p("See Holm 2010, p. 3.")) + ", and grew.")
    body = p("") + p("A title") + called
    data = packed(content=content(body), styles=STYLES)
    document = _read(data)
    copy = comment_odt(data, document, [_said("of all", None), _on(document, "Holm 2010", "of the note")])
    assert (copy.placed, _comments(copy.data)) == (1, {"of all": "A title", "of the note": "small"})


def test_all_other_parts_are_given_back_as_they_are_and_the_same_paper_gives_the_same_copy() -> None:
    data = packed(content=content(p("Some words of the text.")), styles=STYLES, META="<manifest/>")
    document = _read(data)
    copies = [comment_odt(data, document, [_on(document, "words")]) for _ in range(2)]
    assert copies[0] == copies[1]
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(copies[0].data)) as new:
        assert new.namelist() == old.namelist()
        assert new.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert new.read("mimetype").decode() == TYPE
        assert all(new.read(name) == old.read(name) for name in old.namelist() if name != "content.xml")


def test_an_audited_copy_may_be_audited_again() -> None:
    data = packed(content=content(p("Some words of the text.")), styles=STYLES)
    document = _read(data)
    once = comment_odt(data, document, [_on(document, "words", "one")])
    twice = comment_odt(once.data, document, [_on(document, "of the", "two")])
    assert _comments(twice.data) == {"one": "words", "two": "of the"}


def test_a_signed_file_is_told_and_one_without_words_is_refused() -> None:
    empty = packed(content=content(p("")), styles=STYLES)
    with pytest.raises(ArgmapError, match="no words in its body"):
        comment_odt(empty, _read(empty), [_said("of all", None)])
    data = packed(content=content(p("Some words.")), styles=STYLES)
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as file:
        file.writestr("META-INF/documentsignatures.xml", "<signatures/>")
    copy: Marked = comment_odt(stream.getvalue(), _read(data), [])
    assert "signature does not hold" in copy.remarks[0]


@pytest.mark.parametrize("ending", [".odt", ".fodt"])
def test_the_command_gives_an_opendocument_paper_back_as_what_it_is(tmp_path: Path, ending: str) -> None:
    paper, copy = tmp_path / f"paper{ending}", tmp_path / f"copy{ending}"
    body = p("The port was small (Holm 2010), and the the port grew much in these years.")
    flat = content(body, name="document").encode()
    paper.write_bytes(packed(content=content(body), styles=STYLES) if ending == ".odt" else flat)
    before = paper.read_bytes()
    said = CliRunner().invoke(command, [str(paper), "-o", str(copy)]).output
    assert "1 finding. 1 is a comment, 0 stand at its beginning." in said
    assert copy.read_bytes().startswith(b"PK" if ending == ".odt" else b"<?xml")
    assert paper.read_bytes() == before
    other = tmp_path / ("copy.fodt" if ending == ".odt" else "copy.odt")
    refused = CliRunner().invoke(command, [str(paper), "-o", str(other)])
    assert f"name it COPY{ending}" in str(refused.exception)
