"""Crossref's REST API: works by DOI, up to twenty at once, and a search by title, name and year.

Shapes after the answers recorded in the tests of habanero (June 2026) and Crossref's own description of its format.
`updated-by` stands on the work that a notice is about, `update-to` on the notice.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from argmap.registries import CROSSREF
from argmap.registries.asking import (
    NoAnswerError,
    Request,
    as_table,
    expect_ok,
    first,
    in_batches,
    in_path,
    is_absent,
    table,
    tables,
    texts,
    with_query,
    years_in,
)
from argmap.registries.questions import Question
from argmap.registries.records import Nature, Notice, Record

ADDRESS = "https://api.crossref.org"
_MOST_AT_ONCE, _MOST_HITS = 20, 5
_MARKUP = re.compile(r"</?(?:[bi]|em|strong|su[bp]|scp|u|tt|mml:[a-z]+|jats:[a-z]+)(?: [^<>]{0,200})?/?>")
_DATES = ("published-print", "published-online", "issued", "published")
# its types of updates (an addendum, a new version and the like change nothing that stands)
_NATURES: Mapping[str, Nature] = {
    "retraction": "retraction",
    "removal": "withdrawal",
    "withdrawal": "withdrawal",
    "partial_retraction": "partial-retraction",
    "expression_of_concern": "concern",
    "correction": "correction",
    "corrigendum": "correction",
    "erratum": "correction",
    "reinstatement": "reinstatement",
    "retraction_and_replacement": "replacement",
    "retracted_and_replaced": "replacement",
}


def requests(questions: Sequence[Question]) -> Iterator[Request]:
    """DOIs in batches, those with a comma (a filter takes it for the next condition) and searches one by one."""
    dois = [question for question in questions if question.query.startswith("doi:")]
    together = [question for question in dois if "," not in question.about]
    for batch in in_batches(together, _MOST_AT_ONCE):
        if len(batch) == 1:
            yield single(batch[0])
        else:
            names = ",".join(f"doi:{question.about}" for question in batch)
            yield Request(CROSSREF, with_query("/works", {"filter": names, "rows": len(batch)}), batch)
    yield from (single(question) for question in dois if question not in together)
    for question in questions:
        if question not in dois:
            words = " ".join(question.about.split(" | "))
            yield Request(
                CROSSREF, with_query("/works", {"query.bibliographic": words, "rows": _MOST_HITS}), (question,)
            )


def single(question: Question) -> Request:
    """The request for one DOI."""
    return Request(CROSSREF, f"/works/{in_path(question.about)}", (question,))


def read(request: Request, status: int, body: bytes) -> Mapping[Question, tuple[Record, ...]]:
    """The record of each DOI, or the hits of a search."""
    if len(request.questions) == 1 and "?" not in request.path and is_absent(status, body):
        return {request.questions[0]: ()}
    expect_ok(status)
    message = table(as_table(body).get("message"))
    if "?" not in request.path:
        found = record_of(message)
        question = request.questions[0]
        if found is None or found.id != question.about:
            raise NoAnswerError("it answered with another DOI than was asked for")
        return {question: (found,)}
    items = message.get("items")
    if not isinstance(items, list):
        raise NoAnswerError("it answered with JSON of another form")
    records = [found for item in tables(items) if (found := record_of(item))]
    if not request.questions[0].query.startswith("doi:"):
        return {request.questions[0]: tuple(records[:_MOST_HITS])}
    by_doi = {record.id: record for record in records}
    return {q: (by_doi[q.about],) if q.about in by_doi else () for q in request.questions}


def record_of(work: Mapping[str, Any]) -> Record | None:
    """A work of Crossref's as a record; None where it has no DOI."""
    doi = first(work.get("DOI")).lower()
    if not doi:
        return None
    relation = table(work.get("relation"))
    published = [
        first(item.get("id")) for item in tables(relation.get("is-preprint-of")) if item.get("id-type") == "doi"
    ]
    return Record(
        id=doi,
        title=_plain(first(work.get("title"))),
        subtitle=_plain(first(work.get("subtitle"))),
        persons=_persons(work.get("author")),
        editors=_persons(work.get("editor")),
        years=years_in(*(part[0] for name in _DATES if (part := _date_parts(work.get(name))))),
        type=first(work.get("type")),
        containers=tuple(
            dict.fromkeys((*texts(work.get("container-title")), *texts(work.get("short-container-title"))))
        ),
        pages=first(work.get("page")),
        notices=_notices(work.get("updated-by")),
        notice_of=_notices(work.get("update-to")),
        published=published[0].lower() if published else "",
    )


def _plain(title: str) -> str:
    """A title without the markup of faces and formulas that it may come with, and its character references read."""
    return " ".join(_MARKUP.sub("", html.unescape(html.unescape(title))).split())


def _persons(value: object) -> tuple[str, ...]:
    names = []
    for person in tables(value):
        family, given = first(person.get("family")), first(person.get("given"))
        names.append(", ".join(filter(None, (family, given))) or first(person.get("name")))
    return tuple(filter(None, names))


def _date_parts(value: object) -> list[int]:
    parts = table(value).get("date-parts")
    row = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    return [part for part in row if isinstance(part, int)]


def _notices(value: object) -> tuple[Notice, ...]:
    return tuple(
        Notice(
            nature,
            "-".join(f"{part:02}" for part in _date_parts(update.get("updated"))[:3]),
            first(update.get("DOI")).lower(),
            first(update.get("source")),
        )
        for update in tables(value)
        if (nature := _NATURES.get(first(update.get("type")).lower().replace("-", "_").replace(" ", "_")))
    )
