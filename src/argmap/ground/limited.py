"""Works on a stranger's file in a child process with limits on memory and processor time, where the system can fork.

A PDF, a Word file or a TeX file of a few kilobytes can ask for any amount of memory or time, and the libraries that
read them can end the process; so can a template. The child is a copy of this process, so that it costs some
milliseconds and nothing is loaded twice, and nothing that one file did to it is there for the next. Where the system
cannot fork (Windows), or threads are running, the work is done in this process.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import pickle
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from argmap.ground.diagnostics import ArgmapError

Progress = Callable[[int, int], None]
"""Called with the number of pages done and the number of all pages, while a long paper is read."""

_Made = TypeVar("_Made")

MEMORY = 900_000_000
"""In bytes, beyond what the process had before."""
SECONDS = 5
SECONDS_A_MEGABYTE = 20
_WAITS_TIMES = 10
"""A child may wait for a busy machine, but not for ever: so many times its processor time, by the clock."""


class TooLong(ArgmapError):
    """The work takes more time than it may."""


class TooLarge(ArgmapError):
    """The work takes more memory than it may, or ends its process."""


def read_limited(
    work: Callable[[Progress | None], _Made], size: int, shown_as: str, progress: Progress | None = None
) -> _Made:
    """What `work` makes of a file of `size` bytes. Raises `ArgmapError` where it does, or takes too much.

    `work` is given a function to tell of its progress where `progress` is asked for; what it makes is pickled.
    """
    seconds = SECONDS + SECONDS_A_MEGABYTE * size // 1_000_000
    return run_limited(
        work,
        seconds,
        f"{shown_as} takes more than {seconds} seconds to read, more than any paper of its size. It was not read.",
        f"{shown_as} takes more than {MEMORY // 1_000_000} MB of memory to read, or ends the program that reads it. "
        "It was not read.",
        progress,
    )


def can_limit() -> bool:
    """Whether there are limits: the system can fork, and no thread would be missing in the child."""
    return hasattr(os, "fork") and threading.active_count() == 1


def run_limited(
    work: Callable[[Progress | None], _Made],
    seconds: int,
    too_long: str,
    too_large: str,
    progress: Progress | None = None,
) -> _Made:
    """What `work` makes in `seconds` of processor time. Raises `ArgmapError` where it does, or takes too much.

    The two texts are what is said then, of the time and of the memory.
    """
    if not can_limit():
        return work(progress)
    sys.stdout.flush()
    sys.stderr.flush()
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(readable)
        _work_and_leave(work, writable, seconds, progress is not None)
    os.close(writable)
    try:
        kind, made = _receive(readable, progress, time.monotonic() + _WAITS_TIMES * seconds)
        if kind == "late":
            os.kill(child, signal.SIGKILL)
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        os.close(readable)
        _, status = os.waitpid(child, 0)
    if kind == "made":
        return made  # type: ignore[no-any-return]
    if kind == "refused":
        raise ArgmapError(made)
    if kind == "failed":
        raise RuntimeError(made)
    if kind == "late" or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU):
        raise TooLong(too_long)
    raise TooLarge(too_large)


def _work_and_leave(work: Callable[[Any], object], writable: int, seconds: int, tells: bool) -> None:
    """In the child: work, send what comes of it, and end the process without anything that its parent has to do."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what a library says as it breaks down helps nobody
        faulthandler.disable()  # nor where in Python it was called
        _limit(seconds)
        try:
            message = ("made", work((lambda *done: _send(writable, ("progress", done))) if tells else None))
            _send(writable, message)
        except ArgmapError as problem:
            _send(writable, ("refused", str(problem)))
        except MemoryError:
            pass  # the parent says so of every child that sends nothing
        except Exception:
            import traceback

            _send(writable, ("failed", traceback.format_exc()))
    finally:
        os._exit(0)


def limit_memory(more: int) -> None:
    """Let this process have so many bytes more than it has, where the system can limit that."""
    with contextlib.suppress(ImportError):
        import resource

        _lower(resource.RLIMIT_AS, _taken() + more)


def _limit(seconds: int) -> None:
    import resource

    _lower(resource.RLIMIT_CPU, seconds)
    _lower(resource.RLIMIT_AS, _taken() + MEMORY)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(limit: int, value: int) -> None:
    import resource

    # A limit that is already lower stays; a system that does not know one has the others.
    with contextlib.suppress(ValueError, OSError):
        hard = resource.getrlimit(limit)[1]
        resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _taken() -> int:
    """Bytes of address space that this process has, where the system tells."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _send(writable: int, message: tuple[str, Any]) -> None:
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    left = memoryview(len(data).to_bytes(8, "big") + data)
    while left:
        left = left[os.write(writable, left) :]


def _receive(readable: int, progress: Progress | None, until: float) -> tuple[str, Any]:
    """The last message of the child; what it tells of its progress is passed on."""
    while True:
        head = _take(readable, 8, until)
        data = _take(readable, int.from_bytes(head, "big"), until) if head else b""
        if data is None or head is None:
            return "late", None
        if not data:
            return "ended", None
        # What is unpickled was written by this program's own child, and it is of this program's types.
        kind, made = pickle.loads(data)  # noqa: S301
        if kind != "progress":
            return kind, made
        if progress is not None:
            progress(*made)


def _take(readable: int, size: int, until: float) -> bytes | None:
    """So many bytes; none where the child ends before they are all there, None where the time is up."""
    taken = bytearray()
    while len(taken) < size:
        ready, _, _ = select.select([readable], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            return None
        more = os.read(readable, min(1 << 20, size - len(taken)))
        if not more:
            return b""
        taken += more
    return bytes(taken)
