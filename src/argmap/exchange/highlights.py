"""A PDF given back with notes on its words: each is a highlight (ISO 32000-1, 12.5.6.10) in a copy of the file.

A highlight is put where the words stand on the page: they are looked for in the characters of pdfium, line by line
(`letters`). What has no words, or is not found, stands in one note on the first page.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from argmap.exchange.copies import OURS, Marked, PageNote
from argmap.exchange.letters import find_line, letters_of
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.limited import read_limited
from argmap.manuscript.document import Document
from argmap.manuscript.readers.pdf.reader import open_pdf, text_of_page, way_of

_CERTAIN, _CANDIDATE = (255, 150, 90), (255, 225, 90)
_NOTE_SIZE = 20.0
_MAY_ANNOTATE = 1 << 5
"""The bit of the permissions (ISO 32000-1, table 22); all bits are set where nothing is restricted."""


class _Box(NamedTuple):
    """In points of the page; `way` is that of the line, as `way_of` says it."""

    left: float
    bottom: float
    right: float
    top: float
    way: tuple[int, int]


def mark_pdf(data: bytes, document: Document, notes: Sequence[PageNote]) -> Marked:
    """A copy of a PDF, of which `document` was read, with these notes. The bytes given are not changed.

    In a child process with limits, as a stranger's PDF is read. Raises `ArgmapError` where it cannot be opened or
    written.
    """
    return read_limited(lambda _: _mark(data, document, notes), len(data), document.path)


def _mark(data: bytes, document: Document, notes: Sequence[PageNote]) -> Marked:
    import pypdfium2

    pdf = open_pdf(data, document.path)
    try:
        unplaced = list(notes)
        for number, of_page in _by_page(document, notes).items():
            try:
                done = _mark_page(pdf[number - 1], document, number, of_page)
            except (pypdfium2.PdfiumError, IndexError):
                continue  # a page that pdfium cannot load: its notes stand on the first
            unplaced = [note for note in unplaced if note not in done]
        try:
            if unplaced:
                _pin_note(pdf[0], unplaced)
            copy = io.BytesIO()
            pdf.save(copy)
        except pypdfium2.PdfiumError as problem:
            raise ArgmapError(f"{document.path}: pdfium can write no copy of it: {problem}.") from None
        return Marked(copy.getvalue(), len(notes) - len(unplaced), tuple(_remarks(pdf)))
    finally:
        pdf.close()


def _remarks(pdf: Any) -> Iterator[str]:
    import pypdfium2.raw as pdfium

    if pdfium.FPDF_GetSignatureCount(pdf.raw) > 0:
        yield "The paper is signed; its signature does not hold for the copy."
    if not pdfium.FPDF_GetDocPermissions(pdf.raw) & _MAY_ANNOTATE:
        yield "Its owner lets nobody change it or write notes into it, and readers hold to that in the copy, too."


def _by_page(document: Document, notes: Sequence[PageNote]) -> dict[int, list[PageNote]]:
    """The notes with words, by each page on which some of these stand."""
    found: dict[int, list[PageNote]] = {}
    for note in notes:
        if note.start is None or note.end is None:
            continue
        for number, (start, end) in document.page_stretches.items():
            if note.start < end and start < note.end:
                found.setdefault(number, []).append(note)
    return found


def _mark_page(page: Any, document: Document, number: int, notes: Sequence[PageNote]) -> set[PageNote]:
    """Put these notes on a page; those whose words were found."""
    start, end = document.page_stretches[number]
    ours = letters_of(document.text[start:end])
    shown = page.get_rotation()
    page.set_rotation(0)  # pdfium has signs in the order of a page as it is shown
    textpage = page.get_textpage()
    done = set()
    try:
        theirs = letters_of(text_of_page(textpage))
        for note in notes:
            assert note.start is not None and note.end is not None, "only notes with words are put on pages"
            boxes: list[_Box] = []
            for first, last in _lines(document.text, max(note.start, start), min(note.end, end)):
                boxes += _boxes(page, textpage, find_line(ours, theirs, first - start, last - start))
            if boxes:
                _highlight(page, note, boxes)
                done.add(note)
    finally:
        textpage.close()
        page.set_rotation(shown)
    return done


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for line in text[start:end].splitlines(keepends=True):
        yield start, start + len(line)
        start += len(line)


def _boxes(page: Any, textpage: Any, places: Sequence[int]) -> list[_Box]:
    """One box for each line on which these characters stand and can be seen, as high as the font, in page points."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = page.get_bbox()
    boxes: list[_Box] = []
    rectangle = pdfium.FS_RECTF()
    last = -2
    for place in dict.fromkeys(places):
        way = way_of(textpage, place)
        if way is None or not pdfium.FPDFText_GetLooseCharBox(textpage.raw, place, rectangle):
            continue
        new = _Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top, way)
        if not (left <= (new.left + new.right) / 2 <= right and bottom <= (new.bottom + new.top) / 2 <= top):
            continue  # cut away when the page was cut to size
        if boxes and _on_one_line(boxes[-1], new, place - last):
            boxes[-1] = _around([boxes[-1], new])
        else:
            boxes.append(new)
        last = place
    return [box for box in boxes if box.right > box.left and box.top > box.bottom]


def _around(boxes: Sequence[_Box]) -> _Box:
    return _Box(
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
        boxes[0].way,
    )


def _on_one_line(old: _Box, new: _Box, step: int) -> bool:
    if old.way != new.way:
        return False
    if new.way[0]:
        height = min(old.top - old.bottom, new.top - new.bottom)
        shared = min(old.top, new.top) - max(old.bottom, new.bottom)
    else:
        height = min(old.right - old.left, new.right - new.left)
        shared = min(old.right, new.right) - max(old.left, new.left)
    return step <= 3 and shared > 0.5 * height


def _corners(box: _Box) -> tuple[float, ...]:
    """The corners as its words run: upper left, upper right, lower left, lower right, the order of all programs.

    ISO 32000-1 says another one, which no program follows.
    """
    x, y = box.way
    # from the middle of the box: along the line, and towards its upper side
    wide, high = (box.right - box.left) / 2, (box.top - box.bottom) / 2
    middle = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    found: list[float] = []
    for along, up in ((-1, 1), (1, 1), (-1, -1), (1, -1)):
        found += (middle[0] + (along * x - up * y) * wide, middle[1] + (along * y + up * x) * high)
    return tuple(found)


def _highlight(page: Any, note: PageNote, boxes: Sequence[_Box]) -> None:
    import pypdfium2.raw as pdfium

    annotation = _annotation(page, pdfium.FPDF_ANNOT_HIGHLIGHT)
    try:
        colour = _CERTAIN if note.certain else _CANDIDATE
        pdfium.FPDFAnnot_SetColor(annotation, pdfium.FPDFANNOT_COLORTYPE_Color, *colour, 255)
        for box in boxes:
            pdfium.FPDFAnnot_AppendAttachmentPoints(annotation, pdfium.FS_QUADPOINTSF(*_corners(box)))
        _set_rectangle(annotation, *_around(boxes)[:4])
        _set_words(annotation, note.title, note.contents)
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


def _pin_note(page: Any, notes: Sequence[PageNote]) -> None:
    """The note at the top left of the first page, which says all that has no place of its own."""
    import pypdfium2.raw as pdfium

    annotation = _annotation(page, pdfium.FPDF_ANNOT_TEXT)
    try:
        left, bottom, right, top = page.get_bbox()
        turned = page.get_rotation()  # clockwise
        x, y = left if turned in (0, 90) else right - _NOTE_SIZE, bottom if turned in (90, 180) else top - _NOTE_SIZE
        _set_rectangle(annotation, x, y, x + _NOTE_SIZE, y + _NOTE_SIZE)
        said = "\n\n".join(f"{note.title}\n{note.contents}" for note in notes)
        _set_words(annotation, f"{OURS}without a place on a page", said)
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


def _annotation(page: Any, kind: int) -> Any:
    import pypdfium2
    import pypdfium2.raw as pdfium

    made = pdfium.FPDFPage_CreateAnnot(page.raw, kind)
    if not made:
        raise pypdfium2.PdfiumError("pdfium made no annotation")
    pdfium.FPDFAnnot_SetFlags(made, pdfium.FPDF_ANNOT_FLAG_PRINT)
    return made


def _set_rectangle(annotation: Any, left: float, bottom: float, right: float, top: float) -> None:
    import pypdfium2.raw as pdfium

    pdfium.FPDFAnnot_SetRect(annotation, pdfium.FS_RECTF(left=left, bottom=bottom, right=right, top=top))


def _set_words(annotation: Any, title: str, contents: str) -> None:
    import pypdfium2.raw as pdfium

    for key, text in ((b"T", title), (b"Contents", contents)):
        coded = (text + "\0").encode("utf-16-le", "replace")
        buffer = ctypes.create_string_buffer(coded, len(coded))
        pdfium.FPDFAnnot_SetStringValue(annotation, key, ctypes.cast(buffer, pdfium.FPDF_WIDESTRING))
