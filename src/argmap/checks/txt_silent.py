"""TXT: whole parts of a paper that cite nothing, and an author who is reported again and again without a place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.checks.absence import citations_were_read
from argmap.checks.registry import check
from argmap.checks.txt_assertions import people
from argmap.findings.finding import Finding
from argmap.ground.text import shorten
from argmap.manuscript.document import Section
from argmap.manuscript.headings import plain_title
from argmap.project import Project
from argmap.prose.citation_scope import WORDS as SCOPE
from argmap.prose.citation_scope import is_cited
from argmap.prose.own_matter import WORDS as OWN
from argmap.prose.own_matter import is_own
from argmap.prose.paragraphs import Line, Paragraph
from argmap.tongues.lists import lists_of
from argmap.tongues.prose import has_words, pattern

_FEWEST_MARKS = 8
_FEWEST_SENTENCES = 8
_FEWEST_OF_THE_WORLD = 3
# what was cited before may stand in a conclusion without a note, up to a point
_MUCH_OF_THE_WORLD = 10
_LONGEST_FRAME = 0.4


@check("TXT014", "silent-frame", "note", "candidate", about="paper", words=(*SCOPE, *OWN))
def silent_frame(project: Project) -> Iterator[Finding]:
    """The introduction or the conclusion speaks of the world at length and cites nothing, in a paper that cites.

    Why: what everything else is built on, or what is drawn from it, cannot be followed to a source.

    Example: eleven sentences on the history of two states before the first note.

    Mend: cite what the statements rest on, or point at the section that shows them. Introductions are told from their
    headings; both stand in one finding. Conclusions are passed over where a paper reports its own data.
    """
    document = project.paper
    if len(document.marks) < _FEWEST_MARKS or not citations_were_read(document):
        return
    own_data = any(paragraph.part == "own work" for paragraph in project.prose)
    silent: list[tuple[Section, int]] = []
    for introduces in (True, False):
        frame = [
            p for p in project.prose if p.kind == "paragraph" and p.section and _is_frame(p, introduces, project.tongue)
        ]
        lines = [line for paragraph in frame for line in paragraph.lines]
        of_the_world = sum(not is_own(line.text, document) for line in lines)
        cites = any(is_cited(line, project.tongue) for line in lines)
        if cites or not _FEWEST_SENTENCES <= len(lines) <= _LONGEST_FRAME * len(document.sentences):
            continue
        if of_the_world >= (_FEWEST_OF_THE_WORLD if introduces else _MUCH_OF_THE_WORLD) and (
            introduces or not own_data
        ):
            silent += [(section, len(lines)) for section in (frame[0].section,) if section]
    if silent:
        (first, _), *others = silent
        named = " and ".join(f"“{shorten(section.title, 50)}” ({count} sentences)" for section, count in silent)
        yield silent_frame.finding(
            document.place(first.start, first.heading_end),
            f"{named} cite{'' if others else 's'} nothing",
            quote=document.text[first.start : first.heading_end],
            related=[(document.place(section.start, section.heading_end), "nor does this") for section, _ in others],
        )


def _is_frame(paragraph: Paragraph, introduces: bool, tongue: str) -> bool:
    if not introduces:
        return paragraph.part == "closing"
    beginnings = lists_of(tongue, "anywhere").get("headings-introduction", ())
    title = plain_title(paragraph.section.title) if paragraph.section else ""
    return paragraph.part == "body" and title.startswith(beginnings)


_FEWEST_REPORTS = 3
_SEVERAL = 2
_NAME = re.compile(r"[^\W\d_a-z][\w-]{2,}")


@check("TXT015", "reports-without-places", "note", "candidate", about="paper", words=("reporting", *SCOPE))
def reports_without_places(project: Project) -> Iterator[Finding]:
    """What one author says is told again and again, and several of the sentences have no citation.

    Why: a reader cannot tell whether the note two sentences on covers them too, or which page they are from.

    Example: `Holm underlines that …. After taking office Holm went further. In this speech Holm defines …³²`

    Mend: give each sentence its place, or make clear how far a citation goes. One finding an author; authors who are
    hardly reported, and sentences whose neighbour carries the citation, are passed over.
    """
    document = project.paper
    if not citations_were_read(document):
        return
    told: dict[str, list[tuple[Line, bool]]] = {}
    for name, line, covered in _reports(project):
        told.setdefault(name, []).append((line, covered))
    for name, reports in told.items():
        bare = [line for line, covered in reports if not covered]
        if len(reports) < _FEWEST_REPORTS or not _SEVERAL <= len(bare) <= 0.5 * len(reports):
            continue
        yield reports_without_places.at(
            document,
            bare[0].sentence,
            f"{len(bare)} of the {len(reports)} sentences on what {name} says cite nothing: "
            f"{shorten(bare[0].text, 60)}",
            related=[
                (document.place(line.sentence.start, line.sentence.end), shorten(line.text, 60)) for line in bare[1:]
            ],
        )


def _reports(project: Project) -> Iterator[tuple[str, Line, bool]]:
    """Each sentence that tells what somebody says: who it is, and whether it or a neighbour carries a citation.

    He and she are who was named last.
    """
    tongue, known = project.tongue, people(project)
    goes_on = pattern("reporting-on", tongue) if has_words(["reporting-on"], tongue) else None
    last: str | None = None
    for paragraph in project.prose:
        lines = paragraph.lines
        if paragraph.part != "body" or paragraph.kind != "paragraph":
            continue
        for index, line in enumerate(lines):
            found = pattern("reporting", tongue).search(line.text)
            name = next((word for word in _NAME.findall(found[0]) if word in known), None) if found else None
            if name is None and goes_on and goes_on.search(line.text):
                name = last
            if name:
                near = lines[max(0, index - 1) : index + 2]
                yield name, line, any(is_cited(other, tongue) for other in near)
            last = name or next((word for word in _NAME.findall(line.text) if word in known), last)
