"""A project as it stood at a revision of its git history.

Only what the project is made of is taken out: settings, claims, bibliography, source texts, and the paper with the
files that it includes. Git's objects are read as they are, so that attributes of the repository change nothing.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from argmap.diagnostics import ArgmapError
from argmap.project import Project, load
from argmap.settings import Settings, read_settings

SETTINGS_FILES = ("argmap.toml", "pyproject.toml")
_ALONE = (".txt", ".pdf", ".docx", ".odt", ".fodt", ".html", ".htm", ".xml", ".jats", ".nxml")
_FILES = ("100644", "100755")


@contextmanager
def project_at(root: Path, revision: str) -> Iterator[Project]:
    """Load the project of `root` as it was at `revision`, from a copy that goes away afterwards.

    Raises ArgmapError where `root` is in no git repository, or the revision is not known or holds no project.
    """
    commit = commit_of(root, revision)
    with tempfile.TemporaryDirectory(prefix="argmap-") as folder:
        copy = Path(folder)
        _take_out(root, commit, SETTINGS_FILES, copy)
        _take_out(root, commit, paths_of(_settings_in(copy)), copy)
        try:
            yield load(copy)
        except ArgmapError as error:
            raise ArgmapError(f"There is no project at {revision}: {error}") from error


def commit_of(root: Path, revision: str) -> str:
    """The full name of a commit. Raises ArgmapError where it is not known, or `root` is in no git repository."""
    if revision.startswith("-"):
        raise ArgmapError(f'"{revision}" is no revision.')
    run_git(root, "rev-parse", "--show-toplevel")
    found = run_git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", unknown=revision)
    return found.decode().strip()


def paths_of(settings: Settings) -> tuple[str, ...]:
    """The files and folders that a project is made of, relative to its root; what lies outside it is left out."""
    paper = PurePosixPath(settings.paper or "")
    # LaTeX and Markdown bring their parts and their .bib along from the folder they lie in, be it the whole repository
    whole = paper if paper.suffix.lower() in _ALONE else paper.parent
    inside = [settings.claims, settings.texts, *(settings.bibliography or ("sources",))]
    inside += [str(whole)] if settings.paper else []
    kept = [path for path in inside if not PurePosixPath(path).is_absolute() and ".." not in PurePosixPath(path).parts]
    return (".",) if "." in kept else tuple(dict.fromkeys((*SETTINGS_FILES, *kept)))


def _settings_in(folder: Path) -> Settings:
    for name in SETTINGS_FILES:
        path = folder / name
        if path.is_file() and (name == "argmap.toml" or b"[tool.argmap" in path.read_bytes()):
            return read_settings(path, name)[0]
    return Settings()


def _take_out(root: Path, commit: str, paths: Sequence[str], into: Path) -> None:
    """Write the files of a commit that lie at or below `paths`; links and submodules are left out."""
    listed = run_git(root, "ls-tree", "-r", "-z", commit, "--", *(f":(literal){path}" for path in paths))
    wanted: list[tuple[str, PurePosixPath]] = []
    for entry in listed.decode("utf-8", "surrogateescape").split("\0"):
        about, _, name = entry.partition("\t")
        place = PurePosixPath(name)
        if about[:6] in _FILES and ".." not in place.parts and not place.is_absolute():
            wanted.append((about.split()[2], place))
    content = run_git(root, "cat-file", "--batch", fed="".join(f"{name}\n" for name, _ in wanted).encode())
    at = 0
    for _, place in wanted:
        head, _, _ = content[at : at + 200].partition(b"\n")
        size = int(head.split()[2])
        at += len(head) + 1
        target = into / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content[at : at + size])
        at += size + 1


def run_git(folder: Path, *arguments: str, unknown: str | None = None, fed: bytes = b"") -> bytes:
    """What git answers. Raises ArgmapError where it fails, with `unknown` as the revision that it does not know."""
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False, input=fed)
    except OSError as error:
        raise ArgmapError("git is not installed, and revisions can only be read with it.") from error
    if done.returncode:
        if unknown is not None:
            raise ArgmapError(f'Git knows no revision "{unknown}" here. `git log --oneline` lists them.')
        raise ArgmapError(f"{folder} is in no git repository: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout
