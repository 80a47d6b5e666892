"""What `passages` and `review` share: the verifiers that are switched on, and what they think of offered passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from argmap.ground.diagnostics import ArgmapError
from argmap.project import Project

if TYPE_CHECKING:
    from argmap.reviews.offers import Offer
    from argmap.verifiers import Judgement, Verifier

verifier_option = click.option(
    "--verifier", metavar="NAME", help="Ask this verifier about the passages too (else those that the settings name)."
)


def verifiers_on(project: Project, name: str | None) -> tuple[Verifier, ...]:
    """The verifier `name`, or all that the settings name. Raises ArgmapError where one cannot be loaded."""
    wanted = project.settings.verifiers if name is None else (name,)
    if not wanted:
        return ()
    from argmap.verifiers import load_verifiers

    loaded, trouble = load_verifiers(wanted, project.shown_root)
    if trouble:
        raise ArgmapError(f"{trouble[0].message.rstrip('.')}. {trouble[0].help or ''}")
    return loaded


def ask_verifiers(
    verifiers: Sequence[Verifier], text: str, offers: Sequence[Offer]
) -> Mapping[str, tuple[Judgement, ...]]:
    """What each verifier thinks of each passage, by its handle; what went wrong is said on standard error."""
    if not offers or not verifiers:
        return {}
    from argmap.verifiers import verify

    opinions: dict[str, tuple[Judgement, ...]] = {}
    for verifier in verifiers:
        kept, trouble = verify(verifier, text, [offer.passage for offer in offers])
        for sentence in trouble:
            click.echo(f"argmap: {sentence}", err=True)
        for offer in offers:
            found = tuple(opinion for opinion in kept if opinion.passage == offer.passage)
            opinions[offer.handle] = (*opinions.get(offer.handle, ()), *found)
    return opinions
