"""A document as text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from argmap.ground.unseen import without_surrogates

_DEEP = 3
_encoded = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` makes another encoder at every call


def write_json(document: Mapping[str, Any]) -> str:
    """One JSON document with a final line end; letters stand as they are, and what a list holds one item a line."""
    return without_surrogates(_laid_out(document, "")) + "\n"


def _laid_out(value: Any, margin: str) -> str:
    # the encoder that indents is written in Python; the one that does not is six times as fast
    inner = f"{margin} "
    if isinstance(value, Mapping) and value and len(margin) < _DEEP:
        items = [f"{_encoded(str(key))}: {_laid_out(item, inner)}" for key, item in value.items()]
        return "{\n" + ",\n".join(inner + item for item in items) + f"\n{margin}}}"
    if isinstance(value, list) and any(isinstance(item, (dict, list)) for item in value):
        items = [_laid_out(value[0], inner)] if len(value) == 1 else list(map(_encoded, value))
        return "[\n" + ",\n".join(inner + item for item in items) + f"\n{margin}]"
    return _encoded(value)
