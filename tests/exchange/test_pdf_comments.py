"""Comments made in a PDF become claims and notes: the words under a mark are the paper's own, and nothing goes in silence.

The comments are written as the programs write them that people comment PDFs with.
"""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

from argmap.exchange.copies import PageNote
from argmap.exchange.highlights import mark_pdf
from argmap.exchange.importing import import_into
from argmap.exchange.loss import LossReport
from argmap.exchange.pdf_comments import read
from argmap.ground.diagnostics import ArgmapError
from argmap.project import load, project_of_paper
from commands import argmap
from commented_pdf import Box, box_of, commented_pdf, quads, rectangle, text
from printed_pdf import column, pdf_of

_LINES = column(
    70, 760, 11,
    [
        "The price of grain in the port had been set by the magistrates, who",
        "were merchants of grain them-",
        "selves, and the office kept no books of it for the next years. A second",
        "cause was the long war between the two states. The model is wrong.",
        "The model is right, says the office of the port.",
    ],
)  # fmt: skip
_SECOND = column(70, 760, 11, ["On the second page: The model is wrong, as the office of the port found out."])


def _box(line: int, words: str) -> Box:
    return box_of((*_LINES, *_SECOND)[line], words)


def _mark(kind: str, *boxes: Box, more: str = "", order: str = "acrobat") -> str:
    corners = quads(*boxes, order=order) if order else ""
    return f"/Subtype /{kind} {corners} {rectangle(*boxes)} {more}"


def _read(*comments: str, page: int = 0) -> tuple[dict[str, object], LossReport, list]:
    foreign, loss = read(commented_pdf([_LINES, _SECOND], [(page, body) for body in comments]), "reviewed.pdf")
    return {s.id: s for s in foreign.statements}, loss, list(foreign.statements)


_TWO_LINES = (_box(0, "price of grain in the port had been set by the magistrates, who"), _box(1, "were merchants of"))


@pytest.mark.parametrize("order", ["acrobat", "round", "turned"])
@pytest.mark.parametrize("kind", ["Highlight", "Underline", "StrikeOut", "Squiggly"])
def test_the_words_under_a_mark_become_a_claim_whatever_order_its_corners_have(kind: str, order: str) -> None:
    more = f"/T {text('Réviseur 1')} /Contents {text('Why? – “so”')} /NM (one)"
    by_id, loss, _ = _read(_mark(kind, *_TWO_LINES, more=more, order=order))
    made = by_id["one"]
    assert made.text == "price of grain in the port had been set by the magistrates, who were merchants of"
    assert made.quotes == (made.text,)
    assert made.notes == ("Réviseur 1: Why? – “so”",)
    assert loss.complete


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        # no corners at all: the rectangle stands for them
        (_mark("Highlight", _box(3, "cause was the long war between"), order=""), "cause was the long war between"),
        # a line drawn below the words, and not over them
        (_mark("Underline", (70, 717.5, _box(3, "cause was the long war between")[2], 718)), "cause was the long war between"),
        # the mouse let go within words: most of "cause" and a scrap of "states"
        (_mark("Highlight", _box(3, "ause was the long war between the two st")), "cause was the long war between the two"),
        # a word cut at the line's end is whole, and the whole of it was marked
        (_mark("Highlight", _box(1, "merchants of grain them-"), _box(2, "selves, and the office")),
         "merchants of grain themselves, and the office"),
    ],
)  # fmt: skip
def test_marks_that_are_not_drawn_as_they_should_be(comment: str, words: str) -> None:
    _, _, (made,) = _read(comment)
    assert made.text == words


def test_the_same_words_elsewhere_are_told_apart_by_their_page_and_place() -> None:
    _, loss, (made,) = _read(_mark("Highlight", _box(5, "The model is wrong")), page=1)
    assert "as the office of the port found out" in made.quotes[0]
    assert (made.text, loss.complete) == ("The model is wrong", True)


def test_words_too_few_to_stand_alone_bring_their_sentence() -> None:
    _, loss, (made,) = _read(_mark("Highlight", _box(3, "wrong"), more="/T (R) /Contents (Is it?)"))
    assert made.text == "The model is wrong."
    assert made.notes == ("Marked: “wrong”.", "R: Is it?")
    assert loss.changed("highlight") == 1


def test_what_is_written_beside_the_text_is_claimed_by_its_writer() -> None:
    rich = "/RC (<?xml version='1.0'?><body><p>No <b>source</b>?</p><p>A &#38; B</p></body>)"
    place = "/Rect [400 722 420 742]"
    _, loss, made = _read(
        f"/Subtype /Text {place} /T (Referee 2, ) /Contents {text('The prices fell.')}",
        f"/Subtype /FreeText {place} {rich}",
        f"/Subtype /Square {place} /Contents (This table is old.)",
    )
    assert [(s.text, s.said_by, s.quotes) for s in made] == [
        ("The prices fell.", "Referee 2", ()),
        ("No source? A & B", "", ()),
        ("This table is old.", "", ()),
    ]
    assert all("“A second cause was the long war between the two states.”" in s.notes[0] for s in made)
    assert (loss.kept("sticky note"), loss.kept("text box"), loss.changed("drawing")) == (1, 1, 1)


def test_answers_and_what_replaces_struck_out_words_stay_with_what_they_belong_to() -> None:
    box = _box(3, "The model is wrong")
    by_id, loss, made = _read(
        f"/Subtype /Caret {rectangle(box)} /T (R) /Contents (may be wrong) /NM (caret)",
        _mark("StrikeOut", box, more="/IRT {0} /RT /Group /NM (struck)"),
        f"/Subtype /Text {rectangle(box)} /T (A) /Contents (Done.) /IRT {{0}}",
        f"/Subtype /Text {rectangle(box)} /T (R) /Contents (Thanks.) /IRT {{2}} /NM (b)",
        f"/Subtype /Text {rectangle(box)} /Contents (Accepted set by A) /State (Accepted) /IRT {{0}}",
    )
    assert [s.id for s in made] == ["caret"]
    assert by_id["caret"].text == "The model is wrong"
    assert by_id["caret"].tags == ("strike-out",)
    assert by_id["caret"].notes == ("R: may be wrong", "A: Done.", "R: Thanks.")
    assert loss.kept("answer") == 2 and loss.lost("review state") == 1


def test_answers_in_a_circle_and_to_nothing_are_kept() -> None:
    box = _box(0, "price of grain")
    _, loss, made = _read(
        f"/Subtype /Text {rectangle(box)} /Contents (One.) /IRT {{1}}",
        f"/Subtype /Text {rectangle(box)} /Contents (Two.) /IRT {{0}}",
        f"/Subtype /Text {rectangle(box)} /Contents (Three.) /IRT {{2}}",
        f"/Subtype /Text {rectangle(box)} /Contents (Four.) /IRT 99 0 R",
    )
    assert sorted(word for s in made for word in (s.text, *s.notes[1:])) == ["Four.", "One.", "Three.", "Two."]
    assert sum(loss.read(kind) for kind in loss.kinds) == 4


def test_what_has_no_place_is_told_and_what_is_no_comment_is_not() -> None:
    box = _box(0, "price of grain")
    _, loss, (made,) = _read(
        _mark("Highlight", box, more="/NM (same)"),
        f"/Subtype /Ink {rectangle(box)} /InkList [[1 2 3 4]]",
        f"/Subtype /Stamp {rectangle(box)} /Name /Draft",
        f"/Subtype /Text {rectangle(box)}",
        _mark("Highlight", box, more="/F 2 /Contents (hidden)"),
        _mark("Highlight", (-900, -900, -800, -850)),
        f"/Subtype /Link {rectangle(box)} /A << /S /URI /URI (javascript:alert\\(1\\)) >>",
        f"/Subtype /Popup {rectangle(box)} /Parent {{0}}",
        f"/Subtype /Widget {rectangle(box)}",
    )
    assert made.id == "same"
    lost = {(t.kind, t.why.split(" ")[0]) for t in loss.told.values() if t.fate == "lost"}
    assert lost == {
        ("drawing", "there"), ("stamp", "there"), ("sticky note", "no"), ("highlight", "readers"), ("highlight", "no")
    }  # fmt: skip
    assert sum(loss.read(kind) for kind in loss.kinds) == 6


def test_what_argmap_wrote_is_not_read_as_a_claim_but_what_is_answered_to_it_is(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(pdf_of([_LINES, _SECOND]))
    document = project_of_paper(tmp_path / "paper.pdf").document
    assert document is not None
    start = document.text.index("The model is wrong")
    copy = mark_pdf(
        pdf_of([_LINES, _SECOND]),
        document,
        [
            PageNote("argmap · X · certain", "Why?", True, start, start + 18),
            PageNote("argmap · Y · certain", "w", True),
        ],
    )
    with pytest.raises(ArgmapError, match=r"2 argmap findings were left out"):
        read(copy.data, "copy.pdf")
    box = _box(3, "The model is wrong")
    title = text("argmap · X · certain")
    by_id, loss, _ = _read(
        _mark("Highlight", box, more=f"/T {title} /Contents (Why?)"),
        f"/Subtype /Text {rectangle(box)} /T (A) /Contents (It is not.) /IRT {{0}} /NM (mine)",
    )
    assert by_id["mine"].notes == ("On argmap · X · certain.", "A: It is not.")
    assert by_id["mine"].text == "The model is wrong"
    assert (loss.lost("argmap finding"), loss.kept("answer")) == (1, 1)


def test_an_import_is_a_project_and_a_second_one_brings_it_up_to_date(tmp_path: Path) -> None:
    first = _mark("Highlight", *_TWO_LINES, more="/T (R) /Contents (Why?) /NM (one)")
    more = _mark("Highlight", _box(3, "cause was the long war between the two states"), more="/NM (two)")
    (tmp_path / "reviewed.pdf").write_bytes(commented_pdf([_LINES, _SECOND], [(0, first)]))
    done = argmap(tmp_path, "import", "auto", "reviewed.pdf", "review", "--report", "report.json")
    assert done.returncode == 0, done.stderr
    kinds = json.loads((tmp_path / "report.json").read_text())["kinds"]
    assert kinds == {"highlight": {"read": 1, "kept": 1, "changed": 0, "lost": 0}}
    project = load(tmp_path / "review")
    assert project.document is not None and project.document.kind == "pdf"
    assert not [found for found in project.diagnostics if found.code.startswith("SYN")]
    assert "nothing changed" in argmap(tmp_path, "import", "pdf", "reviewed.pdf", "review").stdout
    foreign, _ = read(commented_pdf([_LINES, _SECOND], [(0, more), (0, first)]), "reviewed.pdf")
    again = import_into(foreign, tmp_path / "review")
    assert (len(again.added), again.changed, again.gone) == (1, (), ())
    checked = argmap(tmp_path, "check", "review", "--select", "QUO", "--format", "json").stdout
    assert json.loads(checked)["findings"] == []  # each anchor is found in the paper


def test_a_pdf_without_comments_or_with_too_many_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ArgmapError, match="no comments"):
        read(pdf_of([_LINES]), "plain.pdf")
    monkeypatch.setattr("argmap.exchange.pdf_annotations._MOST", 3)
    with pytest.raises(ArgmapError, match="more than 3 comments"):
        _read(*[_mark("Highlight", *_TWO_LINES)] * 4)


def test_a_comment_on_a_turned_page_is_on_the_same_words() -> None:
    pdf = pypdfium2.PdfDocument(commented_pdf([_LINES], [(0, _mark("Highlight", *_TWO_LINES))]))
    import io

    for turn in (90, 180, 270):
        pdf[0].set_rotation(turn)
        made = io.BytesIO()
        pdf.save(made)
        foreign, _ = read(made.getvalue(), "turned.pdf")
        assert foreign.statements[0].text.startswith("price of grain in the port")
