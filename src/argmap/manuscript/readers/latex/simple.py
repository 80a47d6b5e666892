"""The commands of LaTeX that need no reader: they read as words of their own, or vanish with their arguments."""

from __future__ import annotations

import re
from typing import NamedTuple

from argmap.manuscript.readers.latex.macros import Macros
from argmap.manuscript.readers.latex.syntax import DROPPED, REFERENCES, SIGNS, Arguments, accent

# An argument that needs no braces, a command or a length, and what a length is set to.
_BARE = re.compile(r"\s{0,9}(?:\\[A-Za-z@]+|-?\d{0,4}\.?\d+\s?(?:pt|pc|in|bp|cm|mm|em|ex|sp)(?![A-Za-z]))")
_LENGTH = re.compile(
    r" ?= ?-?(?:\d{0,4}\.?\d+ ?(?:(?:pt|pc|in|bp|cm|mm|em|ex|sp)(?![A-Za-z]))?|\\[A-Za-z@]+)"
    r"| ?-?\d{0,4}\.?\d+(?:pt|pc|in|bp|cm|mm|em|ex|sp)(?![A-Za-z])"
)


class Reads(NamedTuple):
    """What a command reads as, the stretch of the source that says so, and the offset after the command."""

    words: str
    start: int
    end: int
    after: int


def simple_command(arguments: Arguments, macros: Macros, name: str, start: int, at: int) -> Reads:
    """Signs, accents, cross-references, links, and what is dropped with its arguments.

    The command begins at `start` and its name ends at `at`. Of an unknown one the arguments are read as text.
    """
    text = arguments.text
    if name in REFERENCES and (found := arguments.required(at)):
        return Reads("??", start, found[2], found[2])
    if name in ("url", "nolinkurl", "path", "href") and (found := arguments.required(at)):
        shown = text[found[0] : found[1]] if name != "href" else ""
        return Reads(shown, found[0], found[1], found[2])
    if name == "verb" and at < len(text):
        close = text.find(text[at], at + 1, at + 1000)
        if close > 0:
            return Reads(text[at + 1 : close], at + 1, close, close + 1)
    if name in macros.words:
        return Reads(macros.words[name], start, at, at + 2 if text[at : at + 2] == "{}" else at)
    if len(name) == 1 and name not in SIGNS and (accented := accent(text, name, at)):
        return Reads(accented[0], start, accented[1], accented[1])
    if name in SIGNS:
        # TeX eats the space after a command; an empty group keeps it.
        spaces = len(text[at : at + 20]) - len(text[at : at + 20].lstrip(" "))
        return Reads(SIGNS[name], start, at, at + 2 if text[at : at + 2] == "{}" else at + spaces)
    return Reads("", start, at, _dropped(arguments, macros, name, at))


def _dropped(arguments: Arguments, macros: Macros, name: str, at: int) -> int:
    """The offset after the arguments that vanish with a command."""
    text = arguments.text
    if name == "vadjust":
        found = arguments.required(at + len("pre") if text.startswith("pre", at := arguments.skip_space(at)) else at)
        return found[2] if found else at
    for _ in range(macros.swallows.get(name, DROPPED.get(name, 0))):
        while found := arguments.optional(at):
            at = found[2]
        if found := arguments.required(at):
            at = found[2]
        elif bare := _BARE.match(text, at):
            at = bare.end()
        else:
            break
    if name in DROPPED or name in macros.swallows:
        return at
    if length := _LENGTH.match(text, at):
        return length.end()
    while text[at : at + 1] == "[" and (found := arguments.optional(at)):
        at = found[2]
    return at
