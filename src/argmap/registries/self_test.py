"""One question of each kind to every registry, whose answers are known: do the services still answer as they did.

Nothing of a project is sent. What is asked about are works that many know: an article that was corrected, one that was
retracted, a data set, a DOI that does not exist, a preprint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from argmap.registries import ARXIV, CROSSREF, DATACITE, HANDLES, OPENALEX, crossref
from argmap.registries.asking import NoAnswerError
from argmap.registries.client import MODULES, Client
from argmap.registries.questions import Question
from argmap.registries.records import Record, holding_notice

Records = tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """A question with what its answer must be, in words and as a test."""

    question: Question
    expected: str
    holds: Callable[[Records], bool]


def _nature_is(nature: str) -> Callable[[Records], bool]:
    return lambda found: (
        bool(found) and (notice := holding_notice(found[0].notices)) is not None and notice.nature == nature
    )


def _title_has(word: str) -> Callable[[Records], bool]:
    return lambda found: any(word in record.title.casefold() for record in found)


_CORRECTED, _RETRACTED = "10.1371/journal.pone.0033693", "10.1016/s0140-6736(97)11096-0"
TRIALS = (
    Trial(Question(CROSSREF, f"doi:{_CORRECTED}"), "an article that was corrected in 2012", _nature_is("correction")),
    Trial(Question(CROSSREF, f"doi:{_RETRACTED}"), "an article that was retracted in 2010", _nature_is("retraction")),
    Trial(Question(CROSSREF, "doi:10.1371/notarealdoi"), "nothing", lambda found: not found),
    Trial(
        Question(CROSSREF, "works:Ileal-lymphoid-nodular hyperplasia, non-specific colitis | Wakefield | 1998"),
        "that article among the hits",
        lambda found: any(record.id == _RETRACTED for record in found),
    ),
    Trial(Question(DATACITE, "doi:10.48550/arxiv.1706.03762"), "a preprint", _title_has("attention")),
    Trial(Question(HANDLES, f"doi:{_CORRECTED}"), "a DOI that is registered", bool),
    Trial(Question(HANDLES, "doi:10.1371/notarealdoi"), "a DOI that is not registered", lambda found: not found),
    Trial(Question(OPENALEX, f"doi:{_CORRECTED}"), "the same article", _title_has("methylphenidate")),
    Trial(Question(ARXIV, "arxiv:1706.03762"), "a preprint", _title_has("attention")),
)


def try_services(client: Client) -> Iterator[tuple[Trial, str]]:
    """Each trial with what went wrong, in words; empty where nothing did."""
    for trial in TRIALS:
        try:
            found = _ask(trial.question, client)
        except NoAnswerError as error:
            yield trial, f"no answer: {error}"
            continue
        yield trial, "" if trial.holds(found) else f"another answer: {_shown(found)}"
    yield _batch(), _try_batch(client)


def _ask(question: Question, client: Client) -> Records:
    module = MODULES[question.registry]
    (request,) = module.requests([question])
    reply = client.ask(request)
    return module.read(request, reply.status, reply.body)[question]


def _batch() -> Trial:
    return Trial(Question(CROSSREF, "doi: two in one request"), "both articles", bool)


def _try_batch(client: Client) -> str:
    questions = [Question(CROSSREF, f"doi:{doi}") for doi in (_CORRECTED, _RETRACTED)]
    (request,) = crossref.requests(questions)
    try:
        reply = client.ask(request)
        found: Mapping[Question, Records] = crossref.read(request, reply.status, reply.body)
    except NoAnswerError as error:
        return f"no answer: {error}"
    return "" if all(found.values()) else "another answer: not both"


def _shown(found: Records) -> str:
    return "; ".join(f"{record.title[:60]} ({record.id})" for record in found[:3]) or "nothing"
