r"""The lists of works that a LaTeX source prints itself: what stands between one ``\bibitem`` and the next."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field
from itertools import pairwise

from argmap.manuscript.document import Reference
from argmap.manuscript.readers.latex.syntax import Arguments
from argmap.manuscript.readers.stated import reference_from_parsed
from argmap.manuscript.readers.tracing import TracedText
from argmap.sources.bibliography.latex_values import decode_latex

_ITEM = re.compile(r"\\bibitem(?![A-Za-z])")


@dataclass(slots=True)
class PrintedList:
    """The entries read so far, and the one that is being read: its key, its printed label, where it began."""

    listed: list[Reference] = field(default_factory=list)
    opened: tuple[str, str | None, int] | None = None

    def open(self, arguments: Arguments, at: int, begin: int) -> int:
        r"""Begins the entry whose ``\bibitem`` ends at `at`, and gives back the offset after its label and key."""
        label = arguments.optional(at)
        key = arguments.required(label[2] if label else at)
        if key is None:
            return at
        printed = decode_latex(arguments.text[label[0] : label[1]]) if label else None
        self.opened = (arguments.text[key[0] : key[1]].strip(), printed, begin)
        return key[2]

    def close(self, out: TracedText) -> bool:
        """Makes a reference of what was written since the entry began; False where none is open or nothing was."""
        if self.opened is None:
            return False
        (key, label, start), self.opened = self.opened, None
        since = out.since(start)
        words = " ".join(since.split())
        if not words:
            return False
        out.block("reference", start)
        begin = start + len(since) - len(since.lstrip())
        name = f"r{len(self.listed) + 1}"
        above = self.listed[-1] if self.listed else None
        self.listed.append(reference_from_parsed(name, words, begin, out.length, above, key=key, label=label))
        return True


def items_of(arguments: Arguments, keys: Set[str]) -> list[tuple[int, int]]:
    """The stretches of the entries of a list that have one of these keys."""
    text = arguments.text
    items = [found.start() for found in _ITEM.finditer(text)]
    return [(begin, end) for begin, end in pairwise([*items, len(text)]) if _key_of(arguments, begin) in keys]


def _key_of(arguments: Arguments, item: int) -> str | None:
    at = item + len(r"\bibitem")
    label = arguments.optional(at)
    key = arguments.required(label[2] if label else at)
    return arguments.text[key[0] : key[1]].strip() if key else None
