"""Words of a paper as words in Markdown: no link, no picture, no HTML, no formula comes of them.

What is escaped is what CommonMark, GitHub's dialect or Pandoc's would take for a mark, and no more, so that a letter
can be read as it stands. Ids in backquotes stay: argmap's own sentences have them, and nothing else fits into them.
"""

from __future__ import annotations

import re

_CODE = r"`[\w-]{1,200}`"
# HTML and addresses in angles; entities; underscores that are no part of a word
_MARK = r"[\\`*\[${~]|<(?=[A-Za-z/!?])|&(?=#?\w{1,40};)|(?<![^\W_])_|_(?![^\W_])"
_INSIDE = re.compile(rf"({_CODE})|({_MARK})")
# at its beginning a text may be taken for a heading, a list, a quotation, a rule or a fence
_START = re.compile(r"(?=#{1,6}(?:\s|\Z)|[-+](?:\s|\Z)|>|[-=_:|%]{2,}|[-=]\s*\Z)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|\Z)")


def escape_markdown(text: str) -> str:
    """The text on one line, such that a reader of Markdown shows just its characters."""
    line = " ".join(text.split()) if "\n" in text or "\r" in text or "\t" in text else text
    escaped = _INSIDE.sub(lambda found: found[1] or f"\\{found[2]}", line)
    if _START.match(escaped):
        return f"\\{escaped}"
    return _NUMBER.sub(r"\1\\\2", escaped, count=1) if _NUMBER.match(escaped) else escaped
