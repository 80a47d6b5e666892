"""The shared stages, run in one order over what a reader found: sections, marks, notes, sentences, references, links.

Every reader ends in `understand`, so that a footnote or a sentence means the same in a PDF and in a Word file.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from argmap.manuscript.document import Block, Document, Mark, Note, Sentence
from argmap.manuscript.draft import Draft
from argmap.manuscript.flow import Flow, Join, Reading, flow_of
from argmap.manuscript.formats import FORMATS
from argmap.manuscript.headings import sections_of
from argmap.manuscript.lines import pieces_between
from argmap.manuscript.mending import mending
from argmap.manuscript.stages.bylines import with_bylines
from argmap.manuscript.stages.damage import find_repairs
from argmap.manuscript.stages.found_mark import FoundMark
from argmap.manuscript.stages.linking import link_marks
from argmap.manuscript.stages.list_headings import with_list_headings
from argmap.manuscript.stages.listed_works import references_of
from argmap.manuscript.stages.marks import find_marks
from argmap.manuscript.stages.matching import one_list
from argmap.manuscript.stages.note_works import works_in_notes
from argmap.manuscript.stages.notes import mark_note_blocks, notes_of, offer_numbers
from argmap.manuscript.stages.plausibility import borne_out
from argmap.manuscript.stages.reference_list import mark_reference_blocks
from argmap.manuscript.stages.sentences import sentence_bounds

_RAISED = re.compile(r"(?P<cited>[⁰¹²³⁴-⁹](?:[⁰¹²³⁴-⁹⁻,–-]|\s[,–-]\s?(?=[⁰¹²³⁴-⁹]))*)(?:\s+(?=[^\W\d_a-z])|\s*\Z)")
_BEHIND_STOP = re.compile(r"(?P<cited>[(\[][^()\[\]]{1,150}[)\]]\.?)(?:\s+(?=\W*(?P<next>[^\W\d_]))|\s*\Z)")
_ENDS_QUOTED = re.compile(r"[”“»«’\"]\s?[.!?…]*\Z")
_PAGE = re.compile(r"[(\[](?:\w{1,2}\.\s?){0,2}\d{1,4}(?:\s?[-–]\s?\d{1,4})?[)\]]\.?")
_PROSE = ("paragraph", "item", "quote", "caption")
_SEARCHED = (*_PROSE, "heading", "title", "table")


@dataclass(frozen=True, slots=True)
class _Chain:
    """A paragraph with its continuations: the indices of its blocks, and what it reads."""

    blocks: tuple[int, ...]
    stretches: tuple[tuple[int, int], ...]
    flow: Flow
    marks: tuple[FoundMark, ...]


def understand(draft: Draft, language: str | None = None) -> Document:
    """Turn what a reader found into the paper as understood.

    What the reader passes is described at `Draft`; `language` is the tongue where a person has named it. Never raises
    on the content of a paper.
    """
    text, join = draft.text, _joining(draft.text)
    repairs = find_repairs(text, draft.kind, language)
    mend = mending(repairs)
    headed = with_list_headings(text, with_bylines(text, draft.blocks), bool(draft.notes))
    stated = {reference.start for reference in draft.references if reference.origin == "list"}
    form = FORMATS[draft.kind]
    blocks = mark_reference_blocks(text, mark_note_blocks(text, headed), draft.notes, stated, typed=form.typed)
    sections = sections_of(
        blocks, len(text), lambda b: mend(flow_of(text, [(b.start, b.end)], join).text, b.start, b.end)
    )
    blocks = _in_sections(blocks, [(s.start, s.id) for s in sections])
    notes = draft.notes or notes_of(text, blocks, join)
    unread = [block for block in blocks if block.kind != "reference" or block.start not in stated]
    listed = one_list(draft.references, references_of(text, unread, join, mend))
    taken = sorted((mark.start, mark.end) for mark in draft.marks)
    labels = {reference.label for reference in listed if reference.label}
    chains = _chains(draft, blocks, join, taken, labels)
    chains = _far_from_bodies(chains, notes, draft)
    kept = borne_out([chain.marks for chain in chains], notes, listed, flat=not form.marked_up)
    chains = [replace(chain, marks=tuple(marks)) for chain, marks in zip(chains, kept, strict=True)]
    marks = _marks(draft, chains)
    sentences = _sentences(draft, blocks, chains, marks, join)
    places = sorted((mark.start, mark.end) for mark in marks if mark.kind == "key")
    keyed = {note.id for note in notes if _within(places, [(note.start, note.end)])}
    notes, named = works_in_notes(text, offer_numbers(notes, marks), listed, join, mend, keyed)
    references = (*listed, *named)
    return Document(
        draft.path,
        draft.kind,
        text,
        draft.title,
        draft.pages,
        blocks,
        sections,
        sentences,
        notes,
        link_marks(_within_sentences(marks, sentences), notes, references, mend),
        references,
        repairs,
        draft.remarks,
        draft.places,
        draft.printed,
        draft.bibliographies,
        draft.marks_complete,
        language,
        draft.date,
        draft.journal,
    )


def _joining(text: str) -> Join:
    """Decide on hyphens at line ends by the words of the paper itself: joined where the paper has the joined word."""

    @cache
    def words() -> frozenset[str]:
        return frozenset(_whole_words(text.casefold()))

    def decide(before: str, after: str) -> bool:
        if not after[0].islower() or not before[-1].islower():
            return False
        known = words()
        joined, hyphened = (before + after).casefold(), f"{before}-{after}".casefold()
        if joined in known:
            return True
        if hyphened in known:
            return False
        return not (before.casefold() in known and after.casefold() in known)

    return decide


def _whole_words(text: str) -> Iterator[str]:
    """The words of a text, without the halves that a line end makes of one: they would prove themselves to be words."""
    cuts = [found.span() for found in re.finditer(r"-[^\S\r\n\f]*[\r\n\f]\s*", text)]
    ends, starts = {start for start, _ in cuts}, {end for _, end in cuts}
    for found in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", text):
        if found.end() not in ends and found.start() not in starts:
            yield found[0]


def _in_sections(blocks: Sequence[Block], starts: Sequence[tuple[int, str]]) -> tuple[Block, ...]:
    placed = []
    k, current = 0, None
    for block in blocks:
        while k < len(starts) and starts[k][0] <= block.start:
            current = starts[k][1]
            k += 1
        placed.append(replace(block, section=current))
    return tuple(placed)


def _chains(
    draft: Draft, blocks: Sequence[Block], join: Join, taken: Sequence[tuple[int, int]], labels: Collection[str | None]
) -> list[_Chain]:
    """The paragraphs of the paper, each with its continuations, and the marks that stand in them.

    Where the file states its notes, a raised number is none of them; it cites the entry of that label, if there is one.
    """
    following = {block.continues: k for k, block in enumerate(blocks) if block.continues is not None}
    chains = []
    for k, block in enumerate(blocks):
        byline = block.kind == "title" and block.level > 1
        if block.kind not in _SEARCHED or block.continues is not None or byline:
            continue
        members = [k]
        while members[-1] in following and len(members) < 1000:
            members.append(following[members[-1]])
        stretches = tuple((blocks[m].start, blocks[m].end) for m in members)
        flow = flow_of(draft.text, stretches, join)
        known = [(flow.index(start), flow.index(end)) for start, end in _within(taken, stretches)]
        marks = find_marks(flow.text, known, note_digits=not draft.marks_complete)
        if block.kind == "table":  # raised digits in cells and labels are mostly powers and names
            marks = [mark._replace(sure=mark.sure and mark.kind != "note") for mark in marks]
        if draft.marks_complete:
            marks = [
                mark._replace(kind="numeric") if mark.kind == "note" else mark
                for mark in marks
                if mark.kind != "note" or (mark.sure and str(mark.number) in labels)
            ]
        chains.append(_Chain(tuple(members), stretches, flow, tuple(marks)))
    return chains


def _far_from_bodies(chains: list[_Chain], notes: Sequence[Note], draft: Draft) -> list[_Chain]:
    """Where notes stand at the foot of pages: likely marks made guesses that have no body on their page or the next."""
    pages = [page.start for page in draft.pages]
    feet = {block.start for block in draft.blocks if block.kind == "note"}
    bodies = {(note.number, bisect_right(pages, note.start)) for note in notes}
    if not pages or 2 * sum(note.start in feet for note in notes) < max(1, len(notes)):
        return chains

    def answered(chain: _Chain, mark: FoundMark) -> bool:
        page = bisect_right(pages, chain.flow.source(mark.start))
        return (mark.number, page) in bodies or (mark.number, page + 1) in bodies

    return [
        replace(
            chain,
            marks=tuple(
                m._replace(guessed=m.guessed or (m.kind == "note" and not (m.sure or answered(chain, m))))
                for m in chain.marks
            ),
        )
        for chain in chains
    ]


def _within(places: Sequence[tuple[int, ...]], stretches: Sequence[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Those of the sorted places (start, end, …) that begin inside one of the stretches."""
    found: list[tuple[int, ...]] = []
    for start, end in stretches:
        found += places[bisect_left(places, (start,)) : bisect_left(places, (end,))]
    return found


def _marks(draft: Draft, chains: Sequence[_Chain]) -> list[Mark]:
    """All marks of the paper in the order of the text, with ids, those the reader knew among them."""
    marks = list(draft.marks)
    group = max((mark.group for mark in marks), default=0)
    for chain in chains:
        groups: dict[int, int] = {}
        for found in chain.marks:
            if found.group not in groups:
                group += 1
                groups[found.group] = group
            start, end = chain.flow.source(found.start), chain.flow.source_end(found.end)
            marks.append(
                Mark(
                    "",
                    chain.flow.text[found.start : found.end],
                    found.kind,
                    start,
                    end,
                    found.number,
                    locator=found.locator,
                    group=groups[found.group],
                    narrative=found.narrative,
                    authors=found.authors,
                    year=found.year,
                )
            )
    marks.sort(key=lambda mark: (mark.start, mark.end))
    return [replace(mark, id=mark.id or f"m{k}") for k, mark in enumerate(marks, 1)]


def _sentences(
    draft: Draft, blocks: Sequence[Block], chains: Sequence[_Chain], marks: Sequence[Mark], join: Join
) -> tuple[Sentence, ...]:
    raised = [Reading(m.start, m.end) for m in marks if m.kind == "note"]
    raised = [r._replace(reads=" ") if _parts_words(draft.text, r) else r for r in raised]
    readings = _merged(raised)
    places = [(r.start, r.end) for r in raised]
    ends = {r.start: r.end for r in raised}
    cited = sorted(mark.start for mark in marks if mark.kind != "note")
    sentences: list[Sentence] = []
    for chain in chains:
        first = blocks[chain.blocks[0]]
        if first.kind not in _PROSE:
            continue
        flow = flow_of(draft.text, chain.stretches, join, readings) if _within(places, chain.stretches) else chain.flow
        for begin, stop in _with_citations(sentence_bounds(flow.text), flow, cited):
            start, end = flow.source(begin), _with_marks(flow.source_end(stop), ends)
            sentences.append(
                Sentence(
                    f"s{len(sentences) + 1}",
                    flow.text[begin:stop],
                    start,
                    end,
                    first.section,
                    _block_at(blocks, chain.blocks, start),
                    pieces_between(start, end, chain.stretches),
                )
            )
    sentences.sort(key=lambda s: s.start)
    return tuple(replace(s, id=f"s{k}") for k, s in enumerate(sentences, 1))


def _with_citations(bounds: Sequence[tuple[int, int]], flow: Flow, cited: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The sentences, each with the citation in brackets that some put behind its full stop; `cited` are their places.

    A page alone is one behind a quotation: “… of bread.” (12) Then … So is a raised number behind a full stop and a
    space, which opens no sentence.
    """
    begin, stop = bounds[0] if bounds else (0, 0)
    for following, end in bounds[1:]:
        raised = _RAISED.match(flow.text, following, end)
        first = bisect_left(cited, flow.source_end(stop)) if raised else 0
        if raised and first < len(cited) and cited[first] < flow.source_end(raised.end("cited")):
            stop, following = raised.end("cited"), raised.end()
            if following >= end:
                continue
        bracket = _BEHIND_STOP.match(flow.text, following, end)
        if bracket:
            first = bisect_left(cited, flow.source(following))
            named = first < len(cited) and cited[first] < flow.source_end(bracket.end("cited"))
            quoted = _ENDS_QUOTED.search(flow.text, begin, stop)
            begins = not bracket["next"] or not bracket["next"].islower()
            if begins and (named or (quoted and _PAGE.fullmatch(bracket["cited"]))):
                stop, following = bracket.end("cited"), bracket.end()
                if following >= end:
                    continue
        yield begin, stop
        begin, stop = following, end
    if bounds:
        yield begin, stop


def _parts_words(text: str, mark: Reading) -> bool:
    """``ties.¹The``: without the mark two words would run together."""
    return text[mark.end : mark.end + 1].isalnum() and not text[mark.start - 1 : mark.start].isspace()


def _merged(readings: Sequence[Reading]) -> list[Reading]:
    """The readings in order; what overlaps an earlier one is dropped."""
    merged: list[Reading] = []
    for reading in sorted(readings):
        if not merged or reading.start >= merged[-1].end:
            merged.append(reading)
    return merged


def _with_marks(end: int, marks: Mapping[int, int]) -> int:
    """A sentence ends after the note marks (start to end) that stand right behind its full stop."""
    while end in marks and marks[end] > end:
        end = marks[end]
    return end


def _block_at(blocks: Sequence[Block], members: Sequence[int], start: int) -> int:
    return next((m for m in members if blocks[m].start <= start < blocks[m].end), members[0])


def _within_sentences(marks: Sequence[Mark], sentences: Sequence[Sentence]) -> list[Mark]:
    """Say of each mark which sentence it stands in."""
    pieces = sorted((start, end, s.id) for s in sentences for start, end in s.pieces)
    placed, k = [], 0
    for mark in marks:
        while k < len(pieces) and pieces[k][1] <= mark.start:
            k += 1
        inside = k < len(pieces) and pieces[k][0] <= mark.start < pieces[k][1]
        placed.append(replace(mark, sentence=pieces[k][2]) if inside and mark.sentence is None else mark)
    return placed
