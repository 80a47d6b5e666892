"""The work of a reader grows with the file and not with its square, whatever the file repeats, nests or leaves open."""

from __future__ import annotations

import string
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from argmap.ground.places import TextFile
from argmap.manuscript.readers.html.reader import draft_html
from argmap.manuscript.readers.jats.reader import draft_jats
from argmap.manuscript.readers.latex.reader import draft_latex
from argmap.manuscript.readers.markdown.reader import draft_markdown
from argmap.manuscript.readers.office.docx import draft_docx
from argmap.manuscript.readers.text.reader import draft_text
from argmap.manuscript.stages.understanding import understand
from argmap.quotations import SearchText
from argmap.sources.bibliography.bibtex import read_bibtex
from argmap.sources.bibliography.latex_values import decode_latex
from argmap.sources.bibliography.ris import read_ris
from growth import growth_exponent
from word_files import call, notes, p, word_file

pytestmark = pytest.mark.long

NEAR_LINEAR = 1.25
SENTENCE = "Strong states need many weak ones beside them. "
_TITLES = count()


def name(number: int) -> str:
    """A family name of its own for each number."""
    letters = string.ascii_lowercase
    return "".join(letters[number // 26**place % 26] for place in range(3)).title() + "son"


def title() -> str:
    """One that was not there before: a work that was read before is not read again, and would not count."""
    return f"Title {next(_TITLES)}"


def tex(body: str) -> bytes:
    return f"\\documentclass{{article}}\\begin{{document}}\n{body}\\end{{document}}".encode()


def each(count: int, text: Callable[[int], str]) -> str:
    return "".join(text(number) for number in range(count))


def html_notes(n: int) -> str:
    calls = each(n, lambda k: f'<p>{SENTENCE}<sup><a href="#n{k}" id="c{k}">{k}</a></sup></p>')
    return (
        calls + "<ol>" + each(n, lambda k: f'<li id="n{k}">{name(k)}, {title()}. <a href="#c{k}">b</a></li>') + "</ol>"
    )


def jats(body: str, back: str = "") -> bytes:
    return f"<article><body>{body}</body><back>{back}</back></article>".encode()


def jats_notes(n: int) -> bytes:
    calls = each(n, lambda k: f'<p>{SENTENCE}<xref ref-type="fn" rid="f{k}">{k}</xref></p>')
    return jats(
        calls, "<fn-group>" + each(n, lambda k: f'<fn id="f{k}"><p>{name(k)}, {title()}.</p></fn>') + "</fn-group>"
    )


def word_notes(n: int) -> bytes:
    body = each(n, lambda k: f"{p(SENTENCE)}<w:p>{call('footnote', k + 1)}</w:p>")
    return word_file(body, footnotes=notes("footnote", *(f"{name(k)}, {title()}." for k in range(n))))


READ: dict[str, Callable[[int], Callable[[], object]]] = {
    "html headings": lambda n: (
        lambda: understand(draft_html(each(n, lambda k: f"<h1>Head {k}</h1><p>{SENTENCE}</p>").encode(), "x"))
    ),
    "html notes": lambda n: lambda: understand(draft_html(html_notes(n).encode(), "x")),
    "html open elements": lambda n: lambda: understand(draft_html(("<div><b>word " * n).encode(), "x")),
    "html table": lambda n: lambda: understand(draft_html(("<table>" + "<tr><td>a<td>b" * n).encode(), "x")),
    "jats notes": lambda n: lambda: understand(draft_jats(jats_notes(n), "x")),
    "jats sections": lambda n: (
        lambda: understand(draft_jats(jats(f"<sec><title>Head</title><p>{SENTENCE}</p></sec>" * n), "x"))
    ),
    "tex notes": lambda n: (
        lambda: understand(
            draft_latex(tex(each(n, lambda k: f"{SENTENCE}\\footnote{{{name(k)}, {title()}.}}\n\n")), "x")
        )
    ),
    "tex citations": lambda n: (
        lambda: understand(draft_latex(tex(each(n, lambda k: f"{SENTENCE}\\cite[p. {k}]{{k{k}}} ")), "x"))
    ),
    "tex open options": lambda n: lambda: understand(draft_latex(tex("\\cite[see " * (8 * n)), "x")),
    "tex nested": lambda n: lambda: understand(draft_latex(tex("\\emph{word " * n + "}" * n), "x")),
    "tex environments": lambda n: lambda: understand(draft_latex(tex("\\begin{quote}word " * n), "x")),
    "tex macros": lambda n: (
        lambda: understand(
            draft_latex(tex(each(n, lambda k: f"\\newcommand{{\\{name(k)}}}{{words}}\\{name(k)}{{}} ")), "x")
        )
    ),
    "markdown notes": lambda n: (
        lambda: understand(
            draft_markdown(
                (
                    each(n, lambda k: f"{SENTENCE}[^{k}]\n\n") + each(n, lambda k: f"[^{k}]: {name(k)}, {title()}.\n")
                ).encode(),
                "x",
            )
        )
    ),
    "markdown headings": lambda n: lambda: understand(draft_markdown((f"# Head\n\n{SENTENCE}\n\n" * n).encode(), "x")),
    "markdown open brackets": lambda n: lambda: understand(draft_markdown(("[a *b " * n).encode(), "x")),
    "markdown nested quotes": lambda n: lambda: understand(draft_markdown(("> " * n + "word").encode(), "x")),
    "word notes": lambda n: lambda: understand(draft_docx(word_notes(n), "x")),
    "word paragraphs": lambda n: lambda: understand(draft_docx(word_file(p(SENTENCE) * n), "x")),
    "text line ends in words": lambda n: lambda: understand(draft_text(("states-\n" * n).encode(), "x")),
    "text notes": lambda n: (
        lambda: understand(
            draft_text(
                (
                    each(n, lambda k: f"Strong states need weak ones.{k + 1} And so on.\n\n")
                    + "Notes\n\n"
                    + each(n, lambda k: f"{k + 1}. {name(k)}, {title()}, 2001.\n")
                ).encode(),
                "x",
            )
        )
    ),
    "text open brackets": lambda n: lambda: understand(draft_text(("word (Smith [1, " * n).encode(), "x")),
    "bib entries": lambda n: lambda: bib(each(n, lambda k: f"@book{{k{k}, title = {{T {k}}}, author = {{A, B}}}}\n")),
    "bib missing commas": lambda n: lambda: bib("@book{k, title = {x}\n" + each(n, lambda k: f"f{k} = {{x}}\n") + "}"),
    "bib macros of macros": lambda n: lambda: bib("@string{a = {x}}\n" + "@string{a = a # a}\n" * n),
    "bib parts of a value": lambda n: lambda: bib("@book{k, title = " + '"x" # ' * n + '"y"}'),
    "bib names": lambda n: lambda: bib("@book{k, author = {" + each(n, lambda k: f"{name(k)}, A. and ") + "others}}"),
    "bib broken entries": lambda n: lambda: bib("@book{k, title = {x\n" * n),
    "latex options in a value": lambda n: lambda: decode_latex("x " + "\\sqrt[x " * n),
    "latex braces in a value": lambda n: lambda: decode_latex("{\\em " * n + "}" * n),
    "ris entries": lambda n: (
        lambda: read_ris(TextFile("x", each(n, lambda k: f"TY  - BOOK\nID  - k{k}\nER  - \n")), list)
    ),
    "ris lines without an end": lambda n: (
        lambda: read_ris(TextFile("x", "TY  - BOOK\nAU  - A, B\n" * n), lambda _: None)
    ),
    "find brackets": lambda n: lambda: SearchText(SENTENCE * (10 * n)).find("strong [states] need " * (10 * n)),
    "find ellipses": lambda n: lambda: SearchText(SENTENCE * (10 * n)).find("strong … need … " * (10 * n)),
}


def bib(text: str) -> object:
    return read_bibtex(TextFile("x.bib", text), lambda _: None)


@pytest.mark.parametrize("shape", READ)
def test_work_of_a_reader_is_near_linear(shape: str, tmp_path: Path) -> None:
    assert growth_exponent(READ[shape], 50) <= NEAR_LINEAR
