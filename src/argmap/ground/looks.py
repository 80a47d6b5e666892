"""What a reader looks at beside the file that it reads, so that what it made of it can be known to hold still.

All that a reader asks of the disk are questions of this kind: while `noting` lasts, each is noted with its answer, be
it that nothing is there. Where all are answered the same again, a reader would do the same again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, TypeVarTuple

_ERRORS = (OSError, ValueError, RuntimeError)
_More = TypeVarTuple("_More")
_Answer = TypeVar("_Answer")
_questions: dict[str, Callable[..., object]] = {}
_looks: ContextVar[list[Look] | None] = ContextVar("looks", default=None)


class Look(NamedTuple):
    """A question that was asked of a path, and its answer in words: a digest where it was the bytes of a file."""

    question: str
    path: str
    more: tuple[Any, ...]
    answer: str


def question(ask: Callable[[Path, *_More], _Answer]) -> Callable[[Path, *_More], _Answer]:
    """A function that asks what lies at a path, and is noted while `noting` lasts; what it asks itself is not."""
    _questions[ask.__name__] = ask

    @wraps(ask)
    def asked(path: Path, *more: *_More) -> _Answer:
        looks = _looks.get()
        if looks is None:
            return ask(path, *more)
        before = _looks.set(None)
        try:
            found = ask(path, *more)
        except _ERRORS as error:
            looks.append(Look(ask.__name__, str(path), more, _in_words(error)))
            raise
        finally:
            _looks.reset(before)
        looks.append(Look(ask.__name__, str(path), more, _in_words(found)))
        return found

    return asked


@contextmanager
def noting() -> Iterator[list[Look]]:
    """The looks that are taken while it lasts."""
    looks: list[Look] = []
    before = _looks.set(looks)
    try:
        yield looks
    finally:
        _looks.reset(before)


def still_so(looks: Iterable[Look]) -> bool:
    """Whether every question is answered as it was."""
    return all(_ask_again(look) == look.answer for look in looks)


def _ask_again(look: Look) -> str | None:
    ask = _questions.get(look.question)
    try:
        return _in_words(ask(Path(look.path), *look.more)) if ask else None
    except _ERRORS as error:
        return _in_words(error)


def _in_words(answer: object) -> str:
    if isinstance(answer, bytes):
        return hashlib.sha256(answer).hexdigest()
    return f"{type(answer).__name__}: {answer}"


@question
def is_there(path: Path) -> bool:
    """Whether there is a regular file. Raises OSError where that cannot be told."""
    return path.is_file()


@question
def true_place(path: Path) -> Path:
    """A path, absolute, all links followed. Raises OSError, ValueError or RuntimeError where it has none."""
    return path.resolve()


@question
def names_below(path: Path, pattern: str) -> tuple[str, ...]:
    """The names in a folder that match a pattern of the shell, in order; none where there is no folder."""
    return tuple(sorted(found.name for found in path.glob(pattern)))
