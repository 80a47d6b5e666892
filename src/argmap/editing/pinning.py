"""Writing pins: the sums of the sources' texts, put into ``[tool.argmap.pins]`` with every other byte kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.edits import Edit, difference, read_for_edit
from argmap.ground.files import Change, read_file, write_files
from argmap.ground.text import did_you_mean
from argmap.ground.toml_edits import change_table
from argmap.library.pins import sums_of_bytes
from argmap.library.source_texts import LARGEST_TEXT

if TYPE_CHECKING:
    from argmap.project import Project


@dataclass(frozen=True, slots=True)
class Pinned:
    """A pin as it was written: the key, its sum, and the sum that stood there before."""

    key: str
    sum: str
    before: str | None


def pin_texts(project: Project, settings_file: Path, keys: Sequence[str] = ()) -> tuple[Pinned, ...]:
    """Write the sums of the texts of `keys` (of all texts where none is named) into the settings file.

    Returns the pins that are new or differ. A pin in the bibliography that is right is left there. Raises ArgmapError
    where a text is missing, or the settings cannot be changed safely; nothing is written then.
    """
    texts = project.texts
    wanted: dict[str, str] = {}
    for key in keys or texts.paths:
        key = key.removeprefix("@")
        found = texts.sum(key)
        if found is None:
            raise ArgmapError(
                texts.problem(key) or f"{texts.say_missing(key)} {did_you_mean(key, texts.paths)}".rstrip()
            )
        if key in project.bibliography.sources or keys:
            wanted[key] = found
    before = {key: pin.sum or pin.given for key, pin in texts.pins.items()}
    changed = {key: sum_ for key, sum_ in wanted.items() if not texts.has_sum(key, before.get(key))}
    if not changed:
        return ()
    write_files(project.root, [_change_of(settings_file, changed)])
    return tuple(Pinned(key, sum_, before.get(key)) for key, sum_ in changed.items())


def adopt_texts(project: Project, settings_file: Path, accepted: Mapping[str, Path]) -> tuple[Pinned, ...]:
    """Copy files to where the texts of their works belong, by key, and pin them: all of them, or none.

    Raises ArgmapError where a work has a text already, cannot have one, or something cannot be written.
    """
    folder = project.root / project.settings.texts
    changes: list[Change] = []
    sums: dict[str, str] = {}
    for key, path in accepted.items():
        place = folder / f"{key}{path.suffix.lower()}"
        refused = why_no_text(project, key)
        if refused or place.exists():
            raise ArgmapError(f"{refused or f'{place} is there already'}. Nothing was written.")
        try:
            data = read_file(path, LARGEST_TEXT)
        except OSError as error:
            raise ArgmapError(f"{path} cannot be copied: {error.strerror}. Nothing was written.") from error
        changes.append(Change(place, data, "absent"))
        sums[key] = sums_of_bytes(data)[0]
    write_files(project.root, [*changes, _change_of(settings_file, sums)])
    before = {key: pin.sum or pin.given for key, pin in project.texts.pins.items()}
    return tuple(Pinned(key, sum_, before.get(key)) for key, sum_ in sums.items())


def why_no_text(project: Project, key: str) -> str | None:
    """Why no file can be taken as the text of a work, or None where one can."""
    if project.texts.path(key):
        return f"@{key} has a text already, {project.texts.shown(key)}"
    # the key names the file, and a key from a stranger's bibliography may name one anywhere
    if Path(key).name != key or key.startswith(".") or "\\" in key or ":" in key:
        return f"The key @{key} cannot be the name of a file"
    return None


def pin_edit(project: Project, key: str) -> tuple[str, Edit] | None:
    """The edit that pins the text of `key` in the settings as they were loaded, with their path.

    None where the text or the settings cannot be read, or a line cannot be put into them safely.
    """
    found, settings = project.texts.sum(key), project.text_files.get(project.shown_root)
    if found is None or settings is None or not settings.path.endswith(".toml"):
        return None
    try:
        return settings.path, difference(settings.text, write_pins(settings.text, settings.path, {key: found}))
    except ArgmapError:
        return None


def _change_of(settings_file: Path, sums: Mapping[str, str]) -> Change:
    """The settings with these sums, which may be the first settings of the project."""
    read = read_for_edit(settings_file) if settings_file.exists() else None
    text = write_pins(read.text if read else "", settings_file.name, sums)
    return Change(settings_file, text.encode("utf-8"), read.data if read else "absent")


def write_pins(text: str, name: str, sums: Mapping[str, str]) -> str:
    """The settings' text with these sums in its table of pins; every other character is kept.

    Raises ArgmapError where the outcome would not be the settings that were there plus these pins.
    """
    table = "tool.argmap.pins" if name == "pyproject.toml" else "pins"
    return change_table(text, table, {key: f"sha256-{sum_}" for key, sum_ in sums.items()}, name)
