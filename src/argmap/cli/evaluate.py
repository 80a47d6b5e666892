"""`argmap evaluate`: what stands in a project, or in an argument or framework of another program."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

import click

from argmap.argument.model import Standard
from argmap.evaluation.dung import DUNG_SEMANTICS
from argmap.evaluation.gradual_semantics import GRADUAL_SEMANTICS, GradualSemantics
from argmap.evaluation.strength_formulas import Aggregation
from argmap.ground.unseen import show_unseen

if TYPE_CHECKING:
    from argmap.evaluation import Evaluation
    from argmap.evaluation.not_applied import NotApplied


@click.command()
@click.argument("file", type=click.Path(path_type=Path), default=".")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option(
    "--semantics",
    type=click.Choice([*DUNG_SEMANTICS, *GRADUAL_SEMANTICS]),
    help="Compare: Dung's extensions, or strengths by another gradual semantics, instead of labels.",
)
@click.option("--standard", type=click.Choice(get_args(Standard)), help="For every claim, whatever the files say.")
@click.option("--premises", type=click.Choice(get_args(Aggregation)), default="product", help="How they combine.")
@click.option("--verified-only", is_flag=True, help="Grant only what a person has judged.")
def command(
    file: Path,
    form: str,
    semantics: str | None,
    standard: Standard | None,
    premises: Aggregation,
    verified_only: bool,
) -> None:
    """Say what stands, how firmly, and what the conclusion hangs on.

    FILE is a project (the folder you stand in, or one above it), a Carneades 4 graph (.yml), or an abstract framework
    (.af, .apx, .tgf) with --semantics grounded when none is named.
    """
    from argmap.exchange.frameworks import SUFFIXES
    from argmap.outputs.json.evaluation import evaluation_document
    from argmap.outputs.json.write import write_json
    from argmap.outputs.terminal.evaluation import evaluation_text

    if file.suffix.lower() in SUFFIXES:
        _show_framework(file, semantics or "grounded", form)
        return
    evaluation, left_out, doubted = _evaluate(file, standard, premises, verified_only)
    if semantics is not None:
        _compare(evaluation, semantics, form)
    elif form == "json":
        click.echo(write_json(evaluation_document(evaluation, not_applied=left_out, doubted=doubted)), nl=False)
    else:
        click.echo(show_unseen(evaluation_text(evaluation, left_out, tuple(doubted.values()))))


def _evaluate(
    file: Path, standard: Standard | None, premises: Aggregation, verified_only: bool
) -> tuple[Evaluation, NotApplied, dict[str, str]]:
    """The evaluation, what it was made without, and what is to be said of sources that were taken back, by key."""
    from argmap.cli._claims import report_diagnostics
    from argmap.evaluation import EvaluationOptions, evaluate
    from argmap.evaluation.not_applied import NotApplied, schemes_not_applied
    from argmap.evaluation.outcome import evaluate_again
    from argmap.exchange.carneades import SUFFIXES, read_carneades
    from argmap.outputs.wording import say_doubted
    from argmap.project import load

    if file.suffix.lower() in SUFFIXES:
        graph = read_carneades(file)
        for loss in graph.lost:
            click.echo(f"argmap: {file}: {loss}", err=True)
        options = EvaluationOptions(every_standard=standard, premises=premises, verified_only=verified_only)
        return evaluate(graph.argument, {}, options), NotApplied(graph.rules, graph.schemes, graph.lost), {}
    project = load(file)
    report_diagnostics(project, whole=True)
    own = project.evaluation.options
    options = replace(own, every_standard=standard, premises=premises, verified_only=verified_only)
    return (
        evaluate_again(project.evaluation, options),
        schemes_not_applied(project.argument),
        dict(say_doubted(project)),
    )


def _show_framework(file: Path, semantics: str, form: str) -> None:
    from argmap.exchange.frameworks import read_framework
    from argmap.outputs.json.extensions import framework_document
    from argmap.outputs.json.write import write_json
    from argmap.outputs.terminal.extensions import extensions_text

    if semantics not in DUNG_SEMANTICS:
        raise click.UsageError(f"An abstract framework has no strengths: {semantics} does not apply to {file}.")
    document = framework_document(read_framework(file), semantics)
    click.echo(write_json(document) if form == "json" else show_unseen(extensions_text(document)) + "\n", nl=False)


def _compare(evaluation: Evaluation, semantics: str, form: str) -> None:
    from argmap.evaluation.gradual_semantics import strengths_under
    from argmap.outputs.json.extensions import extensions_document
    from argmap.outputs.json.write import write_json
    from argmap.outputs.terminal.extensions import extensions_text

    if semantics in DUNG_SEMANTICS:
        document = extensions_document(evaluation, semantics)
        click.echo(write_json(document) if form == "json" else show_unseen(extensions_text(document)) + "\n", nl=False)
        return
    strengths = strengths_under(evaluation, cast("GradualSemantics", semantics))
    if form == "json":
        click.echo(write_json({"version": 1, "semantics": semantics, "strengths": dict(strengths)}), nl=False)
        return
    for claim, strength in sorted(strengths.items(), key=lambda pair: -(pair[1] or 0.0)):
        click.echo(f"{'ring' if strength is None else format(strength, '.3f')}  {claim}")
