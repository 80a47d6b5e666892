"""Everything that `argmap build` writes: the report, the letter, the maps as files, the findings for programs.

All files are written together, each only where its bytes differ, so that an unchanged project rewrites nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from argmap.checks import Outcome, run_checks
from argmap.checks.strongest import left_out, strongest
from argmap.findings.finding import Finding
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import Change, write_files
from argmap.ground.unseen import on_one_line, without_surrogates
from argmap.manuscript.account import account_of
from argmap.project import Project


@dataclass(frozen=True, slots=True)
class Written:
    """What a build did: the outcome of the checks, what is shown of it, the files written, those not changed."""

    outcome: Outcome
    shown: tuple[Finding, ...]
    written: tuple[Path, ...]
    unchanged: tuple[Path, ...]
    timely: bool
    """Whether no map had to be laid out without Graphviz, which may be a matter of time."""


def write_all(
    project: Project, folder: Path, root: Path, *, templates: Path | None = None, progress: bool = False
) -> Written:
    """Write all outputs of `project` below `folder`, which no link may lead out of `root`.

    `progress` shows each step on standard error.

    `templates` is a folder that the person asked for, whose files stand before the shipped ones.

    Raises ArgmapError where a file cannot be written, or where there is nothing to build from.
    """
    if not project.argument.claims:
        raise ArgmapError(
            f"There are no claims in {project.root / project.settings.claims}. `argmap new PAPER` drafts some."
        )
    outcome = run_checks(project)
    shown = tuple(strongest(project, outcome.findings))
    made: list[Change] = []
    outputs, timely = _outputs(project, outcome, shown, folder, templates)
    for path, make in outputs:
        if progress:
            sys.stderr.write(f"\r\x1b[K{path.relative_to(folder)} …")
            sys.stderr.flush()
        content = make()
        made.append(Change(path, without_surrogates(content).encode() if isinstance(content, str) else content))
    if progress:
        sys.stderr.write("\r\x1b[K")
    written = write_files(root, made)
    return Written(outcome, shown, written, tuple(change.path for change in made if change.path not in written), timely)


def _outputs(
    project: Project, outcome: Outcome, shown: tuple[Finding, ...], folder: Path, own: Path | None
) -> tuple[list[tuple[Path, Callable[[], str | bytes]]], bool]:
    """The files with what makes each, and whether all maps were laid out by Graphviz."""
    from argmap.checks.pages import pages
    from argmap.maps import all_views, draw_all, to_svg, without_ids
    from argmap.outputs.json.findings import findings_document
    from argmap.outputs.json.sarif import sarif_document
    from argmap.outputs.json.write import write_json
    from argmap.outputs.letter.docx import write_docx
    from argmap.outputs.letter.letter import compose_letter, write_markdown
    from argmap.outputs.report.render import render
    from argmap.outputs.wording import name_works

    names = name_works(project)
    views = all_views(project.argument, project.evaluation, names)
    drawings = draw_all([replace(without_ids(view), paper=on_one_line(project.title)) for view in views])
    weak = left_out(outcome.findings, shown)

    tongue = project.settings.letter_language

    @cache
    def letter() -> str:
        return write_markdown(compose_letter(project, outcome.findings, tongue=tongue), own)

    outputs: list[tuple[Path, Callable[[], str | bytes]]] = [
        (
            folder / "report" / "index.html",
            lambda: render(project, shown, ran=outcome.ran, drawings=drawings, templates=own),
        ),
        (
            folder / "findings.json",
            lambda: write_json(
                findings_document(
                    shown,
                    paper=project.settings.paper,
                    claims=len(project.argument.claims),
                    coverage=project.coverage.counts(),
                    alarms=account_of(project.document).alarms if project.document else (),
                    waived=len(outcome.waived),
                    left_out=weak,
                )
            ),
        ),
        (folder / "letter.md", letter),
        (folder / "letter.docx", lambda: write_docx(letter(), own, tongue)),
        (
            folder / "findings.sarif",
            lambda: write_json(sarif_document(shown, pages(), weak, project.settings.documentation)),
        ),
    ]
    link = "../report/index.html#claim-{id}"
    for drawing in drawings:
        outputs.append(
            (
                folder / "maps" / f"{drawing.view.name}.svg",
                lambda drawing=drawing: to_svg(drawing, link, "section-{id}.svg"),  # type: ignore[misc]
            )
        )
    return outputs, not any(drawing.engine == "tidy" and drawing.view.cards for drawing in drawings)
