"""`argmap evaluate`: what stands in a project, or in an argument or framework of another program."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from argmap.argument.model import Standard
from argmap.evaluation.strength import Aggregation


@click.command()
@click.argument("file", type=click.Path(path_type=Path), default=".")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--standard", type=click.Choice(get_args(Standard)), help="For every claim, whatever the files say.")
@click.option("--premises", type=click.Choice(["product", "minimum"]), default="product", help="Linked premises.")
@click.option("--verified-only", is_flag=True, help="Grant only what somebody has checked.")
def command(file: Path, form: str, standard: Standard | None, premises: Aggregation, verified_only: bool) -> None:
    """Evaluate the project at FILE (the folder you stand in, or one above it)."""
    from dataclasses import replace

    from argmap.cli._claims import report_diagnostics
    from argmap.evaluation import evaluate
    from argmap.evaluation.document import evaluation_document
    from argmap.evaluation.summary import evaluation_text
    from argmap.findings.json_format import write_json
    from argmap.project import load

    project = load(file)
    report_diagnostics(project)
    before = project.evaluation
    options = replace(before.options, every_standard=standard, premises=premises, verified_only=verified_only)
    evaluation = evaluate(project.argument, before.states, options)
    if form == "json":
        click.echo(write_json(evaluation_document(evaluation)), nl=False)
    else:
        click.echo(evaluation_text(evaluation))
