"""One page of a PDF as printed lines: characters with their boxes put together again as the eye sees them.

A PDF knows characters and places, not lines. Characters are taken in the order of the file, cut into runs where the
place jumps, and runs on one height are joined. Small raised digits are note marks: they come out as ``¹²``, so that
all later stages see them as the reader does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from typing import Any, NamedTuple

from argmap.manuscript.mending import ACCENTS, accented
from argmap.manuscript.readers.pdf.signs import WORD_GAP, Run, runs_of
from argmap.tongues.lists import lists_of_all

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ACCENT = re.compile(f"[{''.join(ACCENTS)}]")
# So far an accent is lifted over a capital, in sizes of the type, and so many stand together apart from their letters.
_LIFTED = 0.4
_MOST_ALONE = 3
# Where the letter of an accent stands in the file, seen from it, the likeliest first.
_NEAR_ACCENT = (1, -1, -2, -3, 2)
# How thick a drawn dash is at most, in points; how long, and how far from the words behind it, in sizes of the type.
_THIN = 1.0
_SHORTEST_RULE, _LONGEST_RULE = 0.5, 5.0
_BESIDE = 0.9
_MOST_PATHS = 2_000
_LONGEST_JOINER = 20
_BAND = 12.0
# A number with a wider gap than this beside it may be one that stands in the margin.
_APART = 0.4
# A space that crept in before a raised digit; ``¹,²`` keeps its comma as it stands.
_RAISED_APART = re.compile(r"(?<=[^\s\d]) (?=[⁰¹²³⁴-⁹])")
# What is raised is smaller than this share of its line's size.
_SMALLER = 0.88
_DIGITS = frozenset("0123456789")
_MOST_DIGITS = 4


class Glyph(NamedTuple):
    """A character on the page: its sign, left, right, baseline and size in points (y grows upwards)."""

    sign: str
    left: float
    right: float
    base: float
    size: float


class EdgeNumber(NamedTuple):
    """A number at the edge of a line and apart from its other words, in points like a `Glyph`.

    `rest` is where the other words begin, or end before a number at the right; None where there are none.
    """

    digits: str
    left: float
    right: float
    base: float
    size: float
    rest: float | None

    @property
    def value(self) -> int:
        """What the digits say."""
        return int(self.digits)


@dataclass(slots=True)
class PrintedLine:
    """A line of one column: what it reads, its edges and baseline in points, its size, and how it is set.

    `front` and `back` are numbers at its edges; a line that is nothing but a number has it as `front`.
    `column`, `furniture`, `note` and `title` are settled when the page is put in reading order.
    """

    words: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    mono: bool = False
    page: int = 0
    front: EdgeNumber | None = None
    back: EdgeNumber | None = None
    column: int = 0
    furniture: bool = False
    note: bool = False
    title: bool = False


def printed_lines(textpage: Any, page: int, own: str) -> list[PrintedLine]:
    """The lines of a page of pdfium, top down and left to right, not yet in reading order.

    `own` is the text of the page as pdfium gives it.
    """
    runs = runs_of(textpage, own)
    if _ACCENT.search(own):
        _put_on_accents(runs)
    if _behind_dashes().search(own):
        runs += _drawn_dashes(textpage.page, runs)
    return [line for group in _joined(runs) if (line := _line_of(group, page)).words]


def _put_on_accents(runs: Sequence[Run]) -> None:
    """Put accents drawn as signs of their own on the letters they stand over, or under.

    A letter stands beside its accent in the file for most, or near it; some printers draw those of a line behind all
    its words.
    """
    for run in runs:
        found = [at for at, sign in enumerate(run.signs) if sign in ACCENTS]
        alone = len(found) == len(run.signs) <= _MOST_ALONE
        for at in reversed(found):
            accent = _glyph(run, at)
            beside = ((run, at + k) for k in _NEAR_ACCENT if 0 <= at + k < len(run.signs))
            lines = (line for line in runs if line.signs and _is_level(accent, _glyph(line, 0))) if alone else ()
            anywhere = ((line, k) for line in lines for k in range(len(line.signs)))
            if any(_put_on(accent, *place) for place in chain(beside, anywhere)):
                run.without(at)
                if 0 < at < len(run.signs) - 1 and run.signs[at] == " " and _touch(run, at - 1, at + 1):
                    run.without(at)  # a gap that there was only behind the accent


def _touch(run: Run, k: int, other: int) -> bool:
    """Whether no word ends between two signs, by their places."""
    return run.lefts[other] - run.rights[k] <= WORD_GAP * run.sizes[k]


def _put_on(accent: Glyph, run: Run, k: int) -> bool:
    """Put an accent on a sign, where it stands over it and there is such a letter."""
    letter = _glyph(run, k)
    whole = accented(letter.sign, accent.sign) if _stands_over(accent, letter) else ""
    if whole:
        run.signs[k] = whole
    return bool(whole)


def _glyph(run: Run, k: int) -> Glyph:
    return Glyph(run.signs[k], run.lefts[k], run.rights[k], run.bases[k], run.sizes[k])


def _stands_over(accent: Glyph, letter: Glyph) -> bool:
    middle = (accent.left + accent.right) / 2
    return _is_level(accent, letter) and letter.left < middle < letter.right and letter.sign.isalpha()


def _is_level(accent: Glyph, letter: Glyph) -> bool:
    return abs(letter.base - accent.base) < _LIFTED * letter.size


@cache
def _behind_dashes() -> re.Pattern[str]:
    """How a line begins that may have a drawn dash before it: with a comma, or with a word that joins names."""
    joiners = "|".join(sorted(map(re.escape, lists_of_all("citing")["joiners"])))
    return re.compile(rf"(?:^|\n)(?:,|(?:{joiners}) [^\W\d_a-z])")


def _drawn_dashes(page: Any, runs: Sequence[Run]) -> list[Run]:
    """Rules before words on their line, as TeX draws them for the author of the entry above: three dashes each."""
    import pypdfium2.raw as pdfium

    rules = []
    for path in islice(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,)), _MOST_PATHS):
        left, bottom, right, top = path.get_bounds()
        if top - bottom <= _THIN and right > left:
            rules.append((left, bottom, right))
    dashes = []
    for run in runs if rules else ():
        if not run.signs or not _behind_dashes().match("".join(run.signs[:_LONGEST_JOINER])):
            continue
        first, base, size = run.lefts[0], run.bases[0], run.sizes[0]
        for left, bottom, right in rules:
            beside = 0 < first - right < _BESIDE * size and abs(base - bottom) < _LIFTED * size
            if beside and _SHORTEST_RULE * size < right - left < _LONGEST_RULE * size:
                end = first if run.signs[0] == "," else right
                edges = [left + (end - left) * k / 3 for k in range(4)]
                dashes.append(Run(["—"] * 3, edges[:3], edges[1:], [base] * 3, [size] * 3))
    return dashes


def _joined(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs that stand side by side on one height, each group from left to right.

    Of one size they share the baseline; a smaller one may stand raised or lowered. A wider gap is that of columns.
    """
    ordered = sorted((run for run in runs if run.signs), key=lambda run: run.lefts[0])
    edges = [_edges(run) for run in ordered]
    group_of = list(range(len(ordered)))
    bands: dict[int, list[int]] = {}
    for k, edge in enumerate(edges):
        band = int(edge.base // _BAND)
        near = [j for b in (band - 1, band, band + 1) for j in bands.get(b, ())]
        for j in reversed(near):
            if _side_by_side(edges[j], edge):
                group_of[_root(group_of, k)] = _root(group_of, j)
                break
        bands.setdefault(band, []).append(k)
    groups: dict[int, list[Run]] = {}
    for k, run in enumerate(ordered):
        groups.setdefault(_root(group_of, k), []).append(run)
    return list(groups.values())


class _Edges(NamedTuple):
    """Where a run begins and ends, and the baseline and the size of the sign in its middle."""

    left: float
    right: float
    base: float
    size: float


def _edges(run: Run) -> _Edges:
    middle = len(run.signs) // 2
    return _Edges(run.lefts[0], run.rights[-1], run.bases[middle], run.sizes[middle])


def _root(group_of: list[int], k: int) -> int:
    while group_of[k] != k:
        k = group_of[k]
    return k


def _side_by_side(left: _Edges, right: _Edges) -> bool:
    large, small = (left.size, right.size) if left.size > right.size else (right.size, left.size)
    if not -0.6 * large < right.left - left.right < 0.9 * large:
        return False
    return abs(left.base - right.base) < (0.25 if small > 0.88 * large else 0.6) * large


def _line_of(runs: Sequence[Run], page: int) -> PrintedLine:
    base, size = _set_at(runs)
    words: list[str] = []
    last_right: float | None = None
    for run in runs:
        may_raise = min(run.sizes) < _SMALLER * size
        if last_right is not None:
            gap = run.lefts[0] - last_right
            raised = may_raise and _is_raised(_glyph(run, 0), base, size)
            if gap > (0.3 if raised else 0.12) * size and words and words[-1] != " ":
                words.append(" ")
        words += _raised(run, base, size) if may_raise else run.signs
        last_right = max(last_right or -1e9, run.rights[-1])
    text = _RAISED_APART.sub("", "".join(words).strip())
    longest = max(runs, key=lambda run: len(run.signs))
    ends_so = runs[-1].signs[-1].isdecimal() and not "".join(words).replace(" ", "").isdecimal()
    return PrintedLine(
        text,
        runs[0].lefts[0],
        max([max(run.rights) for run in runs]),
        base,
        size,
        longest.bold,
        all(run.mono for run in runs),
        page,
        _edge_number(_first(runs), base, size) if runs[0].signs[0].isdecimal() else None,
        _edge_number(_last(runs), base, size) if ends_so else None,
    )


def _set_at(runs: Sequence[Run]) -> tuple[float, float]:
    """The baseline and the size of most signs of a line, but for its spaces."""
    every_size = Counter(chain.from_iterable([run.sizes for run in runs]))
    every_base = set(chain.from_iterable([run.bases for run in runs]))
    if len(every_size) == len(every_base) == 1:
        return every_base.pop(), round(next(iter(every_size)), 1) or 1.0
    if len(every_size) > 1:
        every_size.subtract(
            size for run in runs for sign, size in zip(run.signs, run.sizes, strict=True) if sign == " "
        )
    sizes: Counter[float] = Counter()
    for exact, times in every_size.items():
        sizes[round(exact, 1)] += times
    size = max(sizes.items(), key=lambda item: (item[1], item[0]))[0] or 1.0
    if len(every_base) == 1:
        return every_base.pop(), size
    glyphs = list(_glyphs(runs))
    bases = sorted([g.base for g in glyphs if -0.3 < g.size - size < 0.3]) or [glyphs[0].base]
    return bases[len(bases) // 2], size


def _glyphs(runs: Iterable[Run]) -> Iterator[Glyph]:
    """The signs of a line one by one, without its spaces."""
    return (glyph for run in runs for glyph in map(Glyph, *run[:5]) if glyph.sign != " ")


def _first(runs: Sequence[Run]) -> list[Glyph]:
    """So many signs of a line as a number at its edge may have, and what it is told apart by."""
    return list(islice(_glyphs(runs), _MOST_DIGITS + 2))


def _last(runs: Sequence[Run]) -> list[Glyph]:
    """The same from its end, backwards."""
    return _first([run.backwards() for run in reversed(runs)])


def _raised(run: Run, base: float, size: float) -> list[str]:
    """The signs of a run, those of its digits that are raised as such."""
    if _DIGITS.isdisjoint(run.signs):
        return run.signs
    glyphs = map(Glyph, *run[:5])
    return [g.sign.translate(RAISED) if g.sign in _DIGITS and _is_raised(g, base, size) else g.sign for g in glyphs]


def _edge_number(glyphs: Sequence[Glyph], base: float, size: float) -> EdgeNumber | None:
    """The number that the signs of a line begin with, where it stands apart; `glyphs` run back for one at the end."""
    count = 0
    while count < len(glyphs) and glyphs[count].sign.isdecimal():
        count += 1
        if count < len(glyphs) and _gap(glyphs[count - 1], glyphs[count]) > _APART * size:
            break
    if not 0 < count <= _MOST_DIGITS or _is_raised(glyphs[0], base, size):
        return None
    number = sorted(glyphs[:count], key=lambda glyph: glyph.left)
    left, right = number[0].left, number[-1].right
    rest = None
    if count < len(glyphs):
        after = glyphs[count]
        rest = after.left if after.left > left else after.right
        if _gap(glyphs[count - 1], after) <= _APART * size:
            return None
    return EdgeNumber("".join(glyph.sign for glyph in number), left, right, number[0].base, number[0].size, rest)


def _gap(one: Glyph, other: Glyph) -> float:
    return max(one.left, other.left) - min(one.right, other.right)


def _is_raised(glyph: Glyph, base: float, size: float) -> bool:
    """Smaller than its line and above its baseline, or clearly above it."""
    lift = glyph.base - base
    return lift > 0.12 * size and glyph.size < _SMALLER * size
