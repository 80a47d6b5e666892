"""What is sent to a registry, and why an answer may be none: the forms that every registry's module shares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol
from urllib.parse import quote, urlencode

from argmap.registries.questions import Question
from argmap.registries.records import Record


class NoAnswerError(Exception):
    """A registry did not answer, or in a way that says nothing of the work; why, in words. Never a "no"."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request: the address after the registry's own, percent-encoded, and the questions that it is to answer."""

    registry: str
    path: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the status and the body, and when it was asked, where that was not now."""

    status: int
    body: bytes
    asked: str = ""


class Registry(Protocol):
    """A registry's module: how it is asked, and what its answers say."""

    ADDRESS: str

    def requests(self, questions: Sequence[Question]) -> Iterator[Request]:
        """The requests that questions of one run become."""

    def read(self, request: Request, status: int, body: bytes) -> Mapping[Question, tuple[Record, ...]]:
        """What an answer says to each question; no records where it has nothing. Raises NoAnswerError."""


def in_path(text: str) -> str:
    """A text as one part of a path: everything but letters, digits and ``-._~`` percent-encoded."""
    return quote(text, safe="")


def with_query(path: str, values: Mapping[str, str | int]) -> str:
    """A path with a query of these names and values."""
    return f"{path}?{urlencode(values, quote_via=quote)}"


def in_batches(questions: Iterable[Question], most: int) -> Iterator[tuple[Question, ...]]:
    """The questions, so many at a time."""
    waiting = iter(questions)
    while batch := tuple(islice(waiting, most)):
        yield batch


def as_table(body: bytes) -> dict[str, Any]:
    """The JSON object of an answer. Raises NoAnswerError where it is something else, such as a page to log in."""
    import json

    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        what = "a web page" if looks_like_page(body) else "something that is not JSON"
        raise NoAnswerError(f"it answered with {what}") from None
    if not isinstance(value, dict):
        raise NoAnswerError("it answered with JSON of another form")
    return value


def looks_like_page(body: bytes) -> bool:
    """Whether an answer is a web page."""
    return body[:2_000].lstrip().lower().startswith((b"<!doctype html", b"<html"))


def is_absent(status: int, body: bytes) -> bool:
    """Whether a registry itself says that it has nothing: 404 or 410, and no page of what stands before it."""
    return status in (404, 410) and not looks_like_page(body)


def expect_ok(status: int) -> None:
    """Raises NoAnswerError for every status but 200."""
    if status != 200:
        raise NoAnswerError(f"it answered with the status {status}")


def texts(value: object) -> tuple[str, ...]:
    """The texts of a list, or the one text that stands in its place; what is no text is left out."""
    items = value if isinstance(value, list) else [value]
    return tuple(" ".join(item.split())[:2_000] for item in items[:400] if isinstance(item, str) and item.strip())


def first(value: object) -> str:
    """The first text of a list, or the text itself; empty without."""
    return next(iter(texts(value)), "")


def table(value: object) -> Mapping[str, Any]:
    """The value where it is a table, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def tables(value: object) -> tuple[Mapping[str, Any], ...]:
    """The tables of a list."""
    return tuple(item for item in value[:400] if isinstance(item, Mapping)) if isinstance(value, list) else ()


def years_in(*values: object) -> tuple[int, ...]:
    """The years that numbers, or dates that begin with one, name: each once, in their order."""
    found = (re.match(r"[12]\d{3}(?!\d)", str(value)) for value in values if isinstance(value, int | str))
    return tuple(dict.fromkeys(int(year[0]) for year in found if year))
