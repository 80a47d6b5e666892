"""One run of asking: what is open for each work goes to the registries, and every answer is kept as it comes.

Each registry is asked beside the others, as many questions at once as it bears. One thread alone writes: every answer
as it comes, so that a run that is stopped, or killed, loses none but those under way; the next run goes on with what is
open. The file is the same in whatever order they come, since its lines are sorted.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

from argmap.registries import CROSSREF, HANDLES, ONLINE, STORE, crossref, dumps, handles, retraction_watch
from argmap.registries.answers import Answer, Answers, keep_answers, read_answers
from argmap.registries.asking import NoAnswerError, Request
from argmap.registries.client import MODULES, Client, moment_now
from argmap.registries.questions import (
    Question,
    local_questions,
    open_questions,
    own_questions,
    search_question,
    suggesting_questions,
    why_not_asked,
)
from argmap.registries.records import Record
from argmap.registries.standing import stand
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
    name: str = STORE,
    moment: Callable[[], str] = moment_now,
    told: Told = lambda done, known, registry: None,
) -> Outcome:
    """Ask all that is open about the works of the project at `root`, until nothing is or the client's time is up.

    The answers are kept there in the file `name`.
    """
    outcome, answers, begun = Outcome(), read_answers(root, name), moment()
    done: set[Question] = set()
    while waiting := open_now(sources, answers, begun, choice, done):
        asked = [question for questions in waiting.values() for question in questions]
        left, unanswered = len(asked), dict[Question, str]()
        done |= set(asked)
        for request, found in _ask_all(requests_for(waiting), client, choice, moment):
            left -= len(request.questions)
            told(len(done) - left, len(done), request.registry)
            if isinstance(found, NoAnswerError):
                unanswered |= dict.fromkeys(request.questions, str(found))
            else:
                answers = keep_answers(root, found, name)
                outcome.answered += len(found)
        outcome.unanswered |= {question: unanswered[question] for question in asked if question in unanswered}
    told(len(done), len(done), "")
    return outcome


def look_here(root: Path, sources: Collection[Source], every_kind: bool = False, *, name: str = STORE) -> Answers:
    """Keep what the data on this machine say: Retraction Watch of all works, a dump where nobody has answered.

    Of a DOI that is not registered the dump is also asked what may be meant. Returns all answers that are kept now.
    """
    known = read_answers(root, name)
    open_here = [
        question
        for source in sources
        if not why_not_asked(source, every_kind)
        for question in (
            *(own_questions(source) or (search_question(source),)),
            *(suggesting_questions(source) if stand(source, known).state == "not-registered" else ()),
        )
        if known.get(question.registry, question.query) is None
    ]
    if found := dumps.look_up(open_here):
        known = keep_answers(root, found, name)
    watched = [question for source in sources for question in local_questions(source, stand(source, known).record)]
    new = [answer for answer in retraction_watch.look_up(watched) if known.by_question.get(answer.key) != answer]
    return keep_answers(root, new, name) if new else known


_Found = list[Answer] | NoAnswerError


def _ask_all(
    requests: Iterable[Request], client: Client, choice: Choice, moment: Callable[[], str]
) -> Iterator[tuple[Request, _Found]]:
    """What came of each request, as it comes: each in a thread of its own, so many at once as its registry bears."""
    waiting: dict[str, deque[Request]] = {}
    for request in requests:
        waiting.setdefault(request.registry, deque()).append(request)
    under_way: Counter[str] = Counter()
    come: SimpleQueue[tuple[Request, _Found | BaseException]] = SimpleQueue()

    def ask(request: Request) -> None:
        try:
            come.put((request, _answers_to(request, client, choice, moment)))
        except BaseException as error:
            come.put((request, error))

    while any(waiting.values()) or under_way.total():
        for registry, line in waiting.items():
            # a recording is played in the order in which it was made
            most = client.at_once(registry) if client.player is None else not under_way.total()
            while line and under_way[registry] < most:
                under_way[registry] += 1
                Thread(target=ask, args=(line.popleft(),), daemon=True).start()
        request, found = _next_of(come)
        under_way[request.registry] -= 1
        many = request.registry == CROSSREF and len(request.questions) > 1
        if isinstance(found, NoAnswerError) and many and CROSSREF not in client.closed:
            waiting[CROSSREF].extendleft(crossref.single(question) for question in reversed(request.questions))
        elif isinstance(found, BaseException) and not isinstance(found, NoAnswerError):
            raise found
        else:
            yield request, found


_Come = TypeVar("_Come")


def _next_of(come: SimpleQueue[_Come]) -> _Come:
    """The next that comes; waited for in short stretches, since on Windows nothing interrupts a wait."""
    while True:
        with suppress(Empty):
            return come.get(timeout=0.5)


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
    asked = reply.asked or moment()
    return [Answer(q.registry, q.query, asked, records, confirmed=confirmed) for q, records in read.items()]


def _with_agency(question: Question, client: Client) -> Record:
    try:
        reply = client.ask(handles.agency_request(question))
    except NoAnswerError:
        return Record(question.about)
    return Record(question.about, agency=handles.read_agency(reply.status, reply.body))
