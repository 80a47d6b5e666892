"""How each work cited stands with the registries, worked out of the answers that are kept: no network, no clock.

Nothing absent is a fault. What has no answer was *not looked up*; what was not found was not found *in the registries
asked*, which lack two of five real references. Only a work's own identifier, or two registries that agree, say more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from argmap.registries import HANDLES, OPENALEX
from argmap.registries.answers import Answers
from argmap.registries.differences import Difference, differences
from argmap.registries.identity import agree, judge_by_identifier, judge_hit, says_taken_back
from argmap.registries.questions import (
    Question,
    identifiers_of,
    local_questions,
    own_questions,
    records_of,
    search_question,
    second_voice,
    suggesting_questions,
    why_not_asked,
)
from argmap.registries.records import Notice, Record, holding_notice
from argmap.registries.slips import likeness_of_dois
from argmap.sources.source import Source

State = Literal["found", "differs", "another-work", "not-registered", "not-found", "unclear", "not-looked-up"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the registries say of one work.

    `why` says in words why it was not looked up, or what is unclear. `record` is the record of the work, or of that
    other work; `second` of a second registry that bears it out. `sure`: whether the state is beyond doubt. `notice` is
    what holds now of all that was published about it, `hinted` where only a title says so; `asked` are the registries
    that answered, with the day (YYYY-MM-DD), `since` the day of the first "no"; `citing` is when the paper came out.
    `nearest` is the DOI that may be meant by one that is not registered: that of a record which is the work.
    """

    key: str
    state: State
    why: str = ""
    sure: bool = False
    record: Record | None = None
    registry: str = ""
    second: Record | None = None
    differences: tuple[Difference, ...] = ()
    notice: Notice | None = None
    hinted: bool = False
    published: str = ""
    asked: tuple[tuple[str, str], ...] = ()
    since: str = ""
    nearest: str = ""
    citing: str = ""

    @property
    def notice_came(self) -> Literal["before", "after"] | None:
        """Whether the notice came before or after the paper that cites the work; None where the dates do not tell."""
        notice = self.notice.date if self.notice else ""
        both = min(len(notice), len(self.citing))
        if not both or notice[:both] == self.citing[:both]:
            return None
        return "before" if notice < self.citing else "after"


def standings(sources: Mapping[str, Source], answers: Answers, citing: str = "") -> dict[str, Standing]:
    """The standing of every work, by key, for a paper that came out on the day `citing` (YYYY, YYYY-MM, YYYY-MM-DD).

    None where nothing was ever asked.
    """
    if not answers.by_question:
        return {}
    found = {key: replace(stand(source, answers), citing=citing) for key, source in sources.items()}
    for key, standing in found.items():
        if standing.second and any(other.record == standing.record for other in found.values() if other != standing):
            why = "a work of this title by others was found, which the bibliography has too"
            found[key] = replace(standing, state="unclear", why=why, second=None)
        if standing.state == "not-registered":
            found[key] = replace(standing, nearest=_nearest(sources[key], answers, found.values()))
    return found


def _nearest(source: Source, answers: Answers, others: Iterable[Standing]) -> str:
    """The DOI most like the one that is not registered, of the records that are the work; empty where none is."""
    records = [record for question in suggesting_questions(source) for record in records_of(answers, question)]
    records += [other.record for other in others if other.state in ("found", "differs") and other.record]
    dois = {r.id for r in records if r.id.startswith("10.") and judge_hit(source, r).outcome == "same"}
    own = identifiers_of(source).doi
    return max(dois, key=lambda doi: (likeness_of_dois(own, doi), doi), default="")


def stand(source: Source, answers: Answers) -> Standing:
    """The standing of one work."""
    own = own_questions(source)
    found = _by_identifier(source, answers, own) if own else _by_search(source, answers)
    if found.state in ("another-work", "not-registered"):
        return found
    return _with_notices(source, answers, found)


def _asked(answers: Answers, *questions: Question) -> tuple[tuple[str, str], ...]:
    known = (answers.get(question.registry, question.query) for question in questions)
    return tuple((answer.registry, answer.asked[:10]) for answer in known if answer)


def _by_identifier(source: Source, answers: Answers, own: tuple[Question, ...]) -> Standing:
    asked = _asked(answers, *own)
    unclear: Standing | None = None
    for question in own:
        answer = answers.get(question.registry, question.query)
        if answer is None or not answer.records or question.registry == HANDLES:
            continue
        record = answer.records[0]
        judged = judge_by_identifier(source, record)
        if judged.outcome == "same":
            differ = differences(source, record)
            state: State = "differs" if differ else "found"
            return Standing(
                source.key, state, "", True, record, question.registry, None, differ, asked=asked,
                published=_published(own, answers),
            )  # fmt: skip
        if judged.outcome == "another":
            sure = judged.sure and not source.is_draft  # what was drafted out of a paper may be read wrong
            return Standing(source.key, "another-work", "", sure, record, question.registry, asked=asked)
        why = f"its identifier leads to “{record.title}”, which may be a part of it, or it of that"
        unclear = unclear or Standing(source.key, "unclear", why, False, record, question.registry, asked=asked)
    if unclear:
        return unclear
    return _without_record(source, answers, own, asked)


def _without_record(
    source: Source, answers: Answers, own: tuple[Question, ...], asked: tuple[tuple[str, str], ...]
) -> Standing:
    handle = next((answers.get(q.registry, q.query) for q in own if q.registry == HANDLES), None)
    if handle and handle.records:
        agency = handle.records[0].agency
        whose = f"with {agency}" if agency else "with an agency"
        why = f"its DOI is registered {whose}, whose records are not asked"
        return Standing(source.key, "not-looked-up", why, asked=asked)
    if handle and handle.sure_of_nothing:
        return Standing(source.key, "not-registered", sure=True, asked=asked, since=(handle.since or handle.asked)[:10])
    if handle:
        why = "doi.org did not know its DOI when asked once; it is asked again a day later"
        return Standing(source.key, "not-looked-up", why, asked=asked)
    if all(answers.get(question.registry, question.query) for question in own):
        return Standing(source.key, "not-found", asked=asked)
    return Standing(
        source.key, "not-looked-up", "a registry that knows its identifier has not answered yet", asked=asked
    )


def _by_search(source: Source, answers: Answers) -> Standing:
    why = why_not_asked(source)
    if why_not_asked(source, every_kind=True):
        return Standing(source.key, "not-looked-up", why)
    search = search_question(source)
    wider = Question(OPENALEX, search.query)
    answer = answers.get(search.registry, search.query)
    asked = _asked(answers, search, wider)
    if answer is None:
        return Standing(source.key, "not-looked-up", why or "no registry has answered yet", asked=asked)
    hits = [(question.registry, record) for question in (search, wider) for record in records_of(answers, question)]
    for registry, record in hits:
        if judge_hit(source, record).outcome == "same":
            return Standing(source.key, "found", "", True, record, registry, asked=asked, published=record.published)
    second = second_voice(source, answer.records)
    if second:
        other = next(record for record in answer.records if f"doi:{record.id}" == second.query)
        voices = records_of(answers, second)
        if voices and judge_hit(source, voices[0]).outcome == "another" and agree(other, voices[0]):
            asked = _asked(answers, search, second)
            return Standing(source.key, "another-work", "", False, other, search.registry, voices[0], asked=asked)
        why = f"a work of this title by other persons was found (doi:{other.id}), and nothing bears that out"
        return Standing(source.key, "unclear", why, record=other, registry=search.registry, asked=asked)
    return Standing(source.key, "not-found", asked=asked)


def _published(own: tuple[Question, ...], answers: Answers) -> str:
    """The DOI under which a preprint was published, where a registry says so and the entry does not."""
    mine = {question.about for question in own}
    for question in own:
        for record in records_of(answers, question)[:1]:
            if record.published and record.published not in mine:
                return record.published
    return ""


def _with_notices(source: Source, answers: Answers, found: Standing) -> Standing:
    """The standing with what was published about the work, from its record and from Retraction Watch."""
    of_it = found.record if found.state in ("found", "differs") else None
    local = local_questions(source, of_it)
    records = [of_it, *(record for question in local for record in records_of(answers, question)[:1])]
    notice, hinted = holding_notice({n: None for record in records if record for n in record.notices}), False
    hint = says_taken_back(of_it.title) if of_it and notice is None else None
    if hint and not says_taken_back(source.title or ""):
        notice, hinted = Notice(hint, told_by=found.registry), True
    return replace(found, notice=notice, hinted=hinted, asked=(*found.asked, *_asked(answers, *local)))


def last_asked(answers: Answers) -> dict[str, tuple[int, str, str]]:
    """For each registry that answered: to how many questions, on which day first, and on which last."""
    told: dict[str, tuple[int, str, str]] = {}
    for answer in answers.by_question.values():
        day = answer.asked[:10]
        number, first, last = told.get(answer.registry, (0, day, day))
        told[answer.registry] = (number + 1, min(first, day), max(last, day))
    return dict(sorted(told.items()))
