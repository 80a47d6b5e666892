"""The referee letter: the argument in a paragraph, how it stands, major points, minor points, questions to the author.

It says what the evaluation and the checks found and nothing else; like points are one point; what most hangs on comes
first. The words stand in ``data/letter.toml``, the form in ``templates/letter.md.j2``, which a journal can replace.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.argument.model import Claim, Evidence, Step
from argmap.evaluation.outcome import STANDING
from argmap.findings.finding import SEVERITIES, Finding
from argmap.report.letter_quotes import QUOTE, in_words, name_claim, say_premises, say_where, sentence
from argmap.report.letter_reasons import holds, judge_reasons, name_reason, rank, say_ordinal
from argmap.report.wording import plural, say_list, shorten
from argmap.unseen import show_unseen

if TYPE_CHECKING:
    from argmap.places import Span
    from argmap.project import Project

_ENTRIES = {"major": 3, "minor": 2, "question": 2}
_POINTS = {"major": 7, "minor": 4, "question": 4}
_TITLES = {"major": "Major points", "minor": "Minor points", "question": "Questions to the author"}
_QUESTIONS = 3
_HINGES = 5
_HINGE = 100
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
    hinges = _order_hinges(project, main) if main else []
    return Letter(
        title=project.settings.title or (project.document.title if project.document and project.document.title else ""),
        summary=_summary(conclusions),
        reasons=tuple(say_premises(project, step, places=True) for step in main.reasons) if main else (),
        concessions=tuple(sentence(argument.claims[p].text) for s in main.objections for p in s.premises)
        if main
        else (),
        assessment=_assessment(project, main, conclusions[1:]),
        hinges_lead="It hangs on each of the following: if one of them falls, the conclusion falls."
        if len(hinges) > 1
        else "It hangs on this:",
        hinges=tuple(_hinge(project, name) for name in hinges[:_HINGES]),
        parts=tuple(_parts(project, main, findings)),
        colophon=_colophon(project, findings),
    )


def _summary(conclusions: Sequence[Claim]) -> str:
    if not conclusions:
        return "I could not make out what the paper argues for: no statement of it is marked as its conclusion."
    first = sentence(conclusions[0].text)
    lead = f"The paper argues for this: {first}"
    if len(conclusions) > 1:
        others = " ".join(sentence(c.text) for c in conclusions[1:])
        lead += f" It also concludes: {others}"
    if not conclusions[0].reasons:
        return f"{lead} It gives no reason for {'the first' if len(conclusions) > 1 else 'it'} that could be found."
    count = len(conclusions[0].reasons)
    return f"{lead} {'For the first it' if len(conclusions) > 1 else 'It'} gives {plural(count, 'reason')}:"


def _other(bare: int, others: int) -> str:
    if bare == others:
        return "the other conclusion" if bare == 1 else "its other conclusions"
    return f"{bare} of its other conclusions"


def _assessment(project: Project, main: Claim | None, others: Sequence[Claim]) -> str:
    if main is None:
        return f"{_draft(project)}Without a conclusion nothing can be said about what the argument establishes."
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
    if not main.reasons and labels[main.id].label == "unsupported":
        stands = "For the main conclusion I have found no reason, so nothing can be said about whether it stands."
    rest = len(labels) - sum(counted.values())
    bare = [claim for claim in others if not claim.reasons and labels[claim.id].label == "unsupported"]
    fallen = [claim for claim in others if labels[claim.id].label not in STANDING and claim not in bare]
    also = " ".join(sentence(claim.text) for claim in fallen)
    return (
        f"{_draft(project)}{stands}{_count_live(project, main)}"
        + (
            f" Of its other conclusions {'this does' if len(fallen) == 1 else 'these do'} not stand: {also}"
            if fallen
            else ""
        )
        + (f" For {_other(len(bare), len(others))} I have found no reason either." if bare else "")
        + f" Of the {plural(len(labels), 'claim')} that I found in the paper, "
        f"{counted['established'] or 'none'} are established by checked evidence, "
        f"{counted['provisional'] or 'none'} stand provisionally, and {rest} do not stand."
    )


def _draft(project: Project) -> str:
    """A word on statements that a program picked out: what the letter says is only as good as they are."""
    claims = project.argument.claims.values()
    drafts = sum("draft" in claim.tags for claim in claims)
    if not drafts:
        return ""
    which = (
        f"The {plural(drafts, 'statement')}" if drafts == len(claims) else f"{drafts} of the {len(claims)} statements"
    )
    return (
        f"{which} from which this is written were picked out by a program and have not been read by anybody; reasons "
        "and conclusions will be missing. "
    )


def _count_live(project: Project, main: Claim) -> str:
    live = [say_ordinal(number) for number, step in enumerate(main.reasons) if holds(project, step)]
    if len(main.reasons) < 2 or not live:
        return ""
    if len(live) == len(main.reasons):
        return f" All {len(live)} reasons given for it hold so far."
    only, verb = ("only ", "holds") if len(live) == 1 else ("", "hold")
    return f" Of the {len(main.reasons)} reasons given for it {only}the {say_list(live)} {verb} so far."


def _order_hinges(project: Project, main: Claim) -> list[str]:
    """The claims whose fall topples the conclusion, each followed by those below it, as an argument is read."""
    points = set(project.evaluation.single_points.get(main.id, ())) - {main.id}
    ordered: dict[str, None] = {}
    stack, seen = [main.id], set()
    while stack:
        name = stack.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in points:
            ordered[name] = None
        steps = [step for step in project.argument.claims[name].reasons if holds(project, step)]
        stack += [premise for step in reversed(steps) for premise in reversed(step.premises)]
    return [*ordered, *sorted(points - set(ordered))]


def _hinge(project: Project, name: str) -> str:
    claim = project.argument.claims[name]
    if claim.citations:
        rests = "cited; not looked up" if project.evaluation.labels[name].label != "established" else "checked"
    elif claim.evidence:
        rests = "stated without a source" if all(e.source is None for e in claim.evidence) else "not looked up"
    elif claim.reasons:
        live = sum(holds(project, step) for step in claim.reasons)
        rests = "for one reason" if len(claim.reasons) == 1 else f"of {len(claim.reasons)} reasons for it, {live} "
        rests += "" if len(claim.reasons) == 1 else "holds" if live == 1 else "hold"
    else:
        rests = "taken as given" if claim.assumed else "nothing is given for it"
    return f"{sentence(shorten(claim.text, _HINGE)).removesuffix('.')} ({rests})"


def _parts(project: Project, main: Claim | None, findings: Sequence[Finding]) -> Iterator[Part]:
    reasons = judge_reasons(project, main, findings) if main else ()
    told = frozenset[Finding]().union(*(reason.told for reason in reasons))
    grouped = _group(project, findings, told)
    major = {c for c in grouped if _wording()[c]["part"] == "major" and _weight(c, grouped[c]) >= _MAJOR}
    number = 0
    for part in _TITLES:
        points = []
        if part == "major":
            for reason in reasons:
                number += 1
                points.append(
                    Point(
                        number,
                        reason.heading,
                        reason.text,
                        tuple(Entry(remark.text) for remark in reason.remarks),
                        0,
                        f"Please {'; '.join(dict.fromkeys(remark.mend for remark in reason.remarks))}.",
                    )
                )
        codes = [c for c in grouped if (c in major if part == "major" else _part(c) == part and c not in major)]
        codes.sort(key=lambda code: -_weight(code, grouped[code]))
        for code in codes[: _POINTS[part] - len(points)]:
            number += 1
            points.append(
                _point(
                    project, number, code, grouped[code], _ENTRIES[part] - bool(told and part == "major"), bool(told)
                )
            )
        if part == "question" and (asked := tuple(_critical_questions(project, findings))):
            points.insert(0, Point(0, "What do the steps to the conclusion rest on?", "", asked, 0, ""))
            number += 1
            points = [replace(p, number=number - len(points) + 1 + i) for i, p in enumerate(points)]
        if points:
            yield Part(part, _TITLES[part], tuple(points))


def _part(code: str) -> str:
    """Where a kind of finding stands when too little hangs on it for a major point."""
    return {"major": "minor"}.get(_wording()[code]["part"], _wording()[code]["part"])


def _group(project: Project, findings: Sequence[Finding], told: frozenset[Finding]) -> dict[str, list[Finding]]:
    """The findings that the letter speaks of by their code, without those already told in another point."""
    argued = any(project.argument.claims[name].reasons for name in project.evaluation.conclusions)
    denied = {f.claim for f in findings if f.code == "ARG011" and _speaks(f)}
    bare = {f.claim for f in findings if f.claim and f.code in ("ARG001", "ARG002", "EVD003")}
    document = project.document
    spoken_for = [
        document.place(a.match.start, a.match.end)
        for name in bare
        if document and name in project.argument.claims
        for a in project.argument.claims[name].anchors
        if a.match and a.match.end > a.match.start
    ]
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        if not _speaks(finding) or finding in told:
            continue
        # a sentence is not asked for its source twice, nor a statement that the paper itself denies for its grounds
        if finding.code == "TXT010" and any(_overlap(finding, span) for span in spoken_for):
            continue
        if finding.code == "ARG002" and (finding.claim in denied or finding.claim in project.evaluation.conclusions):
            continue
        # what no conclusion rests on is worth a word only where nothing is known to rest on anything
        if finding.code == "ARG001" and argued:
            continue
        grouped.setdefault(finding.code, []).append(finding)
    return grouped


def _speaks(finding: Finding) -> bool:
    """Whether the letter has words for a finding of this kind and severity."""
    wording = _wording().get(finding.code)
    return wording is not None and SEVERITIES.index(finding.severity) <= SEVERITIES.index(
        wording.get("severity", "note")
    )


def _overlap(finding: Finding, span: Span) -> bool:
    return finding.span is not None and finding.span.start < span.end and span.start < finding.span.end


def _weight(code: str, findings: Sequence[Finding]) -> float:
    heaviest = max(max(f.bearing, _BEARING[f.severity] if f.claim is None else 0.0) for f in findings)
    sure = 1.0 if any(f.certainty == "certain" for f in findings) else 0.8
    return (heaviest * sure + min(len(findings), 30) / 1000) * float(_wording()[code].get("weight", 1.0))


def _point(
    project: Project, number: int, code: str, findings: Sequence[Finding], most: int, others_told: bool
) -> Point:
    wording = _wording()[code]
    ranked = sorted(findings, key=lambda f: (*_precedence(project, f), f.span.start if f.span else 0))
    # a claim that has two such findings is still one place
    distinct = {_entry(project, finding, wording["each"]): None for finding in ranked}
    entries = list(distinct)
    return Point(
        number=number,
        heading=wording.get("rest", wording["heading"]) if others_told else wording["heading"],
        text=wording["text"].format(count=len(entries)),
        entries=tuple(entries[:most]),
        more=max(0, len(entries) - most),
        mend=wording["mend"],
    )


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
    if form == "{quote}":
        return Entry(f"“{shorten(_as_it_reads(project, finding), QUOTE)}”", _place(project, finding))
    if form == "{claim}" and claim:
        evidence = _evidence(project, finding)
        text, place = name_claim(project, claim, evidence.text if evidence else "")
        return Entry(text, place, claim.id)
    text = form.format(
        message=sentence(in_words(project, finding.message, finding)),
        claim=sentence(finding.message),
        step=_say_step(project, finding, claim),
    )
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
        return sentence(in_words(project, finding.message, finding))
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
    return tomllib.loads((files("argmap.report") / "data" / "letter_questions.toml").read_text("utf-8"))


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
        left = (words for number, words in _plain_questions()[scheme.id].items() if int(number) not in step.answers)
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


def _colophon(project: Project, findings: Sequence[Finding]) -> str:
    candidates = sum(f.certainty == "candidate" for f in findings)
    checked = sum(1 for j in project.judgements.values() if j.current)
    return (
        f"Drafted with argmap from {plural(len(project.argument.claims), 'claim')} and "
        f"{plural(len(findings), 'finding')}, {candidates} of them candidates that a person should judge, and "
        f"{plural(checked, 'verdict')} of a person. A name such as `claim-id` leads to the claim in the report."
    )


def write_markdown(letter: Letter, own_templates: Path | None = None) -> str:
    """The letter as Markdown, by ``letter.md.j2`` of `own_templates` where there is one."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    from argmap.template_folders import fill_template, template_folders

    environment = SandboxedEnvironment(
        loader=FileSystemLoader([str(folder) for folder in template_folders(own_templates)]),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # Markdown, not HTML; `visible` has made control characters harmless
    )
    text = show_unseen(fill_template(environment, "letter.md.j2", letter=letter))
    lines = [line.rstrip() for line in text.split("\n")]
    kept = [line for i, line in enumerate(lines) if line or (i and lines[i - 1])]
    return "\n".join(kept).strip("\n") + "\n"
