"""What `build`, `letter` and `report` share: templates of somebody's own, which only the person can ask for."""

from __future__ import annotations

from pathlib import Path

import click

from argmap.ground.unseen import show_unseen
from argmap.project import Project

templates_option = click.option(
    "--templates",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Use the templates, the style and the script in DIR before those of argmap.",
)


def chosen_templates(project: Project, asked: Path | None) -> Path | None:
    """The folder that was asked for, or the one that the settings of a trusted project name.

    Templates hold a script and what a reader sees: those of a stranger's project are not used, and that is said.
    """
    own = project.settings.templates
    if asked is not None or own is None:
        return asked
    from argmap.ground.person import person

    if person().allows(project.root):
        return project.root / own
    click.echo(
        show_unseen(
            f"argmap: the templates that this project brings ({own}) are not used. If you trust it: "
            f"`--templates {own}` for once, `argmap config projects {project.root}` for ever."
        ),
        err=True,
    )
    return None
