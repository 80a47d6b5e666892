"""A document as text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from argmap.ground.unseen import without_surrogates


def write_json(document: Mapping[str, Any]) -> str:
    """One JSON document with a final line end; letters stand as they are."""
    return without_surrogates(json.dumps(document, ensure_ascii=False, indent=1)) + "\n"
