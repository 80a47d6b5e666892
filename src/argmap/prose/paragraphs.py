"""The running text as the checks read it: sentences with damaged words as proposed, grouped into paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from itertools import groupby
from typing import Literal

from argmap.ground.values import dataclass
from argmap.manuscript.document import Document, Mark, Section, Sentence
from argmap.manuscript.formats import FORMATS
from argmap.manuscript.headings import heads_references
from argmap.manuscript.mending import mending
from argmap.tongues.prose import either, everywhere

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_OPENS = "“„«\"'‘(["
_PLAIN_WORD = re.compile(r"[“„«\"'‘(\[]*[^\W\d_]+(?:['’-][^\W\d_]+)*[.,;:!?…)\]»”“\"'’]*")
# Formulas as they are typed, which no sentence of prose holds.
_TYPESET = re.compile(r"\\[a-zA-Z]{2,}|[A-Za-z0-9}]\s?[_^]\s?\{|\$\$|[∑∏∫√∂∇≤≥≠≈∈∀∃]")
_NOT_OWN = re.compile(r"“[^“”]{0,600}”|„[^„“”]{0,600}[“”]|«[^«»]{0,600}»|\"[^\"]{0,600}\"|\b[^\W_]+_\w+")
_WORDING, _SMALL, _LETTERS = 0.7, 0.5, 0.7
_ADDRESS = re.compile(r"©|https?:|www\.|\b(?:doi|DOI|ISBN|ISSN)\b|[\\={}<>]")
_ENDS = (".", "!", "?", "…", "”", "“", "’", "»", '"', ")")
_NUMBERING = re.compile(r"^\W*(?:(?:\d[\d.]*|[IVX]+|[A-Z])[.):\s]\s*)?\W*(?:(?:The|Our|A)\s+)?")

# the label of an item, or the speaker of a transcript: "1) [A]: …"
LABELLED = re.compile(r"\W*(?:\w{1,3}|\d[\d.]*|[ivx]+)[.):\]]\s|\W*[-–—•*]\s|[^.!?]{0,40}\[[^\]]*\]\s*[-–—:]")

Part = Literal["opening", "body", "own work", "closing", "back"]


@dataclass(frozen=True)
class Line:
    """A sentence as it most likely reads, with the citation marks that stand in it or right behind it.

    `linked` says that words of it are a link to a page of the web.
    """

    sentence: Sentence
    text: str
    marks: tuple[Mark, ...]
    linked: bool = False

    @cached_property  # ten checks ask for them
    def words(self) -> tuple[str, ...]:
        """Its words in lower case."""
        return _words_of(self.text)

    @cached_property
    def own(self) -> str:
        """Its text without what it quotes, which is not the author's, and without the names of code: sim_and_plot."""
        return _NOT_OWN.sub(" ", self.text)

    @property
    def own_words(self) -> tuple[str, ...]:
        """The words of its own text in lower case."""
        return self.words if self.own == self.text else _words_of(self.own)

    @cached_property
    def is_wording(self) -> bool:
        """Whether it is made of words, and not of figures or code."""
        tokens = self.text.split()
        words = sum(_PLAIN_WORD.fullmatch(token) is not None for token in tokens)
        return words >= _WORDING * len(tokens)

    @cached_property
    def is_prose(self) -> bool:
        """Whether it reads like a sentence, and not like a formula, the label of an axis or a list of names: half of
        its words begin small.
        """
        words = [word for token in self.text.split() if (word := token.lstrip(_OPENS)) and word[0].isalpha()]
        small = sum(word[0].islower() for word in words)
        return self.is_wording and small >= _SMALL * len(words) and not _TYPESET.search(self.text)


@lru_cache(maxsize=4096)  # several checks ask about the same sentences
def reads_as_sentence(text: str, fewest: int = 5) -> bool:
    """Whether words can be shown to an author as a sentence of the paper's, of so many words at the fewest.

    A row of a table, a formula, a page's foot or an entry of a list is none: it does not begin with a capital or end
    with a stop, has few letters, or is mostly capitalised words. Where it was read as one, the fault is the reader's.
    """
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1]
    solid = re.sub(r"\s", "", text)
    begins = next((char for char in text if char.isalpha()), "")
    return (
        len(words) >= fewest
        and not begins.islower()
        and text.rstrip().endswith(_ENDS)
        and not _ADDRESS.search(text)
        and sum(map(str.isalpha, solid)) >= _LETTERS * len(solid)
        and sum(not word[0].isupper() for word in words) >= _SMALL * len(words)
    )


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences of one block, with the section they stand in, the kind of block, the part of the paper, the tongue."""

    kind: str
    section: Section | None
    lines: tuple[Line, ...]
    part: Part = "body"
    tongue: str = "en"

    @property
    def argues(self) -> bool:
        """Whether this is where the paper makes its case, and what it says of the world needs a source."""
        return self.part == "body" and self.kind in ("paragraph", "item")


def paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """The running text of a document, in order. `Project.prose` keeps it, since a dozen checks ask for it."""
    mend = mending(document.repairs)
    marks: dict[str, list[Mark]] = {}
    for mark in document.marks:
        if mark.sentence:
            marks.setdefault(mark.sentence, []).append(mark)
    sections = {section.id: section for section in document.sections}
    parts = _parts(document)
    form = FORMATS[document.kind]
    links = form.marked_up and form.is_text  # the file has addresses that its text does not show
    found: list[Paragraph] = []
    for block, sentences in groupby(document.sentences, key=lambda s: s.block):
        lines = tuple(
            Line(
                s,
                mend(s.text, s.start, s.end),
                tuple(marks.get(s.id, ())),
                links and "://" in document.written(s.start, s.end),
            )
            for s in sentences
        )
        kind = document.blocks[block].kind if block < len(document.blocks) else "paragraph"
        section = lines[0].sentence.section or ""
        part = parts.get(section, "body")
        # "Abstract — …": a paragraph that names itself
        if part == "body" and _abstract().match(lines[0].text):
            part = "opening"
        found.append(Paragraph(kind, sections.get(section), lines, part, document.tongue or "en"))
    return tuple(_with_abstract(found))


def _with_abstract(found: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs, where those above the first "Keywords: …" that no heading calls an abstract are known as one."""
    at = next((i for i, p in enumerate(found[:_LATEST_KEYWORDS]) if _keywords().match(p.lines[0].text)), 0)
    first = at
    while first > 0 and found[first - 1].section == found[at].section and found[first - 1].part == "body":
        first -= 1
    above = found[first:at]
    if sum(len(line.words) for p in above for line in p.lines) > _LONGEST_ABSTRACT:
        return found
    return [*found[:first], *(replace(p, part="opening") for p in above), *found[at:]]


@cache
def _keywords() -> re.Pattern[str]:
    return re.compile(rf"(?i:{either(everywhere('keywords'))})\b\s*[-–—:.]")


_LATEST_KEYWORDS, _LONGEST_ABSTRACT = 40, 600


# Table 3, Abb. 4, Figura 2: where a paper shows something, it speaks of what it shows
@cache
def _display() -> re.Pattern[str]:
    labels = (*everywhere("table-labels"), *everywhere("figure-labels"), *everywhere("display-labels"))
    named = either(label.rstrip(".") for label in labels)
    return re.compile(rf"\b{named}s?\.?\s*(?:[A-Z]\.?)?\d(?:\.?\d)*", re.IGNORECASE)


_BESIDE = 3


@lru_cache(maxsize=4096)  # several checks ask about the same sentences
def display_named(text: str) -> str | None:
    """The first table or figure of the paper that a sentence names by its number: “Table 3”."""
    found = _display().search(text)
    return " ".join(found[0].split()) if found else None


def beside_displays(prose: Sequence[Paragraph]) -> frozenset[int]:
    """The paragraphs, by index, that stand beside a table or a figure, or beside one that points at it."""
    shows = [
        i for i, p in enumerate(prose) if p.kind in ("caption", "table") or any(display_named(x.text) for x in p.lines)
    ]
    return frozenset(near for index in shows for near in range(index - _BESIDE, index + _BESIDE + 1))


@cache
def _abstract() -> re.Pattern[str]:
    named = (*everywhere("headings-opening"), *everywhere("headings-summary"), *everywhere("keywords"))
    return re.compile(rf"(?i:{either(named)})\b\s*[-–—:.]")


def _words_of(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(text))


def chapters(document: Document) -> tuple[int, ...]:
    """Where the sections begin that a reader sees as such: those of the highest level that there are several of."""
    levels = Counter(section.level for section in document.sections)
    several = min((level for level, number in levels.items() if number > 1), default=0)
    return tuple(sorted(section.start for section in document.sections if section.level <= several))


def _parts(document: Document) -> dict[str, Part]:
    """What each section is, by its id."""
    parts: dict[str, Part] = {}
    open_ones: list[Section] = []
    for section in sorted(document.sections, key=lambda s: s.start):
        open_ones = [s for s in open_ones if section.start < s.end and s.level < section.level]
        open_ones.append(section)
        parts[section.id] = _part(open_ones, document)
    return parts


def _part(around: Sequence[Section], document: Document) -> Part:
    """What a section is by its own heading, which comes last, or by one that it stands under.

    The headings of every tongue are known: a paper has its abstract in a second one.
    """
    for outer in reversed(around):
        title = _NUMBERING.sub("", outer.title, count=1).casefold()
        # "Figures": as manuscripts have them, with their legends, behind everything else
        if heads_references(title) or title.strip(" .:") in everywhere("headings-displays"):
            return "back"
        for part, name in _HEADINGS:
            if title.startswith(everywhere(name)):
                return part
        # "Results", "Data and methods", but not "Analysis of Ottoman rule"
        if title.startswith(everywhere("headings-own-work")) and len(title.split()) <= 3 and " of " not in title:
            return "own work"
        if title.startswith(everywhere("headings-summary")):
            return "opening" if outer.start < 0.3 * len(document.text) else "closing"
    return "body"


_HEADINGS: tuple[tuple[Part, str], ...] = (
    ("opening", "headings-opening"),
    ("closing", "headings-closing"),
    ("back", "headings-back"),
)
