"""What may reach the letter, and as what.

A certain finding is a statement. A candidate is a question, where it is worth an author's time. The rest stays out:
what could not be checked; what is about a draft of argmap's own, or about an entry that was read with low certainty;
what shows as the paper's sentence something that is none; and, where only a part of the paper was read, whatever says
that something is missing in it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from argmap.checks.drafts import Drafts
from argmap.checks.evd_sources import years_named
from argmap.findings.finding import Finding
from argmap.findings.order import reaches
from argmap.ground.message import Name, parts_of
from argmap.outputs.letter.quotes import is_nameless
from argmap.outputs.letter.words import Form, Voice, voice_of
from argmap.prose.paragraphs import reads_as_sentence

if TYPE_CHECKING:
    from argmap.project import Project

_COMMON = ("each", "words", "weight", "severity", "absence", "noted")
# the notes and the list of a paper: where a part of one was not read, what is said of the rest may come from that
_PARTS = ("FTN", "CIT")
# an entry whose names were read with less certainty may have been cut in the wrong place
_SURE = 0.8


@dataclass(frozen=True, slots=True)
class Wording:
    """What the letter says of one kind of finding; the fields are explained at the head of ``data/kinds.toml``."""

    part: str
    heading: str
    each: str
    text: Form = ""
    mend: str = ""
    rest: str = ""
    weight: float = 1.0
    most: int = 6
    words: int = 5
    dated: bool = False
    severity: str = "note"
    absence: bool = False
    noted: bool = False


@cache
def kinds() -> Mapping[str, Mapping[str, Any]]:
    """For each code that the letter speaks of, how, from ``data/kinds.toml``; `ask` is how a candidate is asked."""
    return tomllib.loads((files("argmap.outputs.letter") / "data" / "kinds.toml").read_text("utf-8"))


@cache
def wordings(tongue: str = "en") -> Mapping[str, tuple[Wording | None, Wording | None]]:
    """For each code that the letter speaks of, its words as a statement and as a question; None where it has none."""
    words = voice_of(tongue).tables["points"]
    return {code: _two_ways(table, words[code]) for code, table in kinds().items()}


def _two_ways(kind: Mapping[str, Any], words: Mapping[str, Any]) -> tuple[Wording | None, Wording | None]:
    own = {**kind, **words}
    asked = {"part": "question", **kind.get("ask", {}), **words.get("ask", {})}
    own.pop("ask", None)
    common = {name: own[name] for name in _COMMON if name in own}
    return Wording(**own) if "heading" in own else None, Wording(**{**common, **asked}) if "heading" in asked else None


def wording_of(finding: Finding, tongue: str = "en") -> Wording | None:
    """The words for a finding; None where the letter is silent about it. A guess is never worded as a statement."""
    statement, question = wordings(tongue).get(finding.code, (None, None))
    wording = question if finding.certainty == "candidate" or statement is None else statement
    if wording is None or not reaches(finding.severity, wording.severity):
        return None
    return wording


def admit(project: Project, findings: Iterable[Finding], drafts: Drafts, *, partly_read: bool) -> list[Finding]:
    """The findings that the letter may speak of, in their order."""
    findings = list(findings)
    doubtful = _doubtful_entries(project)
    # what an entry lacks is not the author's where its title, in brackets, was supplied by whoever entered it, or
    # where that person says that more of it was not handed down
    supplied = {
        (source.span.path, source.span.start)
        for source in project.bibliography.sources.values()
        if source.is_fragment or (source.title and source.title.startswith("[") and source.title.endswith("]"))
    }
    unread = {f.code[:3] for f in findings if f.not_checkable and project.is_in_paper(f.path)}.intersection(_PARTS)
    return [
        finding
        for finding in findings
        if not finding.not_checkable
        and not (finding.code[:3] in unread and project.is_in_paper(finding.path))
        and not drafts.concern(finding)
        and not (finding.span and (finding.path, finding.span.start) in doubtful)
        and not (finding.span and (finding.path, finding.span.start) in supplied)
        and not any(is_nameless(project, part) for part in parts_of(finding.message) if isinstance(part, Name))
        and not (partly_read and kinds().get(finding.code, {}).get("absence"))
    ]


def _doubtful_entries(project: Project) -> set[tuple[str, int]]:
    """Where entries of the paper stand of which it is not certain whose work they are."""
    document = project.document
    if document is None:
        return set()
    return {
        (document.path, document.place(reference.start, reference.end).start)
        for reference in document.references
        if reference.end > reference.start
        and (
            not (reference.authors or reference.editors)
            or min(reference.certainty.get("authors", 1.0), reference.certainty.get("editors", 1.0)) < _SURE
        )
    }


def is_worth_showing(text: str, wording: Wording, tongue: str) -> bool:
    """Whether a sentence of the paper is worth its author's time under this wording."""
    return reads_as_sentence(text, wording.words) and (not wording.dated or bool(years_named(text, tongue)))


def say_unchecked(project: Project, findings: Sequence[Finding], voice: Voice) -> str:
    """What could not be checked and why, and a request for the list of references where none was found; empty where
    there is nothing of the kind.
    """
    words = voice.tables["frame"]["unchecked"]
    codes = {finding.code for finding in findings if finding.not_checkable}
    parts = [part for start, part in words.items() if any(code.startswith(start) for code in codes)]
    if not parts:
        return ""
    said = voice("frame.unchecked.lead", parts=voice.together(parts))
    unlisted = "CIT020" in codes and project.document and not project.document.references
    return f"{said} {voice('frame.unchecked.ask')}" if unlisted else said
