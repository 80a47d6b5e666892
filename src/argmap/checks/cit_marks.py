"""CIT: the paper's own citations. Marks and the works they call, seen in the paper alone.

A paper tells by itself how it cites: whether it has a reference list, which kind of mark is its own. The checks look
at that first, and call something certain only where no reading of the list could save it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from argmap.checks.absence import entry_may_be_missing, why_entries_are_unknown
from argmap.checks.registry import MARKED_UP, Grounds, check
from argmap.checks.works import at_reference, begins_with_person, family, in_list, is_short, name_work
from argmap.findings.finding import Certainty, Finding
from argmap.ground.message import say
from argmap.ground.patterns import later
from argmap.ground.text import shorten
from argmap.manuscript.document import Document, Mark, Reference
from argmap.manuscript.formats import FORMATS
from argmap.manuscript.stages.matching import Shelf
from argmap.manuscript.stages.names import told_in_person
from argmap.project import Project
from argmap.tongues.letters import without_marks
from argmap.tongues.prose import any_word

# but not "papers published in 2003", which are many
_PUBLISHED = re.compile(
    r"(?<!papers )(?<!articles )(?<!studies )(?<!works )(?<!books )\b(?:first\s+)?"
    r"(?:published|appeared|issued|printed)\s+(?:\w+\s+){0,3}?in\s+((?:1[5-9]|20)\d\d)\b"
)
_YEAR = re.compile(r"\b(?:1[4-9]|20)\d\d[a-z]?\b")


_KEYS = Grounds(
    "A key stands in the bibliography that the paper names, or does not; no layout is read.", ("markdown", "latex")
)


@check("CIT020", "mark-without-entry", "error", about="paper", grounds=_KEYS)
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
    shelf = Shelf(reference for reference in document.references if not is_short(reference))
    for mark in unlinked:
        handle = _handle(mark)
        if handle in told:
            continue
        told.add(handle)
        times = sum(_handle(m) == handle for m in unlinked)
        if mark.kind == "key":
            yield mark_without_entry.at(document, mark, say("No entry has the key {}", mark.text))
        elif mark.kind == "numeric":
            # without printed numbers in the list, a number in brackets points at something else
            if any(r.label and r.label.isdigit() for r in listed) and not _is_in_list(document, mark, listed):
                yield _numeric(document, mark, listed, times)
        elif (name := _first_name(mark)) and not _names(document, name, listed):
            where = say("the reference list") if listed else say("the paper")
            cited = say("“{}” is cited", shorten(mark.text))
            if times > 1:
                cited = say("“{}” is cited {} times", shorten(mark.text), times)
            yield mark_without_entry.at(
                document,
                mark,
                say("{}, and no entry in {} names {}", cited, where, name.partition(",")[0]),
                certainty="candidate",
                because=_nearest(shelf, mark) if listed else "the paper has no reference list; its notes were searched",
                kind="" if listed else "no list",
            )


def _misspelled(project: Project, listed: list[Reference]) -> Iterator[Finding]:
    """Names in the text that no reader took for a citation, "scholars like Torey (2012)", and an entry that nothing
    cites has nearly this name and this very year.
    """
    document = project.paper
    cited = {name for mark in document.marks for name in mark.references}
    told: set[tuple[str, str]] = set()
    for paragraph in project.prose:
        for line in paragraph.lines if paragraph.part != "back" else ():
            for match in _in_prose().finditer(line.text):
                name, year = match[1].removesuffix("’s").removesuffix("'s"), match[2]
                if (
                    (name, year) in told
                    or any(mark.year == year for mark in line.marks)
                    or _names(document, name, listed)
                ):
                    continue
                near = [r for r in listed if r.id not in cited and (r.year or "")[:4] == year and _is_near(name, r)]
                if len(near) == 1:
                    told.add((name, year))
                    yield mark_without_entry.at(
                        document,
                        line.sentence,
                        say(
                            "{}, and no entry in {} names {}",
                            say("“{}” is cited", match[0]),
                            say("the reference list"),
                            name,
                        ),
                        certainty="candidate",
                        because=f"the list has {name_work(near[0])}",
                    )


def _not_printed(document: Document, listed: list[Reference]) -> Iterator[Finding]:
    """Citations that a word processor made from a work in its store, and which the list that is printed lacks."""
    printed = [reference for reference in listed if reference.origin == "list"]
    if not FORMATS[document.kind].typed or len(printed) < _FEWEST_PRINTED:
        return
    works = {reference.id: reference for reference in document.references}
    # what is in the store too may have been read as that
    there = _plain(document.text[min(reference.start for reference in listed if reference.end > reference.start) :])
    lost: dict[str, list[Mark]] = {}
    for mark in document.marks:
        for work in (works[name] for name in mark.references if name in works):
            words = _plain(work.authors[0].partition(",")[0]).split() if work.authors else []
            stored = work.origin == "bibliography" and len("".join(words)) >= _SHORTEST_NAME
            if stored and not re.search(rf"(?<!\w){re.escape(words[-1])}(?!\w)", there):
                lost.setdefault(work.id, []).append(mark)
    if len(lost) > _MOST_LOST * len(printed):
        return  # the list is of another kind, or was not read
    for name, (first, *again) in lost.items():
        cited = say("“{}” is cited {} times", shorten(first.text), len(again) + 1)
        yield mark_without_entry.at(
            document,
            first,
            say(
                "{}, and no entry in {} names {}",
                cited if again else say("“{}” is cited", shorten(first.text)),
                say("the reference list"),
                works[name].authors[0].partition(",")[0],
            ),
            certainty="candidate",
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
    listed = _plain(reference.authors[0].partition(",")[0])
    return listed[:1] == _plain(name)[:1] and len(listed) >= 5 and OSA.distance(listed, _plain(name)) <= _MOST_EDITS


# (2004: 316,000 €): a year with its figure; (1738-1811): a life; "the packages of Benoit (2018)": more than names
_NO_CITATION = re.compile(
    r"[€$£¥%]|\b(?:[Mm]illion|[Bb]illion|Mio|Mrd|EUR|USD)|\d{4}\s?[-–/]\s?\d{4}\)"
    r"|^\W*(?:[a-zß-ü]+\s+){1,3}[A-Z]\w+\s+[a-z]+\s+[A-Z]"
)


def _needs_no_entry(mark: Mark) -> bool:
    """Whether what was read as a citation is a figure or a life, or cites what somebody told the author."""
    return _NO_CITATION.search(mark.text) is not None or told_in_person(mark.text)


def _is_none(mark: Mark) -> bool:
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
    bare = _plain(name.partition(",")[0]).split()
    last = bare[-1] if bare else wanted
    return re.search(rf"(?<!\w){re.escape(last)}(?!\w)", _plain("\n".join(told))) is not None


@lru_cache(maxsize=2)  # many marks of a paper are looked for in the same text
def _plain(text: str) -> str:
    """Its words in small letters without accents, which citations often leave out."""
    return re.sub(r"[^\w\s]", "", without_marks(text)).casefold()


def _first_name(mark: Mark) -> str | None:
    """The first author of the work that a mark cites, as far as the mark tells."""
    if mark.authors:
        return mark.authors[0]
    found = re.search(r"[^\W\d_][\w'’-]+", mark.text)
    return found[0] if found and found[0][0].isupper() else None


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


@check("CIT021", "reference-never-cited", "warning", about="paper", grounds=_KEYS)
def reference_never_cited(project: Project) -> Iterator[Finding]:
    """An entry of the reference list is never cited in the text.

    Why: it pads the list, or the citation was lost when a passage was cut.

    Example: an entry `[7]` and no `[7]` in the text.

    Mend: cite it where it was used, or take it out. Lists headed "further reading" are meant to be uncited.
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
        if reference.id in meant:
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
_SHORTEST_NAME = 3
# with the number of the edition too: 1980²
_ANY_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?![0-9])")


def _never(document: Document, reference: Reference, running: str, written: str) -> Certainty | None:
    """How sure it is that the text never cites an entry; None where it may well do so in a way that was not read.

    `written` are the sentences as the file has them, with the addresses of its links.
    """
    marks = Counter(mark.kind for mark in document.marks)
    if reference.key and marks["key"]:
        return "candidate" if reference.key.casefold() in running else "certain"
    if reference.label and reference.label.isdigit() and marks["numeric"] > marks["author-date"]:
        number = int(reference.label)
        inside = any(
            int(first) <= number <= int(last or first)
            for group in re.findall(r"\[([\d\s,;–-]+)\]", running)
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
    if len(last) < _SHORTEST_NAME or "." in last:
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


@check("CIT022", "year-mismatch", "warning", "candidate", about="paper")
def year_mismatch(project: Project) -> Iterator[Finding]:
    """A citation names an author of the list with another year.

    Why: either year is wrong, or an entry is missing.

    Example: `(Smith 2011)` while the list has only Smith 2010.

    Mend: correct the year, or add the entry of the other work.
    """
    document = project.paper
    if not entry_may_be_missing(document):
        return
    known = [reference for reference in document.references if not is_short(reference) and reference.year]
    told: dict[tuple[tuple[str, ...], str], list[Mark]] = {}
    for mark in document.marks:
        if not (mark.references or mark.kind != "author-date" or not mark.authors or not mark.year or _is_none(mark)):
            told.setdefault((mark.authors, mark.year), []).append(mark)
    for (_, year), (mark, *again) in told.items():
        names = [family(name) for name in mark.authors]
        same = [r for r in known if [family(n) for n in (*r.authors, *r.editors)][: len(names)] == names]
        by_name = [r for r in known if names[0] in [family(n) for n in (*r.authors, *r.editors)]]
        # the year may stand in the entry and not have been taken for its year; 2016 may be 2016a or 2016b
        lettered = {r.year or "" for r in by_name if (r.year or "")[:4] == year[:4]}
        # 2004c, where the list has 2004a and 2004b
        other_letter = bool(year[4:]) and len(lettered) > 1 and year not in lettered and all(y[4:] for y in lettered)
        # the year may stand in the entry and not have been taken for its year; 2016 may be 2016a or 2016b
        if not other_letter and (lettered or any(year[:4] in r.text for r in by_name)):
            continue
        # two entries may have been run into one
        if not other_letter and any(_stands_with(mark.authors[0], year[:4], r.text) for r in document.references):
            continue
        # (Tilly en Tarrow, 1997): the work in hand is the second one's
        holds = _held_in().search(mark.text)
        if holds and any(_stands_with(holds[1], year[:4], r.text) for r in document.references):
            continue
        if same:
            years = ", ".join(sorted({r.year or "" for r in same}))
            yield year_mismatch.at(
                document,
                mark,
                say("“{}” is cited; the entry has {}", shorten(mark.text), years),
                related=[
                    *([(document.place(same[0].start, same[0].end), name_work(same[0]))] if same[0].end else ()),
                    *((document.place(other.start, other.end), "and again here") for other in again),
                ],
            )
        elif by_name:
            yield year_mismatch.at(
                document,
                mark,
                say(
                    "“{}” is cited; the list names {} only with other co-authors or years",
                    shorten(mark.text),
                    mark.authors[0].partition(",")[0],
                ),
            )


@cache
def _held_in() -> re.Pattern[str]:
    from argmap.sources.references.words import any_of

    return re.compile(rf"\w\s{any_of('inside')}\s([^\W\d_a-z][\w'’-]+),?\s\(?\d{{4}}")


def _stands_with(name: str, year: str, text: str) -> bool:
    """Whether a text has a family name and, soon after it, a year."""
    words = _plain(text)
    places = re.finditer(rf"(?<!\w){re.escape(_plain(name.partition(',')[0]).strip())}(?!\w)", words)
    return any(year in words[place.end() : place.end() + 80] for place in places)


@check("CIT023", "prose-year-mismatch", "warning", "candidate", about="paper")
def prose_year_mismatch(project: Project) -> Iterator[Finding]:
    """The text says when a work was published, and cites its author with another year.

    Why: it may be a later edition or a translation; readers should be told which one the pages belong to.

    Example: "his book, published in 2001, …" and from then on `(Smith 2008: 375)`.

    Mend: give both years (`2008 [2001]`), or correct one of them.
    """
    document = project.paper
    by_author: dict[str, list[Mark]] = {}
    for mark in document.marks:
        if mark.kind == "author-date" and mark.authors and mark.year:
            by_author.setdefault(family(mark.authors[0]), []).append(mark)
    for sentence in document.sentences:
        published = _PUBLISHED.search(sentence.text)
        if not published:
            continue
        words = {re.sub(r"\W", "", word).casefold() for word in sentence.text.split()}
        for author, marks in by_author.items():
            years = {(mark.year or "")[:4] for mark in marks}
            if author in words and published[1] not in years:
                yield prose_year_mismatch.finding(
                    document.place(sentence.start, sentence.end),
                    say(
                        "The text dates the work to {}; the citations of {} have {}",
                        published[1],
                        marks[0].authors[0].partition(",")[0],
                        ", ".join(sorted(years)),
                    ),
                    quote=document.text[sentence.start : sentence.end],
                    related=[(document.place(marks[0].start, marks[0].end), marks[0].text)],
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
                f"Page {cited[0]} is cited; {name_work(reference)} has pages {reference.pages}",
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
