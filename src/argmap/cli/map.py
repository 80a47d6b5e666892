"""`argmap map`: draws one map of the argument."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from argmap.cli._names import CLAIM
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.text import plural
from argmap.ground.unseen import on_one_line, show_unseen
from argmap.project import Project, load, load_alone

if TYPE_CHECKING:
    from argmap.maps import Extent, Manner, View

_VIEWS = ("overview", "section", "claim", "path", "unsupported", "all")
_FORMATS = ("svg", "dot", "pdf", "png")


@click.command()
@click.argument("drawn", type=click.Path(path_type=Path, exists=True), metavar="[PROJECT | FILE.md]", required=False)
@click.option("--project", "path", type=click.Path(path_type=Path), default=".", help="The project (here).")
@click.option("--view", type=click.Choice(_VIEWS), help="What to show (all up to 40 claims, else overview).")
@click.option("--section", help="The section to show: its id or its title.")
@click.option(
    "--claim",
    type=CLAIM,
    metavar="ID",
    help="The claim to show with its neighbours (--view path: its way to the conclusion).",
)
@click.option("--radius", type=click.IntRange(1, 10), default=2, help="How many steps around the claim (2).")
@click.option("--depth", type=click.IntRange(1), help="At most so many steps from what the map is about.")
@click.option("--whole", is_flag=True, help="Leave nothing out, however large the map becomes.")
@click.option("--page", help="Split for pages: a4, letter, 16:9, or WxH (mm; or cm, in, pt, px). Leaves nothing out.")
@click.option("--landscape", is_flag=True, help="Turn the page on its side.")
@click.option("--direction", type=click.Choice(["LR", "TB"]), help="Reasons to the right (LR), or below (TB).")
@click.option("--scale", type=click.FloatRange(0.2, 10), default=1.0, help="How large (1); with --page, the type.")
@click.option(
    "--theme", type=click.Choice(["light", "dark"]), help="Fixed colours (an SVG follows the reader's system)."
)
@click.option("--title", help="The map's title.")
@click.option("--plain", is_flag=True, help="Draw the argument alone, without any judgment.")
@click.option(
    "--colour-by",
    "--color-by",
    type=click.Choice(["tag", "source", "speaker"]),
    help="Strips on the cards in a colour for each tag, sort of source, or who says it.",
)
@click.option("--questions", is_flag=True, help="Show the open critical questions of schemes in full.")
@click.option("--no-ids", is_flag=True, help="Leave the claims' ids off.")
@click.option("--no-legend", is_flag=True, help="Leave the legend off.")
@click.option("--standard-form", is_flag=True, help="Write it as numbered premises and conclusions (.txt, or .md).")
@click.option("--format", "form", type=click.Choice(_FORMATS), help="By the ending of OUT, else svg.")
@click.option("--engine", type=click.Choice(["embedded", "dot", "tidy"]), help="Lay out with this engine only.")
@click.option("--link", default="#claim-{id}", help="Where a card leads to; {id} stands for the claim.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="OUT, the file to write.")
def command(
    drawn: Path | None, path: Path, form: Any, output: Path | None, standard_form: bool, **options: Any
) -> None:
    """Draw a map: SVG or DOT to standard output, or any format to a file with -o.

    With FILE.md that claims file alone is drawn; no project is needed.

    \b
    For a handout:   argmap map --page a4 -o map.pdf
    For a slide:     argmap map --page 16:9 --no-ids -o map.png
    For a class:     argmap map --plain --direction TB -o map.svg
    """
    from argmap.cli._claims import report_diagnostics
    from argmap.ground.files import write_output
    from argmap.maps import write_map

    known = ("txt", "md") if standard_form else _FORMATS
    form = form or (output.suffix.removeprefix(".").lower() if output else known[0])
    if form not in known:
        what = "Standard form" if standard_form else "A map"
        raise ArgmapError(f'{what} cannot be written as "{form}": choose one of {", ".join(known)} with --format.')
    if form in ("pdf", "png") and output is None and sys.stdout.isatty():
        raise ArgmapError(f"A {form.upper()} is no text for a terminal: name a file with -o.")
    manner = _manner(options)
    project = load_alone(drawn) if drawn and drawn.is_file() else load(drawn or path)
    report_diagnostics(project, whole=True)
    view = _chosen_view(project, options)
    if standard_form:
        data, how = [_in_standard_form(project, view, form)], "written in standard form"
    else:
        data, how = write_map(view, form, manner, output.stem if output else "map")
    if output is None:
        if len(data) > 1:
            raise ArgmapError(f"The map takes {len(data)} pages: name a file with -o, or take --format pdf.")
        sys.stdout.buffer.write(data[0])
        return
    names = [output] if len(data) == 1 else [output.with_stem(f"{output.stem}-{n}") for n in range(1, len(data) + 1)]
    for name, content in zip(names, data, strict=True):
        write_output(name, content, project.root)
    cards = sum(card.kind != "step" for card in view.cards)
    said = " ".join((f"{view.title}: {plural(cards, 'card')}, {how}.", *view.notes))
    where = f"{names[0]}" if len(names) == 1 else f"{names[0]} to {names[-1].name}"
    click.echo(show_unseen(f"{said} Written to {where}"), err=True)


def _manner(options: Mapping[str, Any]) -> Manner:
    """How the map is to be drawn; raises `ArgmapError` where the options contradict each other."""
    from argmap.maps import Manner, sheet_named

    sheet = sheet_named(options["page"]) if options["page"] else None
    if options["landscape"]:
        if sheet is None:
            raise ArgmapError("--landscape turns a page: name one with --page.")
        sheet = sheet.turned
    if options["engine"] and (sheet or options["direction"]):
        raise ArgmapError("--engine does not go with --page or --direction, which argmap lays out itself.")
    return Manner(
        sheet=sheet,
        direction=options["direction"],
        scale=options["scale"],
        theme=options["theme"],
        engine=options["engine"],
        claim_link=options["link"],
    )


def _chosen_view(project: Project, options: Mapping[str, Any]) -> View:
    """The view that the options ask for, without what they leave off."""
    from argmap import maps

    whole = options["whole"] or options["page"] is not None
    extent = maps.Extent(options["depth"], whole, options["questions"])
    view = _selected_view(project, extent, options["view"], options["section"], options["claim"], options["radius"])
    if options["plain"]:
        view = maps.without_judgement(view)
    if options["colour_by"]:
        view = maps.coloured(view, project.argument, options["colour_by"])
    if options["no_ids"]:
        view = maps.without_ids(view)
    paper = project.shown_title
    title = options["title"] or view.title
    shown = on_one_line(paper) if not options["title"] and paper != title else ""
    return replace(view, title=on_one_line(title), paper=shown, legend=not options["no_legend"])


def _in_standard_form(project: Project, view: View, form: str) -> bytes:
    from argmap.maps import as_table, as_text, standard_form

    shown = {card.target for card in view.cards if card.kind == "claim"}
    claims = [claim for claim in project.argument.claims if claim in shown]
    lines = standard_form(project.argument, claims)
    return (as_table(lines) if form == "md" else as_text(lines)).encode()


def _selected_view(
    project: Project, extent: Extent, view: str | None, section: str | None, claim: str | None, radius: int
) -> View:
    """What the options ask to see; raises `ArgmapError` where they contradict each other or name nothing."""
    from argmap import maps
    from argmap.cli._claims import known_claim
    from argmap.outputs.wording import name_works

    argument, evaluation = project.argument, project.evaluation
    names = name_works(project)
    view = view or ("section" if section else "claim" if claim else "all" if extent.whole else None)
    view = view or maps.default_view(argument)
    if section and view != "section":
        raise ArgmapError(f"--section does not go with --view {view}.")
    if claim and view not in ("claim", "path"):
        raise ArgmapError(f"--claim does not go with --view {view}.")
    if view == "section":
        return maps.section_map(argument, evaluation, _known_section(project, section), names, extent)
    if view == "claim":
        if not claim:
            raise ArgmapError("--view claim needs --claim ID.")
        return maps.neighbourhood(argument, evaluation, known_claim(project, claim), radius, names, extent)
    if view == "path":
        asked = known_claim(project, claim) if claim else None
        return maps.path_to_conclusion(argument, evaluation, asked, names, extent)
    if view == "unsupported":
        return maps.unsupported_only(argument, evaluation, names, extent)
    if view == "overview":
        return maps.overview(argument, evaluation, names)
    return maps.whole_map(argument, evaluation, names, extent)


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
