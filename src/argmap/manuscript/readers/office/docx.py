"""Reads Word files: body, real footnotes and endnotes, headings by style, and the citations of reference managers.

Each paragraph of the body is one line of the text, empty ones too, so that the line of a finding is the number of the
paragraph in Word. Tracked changes are read as accepted, comments and hidden text are left out. Text boxes are read
behind the paragraph that they hang on, content controls where they stand, and a paragraph of a numbered list with the
number that Word prints. Headers and footers are left out. Element names follow ECMA-376.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.packed import Package, child_of, name_of
from argmap.manuscript.document import Reference
from argmap.manuscript.draft import Draft
from argmap.manuscript.readers.office.body import BodyReader, Standing
from argmap.manuscript.readers.office.docx_notes import NOTE_KINDS, NoteNumbers, custom_mark
from argmap.manuscript.readers.office.docx_package import attribute, printed_words
from argmap.manuscript.readers.office.docx_remarks import remarks_on_changes, remarks_on_comments
from argmap.manuscript.readers.office.docx_styles import Numbering, Styles
from argmap.manuscript.readers.office.field_codes import (
    citation_of_control,
    citation_of_field,
    prints_list,
    works_of_word,
)
from argmap.manuscript.readers.office.looks import Letters
from argmap.manuscript.readers.office.symbols import in_font, symbol

_SKIPPED = frozenset(
    (
        "del",
        "moveFrom",
        "pPr",
        "rPr",
        "sectPr",
        "sdtPr",
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
_MOST_ADDED_PARTS = 20
_BREAKS = {"tab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "ptab": "\t"}


def draft_docx(data: bytes, shown_as: str) -> Draft:
    """Read the bytes of a .docx file. Raises `ArgmapError` where it is no Word file or cannot be opened."""
    return _Reader(shown_as=shown_as, package=Package(data, shown_as, "Word", ".docx")).draft()


class _Ending(NamedTuple):
    """Where a simple field or a content control ends: what it is, and where what it prints began."""

    instruction: str
    tag: str
    start: int


@dataclass(slots=True)
class _Field:
    """A field code while it is being read: its instruction, and where its result starts."""

    instruction: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    result_at: int | None = None


@dataclass(slots=True)
class _Reader(BodyReader):
    """Walks the body once. `opened` are the bookmarks around the place that is read, by their numbers.

    `instructions` counts the fields of which only the instruction was read. `initial` is a large first letter, which
    Word keeps in a paragraph of its own, until the text that goes on with it comes.
    """

    row = "tr"
    cell = "tc"
    skipped = _SKIPPED

    package: Package = field(kw_only=True)
    styles: Styles = field(init=False)
    numbering: Numbering = field(init=False)
    note_parts: dict[str, Any] = field(init=False)
    note_numbers: NoteNumbers = field(init=False)
    fields: list[_Field] = field(default_factory=list)
    instructions: int = 0
    initial: str = ""
    opened: dict[str, str] = field(default_factory=dict)
    bookmarked: dict[str, str] = field(default_factory=dict)
    called_again: list[tuple[str, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.styles = Styles(self.package.xml("word/styles.xml"))
        self.numbering = Numbering(self.package.xml("word/numbering.xml"))
        parts = {kind: self.package.xml(f"word/{kind}s.xml") for kind in NOTE_KINDS}
        self.note_parts = {kind: root for kind, root in parts.items() if root is not None}

    def draft(self) -> Draft:
        document = self._document()
        body = child_of(document, "body")
        self.note_numbers = NoteNumbers(self.package.xml("word/settings.xml"), document)
        self.read_all(body if body is not None else document)
        remarks = [*self._notes(), *remarks_on_changes(document, *self.note_parts.values())]
        remarks += remarks_on_comments(self.package)
        for name, start, end in self.called_again:
            if name in self.bookmarked:
                self.sheet.mark(self.bookmarked[name], start, end)
        printed = printed_words(document, *self.note_parts.values())
        told = self._works_of_word() if self.sheet.citations else {}
        return self.finished(self.package.shown_as, "docx", self._core_title(), printed, remarks, told)

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
                f"{self.package.shown_as} has no document part, so it is not a Word text. Give the .docx file of the "
                f"paper."
            )
        return root

    def _core_title(self) -> str | None:
        root = self.package.xml("docProps/core.xml")
        found = child_of(root, "title") if root is not None else None
        words = str(found.text or "") if found is not None else ""
        return " ".join(words.split()) or None

    def standing_in(self, parent: Any) -> Iterator[Standing]:
        stack = [(child, False) for child in reversed(parent)]
        while stack:
            element, listed = stack.pop()
            name = name_of(element)
            if name == "p":
                style = self.styles.of(element)
                label = self.numbering.label(style.numbered) if style.numbered else ""
                yield Standing(element, style, label, listed)
            elif name == "tbl":
                yield Standing(element, None, "", listed)
            elif name not in _SKIPPED:
                listed = listed or (name == "sdt" and _prints_list(element))
                stack.extend((child, listed) for child in reversed(element))

    def put_words(self, element: Any, letters: Letters) -> None:
        # The instructions of fields are kept apart from what they print.
        sheet = self.sheet
        if self._keeps_initial(element, letters):
            return
        stack: list[tuple[Any, Letters]] = [(child, letters) for child in reversed(element)]
        while stack:
            child, letters = stack.pop()
            if isinstance(child, _Ending):
                citation = citation_of_control(child.tag) or citation_of_field(child.instruction, "")
                sheet.cite(child.start, citation)
                continue
            name = name_of(child)
            if name in _SKIPPED or not name:
                continue
            if name == "r":
                letters = self.styles.letters(child, letters)
                if letters.hidden:
                    continue
            if name == "t":
                if self._shown():
                    words = in_font((child.text or "").replace("\n", " ").replace("\r", " "), letters.font)
                    sheet.put(words, letters)
            elif name in _BREAKS and self._shown():
                sheet.put(_BREAKS[name])
            elif name == "sym":
                sheet.put(symbol(attribute(child, "font") or "", attribute(child, "char") or ""))
            elif name in ("footnoteReference", "endnoteReference"):
                self._call(child, name.removesuffix("Reference"))
            elif name == "fldChar":
                self._field_character(child)
            elif name == "instrText":
                if self.fields:
                    self.fields[-1].instruction.append(child.text or "")
            elif name in ("bookmarkStart", "bookmarkEnd"):
                self._bookmark(child, name)
            elif name in ("fldSimple", "sdt"):
                stack += ((inner, letters) for inner in self._held(child, name))
            elif name == "txbxContent":
                self.boxes.append(child)
            elif name == "lastRenderedPageBreak":
                self.note_numbers.next_page()
            else:
                stack.extend((inner, letters) for inner in reversed(child))
        # An instruction that its paragraph does not end is broken; what follows would vanish with it.
        if self.instructions:
            self.fields = [f for f in self.fields if f.result_at is not None]
            self.instructions = 0
        self.note_numbers.passed(element)

    def _keeps_initial(self, element: Any, letters: Letters) -> bool:
        """Whether a paragraph is a raised initial, which is kept for the one that goes on with it in small letters."""
        if _is_initial(element):
            self.initial = _text_of(element)
            return True
        if self.initial and _text_of(element)[:1].islower():
            self.sheet.put(self.initial if len(self.initial) == 1 else f"{self.initial} ", letters)
            self.initial = ""
        return False

    def _bookmark(self, element: Any, name: str) -> None:
        number = attribute(element, "id") or ""
        if name == "bookmarkStart":
            self.opened[number] = attribute(element, "name") or ""
        else:
            self.opened.pop(number, None)

    def _held(self, element: Any, name: str) -> list[Any]:
        """What a simple field or a control holds, last first, and before that what is to be done at its end."""
        if name == "fldSimple":
            instruction = attribute(element, "instr") or ""
            self._counts(instruction)
            return [_Ending(instruction, "", self.sheet.length), *reversed(element)]
        content = child_of(element, "sdtContent")
        return [_Ending("", _tag(element), self.sheet.length), *reversed(content if content is not None else ())]

    def _shown(self) -> bool:
        """Text stands in the paper unless it is part of a field's instruction."""
        return not self.instructions

    def _counts(self, instruction: str) -> None:
        if self.counted_at is None and instruction.split()[:1] == ["SEQ"]:
            self.counted_at = self.sheet.length

    def _field_character(self, element: Any) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            data = child_of(element, "fldData")
            self.fields.append(_Field(data=[data.text or ""] if data is not None else []))
            self.instructions += 1
        elif kind == "separate" and self.fields and self.fields[-1].result_at is None:
            self.instructions -= 1
            self.fields[-1].result_at = self.sheet.length
            instruction = "".join(self.fields[-1].instruction)
            self.listing += prints_list(instruction)
            self._counts(instruction)
        elif kind == "end" and self.fields:
            done = self.fields.pop()
            instruction = "".join(done.instruction)
            if done.result_at is None:
                self.instructions -= 1
                return
            self.listing -= prints_list(instruction)
            self.sheet.cite(done.result_at, citation_of_field(instruction, "".join(done.data)))
            words = instruction.split()
            # ``NOTEREF name \f`` prints the mark of a note once more; without the switch it is a number in a sentence.
            if words[:1] == ["NOTEREF"] and "\\f" in words and self.sheet.length > done.result_at:
                self.called_again.append((words[1], done.result_at, self.sheet.length))

    def _call(self, element: Any, kind: str) -> None:
        target = f"{kind} {attribute(element, 'id') or ''}"
        for name in self.opened.values():
            self.bookmarked.setdefault(name, target)
        self.opened.clear()  # a bookmark around several notes means the first
        if attribute(element, "customMarkFollows") not in (None, "0", "false", "off"):
            self.sheet.call(target, custom_mark(element), written=True)
        else:
            self.sheet.call(target, self.note_numbers.next(kind))

    def _notes(self) -> Iterator[str]:
        """Writes the bodies of footnotes, then of endnotes, in the order in which they are called. Gives remarks.

        A body gets its number before it; a mark that its author set stands in the body as its author wrote it.
        """
        for kind in NOTE_KINDS:
            root = self.note_parts.get(kind)
            bodies = {
                f"{kind} {attribute(e, 'id') or ''}": e
                for e in (root if root is not None else ())
                if name_of(e) == kind and attribute(e, "type") in (None, "normal")
            }
            called = [target for target in self.sheet.called if target.startswith(kind)]
            if called and root is None:
                yield f"The text calls {len(called)} {kind}s, but the file has no {kind}s part: their bodies are lost."
            for target in [*called, *(target for target in bodies if target not in self.sheet.called)]:
                if target in bodies:
                    self.put_note(target, bodies[target])

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


def _text_of(paragraph: Any) -> str:
    return "".join(one.text or "" for one in paragraph.iter() if name_of(one) == "t").strip()


def _is_initial(paragraph: Any) -> bool:
    """Whether a paragraph is a frame around the large first letter of the text beside it."""
    frame = child_of(child_of(paragraph, "pPr"), "framePr")
    return frame is not None and attribute(frame, "dropCap") in ("drop", "margin")


def _tag(control: Any) -> str:
    found = child_of(child_of(control, "sdtPr"), "tag")
    return (attribute(found, "val") or "") if found is not None else ""


def _prints_list(control: Any) -> bool:
    """Whether a content control is what Word, Mendeley or Citavi print the list of references in."""
    return child_of(child_of(control, "sdtPr"), "bibliography") is not None or prints_list(_tag(control))
