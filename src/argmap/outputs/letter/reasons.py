"""Major points on the reasons given for the main conclusion, one a reason.

A referee does not begin with a list of faults by kind, but with the reason that carries the conclusion and what is
wrong there, and goes on to the reasons that do not hold. Each remark is a finding; what is told here is not told again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from argmap.argument.model import Claim, Quotation, Step
from argmap.argument.paths import premises_of
from argmap.evaluation.labels import LIVE
from argmap.evaluation.runs import STANDING
from argmap.findings.finding import Finding
from argmap.ground.text import shorten
from argmap.outputs.letter.quotes import SHORT, key_words, list_claims, mend_quote, name_claim, say_where, with_place
from argmap.outputs.letter.words import Voice

if TYPE_CHECKING:
    from argmap.ground.places import Span
    from argmap.project import Project

MOST_REASONS = 4
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong with a reason, in a sentence, and what would mend it; `rest` are the claims not named in it.

    `again` says it where an earlier point has said it in the same words.
    """

    text: str
    mend: str
    rest: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    again: str = ""


@dataclass(frozen=True, slots=True)
class ReasonPoint:
    """One reason of the main conclusion with all remarks on it."""

    heading: str
    text: str
    remarks: tuple[Remark, ...]
    told: tuple[Finding, ...]


def judge_reasons(project: Project, voice: Voice, main: Claim, findings: Sequence[Finding]) -> tuple[ReasonPoint, ...]:
    """A point for each reason that findings speak of: first those that carry the conclusion, then those that fail."""
    live = {step.id for step in main.reasons if holds(project, step)}
    numbers = {step.id: number for number, step in enumerate(main.reasons)}
    points: list[ReasonPoint] = []
    seen: set[str] = set()
    concerning = _Concerning(project, findings)
    for step in sorted(main.reasons, key=lambda s: s.id not in live):
        if len(points) == MOST_REASONS:
            break
        area = _area(project, step) - seen
        ours = concerning.untold(step, area)
        remarks = tuple(_remarks(project, voice, step, ours))
        if remarks:
            heading = _heading(project, voice, step, numbers[step.id], len(main.reasons), live)
            lead = _lead(project, voice, step)
            points.append(ReasonPoint(heading, lead, remarks, tuple(ours)))
            concerning.told(ours)
            seen |= area
    return tuple(points)


def holds(project: Project, step: Step) -> bool:
    """Whether a step carries its claim once unchecked evidence is granted."""
    evaluation = project.evaluation
    return evaluation.granted.steps[evaluation.network.step_index[step.id]] == LIVE


def _area(project: Project, step: Step) -> set[str]:
    """The premises of a step and all that supports them."""
    return set().union(*(_below(project, premise) for premise in premises_of(step)))


def _below(project: Project, claim: str) -> set[str]:
    """A claim and all that supports it."""
    seen: set[str] = set()
    queue = [claim]
    while queue:
        name = queue.pop()
        if name not in seen:
            seen.add(name)
            queue += [p for below in project.argument.claims[name].reasons for p in premises_of(below)]
    return seen


class _Concerning:
    """The findings that can be told of a reason, by what they are about: reasons and findings may be thousands."""

    def __init__(self, project: Project, findings: Sequence[Finding]) -> None:
        self._project = project
        self._findings = [finding for finding in findings if finding.code in _CODES]
        self._about: dict[str | Span | None, list[int]] = {}
        self._told: set[Finding] = set()
        for number, finding in enumerate(self._findings):
            self._about.setdefault(finding.claim or None, []).append(number)
            if finding.claim and finding.span:
                self._about.setdefault(finding.span, []).append(number)
        self._spans: dict[object, list[Span]] = {}
        for step in project.argument.steps():
            self._spans.setdefault((step.kind, step.premises), []).append(step.span)

    def untold(self, step: Step, area: set[str]) -> list[Finding]:
        """Those about a claim of `area`, or about the step or another that gives the same premises for another
        conclusion, as one remark does for both; in their order.
        """
        about: Iterator[str | Span] = chain(area, self._spans[step.kind, step.premises])
        found = {number for each in about for number in self._about.get(each, ())}
        found |= {number for number in self._about.get(None, ()) if self._stands_in(self._findings[number], area)}
        ours = (self._findings[number] for number in sorted(found))
        return [finding for finding in ours if finding not in self._told]

    def told(self, findings: Iterable[Finding]) -> None:
        """These are not told again."""
        self._told.update(findings)

    def _stands_in(self, finding: Finding, area: set[str]) -> bool:
        return finding.code == "TXT043" and bool(_said_at(self._project, finding, area))


def _said_at(project: Project, finding: Finding, area: set[str]) -> list[str]:
    """The claims of `area` with an anchor inside the sentence that a finding is about."""
    span, document = finding.span, project.document
    if span is None or document is None or not document.is_of(finding.path):
        return []
    return [
        name
        for name in project.argument.claims
        if name in area and any(_inside(anchor, span) for anchor in project.argument.claims[name].anchors)
    ]


def _heading(project: Project, voice: Voice, step: Step, number: int, count: int, live: set[str]) -> str:
    if step.id in live:
        form = "only" if len(live) == 1 and count > 1 else "gaps"
    else:
        form = "undercut" if _undercutters(project, step) else "fails"
    name = "numbered" if count > 1 else "sole"
    return voice(f"reasons.heading.{form}", reason=voice(f"reasons.names.{name}", ordinal=voice.ordinal(number)))


def _lead(project: Project, voice: Voice, step: Step) -> str:
    """What is left to hold up a premise some of whose own reasons fail; empty where there is nothing of the kind."""
    told = []
    statements = _statements(step)
    for premise in step.premises if holds(project, step) else ():
        reasons = project.argument.claims[premise].reasons
        live = [reason for reason in reasons if holds(project, reason)]
        if live and len(live) < len(reasons):
            names = [project.argument.claims[p] for reason in live for p in reason.premises]
            left = voice.together(with_place(voice, *name_claim(project, voice, claim)) for claim in names)
            which = _point_at(voice, statements, premise)
            told.append(voice("reasons.lead.left", count=len(reasons), claim=which, left=left))
    return " ".join(told)


def _remarks(project: Project, voice: Voice, step: Step, findings: Sequence[Finding]) -> Iterator[Remark]:
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    # where the body shows it is asked already of what comes up first in the conclusion
    area = _area(project, step)
    asked = {name for finding in by_code.get("TXT043", ()) for name in _said_at(project, finding, area)}
    by_code["ARG002"] = [finding for finding in by_code.get("ARG002", ()) if finding.claim not in asked]
    for code, tell in _CODES.items():
        if by_code.get(code):
            rest: list[str] = []
            text = tell(project, voice, step, by_code[code], rest)
            if text:
                again = voice(f"reasons.{code}.again") if "again" in voice.tables["reasons"][code] else ""
                yield Remark(text, voice(f"reasons.{code}.mend"), tuple(rest), tuple(by_code[code]), again)


def _bare(project: Project, voice: Voice, step: Step, findings: Sequence[Finding], rest: list[str]) -> str:
    """What nothing is given for, under the premise that it is meant to support."""
    ranked = dict.fromkeys(f.claim for f in sorted(findings, key=lambda f: rank(project, f)) if f.claim)
    left = {name: number for number, name in enumerate(ranked)}
    parts = []
    statements = _statements(step)
    for premise in dict.fromkeys(premises_of(step)):
        names = sorted(left.keys() & _below(project, premise), key=left.__getitem__)
        if premise in left:
            parts.append(voice("reasons.ARG002.text", claim=_point_at(voice, statements, premise)))
        elif names:
            said, others = list_claims(project, voice, names, _MOST_NAMED)
            rest += others
            parts.append(voice("reasons.ARG002.below", claim=_point_at(voice, statements, premise), claims=said))
        for name in names:
            del left[name]
    return " ".join(parts)


def _statements(step: Step) -> Mapping[str, int]:
    """Which statement of a step each premise is; nothing where there is but one."""
    numbered = enumerate(step.premises) if len(step.premises) > 1 else ()
    return {premise: number for number, premise in reversed(list(numbered))}


def _point_at(voice: Voice, statements: Mapping[str, int], premise: str) -> str:
    """A premise as the summary has it: `it`, or `its second statement`."""
    if premise not in statements:
        return voice("reasons.names.it")
    return voice("reasons.names.statement", ordinal=voice.ordinal(statements[premise]))


def rank(project: Project, finding: Finding) -> tuple[float, bool]:
    """A place in the order of like findings: what is most urgent; what the paper says itself before what it reports."""
    claim = project.argument.claims.get(finding.claim or "")
    return -urgency(project, finding), bool(claim and claim.said_by)


def urgency(project: Project, finding: Finding) -> float:
    """Bearing of a bare statement; double where it is given for what the paper itself reports something against.

    What nobody doubts can stand for a while without support, what is disputed cannot.
    """
    claims = project.argument.claims
    name = finding.claim or ""
    given_for = [name, *(s.claim for s in project.argument.used_in.get(name, ()) if s.kind == "reason")]
    disputed = any(claims[c].objections and claims[c].kind != "conclusion" for c in given_for if c in claims)
    return finding.bearing * (2 if disputed else 1)


def _objections(project: Project, voice: Voice, step: Step, findings: Sequence[Finding], rest: list[str]) -> str:
    """What the paper says against a premise, supported or not; against what lies deeper it would lead too far."""
    parts = []
    statements = _statements(step)
    spans_of: dict[str | None, set[Span | None]] = {}
    for finding in findings:
        spans_of.setdefault(finding.claim, set()).add(finding.span)
    for premise in step.premises:
        spans = spans_of.get(premise, ())
        objections = [o for o in project.argument.claims[premise].objections if o.span in spans]
        names = [p for objection in objections for p in objection.premises]
        if names:
            said, others = list_claims(project, voice, names, _MOST_NAMED)
            rest += others
            parts.append(voice("reasons.ARG011.text", claim=_point_at(voice, statements, premise), claims=said))
    return " ".join(parts)


def _all_stand(project: Project, names: Sequence[str]) -> bool:
    return all(project.evaluation.labels[name].label in STANDING for name in names)


def _undercutters(project: Project, step: Step) -> list[str]:
    return [name for name in step.unless if _all_stand(project, [name])]


def _undercut(project: Project, voice: Voice, step: Step, findings: Sequence[Finding], rest: list[str]) -> str:
    names = _undercutters(project, step) if any(f.span == step.span for f in findings) else []
    said = [project.argument.claims[name] for name in names]
    if not said:
        return ""
    told = [with_place(voice, claim.text, _places(project, voice, claim)) for claim in said]
    return voice("reasons.ARG012.text", claims=voice.together(told))


def _places(project: Project, voice: Voice, claim: Claim) -> str:
    """All places of a claim: an undercutter is often put together from several."""
    document = project.document
    found = [a.match for a in claim.anchors if a.match and a.match.end > a.match.start]
    if document is None or not found:
        return ""
    return ", ".join(
        dict.fromkeys(say_where(document, voice, document.place(m.start, m.end)) for m in found[:_MOST_NAMED])
    )


def _is_ought(project: Project, voice: Voice, step: Step, findings: Sequence[Finding], rest: list[str]) -> str:
    return voice("reasons.ARG013.text") if any(f.span == step.span for f in findings) else ""


def _new(project: Project, voice: Voice, step: Step, findings: Sequence[Finding], rest: list[str]) -> str:
    """What comes up first in the conclusion, by its longest anchor there; premises are not quoted again."""
    document = project.document
    area = _area(project, step)
    places = []
    for finding in findings:
        names = [name for name in _said_at(project, finding, area) if name not in step.premises]
        if document is None or finding.span is None or not names:
            continue
        anchors = [a for name in names for a in project.argument.claims[name].anchors if _inside(a, finding.span)]
        longest = max(anchors, key=lambda a: len(key_words(a.text)))
        if longest.match:
            where = say_where(document, voice, document.place(longest.match.start, longest.match.end))
            quote = voice.quote(shorten(mend_quote(project, longest), SHORT))
            places.append(with_place(voice, quote, where))
    if not places:
        return voice("reasons.TXT043.itself")
    return voice("reasons.TXT043.text", claims=voice.together(places))


def _inside(anchor: Quotation, span: Span) -> bool:
    return anchor.match is not None and span.start <= anchor.match.start < span.end


# what is told of a reason, in this order; each takes the project, the words, the step, the
# findings of one code, and a list for what it does not name
_CODES = {"ARG012": _undercut, "TXT043": _new, "ARG002": _bare, "ARG011": _objections, "ARG013": _is_ought}
