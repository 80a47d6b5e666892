"""doi.org itself: is a DOI registered at all, with whatever agency, and with which.

Its Handle API answers a DOI that exists with 200 and `responseCode` 1 (200: without values), one that does not with 404
and 100. `/doiRA/` names the agency. Asked only for DOIs that Crossref and DataCite lack.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from argmap.registries import HANDLES
from argmap.registries.asking import NoAnswerError, Request, as_table, expect_ok, first, is_absent, table
from argmap.registries.questions import Question
from argmap.registries.records import Record

ADDRESS = "https://doi.org"
_EXISTS, _ABSENT = (1, 200), 100


def requests(questions: Sequence[Question]) -> Iterator[Request]:
    """One for each DOI, whose own slashes stay what they are."""
    return (Request(HANDLES, f"/api/handles/{quote(question.about)}", (question,)) for question in questions)


def read(request: Request, status: int, body: bytes) -> Mapping[Question, tuple[Record, ...]]:
    """Whether the DOI is registered: a record of nothing but the DOI."""
    question = request.questions[0]
    if not is_absent(status, body):
        expect_ok(status)
    answer = as_table(body)
    code, handle = answer.get("responseCode"), first(answer.get("handle")).lower()
    if handle and handle != question.about:
        raise NoAnswerError("it answered with another DOI than was asked for")
    if status != 200 and code == _ABSENT:
        return {question: ()}
    if status == 200 and code in _EXISTS:
        return {question: (Record(question.about),)}
    raise NoAnswerError(f"it answered with the code {code}")


def agency_request(question: Question) -> Request:
    """The request for the agency of a DOI that is registered."""
    return Request(HANDLES, f"/doiRA/{quote(question.about)}", (question,))


def read_agency(status: int, body: bytes) -> str:
    """What the agency is called; empty where that is not told."""
    try:
        found = json.loads(body) if status == 200 else []
    except (ValueError, RecursionError):
        return ""
    return first(table(found[0]).get("RA")) if isinstance(found, list) and found else ""
