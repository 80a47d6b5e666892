"""The running text as the checks read it: sentences with damaged words as proposed, grouped into paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from argmap.findings.finding import Finding
from argmap.manuscript.document import Document, Mark, Section, Sentence

_DAMAGED = re.compile(r"[\w\ufffd]*\ufffd[\w\ufffd]*")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as it most likely reads, with the citation marks that stand in it or right behind it."""

    sentence: Sentence
    text: str
    marks: tuple[Mark, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Its words in lower case."""
        return tuple(word.lower() for word in _WORD.findall(self.text))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences of one block, with the section they stand in and the kind of block."""

    kind: str
    section: Section | None
    lines: tuple[Line, ...]


def paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """The running text of a document, in order. `Project.prose` keeps it, since a dozen checks ask for it."""
    mended = {repair.lost: repair.proposed for repair in document.repairs}
    marks: dict[str, list[Mark]] = {}
    for mark in document.marks:
        if mark.sentence:
            marks.setdefault(mark.sentence, []).append(mark)
    sections = {section.id: section for section in document.sections}

    def mend(text: str) -> str:
        if "\ufffd" not in text:
            return text
        return _DAMAGED.sub(lambda m: mended.get(m[0], m[0]), text)

    found = []
    for block, sentences in groupby(document.sentences, key=lambda s: s.block):
        lines = tuple(Line(s, mend(s.text), tuple(marks.get(s.id, ()))) for s in sentences)
        kind = document.blocks[block].kind if block < len(document.blocks) else "paragraph"
        found.append(Paragraph(kind, sections.get(lines[0].sentence.section or ""), lines))
    return tuple(found)


def at_line(check: object, document: Document, line: Line, message: str, **more: object) -> Finding:
    """A finding about a sentence."""
    sentence = line.sentence
    return check.finding(  # type: ignore[attr-defined,no-any-return]
        document.place(sentence.start, sentence.end),
        message,
        quote=document.text[sentence.start : sentence.end],
        **more,
    )


def short(text: str, width: int = 90) -> str:
    """`text` on one line, cut at a word with an ellipsis."""
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1].rsplit(" ", 1)[0] + " …"


_CLOSING = re.compile(r"^\W*(?:\d[\d.]*\W+)?(?:conclusions?|concluding remarks|summary|final remarks)\b", re.I)
_OPENING = re.compile(r"^\W*(?:\d[\d.]*\W+)?(?:abstract|summary|keywords?)\b", re.I)


def is_conclusion(section: Section | None) -> bool:
    """Whether a section is headed as the paper's conclusion."""
    return section is not None and _CLOSING.match(section.title) is not None


def is_abstract(section: Section | None) -> bool:
    """Whether a section is headed as the abstract."""
    return section is not None and _OPENING.match(section.title) is not None
