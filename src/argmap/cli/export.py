"""`argmap export`: the argument in another program's format."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.unseen import show_unseen


@click.command()
@click.argument("form", metavar="FORMAT")
@click.argument("path", metavar="[PATH]", type=click.Path(path_type=Path), default=".")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="OUT, the file to write.")
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Write all that was lost, as JSON.")
def command(form: str, path: Path, output: Path | None, report: Path | None) -> None:
    """Write the argument of the project at PATH in another program's format (`argmap formats`).

    PATH may be a paper for csl, bibtex and ris: the works that it lists. To standard output, or to a file with -o.
    What the format has no place for is said on standard error.
    """
    from argmap.cli._claims import report_diagnostics
    from argmap.exchange.formats import format_called, load_for, write_foreign
    from argmap.ground.files import write_output
    from argmap.outputs.json.write import write_json

    if output is None and format_called(form).binary and sys.stdout.isatty():
        raise ArgmapError(f"{form} is no text for a terminal: name a file with -o.")
    project = load_for(form, path)
    report_diagnostics(project, whole=True)
    data, loss = write_foreign(form, project)
    if output:
        write_output(output, data, project.root)
    else:
        sys.stdout.buffer.write(data)
    if report:
        write_output(report, write_json(loss.as_json()), project.root)
    click.echo(show_unseen(loss.sentence()), err=True)
