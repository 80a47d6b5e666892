"""Opens a paper with the reader for its format, told by its first bytes and its suffix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from argmap.diagnostics import ArgmapError
from argmap.manuscript.document import Document

Progress = Callable[[int, int], None]
"""Called with the number of pages done and the number of all pages, while a long paper is read."""

LARGEST_FILE = 200_000_000


def read(path: Path, shown_as: str | None = None, progress: Progress | None = None) -> Document:
    """Read a paper of any format that argmap knows.

    `shown_as` is the path that findings name (the path as given where it is None). Raises `ArgmapError` with a
    remedy where the file is missing, empty, too large, encrypted or of no known format.
    """
    name = shown_as or str(path)
    data = _bytes(path, name)
    kind = _kind(data, path.suffix.lower(), name)
    if kind == "pdf":
        from argmap.manuscript.pdf import read_pdf

        return read_pdf(data, name, progress)
    from argmap.manuscript.text import read_text

    return read_text(data, name)


def _bytes(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise ArgmapError(f"{name} is a folder. Name the file of the paper.")
        if size > LARGEST_FILE:
            raise ArgmapError(
                f"{name} is larger than {LARGEST_FILE // 1_000_000} MB. Split it, or remove its pictures."
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise ArgmapError(f"{name} does not exist. Check the path.") from None
    except (OSError, ValueError) as problem:
        raise ArgmapError(f"{name} cannot be read: {getattr(problem, 'strerror', None) or problem}.") from None
    if not data.strip(b" \t\r\n\f\0\xef\xbb\xbf"):
        raise ArgmapError(f"{name} is empty.")
    return data


def _kind(data: bytes, suffix: str, name: str) -> str:
    return "pdf" if data[:1024].lstrip().startswith(b"%PDF-") else "text"
