"""Argdown in Markdown: the fenced blocks of a text, as one document whose lines keep their numbers.

Argdown draws such blocks one by one. Here a title means one thing in all of them, as it does to whoever wrote the text.
"""

from __future__ import annotations

import re
from typing import Final

from argmap.exchange.loss import LossReport

_FENCE: Final = re.compile(r"([ \t]*)(`{3,}(?=[^`]*\Z)|~{3,})(.*)\Z")
_ARGDOWN: Final = re.compile(r"[ \t]*\{?[ \t]*\.?argdown(?:-map)?\b", re.IGNORECASE)
_SETTINGS: Final = re.compile(r"={3,}[ \t]*\Z")


def argdown_in(text: str, loss: LossReport) -> str:
    """The text with all but its blocks of Argdown blanked, settings of blocks too; as it is where it has no block."""
    lines = text.split("\n")
    if not any((found := _FENCE.match(line)) and _ARGDOWN.match(found[3]) for line in lines):
        return text
    kept: list[str] = []
    inside, indent, mark, settings = False, "", "", ""
    told = False  # of the paragraph outside of blocks that the lines are of
    for number, line in enumerate(lines, 1):
        found = _FENCE.match(line)
        shown = ""
        if mark:
            if found and found[2][0] == mark[0] and len(found[2]) >= len(mark) and not found[3].strip():
                mark, inside = "", False
            elif inside and _SETTINGS.match(line.strip()) and settings in ("may come", "open"):
                if settings == "may come":
                    loss.lose("block of settings", f"line {number}", "all blocks are read as one document")
                    settings = "open"
                else:
                    settings = "done"
            elif inside and settings != "open":
                shown = line.removeprefix(indent)
                settings = "done" if line.strip() else settings
        elif found:
            indent, mark, inside = found[1], found[2], bool(_ARGDOWN.match(found[3]))
            settings, told = "may come", False
        elif line.strip():
            if not told:
                loss.lose("paragraph", f"line {number}", "this stands outside of the blocks of Argdown")
            told = True
        else:
            told = False
        kept.append(shown)
    return "\n".join(kept)
