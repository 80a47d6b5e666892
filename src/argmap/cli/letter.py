"""`argmap letter`: the referee letter, as Markdown, as a page or as a Word file."""

from __future__ import annotations

from pathlib import Path

import click

from argmap.cli._templates import chosen_templates, templates_option
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.unseen import show_unseen


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file (.md, .html or .docx)."
)
@click.option("--for", "reader", type=click.Choice(["author", "editor"]), default="author", help="Who reads it.")
@click.option("--anonymous", is_flag=True, help="Say nothing of who wrote it, nor with what.")
@templates_option
def command(path: Path, output: Path | None, reader: str, anonymous: bool, templates: Path | None) -> None:
    """Write the referee letter on the project at PATH: the argument, how it stands, points and questions."""
    from argmap.checks import run_checks
    from argmap.cli._claims import report_diagnostics
    from argmap.ground.files import write_output
    from argmap.outputs.letter.letter import compose_letter, write_markdown
    from argmap.project import load

    project = load(path)
    report_diagnostics(project)
    if not project.argument.claims:
        raise ArgmapError(f"There are no claims in {project.root / project.settings.claims} to write a letter about.")
    own = chosen_templates(project, templates)
    letter = compose_letter(project, run_checks(project).findings, anonymous=anonymous, editor=reader == "editor")
    markdown = write_markdown(letter, own)
    if output is None:
        click.echo(markdown, nl=False)
        return
    if output.suffix == ".docx":
        from argmap.outputs.letter.docx import write_docx

        content: str | bytes = write_docx(markdown, own)
    elif output.suffix in (".html", ".htm"):
        from argmap.outputs.letter.html import write_html

        content = write_html(markdown, own)
    else:
        content = markdown
    write_output(output, content, project.root)
    click.echo(show_unseen(f"{output} written."))
