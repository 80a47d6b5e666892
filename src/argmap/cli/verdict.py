"""`argmap verdict`: records what a person has judged."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from argmap.cli._exit import FOUND
from argmap.cli._names import SUBJECT
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.text import plural
from argmap.ground.unseen import show_unseen
from argmap.reviews import VERDICTS, VerdictWord

if TYPE_CHECKING:
    from argmap.project import Project


@click.command()
@click.argument("subject", type=SUBJECT, required=False)
@click.argument("verdict", type=click.Choice(VERDICTS), required=False)
@click.option("--list", "listed", is_flag=True, help="List what can be judged, with the verdicts that there are.")
@click.option(
    "--from",
    "sheet",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="SHEET",
    help="Take the verdicts of a filled worksheet (.xlsx, .csv), as `argmap export xlsx` writes one.",
)
@click.option("--note", default="", help="Why; expected where the verdict is negative.")
@click.option(
    "--by",
    "reviewer",
    envvar="ARGMAP_REVIEWER",
    help="Who judged (else your `argmap config reviewer`, else git's user.name).",
)
@click.option("--project", "path", type=click.Path(path_type=Path), default=".", help="The project (here).")
def command(
    subject: str | None,
    verdict: VerdictWord | None,
    listed: bool,
    sheet: Path | None,
    note: str,
    reviewer: str | None,
    path: Path,
) -> None:
    """Record a VERDICT on a SUBJECT, or with --from SHEET all that a filled worksheet holds.

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
    if sheet is not None:
        if subject or note:
            raise click.UsageError("--from takes subjects, verdicts and notes from the sheet; name none beside it.")
        _take_sheet(project, sheet, reviewer)
        return
    if subject is None or verdict is None:
        raise click.UsageError("Name a SUBJECT and a VERDICT; --list shows what can be judged.")
    given = record_verdict(project, subject, verdict, note=note, reviewer=reviewer or reviewer_named())
    click.echo(show_unseen(f"{given.subject}: {given.verdict}, by {given.reviewer}, {given.date}"))


def _take_sheet(project: Project, sheet: Path, reviewer: str | None) -> None:
    """Record what a filled worksheet holds, and say what became of each kind of row."""
    from argmap.editing.sheet_verdicts import HEADINGS, record_sheet
    from argmap.exchange.sheets import LARGEST_FILE, read_sheet
    from argmap.ground.files import read_named

    rows = read_sheet(read_named(sheet, LARGEST_FILE), str(sheet), HEADINGS)
    taken = record_sheet(project, rows, str(sheet), reviewer or reviewer_named())
    for given in taken.given:
        click.echo(show_unseen(f"{given.subject}: {given.verdict}, by {given.reviewer}, {given.date}"))
    for number, handle in taken.stale:
        said = f"row {number}: {handle} is not as it stood in the sheet; its verdict was not taken"
        click.echo(show_unseen(said), err=True)
    if taken.noted:
        rows_noted = ", ".join(map(str, taken.noted))
        click.echo(f"A note without a verdict was not taken (row {rows_noted}).", err=True)
    counts = [f"{plural(len(taken.given), 'verdict')} recorded"]
    counts += [f"{len(taken.same)} as in the log already"] if taken.same else []
    counts += [f"{len(taken.stale)} stale"] if taken.stale else []
    counts += [f"{plural(taken.empty, 'row')} without one"] if taken.empty else []
    click.echo(f"{', '.join(counts)}.", err=True)
    if taken.stale:
        sys.exit(FOUND)


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
