"""The text of a word processor's file while it is written down: blocks, calls and bodies of notes, citations.

Word files and OpenDocument texts say the same things in other words; their readers write what they find on a `Sheet`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from argmap.manuscript.document import Block, BlockKind, Mark, Note, Reference
from argmap.manuscript.readers.office.field_codes import Citation
from argmap.manuscript.readers.office.looks import Letters
from argmap.manuscript.readers.office.set_apart import Look
from argmap.manuscript.readers.tracing import SUPERSCRIPTS, tail_of

_RAISED_NUMBERS = re.compile(r"[\d\s,;–-]*\d[\d\s,;–-]*|[−-]\s?\d+")
_OPEN_BRACKET = re.compile(r"[\[(][\d\s,;–-]*$")
_NEAR = 12
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(slots=True)
class Sheet:
    """What is written so far. `length` is the length of the text; `looks` are those of the blocks, one each.

    Each paragraph of the body is one line of the text, empty ones too. A note is known by its target, which is
    whatever its reader calls it by.
    """

    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    citations: list[tuple[int, int, Citation]] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    _letters: list[Letters] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _calls: list[tuple[Mark, str]] = field(default_factory=list)
    _first_calls: dict[str, Mark] = field(default_factory=dict)
    _own_marks: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    @property
    def called(self) -> Mapping[str, Mark]:
        """The targets of the notes in the order in which they are first called, each with that mark."""
        return self._first_calls

    def put(self, words: str, letters: Letters | None = None) -> None:
        """Write these words; `letters` is how they are set, None for what the paper does not hold itself.

        Raised numbers are written so, unless a bracket is open before them: ``[3]`` is a citation however it is set.
        """
        if letters is not None and letters.raised and not _OPEN_BRACKET.search(self.since(self.length - _NEAR)):
            words = _as_raised(words)
        if words:
            self._parts.append(words)
            self.length += len(words)
            if letters is not None and not words.isspace():
                self._letters.append(letters)

    def since(self, start: int) -> str:
        """What was written from this offset on."""
        return tail_of(self._parts, self.length, start)

    def close(self, kind: BlockKind, start: int, level: int = 0, centred: bool = False) -> None:
        """End the line: what was written from `start` on is a block, unless it is blank."""
        words = self.since(start)
        left = len(words) - len(words.lstrip())
        if left < len(words):
            self.blocks.append(Block(kind, start + left, start + len(words.rstrip()), level=level))
            self.looks.append(_common(self._letters, centred))
        self._letters.clear()
        self.put("\n")

    def cite(self, start: int, citation: Citation | None) -> None:
        """What was written from `start` on is a citation, unless it is None or nothing was written."""
        if citation and self.length > start:
            self.citations.append((start, self.length, citation))

    def call(self, target: str, label: str, written: bool = False) -> None:
        """Write the mark of a note. With `written` its author set it: it is what the text goes on with."""
        if written:
            self._own_marks.add(target)
        self.mark(target, self.length, self.length + len(label), label)
        if not written:
            self.put(label.translate(SUPERSCRIPTS))

    def mark(self, target: str, start: int, end: int, label: str | None = None) -> None:
        """What stands there is a mark of a note; without `label` one that repeats the label of its first mark."""
        first = self._first_calls.get(target)
        number = first.number if first else len(self._first_calls) + 1
        label = label if label is not None else first.text if first else ""
        mark = Mark("", label, "note", start, end, number=number, group=len(self._calls) + 1)
        self._calls.append((mark, target))
        self._first_calls.setdefault(target, mark)

    def note(self, target: str, write: Callable[[], None]) -> None:
        """Write the body of a note, with its number before it unless its author wrote the mark into the body."""
        start = self.length
        mark = self._first_calls.get(target)
        if mark and mark.text and target not in self._own_marks:
            self.put(f"{mark.text}. " if mark.text.isalnum() else f"{mark.text} ")
        body_start = self.length
        write()
        body = " ".join(self.since(body_start).split())
        if body:
            number, label = (mark.number, mark.text) if mark else (None, "")
            self.notes.append(Note(target, number, label, body, start, self.length))
        self.close("note", start)

    def finish(self, told: Mapping[str, Reference]) -> tuple[tuple[Reference, ...], tuple[Mark, ...]]:
        """The works that the citations name, each once, and all marks. Gives the notes their ids.

        `told` are works by the keys that citations name them by, where these stand in another part of the file.
        """
        ids = {note.id: f"n{number}" for number, note in enumerate(self.notes, 1)}
        self.notes = [replace(note, id=ids[note.id]) for note in self.notes]
        works: dict[str, Reference] = {}
        cited = list(self._cited(works, told))
        called = [replace(mark, note=ids.get(target)) for mark, target in self._calls]
        marks = sorted([*called, *cited], key=lambda mark: (mark.start, mark.end))
        return tuple(works.values()), tuple(marks)

    def _cited(self, works: dict[str, Reference], told: Mapping[str, Reference]) -> Iterator[Mark]:
        """A mark for each work that a citation names; `works` is filled with them by their keys."""
        text = self.text
        for group, (start, end, citation) in enumerate(self.citations, len(self._calls) + 1):
            words = text[start:end].strip()
            if not words:
                continue
            digits = "".join(c for c in words.translate(_PLAIN_DIGITS) if c.isdigit())
            numeric = bool(digits) and not any(c.isalpha() for c in words)
            for item in citation.items:
                work = works.get(item.key)
                if work is None:
                    record = told.get(item.key, item.reference)
                    if not (record.authors or record.title):
                        continue  # a key that nothing explains: what is printed says more
                    works[item.key] = work = replace(record, id=f"b{len(works) + 1}", key=item.key)
                yield Mark(
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
                    authors=tuple(author.split(",")[0] for author in work.authors),
                    year=work.year,
                )


def _common(letters: Sequence[Letters], centred: bool) -> Look:
    """What all letters of a paragraph have in common."""
    text = [one for one in letters if not one.raised] or letters
    if not text:
        return Look(centred=centred)
    bold, underlined, capitals = (all(column) for column in list(zip(*text, strict=True))[:3])
    return Look(bold, underlined, capitals, min(one.size for one in text), centred)


def _as_raised(words: str) -> str:
    """Raised numbers in the characters for them, so that they read as in any other format; other words as they are."""
    if not _RAISED_NUMBERS.fullmatch(words):
        return words
    bare = "".join(words.split()).translate(SUPERSCRIPTS)
    return f"⁻{bare[1:]}" if bare[0] in "−-" else bare.replace(";", ",")
