"""Pins: which text of a source was meant, as the SHA-256 sum of its file.

A pin stands in the settings (``[tool.argmap.pins]``, key and sum) or in the work's bibliography entry (field
``sha256``); the settings win. Only `argmap pin` writes one. A text that no longer has its sum is another text, and
what people judged by the old one is asked for again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from argmap.sources import Source

SUM = re.compile(r"(?:sha256[:-])?([0-9a-f]{64})\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pin:
    """The sum that the text of a work must have; `written` is where it stands: ``settings`` or ``bibliography``.

    `sum` is 64 lower-case hexadecimal digits, or None where what is written is no such sum (`given` has it).
    """

    key: str
    sum: str | None
    given: str
    written: str


def read_pins(in_settings: Mapping[str, str], sources: Mapping[str, Source]) -> dict[str, Pin]:
    """Every pin by the key of its work."""
    given = {key: (source.fields["sha256"], "bibliography") for key, source in sources.items() if _has_sum(source)}
    given |= {key: (value, "settings") for key, value in in_settings.items()}
    pins = {}
    for key, (value, written) in given.items():
        found = SUM.match(value.strip())
        pins[key] = Pin(key, found[1].lower() if found else None, value.strip(), written)
    return pins


def _has_sum(source: Source) -> bool:
    return bool(source.fields.get("sha256", "").strip())


def sum_of(path: Path) -> str:
    """The SHA-256 sum of a file, read piece by piece. Raises OSError as the system does."""
    import hashlib  # loads the system's cryptography

    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
