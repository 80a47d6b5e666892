"""`argmap review`: a walk through what needs judging, one key a verdict."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from argmap.reviews import Verdict, VerdictWord, remove_verdict

KEYS: Final[dict[str, VerdictWord]] = {
    "s": "supports",
    "p": "partly",
    "n": "does-not-support",
    "c": "contradicts",
    "x": "cannot-access",
    "a": "accepted",
    "r": "rejected",
}
_HELP = "  ".join(f"[{key}] {word}" for key, word in KEYS.items()) + "  [k] skip  [u] undo  [q] quit"


@click.command()
@click.option("--by", "reviewer", envvar="ARGMAP_REVIEWER", help="Who judges (else git's user.name).")
@click.option("--all", "everything", is_flag=True, help="Also what has a verdict that still fits.")
@click.option("--project", "path", type=click.Path(path_type=Path), default=".", help="The project (here).")
def command(reviewer: str | None, everything: bool, path: Path) -> None:
    """Judge citations, evidence, steps and claims one after the other: stale ones first, then what carries most.

    Each verdict is kept at once; stop whenever you like and go on later.
    """
    from argmap.argument.agenda import review_agenda
    from argmap.argument.recording import record_verdict
    from argmap.argument.subjects import subjects
    from argmap.cli.verdict import reviewer_from_git
    from argmap.project import load
    from argmap.report.judging import subject_text

    project = load(path)
    name = reviewer or reviewer_from_git(project.root)
    agenda = review_agenda(project.argument, project.judgements, project.evaluation.load, everything=everything)
    known = subjects(project.argument)
    given: list[tuple[int, Verdict]] = []
    at = 0
    while at < len(agenda):
        click.echo(f"\n{at + 1} of {len(agenda)}\n{subject_text(project, agenda[at])}\n{_HELP}")
        key = _key()
        if key in KEYS:
            note = click.prompt("Why", default="", show_default=False) if KEYS[key] not in _CONTENT else ""
            subject = agenda[at].subject.id
            given.append((at, record_verdict(project.review_log, known, subject, KEYS[key], note=note, reviewer=name)))
            at += 1
        elif key == "u":
            if not given:
                click.echo("There is nothing to undo.")
                continue
            at, last = given.pop()
            remove_verdict(project.review_log, last)
        elif key in ("k", " ", "\r", "\n"):
            at += 1
        elif key in ("q", "\x03", "\x04", ""):
            break
    left = len(agenda) - at
    click.echo(f"{len(given)} verdicts given, {left} left." if agenda else "Nothing needs judging.")


_CONTENT = frozenset({"supports", "accepted"})


def _key() -> str:
    """One key from a terminal; one character of a line from a pipe; empty at the end of the input."""
    stream = sys.stdin
    if stream.isatty():
        return click.getchar().lower()
    line = stream.readline()
    return line[:1].lower() if line else ""
