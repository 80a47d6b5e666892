"""argmap: a compiler for arguments.

Text goes in, one joined immutable project comes out, everything else reads it. This is what other programs may call;
all else may change from one version to the next. Nothing is imported before it is called.

>>> find_quotation("trade grew slowly and nobody saw it", "In those years trade grew slowly and nobody saw it.").state
'verbatim'
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.ground.version import VERSION as __version__

if TYPE_CHECKING:
    from argmap.checks import Outcome
    from argmap.corpus.records import Record
    from argmap.evaluation import Evaluation, EvaluationOptions
    from argmap.outputs.audit.audit import Audit
    from argmap.project import Project
    from argmap.quotations import Match
    from argmap.sources import Bibliography

__all__ = [
    "__version__",
    "audit_many",
    "audit_paper",
    "check",
    "evaluate",
    "find_quotation",
    "load",
    "load_bibliography",
]


def load(path: str | Path = ".") -> Project:
    """The project that holds `path`, read and joined.

    What is wrong in its files is in `Project.diagnostics`, with its place; nothing is lost. Raises `ArgmapError` where
    there is no project at or above `path`.
    """
    from argmap.project import load as load_project

    return load_project(Path(path))


def check(project: Project, *, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Outcome:
    """Run the checks on a project: `Outcome.findings`, worst first, the waived ones, and the codes that were run.

    `select` and `ignore` are codes or their beginnings ("CIT", "TXT010"), besides the project's own settings. A check
    that breaks down is a finding (SYN099) and raises nothing.
    """
    from argmap.checks import run_checks

    return run_checks(project, select=select, ignore=ignore)


def evaluate(project: Project, options: EvaluationOptions | None = None) -> Evaluation:
    """What stands, how firmly (0 to 1), and what the conclusions hang on; the method is that of docs/evaluation.md.

    `options` are the project's own where None.
    """
    if options is None:
        return project.evaluation
    from argmap.evaluation import evaluate as evaluate_argument
    from argmap.reviews.support_states import support_states

    return evaluate_argument(project.argument, support_states(project.argument, project.judgements), options)


def audit_paper(path: str | Path, *, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Audit:
    """Audit the paper in a file of any format that argmap reads, without a project.

    `Audit.outcome.findings` are all findings, `Audit.limits` what could not be checked. Raises `ArgmapError` where the
    file cannot be read, or holds nothing that could be checked.
    """
    from argmap.outputs.audit.audit import audit_paper as audit

    return audit(Path(path), select=select, ignore=ignore)


def audit_many(
    paths: Sequence[str | Path],
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    jobs: int | None = None,
    seconds: float = 300,
    memory: int = 2_000_000_000,
) -> Iterator[Record]:
    """Audit papers at once, each in a process with limits; a record of each, in the order of the paths, as they come.

    `jobs` is how many at once (as many as there are processors where None), `seconds` (by the clock) and `memory` (in
    bytes) are for each paper. Nothing raises on a paper: `Record["state"]` is ``audited``, or says what became of it
    (``refused``, ``too long``, ``too large``, ``crashed``, ``fault``), and `Record["error"]` why. A record is of plain
    values, as JSON has them.
    """
    from argmap.corpus.plan import Plan
    from argmap.corpus.workers import audit_many as many

    return many(paths, Plan(select, ignore, jobs, seconds, memory))


def find_quotation(quotation: str, text: str, *, language: str = "en") -> Match:
    """Whether quoted words stand in a text, where (offsets of `text`, in code points), and how they differ.

    `Match.state` is ``verbatim``, ``noise`` (the words are there, damaged), ``altered``, ``not-found`` or
    ``not-checkable``. `language` (ISO 639-1) names the words that tell bad printing from a change.
    """
    from argmap.quotations import SearchText

    return SearchText(text, language=language).find(quotation)


def load_bibliography(*paths: str | Path) -> Bibliography:
    """The works in bibliography files (BibTeX, BibLaTeX, CSL-JSON, CSL-YAML, RIS, EndNote XML), by key.

    Never raises on what is in the files: `Bibliography.diagnostics` says what is wrong, and where.
    """
    from argmap.sources import load_bibliography as load_files

    return load_files([Path(path) for path in paths], Path.cwd())
