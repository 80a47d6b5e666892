"""The journal of a project's edits in the workshop: what each changed, so that it can be taken back.

It is kept in `.argmap/journal.jsonl` and written together with the files that an edit changes, in one go, so that the
two never tell different things. An entry holds the lines that were there, those that came in their place, and some
around them: it is taken back where those stand, wherever that is by now, and not at all where they do not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import Change, read_file
from argmap.workshop.merge import Hunk, hunks, lines_of

FOLDER = ".argmap"
_JOURNAL = f"{FOLDER}/journal.jsonl"
IGNORE = f"{FOLDER}/.gitignore"
_MOST = 200
_LARGEST = 4_000_000
_AROUND = 3
"""Lines of context that are kept before and behind each change."""

Step = Literal["undo", "redo"]


class NothingToUndo(ArgmapError):
    """There is no edit to take back, or to do again."""


@dataclass(frozen=True, slots=True)
class Place:
    """One change of a file: `old` lines were at line `at`, `new` ones came for them; both between the same others."""

    at: int
    old: tuple[str, ...]
    new: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One edit: what was said of it, by whom and when, and the places it changed, by file.

    `created` are the files that it made. `undone` is true where it was taken back.
    """

    said: str
    by: str
    at: str
    files: Mapping[str, tuple[Place, ...]]
    undone: bool = False
    created: tuple[str, ...] = ()

    @staticmethod
    def of(verb: str, said: str, by: str, before: Mapping[str, str], after: Mapping[str, str]) -> Entry:
        """The entry for texts that came to be `after`, where they differ."""
        files = {path: _places(before.get(path, ""), text) for path, text in after.items()}
        created = tuple(path for path in after if path not in before)
        return Entry(said or verb, by, datetime.now(UTC).isoformat(timespec="seconds"), files, created=created)

    def apply(self, way: Step, texts: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, str] | None]:
        """The texts with this edit taken back or done again; else the file where it cannot be, and why."""
        made: dict[str, str] = {}
        for path, places in self.files.items():
            lines = lines_of(texts.get(path, ""))
            found: list[Hunk] = []
            shift = 0
            for place in places:
                here, there = (place.new, place.old) if way == "undo" else (place.old, place.new)
                at = place.at + (shift if way == "undo" else 0)
                where = _find(lines, here, place.before, place.after, at)
                if where is None:
                    return {}, (path, "Somebody changed these lines, or the ones around them.")
                found.append(Hunk(where, where + len(here), there))
                shift += len(place.new) - len(place.old)
            if any(a.end > b.start for a, b in pairwise(found)):
                return {}, (path, "Its parts no longer stand in the same order.")
            for hunk in reversed(found):
                lines[hunk.start : hunk.end] = hunk.lines
            made[path] = "".join(lines)
        return made, None


def _places(before: str, after: str) -> tuple[Place, ...]:
    old, new = lines_of(before), lines_of(after)
    return tuple(
        Place(
            hunk.start,
            tuple(old[hunk.start : hunk.end]),
            hunk.lines,
            tuple(old[max(0, hunk.start - _AROUND) : hunk.start]),
            tuple(old[hunk.end : hunk.end + _AROUND]),
        )
        for hunk in hunks(old, new)
    )


def _find(
    lines: Sequence[str], here: tuple[str, ...], before: tuple[str, ...], after: tuple[str, ...], at: int
) -> int | None:
    """The line where `here` stands between the lines around it; nearest to where it was. None where it is nowhere."""
    for around in range(_AROUND, 0, -1):
        head, tail = before[-around:], after[:around]
        wanted = (*head, *here, *tail)
        if not wanted:
            return 0 if not lines else None
        places = [
            start + len(head)
            for start in range(len(lines) - len(wanted) + 1)
            if lines[start] == wanted[0] and tuple(lines[start : start + len(wanted)]) == wanted
        ]
        if at in places:
            return at
        if len(places) == 1:
            return places[0]
    return None


@dataclass(frozen=True, slots=True)
class Journal:
    """The entries of a project, oldest first, and the bytes that they were read from."""

    root: Path
    entries: tuple[Entry, ...] = ()
    _data: bytes | None = None

    @staticmethod
    def read(root: Path) -> Journal:
        """The journal as it is; one that cannot be read is an empty one, and the next edit begins it anew."""
        try:
            data = read_file(root / _JOURNAL, _LARGEST)
        except OSError:
            return Journal(root)
        try:
            return Journal(root, tuple(_entry(json.loads(line)) for line in data.splitlines() if line.strip()), data)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return Journal(root, (), data)

    def next(self, way: Step) -> Entry | None:
        """The entry that would be taken back, or done again, next."""
        at = self._index(way)
        return None if at is None else self.entries[at]

    def _index(self, way: Step) -> int | None:
        if way == "undo":
            return next((i for i in range(len(self.entries) - 1, -1, -1) if not self.entries[i].undone), None)
        return next((i for i, entry in enumerate(self.entries) if entry.undone), None)

    def with_entry(self, entry: Entry) -> Journal:
        """With one more entry; those that were taken back cannot be done again any more."""
        kept = [e for e in self.entries if not e.undone]
        return replace(self, entries=(*kept, entry)[-_MOST:])

    def stepped(self, way: Step) -> Journal:
        """With the next entry taken back, or done again."""
        at = self._index(way)
        assert at is not None, "the caller has asked for the next entry"
        entries = list(self.entries)
        entries[at] = replace(entries[at], undone=way == "undo")
        return replace(self, entries=tuple(entries))

    def changes(self) -> list[Change]:
        """What is to be written, together with the files that the last entry is about."""
        lines = [json.dumps(_plain(entry), ensure_ascii=False).encode() for entry in self.entries]
        while lines and sum(map(len, lines)) > _LARGEST // 2:
            lines.pop(0)
        made = [Change(self.root / _JOURNAL, b"".join(line + b"\n" for line in lines))]
        if not (self.root / IGNORE).exists():
            made.append(Change(self.root / IGNORE, b"*\n"))
        return made


def _plain(entry: Entry) -> dict[str, Any]:
    files = {
        path: [[p.at, "".join(p.old), "".join(p.new), "".join(p.before), "".join(p.after)] for p in places]
        for path, places in entry.files.items()
    }
    told = {"at": entry.at, "by": entry.by, "said": entry.said, "undone": entry.undone}
    return {**told, "created": list(entry.created), "files": files}


def _entry(value: Any) -> Entry:
    files = {
        str(path): tuple(Place(int(p[0]), *(tuple(lines_of(str(words))) for words in p[1:5])) for p in places)
        for path, places in value["files"].items()
    }
    created = tuple(str(path) for path in value.get("created", ()))
    return Entry(str(value["said"]), str(value["by"]), str(value["at"]), files, bool(value["undone"]), created)
