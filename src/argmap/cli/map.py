"""`argmap map`: draws one map of the argument."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.unseen import show_unseen
from argmap.project import Project, load

if TYPE_CHECKING:
    from argmap.maps import View
    from argmap.maps.engine import Engine

_VIEWS = ("overview", "section", "claim", "path", "unsupported", "all")
_FORMATS = ("svg", "dot", "pdf", "png")


@click.command()
@click.option("--project", "path", type=click.Path(path_type=Path), default=".", help="The project (here).")
@click.option("--view", type=click.Choice(_VIEWS), help="What to show (all up to 40 claims, else overview).")
@click.option("--section", help="The section to show: its id or its title.")
@click.option("--claim", help="The claim to show with its neighbours (--view path: its way to the conclusion).")
@click.option("--radius", type=click.IntRange(1, 10), default=2, help="How many steps around the claim (2).")
@click.option("--format", "form", type=click.Choice(_FORMATS), help="By the ending of OUT, else svg.")
@click.option("--engine", type=click.Choice(["embedded", "dot", "tidy"]), help="Lay out with this engine only.")
@click.option("--link", default="#claim-{id}", help="Where a card leads to; {id} stands for the claim.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="OUT, the file to write.")
def command(
    path: Path,
    view: str | None,
    section: str | None,
    claim: str | None,
    radius: int,
    form: str | None,
    engine: Engine | None,
    link: str,
    output: Path | None,
) -> None:
    """Draw a map: SVG or DOT to standard output, or any format to a file with -o."""
    from argmap.cli._claims import report_diagnostics
    from argmap.ground.files import write_output
    from argmap.maps import write_map

    form = form or (output.suffix.removeprefix(".").lower() if output else "svg")
    if form not in _FORMATS:
        raise ArgmapError(f'A map cannot be written as "{form}": choose one of {", ".join(_FORMATS)} with --format.')
    if form in ("pdf", "png") and output is None and sys.stdout.isatty():
        raise ArgmapError(f"A {form.upper()} is no text for a terminal: name a file with -o.")
    project = load(path)
    report_diagnostics(project, whole=True)
    chosen = _chosen_view(project, view, section, claim, radius)
    data, engine_name = write_map(chosen, form, engine=engine, claim_link=link)
    if output is None:
        sys.stdout.buffer.write(data)
        return
    write_output(output, data, project.root)
    said = " ".join((f"{chosen.title}: {len(chosen.cards)} cards, {engine_name}.", *chosen.notes))
    click.echo(show_unseen(f"{said} Written to {output}"), err=True)


def _chosen_view(project: Project, view: str | None, section: str | None, claim: str | None, radius: int) -> View:
    """The view that the options ask for; raises `ArgmapError` where they contradict each other or name nothing."""
    from argmap import maps
    from argmap.cli._claims import known_claim
    from argmap.outputs.wording import name_source

    argument, evaluation = project.argument, project.evaluation
    names = {key: name_source(source) for key, source in project.bibliography.sources.items()}
    view = view or ("section" if section else "claim" if claim else maps.default_view(argument))
    if section and view != "section":
        raise ArgmapError(f"--section does not go with --view {view}.")
    if claim and view not in ("claim", "path"):
        raise ArgmapError(f"--claim does not go with --view {view}.")
    if view == "section":
        return maps.section_map(argument, evaluation, _known_section(project, section), names)
    if view == "claim":
        if not claim:
            raise ArgmapError("--view claim needs --claim ID.")
        return maps.neighbourhood(argument, evaluation, known_claim(project, claim), radius, names)
    if view == "path":
        return maps.path_to_conclusion(argument, evaluation, known_claim(project, claim) if claim else None, names)
    if view == "unsupported":
        return maps.unsupported_only(argument, evaluation, names)
    if view == "overview":
        return maps.overview(argument, evaluation, names)
    return maps.whole_map(argument, evaluation, names)


def _known_section(project: Project, section: str | None) -> str:
    """The id of the section with this id or title; raises `ArgmapError` with the nearest, or with all of them."""
    sections = project.argument.sections
    for candidate in sections:
        if section in (candidate.id, candidate.title):
            return candidate.id
    ids = [candidate.id for candidate in sections]
    if not section:
        raise ArgmapError(
            f"--view section needs --section: one of {', '.join(ids) or 'none, since there is no claim'}."
        )
    from argmap.ground.text import did_you_mean

    hint = did_you_mean(section, ids, f"There are: {', '.join(ids)}.")
    raise ArgmapError(f'No section is called "{section}". {hint}')
