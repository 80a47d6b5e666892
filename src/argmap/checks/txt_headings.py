"""TXT: the numbers of headings, tables and figures: one after the other, and there where the text points at them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from argmap.checks.registry import check
from argmap.findings.finding import Finding
from argmap.ground.text import shorten
from argmap.manuscript.document import Document, Section
from argmap.manuscript.formats import FORMATS
from argmap.manuscript.headings import plain_title
from argmap.project import Project
from argmap.tongues.lists import lists_of_all
from argmap.tongues.prose import either, everywhere

_NUMBER = re.compile(r"[\W_]*(\d{1,2}(?:\.\d{1,2}){0,3})[.):]?\s+[^\W\d_]")
_BEGINS = re.compile(r"(?m)^[^\w\n]{0,4}(\d{1,2}(?:\.\d{1,2}){0,3})[.):]?[ \t]+\S")
_FEWEST_NUMBERED = 2
_FEWEST_WITHOUT = 2
_SHORTEST = 3


class _Numbered(NamedTuple):
    """A heading with the parts of its number."""

    section: Section
    number: tuple[int, ...]


def _numbered(document: Document) -> list[_Numbered]:
    """The headings that bear numbers in the file itself; where a program numbers them, there is none to see."""
    found = []
    for section in document.sections:
        match = _NUMBER.match(document.text[section.start : section.heading_end])
        if match:
            found.append(_Numbered(section, tuple(int(part) for part in match[1].split("."))))
    return found


@check("TXT045", "heading-numbers", "note", "candidate", about="paper")
def heading_numbers(project: Project) -> Iterator[Finding]:
    """The numbers of the headings leave one out, give one twice, or stop in the middle of the paper.

    Why: a section was cut, moved or added, and what points at sections by number points at the wrong ones.

    Example: `2. The port`, then `4. The war`; or `1.` and `2.`, and two more headings of the same rank without numbers.

    Mend: number them anew. Pages (PDF), on which a heading may not have been seen, are passed over.
    """
    document = project.paper
    if document.kind == "pdf":
        return
    numbered = _numbered(document)
    if len(numbered) < _FEWEST_NUMBERED or numbered[0].number[0] > 1:
        return
    yield from _gaps(document, numbered)
    yield from _unnumbered(project, document, numbered)


def _gaps(document: Document, numbered: list[_Numbered]) -> Iterator[Finding]:
    """Between neighbours under one number: 2.1 and 2.3, 2 and 4, 3 and 3."""
    under: dict[tuple[int, ...], list[_Numbered]] = {}
    for heading in numbered:
        under.setdefault(heading.number[:-1], []).append(heading)
    # a line that begins with the number that is missing may be a heading that was not known as one
    begin_lines = set(_BEGINS.findall(document.text))
    for siblings in under.values():
        steps = [(before, after, after.number[-1] - before.number[-1]) for before, after in pairwise(siblings)]
        # numbers that mostly do not count up are years, laws or steps of a recipe
        if sum(step == 1 for *_, step in steps) < 0.5 * len(steps):
            continue
        for before, after, step in steps:
            if step == 0 or (step == 2 and _next(before) not in begin_lines):
                one, other = (".".join(map(str, heading.number)) for heading in (before, after))
                what = f"Two headings have the number {one}" if step == 0 else f"Heading {one} is followed by {other}"
                yield heading_numbers.finding(
                    document.place(after.section.start, after.section.heading_end),
                    f"{what}: {shorten(after.section.title, 60)}",
                    quote=document.text[after.section.start : after.section.heading_end],
                    related=[(document.place(before.section.start, before.section.heading_end), f"heading {one}")],
                )


def _next(before: _Numbered) -> str:
    return ".".join(map(str, (*before.number[:-1], before.number[-1] + 1)))


def _unnumbered(project: Project, document: Document, numbered: list[_Numbered]) -> Iterator[Finding]:
    """Headings of the body without a number, behind all that have one and of the same rank."""
    top = [heading for heading in numbered if len(heading.number) == 1]
    # in Word's files other headings of the same rank may be numbered by the program
    if len(top) < _FEWEST_NUMBERED or FORMATS[document.kind].typed:
        return
    level = top[0].section.level
    with_number = {heading.section.id for heading in numbered}
    sizes: dict[str, int] = {}
    for paragraph in project.prose:
        if paragraph.section and paragraph.part in ("body", "own work"):
            sizes[paragraph.section.id] = sizes.get(paragraph.section.id, 0) + len(paragraph.lines)
    plain = lists_of_all("headings")["plain"]
    # what stands behind the list are reviews, appendices, letters
    end = min(
        (reference.start for reference in document.references if reference.origin == "list"), default=len(document.text)
    )
    without = [
        section
        for section in document.sections
        if numbered[-1].section.start < section.start < end
        and section.level == level
        and section.id not in with_number
        and sizes.get(section.id, 0) >= _SHORTEST
        and plain_title(section.title) not in plain
    ]
    if len(without) >= _FEWEST_WITHOUT:
        first = without[0]
        yield heading_numbers.finding(
            document.place(first.start, first.heading_end),
            f"{len(top)} headings are numbered and {len(without)} of the same rank are not: "
            + ", ".join(f"“{shorten(section.title, 40)}”" for section in without[:3]),
            quote=document.text[first.start : first.heading_end],
            related=[(document.place(section.start, section.heading_end), "no number") for section in without[1:]],
        )


_FARTHEST = 5
_FEWEST_OF_A_KIND = 2


@check("TXT046", "points-past-the-end", "warning", "candidate", about="paper")
def points_past_the_end(project: Project) -> Iterator[Finding]:
    """The text points at a section, a table or a figure with a number that is higher than the last one.

    Why: what is promised was cut, or the numbers moved.

    Example: `see Table 6` in a paper with four tables; `Section 7 discusses` where section 5 is the last.

    Mend: put it in, or correct the number. Only where all numbers up to the last were found is anything said, and
    pages (PDF) are passed over.
    """
    document = project.paper
    if document.kind in ("pdf", "latex"):
        return
    last = {"section": _last({heading.number[0] for heading in _numbered(document)})}
    captions: dict[str, set[int]] = {}
    for block in document.blocks:
        label = _caption().match(document.text[block.start : block.start + 40].lstrip("*_# "))
        if label and block.kind in ("caption", "paragraph", "table"):
            captions.setdefault(_kind(label[1]), set()).add(int(label[2]))
    last |= {kind: _last(numbers) for kind, numbers in captions.items()}
    for paragraph in project.prose:
        if paragraph.part == "back" or paragraph.kind == "caption":
            continue
        for line in paragraph.lines:
            for kind, match in (
                *(("section", match) for match in _section().finditer(line.text)),
                *((_kind(match[1]), match) for match in _display().finditer(line.text)),
            ):
                highest = last.get(kind, 0)
                if _of_another_file().search(line.text[max(0, match.start() - 40) : match.start()]):
                    continue
                if match.start() and highest and highest < int(match[2]) <= highest + _FARTHEST and not line.marks:
                    yield points_past_the_end.at(
                        document,
                        line.sentence,
                        f"“{match[0]}”, and the last {kind} is {highest}: {shorten(line.text, 70)}",
                    )


@cache
def _section() -> re.Pattern[str]:
    """ "Section 4" or "section 4", unless it is the section of something else, or one of its parts."""
    labels = everywhere("section-labels")
    return re.compile(
        rf"\b({either((*labels, *map(_capital, labels)))})\s(\d{{1,2}})"
        rf"(?![\d.,:]*\d|\w|\s{either(everywhere('of-another'))}\b)"
    )


@cache
def _display() -> re.Pattern[str]:
    """ "Table 4", likewise."""
    labels = map(_capital, (*everywhere("table-labels"), *everywhere("figure-labels")))
    return re.compile(rf"\b({either(labels)})\s(\d{{1,2}})(?![\d.,:-]*\d|\w|\s{either(everywhere('of-another'))}\s)")


@cache
def _caption() -> re.Pattern[str]:
    return re.compile(rf"{_display().pattern}[*_]{{0,2}}\s?[.:|]")


@cache
def _of_another_file() -> re.Pattern[str]:
    return re.compile(rf"\b{either(everywhere('other-files'))}[\s,:]{{1,2}}$", re.IGNORECASE)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _kind(label: str) -> str:
    return "figure" if label.casefold() in everywhere("figure-labels") else "table"


def _last(numbers: set[int]) -> int:
    """The highest number where all up to it are there, and there are several; else 0."""
    whole = len(numbers) >= _FEWEST_OF_A_KIND and numbers == set(range(1, len(numbers) + 1))
    return len(numbers) if whole else 0


@check("TXT047", "no-title", "note", "candidate", about="paper")
def no_title(project: Project) -> Iterator[Finding]:
    """Nothing stands before the abstract: the paper bears no title and does not say who wrote it.

    Why: a reader cannot cite it, and does not know what or whom is read.

    Example: a text whose first line is `Abstract`.

    Mend: put the title, the author and the date above; for anonymous review the title. Pages (PDF) are passed over,
    since what stands on a cover may not have been read.
    """
    document = project.paper
    if document.kind == "pdf" or document.title or not document.sections:
        return
    first = document.sections[0]
    opens = plain_title(first.title).startswith((*everywhere("headings-opening"), *everywhere("headings-summary")))
    if opens and not document.text[: first.start].strip():
        yield no_title.finding(
            document.place(first.start, first.heading_end),
            f"Nothing stands before “{first.title}”: the paper bears no title and names no author",
            quote=document.text[first.start : first.heading_end],
        )
