"""Checks from other packages: the entry points of the group ``argmap.checks``, each a module that registers checks.

Nearly every installation has none, and asking `importlib.metadata` costs more than parsing a project. So the lists of
entry points are searched for the group's name first, as bytes, and read properly only where it stands in one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.ground.codes import PLUGIN_FAILED
from argmap.ground.diagnostics import Diagnostic

if TYPE_CHECKING:
    from argmap.project import Project

GROUP = "argmap.checks"


@cache
def load_check_plugins() -> tuple[str, ...]:
    """Import every plugin once; the checks in it register themselves. A sentence for each that cannot be loaded."""
    if no_plugins():
        return ()
    from importlib.metadata import entry_points

    trouble = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            point.load()
        except Exception as error:  # a plugin may raise anything; that is a finding and must not end the run
            trouble.append(
                f'The checks "{point.name}" ({point.value}) cannot be loaded: {type(error).__name__}: {error}'
            )
    return tuple(trouble)


def installed_plugins() -> list[str]:
    """A line on each plugin that other packages bring, and on each verifier: group, name, and the code it runs."""
    from importlib.metadata import entry_points

    from argmap.verifiers.surface import GROUP as VERIFIERS

    return [
        f"{group} {point.name}: {point.value} ({point.dist.name} {point.dist.version})" if point.dist else point.value
        for group in (GROUP, VERIFIERS)
        for point in sorted(entry_points(group=group), key=lambda point: point.name)
    ] or ["no plugins"]


def no_plugins() -> bool:
    """Whether no package beside argmap brings checks."""
    wanted = f"[{GROUP}]".encode()
    return not any(wanted in listing for folder in dict.fromkeys(sys.path) for listing in _listings(folder or "."))


def _listings(folder: str) -> Iterator[bytes]:
    """The lists of entry points of the packages installed in a folder of the search path."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.path for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))]
    except OSError:  # an archive, or a folder that is gone
        return
    for name in names:
        try:
            yield Path(name, "entry_points.txt").read_bytes()
        except OSError:
            continue


def plugin_troubles(project: Project) -> Iterator[Diagnostic]:
    """What cannot be loaded: plugins with checks, and the verifiers that the settings switch on."""
    for message in load_check_plugins():
        told = "Update the package, or uninstall it; what it would have checked is not checked."
        yield Diagnostic(PLUGIN_FAILED, message, project.shown_root, help=told)
    if project.settings.verifiers:
        from argmap.verifiers import load_verifiers

        yield from load_verifiers(project.settings.verifiers, project.shown_root)[1]
