"""A recording of what registries really answered: one JSON line a request, to be played back without a network.

A line has the registry, the path as it was sent (reference fields only: neither key nor mail), the moment, and either
status and body as they came, or why no answer did. Lines are appended as answers come; a run that is killed loses none.
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import read_file
from argmap.registries.asking import NoAnswerError, Reply, Request

_LARGEST = 1024 * 1024 * 1024


def record(path: Path, request: Request, asked: str, outcome: Reply | NoAnswerError) -> None:
    """Append what came of a request, asked at the moment `asked`. Raises ArgmapError where that cannot be written."""
    line: dict[str, Any] = {"registry": request.registry, "path": request.path, "asked": asked}
    if isinstance(outcome, Reply):
        # bytes that are no UTF-8 come back as they were
        line |= {"status": outcome.status, "body": outcome.body.decode("utf-8", errors="surrogateescape")}
    else:
        line["why"] = str(outcome)
    try:
        with path.open("a", encoding="ascii") as file:
            file.write(f"{json.dumps(line)}\n")
    except OSError as error:
        raise ArgmapError(f"The recording {path} cannot be written: {error.strerror}.") from error


@dataclass
class Player:
    """Answers requests out of a recording; where one was sent several times, in that order, the last again and again.

    `moment` is when the first of it was asked: a run is dated by it, and each answer by its own, not by the playing.
    """

    moment: str
    _lines: dict[tuple[str, str], deque[dict[str, Any]]] = field(default_factory=dict)

    @classmethod
    def of(cls, path: Path) -> Player:
        """The player of a file. Raises ArgmapError where it cannot be read or is no recording."""
        try:
            text = read_file(path, _LARGEST).decode("ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise ArgmapError(f"The recording {path} cannot be read: {error}.") from error
        lines: dict[tuple[str, str], deque[dict[str, Any]]] = defaultdict(deque)
        for number, line in enumerate(text.splitlines(), 1):
            try:
                value = json.loads(line)
                held = (value["status"], value["body"]) if "why" not in value else (0, value["why"])
                if not (isinstance(held[0], int) and all(isinstance(v, str) for v in (held[1], value["asked"]))):
                    raise TypeError
                lines[value["registry"], value["path"]].append(value)
            except (ValueError, RecursionError, KeyError, TypeError):
                raise ArgmapError(f"{path}:{number} is no line of a recording (`argmap lookup --record`).") from None
        if not lines:
            raise ArgmapError(f"The recording {path} is empty.")
        return cls(min(value["asked"] for held in lines.values() for value in held), dict(lines))

    def reply(self, request: Request) -> Reply:
        """What came of this request then. Raises NoAnswerError where nothing did, or it was never sent."""
        held = self._lines.get((request.registry, request.path))
        if not held:
            raise NoAnswerError("the recording has no such request")
        value = held.popleft() if len(held) > 1 else held[0]
        if "why" in value:
            raise NoAnswerError(value["why"])
        return Reply(value["status"], value["body"].encode("utf-8", errors="surrogateescape"), value["asked"])
