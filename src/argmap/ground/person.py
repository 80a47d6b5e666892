"""What the person who runs argmap has set, wherever their system keeps such settings; never what a project says.

::

    reviewer = "Ada Smith"           # who judges
    mail = "ada@example.org"         # told to registries of works that ask who is asking

    [lookup]                         # registries of works (docs/registries.md)
consent = true                   # `argmap lookup` need not ask before it sends fields of references to them
openalex-key = "…"               # your key at OpenAlex, with which it can be searched

[projects]                       # may use their own templates and read files outside themselves
    "/home/ada/thesis" = "allowed"

    [verifiers.endpoint]             # a project may name it, and nothing more
    url = "http://127.0.0.1:8080/v1"
    model = "some-model"

A project may be a stranger's. So nothing in it can name an address that texts go to, a variable that holds a key, or a
program, and its templates wait until the person allows them. ``ARGMAP_CONFIG`` names another file.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Any

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.values import dataclass

ALLOWED = "allowed"
LOOKUP: Mapping[str, type] = {"consent": bool, "openalex-key": str}
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Person:
    """The settings of the person who runs argmap; the docstring of this module shows them."""

    reviewer: str | None = None
    mail: str | None = None
    projects: Mapping[str, str] = field(default_factory=dict)
    verifiers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    lookup: Mapping[str, Any] = field(default_factory=dict)

    def allows(self, root: Path) -> bool:
        """Whether the project at `root` is one that the person trusts, by itself or with all in a folder around it."""
        here = root.resolve()
        return any(
            here.is_relative_to(Path(folder).resolve()) for folder in self.projects if Path(folder).is_absolute()
        )


def settings_file() -> Path:
    """Where the person's settings stand, or would."""
    if named := os.environ.get("ARGMAP_CONFIG"):
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("argmap", appauthor=False) / "config.toml"


def cache_folder() -> Path:
    """Where argmap keeps what it can make or fetch anew; ``ARGMAP_CACHE`` names another folder."""
    if named := os.environ.get("ARGMAP_CACHE"):
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("argmap", appauthor=False)


def forget_oldest(kept: Iterable[Path], most: int, weight: Callable[[os.stat_result], int] = lambda _: 1) -> None:
    """Of files that are kept in the cache leave the newest, as many as weigh no more than `most` together.

    Each weighs one where nothing else is said. Raises OSError.
    """
    for path, found in sorted(((path, path.stat()) for path in kept), key=lambda one: -one[1].st_mtime_ns):
        most -= weight(found)
        if most < 0:
            path.unlink(missing_ok=True)


@cache
def person() -> Person:
    """The settings as they are. Raises ArgmapError where the file is broken: half of them may not count in silence."""
    path = settings_file()
    try:
        # not by `argmap.ground.files`, which asks here first whether a file outside the project may be read
        if not path.exists():
            return Person()
        if not path.is_file() or path.stat().st_size > _LARGEST:
            raise ArgmapError(f"Your settings at {path} are no file, or one that is far too large. Mend or delete it.")
        return parse_person(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise ArgmapError(f"Your settings at {path} cannot be taken: {error}. Mend or delete that file.") from error


def parse_person(text: str) -> Person:
    """The settings that a text holds. Raises ValueError, with the reason, where they cannot be taken."""
    table = tomllib.loads(text)
    for key, value in table.items():
        if key not in Person.__dataclass_fields__:
            raise ValueError(f'there is no setting "{key}"; the settings are {", ".join(Person.__dataclass_fields__)}')
        if key in ("reviewer", "mail"):
            if not isinstance(value, str) or not value.strip() or not value.isprintable():
                raise ValueError(f"{key} must be a text in quotes, on one line")
        elif not isinstance(value, dict):
            raise ValueError(f"{key} must be a table")
        elif key == "projects" and not all(word == ALLOWED for word in value.values()):
            raise ValueError(f'projects must be lines of the form "/path/of/the/project" = "{ALLOWED}"')
        elif key == "lookup":
            _check_lookup(value)
        elif key == "verifiers" and not all(isinstance(options, dict) for options in value.values()):
            raise ValueError("verifiers must be tables, such as [verifiers.endpoint]")
    return Person(**table)


def _check_lookup(table: Mapping[str, Any]) -> None:
    """Raises ValueError where a setting of `lookup` is none, or has a value that it cannot take."""
    for key, value in table.items():
        if key not in LOOKUP:
            raise ValueError(f'lookup has no setting "{key}"; it has {", ".join(LOOKUP)}')
        if not isinstance(value, LOOKUP[key]) or (isinstance(value, str) and not value.isprintable()):
            raise ValueError(f"lookup.{key} must be {'true or false' if LOOKUP[key] is bool else 'a text in quotes'}")
