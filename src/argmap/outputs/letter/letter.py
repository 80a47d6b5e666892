"""The referee letter: the argument in a paragraph, how it stands, major points, minor points, questions to the author.

It says what the evaluation and the checks found and nothing else; like points are one point; what most hangs on comes
first. The words stand in ``data/letter*.toml``, the form in ``templates/letter.md.j2``, which a journal can replace.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.argument.model import Claim, Step
from argmap.checks.drafts import Drafts, find_drafts
from argmap.evaluation.leaf_words import firmness, say_verified
from argmap.evaluation.runs import STANDING
from argmap.findings.finding import Finding
from argmap.ground.text import plural, say_list, shorten
from argmap.ground.unseen import show_unseen
from argmap.manuscript.account import account_of
from argmap.outputs.letter.gate import admit, frame, say_unchecked
from argmap.outputs.letter.points import Part, build_parts
from argmap.outputs.letter.quotes import say_premises, sentence
from argmap.outputs.letter.reasons import holds, judge_reasons, say_ordinal
from argmap.outputs.markdown_escapes import escape_markdown

if TYPE_CHECKING:
    from argmap.project import Project

_HINGES = 5
_HINGE = 100


@dataclass(frozen=True, slots=True)
class ForEditor:
    """What the editor alone reads: its fixed words, and the reviewer's notes as (claim in a sentence, note)."""

    words: Mapping[str, str]
    notes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """All that the template needs. `alarms` say how little of the paper was read, and come before everything else."""

    title: str
    alarms: tuple[str, ...]
    summary: str
    reasons: tuple[str, ...]
    concessions: tuple[str, ...]
    assessment: str
    hinges_lead: str
    hinges: tuple[str, ...]
    parts: tuple[Part, ...]
    unchecked: str
    colophon: str
    editor: ForEditor | None = None
    strengths: tuple[str, ...] = ()
    strengths_words: Mapping[str, str] = field(default_factory=dict)


def compose_letter(
    project: Project, findings: Sequence[Finding], *, anonymous: bool = False, editor: bool = False
) -> Letter:
    """The letter on a project, from the findings of its checks (waived ones are not among them).

    An `anonymous` one does not say with what it was made, nor how many verdicts its writer gave.
    One for the `editor` carries the reviewer's notes, which no other does; those on a program's drafts are left out.
    """
    argument, document, drafts = project.argument, project.document, find_drafts(project)
    alarms = account_of(document).alarms if document else ()
    conclusions = [argument.claims[name] for name in project.evaluation.conclusions]
    # what an argument lacks can be told only where nobody's draft is part of it and the paper was read
    main = conclusions[0] if conclusions and not alarms and conclusions[0].id not in drafts.resting else None
    admitted = admit(project, findings, drafts, partly_read=bool(alarms))
    hinges = _order_hinges(project, main) if main else []
    return Letter(
        title=project.settings.title or (document.title if document and document.title else ""),
        alarms=alarms,
        summary=_summary(conclusions, drafts, partly_read=bool(alarms)),
        reasons=tuple(say_premises(project, step, places=True) for step in _reasons(conclusions, drafts)),
        concessions=tuple(
            sentence(argument.claims[premise].text)
            for step in (main.objections if main else ())
            for premise in step.premises
        ),
        assessment=_assessment(project, main, conclusions, drafts, partly_read=bool(alarms)),
        hinges_lead="It hangs on each of the following: if one of them falls, the conclusion no longer stands."
        if len(hinges) > 1
        else "It hangs on this:",
        hinges=tuple(_hinge(project, name) for name in hinges[:_HINGES]),
        parts=tuple(build_parts(project, judge_reasons(project, main, admitted) if main else (), admitted)),
        unchecked=say_unchecked(findings),
        colophon="" if anonymous else _colophon(project, findings),
        editor=_for_editor(project) if editor else None,
        strengths=_strengths(project, drafts),
        strengths_words=frame()["strengths"],
    )


def _strengths(project: Project, drafts: Drafts) -> tuple[str, ...]:
    """What a person found supported by its source and nothing speaks against: the first in the files' order."""
    grounds, labels = project.evaluation.grounds, project.evaluation.labels
    return tuple(
        sentence(claim.text)
        for claim in project.argument.claims.values()
        if claim.id not in drafts.resting and labels[claim.id].label == "established" and not claim.objections
        if claim.grounds and all(ground.state == "verified" for ground in grounds[claim.id])
    )[:_HINGES]


def _for_editor(project: Project) -> ForEditor:
    claims = [claim for claim in project.argument.claims.values() if not claim.is_draft]
    return ForEditor(
        words=frame()["editor"],
        notes=tuple((sentence(claim.text), " ".join(note.split())) for claim in claims for note in claim.notes),
    )


def _reasons(conclusions: Sequence[Claim], drafts: Drafts) -> tuple[Step, ...]:
    """The reasons given for the main conclusion, where a person has accepted it with them."""
    if not conclusions or conclusions[0].is_draft:
        return ()
    return tuple(step for step in conclusions[0].reasons if drafts.claims.isdisjoint(step.premises))


def _summary(conclusions: Sequence[Claim], drafts: Drafts, *, partly_read: bool) -> str:
    if not conclusions and drafts.claims:
        return frame()["draft"]["none"]
    if not conclusions:
        return "I could not make out what the paper argues for: no statement of it is marked as its conclusion."
    if conclusions[0].is_draft:
        drafted = [f"“{sentence(claim.text)}”" for claim in conclusions if claim.is_draft]
        return frame()["draft"]["one" if len(drafted) == 1 else "many"].format(claims=" ".join(drafted))
    accepted = [claim for claim in conclusions if not claim.is_draft]
    lead = f"The paper argues for this: {sentence(accepted[0].text)}"
    if len(accepted) > 1:
        lead += f" It also concludes: {' '.join(sentence(claim.text) for claim in accepted[1:])}"
    count = len(_reasons(conclusions, drafts))
    if count:
        return f"{lead} {'For the first it' if len(accepted) > 1 else 'It'} gives {plural(count, 'reason')}:"
    if drafts.claims or partly_read:
        return lead
    return f"{lead} It gives no reason for {'the first' if len(accepted) > 1 else 'it'} that could be found."


def _other(bare: int, others: int) -> str:
    if bare == others:
        return "the other conclusion" if bare == 1 else "its other conclusions"
    return f"{bare} of its other conclusions"


def _assessment(
    project: Project, main: Claim | None, conclusions: Sequence[Claim], drafts: Drafts, *, partly_read: bool
) -> str:
    """How the conclusion stands; `main` is None where that cannot be said."""
    drafted = _draft(project, drafts)
    if partly_read:
        return f"{drafted}{frame()['alarm']['silent']}"
    if drafts.claims and (main is None or not main.reasons):
        return f"{drafted}{frame()['draft']['silent']}"
    if main is None:
        return "Without a conclusion nothing can be said about what the argument establishes."
    labels = {name: one for name, one in project.evaluation.labels.items() if name not in drafts.resting}
    counted = {label: sum(one.label == label for one in labels.values()) for label in ("established", "provisional")}
    verified = say_verified(project.evaluation.options)
    stands = {
        "established": f"The main conclusion stands on {verified}.",
        "provisional": "The main conclusion stands only if evidence that nobody has judged yet is granted.",
        "contested": "The main conclusion is contested: what speaks for it and what speaks against it are undecided.",
        "defeated": "The main conclusion does not stand: an objection that the paper itself reports defeats it.",
        "unsupported": "The main conclusion does not stand: no reason that the paper gives for it is itself supported.",
        "circular": "The main conclusion rests on reasons that run in a circle.",
    }[labels[main.id].label]
    if labels[main.id].label == "unsupported" and _is_misquoted(project, main):
        stands = "The main conclusion does not stand as it is: what it quotes differs from the source."
    elif not main.reasons and labels[main.id].label == "unsupported":
        stands = "For the main conclusion I have found no reason, so nothing can be said about whether it stands."
    rest = len(labels) - sum(counted.values())
    others = [claim for claim in conclusions if claim.id != main.id and claim.id in labels]
    unsupported = [c for c in others if not c.reasons and labels[c.id].label == "unsupported"]
    bare = [claim for claim in unsupported if not _is_misquoted(project, claim)]
    fallen = [claim for claim in others if labels[claim.id].label not in STANDING and claim not in bare]
    also = " ".join(sentence(claim.text) for claim in fallen)
    return (
        f"{drafted}{stands}{_count_live(project, main)}"
        + (
            f" Of its other conclusions {'this does' if len(fallen) == 1 else 'these do'} not stand: {also}"
            if fallen
            else ""
        )
        + (f" For {_other(len(bare), len(others))} I have found no reason either." if bare else "")
        + f" Of the {plural(len(labels), 'claim')} that I found in the paper, "
        f"{counted['established'] or 'none'} are established by {verified}, "
        f"{counted['provisional'] or 'none'} stand provisionally, and {rest} do not stand."
        f"{_count_quoted(project, labels)}"
    )


def _is_misquoted(project: Project, claim: Claim) -> bool:
    """The claim rests on words alone that differ from their source."""
    return not claim.reasons and any(g.state == "misquoted" for g in project.evaluation.grounds[claim.id])


def _count_quoted(project: Project, claims: Iterable[str]) -> str:
    """A word on quotations that were found, so that nobody takes them for support."""
    quoted = sum(any(g.state == "quoted" for g in project.evaluation.grounds[name]) for name in claims)
    if not quoted:
        return ""
    return f" For {quoted} of them a quotation is in its source; nobody has judged whether it supports the claim."


def _draft(project: Project, drafts: Drafts) -> str:
    """A word on statements that a program picked out: what the letter says is only as good as they are."""
    count, of = len(drafts.claims), len(project.argument.claims)
    if not count:
        return ""
    which = f"The {plural(count, 'statement')}" if count == of else f"{count} of the {of} statements"
    return frame()["draft"]["by"].format(statements=which, was="was" if count == 1 else "were") + " "


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
    if claim.grounds:
        rests = _say_grounds(project, claim)
    elif claim.reasons:
        live = sum(holds(project, step) for step in claim.reasons)
        rests = "for one reason" if len(claim.reasons) == 1 else f"of {len(claim.reasons)} reasons for it, {live} "
        rests += "" if len(claim.reasons) == 1 else "holds" if live == 1 else "hold"
    else:
        rests = "taken as given" if claim.assumed else "nothing is given for it"
    return f"{sentence(shorten(claim.text, _HINGE)).removesuffix('.')} ({rests})"


def _say_grounds(project: Project, claim: Claim) -> str:
    """What is known of what a claim rests on directly; the firmest of it speaks for all."""
    firmest = min(project.evaluation.grounds[claim.id], key=firmness)
    if firmest.state == "unchecked" and not claim.citations and not any(e.source or e.in_paper for e in claim.evidence):
        return "stated without a source"
    return {
        "verified": "a person judged that the source supports it",
        "quoted": "its quotation is in the source; whether it supports this nobody has judged",
        "partly": "a person judged that the source supports it only in part",
        "misquoted": "its quotation differs from the source",
        "refuted": "a person judged that the source does not support it",
    }.get(firmest.state, "cited; not looked up" if claim.citations else "not looked up")


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

    from argmap.ground.template_folders import fill_template, template_folders

    environment = SandboxedEnvironment(
        loader=FileSystemLoader([str(folder) for folder in template_folders(own_templates)]),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # it is Markdown and not HTML, and has an escaping of its own
        finalize=lambda value: escape_markdown(value) if isinstance(value, str) else value,
    )
    text = show_unseen(fill_template(environment, "letter.md.j2", own_templates, letter=letter))
    lines = [line.rstrip() for line in text.split("\n")]
    kept = [line for i, line in enumerate(lines) if line or (i and lines[i - 1])]
    return "\n".join(kept).strip("\n") + "\n"
