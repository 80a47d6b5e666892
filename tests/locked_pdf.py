"""Locks a small PDF for tests as an owner does who forbids everything and lets everybody read (no user password)."""

from __future__ import annotations

import hashlib
import re

from printed_pdf import Line, pdf_of

_FILLING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_NOTHING_ALLOWED = -64
_ID, _OWNER = bytes(range(16)), bytes(range(32))


def locked_pdf(pages: list[list[Line]]) -> bytes:
    """The PDF of `pdf_of`, its streams ciphered with 40 bits (ISO 32000-1, 7.6.2, revision 2)."""
    allowed = _NOTHING_ALLOWED.to_bytes(4, "little", signed=True)
    key = _md5(_FILLING + _OWNER + allowed + _ID)[:5]
    words = f"/O <{_OWNER.hex()}> /U <{_rc4(key, _FILLING).hex()}>"
    lock = f"<< /Filter /Standard /V 1 /R 2 /P {_NOTHING_ALLOWED} {words} >>"
    extra = f"/ID [<{_ID.hex()}> <{_ID.hex()}>] /Encrypt {lock}"

    def ciphered(stream: re.Match[bytes]) -> bytes:
        of_object = _md5(key + int(stream[2]).to_bytes(3, "little") + b"\0\0")[:10]
        return stream[1] + _rc4(of_object, stream[3]) + b"\nendstream"

    streams = rb"((\d+) 0 obj\n<< /Length \d+ >>\nstream\n)(.*?)\nendstream"
    return re.sub(streams, ciphered, pdf_of(pages, extra.encode()), flags=re.DOTALL)


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    made, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        made.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(made)
