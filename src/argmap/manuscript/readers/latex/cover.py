r"""Finds the title of a paper on a cover that its author set by hand: what stands in the largest letters there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from argmap.manuscript.readers.latex.syntax import COMMENT, Arguments
from argmap.manuscript.readers.title_pages import tells_of_paper
from argmap.sources.bibliography.latex_values import decode_latex

_SIZES = ("Huge", "huge", "LARGE", "Large")
_SIZE = re.compile(rf"\\(?:begin\s?\{{(?P<around>{'|'.join(_SIZES)})\}}|(?P<size>{'|'.join(_SIZES)})(?![A-Za-z]))\s*")
_COVER_ENDS = re.compile(
    r"\\(?:part|chapter|section|maketitle|tableofcontents|newpage|clearpage|include|input)(?![A-Za-z])"
    r"|\\begin\s?\{abstract\}|\\end\s?\{titlepage\}"
)
_LINE_ENDS = re.compile(r"\\\\\*?(?:\[[^\]]{0,20}\])?|\\par(?![A-Za-z])|\n[ \t]*\n")
_OWN = re.compile(r"\\([A-Za-z]+)(?:\{\})?")
_WEIGHT = re.compile(r"[{\s]{0,9}\\(bf|bfseries|textbf|textsc|scshape)(?![A-Za-z])")
_BETWEEN = re.compile(
    r"(?:[{}\s]|\\\\\*?(?:\[[^\[\]]{0,20}\])?|\\vspace\*?\{[^{}]{0,9}(?:mm|pt|ex)\}|\\(?:Huge|huge|LARGE|Large)){0,60}"
)
_BOXES = re.compile(r"\\begin\s?\{(?:minipage|tab|figure)")
_PICTURE = re.compile(r"\\includegraphics\s?(?:\[[^\[\]]{0,200}\]\s?)?\{[^{}]{0,200}\}")
_LONGEST_COVER = 6000
_LONGEST_TITLE = 300
_FEWEST_WORDS = 2
_LONGEST_NAME = 2  # Spaces in it.


def title_on_cover(text: str, own_words: Mapping[str, str]) -> str | None:
    """The words in the largest letters between the beginning of a source's text and its first section.

    Passed over are those that say where or for whom the paper was written, if larger words than a name follow.
    `own_words`: the words that commands of the source's own stand for.
    """
    begin = text.find("\\begin{document}")
    start = text.find("\\begin{titlepage}", max(begin, 0))
    if begin < 0:
        return None
    start = start if start >= 0 else begin
    ends = _COVER_ENDS.search(text, start, start + _LONGEST_COVER)
    cover = COMMENT.sub("", text[start : ends.start() if ends else start + _LONGEST_COVER])
    cover = _OWN.sub(lambda found: own_words.get(found[1], found[0]), cover)
    arguments = Arguments(cover)
    found = [(_SIZES.index(match["around"] or match["size"]), match) for match in _SIZE.finditer(cover)]
    lines = [
        _Line(size, *stretch, words)
        for size, match in sorted(found, key=lambda pair: (pair[0], pair[1].start()))
        if (words := _words(cover[slice(*(stretch := _stretch(cover, arguments, match)))]))
    ]
    if not lines:
        return None
    of_paper = (k for k, line in enumerate(lines) if not tells_of_paper(line.words) and (not k or _is_long(line)))
    first = next(of_paper, 0)
    return " ".join(line.words for line in _goes_on(cover, lines[first:]))


@dataclass(frozen=True, slots=True)
class _Line:
    """Words of a cover in one size (0 is the largest), and their stretch."""

    size: int
    start: int
    stop: int
    words: str


def _is_long(line: _Line) -> bool:
    return line.words.count(" ") >= _LONGEST_NAME


def _goes_on(cover: str, lines: Sequence[_Line]) -> list[_Line]:
    """The first line, and those below it in the same letters with no space between."""
    taken = [lines[0]]
    weight = _WEIGHT.match(cover, lines[0].start)
    for line in lines[1:]:
        same = weight and (other := _WEIGHT.match(cover, line.start)) and other[1] == weight[1]
        if not same or line.size != lines[0].size or not _BETWEEN.fullmatch(cover, taken[-1].stop, line.start):
            break
        taken.append(line)
    return taken


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
    if _BOXES.search(source):  # more than a title
        return None
    words = " ".join(decode_latex(_LINE_ENDS.sub(" ", _PICTURE.sub("", source))).split())
    return (
        words if len(words) <= _LONGEST_TITLE and words.count(" ") >= _FEWEST_WORDS - 1 and "\\" not in words else None
    )
