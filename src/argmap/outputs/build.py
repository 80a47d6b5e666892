"""Everything that `argmap build` writes: the report, the letter, the maps as files, the findings for programs.

All files are written together, each only where its bytes differ, so that an unchanged project rewrites nothing. One
that was made of the same before, and lies there as it was made, is not even made: a map that an edit does not touch.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.checks import Outcome, run_checks
from argmap.checks.strongest import left_out, strongest
from argmap.findings.finding import Finding
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import Change, digest, write_files
from argmap.ground.unseen import on_one_line, without_surrogates
from argmap.manuscript.account import account_of
from argmap.outputs.record import Made
from argmap.project import Project

if TYPE_CHECKING:
    from argmap.maps import Drawings


@dataclass(frozen=True, slots=True)
class Written:
    """What a build did: the outcome of the checks, what is shown of it, the files written, and all with their digests.

    `timely`: no map had to be laid out without Graphviz, which may be a matter of time.
    """

    outcome: Outcome
    shown: tuple[Finding, ...]
    written: tuple[Path, ...]
    made: Mapping[Path, Made]
    timely: bool


@dataclass(frozen=True, slots=True)
class _Output:
    """A file of a build, what makes it, and a digest of what it is made of, where that is little."""

    path: Path
    make: Callable[[], str | bytes]
    of: str = ""


_NOTHING: Mapping[Path, Made] = {}


def write_all(
    project: Project,
    folder: Path,
    root: Path,
    *,
    templates: Path | None = None,
    progress: bool = False,
    before: Mapping[Path, Made] = _NOTHING,
) -> Written:
    """Write all outputs of `project` below `folder`, which no link may lead out of `root`.

    `progress` shows each step on standard error.

    `templates` is a folder that the person asked for, whose files stand before the shipped ones.

    `before` is what this program made there before.

    Raises ArgmapError where a file cannot be written, or where there is nothing to build from.
    """
    if not project.argument.claims:
        raise ArgmapError(
            f"There are no claims in {project.root / project.settings.claims}. `argmap new PAPER` drafts some."
        )
    outcome = run_checks(project)
    shown = tuple(strongest(project, outcome.findings))
    changes: list[Change] = []
    made: dict[Path, Made] = {}

    def stands(path: Path, of: str) -> bool:
        return path in before and before[path].of == of and before[path].stands(root, path)

    outputs, drawings = _outputs(project, outcome, shown, folder, templates, stands)
    for output in outputs:
        if progress:
            sys.stderr.write(f"\r\x1b[K{output.path.relative_to(folder)} …")
            sys.stderr.flush()
        if output.of and stands(output.path, output.of):
            made[output.path] = before[output.path]
            continue
        content = output.make()
        data = without_surrogates(content).encode() if isinstance(content, str) else content
        changes.append(Change(output.path, data))
        made[output.path] = Made(output.of, digest(data))
    if progress:
        sys.stderr.write("\r\x1b[K")
    return Written(outcome, shown, write_files(root, changes), made, drawings.timely)


def _outputs(
    project: Project,
    outcome: Outcome,
    shown: tuple[Finding, ...],
    folder: Path,
    own: Path | None,
    stands: Callable[[Path, str], bool],
) -> tuple[list[_Output], Drawings]:
    """The files, and the maps among them: those that do not stand there yet are drawn together."""
    from argmap.checks.pages import pages
    from argmap.maps import Drawings, all_views, to_svg, without_ids
    from argmap.outputs.json.findings import findings_document
    from argmap.outputs.json.sarif import sarif_document
    from argmap.outputs.json.write import write_json
    from argmap.outputs.letter.letter import compose_letter, write_markdown
    from argmap.outputs.report.render import render
    from argmap.outputs.wording import name_works

    names = name_works(project)
    views = [
        replace(without_ids(view), paper=on_one_line(project.shown_title))
        for view in all_views(project.argument, project.evaluation, names)
    ]
    maps = [(folder / "maps" / f"{view.name}.svg", _digest_of(view)) for view in views]
    drawings = Drawings(views, [place for place, (path, of) in enumerate(maps) if not stands(path, of)])
    weak = left_out(outcome.findings, shown)
    tongue = project.settings.letter_language
    letter = write_markdown(compose_letter(project, outcome.findings, tongue=tongue), own)

    def word_file() -> bytes:
        from argmap.outputs.letter.docx import write_docx

        return write_docx(letter, own, tongue)

    link = "../report/index.html#claim-{id}"
    return [
        _Output(
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
        _Output(folder / "letter.md", lambda: letter),
        # a folder of templates may lend its styles
        _Output(folder / "letter.docx", word_file, "" if own else _digest_of((letter, tongue))),
        _Output(
            folder / "findings.sarif",
            lambda: write_json(sarif_document(shown, pages(), weak, project.settings.documentation)),
        ),
        # after what takes as much memory: of a page nothing is given back before the end
        _Output(
            folder / "report" / "index.html",
            lambda: render(project, shown, ran=outcome.ran, drawings=drawings, templates=own),
        ),
        *(
            _Output(path, lambda place=place: to_svg(drawings[place], link, "section-{id}.svg"), of)  # type: ignore[misc]
            for place, (path, of) in enumerate(maps)
        ),
    ], drawings


def _digest_of(value: object) -> str:
    """A digest of plain values and dataclasses of them: what they are written as tells all that they hold."""
    return digest(repr(value).encode("utf-8", "surrogatepass"))
