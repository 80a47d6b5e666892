"""A finding: one thing the tool has to say, with its place, its weight and how sure it is."""

from __future__ import annotations

from typing import Literal

from argmap.ground.diagnostics import Severity
from argmap.ground.places import Span
from argmap.ground.values import dataclass

Certainty = Literal["certain", "candidate"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `certain` is a mechanical fact; a `candidate` is the tool's guess and is shown as such.

    `message` is one terse sentence; `because` says what it was concluded from; `help` how to mend it; `quote` the
    words it is about as they stand in the file; `claim` the id of the claim concerned; `bearing` how much of a
    conclusion's support passes through that claim, 0 to 1 (used for ranking only). `strength` says of a candidate how
    likely it is worth a look, 0 to 1 (`argmap.findings.strength`).
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
    bearing: float = 0.0
    not_checkable: bool = False
    strength: float = 1.0
