"""A project without a paper: an argument of a few claims, to be written over."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import Change, write_files

_SETTINGS = """\
# Settings of this project; `argmap explain --settings` says what each of them means. None is needed.
# title = "What the report is called"
# paper = "paper.pdf"
# bibliography = ["works.bib"]
"""


def start_project(folder: Path) -> tuple[Path, ...]:
    """Write settings and an example of a claims file below `folder`, and nothing over what is there; the files written.

    Raises ArgmapError where a project is there already, or where a file cannot be written.
    """
    if ":/" in folder.as_posix()[2:]:  # the drive of a path of Windows stands before that
        raise ArgmapError(f"{folder} is an address. Name a folder for the project.")
    if folder.exists() and not folder.is_dir():
        raise ArgmapError(f"{folder} is a file. Name a folder; `argmap new {folder}` drafts the claims of a paper.")
    if (folder / "argmap.toml").exists() or any((folder / "claims").glob("*.md")):
        raise ArgmapError(f"{folder} is a project already. `argmap check {folder}` says how it stands.")
    example = (files("argmap.drafting") / "data" / "starter.md").read_bytes()
    contents = {folder / "argmap.toml": _SETTINGS.encode(), folder / "claims" / "argument.md": example}
    write_files(folder, [Change(path, data, "absent") for path, data in contents.items()])
    return tuple(contents)
