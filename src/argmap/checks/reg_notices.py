"""REG: what was published about the works cited: retractions, concerns, corrections; as registries told them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from argmap.argument.model import Claim
from argmap.checks.registry import Check, check
from argmap.checks.syn_files import raised
from argmap.findings.finding import Finding
from argmap.ground.diagnostics import Severity
from argmap.ground.message import say, work_name
from argmap.project import Project
from argmap.sources import Source
from argmap.tongues.prose import any_word

if TYPE_CHECKING:  # most projects have never asked a registry
    from argmap.registries.records import Nature
    from argmap.registries.standing import Standing

_TAKEN_BACK: Mapping[Nature, str] = {
    "retraction": "{} was retracted ({})",
    "withdrawal": "{} was withdrawn ({})",
}
_DOUBTED: Mapping[Nature, str] = {
    "concern": "An expression of concern was published about {} ({})",
    "partial-retraction": "A part of {} was retracted ({})",
}
_MENDED: Mapping[Nature, str] = {
    "correction": "A correction of {} was published ({})",
    "replacement": "{} was retracted and replaced by a corrected version ({})",
}


def citing(project: Project, key: str) -> list[Claim]:
    """The claims that rest on a work, the one that bears most of a conclusion first."""
    claims = [c for c in project.argument.claims.values() if any(_work(ground) == key for ground in c.grounds)]
    return sorted(claims, key=lambda claim: -project.bearing.get(claim.id, 0.0))


def _work(ground: object) -> str | None:
    return getattr(ground, "key", None) or getattr(ground, "source", None)


def claim_for(claims: list[Claim], code: str) -> str | None:
    """The claim at which a work is told of, once for all that cite it: one that waives the code, else the first."""
    waiving = (claim.id for claim in claims if any(waiver.code == code for waiver in claim.waivers))
    return next(waiving, claims[0].id if claims else None)


def _about(
    project: Project, the_check: Check, forms: Mapping[Nature, str], help: str, *, grave: bool = False
) -> Iterator[Finding]:
    if not project.standings:
        return
    from argmap.evaluation.loss import say_loss
    from argmap.registries.wording import parts_of_notice

    for key, standing in project.standings.items():
        notice = standing.notice
        if notice is None or notice.nature not in forms:
            continue
        source, claims = project.bibliography.sources[key], citing(project, key)
        known = _paper_says_so(source, claims)
        told = [say(form, value) for form, value in parts_of_notice(standing)]
        because = [f"The title of its record says so ({_record(standing)})"] if standing.hinted else []
        because += ["The paper says so itself"] if known else []
        because += [say_loss(project.evaluation, key)] if grave and claims else []
        severity: Severity = the_check.severity if (claims or not project.files) and not known else "note"
        yield the_check.finding(
            source.key_span or source.span,
            say(forms[notice.nature], work_name(key), say(", ".join(["{}"] * len(told)), *told)),
            claim=claim_for(claims, the_check.code),
            because=say(". ".join(["{}"] * len(because)), *because) or None,
            help=help,
            severity=severity,
            certainty="candidate" if standing.hinted else None,
        )


def _record(standing: Standing) -> str:
    return f"doi:{standing.record.id}" if standing.record else ""


def _paper_says_so(source: Source, claims: list[Claim]) -> bool:
    """Whether the work is cited as one that was taken back: in its entry, or in the words of a claim that cites it."""
    words = [source.title, source.note, *source.fields.values()]
    for claim in claims:
        words += [claim.text, *(anchor.text for anchor in claim.anchors)]
        words += [text for cited in claim.citations if cited.key == source.key for text in (cited.mark, cited.suffix)]
    return any(any_word("retracted", text) for text in words if text)


@check("REG001", "retracted-source", "warning")
def retracted_source(project: Project) -> Iterator[Finding]:
    """A work on which a claim rests was retracted or withdrawn.

    Why: its publisher, or its authors, no longer stand by it; what rests on it alone rests on nothing that anybody
    vouches for. A retracted source is not refuted by itself, and the evaluation goes on counting it: the finding says
    what would be lost without it, and a person decides.

    Example: an entry whose DOI Crossref has with a notice of retraction.

    Mend: cite other evidence, or say in the text that the work was retracted (then this is a note); `- waive: REG001
    cited as an example of a retraction` at one claim that cites it will do for all. It is certain where a registry or
    Retraction Watch says so of the DOI or PubMed number of the entry, a candidate where only a title does. A later
    reinstatement lifts it; a correction does not. Whether it came before or after the paper is said where the
    day of the paper is known (`date` in the settings, or stated by the file). `argmap lookup` asks again.
    """
    help = "Rest the claim on something else, or say that the work was retracted."
    yield from _about(project, retracted_source, _TAKEN_BACK, help, grave=True)


@check("REG002", "source-under-concern", "warning")
def source_under_concern(project: Project) -> Iterator[Finding]:
    """An expression of concern was published about a work, or a part of it was retracted.

    Why: the editors doubt what it says and have not settled it; or a part no longer stands, perhaps the one cited.

    Example: an entry whose DOI Crossref has with an expression of concern.

    Mend: read the notice; say so where the work is cited, or rest the claim on more than it.
    """
    help = "Read the notice, and say so where the work is cited."
    yield from _about(project, source_under_concern, _DOUBTED, help, grave=True)


@check("REG003", "corrected-source", "note")
def corrected_source(project: Project) -> Iterator[Finding]:
    """A correction of a work was published, or it was replaced by a corrected version.

    Why: most corrections change nothing that is cited; some change the very number.

    Example: an entry whose DOI Crossref has with an erratum.

    Mend: look whether what is cited was corrected.
    """
    yield from _about(project, corrected_source, _MENDED, "Look whether what is cited was corrected.")


@check("REG008", "cites-the-notice", "note")
def cites_the_notice(project: Project) -> Iterator[Finding]:
    """What is cited is a notice about a work, and not the work.

    Why: the identifier was perhaps copied from the wrong page; a notice says nothing of what the work found.

    Example: an entry that means an article and has the DOI of its retraction.

    Mend: cite the work itself, unless the notice is meant.
    """
    for key, standing in project.standings.items():
        record = standing.record
        if record and record.notice_of and standing.state in ("found", "differs", "unclear"):
            source, about = project.bibliography.sources[key], record.notice_of[0]
            yield cites_the_notice.finding(
                source.key_span or source.span,
                say("{} is a notice ({}) about doi:{}", work_name(key), about.nature, about.doi or "?"),
                claim=claim_for(citing(project, key), "REG008"),
            )


@check("REG009", "registry-line-unreadable", "error", about="files")
def registry_line_unreadable(project: Project) -> Iterator[Finding]:
    """A line of `sources/registry.jsonl` cannot be read, and the answer in it does not count.

    Why: what a registry said is lost. The line itself is kept when answers are added.

    Example: a line cut short, or the mark of a merge conflict.

    Mend: delete the line and run `argmap lookup`; of a conflict keep the lines of both sides. `argmap lookup` puts
    `registry.jsonl merge=union` into `sources/.gitattributes`, with which git does so by itself.
    """
    yield from raised(project, registry_line_unreadable)
