r"""Finds what TeX never sets: ``\iffalse … \fi``, branches of switches that are off, ``comment``, all after the end.

What is never set becomes a comment of the same length, so that every offset of the source stays as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from argmap.manuscript.readers.latex.syntax import NO_CONDITIONALS, VERBATIM

_TOKEN = re.compile(
    r"%[^\n]*|\\verb\*?([^\sA-Za-z*])|\\begin\s{0,9}\{([A-Za-z]+\*?)\}|\\end\s{0,9}\{document\}|\\endinput(?![A-Za-z@])"
    r"|\\(?:let|def|newif)\s{0,9}\\[A-Za-z@]+(?:\s{0,9}=?\s{0,9}\\[A-Za-z@]+)?|\\(if\s?0(?=[\s\\%])|if[A-Za-z@]*|else|fi)(?![A-Za-z@])"
    r"|\\[\s\S]"
)
_REST_OF_LINE = re.compile(r"[ \t]*(?:\r?\n)?")
_SWITCH = re.compile(r"\\(?:newif|let)\s{0,9}\\if([A-Za-z@]+)(?:\s{0,9}=?\s{0,9}\\if(?P<is>[A-Za-z@]+))?")


def switches_off(text: str) -> frozenset[str]:
    r"""The conditionals that a source declares, with ``\newif`` or as ``\iffalse``, and never turns on."""
    declared = {match.group(1) for match in _SWITCH.finditer(text) if match.group("is") in (None, "false")}
    turned_on = set(re.findall(r"\\([A-Za-z@]+)true(?![A-Za-z@])", text))
    return frozenset(f"if{name}" for name in declared - turned_on)


def as_set(text: str, off: frozenset[str] = frozenset()) -> str:
    """The source with what is never set made a comment; `off` are conditionals that are false.

    Conditionals nest; one that never closes is taken for no conditional.
    """
    false = off | {"iffalse", "if0", "if 0"}
    parts: list[str] = []
    kept = 0
    for start, end in _never_set(text, false):
        if start >= kept:
            end = rest.end() if (rest := _REST_OF_LINE.match(text, end)) else end
            parts += (text[kept:start], _as_comment(end - start))
            kept = end
    return "".join((*parts, text[kept:]))


def _as_comment(length: int) -> str:
    return f"%{' ' * (length - 2)}\n" if length > 1 else "%"


def _never_set(text: str, false: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The stretches that are never set, in order."""
    found: list[tuple[int, int]] = []
    opened: list[tuple[str, int, int]] = []  # name, its start, where its branch in force began
    closes: list[int] = []
    unclosed: set[str] = set()
    at = 0
    while match := _TOKEN.search(text, at):
        at = match.end()
        word = match.group(0)
        if delimiter := match.group(1):
            close = text.find(delimiter, at, at + 1000)
            at = close + 1 if close >= 0 else at
        elif environment := match.group(2):
            if (environment != "comment" and environment not in VERBATIM) or environment in unclosed:
                continue
            close = text.find(f"\\end{{{environment}}}", at)
            if close < 0:
                unclosed.add(environment)
                continue
            at = close + len(environment) + 6
            if environment == "comment":
                found.append((match.start(), at))
        elif word.startswith(("\\endinput", "\\end")):
            stop = match.start() if word == "\\endinput" else at
            found.append((stop, len(text)))
            break
        elif not (name := match.group(3)) or name in NO_CONDITIONALS:
            continue
        elif name == "else":
            if opened:
                kind, start, _ = opened[-1]
                if kind in false:
                    found.append((start, at))
                opened[-1] = (f"else of {kind}", start, match.start())
        elif name == "fi":
            closes.append(at)
            if opened:
                kind, start, branch = opened.pop()
                if kind in false:
                    found.append((start, at))
                elif kind == "else of iftrue":
                    found.append((branch, at))
        else:
            opened.append((name, match.start(), at))
    for name, start, _ in opened:
        # Some macro named if… has taken its end: the nearest one is the likeliest.
        if name in false and (nearest := bisect_left(closes, start)) < len(closes):
            found.append((start, closes[nearest]))
    return iter(sorted(found))
