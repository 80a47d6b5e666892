"""Reads the characters of symbol fonts, which a word processor keeps by their places in the font."""

from __future__ import annotations

import re

# The letters of the font Symbol that papers use, by their places in it.
_SYMBOL = {
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0x20, 0x41), " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅", strict=True)),
    **dict(zip(range(0xA1, 0xC0), "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵", strict=True)),
    **dict(zip(range(0xC0, 0xE0), "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓", strict=True)),
}
_PICTURE = "▪"
_PICTURES = ("wingdings", "webdings", "zapf dingbats", "marlett")
_PLACE = re.compile("[\uf020-\uf0ff]")


def symbol(font: str, place: str) -> str:
    """The character of a font at a place (hexadecimal, as in ``w:sym``); a small square for a picture.

    The replacement character where the font is of the private use area and not known, and nothing where the place is
    no number.
    """
    try:
        value = int(place, 16)
    except ValueError:
        return ""
    name = font.casefold()
    inside = value - 0xF000 if 0xF000 <= value <= 0xF0FF else value
    if name.startswith("symbol"):
        return _SYMBOL.get(inside, "\ufffd")
    if name.startswith(_PICTURES):
        return _PICTURE
    return "\ufffd" if 0xE000 <= value <= 0xF8FF else chr(value) if 0 < value < 0xD800 else ""


def in_font(words: str, font: str) -> str:
    """Text that is set in a font, the places of a symbol font read as its characters; as it is in any other font."""
    if not font.casefold().startswith(("symbol", *_PICTURES)):
        return words
    return _PLACE.sub(lambda found: symbol(font, f"{ord(found[0]):x}"), words)
