"""Waiting for changes from outside: editors, git, other programs.

Folders are watched and not files, since editors write beside a file and rename. The watcher is asked from the event
loop and has no thread of its own: readers of strangers' files get their limits in a forked child, and a process with
threads cannot be forked safely.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path


def folders_of(root: Path, paths: Iterable[Path]) -> tuple[Path, ...]:
    """The folders below the project that hold its files, or would."""
    found = {root, *(path.parent for path in paths if path.is_relative_to(root))}
    return tuple(sorted(folder for folder in found if folder.is_dir()))


def changes_in(folders: Iterable[Path]) -> Iterator[bool]:
    """Whether something in these folders has changed since it was last asked; each answer takes a few milliseconds."""
    from watchfiles import watch

    for changes in watch(
        *folders,
        watch_filter=None,
        debounce=40,
        step=1,
        rust_timeout=1,
        yield_on_timeout=True,
        raise_interrupt=False,
        recursive=False,
        ignore_permission_denied=True,
    ):
        yield bool(changes)
