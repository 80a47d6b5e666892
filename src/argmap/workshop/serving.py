"""That one project is served once: two servers would have two journals, and each take the other for a stranger.

The lock is the operating system's and ends with its process. What stands in the file is for the next command, which
can then say where the project is served: its address with the token, so that the file is the person's alone to read.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import leads_inside
from argmap.workshop.undo import FOLDER, IGNORE

_NAME = "serving"
_MOST = 4_000


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where a project is served already: its address, on which machine, and for whom."""

    address: str
    machine: str
    by: str

    @property
    def is_here(self) -> bool:
        """Whether that server runs on this machine."""
        return bool(self.address) and self.machine == socket.gethostname()


@contextlib.contextmanager
def served_once(root: Path, address: str, by: str) -> Iterator[Elsewhere | None]:
    """Hold the project while it is served; gives where it is served already, and holds nothing then."""
    folder = root / FOLDER
    if not leads_inside(root, folder / _NAME):
        raise ArgmapError(f"{folder} leads out of the project. Take the link away; nothing was written.")
    try:
        folder.mkdir(exist_ok=True)
        if not (root / IGNORE).exists():
            (root / IGNORE).write_text("*\n", encoding="ascii")
        handle = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except OSError as error:
        raise ArgmapError(f"{folder} cannot be written: {error.strerror}. `--read-only` shows the project.") from error
    try:
        if not _lock(handle):
            yield _told(handle)
            return
        os.ftruncate(handle, 0)
        told = {"address": address, "machine": socket.gethostname(), "by": by, "process": os.getpid()}
        os.write(handle, json.dumps(told).encode() + b"\n")
        try:
            yield None
        finally:
            os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    """Whether the lock could be had; where a file system knows no locks it counts as had."""
    if sys.platform == "win32":
        import msvcrt

        try:
            os.lseek(handle, _MOST, os.SEEK_SET)  # a place behind what is written: what is locked cannot be read there
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(handle, 0, os.SEEK_SET)
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _told(handle: int) -> Elsewhere:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        told = json.loads(os.read(handle, _MOST))
        return Elsewhere(str(told["address"]), str(told["machine"]), str(told["by"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Elsewhere("", "", "")
