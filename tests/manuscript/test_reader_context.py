"""Papers in ConTeXt: headings, notes, quotations and citations are read at their places, and LaTeX is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.manuscript import read
from argmap.manuscript.readers.latex.context import as_latex

WORKS = "@book{holm1988, author={Holm, Anna}, title={Grain and Guilds}, year=1988}\n"
PAPER = r"""\mainlanguage[en]
\usebtxdataset[works.bib]
\starttext
\startchapter[title={The port of {\em Lund}},reference=ch:port]
The port grew fast in 1690.\footnote{See the letter of Holm.} It fell \cite[righttext={, p. 4}][holm1988].

\startquotation
The league of ports would not pay the crown its share.
\stopquotation

\startsection[title=The guild]
\quotation{It is so}, said the lord, and \quote{not so} the guild \cite[authoryear][holm1988].
\startitemize[packed]
\item salt
\item oil
\stopitemize
\placefigure[here][fig:a]{The old port}{\externalfigure[port.pdf]}
\starttyping
\section{no heading}
\stoptyping
\stopsection
\subject{Oil}
Oil was dear.\startfootnote It was not.\stopfootnote
\component later
\stopchapter
\stoptext
after the text
"""
LATER = (
    "\\startcomponent later\n\\startsection[title={Later}]\nThe port was given up.\n\\stopsection\n\\stopcomponent\n"
)


def test_a_paper_in_context_is_read(tmp_path: Path) -> None:
    for name, text in (("works.bib", WORKS), ("paper.tex", PAPER), ("later.tex", LATER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    document = read(tmp_path / "paper.tex")

    assert [section.title for section in document.sections] == ["The port of Lund", "The guild", "Oil", "Later"]
    assert [note.body for note in document.notes] == ["See the letter of Holm.", "It was not."]
    cited = [mark for mark in document.marks if mark.kind == "key"]
    assert [mark.locator for mark in cited] == ["p. 4", None]
    assert all(mark.references for mark in cited)
    assert [reference.title for reference in document.references] == ["Grain and Guilds"]
    kinds = {block.kind: document.text[block.start : block.end] for block in document.blocks}
    assert kinds["quote"] == "The league of ports would not pay the crown its share."
    assert kinds["caption"] == "The old port"
    said = next(s for s in document.sentences if "lord" in s.text)
    assert said.text.startswith("“It is so”, said the lord, and ‘not so’ the guild (")
    assert document.place(said.start, said.end).line == 12
    assert "after the text" not in document.text and "no heading" not in document.text


@pytest.mark.parametrize(
    "text",
    [
        "\\documentclass{article}\n\\begin{document}\nThe command \\starttext begins a text.\n\\end{document}\n",
        "A chapter.\\footnote{So it is.} \\cite{holm1988}\n",
    ],
)
def test_latex_stays_as_it_is(text: str) -> None:
    assert as_latex(text) == text


@pytest.mark.parametrize(
    "text",
    [
        PAPER,
        "\\starttext\n\\startchapter[title=",
        "\\starttext \\quotation{never closed",
        "\\starttext\n\\startchapter[title={\n}]\n\\placefigure{",
        "\\starttext" + "\\cite[" * 500,
        "\\starttext" + "\\quote{" * 500,
        "\\starttext" + "\\startchapter[title={" * 300,
    ],
)
def test_every_line_stays_where_it_is(text: str) -> None:
    read_as = as_latex(text)
    assert len(read_as) == len(text)
    assert [k for k, sign in enumerate(read_as) if sign == "\n"] == [k for k, sign in enumerate(text) if sign == "\n"]
