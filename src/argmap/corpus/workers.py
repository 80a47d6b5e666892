"""Audits many papers at once in processes of their own: one that hangs, crashes or eats memory costs itself alone.

Each process has one thread of this one to feed it: the thread writes a request, waits for the record, and ends the
process where none comes in time. A pool whose processes share a queue loses what lay in it with each that dies.
"""

from __future__ import annotations

import json
import math
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import IO

from argmap.corpus.plan import Plan
from argmap.corpus.records import Record, failure, key_of

_START = 300
"""Seconds for a process to load what it needs, on the busiest machine."""
_LONG = 10
"""Seconds after which a paper may only be waiting, so that another process works beside its own."""
_PAPERS = 500
"""After so many a process is begun anew, so that what it keeps does not grow."""


def audit_many(paths: Sequence[str | Path], plan: Plan) -> Iterator[Record]:
    """A record of each paper, in the order of the paths, as they come; those whose turn is not yet are held.

    All else is as `audit_as_done` has it.
    """
    done: dict[int, Record] = {}
    with closing(audit_as_done(paths, plan)) as coming:
        for turn in range(len(paths)):
            while turn not in done:
                number, record = next(coming)
                done[number] = record
            yield done.pop(turn)


def audit_as_done(paths: Sequence[str | Path], plan: Plan) -> Generator[tuple[int, Record]]:
    """The number of each paper and its record, as soon as it is done, whatever its turn.

    A paper that takes longer than `plan.seconds` or more than `plan.memory` bytes, or ends its process, has a record
    that says so. Closing the iterator ends the processes.
    """
    asked: queue.SimpleQueue[int] = queue.SimpleQueue()
    for number in range(len(paths)):
        asked.put(number)
    answered: queue.SimpleQueue[tuple[int, Record] | BaseException] = queue.SimpleQueue()
    workers: list[_Worker] = []
    threads: list[threading.Thread] = []
    closed = False
    lock = threading.Lock()

    def begin(back: threading.Event | None = None) -> None:
        with lock:
            if not closed:
                workers.append(_Worker(plan))
                threads.append(threading.Thread(target=feed, args=(workers[-1], back), daemon=True))
                threads[-1].start()

    def feed(worker: _Worker, back: threading.Event | None) -> None:
        try:
            with suppress(queue.Empty):
                while back is None or not back.is_set():
                    number = asked.get_nowait()
                    with _helped(begin) if back is None and plan.jobs is None else nullcontext():
                        record = worker.audit(Path(paths[number]))
                    answered.put((number, record))
        except BaseException as error:
            answered.put(error)
        finally:
            worker.end()

    for _ in range(min(plan.jobs or _processors(), len(paths))):
        begin()
    try:
        for _ in paths:
            answer = answered.get()
            if isinstance(answer, BaseException):
                raise answer
            yield answer
    finally:
        with lock:
            closed = True
        with suppress(queue.Empty):
            while True:
                asked.get_nowait()
        for worker in workers:
            worker.end()
        # beside a thread no reader can be given limits in this process
        for thread in threads:
            thread.join(5)


@contextmanager
def _helped(begin: Callable[[threading.Event], None]) -> Iterator[None]:
    """Another worker is begun where the block takes long; it is told when the block is left, and takes no more then."""
    back = threading.Event()
    watch = threading.Timer(_LONG, begin, (back,))
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        back.set()
        watch.cancel()
        watch.join()


def _processors() -> int:
    """Those that this process may use, where the system tells."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


class _Worker:
    """One process and what it is asked; it is begun when there is something to ask."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False
        self._lock = threading.Lock()
        self._papers = 0

    def audit(self, path: Path) -> Record:
        """The record of a paper, whatever becomes of the process."""
        process, new = self._begun()
        if new:
            # what it has to load counts for no paper
            with _ended_after(_START, process), suppress(OSError, ValueError):
                assert process.stdout is not None
                process.stdout.readline()
        plan = self._plan
        options = {"select": [*plan.select], "ignore": [*plan.ignore], "seconds": math.ceil(plan.seconds)}
        with _ended_after(plan.seconds, process) as late:
            answer = _ask(process, {"path": str(path), **options})
        self._papers += 1
        # an answer may come while the process is ended for being late: no other paper is to be asked of that one
        if not answer or late.is_set() or self._papers >= _PAPERS:
            with self._lock:
                _kill(process)
                process.wait()
                self._process, self._papers = None, 0
        if answer:
            record: Record = json.loads(answer)
            if record["state"] != "too large" or record["error"]:
                return record
            return failure(path, self._key(path), "too large", f"It took more than {plan.memory // 10**6:,} MB.")
        if late.is_set():
            return failure(path, self._key(path), "too long", f"It took more than {plan.seconds:g} seconds.")
        return failure(path, self._key(path), "crashed", f"Its process ended ({_ending(process.returncode)}).")

    def end(self) -> None:
        """End the process, and begin no other."""
        with self._lock:
            self._ended = True
            if self._process is not None:
                _kill(self._process)
                self._process.wait()
                self._process = None

    def _begun(self) -> tuple[subprocess.Popen[bytes], bool]:
        with self._lock:
            new = self._process is None
            if self._process is None and not self._ended:
                outside = ["outside"] if self._plan.outside else []
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-m", "argmap.corpus.worker", str(self._plan.memory), *outside],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            if self._process is None:
                raise RuntimeError("the audit was ended")
            return self._process, new

    def _key(self, path: Path) -> str:
        try:
            return key_of(path, self._plan.select, self._plan.ignore)
        except OSError:
            return ""


@contextmanager
def _ended_after(seconds: float, process: subprocess.Popen[bytes]) -> Iterator[threading.Event]:
    """End a process where the block is not left in time; the event says that it was."""
    late = threading.Event()

    def stop() -> None:
        late.set()
        _kill(process)

    watch = threading.Timer(seconds, stop)
    watch.daemon = True
    watch.start()
    try:
        yield late
    finally:
        watch.cancel()
        watch.join()


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and those that it started, as the reader of a PDF is one; it must not be waited for yet."""
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        elif process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)


def _ask(process: subprocess.Popen[bytes], request: object) -> bytes:
    """The answer to a request; empty where the process ended before it was whole."""
    requests: IO[bytes] | None = process.stdin
    answers: IO[bytes] | None = process.stdout
    assert requests is not None and answers is not None
    with suppress(OSError, ValueError):
        requests.write(json.dumps(request).encode() + b"\n")
        requests.flush()
        answer = answers.readline()
        return answer if answer.endswith(b"\n") else b""
    return b""


def _ending(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
