"""Tells raised numbers that are powers, indices or masses (``10⁻²²``, ``km²``, ``χ²``, ``¹⁴C``) from note marks."""

from __future__ import annotations

import re

# What stands before a power: a sign of arithmetic or a function, ten, a Greek letter alone; a letter or a figure with a
# minus (s⁻¹, whose minus may stand low); an opening bracket. ``>>`` is a quotation mark.
_BEFORE = re.compile(
    r"(?:[−⁻+±=≤≥≡×·∙⊗⊕∘→←˚′~^/|(\[{√∂∇\x00-\x1f]|(?<![<>])[<>]|(?<![^\W_])[^\W_]{1,3}[-–]|(?<![\d.,])10"
    r"|(?<![Α-ω])[Α-Ωα-ωϑϕ˙]|\b(?:sin|cos|tan|log|ln|exp))$"
)
_ISOTOPE = re.compile(
    r"(?:[¹²³]H|¹[¹²³⁴]C|¹[³⁵]N|¹[⁵⁶⁷⁸]O|¹[⁸⁹]F|²⁹Si|³[¹²³]P|³⁵S|⁴⁰K|⁹⁰Sr|¹³¹I|¹³⁷Cs|²³[⁵⁸]U|²³⁹Pu)(?![^\W\d_])"
)
# A name of up to three letters (a unit, a variable, a category, but also "Act"), a figure (but also a year).
_MAY_BEFORE = re.compile(r"(?:(?<![^\W\d_])[^\W\d_]{1,3}|\d|\([^()]*[=−+×/^][^()]*\))$")
_BRACKET = re.compile(r"[(\[][^()\[\]]*(?:\([^()]*\)[^()\[\]]*)?[)\]]$")
_SAYS = re.compile(r"[^\W\d_]{4,}|[^\W\d_]{2,3}\s|\d{4}")
_MAY_BEHIND = re.compile(r"\s?[=≤≥+−×]|\(")
_SIGN = re.compile(r"[=−+×≤≥≡∑∫√]|(?<![<>])[<>](?![<>])")
_WORD = re.compile(r"[^\W\d_]{4,}")
_NEAR = 25


def is_power(text: str, start: int, end: int) -> bool:
    """Whether the raised number at this place of the text cannot be a note mark."""
    digits_follow = text[end : end + 1].isdecimal()
    begins_with_zero = text[start] == "⁰"
    isotope = _ISOTOPE.match(text, start) is not None
    return digits_follow or begins_with_zero or isotope or _BEFORE.search(text[max(0, start - 6) : start]) is not None


def may_be_power(text: str, start: int, end: int) -> bool:
    """Whether it may as well be a power: by what stands beside it, or amid signs of arithmetic and hardly a word."""
    before, around = text[max(0, start - _NEAR) : start], text[max(0, start - _NEAR) : end + _NEAR]
    signs, words = len(_SIGN.findall(around)), len(_WORD.findall(around))
    bracket = _BRACKET.search(before)
    beside = _MAY_BEFORE.search(before) or _MAY_BEHIND.match(text, end) or (bracket and not _SAYS.search(bracket[0]))
    return bool(beside) or 0 < signs >= words or signs >= 2 >= words
