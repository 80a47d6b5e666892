"""Places of an editor and offsets of ours, in all three units, with whatever letters a file may hold."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from argmap.ground.places import TextFile
from argmap.lsp.places import Places

TEXTS = st.text(st.sampled_from("ab \n\r\x0c\x85\u2028éß字🙂𝕒\ud83d‏א"), max_size=40)
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-32"])


def by_hand(text: str, offset: int, encoding: str) -> types.Position:
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    codec, size = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}[encoding]
    return types.Position(len(before) - 1, len(before[-1].encode(codec, "surrogatepass")) // size)


@given(TEXTS, st.integers(0, 40), ENCODINGS)
def test_every_offset_has_its_place_and_every_place_its_offset(text: str, offset: int, encoding: str):
    offset = min(offset, len(text))
    if text[offset - 1 : offset + 1] == "\r\n":
        return  # there is no place between the two
    places, file = Places(encoding), TextFile("a", text)
    found = places.position(file, offset)
    assert found == by_hand(text, offset, encoding)
    assert places.offset(file, found) == offset


@given(TEXTS, st.integers(0, 40), st.integers(0, 40), TEXTS, ENCODINGS)
def test_a_change_is_made_where_it_is_meant(text: str, one: int, other: int, typed: str, encoding: str):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    if "\r\n" in (text[start - 1 : start + 1], text[end - 1 : end + 1]):
        return
    range_ = types.Range(by_hand(text, start, encoding), by_hand(text, end, encoding))
    change = types.TextDocumentContentChangePartial(range_, typed)
    assert Places(encoding).changed(TextFile("", text), change).text == text[:start] + typed + text[end:]


@given(TEXTS, st.integers(0, 9), st.integers(0, 99), ENCODINGS)
def test_a_place_that_is_none_is_one_nearby_and_no_error(text: str, line: int, column: int, encoding: str):
    offset = Places(encoding).offset(TextFile("a", text), types.Position(line, column))
    assert 0 <= offset <= len(text)
    back = by_hand(text, offset, encoding)
    assert (back.line, back.character) <= (line, column)
