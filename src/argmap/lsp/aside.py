"""Reads a project in a copy of this process, so that no key waits for it.

The copy begins with all that this process knows, works beside it, and ends. What it gives back is pickled but for what
is still as it was in the last reading, which is named by its number there: a reading after a key is nearly all of that.
Where the system cannot fork, or threads are running, the project is read in this process, and keys wait.
"""

from __future__ import annotations

import asyncio
import gc
import io
import os
import pickle
import signal
from collections.abc import Callable, Sequence
from typing import TypeVar

from argmap.argument.model import Claim
from argmap.findings.finding import Finding
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.limited import can_limit

_Made = TypeVar("_Made")


async def made_aside(work: Callable[[], _Made], known: Sequence[object]) -> _Made:
    """What `work` makes, in which things that are `known` may stand again.

    Raises ArgmapError where `work` cannot be done, and RuntimeError that names any other error of it.
    """
    if not can_limit():
        return work()
    readable, writable = os.pipe()
    try:
        child = os.fork()
    except OSError:  # as many processes as there may be, or no memory for one more
        os.close(readable)
        os.close(writable)
        return work()
    if child == 0:
        os.close(readable)
        _work_and_leave(work, known, writable)
    os.close(writable)
    try:
        kind, made = _Unpacker(io.BytesIO(await _all_of(readable)), known).load()
    except (EOFError, pickle.UnpicklingError):
        raise RuntimeError("the process that read the project ended") from None
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        os.close(readable)
        os.waitpid(child, 0)
    if kind == "refused":
        raise ArgmapError(made)
    if kind == "failed":
        raise RuntimeError(made)
    return made  # type: ignore[no-any-return]


async def _all_of(readable: int) -> bytes:
    """Everything that comes through a pipe until it is closed."""
    loop, found = asyncio.get_running_loop(), bytearray()
    ended = loop.create_future()

    def take() -> None:
        more = os.read(readable, 1 << 20)
        found.extend(more)
        if not more:
            loop.remove_reader(readable)
            ended.set_result(None)

    loop.add_reader(readable, take)
    try:
        await ended
    finally:
        loop.remove_reader(readable)
    return bytes(found)


def _work_and_leave(work: Callable[[], object], known: Sequence[object], writable: int) -> None:
    """In the copy: work, send what comes of it, and end without anything that the server would do at its end."""
    try:
        signal.set_wakeup_fd(-1)  # the server's loop is told of its own signals only
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        gc.disable()  # its memory goes with it
        try:
            data = _packed(("made", work()), known)
        except (ArgmapError, OSError) as problem:
            data = pickle.dumps(("refused", str(problem)))
        except Exception as error:
            data = pickle.dumps(("failed", f"{type(error).__name__}: {error}"))
        with os.fdopen(writable, "wb") as out:
            out.write(data)
    finally:
        os._exit(0)


def _packed(thing: object, known: Sequence[object]) -> bytes:
    out = io.BytesIO()
    _Packer(out, known).dump(thing)
    return out.getvalue()


class _Packer(pickle.Pickler):
    def __init__(self, out: io.BytesIO, known: Sequence[object]) -> None:
        super().__init__(out, pickle.HIGHEST_PROTOCOL)
        self._known = known
        self._same = {id(thing): number for number, thing in enumerate(known)}
        self._like = {name: number for number, thing in enumerate(known) if (name := _name(thing)) is not None}

    def persistent_id(self, thing: object) -> int | None:
        number = self._same.get(id(thing))
        if number is None and (name := _name(thing)) is not None:
            number = self._like.get(name)
            if number is not None and self._known[number] != thing:
                return None
        return number


def _name(thing: object) -> object:
    """What finds the thing that may equal this one, for those of which there are many."""
    if type(thing) is Claim:
        return thing.id
    return thing if type(thing) is Finding else None


class _Unpacker(pickle.Unpickler):
    def __init__(self, data: io.BytesIO, known: Sequence[object]) -> None:
        super().__init__(data)
        self._known = known

    def persistent_load(self, number: int) -> object:
        return self._known[number]
