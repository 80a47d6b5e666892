"""CIT: how the paper's citations are put to use: with a page where words are quoted, and spread over several works."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from argmap.checks.places_cited import PAGELESS, names_place
from argmap.checks.registry import check
from argmap.checks.works import in_list
from argmap.findings.finding import Finding
from argmap.ground.patterns import later
from argmap.ground.text import shorten
from argmap.manuscript.document import Document, Mark, Reference
from argmap.manuscript.stages.names import cites_again
from argmap.project import Project
from argmap.prose.assertions import WORDS, signs_of_assertion
from argmap.prose.paragraphs import Paragraph
from argmap.tongues.prose import first_word

_QUOTED = re.compile(r"“([^“”]{25,600})”|\"([^\"]{25,600})\"|(?<!\w)‘([^‘’\"]{30,600})’(?!\w)")
_FEWEST_QUOTED_WORDS = 6
_FEWEST_CITATIONS = 6
_MOST_OF_A_SECTION = 0.6


@check("CIT031", "quotation-without-page", "warning", "candidate", about="paper")
def quotation_without_page(project: Project) -> Iterator[Finding]:
    """Words are quoted and their work is cited without a page.

    Why: whoever wants to check the quotation has to read the whole work.

    Example: `“a zone of peace” (Smith 2010)`.

    Mend: add the page, or the chapter or paragraph where the work has no pages.
    """
    document = project.paper
    works = {reference.id: reference for reference in document.references}
    notes = {note.id: note for note in document.notes}
    titles = " ".join(" ".join((work.title or "").casefold().split()) for work in works.values())
    gives_pages = any(mark.locator for mark in document.marks) or any(work.locator for work in works.values())
    paragraphs = project.prose
    for place, paragraph in enumerate(paragraphs):
        if paragraph.kind not in ("paragraph", "item", "quote") or paragraph.part == "back":
            continue
        for line in paragraph.lines:
            for quoted in _QUOTED.finditer(line.text):
                words = (quoted[1] or quoted[2] or quoted[3]).split()
                mark = line.marks[-1] if len(line.marks) == 1 else None
                if len(words) < _FEWEST_QUOTED_WORDS or mark is None or _looks_like_title(words):
                    continue
                if cites_again(mark.text.strip("()[]")) is not None:  # the place is that of the citation before
                    continue
                if " ".join(words).casefold().strip(" .,") in titles or _was_put_to_people(
                    line.text, quoted, project.tongue
                ):
                    continue
                cited = [works[name] for name in mark.references if name in works]
                body = notes[mark.note].body if mark.note in notes else ""
                if mark.note in notes:
                    cited = [works[name] for name in notes[mark.note].references if name in works]
                placed = _has_place(document, mark, cited[0], body) if len(cited) == 1 else True
                if not placed and not _placed_beside(document, paragraphs, place, cited[0]):
                    yield quotation_without_page.at(
                        document,
                        line.sentence,
                        f"Quoted without a page: “{shorten(' '.join(words), 60)}”",
                        related=[(document.place(mark.start, mark.end), f"cited as {shorten(mark.text, 40)}")],
                        kind="" if gives_pages else "never gives pages",
                    )
                break


def _was_put_to_people(text: str, quoted: re.Match[str], tongue: str) -> bool:
    """Whether brackets hold what a study asked, and nothing else: two items, one on effort (“People are rewarded”)."""
    in_brackets = _BRACKET_BEFORE.search(text[: quoted.start()]) and _BRACKET_BEHIND.match(text, quoted.end())
    return in_brackets is not None and first_word("put-to-people", text, tongue) is not None


_BRACKET_BEFORE = re.compile(r"\((?:[^()\W][^()“”\"]{0,30}[,:]?\s)?$")
_BRACKET_BEHIND = re.compile(r"[.,;]?\s?\)")


def _placed_beside(document: Document, paragraphs: Sequence[Paragraph], at: int, work: Reference) -> bool:
    """Whether a quotation is set apart and the sentence before or after it, in the running text, cites the same work
    with its page.
    """
    paragraph = paragraphs[at]
    if paragraph.kind != "quote" and len(paragraph.lines) > 1:
        return False
    notes = {note.id: note for note in document.notes}
    works = {reference.id: reference for reference in document.references}
    before, behind = paragraphs[max(0, at - 1) : at], paragraphs[at + 1 : at + 2]
    beside = (*(other.lines[-1] for other in before), *(other.lines[0] for other in behind))
    for mark in (mark for other in beside for mark in other.marks):
        names = notes[mark.note].references if mark.note in notes else mark.references
        whole = {works[name].short_for or name for name in names if name in works}
        body = notes[mark.note].body if mark.note in notes else ""
        if (work.short_for or work.id) in whole and _says_where(mark, work, body):
            return True
    return False


def _looks_like_title(words: list[str]) -> bool:
    capitals = [word[0].isupper() for word in words if len(word) > 3 and word[0].isalpha()]
    return bool(capitals) and sum(capitals) / len(capitals) > 0.7


def _has_place(document: Document, mark: Mark, work: Reference, body: str) -> bool:
    """Whether the citation says where in the work, or the work has no pages that could be given."""
    if work.locator or work.kind in PAGELESS or _says_where(mark, work, body):
        return True
    if re.search(r"https?://|www\.", work.text):
        return True
    # (Smith 2010) said “…” (p. 4): the page may stand apart from the name
    behind = " ".join(document.text[mark.end : mark.end + _FARTHEST_PAGE].split())
    return bool(
        _PAGE_BEHIND.match(behind)
        or re.search(r"\b(?:pp?|págs?)\.\s?\d", mark.text)
        or re.search(r"\((?:pp?\.?|at|págs?\.?|S\.|s\.|f\.|:)\s*\d+", behind)
    )


def _says_where(mark: Mark, work: Reference, body: str) -> bool:
    """Whether a mark, or the note it calls, names a place in the work: by a number, or by a word for one."""
    told = re.sub(r"\b(?:1[4-9]|20)\d\d[a-z]?\b", "", body)
    if mark.locator or names_place(mark.text) or re.search(r"\d", told):
        return True
    return names_place(told.replace(work.title or "", " "))


# as far as a quotation may reach from the name of its author to its page
_FARTHEST_PAGE = 600
# (Smith, 2010), p. 4; a link may hold the name and the year alone: [Smith, 2010], p. 4
_PAGE_BEHIND = later(r"[\s\])},;]{0,5}(?:pp?\.?|pages?|págs?\.?|pág\.?|S\.|s\.|at|ch(?:ap)?\.|§|:)\s?\d", re.IGNORECASE)


@check("CIT032", "section-leans-on-one-work", "note", "candidate", about="paper")
def section_leans_on_one_work(project: Project) -> Iterator[Finding]:
    """Most citations of a section go to one and the same work.

    Why: what looks like a section with many sources has one; if that is partial or wrong, so is the section.

    Example: seven of the eight citations in "The interwar years" are to one monograph.

    Mend: find a second source for what matters, or say that the section follows this work.
    """
    document = project.paper
    works = {reference.id: reference for reference in document.references}
    notes = {note.id: note for note in document.notes}
    cited: dict[str, Counter[str]] = {}
    for paragraph in project.prose:
        if paragraph.section is None or paragraph.part not in ("body", "own work"):
            continue
        counter = cited.setdefault(paragraph.section.id, Counter())
        for mark in (mark for line in paragraph.lines for mark in line.marks):
            names = notes[mark.note].references if mark.note in notes else mark.references
            counter.update({works[name].short_for or name for name in names if name in works})
    several = len(in_list(document)) > 1 or len({name for c in cited.values() for name in c}) > 1
    for section in document.sections:
        counts = cited.get(section.id, Counter())
        total = sum(counts.values())
        if not several or total < _FEWEST_CITATIONS:
            continue
        name, times = counts.most_common(1)[0]
        if times > _MOST_OF_A_SECTION * total:
            yield section_leans_on_one_work.finding(
                document.place(section.start, section.heading_end),
                f"{times} of the {total} citations in “{section.title}” go to one work: "
                f"{shorten(works[name].text, 60)}",
                quote=document.text[section.start : section.heading_end],
            )


@check("CIT033", "fact-without-page", "note", "candidate", about="paper", words=WORDS)
def fact_without_page(project: Project) -> Iterator[Finding]:
    """A number, a rank or a superlative is cited without a page, in a paper that gives pages elsewhere.

    Why: a specific fact stands on one page of a work, and whoever checks it should not have to read the whole.

    Example: `Wages rose by a third (Almqvist 1984).` in a paper that otherwise writes `(Almqvist 1984: 62)`.

    Mend: add the page. Papers that never give pages, as is usual in the sciences, are passed over.
    """
    document = project.paper
    dated = [mark for mark in document.marks if mark.kind == "author-date"]
    if len(dated) < _FEWEST_CITATIONS or sum(mark.locator is not None for mark in dated) < 0.5 * len(dated):
        return
    works = {reference.id: reference for reference in document.references}
    for paragraph in project.prose:
        if not paragraph.argues:
            continue
        for line in paragraph.lines:
            mark = line.marks[0] if len(line.marks) == 1 else None
            cited = [works[name] for name in mark.references if name in works] if mark else []
            if mark is None or mark.kind != "author-date" or mark.narrative or len(cited) != 1:
                continue
            without = line.text.replace(mark.text, "")
            signs = [
                sign
                for sign in signs_of_assertion(without, project.tongue)
                if sign in ("number", "rank", "superlative")
            ]
            if signs and not _has_place(document, mark, cited[0], ""):
                yield fact_without_page.at(
                    document,
                    line.sentence,
                    f"A {signs[0]} is cited without a page: {shorten(line.text)}",
                    related=[(document.place(mark.start, mark.end), f"cited as {shorten(mark.text, 40)}")],
                )
