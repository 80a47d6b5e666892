"""`argmap verdict`: records what a person has judged."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from argmap.cli._names import SUBJECT
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.unseen import show_unseen
from argmap.reviews import VERDICTS, VerdictWord


@click.command()
@click.argument("subject", type=SUBJECT, required=False)
@click.argument("verdict", type=click.Choice(VERDICTS), required=False)
@click.option("--list", "listed", is_flag=True, help="List what can be judged, with the verdicts that there are.")
@click.option("--note", default="", help="Why; expected where the verdict is negative.")
@click.option(
    "--by",
    "reviewer",
    envvar="ARGMAP_REVIEWER",
    help="Who judged (else your `argmap config reviewer`, else git's user.name).",
)
@click.option("--project", "path", type=click.Path(path_type=Path), default=".", help="The project (here).")
def command(
    subject: str | None, verdict: VerdictWord | None, listed: bool, note: str, reviewer: str | None, path: Path
) -> None:
    """Record a VERDICT on a SUBJECT.

    A SUBJECT is a claim's id, the handle of a step, citation or evidence such as claim-id/cites-1 (`argmap show` prints
    them), a passage such as claim-id/cites-1/passage-0a1b2c3d (`argmap passages` prints them), or @key for the text of
    a source.
    """
    from argmap.editing.recording import record_verdict
    from argmap.project import load

    project = load(path)
    if listed:
        for handle, judgement in project.judgements.items():
            given_word = judgement.verdict.verdict if judgement.verdict else "-"
            stale = " (stale)" if judgement.stale else ""
            click.echo(show_unseen(f"{handle}\t{judgement.subject.kind}\t{given_word}{stale}"))
        return
    if subject is None or verdict is None:
        raise click.UsageError("Name a SUBJECT and a VERDICT; --list shows what can be judged.")
    given = record_verdict(project, subject, verdict, note=note, reviewer=reviewer or reviewer_named())
    click.echo(show_unseen(f"{given.subject}: {given.verdict}, by {given.reviewer}, {given.date}"))


def reviewer_named() -> str:
    """The reviewer of the person's own settings, else git's user.name for all their repositories.

    Raises ArgmapError where nobody is named.

    What a repository says of it does not count: whoever made the repository may have written it.
    """
    from argmap.ground.person import person
    from argmap.ground.programs import find_program

    if mine := person().reviewer:
        return mine

    program, name = find_program("git"), ""
    if program:
        import subprocess

        with contextlib.suppress(OSError, RuntimeError):  # no such program, or nobody has a home
            asked = [program, "config", "--global", "user.name"]
            name = subprocess.run(asked, cwd=Path.home(), capture_output=True, text=True).stdout.strip()
    if not name:
        raise ArgmapError(
            "Nobody is named as the reviewer. Say `--by NAME`, or once and for all `argmap config reviewer NAME`."
        )
    return name
