"""A project as it stood at a revision of its git history.

Only what the project is made of is taken out: settings, claims, bibliography, source texts, and the paper with the
files that it includes. Git's objects are read as they are, so that attributes of the repository change nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from argmap.comparison.git_objects import Entry, Repository, open_repository
from argmap.ground.diagnostics import ArgmapError
from argmap.project import Project, load
from argmap.project_files import SETTINGS_FILES, paths_of, settings_in


@contextmanager
def project_at(root: Path, revision: str) -> Iterator[Project]:
    """Load the project of `root` as it was at `revision`, from a copy that goes away afterwards.

    Raises ArgmapError where `root` is in no git repository, or the revision is not known or holds no project.
    """
    with open_repository(root) as repository, tempfile.TemporaryDirectory(prefix="argmap-") as folder:
        commit, below, copy = repository.commit(revision), place_in(repository, root), Path(folder)
        _take_out(repository, files_at(repository, commit, below, SETTINGS_FILES), below, copy)
        _take_out(repository, files_at(repository, commit, below, paths_of(settings_in(copy))), below, copy)
        try:
            yield load(copy)
        except ArgmapError as error:
            raise ArgmapError(f"There is no project at {revision}: {error}") from error


def date_of(root: Path, revision: str) -> str:
    """The day of a revision (ISO 8601). Raises ArgmapError as `project_at` does."""
    with open_repository(root) as repository:
        return repository.date(repository.commit(revision))


def place_in(repository: Repository, root: Path) -> PurePosixPath:
    """Where a project lies, from the top of its repository."""
    return PurePosixPath(root.resolve().relative_to(repository.top).as_posix())


def files_at(repository: Repository, commit: str, below: PurePosixPath, paths: Sequence[str]) -> list[Entry]:
    """The files of a commit at or below `paths`, which start at the project's root; `below` is where that lies."""
    wanted = [below / path for path in paths]
    return repository.files(commit, [] if PurePosixPath() in wanted else wanted)


def _take_out(repository: Repository, entries: Sequence[Entry], below: PurePosixPath, into: Path) -> None:
    """Write files of a commit into a folder, with their paths from the project's root."""
    for entry, content in zip(entries, repository.contents(entries), strict=True):
        target = into / entry.path.relative_to(below)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
