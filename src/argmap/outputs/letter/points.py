"""The points of the letter: like findings as one point, ordered by how much hangs on them; no sentence stands twice."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from argmap.argument.model import Claim, Evidence, Step
from argmap.checks.strongest import is_likely, strongest
from argmap.evaluation.questions import answered_questions
from argmap.findings.finding import Finding
from argmap.ground.text import say_list, shorten
from argmap.outputs.letter.gate import Wording, is_worth_showing, wording_of
from argmap.outputs.letter.quotes import QUOTE, in_words, name_claim, say_premises, say_where, sentence
from argmap.outputs.letter.reasons import ReasonPoint, holds, name_reason, rank

if TYPE_CHECKING:
    from argmap.ground.places import Span
    from argmap.project import Project

_ENTRIES = {"major": 3, "minor": 2, "question": 2}
_POINTS = {"major": 7, "minor": 4, "question": 9}
_TITLES = {"major": "Major points", "minor": "Minor points", "question": "Questions to the author"}
_QUESTIONS = 3
_QUOTES = ("{quote}", "{twice}")
# what bears on no single claim is ranked by its weight alone
_BEARING = {"error": 0.3, "warning": 0.1, "note": 0.0}
# a point on which less than this of the conclusions' support hangs is a minor one
_MAJOR = 0.05


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of a point: its words, often the paper's own; where they stand in the paper; the claim's id."""

    text: str
    place: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """Like findings as one point. `more` counts the places that are not shown; numbers run through the letter."""

    heading: str
    text: str
    entries: tuple[Entry, ...]
    more: int
    mend: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Major points, minor points, or questions."""

    name: str
    title: str
    points: tuple[Point, ...]


def build_parts(project: Project, reasons: Sequence[ReasonPoint], findings: Sequence[Finding]) -> Iterator[Part]:
    """The parts of the letter that have points; `findings` are those admitted, `reasons` the points told of reasons."""
    told = frozenset[Finding]().union(*(reason.told for reason in reasons))
    grouped = _group(project, findings, told)
    # a sentence that one point has shown is not shown by another
    shown: set[str] = set()
    number = 0
    for part in _TITLES:
        points = [_point_on_reason(reason) for reason in reasons] if part == "major" else []
        if part == "question" and (asked := tuple(_critical_questions(project, findings))):
            points.append(Point("What do the steps to the conclusion rest on?", "", asked, 0, ""))
        room = _POINTS[part] + (part == "question" and bool(points))
        kinds = [wording for wording, like in grouped.items() if _part(wording, like) == part]
        for wording in sorted(kinds, key=lambda kind: -_weight(kind, grouped[kind])):
            if len(points) < room and (point := _point(project, wording, grouped[wording], part, bool(told), shown)):
                points.append(point)
        if points:
            numbered = (replace(point, number=at) for at, point in enumerate(points, number + 1))
            yield Part(part, _TITLES[part], tuple(numbered))
            number += len(points)


def _part(wording: Wording, findings: Sequence[Finding]) -> str:
    """Where a kind of finding stands: where too little hangs on it for a major point, among the minor ones."""
    return "minor" if wording.part == "major" and _weight(wording, findings) < _MAJOR else wording.part


def _point_on_reason(reason: ReasonPoint) -> Point:
    mend = f"Please {'; '.join(dict.fromkeys(remark.mend for remark in reason.remarks))}."
    return Point(reason.heading, reason.text, tuple(Entry(remark.text) for remark in reason.remarks), 0, mend)


def _group(project: Project, findings: Sequence[Finding], told: frozenset[Finding]) -> dict[Wording, list[Finding]]:
    """The findings that the letter speaks of by their wording, without those already told in another point."""
    argued = any(project.argument.claims[name].reasons for name in project.evaluation.conclusions)
    denied = {f.claim for f in findings if f.code == "ARG011" and wording_of(f)}
    bare = {f.claim for f in findings if f.claim and f.code in ("ARG001", "ARG002", "EVD003")}
    document = project.document
    spoken_for = [
        document.place(a.match.start, a.match.end)
        for name in bare
        if document and name in project.argument.claims
        for a in project.argument.claims[name].anchors
        if a.match and a.match.end > a.match.start
    ]
    grouped: dict[Wording, list[Finding]] = {}
    for finding in findings:
        wording = wording_of(finding)
        if wording is None or finding in told:
            continue
        # a sentence is not asked for its source twice, nor a statement that the paper itself denies for its grounds
        if finding.code == "TXT010" and any(_overlap(finding, span) for span in spoken_for):
            continue
        if finding.code == "ARG002" and (finding.claim in denied or finding.claim in project.evaluation.conclusions):
            continue
        # what no conclusion rests on is worth a word only where nothing is known to rest on anything
        if finding.code == "ARG001" and argued:
            continue
        grouped.setdefault(wording, []).append(finding)
    shown = frozenset(strongest(project, findings))
    return {wording: kept for wording, like in grouped.items() if (kept := _worthwhile(project, wording, like, shown))}


def _worthwhile(
    project: Project, wording: Wording, findings: list[Finding], shown: frozenset[Finding]
) -> list[Finding]:
    # what is suspected at many places is more likely a misreading of the program's than a habit of the author's
    if findings[0].certainty == "candidate" and sum(map(is_likely, findings)) > wording.most:
        return []
    findings = [finding for finding in findings if finding in shown]
    if wording.each not in _QUOTES:
        return findings
    return [
        finding for finding in findings if is_worth_showing(_as_it_reads(project, finding), wording, project.tongue)
    ]


def _overlap(finding: Finding, span: Span) -> bool:
    return finding.span is not None and finding.span.start < span.end and span.start < finding.span.end


def _weight(wording: Wording, findings: Sequence[Finding]) -> float:
    heaviest = max(max(f.bearing, _BEARING[f.severity] if f.claim is None else 0.0) for f in findings)
    sure = 1.0 if any(f.certainty == "certain" for f in findings) else 0.8
    return (heaviest * sure + min(len(findings), 30) / 1000) * wording.weight


def _point(
    project: Project, wording: Wording, findings: Sequence[Finding], part: str, others_told: bool, shown: set[str]
) -> Point | None:
    """Like findings as one point; None where other points have shown all their sentences."""
    ranked = sorted(findings, key=lambda f: (*_precedence(project, f), f.span.start if f.span else 0))
    # a claim that has two such findings is still one place
    distinct = dict.fromkeys(_entry(project, finding, wording.each) for finding in ranked)
    entries = [entry for entry in distinct if _letters(entry) not in shown]
    if not entries:
        return None
    most = _ENTRIES[part] - (others_told and part == "major")
    shown.update(_letters(entry) for entry in entries[:most])
    return Point(
        heading=wording.rest if others_told and wording.rest else wording.heading,
        text=wording.text.format(count=len(entries)),
        entries=tuple(entries[:most]),
        more=max(0, len(entries) - most),
        mend=wording.mend,
    )


def _letters(entry: Entry) -> str:
    """The letters and figures of an entry alone, so that a stop more or less makes no other sentence of it."""
    return re.sub(r"\W", "", entry.text).casefold()


def _precedence(project: Project, finding: Finding) -> tuple[bool, float, bool]:
    """Which of like findings comes first: what most hangs on. Of facts without a source, figures come before events:
    an event is easily looked up without the paper's help, a figure is not."""
    evidence = _evidence(project, finding) if finding.code == "EVD003" else None
    return not (evidence and evidence.type == "statistic"), *rank(project, finding)


def _evidence(project: Project, finding: Finding) -> Evidence | None:
    claim = project.argument.claims.get(finding.claim or "")
    return next((e for e in claim.evidence if e.span == finding.span), None) if claim else None


def _entry(project: Project, finding: Finding, form: str) -> Entry:
    claim = project.argument.claims.get(finding.claim or "")
    if form in _QUOTES:
        place = _place(project, finding)
        if form == "{twice}" and place and finding.related:
            place = f"{say_where(finding.related[0][0])} and {place}"
        return Entry(f"“{shorten(_as_it_reads(project, finding), QUOTE)}”", place)
    if form == "{claim}" and claim:
        evidence = _evidence(project, finding)
        text, place = name_claim(project, claim, evidence.text if evidence else "")
        return Entry(text, place, claim.id)
    said = sentence(in_words(project, finding.message))
    text = form.format(message=said, claim=said, step=_say_step(project, finding, claim))
    place = name_claim(project, claim)[1] if claim else _place(project, finding)
    return Entry(text, place, claim.id if claim and form != "{message}" else "")


def _as_it_reads(project: Project, finding: Finding) -> str:
    """The sentence that a finding is about, with its damaged words as proposed."""
    lines = [line for paragraph in project.prose for line in paragraph.lines]
    start = finding.span.start if finding.span else -1
    return next((line.text for line in lines if line.sentence.start == start), finding.quote or finding.message)


def _place(project: Project, finding: Finding) -> str:
    in_paper = project.document is not None and finding.path == project.document.path
    return say_where(finding.span) if finding.span and in_paper else ""


def _say_step(project: Project, finding: Finding, claim: Claim | None) -> str:
    """The step that a finding stands on, in the claims' own words."""
    step = next((s for s in (*claim.reasons, *claim.objections) if s.span == finding.span), None) if claim else None
    if claim is None or step is None:
        return sentence(in_words(project, finding.message))
    premises = say_premises(project, step)
    text = shorten(claim.text.rstrip("."), QUOTE)
    if step.kind == "objection":
        return f"Against this: {sentence(text)} It says: {premises}"
    if step.unless and finding.code == "ARG012":
        doubts = " ".join(sentence(project.argument.claims[name].text) for name in step.unless)
        return f"{text}, because: {premises} But: {doubts}"
    return f"{text}, because: {premises}"


@cache
def _plain_questions() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("argmap.outputs.letter") / "data" / "letter_questions.toml").read_text("utf-8"))


def _critical_questions(project: Project, findings: Sequence[Finding]) -> Iterator[Entry]:
    """The most telling open question of the steps nearest to the conclusion, one of each scheme.

    A step that holds is asked before one that fails anyway: there the answer decides.
    """
    from argmap.argument.schemes import find_scheme

    places = {f.span for f in findings if f.code == "ARG016"}
    asked: set[str] = set()
    steps = [s for s in project.argument.steps() if s.span in places and s.kind == "reason"]
    steps.sort(key=lambda s: -project.bearing.get(s.claim, 0.0) * (1.0 if holds(project, s) else 0.5))
    for step in steps:
        scheme = find_scheme(step.scheme or "")
        if scheme is None or scheme.id in asked or len(asked) == _QUESTIONS:
            continue
        answered = answered_questions(step, project.evaluation)
        left = (words for number, words in _plain_questions()[scheme.id].items() if int(number) not in answered)
        question = next(left, None)
        if question:
            asked.add(scheme.id)
            yield Entry(f"{_say_inference(project, step)}: {question[0].lower()}{question[1:]}")


def _say_inference(project: Project, step: Step) -> str:
    target = project.argument.claims[step.claim]
    if step.claim == project.evaluation.conclusions[0] and len(target.reasons) > 1:
        return f"On the {name_reason(target.reasons.index(step))} for the main conclusion"
    premises = say_list([f"“{project.argument.claims[p].text.rstrip('.')}”" for p in step.premises])
    return f"On the step from {premises} to “{target.text.rstrip('.')}”"
