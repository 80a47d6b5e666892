"""A project as it stood at a revision of its git history."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from argmap.diagnostics import ArgmapError
from argmap.project import Project, load


@contextmanager
def project_at(root: Path, revision: str) -> Iterator[Project]:
    """Load the project of `root` as it was at `revision`, from a copy that goes away afterwards.

    Raises ArgmapError where `root` is in no git repository, or the revision is not known or holds no project.
    """
    if revision.startswith("-"):
        raise ArgmapError(f'"{revision}" is no revision.')
    top = Path(_git(root, "rev-parse", "--show-toplevel").decode().strip())
    commit = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", unknown=revision).decode().strip()
    inside = root.resolve().relative_to(top.resolve()).as_posix()
    tree = commit if inside == "." else f"{commit}:{inside}"
    archive = _git(root if inside == "." else top, "archive", "--format=tar", tree)
    with tempfile.TemporaryDirectory(prefix="argmap-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        try:
            yield load(Path(folder))
        except ArgmapError as error:
            raise ArgmapError(f"There is no project at {revision}: {error}") from error


def _git(folder: Path, *arguments: str, unknown: str | None = None) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except OSError as error:
        raise ArgmapError("git is not installed, and revisions can only be read with it.") from error
    if done.returncode:
        if unknown is not None:
            raise ArgmapError(f'Git knows no revision "{unknown}" here. `git log --oneline` lists them.')
        raise ArgmapError(f"{folder} is in no git repository: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout
