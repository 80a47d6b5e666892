"""`argmap pin`: writes down which texts of the sources are meant."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--project", "path", type=click.Path(path_type=Path), default=".", help="The project (here).")
def command(keys: tuple[str, ...], path: Path) -> None:
    """Pin the texts of the works KEY (all texts whose work is in the bibliography) by their SHA-256 sums.

    The sums are written into the settings. From then on a text that changes is a finding, and what people judged by it
    is asked for again.
    """
    from argmap.argument.pinning import pin_texts
    from argmap.project import find_root, load

    root, settings = find_root(path)
    settings = settings or root / "argmap.toml"
    project = load(root)
    pinned = pin_texts(project, settings, keys)
    for pin in pinned:
        was = f" (was {pin.before[:12]}…)" if pin.before else ""
        click.echo(f"{pin.key}: sha256 {pin.sum[:12]}…{was}")
    if not pinned:
        none = f"Nothing to pin: {project.texts.shown_as}/ holds no texts."
        click.echo("Every text is pinned already." if project.texts.paths else none)
    for key in project.texts.paths:
        if not keys and key not in project.bibliography.sources:
            click.echo(f"argmap: {project.texts.shown(key)} belongs to no work of the bibliography.", err=True)
