"""The worksheet of an editor's assistant: one row a citation, with room for a verdict and a note.

Of a project it comes back (`editing.sheet_verdicts`): each row carries the fingerprint of what is judged in it. Of a
bare paper nothing comes back, since no review log belongs to it; its rows are its citations with what was found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from argmap.argument.model import Citation, Claim, Evidence
from argmap.checks.txt_quotations import quotations
from argmap.editing.sheet_verdicts import FINGERPRINT, HANDLE, NOTE, VERDICT
from argmap.exchange.loss import LossReport
from argmap.exchange.parts import tell_claims
from argmap.exchange.sheets import Column, Table, to_csv, to_xlsx
from argmap.findings.finding import Finding
from argmap.ground.places import Span, say_place
from argmap.ground.text import shorten
from argmap.manuscript.document import Document, Mark, Reference
from argmap.outputs.letter.quotes import say_without_lines
from argmap.outputs.wording import say_match, write_reference
from argmap.project import Project
from argmap.reviews import VERDICTS
from argmap.reviews.judgements import Judgement

_MIDDLE = (Column("Work", 32), Column("Place in it", 12), Column("Quotation", 40))
_TO_FILL = (Column(VERDICT, 18, choices=VERDICTS, filled_in=True), Column(NOTE, 36, filled_in=True))
_OF_PROJECT = (
    *(Column("Claim", 44), Column("Words of the paper", 40)),
    *(*_MIDDLE, Column("Match", 24), *_TO_FILL, Column("Judged so far", 26), Column("File and line", 30)),
    *(Column(HANDLE, 36), Column(FINGERPRINT, 20, hidden=True)),
)
_OF_PAPER = (
    *(Column("Sentence or finding", 60), Column("As cited", 24)),
    *(*_MIDDLE, Column("Found", 44), *_TO_FILL, Column("Where", 30)),
)
_ABOUT = (
    "Choose a verdict in the yellow column, and say why in the one beside it. Leave empty what you have not looked up.",
    "supports: the work says it, at that place. partly: it says some of it. does-not-support: it does not say it.",
    "contradicts: it says the opposite. cannot-access: you could not get at the work.",
    "accepted and rejected: for what is no matter of a work's words.",
    "Sort, filter and colour the rows as you like; do not change what stands in the last two columns.",
    "The sheet comes back by `argmap verdict --from SHEET --by NAME`. A row whose claim or citation has changed "
    "meanwhile is told, and not taken.",
)
_ROWS = "a worksheet has rows for citations and evidence only"


def write_xlsx(project: Project) -> tuple[bytes, LossReport]:
    """The worksheet of a project as XLSX. Raises ArgmapError where openpyxl is missing."""
    table, report = _of_project(project)
    return to_xlsx(table), report


def write_csv(project: Project) -> tuple[bytes, LossReport]:
    """The worksheet of a project as CSV."""
    table, report = _of_project(project)
    return to_csv(table), report


def _of_project(project: Project) -> tuple[Table, LossReport]:
    report = LossReport()
    rows = []
    for claim in project.argument.claims.values():
        for ground in claim.grounds:
            rows.append(_row(project, claim, ground))
        if claim.grounds:
            report.keep("claim")
        else:
            report.lose("claim", claim.id, _ROWS)
        held = ("citation", "evidence item", *(("quotation",) if claim.grounds else ()))
        tell_claims((claim,), report, held)
        for step in (*claim.reasons, *claim.objections):
            report.lose("step", step.id, _ROWS)
    return Table("Citations", _OF_PROJECT, tuple(rows), _ABOUT), report


def _row(project: Project, claim: Claim, ground: Citation | Evidence) -> tuple[str, ...]:
    key = ground.key if isinstance(ground, Citation) else ground.source
    source = project.bibliography.sources.get(key) if key else None
    judgement = project.judgements[ground.id]
    subject = judgement.subject.on_text(project.texts.sum(key) if key else None)
    fits = judgement.current
    evidence = "" if isinstance(ground, Citation) else f" Evidence: {ground.text}"
    return (
        f"{claim.text}{evidence}",
        " / ".join(anchor.text for anchor in claim.anchors),
        f"{write_reference(source)} (@{key})" if source else f"@{key}" if key else "",
        ground.locator or "",
        " / ".join(quotation.text for quotation in ground.quotations),
        "; ".join(dict.fromkeys(say_match(quotation.match)[1] for quotation in ground.quotations)),
        fits.verdict if fits else "",
        fits.note if fits else "",
        _judged(judgement),
        say_place(ground.span.path, ground.span),
        ground.id,
        subject.fingerprint,
    )


def _judged(judgement: Judgement) -> str:
    given = judgement.verdict
    if given is None:
        return ""
    changed = "; changed since" if judgement.stale else ""
    return f"{given.verdict}, {given.reviewer}, {given.date[:10]}{changed}"


def audit_table(document: Document, findings: Sequence[Finding]) -> Table:
    """A bare paper's citations, each with the findings on its sentence, then the findings that are on no citation."""
    sentences = {sentence.id: sentence for sentence in document.sentences}
    works = {reference.id: reference for reference in document.references}
    placed = [f for f in findings if f.span and document.is_of(f.path) and f.span.end > f.span.start]
    told: set[int] = set()
    rows = []
    for mark in document.marks:
        sentence = sentences.get(mark.sentence or "")
        start = min(sentence.start, mark.start) if sentence else mark.start
        end = max(sentence.end, mark.end) if sentence else mark.end
        here = [f for f in placed if f.span and f.span.start < end and start < f.span.end]
        told |= {id(f) for f in here}
        text = sentence.text if sentence else " ".join(document.text[start:end].split())
        quoted = " / ".join(words for words, _ in quotations(text))
        span = document.place(mark.start, mark.end)
        place = _where(document, span.path, span)
        found = "\n".join(map(_told, here))
        for name in _works_of(document, mark) or ("",):
            cited = works.get(name)
            locator = mark.locator or (cited.locator if cited else None) or ""
            rows.append((text, mark.text, _called(cited, works), locator, quoted, found, "", "", place))
    for f in findings:
        if id(f) not in told:
            rows.append((f.quote or f.message, "", "", "", "", _told(f), "", "", _where(document, f.path, f.span)))
    return Table("Citations", _OF_PAPER, tuple(rows))


def _where(document: Document, path: str, span: Span | None) -> str:
    """A place as whoever opens the file finds it: by page and line, or in a Word file by section and paragraph."""
    said = say_without_lines(document, span) if span else None
    return say_place(path, span) if said is None else said or path


def _works_of(document: Document, mark: Mark) -> tuple[str, ...]:
    """The ids of the works that a mark cites, by itself or through its note."""
    if mark.references or mark.note is None:
        return mark.references
    return next((note.references for note in document.notes if note.id == mark.note), ())


def _called(cited: Reference | None, works: Mapping[str, Reference]) -> str:
    """A work as the paper describes it; a short form with the work that it is short for."""
    if cited is None:
        return ""
    whole = works.get(cited.short_for or "", cited)
    return shorten(" ".join(whole.text.split()), 300)


def _told(finding: Finding) -> str:
    return f"{finding.code} ({finding.certainty}): {finding.message}"
