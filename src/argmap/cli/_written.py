"""What `audit`, `letter`, `report` and `works` share: the file that is written, whose name says what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.text import say_list

AS_TEXT = {"": "text", "txt": "text", "md": "text"}
"""How a name ends under which text for people is expected."""

output_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file and not to the screen."
)


def form_named(output: Path | None, forms: Mapping[str, str]) -> str:
    """What to write, by how the file's name ends (`forms`; "" stands for no ending, and for the screen).

    Raises ArgmapError for any other ending: a file must not be called what it is not.
    """
    ending = output.suffix.removeprefix(".").lower() if output else ""
    if ending not in forms:
        endings = say_list([f".{known}" for known in forms if known], "or")
        raise ArgmapError(f"{output}: nothing is written as .{ending} here. Name a file that ends in {endings}.")
    return forms[ending]


def no_workbook_on_screen(form: str, output: Path | None) -> None:
    """Raises ArgmapError where a workbook would go to the screen."""
    if form == "xlsx" and output is None:
        raise ArgmapError("--format xlsx writes a workbook; say where: -o FILE.xlsx.")
