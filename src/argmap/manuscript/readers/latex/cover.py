r"""Finds the title of a paper on a cover that its author set by hand: what stands in the largest letters there."""

from __future__ import annotations

import re

from argmap.manuscript.readers.latex.syntax import Arguments
from argmap.sources.bibliography.latex_values import decode_latex

_SIZES = ("Huge", "huge", "LARGE", "Large")
_SIZE = re.compile(rf"\\(?:begin\s?\{{(?P<around>{'|'.join(_SIZES)})\}}|(?P<size>{'|'.join(_SIZES)})(?![A-Za-z]))\s*")
_COVER_ENDS = re.compile(
    r"\\(?:part|chapter|section|maketitle|tableofcontents|newpage|clearpage|include|input)(?![A-Za-z])"
    r"|\\begin\s?\{abstract\}|\\end\s?\{titlepage\}"
)
_LINE_ENDS = re.compile(r"\\\\\*?(?:\[[^\]]{0,20}\])?|\\par(?![A-Za-z])|\n[ \t]*\n")
_COMMENT = re.compile(r"(?<!\\)%[^\n]*\n?")
_LONGEST_COVER = 6000
_LONGEST_TITLE = 300
_FEWEST_WORDS = 2


def title_on_cover(text: str) -> str | None:
    """The words in the largest letters between the beginning of a source's text and its first section."""
    begin = text.find("\\begin{document}")
    start = text.find("\\begin{titlepage}", max(begin, 0))
    if begin < 0:
        return None
    start = start if start >= 0 else begin
    ends = _COVER_ENDS.search(text, start, start + _LONGEST_COVER)
    cover = _COMMENT.sub("", text[start : ends.start() if ends else start + _LONGEST_COVER])
    arguments = Arguments(cover)
    found = [(_SIZES.index(match["around"] or match["size"]), match) for match in _SIZE.finditer(cover)]
    for _, match in sorted(found, key=lambda pair: (pair[0], pair[1].start())):
        words = _words(cover[slice(*_stretch(cover, arguments, match))])
        if words:
            return words
    return None


def _stretch(cover: str, arguments: Arguments, match: re.Match[str]) -> tuple[int, int]:
    """What a size holds for: its environment, its braces, or up to the end of the group or paragraph that it is in."""
    at = match.end()
    if match["around"]:
        end = cover.find(f"\\end{{{match['around']}}}", at)
        return at, end if end >= 0 else at
    if argument := arguments.required(at):
        return argument[0], argument[1]
    around = (close for opened, close in arguments.braces.items() if opened < at <= close)
    line = re.compile(r"\\par(?![A-Za-z])|\n[ \t]*\n").search(cover, at)
    return at, min([*around, line.start() if line else len(cover)])


def _words(source: str) -> str | None:
    words = " ".join(decode_latex(_LINE_ENDS.sub(" ", source)).split())
    return (
        words if len(words) <= _LONGEST_TITLE and words.count(" ") >= _FEWEST_WORDS - 1 and "\\" not in words else None
    )
