"""One page of a PDF as printed lines: characters with their boxes put together again as the eye sees them.

A PDF knows characters and places, not lines. Characters are taken in the order of the file, cut into runs where the
place jumps, and runs on one height are joined. Small raised digits are note marks: they come out as ``¹²``, so that
all later stages see them as the reader does.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice, pairwise
from typing import Any, NamedTuple

from argmap.manuscript.mending import ACCENTS, accented
from argmap.tongues.lists import lists_of_all

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MONOSPACED = re.compile(r"mono|courier|consol|typewriter|cmtt|menlo|inconsolata|fixed", re.IGNORECASE)
_BOLD = re.compile(r"bold|black|heavy|semibold|demi|cmbx|medi\b|[-,]b\b", re.IGNORECASE)
_BOLD_WEIGHT = 600
_WORD = re.compile(r"[^\W\d_]{3,}")
_NEW_LINE = (10, 13)
# What pdfium calls a hyphen at a line's end, and the hyphens that Unicode has besides the common one.
_HYPHENS = frozenset((0x02, 0xFFFE, 0x2010, 0x2011))
# Signs of no width: where a file names a hyphen so, there is something to be seen on the page.
_UNSEEN = frozenset((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_MOST_CHARACTERS = 100_000
# So far an accent is lifted over a capital, in sizes of the type, and so many stand together apart from their letters.
_LIFTED = 0.4
_MOST_ALONE = 3
# How thick a drawn dash is at most, in points; how long, and how far from the words behind it, in sizes of the type.
_THIN = 1.0
_SHORTEST_RULE, _LONGEST_RULE = 0.5, 5.0
_BESIDE = 0.9
_MOST_PATHS = 2_000
_LONGEST_JOINER = 20
# Of so many signs one is asked for, to see whether the text of a page has them all.
_ASKED = 50
_BAND = 12.0
# A gap of this share of the size parts two words, whether the file says so or not.
_WORD_GAP = 0.25
# A space between letters that touch is one a slanted letter leans into, or marks where a word might be hyphenated: the
# latter where they are so many of a page's spaces.
_NO_GAP = 0.1
_SYLLABLES = 0.2
# A number with a wider gap than this beside it may be one that stands in the margin.
_APART = 0.4
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


class _Run(NamedTuple):
    glyphs: list[Glyph]
    font: str
    bold: bool
    mono: bool


def printed_lines(textpage: Any, page: int, own: str) -> list[PrintedLine]:
    """The lines of a page of pdfium, top down and left to right, not yet in reading order.

    `own` is the text of the page as pdfium gives it.
    """
    runs = _runs(textpage, own)
    if any(sign in own for sign in ACCENTS):
        _put_on_accents(runs)
    if _behind_dashes().search(own):
        runs += _drawn_dashes(textpage.page, runs)
    return [line for group in _joined(runs) if (line := _line_of(group, page)).words]


def _put_on_accents(runs: Sequence[_Run]) -> None:
    """Put accents drawn as signs of their own on the letters they stand over, or under.

    A letter stands beside its accent in the file for most; some printers draw those of a line behind all its words.
    """
    for run in runs:
        glyphs = run.glyphs
        found = [at for at, glyph in enumerate(glyphs) if glyph.sign in ACCENTS]
        alone = len(found) == len(glyphs) <= _MOST_ALONE
        for at in reversed(found):
            beside = ((glyphs, k) for k in (at + 1, at - 1) if 0 <= k < len(glyphs))
            lines = (run.glyphs for run in runs if run.glyphs and _is_level(glyphs[at], run.glyphs[0])) if alone else ()
            anywhere = ((letters, k) for letters in lines for k in range(len(letters)))
            for letters, k in chain(beside, anywhere):
                letter = letters[k]
                if _stands_over(glyphs[at], letter) and (whole := accented(letter.sign, glyphs[at].sign)):
                    letters[k] = letter._replace(sign=whole)
                    del glyphs[at]
                    break


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


def _drawn_dashes(page: Any, runs: Sequence[_Run]) -> list[_Run]:
    """Rules before words on their line, as TeX draws them for the author of the entry above: three dashes each."""
    import pypdfium2.raw as pdfium

    rules = []
    for path in islice(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,)), _MOST_PATHS):
        left, bottom, right, top = path.get_bounds()
        if top - bottom <= _THIN and right > left:
            rules.append((left, bottom, right))
    dashes = []
    for run in runs if rules else ():
        if not run.glyphs or not _behind_dashes().match("".join(glyph.sign for glyph in run.glyphs[:_LONGEST_JOINER])):
            continue
        first = run.glyphs[0]
        for left, bottom, right in rules:
            size = first.size
            beside = 0 < first.left - right < _BESIDE * size and abs(first.base - bottom) < _LIFTED * size
            if beside and _SHORTEST_RULE * size < right - left < _LONGEST_RULE * size:
                end = first.left if first.sign == "," else right
                glyphs = [
                    Glyph("—", left + (end - left) * k / 3, left + (end - left) * (k + 1) / 3, first.base, size)
                    for k in range(3)
                ]
                dashes.append(_Run(glyphs, run.font, False, False))
    return dashes


class _Calls(NamedTuple):
    """The functions of pdfium that are asked of every sign, by address: half as dear as when their types are looked at.

    A page is named by its address, as are the numbers that are written to; none of them calls Python, nor waits.
    """

    code: Callable[[int, int], int]
    box: Callable[[int, int, int, int, int, int], int]
    origin: Callable[[int, int, int, int], int]
    size: Callable[[int, int], float]


@cache
def _calls() -> _Calls:
    import pypdfium2.raw as pdfium

    def by_address(function: Any, result: Any, numbers: int = 0) -> Any:
        made = ctypes.PYFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int, *(ctypes.c_void_p,) * numbers)
        return made(ctypes.cast(function, ctypes.c_void_p).value or 0)

    return _Calls(
        by_address(pdfium.FPDFText_GetUnicode, ctypes.c_uint),
        by_address(pdfium.FPDFText_GetCharBox, ctypes.c_int, 4),
        by_address(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, 2),
        by_address(pdfium.FPDFText_GetFontSize, ctypes.c_double),
    )


def _codes(address: int, count: int, own: str) -> list[int]:
    """The code of each sign of a page: as its text has them where that has as many, else each is asked for."""
    code_of = _calls().code
    if len(own) == count:
        codes = list(map(ord, own))
        asked = range(0, count, _ASKED)
        if all(code_of(address, k) == codes[k] or codes[k] in _HYPHENS for k in asked):
            return codes
    return [code_of(address, k) for k in range(min(count, _MOST_CHARACTERS))]


def _runs(textpage: Any, own: str) -> list[_Run]:
    """Characters in the file's order, cut where a line ends or the place jumps."""
    import pypdfium2.raw as pdfium

    raw = textpage.raw
    page = ctypes.cast(raw, ctypes.c_void_p).value or 0
    left, right, x, y, unused = (ctypes.c_double() for _ in range(5))
    to_left, to_right, to_x, to_y, to_unused = map(ctypes.addressof, (left, right, x, y, unused))
    _, box_of, origin_of, size_of = _calls()
    generated, new = pdfium.FPDFText_IsGenerated, tuple.__new__
    matrix, scale, last_nominal = pdfium.FS_MATRIX(), 1.0, -1.0
    runs: list[_Run] = []
    glyphs: list[Glyph] = []
    last: Glyph | None = None
    last_base = last_right = 0.0
    pending_space = False
    high = spaces = 0
    touching: list[tuple[list[Glyph], int]] = []
    codes = _codes(page, textpage.count_chars(), own)[:_MOST_CHARACTERS]
    begun: list[int] = []
    for k, code in enumerate(codes):
        if code in _NEW_LINE:
            glyphs, last, pending_space = [], None, False
            continue
        if code in (32, 0xA0):
            if glyphs and not (generated(raw, k) and last is None):
                pending_space = True
            continue
        if 0xD800 <= code < 0xE000:
            if code < 0xDC00:
                high = code
                continue
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        box_of(page, k, to_left, to_right, to_unused, to_unused)
        origin_of(page, k, to_x, to_y)
        at_left, at_right, at_x, at_y = left.value, right.value, x.value, y.value
        nominal = size_of(page, k)
        if nominal != last_nominal or pending_space or last is None or at_y != last_base:
            # the matrix may scale what the file calls size 1 or 13.3, anew for each word
            pdfium.FPDFText_GetMatrix(raw, k, matrix)
            if abs(matrix.b) > abs(matrix.a):  # a stamp up the margin, a label of an axis: it runs across the lines
                glyphs, last, pending_space = [], None, False
                continue
            scale = math.hypot(matrix.c, matrix.d) or 1.0
            last_nominal = nominal
        size = nominal * scale
        if not math.isfinite(at_left + at_right + at_x + at_y + size):
            continue  # a font or a matrix that is broken: the sign has no place on the page
        if code in _UNSEEN:
            if at_right - at_left < _NO_GAP * size:
                continue
            code = 0x2D
        sign = "-" if code in _HYPHENS else chr(code) if code else "\ufffd"
        begin = at_left if at_left < at_x else at_x
        # as `Glyph(…)` makes it, which is a call of Python's more for every sign of a paper
        glyph: Glyph = new(Glyph, (sign, begin, at_right if at_right > at_left else at_left, at_y, size))
        if last is None or not glyphs or _jumps(last, glyph):
            glyphs = []
            font, bold = _font_of(raw, k)
            runs.append(_Run(glyphs, font, bold, bool(_MONOSPACED.search(font))))
            begun.append(k)
        elif pending_space or begin - last_right > _WORD_GAP * size:
            spaces += 1
            if abs(begin - last_right) < _NO_GAP * size:
                touching.append((glyphs, len(glyphs)))
            glyphs.append(Glyph(" ", last_right, begin, at_y, size))
        pending_space = False
        glyphs.append(glyph)
        last, last_base, last_right = glyph, at_y, glyph.right
    if len(touching) > _SYLLABLES * spaces:
        for glyphs, at in reversed(touching):
            del glyphs[at]
    return [
        run if not (run.bold or run.mono) else _by_its_end(run, raw, codes, begin, end)
        for run, (begin, end) in zip(runs, pairwise([*begun, len(codes)]), strict=True)
    ]


def _by_its_end(run: _Run, raw: Any, codes: Sequence[int], begin: int, end: int) -> _Run:
    """The run as bold or monospaced only where its last word of some length is so too.

    An entry of a list may begin with bold names, or with the rest of an address; a shorter word may be mathematics.
    """
    words = list(_WORD.finditer("".join(map(chr, codes[begin:end]))))
    font, bold = _font_of(raw, begin + words[-1].start()) if words else (run.font, run.bold)
    return run._replace(bold=run.bold and bold, mono=run.mono and bool(_MONOSPACED.search(font)))


def _font_of(raw: Any, k: int) -> tuple[str, bool]:
    """The name of the font of a sign, and whether it is bold."""
    import pypdfium2.raw as pdfium

    flags = ctypes.c_int()
    buffer = ctypes.create_string_buffer(128)
    length = pdfium.FPDFText_GetFontInfo(raw, k, buffer, 128, flags)
    name = buffer.raw[: max(0, min(length, 128) - 1)].decode("utf-8", errors="replace") if length else ""
    return name, pdfium.FPDFText_GetFontWeight(raw, k) >= _BOLD_WEIGHT or bool(_BOLD.search(name))


def _jumps(last: Glyph, glyph: Glyph) -> bool:
    # asked of every sign of a paper: comparisons, since a call of max costs more than all the rest
    size = last.size if last.size > glyph.size else glyph.size
    if size < 1.0:
        size = 1.0
    drop = glyph.base - last.base
    return (
        glyph.left - last.right > 1.3 * size
        or glyph.left < last.left - 0.8 * size
        or drop > 0.7 * size
        or drop < -0.7 * size
    )


def _joined(runs: Sequence[_Run]) -> list[list[_Run]]:
    """Runs that stand side by side on one height, each group from left to right.

    Of one size they share the baseline; a smaller one may stand raised or lowered. A wider gap is that of columns.
    """
    ordered = sorted((run for run in runs if run.glyphs), key=lambda run: run.glyphs[0].left)
    group_of = list(range(len(ordered)))
    bands: dict[int, list[int]] = {}
    for k, run in enumerate(ordered):
        band = int(_base(run) // _BAND)
        near = [j for b in (band - 1, band, band + 1) for j in bands.get(b, ())]
        for j in reversed(near):
            if _side_by_side(ordered[j], run):
                group_of[_root(group_of, k)] = _root(group_of, j)
                break
        bands.setdefault(band, []).append(k)
    groups: dict[int, list[_Run]] = {}
    for k, run in enumerate(ordered):
        groups.setdefault(_root(group_of, k), []).append(run)
    return list(groups.values())


def _root(group_of: list[int], k: int) -> int:
    while group_of[k] != k:
        k = group_of[k]
    return k


def _side_by_side(left: _Run, right: _Run) -> bool:
    sizes = _size(left), _size(right)
    large, small = max(sizes), min(sizes)
    gap = right.glyphs[0].left - left.glyphs[-1].right
    drop = abs(_base(left) - _base(right))
    return -0.6 * large < gap < 0.9 * large and drop < (0.25 if small > 0.88 * large else 0.6) * large


def _base(run: _Run) -> float:
    return run.glyphs[len(run.glyphs) // 2].base


def _size(run: _Run) -> float:
    return run.glyphs[len(run.glyphs) // 2].size


def _line_of(runs: Sequence[_Run], page: int) -> PrintedLine:
    glyphs = [glyph for run in runs for glyph in run.glyphs if glyph.sign != " "]
    sizes: Counter[float] = Counter()
    for exact, times in Counter([glyph.size for glyph in glyphs]).items():
        sizes[round(exact, 1)] += times
    size = max(sizes.items(), key=lambda item: (item[1], item[0]))[0] or 1.0
    bases = sorted([g.base for g in glyphs if -0.3 < g.size - size < 0.3]) or [glyphs[0].base]
    base = bases[len(bases) // 2]
    words: list[str] = []
    last_right: float | None = None
    for run in runs:
        if last_right is not None:
            gap = run.glyphs[0].left - last_right
            raised = _is_raised(run.glyphs[0], base, size)
            if gap > (0.3 if raised else 0.12) * size and words and words[-1] != " ":
                words.append(" ")
        words += [
            glyph.sign.translate(RAISED) if glyph.sign in _DIGITS and _is_raised(glyph, base, size) else glyph.sign
            for glyph in run.glyphs
        ]
        last_right = max(last_right or -1e9, run.glyphs[-1].right)
    text = _with_raised_commas("".join(words).strip())
    longest = max(runs, key=lambda run: len(run.glyphs))
    return PrintedLine(
        text,
        glyphs[0].left,
        max([glyph.right for glyph in glyphs]),
        base,
        size,
        longest.bold,
        all(run.mono for run in runs),
        page,
        _edge_number(glyphs, base, size),
        _edge_number(glyphs[::-1], base, size) if not all(glyph.sign.isdecimal() for glyph in glyphs) else None,
    )


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
    return lift > 0.12 * size and glyph.size < 0.88 * size


def _with_raised_commas(words: str) -> str:
    """``¹,²`` keeps its comma as it stands; a space that crept in before a raised digit goes."""
    return re.sub(r"(?<=[^\s\d]) (?=[⁰¹²³⁴-⁹])", "", words)
