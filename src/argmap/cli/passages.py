"""`argmap passages`: the passages of a cited work that may bear on a claim."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from argmap.cli._names import PART
from argmap.cli._verifiers import ask_verifiers, verifier_option, verifiers_on
from argmap.ground.diagnostics import ArgmapError

if TYPE_CHECKING:
    from argmap.argument.model import Citation, Evidence
    from argmap.reviews.offers import Offer
    from argmap.verifiers import Judgement as Opinion


@click.command()
@click.argument("what", type=PART, metavar="CLAIM[/cites-1]")
@click.option("--most", type=click.IntRange(1, 50), default=3, show_default=True, help="How many for each citation.")
@click.option(
    "--model", help="Rank by sense too, with this sentence-vector model (extra `embeddings`; a name or folder)."
)
@verifier_option
@click.option("--project", "path", type=click.Path(path_type=Path), default=".", help="The project (here).")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(what: str, most: int, model: str | None, verifier: str | None, path: Path, form: str) -> None:
    """Offer passages of the works cited for a CLAIM, or for one of its citations, from the texts that are kept.

    They are candidates, best first. Judge one with `argmap verdict HANDLE supports`; nothing counts before that.
    """
    from argmap.cli._claims import known_claim
    from argmap.outputs.json.passages import passages_document
    from argmap.outputs.terminal.passages import passages_text
    from argmap.project import load
    from argmap.reviews.offers import offer_passages, said_by

    project = load(path)
    claim = project.argument.claims[known_claim(project, what.partition("/")[0])]
    items = [item for item in claim.grounds if what in (claim.id, item.id)]
    if not items:
        has = ", ".join(item.id for item in claim.grounds) or "no citation and no evidence"
        raise ArgmapError(f"{claim.id} has {has}." if what == claim.id else f'There is no "{what}"; it has {has}.')
    verifiers = verifiers_on(project, verifier)
    encoder = None
    if model:
        from argmap.quotations.encoders import load_encoder

        encoder = load_encoder(model)
    offered: list[tuple[Citation | Evidence, tuple[Offer, ...]]] = []
    opinions: dict[str, tuple[Opinion, ...]] = {}
    for item in items:
        offers = offer_passages(item, project.argument, project.texts, project.judgements, most, encoder)
        offered.append((item, offers))
        opinions.update(ask_verifiers(verifiers, said_by(item, project.argument), offers))
    if form == "json":
        from argmap.outputs.json.write import write_json

        click.echo(write_json(passages_document(project, offered, opinions)), nl=False)
    else:
        click.echo(passages_text(project, offered, opinions), nl=False)
