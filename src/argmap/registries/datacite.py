"""DataCite's REST API: works by DOI, which are data, software, theses, and preprints of arXiv and Zenodo.

Shapes after its own description of the JSON:API answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from argmap.registries import DATACITE
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
    years_in,
)
from argmap.registries.questions import Question
from argmap.registries.records import Record

ADDRESS = "https://api.datacite.org"
_KINDS = {"Dataset": "dataset", "Software": "software", "JournalArticle": "journal-article", "Preprint": "preprint"}


def requests(questions: Sequence[Question]) -> Iterator[Request]:
    """One for each DOI."""
    return (Request(DATACITE, f"/dois/{in_path(question.about)}", (question,)) for question in questions)


def read(request: Request, status: int, body: bytes) -> Mapping[Question, tuple[Record, ...]]:
    """The record of the DOI."""
    question = request.questions[0]
    if is_absent(status, body):
        return {question: ()}
    expect_ok(status)
    found = table(table(as_table(body).get("data")).get("attributes"))
    if first(found.get("doi")).lower() != question.about:
        raise NoAnswerError("it answered with another DOI than was asked for")
    titles = tables(found.get("titles"))
    main = [first(t.get("title")) for t in titles if not t.get("titleType")] or [first(t.get("title")) for t in titles]
    sub = [first(title.get("title")) for title in titles if title.get("titleType") == "Subtitle"]
    kind = first(table(found.get("types")).get("resourceTypeGeneral"))
    container = first(table(found.get("container")).get("title"))
    dates = [
        first(date.get("date")) for date in tables(found.get("dates")) if date.get("dateType") in ("Issued", "Created")
    ]
    return {
        question: (
            Record(
                id=question.about,
                title=next(iter(main), ""),
                subtitle=next(iter(sub), ""),
                persons=tuple(filter(None, map(_person, tables(found.get("creators"))))),
                years=years_in(found.get("publicationYear"), *dates),
                type=_KINDS.get(kind, kind.lower()),
                containers=(container,) if container else (),
                published=_published(question.about, tables(found.get("relatedIdentifiers"))),
            ),
        )
    }


def _person(creator: Mapping[str, object]) -> str:
    family, given = first(creator.get("familyName")), first(creator.get("givenName"))
    return ", ".join(filter(None, (family, given))) or first(creator.get("name"))


def _published(doi: str, related: Sequence[Mapping[str, object]]) -> str:
    """What a preprint of arXiv is a version of; a version of data or software is no publication of it."""
    found = (
        first(item.get("relatedIdentifier")).lower()
        for item in related
        if item.get("relationType") == "IsVersionOf" and item.get("relatedIdentifierType") == "DOI"
    )
    return next((other for other in found if other.startswith("10.")), "") if doi.startswith("10.48550/") else ""
