"""A PDF given back: highlights lie on the words they are about, as another program reads the page; nothing else changes.

The other program is poppler: the words and boxes of its `pdftotext -bbox`.
"""

from __future__ import annotations

import ctypes
import html
import io
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from click.testing import CliRunner

from argmap.cli.audit import command
from argmap.exchange.copies import PageNote
from argmap.exchange.highlights import mark_pdf
from argmap.ground.diagnostics import ArgmapError
from argmap.project import project_of_paper
from locked_pdf import locked_pdf
from printed_pdf import column, pdf_of
from volume import few_of

_ROOT = os.environ.get("ARGMAP_CORPORA")
_PAPERS = sorted((*Path(_ROOT).glob("jose/*.pdf"), *Path(_ROOT).glob("papers/pdf/ex-*.pdf"))) if _ROOT else []
_needs_papers = pytest.mark.skipif(not _PAPERS, reason="ARGMAP_CORPORA is not set")
_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
_Box = tuple[float, float, float, float]


def _highlights(data: bytes) -> Iterator[tuple[int, str, list[_Box], int]]:
    """Page, contents, boxes (left, top, right, bottom from the page's top) and kind of each annotation of ours."""
    pdf = pypdfium2.PdfDocument(data)
    for number, page in enumerate(pdf, 1):
        left, _, _, top = page.get_bbox()
        for k in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
            annotation = pdfium.FPDFPage_GetAnnot(page.raw, k)
            if _string(annotation, b"T").startswith("argmap · "):
                boxes = []
                quad = pdfium.FS_QUADPOINTSF()
                for at in range(pdfium.FPDFAnnot_CountAttachmentPoints(annotation)):
                    assert pdfium.FPDFAnnot_GetAttachmentPoints(annotation, at, quad)
                    boxes.append((quad.x1 - left, top - quad.y1, quad.x4 - left, top - quad.y4))
                yield number, _string(annotation, b"Contents"), boxes, pdfium.FPDFAnnot_GetSubtype(annotation)
            pdfium.FPDFPage_CloseAnnot(annotation)
    pdf.close()


def _string(annotation: object, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def _words_of_poppler(path: Path) -> list[list[tuple[_Box, str]]]:
    run = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True)
    pages = run.stdout.decode("utf-8", "replace").split("<page ")[1:]
    return [
        [((float(a), float(b), float(c), float(d)), html.unescape(word)) for a, b, c, d, word in _WORD.findall(page)]
        for page in pages
    ]


def _letters(text: str) -> Counter[str]:
    return Counter(sign for sign in text if sign.isascii() and sign.isalpha())


def _lies_on(word: _Box, boxes: list[_Box]) -> bool:
    """Whether half of the word, or more, is under the boxes."""
    left, top, right, bottom = word
    covered = sum(
        max(0.0, min(right, box[2]) - max(left, box[0])) * max(0.0, min(bottom, box[3]) - max(top, box[1]))
        for box in boxes
    )
    return covered >= 0.5 * (right - left) * (bottom - top)


@_needs_papers
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is not installed")
@pytest.mark.parametrize("paper", few_of(_PAPERS, 1), ids=lambda path: path.stem)
def test_boxes_lie_on_the_words_as_poppler_finds_them(paper: Path) -> None:
    document = project_of_paper(paper).document
    assert document is not None
    starts = [page.start for page in document.pages]
    # whole sentences on one page; one that a page's end, a header or a note parts has several pieces
    chosen = [
        s
        for s in document.sentences
        if len(s.pieces) < 2 and s.end - s.start > 40 and not any(s.start < start < s.end for start in starts)
    ][::7]
    notes = [PageNote("argmap · X · candidate", str(k), False, s.start, s.end) for k, s in enumerate(chosen)]
    data = paper.read_bytes()
    copy = mark_pdf(data, document, notes)
    assert copy.placed >= 0.95 * len(notes)
    words = _words_of_poppler(paper)
    good = 0
    found = [entry for entry in _highlights(copy.data) if entry[3] == pdfium.FPDF_ANNOT_HIGHLIGHT]
    assert len(found) == copy.placed
    for page, contents, boxes, _ in found:
        sentence = chosen[int(contents)]
        wanted = _letters(document.text[sentence.start : sentence.end])
        under = _letters(" ".join(word for box, word in words[page - 1] if _lies_on(box, boxes)))
        good += (wanted & under).total() >= 0.9 * max(wanted.total(), under.total())
    assert good == len(found), f"{good} of {len(found)}"


@pytest.mark.long
@_needs_papers
def test_a_copy_has_every_finding_and_the_paper_stays_as_it_was(tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    before = next(path for path in _PAPERS if path.stem == "ex-fn-30957").read_bytes()
    paper.write_bytes(before)
    copies = [tmp_path / "one.pdf", tmp_path / "two.pdf"]
    for copy in copies:
        result = CliRunner().invoke(command, [str(paper), "--format", "pdf", "-o", str(copy)])
        assert result.exit_code in (0, 1), result.output  # candidates alone are no fault
    assert paper.read_bytes() == before
    told = re.search(r"(\d+) findings?\. (\d+) are highlights, (\d+) stand", result.output)
    assert told is not None
    found = list(_highlights(copies[0].read_bytes()))
    highlights = [entry for entry in found if entry[3] == pdfium.FPDF_ANNOT_HIGHLIGHT]
    notes = [entry for entry in found if entry[3] == pdfium.FPDF_ANNOT_TEXT]
    assert len({contents for _, contents, _, _ in highlights}) <= int(told[2]) <= len(highlights)
    assert [page for page, *_ in notes] == ([1] if int(told[3]) else [])
    assert sum(contents.count("argmap · ") for _, contents, _, _ in notes) == int(told[3])
    assert int(told[1]) == int(told[2]) + int(told[3])
    assert list(found) == list(_highlights(copies[1].read_bytes()))
    with pypdfium2.PdfDocument(before) as old, pypdfium2.PdfDocument(copies[0].read_bytes()) as new:
        texts = [[page.get_textpage().get_text_range() for page in pdf] for pdf in (old, new)]
    assert texts[0] == texts[1]


@_needs_papers
def test_the_paper_itself_is_refused_under_any_of_its_names(tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(before := _PAPERS[0].read_bytes())
    (tmp_path / "link.pdf").symlink_to(paper)
    (tmp_path / "hard.pdf").hardlink_to(paper)
    for name in ("paper.pdf", "link.pdf", "hard.pdf"):
        with pytest.raises(ArgmapError, match="is the paper itself"):
            CliRunner().invoke(
                command, [str(paper), "--format", "pdf", "-o", str(tmp_path / name)], catch_exceptions=False
            )
    assert paper.read_bytes() == before


def test_what_is_no_pdf_is_refused_and_no_place_is_asked_for(tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text("# Grain\n\nThe port grew fast and the the merchants grew rich in it.\n", encoding="utf-8")
    for more, said in (((), "say where"), (("-o", str(tmp_path / "copy.pdf")), "is no PDF")):
        with pytest.raises(ArgmapError, match=said):
            CliRunner().invoke(command, [str(paper), "--format", "pdf", *more], catch_exceptions=False)
    assert not (tmp_path / "copy.pdf").exists()


@_needs_papers
def test_a_file_that_changed_or_broke_after_it_was_read_gives_a_copy_or_a_sentence() -> None:
    paper = _PAPERS[0]
    document = project_of_paper(paper).document
    assert document is not None
    data = paper.read_bytes()
    sentence = document.sentences[-1]
    notes = [
        PageNote("argmap · X · certain", "(\\) <>\0 \ud800 🦉", True, sentence.start, sentence.end),
        PageNote("argmap · Y · certain", "no place", True),
    ]
    other = _PAPERS[1].read_bytes()
    copy = mark_pdf(other, document, notes)
    assert copy.placed == 0
    assert [entry[0] for entry in _highlights(copy.data)] == [1]
    for hostile in (b"", b"%PDF-1.7\n", data[: len(data) // 3], data.replace(b"/Pages", b"/Pagez")):
        try:
            assert mark_pdf(hostile, document, notes).data.startswith(b"%PDF")
        except ArgmapError as problem:
            assert document.path in str(problem)


_LEFT = column(
    60,
    700,
    10,
    ["The price of grain in the port had been set", "by the magistrates, who were merchants of grain them-"],
)
_RIGHT = column(320, 700, 10, ["selves, and the office of the port kept no books", "of it for the next years."])
_NEXT = column(60, 780, 10, ["A second page says that the ofﬁce was closed in 1815."])
_SAID = "by the magistrates, who were merchants of grain themselves, and the office of the port kept no books"
_SIGNED = (
    b"/AcroForm << /SigFlags 3 /Fields [<< /FT /Sig /T (S) /V << /Type /Sig /Filter /Adobe.PPKLite "
    b"/SubFilter /adbe.pkcs7.detached /Contents <00> /ByteRange [0 1 2 3] >> >>] >>"
)


def _shaped(of_page: bytes = b"", catalog: bytes = b"") -> bytes:
    pages = [[*_LEFT, *_RIGHT], [(x, y, size, words.replace("ﬁ", "fi")) for x, y, size, words in _NEXT]]
    return pdf_of(pages, catalog=catalog, of_page={0: of_page})


def _turned(turn: int) -> bytes:
    """The page drawn turned, and shown upright by its rotation, as wide tables are."""
    pdf = pypdfium2.PdfDocument(_shaped())
    page = pdf[0]
    matrix, box = {90: ((0, 1, -1, 0, 842, 0), (842, 595)), 270: ((0, -1, 1, 0, 0, 595), (842, 595))}.get(
        turn, ((-1, 0, 0, -1, 595, 842), (595, 842))
    )
    pdfium.FPDFPage_TransFormWithClip(page.raw, pdfium.FS_MATRIX(*matrix), None)
    page.set_mediabox(0, 0, *box)
    page.set_rotation(turn)
    made = io.BytesIO()
    pdf.save(made)
    return made.getvalue()


_SHAPES = {
    "plain": _shaped(),
    **{f"shown turned {turn}": _shaped(b"/Rotate %d" % turn) for turn in (90, 180, 270)},
    **{f"drawn turned {turn}": _turned(turn) for turn in (90, 180, 270)},
    "cut to size": _shaped(b"/CropBox [20 300 590 800]"),
    "origin elsewhere": _shaped(b"/MediaBox [-100 -50 595 842] /CropBox [-80 -20 590 800]"),
    "locked": locked_pdf([[*_LEFT, *_RIGHT], []]),
    "signed": _shaped(catalog=_SIGNED),
}


@pytest.mark.parametrize("shape", few_of([*_SHAPES], 5))
def test_words_over_lines_and_columns_are_under_the_boxes_however_the_page_is_made(shape: str, tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(_SHAPES[shape])
    document = project_of_paper(tmp_path / "paper.pdf").document
    assert document is not None
    start, end = document.text.index("by the magistrates"), document.text.index("of it for the")
    notes = [
        PageNote("argmap · X · candidate", "why – warum", False, start, end),
        PageNote("argmap · Y", "whole", True),
    ]
    copy = mark_pdf(_SHAPES[shape], document, notes)
    assert copy.placed == 1
    assert any("signature" in said for said in copy.remarks) == (shape == "signed")
    assert any("owner" in said for said in copy.remarks) == (shape == "locked")
    with pypdfium2.PdfDocument(copy.data) as pdf:
        page = pdf[0]
        left, _, _, top = page.get_bbox()
        (contents, boxes), (rest, _) = [(c, b) for _, c, b, _ in _highlights(copy.data)]
        assert (contents, rest) == ("why – warum", "argmap · Y\nwhole")
        textpage = page.get_textpage()
        # _highlights counts from the page's top left; back to points of the file
        under = [
            textpage.get_text_bounded(min(a, c) + left, top - max(b, d), max(a, c) + left, top - min(b, d))
            for a, b, c, d in boxes
        ]
        assert len(boxes) == 2  # one a line: letters of turned lines are not boxed one by one
        said = "".join(re.sub(r"[\s\ufffe\x02-]", "", words) for words in under)
        assert said == re.sub(r"\s", "", _SAID)
        # what stands for the whole paper is pinned where the page as shown has its upper left corner
        shown = page.render(scale=1).to_pil().convert("RGB")
        assert any(shown.getpixel((x, y)) != (255, 255, 255) for x in range(22) for y in range(22))


def test_a_finding_over_two_pages_has_a_highlight_on_each_and_words_cut_away_have_none(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(data := _shaped(b"/CropBox [0 750 595 842]"))
    document = project_of_paper(tmp_path / "paper.pdf").document
    assert document is not None
    start, office = document.text.index("of it for the"), document.text.index("was closed")
    notes = [
        PageNote("argmap · X", "both", False, start, office),
        PageNote("argmap · Y", "cut away", False, start, start + 20),
    ]
    for source, placed, told in (
        (_shaped(), 2, [(1, "both"), (1, "cut away"), (2, "both")]),
        (data, 1, [(1, "argmap · Y\ncut away"), (2, "both")]),
    ):
        copy = mark_pdf(source, document, notes)
        assert copy.placed == placed
        assert [(page, contents) for page, contents, _, _ in _highlights(copy.data)] == told
