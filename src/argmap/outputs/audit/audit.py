"""The audit of a bare paper: read it, run the checks that need nothing else, and say what could not be checked."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.checks import Outcome, run_checks
from argmap.findings.finding import Finding
from argmap.findings.order import ranked
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.message import parts_of
from argmap.manuscript.account import words_of_sentences
from argmap.manuscript.document import Document
from argmap.outputs.audit.note import AuditNote, write_note
from argmap.outputs.wording import name_source
from argmap.project import Project, project_of_paper
from argmap.prose.apparatus import Apparatus, limits, survey
from argmap.sources.source import Bibliography

if TYPE_CHECKING:
    from argmap.outputs.works_cited import WorksCited

_WIDTH = 96
_FEWEST_WORDS = 5
_OF_NOTICES = ("REG001", "REG002", "REG003")


@dataclass(frozen=True)
class Audit:
    """What came of looking at one paper. `limits` are sentences about what could not be checked."""

    project: Project
    document: Document
    apparatus: Apparatus
    limits: tuple[str, ...]
    outcome: Outcome

    @property
    def works(self) -> WorksCited:
        """The works of the paper, each with what cites it, and what registries said of it where they were asked."""
        from argmap.outputs.works_cited import works_cited

        return works_cited(self.document, self.project.standings if self.project.answers else None)

    def note(self, asked: Sequence[Finding], shown: Sequence[Finding]) -> AuditNote:
        """The summary; `asked` are the findings that the user asked for, `shown` those that are not too weak."""
        return write_note(self.document, self.apparatus, self.limits, self.outcome.findings, asked, shown)

    @staticmethod
    def wrap(paragraph: str) -> str:
        """A paragraph of the summary in lines that a terminal can show."""
        return textwrap.fill(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False)


def audit_paper(
    paper: Path, *, select: Sequence[str] = (), ignore: Sequence[str] = (), answers: Path | None = None
) -> Audit:
    """Audit the paper in a file. `answers` is what registries said of its works (`argmap lookup PAPER -o FILE`).

    Raises ArgmapError where it cannot be read, or holds nothing that could be checked.
    """
    project = project_of_paper(paper)
    document = project.document
    assert document is not None, "a project of a paper has one"
    if words_of_sentences(document) < _FEWEST_WORDS and not document.references and not document.notes:
        why = " ".join(document.remarks) or "No running text was found in it."
        raise ArgmapError(f"{paper}: nothing could be checked. {why}")
    outcome = run_checks(project, select=select, ignore=ignore, about=("files", "paper"))
    if answers is not None:
        project = with_answers(project, answers)
        outcome = _with_registries(project, outcome, select, ignore)
    if not outcome.ran:
        raise ArgmapError("Nothing was checked: no check of a paper has a code that was selected.")
    apparatus = survey(document)
    return Audit(project, document, apparatus, limits(document, apparatus), outcome)


def _with_registries(project: Project, outcome: Outcome, select: Sequence[str], ignore: Sequence[str]) -> Outcome:
    """The outcome with what registries say of the works that the paper names.

    Works are called by author and year, since nobody has seen their keys. Only what was published about a work whose
    identity is established is certain: the rest hangs on how a reader took its entry to pieces.
    """
    told = run_checks(project, select=select, ignore=ignore, about=("argument",))
    findings = [
        _of_bare_paper(finding, project.bibliography) for finding in told.findings if finding.code.startswith("REG")
    ]
    ran = tuple(code for code in told.ran if code.startswith("REG"))
    return Outcome(ranked([*outcome.findings, *findings]), outcome.waived, (*outcome.ran, *ran))


def with_answers(project: Project, answers: Path) -> Project:
    """A bare paper with the works that it describes, and what registries said of them.

    Raises ArgmapError where the file holds nothing of the kind.
    """
    from argmap.drafting.works import listed_works
    from argmap.registries.answers import read_answers

    if not answers.is_file():
        raise ArgmapError(f"{answers} does not exist. `argmap lookup PAPER -o {answers}` asks registries and makes it.")
    known = read_answers(answers.parent, answers.name)
    if not known.by_question:
        raise ArgmapError(f"{answers} holds no answer of a registry (`argmap lookup PAPER -o {answers}` writes them).")
    return replace(project, bibliography=listed_works(project.paper), answers=known, told=known.diagnostics)


def _of_bare_paper(finding: Finding, works: Bibliography) -> Finding:
    message = "".join(
        part if isinstance(part, str) else name_source(works.sources[part.id]) for part in parts_of(finding.message)
    )
    sure = finding.certainty == "certain" and finding.code in _OF_NOTICES
    return replace(finding, message=message, certainty="certain" if sure else "candidate")
