"""A finding: one thing the tool has to say, with its place, its weight and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from argmap.places import Span

Severity = Literal["error", "warning", "note"]
Certainty = Literal["certain", "candidate"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `certain` is a mechanical fact; a `candidate` is the tool's guess and is shown as such.

    `message` is one terse sentence; `because` says what it was concluded from; `help` how to mend it; `quote` the
    words it is about as they stand in the file; `claim` the id of the claim concerned; `load` how many claims hang
    on it (used for ranking only).
    """

    code: str
    slug: str
    severity: Severity
    certainty: Certainty
    message: str
    path: str
    span: Span | None = None
    help: str | None = None
    because: str | None = None
    quote: str | None = None
    claim: str | None = None
    related: tuple[tuple[Span, str], ...] = ()
    load: int = 0
    not_checkable: bool = False
