"""CIT: entries of the paper's list that its text never cites, in none of the ways in which texts cite."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from argmap.checks.absence import entry_may_be_missing
from argmap.checks.cit_marks import KEYS
from argmap.checks.registry import MARKED_UP, check
from argmap.checks.works import (
    SHORTEST_NAME,
    at_reference,
    begins_with_person,
    family,
    in_list,
    is_short,
    name_work,
)
from argmap.findings.finding import Certainty, Finding
from argmap.ground.message import say
from argmap.ground.patterns import later
from argmap.manuscript.document import Document, Reference
from argmap.manuscript.headings import plain_title
from argmap.manuscript.stages.matching import Shelf
from argmap.project import Project
from argmap.tongues.lists import lists_of_all
from argmap.tongues.prose import any_word


@check("CIT021", "reference-never-cited", "warning", about="paper", grounds=KEYS)
def reference_never_cited(project: Project) -> Iterator[Finding]:
    """An entry of the reference list is never cited in the text.

    Why: it pads the list, or the citation was lost when a passage was cut.

    Example: an entry `[7]` and no `[7]` in the text.

    Mend: cite it where it was used, or take it out. Of a list headed "further reading" or "works
    consulted" no entry is told.
    """
    document = project.paper
    listed = in_list(document)
    cited = {name for mark in document.marks for name in mark.references}
    cited |= {name for note in document.notes for name in note.references}
    cited |= {r.short_for for r in document.references if r.short_for}
    # a file of references beside the paper may hold more than the paper prints
    uncited = [reference for reference in listed if reference.id not in cited and reference.origin == "list"]
    # a list of which hardly anything is linked was misread, or belongs to another way of citing
    if not uncited or not entry_may_be_missing(document) or len(uncited) > 0.5 * len(listed):
        return
    running = _running_text(document)
    written = "\n".join(document.written(sentence.start, sentence.end) for sentence in document.sentences)
    meant = _may_be_meant(document, listed)
    for reference in uncited:
        if reference.id in meant or _is_beyond(document, reference):
            continue
        if not (reference.authors or reference.editors or reference.year):
            continue  # what stands behind the list, or was not understood
        certainty = _never(document, reference, running, written)
        if certainty:
            yield at_reference(
                reference_never_cited,
                document,
                reference,
                say("{} is in the reference list and never cited", name_work(reference)),
                certainty=certainty,
                kind=_likeness(document, reference, running),
            )


def _is_beyond(document: Document, reference: Reference) -> bool:
    """Whether an entry stands below a heading such as "Further reading", whose works the text need not cite."""
    around = [section for section in document.sections if section.start <= reference.start < section.end]
    return bool(around) and plain_title(around[-1].title) in lists_of_all("headings")["beyond"]


def _likeness(document: Document, reference: Reference, running: str) -> str:
    """What tells how likely an entry is never cited: its author stands nowhere, or the list was cut by layout."""
    nowhere = bool(reference.authors) and family(reference.authors[0]) not in running
    laid_out = document.kind not in MARKED_UP
    return ("laid out, " if laid_out else "") + ("named nowhere" if nowhere else "named")


def _may_be_meant(document: Document, listed: list[Reference]) -> set[str]:
    """The entries that citations without an entry may mean all the same, for a slip in the name or the year."""
    shelf = Shelf(reference for reference in listed if not is_short(reference))
    astray = {(m.authors, m.year) for m in document.marks if m.kind == "author-date" and not m.references}
    return {near.id for authors, year in astray if (near := shelf.nearest(authors, year))}


def _running_text(document: Document) -> str:
    """All but the entries of the list of references, folded, words that a line end cut put together."""
    kept, at = [], 0
    for start, end in sorted((r.start, r.end) for r in in_list(document) if r.end > r.start):
        kept.append(document.text[at : max(at, start)])
        at = max(at, end)
    return " ".join(_CUT.sub("", " ".join((*kept, document.text[at:]))).casefold().split())


_CUT = later(r"(?<=\w)[-\u2010\u00ad][^\S\n]{0,9}\n\s{0,9}(?=\w)")
# behind a name, what says that it is cited without a year
_UNDATED = later(
    r"\W{0,3}(?:et\.? al|u\. ?a\.|and (?:others|colleagues)|s\. ?[fd]\.|n\. ?d\b|o\. ?j\.|g\. ?d\.|null"
    r"|in (?:press|preparation)|forthcoming|under review|im druck|a\. ?s\.)"
)
# with the number of the edition too: 1980²
_ANY_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?![0-9])")
_IN_SQUARE = re.compile(r"\[([\d\s,;–-]+)\]")
_IN_BRACKETS = re.compile(r"[\[(]([\d\s,;–-]+)[\])]")


def _never(document: Document, reference: Reference, running: str, written: str) -> Certainty | None:
    """How sure it is that the text never cites an entry; None where it may well do so in a way that was not read.

    `written` are the sentences as the file has them, with the addresses of its links.
    """
    marks = Counter(mark.kind for mark in document.marks)
    if reference.key and marks["key"]:
        return "candidate" if reference.key.casefold() in running else "certain"
    if reference.label and reference.label.isdigit() and marks["numeric"] > marks["author-date"]:
        number = int(reference.label)
        # in round brackets a number is read with care: one that was not may cite it all the same
        is_round = any(mark.kind == "numeric" and document.text[mark.start] == "(" for mark in document.marks)
        inside = any(
            int(first) <= number <= int(last or first)
            for group in (_IN_BRACKETS if is_round else _IN_SQUARE).findall(running)
            for first, last in re.findall(r"(\d+)\s*(?:[-–]\s*(\d+))?", group)
        )
        return None if inside else "candidate"
    names = [name.partition(",")[0].casefold() for name in (*reference.authors, *reference.editors)]
    if _is_law(reference) and _law_is_named(reference, running):
        return None
    if _is_called_by_title(document, reference, running, written):
        return None
    if _is_called_in_full(reference, running):
        return None
    if not names:
        return None  # a work of nobody is called by its title, and however the text may shorten it
    if document.kind not in MARKED_UP and not (reference.year and begins_with_person(reference)):
        return None  # an entry that was cut in the wrong place
    last = names[0].split()[-1] if names[0].split() else names[0]
    if len(last) < SHORTEST_NAME or "." in last:
        return None  # initials that were taken for a family name
    places = [match.end() for match in re.finditer(rf"(?<!\w){re.escape(last)}(?!\w)", running)]
    # notes give a work by its author and a short title; and what bears no year may be no entry at all
    if (places and marks["note"] > marks["author-date"] + marks["numeric"]) or not _ANY_YEAR.search(reference.text):
        return None
    # a reprint bears two years, and either may be cited
    years = {year[:4] for year in (reference.year or "", *_ANY_YEAR.findall(reference.text)) if year}
    dated = any(year in running[place : place + 60] for year in years for place in places)
    return None if dated or any(_UNDATED.match(running, place) for place in places) else "candidate"


def _is_called_in_full(reference: Reference, running: str) -> bool:
    """Whether the text gives all that stands before the year, and the year: a body with its department, with commas
    that a reader of names takes for those between persons.
    """
    year = re.search(r"(?<!\d)(?:1[4-9]|20)\d\d[a-z]?(?!\w)", reference.text)
    before = " ".join(reference.text[: year.start()].casefold().split()).strip(" .,([") if year else ""
    if year is None or len(before.split()) < _TELLING_TITLE:
        return False
    return re.search(rf"{re.escape(before)}[\s.,(\[]{{1,4}}{year[0]}(?!\w)", running) is not None


def _is_called_by_title(document: Document, reference: Reference, running: str, written: str) -> bool:
    """Whether the text gives a work by its whole title, be it the words of a link, or links to where it is."""
    title = " ".join((reference.title or "").casefold().split())
    if len(title.split()) >= _TELLING_TITLE and title in running:
        return True
    # what the words at its end lead to stands behind it, in its line
    line_end = document.text.find("\n", reference.end)
    addresses = _ADDRESS.findall(document.written(reference.start, max(reference.end, line_end)))
    return any(address in written for address in addresses)


_TELLING_TITLE = 4
_ADDRESS = re.compile(r"https?://[^\s()<>\[\]{}\"]{12,}(?<![.,;/])")


def _is_law(reference: Reference) -> bool:
    """Whether an entry is a law by its kind or by a word at its beginning: ``Companies Act 2006``."""
    begins = " ".join(reference.text.split()[:_LAW_WORDS])
    return reference.kind == "law" or (not begins_with_person(reference) and any_word("laws", begins) is not None)


def _law_is_named(reference: Reference, running: str) -> bool:
    """Whether the text names a law: by two telling words of its title that follow each other, by its short name, or by
    the word for it and its year: "the constitution of 1988".
    """
    words = re.findall(r"[^\W\d_]{4,}", reference.text.casefold())[:_LAW_WORDS]
    pairs = (f"{one} {other}" for one, other in pairwise(words))
    short_name = re.search(r"\(([^\W\d_]{2,12})\)", reference.text)
    called = any_word("laws", reference.text)
    dated = called and reference.year and rf"(?<!\w){re.escape(called[0].casefold())}\W[^.]{{0,40}}{reference.year[:4]}"
    forms = [dated, short_name and rf"(?<!\w){re.escape(short_name[1].casefold())}(?!\w)"]
    return any(pair in running for pair in pairs) or any(form and re.search(form, running) for form in forms)


_LAW_WORDS = 8
