"""The comments in a PDF as its annotations hold them (ISO 32000-1, 12.5.6), whatever program made them.

Programs differ: the corners of a quadrilateral come in any order or not at all, words in `Contents` or as rich text in
`RC`, an answer with or without a name. What is no comment (links, form fields, pop-ups of others) is left out.
"""

from __future__ import annotations

import ctypes
import html
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from argmap.ground.diagnostics import ArgmapError

_MOST = 20_000
_MOST_QUADRILATERALS = 2_000
_LONGEST_TEXT = 100_000
_KINDS = {
    "TEXT": "sticky note", "FREETEXT": "text box", "CARET": "insertion",
    "HIGHLIGHT": "highlight", "UNDERLINE": "underline", "SQUIGGLY": "squiggly underline", "STRIKEOUT": "strike-out",
    "INK": "drawing", "LINE": "drawing", "SQUARE": "drawing", "CIRCLE": "drawing", "POLYGON": "drawing",
    "POLYLINE": "drawing", "STAMP": "stamp", "FILEATTACHMENT": "attached file", "SOUND": "recording",
    "REDACT": "redaction",
}  # fmt: skip
_ON_WORDS = ("HIGHLIGHT", "UNDERLINE", "SQUIGGLY", "STRIKEOUT")
_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<(?:/p|br)\b[^>]*>", re.IGNORECASE)


class Box(NamedTuple):
    """In points of the page, which grow to the right and upwards."""

    left: float
    bottom: float
    right: float
    top: float


class Annotation(NamedTuple):
    """One annotation that a person made.

    `kind` is a word for people. `boxes` are where the words stand that it marks; none for a kind that marks none.
    `place` is its middle, to the right and upwards.
    `answers` is the index, in the list of all, of the one that it answers, or belongs to (`grouped`). `state` is what
    it says of another one instead of words: "Accepted".
    """

    page: int
    kind: str
    name: str
    author: str
    contents: str
    boxes: tuple[Box, ...]
    place: tuple[float, float]
    hidden: bool
    answers: int | None
    grouped: bool
    state: str


def annotations_of(pdf: Any, shown_as: str) -> list[Annotation]:
    """The comments of a PDF by page, in the order of the file. Raises ArgmapError where they are too many."""
    import pypdfium2

    found: list[Annotation] = []
    for number in range(len(pdf)):
        try:
            page = pdf[number]
        except pypdfium2.PdfiumError:
            continue
        found += _of_page(page, number + 1, len(found), shown_as)
        page.close()
    return found


def _of_page(page: Any, number: int, before: int, shown_as: str) -> Iterator[Annotation]:
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPage_GetAnnotCount(page.raw)
    kinds = {getattr(pdfium, f"FPDF_ANNOT_{name}"): (kind, name in _ON_WORDS) for name, kind in _KINDS.items()}
    handles: list[tuple[int, Any]] = []
    try:
        for k in range(count):
            handle = pdfium.FPDFPage_GetAnnot(page.raw, k)
            if handle and pdfium.FPDFAnnot_GetSubtype(handle) in kinds:
                handles.append((k, handle))
                if before + len(handles) > _MOST:
                    raise ArgmapError(f"{shown_as} has more than {_MOST:,} comments, more than argmap reads.")
            elif handle:
                pdfium.FPDFPage_CloseAnnot(handle)
        place = {k: before + n for n, (k, _) in enumerate(handles)}
        names = [_text(handle, b"NM") for _, handle in handles]
        times = Counter(names)
        by_name = {name: before + n for n, name in enumerate(names) if name and times[name] == 1}
        for (_, handle), name in zip(handles, names, strict=True):
            kind, on_words = kinds[pdfium.FPDFAnnot_GetSubtype(handle)]
            rectangle = pdfium.FS_RECTF()
            pdfium.FPDFAnnot_GetRect(handle, rectangle)
            around = Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            yield Annotation(
                number,
                kind,
                name,
                _text(handle, b"T"),
                _text(handle, b"Contents") or _plain(_text(handle, b"RC")),
                (tuple(_boxes(handle)) or (around,)) if on_words else (),
                ((around.left + around.right) / 2, (around.bottom + around.top) / 2),
                bool(pdfium.FPDFAnnot_GetFlags(handle) & pdfium.FPDF_ANNOT_FLAG_HIDDEN),
                _answered(page, handle, place, by_name),
                _text(handle, b"RT") == "Group",
                _text(handle, b"State"),
            )
    finally:
        for _, handle in handles:
            pdfium.FPDFPage_CloseAnnot(handle)


def _answered(page: Any, handle: Any, place: dict[int, int], by_name: dict[str, int]) -> int | None:
    import pypdfium2.raw as pdfium

    if not pdfium.FPDFAnnot_HasKey(handle, b"IRT"):
        return None
    other = pdfium.FPDFAnnot_GetLinkedAnnot(handle, b"IRT")
    if not other:
        return None
    try:
        name = _text(other, b"NM")
        return by_name[name] if name in by_name else place.get(pdfium.FPDFPage_GetAnnotIndex(page.raw, other))
    finally:
        pdfium.FPDFPage_CloseAnnot(other)


def _boxes(handle: Any) -> Iterator[Box]:
    import pypdfium2.raw as pdfium

    corners = pdfium.FS_QUADPOINTSF()
    for k in range(min(pdfium.FPDFAnnot_CountAttachmentPoints(handle), _MOST_QUADRILATERALS)):
        if pdfium.FPDFAnnot_GetAttachmentPoints(handle, k, corners):
            # which corner comes first differs between programs
            across = corners.x1, corners.x2, corners.x3, corners.x4
            upwards = corners.y1, corners.y2, corners.y3, corners.y4
            box = Box(min(across), min(upwards), max(across), max(upwards))
            if box.left < box.right and box.bottom < box.top:
                yield box


def _text(handle: Any, key: bytes) -> str:
    import pypdfium2.raw as pdfium

    size = pdfium.FPDFAnnot_GetStringValue(handle, key, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(handle, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: 2 * _LONGEST_TEXT].decode("utf-16-le", "replace").rstrip("\0").strip()


def _plain(rich: str) -> str:
    """The words of rich text, which is XHTML."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", rich))).strip()
