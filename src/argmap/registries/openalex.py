"""OpenAlex: a work by its DOI, as a second voice; a search only with the person's own key.

Since February 2026 it counts credits a day; a single work is free. Shapes after its own description and the answers
recorded by refchecker (2026).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from argmap.registries import OPENALEX
from argmap.registries.asking import (
    NoAnswerError,
    Request,
    as_table,
    expect_ok,
    first,
    in_path,
    is_absent,
    table,
    tables,
    with_query,
    years_in,
)
from argmap.registries.questions import Question
from argmap.registries.records import Record

ADDRESS = "https://api.openalex.org"
_MOST_HITS = 5
_DOI = "https://doi.org/"


def requests(questions: Sequence[Question]) -> Iterator[Request]:
    """One for each; a search is for the title alone, since names would narrow it."""
    for question in questions:
        if question.query.startswith("doi:"):
            yield Request(OPENALEX, f"/works/doi:{in_path(question.about)}", (question,))
        else:
            title = question.about.split(" | ")[0]
            yield Request(OPENALEX, with_query("/works", {"search": title, "per-page": _MOST_HITS}), (question,))


def read(request: Request, status: int, body: bytes) -> Mapping[Question, tuple[Record, ...]]:
    """The record of a DOI, or the hits of a search."""
    question = request.questions[0]
    if "?" in request.path:
        expect_ok(status)
        results = as_table(body).get("results")
        if not isinstance(results, list):
            raise NoAnswerError("it answered with JSON of another form")
        return {question: tuple(record_of(work) for work in tables(results)[:_MOST_HITS] if work.get("id"))}
    if is_absent(status, body):
        return {question: ()}
    expect_ok(status)
    found = record_of(as_table(body))
    if found.id != question.about:
        raise NoAnswerError("it answered with another DOI than was asked for")
    return {question: (found,)}


def record_of(work: Mapping[str, Any]) -> Record:
    """A work of OpenAlex's as a record; one without a DOI goes by OpenAlex's own number."""
    doi = first(work.get("doi")).lower().removeprefix(_DOI)
    source = table(table(work.get("primary_location")).get("source"))
    biblio = table(work.get("biblio"))
    pages = "-".join(dict.fromkeys(filter(None, (first(biblio.get("first_page")), first(biblio.get("last_page"))))))
    names = (
        first(table(item.get("author")).get("display_name")) or first(item.get("raw_author_name"))
        for item in tables(work.get("authorships"))
    )
    container = first(source.get("display_name"))
    return Record(
        id=doi or first(work.get("id")),
        title=first(work.get("title")) or first(work.get("display_name")),
        persons=tuple(filter(None, names)),
        years=years_in(work.get("publication_year")),
        type=first(work.get("type_crossref")) or first(work.get("type")),
        containers=(container,) if container else (),
        pages=pages,
    )
