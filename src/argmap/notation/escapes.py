"""The one escape of the language: a backslash, as in CommonMark, before what would be read as structure.

It protects the beginning of a line of prose (``\\- text``, ``1\\. text``, ``because\\: text``) and, anywhere, the marks
of a comment (``<\\!--``). Quotations need it only before a ``>``. Reading and writing stand here together, since each
must undo the other.
"""

from __future__ import annotations

import re

from argmap.ground.patterns import later
from argmap.notation.vocabulary import KEYS

_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_ESCAPED_WORD = re.compile(r"([\w-]{1,40}\\*)\\(?=[:.)](?:[ \t]|\Z))")
_WORD = re.compile(r"([\w-]{1,40})(\\*)(?=([:.)])(?:[ \t]|\Z))")
_ESCAPED_COMMENT = re.compile(r"<(\\*)\\!--")
_COMMENT = re.compile(r"<(\\*)!--")
STRUCTURE = later(
    r"(?P<fence>```|~~~)|(?P<rule>(?:[-*_=][ \t]*){3,}\Z|=+[ \t]*\Z|-[ \t]*\Z)|(?P<table>\|)"
    r"|(?P<link>\[[^\]\n]{1,200}\]:)|(?P<html></?[A-Za-z!?])"
)
"""Markdown that has no meaning in a claims file, at the beginning of a line."""
DASHES = "‐‑‒–—―−•·"
LOOKALIKE = later(rf"[-*+{DASHES}]\s*({'|'.join(KEYS)})[ \t]*:(?:\s+|\Z)", re.IGNORECASE)
"""What a word processor makes of ``- because:``, or a hyphen with no space, or one that does not break, behind it."""
BULLET = re.compile(r"([-*+]|[0-9]{1,9}[.)])(?:[ \t]+|\Z)")


def read_prose(text: str) -> tuple[str, int]:
    """A line of prose without its escapes, and how many characters were dropped before its first."""
    dropped = 0
    if text[:1] == "\\" and len(text) > 1 and (text[1] in _PUNCTUATION or text[1] in DASHES):
        text, dropped = text[1:], 1
    elif "\\" in text[:80]:
        text = _ESCAPED_WORD.sub(r"\1", text, count=1) if _ESCAPED_WORD.match(text) else text
    return read_comment_marks(text), dropped


def read_comment_marks(text: str) -> str:
    """``<\\!--`` as ``<!--``."""
    return _ESCAPED_COMMENT.sub(r"<\1!--", text) if "!--" in text else text


def write_comment_marks(text: str) -> str:
    """``<!--`` as ``<\\!--``."""
    return _COMMENT.sub(r"<\1\\!--", text) if "!--" in text else text


def write_prose(text: str) -> str:
    """A paragraph on one line, such that `read_prose` gives it back and nothing in it is structure."""
    text = write_comment_marks(text)
    word = _WORD.match(text)
    if word and (word[2] or (word[1] in KEYS if word[3] == ":" else word[1].isdigit())):
        return f"{text[: word.end()]}\\{text[word.end() :]}"
    if text[0] in "#>\\" or (text[0] in _PUNCTUATION and (BULLET.match(text) or STRUCTURE.match(text))):
        return f"\\{text}"
    if (text[0] in DASHES or text[0] in "-*+") and LOOKALIKE.match(text):
        return f"\\{text}"
    return text
