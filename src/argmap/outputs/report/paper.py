"""The paper as it reads, with its claims marked in place: text cut into runs that are marked in one way throughout.

Anchors may overlap one another, damaged letters and note marks in any way, so all marks are intervals over the
document's text and one sweep cuts it at every boundary. Paragraphs that a page break or a footnote interrupts are put
together again through the sentences that run across. What is not shown letter for letter (folded white space, a
mended word) says at which offsets it stands, so that a selection in the page can be told as offsets of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise, takewhile
from operator import attrgetter
from typing import TYPE_CHECKING

from argmap.ground.unseen import UNSEEN, show_unseen
from argmap.manuscript.account import account_of
from argmap.manuscript.document import Block, Document, Repair
from argmap.outputs.report.page import ClaimLink, Paper, Part, Problem, Remark, Row, Segment

if TYPE_CHECKING:
    from argmap.argument.model import Argument

UNCOVERED = "assertion-uncovered"
_ROW_KINDS = ("title", "heading", "paragraph", "quote", "item", "caption", "table", "code", "note", "reference")
_AS_SET = ("table", "code")
_LINE_HYPHEN = re.compile(r"(?<=\w)[-\u2010][^\S\n]*\r?\n[^\S\n]*(?=\w)")
_FOLD = re.compile(r"[^\S\u00a0]+")
# what a page shows otherwise than it stands: line ends in words, runs of white space, and what a browser would drop
_REWRITTEN = re.compile(rf"{_LINE_HYPHEN.pattern}|{_FOLD.pattern}|{UNSEEN.pattern}")
_REWRITTEN_AS_SET = re.compile(rf"\r\n?|{UNSEEN.pattern}")
_CONTINUES = ("paragraph", "quote", "item")


@dataclass(frozen=True, slots=True)
class Marking:
    """A stretch of the text that something is said about. `what` is ``claim``, ``uncovered``, ``repair``, ``note`` or
    ``problem``; `key` the claim's id, the note's address, or the id of a problem that is listed."""

    what: str
    start: int
    end: int
    key: str = ""
    repair: Repair | None = None
    severity: str = ""


class _Markings:
    """Markings in the order of their starts, and a quick way to those that touch a stretch."""

    __slots__ = ("_reach", "_starts", "all")

    def __init__(self, markings: Iterable[Marking]) -> None:
        self.all = sorted(markings, key=lambda m: (m.start, -m.end, m.what, m.key))
        self._starts = [m.start for m in self.all]
        self._reach = list(accumulate((m.end for m in self.all), max))

    def touching(self, start: int, end: int) -> list[Marking]:
        # No marking before the first whose reach passes `start` can touch the stretch; none that begins at `end` does.
        first, last = bisect_right(self._reach, start), bisect_left(self._starts, end)
        return [m for m in self.all[first:last] if m.end > start]


@dataclass(slots=True)
class _Place:
    """A paragraph while it is put together: its stretches of the text."""

    block: Block
    stretches: list[tuple[int, int]] = field(default_factory=list)


def lay_out_paper(
    document: Document,
    argument: Argument,
    links: Mapping[str, ClaimLink],
    located: Sequence[tuple[Problem, int, int]],
    title: str,
) -> Paper:
    """The paper view. `located` are the problems that stand at offsets of the document's text."""
    markings = _Markings(
        m for m in _all_markings(document, argument, located) if 0 <= m.start < m.end <= len(document.text)
    )
    problems = {problem.id: problem for problem, _, _ in located}
    placed: set[str] = set()
    rows = tuple(_make_row(document, place, markings, links, problems, placed) for place in _paragraphs(document))
    homeless = tuple(links[claim] for claim in argument.claims if claim not in placed)
    uncovered = sum(1 for m in markings.all if m.what == "uncovered")
    return Paper(
        title=title,
        path=document.path,
        rows=tuple(row for row in rows if row.segments),
        homeless=homeless,
        remarks=document.remarks,
        alarms=account_of(document).alarms,
        repairs=len(document.repairs),
        covered=_say_coverage(len(document.sentences), uncovered),
        sentences=tuple(s.pieces or ((s.start, s.end),) for s in document.sentences),
        page_starts=tuple(page.start for page in document.pages),
    )


def placed_claims(paper: Paper | None) -> frozenset[str]:
    """The claims whose words are marked in the paper view."""
    if paper is None:
        return frozenset()
    return frozenset(claim for row in paper.rows for segment in row.segments for claim in segment.starts)


def shown_problems(paper: Paper | None) -> frozenset[str]:
    """The ids of the problems that begin at a marked place of the paper view."""
    if paper is None:
        return frozenset()
    return frozenset(key for row in paper.rows for segment in row.segments for key in segment.begins)


def _say_coverage(sentences: int, uncovered: int) -> str:
    if not uncovered:
        return ""
    return f"{uncovered:,} of {sentences:,} sentences assert something that no claim accounts for."


def _all_markings(
    document: Document, argument: Argument, located: Iterable[tuple[Problem, int, int]]
) -> Iterator[Marking]:
    for claim in argument.claims.values():
        for anchor in claim.anchors:
            if anchor.match and anchor.match.end > anchor.match.start:
                yield Marking("claim", anchor.match.start, anchor.match.end, claim.id)
    notes = {note.id for note in document.notes}
    for mark in document.marks:
        if mark.kind == "note" and mark.note in notes:
            yield Marking("note", mark.start, mark.end, f"#note-{mark.note}")
    repaired = set()
    for repair in document.repairs:
        repaired.add((repair.start, repair.end))
        yield Marking("repair", repair.start, repair.end, repair=repair)
    for problem, start, end in located:
        key = problem.id if problem.listed else ""
        if problem.slug == UNCOVERED:
            yield Marking("uncovered", start, end, key, severity="note")
        elif (start, end) not in repaired:
            yield Marking("problem", start, end, key, severity=problem.severity)


def _paragraphs(document: Document) -> list[_Place]:
    """The blocks to be shown, in order; one that goes on after a page break or a note has the rest joined to it."""
    blocks = document.blocks or _blank_line_blocks(document.text)
    goes_on: dict[int, int] = {}
    starts = [block.start for block in blocks]
    for sentence in document.sentences:
        if len(sentence.pieces) > 1:
            first = bisect_right(starts, sentence.pieces[0][0]) - 1
            last = bisect_right(starts, sentence.pieces[-1][0]) - 1
            if 0 <= first < last and blocks[first].kind == blocks[last].kind in _CONTINUES:
                goes_on[last] = first
    places: list[_Place] = []
    at: dict[int, _Place] = {}
    for index, block in enumerate(blocks):
        if block.kind not in _ROW_KINDS:
            continue
        place = at.get(goes_on.get(index, -1))
        if place is None:
            place = _Place(block)
            places.append(place)
        place.stretches.append((block.start, block.end))
        at[index] = place
    return places


def _blank_line_blocks(text: str) -> tuple[Block, ...]:
    return tuple(Block("paragraph", found.start(), found.end()) for found in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text))


def _make_row(
    document: Document,
    place: _Place,
    markings: _Markings,
    links: Mapping[str, ClaimLink],
    problems: Mapping[str, Problem],
    placed: set[str],
) -> Row:
    kind = place.block.kind
    segments: list[Segment] = []
    for number, (start, end) in enumerate(place.stretches):
        if number:  # what stands between the two is no part of the paragraph
            segments.append(Segment((Part(" ", start=start, end=start),)))
        for left, right, active in _cut(start, end, markings, document):
            segment = _make_segment(document, left, right, active, links, placed, kind)
            if segments and _same_marks(segments[-1], segment):
                segments[-1] = replace(segments[-1], parts=segments[-1].parts + segment.parts)
            elif segment.parts or segment.starts or segment.begins:
                segments.append(segment)
    remarks: dict[str, list[Problem]] = {}
    for key in (key for segment in segments for key in segment.begins):
        if problems[key].slug != UNCOVERED:  # that is said by the marking itself
            remarks.setdefault(problems[key].code, []).append(problems[key])
    level, ident = _address(document, place.block)
    segments = _trim(segments)
    begins_at = next((part.start for segment in segments for part in segment.parts), place.block.start)
    return Row(
        kind=kind,
        start=begins_at,
        level=level,
        id=ident,
        segments=tuple(_mark_jumps(segments, begins_at)),
        claims=tuple(
            links[c] for c in dict.fromkeys(c for s in segments for c in (*s.starts, *s.enters)) if c in links
        ),
        remarks=tuple(Remark(group[0], len(group)) for group in remarks.values()),
    )


def _address(document: Document, block: Block) -> tuple[int, str | None]:
    """Level of a heading (0 for all else), and the id under which the block can be gone to."""
    if block.kind == "heading":
        for section in document.sections:
            if section.start <= block.start < section.heading_end:
                return min(section.level, 4), f"paper-{section.id}"
        return 2, None
    if block.kind == "note":
        for note in document.notes:
            if note.start < block.end and block.start < note.end:
                return 0, f"note-{note.id}"
    return 0, None


def _cut(start: int, end: int, markings: _Markings, document: Document) -> Iterator[tuple[int, int, list[Marking]]]:
    """Pieces of `start:end` between the boundaries of all markings, each with those that cover it."""
    inside = markings.touching(start, end)
    pages = [page.start for page in document.pages if start < page.start < end]
    cuts = sorted({start, end, *pages, *(c for m in inside for c in (m.start, m.end) if start < c < end)})
    waiting = 0
    active: list[Marking] = []
    for left, right in pairwise(cuts):
        active = [m for m in active if m.end > left]
        while waiting < len(inside) and inside[waiting].start <= left:
            if inside[waiting].end > left:
                active.append(inside[waiting])
            waiting += 1
        yield left, right, list(active)


def _make_segment(
    document: Document,
    start: int,
    end: int,
    active: Sequence[Marking],
    links: Mapping[str, ClaimLink],
    placed: set[str],
    kind: str,
) -> Segment:
    covering = sorted((m for m in active if m.what == "claim"), key=lambda m: (m.end - m.start, m.key))
    claims = tuple(dict.fromkeys(m.key for m in covering))
    starts = tuple(claim for claim in claims if claim not in placed)
    placed.update(starts)
    entering = tuple(dict.fromkeys(m.key for m in covering if m.start == start))
    said = [m for m in active if m.what in ("problem", "uncovered")]
    return Segment(
        parts=_parts(document.text[start:end], start, active, kind),
        claims=claims,
        starts=starts,
        enters=entering,
        label=links[claims[0]].label if claims and claims[0] in links else "",
        uncovered=any(m.what == "uncovered" for m in active),
        note=next((m.key for m in active if m.what == "note"), None),
        begins=tuple(dict.fromkeys(m.key for m in said if m.start == start and m.key)),
        severity=_gravest(m.severity for m in said if m.what == "problem"),
        page=_page_starting(document, start),
    )


def _parts(raw: str, start: int, active: Sequence[Marking], kind: str) -> tuple[Part, ...]:
    """The text of a piece; of a damaged word, the letters that are there with the lost and the proposed ones apart."""
    repair = next((m.repair for m in active if m.repair), None)
    if repair is None:
        return tuple(_as_shown(raw, start, kind))
    if repair.start != start:
        return ()  # the rest of a damaged word that was shown whole where it begins
    lost, mended = _fold_lines(repair.lost), repair.proposed
    same = _common(lost, mended)
    tail = _common(lost[same:][::-1], mended[same:][::-1])
    # Where its letters do not stand one for one, each part stands for the whole word.
    even = len(lost) == repair.end - repair.start
    first, last = (repair.start + same, repair.end - tail) if even else (repair.end, repair.start)
    parts = (
        Part(lost[:same], start=repair.start, end=first),
        Part(
            lost=lost[same : len(lost) - tail],
            mended=mended[same : len(mended) - tail],
            hint=f"The file has “{lost}” here; “{mended}” is proposed, {repair.confidence:.0%} sure",
            start=first if even else repair.start,
            end=last if even else repair.end,
        ),
        Part(lost[len(lost) - tail :], start=last, end=repair.end),
    )
    return tuple(part for part in parts if part.text or part.lost is not None)


def _as_shown(raw: str, start: int, kind: str) -> Iterator[Part]:
    """Text as a page shows it; what is not shown letter for letter stands in a part of its own."""
    plain, at, as_set = "", start, kind in _AS_SET
    for found in (_REWRITTEN_AS_SET if as_set else _REWRITTEN).finditer(raw):
        shown = _show(found[0], as_set)
        plain += raw[at + len(plain) - start : found.start()]
        if len(shown) == len(found[0]):
            plain += shown
            continue
        if plain:
            yield Part(plain, start=at, end=at + len(plain))
        yield Part(shown, start=start + found.start(), end=start + found.end())
        plain, at = "", start + found.end()
    plain += raw[at + len(plain) - start :]
    if plain:
        yield Part(plain, start=at, end=at + len(plain))


def _show(rewritten: str, as_set: bool) -> str:
    if rewritten[0] in "-\u2010":
        return "-"
    if not rewritten[0].isspace():
        return show_unseen(rewritten)
    return "\n" if as_set and rewritten[0] == "\r" else show_unseen(rewritten) if as_set else " "


def _mark_jumps(segments: Iterable[Segment], start: int) -> Iterator[Segment]:
    """The segments with `at` and `till` on each part that does not go on, letter for letter, where the last ended."""
    for segment in segments:
        parts = []
        for part in segment.parts:
            at = part.start if part.start != start or not part.literal else None
            parts.append(replace(part, at=at, till=None if part.literal else part.end))
            start = part.end
        yield replace(segment, parts=tuple(parts))


def _common(one: str, other: str) -> int:
    """How many characters the two begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _same_marks(one: Segment, other: Segment) -> bool:
    if other.starts or other.enters or other.begins or other.page:
        return False
    marks = attrgetter("claims", "uncovered", "note", "severity")
    return bool(marks(one) == marks(other))


def _gravest(severities: Iterable[str]) -> str:
    found = set(severities)
    return next((s for s in ("error", "warning", "note") if s in found), "")


def _page_starting(document: Document, offset: int) -> str | None:
    at = bisect_left(document.pages, offset, key=lambda page: page.start)
    if at < len(document.pages) and document.pages[at].start == offset:
        return document.pages[at].label or str(document.pages[at].number)
    return None


def _fold_lines(text: str) -> str:
    return _FOLD.sub(" ", _LINE_HYPHEN.sub("-", text))


def _trim(segments: list[Segment]) -> list[Segment]:
    """Without runs of nothing but white space at either end."""
    while segments and segments[0].blank:
        segments.pop(0)
    while segments and segments[-1].blank:
        segments.pop()
    return segments
