"""The difference of two revisions as one JSON document (docs/schemas/difference.json)."""

from __future__ import annotations

from typing import Any

from argmap.comparison import Comparison


def difference_document(comparison: Comparison, old: str, new: str | None) -> dict[str, Any]:
    """What changed from `old` to `new` (None: the files as they are), as plain values."""
    return {
        "version": 1,
        "from": old,
        "to": new,
        "changes": [
            {"kind": c.kind, "claim": c.claim, "text": c.told, "before": c.before or None, "after": c.after or None}
            for c in comparison.changes
        ],
    }
