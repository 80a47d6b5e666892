"""The syntax tree of a claims file: what stands where, before anything is joined or resolved.

Every node knows its span, down to the single id in ``because: a + b``, so that findings, renames and editors point at
exact words. A claim's `body` keeps everything in the order of the file, comments too; the properties pick out one sort.
Leaves are named tuples and values are computed on demand, since ten thousand claims must cost a third of a second.
"""

from __future__ import annotations

from typing import NamedTuple

from argmap.ground.places import Span
from argmap.ground.values import dataclass
from argmap.notation.vocabulary import CRITICAL_QUESTION, THIS_PAPER


class Words(NamedTuple):
    """A value as it reads: lines joined by one space, no white space at the ends. `span` covers it in the file."""

    text: str
    span: Span


class Comment(NamedTuple):
    """A comment with its marks, ``<!-- … -->``, line ends as LF."""

    text: str
    span: Span


class Paragraph(NamedTuple):
    """A paragraph of prose: a claim's sentence, or a note."""

    text: str
    span: Span


class Quote(NamedTuple):
    """Quoted words: lines joined by a space, paragraphs by an empty line. The span begins at the first ``>``."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A Pandoc citation of one work.

    `locator` is as written (``pp. 3-5``), `label` the canonical name of its unit (``page``) and `value` the rest
    (``3-5``). `mark` is the citation mark in the paper: ``[^6]``, or its words without the quotation marks.
    `bare` is true for ``-@key``, where the author is left out.
    """

    key: Words
    span: Span
    prefix: str = ""
    bare: bool = False
    locator: Words | None = None
    label: str | None = None
    value: str | None = None
    suffix: str = ""
    mark: Words | None = None


@dataclass(frozen=True, slots=True)
class Property:
    """A ``key: value`` line under an item. `citation` is filled for ``from`` and ``via``."""

    key: str
    value: Words
    span: Span
    citation: Citation | None = None


ItemBody = tuple[Property | Quote | Comment, ...]


def _property(body: ItemBody, key: str) -> Property | None:
    for node in body:
        if type(node) is Property and node.key == key:
            return node
    return None


def _value(body: ItemBody, key: str) -> Words | None:
    found = _property(body, key) if body else None
    return found.value if found else None


def _origin(body: ItemBody) -> tuple[Words, ...]:
    found = _value(body, "origin")
    return split_at_commas(found) if found else ()


@dataclass(frozen=True, slots=True)
class Step:
    """``because`` or ``but``: linked premises for or against the claim."""

    key: str
    premises: tuple[Words, ...]
    span: Span
    body: ItemBody = ()

    @property
    def id(self) -> Words | None:
        """The name given to the step, if any."""
        return _value(self.body, "id")

    @property
    def origin(self) -> tuple[Words, ...]:
        """What other programs call it, and after it what they call each that undercuts it: ``aif:12345``."""
        return _origin(self.body)

    @property
    def scheme(self) -> Words | None:
        """The argumentation scheme named."""
        return _value(self.body, "scheme")

    @property
    def warrant(self) -> Words | None:
        """The warrant: a claim's id or words (`vocabulary.is_id` tells them apart)."""
        return _value(self.body, "warrant")

    @property
    def unless(self) -> tuple[Words, ...]:
        """Ids of the claims that undercut the step."""
        return tuple(node.value for node in self.body if type(node) is Property and node.key == "unless")

    @property
    def weight(self) -> float | None:
        """How strongly the premises speak for the claim, 0 to 1; None where it is left out (which means 1)."""
        found = _value(self.body, "weight")
        return float(found.text) if found else None

    @property
    def answers(self) -> dict[int, Words]:
        """The answered critical questions: number → a claim's id or words."""
        found = {}
        for node in self.body:
            number = CRITICAL_QUESTION.match(node.key) if type(node) is Property else None
            if number and type(node) is Property:
                found[int(number[1])] = node.value
        return found


class _FromSource:
    """What comes from a source, with the words that were copied from there."""

    __slots__ = ()
    body: ItemBody

    @property
    def quotations(self) -> tuple[Quote, ...]:
        """Words copied from the source."""
        return tuple(node for node in self.body if type(node) is Quote)

    @property
    def type(self) -> Words | None:
        """One of the evidence types."""
        return _value(self.body, "type")


@dataclass(frozen=True, slots=True)
class Cites(_FromSource):
    """``cites``: a work that the paper cites for the claim."""

    key: str
    citation: Citation
    span: Span
    body: ItemBody = ()

    @property
    def via(self) -> Citation | None:
        """The work in which the source is quoted."""
        found = _property(self.body, "via")
        return found.citation if found else None


@dataclass(frozen=True, slots=True)
class Evidence(_FromSource):
    """``evidence``: what the claim rests on directly, in words."""

    key: str
    text: Words
    span: Span
    body: ItemBody = ()

    @property
    def source(self) -> Citation | None:
        """The work that it is taken from (``from:``)."""
        found = _property(self.body, "from")
        return found.citation if found else None

    @property
    def place_in_paper(self) -> str | None:
        """Where in the paper itself it stands, for ``from: this paper, Figure 1``; empty where no place is named."""
        found = _property(self.body, "from")
        if found is None or found.citation:
            return None
        own = THIS_PAPER.match(found.value.text)
        return own["place"] or "" if own else None


@dataclass(frozen=True, slots=True)
class Attribute:
    """A single value: ``said-by``, ``restates``, ``origin``, ``standard``, ``tags`` or ``assume``.

    Its body holds comments only; under ``restates`` an ``origin`` too.
    """

    key: str
    value: Words
    span: Span
    body: ItemBody = ()

    @property
    def origin(self) -> tuple[Words, ...]:
        """What other programs call a restatement: ``aif:12345``."""
        return _origin(self.body)


@dataclass(frozen=True, slots=True)
class Waive:
    """``waive``: a check's code and why its finding is accepted. Its body holds comments only."""

    key: str
    code: Words
    reason: Words
    span: Span
    body: ItemBody = ()


Item = Step | Cites | Evidence | Attribute | Waive
ClaimBody = tuple[Paragraph | Quote | Item | Comment, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with all that stands under its heading.

    `heading` is the span of its heading line, `span` reaches to the end of its last line that is not empty.
    `kind_span` is None where the kind was left out.
    """

    id: Words
    kind: str
    kind_span: Span | None
    heading: Span
    span: Span
    body: ClaimBody = ()

    @property
    def sentence(self) -> Paragraph | None:
        """The claim in one sentence: its first paragraph. None (and a diagnostic) where there is none."""
        for node in self.body:
            if type(node) is Paragraph:
                return node
        return None

    @property
    def notes(self) -> tuple[Paragraph, ...]:
        """The auditor's notes: every later paragraph."""
        return tuple([node for node in self.body if type(node) is Paragraph][1:])

    @property
    def anchors(self) -> tuple[Quote, ...]:
        """The words of the paper in which it makes the claim."""
        return tuple([node for node in self.body if type(node) is Quote])

    @property
    def reasons(self) -> tuple[Step, ...]:
        """Steps that support it."""
        return tuple([node for node in self.body if type(node) is Step and node.key == "because"])

    @property
    def objections(self) -> tuple[Step, ...]:
        """Steps that speak against it."""
        return tuple([node for node in self.body if type(node) is Step and node.key == "but"])

    @property
    def cites(self) -> tuple[Cites, ...]:
        """The works that the paper cites for it."""
        return tuple([node for node in self.body if type(node) is Cites])

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What it rests on directly."""
        return tuple([node for node in self.body if type(node) is Evidence])

    @property
    def waivers(self) -> tuple[Waive, ...]:
        """Findings that are accepted."""
        return tuple([node for node in self.body if type(node) is Waive])

    def attribute(self, key: str) -> Attribute | None:
        """The first ``said-by``, ``standard`` or ``assume``."""
        for node in self.body:
            if type(node) is Attribute and node.key == key:
                return node
        return None

    @property
    def tags(self) -> tuple[Words, ...]:
        """Its tags, each once and with its span."""
        first: dict[str, Words] = {}
        for node in self.body:
            if type(node) is Attribute and node.key == "tags":
                for tag in split_at_commas(node.value):
                    first.setdefault(tag.text, tag)
        return tuple(first.values())

    @property
    def origin(self) -> tuple[Words, ...]:
        """What other programs call it: ``aif:12345``."""
        nodes = [node for node in self.body if type(node) is Attribute and node.key == "origin"]
        return tuple(words for node in nodes for words in split_at_commas(node.value))

    @property
    def restates(self) -> tuple[Words, ...]:
        """Ids of the claims that it says in other words."""
        return tuple([node.value for node in self.body if type(node) is Attribute and node.key == "restates"])

    @property
    def restatements(self) -> tuple[tuple[Words, tuple[Words, ...]], ...]:
        """What it restates, each with what other programs call the link."""
        nodes = [node for node in self.body if type(node) is Attribute and node.key == "restates"]
        return tuple((node.value, node.origin) for node in nodes)


def split_at_commas(value: Words) -> tuple[Words, ...]:
    """The parts of a value that has commas, each with its span."""
    text, span = value
    on_one_line = span.end - span.start == len(text)
    found: list[Words] = []
    at = 0
    for part in text.split(","):
        tag = part.strip()
        begin = at + len(part) - len(part.lstrip())
        at += len(part) + 1
        if tag and on_one_line:
            column = span.column + begin
            start = span.start + begin
            place = Span(span.path, start, start + len(tag), span.line, column, span.line, column + len(tag))
            found.append(Words(tag, place))
        elif tag:  # tags over several lines are rare, and the whole value is a good enough place for them
            found.append(Words(tag, span))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its claims. `title` is None for claims that stand before the first heading of a file."""

    title: Words | None
    span: Span
    body: tuple[Claim | Comment, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The section's claims, in order."""
        return tuple([node for node in self.body if type(node) is Claim])


@dataclass(frozen=True, slots=True)
class ClaimsFile:
    """A claims file. `preamble` are comments before everything else."""

    path: str
    sections: tuple[Section, ...] = ()
    preamble: tuple[Comment, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims of the file, in order."""
        return tuple([claim for section in self.sections for claim in section.claims])
