"""Reads a PDF through pdfium, with the place and size of every character.

The sizes tell note marks, notes and headings; the places tell columns, headers and footers. A scanned page holds no
text: that is said, and character recognition proposed, never guessed at.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from argmap.ground.diagnostics import ArgmapError
from argmap.manuscript.account import count_words
from argmap.manuscript.draft import Draft
from argmap.manuscript.readers.pdf.blocks import put_together, setting_of
from argmap.manuscript.readers.pdf.layers import OCR, remarks_on
from argmap.manuscript.readers.pdf.lines import PrintedLine, printed_lines
from argmap.manuscript.readers.pdf.margins import set_apart_line_numbers, with_labels, with_short_titles
from argmap.manuscript.readers.pdf.notes import mark_notes
from argmap.manuscript.readers.pdf.order import body_size, in_reading_order, mark_furniture, set_plain

if TYPE_CHECKING:
    from argmap.ground.limited import Progress

MOST_PAGES = 3_000
_LARGEST_STREAM = 64 * 1024 * 1024
_STREAM = re.compile(rb"stream\r?\n")
_LARGEST_SUM = 16 * _LARGEST_STREAM
# deflate packs at most 1032 bytes into one, so that a shorter stream needs no look
_DEFLATED_MOST = 1032
_MOST_LAYERS = 4
_SAME = 0.02
_SAMPLE = 50
_TO_THE_RIGHT = (1, 0)


def draft_pdf(data: bytes, shown_as: str, progress: Progress | None = None) -> Draft:
    """Read the bytes of a PDF: its printed lines put together.

    Raises `ArgmapError` where it is encrypted, broken, has too many pages, or holds no text on any page.
    """
    read, stated = _pages(data, shown_as, progress)
    pages, sizes = [page.lines for page in read], [page.size for page in read]
    if not any(pages):
        raise ArgmapError(
            f"{shown_as} holds no text: its {len(pages)} pages are pictures, as a scanner makes them. {OCR}"
        )
    remarks = remarks_on(pages, shown_as)
    set_apart_line_numbers(pages)
    body = body_size(pages)
    set_plain(pages, body)
    pages = [with_labels(lines, body) for lines in pages]
    mark_furniture(pages, [height for _, height in sizes], body)
    pages = with_short_titles(pages, body)
    ordered = [in_reading_order(lines, width, body) for lines, (width, _) in zip(pages, sizes, strict=True)]
    mark_notes(ordered, body)
    printed = put_together(ordered, setting_of(ordered, body), stated)
    words = tuple(page.words for page in read)
    return Draft(
        shown_as, "pdf", printed.text, printed.blocks, printed.title, printed.pages, remarks=remarks, printed=words
    )


def first_pages(data: bytes, shown_as: str, most: int, stated: Sequence[str]) -> tuple[list[str], list[str]]:
    """The bare text of the first pages, and what the file states under these names of its metadata.

    Raises `ArgmapError` as `draft_pdf` does for a file that cannot be opened.
    """
    document = open_pdf(data, shown_as)
    try:
        texts = [_bare_text(document, number) for number in range(min(most, len(document)))]
        return texts, [str(document.get_metadata_value(name)) for name in stated]
    finally:
        document.close()


def _bare_text(document: Any, number: int) -> str:
    """The text of a page as pdfium gives it; none of a page that it cannot load."""
    import pypdfium2

    try:
        return _words_of(document[number].get_textpage()).replace("\r\n", "\n")
    except pypdfium2.PdfiumError:
        return ""


class _Page(NamedTuple):
    """The printed lines of a page, its width and height in points, and how many words pdfium's own text of it has."""

    lines: list[PrintedLine]
    size: tuple[float, float]
    words: int


def _pages(data: bytes, shown_as: str, progress: Progress | None) -> tuple[list[_Page], str]:
    """The pages, and the title that the file states for itself: it may be empty, or what some program put there."""
    document = open_pdf(data, shown_as)
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise ArgmapError(f"{shown_as} has {count} pages; argmap reads up to {MOST_PAGES}. Split it.")
        pages: list[_Page] = []
        for number in range(count):
            pages.append(_page(document, number))
            if progress is not None:
                progress(number + 1, count)
        return pages, str(document.get_metadata_value("Title"))
    finally:
        document.close()


def _holds_bomb(data: bytes) -> bool:
    """Whether packed streams that are no pictures unpack to more than any paper needs: one of them, or all together.

    pdfium unpacks a page whole, in its own memory, and ends the process where that does not suffice: this one, where
    the system cannot fork a child with limits. A filter may be named twice, to pack what is packed, or named elsewhere
    in the file: what unpacks is therefore unpacked.
    """
    end = handled = 0
    for begin in _STREAM.finditer(data):
        if end < begin.end():
            end = data.find(b"endstream", begin.end())
            if end < 0:
                return False
        said = data[max(0, begin.start() - 400) : begin.start()].rpartition(b"obj")[2]
        layers = min(max(1, said.count(b"/Fl")), _MOST_LAYERS)
        if b"/Image" in said or (end - begin.end()) * _DEFLATED_MOST**layers < _LARGEST_STREAM:
            continue
        rest: bytes | memoryview = memoryview(data)[begin.end() : end]
        handled += len(rest)
        try:
            for _ in range(layers):
                # one call with a limit, so that there is no loop that a damaged stream could keep going
                rest = zlib.decompressobj().decompress(rest, _LARGEST_STREAM + 1)
                handled += len(rest)
                if len(rest) > _LARGEST_STREAM or handled > _LARGEST_SUM:
                    return True
        except zlib.error:
            continue
    return False


def open_pdf(data: bytes, shown_as: str) -> Any:
    """The document in pdfium. Raises `ArgmapError` where it is encrypted, broken, empty, or unpacks to too much."""
    import pypdfium2

    if _holds_bomb(data):
        raise ArgmapError(f"{shown_as} unpacks to more than 64 MB on a page, or 1 GB together. It was not read.")
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


def _page(document: Any, number: int) -> _Page:
    """One page; a page that pdfium cannot load counts as one without text."""
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return _Page([], (612.0, 792.0), 0)
    try:
        if page.get_rotation():  # how it is to be shown, which need not be how its words run
            page.set_rotation(0)
        textpage = page.get_textpage()
        try:
            if (way := _direction(textpage)) != _TO_THE_RIGHT:
                _turn(page, way)
                textpage.close()
                page.close()
                page = document[number]  # which reads it anew
                textpage = page.get_textpage()
            own = _words_of(textpage)
            lines = printed_lines(textpage, number + 1, own)
            foot = page.get_bbox()[1]  # a page that was cut to size begins above 0
            for line in lines:
                line.base -= foot
            return _Page(lines, page.get_size(), _printed(own, lines))
        finally:
            textpage.close()
    except pypdfium2.PdfiumError:
        return _Page([], page.get_size(), 0)
    finally:
        page.close()


def _turn(page: Any, way: tuple[int, int]) -> None:
    """Turn a page whose words run this way, in memory only, so that they run to the right when it is read anew."""
    import pypdfium2.raw as pdfium

    x, y = way
    left, bottom, right, top = page.get_bbox()
    corners = [(x * a + y * b, x * b - y * a) for a in (left, right) for b in (bottom, top)]
    (left, right), (bottom, top) = ((min(values), max(values)) for values in zip(*corners, strict=True))
    matrix = pdfium.FS_MATRIX(x, -y, y, x, -left, -bottom)
    pdfium.FPDFPage_TransFormWithClip(page.raw, matrix, None)
    page.set_mediabox(0, 0, right - left, top - bottom)
    page.set_cropbox(0, 0, right - left, top - bottom)


def _direction(textpage: Any) -> tuple[int, int]:
    """Which way most words of a page run, by a sample of its signs."""
    count = textpage.count_chars()
    ways = Counter(way for k in range(0, count, count // _SAMPLE + 1) if (way := way_of(textpage, k)))
    return ways.most_common(1)[0][0] if ways else _TO_THE_RIGHT


def way_of(textpage: Any, k: int) -> tuple[int, int] | None:
    """Which way the line of a sign runs: (1, 0) to the right, (0, 1) upwards; None of a sign that the file has not."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    if pdfium.FPDFText_IsGenerated(textpage.raw, k) or not pdfium.FPDFText_GetMatrix(textpage.raw, k, matrix):
        return None
    a, b = matrix.a, matrix.b
    if a * matrix.d - b * matrix.c <= 0:
        return _TO_THE_RIGHT  # mirrored, or broken: not turned
    return (1 if a > 0 else -1, 0) if abs(a) >= abs(b) else (0, 1 if b > 0 else -1)


def _words_of(textpage: Any) -> str:
    """The text of a page as pdfium has it. Signs without text at its ends, of which a page may have thousands, are
    left out here: pypdfium2 steps over each by a call within a call.
    """
    import pypdfium2.raw as pdfium

    def has_text(k: int) -> bool:
        return bool(pdfium.FPDFText_GetTextIndexFromCharIndex(textpage.raw, k) != -1)

    count = textpage.count_chars()
    first = next((k for k in range(count) if has_text(k)), None)
    if first is None:
        return ""
    last = next(k for k in reversed(range(count)) if has_text(k))
    return str(textpage.get_text_range(first, last - first + 1))


def text_of_page(textpage: Any) -> str:
    """The characters of a page of pdfium, one for each: with a space for those that cannot be compared."""
    import pypdfium2.raw as pdfium

    codes = [pdfium.FPDFText_GetUnicode(textpage.raw, k) for k in range(textpage.count_chars())]
    # surrogates one by one: no sign of theirs is compared, and each keeps its place
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " " for code in codes)


def _printed(own: str, lines: Sequence[PrintedLine]) -> int:
    """The words of a page as pdfium's own text has them.

    Where that has the same letters as the lines and parts them otherwise, as in a file that parts words at each
    syllable, they are counted as the lines part them.
    """
    read = "\n".join(line.words for line in lines)
    words, other_words = count_words(own), count_words(read)
    if abs(words - other_words) <= _SAME * words:
        return words
    letters, other_letters = (sum(map(str.isalpha, text)) for text in (own, read))
    return other_words if abs(letters - other_letters) <= _SAME * letters else words
