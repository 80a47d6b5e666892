"""Which argmap this is: outputs that other programs read say so, and what is kept for the next time is known by it."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

VERSION = "0.1.0"
_PACKAGE = Path(__file__).resolve().parents[1]


def digest_of_program(rooms: Sequence[str] = (), *more: object) -> str:
    """A digest of argmap's own files in some rooms, or in all, of the packages beside it, Python, and what is named."""
    parts: list[object] = [VERSION, sys.version, sys.platform, sys.flags.optimize]
    folders = [_PACKAGE / room for room in rooms] or [
        folder for folder in (_PACKAGE, _PACKAGE.parents[1] / "templates") if folder.is_dir()
    ]
    parts += sorted(mark for folder in folders for mark in _marks_below(folder))
    parts += [sorted(_packages(folder)) for folder in sys.path]
    return hashlib.sha256(repr((parts, more)).encode("utf-8", "backslashreplace")).hexdigest()


def _marks_below(folder: Path) -> Iterator[tuple[str, int, int]]:
    waiting = [str(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if not entry.is_dir():
                    found = entry.stat()
                    yield entry.path, found.st_mtime_ns, found.st_size
                elif entry.name != "__pycache__":
                    waiting.append(entry.path)


def _packages(folder: str) -> list[str]:
    try:
        with os.scandir(folder or ".") as entries:
            return [entry.name for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))]
    except OSError:
        return []
