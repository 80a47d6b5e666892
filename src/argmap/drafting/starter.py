"""A project without a paper: an argument of a few claims, to be written over."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from argmap.drafting.companions import copied_with_companions
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import Change, write_files
from argmap.ground.toml_edits import quoted

_SETTINGS = """\
# Settings of this project; `argmap explain --settings` says what each of them means. None is needed.
# title = "What the report is called"
# paper = "paper.pdf"
# bibliography = ["works.bib"]

# Premises that nobody argues for are taken as given, as on any argument map. Without this line each of them is a gap.
unargued-counts-as = "assumed"
"""


def start_project(folder: Path, *, blank: bool = False, paper: Path | None = None) -> tuple[Path, ...]:
    """Write settings and an example of a claims file below `folder`, and nothing over what is there; the files written.

    A `blank` project has no example: whoever begins with the first claim needs none. A `paper` is copied into it.

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
    if blank:
        contents.popitem()
    if paper:
        contents |= _with_paper(folder, paper)
    everything = contents | merged_by_lines(folder)
    write_files(folder, [Change(path, data, "absent") for path, data in everything.items()])
    return tuple(contents)


def merged_by_lines(folder: Path) -> dict[Path, bytes]:
    """What lets git join the verdicts of two people by lines, where nothing is said of it yet."""
    attributes = folder / "claims" / ".gitattributes"
    return {} if attributes.exists() else {attributes: b"reviews.jsonl merge=union\n"}


def _with_paper(folder: Path, paper: Path) -> dict[Path, bytes]:
    place = folder / "sources" / paper.name
    settings = f"paper = {quoted(place.relative_to(folder).as_posix())}\n"
    return {folder / "argmap.toml": settings.encode("utf-8"), **copied_with_companions(paper, place.parent)}
