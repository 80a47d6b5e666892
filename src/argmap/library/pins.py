"""Pins: which text of a source was meant, as a SHA-256 sum.

Of a plain text the sum is taken over the text and not its bytes: line ends, a byte order mark, spaces at the ends of
lines and the way accented letters are coded make no other text. Of a PDF or an office file every byte counts.

A pin stands in the settings (``[tool.argmap.pins]``, key and sum) or in the work's bibliography entry (field
``sha256``); the settings win. Only `argmap pin` writes one. A text that no longer has its sum is another text, and
what people judged by the old one is asked for again.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from argmap.ground.files import check_file
from argmap.ground.values import dataclass
from argmap.sources import Source

SUM = re.compile(r"(?:sha256[:-])?([0-9a-f]{64})\Z", re.IGNORECASE)
_LARGEST_PLAIN_TEXT = 100_000_000
# What shows a file to be no plain text stands in its first bytes, for nearly all; the rest need not be held for it.
_HEAD = 8_192


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


def sums_of(path: Path) -> tuple[str, ...]:
    """The sums by which a file can be pinned, the one that is written first. Raises OSError as the system does.

    The second is that of the bytes as they are, which early pins have and which differs only where the text is not
    written as the first has it.
    """
    check_file(path, sys.maxsize)
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        stream.seek(0)
        if head.startswith(b"%PDF") or b"\0" in head or path.stat().st_size > _LARGEST_PLAIN_TEXT:
            import hashlib  # loads the system's cryptography

            return (hashlib.file_digest(stream, "sha256").hexdigest(),)
        return sums_of_bytes(stream.read())


def sums_of_bytes(data: bytes) -> tuple[str, ...]:
    """`sums_of` for what was read already."""
    import hashlib  # loads the system's cryptography

    texts = [text.encode("utf-8")] if (text := _plain_text(data)) is not None else []
    return tuple(dict.fromkeys(hashlib.sha256(part).hexdigest() for part in (*texts, data)))


def _plain_text(data: bytes) -> str | None:
    """The text in its one form, or None where it is none."""
    if data.startswith(b"%PDF") or b"\0" in data:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join(line.rstrip(" \t") for line in lines)
