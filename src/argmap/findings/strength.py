"""How likely a candidate is worth a look: the share of its kind that was, when such candidates were judged by hand."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

# what nobody has judged yet is as likely as not
_UNJUDGED = 0.5


def usual_strength(code: str, kind: str = "") -> float:
    """The share of candidates of a check, or of one `kind` of what it finds, that were worth a look, 0 to 1.

    The shares stand in ``data/strengths.toml``, which says what was judged.
    """
    kinds = _strengths().get(code, {})
    return kinds.get(kind, kinds.get("usual", _UNJUDGED))


@cache
def _strengths() -> Mapping[str, Mapping[str, float]]:
    return tomllib.loads((Path(__file__).parent / "data" / "strengths.toml").read_text("utf-8"))
