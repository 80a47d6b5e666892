"""The pages of a PDF put together to one text and its blocks: title, headings, paragraphs, notes, tables, furniture.

On each page the running text comes first, then its notes, then what belongs to the page, so that a sentence is never
cut by a note inside a page; where it runs on to the next page the second block says which block it continues.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from argmap.manuscript.document import Block, BlockKind, PageStart
from argmap.manuscript.headings import heading_number, looks_like_heading, plain_title
from argmap.manuscript.lines import FINISHED, ITEM
from argmap.manuscript.readers.pdf.lines import PrintedLine
from argmap.manuscript.readers.pdf.title import find_title, is_cover, words_of_title
from argmap.tongues.lists import lists_of_all

_CAPTION = re.compile(
    r"(?:Figure|Fig\.|Table|Tab\.|Abbildung|Abb\.|Tabelle|Şekil|Tablo|Tabela|Scheme|Listing|Box)\s?[A-Z]?\d+[a-z]?(?:[.:|]|\s[–—-]|\s\()"
)
_NOTE_LABEL = re.compile(r"(?:([⁰¹²³⁴-⁹]{1,3})\s*|\[?(\d{1,3})(?:[.)\]]\s*|\s+)|([*∗†‡§]{1,2})\s*)(?=\S)")
_OPERATORS = frozenset("−-+=<>≤≥×·/^|")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_CALLED = re.compile(r"(?<=[^\s⁰¹²³⁴-⁹])[⁰¹²³⁴-⁹]{1,3}")
_LONGEST_HEADING = 220
# What a publisher prints at the foot of the first page is no paragraph that the next page goes on with.
_IMPRINT = re.compile(r"©|\bcopyright\b|https?:|www\.|\b(?:doi|ISSN|ISBN)\b", re.IGNORECASE)
_LONGEST_IMPRINT = 250
_BRACKET = re.compile(r"[()]")
# So far a sentence is followed in which a bracket opened, over the blocks that may stand between.
_BRACKET_NEAR, _BLOCKS_BETWEEN = 400, 6
# So many places of work are told from the notes of a page.
_FEWEST_PLACES = 2
# Gaps in a line of text, in sizes of the type, and how many that are equal tell one by themselves.
_WIDEST_GAP = 3.0
_EQUAL_GAPS = 3


@dataclass(slots=True)
class _Part:
    """Lines that make one block. `level` is that of a heading; `runs_on` says that it goes on from the part before."""

    kind: BlockKind
    lines: list[PrintedLine]
    level: int = 0
    runs_on: bool = False


@dataclass(slots=True)
class Setting:
    """What the paper's pages have in common: size of the running text, distance of its lines, margins of columns."""

    body: float
    pitch: float
    margins: dict[tuple[int, int], tuple[float, float]] = field(default_factory=dict)

    def margin(self, line: PrintedLine) -> tuple[float, float]:
        """Left and right edge of the column a line stands in."""
        return self.margins.get((line.page, line.column), (line.left, line.right))


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A PDF as one text: its blocks, where its pages begin, its title."""

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[PageStart, ...]
    title: str | None


def setting_of(pages: Sequence[Sequence[PrintedLine]], body: float) -> Setting:
    """Measure the distance of lines and the margins of columns over all pages."""
    pitches: Counter[float] = Counter()
    setting = Setting(body, 1.2 * body)
    for lines in pages:
        columns: dict[tuple[int, int], list[PrintedLine]] = {}
        for line in lines:
            if not line.furniture and not line.note:
                columns.setdefault((line.page, line.column), []).append(line)
        for key, column in columns.items():
            lefts = Counter(round(line.left) for line in column)
            most = lefts.most_common(1)[0][1]
            left = min(x for x, n in lefts.items() if n >= max(1, 0.25 * most))
            rights = sorted(line.right for line in column)
            setting.margins[key] = (float(left), rights[int(0.9 * (len(rights) - 1))])
            for one, other in pairwise(column):
                if abs(one.size - body) < 0.6 and 0 < one.base - other.base < 3 * body:
                    pitches[round((one.base - other.base) * 2) / 2] += 1
    if pitches:
        setting.pitch = pitches.most_common(1)[0][0]
    return setting


def put_together(pages: Sequence[Sequence[PrintedLine]], setting: Setting, stated: str = "") -> PrintedText:
    """One text from the ordered lines of all pages. `stated` is what the file says of its own title."""
    title = _title_in(pages, setting.body, stated)
    labels = _labels_of(pages)
    parts_of_pages = [list(_parts(lines, setting, labels)) for lines in pages]
    headings = [part for parts in parts_of_pages for part in parts if part.kind == "heading"]
    for parts in parts_of_pages:
        _set_apart_title_page(parts, headings)
        _set_apart_affiliations(parts, parts_of_pages)
    _set_levels(parts_of_pages)
    pieces: list[str] = []
    blocks: list[Block] = []
    starts: list[PageStart] = []
    length = 0
    open_text: int | None = None
    open_words = ""
    open_note: int | None = None
    for number, parts in enumerate(parts_of_pages, 1):
        if pieces:
            pieces.append("\n\n")
            length += 2
        starts.append(PageStart(number, length))
        for k, part in enumerate(parts):
            words = "\n".join(_indented(line, part, setting) for line in part.lines)
            if k:
                pieces.append("\n\n")
                length += 2
            lead = len(words) - len(words.lstrip())
            block = Block(part.kind, length + lead, length + len(words), level=part.level)
            continues = None
            if part.runs_on:
                continues = open_note if part.kind == "note" else open_text
            blocks.append(replace(block, continues=continues))
            if part.kind == "note":
                open_note = len(blocks) - 1
            elif part.kind in ("paragraph", "item"):
                if open_text is None or FINISHED.search(open_words) or not _is_imprint(words):
                    open_text, open_words = len(blocks) - 1, words
            elif part.kind in ("heading", "title"):
                open_text = None
            pieces.append(words)
            length += len(words)
    text = "".join(pieces) + "\n"
    return PrintedText(text, _without_false_links(_over_brackets(text, blocks)), tuple(starts), title)


def _is_imprint(words: str) -> bool:
    return len(words) <= _LONGEST_IMPRINT and _IMPRINT.search(words) is not None


def _over_brackets(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, each that closes the bracket in which an earlier one breaks off linked to it: ``(Lee, 1985; Kim,``.

    What stands between, at the foot of a column, is a note without a number, a figure or an imprint.
    """
    linked = list(blocks)
    continued = {block.continues for block in blocks}
    for k, block in enumerate(blocks):
        end = text[max(block.start, block.end - _BRACKET_NEAR) : block.end]
        if block.kind not in ("paragraph", "item") or k in continued or FINISHED.search(end):
            continue
        if end.count("(") != end.count(")") + 1:
            continue
        for at in range(k + 1, min(k + 1 + _BLOCKS_BETWEEN, len(blocks))):
            other = blocks[at]
            first = _BRACKET.search(text, other.start, min(other.end, other.start + _BRACKET_NEAR))
            if other.kind in ("heading", "title"):
                break
            before = text[: blocks[other.continues].end] if other.continues is not None else "."
            if other.kind == "paragraph" and first and first[0] == ")" and FINISHED.search(before[-_BRACKET_NEAR:]):
                linked[at] = replace(other, continues=k)
                break
    return linked


def _title_in(pages: Sequence[Sequence[PrintedLine]], body: float, stated: str) -> str | None:
    """The title, its lines marked: on the first page with text, or the one behind a cover that has none."""
    for lines in [lines for lines in pages if lines][:2]:
        cover = len(pages) > 1 and is_cover(lines)
        title = find_title(lines, body, stated, cover)
        for line in title:
            line.title = True
        if title or not cover:
            return words_of_title(title) or None
    return None


def _without_false_links(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """A block continues only what can be continued, and each is continued once."""
    taken: set[int] = set()
    linked = []
    for block in blocks:
        if block.continues is not None and block.continues in taken:
            block = replace(block, continues=None)
        if block.continues is not None:
            taken.add(block.continues)
        linked.append(block)
    return tuple(linked)


def _indented(line: PrintedLine, part: _Part, setting: Setting) -> str:
    """The line, with two spaces before it where it stands in from the margin: entries hang by that."""
    left, _ = setting.margin(line)
    hangs = part.kind == "paragraph" or (part.kind == "item" and part.lines[0].words[0] in "—–―")
    return ("  " if hangs and line.left > left + 0.6 * setting.body else "") + line.words


def _parts(lines: Sequence[PrintedLine], setting: Setting, labels: _Labels) -> Iterator[_Part]:
    text = [line for line in lines if not line.note and not line.furniture]
    yield from _text_parts(text, setting)
    yield from _note_parts([line for line in lines if line.note and not line.furniture], labels)
    for line in lines:
        if line.furniture:
            yield _Part("furniture", [line])


def _text_parts(lines: Sequence[PrintedLine], setting: Setting) -> Iterator[_Part]:
    part: _Part | None = None
    first = True
    for rows in _rows(lines):
        kind = "title" if rows[0].title else "table" if len(rows) > 1 else _kind(rows[0], setting)
        if kind == "heading" and part is not None and _goes_on_in_bold(part, rows[0], setting):
            kind = part.kind
        if part is not None and not _parts_ways(part, rows, kind, setting):
            part.lines += rows
            continue
        if part is not None:
            yield _settled(part)
        runs_on = first and kind == "paragraph" and _may_run_on(rows[0], setting)
        part = _Part(kind, list(rows), runs_on=runs_on)
        first = first and kind in ("table", "caption")
    if part is not None:
        yield _settled(part)


def _goes_on_in_bold(part: _Part, line: PrintedLine, setting: Setting) -> bool:
    """Whether a bold line is the next of a sentence or an entry, in which the title of a work is bold."""
    last = part.lines[-1]
    return (
        part.kind in ("paragraph", "item")
        and abs(last.size - line.size) < 0.5
        and (last.page, last.column) == (line.page, line.column)
        and 0 < last.base - line.base < 1.25 * setting.pitch
        and FINISHED.search(last.words) is None
        and last.words[-1] != ":"
        and heading_number(line.words) is None
    )


def _rows(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    """Lines on one height in one column: the cells of a row. A line of text with wide gaps is made one line again."""
    rows: list[list[PrintedLine]] = []
    for line in lines:
        if rows and rows[-1][0].column == line.column and abs(rows[-1][0].base - line.base) < 0.35 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    cells = [len(row) for row in rows]
    return [
        [_joined(row)]
        if len(row) > 1 and _is_stretched(row, alone=max(cells[k - 1 : k] + cells[k + 1 : k + 2], default=1) == 1)
        else row
        for k, row in enumerate(rows)
    ]


def _is_stretched(row: Sequence[PrintedLine], alone: bool) -> bool:
    """Justified text with wide gaps: all are equal, or there is one, in a row `alone` among whole lines."""
    size = row[0].size
    row = sorted(row, key=lambda line: line.left)
    gaps = [other.left - one.right for one, other in pairwise(row)]
    if max(gaps) > _WIDEST_GAP * size or any(line.size != size for line in row):
        return False
    return alone or (len(gaps) >= _EQUAL_GAPS and max(gaps) - min(gaps) < 0.15 * size)


def _joined(row: Sequence[PrintedLine]) -> PrintedLine:
    row = sorted(row, key=lambda line: line.left)
    return replace(row[0], words=" ".join(line.words for line in row), right=row[-1].right)


def _kind(line: PrintedLine, setting: Setting) -> BlockKind:
    if _CAPTION.match(line.words):
        return "caption"
    if _is_heading(line, setting):
        return "heading"
    if line.mono:
        return "code"
    left, right = setting.margin(line)
    if line.size < 0.9 * setting.body and line.right - line.left < 0.5 * (right - left) and line.words[-1] not in ".?!":
        return "table"  # a label inside a figure
    return "item" if ITEM.match(line.words) and not line.words[0].isalnum() else "paragraph"


def _is_heading(line: PrintedLine, setting: Setting) -> bool:
    larger = line.size > 1.07 * setting.body
    if line.mono or not any(c.isalpha() for c in line.words):
        return False
    if larger:
        return line.size > 1.25 * setting.body or looks_like_heading(line.words)
    if not looks_like_heading(line.words):
        return False
    if line.size < 0.93 * setting.body:  # a list set small has a small heading
        return (line.bold or line.words.isupper()) and plain_title(line.words) in lists_of_all("headings")["references"]
    if line.bold:
        return True
    left, right = setting.margin(line)
    short = line.right - line.left < 0.75 * (right - left)
    named = plain_title(line.words) in _plain_headings()
    return short and (
        named or (line.words.isupper() and len(line.words) > 6 and heading_number(line.words) is not None)
    )


def _plain_headings() -> frozenset[str]:
    lists = lists_of_all("headings")
    return lists["references"] | lists["notes"] | lists["plain"]


def _parts_ways(part: _Part, rows: Sequence[PrintedLine], kind: BlockKind, setting: Setting) -> bool:
    """The next row begins a new block."""
    last, line = part.lines[-1], rows[0]
    same_column = last.page == line.page and last.column == line.column
    drop = last.base - line.base
    if kind == "title" or part.kind == "title":
        return kind != part.kind
    if kind == "table" or part.kind == "table":
        return not (kind == part.kind and same_column and drop < 3.5 * setting.pitch)
    if part.kind == "heading":
        alike = kind == "heading" and abs(last.size - line.size) < 0.5 and last.bold == line.bold
        return not (alike and same_column and drop < 1.7 * max(line.size, 1.0) and heading_number(line.words) is None)
    if part.kind == "code":
        return kind != "code" or (same_column and drop > 2.5 * setting.pitch)
    names_go_on = kind == "heading" and part.kind == "paragraph" and last.bold and last.words.endswith(",")
    if kind in ("heading", "caption", "code", "item") and not (names_go_on and same_column):
        return True
    if abs(last.size - line.size) > 0.9 and len(line.words) > 3 and len(last.words) > 3:
        return True
    if not same_column:
        return FINISHED.search(last.words) is not None and not line.words[0].islower()
    if drop > 1.38 * setting.pitch * max(1.0, last.size / setting.body):
        return True
    return _begins_paragraph(last, line, part, setting)


def _begins_paragraph(last: PrintedLine, line: PrintedLine, part: _Part, setting: Setting) -> bool:
    """By indent, or because the line before ended early although the next word would have fitted."""
    if not FINISHED.search(last.words) or line.words[0].islower():
        return False
    left, right = setting.margin(line)
    if part.kind != "item" and line.left > left + 0.7 * setting.body and last.left < left + 0.4 * setting.body:
        return True
    room = right - last.right
    word = 0.55 * line.size * len(line.words.split(" ", 1)[0])
    return room > word + 1.5 * setting.body


def _may_run_on(line: PrintedLine, setting: Setting) -> bool:
    """The first paragraph of a page may continue the one before; `put_together` links it only where that is open."""
    left, _ = setting.margin(line)
    return line.words[0].islower() or line.left < left + 0.6 * setting.body


def _settled(part: _Part) -> _Part:
    """Second thoughts once the block is whole: a long or full-stopped heading is a paragraph in bold."""
    words = " ".join(line.words for line in part.lines)
    if part.kind == "heading" and (len(words) > _LONGEST_HEADING or (words.endswith(".") and len(words) > 100)):
        part.kind = "paragraph"
    if part.kind == "table" and len({round(line.base) for line in part.lines}) < 2:
        part.lines, part.kind = [_joined(part.lines)], "paragraph"
    return part


@dataclass(slots=True)
class _Labels:
    """How the notes of the paper are labelled: `raised` for most, and the number of the last one."""

    raised: bool
    last: int | None = None

    def begins(self, words: str, first: bool) -> bool:
        """Whether a line begins a note, and not with a number that is a word of it; `first` is one on its page."""
        found = _NOTE_LABEL.match(words)
        if found is None or found[3] is not None:
            return found is not None
        if words[found.end()] in _OPERATORS:  # the upper line of a fraction in a note: ¹−σ
            return False
        number = int((found[1] or found[2]).translate(_SUPERSCRIPTS))
        step = 1 if self.last is None else number - self.last
        if found[1] is None and step != 1 and (self.raised or not (first or step == 2)):
            return False
        self.last = number
        return True


def _labels_of(pages: Sequence[Sequence[PrintedLine]]) -> _Labels:
    found = [label for lines in pages for line in lines if line.note and (label := _NOTE_LABEL.match(line.words))]
    return _Labels(2 * sum(label[1] is not None for label in found) > len(found))


def _note_parts(lines: Sequence[PrintedLine], labels: _Labels) -> Iterator[_Part]:
    part: _Part | None = None
    for line in lines:
        begins = labels.begins(line.words, first=part is None)
        if begins or part is None:
            if part is not None:
                yield part
            part = _Part("note", [line], runs_on=not begins)
        else:
            part.lines.append(line)
    if part is not None:
        yield part


def _set_apart_title_page(parts: Sequence[_Part], headings_everywhere: Sequence[_Part]) -> None:
    """What stands above the title, and what stands between it and the text, names authors, publishers and dates."""
    at = next((k for k, part in enumerate(parts) if part.kind == "title"), None)
    if at is None:
        return
    for part in parts[:at]:
        if part.kind in ("paragraph", "heading"):
            part.kind, part.level = "title", 2
    for part in parts[at + 1 :]:
        words = " ".join(line.words for line in part.lines)
        named = plain_title(words) in _plain_headings()
        if (part.kind == "heading" and (named or part.lines[0].bold or looks_like_heading(words))) or _is_prose(words):
            alone = (
                sum(_style(other) == _style(part) for other in headings_everywhere) == 1
                and heading_number(words) is None
            )
            if part.kind == "heading" and not named and (_names_people(words) or alone):
                part.kind, part.level = "title", 2
                continue
            break
        if part.kind in ("paragraph", "heading", "item"):
            part.kind, part.level, part.runs_on = "title", 2, False


def _set_apart_affiliations(parts: Sequence[_Part], everywhere: Sequence[Sequence[_Part]]) -> None:
    """Where names beside the title call numbers, and the text does not count on from these, they are no notes' ones."""
    if not any(part.kind == "title" and part.level < 2 for part in parts):
        return
    called = {number for part in parts if part.kind == "title" and part.level == 2 for number in _raised_in(part)}
    notes = [part for part in parts if part.kind == "note" and _label_number(part) in called]
    if len(notes) < _FEWEST_PLACES:
        return
    text = (part for page in everywhere for part in page if part.kind in ("paragraph", "item"))
    if next((number for part in text for number in _raised_in(part)), 0) != max(called) + 1:
        for part in notes:
            prose = _is_prose(" ".join(line.words for line in part.lines))
            part.kind, part.level, part.runs_on = ("paragraph", 0, False) if prose else ("title", 2, False)


def _raised_in(part: _Part) -> list[int]:
    return [int(found.translate(_SUPERSCRIPTS)) for line in part.lines for found in _CALLED.findall(line.words)]


def _label_number(part: _Part) -> int | None:
    found = _NOTE_LABEL.match(part.lines[0].words)
    return int((found[1] or found[2]).translate(_SUPERSCRIPTS)) if found and (found[1] or found[2]) else None


def _style(part: _Part) -> tuple[float, bool]:
    return round(part.lines[0].size, 1), part.lines[0].bold


def _is_prose(words: str) -> bool:
    """Running text: long, ending in a full stop, with small words in it and no raised digits at its front."""
    small = len(re.findall(r"\b(?:the|of|and|to|in|is|that|der|und|die|de|la|et|ve|bir|e)\b", words))
    return len(words) > 200 and small > len(words) / 100 and not re.match(r"[⁰¹²³⁴-⁹*†‡]|\d\s[A-Z]", words)


def _names_people(words: str) -> bool:
    return bool(re.search(r"[⁰¹²³⁴-⁹*†‡]|@", words)) or (
        words.count(",") >= 1 and not re.search(r"\b(?:of|the|in|for)\b", words)
    )


def _set_levels(pages: Sequence[Sequence[_Part]]) -> None:
    """Numbered headings by their number, others by their size: the largest is 1."""
    headings = [part for parts in pages for part in parts if part.kind == "heading"]
    sizes = sorted({round(part.lines[0].size, 1) for part in headings}, reverse=True)
    for part in headings:
        number = heading_number(part.lines[0].words)
        part.level = number.count(".") + 1 if number else min(6, sizes.index(round(part.lines[0].size, 1)) + 1)
