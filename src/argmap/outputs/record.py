"""What the last build of a project was made of, and what it wrote: where both are still so, nothing is built.

Where something changed, what was made of something that did not is left as it lies there: the map of a section.

One small file for each project and output folder, in the person's own cache and never in the project, which may be a
stranger's. It holds digests and what was said, and no part of an output: the worst that a broken record can do is to
have everything built once more. Inputs and outputs are known by what they hold (SHA-256), never by their dates.

What goes into a build besides the project is known too: argmap, the packages beside it, Python, the person's settings,
Graphviz, the commits of a repository where "since the last review" asks for them. A build is not recorded where more
may have had a part in it: templates of somebody's own, plugins, verifiers, a map that Graphviz did not lay out in time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from argmap.checks.plugins import no_plugins
from argmap.comparison.git_objects import marks_of_names
from argmap.ground import files
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import (
    JOURNAL,
    digest_file,
    leads_inside,
    mark_of,
    read_file,
    reading_project,
    settle,
    write_output,
)
from argmap.ground.person import cache_folder, forget_oldest, settings_file
from argmap.ground.programs import find_program
from argmap.ground.version import digest_of_program
from argmap.manuscript.readers.markdown.project_settings import looked_for
from argmap.project import Project
from argmap.project_files import inputs_of
from argmap.settings import Settings

_FORM = 2
_LARGEST = 16_000_000
_MOST_BESIDE = 5_000
_MOST_KEPT = 200
_BROKEN = (ArgmapError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Made:
    """A file as a build made it: digests of what it was made `of` by this program, where that is known, and of it."""

    of: str
    digest: str

    def stands(self, folder: Path, path: Path) -> bool:
        """Whether the file lies at `path`, by no link out of `folder`, as it was made."""
        try:
            return leads_inside(folder, path) and digest_file(path) == self.digest
        except OSError:
            return False


@dataclass(frozen=True, slots=True)
class Record:
    """A build that need not be done again: the files it wrote, what it told on standard error and what it said of the
    project, and whether `argmap check` would find something.
    """

    outputs: Mapping[Path, Made]
    told: Sequence[str]
    said: str
    fails: bool


def begin(root: Path, settings: Settings) -> Mapping[Path, object]:
    """The files of the project at `root` before it is read, with what tells that they are still the same after it."""
    with reading_project(root):
        return {path: mark_of(path) for path in inputs_of(root, settings)}


def recall(root: Path, settings: Settings, folder: Path, machine: str) -> Record | None:
    """The last build into `folder`, if all that it was made of and all that it wrote are still as they were.

    `machine` is what `this_machine` says.
    """
    if os.path.lexists(root / JOURNAL):  # a command was killed; whoever loads the project settles that first
        return None
    try:
        # whoever finds the record whole writes none, and would leave there what a command killed at its end left
        settle(_place(root, folder).parent)
        record = _read(root, folder, machine)
        with reading_project(root):
            inputs = inputs_of(root, settings, map(Path, record["paper"]))
            if record["inputs"] != _digests(inputs) or record["beside"] != _beside(root, settings, inputs, folder):
                return None
        if record["commits"] is not None and record["commits"] != _commits(root):
            return None
        outputs = _outputs(record, folder)
        if not outputs or not all(made.stands(folder, path) for path, made in outputs.items()):
            return None
        return Record(outputs, [str(line) for line in record["told"]], str(record["said"]), bool(record["fails"]))
    except _BROKEN:
        return None


def made_before(root: Path, folder: Path, machine: str) -> Mapping[Path, Made]:
    """What the last build into `folder` made, whatever has changed since; nothing where that is not known."""
    try:
        return _outputs(_read(root, folder, machine), folder)
    except _BROKEN:
        return {}


def _read(root: Path, folder: Path, machine: str) -> Any:
    """The record of a build by this program, as it was kept. Raises one of `_BROKEN` where there is none."""
    kept = json.loads(read_file(_place(root, folder), _LARGEST))
    record = kept["record"]
    if kept["sum"] != _sum(record) or record["machine"] != machine:
        raise ValueError("another program's, or damaged")
    return record


def _outputs(record: Any, folder: Path) -> dict[Path, Made]:
    return {folder / str(name): Made(str(of), str(digest)) for name, (of, digest) in record["outputs"].items()}


def keep(project: Project, before: Mapping[Path, object], folder: Path, record: Record, machine: str) -> None:
    """Record a build of `project`, begun when its files were as in `before` and this machine was `machine`."""
    settings, root = project.settings, project.root
    if settings.templates or settings.verifiers or not no_plugins():
        return
    with suppress(OSError, ValueError):
        with reading_project(root):
            inputs = project.inputs()
            digests, beside = _digests(inputs), _beside(root, settings, inputs, folder)
        marks = {**before, **project.paper_marks}
        if beside is None or any(mark_of(path) != marks.get(path) for path in inputs | marks.keys()):
            return
        made = {
            "machine": machine,
            "paper": sorted(map(str, project.paper_marks)),
            "inputs": digests,
            "beside": beside,
            "commits": _commits(root) if project.reviews.verdicts else None,
            "outputs": {
                path.relative_to(folder).as_posix(): [made.of, made.digest] for path, made in record.outputs.items()
            },
            "told": list(record.told),
            "said": record.said,
            "fails": record.fails,
        }
        place = _place(root, folder)
        with suppress(ArgmapError):  # without a record the next build takes its time
            write_output(place, json.dumps({"sum": _sum(made), "record": made}))
            forget_oldest(place.parent.glob("*.json"), _MOST_KEPT)


def _sum(record: object) -> str:
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()


def _place(root: Path, folder: Path) -> Path:
    name = hashlib.sha256(os.fsencode(root) + b"\0" + os.fsencode(folder.resolve())).hexdigest()[:32]
    return cache_folder() / "builds" / f"{name}.json"


def _digests(paths: frozenset[Path]) -> dict[str, str]:
    """What each file holds, or why it cannot be read."""
    found = {}
    for path in sorted(paths):
        try:
            found[str(path)] = digest_file(path)
        except OSError as error:
            found[str(path)] = f"not read: {error.strerror}"
    return found


def _commits(root: Path) -> list[list[Any]]:
    return [[name, _plain(mark)] for name, mark in marks_of_names(root)]


def _plain(mark: object) -> list[int] | None:
    return list(mark) if isinstance(mark, tuple) else None


def _beside(root: Path, settings: Settings, inputs: frozenset[Path], folder: Path) -> list[list[Any]] | None:
    """Names and marks of what else lies around the paper, any of which it may ask for by name; None for too many."""
    if settings.paper is None:
        return []
    home = (root / settings.paper).parent
    ours = folder.resolve()
    above = [place for place in home.parents if place.is_relative_to(root)]
    found: dict[Path, object] = {path: mark_of(path) for path in looked_for(home)}
    for path in (*_below(home, ours), *(path for place in above for path in place.iterdir() if not path.is_dir())):
        found[path] = mark_of(path)
        if len(found) > _MOST_BESIDE:
            return None
    return [[str(path), _plain(found[path])] for path in sorted(found.keys() - inputs)]


def _below(folder: Path, but: Path) -> Iterator[Path]:
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    yield Path(entry.path)
                elif entry.name != ".git" and Path(entry.path) != but:
                    waiting.append(Path(entry.path))


def this_machine() -> str:
    """A digest of all that a build may depend on besides the project; asked for once, before anything is built."""
    mine = settings_file()
    return digest_of_program(
        (),
        _FORM,
        files.may_read_anywhere(),
        [(name, found, found and mark_of(Path(found))) for name in ("dot", "git") for found in [find_program(name)]],
        sorted((name, value) for name, value in os.environ.items() if name.startswith("ARGMAP_")),
        mine.read_bytes() if mine.is_file() else None,
    )
