"""A page of a PDF as a picture, for a person to look at beside the text that was read from it."""

from __future__ import annotations

import struct
import zlib

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.limited import read_limited

_MOST_PIXELS = 8_000_000
"""A page may say that it is as large as a field."""


def page_picture(data: bytes, number: int, scale: float, shown_as: str) -> bytes:
    """The page `number` (from 1) as a PNG, `scale` pixels to a point. Raises ArgmapError where there is no such page.

    Drawn in a child process with limits, as a stranger's PDF is read.
    """
    return read_limited(lambda _: _draw(data, number, scale, shown_as), len(data), shown_as)


def _draw(data: bytes, number: int, scale: float, shown_as: str) -> bytes:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        if not 1 <= number <= len(document):
            raise ArgmapError(f"{shown_as} has no page {number}.")
        page = document[number - 1]
        width, height = page.get_size()
        largest = (_MOST_PIXELS / max(1.0, width * height)) ** 0.5
        bitmap = page.render(scale=min(scale, largest), rev_byteorder=True, may_draw_forms=False)
    except pypdfium2.PdfiumError as error:
        raise ArgmapError(f"Page {number} of {shown_as} cannot be drawn: {error}.") from None
    return _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)


def _png(pixels: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    """Pixels of 8 bits a channel, line by line, as a PNG (ISO/IEC 15948)."""
    kind = {1: 0, 3: 2, 4: 6}[channels]
    used = width * channels
    lines = b"".join(b"\0" + pixels[at * stride : at * stride + used] for at in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
