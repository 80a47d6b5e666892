"""Bytes of an unknown file into text: byte order marks, then UTF-8, then the likeliest older encoding, with a remark.

The order follows the Encoding Standard of the WHATWG: a byte order mark outweighs everything, and a text that decodes
as UTF-8 is UTF-8. Line ends are never changed, so that offsets are those of the file.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from argmap.ground.diagnostics import ArgmapError

if TYPE_CHECKING:
    from argmap.tongues.one_byte import Guess

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = bytes(range(0x09)) + bytes(range(0x0E, 0x1B)) + bytes(range(0x1C, 0x20))
_SAMPLE = 65_536
# The bytes for ğ, ı and ş are ð, ý and þ in Western European: without an æ beside them they are hardly Icelandic.
_ICELANDIC_OR_TURKISH = re.compile(rb"[\xf0\xfd\xfe].{0,2000}[\xf0\xfd\xfe]", re.DOTALL)
_OLD_PAGES = [
    *(f"cp{page}" for page in (437, 720, 737, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 864, 865, 866, 869)),
    *(f"cp{page}" for page in (273, 424, 500, 875, 1026, 1140)),
    *(f"mac_{part}" for part in ("cyrillic", "greek", "iceland", "latin2", "roman", "turkish")),
]
_WESTERN = ("cp1252", "latin_1", "iso8859_15")


class NotText(ArgmapError):
    """The bytes of a file are no text; what may be given in its place knows who asked for it."""


def decode(data: bytes, shown_as: str) -> tuple[str, tuple[str, ...]]:
    """The text of a file and remarks on how it was decoded.

    Raises `NotText` where the bytes are not text at all.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data, encoding, shown_as)
    if (unmarked := _unmarked_utf16(data, shown_as)) is not None:
        return unmarked
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        return _decode_older(data, shown_as, problem.start)
    if "\0" in text:
        return _pass_over_nuls(text, shown_as)
    if _is_binary(data):
        raise NotText(f"{shown_as} is not a text: it holds control characters.")
    return text, ()


def _decode_marked(data: bytes, encoding: str, shown_as: str) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        name = encoding.removesuffix("-sig").upper()
        text = data.decode(encoding, errors="replace")
        return text, (f"{shown_as} calls itself {name} but is broken in places: the letters lost read as \ufffd.",)


def _unmarked_utf16(data: bytes, shown_as: str) -> tuple[str, tuple[str, ...]] | None:
    """UTF-16 without its mark has a NUL in every other place, where letters are Latin."""
    sample = data[:_SAMPLE]
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    half = max(1, len(sample) // 2)
    for nulls, encoding in ((odd, "utf-16-le"), (even, "utf-16-be")):
        if nulls / half > 0.5:
            try:
                return data.decode(encoding), (
                    f"{shown_as} was read as {encoding.upper()}; it does not say so itself.",
                )
            except UnicodeDecodeError:
                return None
    return None


def _pass_over_nuls(text: str, shown_as: str) -> tuple[str, tuple[str, ...]]:
    if text.count("\0") > max(4, len(text) // 1000):
        raise NotText(f"{shown_as} is not a text: it holds {text.count(chr(0))} NUL characters.")
    return text, (f"{shown_as} holds {text.count(chr(0))} NUL characters; they were passed over.",)


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    return len(sample) - len(sample.translate(None, _CONTROL)) > len(sample) // 50


def _decode_older(data: bytes, shown_as: str, first_bad: int) -> tuple[str, tuple[str, ...]]:
    """Not UTF-8: a few broken bytes in a UTF-8 text, an older encoding, or no text at all."""
    if b"\0" in data[:_SAMPLE] or _is_binary(data):
        raise NotText(f"{shown_as} is not a text.")
    patched = data.decode("utf-8", errors="replace")
    beyond_ascii = sum(1 for c in patched[:_SAMPLE] if c > "\x7f")
    lost = patched[:_SAMPLE].count("\ufffd")
    if lost and lost * 4 < beyond_ascii:
        line = data.count(b"\n", 0, first_bad) + 1
        return patched, (
            f"{shown_as} is UTF-8 but broken in places, first on line {line}: the letters lost read as \ufffd.",
        )
    found = guess(data)
    text = data.decode(found.encoding, errors="replace")
    if found.declared:
        return text, ()
    return text, (
        f"{shown_as} is not UTF-8; it was read as {found.told}. Check accented letters, or save it as UTF-8.",
    )


def guess(data: bytes) -> Guess:
    """The encoding of a text that is not UTF-8: the one it names, else the likeliest.

    No page of DOS or of the old Macintosh is ever guessed.
    """
    from argmap.tongues.one_byte import Guess, declared_encoding, guess_by_words  # for the rare file not in UTF-8

    if (known := declared_encoding(data) or guess_by_words(data[: _SAMPLE * 4])) is not None:
        return known
    import charset_normalizer  # costs 40 ms

    matches = charset_normalizer.from_bytes(data[: _SAMPLE * 4], cp_exclusion=_OLD_PAGES)
    best = matches.best()
    # Western European outweighs its neighbours where it explains the bytes as well.
    western = next((m for m in matches if m.encoding in _WESTERN), None)
    if best is None or (western is not None and western.chaos <= best.chaos + 0.01):
        best = western
    encoding = "cp1252" if best is None or best.encoding in _WESTERN else best.encoding
    if encoding == "cp1252" and _ICELANDIC_OR_TURKISH.search(data) and b"\xe6" not in data:
        encoding = "cp1254"
    return Guess(encoding)
