"""The audit of a bare paper: read it, run the checks that need nothing else, and say what could not be checked."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from argmap.checks import Outcome, run_checks
from argmap.findings.finding import Finding
from argmap.ground.diagnostics import ArgmapError
from argmap.manuscript.document import Document
from argmap.outputs.audit.note import AuditNote, write_note
from argmap.project import Project, project_of_paper
from argmap.prose.apparatus import Apparatus, limits, survey

_WIDTH = 96
_FEWEST_WORDS = 5


@dataclass(frozen=True)
class Audit:
    """What came of looking at one paper. `limits` are sentences about what could not be checked."""

    project: Project
    document: Document
    apparatus: Apparatus
    limits: tuple[str, ...]
    outcome: Outcome

    def note(self, asked: Sequence[Finding], shown: Sequence[Finding]) -> AuditNote:
        """The summary; `asked` are the findings that the user asked for, `shown` those that are not too weak."""
        return write_note(self.document, self.apparatus, self.limits, self.outcome.findings, asked, shown)

    @staticmethod
    def wrap(paragraph: str) -> str:
        """A paragraph of the summary in lines that a terminal can show."""
        return textwrap.fill(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False)


def audit_paper(paper: Path, *, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Audit:
    """Audit the paper in a file. Raises ArgmapError where it cannot be read, or holds nothing that could be checked."""
    project = project_of_paper(paper)
    document = project.document
    assert document is not None, "a project of a paper has one"
    words = sum(word.isalpha() for sentence in document.sentences for word in sentence.text.split())
    if words < _FEWEST_WORDS and not document.references and not document.notes:
        why = " ".join(document.remarks) or "No running text was found in it."
        raise ArgmapError(f"{paper}: nothing could be checked. {why}")
    outcome = run_checks(project, select=select, ignore=ignore, about=("files", "paper"))
    if not outcome.ran:
        raise ArgmapError("Nothing was checked: no check of a paper has a code that was selected.")
    apparatus = survey(document)
    return Audit(project, document, apparatus, limits(document, apparatus), outcome)
