"""What an author marks as changed inside a quotation: words left out and words put in.

The rules are those of the style guides (Chicago 13.50–13.62, MLA 1.3.5): an ellipsis stands for words left out,
square brackets hold the author's own words or letters. A quotation is read into its words and its joints, the places
where the source may go on differently.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import field
from itertools import pairwise
from typing import Literal

from argmap.ground.values import dataclass
from argmap.quotations.apparatus import is_remark
from argmap.quotations.folding import Replaced, fold, without_overlaps
from argmap.quotations.marks import find_marks
from argmap.quotations.tokens import Token, tokenise

JointKind = Literal["ellipsis", "bracket", "remark"]
ELLIPSIS = re.compile(
    r"\[\s{0,3}(?:…|\.(?:\s?\.){2,3})\s{0,3}\]|\(\s{0,3}(?:…|\.(?:\s?\.){2,3})\s{0,3}\)"
    r"|[.,]?\s{0,3}…+(?:\s?\.(?!\.))?|\.(?:[ \u00a0]?\.){2,4}"
)
_BRACKET = re.compile(r"\[([^\[\]]{1,160})\]")
_ROUND = re.compile(r"\(([^()]{1,100})\)")


@dataclass(frozen=True, slots=True)
class Joint:
    """A place before the word `index` of a quotation where the source may go on differently.

    `content` is what the author put there: the ellipsis as written, or the words in the brackets.
    """

    index: int
    kind: JointKind
    content: str

    @property
    def longest(self) -> int:
        """How many words of the source it may stand for."""
        return {"ellipsis": 300, "bracket": 8, "remark": 0}[self.kind]


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words of a quotation and its joints.

    `lettered` gives, for the index of a word with letters in brackets (``[T]he``, ``seek[s]``), the word as quoted
    and the part of it that is the source's own. `marks` are the note marks it carries along: before which word,
    and how they look.
    """

    words: tuple[Token, ...]
    joints: tuple[Joint, ...] = ()
    lettered: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    marks: tuple[tuple[int, str], ...] = ()
    quote: str = ""

    @property
    def parts(self) -> tuple[tuple[int, int], ...]:
        """The runs of words between joints, as ranges of `words`."""
        cuts = sorted({0, len(self.words), *(j.index for j in self.joints)})
        return tuple((a, b) for a, b in pairwise(cuts) if b > a)


def read_plainly(quote: str) -> Quotation:
    """The quotation with brackets and dots taken as the source's own."""
    marks = without_overlaps(find_marks(quote, behind_letters=False))
    words = tuple(tokenise(quote, 0, len(quote), marks))
    return Quotation(words, marks=_place_marks(quote, words, marks), quote=quote)


def _place_marks(quote: str, words: Sequence[Token], marks: Sequence[Replaced]) -> tuple[tuple[int, str], ...]:
    return tuple(
        (
            next((i for i, word in enumerate(words) if word.start >= mark.start), len(words)),
            quote[mark.start : mark.end].strip(),
        )
        for mark in marks
    )


def read_marked(quote: str) -> Quotation:
    """The quotation with its ellipses and brackets read by editorial rules."""
    cut: list[tuple[int, int, JointKind, str]] = [
        (m.start(), m.end(), "ellipsis", m.group().strip()) for m in ELLIPSIS.finditer(quote)
    ]
    dots = [(start, end) for start, end, _, _ in cut]
    cut += [
        (m.start(), m.end(), "remark", m[1].strip())
        for m in _ROUND.finditer(quote)
        if is_remark(m[1]) and not _overlaps(dots, *m.span())
    ]
    read = sorted((start, end) for start, end, _, _ in cut)
    letters: list[tuple[int, int]] = []
    marks = without_overlaps(find_marks(quote, behind_letters=False))
    marked = [(mark.start, mark.end) for mark in marks]
    for found in _BRACKET.finditer(quote):
        if _overlaps(read, *found.span()) or _overlaps(marked, found.start(), found.start() + 1):
            continue
        before, after = quote[: found.start()][-1:], quote[found.end() :][:1]
        if (before.isalpha() or after.isalpha()) and found.group(1).isalpha():
            letters.append((found.start(), found.end()))
        else:
            cut.append((found.start(), found.end(), "bracket", found.group(1).strip()))
    hidden = [Replaced(a, b, "", kind) for a, b, kind, _ in cut]
    hidden += [Replaced(at, at + 1, "", "bracket") for span in letters for at in (span[0], span[1] - 1)]
    replaced = without_overlaps([*hidden, *marks])
    words = _unite(tokenise(quote, 0, len(quote), replaced), letters)
    joints = []
    for start, _, kind, content in sorted(cut):
        if kind == "bracket" and is_remark(content):
            kind = "remark"
        index = bisect_left(words, start, key=lambda word: word.start)
        if kind == "ellipsis" and index in (0, len(words)):
            continue
        joints.append(Joint(index, kind, content))
    lettered = {
        i: (word.raw, fold(re.sub(r"\[[^\]]*\]", "", word.raw))) for i, word in enumerate(words) if "[" in word.raw
    }
    return Quotation(tuple(words), tuple(joints), lettered, _place_marks(quote, words, marks), quote)


def _overlaps(stretches: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the stretches, which are in order and apart, has a place in common with another."""
    before = bisect_left(stretches, end, key=lambda stretch: stretch[0])
    return before > 0 and stretches[before - 1][1] > start


def _unite(words: list[Token], letters: list[tuple[int, int]]) -> list[Token]:
    """Make one word again of those that brackets inside a word cut in pieces; `raw` keeps the brackets."""
    for start, end in letters:
        first = bisect_left(words, start, key=lambda word: word.end)
        last = bisect_right(words, end, key=lambda word: word.start) - 1
        if first > last:
            continue
        group = words[first : last + 1]
        opened = "".join(_shown(w, start, end) for w in group)
        words[first : last + 1] = [
            group[0]._replace(
                form="".join(w.form for w in group),
                key="".join(w.key for w in group),
                end=group[-1].end,
                raw=opened,
            )
        ]
    return words


def _shown(word: Token, start: int, end: int) -> str:
    if word.raw and "[" in word.raw:
        return word.raw
    return f"[{word.form}]" if start <= word.start and word.end <= end else word.form
