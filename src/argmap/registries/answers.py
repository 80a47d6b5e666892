"""The answers of registries: ``sources/registry.jsonl``, one JSON line an answer, sorted as text.

The file is kept with the project, so that a co-author sees the same and a check needs no network. Git joins two
branches of it line by line (``merge=union``, which the writer puts into ``sources/.gitattributes``); where two lines
answer one question, they are joined here. Only real answers are kept: a registry that did not answer said nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from argmap.ground.diagnostics import ArgmapError, Diagnostic
from argmap.ground.files import Change, locked, read_file, write_locked
from argmap.ground.patterns import later
from argmap.ground.places import TextFile
from argmap.ground.unseen import without_surrogates
from argmap.registries import STORE
from argmap.registries.records import Record, as_json, from_json

UNREADABLE_ANSWER = "REG009"
_ATTRIBUTES, _UNION = "sources/.gitattributes", "registry.jsonl merge=union"
_LARGEST, _LONGEST_LINE = 256 * 1024 * 1024, 1_000_000
_MOMENT = later(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Answer:
    """What a registry answered to one question.

    `records` are what it has, the best first; none means that it has nothing (`since` when it says so, `asked` when it
    said so last, both in UTC as ``2026-11-26T18:49:00Z``). `confirmed`: it was asked twice on purpose.
    """

    registry: str
    query: str
    asked: str
    records: tuple[Record, ...] = ()
    since: str = ""
    confirmed: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Which question of which registry it answers."""
        return self.registry, self.query

    @property
    def sure_of_nothing(self) -> bool:
        """Whether it said twice, a day or more apart or on purpose, that it has nothing."""
        return not self.records and (self.confirmed or seconds_between(self.since or self.asked, self.asked) >= _DAY)


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers by registry and question, with what could not be read of them."""

    by_question: Mapping[tuple[str, str], Answer] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()

    def get(self, registry: str, query: str) -> Answer | None:
        """The answer of a registry to a question; None where it gave none."""
        return self.by_question.get((registry, query))


def seconds_between(earlier: str, later: str) -> float:
    """How long after one moment another is."""
    return (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds()


def read_answers(root: Path, name: str = STORE) -> Answers:
    """The answers kept in the folder `root`, in the file `name`; none without it. Never raises on what stands in it."""
    try:
        data = read_file(root / name, _LARGEST)
    except FileNotFoundError:
        return Answers()
    except OSError as error:
        told = f"The answers of registries cannot be read: {error.strerror or error}"
        return Answers({}, (Diagnostic(UNREADABLE_ANSWER, told, name, None, "Restore the file from git."),))
    lines = TextFile(name, data.decode("utf-8", errors="replace"))
    found: dict[tuple[str, str], Answer] = {}
    problems: list[Diagnostic] = []
    start = 0
    for line in lines.text.split("\n"):
        if line.strip():
            try:
                answer = parse_line(line)
                found[answer.key] = joined(found.get(answer.key), answer)
            except ValueError as error:
                span = lines.span(start, start + min(len(line), 80))
                problems.append(
                    Diagnostic(
                        UNREADABLE_ANSWER,
                        f"This answer of a registry cannot be read: {error}",
                        name,
                        span,
                        "Delete the line and run `argmap lookup`; of a merge conflict keep the lines of both sides.",
                    )
                )
        start += len(line) + 1
    return Answers(found, tuple(problems))


def joined(known: Answer | None, other: Answer) -> Answer:
    """Two answers to one question as one: the later, and since when a registry has said that it has nothing."""
    if known is None:
        return other
    earlier, later = sorted((known, other), key=lambda answer: (answer.asked, line_of(answer)))
    if later.records or earlier.records:
        return later
    since = min(filter(None, (earlier.since, earlier.asked, later.since)))
    return replace(later, since=since, confirmed=earlier.confirmed or later.confirmed)


@lru_cache(maxsize=20_000)
def parse_line(line: str) -> Answer:
    """The answer that a line holds. Raises ValueError, with the reason, where it is none."""
    if line.startswith(_CONFLICT):
        raise ValueError("it is the mark of a merge conflict")
    if len(line) > _LONGEST_LINE:
        raise ValueError("the line is longer than a million characters")
    try:
        value: Any = json.loads(line)
        if "\\ud" in line.lower():
            json.dumps(value, ensure_ascii=False).encode()  # half a character, which no file can hold
    except (ValueError, RecursionError) as error:
        raise ValueError(f"the line is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise ValueError("the line is not a JSON object")
    for name in ("registry", "query", "asked", "since"):
        needed = name in ("registry", "query", "asked")
        if not isinstance(value.get(name, ""), str) or (needed and not value.get(name)):
            raise ValueError(f'"{name}" is missing, or is no text')
    for name in ("asked", "since"):
        if value.get(name):
            _moment(value[name], name)
    records = value.get("records", [])
    if not isinstance(records, list):
        raise ValueError('"records" is no list')
    return Answer(
        registry=value["registry"],
        query=value["query"],
        asked=value["asked"],
        records=tuple(map(from_json, records)),
        since=value.get("since", ""),
        confirmed=value.get("confirmed") is True,
    )


def _moment(text: str, name: str) -> None:
    try:
        good = _MOMENT.fullmatch(text) and datetime.fromisoformat(text)
    except ValueError:
        good = None
    if not good:
        raise ValueError(f'"{name}" is no moment such as 2026-11-26T18:49:00Z')


def line_of(answer: Answer) -> str:
    """The answer as its line, without the line end. Registry and question come first, so that text sorts by them."""
    value: dict[str, Any] = {"registry": answer.registry, "query": answer.query, "asked": answer.asked}
    value |= {name: getattr(answer, name) for name in ("since", "confirmed") if getattr(answer, name)}
    if answer.records:
        value["records"] = [as_json(record) for record in answer.records]
    return without_surrogates(json.dumps(value, ensure_ascii=False))


def keep_answers(root: Path, new: Iterable[Answer], name: str = STORE) -> Answers:
    """Put answers into the file `name` of the folder `root`, each in the place of an older one to the same question.

    Returns all that are in it now.
    Raises ArgmapError where that cannot be written, or where a merge conflict was left in it. Lines that cannot be read
    stay as they are.
    """
    with locked(root):
        path = root / name
        before = _bytes_of(path)
        text = (before or b"").decode("utf-8", errors="surrogateescape")
        kept: dict[tuple[str, str], Answer] = {}
        odd: list[str] = []
        for line in filter(str.strip, text.split("\n")):
            if line.startswith(_CONFLICT):
                raise ArgmapError(
                    f"{path} holds a merge conflict. Keep the lines of both sides and delete the marker lines."
                )
            try:
                answer = parse_line(line)
            except ValueError:
                odd.append(line)
            else:
                kept[answer.key] = joined(kept.get(answer.key), answer)
        for answer in new:
            kept[answer.key] = joined(kept.get(answer.key), answer)
        lines = sorted([*map(line_of, kept.values()), *odd])
        data = "".join(f"{line}\n" for line in lines).encode("utf-8", errors="surrogateescape")
        changes = [Change(path, data, "absent" if before is None else before)]
        attributes = _bytes_of(root / _ATTRIBUTES)
        if name == STORE and _UNION.encode() not in (attributes or b"") + (_bytes_of(root / ".gitattributes") or b""):
            told = (attributes or b"").decode("utf-8", errors="surrogateescape")
            told += f"{'' if not told or told.endswith(chr(10)) else chr(10)}{_UNION}\n"
            data = told.encode("utf-8", errors="surrogateescape")
            changes.append(Change(root / _ATTRIBUTES, data, "absent" if attributes is None else attributes))
        write_locked(root, changes)
    return Answers(kept)


def _bytes_of(path: Path) -> bytes | None:
    try:
        return read_file(path, _LARGEST)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ArgmapError(f"{path} cannot be read: {error.strerror}. Nothing was written.") from error
