"""`argmap pin`: writes down which texts of the sources are meant, and finds them in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from argmap.cli._names import WORK
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.unseen import show_unseen

if TYPE_CHECKING:
    from argmap.editing.pinning import Pinned
    from argmap.library.text_guesses import Guess
    from argmap.project import Project


@click.command()
@click.argument("keys", type=WORK, nargs=-1, metavar="[KEY]...")
@click.option("--from", "folder", type=click.Path(path_type=Path), help="Find the texts of works in this folder.")
@click.option("--yes", is_flag=True, help="With --from: take what is certain without asking, and nothing else.")
@click.option("--dry-run", is_flag=True, help="With --from: show the guesses and write nothing.")
@click.option("--project", "path", type=click.Path(path_type=Path), default=".", help="The project (here).")
def command(keys: tuple[str, ...], folder: Path | None, yes: bool, dry_run: bool, path: Path) -> None:
    """Pin the texts of the works KEY (all texts whose work is in the bibliography) by their SHA-256 sums.

    The sums are written into the settings. From then on a text that changes is a finding, and what people judged by it
    is asked for again.

    With --from FOLDER the files of a folder are held against the works that have no text yet: by DOI or ISBN, by title
    page, by author and year in their names. Each guess is shown with its reasons; what you accept is copied to the
    project's texts and pinned, all at once at the end.
    """
    from argmap.editing.pinning import adopt_texts, pin_texts
    from argmap.project import load
    from argmap.project_files import find_root

    if folder is None and (yes or dry_run):
        raise click.UsageError("--yes and --dry-run go with --from FOLDER.")
    root, settings = find_root(path)
    settings = settings or root / "argmap.toml"
    project = load(root)
    if folder is not None:
        accepted = _accepted(project, folder, frozenset(key.removeprefix("@") for key in keys), yes, dry_run)
        if accepted:
            _report(adopt_texts(project, settings, accepted))
        elif not dry_run:
            click.echo("Nothing was accepted, and nothing was written.")
        return
    pinned = pin_texts(project, settings, keys)
    _report(pinned)
    if not pinned:
        none = f"Nothing to pin: {project.texts.shown_as}/ holds no texts."
        click.echo("Every text is pinned already." if project.texts.paths else none)
    for key in project.texts.paths:
        if not keys and key not in project.bibliography.sources:
            click.echo(
                show_unseen(f"argmap: {project.texts.shown(key)} belongs to no work of the bibliography."), err=True
            )


def _report(pinned: tuple[Pinned, ...]) -> None:
    for pin in pinned:
        was = f" (was {pin.before[:12]}…)" if pin.before else ""
        click.echo(show_unseen(f"{pin.key}: sha256 {pin.sum[:12]}…{was}"))


def _accepted(project: Project, folder: Path, keys: frozenset[str], yes: bool, dry_run: bool) -> dict[str, Path]:
    """The files that a person takes as the texts of works, by key; every guess is shown first."""
    from argmap.editing.pinning import why_no_text
    from argmap.library.text_guesses import guess_texts

    sources = project.bibliography.sources
    if unknown := sorted(keys - set(sources)):
        raise ArgmapError(f"The bibliography has no work @{unknown[0]}.")
    wanted = {key: source for key, source in sources.items() if not keys or key in keys}
    guesses = guess_texts(folder, wanted)
    accepted: dict[str, Path] = {}
    for guess in guesses.found:
        click.echo(show_unseen(_shown(guess, folder)))
        refused = why_no_text(project, guess.key)
        if refused:
            click.echo(show_unseen(f"  passed over: {refused}"))
        elif dry_run:
            continue
        elif guess.certain if yes else click.confirm("  Take it?", default=guess.certain):
            accepted[guess.key] = guess.path
        elif yes:
            click.echo("  not taken: it is not certain")
    for path, why in guesses.passed_over:
        click.echo(show_unseen(f"{_relative(path, folder)}: {why}"))
    without = [key for key in wanted if not project.texts.path(key) and key not in {g.key for g in guesses.found}]
    if without:
        named = ", ".join(f"@{key}" for key in without[:10]) + (" …" if len(without) > 10 else "")
        click.echo(f"No file was found for {len(without)} work{'s' if len(without) > 1 else ''}: {show_unseen(named)}")
    return accepted


def _shown(guess: Guess, folder: Path) -> str:
    how = "certain" if guess.certain else "a guess"
    return f"@{guess.key}: {_relative(guess.path, folder)} ({how}: {'; '.join(guess.reasons)})"


def _relative(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()
