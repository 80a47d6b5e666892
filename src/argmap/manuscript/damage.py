"""Damaged words and what they most likely were."""

from __future__ import annotations

from argmap.manuscript.document import Repair


def find_repairs(text: str) -> tuple[Repair, ...]:
    """Proposals for the damaged words of a text."""
    return ()
