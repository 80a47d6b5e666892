"""The signs of one page of pdfium in runs: cut where a line of the file ends or the place jumps, with a place for each.

pdfium is asked of every sign for its box, its origin and its size, and knows no call for more than one. So what it
answers goes into columns of numbers, by loops that are none of Python's, and of these a word is judged as a whole
where its signs stand as signs of a word do.
"""

from __future__ import annotations

import ctypes
import math
import re
from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from functools import cache
from itertools import compress, count, islice, pairwise, repeat
from operator import gt, ne, or_, sub
from threading import Lock
from typing import Any, NamedTuple

_MONOSPACED = re.compile(r"mono|courier|consol|typewriter|cmtt|menlo|inconsolata|fixed", re.IGNORECASE)
_BOLD = re.compile(r"bold|black|heavy|semibold|demi|cmbx|medi\b|[-,]b\b", re.IGNORECASE)
_BOLD_WEIGHT = 600
_WORD = re.compile(r"[^\W\d_]{3,}")
# What pdfium calls a hyphen at a line's end, and the hyphens that Unicode has besides the common one.
_HYPHENS = frozenset((0x02, 0xFFFE, 0x2010, 0x2011))
_SHOWN = {0: "\ufffd", 0xA0: " ", **dict.fromkeys(_HYPHENS, "-")}
# Signs of no width: where a file names a hyphen so, there is something to be seen on the page.
_UNSEEN = "\xad\u200b\u200c\u200d\u2060\ufeff"
# Half a sign, which stands for none: what is to be passed over is named so too.
_NONE = "\ud800"
_HALVES = re.compile(r"[\ud800-\udbff]([\udc00-\udfff])|[\ud800-\udfff]")
_NEW_LINE = "\r\n"
_IN_WORD = rf"[^{_NEW_LINE} {_UNSEEN}{_NONE}]"
_PART = re.compile(rf"[{_NEW_LINE}]+|[{_UNSEEN}]| *{_IN_WORD}+(?: {_IN_WORD}+)*| +")
_SPACE_WITHIN = re.compile(rf"(?<={_IN_WORD}) (?={_IN_WORD})")
_MOST_SIGNS = 100_000
# Of so many signs one is asked for, to see whether the text of a page has them all.
_ASKED = 50
# A gap of this share of the size parts two words, whether the file says so or not.
WORD_GAP = 0.25
# A wider gap is that of columns, and a sign that stands so far before the last begins another line.
_JUMP, _BACK, _DROP = 1.3, 0.8, 0.7
# A space between letters that touch is one a slanted letter leans into, or marks where a word might be hyphenated: the
# latter where they are so many of a page's spaces.
_NO_GAP = 0.1
_SYLLABLES = 0.2
_AT_ONCE = 1024


class Run(NamedTuple):
    """Signs side by side on one line, as columns: what they are, left, right, baseline and size in points.

    y grows upwards. A space reaches from the sign before it to the one behind it.
    """

    signs: list[str]
    lefts: list[float]
    rights: list[float]
    bases: list[float]
    sizes: list[float]
    bold: bool = False
    mono: bool = False

    def add(self, signs: str, lefts: Sequence[float], rights: Sequence[float], base: float, size: float) -> None:
        """Set signs of one height and size at the end."""
        self.signs.extend(signs)
        self.lefts.extend(lefts)
        self.rights.extend(rights)
        self.bases.extend([base] * len(signs))
        self.sizes.extend([size] * len(signs))

    def backwards(self) -> Run:
        """The same signs from the last to the first."""
        signs, lefts, rights, bases, sizes, *_ = self
        return Run(signs[::-1], lefts[::-1], rights[::-1], bases[::-1], sizes[::-1], self.bold, self.mono)

    def without(self, at: int) -> None:
        """Take a sign out."""
        del self.signs[at], self.lefts[at], self.rights[at], self.bases[at], self.sizes[at]


class _Face(NamedTuple):
    """How a font is set, by its name and weight."""

    bold: bool = False
    mono: bool = False


def runs_of(textpage: Any, own: str) -> list[Run]:
    """The runs of a page of pdfium in the file's order; `own` is its text as pdfium gives it."""
    page = _Page(textpage, own)
    text, lefts, rights, bases, nominal = page.text, page.lefts, page.rights, page.bases, page.nominal
    line = _Line(page)
    turned = map(or_, map(ne, islice(nominal, 1, None), nominal), map(ne, islice(bases, 1, None), bases))
    turns = [*compress(count(1), turned), len(text)]
    turn = spaces = 0
    scale, last_nominal = 1.0, -1.0
    runs: list[Run] = []
    begun: list[int] = []
    touching: list[tuple[Run, int]] = []
    run: Run | None = None
    spaced = False
    for part in _PART.finditer(text):
        begin, stop = part.span()
        kind = text[begin]
        if kind in _NEW_LINE:
            run, spaced = None, False
            continue
        while begin < stop:
            if text[begin] == " ":
                spaced = run is not None
                begin += 1
                continue
            while turns[turn] <= begin:
                turn += 1
            first, begin = begin, min(stop, turns[turn])
            left, base = lefts[first], bases[first]
            if run is None or spaced or nominal[first] != last_nominal or base != run.bases[-1]:
                # the matrix may scale what the file calls size 1 or 13.3, anew for each word
                if (scaled := page.scale(first)) is None:  # a stamp up the margin, a label of an axis: across the lines
                    run, spaced = None, False
                    continue
                scale, last_nominal = scaled, nominal[first]
            size = last_nominal * scale
            if not math.isfinite(size):
                continue  # a matrix that is broken: the signs have no place on the page
            if kind in _UNSEEN and rights[first] - page.boxed[first] < _NO_GAP * size:
                continue
            begin, within = line.goes_on(first, begin, size, scale)
            if run is None or _jumps(run, left, base, size):
                face = page.face(first)
                run = Run([], [], [], [], [], face.bold, face.mono)
                runs.append(run)
                begun.append(first)
            elif spaced or left - run.rights[-1] > WORD_GAP * size:
                spaces += 1
                if abs(left - run.rights[-1]) < _NO_GAP * size:
                    touching.append((run, len(run.signs)))
                run.add(" ", (run.rights[-1],), (left,), base, size)
            spaced = False
            spaces += len(within)
            touching += ((run, len(run.signs) + at - first) for at in line.touching(within, size))
            run.add("-" if kind in _UNSEEN else text[first:begin], lefts[first:begin], rights[first:begin], base, size)
    if len(touching) > _SYLLABLES * spaces:
        for run, at in reversed(touching):
            run.without(at)
    return [
        run if not (run.bold or run.mono) else _by_its_end(run, page, begin, end)
        for run, (begin, end) in zip(runs, pairwise([*begun, len(text)]), strict=True)
    ]


class _Line:
    """Tells how far signs stand beside each other as those of a line do, by columns made once for a page.

    A single space between two signs is given its place here: from the one to the other, and as the other is set.
    """

    def __init__(self, page: _Page) -> None:
        self._page = page
        lefts, rights, bases, nominal = page.lefts, page.rights, page.bases, page.nominal
        self._gaps = gaps = [0.0, *map(sub, islice(lefts, 1, None), rights)]
        self._steps = steps = [0.0, *map(sub, islice(lefts, 1, None), lefts)]
        self._spaces = [found.start() for found in _SPACE_WITHIN.finditer(page.text)]
        self._widths = []
        for k in self._spaces:
            self._widths.append(lefts[k + 1] - rights[k - 1])
            gaps[k] = steps[k] = gaps[k + 1] = 0.0
            steps[k + 1] = lefts[k + 1] - lefts[k - 1]
            lefts[k], rights[k], bases[k], nominal[k] = rights[k - 1], lefts[k + 1], bases[k + 1], nominal[k + 1]

    def goes_on(self, first: int, end: int, size: float, scale: float) -> tuple[int, range]:
        """Where signs from the first on cease to be those of a line, `end` at most, and which spaces are within.

        They cease before a gap, a step back, or a word that the file scales otherwise.
        """
        if end - first < 2:
            return end, range(0)
        gaps, steps, spaces, widths = self._gaps, self._steps, self._spaces, self._widths
        wide, wider, back = WORD_GAP * size, _JUMP * max(size, 1.0), -_BACK * max(size, 1.0)
        if max(gaps[first + 1 : end]) > wide or min(steps[first + 1 : end]) < back:
            end = next(k for k in range(first + 1, end) if gaps[k] > wide or steps[k] < back)
            end -= self._page.text[end - 1] == " "
        within = range(low := bisect_left(spaces, first), bisect_left(spaces, end - 1, low))
        if within and (max(widths[low : within.stop]) > wider or not self._page.alike(first, spaces[within[-1]] + 1)):
            for k in within:
                if widths[k] > wider or self._page.scale(spaces[k] + 1) != scale:
                    return spaces[k], range(low, k)
        return end, within

    def touching(self, within: range, size: float) -> list[int]:
        """The spaces between signs that touch."""
        return [self._spaces[k] for k in within if abs(self._widths[k]) < _NO_GAP * size]


def _jumps(run: Run, left: float, base: float, size: float) -> bool:
    size = max(run.sizes[-1], size, 1.0)
    return (
        left - run.rights[-1] > _JUMP * size
        or left - run.lefts[-1] < -_BACK * size
        or abs(base - run.bases[-1]) > _DROP * size
    )


def _by_its_end(run: Run, page: _Page, begin: int, end: int) -> Run:
    """The run as bold or monospaced only where its last word of some length is so too.

    An entry of a list may begin with bold names, or with the rest of an address; a shorter word may be mathematics.
    """
    words = list(_WORD.finditer(page.text, begin, end))
    face = page.face(words[-1].start()) if words else _Face(run.bold, run.mono)
    return run._replace(bold=run.bold and face.bold, mono=run.mono and face.mono)


class _Calls:
    """The functions of pdfium that are asked of every sign, by address, and where they write what they find.

    None of them calls Python, nor waits. What types they take is looked at in no call: a number is passed as an int of
    C, an address as what `byref` made, once for each place that is written to.
    """

    def __init__(self) -> None:
        import pypdfium2.raw as pdfium

        def by_address(function: Any, result: Any, *types: Any) -> Any:
            return ctypes.PYFUNCTYPE(result, *types)(ctypes.cast(function, ctypes.c_void_p).value or 0)

        self.code = by_address(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
        self.size = by_address(pdfium.FPDFText_GetFontSize, ctypes.c_double)
        self.box = by_address(pdfium.FPDFText_GetCharBox, ctypes.c_int)
        self.origin = by_address(pdfium.FPDFText_GetCharOrigin, ctypes.c_int)
        self.matrix = by_address(pdfium.FPDFText_GetMatrix, ctypes.c_int)
        self.object = by_address(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
        self.font = by_address(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p, ctypes.c_void_p)
        self.numbers = [(ctypes.c_double * _AT_ONCE)() for _ in range(4)]
        width = ctypes.sizeof(ctypes.c_double)
        self.to = [[ctypes.byref(made, width * k) for k in range(_AT_ONCE)] for made in self.numbers]
        self.unused = ctypes.byref(ctypes.c_double())
        self.lock = Lock()


_calls = cache(_Calls)


class _Page:
    """What pdfium says of the signs of a page: what they are, and in columns their edges, baselines and sizes.

    The sizes are those of the file. A sign that has no place on the page is none.
    """

    def __init__(self, textpage: Any, own: str) -> None:
        import pypdfium2.raw as pdfium

        self._raw, self._calls = textpage.raw, _calls()
        self._page = ctypes.byref(ctypes.c_char.from_address(ctypes.cast(self._raw, ctypes.c_void_p).value or 0))
        self._faces: dict[int, _Face] = {}
        self._matrix = pdfium.FS_MATRIX()
        self._to_matrix = ctypes.byref(self._matrix)
        text = self._text(textpage.count_chars(), own)
        self.boxed, self.rights, at, self.bases = self._places(len(text))
        if any(map(gt, self.boxed, self.rights)):
            self.rights = list(map(max, self.boxed, self.rights))
        self.lefts = list(map(min, self.boxed, at))
        self.nominal = list(map(self._calls.size, repeat(self._page), range(len(text))))
        if not math.isfinite(sum(map(sum, (self.lefts, self.rights, self.bases, self.nominal)))):  # a broken font
            columns = zip(text, self.lefts, self.rights, self.bases, self.nominal, strict=True)
            text = "".join(sign if math.isfinite(sum(numbers)) else _NONE for sign, *numbers in columns)
        self.text = text

    def _text(self, count: int, own: str) -> str:
        """The signs: as the page's text has them where that has as many, else each is asked for."""
        code_of = self._calls.code
        asked = range(0, count, _ASKED) if len(own) == count else ()
        if not asked or any(ord(own[k]) not in _HYPHENS and code_of(self._page, k) != ord(own[k]) for k in asked):
            codes = map(code_of, repeat(self._page), range(min(count, _MOST_SIGNS)))
            own = "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)
        return _HALVES.sub(_whole, own[:_MOST_SIGNS]).translate(_SHOWN)

    def _places(self, count: int) -> tuple[list[float], ...]:
        """The left and right edges of the boxes of all signs, and the places (x, y) that they are set at."""
        calls, page = self._calls, repeat(self._page)
        to_left, to_right, to_x, to_y = calls.to
        unused = repeat(calls.unused)
        found: tuple[list[float], ...] = ([], [], [], [])
        for begin in range(0, count, _AT_ONCE):
            numbers = range(begin, min(begin + _AT_ONCE, count))
            with calls.lock:
                deque(map(calls.box, page, numbers, to_left, to_right, unused, unused), 0)
                deque(map(calls.origin, page, numbers, to_x, to_y), 0)
                for column, written in zip(found, calls.numbers, strict=True):
                    column += written[: len(numbers)]
        return found

    def scale(self, k: int) -> float | None:
        """How much larger a sign is set than its size in the file; None of one that runs across the lines."""
        self._calls.matrix(self._page, k, self._to_matrix)
        matrix = self._matrix
        return None if abs(matrix.b) > abs(matrix.a) else math.hypot(matrix.c, matrix.d) or 1.0

    def alike(self, k: int, other: int) -> bool:
        """Whether two signs are of one piece of the file's text, which has one font, size and matrix."""
        return bool(self._calls.object(self._page, k) == self._calls.object(self._page, other))

    def face(self, k: int) -> _Face:
        """How the font of a sign is set: asked of pdfium once for each font of the page."""
        part = self._calls.object(self._page, k)
        font = self._calls.font(part) if part else None
        if font is None:
            return _Face()
        if font not in self._faces:
            self._faces[font] = self._face(k)
        return self._faces[font]

    def _face(self, k: int) -> _Face:
        import pypdfium2.raw as pdfium

        flags = ctypes.c_int()
        buffer = ctypes.create_string_buffer(128)
        length = pdfium.FPDFText_GetFontInfo(self._raw, k, buffer, 128, flags)
        name = buffer.raw[: max(0, min(length, 128) - 1)].decode("utf-8", errors="replace") if length else ""
        bold = pdfium.FPDFText_GetFontWeight(self._raw, k) >= _BOLD_WEIGHT or bool(_BOLD.search(name))
        return _Face(bold, bool(_MONOSPACED.search(name)))


def _whole(half: re.Match[str]) -> str:
    """A sign of two halves at the place of the second; a half alone is none, or unknown."""
    if half[1]:
        return _NONE + half[0].encode("utf-16", "surrogatepass").decode("utf-16")
    return _NONE if half[0] < "\udc00" else "\ufffd"
