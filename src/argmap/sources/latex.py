"""LaTeX in bibliography values to plain Unicode: accents, dashes, quotes, braces.

Most values hold no LaTeX at all and take the short way; the rest goes through pylatexenc, within limits, since a
bibliography is untrusted input.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

_DEEPEST = 40
_LONGEST = 20_000
_SPECIAL = re.compile(r"[\\${}~^%]|--|``|''")
_ESCAPED = re.compile(r"\\([_%&#$~{}])")
_PERCENT = re.compile(r"(?<!\\)%")
_SPACE = re.compile(r"[ \t\r\n]+")


def decode_latex(text: str) -> str:
    """`text` as plain Unicode (NFC), white space folded. What cannot be decoded stays as it is, without braces."""
    text = _SPACE.sub(" ", text).strip()
    if not _SPECIAL.search(text):
        return text
    if "\\" in text and len(text) <= _LONGEST and _depth(text) <= _DEEPEST:
        text = _through_pylatexenc(text)
    text = text.replace("{", "").replace("}", "").replace("~", " ")
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    return unicodedata.normalize("NFC", _SPACE.sub(" ", text).strip())


def decode_address(text: str) -> str:
    """A URL, DOI or file name: only its escaped characters are undone, since ``~`` and ``%`` mean themselves in it."""
    text = re.sub(r"^\\(?:url|href|nolinkurl)\{(.*)\}$", r"\1", text.strip())
    return _ESCAPED.sub(r"\1", text).replace("{", "").replace("}", "").strip()


def _depth(text: str) -> int:
    deepest = depth = 0
    for character in text:
        if character == "{":
            depth += 1
            deepest = max(deepest, depth)
        elif character == "}":
            depth -= 1
    return deepest


@cache
def _converter() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="verbatim", strict_latex_spaces=False, keep_comments=True)


def _through_pylatexenc(text: str) -> str:
    try:
        decoded = str(_converter().latex_to_text(_PERCENT.sub(r"\\%", text), tolerant_parsing=True))
    except Exception:  # it raises many kinds on broken LaTeX, and a value that stays undecoded is still a value
        return text
    return decoded if decoded.strip() else text  # an unknown macro is dropped, but not a whole value
