"""REG: does the record of a work's own identifier agree with its entry. What a registry lacks is no finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from argmap.checks.reg_notices import citing, claim_for
from argmap.checks.registry import check
from argmap.findings.finding import Finding
from argmap.ground.message import say, work_name
from argmap.ground.text import shorten
from argmap.project import Project

if TYPE_CHECKING:  # most projects have never asked a registry
    from argmap.registries.differences import Field

_MOST_SHOWN = 120
_DIFFER: Mapping[Field, str] = {
    "title": "The title of {} is “{}” here and “{}” at {}",
    "year": "The year of {} is {} here and {} at {}",
    "authors": "The authors of {} are {} here and {} at {}",
    "pages": "The pages of {} are {} here and {} at {}",
    "venue": "What {} appeared in is “{}” here and “{}” at {}",
}


@check("REG004", "identifier-of-another-work", "warning")
def identifier_of_another_work(project: Project) -> Iterator[Finding]:
    """The identifier of an entry belongs to another work, or two registries know its title as a work by others.

    Why: readers who follow the identifier read something else; the reference may be mixed of two works.

    Example: an entry on trade whose DOI leads to an article on frogs, by nobody whom the entry names.

    Mend: look both up, and correct the identifier or the entry. No person is shared; it is certain where the titles
    have less than half in common and the years are more than one apart, else a candidate. A title or names in another
    script, a chapter cited by the DOI of its book, and a record that names nobody are never told of here.
    """
    if not project.standings:
        return
    from argmap.registries.wording import name_of

    for key, standing in project.standings.items():
        record = standing.record
        if standing.state != "another-work" or record is None:
            continue
        source = project.bibliography.sources[key]
        title, persons = shorten(record.title, _MOST_SHOWN), "; ".join(record.persons[:3])
        if standing.second:
            form = "The title of {} is at {} that of a work by {} (doi:{}), and OpenAlex agrees"
            message = say(form, work_name(key), name_of(standing.registry), persons, record.id)
        else:
            form = "The identifier of {} is at {} that of “{}” by {} ({})"
            message = say(form, work_name(key), name_of(standing.registry), title, persons, record.id)
        yield identifier_of_another_work.finding(
            source.key_span or source.span,
            message,
            claim=claim_for(citing(project, key), "REG004"),
            because=f"the entry says: “{shorten(source.title or '', _MOST_SHOWN)}”, "
            f"{'; '.join((*source.authors, *source.editors)[:3])}",
            help="Look both up, and correct the identifier or the entry.",
            certainty=None if standing.sure else "candidate",
        )


@check("REG005", "doi-not-registered", "warning")
def doi_not_registered(project: Project) -> Iterator[Finding]:
    """The DOI of an entry is not registered with any agency.

    Why: nobody who follows it finds anything. Most often a letter was lost or added when it was copied.

    Example: `doi = {10.1000/xyz12}` for `10.1000/xyz123`.

    Mend: copy the DOI from the work itself, or take it out. doi.org, which knows the DOIs of all agencies, must have
    said so twice, a day or more apart (or with `argmap lookup --now`), and neither Crossref nor DataCite may have it.
    Where Crossref has a work of this title, persons and year, its DOI is suggested, and where the two differ; it is a
    suggestion, no more. In an entry that argmap drafted out of a paper it is a candidate: a line end may have cut the
    DOI.
    """
    for key, standing in project.standings.items():
        if standing.state == "not-registered":
            from argmap.registries.questions import identifiers_of
            from argmap.registries.slips import say_slip

            source = project.bibliography.sources[key]
            asked = next(day for registry, day in standing.asked if registry == "doi.org")
            doi, nearest = identifiers_of(source).doi, standing.nearest
            message = say("The DOI of {} is not registered: {} (asked {})", work_name(key), doi, asked)
            because = f"doi.org has said so since {standing.since}; Crossref and DataCite do not have it either"
            if nearest:
                message = say(
                    "The DOI of {} is not registered: {} (asked {}); perhaps {} is meant",
                    *(work_name(key), doi, asked, nearest),
                )
                slip = say_slip(doi, nearest)
                because += f". A work of this title, persons and year has that one{f': {slip}' if slip else ''}"
            yield doi_not_registered.finding(
                source.key_span or source.span,
                message,
                claim=claim_for(citing(project, key), "REG005"),
                because=because,
                help="Look whether that work is meant, and copy its DOI from it."
                if nearest
                else "Copy it from the work itself; letters that are easily mistaken or lost are 0 and O, 1 and l, _ "
                "and the last one.",
                certainty="candidate" if source.is_draft else None,
            )


@check("REG006", "record-differs", "note", "candidate")
def record_differs(project: Project) -> Iterator[Finding]:
    """The record of an entry's identifier has another title, year, authors, pages or venue.

    Why: the entry has a slip, or it has the identifier of a near relative: another edition, another paper of the same
    authors, the preprint.

    Example: an entry of 2001 whose DOI is of an article of 2010 by the same authors.

    Mend: look which is right: registries err too. A year that is one off, pages within those of the article, a list of
    authors cut short and names of series are never told of.
    """
    if not project.standings:
        return
    from argmap.registries.wording import name_of

    for key, standing in project.standings.items():
        source = project.bibliography.sources[key]
        claim = claim_for(citing(project, key), "REG006") if standing.differences else None
        for found in standing.differences:
            entry, theirs = shorten(found.entry, _MOST_SHOWN), shorten(found.registry, _MOST_SHOWN)
            yield record_differs.finding(
                source.key_span or source.span,
                say(_DIFFER[found.field], work_name(key), entry, theirs, name_of(standing.registry)),
                claim=claim,
                because=f"{name_of(standing.registry)} has it as {standing.record.id}" if standing.record else None,
                help="Look which of them is right.",
                kind=found.field,
            )


@check("REG007", "preprint-was-published", "note")
def preprint_was_published(project: Project) -> Iterator[Finding]:
    """A preprint is cited that has been published since.

    Why: the published version was reviewed, and may say something else.

    Example: an entry with the number of a paper on arXiv, which names the DOI of the article that became of it.

    Mend: look whether the published version says the same, and cite it.
    """
    for key, standing in project.standings.items():
        if standing.published:
            source = project.bibliography.sources[key]
            yield preprint_was_published.finding(
                source.key_span or source.span,
                say("{} is a preprint that was published as doi:{}", work_name(key), standing.published),
                claim=claim_for(citing(project, key), "REG007"),
            )
