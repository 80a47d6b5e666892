"""The referee letter: the argument in a paragraph, how it stands, major points, minor points, questions to the author.

It says what the evaluation and the checks found and nothing else; like points are one point; what most hangs on comes
first. The words stand in ``data/<tongue>/``, the form in ``templates/letter.md.j2``, which a journal can replace.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.argument.model import Claim, Step
from argmap.checks.drafts import Drafts, find_drafts
from argmap.evaluation.leaf_words import firmness
from argmap.evaluation.runs import STANDING
from argmap.findings.finding import Finding
from argmap.ground.text import shorten
from argmap.ground.unseen import show_unseen
from argmap.manuscript.account import LOW_SHARE_OF_PAGE, account_of, runs_of
from argmap.outputs.letter.gate import admit, say_unchecked
from argmap.outputs.letter.points import Entry, Part, build_parts
from argmap.outputs.letter.quotes import say_premises, sentence, with_place
from argmap.outputs.letter.reasons import holds, judge_reasons
from argmap.outputs.letter.second_round import LastRound, SecondRound, follow
from argmap.outputs.letter.words import Voice, voice_of
from argmap.outputs.markdown_escapes import escape_markdown
from argmap.outputs.webpage import compiled
from argmap.prose.apparatus import survey

if TYPE_CHECKING:
    from argmap.manuscript.document import Document
    from argmap.project import Project

_HINGES = 5
_HINGE = 100
# so many conclusions are told in one paragraph
_INLINE = 3
# places of a point in the appendix
_APPENDED = 60


@dataclass(frozen=True, slots=True)
class ForEditor:
    """What the editor alone reads: its fixed words, and the reviewer's notes, each with its claim."""

    words: Mapping[str, str]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appended:
    """What a point has no room for, under a heading that names it; `more` says how many there are yet."""

    heading: str
    entries: tuple[Entry, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Letter:
    """All that the template needs. `alarms` say how little of the paper was read, and come before everything else.

    `head` are the headings and fixed sentences by their names in ``frame.toml``; `title` is the heading of the whole.
    A letter on a bare paper has a `lead` in the place of what is said of an argument.
    """

    tongue: str
    title: str
    head: Mapping[str, str]
    lead: str
    alarms: tuple[str, ...]
    summary: str
    also: tuple[str, ...]
    reasons_lead: str
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
    second: SecondRound | None = None
    appendix: tuple[Appended, ...] = ()


def compose_letter(
    project: Project,
    findings: Sequence[Finding],
    *,
    anonymous: bool = False,
    editor: bool = False,
    tongue: str = "en",
    brief: bool = False,
    last: LastRound | None = None,
) -> Letter:
    """The letter on a project in a tongue of `LETTER_LANGUAGES`, from the findings of its checks.

    Of a project without claims it speaks of the paper's citations, notes and words alone.

    Waived ones are not among them.
    An `anonymous` one does not say with what it was made, nor how many verdicts its writer gave.
    One for the `editor` carries the reviewer's notes, which no other does; those on a program's drafts are left out.
    A `brief` one has fewer places a point, and neither lists of what the conclusion rests on nor an appendix.
    With the `last` round it goes through the points of the letter of then, and adds those that are new.
    """
    voice = voice_of(tongue, brief=brief)
    argument, document, drafts = project.argument, project.document, find_drafts(project)
    alarms = _alarms(document, voice) if document else ()
    conclusions = [argument.claims[name] for name in project.evaluation.conclusions]
    # what an argument lacks can be told only where nobody's draft is part of it and the paper was read
    main = conclusions[0] if conclusions and not alarms and conclusions[0].id not in drafts.resting else None
    admitted = admit(project, findings, drafts, partly_read=bool(alarms))
    hinges = _order_hinges(project, main) if main and not brief else []
    second, known = _follow(voice, last, project, findings) if last else (None, frozenset[Finding]())
    fresh = [finding for finding in admitted if finding not in known]
    judged = judge_reasons(project, voice, main, fresh) if main else ()
    number = second.points[-1].number if second and second.points else 0
    head = {
        **voice.tables["frame"]["head"],
        "appendix": voice("frame.appendix.title"),
        **(second.head if second else {}),
    }
    parts = tuple(build_parts(project, voice, head, judged, admitted, known, number))
    summary, also, reasons_lead = _summary(conclusions, drafts, voice, partly_read=bool(alarms))
    title = project.settings.title or (document.title if document and document.title else "")
    named = "second" if last else "title" if argument.claims else "paper"
    titled = "titled" if named == "title" else f"{named}_titled"
    return Letter(
        tongue=tongue,
        title=voice(f"frame.head.{titled}", title=title) if title else voice(f"frame.head.{named}"),
        head=head,
        lead="" if argument.claims or document is None else _lead(document, voice, parts, partly_read=bool(alarms)),
        alarms=alarms,
        summary=summary,
        also=also,
        reasons_lead=reasons_lead,
        reasons=()
        if brief
        else tuple(say_premises(project, voice, step, places=True) for step in _reasons(conclusions, drafts)),
        concessions=tuple(
            sentence(argument.claims[premise].text)
            for step in (main.objections if main and not brief else ())
            for premise in step.premises
        ),
        assessment=_assessment(project, voice, main, conclusions, drafts, partly_read=bool(alarms)),
        hinges_lead=voice(f"frame.hinges.{'many' if len(hinges) > 1 else 'one'}"),
        hinges=tuple(_hinge(project, voice, name) for name in hinges[:_HINGES]),
        parts=parts,
        appendix=() if brief else tuple(_appendix(voice, parts)),
        unchecked=say_unchecked(project, findings, voice),
        colophon="" if anonymous else _colophon(project, voice, findings, asks=bool(parts)),
        editor=_for_editor(project, voice) if editor else None,
        strengths=() if brief else _strengths(project, drafts),
        second=second,
    )


def _follow(
    voice: Voice, last: LastRound, project: Project, findings: Sequence[Finding]
) -> tuple[SecondRound, frozenset[Finding]]:
    then = compose_letter(last.project, last.findings, tongue=voice.tongue)
    return follow(voice, last, then.parts, project, findings)


def _alarms(document: Document, voice: Voice) -> tuple[str, ...]:
    account = account_of(document)
    said = []
    if account.poor:
        said.append(voice("frame.alarm.share", share=voice.percent(account.whole.share)))
    elif account.poor_pages:
        runs = [
            str(first) if first == last else voice("frame.alarm.run", first=first, last=last)
            for first, last in runs_of(account.poor_pages)
        ]
        count, share = len(account.poor_pages), voice.percent(LOW_SHARE_OF_PAGE)
        said.append(voice("frame.alarm.pages", count=count, pages=voice.listed(runs), share=share))
    if account.mixed:
        said.append(voice("frame.alarm.mixed"))
    return tuple(said)


def _appendix(voice: Voice, parts: Sequence[Part]) -> Iterator[Appended]:
    for point in (point for part in parts for point in part.points if point.rest):
        heading = voice("frame.appendix.point", number=point.number, heading=point.heading)
        left = max(0, len(point.rest) - _APPENDED)
        yield Appended(heading, point.rest[:_APPENDED], voice("frame.appendix.more", count=left) if left else "")


def _strengths(project: Project, drafts: Drafts) -> tuple[str, ...]:
    """What a person found supported by its source and nothing speaks against: the first in the files' order."""
    grounds, labels = project.evaluation.grounds, project.evaluation.labels
    return tuple(
        sentence(claim.text)
        for claim in project.argument.claims.values()
        if claim.id not in drafts.resting and labels[claim.id].label == "established" and not claim.objections
        if claim.grounds and all(ground.state == "verified" for ground in grounds[claim.id])
    )[:_HINGES]


def _for_editor(project: Project, voice: Voice) -> ForEditor:
    claims = [claim for claim in project.argument.claims.values() if not claim.is_draft]
    return ForEditor(
        words=voice.tables["frame"]["editor"],
        notes=tuple(
            voice("frame.editor.note", note=" ".join(note.split()), claim=sentence(claim.text))
            for claim in claims
            for note in claim.notes
        ),
    )


def _reasons(conclusions: Sequence[Claim], drafts: Drafts) -> tuple[Step, ...]:
    """The reasons given for the main conclusion, where a person has accepted it with them."""
    if not conclusions or conclusions[0].is_draft:
        return ()
    return tuple(step for step in conclusions[0].reasons if drafts.claims.isdisjoint(step.premises))


def _lead(document: Document, voice: Voice, parts: Sequence[Part], *, partly_read: bool) -> str:
    """What a letter on a bare paper is about, and what it has no point for."""
    seen = survey(document)
    said = [voice("frame.paper.lead")]
    if partly_read:  # what was not seen may well be there, and the alarms say so
        return said[0]
    if seen.listed and not seen.marks:
        said.append(voice("frame.paper.uncited", count=seen.listed))
    elif not (seen.listed or seen.marks or seen.notes):
        said.append(voice("frame.paper.bare"))
    elif not parts:
        said.append(voice("frame.paper.nothing"))
    return " ".join(said)


def _summary(
    conclusions: Sequence[Claim], drafts: Drafts, voice: Voice, *, partly_read: bool
) -> tuple[str, tuple[str, ...], str]:
    """What the paper argues for; the other conclusions where they are a list of their own; the lead to the reasons."""
    if not conclusions:
        return voice("frame.draft.none" if drafts.claims else "frame.summary.none"), (), ""
    if conclusions[0].is_draft:
        drafted = [voice.quote(sentence(claim.text)) for claim in conclusions if claim.is_draft]
        if len(drafted) > _INLINE:
            return voice("frame.draft.list"), tuple(drafted), ""
        return voice(f"frame.draft.{'one' if len(drafted) == 1 else 'many'}", claims=" ".join(drafted)), (), ""
    accepted = [sentence(claim.text) for claim in conclusions if not claim.is_draft]
    said = [voice("frame.summary.argues", claim=accepted[0])]
    listed = tuple(accepted[1:]) if len(accepted) > _INLINE else ()
    if listed:
        said.append(voice("frame.summary.also_list"))
    elif len(accepted) > 1:
        said.append(voice("frame.summary.also", claims=" ".join(accepted[1:])))
    which = "_for_first" if len(accepted) > 1 else ""
    lead = ""
    if count := len(_reasons(conclusions, drafts)):
        lead = voice(f"frame.summary.reasons{which}{'_brief' * voice.brief}", count=count)
    elif not drafts.claims and not partly_read:
        lead = voice(f"frame.summary.no_reason{which}")
    return (" ".join(said), listed, lead) if listed else (" ".join(filter(None, (*said, lead))), (), "")


def _assessment(
    project: Project,
    voice: Voice,
    main: Claim | None,
    conclusions: Sequence[Claim],
    drafts: Drafts,
    *,
    partly_read: bool,
) -> str:
    """How the conclusion stands; `main` is None where that cannot be said."""
    drafted = _drafted(project, voice, drafts)
    if partly_read or (drafts.claims and (main is None or not main.reasons)):
        return " ".join((*drafted, voice(f"frame.{'alarm' if partly_read else 'draft'}.silent")))
    if main is None:
        return voice("frame.assessment.none")
    labels = {name: one.label for name, one in project.evaluation.labels.items() if name not in drafts.resting}
    verified = voice(f"frame.assessment.verified{'_or_quoted' * project.evaluation.options.quotations_verified}")
    stands: str = labels[main.id]
    if denied := _denied(project, main):
        stands = denied
    elif stands == "unsupported" and _is_misquoted(project, main):
        stands = "misquoted"
    elif stands == "unsupported" and not main.reasons:
        stands = "no_reason"
    said = [*drafted, voice(f"frame.assessment.{stands}", verified=verified), *_count_live(project, voice, main)]
    others = [claim for claim in conclusions if claim.id != main.id and claim.id in labels]
    unsupported = [c for c in others if not c.reasons and labels[c.id] == "unsupported"]
    bare = [claim for claim in unsupported if not _is_misquoted(project, claim)]
    fallen = [claim for claim in others if labels[claim.id] not in STANDING and claim not in bare]
    if fallen and len(fallen) == len(others):
        said.append(voice("frame.assessment.fallen_all", count=len(fallen)))
    elif fallen:
        # the summary has their words
        ordinals = [voice.ordinal(number) for number, claim in enumerate(others) if claim in fallen]
        which = voice.listed([voice("frame.ordinals.in_list_claim", ordinal=ordinal) for ordinal in ordinals])
        said.append(voice("frame.assessment.fallen_some", count=len(fallen), which=which))
    if bare:
        said.append(voice(f"frame.assessment.bare_{'all' if len(bare) == len(others) else 'some'}", count=len(bare)))
    counted = {name: sum(label == name for label in labels.values()) for name in ("established", "provisional")}
    counted["rest"] = len(labels) - sum(counted.values())
    told = {n: voice(f"frame.assessment.count_{n}", count=c, verified=verified) for n, c in counted.items()}
    said.append(voice("frame.assessment.counts", count=len(labels), **told))
    # a word on quotations that were found, so that nobody takes them for support
    quoted = sum(any(g.state == "quoted" for g in project.evaluation.grounds[name]) for name in labels)
    if quoted:
        said.append(voice("frame.assessment.quoted", count=quoted))
    return " ".join(said)


def _denied(project: Project, main: Claim) -> str:
    """How a reviewer's own verdict brings the conclusion down; empty where none does."""
    current = project.judgements[main.id].current if project.reviews.verdicts else None
    if current and current.negative and project.evaluation.labels[main.id].label == "defeated":
        return "rejected" if current.verdict == "rejected" else "misworded"
    judged = [project.judgements[step.id].current for step in main.reasons] if project.reviews.verdicts else []
    if project.evaluation.labels[main.id].label == "unsupported" and any(v and v.negative for v in judged):
        return "unconvincing"
    return ""


def _is_misquoted(project: Project, claim: Claim) -> bool:
    """The claim rests on words alone that differ from their source."""
    return not claim.reasons and any(g.state == "misquoted" for g in project.evaluation.grounds[claim.id])


def _drafted(project: Project, voice: Voice, drafts: Drafts) -> Iterator[str]:
    """A word on statements that a program picked out: what the letter says is only as good as they are."""
    count, of = len(drafts.claims), len(project.argument.claims)
    if count:
        yield voice(f"frame.draft.{'all' if count == of else 'some'}", count=count, of=of)


def _count_live(project: Project, voice: Voice, main: Claim) -> Iterator[str]:
    live = [number for number, step in enumerate(main.reasons) if holds(project, step)]
    if len(main.reasons) < 2 or not live:
        return
    if len(live) == len(main.reasons):
        yield voice("frame.assessment.all_hold", count=len(live))
        return
    which = voice.listed([voice("frame.ordinals.in_list", ordinal=voice.ordinal(number)) for number in live])
    yield voice("frame.assessment.some_hold", count=len(live), of=len(main.reasons), which=which)


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


def _hinge(project: Project, voice: Voice, name: str) -> str:
    claim = project.argument.claims[name]
    if claim.grounds:
        rests = voice(f"frame.hinges.{_ground_of(project, claim)}")
    elif claim.reasons:
        live, of = sum(holds(project, step) for step in claim.reasons), len(claim.reasons)
        rests = voice(f"frame.hinges.{'one_reason' if of == 1 else 'reasons'}", count=live, of=of)
    else:
        rests = voice(f"frame.hinges.{'assumed' if claim.assumed else 'nothing'}")
    return with_place(voice, sentence(shorten(claim.text, _HINGE)), rests)


def _ground_of(project: Project, claim: Claim) -> str:
    """What is known of what a claim rests on directly; the firmest of it speaks for all."""
    firmest = min(project.evaluation.grounds[claim.id], key=firmness)
    if firmest.state in ("verified", "quoted", "partly", "misquoted", "refuted"):
        return firmest.state
    if not claim.citations and not any(e.source or e.in_paper for e in claim.evidence):
        return "no_source"
    return "cited" if claim.citations else "unseen"


def _colophon(project: Project, voice: Voice, findings: Sequence[Finding], *, asks: bool) -> str:
    if not (project.argument.claims or asks):  # how many findings it is silent about is no matter of its reader's
        return voice("frame.colophon.bare")
    counts = {
        "claims": len(project.argument.claims),
        "findings": len(findings),
        "candidates": sum(f.certainty == "candidate" for f in findings),
        "verdicts": sum(1 for j in project.judgements.values() if j.current) if project.reviews.verdicts else 0,
    }
    told = {name: voice(f"frame.colophon.{name}", count=count) for name, count in counts.items()}
    return voice(f"frame.colophon.{'drafted' if counts['claims'] else 'paper'}", **told)


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
        bytecode_cache=compiled("letters"),
        finalize=lambda value: escape_markdown(value) if isinstance(value, str) else value,
    )
    text = show_unseen(fill_template(environment, "letter.md.j2", own_templates, letter=letter))
    lines = [line.rstrip() for line in text.split("\n")]
    kept = [line for i, line in enumerate(lines) if line or (i and lines[i - 1])]
    return "\n".join(kept).strip("\n") + "\n"
