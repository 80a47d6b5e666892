"""The points of the letter: like findings as one point, ordered by how much hangs on them; no sentence stands twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from argmap.argument.model import Claim, Evidence, Step
from argmap.checks.strongest import is_likely, strongest
from argmap.evaluation.questions import answered_questions
from argmap.findings.finding import Finding
from argmap.ground.text import shorten
from argmap.outputs.letter.gate import Wording, is_worth_showing, wording_of
from argmap.outputs.letter.quotes import QUOTE, in_words, name_claim, say_premises, say_where, sentence
from argmap.outputs.letter.reasons import ReasonPoint, holds, rank
from argmap.outputs.letter.words import Voice, voice_of

if TYPE_CHECKING:
    from argmap.ground.places import Span
    from argmap.project import Project

_ENTRIES = {"major": 3, "minor": 2, "question": 2}
_POINTS = {"major": 7, "minor": 4, "question": 9}
PARTS = ("major", "minor", "question")
_QUESTIONS = 3
_QUOTES = ("{quote}", "{twice}")
# what bears on no single claim is ranked by its weight alone
_BEARING = {"error": 0.3, "warning": 0.1, "note": 0.0}
# a point on which less than this of the conclusions' support hangs is a minor one
_MAJOR = 0.05


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of a point: its words, often the paper's own; where they stand in the paper; the claim's id.

    `note` is why, in the words of the reviewer who found it so. `asks` is the number of the critical question that it
    asks; `again` the text where another point has the same.
    """

    text: str
    place: str = ""
    claim: str = ""
    note: str = ""
    asks: int = field(default=0, compare=False)
    again: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Point:
    """Like findings as one point. `more` counts the places that are not shown; numbers run through the letter.

    `findings` are all that it is made of, in the order of its places; `rest` are the places not shown.
    """

    heading: str
    text: str
    entries: tuple[Entry, ...]
    more: int
    mend: str
    number: int = 0
    more_words: str = ""
    rest: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Part:
    """Major points, minor points, or questions."""

    name: str
    title: str
    points: tuple[Point, ...]


def build_parts(
    project: Project,
    voice: Voice,
    titles: Mapping[str, str],
    reasons: Sequence[ReasonPoint],
    findings: Sequence[Finding],
    known: frozenset[Finding] = frozenset(),
    number: int = 0,
) -> Iterator[Part]:
    """The parts of the letter that have points; `findings` are those admitted, `reasons` the points told of reasons.

    `titles` are the parts'. What is `known` from an earlier letter makes no points; `number` is that of its last.
    """
    told = known.union(*(reason.told for reason in reasons))
    grouped = _group(project, voice, findings, told)
    # a sentence that one point has shown is not shown by another
    shown: set[str] = set()
    said: dict[tuple[str, ...], int] = {}
    for part in PARTS:
        points = [_point_on_reason(voice, reason) for reason in reasons] if part == "major" else []
        asked = dict(_critical_questions(project, voice, findings)) if part == "question" and not known else {}
        if asked:
            points.append(
                Point(voice("frame.points.questions"), "", tuple(asked), 0, "", findings=tuple(asked.values()))
            )
        room = _POINTS[part] + (part == "question" and bool(points))
        kinds = [wording for wording, like in grouped.items() if _part(wording, like) == part]
        for wording in sorted(kinds, key=lambda kind: -_weight(kind, grouped[kind])):
            if len(points) == room:
                break
            if point := _point(project, voice, wording, grouped[wording], part, bool(reasons), shown):
                points.append(point)
        if points:
            numbered = [replace(point, number=at) for at, point in enumerate(points, number + 1)]
            on_reasons = len(reasons) if part == "major" else 0
            once = [_say_once(voice, point, said, is_reason=at < on_reasons) for at, point in enumerate(numbered)]
            yield Part(part, titles[part], tuple(once))
            number += len(points)


def _say_once(voice: Voice, point: Point, said: dict[tuple[str, ...], int], *, is_reason: bool) -> Point:
    """A point without what an earlier one says in the same words; `said` is what was said, and in which point."""
    words, mend = (point.text, *(entry.text for entry in point.entries)), (point.mend,)
    same = said.setdefault(words, point.number) if is_reason else point.number
    if same != point.number:
        return replace(point, text="", entries=(Entry(voice("reasons.same.point", number=same)),), mend="")
    if is_reason:
        entries = [
            replace(entry, text=entry.again)
            if said.setdefault(("entry", entry.text), point.number) != point.number and entry.again
            else entry
            for entry in point.entries
        ]
        point = replace(point, entries=tuple(entries))
    if point.mend and said.setdefault(mend, point.number) != point.number:
        point = replace(point, mend="")
    return point


def _part(wording: Wording, findings: Sequence[Finding]) -> str:
    """Where a kind of finding stands: where too little hangs on it for a major point, among the minor ones."""
    return "minor" if wording.part == "major" and _weight(wording, findings) < _MAJOR else wording.part


def _point_on_reason(voice: Voice, reason: ReasonPoint) -> Point:
    mends = dict.fromkeys(remark.mend for remark in reason.remarks)
    mend = voice("frame.points.please", mends=voice.together(mends))
    entries = tuple(Entry(remark.text, again=remark.again) for remark in reason.remarks)
    rest = tuple(Entry(text) for remark in reason.remarks for text in remark.rest)
    findings = tuple(finding for remark in reason.remarks for finding in remark.findings)
    return Point(reason.heading, reason.text, entries, 0, mend, findings=findings, rest=rest)


def _group(
    project: Project, voice: Voice, findings: Sequence[Finding], told: frozenset[Finding]
) -> dict[Wording, list[Finding]]:
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
        wording = wording_of(finding, voice.tongue)
        # to look a finding up is dear
        if (
            wording is None
            or (told and finding in told)
            or not (wording.each != "{message}" or voice.can_say(finding.message))
        ):
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
    project: Project,
    voice: Voice,
    wording: Wording,
    findings: Sequence[Finding],
    part: str,
    others_told: bool,
    shown: set[str],
) -> Point | None:
    """Like findings as one point; None where other points have shown all their sentences."""
    ranked = sorted(findings, key=lambda f: (*_precedence(project, f), f.span.start if f.span else 0))
    # a claim that has two such findings is still one place
    distinct = dict.fromkeys(entry_of(project, voice, finding, wording) for finding in ranked)
    entries = [entry for entry in distinct if _letters(entry) not in shown]
    if not entries:
        return None
    most = 1 if voice.brief else _ENTRIES[part] - (others_told and part == "major")
    shown.update(_letters(entry) for entry in entries[:most])
    return Point(
        heading=wording.rest if others_told and wording.rest else wording.heading,
        text="" if voice.brief else voice.fill(wording.text, count=len(entries)),
        entries=tuple(entries[:most]),
        more=(left := max(0, len(entries) - most)),
        more_words=voice.more("frame.points.more", left),
        rest=tuple(entries[most:]),
        mend=wording.mend,
        findings=tuple(ranked),
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


def entry_of(project: Project, voice: Voice, finding: Finding, wording: Wording) -> Entry:
    """The place of a point that a finding is, worded as `wording` says."""
    form = wording.each
    note = " ".join((finding.because or "").split()) if wording.noted else ""
    claim = project.argument.claims.get(finding.claim or "")
    if form in _QUOTES:
        place = _place(project, voice, finding)
        if form == "{twice}" and place and finding.related:
            place = voice("frame.place.both", one=say_where(project.document, voice, finding.related[0][0]), two=place)
        return Entry(voice.quote(shorten(_as_it_reads(project, finding), QUOTE)), place)
    if form == "{claim}" and claim:
        evidence = _evidence(project, finding)
        text, place = name_claim(project, voice, claim, evidence.text if evidence else "")
        return Entry(text, place, claim.id, note)
    text = _say_step(project, voice, finding, claim) if form == "{step}" else _said(project, voice, finding)
    place = name_claim(project, voice, claim)[1] if claim else _place(project, voice, finding)
    return Entry(text, place, claim.id if claim and form != "{message}" else "", note)


def _said(project: Project, voice: Voice, finding: Finding) -> str:
    """What a finding says, where the tongue has words for it; else the words that it is about."""
    said = in_words(project, voice, finding.message) if voice.can_say(finding.message) else finding.quote or ""
    return sentence(said)


def _as_it_reads(project: Project, finding: Finding) -> str:
    """The sentence that a finding is about, with its damaged words as proposed."""
    lines = [line for paragraph in project.prose for line in paragraph.lines]
    start = finding.span.start if finding.span else -1
    return next((line.text for line in lines if line.sentence.start == start), finding.quote or finding.message)


def _place(project: Project, voice: Voice, finding: Finding) -> str:
    span = finding.span if project.is_in_paper(finding.path) else None
    return say_where(project.document, voice, span) if span else ""


def _say_step(project: Project, voice: Voice, finding: Finding, claim: Claim | None) -> str:
    """The step or the evidence that a finding stands on, in the claims' own words."""
    if claim and (evidence := _evidence(project, finding)):
        text = shorten(claim.text.rstrip("."), QUOTE)
        return voice("frame.steps.reason", claim=text, premises=sentence(shorten(evidence.text, QUOTE)))
    step = next((s for s in (*claim.reasons, *claim.objections) if s.span == finding.span), None) if claim else None
    if claim is None or step is None:
        return _said(project, voice, finding)
    premises = say_premises(project, voice, step)
    text = shorten(claim.text.rstrip("."), QUOTE)
    if step.kind == "objection":
        return voice("frame.steps.objection", claim=sentence(text), premises=premises)
    if step.unless and finding.code == "ARG012":
        doubts = " ".join(sentence(project.argument.claims[name].text) for name in step.unless)
        return voice("frame.steps.doubted", claim=text, premises=premises, doubts=doubts)
    return voice("frame.steps.reason", claim=text, premises=premises)


def _critical_questions(project: Project, voice: Voice, findings: Sequence[Finding]) -> Iterator[tuple[Entry, Finding]]:
    """The most telling open question of the steps nearest to the conclusion, one of each scheme.

    A step that holds is asked before one that fails anyway: there the answer decides.
    """
    from argmap.argument.schemes import find_scheme

    places = {f.span: f for f in findings if f.code == "ARG016"}
    asked: set[str] = set()
    steps = [s for s in project.argument.steps() if s.span in places and s.kind == "reason"]
    steps.sort(key=lambda s: -project.bearing.get(s.claim, 0.0) * (1.0 if holds(project, s) else 0.5))
    for step in steps:
        scheme = find_scheme(step.scheme or "")
        if scheme is None or scheme.id in asked or len(asked) == _QUESTIONS:
            continue
        answered = answered_questions(step, project.evaluation)
        # English has the most telling first
        left = (number for number in voice_of().tables["questions"][scheme.id] if int(number) not in answered)
        number = next(left, None)
        if number:
            asked.add(scheme.id)
            question = voice(f"questions.{scheme.id}.{number}")
            asks = _ask_of_step(project, voice, step, voice.begin_after_colon(question))
            yield Entry(asks, asks=int(number)), places[step.span]


def _ask_of_step(project: Project, voice: Voice, step: Step, question: str) -> str:
    target = project.argument.claims[step.claim]
    if step.claim == project.evaluation.conclusions[0] and len(target.reasons) > 1:
        ordinal = voice.ordinal(target.reasons.index(step))
        return voice("frame.steps.asked_of_reason", ordinal=ordinal, question=question)
    premises = voice.listed([voice.quote(project.argument.claims[p].text.rstrip(".")) for p in step.premises])
    claim = voice.quote(target.text.rstrip("."))
    return voice("frame.steps.asked_of_step", premises=premises, claim=claim, question=question)
