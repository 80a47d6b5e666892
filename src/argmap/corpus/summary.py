"""What the records of many papers say together: what fires where, what could not be audited, which works many cite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from argmap.corpus.records import STATES, FindingRow, Record, State, WorkRow
from argmap.findings.finding import SEVERITIES
from argmap.sources.duplicates import fold_title
from argmap.sources.identifiers import asked_doi, bare_doi

_FEWEST_WORDS = 4
"""Shorter titles ("Introduction to ethics") are shared by many works."""
_FEWEST_PAPERS = 2
_UNSTATED = "not stated"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper that was audited, with how many of the findings shown by default it has of each kind."""

    path: str
    title: str
    errors: int
    warnings: int
    notes: int
    candidates: int
    unchecked: int

    @property
    def weight(self) -> tuple[int, int, int, int]:
        """How bad it is, for ordering: certain errors, warnings and notes before guesses."""
        return self.errors, self.warnings, self.notes, self.candidates


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A check: in how many papers it fired, and how often, by certainty; `kinds` counts papers by format."""

    code: str
    slug: str
    papers: int
    certain: int
    candidates: int
    unchecked: int
    kinds: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class GroupLine:
    """Papers of one format, or of one folder: how many, and how many certain findings and candidates they have."""

    name: str
    papers: int
    certain: int
    candidates: int
    failed: int
    codes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work that several papers cite: in how many, and the ways in which they describe it, most used first."""

    name: str
    papers: int
    years: tuple[tuple[str, int], ...]
    titles: tuple[tuple[str, int], ...]

    @property
    def differs(self) -> bool:
        """Whether papers disagree on its year."""
        return len(self.years) > 1


@dataclass(frozen=True, slots=True)
class RetractedWork:
    """A work that was retracted, or that a concern was told of: the notice that holds, and the papers that cite it."""

    name: str
    doi: str
    nature: str
    date: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """All of it. `groups` are those by format, year, journal and folder, where there are several of a sort; `failed`
    are path, state and reason of each paper that was not audited, in order.
    """

    papers: int
    audited: int
    lines: tuple[PaperLine, ...]
    failed: tuple[tuple[str, State, str], ...]
    codes: tuple[CodeLine, ...]
    groups: tuple[tuple[str, tuple[GroupLine, ...]], ...]
    works: tuple[CitedWork, ...]
    retracted: tuple[RetractedWork, ...]
    seconds: float


def summarise(records: Iterable[Record]) -> Summary:
    """What records say together. Weak candidates are not counted, as they are not shown of one paper either."""
    kept = list(records)
    audited = [r for r in kept if r["state"] == "audited"]
    return Summary(
        papers=len(kept),
        audited=len(audited),
        lines=tuple(sorted(map(_paper_line, audited), key=lambda line: [*(-n for n in line.weight), line.path])),
        failed=tuple(
            (r["path"], r["state"], r["error"] or STATES[r["state"]]) for r in kept if r["state"] != "audited"
        ),
        codes=tuple(_code_lines(audited)),
        groups=tuple((title, lines) for title, name in _GROUPED if len(lines := tuple(_group_lines(kept, name))) > 1),
        works=tuple(_cited_works(audited)),
        retracted=tuple(_retracted_works(audited)),
        seconds=sum(r["seconds"] for r in kept),
    )


def _shown(record: Record) -> list[FindingRow]:
    return [f for f in record["findings"] if f["shown"]]


def _sort_of(finding: FindingRow) -> str:
    if not finding["checkable"]:
        return "unchecked"
    return finding["severity"] if finding["certainty"] == "certain" else "candidate"


def _paper_line(record: Record) -> PaperLine:
    counts = Counter(map(_sort_of, _shown(record)))
    sorts = (*(counts[severity] for severity in SEVERITIES), counts["candidate"], counts["unchecked"])
    return PaperLine(record["path"], record["title"] or "", *sorts)


def _code_lines(records: Sequence[Record]) -> Iterator[CodeLine]:
    slugs: dict[str, str] = {}
    sorts: Counter[tuple[str, str]] = Counter()
    papers: dict[str, Counter[str]] = {}
    for record in records:
        for finding in _shown(record):
            slugs[finding["code"]] = finding["slug"]
            sort = _sort_of(finding)
            sorts[finding["code"], sort if sort in ("candidate", "unchecked") else "certain"] += 1
        for code in {f["code"] for f in _shown(record)}:
            papers.setdefault(code, Counter())[record["format"] or ""] += 1
    for code in sorted(papers, key=lambda c: (-papers[c].total(), c)):
        yield CodeLine(
            code,
            slugs[code],
            papers=papers[code].total(),
            certain=sorts[code, "certain"],
            candidates=sorts[code, "candidate"],
            unchecked=sorts[code, "unchecked"],
            kinds=dict(papers[code].most_common()),
        )


_GROUPED: tuple[tuple[str, Callable[[Record], str]], ...] = (
    ("By format", lambda record: record["format"] or "not read"),
    ("By year", lambda record: record["year"] or _UNSTATED),
    ("By journal", lambda record: record["journal"] or _UNSTATED),
    ("By folder", lambda record: str(PurePath(record["path"]).parent)),
)


def _group_lines(records: Sequence[Record], name_of: Callable[[Record], str]) -> Iterator[GroupLine]:
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(name_of(record), []).append(record)
    for name, members in sorted(groups.items()):
        findings = [f for r in members for f in _shown(r)]
        counts = Counter(map(_sort_of, findings))
        codes = Counter(code for r in members for code in {f["code"] for f in _shown(r)})
        yield GroupLine(
            name,
            papers=len(members),
            certain=sum(counts[severity] for severity in SEVERITIES),
            candidates=counts["candidate"],
            failed=sum(r["state"] != "audited" for r in members),
            codes=tuple(sorted(codes.items(), key=lambda item: (-item[1], item[0]))[:5]),
        )


def _cited_works(records: Sequence[Record]) -> Iterator[CitedWork]:
    """Works that two papers or more cite: of one DOI, or of one title after folding and one first name."""
    homes: dict[object, list[tuple[int, WorkRow]]] = {}
    by_doi: dict[object, object] = {}
    for number, record in enumerate(records):
        for work in record["works"]:
            doi = bare_doi(work["doi"] or "")
            title = fold_title(work["title"])
            told = len(title.split()) >= _FEWEST_WORDS and work["authors"]
            named = (title, _family(work)) if told else None
            if not doi and not named:
                continue
            # a title that one paper gives a DOI to is that DOI's, for papers that give none
            key = doi or by_doi.get(named, named)
            if doi and named and by_doi.setdefault(named, doi) == doi and named in homes:
                homes.setdefault(doi, []).extend(homes.pop(named))
            homes.setdefault(key, []).append((number, work))
    found = []
    for members in homes.values():
        papers = len({number for number, _ in members})
        if papers < _FEWEST_PAPERS:
            continue
        once = {(number, work["year"], work["title"]): work for number, work in members}.values()
        years = Counter(work["year"] for work in once if work["year"])
        titles = Counter(work["title"] for work in once if work["title"])
        found.append(CitedWork(_name(members[0][1]), papers, _most(years), _most(titles)))
    return iter(sorted(found, key=lambda work: (-work.papers, work.name)))


def _retracted_works(records: Sequence[Record]) -> Iterator[RetractedWork]:
    """What the Retraction Watch data on this machine say of works with a DOI; nothing where there are none."""
    from argmap.registries import RETRACTION_WATCH
    from argmap.registries.questions import Question
    from argmap.registries.records import holding_notice
    from argmap.registries.retraction_watch import look_up

    cited: dict[str, tuple[WorkRow, dict[str, None]]] = {}
    for record in records:
        for work in record["works"]:
            if doi := asked_doi(work["doi"] or ""):
                cited.setdefault(doi, (work, {}))[1][record["path"]] = None
    found = []
    for answer in look_up([Question(RETRACTION_WATCH, f"doi:{doi}") for doi in cited]):
        notice = holding_notice(answer.records[0].notices) if answer.records else None
        if notice and notice.nature in ("retraction", "concern"):
            doi = answer.query.removeprefix("doi:")
            work, papers = cited[doi]
            found.append(RetractedWork(_name(work), doi, notice.nature, notice.date, tuple(papers)))
    return iter(sorted(found, key=lambda work: (-len(work.papers), work.name)))


def _most(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _family(work: WorkRow) -> str:
    return fold_title(work["authors"][0].partition(",")[0])


def _name(work: WorkRow) -> str:
    people = [name.partition(",")[0] for name in work["authors"]]
    who = " and ".join(people) if len(people) < 3 else f"{people[0]} et al."
    return ". ".join(filter(None, (who.rstrip("."), work["title"] or work["doi"])))
