"""TXT: what the text asserts without saying where it is from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from argmap.checks.absence import citations_were_read
from argmap.checks.registry import check
from argmap.checks.works import family
from argmap.findings.finding import Finding
from argmap.ground.text import shorten
from argmap.ground.values import dataclass
from argmap.project import Project
from argmap.prose.asking import IN_WORDS, Call, call_for_source
from argmap.prose.asking import WORDS as ASKING
from argmap.prose.assertions import first_sign_at
from argmap.prose.citation_scope import WORDS as SCOPE
from argmap.prose.citation_scope import citation_scope, is_cited, is_loosely_covered
from argmap.prose.own_matter import WORDS as OWN
from argmap.prose.own_matter import is_caption, is_own
from argmap.prose.paragraphs import LABELLED, Line, Paragraph, beside_displays, reads_as_sentence
from argmap.tongues.prose import first_word, has_words, pattern


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence that a reader would ask the source of, and what in it makes him ask.

    `loosely` says that a note stands near, but not behind the sentence as notes do.
    """

    paragraph: Paragraph
    line: Line
    call: Call
    loosely: bool = False


def asked_for_source(project: Project) -> Iterator[Asked]:
    """Sentences of the paper's argument that say something of the world, with no citation in scope."""
    document = project.document
    if document is None or not citations_were_read(document):
        return
    tongue = project.tongue
    we = pattern("we", tongue)
    shown = beside_displays(project.prose)
    for place, paragraph in enumerate(project.prose):
        # the items of a list are mostly plans, questions and examples
        if not paragraph.argues or paragraph.kind != "paragraph" or is_caption(paragraph.lines[0].text):
            continue
        # "we fixed sensors": what is counted and dated in such a paragraph, or beside a table, is the authors' own
        own: bool | None = None  # most paragraphs are not asked
        for index, line in enumerate(paragraph.lines):
            # what is told soonest comes first
            if is_cited(line, tongue) or not _asserts(line, tongue):
                continue
            call = call_for_source(line.text, tongue)
            if call is None or is_own(line.text, document):
                continue
            if call in _COUNTED and (_follows(line.text, tongue) or _of_a_case(paragraph.lines[: index + 1], tongue)):
                continue
            if own is None:
                own = place in shown or any(we.search(x.text) or is_own(x.text, document) for x in paragraph.lines)
            if own and call in _COUNTED:
                continue
            if citation_scope(paragraph, index) is None:
                yield Asked(paragraph, line, call)
            elif call in _OWN_PLACE and is_loosely_covered(paragraph, index):
                yield Asked(paragraph, line, call, loosely=True)


_COUNTED = ("statistic", "event", "number", "date")


def _follows(sentence: str, tongue: str) -> bool:
    """Whether a sentence draws its figure from what stands before it ("Therefore, …") or is a share of that."""
    return has_words(["follows"], tongue) and pattern("follows", tongue).search(sentence) is not None


def _of_a_case(lines: Sequence[Line], tongue: str) -> bool:
    """Whether the last of some sentences goes on with a case that is only supposed."""
    for before, line in zip(reversed(lines[:-1]), reversed(lines), strict=False):
        if not pattern("goes-on", tongue).match(line.text):
            return False
        if pattern("supposed", tongue).match(before.text):
            return True
    return False


# what stands in one place of one source, so that a note for something else near it will not do
_OWN_PLACE = ("statistic", "event")


def _asserts(line: Line, tongue: str) -> bool:
    """Whether a sentence states something as so: no question, no row of a list or a table, and not what may come."""
    # a sentence that is full of figures is a sentence all the same
    if not reads_as_sentence(_FIGURES.sub("", line.text), _FEWEST_WORDS):
        return False
    if not line.is_prose or not _STATED.search(line.text) or LABELLED.match(line.text):
        return False
    modal = first_word("hedged-future", line.text, tongue)
    return not (modal and modal.start() < first_sign_at(line.text, tongue))


_FEWEST_WORDS = 5
_FIGURES = re.compile(r"\d[\d.,]*(?=\D)")
# what ends otherwise was cut by the reader or goes on in a list
_STATED = re.compile(r"[.!…][”\"’»)\]]*$")


_ASKED = (*ASKING, *SCOPE, *OWN, "we", "hedged-future")


@check("TXT010", "uncited-assertion", "warning", "candidate", about="paper", words=_ASKED)
def uncited_assertion(project: Project) -> Iterator[Finding]:
    """A sentence says something of the world that a reader wants the source of, and no citation covers it.

    Why: it cannot be checked, and it is the kind of statement that is most often wrong: what “studies show”, a share or
    a sum, a rank, a superlative, a dated event.

    Example: `More than 2500 officers have studied there since 1992.` in a paragraph without a note.

    Mend: cite the source. A citation counts in the sentence, in a neighbouring one that goes on with the same matter,
    or at the end of the paragraph; what the paper says of itself, its data, its results and its tables needs none.
    """
    document = project.document
    for asked in asked_for_source(project):
        assert document is not None, "sentences come from a document"
        yield uncited_assertion.at(
            document,
            asked.line.sentence,
            f"No citation covers this {IN_WORDS[asked.call]}: {shorten(asked.line.text)}",
            because=_why(asked, project.tongue),
            kind=_kind(asked, project.tongue),
        )


def _why(asked: Asked, tongue: str) -> str:
    if asked.loosely:
        return "a note stands near it, and none behind it: by the habit of notes they are for the words before them"
    lines = asked.paragraph.lines
    if len(lines) >= _MANY_SENTENCES and not any(is_cited(line, tongue) for line in lines):
        return f"none of the {len(lines)} sentences of its paragraph cites anything"
    return "no citation stands in the sentence, beside it in the same matter, or at the end of its paragraph"


_MANY_SENTENCES = 3


def _kind(asked: Asked, tongue: str) -> str:
    if asked.loosely:
        return "beside a note"
    # where the neighbours are cited, one that is not stands out; where nothing is, the events are mostly known to all
    if asked.call == "event" and not any(is_cited(line, tongue) for line in asked.paragraph.lines):
        return "event beside nothing cited"
    return asked.call if tongue == "en" else f"{asked.call}, not in English"


@check(
    "TXT011",
    "reported-without-citation",
    "warning",
    "candidate",
    about="paper",
    words=("reporting", *SCOPE, *OWN),
)
def reported_without_citation(project: Project) -> Iterator[Finding]:
    """The text reports what a named person says, and no citation is in scope.

    Why: whoever is quoted or paraphrased must be possible to look up.

    Example: `Smith maintains that the policy failed.` with no note in the paragraph; `In another speech Smith calls it
    a success.` with a note for the next sentence only.

    Mend: cite the place. A speech, a letter or an interview needs its own: no note of a neighbour covers it.
    """
    document = project.paper
    cited = people(project)
    known: set[tuple[str, str]] = set()
    for paragraph in project.prose:
        section = paragraph.section.id if paragraph.section else ""
        # whom the section has cited is spoken of
        known |= {(section, family(name)) for line in paragraph.lines for mark in line.marks for name in mark.authors}
        if paragraph.part not in ("body", "own work"):
            continue
        for index, line in enumerate(paragraph.lines):
            found = pattern("reporting", project.tongue).search(line.text)
            if not found or is_own(line.text, document) or is_cited(line, project.tongue):
                continue
            apart = has_words(["occasion"], project.tongue) and pattern("occasion", project.tongue).search(line.text)
            if not apart and citation_scope(paragraph, index) is not None:
                continue
            name = next((word for word in re.findall(r"[^\W\d_a-zß-öø-ÿ][\w-]{2,}", found[0]) if word in cited), None)
            where = f"{apart[0][:1].lower()}{apart[0][1:]} " if apart else ""
            if name and (apart or (section, family(name)) not in known) and reads_as_sentence(line.text):
                yield reported_without_citation.at(
                    document,
                    line.sentence,
                    f"What {name} says {where}is reported without a citation: {shorten(line.text)}",
                    kind="occasion" if apart else "",
                )


def people(project: Project) -> frozenset[str]:
    """Family names of those whom the paper cites: only these are surely persons who wrote something."""
    document = project.document
    assert document is not None, "asked for a document's people"
    names = [name for reference in document.references for name in (*reference.authors, *reference.editors)]
    names += [name for mark in document.marks for name in mark.authors]
    return frozenset(name.partition(",")[0].strip() for name in names)


_FEWEST_ASKED = 3
_LONGEST_HEADING = 12


@check("TXT013", "section-without-citation", "note", "candidate", about="paper", words=_ASKED)
def section_without_citation(project: Project) -> Iterator[Finding]:
    """A section says several things that a reader wants the source of, and cites nothing at all.

    Why: either it is the author's own observation, and should say so, or its sources were lost.

    Example: two paragraphs with dates and numbers and no note.

    Mend: cite the sources; say where the author's own knowledge is the source.
    """
    document = project.paper
    if not document.marks:
        return
    asked: dict[str, int] = {}
    for found in asked_for_source(project):
        firmly = not found.loosely and found.call not in ("number", "date", "comparison")
        if firmly and found.paragraph.section is not None:
            asked[found.paragraph.section.id] = asked.get(found.paragraph.section.id, 0) + 1
    cited = {
        p.section.id
        for p in project.prose
        if p.section is not None and any(is_cited(line, project.tongue) for line in p.lines)
    }
    for section in document.sections:
        number = asked.get(section.id, 0)
        if section.id in cited or number < _FEWEST_ASKED or len(section.title.split()) > _LONGEST_HEADING:
            continue
        yield section_without_citation.finding(
            document.place(section.start, section.heading_end),
            f"“{section.title}” asserts {number} checkable things and cites nothing",
            quote=document.text[section.start : section.heading_end],
        )
