"""`argmap build`: the main job. Report, maps, findings and letter of a project into its build folder."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from argmap.cli._exit import CLEAN, FOUND
from argmap.cli._findings import fails, summary_line
from argmap.cli._templates import chosen_templates, templates_option
from argmap.cli._watch import wait_for_change
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.text import plural
from argmap.ground.unseen import show_unseen
from argmap.project import Project, load
from argmap.project_files import find_settings

if TYPE_CHECKING:
    from argmap.outputs.record import Made, Record
    from argmap.settings import Settings


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Where to (settings; else build/)."
)
@templates_option
@click.option("--strict", is_flag=True, help="Exit with 1 when `argmap check` would.")
@click.option("--open", "show", is_flag=True, help="Open the report in your browser.")
@click.option("--watch", is_flag=True, help="Build again whenever a file of the project changes; Ctrl-C ends it.")
def command(path: Path, output: Path | None, templates: Path | None, strict: bool, show: bool, watch: bool) -> None:
    """Write the report, the maps, the findings and the referee letter of the project at PATH.

    What has not changed is not written again, and where nothing has, nothing is made. Exit code 0 when everything was
    written (with --strict: 1 on findings).
    """
    from argmap.outputs.record import begin, keep, made_before, recall, this_machine

    before: Mapping[Path, object] = {}
    made: Mapping[Path, Made] = {}
    machine = ""
    place = None if watch or templates else _place(path, output)
    if place:
        machine = this_machine()
        known = recall(*place, machine)
        if known:
            for line in known.told:
                click.echo(show_unseen(line), err=True)
            _say(known, place[2], 0, show)
            sys.exit(FOUND if strict and known.fails else CLEAN)
        before, made = begin(*place[:2]), made_before(place[0], place[2], machine)
    while True:
        began = time.time_ns()
        project = load(path)
        try:
            record, timely = _build(project, output, templates, show, made)
        except ArgmapError as error:
            if not watch:
                raise
            # what is half written now is whole at the next save
            click.echo(show_unseen(f"argmap: error: {error}"), err=True)
        else:
            show = False
            made = record.outputs if timely else {}
            if not watch:
                if place and timely:
                    keep(project, before, place[2], record, machine)
                sys.exit(FOUND if strict and record.fails else CLEAN)
        wait_for_change(project, began)


def _place(path: Path, output: Path | None) -> tuple[Path, Settings, Path] | None:
    """The project's folder, its settings, and where its outputs go; None where PATH is in no project."""
    try:
        root, settings = find_settings(path)
    except ArgmapError:
        return None
    return root, settings, output or root / settings.build


def _build(
    project: Project, output: Path | None, templates: Path | None, show: bool, before: Mapping[Path, Made]
) -> tuple[Record, bool]:
    """Write everything and say so; a record of it, and whether the same files would make the same again."""
    from argmap.cli._claims import on_diagnostics, report_diagnostics
    from argmap.ground.files import is_below
    from argmap.outputs.build import write_all
    from argmap.outputs.record import Record

    report_diagnostics(project)
    folder = output or project.root / project.settings.build
    asked = None if output is None or is_below(output, project.root) else output
    result = write_all(
        project,
        folder,
        asked or project.root,
        templates=chosen_templates(project, templates),
        progress=sys.stderr.isatty(),
        before=before,
    )
    record = Record(
        result.made,
        on_diagnostics(project),
        summary_line(project, result.outcome, result.shown),
        fails(list(result.outcome.findings), project.settings.fail_on),
    )
    _say(record, folder, len(result.written), show)
    return record, result.timely


def _say(record: Record, folder: Path, written: int, show: bool) -> None:
    report = folder / "report" / "index.html"
    unchanged = len(record.outputs) - written
    click.echo(show_unseen(f"Built: {plural(written, 'file')} written, {unchanged} unchanged in {folder}."))
    click.echo(show_unseen(f"Open {report}"))
    click.echo(f"What it says: {show_unseen(record.said)}")
    if show:
        import webbrowser

        webbrowser.open(report.resolve().as_uri())
