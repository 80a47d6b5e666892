"""EVD: what the works are worth that a bare paper cites: how old they are, how near to the matter, how published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from argmap.checks.evd_sources import years_named
from argmap.checks.registry import check
from argmap.checks.works import at_reference, name_work, second_hand
from argmap.findings.finding import Finding
from argmap.ground.text import shorten
from argmap.manuscript.document import Document, Reference
from argmap.project import Project
from argmap.prose.own_matter import WORDS as OWN
from argmap.prose.own_matter import is_own
from argmap.prose.paragraphs import Line
from argmap.tongues.lists import lists_of_all
from argmap.tongues.prose import first_word

_CHANGES = ("web", "dataset", "software", "law", "case")
_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")


class _Cited(NamedTuple):
    """A sentence with one citation, and the works that it names."""

    line: Line
    works: tuple[Reference, ...]


def _cited(project: Project, document: Document) -> Iterator[_Cited]:
    """Sentences whose one citation carries all that they say, with its works in full."""
    works = {reference.id: reference for reference in document.references}
    notes = {note.id: note for note in document.notes}
    for paragraph in project.prose:
        if paragraph.part not in ("body", "own work", "closing"):
            continue
        for line in paragraph.lines:
            if len({mark.group if mark.kind != "note" else mark.id for mark in line.marks}) != 1:
                continue
            named = [
                name
                for mark in line.marks
                for name in (notes[mark.note].references if mark.note in notes else mark.references)
            ]
            found = [
                works[works[name].short_for or name]
                for name in named
                if name in works and (works[name].short_for or name) in works
            ]
            if found and len(found) == len(named):
                yield _Cited(line, tuple(found))


_TIME = ("forecast", "about-a-year", "numbered-things")
_VAGUE = 2  # years


@check("EVD010", "cited-for-later", "warning", "candidate", about="paper", words=(*_TIME, *OWN))
def cited_for_later(project: Project) -> Iterator[Finding]:
    """A work is cited for something that happened after the work was published.

    Why: the year, the work or the citation is wrong, or a later source is missing.

    Example: `In 2013 the army received vehicles (Holm 2010).`

    Mend: check the year of the entry and that of the sentence, and cite a later source. What changes after it was
    published (web pages, data, law), forecasts, a year or two where the year is but about, and years later than all
    works of the paper are passed over.
    """
    document = project.paper
    newest = max((year for reference in document.references if (year := _published(reference))), default=0)
    for line, works in _cited(project, document):
        years = [year for year in years_named(_without_marks(line), project.tongue) if year <= newest]
        published = [_published(work) for work in works]
        if not years or None in published or any(work.kind in _CHANGES for work in works):
            continue
        if not all(work.authors or work.editors for work in works):  # a note that talks of a year is no work of it
            continue
        latest = max(year for year in published if year)
        vague = _VAGUE if first_word("about-a-year", line.text, project.tongue) else 0
        if max(years) <= latest + vague or first_word("forecast", line.text, project.tongue):
            continue
        if is_own(line.text, document):
            continue
        (work, *_) = sorted(works, key=lambda work: _published(work) or 0, reverse=True)
        yield cited_for_later.at(
            document,
            line.sentence,
            f"{name_work(work)} is cited for what is said of {max(years)}: {shorten(line.text, 70)}",
            related=[(document.place(work.start, work.end), f"published {work.year}")] if work.end else (),
        )


# one that the sentence before opened, or that this one never closes, too
_DATED_BRACKET = re.compile(
    r"(?:\(|^)[^()]{0,200}\d{4}[^()]{0,200}\)|\[[^\[\]]{0,80}\d{4}[^\[\]]{0,80}\]|\([^()]{0,100}\d{4}[^()]{0,200}$"
)


def _without_marks(line: Line) -> str:
    """The sentence without its citations: what has a year in brackets is mostly one, known as a mark or not."""
    text = line.text
    for mark in line.marks:
        text = text.replace(mark.text, " ")
    return _DATED_BRACKET.sub(" ", text)


def _published(work: Reference) -> int | None:
    """The last year that the entry gives anywhere: of a reprint, of a range, or of the day it was looked up."""
    years = [int(year) for year in _YEAR.findall(f"{work.year or ''} {work.text}")] if work.year else []
    return max(years, default=None)


_FEWEST_ALONE = 2


@check("EVD011", "unpublished-work", "note", "candidate", about="paper")
def unpublished_work(project: Project) -> Iterator[Finding]:
    """Several statements of the paper rest on nothing but an unpublished work, such as a student's thesis.

    Why: it has passed fewer eyes, and readers may not get hold of it.

    Example: an unpublished master's thesis in notes 2 and 3, and no other work beside it.

    Mend: cite what the thesis draws on, or say why it is enough.
    """
    document = project.paper
    alone: dict[str, tuple[Reference, list[Line]]] = {}
    for line, works in _cited(project, document):
        if len(works) == 1 and _unpublished().search(works[0].text) and not is_own(line.text, document):
            alone.setdefault(works[0].id, (works[0], []))[1].append(line)
    for work, lines in alone.values():
        if len(lines) >= _FEWEST_ALONE:
            yield at_reference(
                unpublished_work,
                document,
                work,
                f"{len(lines)} statements rest on this alone, and it is unpublished: {shorten(work.text, 80)}",
                related=[
                    (document.place(line.sentence.start, line.sentence.end), shorten(line.text, 50)) for line in lines
                ],
            )


@cache
def _unpublished() -> re.Pattern[str]:
    words = sorted(lists_of_all("sourcing")["unpublished"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


@check("EVD012", "second-hand-work", "note", "candidate", about="paper")
def second_hand_work(project: Project) -> Iterator[Finding]:
    """Works are cited as others quote them.

    Why: what comes second-hand was selected, and may have been changed on the way.

    Example: `(Weber 1922, cited in Holm 1988: 12)`, `zit. nach`, `aktaran`, `cituar në`.

    Mend: look the words up in the work itself, or leave it so where that cannot be had. All places stand in one
    finding.
    """
    document = project.paper
    told = second_hand(project.tongue)
    places = [
        (line.sentence.start, line.sentence.end, match[0], line.text[match.start() : match.end() + 40])
        for paragraph in project.prose
        for line in paragraph.lines
        for match in told.finditer(line.text)
    ]
    places += [
        (note.start, note.end, match[0], note.body[match.start() : match.end() + 40])
        for note in document.notes
        for match in told.finditer(note.body)
    ]
    if places:
        (start, end, *_), *others = places = sorted(places)
        shown = ", ".join(shorten(words, 40) for *_, words in places[:3])
        times = "once" if not others else f"{len(places)} times"
        yield second_hand_work.finding(
            document.place(start, end),
            f"A work is cited as others quote it, {times}: {shown}",
            quote=document.text[start:end],
            related=[(document.place(first, last), shorten(words, 40)) for first, last, _, words in others],
        )
