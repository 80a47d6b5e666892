"""What several commands ask of a project: a claim by its id, and a word about files that could not be taken whole."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

import click

from argmap.ground.codes import NOT_UTF8, UNREADABLE_FILE
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.unseen import show_unseen
from argmap.project import Project


def known_claim(project: Project, claim: str) -> str:
    """The id itself where the project has it; raises ArgmapError with the nearest id where it has not."""
    claim = unicodedata.normalize("NFC", claim)
    if claim in project.argument.claims:
        return claim
    from argmap.ground.text import did_you_mean

    hint = did_you_mean(claim, project.argument.claims, "`argmap show` lists them.")
    raise ArgmapError(f'No claim has the id "{claim}". {hint}')


def on_diagnostics(project: Project) -> list[str]:
    """The line that says that some of the files could not be taken whole, where that is so."""
    if not project.diagnostics:
        return []
    first = project.diagnostics[0]
    place = f"{first.path}:{first.span.line}:{first.span.column}" if first.span else first.path
    more = f" (and {len(project.diagnostics) - 1} more)" if len(project.diagnostics) > 1 else ""
    return [show_unseen(f"argmap: {place}: {first.code} {first.message}{more}. `argmap check` shows all.")]


def report_diagnostics(project: Project, *, whole: bool = False) -> None:
    """Say on standard error that some of the files could not be taken whole, and where to read more.

    Raises `ArgmapError` where a claims file could not be read at all: what is worked out without it would mislead. With
    `whole`, where any file could not.
    """
    for line in on_diagnostics(project):
        click.echo(line, err=True)
    for diagnostic in project.diagnostics:
        lost = diagnostic.code in (UNREADABLE_FILE, NOT_UTF8)
        of_claims = lost and PurePosixPath(diagnostic.path).is_relative_to(project.settings.claims)
        if of_claims or (whole and diagnostic.code == UNREADABLE_FILE):
            raise ArgmapError(f"{diagnostic.path} was left out. {diagnostic.message}. {diagnostic.help or ''}".rstrip())
