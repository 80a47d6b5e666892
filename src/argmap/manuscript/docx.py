"""Reads Word files: body, real footnotes and endnotes, headings by style, and the citations of reference managers.

Only the XML parts that hold text are read, straight from the package, with limits on their size and without entities
or network. Each paragraph of the body is one line of the text, empty ones too, so that the line of a finding is the
number of the paragraph in Word. Tracked changes are read as accepted. Element names follow ECMA-376.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from argmap.diagnostics import ArgmapError
from argmap.manuscript.document import Block, BlockKind, Document, Mark, Note, Reference
from argmap.manuscript.draft import Draft
from argmap.manuscript.field_codes import Citation, citation_of_control, citation_of_field
from argmap.manuscript.tracing import SUPERSCRIPTS
from argmap.manuscript.understanding import understand

LARGEST_PART = 64_000_000
MOST_PARTS = 20_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
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
_BREAKS = {"tab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "ptab": "\t"}
_MOST_STYLE_STEPS = 12


def read_docx(data: bytes, shown_as: str) -> Document:
    """Read the bytes of a .docx file. Raises `ArgmapError` where it is no Word file or cannot be opened."""
    package = _Package(data, shown_as)
    return understand(_Reader(package, shown_as).draft())


class _Package:
    """The zip file, part by part and within limits."""

    def __init__(self, data: bytes, shown_as: str) -> None:
        self.shown_as = shown_as
        if data[:4] == b"\xd0\xcf\x11\xe0":
            raise ArgmapError(
                f"{shown_as} is encrypted or an old .doc file. Save it in Word as .docx without a password."
            )
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            names = self.zip.namelist()
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError):
            raise ArgmapError(f"{shown_as} is not a Word file, or it is cut off. Save it again as .docx.") from None
        if len(names) > MOST_PARTS:
            raise ArgmapError(f"{shown_as} holds {len(names)} parts, more than any paper. It was not opened.")
        self.names = frozenset(names)

    def xml(self, name: str) -> Any | None:
        """The root element of a part, or None where there is no such part."""
        if name not in self.names:
            return None
        from lxml import etree

        data = self._bytes(name)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as problem:
            reason = "it is nested too deep" if "depth" in str(problem) else "it is broken"
            raise ArgmapError(
                f"{self.shown_as}: the part {name} cannot be read, {reason}. Open the file in Word and save it again."
            ) from None
        information: Any = root.getroottree().docinfo
        if information.doctype:
            raise ArgmapError(
                f"{self.shown_as}: the part {name} declares a document type, which no Word file does. It was not read."
            )
        return root

    def _bytes(self, name: str) -> bytes:
        try:
            with self.zip.open(name) as part:
                data = part.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError):
            raise ArgmapError(
                f"{self.shown_as}: the part {name} is damaged or encrypted. Open the file in Word and save it again."
            ) from None
        if len(data) > LARGEST_PART:
            raise ArgmapError(
                f"{self.shown_as}: the part {name} unpacks to more than {LARGEST_PART // 1_000_000} MB. It was not "
                f"read."
            )
        return data


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _get(element: Any, name: str) -> str | None:
    value: str | None = element.get(_W + name)
    strict: str | None = element.get(_STRICT + name)
    return strict if value is None else value


def _child(element: Any, name: str) -> Any | None:
    return next((c for c in element if _name(c) == name), None) if element is not None else None


@dataclass(slots=True)
class _Style:
    name: str
    based_on: str | None
    level: int | None


@dataclass(slots=True)
class _Field:
    """A field code while it is being read: its instruction, and where its result starts."""

    instruction: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    result_at: int | None = None


@dataclass(slots=True)
class _Reader:
    """Walks the body once. `parts` is the text so far, `length` its length."""

    package: _Package
    shown_as: str
    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    marks: list[tuple[Mark, str]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    citations: list[tuple[int, int, Citation]] = field(default_factory=list)
    styles: dict[str, _Style] = field(default_factory=dict)
    fields: list[_Field] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)
    bibliography: int = 0
    boxes: list[Any] = field(default_factory=list)

    def draft(self) -> Draft:
        document = self._document()
        self._read_styles()
        body = _child(document, "body")
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
        found = _child(root, "title") if root is not None else None
        words = str(found.text or "") if found is not None else ""
        return " ".join(words.split()) or None

    def _read_styles(self) -> None:
        root = self.package.xml("word/styles.xml")
        for style in root if root is not None else ():
            if _name(style) != "style":
                continue
            name, based, properties = _child(style, "name"), _child(style, "basedOn"), _child(style, "pPr")
            outline = _child(properties, "outlineLvl")
            level = _get(outline, "val") if outline is not None else None
            self.styles[_get(style, "styleId") or ""] = _Style(
                (_get(name, "val") or "" if name is not None else "").lower(),
                _get(based, "val") if based is not None else None,
                int(level) + 1 if level is not None and level.isdigit() and int(level) < 9 else None,
            )

    def _style_of(self, paragraph: Any) -> tuple[tuple[str, ...], int | None]:
        """The names of a paragraph's style and of those it is based on, and the outline level they give."""
        properties = _child(paragraph, "pPr")
        used = _child(properties, "pStyle")
        identity = _get(used, "val") if used is not None else None
        outline = _child(properties, "outlineLvl")
        own = _get(outline, "val") if outline is not None else None
        level = int(own) + 1 if own is not None and own.isdigit() and int(own) < 9 else None
        names: list[str] = []
        while identity and len(names) < _MOST_STYLE_STEPS:
            style = self.styles.get(identity)
            names.append(style.name if style else identity.lower())
            level = level if level is not None or style is None else style.level
            identity = style.based_on if style else None
        return tuple(names), level

    def _blocks_of(self, parent: Any) -> Iterator[Any]:
        """Paragraphs and tables below an element, in order, whatever containers they stand in."""
        stack = list(parent)[::-1]
        while stack:
            element = stack.pop()
            name = _name(element)
            if name in ("p", "tbl"):
                yield element
            elif name not in _SKIPPED:
                stack.extend(list(element)[::-1])

    def _block(self, element: Any) -> None:
        if _name(element) == "tbl":
            self._table(element)
            return
        start = self.length
        listed_works = self.bibliography
        self._run(element)
        # An instruction that its paragraph does not end is broken; what follows would vanish with it.
        self.fields = [f for f in self.fields if f.result_at is not None]
        kind, level = self._kind(element, listed_works or self.bibliography)
        self._close(kind, start, level)
        while self.boxes:
            for inner in self._blocks_of(self.boxes.pop()):
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

    def _kind(self, paragraph: Any, listed_works: int) -> tuple[BlockKind, int]:
        names, level = self._style_of(paragraph)
        first = names[0] if names else ""
        if first == "title":
            return "title", 1
        for name in names:
            if name.startswith("heading ") and name[8:].isdigit():
                return "heading", int(name[8:])
        if level is not None:
            return "heading", level
        if listed_works or any(name in ("bibliography", "endnote bibliography", "references") for name in names):
            return "reference", 0
        if any("quot" in name or name == "block text" for name in names):
            return "quote", 0
        if any(name == "caption" for name in names):
            return "caption", 0
        if any(name.startswith(("html preformatted", "macro", "plain text", "code")) for name in names):
            return "code", 0
        if any(
            name.startswith(("toc ", "table of", "index ")) or name in ("header", "footer", "toc heading")
            for name in names
        ):
            return "furniture", 0
        numbering = _child(_child(paragraph, "pPr"), "numPr")
        if numbering is not None or any(name.startswith("list ") for name in names):
            depth = _child(numbering, "ilvl")
            return "item", int(_get(depth, "val") or 0) + 1 if depth is not None and (
                _get(depth, "val") or "0"
            ).isdigit() else 1
        return "paragraph", 0

    def _table(self, table: Any) -> None:
        """Each row a line, the cells with tabs between; the paragraphs of a cell with spaces."""
        for row in table.iter(f"{_W}tr", f"{_STRICT}tr"):
            start = self.length
            for index, cell in enumerate(c for c in row if _name(c) in ("tc", "sdt")):
                if index:
                    self._put("\t")
                for number, paragraph in enumerate(p for p in cell.iter(f"{_W}p", f"{_STRICT}p")):
                    if number:
                        self._put(" ")
                    self._run(paragraph)
            self._close("table", start)

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
            name = _name(child)
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
                self._call(
                    name.removesuffix("Reference"),
                    _get(child, "id") or "",
                    _get(child, "customMarkFollows") is not None,
                )
            elif name == "fldChar":
                self._field_character(child)
            elif name == "instrText":
                if self.fields:
                    self.fields[-1].instruction.append(child.text or "")
            elif name == "fldSimple":
                stack.append(("field", self.length, _get(child, "instr") or ""))
                stack.extend(list(child)[::-1])
            elif name == "sdt":
                tag = _child(_child(child, "sdtPr"), "tag")
                stack.append(("control", self.length, (_get(tag, "val") or "") if tag is not None else ""))
                content = _child(child, "sdtContent")
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
        kind = _get(element, "fldCharType")
        if kind == "begin":
            data = _child(element, "fldData")
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

    def _call(self, kind: str, identity: str, custom: bool) -> None:
        number = len(self.calls) + 1
        label = str(sum(1 for k, _ in self.calls if k == kind) + 1)
        self.calls.append((kind, identity))
        start = self.length
        if not custom:
            self._put(label.translate(SUPERSCRIPTS))
        mark = Mark("", label, "note", start, self.length, number=number, group=number)
        self.marks.append((mark, f"{kind} {identity}"))

    def _notes(self) -> list[str]:
        """Writes the bodies of footnotes, then of endnotes, in the order in which they are called."""
        remarks: list[str] = []
        called = list(self.calls)
        for kind in ("footnote", "endnote"):
            root = self.package.xml(f"word/{kind}s.xml")
            bodies = (
                {_get(e, "id") or "": e for e in root if _name(e) == kind and _get(e, "type") in (None, "normal")}
                if root is not None
                else {}
            )
            order = [identity for k, identity in called if k == kind]
            if order and root is None:
                remarks.append(
                    f"The text calls {len(order)} {kind}s, but the file has no {kind}s part: their bodies are lost."
                )
            numbers = {identity: number for number, (k, identity) in enumerate(called, 1) if k == kind}
            for identity in [*dict.fromkeys(order), *(i for i in bodies if i not in order)]:
                if (element := bodies.get(identity)) is not None:
                    label = str(order.index(identity) + 1) if identity in order else ""
                    self._note(element, f"{kind} {identity}", numbers.get(identity), label)
        return remarks

    def _note(self, element: Any, target: str, number: int | None, label: str) -> None:
        start = self.length
        if label:
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

    def _note_marks(self) -> Iterator[Mark]:
        ids = {note.id: f"n{number}" for number, note in enumerate(self.notes, 1)}
        self.notes = [replace(note, id=ids[note.id]) for note in self.notes]
        for mark, target in self.marks:
            yield replace(mark, note=ids.get(target))

    def _cited(self) -> tuple[tuple[Reference, ...], list[Mark]]:
        """The works that the citation fields name, each once, and a mark for each citation of one."""
        works: dict[str, Reference] = {}
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
                    works[item.key] = work = replace(item.reference, id=f"b{len(works) + 1}", key=item.key)
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


_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _is_bibliography(instruction: str) -> bool:
    words = instruction.split()
    return bool(words) and (
        words[0] == "BIBLIOGRAPHY"
        or words[:2] in (["ADDIN", "ZOTERO_BIBL"], ["ADDIN", "EN.REFLIST"])
        or "Mendeley Bibliography" in instruction
    )


def _symbol(element: Any) -> str:
    code = _get(element, "char") or ""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    # Symbol fonts live in the private use area; the letter that is meant is not known.
    return "\ufffd" if 0xE000 <= value <= 0xF8FF else chr(value) if 0 < value < 0xD800 else ""
