"""Opens a paper with the reader for its format, told by its first bytes and its suffix."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import read_file
from argmap.ground.looks import Look, noting
from argmap.manuscript.document import Document
from argmap.manuscript.formats import FORMATS, IN_WORDS, Format, called_by_suffix
from argmap.tongues.encodings import NotText

if TYPE_CHECKING:
    from argmap.ground.limited import Progress
    from argmap.manuscript.draft import Draft

LARGEST_FILE = 200_000_000


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


class Opened(NamedTuple):
    """A paper that was opened and not read yet: its bytes, the name of its format, and the path findings name."""

    path: Path
    data: bytes
    kind: str
    name: str


def read(
    path: Path, shown_as: str | None = None, progress: Progress | None = None, language: str | None = None
) -> Document:
    """Read a paper of any format that argmap knows.

    `shown_as` is the path that findings name (the path as given where it is None). `progress` is told of the pages of
    a PDF as they are read. `language` is the tongue where a person has named it; else it is told. Raises `ArgmapError`
    with a remedy where the file is missing, empty, too large, encrypted, broken or of no known format.
    """
    return read_opened(open_paper(path, shown_as), progress, language)


def open_paper(path: Path, shown_as: str | None = None) -> Opened:
    """The bytes of a paper and what they are. Raises `ArgmapError` as `read` does."""
    name = shown_as or str(path)
    data = _bytes(path, name)
    return Opened(path, data, kind_of(data, path.suffix.lower(), name), name)


def read_opened(paper: Opened, progress: Progress | None = None, language: str | None = None) -> Document:
    """Read a paper that is open. As `read` otherwise."""
    return read_and_note(paper, progress, language)[0]


def read_and_note(
    paper: Opened, progress: Progress | None = None, language: str | None = None
) -> tuple[Document, tuple[Look, ...]]:
    """Read a paper that is open, with all that its reader asked of the disk beside it. As `read` otherwise."""
    format_ = FORMATS[paper.kind]
    work = _reader(format_, paper.data, paper.name, paper.path)
    from argmap.manuscript.stages.understanding import understand

    if format_.in_child:
        from argmap.ground.limited import read_limited

        draft, looks = read_limited(work, len(paper.data), paper.name, progress)
    else:
        draft, looks = work(progress)
    return understand(draft, language), looks


def read_bytes(data: bytes, name: str) -> Document:
    """Read a paper of which nothing but the bytes is there: no file beside it is looked for. Raises as `read`.

    In this process: for readers that have limits already.
    """
    from argmap.manuscript.stages.understanding import understand

    work = _reader(FORMATS[kind_of(data, Path(name).suffix.lower(), name)], data, name, None)
    return understand(work(None)[0])


def _reader(
    format_: Format, data: bytes, name: str, path: Path | None
) -> Callable[[Progress | None], tuple[Draft, tuple[Look, ...]]]:
    """The reader of a format, which notes what it looks at; it is loaded here, once, with the library it needs, and not
    in each child.
    """
    if format_.library:
        import_module(format_.library)
    draft: Callable[..., Draft] = getattr(import_module(format_.module), format_.reader)

    def work(progress: Progress | None) -> tuple[Draft, tuple[Look, ...]]:
        needed = () if not format_.needs else (path,) if format_.needs == "path" else (progress,)
        try:
            with noting() as looks:
                return draft(data, name, *needed), tuple(looks)
        except NotText as refused:
            raise ArgmapError(f"{refused} Give a {IN_WORDS} file.") from None

    return work


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
    named = called_by_suffix(suffix)
    if named == "text" and re.match(rb"(?:%[^\n]*\n|\s)*\\document(?:class|style)\b", head):
        return "latex"
    return named


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
