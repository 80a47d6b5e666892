"""How letters are set in a word processor's file."""

from __future__ import annotations

from typing import NamedTuple


class Letters(NamedTuple):
    """How letters are set; `size` is in points, 0 where it is not known."""

    bold: bool = False
    underlined: bool = False
    capitals: bool = False
    size: float = 0.0
    raised: bool = False
    hidden: bool = False
