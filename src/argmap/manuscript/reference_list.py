"""Finds the list of references and splits it into its entries."""

from __future__ import annotations

from collections.abc import Sequence

from argmap.manuscript.document import Block, Reference
from argmap.manuscript.draft import Reading
from argmap.manuscript.flow import Join


def mark_reference_blocks(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with those of the reference list split into one an entry."""
    return tuple(blocks)


def references_of(text: str, blocks: Sequence[Block], readings: Sequence[Reading], join: Join) -> tuple[Reference, ...]:
    """The works that the reference list names."""
    return ()
