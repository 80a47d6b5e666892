"""What is kept of the audit of one paper: plain values, which go to a file and to another machine and come back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any, Final, Literal, TypedDict, get_args, get_origin, get_type_hints, is_typeddict

from argmap.ground.diagnostics import SEVERITIES, ArgmapError
from argmap.ground.files import may_read_anywhere, read_file
from argmap.ground.limited import TooLarge, TooLong
from argmap.ground.unseen import on_one_line, without_surrogates
from argmap.ground.version import VERSION

State = Literal["audited", "refused", "too long", "too large", "crashed", "fault"]
STATES: Final[dict[State, str]] = {
    "audited": "audited",
    "refused": "could not be read, or held nothing to check",
    "too long": "took longer than allowed",
    "too large": "took more memory than allowed",
    "crashed": "ended the process that audited it",
    "fault": "met a mistake of argmap's own",
}

_MOST_SECONDS = 1e12


class FindingRow(TypedDict):
    """A finding on a paper; `line` and `page` count from 1, and `shown` is false of a candidate that is weak."""

    code: str
    slug: str
    severity: str
    certainty: str
    strength: float
    checkable: bool
    shown: bool
    message: str
    because: str | None
    page: int | None
    line: int | None
    quote: str | None


class WorkRow(TypedDict):
    """A work as a paper describes it."""

    authors: list[str]
    year: str | None
    title: str | None
    container: str | None
    doi: str | None


class Record(TypedDict):
    """What came of one paper. `key` is the same where the file, argmap and the options are; `seconds` are of CPU.

    `journal` and `year` are those that the file states of itself, None where it states none.
    """

    path: str
    key: str
    state: State
    error: str | None
    format: str | None
    title: str | None
    journal: str | None
    year: str | None
    language: str | None
    pages: int | None
    sentences: int
    notes: int
    citations: int
    seconds: float
    findings: list[FindingRow]
    works: list[WorkRow]
    limits: list[str]


def key_of(path: Path, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> str:
    """What an audit depends on, as one sum: the file's bytes, argmap's version, the options, what may be read besides.

    Raises OSError where the file cannot be read.
    """
    from argmap.manuscript.reading import LARGEST_FILE

    outside = ["outside"] if may_read_anywhere() else []
    told = json.dumps([VERSION, sorted(select), sorted(ignore), *outside]).encode()
    return hashlib.sha256(told + hashlib.sha256(read_file(path, LARGEST_FILE)).digest()).hexdigest()


def failure(path: Path, key: str, state: State, error: str) -> Record:
    """The record of a paper that could not be audited, and why."""
    return Record(
        path=str(path),
        key=key,
        state=state,
        error=error,
        format=None,
        title=None,
        journal=None,
        year=None,
        language=None,
        pages=None,
        sentences=0,
        notes=0,
        citations=0,
        seconds=0.0,
        findings=[],
        works=[],
        limits=[],
    )


def load() -> None:
    """Load what every audit needs, before one is begun."""
    from argmap.checks.registry import all_checks
    from argmap.outputs.audit.audit import audit_paper  # noqa: F401

    all_checks()


def record_of(path: Path, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Record:
    """Audit a paper in this process. What is wrong with the file is in the record; only faults of argmap's raise."""
    from argmap.checks.strongest import strongest
    from argmap.outputs.audit.audit import audit_paper

    began, key = process_time(), ""
    try:
        key = key_of(path, select, ignore)
        audit = audit_paper(path, select=select, ignore=ignore)
    except ArgmapError as problem:
        state: State = (
            "too long" if isinstance(problem, TooLong) else "too large" if isinstance(problem, TooLarge) else "refused"
        )
        return failure(path, key, state, str(problem))
    except OSError as problem:
        return failure(path, key, "refused", f"{path}: {problem.strerror or problem}.")
    document = audit.document
    findings = audit.outcome.findings
    shown = set(strongest(audit.project, findings))
    rows: list[FindingRow] = [
        {
            "code": f.code,
            "slug": f.slug,
            "severity": f.severity,
            "certainty": f.certainty,
            "strength": round(f.strength, 3),
            "checkable": not f.not_checkable,
            "shown": f in shown,
            "message": f.message,
            "because": f.because,
            "page": f.span.page if f.span else None,
            "line": f.span.line if f.span else None,
            "quote": f.quote,
        }
        for f in findings
    ]
    works: list[WorkRow] = [
        {"authors": list(r.authors), "year": r.year, "title": r.title, "container": r.container, "doi": r.doi}
        for r in document.references
        if not r.short_for
    ]
    return Record(
        path=str(path),
        key=key,
        state="audited",
        error=None,
        format=document.kind,
        title=document.title,
        journal=on_one_line(document.journal) if document.journal else None,
        year=document.date[:4] if document.date else None,
        language=document.tongue,
        pages=document.page_count,
        sentences=len(document.sentences),
        notes=len(document.notes),
        citations=len(document.marks),
        seconds=round(process_time() - began, 3),
        findings=rows,
        works=works,
        limits=list(audit.limits),
    )


def read_record(line: str | bytes) -> Record:
    """A record from a line of JSON. Raises ValueError where it is none: it may be a stranger's."""
    found: Any = json.loads(line)
    if not _fits(found, Record) or found["state"] not in STATES or not 0 <= found["seconds"] < _MOST_SECONDS:
        raise ValueError("no record of an audit")
    if any(finding["severity"] not in SEVERITIES for finding in found["findings"]):
        raise ValueError("a finding of no known severity")
    return found  # type: ignore[no-any-return]


def _fits(value: Any, kind: Any) -> bool:
    """Whether plain values are of a kind: a TypedDict, with its keys and no others, or one that `isinstance` knows."""
    if not is_typeddict(kind):
        return isinstance(value, kind)
    return (
        isinstance(value, dict)
        and value.keys() == kind.__annotations__.keys()
        and all(
            isinstance(value[name], types) and (of is None or all(_fits(item, of) for item in value[name]))
            for name, types, of in _shape(kind)
        )
    )


@cache
def _shape(kind: Any) -> tuple[tuple[str, Any, Any], ...]:
    """The names in a TypedDict, with the types of their values and, of lists, the kind of their items."""
    return tuple((name, *_types(hint)) for name, hint in get_type_hints(kind).items())


def _types(hint: Any) -> tuple[Any, Any]:
    if get_origin(hint) is list:
        return list, get_args(hint)[0]
    return {State: str, float: (int, float)}.get(hint, hint), None


def write_record(record: Record) -> str:
    """One line of JSON, with its line end."""
    return without_surrogates(json.dumps(record, ensure_ascii=False, separators=(",", ":"))) + "\n"
