"""One run of asking: what is open for each work goes to the registries, and every answer is kept as it comes.

An answer is written before the next request is sent, so that a run that is stopped, or killed, loses none; the next run
goes on with what is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from argmap.registries import CROSSREF, HANDLES, ONLINE, crossref, handles
from argmap.registries.answers import Answer, Answers, keep_answers, read_answers
from argmap.registries.asking import NoAnswerError, Request
from argmap.registries.client import MODULES, Client, moment_now
from argmap.registries.questions import Question, open_questions
from argmap.registries.records import Record
from argmap.sources.source import Source

Told = Callable[[int, int, str], None]
"""Told how many questions are answered, of how many known so far, and which registry is asked now."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to ask: `registries` of those that can be; works of every kind; a first "no" of doi.org once more at once;
    the works in `anew` whatever is known of them; whether OpenAlex may be searched.
    """

    registries: tuple[str, ...] = ONLINE
    every_kind: bool = False
    confirm: bool = False
    anew: frozenset[str] = frozenset()
    keyed: bool = False


@dataclass
class Outcome:
    """What a run came to: how many questions were answered, and why others were not, by question."""

    answered: int = 0
    unanswered: dict[Question, str] = field(default_factory=dict)


def open_now(
    sources: Mapping[str, Source], answers: Answers, moment: str, choice: Choice, done: Iterable[Question] = ()
) -> dict[str, list[Question]]:
    """The questions that are open now, by registry in the order of asking, each once; `done` are left out."""
    passed = set(done)
    found: dict[str, dict[Question, None]] = {registry: {} for registry in choice.registries}
    for key, source in sources.items():
        known = answers
        if key in choice.anew:
            known = Answers({k: a for k, a in answers.by_question.items() if Question(*k) in passed})
        asked = open_questions(
            source,
            known,
            moment,
            registries=choice.registries,
            every_kind=choice.every_kind,
            keyed=choice.keyed,
            confirm=choice.confirm,
        )
        for question in asked:
            if question not in passed and question.registry in found:
                found[question.registry][question] = None
    return {registry: list(questions) for registry, questions in found.items() if questions}


def requests_for(questions: Mapping[str, list[Question]]) -> list[Request]:
    """The requests that these questions become."""
    return [request for registry, asked in questions.items() for request in MODULES[registry].requests(asked)]


def look_up(
    root: Path,
    sources: Mapping[str, Source],
    client: Client,
    choice: Choice = Choice(),
    *,
    moment: Callable[[], str] = moment_now,
    told: Told = lambda done, known, registry: None,
) -> Outcome:
    """Ask all that is open about the works of the project at `root`, until nothing is or the client's time is up."""
    outcome, answers, begun = Outcome(), read_answers(root), moment()
    done: set[Question] = set()
    while waiting := open_now(sources, answers, begun, choice, done):
        requests = requests_for(waiting)
        while requests:
            request = requests.pop(0)
            left = sum(len(other.questions) for other in requests) + len(request.questions)
            told(len(done), len(done) + left, request.registry)
            done |= set(request.questions)
            try:
                found = _answers_to(request, client, choice, moment)
            except NoAnswerError as error:
                if request.registry == CROSSREF and len(request.questions) > 1 and CROSSREF not in client.closed:
                    requests[:0] = [crossref.single(question) for question in request.questions]
                else:
                    outcome.unanswered |= dict.fromkeys(request.questions, str(error))
                continue
            answers = keep_answers(root, found)
            outcome.answered += len(found)
    told(len(done), len(done), "")
    return outcome


def _answers_to(request: Request, client: Client, choice: Choice, moment: Callable[[], str]) -> list[Answer]:
    module = MODULES[request.registry]
    reply = client.ask(request)
    read = module.read(request, reply.status, reply.body)
    confirmed = False
    if request.registry == HANDLES:
        (question,) = request.questions
        if read[question]:
            read = {question: (_with_agency(question, client),)}
        elif choice.confirm:
            reply = client.ask(request)
            confirmed = not module.read(request, reply.status, reply.body)[question]
    asked = moment()
    return [Answer(q.registry, q.query, asked, records, confirmed=confirmed) for q, records in read.items()]


def _with_agency(question: Question, client: Client) -> Record:
    try:
        reply = client.ask(handles.agency_request(question))
    except NoAnswerError:
        return Record(question.about)
    return Record(question.about, agency=handles.read_agency(reply.status, reply.body))
