"""The definitions of a LaTeX source that matter for reading it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from argmap.manuscript.latex_syntax import Arguments
from argmap.sources.latex import decode_latex

_NAME = re.compile(r"\s*\{?\\([A-Za-z]+)\}?")
_COUNT = re.compile(r"\s*\[([1-9])\]")
_DOES_MORE = re.compile(r"\\(?:begin|end|input|include|footnote|[A-Za-z]*cite)|[#$]")
_LONGEST = 300


@dataclass(slots=True)
class Macros:
    r"""What the commands that a source defines stand for.

    `words`: those that stand for words, ``\newcommand{\eu}{European Union}``. `swallows`: how many arguments are made
    nothing of, ``\newcommand{\hide}[1]{}``. All others are unknown commands.
    """

    words: dict[str, str] = field(default_factory=dict)
    swallows: dict[str, int] = field(default_factory=dict)

    def define(self, text: str, arguments: Arguments, at: int) -> int:
        """Takes in the definition whose command ends at `at`, and gives back the offset after it."""
        name = _NAME.match(text, at)
        if name is None:
            return at
        body = arguments.required(name.end())
        if body and body[1] - body[0] < _LONGEST:
            words = text[body[0] : body[1]]
            if not _DOES_MORE.search(words):
                self.words[name.group(1)] = decode_latex(words)
            return body[2]
        at = name.end()
        count = _COUNT.match(text, at)
        while found := arguments.optional(at):
            at = found[2]
        if text[at : at + 1] == "#":
            at = text.find("{", at, at + 200)
        final = arguments.required(at) if at >= 0 else None
        if final and count and not text[final[0] : final[1]].strip():
            self.swallows[name.group(1)] = int(count.group(1))
        return final[2] if final else name.end()
