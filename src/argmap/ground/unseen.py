"""Characters that nobody sees and that change how a text reads: shown by name wherever a text is put out.

A paper or a bibliography may hold control characters, lone surrogates, or the bidirectional overrides that make text
read otherwise than it stands ("Trojan Source", CVE-2021-42574). In a terminal, on a page or in a drawing they are
shown, never obeyed. Joiners and marks that some scripts need are left alone.
"""

from __future__ import annotations

import re

from argmap.ground.patterns import later

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2060-\u2069\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
_SURROGATE = later("[\ud800-\udfff]")


def show_unseen(text: str) -> str:
    """The text with each control character, override and lone surrogate as ``‹U+202E›``; line ends and tabs stay."""
    # nothing unseen is printable, and to ask that is quick
    if text.isprintable() or text.replace("\n", "").isprintable():
        return text
    return UNSEEN.sub(lambda found: f"‹U+{ord(found[0]):04X}›", text)


def holds_unseen(text: str) -> bool:
    """Whether `show_unseen` would change the text."""
    return UNSEEN.search(text) is not None


def without_surrogates(text: str) -> str:
    """The text with each lone surrogate, for which UTF-8 has no bytes, as ``‹U+DCE9›``; everything else stays.

    They stand for the bytes of a file's name that are not UTF-8, and JSON may hold any of them.
    """
    try:
        text.encode()  # is quick, and fails only where there is one
    except UnicodeEncodeError:
        return _SURROGATE.sub(lambda found: f"‹U+{ord(found[0]):04X}›", text)
    return text


def on_one_line(text: str) -> str:
    """The text with its white space folded to single spaces and nothing unseen in it."""
    return show_unseen(" ".join(text.split()))
