"""Opens a paper with the reader for its format, told by its first bytes and its suffix."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import read_file
from argmap.manuscript.document import Document

if TYPE_CHECKING:
    from argmap.ground.limited import Progress
    from argmap.manuscript.draft import Draft

LARGEST_FILE = 200_000_000

_SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".qmd": "markdown",
    ".rmd": "markdown",
    ".tex": "latex",
    ".ltx": "latex",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".xml": "jats",
    ".jats": "jats",
    ".nxml": "jats",
}

_IN_CHILD = frozenset(("pdf", "docx", "odt", "latex"))

# What argmap cannot read, by its first bytes: what it is, and the way out.
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc)", "Open it in a word processor and save it as DOCX."),
    (b"{\\rtf", "an RTF file", "Open it in a word processor and save it as DOCX."),
    (b"%!PS", "a PostScript file", "Convert it to PDF (for example with ps2pdf)."),
    (b"\x89PNG", "a picture", "Run a character recognition over it first, and save the text or a PDF with text."),
    (b"\xff\xd8\xff", "a picture", "Run a character recognition over it first, and save the text or a PDF with text."),
    (b"GIF8", "a picture", "Run a character recognition over it first, and save the text or a PDF with text."),
    (b"II*\0", "a picture", "Run a character recognition over it first, and save the text or a PDF with text."),
    (b"AT&TFORM", "a DjVu file", "Convert it to a PDF with text."),
    (b"\x1f\x8b", "a compressed file", "Unpack it and name the paper inside."),
    (b"7z\xbc\xaf", "a compressed file", "Unpack it and name the paper inside."),
)


def read(
    path: Path, shown_as: str | None = None, progress: Progress | None = None, language: str | None = None
) -> Document:
    """Read a paper of any format that argmap knows.

    `shown_as` is the path that findings name (the path as given where it is None). `progress` is told of the pages of
    a PDF as they are read. `language` is the tongue where a person has named it; else it is told. Raises `ArgmapError`
    with a remedy where the file is missing, empty, too large, encrypted, broken or of no known format.
    """
    name = shown_as or str(path)
    data = _bytes(path, name)
    kind = kind_of(data, path.suffix.lower(), name)
    work = _reader(kind, data, name, path)
    from argmap.manuscript.stages.understanding import understand

    if kind not in _IN_CHILD:
        return understand(work(progress), language)
    from argmap.ground.limited import read_limited

    return understand(read_limited(work, len(data), name, progress), language)


def _reader(kind: str, data: bytes, name: str, path: Path) -> Callable[[Progress | None], Draft]:
    """The reader of a format; it is loaded here, once, with the libraries it needs, and not in each child."""
    if kind == "text":
        from argmap.manuscript.readers.text.reader import draft_text

        return lambda _: draft_text(data, name)
    if kind == "pdf":
        import pypdfium2  # noqa: F401

        from argmap.manuscript.readers.pdf.reader import draft_pdf

        return lambda progress: draft_pdf(data, name, progress)
    if kind == "markdown":
        from argmap.manuscript.readers.markdown.reader import draft_markdown

        return lambda _: draft_markdown(data, name, path)
    if kind == "latex":
        from argmap.manuscript.readers.latex.reader import draft_latex

        return lambda _: draft_latex(data, name, path)
    if kind == "html":
        from argmap.manuscript.readers.html.reader import draft_html

        return lambda _: draft_html(data, name, path)
    if kind == "jats":
        from argmap.manuscript.readers.jats.reader import draft_jats

        return lambda _: draft_jats(data, name)
    import lxml.etree  # noqa: F401

    if kind == "docx":
        from argmap.manuscript.readers.office.docx import draft_docx

        return lambda _: draft_docx(data, name)
    from argmap.manuscript.readers.office.odt import draft_odt

    return lambda _: draft_odt(data, name)


def kind_of(data: bytes, suffix: str, name: str) -> str:
    """The reader for a file, by name: its first bytes outweigh its suffix. Raises `ArgmapError` for other formats."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _packed_kind(data, suffix, name)
    for start, what, remedy in _FOREIGN:
        if data.startswith(start):
            raise ArgmapError(f"{name} is {what}, which argmap cannot read. {remedy}")
    lowered = head[:1024].lower()
    if b"<office:document" in lowered:
        return "odt"
    if lowered.startswith((b"<!doctype html", b"<html")) or (suffix != ".xml" and b"<html" in lowered[:600]):
        return "html"
    if lowered.startswith((b"<?xml", b"<!doctype article", b"<article")):
        return "html" if b"<html" in lowered else "jats"
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if re.match(rb"(?:%[^\n]*\n|\s)*\\document(?:class|style)\b", head):
        return "latex"
    return "text"


def _packed_kind(data: bytes, suffix: str, name: str) -> str:
    """The reader for a zip file: by the type that it states first, by the parts it holds, by its suffix."""
    if data[30:38] == b"mimetype":
        stated = data[38:120]
        if stated.startswith(b"application/vnd.oasis.opendocument.text"):
            return "odt"
        if stated.startswith(b"application/epub"):
            raise ArgmapError(f"{name} is an e-book (EPUB). Unpack it and name the HTML file of the text inside.")
    if b"word/" in data[:4096] or b"word/document" in data[-65536:] or suffix == ".docx":
        return "docx"
    if suffix in (".odt", ".ott"):
        return "odt"
    if suffix == ".pages" or b"Index/Document.iwa" in data[-65536:]:
        raise ArgmapError(f"{name} is a Pages file, which argmap cannot read. Export it from Pages as Word (DOCX).")
    raise ArgmapError(f"{name} is a packed file but no DOCX or ODT. Save the paper as DOCX, ODT or PDF, or unpack it.")


def _bytes(path: Path, name: str) -> bytes:
    try:
        data = read_file(path, LARGEST_FILE)
    except FileNotFoundError:
        raise ArgmapError(f"{name} does not exist. Check the path.") from None
    except OSError as problem:
        raise ArgmapError(f"{name} cannot be read: {problem.strerror or problem}.") from None
    if not data.strip(b" \t\r\n\f\0\xef\xbb\xbf"):
        raise ArgmapError(f"{name} is empty.")
    return data
