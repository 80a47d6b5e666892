"""An OpenDocument text given back with comments on its words (OpenDocument 1.3, part 3, 14.1), in a copy.

The words are looked for in the paragraphs of the body, and a comment begins and ends inside one of them. What is said
of a note stands on the word that calls it; what has no words, or is not found, stands in comments at the beginning.
Every part but the text is given back as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any, NamedTuple

from argmap.exchange.copies import AUTHOR, Marked, PageNote, in_body, in_comment
from argmap.exchange.letters import find_line, letters_of
from argmap.exchange.office import check_package
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.limited import read_limited
from argmap.ground.packed import child_of, name_of, parse_xml, without_times
from argmap.manuscript.document import Document
from argmap.manuscript.readers.office.odt import PROGRAM, SKIPPED

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_NAMESPACES = {"office": _OFFICE, "text": _TEXT, "dc": "http://purl.org/dc/elements/1.1/"}
_PARAGRAPHS = frozenset(("p", "h"))
_TAKES_COMMENTS = _PARAGRAPHS | {"span", "a", "meta", "meta-field", "ruby-base"}
"""Elements between whose words a comment may begin or end; a field is commented on as a whole."""
_SHAPES = frozenset(("custom-shape", "rect", "ellipse", "polygon", "path", "caption"))
"""Drawn shapes with words in them, on which the program puts no comment."""
_SIGNATURES = "META-INF/documentsignatures.xml"


def comment_odt(data: bytes, document: Document, notes: Sequence[PageNote]) -> Marked:
    """A copy of an .odt or .fodt file, of which `document` was read, with these notes. The bytes given are not changed.

    In a child process with limits, as a stranger's file is read. Raises `ArgmapError` where no copy can be made.
    """
    return read_limited(lambda _: _comment(data, document, notes), len(data), document.path)


def _comment(data: bytes, document: Document, notes: Sequence[PageNote]) -> Marked:
    from lxml import etree

    package = check_package(data, document.path, PROGRAM, ".odt") if data.startswith(b"PK") else None
    root: Any = package.xml("content.xml") if package else parse_xml(data, document.path, "document", PROGRAM)
    placed = _put_comments(root, document, notes)
    written = bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
    if package is None:
        return Marked(written, placed)
    signed = _SIGNATURES in package.names
    remarks = ("The paper is signed; its signature does not hold for the copy.",) if signed else ()
    return Marked(without_times(data, {"content.xml": written}), placed, remarks)


class _Piece(NamedTuple):
    """Words as they stand in the file: the text of an element, or, `behind` it, what follows it."""

    element: Any
    behind: bool
    words: str
    paragraph: Any


class _Cut(NamedTuple):
    """Where a comment begins or ends: the piece, the sign before which it does, and what is put there."""

    piece: int
    offset: int
    begins: bool
    put: Any


def _put_comments(root: Any, document: Document, notes: Sequence[PageNote]) -> int:
    """Put a comment for each note among the words; how many stand on their own."""
    pieces = list(_pieces(child_of(child_of(root, "body"), "text")))
    at = [(k, offset) for k, piece in enumerate(pieces) for offset in range(len(piece.words))]
    ours, theirs = letters_of(document.text), letters_of("".join(piece.words for piece in pieces))
    first = _whole_first_paragraph(pieces, at)
    names = {element.get(f"{{{_OFFICE}}}name") for element in root.iter(f"{{{_OFFICE}}}annotation")}
    free = (name for name in (f"{AUTHOR}-{k}" for k in count(1)) if name not in names)
    cuts = []
    placed = 0
    for note, name in zip(notes, free, strict=False):
        stretch = in_body(document, note)
        found = find_line(ours, theirs, *stretch) if stretch else []
        placed += bool(found)
        where = [at[place] for place in found] or first
        if not where:
            raise ArgmapError(f"{document.path}: there are no words in its body that a comment could stand on.")
        paragraph = pieces[where[0][0]].paragraph
        within = [(k, offset) for k, offset in where if pieces[k].paragraph is paragraph]
        (begin, offset), (end, last) = min(within), max(within)
        cuts.append(_Cut(begin, offset, True, _annotation(root, name, note)))
        cuts.append(_Cut(end, last + 1, False, root.makeelement(f"{{{_OFFICE}}}annotation-end", _named(name))))
    # from the end, so that what stands before a cut is as it was
    for cut in sorted(cuts, key=lambda cut: cut[:3], reverse=True):
        _put(pieces[cut.piece], cut)
    return placed


def _pieces(text: Any) -> Iterator[_Piece]:
    """The words of the body in the order of the file, without those that are not read there."""
    waiting: list[tuple[Any, bool, Any]] = [(text, False, None)]
    while waiting:
        element, behind, paragraph = waiting.pop()
        if behind:
            if paragraph is not None and element.tail:
                yield _Piece(element, True, element.tail, paragraph)
            continue
        waiting.append((element, True, paragraph))
        if name_of(element) in SKIPPED | _SHAPES:
            continue
        if name_of(element) in _PARAGRAPHS:
            paragraph = element
        elif name_of(element) == "frame":
            paragraph = None  # what a frame holds has paragraphs of its own
        if paragraph is not None and element.text:
            yield _Piece(element, False, element.text, paragraph)
        waiting += [(child, False, paragraph) for child in reversed(element)]


def _whole_first_paragraph(pieces: Sequence[_Piece], at: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The signs of the first paragraph that has words; none where none has."""
    spoken = next((piece.paragraph for piece in pieces if piece.words.strip()), None)
    return [(k, offset) for k, offset in at if pieces[k].paragraph is spoken]


def _annotation(root: Any, name: str, note: PageNote) -> Any:
    made = root.makeelement(f"{{{_OFFICE}}}annotation", _named(name), nsmap=_NAMESPACES)
    said = [(_CREATOR, AUTHOR), *((f"{{{_TEXT}}}p", line) for line in in_comment(note).splitlines())]
    for tag, words in said:
        child = made.makeelement(tag)
        child.text = words
        made.append(child)
    return made


def _named(name: str) -> dict[str, str]:
    return {f"{{{_OFFICE}}}name": name}


def _put(piece: _Piece, cut: _Cut) -> None:
    holder = piece.element.getparent() if piece.behind else piece.element
    if name_of(holder) not in _TAKES_COMMENTS:
        while name_of(holder.getparent()) not in _TAKES_COMMENTS:
            holder = holder.getparent()
        if cut.begins:
            holder.addprevious(cut.put)
        else:
            cut.put.tail, holder.tail = holder.tail, None
            holder.addnext(cut.put)
        return
    if piece.behind:
        words = piece.element.tail or ""
        piece.element.tail, cut.put.tail = words[: cut.offset], words[cut.offset :]
        holder.insert(holder.index(piece.element) + 1, cut.put)
    else:
        words = holder.text or ""
        holder.text, cut.put.tail = words[: cut.offset], words[cut.offset :]
        holder.insert(0, cut.put)
