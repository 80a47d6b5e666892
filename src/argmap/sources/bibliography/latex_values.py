"""LaTeX in bibliography values to plain Unicode and back: accents, dashes, quotes, braces.

Most values hold no LaTeX at all, or only accents, which a table undoes; the rest goes through pylatexenc, which takes a
hundred times as long, and within limits, since a bibliography is untrusted input.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from argmap.ground.patterns import later

_DEEPEST = 40
_LONGEST = 20_000
_SPECIAL = re.compile(r"[\\${}~^%]|--|``|''")
_ESCAPED = re.compile(r"\\([_%&#$~{}])")
_PERCENT = re.compile(r"(?<!\\)%")
# An option that holds more than plain words, or never ends: pylatexenc reads what follows twice for each of these.
_DOUBTFUL_OPTION = re.compile(r"(?<!\\)\[(?![^\[\]{}$\\]{0,200}\])")
_MOST_DOUBTFUL = 5
_BRACKET = "\ue000"
# Words for sorting only, which a style never prints.
_UNPRINTED = re.compile(r"\\(?:noop|noopsort|sortnoop|sortkey)\s*\{[^{}]{0,200}\}", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n]+")
# What is meant as it stands: signs that TeX has commands for, and two that an empty group keeps from becoming one.
_LITERAL = re.compile(
    r"\\text(braceleft|braceright|asciicircum|asciitilde|backslash)(?:\{\}|(?![A-Za-z]))|(?<=([-`'?!]))\{\}(?=[-`'])"
)
_LITERALS = {"braceleft": "\ue001", "braceright": "\ue002", "asciicircum": "\ue003", "asciitilde": "\ue004",
             "backslash": "\ue005", None: "\ue006"}  # fmt: skip
_MEANT = str.maketrans({"\ue001": "{", "\ue002": "}", "\ue003": "^", "\ue004": "~",
                        "\ue005": "\\", "\ue006": None})  # fmt: skip
_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
}  # fmt: skip
_ACCENTED = later(
    r"\\([`'^~=.\"])[ ]?(?:\{\\?([A-Za-z])\}|\\?([A-Za-z]))"
    r"|\\([uvHcdkr])(?:[ ]?\{\\?([A-Za-z])\}|[ ]\\?([A-Za-z]))"
)
_LETTERS = {
    "i": "ı", "j": "ȷ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "S": "§", "P": "¶",
}  # fmt: skip
_LETTER = re.compile(r"\\(ss|ae|AE|oe|OE|aa|AA|[ijoOlLSP])(?![A-Za-z])(?:\{\}|[ ](?=[A-Za-z]))?")


def decode_latex(text: str) -> str:
    """`text` as plain Unicode (NFC), white space folded. What cannot be decoded stays as it is, without braces."""
    if "\n" in text or "  " in text or "\t" in text or "\r" in text:
        text = _SPACE.sub(" ", text)
    text = text.strip()
    if not _SPECIAL.search(text):
        return text
    if "{}" in text or "\\text" in text:
        text = _LITERAL.sub(lambda found: _LITERALS[found[1]], text)
    if "\\" in text:
        text = _UNPRINTED.sub("", text)
        text = _LETTER.sub(lambda found: _LETTERS[found[1]], _ACCENTED.sub(_accented, text))
    if "\\" in text and len(text) <= _LONGEST and _depth(text) <= _DEEPEST:
        text = _through_pylatexenc(text)
    text = text.replace("{", "").replace("}", "").replace("~", " ")
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    return unicodedata.normalize("NFC", _SPACE.sub(" ", text).strip()).translate(_MEANT)


def decode_address(text: str) -> str:
    """A URL, DOI or file name: only its escaped characters are undone, since ``~`` and ``%`` mean themselves in it."""
    text = re.sub(r"^\\(?:url|href|nolinkurl)\{(.*)\}$", r"\1", text.strip())
    return _ESCAPED.sub(r"\1", text).replace("{", "").replace("}", "").strip()


def _accented(found: re.Match[str]) -> str:
    letter = found[2] or found[3] or found[5] or found[6]
    return unicodedata.normalize("NFC", letter + _ACCENTS[found[1] or found[4]])


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
    guarded = _PERCENT.sub(r"\\%", text)
    if len(_DOUBTFUL_OPTION.findall(guarded)) > _MOST_DOUBTFUL:
        guarded = guarded.replace("[", _BRACKET)
    try:
        decoded = str(_converter().latex_to_text(guarded, tolerant_parsing=True)).replace(_BRACKET, "[")
    except Exception:  # it raises many kinds on broken LaTeX, and a value that stays undecoded is still a value
        return text
    return decoded if decoded.strip() else text  # an unknown macro is dropped, but not a whole value


_SIGNS = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_"}
    | {
        "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "^": "\\textasciicircum{}",
        "~": "\\textasciitilde{}",
    }
)  # fmt: skip
_ADDRESSES = frozenset({"url", "doi", "eprint"})
_PAGES = re.compile(r"(?<=\w)\s*[-–]\s*(?=\w)")
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=[`?!])(?=`)|(?<=')(?=')")
# Formulas, which are kept as they were read: a command, or something above or below the line, and braces in pairs.
# A dollar behind a backslash ends none.
_FORMULA = re.compile(r"(\$(?=[^$]*[\\^_])(?:[^${}%&#~]|\{(?:[^${}%&#~]|\{[^${}%&#~]*\})*\})+(?<!\\)\$)")


def encode_field(name: str, text: str, *, formulas: bool = True) -> str:
    """Plain text as the value of a field of BibTeX, in UTF-8; of a paper's own words no `formulas` are taken over."""
    if name in _ADDRESSES:
        return encode_address(text)
    value = encode_latex(text) if formulas else _escaped(" ".join(text.split()))
    return _PAGES.sub("--", value) if name == "pages" else value


def encode_latex(text: str) -> str:
    """Plain text as a value of BibTeX, in UTF-8: signs of TeX escaped, no brace left alone, formulas as they are."""
    parts = _FORMULA.split(" ".join(text.split()))
    return "".join(part for pair in zip(map(_escaped, parts[::2]), [*parts[1::2], ""], strict=True) for part in pair)


def _escaped(text: str) -> str:
    return _LIGATURE.sub("{}", text.translate(_SIGNS))


def encode_address(text: str) -> str:
    """A URL or DOI as BibTeX takes it, where every sign but the braces means itself."""
    return "".join(text.split()).replace("{", "%7B").replace("}", "%7D")
