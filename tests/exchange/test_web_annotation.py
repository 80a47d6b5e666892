"""Web Annotations and those of Hypothesis: quoted words become claims anchored in the paper, and none goes in silence."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from argmap.exchange.foreign import Statement
from argmap.exchange.formats import LARGEST_FILE, format_of
from argmap.exchange.loss import LossReport
from argmap.exchange.web_annotation import read
from argmap.ground.diagnostics import ArgmapError
from argmap.project import load
from commands import argmap
from printed_pdf import column, pdf_of

_PAPER = (
    "# Grain\n\n## Prices\n\nThe price of grain had been set by the magistrates, who were merchants of grain themselves. "
    "The model is wrong. It was so for years.\n\n## War\n\nA second cause was *the long* war between the two states. "
    "The model is wrong. Nobody knows [why](http://a.org) it was so.\n"
)
_PDF = pdf_of(
    [
        column(
            70, 760, 11,
            ["The price of grain had been set by the magis-", "trates, who were merchants of grain.", "The model is wrong."],
        ),
        column(70, 760, 11, ["The model is wrong, as the office found out in the year of the war."]),
    ]
)  # fmt: skip


_ROOT = os.environ.get("ARGMAP_CORPORA")
_PAPERS = sorted(Path(_ROOT).glob("jose/*.pdf"))[::2] if _ROOT else []


def _hypothesis(exact: str = "", id: str = "a", selectors: tuple[dict, ...] = (), **more: object) -> dict:
    quote = {
        "type": "TextQuoteSelector",
        "exact": exact,
        "prefix": more.pop("prefix", ""),
        "suffix": more.pop("suffix", ""),
    }
    chosen = [*selectors, *([quote] if exact else [])]
    target = [{"source": "https://x.org/p", **({"selector": chosen} if chosen else {})}]
    made = {
        "id": id,
        "user": "acct:ann@hypothes.is",
        "uri": "https://x.org/p",
        "text": "",
        "tags": [],
        "target": target,
    }
    return made | more


def _read(*annotations: dict, paper: bytes = _PAPER.encode(), name: str = "a.md") -> tuple[list[Statement], LossReport]:
    data = json.dumps({"total": len(annotations), "rows": annotations}).encode()
    foreign, loss = read(data, "a.json", {name: paper})
    return list(foreign.statements), loss


def test_quoted_words_become_a_claim_in_the_words_of_the_paper() -> None:
    (made,), loss = _read(
        _hypothesis("magistrates,  who\n were merchants", text="Who says so?\n\nNobody.", tags=["Price, old", "todo"])
    )
    assert made.text == "magistrates, who were merchants"
    assert made.quotes == (made.text,)
    assert made.notes == ("ann: Who says so?", "Nobody.")
    assert made.tags == ("Price, old", "todo")
    assert made.section == "Prices"
    assert loss.complete and loss.kept("annotation") == 1


@pytest.mark.parametrize(
    "exact",
    [
        "set by the magis-\ntrates, who were merchants",  # as the page has it
        "set by the magistrates, who were merchants",  # with the line's hyphen joined
        "set by the magis-trates, who were merchants",  # as a browser shows a PDF
        "set by themagis-trates, who weremerchants",  # without the spaces between its pieces
        "set by the magistrates , who were mer\u00adchants",
    ],
)
def test_white_space_and_hyphens_of_other_readers_are_no_difference(exact: str) -> None:
    (made,), loss = _read(_hypothesis(exact), paper=_PDF, name="a.pdf")
    assert "".join(made.text.split()) == "setbythemagistrates,whoweremerchants"
    assert loss.complete


@pytest.mark.parametrize(
    ("hint", "section"),
    [
        ({"prefix": "themselves. ", "suffix": " It was"}, "Prices"),
        ({"prefix": "states. ", "suffix": " Nobody knows"}, "War"),
    ],
)
def test_what_stands_around_tells_the_same_words_apart(hint: dict, section: str) -> None:
    (made,), _ = _read(_hypothesis("The model is wrong.", **hint))
    assert made.section == section


@pytest.mark.parametrize(("start", "other"), [(90, False), (140, True), (-5, False), (10**9, True)])
def test_a_position_is_a_hint_where_nothing_stands_around(start: int, other: bool) -> None:
    position = {"type": "TextPositionSelector", "start": start, "end": start + 5}
    (made,), loss = _read(_hypothesis("The model is wrong", selectors=(position,)), paper=_PDF, name="a.pdf")
    assert ("as the office found out" in made.quotes[0]) == other
    assert loss.complete


def test_words_that_the_paper_has_in_another_form_are_told_and_both_are_kept() -> None:
    exact = "The price of grain had been set in 1815 by the magistrates, who were merchants of grain."
    (made,), loss = _read(_hypothesis(exact), paper=_PDF, name="a.pdf")
    assert made.text == "The price of grain had been set by the magistrates, who were merchants of grain."
    assert made.notes == (f"Quoted: “{exact}”.",)
    assert loss.changed("annotation") == 1


def test_what_was_quoted_of_a_note_besides_is_told() -> None:
    body = column(
        70, 760, 11, ["The price of grain was set by the magistrates.^1 The port kept no", "books of it for years."]
    )
    note = column(70, 90, 8, ["1 Keller, Anna. Walking at night. Ebersau: Talverlag, 2014."])
    exact = "books of it for years. 1 Keller, Anna. Walking at night."
    (made,), loss = _read(_hypothesis(exact), paper=pdf_of([body + note]), name="a.pdf")
    assert made.text == "books of it for years."
    assert made.notes == (f"Quoted: “{exact}”.",) and loss.changed("annotation") == 1


def test_words_that_the_paper_has_not_are_told_and_kept(tmp_path: Path) -> None:
    (made,), loss = _read(_hypothesis("The price of salt has always been set by the people of the town", text="x"))
    assert made.quotes == ("The price of salt has always been set by the people of the town",)
    assert loss.changed("annotation") == 1 and "no such words were found in the paper" in loss.sentence()
    (tmp_path / "a.md").write_text(_PAPER, encoding="utf-8")
    rows = [_hypothesis("The price of salt has always been set by the people of the town")]
    (tmp_path / "a.json").write_text(json.dumps(rows), encoding="utf-8")
    assert argmap(tmp_path, "import", "hypothesis", "a.json", "d").returncode == 0
    assert "QUO001" in argmap(tmp_path, "check", "d", "--format", "concise").stdout


def test_replies_page_notes_and_what_has_no_place() -> None:
    made, loss = _read(
        _hypothesis("A second cause was the long war", id="one", text="Why?", group="g1"),
        _hypothesis(id="two", text="So.", references=["one"], tags=["x"], user_info={"display_name": "Ben"}),
        _hypothesis(id="three", text="And so.", references=["one", "two"]),
        _hypothesis(id="four", text="A good paper.", tags=["praise"]),
        _hypothesis(id="five", text="Orphan.", references=["gone"]),
        _hypothesis(id="six", text="Loop.", references=["seven"]),
        _hypothesis(id="seven", text="Loop 2.", references=["six"]),
        _hypothesis(id="eight", text=""),
        _hypothesis("Nobody knows why it was so", id="nine", text="spam", hidden=True),
        _hypothesis("wrong", id="ten", prefix="themselves. The model is "),
    )
    by_id = {one.id: one for one in made}
    assert by_id["one"].notes == ("ann: Why?", "Ben: So.", "ann: And so.")
    assert (by_id["four"].text, by_id["four"].said_by, by_id["four"].tags) == ("A good paper.", "ann", ("praise",))
    assert by_id["ten"].notes == ("Marked: “wrong”.",) and by_id["ten"].text == "The model is wrong."
    assert len(made) == 5
    assert {kind: (loss.kept(kind), loss.changed(kind), loss.lost(kind)) for kind in loss.kinds} == {
        "group": (0, 0, 1), "annotation": (1, 1, 1), "answer": (3, 0, 0), "answer's tag": (0, 0, 1),
        "page note": (3, 0, 1),
    }  # fmt: skip


def test_the_shapes_of_the_standard() -> None:
    quote = {"type": "TextQuoteSelector", "exact": "The price of grain had been set"}
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationCollection",
        "first": {
            "type": "AnnotationPage",
            "items": [
                {"type": "Annotation", "id": "u:1", "bodyValue": "Plain.", "target": {"source": "p", "selector": quote}},
                {
                    "type": ["Annotation"],
                    "id": "u:2",
                    "creator": {"name": "Ann"},
                    "body": [
                        {"type": "TextualBody", "purpose": "tagging", "value": "t"},
                        {"type": "TextualBody", "format": "text/html", "value": "<p>A <a href='javascript:x'>b</a></p>&amp;"},
                        "https://a.org/w",
                        "javascript:alert(1)",
                        {"type": "SpecificResource", "source": "http://b.org"},
                    ],
                    "target": [{"source": "p", "selector": {"type": "FragmentSelector", "value": "p1", "refinedBy": quote}}],
                },
                {"type": "Annotation", "id": "u:3", "motivation": "replying", "bodyValue": "No.", "target": "u:1"},
                {
                    "type": "Annotation", "id": "u:4", "bodyValue": "This picture.",
                    "target": {"source": "p.png", "selector": {"type": "SvgSelector", "value": "<svg/>"}},
                },
            ],
        },
    }  # fmt: skip
    foreign, loss = read(json.dumps(page).encode(), "a.jsonld", {"a.md": _PAPER.encode()})
    one, two, four = foreign.statements
    assert foreign.format == "web-annotation"
    assert one.notes == ("Plain.", "No.")
    assert two.notes == ("Ann: A b", "&", "https://a.org/w", "http://b.org") and two.tags == ("t",)
    assert one.text == two.text == "The price of grain had been set"
    assert four.text == "This picture."
    assert loss.lost("link") == 2 and loss.changed("page note") == 1


@pytest.mark.long
@pytest.mark.skipif(not _PAPERS, reason="ARGMAP_CORPORA is not set")
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is not installed")
def test_words_as_poppler_reads_real_papers_are_found_in_them_and_not_in_others() -> None:
    chance = random.Random(5)
    told = [0, 0]
    made = [_selections(chance, paper) for paper in _PAPERS]
    for k, selected in enumerate(made):
        for other in (0, 1):
            paper = _PAPERS[(k + other) % len(_PAPERS)]
            _, loss = _read(*selected, paper=paper.read_bytes(), name=paper.name)
            told[other] += sum(t.number for t in loss.told.values() if t.why.startswith("no such words"))
    number = sum(map(len, made))
    assert number == 60
    assert told[0] <= 0.05 * number, f"{told[0]} of {number} are not found"
    assert told[1] >= 0.95 * number, f"{number - told[1]} of {number} are found in another paper"


def _selections(chance: random.Random, paper: Path) -> list[dict]:
    """Twenty stretches of running words as another program has them, their line ends in three ways."""
    run = subprocess.run(["pdftotext", str(paper), "-"], capture_output=True, check=True)
    text = run.stdout.decode("utf-8", "replace")
    # a paragraph of at least four lines is running text, and no front matter, table or caption
    paragraphs = [found.span() for found in re.finditer(r"(?:[^\n]{50,}\n){4,}", text)]
    chosen = []
    while len(chosen) < 20:
        start, end = chance.choice(paragraphs)
        words = [found.span() for found in re.finditer(r"\S+", text[start:end])]
        first = chance.randrange(len(words) - 6)
        last = min(len(words) - 1, first + chance.randrange(5, 40))
        left, right = start + words[first][0], start + words[last][1]
        ends = chance.choice([("\n", "\n"), ("-\n", "-"), ("\n", " ")])
        parts = [text[max(0, left - 32) : left], text[left:right], text[right : right + 32]]
        prefix, exact, suffix = (part.replace(*ends) for part in parts)
        chosen.append(_hypothesis(exact, id=str(len(chosen)), prefix=prefix, suffix=suffix))
    return chosen


def test_a_paper_beside_annotations_is_read_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes as bytes, without its folder: what it includes is not looked for where argmap happens to be called."""
    words = "There are words of another file in this folder."
    (tmp_path / "other.tex").write_text(words)
    monkeypatch.chdir(tmp_path)
    paper = (
        b"\\documentclass{article}\\begin{document}\nA paper has words of its own.\n\n\\input{other}\n\\end{document}\n"
    )
    statements, loss = _read(_hypothesis(words), _hypothesis("has words of its own", "b"), paper=paper, name="a.tex")
    assert len(statements) == 2 and (loss.changed("annotation"), loss.kept("annotation")) == (1, 1)


@pytest.mark.parametrize(
    "data",
    [
        b"[]", b"{}", b"3", b"null", b'{"rows": 3}', b'[{"type": "Annotation"}]', b'{"rows": [{"target": [[[]]]}]}',
        b'{"items": ' * 60 + b"[]" + b"}" * 60, b'[{"text": {}, "tags": {}, "references": 5, "target": {"selector": 1}}]',
        b'[{"type": "Annotation", "target": {"selector": {"type": 3, "start": true, "exact": []}}}]',
        b'{"a": 1}\n{"b": 2}', b"\xff\xfe", b'{"rows": [{"uri": "x"',
    ],
)  # fmt: skip
def test_broken_files_are_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(ArgmapError, match=r"a\.json"):
        read(data, "a.json")


def test_a_file_is_told_and_a_paper_beside_it_is_the_project_s(tmp_path: Path) -> None:
    assert format_of(Path("x.json"), json.dumps(_hypothesis("x")).encode()).name == "hypothesis"
    assert format_of(Path("x.jsonld"), b'{"@context": "http://www.w3.org/ns/anno.jsonld"}').name == "web-annotation"
    (tmp_path / "a.pdf").write_bytes(_PDF)
    (tmp_path / "a.txt").write_text("Another paper, which is not looked into where there is a PDF.")
    rows = [_hypothesis("The price of grain had been set by the magis- trates", text="[x](javascript:alert(1))")]
    (tmp_path / "a.json").write_text(json.dumps({"rows": rows}), encoding="utf-8")
    assert argmap(tmp_path, "import", "auto", "a.json", "d").returncode == 0
    project = load(tmp_path / "d")
    assert project.document is not None and project.document.kind == "pdf"
    assert not [found for found in project.diagnostics if found.code.startswith("SYN")]
    assert "javascript" not in (tmp_path / "d" / "claims" / "argument.md").read_text()
    assert [path.name for path in (tmp_path / "d" / "sources").glob("a.*")] == ["a.pdf"]
    assert "nothing changed" in argmap(tmp_path, "import", "auto", "a.json", "d").stdout
    (tmp_path / "b.json").write_text(json.dumps({"rows": [_hypothesis("has words of its own")]}))
    (tmp_path / "b.qmd").write_text("# A\n\nA paper has words of its own.\n")
    assert "Nothing was lost" in argmap(tmp_path, "import", "auto", "b.json", "q").stderr
    with (tmp_path / "huge.json").open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)
    assert "larger than" in argmap(tmp_path, "import", "hypothesis", "huge.json", "e").stderr
