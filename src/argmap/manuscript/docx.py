"""Reads Word files: body, real footnotes and endnotes, headings by style, and the citations of reference managers.

Each paragraph of the body is one line of the text, empty ones too, so that the line of a finding is the number of the
paragraph in Word. Tracked changes are read as accepted. Text boxes are read behind the paragraph that they hang on,
content controls where they stand, and a paragraph of a numbered list with the number that Word prints. Headers and
footers are left out. Element names follow ECMA-376.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from argmap.diagnostics import ArgmapError
from argmap.manuscript.document import Block, BlockKind, Document, Mark, Note, Reference
from argmap.manuscript.docx_package import Package, attribute, child_of, name_of, printed_words
from argmap.manuscript.docx_styles import Numbering, Style, Styles
from argmap.manuscript.draft import Draft
from argmap.manuscript.field_codes import Citation, citation_of_control, citation_of_field, works_of_word
from argmap.manuscript.tracing import SUPERSCRIPTS
from argmap.manuscript.understanding import understand

_SKIPPED = frozenset(
    (
        "del",
        "moveFrom",
        "pPr",
        "rPr",
        "sectPr",
        "tblPr",
        "tcPr",
        "trPr",
        "tblGrid",
        "Fallback",
        "annotationRef",
        "commentReference",
        "object",
        "delText",
        "delInstrText",
    )
)
_LONGEST_MARK = 4
_MOST_ADDED_PARTS = 20
_NOTE_KINDS = ("footnote", "endnote")
_BREAKS = {"tab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "ptab": "\t"}


def read_docx(data: bytes, shown_as: str) -> Document:
    """Read the bytes of a .docx file. Raises `ArgmapError` where it is no Word file or cannot be opened."""
    package = Package(data, shown_as)
    return understand(_Reader(package, shown_as).draft())


@dataclass(slots=True)
class _Field:
    """A field code while it is being read: its instruction, and where its result starts."""

    instruction: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    result_at: int | None = None


@dataclass(slots=True)
class _Reader:
    """Walks the body once. `parts` is the text so far, `length` its length."""

    package: Package
    shown_as: str
    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    marks: list[tuple[Mark, str]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    citations: list[tuple[int, int, Citation]] = field(default_factory=list)
    styles: Styles = field(init=False)
    numbering: Numbering = field(init=False)
    note_parts: dict[str, Any] = field(init=False)
    fields: list[_Field] = field(default_factory=list)
    calls: list[tuple[str, str, bool]] = field(default_factory=list)
    bibliography: int = 0
    boxes: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.styles = Styles(self.package.xml("word/styles.xml"))
        self.numbering = Numbering(self.package.xml("word/numbering.xml"))
        parts = {kind: self.package.xml(f"word/{kind}s.xml") for kind in _NOTE_KINDS}
        self.note_parts = {kind: root for kind, root in parts.items() if root is not None}

    def draft(self) -> Draft:
        document = self._document()
        body = child_of(document, "body")
        for element in self._blocks_of(body if body is not None else document):
            self._block(element)
        remarks = self._notes()
        references, citation_marks = self._cited()
        marks = tuple(sorted([*self._note_marks(), *citation_marks], key=lambda m: (m.start, m.end)))
        text = "".join(self.parts)
        title = next((text[b.start : b.end] for b in self.blocks if b.kind == "title"), None) or self._core_title()
        if not text.strip():
            remarks.append("The document holds no text; if it is a picture of pages, have it recognised (OCR) first.")
        return Draft(
            self.shown_as,
            "docx",
            text,
            tuple(self.blocks),
            title=title,
            notes=tuple(self.notes),
            marks=marks,
            marks_complete=bool(self.notes),
            references=references,
            remarks=tuple(remarks),
            printed=(printed_words(document, *self.note_parts.values()),),
        )

    def _document(self) -> Any:
        """The main part: as the package's relationships name it, or where Word puts it."""
        name = "word/document.xml"
        relations = self.package.xml("_rels/.rels")
        for relation in relations if relations is not None else ():
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                name = str(relation.get("Target", name)).lstrip("/")
        root = self.package.xml(name)
        if root is None:
            raise ArgmapError(
                f"{self.shown_as} has no document part, so it is not a Word text. Give the .docx file of the paper."
            )
        return root

    def _core_title(self) -> str | None:
        root = self.package.xml("docProps/core.xml")
        found = child_of(root, "title") if root is not None else None
        words = str(found.text or "") if found is not None else ""
        return " ".join(words.split()) or None

    def _blocks_of(self, parent: Any) -> Iterator[Any]:
        """Paragraphs and tables below an element, in order, whatever containers they stand in."""
        stack = list(parent)[::-1]
        while stack:
            element = stack.pop()
            name = name_of(element)
            if name in ("p", "tbl"):
                yield element
            elif name not in _SKIPPED:
                stack.extend(list(element)[::-1])

    def _block(self, element: Any) -> None:
        if name_of(element) == "tbl":
            self._table(element)
            return
        start = self.length
        listed_works = self.bibliography
        style = self.styles.of(element)
        label = self.numbering.label(style.numbered) if style.numbered else ""
        kind, level = _kind(style)
        # The number of a heading is left out, as in any other format: sections are named by their words.
        if label and kind != "heading" and "".join(element.itertext()).strip():
            # A bare number would read as a word of what it numbers.
            self._put(f"{label}. " if label.isdecimal() else f"{label} ")
        self._run(element)
        # An instruction that its paragraph does not end is broken; what follows would vanish with it.
        self.fields = [f for f in self.fields if f.result_at is not None]
        if kind not in ("heading", "title") and (listed_works or self.bibliography):
            kind, level = "reference", 0
        self._close(kind, start, level)
        self._text_boxes()

    def _text_boxes(self) -> None:
        """Writes the text boxes that hang on what was just read, each paragraph of them a paragraph of the text."""
        while self.boxes:
            waiting, self.boxes = self.boxes, []
            for box in waiting:
                for inner in self._blocks_of(box):
                    self._block(inner)

    def _close(self, kind: BlockKind, start: int, level: int = 0) -> None:
        words = self._since(start)
        left = len(words) - len(words.lstrip())
        if left < len(words):
            self.blocks.append(Block(kind, start + left, start + len(words.rstrip()), level=level))
        self._put("\n")

    def _since(self, start: int) -> str:
        collected: list[str] = []
        length = self.length
        for words in reversed(self.parts):
            if length <= start:
                break
            length -= len(words)
            collected.append(words)
        return "".join(reversed(collected))[max(0, start - length) :]

    def _table(self, table: Any) -> None:
        """Each row a line, the cells with tabs between; what stands in a cell with spaces."""
        for row in _inside(table, "tr"):
            start = self.length
            for index, cell in enumerate(_inside(row, "tc")):
                if index:
                    self._put("\t")
                self._cell(cell)
            self._close("table", start)
        self._text_boxes()

    def _cell(self, cell: Any) -> None:
        """The paragraphs of a cell, and those of the tables inside it."""
        for number, element in enumerate(self._blocks_of(cell)):
            if number:
                self._put(" ")
            if name_of(element) == "p":
                self._run(element)
                continue
            for row in _inside(element, "tr"):
                for inner in _inside(row, "tc"):
                    self._cell(inner)
                    self._put(" ")

    def _put(self, words: str) -> None:
        if words:
            self.parts.append(words)
            self.length += len(words)

    def _run(self, element: Any) -> None:
        """Writes the text of a paragraph or of what stands in it. Field instructions are kept apart from results."""
        stack: list[Any] = list(element)[::-1]
        while stack:
            child = stack.pop()
            if isinstance(child, tuple):
                kind, start, payload = child
                self._finish_container(kind, start, payload)
                continue
            name = name_of(child)
            if name in _SKIPPED or not name:
                continue
            if name == "t":
                if self._shown():
                    self._put((child.text or "").replace("\n", " ").replace("\r", " "))
            elif name in _BREAKS and self._shown():
                self._put(_BREAKS[name])
            elif name == "sym":
                self._put(_symbol(child))
            elif name in ("footnoteReference", "endnoteReference"):
                custom = attribute(child, "customMarkFollows") not in (None, "0", "false", "off")
                printed = _mark_behind(child) if custom else None
                self._call(name.removesuffix("Reference"), attribute(child, "id") or "", printed)
            elif name == "fldChar":
                self._field_character(child)
            elif name == "instrText":
                if self.fields:
                    self.fields[-1].instruction.append(child.text or "")
            elif name == "fldSimple":
                stack.append(("field", self.length, attribute(child, "instr") or ""))
                stack.extend(list(child)[::-1])
            elif name == "sdt":
                tag = child_of(child_of(child, "sdtPr"), "tag")
                stack.append(("control", self.length, (attribute(tag, "val") or "") if tag is not None else ""))
                content = child_of(child, "sdtContent")
                stack.extend(list(content)[::-1] if content is not None else [])
            elif name == "txbxContent":
                self.boxes.append(child)
            else:
                stack.extend(list(child)[::-1])

    def _shown(self) -> bool:
        """Text stands in the paper unless it is part of a field's instruction."""
        return all(f.result_at is not None for f in self.fields)

    def _finish_container(self, kind: str, start: int, payload: str) -> None:
        citation = citation_of_control(payload) if kind == "control" else citation_of_field(payload, "")
        if citation and self.length > start:
            self.citations.append((start, self.length, citation))

    def _field_character(self, element: Any) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            data = child_of(element, "fldData")
            self.fields.append(_Field(data=[data.text or ""] if data is not None else []))
        elif kind == "separate" and self.fields:
            self.fields[-1].result_at = self.length
            if _is_bibliography("".join(self.fields[-1].instruction)):
                self.bibliography += 1
        elif kind == "end" and self.fields:
            done = self.fields.pop()
            instruction = "".join(done.instruction)
            if done.result_at is not None and _is_bibliography(instruction):
                self.bibliography -= 1
            citation = citation_of_field(instruction, "".join(done.data))
            if citation and done.result_at is not None and self.length > done.result_at:
                self.citations.append((done.result_at, self.length, citation))

    def _call(self, kind: str, identity: str, printed: str | None) -> None:
        """A mark: `printed` is the one that its author set (``*``), which the text goes on with; else it is counted."""
        number = len(self.calls) + 1
        start = self.length
        if printed is None:
            label = str(sum(1 for k, _, counted in self.calls if k == kind and counted) + 1)
            self._put(label.translate(SUPERSCRIPTS))
        else:
            label = printed
        self.calls.append((kind, identity, printed is None))
        end = self.length if printed is None else start + len(printed)
        self.marks.append((Mark("", label, "note", start, end, number=number, group=number), f"{kind} {identity}"))

    def _notes(self) -> list[str]:
        """Writes the bodies of footnotes, then of endnotes, in the order in which they are called."""
        remarks: list[str] = []
        called = list(self.calls)
        for kind in _NOTE_KINDS:
            root = self.note_parts.get(kind)
            bodies = {
                attribute(e, "id") or "": e
                for e in (root if root is not None else ())
                if name_of(e) == kind and attribute(e, "type") in (None, "normal")
            }
            labels = {i: mark.text for (k, i, _), (mark, _) in zip(called, self.marks, strict=True) if k == kind}
            counted = {i for k, i, counted in called if k == kind and counted}
            if labels and root is None:
                remarks.append(
                    f"The text calls {len(labels)} {kind}s, but the file has no {kind}s part: their bodies are lost."
                )
            numbers = {identity: number for number, (k, identity, _) in enumerate(called, 1) if k == kind}
            for identity in [*labels, *(i for i in bodies if i not in labels)]:
                if (element := bodies.get(identity)) is not None:
                    label = labels.get(identity, "")
                    self._note(element, f"{kind} {identity}", numbers.get(identity), label, identity in counted)
        return remarks

    def _note(self, element: Any, target: str, number: int | None, label: str, counted: bool) -> None:
        """A body with its number before it; a mark that its author set stands in the body as its author wrote it."""
        start = self.length
        if counted:
            self._put(f"{label}. ")
        body_start = self.length
        for index, paragraph in enumerate(self._blocks_of(element)):
            if index:
                self._put(" ")
            self._run(paragraph)
        body = " ".join(self._since(body_start).split())
        if body:
            self.notes.append(Note(target, number, label, body, start, self.length))
        self._close("note", start)
        self._text_boxes()

    def _note_marks(self) -> Iterator[Mark]:
        ids = {note.id: f"n{number}" for number, note in enumerate(self.notes, 1)}
        self.notes = [replace(note, id=ids[note.id]) for note in self.notes]
        for mark, target in self.marks:
            yield replace(mark, note=ids.get(target))

    def _works_of_word(self) -> dict[str, Reference]:
        """The works of Word's own citations, which stand in one of the parts that programs add to a file."""
        for number in range(1, _MOST_ADDED_PARTS + 1):
            try:
                root = self.package.xml(f"customXml/item{number}.xml")
            except ArgmapError:  # it may be anything, and the paper reads without it
                continue
            if root is not None and name_of(root) == "Sources":
                return works_of_word(root)
        return {}

    def _cited(self) -> tuple[tuple[Reference, ...], list[Mark]]:
        """The works that the citation fields name, each once, and a mark for each citation of one."""
        works: dict[str, Reference] = {}
        told = self._works_of_word() if self.citations else {}
        marks: list[Mark] = []
        group = len(self.calls)
        for start, end, citation in self.citations:
            group += 1
            words = self._since(start)[: end - start].strip()
            if not words:
                continue
            for item in citation.items:
                work = works.get(item.key)
                if work is None:
                    record = told.get(item.key, item.reference)
                    works[item.key] = work = replace(record, id=f"b{len(works) + 1}", key=item.key)
                families = tuple(author.split(",")[0] for author in work.authors)
                digits = "".join(c for c in words.translate(_PLAIN_DIGITS) if c.isdigit())
                numeric = bool(digits) and not any(c.isalpha() for c in words)
                marks.append(
                    Mark(
                        "",
                        words,
                        "numeric" if numeric else "author-date",
                        start,
                        end,
                        references=(work.id,),
                        locator=item.locator,
                        group=group,
                        number=int(digits[:4]) if numeric and len(citation.items) == 1 else None,
                        narrative=item.narrative,
                        authors=families,
                        year=work.year,
                    )
                )
        return tuple(works.values()), marks


def _mark_behind(call: Any) -> str:
    """The mark that an author set in place of a number: it follows the call in the same run, or is the next run.

    Empty where what follows is longer than any mark.
    """
    behind = list(call.itersiblings())
    if not any(name_of(e) in ("t", "sym") for e in behind):
        following = call.getparent().getnext()
        behind = list(following) if following is not None and name_of(following) == "r" else []
    words = "".join((e.text or "") if name_of(e) == "t" else _symbol(e) for e in behind if name_of(e) in ("t", "sym"))
    return words if len(words) <= _LONGEST_MARK else ""


def _inside(parent: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, through content controls, without those of tables inside."""
    stack = list(parent)[::-1]
    while stack:
        element = stack.pop()
        if name_of(element) == name:
            yield element
        elif name_of(element) not in _SKIPPED and name_of(element) not in ("tr", "tc", "p", "tbl"):
            stack.extend(list(element)[::-1])


def _kind(style: Style) -> tuple[BlockKind, int]:
    """What a paragraph is by the names of its style, and its level."""
    names = style.names
    first = names[0] if names else ""
    if first == "title":
        return "title", 1
    for name in names:
        if name.startswith("heading ") and name[8:].isdigit():
            return "heading", int(name[8:])
    if style.level is not None:
        return "heading", style.level
    if any(name in ("bibliography", "endnote bibliography", "references") for name in names):
        return "reference", 0
    if any("quot" in name or name == "block text" for name in names):
        return "quote", 0
    if any(name == "caption" for name in names):
        return "caption", 0
    if any(name.startswith(("html preformatted", "macro", "plain text", "code")) for name in names):
        return "code", 0
    if any(
        name.startswith(("toc ", "table of", "index ")) or name in ("header", "footer", "toc heading") for name in names
    ):
        return "furniture", 0
    if style.numbered is not None or any(name.startswith("list ") for name in names):
        return "item", style.numbered[1] + 1 if style.numbered else 1
    return "paragraph", 0


_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _is_bibliography(instruction: str) -> bool:
    words = instruction.split()
    return bool(words) and (
        words[0] == "BIBLIOGRAPHY"
        or words[:2] in (["ADDIN", "ZOTERO_BIBL"], ["ADDIN", "EN.REFLIST"])
        or "Mendeley Bibliography" in instruction
    )


def _symbol(element: Any) -> str:
    code = attribute(element, "char") or ""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    # Symbol fonts live in the private use area; the letter that is meant is not known.
    return "\ufffd" if 0xE000 <= value <= 0xF8FF else chr(value) if 0 < value < 0xD800 else ""
