"""What is asked of each of many papers, and within which limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SECONDS = 300
"""By the clock, for one paper; a long book takes half a minute."""
MEMORY = 2_000_000_000
"""In bytes, for one paper, beyond what the process has at its start."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked of each paper, and with how much; `jobs` processes work at once.

    Where `jobs` is None there is one for each processor, and one more beside each whose paper takes long.
    `outside` says that a paper may name files outside its folder, as the person allowed.
    """

    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    jobs: int | None = None
    seconds: float = SECONDS
    memory: int = MEMORY
    outside: bool = False
