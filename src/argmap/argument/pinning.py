"""Writing pins: the sums of the sources' texts, put into ``[tool.argmap.pins]`` with every other byte kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.diagnostics import ArgmapError
from argmap.language.edits import read_for_edit, write_changes
from argmap.language.nearest import nearest
from argmap.toml_edits import change_table

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
            near = nearest(key, texts.paths)
            raise ArgmapError(
                texts.problem(key)
                or f"There is no text of @{key} in {texts.shown_as}/." + (f' Did you mean "{near}"?' if near else "")
            )
        if key in project.bibliography.sources or keys:
            wanted[key] = found
    before = {key: pin.sum or pin.given for key, pin in texts.pins.items()}
    changed = {key: sum_ for key, sum_ in wanted.items() if not texts.has_sum(key, before.get(key))}
    if not changed:
        return ()
    if settings_file.exists():
        read = read_for_edit(settings_file)
        write_changes([(read, write_pins(read.text, settings_file.name, changed))])
    else:
        _write_new(settings_file, write_pins("", settings_file.name, changed))
    return tuple(Pinned(key, sum_, before.get(key)) for key, sum_ in changed.items())


def adopt_texts(project: Project, settings_file: Path, accepted: Mapping[str, Path]) -> tuple[Pinned, ...]:
    """Copy files to where the texts of their works belong, by key, and pin them: all of them, or none.

    Raises ArgmapError where a work has a text already, cannot have one, or something cannot be written; what was
    copied by then is taken away again.
    """
    from argmap.files import write_atomically
    from argmap.project import load

    folder = project.root / project.settings.texts
    places = {key: folder / f"{key}{path.suffix.lower()}" for key, path in accepted.items()}
    for key, place in places.items():
        refused = why_no_text(project, key)
        if refused or place.exists():
            raise ArgmapError(f"{refused or f'{place} is there already'}. Nothing was written.")
    written: list[Path] = []
    try:
        for key, place in places.items():
            written.append(place)
            write_atomically(place, accepted[key].read_bytes())
        return pin_texts(load(project.root), settings_file, tuple(places))
    except BaseException as error:
        for place in written:
            place.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise ArgmapError(f"{error.filename} cannot be copied: {error.strerror}. Nothing was written.") from error
        raise


def why_no_text(project: Project, key: str) -> str | None:
    """Why no file can be taken as the text of a work, or None where one can."""
    if project.texts.path(key):
        return f"@{key} has a text already, {project.texts.shown(key)}"
    # the key names the file, and a key from a stranger's bibliography may name one anywhere
    if Path(key).name != key or key.startswith(".") or "\\" in key or ":" in key:
        return f"The key @{key} cannot be the name of a file"
    return None


def _write_new(path: Path, text: str) -> None:
    from argmap.files import write_atomically

    try:
        write_atomically(path, text)
    except OSError as error:
        raise ArgmapError(f"{path} cannot be written: {error.strerror}.") from error


def write_pins(text: str, name: str, sums: Mapping[str, str]) -> str:
    """The settings' text with these sums in its table of pins; every other character is kept.

    Raises ArgmapError where the outcome would not be the settings that were there plus these pins.
    """
    table = "tool.argmap.pins" if name == "pyproject.toml" else "pins"
    return change_table(text, table, {key: f"sha256-{sum_}" for key, sum_ in sums.items()}, name)
