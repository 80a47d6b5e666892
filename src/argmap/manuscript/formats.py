"""The formats of papers that are read, and what is to be known of each."""

from __future__ import annotations

from typing import Literal, NamedTuple

from argmap.ground.text import say_list


class Format(NamedTuple):
    """A format of papers: what it is called, where its reader is, what this needs beside the file's bytes and name.

    `needs` is "path" where the reader looks for files beside the paper, which it names. `library` is what the reader
    loads. `in_child`: a small file can ask its reader for any memory or time, so that it is opened in a limited child.
    `marked_up`: the file says itself what is a note, a citation, an entry; else it is told by size and place.
    `typed`: somebody typed it in a word processor, which keeps notes and the numbers of headings apart from the words.
    `is_text`: a place in the document is a place in the file, as an editor counts. `has_lines`: its readers see lines
    or pages; else they find a place by section and paragraph.
    """

    called: str
    module: str
    reader: str
    suffixes: tuple[str, ...]
    needs: Literal["", "path", "progress"] = ""
    library: str = ""
    in_child: bool = False
    marked_up: bool = True
    typed: bool = False
    is_text: bool = True
    has_lines: bool = True


_READERS = "argmap.manuscript.readers"
FORMATS: dict[str, Format] = {
    "pdf": Format(
        "PDF",
        f"{_READERS}.pdf.reader",
        "draft_pdf",
        (".pdf",),
        needs="progress",
        library="pypdfium2",
        in_child=True,
        marked_up=False,
        is_text=False,
    ),
    "docx": Format(
        "DOCX",
        f"{_READERS}.office.docx",
        "draft_docx",
        (".docx",),
        library="lxml.etree",
        in_child=True,
        typed=True,
        is_text=False,
        has_lines=False,
    ),
    "odt": Format(
        "ODT",
        f"{_READERS}.office.odt",
        "draft_odt",
        (".odt", ".fodt"),
        library="lxml.etree",
        in_child=True,
        typed=True,
        is_text=False,
        has_lines=False,
    ),
    "markdown": Format(
        "Markdown",
        f"{_READERS}.markdown.reader",
        "draft_markdown",
        (".md", ".markdown", ".qmd", ".rmd"),
        needs="path",
    ),
    "latex": Format(
        "LaTeX", f"{_READERS}.latex.reader", "draft_latex", (".tex", ".ltx", ".latex"), needs="path", in_child=True
    ),
    "html": Format(
        "HTML", f"{_READERS}.html.reader", "draft_html", (".html", ".htm", ".xhtml"), needs="path", has_lines=False
    ),
    "jats": Format("JATS", f"{_READERS}.jats.reader", "draft_jats", (".xml", ".jats", ".nxml"), has_lines=False),
    "text": Format("plain text", f"{_READERS}.text.reader", "draft_text", (".txt", ".text"), marked_up=False),
}
"""By the name that `kind_of` gives, which tells those that are no text by their first bytes alone."""
_BY_SUFFIX = {suffix: kind for kind, format_ in FORMATS.items() if format_.is_text for suffix in format_.suffixes}
SUFFIXES = frozenset(suffix for format_ in FORMATS.values() for suffix in format_.suffixes)
"""What papers are called where nobody has named them: below a folder, or as the text of a work."""
CALLED = [format_.called for format_ in FORMATS.values()]
IN_WORDS = str(say_list(CALLED, "or"))
"""What papers may be, for people."""


def called_by_suffix(suffix: str) -> str:
    """The format of a text, by the suffix of its file: plain text where it is none that is known."""
    return _BY_SUFFIX.get(suffix, "text")


def brings_files(suffix: str) -> bool:
    """Whether a paper of this suffix may be read with files that lie beside it."""
    return FORMATS[called_by_suffix(suffix.lower())].needs == "path"
