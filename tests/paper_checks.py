"""What tests of the paper's checks need: a paper of a few lines, audited."""

from __future__ import annotations

import textwrap
from pathlib import Path

from argmap.checks import run_checks
from argmap.findings.finding import Finding
from argmap.project import project_of_paper


def audit_text(folder: Path, text: str, *, select: str = "", name: str = "paper.txt", bib: str = "") -> list[Finding]:
    """The findings on a paper that consists of `text`; `select` is a code or a family. Indentation is taken off."""
    (folder / name).write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
    if bib:
        (folder / Path(name).with_suffix(".bib")).write_text(textwrap.dedent(bib), encoding="utf-8")
    outcome = run_checks(project_of_paper(folder / name), select=(select,) if select else (), about=("files", "paper"))
    return list(outcome.findings)


def messages(findings: list[Finding]) -> str:
    """All messages as one text, for a test's own message."""
    return "\n".join(f"{f.code} {f.certainty}: {f.message}" for f in findings)
