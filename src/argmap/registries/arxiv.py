"""arXiv's API: preprints by their numbers, many in one request, as an Atom feed.

Its comment says whether a paper was withdrawn, its `doi` under which it was published. Shapes after arXiv's manual.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from argmap.registries import ARXIV
from argmap.registries.asking import (
    NoAnswerError,
    Request,
    expect_ok,
    in_batches,
    looks_like_page,
    with_query,
    years_in,
)
from argmap.registries.questions import Question
from argmap.registries.records import Notice, Record
from argmap.tongues.lists import lists_of_all

ADDRESS = "https://export.arxiv.org"
_MOST_AT_ONCE = 50
_ATOM, _OWN = "{http://www.w3.org/2005/Atom}", "{http://arxiv.org/schemas/atom}"
_ID = re.compile(r"arxiv\.org/abs/(.+?)(?:v\d+)?\Z", re.IGNORECASE)


def requests(questions: Sequence[Question]) -> Iterator[Request]:
    """All numbers, fifty at a time: arXiv asks for three seconds between requests."""
    for batch in in_batches(questions, _MOST_AT_ONCE):
        numbers = ",".join(question.about for question in batch)
        yield Request(ARXIV, with_query("/api/query", {"id_list": numbers, "max_results": len(batch)}), batch)


def read(request: Request, status: int, body: bytes) -> Mapping[Question, tuple[Record, ...]]:
    """The record of each number."""
    expect_ok(status)
    if looks_like_page(body):
        raise NoAnswerError("it answered with a web page")
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        feed = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise NoAnswerError("it answered with something that is not XML") from None
    if feed.tag != f"{_ATOM}feed":
        raise NoAnswerError("it answered with XML of another form")
    found = {}
    for entry in feed.findall(f"{_ATOM}entry"):
        number = _ID.search(_text(entry, f"{_ATOM}id"))
        if number:
            found[number[1].lower()] = _record(number[1].lower(), entry)
        elif "/api/errors" in _text(entry, f"{_ATOM}id"):
            raise NoAnswerError("it could not take one of the numbers")
    return {q: (found[q.about],) if q.about in found else () for q in request.questions}


def _record(number: str, entry: Any) -> Record:
    doi = _text(entry, f"{_OWN}doi").lower()
    comment = " ".join(_text(entry, f"{_OWN}comment").split())
    dates = [_text(entry, f"{_ATOM}{name}") for name in ("published", "updated")]
    withdrawn = _withdrawn().search(comment)
    return Record(
        id=number,
        title=" ".join(_text(entry, f"{_ATOM}title").split()),
        persons=tuple(
            filter(None, (_text(author, f"{_ATOM}name") for author in entry.findall(f"{_ATOM}author")[:400]))
        ),
        years=years_in(*dates),
        type="preprint",
        notices=(Notice("withdrawal", dates[1][:10], told_by=ARXIV),) if withdrawn else (),
        published=doi if doi.startswith("10.") else "",
    )


def _text(element: Any, name: str) -> str:
    return (element.findtext(name) or "").strip()[:2_000]


@cache
def _withdrawn() -> re.Pattern[str]:
    words = sorted(lists_of_all("registries")["withdrawn-comment"])
    return re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
