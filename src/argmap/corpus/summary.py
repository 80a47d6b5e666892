"""What the records of many papers say together: what fires where, what could not be audited, which works many cite.

The records go one by one into a database of SQLite's, on the disk where they are many, which is asked in the end: what
is held does not grow with the papers.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import groupby, islice
from pathlib import PurePath
from typing import Any, Generic, TypeVar

from argmap.corpus.records import STATES, FindingRow, Record, State, WorkRow
from argmap.ground.diagnostics import SEVERITIES
from argmap.ground.text import shorten
from argmap.ground.unseen import without_surrogates
from argmap.manuscript.formats import FORMATS
from argmap.sources.duplicates import fold_title
from argmap.sources.identifiers import asked_doi, bare_doi

T = TypeVar("T")
MOST = 500
"""Rows of a table on the page; the records themselves hold all."""
_MOST_TOLD, _WORDS = 40, 100
"""Findings of one paper that the page tells, and letters of the words that one is about."""
_FEWEST_WORDS = 4
"""Shorter titles ("Introduction to ethics") are shared by many works."""
_FEWEST_PAPERS = 2
_UNSTATED = "not stated"
_WORKS = 1 << 20
"""More works of one paper are not counted: the number of a work is that of its paper times this, and its place."""
_AT_ONCE = 500
_TABLES = """
CREATE TABLE papers (
    n INTEGER PRIMARY KEY, path TEXT, title TEXT, state TEXT, error TEXT, seconds REAL, heaviest INTEGER,
    "By format" TEXT, "By year" TEXT, "By journal" TEXT, "By folder" TEXT,
    errors INTEGER, warnings INTEGER, notes INTEGER, candidates INTEGER, unchecked INTEGER,
    works INTEGER, citations INTEGER, told TEXT
);
CREATE TABLE fired (
    n INTEGER, code TEXT, slug TEXT, certain INTEGER, candidates INTEGER, unchecked INTEGER, PRIMARY KEY (n, code)
) WITHOUT ROWID;
CREATE TABLE works (
    number INTEGER PRIMARY KEY, doi TEXT, asked TEXT, titled TEXT, year TEXT, title TEXT, name TEXT
);
"""
_GROUPED = ("By format", "By year", "By journal", "By folder")


@dataclass(frozen=True, slots=True)
class Rows(Generic[T]):
    """The first rows of a table, and how many there are in all."""

    first: tuple[T, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as the page tells it: `sort` is a severity, ``candidate`` or ``unchecked``, `where` a page, a line or
    the words that it is about.
    """

    code: str
    sort: str
    message: str
    where: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper that was audited, with how many of the findings shown by default it has of each kind.

    `works` are those it lists, `citations` those of its text. `codes` are the checks that found most, with how often,
    those that are certain first; `told` the first findings themselves.
    """

    path: str
    title: str
    errors: int
    warnings: int
    notes: int
    candidates: int
    unchecked: int
    works: int
    citations: int
    codes: tuple[tuple[str, int], ...] = ()
    told: tuple[Told, ...] = ()

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
class Counts:
    """How many papers, of those how many were audited and how many of these are clean, and what they have in all.

    `heaviest` is the place in SEVERITIES of the heaviest finding that is shown, candidates included; None without one.
    """

    papers: int
    audited: int
    clean: int
    certain: int
    candidates: int
    seconds: float
    heaviest: int | None


@dataclass(frozen=True, slots=True)
class Summary:
    """All of it. `groups` are those by format, year, journal and folder, where there are several of a sort; `failed`
    are path, state and reason of each paper that was not audited, in order. `bare` are the papers in which neither a
    citation nor a listed work was seen.
    """

    counts: Counts
    lines: Rows[PaperLine]
    failed: Rows[tuple[str, State, str]]
    bare: Rows[str]
    codes: tuple[CodeLine, ...]
    groups: tuple[tuple[str, Rows[GroupLine]], ...]
    works: Rows[CitedWork]
    retracted: Rows[RetractedWork]


@contextmanager
def tallying() -> Iterator[Tally]:
    """A tally of records, with its database while it lasts."""
    with closing(sqlite3.connect("", isolation_level=None)) as base:
        base.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES} BEGIN;")
        yield Tally(base)


class Tally:
    """Records, counted as they come; then asked what they say together.

    Weak candidates are not counted, as they are not shown of one paper either.
    """

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._papers = 0

    def add(self, record: Record) -> None:
        """Count a record, after those before it."""
        self._put(self._papers, record)
        self._papers += 1

    def counted(self, record: Record) -> Record:
        """The record, once it is counted."""
        self.add(record)
        return record

    def put(self, record: Record) -> None:
        """Count a record in the place of an earlier one of that path, or after all where there is none."""
        self._base.execute("CREATE INDEX IF NOT EXISTS paths ON papers (path)")
        path = without_surrogates(record["path"])
        found = self._base.execute("SELECT n FROM papers WHERE path = ?", (path,)).fetchone()
        if found is None:
            self.add(record)
            return
        (n,) = found
        self._base.execute("DELETE FROM papers WHERE n = ?", (n,))
        self._base.execute("DELETE FROM fired WHERE n = ?", (n,))
        self._base.execute("DELETE FROM works WHERE number BETWEEN ? AND ?", (n * _WORKS, (n + 1) * _WORKS - 1))
        self._put(n, record)

    def _put(self, n: int, record: Record) -> None:
        shown = [f for f in record["findings"] if f["shown"]]
        line = line_of(record)
        about = (record["path"], line.title, record["state"], record["error"], record["seconds"])
        heaviest = min((SEVERITIES.index(f["severity"]) for f in shown), default=None)
        groups = (
            record["format"] or "not read",
            record["year"] or _UNSTATED,
            record["journal"] or _UNSTATED,
            str(PurePath(record["path"]).parent),
        )
        sizes = (line.works, line.citations, json.dumps([*_tell(shown, record["format"])], ensure_ascii=False))
        self._insert("papers", [(n, *about, heaviest, *groups, *line.weight, line.unchecked, *sizes)])
        fired: dict[str, Counter[str]] = {}
        slugs = {f["code"]: f["slug"] for f in shown}
        for finding in shown:
            fired.setdefault(finding["code"], Counter())[_sort_of(finding)] += 1
        self._insert(
            "fired",
            [
                (n, code, slugs[code], sum(map(sorts.__getitem__, SEVERITIES)), sorts["candidate"], sorts["unchecked"])
                for code, sorts in fired.items()
            ],
        )
        works = record["works"] if record["state"] == "audited" else []
        self._insert(
            "works",
            [(n * _WORKS + place, *_work_row(work)) for place, work in enumerate(islice(works, _WORKS))],
        )

    def _insert(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            plain = (tuple(without_surrogates(v) if isinstance(v, str) else v for v in row) for row in rows)
            self._base.executemany(f"INSERT INTO {table} VALUES ({marks})", plain)  # noqa: S608

    def counts(self) -> Counts:
        """How many there are of everything."""
        asked = """
            SELECT count(*), total(good), total(good AND NOT (errors OR warnings OR notes OR candidates)),
                total(good * (errors + warnings + notes)), total(good * candidates), total(seconds), min(heaviest)
            FROM (SELECT *, state = 'audited' AS good FROM papers)
        """
        *counted, seconds, heaviest = self._base.execute(asked).fetchone()
        papers, audited, clean, certain, candidates = map(int, counted)
        return Counts(papers, audited, clean, certain, candidates, seconds, heaviest)

    def summary(self, most: int | None) -> Summary:
        """All that they say; of each table at most so many rows, or all of them."""
        counts = self.counts()
        limit = -1 if most is None else most
        lines = self._base.execute(
            "SELECT n, told, path, title, errors, warnings, notes, candidates, unchecked, works, citations "
            "FROM papers WHERE state = 'audited' "
            "ORDER BY errors DESC, warnings DESC, notes DESC, candidates DESC, path, n LIMIT ?",
            (limit,),
        )
        failed = self._base.execute(
            "SELECT path, state, error FROM papers WHERE state != 'audited' ORDER BY n LIMIT ?", (limit,)
        )
        without = "FROM papers WHERE state = 'audited' AND works = 0 AND citations = 0"
        bare = self._base.execute(f"SELECT path {without} ORDER BY path, n LIMIT ?", (limit,))
        bare_in_all = self._base.execute(f"SELECT count(*) {without}").fetchone()[0]
        groups = ((title, self._group_lines(title, limit)) for title in _GROUPED)
        return Summary(
            counts=counts,
            lines=Rows(
                tuple(
                    replace(
                        PaperLine(*row), codes=self._codes_of(n), told=tuple(Told(*one) for one in json.loads(told))
                    )
                    for n, told, *row in lines
                ),
                counts.audited,
            ),
            failed=Rows(
                tuple((path, state, error or STATES[state]) for path, state, error in failed),
                counts.papers - counts.audited,
            ),
            bare=Rows(tuple(path for (path,) in bare), bare_in_all),
            codes=tuple(self._code_lines()),
            groups=tuple((title, rows) for title, rows in groups if rows.total > 1),
            works=self._cited_works(most),
            retracted=self._retracted_works(most),
        )

    def _codes_of(self, n: int) -> tuple[tuple[str, int], ...]:
        found = self._base.execute(
            "SELECT code, certain + candidates + unchecked AS times FROM fired WHERE n = ? "
            "ORDER BY certain > 0 DESC, times DESC, code LIMIT 5",
            (n,),
        )
        return tuple(found)

    def _code_lines(self) -> Iterator[CodeLine]:
        kinds: dict[str, dict[str, int]] = {}
        for code, kind, papers in self._base.execute(
            "SELECT code, \"By format\" AS kind, count(*) FROM fired JOIN papers USING (n) WHERE state = 'audited' "
            "GROUP BY code, kind ORDER BY code, count(*) DESC, min(n)"
        ):
            kinds.setdefault(code, {})[kind] = papers
        counted = self._base.execute(
            # the slug is that of the last paper, whose number is the largest
            "SELECT code, slug, count(*), sum(certain), sum(fired.candidates), sum(fired.unchecked), max(n) "
            "FROM fired JOIN papers USING (n) WHERE state = 'audited' GROUP BY code ORDER BY count(*) DESC, code"
        )
        for code, slug, papers, certain, candidates, unchecked, _ in counted:
            yield CodeLine(code, slug, papers, certain, candidates, unchecked, kinds[code])

    def _group_lines(self, title: str, limit: int) -> Rows[GroupLine]:
        total = self._base.execute(f'SELECT count(DISTINCT "{title}") FROM papers').fetchone()[0]  # noqa: S608
        if total < 2:
            return Rows()
        rows = self._base.execute(
            f'SELECT "{title}" AS name, count(*), sum(errors + warnings + notes), sum(candidates), '  # noqa: S608
            "sum(state != 'audited') FROM papers GROUP BY name ORDER BY name LIMIT ?",
            (limit,),
        ).fetchall()
        most = self._base.execute(
            "SELECT name, code, papers FROM (SELECT *, "  # noqa: S608
            "row_number() OVER (PARTITION BY name ORDER BY papers DESC, code) AS place "
            f'FROM (SELECT "{title}" AS name, code, count(*) AS papers FROM fired JOIN papers USING (n) '
            "WHERE name <= ? GROUP BY name, code)) WHERE place <= 5 ORDER BY name, place",
            (rows[-1][0],),
        )
        codes = {
            name: tuple((code, papers) for _, code, papers in of) for name, of in groupby(most, lambda row: row[0])
        }
        lines = (
            GroupLine(name, papers, certain, candidates, failed, codes.get(name, ()))
            for name, papers, certain, candidates, failed in rows
        )
        return Rows(tuple(lines), total)

    def _cited_works(self, most: int | None) -> Rows[CitedWork]:
        """Works that two papers or more cite: of one DOI, or of one title after folding and one first name."""
        self._base.executescript(
            # a title that one paper gives a DOI to is that DOI's, for papers that give none
            """
            DROP TABLE IF EXISTS dois;
            CREATE TABLE dois (titled TEXT PRIMARY KEY, doi TEXT, number INTEGER) WITHOUT ROWID;
            INSERT INTO dois
                SELECT titled, doi, min(number) FROM works WHERE doi != '' AND titled != '' GROUP BY titled;
            DROP TABLE IF EXISTS homes;
            CREATE TABLE homes (home TEXT, number INTEGER, PRIMARY KEY (home, number)) WITHOUT ROWID;
            INSERT INTO homes
                SELECT CASE WHEN works.doi != '' THEN works.doi ELSE coalesce(dois.doi, titled) END, works.number
                FROM works LEFT JOIN dois USING (titled) WHERE works.doi != '' OR titled != '' ORDER BY 1, 2;
            """
        )
        members = self._base.execute(
            f"SELECT home, homes.number / {_WORKS}, number, doi, titled, year, title, name "  # noqa: S608
            "FROM homes JOIN works USING (number) WHERE home IN "
            f"(SELECT home FROM homes GROUP BY home HAVING count(DISTINCT number / {_WORKS}) >= {_FEWEST_PAPERS}) "
            "ORDER BY home, number"
        )
        total = 0

        def found() -> Iterator[tuple[int, str, int, CitedWork]]:
            nonlocal total
            for _, of in groupby(members, lambda row: row[0]):
                total += 1
                number, work = _cited_work(of)
                yield -work.papers, work.name, number, work

        works = sorted(found()) if most is None else nsmallest(most, found())
        return Rows(tuple(work for *_, work in works), total)

    def _retracted_works(self, most: int | None) -> Rows[RetractedWork]:
        """What the Retraction Watch data on this machine say of works with a DOI; nothing where there are none."""
        from argmap.registries import RETRACTION_WATCH
        from argmap.registries.questions import Question
        from argmap.registries.records import holding_notice
        from argmap.registries.retraction_watch import look_up, told_of

        if not told_of():
            return Rows()
        self._base.execute("CREATE INDEX IF NOT EXISTS asked ON works (asked)")
        cited = self._base.execute("SELECT asked FROM works WHERE asked != '' GROUP BY asked ORDER BY min(number)")
        found = []
        while dois := cited.fetchmany(_AT_ONCE):
            for answer in look_up([Question(RETRACTION_WATCH, f"doi:{doi}") for (doi,) in dois]):
                notice = holding_notice(answer.records[0].notices) if answer.records else None
                if notice and notice.nature in ("retraction", "concern"):
                    doi = answer.query.removeprefix("doi:")
                    name, papers = self._citing(doi)
                    found.append(RetractedWork(name, doi, notice.nature, notice.date, papers))
        found.sort(key=lambda work: (-len(work.papers), work.name))
        return Rows(tuple(found[:most]), len(found))

    def _citing(self, doi: str) -> tuple[str, tuple[str, ...]]:
        """The name of the work with a DOI, and the papers that cite it."""
        rows = self._base.execute(
            f"SELECT name, path FROM works JOIN papers ON n = number / {_WORKS} WHERE asked = ? ORDER BY number",  # noqa: S608
            (doi,),
        ).fetchall()
        return rows[0][0], tuple(dict.fromkeys(path for _, path in rows))


def line_of(record: Record) -> PaperLine:
    """A paper with how many findings it has of each kind."""
    counts = Counter(_sort_of(f) for f in record["findings"] if f["shown"])
    errors, warnings, notes = (counts[severity] for severity in SEVERITIES)
    title = record["title"] or ""
    found = (errors, warnings, notes, counts["candidate"], counts["unchecked"])
    return PaperLine(record["path"], title, *found, len(record["works"]), record["citations"])


def _tell(findings: Sequence[FindingRow], kind: str | None) -> Iterator[tuple[str, str, str, str]]:
    """The first findings of a paper, those that are certain before the others, as the values of `Told`."""
    order = (*SEVERITIES, "candidate", "unchecked")
    has_lines = kind in FORMATS and FORMATS[kind].has_lines
    for finding in sorted(findings, key=lambda f: order.index(_sort_of(f)))[:_MOST_TOLD]:
        words = " ".join((finding["quote"] or "").split())
        if finding["page"]:
            where = f"page {finding['page']}"
        elif has_lines and finding["line"]:
            where = f"line {finding['line']}"
        else:
            where = f"“{shorten(words, _WORDS)}”" if words and words not in finding["message"] else ""
        because = f" ({finding['because']})" if finding["because"] else ""
        yield finding["code"], _sort_of(finding), finding["message"] + because, where


def _sort_of(finding: FindingRow) -> str:
    if not finding["checkable"]:
        return "unchecked"
    return finding["severity"] if finding["certainty"] == "certain" else "candidate"


def _work_row(work: WorkRow) -> tuple[str, str, str, str | None, str | None, str]:
    """A work by its DOI, as it is told and as registries have it, and by its title and first name; empty without."""
    title = fold_title(work["title"])
    told = len(title.split()) >= _FEWEST_WORDS and work["authors"]
    titled = f"{_family(work)}\n{title}" if told else ""
    doi, asked = (bare_doi(work["doi"]), asked_doi(work["doi"])) if work["doi"] else ("", "")
    return doi, asked, titled, work["year"], work["title"], _name(work)


def _cited_work(rows: Iterable[tuple[str, int, int, str, str, str | None, str | None, str]]) -> tuple[int, CitedWork]:
    """A work by the rows of all papers that cite it, in order, with the number of the row that it stands by."""
    papers, latest = 0, -1
    years: Counter[str] = Counter()
    titles: Counter[str] = Counter()
    once: set[tuple[str | None, str | None]] = set()
    untold: dict[str, str] = {}
    first: tuple[int, str] | None = None
    before = -1
    for _, paper, number, doi, titled, year, title, name in rows:
        if paper != latest:
            papers, latest, once = papers + 1, paper, set()
        if first is None and doi:
            # papers before it may have named the work without its DOI
            first = number, untold.get(titled, name)
        elif first is None:
            untold.setdefault(titled, name)
            before = number if before < 0 else before
        if (year, title) not in once:
            once.add((year, title))
            years.update(filter(None, (year,)))
            titles.update(filter(None, (title,)))
    number, name = first or (before, next(iter(untold.values())))
    return number, CitedWork(name, papers, _most(years), _most(titles))


def _most(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _family(work: WorkRow) -> str:
    return fold_title(work["authors"][0].partition(",")[0])


def _name(work: WorkRow) -> str:
    people = [name.partition(",")[0] for name in work["authors"]]
    who = " and ".join(people) if len(people) < 3 else f"{people[0]} et al."
    return ". ".join(filter(None, (who.rstrip("."), work["title"] or work["doi"])))
