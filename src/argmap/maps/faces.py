"""The face of a card: every line of text, glyph and rule on it with its place, and the size that follows.

Both the drawing and the layout take their sizes from here, so a text cannot be wider than the card drawn for it.
Lengths are points; places are relative to the card's upper left corner, y downwards, text at its base line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from argmap.maps.measure import shorten, text_width, wrap
from argmap.maps.style import BODY_SIZE, CONCLUSION_SIZE, ELEMENTS, GROUP_SIZE, ROW_SIZE, STATUS_SIZE
from argmap.maps.view import Card, Joint, Key, Row

PADDING = 10.0
CARD_WIDTH = 226.0
CONCLUSION_WIDTH = 278.0
OUTSIDE_WIDTH = 186.0
SECTION_WIDTH = 240.0
JOINT_SIZE = 13.0
_GLYPH = 8.0
_MOST_LINES, _MOST_ON_PAGES = 9, 24
_POINTER_ROOM = 56.0
_LEAST_ROOM = 60.0
_KEY_HEIGHT, _KEY_ROOM, _KEY_GAP = 13.5, 5.0, 2.5
_ROW_LEADING = round(ROW_SIZE * 1.3, 1)


@dataclass(frozen=True, slots=True)
class Run:
    """A line of text. `tone` is an element's name or ``quiet``, ``body``, ``on-conclusion``; `width` is measured."""

    x: float
    y: float
    text: str
    size: float
    width: float
    tone: str = "body"
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A glyph with its centre and its width."""

    x: float
    y: float
    element: str
    size: float = _GLYPH


@dataclass(frozen=True, slots=True)
class Block:
    """A filled rectangle: the pill behind a label on the conclusion, or a part of a section's bar."""

    x: float
    y: float
    width: float
    height: float
    element: str
    pill: bool = False


@dataclass(frozen=True, slots=True)
class Face:
    """All that is drawn on a card, and how large it is. `rule` is the height of the dividing line, if there is one."""

    width: float
    height: float
    runs: tuple[Run, ...]
    marks: tuple[Mark, ...] = ()
    blocks: tuple[Block, ...] = ()
    rule: float | None = None


def face_of(item: Card | Joint, width: float | None = None) -> Face:
    """The face of a card, or the size of a joint. With a `width` every card takes it, and none is set in small type."""
    if isinstance(item, Joint):
        return Face(JOINT_SIZE, JOINT_SIZE, ())
    face = _section_face(item, width or SECTION_WIDTH) if item.kind == "section" else _claim_face(item, width)
    return _with_keys(face, item.keys) if item.keys else face


def _with_keys(face: Face, keys: tuple[Key, ...]) -> Face:
    """The face with a strip for each key at its foot: side by side as many as there is room for, over its width."""
    inner = face.width - 2 * PADDING
    lines: list[list[tuple[Key, str, float]]] = [[]]
    for key in keys:
        word = shorten(key.shown, inner - 2 * _KEY_ROOM, STATUS_SIZE, bold=True)
        long = text_width(word, STATUS_SIZE, True) + 2 * _KEY_ROOM
        if lines[-1] and sum(taken + _KEY_GAP for _, _, taken in lines[-1]) + long > inner:
            lines.append([])
        lines[-1].append((key, word, long))
    runs, blocks, y = [*face.runs], [*face.blocks], face.height - PADDING * 0.6 + 3.0
    for line in lines:
        spare = (inner - sum(long for _, _, long in line) - _KEY_GAP * (len(line) - 1)) / len(line)
        x = PADDING
        for key, word, long in line:
            blocks.append(Block(round(x, 1), round(y, 1), round(long + spare, 1), _KEY_HEIGHT, key.tone))
            at = x + (spare + 2 * _KEY_ROOM) / 2
            width = text_width(word, STATUS_SIZE, True)
            runs.append(Run(round(at, 1), round(y + 10.0, 1), word, STATUS_SIZE, width, key.tone, bold=True))
            x += long + spare + _KEY_GAP
        y += _KEY_HEIGHT + _KEY_GAP
    return replace(face, height=round(y - _KEY_GAP + PADDING * 0.8, 1), runs=tuple(runs), blocks=tuple(blocks))


def _claim_face(card: Card, asked: float | None) -> Face:
    small = card.kind in ("outside", "elsewhere", "step")
    conclusion = card.look == "conclusion" and not small
    width = asked or (OUTSIDE_WIDTH if small else CONCLUSION_WIDTH if conclusion else CARD_WIDTH)
    size = CONCLUSION_SIZE if conclusion else ROW_SIZE if small and not asked else BODY_SIZE
    inner = width - 2 * PADDING
    runs, marks, blocks, y = _status_line(card, inner, "on-conclusion" if card.look == "conclusion" else "")
    tone = "on-conclusion" if card.look == "conclusion" else "body"
    leading = round(size * 1.24, 1)
    y += 3.0 if runs else 0.0
    most = _MOST_ON_PAGES if asked else 2 if card.kind == "outside" else _MOST_LINES
    for line in wrap(card.text, inner, size, most_lines=most):
        y += leading
        runs.append(Run(PADDING, round(y, 1), line, size, text_width(line, size), tone))
    y += size * 0.32
    rule = None
    if card.rows:
        y += 3.0
        rule = None if small else round(y, 1)
        y += 1.0 if small else 3.0
        for row in card.rows:
            y += _ROW_LEADING
            set_row = _row_in_full if asked else _row
            row_runs, row_marks = set_row(row, inner, round(y, 1), card.look)
            runs += row_runs
            marks += row_marks
            y = row_runs[-1].y if row_runs else y
        y += 3.0
    return Face(width, round(y + PADDING * 0.6, 1), tuple(runs), tuple(marks), tuple(blocks), rule)


def _status_line(card: Card, inner: float, tone: str) -> tuple[list[Run], list[Mark], list[Block], float]:
    """Glyphs and words of the status, the id at the right, or on a line of its own where there is no room."""
    runs: list[Run] = []
    marks: list[Mark] = []
    blocks: list[Block] = []
    if not (card.badges or card.corner):
        return [], [], [], PADDING - 2.0
    x, y = PADDING, PADDING + 7.5
    for place, badge in enumerate(card.badges):
        word = badge.word.upper()
        long = text_width(word, STATUS_SIZE, True)
        on_pill = bool(tone) and place > 0 and badge.element is not None
        if place and x + long + (_GLYPH + 10 if badge.element else 0) > PADDING + inner:
            x, y = PADDING, y + STATUS_SIZE * 1.6
        if on_pill and badge.element:
            blocks.append(Block(x - 2, y - 9.5, long + _GLYPH + 10, 13, badge.element, pill=True))
            x += 2.0
        if badge.element:
            marks.append(Mark(round(x + _GLYPH / 2, 1), y - 3.2, badge.element))
            x += _GLYPH + 3.0
        colour = badge.element or "quiet"
        if tone and not on_pill:
            colour = tone
        runs.append(Run(round(x, 1), y, word, STATUS_SIZE, long, colour, bold=True))
        x += long + 9.0
    room = PADDING + inner - x
    corner_tone = tone or "quiet"
    whole = text_width(card.corner, STATUS_SIZE)
    if card.kind == "elsewhere":
        # the number of its page is not known when room is made for it
        whole = max(whole, _POINTER_ROOM)
    if whole > room:
        if room < 46 or card.kind != "outside":
            y += STATUS_SIZE * 1.3
            room = inner
        corner = shorten(card.corner, room, STATUS_SIZE)
    else:
        corner = card.corner
    if not corner:
        return runs, marks, blocks, y
    long = text_width(corner, STATUS_SIZE)
    at = PADDING if room == inner else PADDING + inner - long
    runs.append(Run(round(at, 1), y, corner, STATUS_SIZE, long, corner_tone))
    return runs, marks, blocks, y


def _row(row: Row, inner: float, y: float, look: str) -> tuple[list[Run], list[Mark]]:
    """One line: glyph, strong words, the rest; cut where the card ends."""
    on_dark = look == "conclusion"
    x = PADDING
    marks: list[Mark] = []
    runs: list[Run] = []
    if row.element:
        marks.append(Mark(x + 3.5, y - 3.3, row.element, 6.5))
        x += 10.5
    if row.strong:
        # the rest keeps a few words' room, since it says whether the quotation was found
        reserve = min(text_width(row.text, ROW_SIZE), inner * 0.46) + 5 if row.text else 0.0
        bold = not row.italic
        strong = shorten(row.strong, PADDING + inner - x - reserve, ROW_SIZE, bold)
        long = text_width(strong, ROW_SIZE, bold)
        runs.append(Run(x, y, strong, ROW_SIZE, long, "on-conclusion" if on_dark else "body", bold, row.italic))
        x += long + 5.0
    room = PADDING + inner - x
    rest, more, indent = shorten(row.text, room, ROW_SIZE), "", PADDING
    if rest != row.text and not row.italic:
        # what is said in words may take a second line
        first, *following = wrap(row.text, room, ROW_SIZE)
        indent = PADDING + (10.5 if row.element else 0.0)
        rest, more = first, shorten(" ".join(following), PADDING + inner - indent, ROW_SIZE)
    tone = "on-conclusion" if on_dark else "unsupported" if row.alarming else "body" if row.strong == "" else "quiet"
    if rest:
        if not row.element and not row.strong and not on_dark:
            tone = "quiet"
        runs.append(Run(round(x, 1), y, rest, ROW_SIZE, text_width(rest, ROW_SIZE), tone))
    if more:
        below = round(y + _ROW_LEADING, 1)
        runs.append(Run(indent, below, more, ROW_SIZE, text_width(more, ROW_SIZE), tone))
    return runs, marks


def _row_in_full(row: Row, inner: float, y: float, look: str) -> tuple[list[Run], list[Mark]]:
    """All words of a row, on as many lines as they take: a page is no place to point at what is cut."""
    on_dark = look == "conclusion"
    marks = [Mark(PADDING + 3.5, y - 3.3, row.element, 6.5)] if row.element else []
    left = PADDING + (10.5 if row.element else 0.0)
    tone = "unsupported" if row.alarming else "body" if row.element and not row.strong else "quiet"
    parts = ((row.strong, not row.italic, row.italic, "body"), (row.text, False, False, tone))
    runs: list[Run] = []
    x = left
    for words, bold, italic, colour in parts:
        room = PADDING + inner - x
        if x > left and room < min(_LEAST_ROOM, text_width(words, ROW_SIZE, bold)):
            x, y, room = left, y + _ROW_LEADING, PADDING + inner - left
        first, *others = wrap(words, room, ROW_SIZE, bold) or ("",)
        rest = wrap(" ".join(others), PADDING + inner - left, ROW_SIZE, bold)
        for number, line in enumerate((first, *rest) if words else ()):
            if number:
                x, y = left, y + _ROW_LEADING
            long = text_width(line, ROW_SIZE, bold)
            shown = "on-conclusion" if on_dark else colour
            runs.append(Run(round(x, 1), round(y, 1), line, ROW_SIZE, long, shown, bold, italic))
            x += long + 5.0
    return runs, marks


def _section_face(card: Card, width: float) -> Face:
    """A section on the overview: title, a bar of its labels in proportion, and a line in words for each label."""
    inner = width - 2 * PADDING
    runs, marks, blocks, y = _status_line(card, inner, "")
    y += 4.0
    for line in wrap(card.text, inner, GROUP_SIZE + 1, True, most_lines=4):
        y += 16.0
        runs.append(Run(PADDING, round(y, 1), line, GROUP_SIZE + 1, text_width(line, GROUP_SIZE + 1, True), bold=True))
    y += 9.0
    total = sum(number for _, number in card.counts)
    x = PADDING
    for label, number in card.counts:
        share = inner * number / total
        blocks.append(
            Block(round(x, 1), round(y, 1), round(share, 1), 9.0, label if label in ELEMENTS else "assumption")
        )
        x += share
    if total:
        y += 12.0
    for label, number in card.counts:
        y += 13.0
        element = label if label in ELEMENTS else "assumption"
        marks.append(Mark(PADDING + 3.5, round(y - 3.4, 1), element, 7.5))
        words = f"{number} {label}"
        runs.append(Run(PADDING + 11, round(y, 1), words, 10.0, text_width(words, 10.0), element))
    return Face(width, round(y + PADDING, 1), tuple(runs), tuple(marks), tuple(blocks))
