"""How often Python looks for dead rings of objects (`gc`)."""

from __future__ import annotations

import gc


def look_seldom() -> None:
    """Look for dead rings seldom, and not among what is there now.

    A project or a paper is a large tree of small objects that live to the end: looking through them every 700 objects
    took a third of a check, and a tenth of an audit. Rings are still found, as what runs long needs it.
    """
    gc.freeze()
    gc.set_threshold(200_000, 50, 100)
