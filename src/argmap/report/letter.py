"""The referee letter: the argument in a paragraph, how it stands, major points, minor points, questions to the author.

It says what the evaluation and the checks found and nothing else; like points are one point; what most hangs on comes
first. The words stand in ``data/letter.toml``, the form in ``templates/letter.md.j2``, which a journal can replace.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.argument.model import Claim
from argmap.findings.finding import SEVERITIES, Finding
from argmap.report.wording import plural, shorten
from argmap.unseen import show_unseen

if TYPE_CHECKING:
    from argmap.project import Project

_ENTRIES = {"major": 3, "minor": 2, "question": 3}
_POINTS = {"major": 7, "minor": 7, "question": 5}
_TITLES = {"major": "Major points", "minor": "Minor points", "question": "Questions to the author"}
_QUOTE = 120
# what bears on no single claim is ranked by its weight alone
_BEARING = {"error": 0.3, "warning": 0.1, "note": 0.0}


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of a point: its words, often the paper's own; where they stand in the paper; the claim's id."""

    text: str
    place: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """Like findings as one point. `more` counts the places that are not shown."""

    number: int
    heading: str
    text: str
    entries: tuple[Entry, ...]
    more: int
    mend: str


@dataclass(frozen=True, slots=True)
class Part:
    """Major points, minor points, or questions."""

    name: str
    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """All that the template needs."""

    title: str
    summary: str
    reasons: tuple[str, ...]
    concessions: tuple[str, ...]
    assessment: str
    hinges_lead: str
    hinges: tuple[str, ...]
    parts: tuple[Part, ...]
    colophon: str


@cache
def _wording() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("argmap.report") / "data" / "letter.toml").read_text("utf-8"))


def compose_letter(project: Project, findings: Sequence[Finding]) -> Letter:
    """The letter on a project, from the findings of its checks (waived ones are not among them)."""
    argument, evaluation = project.argument, project.evaluation
    conclusions = [argument.claims[name] for name in evaluation.conclusions]
    main = conclusions[0] if conclusions else None
    hinges = [c for c in evaluation.single_points.get(main.id, ()) if c != main.id] if main else []
    return Letter(
        title=project.settings.title or (project.document.title if project.document and project.document.title else ""),
        summary=_summary(conclusions),
        reasons=tuple(_say_reasons(project, main)) if main else (),
        concessions=tuple(_sentence(argument.claims[p].text) for s in main.objections for p in s.premises)
        if main
        else (),
        assessment=_assessment(project, main),
        hinges_lead="It hangs on each of the following: if one of them falls, the conclusion falls."
        if len(hinges) > 1
        else "It hangs on this:",
        hinges=tuple(_hinge(project, name) for name in sorted(hinges, key=lambda c: -project.bearing.get(c, 0.0))[:5]),
        parts=tuple(_parts(project, findings)),
        colophon=_colophon(project, findings),
    )


def _summary(conclusions: Sequence[Claim]) -> str:
    if not conclusions:
        return "The paper names no conclusion that its argument builds up to."
    first = _sentence(conclusions[0].text)
    if not conclusions[0].reasons:
        return f"The paper argues for this: {first} It gives no reason for it that could be found."
    lead = f"The paper argues for this: {first}"
    if len(conclusions) > 1:
        others = " ".join(_sentence(c.text) for c in conclusions[1:])
        lead += f" It also concludes: {others}"
    count = len(conclusions[0].reasons)
    return f"{lead} For the first it gives {plural(count, 'reason')}:"


def _say_reasons(project: Project, main: Claim) -> Iterable[str]:
    claims = project.argument.claims
    for step in main.reasons:
        yield " And: ".join(_sentence(claims[premise].text) for premise in step.premises)


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith((".", "?", "!", "…", "”")) else f"{text}."


def _assessment(project: Project, main: Claim | None) -> str:
    if main is None:
        return "Without a conclusion nothing can be said about what the argument establishes."
    labels = project.evaluation.labels
    counted = {label: sum(one.label == label for one in labels.values()) for label in ("established", "provisional")}
    stands = {
        "established": "The main conclusion stands on evidence that has been checked.",
        "provisional": "The main conclusion stands only if evidence that nobody has checked yet is granted.",
        "contested": "The main conclusion is contested: what speaks for it and what speaks against it are undecided.",
        "defeated": "The main conclusion does not stand: an objection that the paper itself reports defeats it.",
        "unsupported": "The main conclusion does not stand: no reason that the paper gives for it is itself supported.",
        "circular": "The main conclusion rests on reasons that run in a circle.",
    }[labels[main.id].label]
    standing = sum(counted.values())
    rest = len(labels) - standing
    return (
        f"{stands} Of the {plural(len(labels), 'claim')} that I found in the paper, "
        f"{counted['established'] or 'none'} are established by checked evidence, {counted['provisional']} stand "
        f"provisionally, and {rest} do not stand."
    )


def _hinge(project: Project, name: str) -> str:
    claim = project.argument.claims[name]
    if claim.citations:
        rests = "cited, unchecked" if project.evaluation.labels[name].label != "established" else "checked"
    elif claim.evidence:
        rests = "a fact without a source" if all(e.source is None for e in claim.evidence) else "evidence, unchecked"
    elif claim.reasons:
        rests = "derived from what stands below it"
    else:
        rests = "taken as given" if claim.assumed else "nothing is given for it"
    return f"{_sentence(claim.text)} ({rests})"


def _parts(project: Project, findings: Sequence[Finding]) -> Iterable[Part]:
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        wording = _wording().get(finding.code)
        if wording and SEVERITIES.index(finding.severity) <= SEVERITIES.index(wording.get("severity", "note")):
            grouped.setdefault(finding.code, []).append(finding)
    number = 0
    for part in _TITLES:
        codes = sorted(
            (code for code in grouped if _wording()[code]["part"] == part), key=lambda code: -_weight(grouped[code])
        )
        points = []
        for code in codes[: _POINTS[part]]:
            number += 1
            points.append(_point(project, number, code, grouped[code], _ENTRIES[part]))
        if points:
            yield Part(part, _TITLES[part], tuple(points))


def _weight(findings: Sequence[Finding]) -> float:
    heaviest = max(max(f.bearing, _BEARING[f.severity]) for f in findings)
    return heaviest * (1.0 if any(f.certainty == "certain" for f in findings) else 0.8) + min(len(findings), 30) / 1000


def _point(project: Project, number: int, code: str, findings: Sequence[Finding], most: int) -> Point:
    wording = _wording()[code]
    ranked = sorted(findings, key=lambda f: (-f.bearing, f.span.start if f.span else 0))
    # a claim that has two such findings is still one place
    distinct = {_entry(project, finding, wording["each"]): None for finding in ranked}
    entries = list(distinct)
    return Point(
        number=number,
        heading=wording["heading"],
        text=wording["text"].format(count=len(entries)),
        entries=tuple(entries[:most]),
        more=max(0, len(entries) - most),
        mend=wording["mend"],
    )


def _entry(project: Project, finding: Finding, form: str) -> Entry:
    claim = project.argument.claims.get(finding.claim or "")
    quote, place = _in_the_paper(project, finding, claim)
    if form == "{quote}":
        return Entry(f"“{shorten(_as_it_reads(project, finding), _QUOTE)}”", place)
    text = form.format(
        message=_sentence(finding.message),
        claim=_sentence(claim.text) if claim else _sentence(finding.message),
        step=_say_step(project, finding, claim),
        objection=_say_step(project, finding, claim),
        undercut=_say_step(project, finding, claim),
    )
    if form == "{claim}" and quote:  # the paper's own words say it
        return Entry(f"“{quote}”", place, claim.id if claim else "")
    return Entry(text, place, claim.id if claim and form != "{message}" else "")


def _as_it_reads(project: Project, finding: Finding) -> str:
    """The sentence that a finding is about, with its damaged words as proposed."""
    lines = [line for paragraph in project.prose for line in paragraph.lines]
    start = finding.span.start if finding.span else -1
    return next((line.text for line in lines if line.sentence.start == start), finding.quote or finding.message)


def _say_step(project: Project, finding: Finding, claim: Claim | None) -> str:
    """The step that a finding stands on, in the claims' own words."""
    if claim is None:
        return _sentence(finding.message)
    claims = project.argument.claims
    step = next((s for s in (*claim.reasons, *claim.objections) if s.span == finding.span), None)
    if step is None:
        return _sentence(finding.message)
    premises = " And: ".join(_sentence(claims[p].text) for p in step.premises)
    if step.kind == "objection":
        return f"Against “{claim.text.rstrip('.')}” it says: {premises}"
    if step.unless and finding.code == "ARG012":
        doubts = " ".join(_sentence(claims[name].text) for name in step.unless)
        return f"“{claim.text.rstrip('.')}”, because: {premises} But: {doubts}"
    return f"“{claim.text.rstrip('.')}”, because: {premises}"


def _in_the_paper(project: Project, finding: Finding, claim: Claim | None) -> tuple[str, str]:
    """The paper's words for it, with their place as a reader of the paper finds it."""
    document = project.document
    if document is None:
        return "", ""
    if finding.span and finding.path == document.path:
        page = f"page {finding.span.page}, " if finding.span.page else ""
        return "", f"{page}line {finding.span.line}"
    for anchor in claim.anchors if claim else ():
        if anchor.match and anchor.match.end > anchor.match.start:
            span = document.place(anchor.match.start, anchor.match.end)
            page = f"page {span.page}, " if span.page else ""
            return shorten(anchor.text, _QUOTE), f"{page}line {span.line}"
    return "", ""


def _colophon(project: Project, findings: Sequence[Finding]) -> str:
    candidates = sum(f.certainty == "candidate" for f in findings)
    checked = sum(1 for j in project.judgements.values() if j.current)
    return (
        f"Drafted with argmap from {plural(len(project.argument.claims), 'claim')} and "
        f"{plural(len(findings), 'finding')}, {candidates} of them candidates that a person should judge. "
        f"{plural(checked, 'verdict')} of a person went into it. "
        "A name such as `claim-id` leads to the claim in the report."
    )


def write_markdown(letter: Letter, own_templates: Path | None = None) -> str:
    """The letter as Markdown, by ``letter.md.j2`` of `own_templates` where there is one."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from argmap.template_folders import template_folders

    environment = Environment(
        loader=FileSystemLoader([str(folder) for folder in template_folders(own_templates)]),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 # Markdown, not HTML; `visible` has made control characters harmless
    )
    text = show_unseen(environment.get_template("letter.md.j2").render(letter=letter))
    lines = [line.rstrip() for line in text.split("\n")]
    kept = [line for i, line in enumerate(lines) if line or (i and lines[i - 1])]
    return "\n".join(kept).strip("\n") + "\n"
