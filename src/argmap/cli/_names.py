"""Ids and keys of a project as values of options: a shell completes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from click.shell_completion import CompletionItem

VARIABLE = "_ARGMAP_COMPLETE"
"""The environment variable by which a shell asks for completions."""


class _Named(click.types.StringParamType):
    """A name out of the project that the command is asked about; any text is taken, and judged by the command."""

    def __init__(self, *kinds: str) -> None:
        self.kinds = kinds

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        given = ctx.params.get("path") or ctx.params.get("start") or "."
        return [
            CompletionItem(name, help=help_)
            for name, help_ in _names(Path(given), self.kinds)
            if name.startswith(incomplete)
        ]


CLAIM = _Named("claim")
SUBJECT = _Named("claim", "part", "@work")
"""A claim, a step, citation or evidence of one, or a work behind an `@`."""
PART = _Named("claim", "part")
WORK = _Named("work")
EXPLAINED = _Named("claim", "step", "code", "scheme", "@work")


def _names(path: Path, kinds: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Names of these kinds with a word on each. What cannot be read gives none: a shell is no place for an error."""
    from argmap.ground.diagnostics import ArgmapError

    try:
        from argmap.project import load_names

        argument, bibliography = load_names(path)
    except (ArgmapError, OSError):
        argument, bibliography = None, None
    for claim in argument.claims.values() if argument else ():
        if "claim" in kinds:
            yield claim.id, claim.text
        if "step" in kinds or "part" in kinds:
            yield from ((step.id, " + ".join(step.premises)) for step in (*claim.reasons, *claim.objections))
        if "part" in kinds:
            yield from ((cited.id, cited.key) for cited in claim.citations)
            yield from ((item.id, item.text) for item in claim.evidence)
    for source in bibliography.sources.values() if bibliography else ():
        if "work" in kinds:
            yield source.key, source.title or ""
        if "@work" in kinds:
            yield f"@{source.key}", source.title or ""
    if "code" in kinds:
        from argmap.checks.pages import summaries

        yield from summaries().items()
    if "scheme" in kinds:
        from argmap.argument.schemes import load_schemes

        yield from ((scheme.id, scheme.name) for scheme in load_schemes().values())
