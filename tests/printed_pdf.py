"""Writes small PDFs for tests: lines of Times at given places and sizes, nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

# x and y in points from the lower left corner, size in points, words. ``**`` before them sets bold, two backticks set Courier; low lines are drawn.
Line = tuple[float, float, float, str]


def pdf_of(
    pages: Sequence[Sequence[Line]],
    extra: bytes = b"",
    more: Sequence[bytes] = (),
    *,
    catalog: bytes = b"",
    of_page: Mapping[int, bytes] | None = None,
) -> bytes:
    """A PDF of A4 pages. `extra` goes into the trailer (an encryption dictionary, say), `more` are further objects.

    These are numbered from 5 + 2 * pages. `catalog` goes into the catalog, `of_page` into the page with that index.
    """
    count = len(pages)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, b" ".join(b"%d 0 R" % (5 + 2 * k) for k in range(count))),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for k, lines in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 << /Type /Font "
            b"/Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >> >> >> %s >>"
            % (6 + 2 * k, (of_page or {}).get(k, b""))
        )
        stream = b"\n".join(_drawn(line) for line in lines)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    parts, places, length = [b"%PDF-1.4\n"], [], 9
    objects += more
    for number, body in enumerate(objects, 1):
        places.append(length)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        length += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table))
    parts.append(b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, extra, length))
    return b"".join(parts)


def _drawn(line: Line) -> bytes:
    x, y, size, words = line
    if words.startswith("__"):
        return b"%.1f %.1f %.1f 0.4 re f" % (x, y, len(words) * size / 2)
    font = b"F2" if words.startswith("**") else b"F3" if words.startswith("``") else b"F1"
    encoded = words.removeprefix("**").removeprefix("``").encode("cp1252")
    for sign in (b"\\", b"(", b")"):
        encoded = encoded.replace(sign, b"\\" + sign)
    return b"BT /%s %.1f Tf 1 0 0 1 %.1f %.1f Tm (%s) Tj ET" % (font, size, x, y, encoded)


def column(x: float, top: float, size: float, lines: Sequence[str], leading: float | None = None) -> list[Line]:
    """Lines of one column, one below the other. ``^12`` inside a line is set as a raised number."""
    placed: list[Line] = []
    for k, words in enumerate(lines):
        y = top - k * (leading or 1.2 * size)
        at = x
        for n, piece in enumerate(words.split("^")):
            digits = ""
            if n:
                digits = piece[: len(piece) - len(piece.lstrip("0123456789"))]
                placed.append((at, y + 0.35 * size, 0.65 * size, digits))
                at += width_of(digits, 0.65 * size)
            rest = piece[len(digits) :]
            if rest:
                placed.append((at, y, size, rest))
                at += width_of(rest, size)
    return placed


_TRUE = {
    " ": 250, ".": 250, ",": 250, ":": 278, ";": 278, "(": 333, ")": 333, "-": 333, "'": 180, '"': 408, "/": 278,
    "a": 444, "b": 500, "c": 444, "d": 500, "e": 444, "f": 333, "g": 500, "h": 500, "i": 278, "j": 278, "k": 500,
    "l": 278, "m": 778, "n": 500, "o": 500, "p": 500, "q": 500, "r": 333, "s": 389, "t": 278, "u": 500, "v": 500,
    "w": 722, "x": 500, "y": 500, "z": 444,
}  # fmt: skip


def width_of(words: str, size: float) -> float:
    """The width of words in Times, in points."""
    return size * _thousandths(words) / 1000


@cache
def _thousandths(words: str) -> int:
    return sum(_TRUE.get(c, 500 if c.isdigit() else 680) for c in words)


def wrap(words: str, width: float, size: float) -> list[str]:
    """Words filled into lines of that width."""
    lines, current, filled = [], "", 0
    for word in words.split():
        wide = _thousandths(word.replace("^", ""))
        if current and size * (filled + _TRUE[" "] + wide) / 1000 > width:
            lines.append(current)
            current, filled = word, wide
        else:
            current, filled = (f"{current} {word}", filled + _TRUE[" "] + wide) if current else (word, wide)
    return [*lines, current]
