"""Reads OpenDocument texts (.odt, and .fodt, which is the same in one file): the words, notes, lists and citations.

Each paragraph of the body is one line of the text. Tracked changes are read as accepted; comments, hidden text and the
headers and footers of pages are left out. Frames are read behind the paragraph that they hang on, and a paragraph of a
numbered list with the number that is printed. Element names follow OpenDocument 1.3, part 3 (ISO/IEC 26300).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.packed import Package, child_of, name_of, parse_xml
from argmap.manuscript.account import count_words
from argmap.manuscript.draft import Draft
from argmap.manuscript.readers.office.body import BodyReader, Standing
from argmap.manuscript.readers.office.field_codes import Citation, citation_of_field, citation_of_mark, prints_list
from argmap.manuscript.readers.office.looks import Letters
from argmap.manuscript.readers.office.numbering import CountedList
from argmap.manuscript.readers.office.odt_styles import Styles, stated
from argmap.manuscript.readers.office.reviewing import Comment, changes_in_words, comments_in_words
from argmap.manuscript.readers.office.symbols import in_font

PROGRAM = "LibreOffice"
SKIPPED = frozenset(
    (
        "annotation",
        "annotation-end",
        "bibliography-source",
        "forms",
        "hidden-text",
        "index-title-template",
        "note",
        "object",
        "ruby-text",
        "script",
        "sequence-decls",
        "table-of-content-source",
        "title",  # what a picture is called, for those who cannot see it
        "desc",
        "tracked-changes",
        "user-field-decls",
        "variable-decls",
        "event-listeners",
    )
)
"""Elements in a text whose words are not read where they stand."""
_UNPRINTED = SKIPPED - {"note"} | {"note-citation"}
_DRAWN = frozenset(("frame", "text-box", "custom-shape", "g", "rect", "ellipse", "polygon", "path", "caption"))
_INDEXES = frozenset(
    ("table-of-content", "alphabetical-index", "illustration-index", "table-index", "object-index", "user-index")
)
_WHITE = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS = 100
_CODE = "vnd.oasis.opendocument.field.code"


def draft_odt(data: bytes, shown_as: str) -> Draft:
    """Read the bytes of an .odt or .fodt file. Raises `ArgmapError` where it is none or cannot be opened."""
    package = None
    if data.startswith(b"PK"):
        package = Package(data, shown_as, PROGRAM, ".odt")
        if any(name_of(one) == "encryption-data" for one in _manifest(package)):
            raise ArgmapError(f"{shown_as} is locked with a password. Save it in {PROGRAM} without one.")
        content, styles, meta = (package.xml(f"{part}.xml") for part in ("content", "styles", "meta"))
        if content is None:
            raise ArgmapError(f"{shown_as} has no content part, so it is no OpenDocument text. Give the paper's .odt.")
    else:
        content = styles = meta = parse_xml(data, shown_as, "document", PROGRAM)
    text = child_of(child_of(content, "body"), "text")
    if text is None:
        raise ArgmapError(
            f"{shown_as} is an OpenDocument file but no text (a table or slides). Give the .odt of the paper."
        )
    return _Reader(shown_as=shown_as, styles=Styles(styles, content), package=package).draft(text, meta, shown_as)


class _Open(NamedTuple):
    """What was begun and not yet ended: where, and the citation that it prints, if it does."""

    start: int
    citation: Citation | None
    lists: bool = False


class _Listing(NamedTuple):
    """A list around what is read: its style, what counts it, and how deep its items stand.

    `begins` holds something from the beginning of an item to its first paragraph, which has the number.
    """

    name: str | None
    counted: CountedList
    depth: int
    begins: list[bool]


class _Waiting(NamedTuple):
    """An element that is still to be read, and what it stands in."""

    element: Any
    listed: bool
    indexed: bool
    list: _Listing | None


@dataclass(slots=True)
class _Reader(BodyReader):
    """Walks the text once. `opened` are reference marks that were begun, by name; `fields` are those of Word."""

    row = "table-row"
    cell = "table-cell"
    skipped = SKIPPED

    styles: Styles = field(kw_only=True)
    package: Package | None = field(kw_only=True)
    bodies: dict[str, Any] = field(default_factory=dict)
    lists: dict[str | None, CountedList] = field(default_factory=dict)
    opened: dict[str, _Open] = field(default_factory=dict)
    fields: list[_Open] = field(default_factory=list)
    called_again: list[tuple[str, int, int]] = field(default_factory=list)
    after_blank: bool = True

    def draft(self, text: Any, meta: Any | None, shown_as: str) -> Draft:
        self.read_all(text)
        for kind in ("footnote", "endnote"):
            for target, note in [*self.bodies.items()]:
                body = child_of(note, "note-body")
                if (stated(note, "note-class") or "footnote") == kind and body is not None:
                    self.put_note(target, body)
        for target, start, end in self.called_again:
            if target in self.bodies:
                self.sheet.mark(target, start, end)
        remarks = (*_changes(text), *_comments(text))
        return self.finished(shown_as, "odt", _title(meta), _printed_words(text), remarks)

    def standing_in(self, parent: Any) -> Iterator[Standing]:
        stack = [_Waiting(child, False, False, None) for child in reversed(parent)]
        while stack:
            element, listed, _, around = waiting = stack.pop()
            name = name_of(element)
            if name in ("p", "h"):
                if not _is_hidden(element):
                    yield self._paragraph(waiting)
                continue
            if name == "table":
                yield Standing(element, None, "", listed)
                continue
            if name in SKIPPED or (name == "section" and self.styles.hides(element)):
                continue
            if name == "list":
                waiting = waiting._replace(list=self._list(element, around))
            elif name == "list-item" and around is not None:
                waiting = waiting._replace(list=self._item(element, around))
            elif name == "bibliography" or (name == "section" and prints_list(stated(element, "name") or "")):
                waiting = waiting._replace(listed=True)
            elif name in _INDEXES:
                waiting = waiting._replace(indexed=True)
            stack.extend(waiting._replace(element=child) for child in reversed(element))

    def _paragraph(self, waiting: _Waiting) -> Standing:
        element, listed, indexed, around = waiting
        style = self.styles.of(element, around.depth if around else None)
        if indexed:
            style = replace(style, names=("table of contents",), level=None)
        label = ""
        if around is not None and around.begins:
            around.begins.clear()  # only the first paragraph of an item has its number
            label = around.counted.next(around.depth)
        return Standing(element, style, label, listed)

    def _list(self, element: Any, around: _Listing | None) -> _Listing:
        """The list that begins here: one of its own, or that goes on with one before it, or with the one around it."""
        name = stated(element, "style-name")
        first = next((one for one in element.iter() if name_of(one) == "p"), None)
        if name is None and around is None and first is not None:
            name = self.styles.list_of(first)
        if around is not None and name in (None, around.name):
            counted = around.counted
        elif (earlier := stated(element, "continue-list")) is not None and earlier in self.lists:
            counted = self.lists[earlier]
        elif stated(element, "continue-numbering") == "true" and f"of {name}" in self.lists:
            counted = self.lists[f"of {name}"]
        else:
            counted = self.styles.new_list(name)
        self.lists[f"of {name}"] = counted
        self.lists[stated(element, "id")] = counted
        return _Listing(name, counted, 0 if around is None else around.depth + 1, [])

    def _item(self, element: Any, around: _Listing) -> _Listing:
        start = stated(element, "start-value") or ""
        if start.isdecimal() and 0 < len(start) < 5:
            around.counted.counts[around.depth] = int(start) - 1
        return around._replace(begins=[True])

    def put_words(self, element: Any, letters: Letters) -> None:
        sheet = self.sheet
        self.after_blank = True
        stack: list[tuple[Any, Letters]] = [(one, letters) for one in _content(element)]
        while stack:
            child, letters = stack.pop()
            if isinstance(child, str):
                self._put_text(child, letters)
                continue
            name = name_of(child)
            if name == "span":
                letters = self.styles.letters(child, letters)
            if name == "note":
                self._call(child)
            elif name == "s":
                count = stated(child, "c") or "1"
                sheet.put(" " * min(int(count), _MOST_BLANKS) if count.isdecimal() and len(count) < 6 else " ")
            elif name == "tab":
                sheet.put("\t")
            elif name == "line-break":
                sheet.put(" ")
            elif name == "reference-mark-start":
                mark = stated(child, "name") or ""
                self.opened[mark] = _Open(sheet.length, citation_of_field(mark, ""))
            elif name == "reference-mark-end":
                self._end(self.opened.pop(stated(child, "name") or "", None))
            elif name == "fieldmark-start":
                code = _code_of(child)
                self.fields.append(_Open(sheet.length, citation_of_field(code, ""), prints_list(code)))
                self.listing += self.fields[-1].lists
            elif name == "fieldmark-end":
                self._end(self.fields.pop() if self.fields else None)
            elif name == "bibliography-mark":
                start = sheet.length
                self._put_text("".join(child.itertext()), letters)
                sheet.cite(
                    start, citation_of_mark({key.rpartition("}")[2]: value for key, value in child.attrib.items()})
                )
            elif name == "note-ref" and letters.raised:
                start = sheet.length
                self._put_text("".join(child.itertext()), letters)
                self.called_again.append((stated(child, "ref-name") or "", start, sheet.length))
            elif name == "frame" and (formula := self._formula(child)):
                sheet.put(formula)
                self.after_blank = False
            elif name in _DRAWN:
                self.boxes.append(child)
            elif name not in SKIPPED:
                if name == "sequence" and self.counted_at is None:
                    self.counted_at = sheet.length
                stack.extend((one, letters) for one in _content(child))

    def _put_text(self, words: str, letters: Letters) -> None:
        """Text as it is shown: any white space is one blank, also across the ends of elements."""
        words = in_font(_WHITE.sub(" ", words), letters.font)
        if self.after_blank and words[:1] == " ":
            words = words[1:]
        if words and not letters.hidden:
            self.sheet.put(words, letters)
            self.after_blank = words.endswith(" ")

    def _formula(self, frame: Any) -> str:
        """The signs of a formula, which is a document of its own in the package or in the frame; empty for the rest."""
        held = child_of(frame, "object")
        if held is None:
            return ""
        root = next(iter(held), None)
        folder = (stated(held, "href") or "").removeprefix("./").rstrip("/")
        if root is None and self.package and folder:
            try:
                root = self.package.xml(f"{folder}/content.xml")
            except ArgmapError:  # it may be anything, and the paper reads without it
                return ""
        if root is None or name_of(root) != "math":
            return ""
        return "".join(one.text or "" for one in root.iter() if name_of(one) in ("mi", "mn", "mo", "mtext"))

    def _end(self, opened: _Open | None) -> None:
        if opened is not None:
            self.listing -= opened.lists
            self.sheet.cite(opened.start, opened.citation)

    def _call(self, note: Any) -> None:
        target = stated(note, "id") or f"note {len(self.bodies) + 1}"
        self.bodies[target] = note
        citation = child_of(note, "note-citation")
        printed = "".join(citation.itertext()).strip() if citation is not None else ""
        self.sheet.call(target, (stated(citation, "label") if citation is not None else None) or printed)
        self.after_blank = False


def _manifest(package: Package) -> Iterator[Any]:
    root = package.xml("META-INF/manifest.xml")
    return root.iter() if root is not None else iter(())


def _content(element: Any) -> Iterator[Any]:
    """What stands in an element, last first: text, and the elements in it with the text behind each."""
    for child in reversed(element):
        if child.tail:
            yield child.tail
        yield child
    if element.text:
        yield element.text


def _is_hidden(paragraph: Any) -> bool:
    return any(name_of(one) == "hidden-paragraph" and stated(one, "is-hidden") == "true" for one in paragraph)


def _code_of(fieldmark: Any) -> str:
    """The instruction of a field that came from a Word file."""
    return next((stated(one, "value") or "" for one in fieldmark if stated(one, "name") == _CODE), "")


def _title(meta: Any | None) -> str | None:
    found = child_of(child_of(meta, "meta"), "title")
    return " ".join("".join(found.itertext()).split()) or None if found is not None else None


def _changes(text: Any) -> Iterator[str]:
    tracked = child_of(text, "tracked-changes")
    kinds = Counter(name_of(one) for region in (tracked if tracked is not None else ()) for one in region)
    return changes_in_words(kinds["insertion"], kinds["deletion"])


def _comments(text: Any) -> Iterator[str]:
    found = []
    for element in text.iter():
        if name_of(element) == "annotation" and stated(element, "parent-name") is None:
            author = child_of(element, "creator")
            words = " ".join(" ".join("".join(one.itertext()) for one in element if name_of(one) == "p").split())
            who = "".join(author.itertext()) if author is not None else ""
            found.append(Comment(who, words, stated(element, "resolved") == "true"))
    return comments_in_words(found)


def _printed_words(text: Any) -> int:
    """How many words the raw text nodes hold, counted paragraph by paragraph."""
    words = 0
    inside = [text]
    while inside:
        element = inside.pop()
        if name_of(element) in _UNPRINTED:
            continue
        if name_of(element) in ("p", "h"):
            words += count_words("".join(_raw_text(element)))
        inside.extend(element)
    return words


def _raw_text(paragraph: Any) -> Iterator[str]:
    """The text of a paragraph, without that of the paragraphs inside it (notes, frames), which count by themselves."""
    inside = list(_content(paragraph))
    while inside:
        one = inside.pop()
        if isinstance(one, str):
            yield one
        elif name_of(one) in ("s", "tab", "line-break"):
            yield " "
        elif name_of(one) not in ("p", "h") and name_of(one) not in _UNPRINTED:
            inside.extend(_content(one))
