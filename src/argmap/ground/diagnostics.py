"""What a reading room has to say about a user's file, as a value.

Readers never raise on what a user wrote: they return what they understood and a list of these. The room `checks`
turns them into findings like all others.
"""

from __future__ import annotations

from typing import Literal, get_args

from argmap.ground.places import Span
from argmap.ground.values import dataclass

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""How grave what is told is, the gravest first."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong with an input file.

    `code` is a stable check code such as ``SYN003``; `message` one sentence; `help` how to mend it. `span` is None
    only where a file as a whole is meant and could not be read; `path` names it then.
    """

    code: str
    message: str
    path: str
    span: Span | None = None
    help: str | None = None
    related: tuple[tuple[Span, str], ...] = ()


class ArgmapError(Exception):
    """A command cannot go on because of something outside the program: a missing file, a broken setting.

    The message is one or two sentences with the remedy; the command line prints it and exits with 2.
    """
