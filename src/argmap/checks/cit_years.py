"""CIT: years of citations, beside those of the list and those that the text tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from argmap.checks.absence import entry_may_be_missing
from argmap.checks.cit_marks import cites_nothing
from argmap.checks.registry import check
from argmap.checks.works import family, is_short, name_work, plain
from argmap.findings.finding import Finding
from argmap.ground.message import say
from argmap.ground.text import shorten
from argmap.manuscript.document import Mark
from argmap.project import Project

# but not "papers published in 2003", which are many
_PUBLISHED = re.compile(
    r"(?<!papers )(?<!articles )(?<!studies )(?<!works )(?<!books )\b(?:first\s+)?"
    r"(?:published|appeared|issued|printed)\s+(?:\w+\s+){0,3}?in\s+((?:1[5-9]|20)\d\d)\b"
)


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
        if mark.kind == "author-date" and mark.authors and mark.year and not (mark.references or cites_nothing(mark)):
            told.setdefault((mark.authors, mark.year), []).append(mark)
    for (_, year), (mark, *again) in told.items():
        names = [family(name) for name in mark.authors]
        same = [r for r in known if [family(n) for n in (*r.authors, *r.editors)][: len(names)] == names]
        by_name = [r for r in known if names[0] in [family(n) for n in (*r.authors, *r.editors)]]
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
    words = plain(text)
    places = re.finditer(rf"(?<!\w){re.escape(plain(name.partition(',')[0]).strip())}(?!\w)", words)
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
