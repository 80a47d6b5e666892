"""`argmap review`: a walk through what needs judging, one key a verdict."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from argmap.cli._verifiers import ask_verifiers, verifier_option, verifiers_on
from argmap.ground.text import plural
from argmap.ground.unseen import show_unseen
from argmap.reviews import Verdict, VerdictWord, remove_verdict

if TYPE_CHECKING:
    from argmap.project import Project
    from argmap.reviews.judgements import Judgement
    from argmap.reviews.offers import Offer
    from argmap.verifiers import Judgement as Opinion
    from argmap.verifiers import Verifier

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
_WITHOUT_NOTE = frozenset({"supports", "accepted"})


@click.command()
@click.option(
    "--by",
    "reviewer",
    envvar="ARGMAP_REVIEWER",
    help="Who judges (else your `argmap config reviewer`, else git's user.name).",
)
@click.option("--all", "everything", is_flag=True, help="Also what has a verdict that still fits.")
@verifier_option
@click.option("--project", "path", type=click.Path(path_type=Path), default=".", help="The project (here).")
def command(reviewer: str | None, everything: bool, verifier: str | None, path: Path) -> None:
    """Judge citations, evidence, steps and claims one after the other: stale ones first, then what carries most.

    Where the text of a source is kept and nobody has quoted it, passages of it are offered. Each verdict is kept at
    once; stop whenever you like and go on later.
    """
    from argmap.cli.verdict import reviewer_named
    from argmap.editing.recording import record_verdict
    from argmap.outputs.terminal.judging import subject_text
    from argmap.outputs.terminal.passages import passage_lines
    from argmap.project import load
    from argmap.reviews.agenda import review_agenda

    project = load(path)
    name = reviewer or reviewer_named()
    verifiers = verifiers_on(project, verifier)
    agenda = review_agenda(project.argument, project.judgements, project.evaluation.load, everything=everything)
    given: list[tuple[int, Verdict]] = []
    at = 0
    while at < len(agenda):
        offers, opinions = _offers(project, agenda[at], verifiers)
        shown = "\n".join(
            ("", "  Passages offered, none of them judged yet:", *passage_lines(offers, opinions, numbered=True))
        )
        keys = (
            "".join(f"[{number}]" for number, _ in enumerate(offers, 1)) + (" bears it out  " if offers else "") + _HELP
        )
        card = f"{subject_text(project, agenda[at])}{shown if offers else ''}"
        click.echo(f"\n{at + 1} of {len(agenda)}\n{show_unseen(card)}\n{keys}")
        key = _key()
        if key in KEYS:
            note = click.prompt("Why", default="", show_default=False) if KEYS[key] not in _WITHOUT_NOTE else ""
            subject = agenda[at].subject.id
            given.append((at, record_verdict(project, subject, KEYS[key], note=note, reviewer=name)))
            at += 1
        elif key.isdecimal() and 0 < int(key) <= len(offers):
            given.append((at, record_verdict(project, offers[int(key) - 1].handle, "supports", reviewer=name)))
            at += 1
        elif key == "u":
            if not given:
                click.echo("There is nothing to undo.")
                continue
            at, last = given.pop()
            remove_verdict(project.review_log, last, project.root)
        elif key in ("k", " ", "\r", "\n"):
            at += 1
        elif key in ("q", "\x03", "\x04", ""):
            break
        else:
            click.echo(f"There is no key “{key}”.")
    left = len(agenda) - at
    click.echo(f"{plural(len(given), 'verdict')} given, {left} left." if agenda else "Nothing needs judging.")


def _offers(
    project: Project, judgement: Judgement, verifiers: Sequence[Verifier]
) -> tuple[tuple[Offer, ...], Mapping[str, Sequence[Opinion]]]:
    """Passages for a citation or evidence that quotes nothing, with what verifiers think of them."""
    from argmap.reviews.offers import offer_passages, said_by

    subject = judgement.subject
    claim = project.argument.claims.get(subject.claim)
    item = next((i for i in claim.grounds if i.id == subject.id and not i.quotations), None) if claim else None
    if item is None:
        return (), {}
    offers = offer_passages(item, project.argument, project.texts, project.judgements)
    return offers, ask_verifiers(verifiers, said_by(item, project.argument), offers)


def _key() -> str:
    """One key from a terminal; one character of a line from a pipe; empty at the end of the input."""
    stream = sys.stdin
    if stream.isatty():
        return click.getchar().lower()
    line = stream.readline()
    return line[:1].lower() if line else ""
