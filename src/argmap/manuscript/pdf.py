"""Reads a PDF through pdfium, with the place and size of every character.

The sizes tell note marks, notes and headings; the places tell columns, headers and footers. A scanned page holds no
text: that is said, and character recognition proposed, never guessed at.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any

from argmap.diagnostics import ArgmapError
from argmap.manuscript.draft import Draft
from argmap.manuscript.pdf_blocks import put_together, setting_of
from argmap.manuscript.pdf_lines import PrintedLine, printed_lines
from argmap.manuscript.pdf_order import body_size, in_reading_order, mark_furniture, mark_notes
from argmap.manuscript.understanding import understand

if TYPE_CHECKING:
    from argmap.manuscript.document import Document
    from argmap.manuscript.reading import Progress

MOST_PAGES = 3_000
_LARGEST_STREAM = 64 * 1024 * 1024
_STREAM = re.compile(rb"stream\r?\n")
# deflate packs at most 1032 bytes into one, so that a shorter stream needs no look
_SHORTEST_BOMB = _LARGEST_STREAM // 1032
_OCR = "Run a character recognition over it first (for example `ocrmypdf in.pdf out.pdf`)."


def read_pdf(data: bytes, shown_as: str, progress: Progress | None = None) -> Document:
    """Read the bytes of a PDF.

    Raises `ArgmapError` where it is encrypted, broken, has too many pages, or holds no text on any page.
    """
    pages, sizes = _pages(data, shown_as, progress)
    empty = sum(1 for lines in pages if not lines)
    if empty == len(pages):
        raise ArgmapError(
            f"{shown_as} holds no text: its {len(pages)} pages are pictures, as a scanner makes them. {_OCR}"
        )
    remarks: tuple[str, ...] = ()
    if empty:
        remarks = (f"{empty} of {len(pages)} pages of {shown_as} hold no text. If they are scans, see to them: {_OCR}",)
    body = body_size(pages)
    mark_furniture(pages, [height for _, height in sizes])
    ordered = [in_reading_order(lines, width, body) for lines, (width, _) in zip(pages, sizes, strict=True)]
    for lines in ordered:
        mark_notes(lines, body)
    printed = put_together(ordered, setting_of(ordered, body))
    return understand(
        Draft(shown_as, "pdf", printed.text, printed.blocks, printed.title, printed.pages, remarks=remarks)
    )


def _pages(
    data: bytes, shown_as: str, progress: Progress | None
) -> tuple[list[list[PrintedLine]], list[tuple[float, float]]]:
    """The printed lines of each page, and its width and height in points."""
    if _holds_bomb(data):
        raise ArgmapError(f"{shown_as} holds a page that unpacks to more than 64 MB. It was not read.")
    document = _open(data, shown_as)
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise ArgmapError(f"{shown_as} has {count} pages; argmap reads up to {MOST_PAGES}. Split it.")
        pages: list[list[PrintedLine]] = []
        sizes: list[tuple[float, float]] = []
        for number in range(count):
            lines, size = _page(document, number)
            pages.append(lines)
            sizes.append(size)
            if progress is not None:
                progress(number + 1, count)
        return pages, sizes
    finally:
        document.close()


def _holds_bomb(data: bytes) -> bool:
    """Whether a packed stream that is no picture unpacks to more than any page of text needs.

    pdfium unpacks a page whole, in its own memory, and ends the process where that does not suffice.
    """
    for begin in _STREAM.finditer(data):
        end = data.find(b"endstream", begin.end())
        said = data[max(0, begin.start() - 400) : begin.start()].rpartition(b"obj")[2]
        if end - begin.end() < _SHORTEST_BOMB or b"/Fl" not in said or b"/Image" in said:
            continue
        packed, unpacked = zlib.decompressobj(), 0
        rest = data[begin.end() : end]
        try:
            while rest and unpacked <= _LARGEST_STREAM:
                unpacked += len(packed.decompress(rest, 1 << 20))
                rest = packed.unconsumed_tail
        except zlib.error:
            continue
        if unpacked > _LARGEST_STREAM:
            return True
    return False


def _open(data: bytes, shown_as: str) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        if "password" in str(problem).lower():
            raise ArgmapError(f"{shown_as} is encrypted. Save a copy without a password and read that.") from None
        raise ArgmapError(f"{shown_as} is broken and cannot be opened as a PDF. Download or export it again.") from None
    if len(document) == 0:
        document.close()
        raise ArgmapError(f"{shown_as} has no pages. Download or export it again.")
    return document


def _page(document: Any, number: int) -> tuple[list[PrintedLine], tuple[float, float]]:
    """One page; a page that pdfium cannot load counts as one without text."""
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return [], (612.0, 792.0)
    try:
        textpage = page.get_textpage()
        try:
            return printed_lines(textpage, number + 1), page.get_size()
        finally:
            textpage.close()
    except pypdfium2.PdfiumError:
        return [], page.get_size()
    finally:
        page.close()
