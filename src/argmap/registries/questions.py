"""What to ask which registry about a work, and in which order: its own identifiers first, a search only without them.

Each question has one form (`doi:10.1000/1`, `arxiv:1706.03762`, `works:TITLE | PERSON | YEAR`), under which its answer
is kept; so an entry that is changed is asked about anew. The same order tells later what the answers amount to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from argmap.registries import ARXIV, CROSSREF, DATACITE, HANDLES, ONLINE, OPENALEX, RETRACTION_WATCH
from argmap.registries.answers import Answer, Answers, seconds_between
from argmap.registries.identity import judge_hit, year_of
from argmap.registries.records import Record
from argmap.registries.slips import mended_dois
from argmap.sources.identifiers import asked_doi
from argmap.sources.source import Source

# who registers most DOIs that begin so: only the order of asking depends on it
_DATACITE_PREFIXES = frozenset(
    ("10.48550", "10.5281", "10.6084", "10.5061", "10.17632", "10.7910", "10.17605", "10.31234", "10.3929", "10.4121")
)
_ARXIV_ID = re.compile(
    r"(?:arxiv[:.]|arxiv\.org/(?:abs|pdf)/)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?\Z", re.I
)
_ARXIV_DOI = "10.48550/arxiv."
# kinds of works that registries seldom hold: what was not found there says nothing
_SELDOM = frozenset(
    (
        "thesis",
        "phdthesis",
        "mastersthesis",
        "report",
        "techreport",
        "unpublished",
        "manual",
        "misc",
        "online",
        "www",
        "webpage",
        "post",
        "post-weblog",
        "newspaper",
        "article-newspaper",
        "article-magazine",
        "magazine",
        "archive",
        "treaty",
        "legislation",
        "legal_case",
        "jurisdiction",
        "bill",
        "interview",
        "personal_communication",
        "patent",
        "standard",
        "video",
        "motion_picture",
        "broadcast",
        "speech",
        "map",
        "letter",
    )
)
_DAY = 86_400
FRESH, LONG_FRESH = 14 * _DAY, 180 * _DAY
"""How long an answer need not be asked for again: a record may be retracted meanwhile; without one it is long."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question to one registry."""

    registry: str
    query: str

    @property
    def about(self) -> str:
        """What follows the kind of question: the identifier, or the words to search for."""
        return self.query.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What the entry itself says it is: a DOI as it is asked for, an arXiv id, a number of PubMed; empty without."""

    doi: str = ""
    arxiv: str = ""
    pmid: str = ""


def identifiers_of(source: Source) -> Identifiers:
    """The identifiers in an entry, in the one form in which they are asked for."""
    doi = asked_doi(source.doi or "") or asked_doi(_of_address(source.url or ""))
    eprint = source.fields.get("eprint", "")
    kind = f"{source.fields.get('archiveprefix', '')} {source.fields.get('eprinttype', '')}".casefold()
    candidates = [eprint] if "arxiv" in kind or eprint.casefold().startswith("arxiv") else []
    candidates += [source.url or ""] if "arxiv.org/" in (source.url or "").casefold() else []
    candidates += [doi.removeprefix(_ARXIV_DOI)] if doi.startswith(_ARXIV_DOI) else []
    found = (_ARXIV_ID.search(text.strip().removesuffix(".pdf")) for text in candidates)
    arxiv = next((match[1].lower() for match in found if match), "")
    pmid = re.sub(r"\D", "", source.fields.get("pmid", ""))
    return Identifiers(doi, arxiv, pmid)


def _of_address(url: str) -> str:
    return url if re.match(r"https?://(?:dx\.|www\.)?doi\.org/10\.", url, re.I) else ""


def why_not_asked(source: Source, every_kind: bool = False) -> str:
    """Why nothing is asked about a work, in words; empty where it is."""
    own = identifiers_of(source)
    if own.doi or own.arxiv:
        return ""
    kind = source.type.casefold()
    untold = source.is_draft and kind == "misc"  # what argmap drafted out of a paper without its kind being told
    if not every_kind and kind in _SELDOM and not untold:
        return "registries seldom hold works of its kind"
    if not _can_be_searched(source):
        return "the entry has no identifier, and not title, year and a name, by which to search"
    return ""


def _can_be_searched(source: Source) -> bool:
    return bool(source.title and (source.authors or source.editors) and year_of(source))


def own_questions(source: Source) -> tuple[Question, ...]:
    """The questions that the entry's own identifiers answer, in the order of asking."""
    own = identifiers_of(source)
    asked = []
    if own.doi:
        registries = [CROSSREF, DATACITE]
        if own.doi.partition("/")[0] in _DATACITE_PREFIXES:
            registries.reverse()
        asked += [Question(registry, f"doi:{own.doi}") for registry in (*registries, HANDLES)]
    if own.arxiv:
        asked.append(Question(ARXIV, f"arxiv:{own.arxiv}"))
    return tuple(asked)


def search_question(source: Source) -> Question:
    """The search for a work without an identifier: title, first person, year; nothing else of the entry."""
    person = (*source.authors, *source.editors)[0].partition(",")[0]
    return Question(CROSSREF, f"works:{_plain(source.title or '')} | {_plain(person)} | {year_of(source)}")


def _plain(text: str) -> str:
    return " ".join(text.replace("|", " ").split())[:300]


def suggesting_questions(source: Source) -> tuple[Question, ...]:
    """What may tell the DOI that is meant by one that is not registered: mended DOIs, and the search for the work."""
    mended = (Question(CROSSREF, f"doi:{doi}") for doi in mended_dois(identifiers_of(source).doi))
    return (*mended, *((search_question(source),) if _can_be_searched(source) else ()))


def local_questions(source: Source, found: Record | None = None) -> tuple[Question, ...]:
    """What is looked up in the Retraction Watch data on this machine: by the entry's identifiers, else its record's."""
    own = identifiers_of(source)
    doi = own.doi or (found.id if found and found.id.startswith("10.") else "")
    return tuple(
        Question(RETRACTION_WATCH, f"{kind}:{value}") for kind, value in (("doi", doi), ("pmid", own.pmid)) if value
    )


def open_questions(
    source: Source,
    answers: Answers,
    now: str,
    *,
    registries: tuple[str, ...] = ONLINE,
    every_kind: bool = False,
    keyed: bool = False,
    confirm: bool = False,
) -> tuple[Question, ...]:
    """What to ask next about a work, after what is known at the moment `now`; empty where nothing is open.

    `registries` may be asked. `keyed`: OpenAlex may be searched, which it allows to those with a key. `confirm`: a
    first "no" of doi.org is open at once, and not a day later.
    """
    if why_not_asked(source, every_kind):
        return ()
    asked: list[Question] = []
    own = own_questions(source)
    ladder = [question for question in own if question.registry != ARXIV and question.registry in registries]
    asked += [question for question in own if question.registry == ARXIV and _due(answers, question, now)]
    for question in ladder:
        if _due(answers, question, now) or (confirm and _is_first_no(answers, question)):
            asked.append(question)
            break
        answer = answers.get(question.registry, question.query)
        if answer and answer.records:
            break
        if question.registry == HANDLES:
            asked += [wanted for wanted in suggesting_questions(source) if _due(answers, wanted, now)]
    if own:
        return tuple(asked)
    search = search_question(source)
    if _due(answers, search, now):
        return (search,)
    hits = records_of(answers, search)
    if any(judge_hit(source, record).outcome == "same" for record in hits):
        return ()
    second = second_voice(source, hits)
    if second:
        return (second,) if _due(answers, second, now) else ()
    wider = Question(OPENALEX, search.query)
    return (wider,) if keyed and _due(answers, wider, now) else ()


def second_voice(source: Source, hits: tuple[Record, ...]) -> Question | None:
    """The question by which another registry may bear out that a work of this title is by other persons."""
    other = next((record for record in hits if judge_hit(source, record).outcome == "another" and record.id), None)
    return Question(OPENALEX, f"doi:{other.id}") if other else None


def records_of(answers: Answers, question: Question) -> tuple[Record, ...]:
    """The records that a question was answered with."""
    answer = answers.get(question.registry, question.query)
    return answer.records if answer else ()


def _due(answers: Answers, question: Question, now: str) -> bool:
    answer = answers.get(question.registry, question.query)
    return answer is None or is_stale(answer, now)


def _is_first_no(answers: Answers, question: Question) -> bool:
    answer = answers.get(question.registry, question.query)
    return question.registry == HANDLES and answer is not None and not answer.records and not answer.sure_of_nothing


def is_stale(answer: Answer, now: str) -> bool:
    """Whether to ask again: a record may have been retracted since, and a first "no" is asked again a day later."""
    age = seconds_between(answer.asked, now)
    if answer.registry == HANDLES and not answer.records and not answer.sure_of_nothing:
        return age >= _DAY
    return age >= (FRESH if answer.records else LONG_FRESH)
