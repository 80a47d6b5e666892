"""`argmap works`: the works that a paper names, and where each of them is cited."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from argmap.cli._written import AS_TEXT, form_named, no_workbook_on_screen, output_option
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.unseen import show_unseen
from argmap.manuscript.formats import IN_WORDS, SUFFIXES

if TYPE_CHECKING:
    from argmap.outputs.works_cited import WorksCited

_FORMS = ("text", "csv", "xlsx")


@click.command(
    help=f"""List the works of PAPER: how often and where each is cited, and which are never cited.

    PAPER is a {IN_WORDS} file. Of a project (the one here, if nothing is named) the table also says which claims cite a
    work, whether its text is at hand and pinned, and what registries said of it.

    -o FILE.csv or FILE.xlsx writes a table with a row a work. A row a citation has `argmap audit PAPER -o FILE.xlsx`.
    """
)
@click.argument("path", type=click.Path(path_type=Path), default=".", metavar="[PAPER]")
@output_option
@click.option("--format", "form", type=click.Choice(_FORMS), help="By the ending of -o FILE, else text.")
@click.option(
    "--registry",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Of a PAPER: what registries told of its works, as `argmap lookup PAPER -o FILE` kept it.",
)
def command(path: Path, output: Path | None, form: str | None, registry: Path | None) -> None:
    """As its help says."""
    from argmap.exchange.sheets import to_csv, to_xlsx
    from argmap.ground.files import write_output
    from argmap.ground.text import plural
    from argmap.outputs.terminal.works import works_as_text
    from argmap.outputs.works_cited import works_table

    form = form or form_named(output, {"csv": "csv", "xlsx": "xlsx", **AS_TEXT})
    no_workbook_on_screen(form, output)
    title, works = _works(path, registry)
    written: str | bytes
    if form == "text":
        written = show_unseen(works_as_text(title, works))
    else:
        table = works_table(works)
        written = to_xlsx(table) if form == "xlsx" else to_csv(table)
    if output is None:
        click.echo(written, nl=False)
        return
    write_output(output, written)
    click.echo(show_unseen(f"{output} written: {plural(len(works.all), 'work')}."), err=True)


def _works(path: Path, registry: Path | None) -> tuple[str, WorksCited]:
    """What the paper or the project is called, and its works."""
    from argmap.exchange.formats import is_of_project
    from argmap.outputs.works_cited import works_cited, works_of_project
    from argmap.project import load, project_of_paper

    if path.is_file() and path.suffix.lower() in SUFFIXES and not is_of_project(path):
        from argmap.outputs.audit.audit import with_answers

        project = project_of_paper(path)
        standings = with_answers(project, registry).standings if registry else None
        return project.title or str(path), works_cited(project.paper, standings)
    if registry:
        raise ArgmapError("--registry goes with a PAPER; a project keeps the answers itself.")
    project = load(path)
    return project.shown_title or project.root.resolve().name, works_of_project(project)
