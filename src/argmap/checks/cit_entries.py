"""CIT: the bibliography and the citations that the claims files make of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from argmap.argument.model import Citation
from argmap.checks.registry import check
from argmap.checks.syn_files import raised
from argmap.findings.finding import Finding
from argmap.ground.message import Message, claim_name, say, work_name
from argmap.project import Project
from argmap.sources import Source

ONE_BY_ONE = 3
"""As many entries with the same fault are told one by one; more of them are one fault, not many."""
# these kinds of work are cited as wholes, or have no pages
_WITHOUT_PAGES = frozenset({"online", "www", "webpage", "electronic", "dataset", "software", "video", "movie", "audio"})


@check("CIT001", "key-without-entry", "error")
def key_without_entry(project: Project) -> Iterator[Finding]:
    """A citation key is in no bibliography file of the project.

    Why: nobody can tell which work is meant.

    Example: `- cites: @smith-2010` while works.bib has only `smith2010`.

    Mend: add the entry, or correct the key.
    """
    from argmap.ground.text import Known, did_you_mean

    sources = project.bibliography.sources
    known = Known(sources)
    for claim in project.argument.claims.values():
        uses = [(c.key, c.key_span or c.span) for c in claim.citations]
        uses += [(c.via, c.span) for c in claim.citations if c.via]
        uses += [(e.source, e.span) for e in claim.evidence if e.source]
        for key, span in uses:
            if key not in sources:
                yield key_without_entry.finding(
                    span,
                    say("No bibliography entry has the key {}", work_name(key)),
                    claim=claim.id,
                    help=did_you_mean(key, known, "Add the entry to the bibliography.", shown="{}", name=work_name),
                )


@check("CIT002", "entry-never-cited", "note")
def entry_never_cited(project: Project) -> Iterator[Finding]:
    """A work of the bibliography is cited by no claim.

    Why: it pads the list, or a citation was lost.

    Example: an entry `jones1999` that no `cites`, `from` or `via` names.

    Mend: cite it where it is used, or take it out. Where the claims account for less than half of the paper, the works
    that none of them cites yet are counted and not told one by one.
    """
    used = {key for claim in project.argument.claims.values() for c in claim.citations for key in (c.key, c.via)}
    used |= {evidence.source for claim in project.argument.claims.values() for evidence in claim.evidence}
    if not project.argument.claims:
        return
    unused = [source for source in project.bibliography.sources.values() if source.key not in used]
    if len(unused) > ONE_BY_ONE and (covered := project.coverage).assertions_covered * 2 < covered.assertions:
        yield entry_never_cited.finding(
            unused[0].span,
            f"No claim cites {len(unused)} of {len(project.bibliography.sources)} works. The claims account for "
            f"{covered.assertions_covered} of {covered.assertions} assertions of the paper so far",
        )
        return
    for source in unused:
        yield entry_never_cited.finding(source.span, say("No claim cites {}", work_name(source.key)))


@check("CIT003", "duplicate-entries", "warning", "candidate")
def duplicate_entries(project: Project) -> Iterator[Finding]:
    """Two entries of the bibliography seem to be the same work.

    Why: the work is counted twice as evidence, and one of its entries goes stale.

    Example: `smith2010` and `smith-2010` with one title and one year.

    Mend: keep one entry and rename the citations (`argmap rename --source OLD NEW`).
    """
    if not project.bibliography.sources:
        return
    from argmap.sources import duplicate_works

    for group in duplicate_works(project.bibliography):
        first, *others = group
        for other in others:
            yield duplicate_entries.finding(
                other.span,
                say("{} seems to be the same work as {}", work_name(other.key), work_name(first.key)),
                related=[(first.span, f"@{first.key}")],
            )


@check("CIT004", "entry-incomplete", "warning")
def entry_incomplete(project: Project) -> Iterator[Finding]:
    """An entry of the bibliography names no author or editor, no year, or no title.

    Why: a reader cannot find the work from what is given.

    Example: `@book{x, title = {Reshaping the Balkans}}`.

    Mend: add what is missing; where it cannot be known (`n.d.`), say so in the field itself.
    """
    alike: dict[tuple[str, bool], list[Source]] = {}
    for source in project.bibliography.sources.values():
        missing = missing_fields(source)
        if missing:
            # what an entry drafted by argmap lacks is no like fault
            alike.setdefault((_without(missing), source.is_draft), []).append(source)
    for (what, _), sources in alike.items():
        if len(sources) > ONE_BY_ONE:
            yield entry_incomplete.finding(
                sources[0].span,
                say(
                    "{} entries name {}: {} to {}",
                    len(sources),
                    what,
                    work_name(sources[0].key),
                    work_name(sources[-1].key),
                ),
                related=[(source.span, f"@{source.key}") for source in sources[1:]],
            )
            continue
        for source in sources:
            yield entry_incomplete.finding(source.span, say("{} names {}", work_name(source.key), what))


def _without(missing: Sequence[str]) -> Message:
    nothing = [say(f"no {name}") for name in missing]
    return say(" and ".join(["{}"] * len(nothing)), *nothing)


def missing_fields(source: Source) -> list[str]:
    """Which of author, year and title an entry does not name."""
    # a page of the web often bears no date; the day it was looked at stands for it
    dated = source.year or (source.url and (source.fields.get("urldate") or source.fields.get("accessed")))
    there = {"author": source.authors or source.editors, "year": dated, "title": source.title}
    return [name for name, value in there.items() if not value]


@check("CIT005", "no-page", "note")
def no_page(project: Project) -> Iterator[Finding]:
    """A quotation or a specific fact is cited without a page.

    Why: whoever checks it has to read the whole work.

    Example: `- cites: @smith-2010` under a claim that gives a number or a year, or with the source's words quoted.

    Mend: add the locator: `@smith-2010, p. 54`.
    """
    for claim in project.argument.claims.values():
        for citation in claim.citations:
            if citation.locator is not None:
                continue
            specific = any(character.isdigit() for character in claim.text)  # a year is one of these
            if (citation.quotations or specific) and _has_pages(project, citation):
                what = "a quotation" if citation.quotations else "a specific fact"
                yield no_page.finding(
                    citation.span,
                    say("{} is cited for {} of {} without a page", work_name(citation.key), what, claim_name(claim.id)),
                    claim=claim.id,
                )


def _has_pages(project: Project, citation: Citation) -> bool:
    source = project.bibliography.sources.get(citation.key)
    # a work that cannot even be identified is CIT004's matter
    return source is not None and source.type.lower() not in _WITHOUT_PAGES and len(missing_fields(source)) < 2


@check("CIT006", "identifier-invalid", "warning")
def identifier_invalid(project: Project) -> Iterator[Finding]:
    """A DOI, ISBN or ISSN of an entry is not well formed, or its check digit does not fit.

    Why: a mistyped identifier leads nowhere, or to another work.

    Example: `isbn = {978-0-306-40615-8}`, whose last digit should be 7.

    Mend: copy the identifier again from the work or its publisher.
    """
    from argmap.sources.identifiers import identifier_problem

    for source in project.bibliography.sources.values():
        for kind in ("doi", "isbn", "issn"):
            value = getattr(source, kind)
            problem = identifier_problem(kind, value) if value else None
            if problem:
                yield identifier_invalid.finding(
                    source.span, say("{}: {}", work_name(source.key), problem), quote=value
                )


@check("CIT010", "duplicate-key", "error", about="files")
def duplicate_key(project: Project) -> Iterator[Finding]:
    """Two entries of the bibliography have the same key.

    Why: which of the two a citation means is chance.

    Example: `@book{smith2010, …}` twice with different titles.

    Mend: give one of them another key. Until then the first one counts.
    """
    yield from raised(project, duplicate_key)


@check("CIT011", "broken-entry", "error", about="files")
def broken_entry(project: Project) -> Iterator[Finding]:
    """An entry of the bibliography, or a whole bibliography file, cannot be read.

    Why: its work is missing wherever it is cited.

    Example: a closing brace is missing.

    Mend: mend the entry at the place named; all other entries were read.
    """
    yield from raised(project, broken_entry)


@check("CIT012", "doubtful-entry", "warning", about="files")
def doubtful_entry(project: Project) -> Iterator[Finding]:
    """What the bibliography says is likely not what is meant; other programs read it otherwise, or not at all.

    Why: a name, a title or a whole work is lost in the printed list, and nothing tells of it.

    Example: a `crossref` to an entry that is not there; a name that no `@string` defines; two keys that differ only in
    capitals; several authors without `and` between them; a web page that was saved as `works.bib`.

    Mend: do what the finding advises; the entry counts as it stands until then.
    """
    yield from raised(project, doubtful_entry)
