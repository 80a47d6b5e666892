"""Finds the templates: inside the installed package, else at the top of the checkout."""

from __future__ import annotations

from pathlib import Path

from argmap.diagnostics import ArgmapError

_PACKAGE = Path(__file__).resolve().parents[1]


def template_folder() -> Path:
    """The folder of `map.svg.j2`. Raises `ArgmapError` where the installation lacks it."""
    for folder in (_PACKAGE / "templates", _PACKAGE.parents[1] / "templates"):
        if (folder / "map.svg.j2").is_file():
            return folder
    raise ArgmapError("The template map.svg.j2 is missing: install argmap again.")
