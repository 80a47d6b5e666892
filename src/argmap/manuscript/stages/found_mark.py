"""A mark as it is found in the flow of one paragraph, before the paper bears it out."""

from __future__ import annotations

from typing import NamedTuple

from argmap.manuscript.document import MarkKind


class FoundMark(NamedTuple):
    """A mark found in a flow: offsets there; `sure` is false where something else must bear it out.

    `guessed` says that only a work in the list can: the words do not look like a citation.
    """

    kind: MarkKind
    start: int
    end: int
    group: int
    number: int | None = None
    label: str | None = None
    locator: str | None = None
    authors: tuple[str, ...] = ()
    year: str | None = None
    narrative: bool = False
    ibid: bool = False
    sure: bool = True
    guessed: bool = False
