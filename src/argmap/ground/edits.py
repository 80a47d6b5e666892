"""Span edits: the only way in which a person's file is changed.

An edit replaces one stretch; every byte outside it stays. Files are read and written as bytes in UTF-8, and not at all
when somebody changed them in the meantime.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import Change, read_named, write_files

_LARGEST_FILE = 256 * 1024 * 1024


class Edit(NamedTuple):
    """Put `text` in the place of the characters `start:end`."""

    start: int
    end: int
    text: str


BLANK = "\ufffc"
"""Stands in the edits of a fix where a person has something to say."""


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to mend a finding: `edits` of texts as they were read, by the paths that spans name.

    A fix is `safe` where the files are read in that way already, so that the argument stays as it is and only the
    finding goes. `asks` says, in a few words, what a person has to put in the place of `BLANK`, which the edits hold
    once; empty where there is nothing to ask.
    """

    title: str
    edits: Mapping[str, tuple[Edit, ...]]
    safe: bool = False
    asks: str = ""

    def answered(self, words: str) -> Fix:
        """The fix with these words on one line in the place of its blank."""
        said = " ".join(words.split())
        edits = {
            path: tuple(edit._replace(text=edit.text.replace(BLANK, said)) for edit in edits)
            for path, edits in self.edits.items()
        }
        return replace(self, edits=edits, asks="")


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as read, so that it can be told later whether it changed since."""

    path: Path
    data: bytes
    text: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """`text` with every edit made. Raises ValueError where two edits overlap."""
    parts: list[str] = []
    position = 0
    for start, end, replacement in sorted(set(edits)):
        if start < position or end < start:
            raise ValueError(f"edits overlap at {start}")
        parts += (text[position:start], replacement)
        position = end
    return "".join((*parts, text[position:]))


def difference(before: str, after: str) -> Edit:
    """The one edit that makes the second text of the first: from the first character that differs to the last."""
    start = _same(before, after)
    shorter = min(len(before), len(after)) - start
    same = min(shorter, _same(before[::-1], after[::-1]))
    return Edit(start, len(before) - same, after[start : len(after) - same])


def _same(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning, found by halves: slices compare at once."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def read_for_edit(path: Path) -> ReadFile:
    """Read a UTF-8 file. Raises ArgmapError where it cannot be read or is in another encoding."""
    data = read_named(path, _LARGEST_FILE)
    try:
        return ReadFile(path, data, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ArgmapError(f"{path} is not UTF-8. Save it as UTF-8 first; nothing was changed.") from error


def write_changes(root: Path, changes: Sequence[tuple[ReadFile, str]]) -> tuple[Path, ...]:
    """Write the new texts, all of them or none, and return the files that differ now; all lie below `root`.

    Raises ArgmapError, before anything is written, where one of the files changed since it was read.
    """
    return write_files(root, [Change(read.path, text.encode("utf-8"), read.data) for read, text in changes])
