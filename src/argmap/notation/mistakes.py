"""What is wrong with a claims file while somebody types in it: what stands from one heading to the next is parsed anew
only where it has changed.

A heading at the margin closes all that is open, so that what follows it can be parsed by itself; it is no heading only
within a comment, and comments are known by their marks alone. What is left that concerns the whole file (an id given
twice, claims without any, more mistakes than are listed) is rare, and the file is then parsed as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from argmap.ground.diagnostics import Diagnostic
from argmap.ground.places import Span, TextFile
from argmap.notation.open_nodes import MOST_DIAGNOSTICS, UNNAMED
from argmap.notation.parser import parse

_BREAK = r"(?:##? |[ \t]*<!--)"
_BREAK_AT_LF, _BREAK_AT_ANY = re.compile(rf"\n{_BREAK}"), re.compile(rf"[\r\n]{_BREAK}")
_COMMENT_FIRST = re.compile(r"\ufeff?[ \t]*<!--")


class Mistakes:
    """The diagnostics of a file's text, and then of its next one: the same as `parse` gives, in less time."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[tuple[str, ...], tuple[Diagnostic, ...]]] = {}

    def of(self, file: TextFile) -> tuple[Diagnostic, ...]:
        """What is wrong, in the order of the file."""
        text, known = file.text, self._known
        self._known = {}
        ids: list[str] = []
        found: list[Diagnostic] = []
        starts = [0, *_headings(text)]
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            part = text[start:end]
            told = known.get(part)
            if told is None:
                parsed = parse(part, file.path)
                told = tuple(claim.id.text for claim in parsed.tree.claims), parsed.diagnostics
            self._known[part] = told
            ids += told[0]
            if told[1]:
                line = file.position(start)[0] - 1
                found += (_moved(diagnostic, start, line) for diagnostic in told[1])
        whole = len(set(ids)) < len(ids) or any(id.startswith(UNNAMED) for id in ids)
        return parse(text, file.path).diagnostics if whole or len(found) > MOST_DIAGNOSTICS else tuple(found)


def _headings(text: str) -> Iterator[int]:
    """Where lines begin that are headings at the margin and in no comment."""
    breaks = _BREAK_AT_ANY if "\r" in text else _BREAK_AT_LF
    found = _COMMENT_FIRST.match(text) or breaks.search(text)
    while found:
        at = found.end()
        if text[at - 1] == "-":  # a comment begins
            at = text.find("-->", at)
            if at < 0:
                return
        else:
            yield found.start() + 1
        found = breaks.search(text, at)


def _moved(diagnostic: Diagnostic, by: int, lines: int) -> Diagnostic:
    if not by or diagnostic.span is None:
        return diagnostic

    def moved(span: Span) -> Span:
        return span._replace(
            start=span.start + by, end=span.end + by, line=span.line + lines, end_line=span.end_line + lines
        )

    related = tuple((moved(span), words) for span, words in diagnostic.related)
    return replace(diagnostic, span=moved(diagnostic.span), related=related)
