"""CIT: citations and lists that lost something on their way: the author, the address, all of the entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from argmap.checks.registry import MARKED_UP, Grounds, check
from argmap.checks.works import in_list
from argmap.findings.finding import Finding
from argmap.ground.patterns import later
from argmap.ground.text import shorten
from argmap.manuscript.account import account_of
from argmap.manuscript.document import Document
from argmap.manuscript.formats import FORMATS
from argmap.manuscript.headings import heads_references
from argmap.project import Project
from argmap.prose.paragraphs import Line

if TYPE_CHECKING:
    from argmap.sources.references.grammar import Grammar


@check("CIT034", "list-empty", "error", "candidate", about="paper")
def list_empty(project: Project) -> Iterator[Finding]:
    """A heading announces the list of references, and nothing stands below it.

    Why: none of the paper's citations can be followed.

    Example: `References` as the last line of a paper that cites (Smith 2010) and (Holm 1988).

    Mend: put the list in. Where a program makes the list out of a file beside the paper, nothing is said.
    """
    document = project.paper
    if in_list(document) or document.bibliographies or account_of(document).alarms:
        return
    if any(mark.kind == "key" for mark in document.marks):
        return
    # what a word processor keeps apart from the text, its notes, is read behind all of it
    passed_over = ("furniture", "note") if FORMATS[document.kind].typed else ("furniture",)
    for section in document.sections:
        if not heads_references(section.title):
            continue
        below = [
            block
            for block in document.blocks
            if section.heading_end <= block.start < section.end and block.kind not in passed_over
        ]
        if not any(re.search(r"\w", document.text[block.start : block.end]) for block in below):
            yield list_empty.finding(
                document.place(section.start, section.heading_end),
                f"Nothing stands below the heading “{section.title}”",
                quote=document.text[section.start : section.heading_end],
                # on a page the heading of a table of contents looks alike
                kind="laid out" if document.kind == "pdf" else "",
            )


_YEAR = r"(?:1[5-9]|20)\d\d[a-z]?"
_NAME = r"[^\W\d_a-z][\w'’-]+"


@cache
def _broken_forms() -> Grammar:
    """Citations that lost a part, with the words of all tongues that join names."""
    from argmap.sources.references.grammar import Grammar, pattern
    from argmap.sources.references.words import any_of

    joiner, others = any_of("joiners"), any_of("others")
    return Grammar(
        # ( , 2018), (& Holm, 2018), (et al., 2018), (Holm 1988; , 2018)
        no_name=pattern(
            rf"\(\s*(?:[,;]|{others}\.?,?|{joiner}\s{_NAME},?)\s*\(?{_YEAR}\s*[),:;]|\([^()]{{3,80}};\s*,\s*{_YEAR}\s*[),:;]"
        ),
        # (Holm, ) and (Holm et al., )
        no_year=pattern(
            rf"\((?P<names>{_NAME}(?:(?:\s{joiner}\s|,\s){_NAME}){{0,3}}(?P<others>\s{others}\.?)?),\s*\)",
            form=r"\([^()]*,\s*\)",
        ),
    )


# so many ( ), not f( ): a word and a space before it, and the sentence goes on or ends behind it
_NOTHING = later(r"(?<=[a-zà-ÿ]{3}\s)(?:\(\s*\)|\[\s*\])(?=\s[a-zà-ÿ]|[.,;](?:\s|$)|$)")
_BRACKET = re.compile(r"[(\[]")
_SEVERAL = 3
_NO_PROSE = re.compile(r"[={}_\\<>|]|\w\(\)")


@check("CIT035", "citation-without-author", "warning", "candidate", about="paper")
def citation_without_author(project: Project) -> Iterator[Finding]:
    """A citation has its brackets and has lost its author, its year, or both.

    Why: a name was lost on the way through a reference manager or a converter, and the work cannot be looked up.

    Example: `as in Argentina ( , 2018)`, `(et al., 2009)`, `(Holm, )`, `as others found [ ].`

    Mend: put in again what is missing. All places stand in one finding.
    """
    document = project.paper
    cited = {name for mark in document.marks for name in mark.authors}
    lines = [line for paragraph in project.prose for line in paragraph.lines if _BRACKET.search(line.text)]
    places = [place for line in lines for place in _broken(document, line, cited)]
    empty = [place for line in lines for place in _emptied(document, line)]
    brackets = _citing_brackets(document)
    places += [place for place in empty if place[2][0] in brackets or (not document.marks and len(empty) >= _SEVERAL)]
    places.sort()
    places += [
        (note.start, note.end, match[0])
        for note in document.notes
        for match in _broken_forms().no_name.finditer(note.body)
    ]
    if places:
        (start, end, words), *others = places
        shown = ", ".join(dict.fromkeys(shorten(words, 40) for *_, words in places[:4]))
        yield citation_without_author.finding(
            document.place(start, end),
            f"This citation is broken: {words}" if not others else f"{len(places)} citations are broken: {shown}",
            quote=document.text[start:end],
            related=[(document.place(first, last), shorten(text, 40)) for first, last, text in others],
        )


def _broken(document: Document, line: Line, cited: set[str]) -> Iterator[tuple[int, int, str]]:
    sentence = line.sentence
    found = [match[0] for match in _broken_forms().no_name.finditer(line.text)]
    found += [
        match[0]
        for match in _broken_forms().no_year.finditer(line.text)
        if match["others"] or match["names"].split()[0].strip(",") in cited
    ]
    for words in found:
        at = document.text.find(words, sentence.start, sentence.end)
        yield (sentence.start, sentence.end, words) if at < 0 else (at, at + len(words), words)


def _emptied(document: Document, line: Line) -> Iterator[tuple[int, int, str]]:
    """Brackets with nothing in them, in the file as in the text: a formula or a picture may stand there.

    On a page the reader may have lost what stood in them.
    """
    if document.kind not in MARKED_UP or not line.is_prose or _NO_PROSE.search(line.text):
        return
    for match in _NOTHING.finditer(line.text):
        at = document.text.find(match[0], line.sentence.start, line.sentence.end)
        end = at + len(match[0])
        if at >= 0:
            span = document.place(at, end)
            if span.line == span.end_line and span.end_column - span.column == end - at:
                yield at, end, match[0]


def _citing_brackets(document: Document) -> set[str]:
    """The brackets in which the paper cites: of `main ()` nothing is lost where works are cited as `[3]`."""
    kinds = {mark.kind for mark in document.marks if not mark.narrative}
    opening = {"author-date": "(", "numeric": "[", "key": "(["}
    return {bracket for kind in kinds for bracket in opening.get(kind, "")}


_DOUBLED = re.compile(
    r"https?://(?:dx\.)?doi\.org/(?:https?:/{1,2}|doi:|(?:dx\.)?doi\.org/)\S{0,200}|\bdoi:\s?doi:\S{0,200}|\bhttps?://https?:/{1,2}\S{0,200}",
    re.IGNORECASE,
)


@check(
    "CIT036",
    "address-doubled",
    "warning",
    about="paper",
    grounds=Grounds("The address has its beginning twice as the letters stand in the file, whatever is around it."),
)
def address_doubled(project: Project) -> Iterator[Finding]:
    """The beginning of a DOI or a web address stands twice in it.

    Why: it leads nowhere; mostly a style put `https://doi.org/` before a field that had it already.

    Example: `https://doi.org/https://doi.org/10.1000/182`, `doi:doi:10.1000/182`, `http://https://example.org`.

    Mend: take one of them out, in the field that the style fills in rather than here. All places stand in one finding.
    """
    document = project.paper
    places = [match.span() for match in _DOUBLED.finditer(document.text)]
    if places:
        (start, end), *others = places
        many = f"{len(places)} addresses begin twice: " if others else "This address begins twice: "
        yield address_doubled.finding(
            document.place(start, end),
            many + shorten(document.text[start:end], 80),
            quote=document.text[start:end],
            related=[(document.place(*other), shorten(document.text[slice(*other)], 60)) for other in others],
        )
