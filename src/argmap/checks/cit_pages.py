"""CIT: pages of works: notes that name none where the others do, and citations of pages that a work does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.checks.places_cited import PAGELESS, names_place
from argmap.checks.registry import check
from argmap.checks.works import name_work
from argmap.findings.finding import Finding
from argmap.ground.message import say
from argmap.ground.text import shorten
from argmap.manuscript.document import Note, Reference
from argmap.project import Project
from argmap.prose.assertions import signs_of_assertion
from argmap.prose.paragraphs import Line
from argmap.tongues.lists import lists_of_all

_FEWEST_NOTES = 3
_MOSTLY = 0.5
_NEARLY_ALL = 0.7
_YEAR = re.compile(r"\b(?:1[4-9]|20)\d\d[a-z]?\b")
_NO_PAGES = re.compile(r"https?://|www\.|\bdoi\b|\bfilms?\b|\bvideo\b|\bDVD\b|\bop\. cit|\bloc\. cit", re.IGNORECASE)


@check("CIT037", "notes-without-page", "note", "candidate", about="paper")
def notes_without_page(project: Project) -> Iterator[Finding]:
    """Notes name a book or an article and no page for a specific statement, while the other notes give pages.

    Why: who wants to check the statement has to read the whole work.

    Example: a note that is only `Holm, Grain and Guilds (Lund 1988).` behind `The guild failed in 1712`, in a paper
    whose other notes end with a page.

    Mend: add the page. Notes that point at several works or begin with "see", and whatever has no pages, are passed
    over. All such notes stand in one finding.
    """
    document = project.paper
    works = {reference.id: reference for reference in document.references}
    single = {
        note.id: (note, works[note.references[0]])
        for note in document.notes
        if len(note.references) == 1
        and note.references[0] in works
        and not note.cut_short
        and _is_all(note, works[note.references[0]])
    }
    paged = {name for name, (note, work) in single.items() if _gives_place(note, work)}
    if len(single) < _FEWEST_NOTES or len(paged) < _MOSTLY * len(single):
        return
    found = [
        single[mark.note]
        for line in _specific(project)
        for mark in line.marks
        # [2] leads to a list of works, whatever the reader made of it
        if not re.match(r"\[\d", mark.text)
        and mark.note in single
        and mark.note not in paged
        and not _only_points(single[mark.note][0])
    ]
    if found:
        (first, _), *others = found
        which = ", ".join(_number(note) for note, _ in found[:_SHOWN])
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        yield notes_without_page.finding(
            document.place(first.start, first.end),
            f"Note {_number(first)} names a work and no page: {shorten(first.body, 70)}"
            if not others
            else f"Notes {which}{more} name a work and no page: {shorten(first.body, 60)}",
            quote=document.text[first.start : first.end],
            because=f"{len(paged)} of the {len(single)} notes that name one work give a page",
            related=[(document.place(note.start, note.end), f"note {_number(note)}") for note, _ in others],
        )


_SHOWN = 6


def _specific(project: Project) -> Iterator[Line]:
    """Sentences that assert something that stands in one place of a work."""
    for paragraph in project.prose:
        if paragraph.part in ("body", "closing", "own work"):
            yield from (
                line for line in paragraph.lines if line.marks and signs_of_assertion(line.text, project.tongue)
            )


def _gives_place(note: Note, work: Reference) -> bool:
    """Whether a note says where in the work, or the work has no pages: a number that is no year may be a page."""
    if work.locator or work.pages or work.kind in PAGELESS or _NO_PAGES.search(note.body):
        return True
    return re.search(r"\d", _YEAR.sub("", note.body)) is not None or names_place(
        note.body.replace(work.title or "", " ")
    )


def _is_all(note: Note, work: Reference) -> bool:
    """Whether a note is nothing but a work in full: no ibid., and no remark that cites something on its way."""
    whole = bool((work.authors or work.editors) and work.title and work.year)
    return (whole or work.locator is not None) and len(work.text) >= _NEARLY_ALL * len(note.body)


def _only_points(note: Note) -> bool:
    """Whether a note begins with "see" or its like: what it points at is the whole work."""
    words = re.sub(r"^\W+", "", note.body).casefold()
    leads = (lead for lead in lists_of_all("citing")["leads"] if len(lead) > 1 and words.startswith(lead))
    return any(not words[len(lead) :][:1].isalnum() for lead in leads)


def _number(note: Note) -> str:
    return str(note.number) if note.number is not None else note.label


@check("CIT025", "page-outside-work", "warning", "candidate", about="paper")
def page_outside_work(project: Project) -> Iterator[Finding]:
    """The page cited lies outside the pages of the work as the reference gives them.

    Why: the page or the entry is wrong.

    Example: `(Smith 2010: 54)` and an article on pages 101–120.

    Mend: correct one of them.
    """
    document = project.paper
    references = {reference.id: reference for reference in document.references}
    for mark in document.marks:
        if not mark.locator or len(mark.references) != 1:
            continue
        reference = references.get(mark.references[0])
        work = _range(reference.pages) if reference else None
        cited = _range(mark.locator) if _PAGES.match(mark.locator) and not _GROUPED.search(mark.locator) else None
        if (
            reference
            and len(set(_YEAR.findall(reference.text))) <= 1  # else it may be two entries read as one
            and work
            and cited
            and work[0] < work[1] < work[0] + _LONGEST_ARTICLE
            and reference.certainty.get("pages", 0) >= 0.7
            and not work[0] <= cited[0] <= work[1]
        ):
            yield page_outside_work.at(
                document,
                mark,
                say("Page {} is cited; {} has pages {}", cited[0], name_work(reference), reference.pages),
            )


_LONGEST_ARTICLE = 400
# p. 19,233: a number of five digits, or two pages
_GROUPED = re.compile(r"\d,\d{3}(?!\d)")
_PAGES = re.compile(r"\s*(?:pp?\.?\s*|pages?\s+|at\s+)?\d", re.I)


def _range(pages: str | None) -> tuple[int, int] | None:
    match = re.search(r"(?<![\w.])(\d{1,5})(?:\s*[-–—]+\s*(\d{1,5}))?(?![\w.]*\d)", pages or "")
    if not match:
        return None
    first, last = match[1], match[2] or match[1]
    if len(last) < len(first):  # 375-77 means 375 to 377
        last = first[: len(first) - len(last)] + last
    return int(first), int(last)
