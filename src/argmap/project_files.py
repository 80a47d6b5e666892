"""Which files a project is made of: the one place that knows where its settings say that they lie."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Literal

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import read_file, reading_project, unsaved_below
from argmap.manuscript.formats import SUFFIXES, brings_files
from argmap.registries import STORE
from argmap.settings import Settings, read_settings
from argmap.sources.bibliography.file_kinds import FORMATS as BIBLIOGRAPHIES

LARGEST = 64 * 1024 * 1024
"""In bytes, of a file that people write: claims, verdicts, settings, bibliographies."""
SETTINGS_FILES = ("argmap.toml", "pyproject.toml")
Role = Literal["claims", "bibliography", "paper", "settings", "reviews"]
"""What a file is in a project."""
_LOG = "reviews.jsonl"
_SOURCES = "sources"


def suffixes() -> frozenset[str]:
    """What the files of a project may end in."""
    bibliographies = (suffix for form in BIBLIOGRAPHIES.values() for suffix in form.suffixes)
    return frozenset((".toml", ".jsonl", ".md", *SUFFIXES, *bibliographies))


def settings_file(folder: Path) -> Path | None:
    """The file in a folder that holds settings of a project, if one does."""
    own, shared = (folder / name for name in SETTINGS_FILES)
    if own.is_file():
        return own
    try:
        return shared if b"[tool.argmap" in read_file(shared, LARGEST) else None
    except OSError:
        return None


def find_root(start: Path) -> tuple[Path, Path | None]:
    """The nearest folder at or above `start` that is a project, and its settings file.

    A project has an argmap.toml, a ``[tool.argmap]`` in its pyproject.toml, or a folder ``claims``. Raises ArgmapError
    where there is none.
    """
    if not start.exists():
        raise ArgmapError(f"{start} does not exist.")
    folder = start.resolve() if start.is_dir() else start.resolve().parent
    for candidate in (folder, *folder.parents):
        settings = settings_file(candidate)
        if settings or any((candidate / "claims").glob("*.md")):
            return candidate, settings
    raise ArgmapError(
        f"No project at or above {start}: there is no argmap.toml, no [tool.argmap] in a pyproject.toml and no "
        "claims/. `argmap audit PAPER` needs none; `argmap new PAPER` drafts one."
    )


def find_settings(path: Path) -> tuple[Path, Settings]:
    """The folder of the project that holds `path`, and what could be taken of its settings.

    Raises ArgmapError where there is no project.
    """
    root, settings_path = find_root(path)
    with reading_project(root):
        return root, _taken_of(settings_path)


def settings_in(root: Path) -> Settings:
    """What could be taken of the settings that a folder holds."""
    return _taken_of(settings_file(root))


def _taken_of(path: Path | None) -> Settings:
    return read_settings(path, path.name)[0] if path else Settings()


def settings_of(path: Path | None) -> Settings:
    """The settings in a file, for a command that writes: raises ArgmapError where one of them could not be taken."""
    settings, problems = read_settings(path, path.name) if path else (Settings(), ())
    if problems:
        raise ArgmapError(f"{problems[0].path}: {problems[0].message}. {problems[0].help or ''} Nothing was written.")
    return settings


def claims_files(root: Path, settings: Settings) -> list[Path]:
    """The files that hold the claims, in their order: those of a folder, or the one file that holds them all."""
    claims = root / settings.claims
    if claims.is_file():
        return [claims]
    new = (path for path in unsaved_below(claims) if path.suffix == ".md")
    return sorted({*claims.rglob("*.md"), *new})


def may_hold_claims(root: Path, settings: Settings, path: Path) -> bool:
    """Whether a file is one of those that hold the claims, or would be if it were there."""
    claims = root / settings.claims
    return path == claims or (path.suffix == ".md" and path.is_relative_to(claims))


def bibliography_files(root: Path, settings: Settings) -> list[Path]:
    """The bibliographies: those that the settings name, there or not, else those of `sources/`."""
    named = [root / name for name in settings.bibliography]
    return named or sorted((root / _SOURCES).glob("*.bib"))


def log_of(root: Path, settings: Settings) -> str:
    """Where the verdicts on the claims are kept: among them, or beside the one file that holds them all."""
    return _LOG if (root / settings.claims).is_file() else f"{settings.claims}/{_LOG}"


def inputs_of(root: Path, settings: Settings, of_paper: Iterable[Path] = ()) -> frozenset[Path]:
    """The files that a project with these settings is made of, and those that would belong to it if they were there.

    `of_paper` are those that only its paper names.
    """
    named = [*SETTINGS_FILES, settings.claims, log_of(root, settings), STORE, *filter(None, [settings.paper])]
    found = [*claims_files(root, settings), *bibliography_files(root, settings), *(root / settings.texts).rglob("*")]
    return frozenset(path for path in (*(root / name for name in named), *found, *of_paper) if not path.is_dir())


def paths_of(settings: Settings) -> tuple[str, ...]:
    """The files and folders that hold all of `inputs_of`, relative to the root; what lies outside it is left out."""
    paths = [*SETTINGS_FILES, settings.claims, _LOG, settings.texts, STORE, *(settings.bibliography or (_SOURCES,))]
    if settings.paper:
        paper = PurePosixPath(settings.paper)
        # it may bring its parts and its bibliography along from the folder it lies in, be it the whole repository
        paths.append(str(paper.parent if brings_files(paper.suffix) else paper))
    kept = [path for path in paths if not PurePosixPath(path).is_absolute() and ".." not in PurePosixPath(path).parts]
    return (".",) if "." in kept else tuple(dict.fromkeys(kept))
