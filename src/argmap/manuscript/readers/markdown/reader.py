"""Reads Markdown as Pandoc knows it: headings, notes, citations by key, and the bibliography beside the file.

Blocks are found line by line, inline markup by one pass over each block; what is markup is left out of the text, and
every character that stays knows its place in the file. Rules follow the Pandoc manual and CommonMark where scholars'
texts need them, not in every corner.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from argmap.ground.places import TextFile
from argmap.manuscript.document import BlockKind, Mark, Note
from argmap.manuscript.draft import Draft
from argmap.manuscript.headings import begins_text, heads_references
from argmap.manuscript.readers.bibliographies import remarks_on
from argmap.manuscript.readers.latex.syntax import prints_nothing
from argmap.manuscript.readers.markdown.front_matter import read_settings
from argmap.manuscript.readers.markdown.inline import KeyMark, NoteCall, inline_pieces
from argmap.manuscript.readers.markdown.project_settings import title_of_whole
from argmap.manuscript.readers.printed import printed_in_markdown
from argmap.manuscript.readers.stated import tied, with_works_cited
from argmap.manuscript.readers.tracing import SUPERSCRIPTS, TracedText
from argmap.tongues.encodings import decode

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)(.*?)(?:[ \t]+#+)?[ \t]*(?:\{[^{}]*\})?[ \t]*$")
_BLANK = re.compile(r"\s*\Z")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|\+\+\+(?:[ \t].*)?)$")
# A line of its own above the items of a list, with no blank line between: "**Primary sources**", "They are:"
_INTRODUCES = re.compile(r"^(\*\*|__)(?=\S).{1,200}\1:?\s*$|:(?:\*\*|__|\*|_)?\s*$")
_ITEM = re.compile(r"([ \t]*)(?:[-*+•]|\(?(?:\d{1,9}|[a-zA-Z]|[ivxIVX]{1,6}|#|@)[.)])[ \t]+(?=\S)")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_ALL_BOLD = re.compile(r"\*\*[^*\n].{1,250}[^*]\*\*|__[^_\n].{1,250}[^_]__")
_NOTE_BODY = re.compile(r" {0,3}\[\^([^\]\s]{1,80})\]:[ \t]*")
_LINK_TARGET = re.compile(r" {0,3}\[[^\]^]{1,200}\]:[ \t]*\S+")
_TABLE_RULE = re.compile(
    r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:[|+][ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$|[ \t]*\+(?:[-=]{3,}\+)+[ \t]*$"
)
# Jekyll's and Hugo's code, and the contents that kramdown makes of the item above.
_CODE_TAG = re.compile(
    r"\s*(?:\{%-?\s*(highlight|raw)\b[^{}\n]{0,200}%\}|\{\{<\s*(highlight)\b[^{}\n]{0,200}>\}\})\s*$"
)
_MAKES_CONTENTS = re.compile(r"\{:\s?toc\b[^{}]{0,100}\}\s*$")
_DIV = re.compile(r" {0,3}:{3,}[ \t]*(.*)$")
_COMMENT = re.compile(r"\s*<!--")
_BLOCK_TAG = re.compile(
    r" {0,3}</?(p|div|li|ol|ul|dl|dt|dd|table|thead|tbody|tr|blockquote|section|article|center|figure|figcaption"
    r"|details|summary|hr)\b[^<>\n]{0,1000}>",
    re.IGNORECASE,
)
_LIST_TAG = re.compile(r" {0,3}<div\b[^<>\n]{0,200}(?:id=\"refs\"|class=\"[^\"]{0,100}\breferences\b)", re.IGNORECASE)
_TAGGED_HEADING = re.compile(r" {0,3}<h([1-6])\b[^<>\n]{0,300}>(.{1,500}?)</h\1>[ \t]*$", re.IGNORECASE)
_DIRECTIVE = re.compile(
    r"[ \t]*\{(note|warning|tip|important|admonition|seealso|hint|caution|attention|danger|error|topic|sidebar|margin"
    r"|epigraph|pull-quote|dropdown|card|tab-item|figure)\}"
)
_DIRECTIVE_OPTION = re.compile(r"[ \t]*:[\w-]{1,30}:")
_LOWEST_HEADING = 6
_DEEPEST_QUOTE = 20
_PICTURE = re.compile(r"!\[[^\n]*?(?:\n[^\n]+){0,30}?\]\([^()\n]{0,1000}\)(?:\{[^{}]{0,300}\})?\s*")
_TABLE_CAPTION = re.compile(r"(?:Table)?:[ \t]+(?=\S)")
_ID = re.compile(r"\{[^{}\n]{0,100}?#([^\s{}]{1,100})")
_ID_OF_A_CHUNK = re.compile(r"^#\|[ \t]*label:[ \t]*([^\s\"']{1,100})", re.MULTILINE)
# Prefixes of pandoc-crossref, Quarto and bookdown.
_CROSS_REFERENCE = re.compile(
    r"(?:(?:supp)?fig|tbl|tab|table|eq|eqn|sec|chap|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|tip|nte|wrn|imp|cau)"
    r"s?[:-]\S",
    re.IGNORECASE,
)
_KEY_OF_A_YEAR = re.compile(r"(?:1[5-9]|20)\d\d|:")


def draft_markdown(data: bytes, shown_as: str, path: Path | None = None) -> Draft:
    """Read the bytes of a Markdown file. With `path`, bibliographies are looked for beside it."""
    text, remarks = decode(data, shown_as)
    return _Reader(TextFile(shown_as, text), path).draft(remarks)


@dataclass(slots=True)
class _Line:
    """A line of the file, or of what is inside a quotation, without its line end."""

    start: int
    end: int


@dataclass(slots=True)
class _Reader:
    """Walks the lines once; inline markup is read when a block is complete."""

    file: TextFile
    path: Path | None
    out: TracedText = field(init=False)
    notes: dict[str, Note] = field(default_factory=dict)
    second_bodies: list[Note] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    marks: list[tuple[Mark, str]] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    surely_cited: set[str] = field(default_factory=set)
    groups: int = 0
    inline_notes: int = 0
    works_below: bool = False
    last_comment_end: int | None = None

    def draft(self, remarks: tuple[str, ...]) -> Draft:
        text = self.file.text
        self.out = TracedText(self.file)
        lines = [_Line(start, _content_end(text, start, end)) for start, end in _line_bounds(self.file)]
        settings = read_settings([text[line.start : line.end] for line in lines])
        lines = [line for number, line in enumerate(lines) if number not in settings.lines]
        self.known = {m.group(1) for line in lines if (m := _NOTE_BODY.match(text, line.start, line.end))}
        self._blocks(lines, 0)
        clean, blocks, places = self.out.finish()
        heading = next((clean[b.start : b.end] for b in blocks if b.kind == "heading" and b.level == 1), None)
        if heading and begins_text(heading):
            opens = next((text[line.start : line.end] for line in lines if text[line.start : line.end].strip()), "")
            heading = clean[blocks[0].start : blocks[0].end] if _ALL_BOLD.fullmatch(opens.strip()) else None
        keys = self._keys(settings.shown_things)
        handles = [target[1:] for _, target in self.marks if target.startswith("@")]
        references, bibliographies = settings.works(self.path, keys, handles, clean)
        by_key = {reference.key or "": reference for reference in references}
        marks = tuple(
            tied(mark, by_key, target[1:]) if target.startswith("@") else self._called(mark, target)
            for mark, target in self.marks
            if not target.startswith("@") or target[1:] in by_key or target[1:] in keys
        )
        return Draft(
            self.file.path,
            "markdown",
            clean,
            blocks,
            title=settings.title or (title_of_whole(self.path) if self.path else None) or heading,
            date=settings.date,
            notes=with_works_cited((*self.notes.values(), *self.second_bodies), marks),
            marks=marks,
            marks_complete=any(mark.kind == "note" for mark in marks),
            references=references,
            remarks=(*remarks, *((settings.problem,) if settings.problem else ()), *remarks_on(bibliographies)),
            places=places,
            printed=(printed_in_markdown("\n".join(text[x.start : x.end] for x in lines)),),
            bibliographies=bibliographies,
        )

    def _keys(self, shown_things: tuple[str, ...]) -> list[str]:
        """The keys cited, without what only looks like one.

        ``@fig:x``, ids of kinds that the settings define, and what the file itself gives an id are cross-references;
        a word after ``@`` in the running text that is no year's key, and stands in no bracket, is somebody's handle.
        """
        ids = {*_ID.findall(self.file.text), *_ID_OF_A_CHUNK.findall(self.file.text)}
        keys = dict.fromkeys(self.surely_cited, True)
        for mark, target in self.marks:
            if target.startswith("@"):
                key = target[1:]
                sure = not mark.narrative or mark.locator is not None or bool(_KEY_OF_A_YEAR.search(key))
                keys[key] = keys.get(key, False) or sure
        return [
            key
            for key, sure in keys.items()
            if sure and key not in ids and not _CROSS_REFERENCE.match(key) and not key.startswith(shown_things)
        ]

    def _called(self, mark: Mark, label: str) -> Mark:
        note = self.notes.get(label)
        return replace(mark, note=note.id) if note else mark

    def _blocks(self, lines: list[_Line], depth: int, kind: BlockKind = "paragraph") -> None:
        """Blocks of a run of lines. `kind` is that of its paragraphs: quotations are read by calling this again."""
        text = self.file.text
        at = 0
        pending: list[_Line] = []
        pending_kind: BlockKind = kind
        while at < len(lines):
            line = lines[at]
            words = text[line.start : line.end]
            before = text[pending[0].start : pending[0].end] if pending else ""
            if pending and pending_kind == kind and (match := _UNDERLINE.match(words)) and "|" not in words:
                self._heading([_without_attributes(text, part) for part in pending], 1 if match[1][0] == "=" else 2)
                pending = []
                at += 1
            elif alone := next(((found, read) for tell, read in _ALONE if (found := tell(words))), None):
                self._paragraph(pending, pending_kind)
                pending, pending_kind = [], kind
                at = alone[1](self, lines, at, alone[0], depth)
            elif at + 1 < len(lines) and _MAKES_CONTENTS.match(text, lines[at + 1].start, lines[at + 1].end):
                self._paragraph(pending, pending_kind)
                pending, pending_kind = [], kind
                at += 2
            elif match := _BLOCK_TAG.match(words):
                self._paragraph(pending, pending_kind)
                pending = [_Line(line.start + match.end(), line.end)]
                pending_kind = "item" if match[1] == "li" else kind
                self.works_below = self.works_below or bool(_LIST_TAG.match(words))
                at += 1
            elif not pending and _LINK_TARGET.match(words):
                at += 1
            elif _QUOTE.match(words) and depth < _DEEPEST_QUOTE:
                self._paragraph(pending, pending_kind)
                pending, pending_kind = [], kind
                at = self._quoted(lines, at, depth)
            elif "|" in words and not pending and self._rules_a_table(lines, at + 1):
                at = self._table(lines, at)
            elif (match := _ITEM.match(words)) and (
                not pending or pending_kind == "item" or (len(pending) == 1 and _INTRODUCES.search(before))
            ):
                self._paragraph(pending, pending_kind)
                pending, pending_kind = [_Line(line.start + match.end(), line.end)], "item"
                at += 1
            elif not pending and _is_indented(words) and kind != "item" != pending_kind and not self._follows_item():
                at = self._indented(lines, at)
            else:
                if not pending and _is_indented(words):
                    pending_kind = "item"
                pending.append(_Line(line.start + len(words) - len(words.lstrip()), line.end))
                at += 1
        self._paragraph(pending, pending_kind)

    def _passed_over(self, lines: list[_Line], at: int, _match: object, _depth: int) -> int:
        return at + 1

    def _heading_line(self, lines: list[_Line], at: int, match: re.Match[str], _depth: int) -> int:
        start = lines[at].start
        level = int(match[1]) if match[1].isdigit() else len(match[1])
        self._heading([_Line(start + match.start(2), start + match.end(2))], level)
        return at + 1

    def _divided(self, lines: list[_Line], at: int, match: re.Match[str], _depth: int) -> int:
        self.works_below = self.works_below or bool(re.search(r"refs|references", match[1]))
        return at + 1

    def _quoted(self, lines: list[_Line], at: int, depth: int) -> int:
        text = self.file.text
        inner: list[_Line] = []
        while at < len(lines) and text[lines[at].start : lines[at].end].strip():
            mark = _QUOTE.match(text, lines[at].start, lines[at].end)
            inner.append(_Line(mark.end() if mark else lines[at].start, lines[at].end))
            at += 1
        self._blocks(inner, depth + 1, "quote")
        return at

    def _rules_a_table(self, lines: list[_Line], at: int) -> bool:
        return at < len(lines) and _TABLE_RULE.match(self.file.text, lines[at].start, lines[at].end) is not None

    def _follows_item(self) -> bool:
        last = self.out.last_kind
        return last in ("item", "note")

    def _heading(self, lines: list[_Line], level: int) -> None:
        start = self.out.length
        later = self._inline(lines)
        words = self.out.since(start).strip()
        self.works_below = heads_references(words)
        self.out.block("heading", start, level)
        self.out.part()
        self._inline_bodies(later)

    def _paragraph(self, lines: list[_Line], kind: BlockKind) -> None:
        if not lines:
            return
        start = self.out.length
        words = self.file.text[lines[0].start : lines[-1].end]
        if kind == "paragraph" and (found := _TABLE_CAPTION.match(words)):
            kind, lines = "caption", [_Line(lines[0].start + found.end(), lines[0].end), *lines[1:]]
        elif kind == "paragraph" and _PICTURE.fullmatch(words):
            kind = "caption"
        if self.works_below and kind == "paragraph" and _INTRODUCES.search(words) and not re.search(r"\d", words):
            self._group(lines)
            return
        if self.works_below and kind in ("paragraph", "item"):
            kind = "reference"
            self._put_number(lines[0].start)
        marks = len(self.marks)
        later = self._inline(lines)
        if kind == "reference" and any(mark.kind == "key" for mark, _ in self.marks[marks:]):
            kind, self.works_below = "paragraph", False  # a section on citations: entries cite nothing
        self.out.block(kind, start)
        self.out.part()
        self._inline_bodies(later)

    def _group(self, lines: list[_Line]) -> None:
        """The name of a group of works within their list."""
        start = self.out.length
        later = self._inline(lines)
        self.out.block("heading", start, _LOWEST_HEADING)
        self.out.part()
        self._inline_bodies(later)

    def _put_number(self, at: int) -> None:
        """The number of an item in a list of works, by which the text cites it."""
        line = self.file.text.rfind("\n", 0, at) + 1
        number = re.fullmatch(r"\s{0,3}(\d{1,4}[.)])\s+", self.file.text[line:at])
        if number:
            self.out.put(f"{number[1]} ", line + number.start(1), at)

    def _table(self, lines: list[_Line], at: int) -> int:
        text = self.file.text
        while at < len(lines) and "|" in (words := text[lines[at].start : lines[at].end]):
            if not _TABLE_RULE.match(words):
                start = self.out.length
                cells = [m.span() for m in re.finditer(r"(?:\\.|[^|\\])+", words) if m.group(0).strip()]
                for index, (first, last) in enumerate(cells):
                    if index:
                        self.out.put("\t", lines[at].start + first, lines[at].start + first)
                    stripped = words[first:last]
                    offset = first + len(stripped) - len(stripped.lstrip())
                    self._inline([_Line(lines[at].start + offset, lines[at].start + first + len(stripped.rstrip()))])
                self.out.block("table", start)
                self.out.part()
            at += 1
        return at

    def _fenced(self, lines: list[_Line], at: int, fence: re.Match[str], depth: int) -> int:
        """What stands between fences: code, or the text of a MyST directive."""
        text = self.file.text
        closes = re.compile(rf" {{0,3}}{re.escape(fence[1][0])}{{{len(fence[1])},}}[ \t]*$")
        directive = _DIRECTIVE.match(text, lines[at].start + fence.end(), lines[at].end)
        at += 1
        end = at
        while end < len(lines) and not closes.match(text[lines[end].start : lines[end].end]):
            end += 1
        if directive and depth < _DEEPEST_QUOTE:
            while at < end and _DIRECTIVE_OPTION.match(text, lines[at].start, lines[at].end):
                at += 1
            self._blocks(lines[at:end], depth + 1, "caption" if directive[1] == "figure" else "paragraph")
        else:
            self._code(lines[at:end])
        return end + 1

    def _tagged_code(self, lines: list[_Line], at: int, opened: re.Match[str], _depth: int) -> int:
        closes = re.compile(rf"\s*\{{[{{%][<-]?\s*(?:end|/\s*){opened[1] or opened[2]}\b")
        end = at + 1
        while end < len(lines) and not closes.match(self.file.text, lines[end].start, lines[end].end):
            end += 1
        self._code(lines[at + 1 : end])
        return end + 1

    def _code(self, lines: list[_Line]) -> None:
        start = self.out.length
        for line in lines:
            self.out.put(self.file.text[line.start : line.end], line.start, line.end)
            self.out.put("\n", line.end, line.end)
        self.out.block("code", start)
        self.out.part()

    def _indented(self, lines: list[_Line], at: int) -> int:
        text = self.file.text
        end = at
        while end < len(lines) and (
            _is_indented(words := text[lines[end].start : lines[end].end]) or not words.strip()
        ):
            end += 1
        self._code(lines[at:end])
        return end

    def _after_comment(self, lines: list[_Line], at: int, _match: object, _depth: int) -> int:
        text = self.file.text
        if self.last_comment_end is None:
            self.last_comment_end = text.rfind("-->")
        if lines[at].start > self.last_comment_end:  # not looked for again at each of ten thousand open comments
            return at + 1
        close = text.find("-->", lines[at].start)
        while at < len(lines) and lines[at].start <= close:
            at += 1
        last = lines[at - 1]
        if text[close + 3 : last.end].strip() and last.end > close + 3:
            lines[at - 1] = _Line(close + 3, last.end)
            return at - 1
        return at

    def _note_body(self, lines: list[_Line], at: int, match: re.Match[str], _depth: int) -> int:
        """A note body with its indented further paragraphs, as one block."""
        text = self.file.text
        label = match.group(1)
        body = [_Line(lines[at].start + match.end(), lines[at].end)]
        at += 1
        blank = False
        while at < len(lines):
            words = text[lines[at].start : lines[at].end]
            if not words.strip():
                blank = True
            elif _is_indented(words) or (not blank and not _starts_block(words)):
                body.append(_Line(lines[at].start + len(words) - len(words.lstrip()), lines[at].end))
                blank = False
            else:
                break
            at += 1
        self._put_note(label, body)
        return at

    def _put_note(self, label: str, lines: list[_Line]) -> None:
        number = self.numbers.get(label)
        at = lines[0].start
        start = self.out.length
        self.out.put(f"{number or label}. ", at, at)
        body_start = self.out.length
        self._inline(lines)
        body = " ".join(self.out.since(body_start).split())
        block = self.out.block("note", start)
        self.out.part()
        if block is None:
            return
        name = f"n{len(self.notes) + len(self.second_bodies) + 1}"
        note = Note(name, number, str(number or label), body, block.start, block.end)
        if label in self.notes:
            self.second_bodies.append(note)
        else:
            self.notes[label] = note

    def _inline_bodies(self, later: list[tuple[str, int, int]]) -> None:
        for label, start, end in later:
            self._put_note(label, [_Line(start, end)])

    def _inline(self, lines: list[_Line]) -> list[tuple[str, int, int]]:
        """Writes the words of a block; gives back the bodies of the notes that stand in it."""
        text = self.file.text
        later: list[tuple[str, int, int]] = []
        stretches = [(line.start, line.end) for line in lines]
        for piece in inline_pieces(text, stretches):
            if isinstance(piece, NoteCall):
                self._note_call(piece, later)
            elif isinstance(piece, KeyMark):
                self._key_marks(piece)
            else:
                self.out.put(piece.words, piece.start, piece.end)
        return later

    def _note_call(self, call: NoteCall, later: list[tuple[str, int, int]]) -> None:
        label = call.label
        if call.body:
            self.inline_notes += 1
            label = f"^{self.inline_notes}"
            later.append((label, *call.body))
        number = self.numbers.setdefault(label, len(self.numbers) + 1)
        if (note := self.notes.get(label)) and note.number is None:
            self.notes[label] = replace(note, number=number)
        start = self.out.length
        self.out.put(str(number).translate(SUPERSCRIPTS), call.start, call.end)
        self.groups += 1
        words = self.file.text[call.start : call.end] if not call.body else "^[…]"
        self.marks.append((Mark("", words, "note", start, self.out.length, number=number, group=self.groups), label))

    def _key_marks(self, found: KeyMark) -> None:
        """Writes a citation as it stands and makes a mark for each key in it."""
        if found.shortcode:
            self._shortcode(found)
            return
        start = self.out.length
        self.out.put(self.file.text[found.start : found.end], found.start, found.end)
        self.groups += 1
        for item in found.items:
            first, last = start + item.start - found.start, start + item.end - found.start
            words = self.file.text[item.start : item.end]
            mark = Mark(
                "", words, "key", first, last, locator=item.locator, group=self.groups, narrative=found.narrative
            )
            self.marks.append((mark, f"@{item.key}"))

    def _shortcode(self, found: KeyMark) -> None:
        """Writes a citation that a shortcode makes as Pandoc's are written, ``[@a; @b, 12]``, with its marks."""
        self.groups += 1
        opens, closes = ("", "") if found.narrative else ("[", "]")
        for place, item in enumerate(found.items):
            self.out.put("; " if place else opens, found.start if not place else item.start, item.start)
            start = self.out.length
            words = f"@{item.key}, {item.locator}" if item.locator else f"@{item.key}"
            self.out.put(words, item.start, item.end)
            mark = Mark("", words, "key", start, self.out.length, locator=item.locator, group=self.groups)
            self.marks.append((replace(mark, narrative=found.narrative), f"@{item.key}"))
            self.surely_cited.add(item.key)
        self.out.put(closes, found.end, found.end)


def _titled(words: str) -> re.Match[str] | None:
    match = _HEADING.match(words)
    return match if match and match[2].strip() else None


# Lines that end the paragraph before them and are none of it: how they are told, and what reads from there on.
_ALONE: tuple[tuple[Callable[[str], Any], Callable[[_Reader, list[_Line], int, Any, int], int]], ...] = (
    (_BLANK.match, _Reader._passed_over),
    (_FENCE.match, _Reader._fenced),
    (_CODE_TAG.match, _Reader._tagged_code),
    (prints_nothing, _Reader._passed_over),
    (_COMMENT.match, _Reader._after_comment),
    (_titled, _Reader._heading_line),
    (_TAGGED_HEADING.match, _Reader._heading_line),
    (_RULE.match, _Reader._passed_over),
    (_DIV.match, _Reader._divided),
    (_NOTE_BODY.match, _Reader._note_body),
)


def _line_bounds(file: TextFile) -> list[tuple[int, int]]:
    starts = file.line_starts
    return list(zip(starts, [*starts[1:], len(file.text)], strict=True))


def _content_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in "\r\n":
        end -= 1
    return end


def _without_attributes(text: str, line: _Line) -> _Line:
    match = re.search(r"[ \t]*\{[^{}]*\}[ \t]*$", text[line.start : line.end])
    return _Line(line.start, line.start + match.start()) if match else line


def _is_indented(words: str) -> bool:
    return words.startswith(("    ", "\t", " \t", "  \t", "   \t"))


def _starts_block(words: str) -> bool:
    return bool(_NOTE_BODY.match(words) or _HEADING.match(words) or _FENCE.match(words) or _DIV.match(words))
