"""Drafted claims as files: the backbone as the claims of the project, the other sentences as offers to pick from.

Both are written in the claims language, so that an offer is taken by moving it. What is a guess is said where it
stands: a comment under each claim tells why it was taken, and one under each step why it was drawn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from argmap.drafting.cues import Cues
from argmap.drafting.naming import name_claims
from argmap.drafting.picking import FURTHER
from argmap.drafting.points import Backbone, Link, Point
from argmap.drafting.works import Cited, Works
from argmap.manuscript.document import Document, Section
from argmap.manuscript.mending import repairs_within, tell_proposals
from argmap.notation import tree
from argmap.notation.citation import CitationError, is_plain_key, parse_citation
from argmap.notation.write import NOWHERE, write_claims

_LONGEST_MARK = 200
# what a citation in a claims file cannot hold: the marks of a comment, and the quotation marks around its own
_UNSAYABLE = re.compile(r"<\\*!--|\"")
_DRAFTED = (
    "<!-- Drafted by argmap from {paper}. Every claim, reason and citation below is an offer made from the paper's "
    "words: read it, mend it or delete it, and take the tag “draft” off what you have judged. Where a step says that "
    "it is a guess by place, the paper does not say that the one supports the other: you have to. -->"
)
_OFFERED = (
    "<!-- Offered by argmap from {paper}: sentences that may be claims and are no part of the draft. Nothing reads "
    "this file. To take one, move it into a file of claims/ and join it: “- because: its-id” under the claim that it "
    "supports, “- but: its-id” under the one that it speaks against. -->"
)


_OPEN = "draft: open, since no reason for it was found: which sentence of the paper is its reason?"
_CHIEF = "What the paper seems to argue for"
_FURTHER = "Other results, and what the text gives reasons for"


class ClaimsWriter:
    """Writes the files of one draft; the works that its claims cite are added to `works` as they are met.

    `results` says by the id of a sentence where it tells a result of the paper's own.
    """

    def __init__(
        self, backbone: Backbone, document: Document, works: Works, paper: str, cues: Cues, results: Mapping[str, str]
    ) -> None:
        self._results = results
        self._document = document
        self._works = works
        self._paper = _in_comment(paper)
        self._sections = {section.id: section for section in document.sections}
        self._sentences = {sentence.id: sentence for sentence in document.sentences}
        self._backbone = backbone
        points = [*backbone.claims, *backbone.offers]
        self._ids = name_claims(((point.key, point.text) for point in points), cues)

    def claims(self) -> str:
        """The claims file: the conclusions first, those announced before others, then the rest by its sections."""
        return self._file(self._backbone.claims, _DRAFTED)

    def offers(self) -> str:
        """The file of offers, by sections."""
        return self._file(self._backbone.offers, _OFFERED)

    def _file(self, points: Sequence[Point], preamble: str) -> str:
        by_title: dict[str | None, list[Point]] = {}
        for point in points:
            part = (_FURTHER if point.why in FURTHER else _CHIEF) if point.conclusion else point.section
            by_title.setdefault(part, []).append(point)
        made = []
        for section, members in by_title.items():
            heading = self._heading_read(self._sections.get(section or ""))
            body = tuple(self._claim(point) for point in members)
            made.append(tree.Section(tree.Words(self._title(section), NOWHERE), NOWHERE, heading + body))
        comment = tree.Comment(preamble.format(paper=self._paper), NOWHERE)
        return write_claims(tree.ClaimsFile("", tuple(made), (comment,)))

    def _title(self, section: str | None) -> str:
        if section in (_CHIEF, _FURTHER):
            return str(section)
        title = self._sections[section].title if section in self._sections else self._document.title or "The paper"
        return " ".join(title.split()) or "Section"

    def _heading_read(self, section: Section | None) -> tuple[tree.Comment, ...]:
        """A comment that says which words of the section's heading were read otherwise than they stand, if any."""
        text = self._document.text
        blocks = [block for block in self._document.blocks if section and block.start == section.start]
        read = "".join(self._read_otherwise(b.start, b.end, text[b.start : b.end]) for b in blocks[:1])
        return (tree.Comment(f"<!-- draft: this heading{read} -->", NOWHERE),) if read else ()

    def _read_otherwise(self, start: int, end: int, words: str) -> str:
        """The end of a comment: which damaged words of a stretch of the paper were read as what; or empty."""
        read = tell_proposals(repairs_within(self._document.repairs, start, end), words)
        return _in_comment(f" lost letters, to be checked: argmap read {read}") if read else ""

    def _claim(self, point: Point) -> tree.Claim:
        words = tree.Words
        sentence = self._sentences[point.key.partition("/")[0]]
        read = self._read_otherwise(sentence.start, sentence.end, point.anchor)
        why = f"draft: taken because {_in_comment(point.why)}{read and f'; it{read}'}"
        body: list[tree.Paragraph | tree.Quote | tree.Item | tree.Comment] = [
            tree.Paragraph(_without_citations(point), NOWHERE),
            tree.Quote(_plain(point.anchor), NOWHERE),
            *(tree.Quote(_plain(words), NOWHERE) for words in point.again),
            tree.Comment(f"<!-- {why} -->", NOWHERE),
        ]
        if point.is_open:
            body.append(tree.Comment(f"<!-- {_OPEN} -->", NOWHERE))
        body += [self._step(link) for link in point.links]
        cited = [work for mark in point.marks for work in self._works.cited_by(mark)]
        for work in dict.fromkeys(cited):
            if citation := _citation(work):
                body.append(tree.Cites("cites", citation, NOWHERE))
        place = self._results.get(sentence.id)
        if place and not point.conclusion and not point.links:
            body.append(_own_result(_in_comment(place)))
        body.append(tree.Attribute("tags", words("draft", NOWHERE), NOWHERE))
        kind = "conclusion" if point.conclusion else "claim"
        return tree.Claim(words(self._ids[point.key], NOWHERE), kind, None, NOWHERE, NOWHERE, tuple(body))

    def _step(self, link: Link) -> tree.Step:
        why = f"linked because {link.why}" if link.said else f"a guess by place: {link.why}"
        comment = tree.Comment(f"<!-- draft: {_in_comment(why)} -->", NOWHERE)
        return tree.Step(link.kind, (tree.Words(self._ids[link.premise], NOWHERE),), NOWHERE, (comment,))


def _own_result(place: str) -> tree.Evidence:
    """A claim that nothing else bears out, and that tells what the authors found: where they say it is their source."""
    source = tree.Property("from", tree.Words(f"this paper, {place}", NOWHERE), NOWHERE)
    why = "<!-- draft: taken for a result of the authors' own, by its place -->"
    words = tree.Words(f"The paper reports it in {place}.", NOWHERE)
    return tree.Evidence("evidence", words, NOWHERE, (source, tree.Comment(why, NOWHERE)))


def _in_comment(text: str) -> str:
    """Text as a comment can hold it: nothing in it ends the comment."""
    return text.replace("--", "- -")


def _without_citations(point: Point) -> str:
    """The claim's sentence without the brackets in which it cites: they go to `cites`. The anchor keeps them."""
    text = _plain(point.text)
    for mark in point.marks:
        shown = _plain(mark.text).strip("[]()")
        if shown and not mark.narrative:
            bracket = re.compile(rf"\s*[\[(][^\[\]()]*{re.escape(shown)}[^\[\]()]*[\])]")
            text = bracket.sub("", text, count=1)
    return text.strip() or _plain(point.text)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _citation(work: Cited) -> tree.Citation | None:
    """The citation as a node; its locator only where the language reads it back as one, its mark where it is short."""
    words = tree.Words
    sayable = work.mark and not _UNSAYABLE.search(work.mark) and len(work.mark) <= _LONGEST_MARK
    mark = words(work.mark, NOWHERE) if work.mark and sayable else None
    key = work.key if is_plain_key(work.key) else f"{{{work.key}}}"
    if work.locator and not _UNSAYABLE.search(work.locator):
        try:
            parsed = parse_citation(f"@{key}, {work.locator}")
        except CitationError:
            parsed = None
        if parsed and parsed.locator_at and not parsed.suffix and not parsed.prefix:
            return tree.Citation(
                words(work.key, NOWHERE),
                NOWHERE,
                locator=words(work.locator, NOWHERE),
                label=parsed.label,
                value=parsed.value,
                mark=mark,
            )
    return tree.Citation(words(work.key, NOWHERE), NOWHERE, mark=mark)
