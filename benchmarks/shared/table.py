"""What all benchmarks share: the corpora, the time that work takes, and a table in Markdown for the documentation."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def corpora() -> Path | None:
    """The folder that ARGMAP_CORPORA names; where it names none, None, and a line says what comes of it."""
    if folder := os.environ.get("ARGMAP_CORPORA"):
        return Path(folder)
    print("ARGMAP_CORPORA is not set: what is measured on the corpora is left out.")
    return None


def timed(work: Callable[[], T], repeat: int = 1) -> tuple[float, T]:
    """The least of so many runs, in seconds of CPU of this process, and the result."""
    start = time.process_time()
    result = work()
    least = time.process_time() - start
    return (min(least, timed(work, repeat - 1)[0]) if repeat > 1 else least), result


def head(*names: str) -> None:
    """The first two lines of a table."""
    row(*names)
    row(*["---"] * len(names))


def row(*cells: object) -> None:
    """A line of it, shown at once."""
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)
