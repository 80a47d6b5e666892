"""`argmap letter`: the referee letter, as Markdown, as a page or as a Word file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from argmap.cli._templates import chosen_templates, templates_option
from argmap.cli._written import form_named
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.unseen import show_unseen
from argmap.settings import LETTER_LANGUAGES

if TYPE_CHECKING:
    from argmap.checks.run import Outcome
    from argmap.outputs.letter.second_round import LastRound
    from argmap.project import Project

_BY_ENDING = {"md": "md", "markdown": "md", "txt": "md", "": "md", "html": "html", "htm": "html", "docx": "docx"}


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file (.md, .html or .docx)."
)
@click.option("--for", "reader", type=click.Choice(["author", "editor"]), default="author", help="Who reads it.")
@click.option(
    "--language", type=click.Choice(LETTER_LANGUAGES), help="The letter's tongue (what the settings say, else en)."
)
@click.option("--tone", type=click.Choice(["brief", "full"]), default="full", help="How much it says (full).")
@click.option("--anonymous", is_flag=True, help="Say nothing of who wrote it, nor with what.")
@click.option(
    "--since", metavar="REV", help="A second round: go through the points of the letter of this git revision."
)
@click.option(
    "--response",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The author's response letter, to stand beside the points (with --since).",
)
@templates_option
def command(
    path: Path,
    output: Path | None,
    reader: str,
    anonymous: bool,
    tone: str,
    language: str | None,
    since: str | None,
    response: Path | None,
    templates: Path | None,
) -> None:
    """Write the referee letter on the project at PATH; of a paper alone, questions to its author.

    On a project it tells the argument, how it stands, points and questions; of a paper that no project is about, it
    asks about citations, notes, entries and words.
    """
    from argmap.cli._claims import report_diagnostics
    from argmap.ground.files import write_output
    from argmap.outputs.letter.letter import compose_letter, write_markdown

    form = form_named(output, _BY_ENDING)
    if response and not since:
        raise ArgmapError("A response answers the points of a letter: name the revision of that with `--since REV`.")
    if since and reader == "editor":
        raise ArgmapError("The part for the editor has no points to go through. Leave out `--since` or `--for editor`.")
    project, outcome = _checked(path)
    if since and not project.argument.claims:
        raise ArgmapError(
            "`--since` goes through the letter on a project. Of a paper alone, write a letter on each file."
        )
    report_diagnostics(project)
    own = chosen_templates(project, templates)
    tongue = language or project.settings.letter_language
    with _last_round(project.root, since, response, outcome) as last:
        letter = compose_letter(
            project,
            outcome.findings,
            anonymous=anonymous,
            editor=reader == "editor",
            tongue=tongue,
            brief=tone == "brief",
            last=last,
        )
    markdown = write_markdown(letter, own)
    if not (letter.parts or project.argument.claims) and outcome.findings:
        _say_silent(path, outcome)
    if output is None:
        click.echo(markdown, nl=False)
        return
    if form == "docx":
        from argmap.outputs.letter.docx import write_docx

        content: str | bytes = write_docx(markdown, own, tongue)
    elif form == "html":
        from argmap.outputs.letter.html import write_html

        content = write_html(markdown, own, tongue)
    else:
        content = markdown
    write_output(output, content, project.root)
    click.echo(show_unseen(f"{output} written."))


def _say_silent(path: Path, outcome: Outcome) -> None:
    """To whoever writes a letter that asks nothing: that an audit shows more, and why this is no matter of it."""
    from argmap.ground.text import plural

    count = sum(not finding.not_checkable for finding in outcome.findings)
    if count:
        shows = f"`argmap audit {path}` shows {plural(count, 'finding')} (some with `--all`)"
        why = "a letter asks only what is mostly worth an author's time, and nothing that is found in very many places"
        click.echo(show_unseen(f"The letter asks nothing: {shows}; {why}."), err=True)


def _checked(path: Path) -> tuple[Project, Outcome]:
    """The project at a path, or the paper there that no project is about, and what its checks found."""
    from argmap.checks import run_checks
    from argmap.exchange.formats import is_of_project
    from argmap.manuscript.formats import SUFFIXES
    from argmap.project import load
    from argmap.project_files import may_hold_claims

    is_paper = path.is_file() and path.suffix.lower() in SUFFIXES
    try:
        project = load(path)
    except ArgmapError:
        if not is_paper:
            raise
    else:
        settings, place = project.settings, path.resolve()
        its_own = settings.paper and (project.root / settings.paper).resolve() == place
        about_it = not is_paper or its_own or (may_hold_claims(project.root, settings, place) and is_of_project(path))
        if project.argument.claims and about_it:
            return project, run_checks(project)
        if not is_paper:
            where = project.root / project.settings.claims
            raise ArgmapError(f"There are no claims in {where} to write a letter about.")
    from argmap.outputs.audit.audit import audit_paper

    audit = audit_paper(path)
    return audit.project, audit.outcome


@contextmanager
def _last_round(root: Path, since: str | None, response: Path | None, outcome: Outcome) -> Iterator[LastRound | None]:
    """The project as it was at a revision, with the response to the letter of then."""
    if since is None:
        yield None
        return
    from argmap.checks import run_checks
    from argmap.comparison import date_of, project_at
    from argmap.manuscript.reading import read
    from argmap.outputs.letter.second_round import LastRound

    date = date_of(root, since)
    answer = read(response) if response else None
    with project_at(root, since) as old:
        if not old.argument.claims:
            raise ArgmapError(f"There were no claims at {since}, and so no letter whose points could be gone through.")
        waived = [finding for finding, _ in outcome.waived]
        yield LastRound(old, run_checks(old).findings, waived, date, answer)
