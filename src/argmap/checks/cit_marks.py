"""CIT: the paper's own citations: those without an entry, and those in a style of their own.

A paper tells by itself how it cites: whether it has a reference list, which kind of mark is its own. The checks look
at that first, and call something certain only where no reading of the list could save it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from argmap.checks.absence import entry_may_be_missing, why_entries_are_unknown
from argmap.checks.registry import Grounds, check
from argmap.checks.works import SHORTEST_NAME, family, in_list, is_short, name_work, plain, second_hand
from argmap.findings.finding import Finding
from argmap.ground.message import Message, say
from argmap.ground.text import shorten
from argmap.manuscript.document import Document, Mark, Reference, Sentence
from argmap.manuscript.formats import FORMATS
from argmap.manuscript.stages.matching import Shelf
from argmap.manuscript.stages.names import told_in_person
from argmap.project import Project

KEYS = Grounds(
    "A key stands in the bibliography that the paper names, or does not; no layout is read.", ("markdown", "latex")
)


@check("CIT020", "citation-without-entry", "error", about="paper", grounds=KEYS)
def mark_without_entry(project: Project) -> Iterator[Finding]:
    """A citation in the text has no entry: its number, its key, or its author and year are in no list.

    Why: nobody can find the work.

    Example: `[14]` where the list ends with 12; `(Smith 2010)` and no Smith among the references; `scholars like Torey
    (2012)`, where the list has Toury 2012.

    Mend: add the entry, or correct the citation. Where no list was found, a bibliography that the paper names could not
    be read, or hardly any citation could be led to the list, nothing is called missing: that is said once.
    """
    document = project.paper
    listed = in_list(document)
    unlinked = [
        mark for mark in document.marks if not mark.references and mark.kind != "note" and not _needs_no_entry(mark)
    ]
    if listed and entry_may_be_missing(document):
        yield from _misspelled(project, listed)
        yield from _not_printed(document, listed)
    if not unlinked:
        return
    if not entry_may_be_missing(document):
        yield mark_without_entry.finding(
            document.place(unlinked[0].start, unlinked[0].end),
            f"Whether {_counted(len(unlinked), 'citation has an entry', 'citations have entries')} could not be "
            f"checked: {why_entries_are_unknown(document)}",
            quote=document.text[unlinked[0].start : unlinked[0].end],
            severity="note",
            not_checkable=True,
        )
        return
    told: set[tuple[object, ...]] = set()
    quoting = second_hand(project.tongue)
    shelf = Shelf(reference for reference in document.references if not is_short(reference))
    for mark in unlinked:
        handle = _handle(mark)
        if handle in told:
            continue
        told.add(handle)
        times = sum(_handle(m) == handle for m in unlinked)
        if _has_its_work_elsewhere(document, mark, quoting):
            continue
        if mark.kind == "key":
            yield mark_without_entry.at(document, mark, say("No entry has the key {}", mark.text))
        elif mark.kind == "numeric":
            # without printed numbers in the list, a number in brackets points at something else
            if any(r.label and r.label.isdigit() for r in listed) and not _is_in_list(document, mark, listed):
                yield _numeric(document, mark, listed, times)
        elif (
            (name := _first_name(mark)) and not _names(document, name, listed) and not _is_aside(document, mark, listed)
        ):
            yield _unnamed(
                document,
                mark,
                say("the reference list") if listed else say("the paper"),
                name,
                shorten(mark.text),
                times,
                because=_nearest(shelf, mark) if listed else "the paper has no reference list; its notes were searched",
                kind="" if listed else "no list",
            )


def _unnamed(
    document: Document,
    at: Mark | Sentence,
    where: Message,
    name: str,
    cited: str,
    times: int,
    because: str | None,
    kind: str = "",
) -> Finding:
    """That a work is `cited` in these words so many times, and that no entry names its first author."""
    told = say("“{}” is cited", cited) if times == 1 else say("“{}” is cited {} times", cited, times)
    message = say("{}, and no entry in {} names {}", told, where, name.partition(",")[0])
    return mark_without_entry.at(document, at, message, certainty="candidate", because=because, kind=kind)


def _misspelled(project: Project, listed: list[Reference]) -> Iterator[Finding]:
    """Names in the text that no reader took for a citation, "scholars like Torey (2012)", and an entry that nothing
    cites has nearly this name and this very year.
    """
    document = project.paper
    cited = {name for mark in document.marks for name in mark.references}
    uncited = [reference for reference in listed if reference.id not in cited]
    lines = [line for p in project.prose for line in p.lines if p.part != "back"] if uncited else []
    told: set[tuple[str, str]] = set()
    for line, match in ((found, match) for found in lines for match in _in_prose().finditer(found.text)):
        name, year = match[1].removesuffix("’s").removesuffix("'s"), match[2]
        of_then = [reference for reference in uncited if (reference.year or "")[:4] == year]
        if not of_then or (name, year) in told or any(mark.year == year for mark in line.marks):
            continue
        near = [r for r in of_then if _is_near(name, r)] if not _names(document, name, listed) else []
        if len(near) == 1:
            told.add((name, year))
            where = say("the reference list")
            because = f"the list has {name_work(near[0])}"
            yield _unnamed(document, line.sentence, where, name, match[0], 1, because=because)


def _not_printed(document: Document, listed: list[Reference]) -> Iterator[Finding]:
    """Citations that a word processor made from a work in its store, and which the list that is printed lacks."""
    printed = [reference for reference in listed if reference.origin == "list"]
    if not FORMATS[document.kind].typed or len(printed) < _FEWEST_PRINTED:
        return
    works = {reference.id: reference for reference in document.references}
    # what is in the store too may have been read as that
    there = plain(document.text[min(reference.start for reference in listed if reference.end > reference.start) :])
    lost: dict[str, list[Mark]] = {}
    for mark in document.marks:
        for work in (works[name] for name in mark.references if name in works):
            words = plain(work.authors[0].partition(",")[0]).split() if work.authors else []
            stored = work.origin == "bibliography" and len("".join(words)) >= SHORTEST_NAME
            if stored and not re.search(rf"(?<!\w){re.escape(words[-1])}(?!\w)", there):
                lost.setdefault(work.id, []).append(mark)
    if len(lost) > _MOST_LOST * len(printed):
        return  # the list is of another kind, or was not read
    for name, (first, *again) in lost.items():
        yield _unnamed(
            document,
            first,
            say("the reference list"),
            works[name].authors[0],
            shorten(first.text),
            1 + len(again),
            because="the file holds the work among its sources, and the list that is printed lacks it",
        )


_FEWEST_PRINTED, _MOST_LOST = 5, 0.3


@cache
def _in_prose() -> re.Pattern[str]:
    """ "Torey (2012)", "Torey and Lee (2012)"."""
    from argmap.sources.references.words import any_of

    return re.compile(
        rf"(?<![\w.’'-])([A-ZÀ-Þ][\w'’-]{{4,}})(?:\s(?:{any_of('joiners')}|&)\s[A-ZÀ-Þ][\w'’-]+|\s{any_of('others')}\.?)?,?\s"
        r"\(((?:1[5-9]|20)\d\d)[a-z]?(?:\)|[,:])"
    )


_MOST_EDITS = 2


def _is_near(name: str, reference: Reference) -> bool:
    """Whether the first author of a work has nearly this name."""
    from rapidfuzz.distance import OSA  # loaded only where a name was not found

    if not reference.authors:
        return False
    listed = plain(reference.authors[0].partition(",")[0])
    return listed[:1] == plain(name)[:1] and len(listed) >= 5 and OSA.distance(listed, plain(name)) <= _MOST_EDITS


# (2004: 316,000 €): a year with its figure; (1738-1811): a life; "the packages of Benoit (2018)": more than names
_NO_CITATION = re.compile(
    r"[€$£¥%]|\b(?:[Mm]illion|[Bb]illion|Mio|Mrd|EUR|USD)|\d{4}\s?[-–/]\s?\d{4}\)"
    r"|^\W*(?:[a-zß-ü]+\s+){1,3}[A-Z]\w+\s+[a-z]+\s+[A-Z]"
)


def _needs_no_entry(mark: Mark) -> bool:
    """Whether what was read as a citation is a figure or a life, or cites what somebody told the author."""
    return _NO_CITATION.search(mark.text) is not None or told_in_person(mark.text)


# "Hadley Wickham and Jim Hester (2020)": names in full, as an entry gives them, with the title behind the year
_IN_FULL = re.compile(r"[^\W\d_a-z][\w'’-]+\s[^\W\d_a-z][\w'’-]+")
_BETWEEN = re.compile(r"[\s,;]{0,3}")
_AT_HEAD = re.compile(r"[\W\d]*(?:(?P<label>[\w.]{2,30}):\W*)?")
_TITLE_BEHIND = re.compile(r"\.\s{1,9}(?P<first>[\w.]+)\W")


def _has_its_work_elsewhere(document: Document, mark: Mark, quoting: re.Pattern[str]) -> bool:
    """Whether its work is not for the list: one quoted by the work behind it, "(Weber 1922, cited in Holm 1988)", or
    one that the text gives in full at this place, "dplyr: Hadley Wickham (2021). dplyr: A Grammar of Data …".
    """
    if mark.kind != "author-date":
        return False
    text = document.text
    between = _BETWEEN.match(text, mark.end)
    if between and quoting.match(text, between.end()):
        return True
    behind = _TITLE_BEHIND.match(text, mark.end)
    ahead = _AT_HEAD.fullmatch(text, text.rfind("\n", 0, mark.start) + 1, mark.start)
    if not (mark.narrative and behind and ahead and _IN_FULL.match(mark.text)):
        return False
    return ahead["label"] is None or ahead["label"] == behind["first"]


def cites_nothing(mark: Mark) -> bool:
    """Whether it has no entry that it could miss, or is an entry itself that stands in the text."""
    return _needs_no_entry(mark) or _ENTRY.search(mark.text) is not None


# Holm, A. M., Vik, B. (2021): names as only an entry gives them
_ENTRY = re.compile(r",\s[A-Z]\.(?:\s?[A-Z]\.)*,\s")


def _nearest(shelf: Shelf, mark: Mark) -> str | None:
    """The entry that may be meant all the same: a slip in a name, or another way to spell it."""
    near = shelf.nearest(mark.authors, mark.year)
    return f"the list has {name_work(near)}" if near else None


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _handle(mark: Mark) -> tuple[object, ...]:
    """What makes two marks citations of the same work."""
    return mark.kind, mark.number, tuple(map(family, mark.authors)), mark.year, mark.text if mark.kind == "key" else ""


def _names(document: Document, name: str, listed: list[Reference]) -> bool:
    """Whether a family name stands anywhere in the list, the notes or the bibliography, understood or not."""
    wanted = family(name)
    known = [reference for reference in document.references if not is_short(reference)]
    if any(family(n) == wanted for r in known for n in (*r.authors, *r.editors)):
        return True
    starts = [reference.start for reference in listed if reference.end > reference.start]
    # what the reader made of the list may be wrong; what stands in it is there
    behind = document.text[min(starts) :] if starts else ""
    told = (behind, *(r.text for r in known), *(note.body for note in document.notes))
    bare = plain(name.partition(",")[0]).split()
    last = bare[-1] if bare else wanted
    return re.search(rf"(?<!\w){re.escape(last)}(?!\w)", plain("\n".join(told))) is not None


def _first_name(mark: Mark) -> str | None:
    """The first author of the work that a mark cites, as far as the mark tells."""
    if mark.authors:
        return mark.authors[0]
    found = re.search(r"[^\W\d_][\w'’-]+", mark.text)
    return found[0] if found and found[0][0].isupper() else None


def _is_aside(document: Document, mark: Mark, listed: list[Reference]) -> bool:
    """Whether what was read as the first author is a word before the citation: "(Tier IV; USFWS 2012)"."""
    return (
        ";" in mark.text
        and len(mark.authors) > 1
        and _names(document, mark.authors[-1], listed)
        and any(character.isdigit() or character.isspace() for character in mark.authors[0])
    )


def _is_in_list(document: Document, mark: Mark, listed: list[Reference]) -> bool:
    """Whether an entry of that number stands in the list, though it was read as part of the one before it."""
    starts = [reference.start for reference in listed if reference.end > reference.start]
    behind = document.text[min(starts) :] if starts else ""
    return re.search(rf"(?m)(?:^|\s)(?:\[{mark.number}\]|{mark.number}[.)]\s)", behind) is not None


def _numeric(document: Document, mark: Mark, listed: list[Reference], times: int) -> Finding:
    numbers = sorted(int(r.label) for r in listed if r.label and r.label.isdigit())
    last = max(numbers, default=len(listed))
    return mark_without_entry.at(
        document,
        mark,
        say("No entry has the number {}, cited once", mark.number or mark.text)
        if times == 1
        else say("No entry has the number {}, cited {} times", mark.number or mark.text, times),
        certainty="candidate",
        because=f"the list ends with {last}"
        if (mark.number or 0) > last
        else f"the list has {len(numbers)} numbered entries",
    )


@check("CIT024", "mixed-styles", "note", "candidate", about="paper")
def mixed_styles(project: Project) -> Iterator[Finding]:
    """The paper cites in two ways: by note or number, and by author and date.

    Why: works cited in one way are easily missing where the other way keeps its entries.

    Example: footnotes throughout, and `(Smith 2008: 381)` three times in one section.

    Mend: bring all citations into one style.
    """
    document = project.paper
    # a name with its year in running prose is ordinary beside notes; only parenthetical citations make a style
    kinds: Counter[str] = Counter(mark.kind for mark in document.marks if not mark.narrative)
    own = "numeric" if kinds["numeric"] > kinds["note"] else "note"
    if own == "note" and not _notes_give_works(document):
        return  # notes that discuss stand beside either way of citing
    if kinds[own] >= 3 and kinds["author-date"] >= 2:
        rarer = "author-date" if kinds["author-date"] <= kinds[own] else own
        first = next(mark for mark in document.marks if mark.kind == rarer and not mark.narrative)
        name = {"note": "in notes", "numeric": "by number", "author-date": "by author and date"}
        yield mixed_styles.at(
            document,
            first,
            f"The paper cites {kinds[own]} times {name[own]} and {kinds['author-date']} times {name['author-date']}",
        )


def _notes_give_works(document: Document) -> bool:
    """Whether the notes are a way of citing: several of them, and not just a few of many, are little but a work."""
    works = {reference.id: reference for reference in document.references}
    giving = sum(
        sum(len(works[name].text) for name in note.references if name in works) > 0.6 * len(note.body)
        for note in document.notes
    )
    return giving >= 3 and giving >= 0.5 * len(document.notes)
