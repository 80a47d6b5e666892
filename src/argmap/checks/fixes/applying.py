"""Applying the safe fixes of a project: in memory first, round by round, until none is left; then all files at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.checks.fixes.registry import fixes_of
from argmap.findings.finding import Finding
from argmap.ground.edits import Edit, ReadFile, apply_edits, read_for_edit, write_changes
from argmap.project import load

if TYPE_CHECKING:
    from argmap.checks.run import Outcome
    from argmap.project import Project

# one mistake can hide another, as a missing dash hides a wrong key; nothing is nested deeper than a few of them
_MOST_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Mended:
    """What came of the fixes: how many findings went, and each file that would change, as read and as it would be."""

    count: int
    changes: tuple[tuple[ReadFile, str], ...]
    root: Path

    def write(self) -> tuple[Path, ...]:
        """Write all of it or nothing. Raises ArgmapError where a file changed since it was read."""
        return write_changes(self.root, self.changes)


def mend_safely(path: Path, check: Callable[[Project], Outcome]) -> Mended:
    """Apply the safe fixes of what `check` finds in the project that holds `path`; nothing is written yet.

    Fixes that touch one another are made one after the other, since the second may read otherwise once the first is
    made. Raises ArgmapError as `load` does, and where a file is not UTF-8.
    """
    project = load(path)
    files: dict[str, ReadFile] = {}
    texts: dict[str, str] = {}
    count = 0
    for _ in range(_MOST_ROUNDS):
        edits = safe_edits(project, check(project).findings)
        if not edits:
            break
        for name, found in edits.items():
            if name not in files:
                files[name] = read_for_edit(project.root / name)
                texts[name] = files[name].text
            texts[name] = apply_edits(texts[name], (edit for edits_of_one in found for edit in edits_of_one))
            count += len(found)
        project = load(path, {project.root / name: text for name, text in texts.items()})
    return Mended(count, tuple((files[name], text) for name, text in texts.items()), project.root)


def safe_edits(project: Project, findings: Sequence[Finding]) -> dict[str, list[tuple[Edit, ...]]]:
    """The edits of the safe fixes of findings by file, fix by fix; of fixes that touch one another the first."""
    chosen: dict[str, list[tuple[Edit, ...]]] = {}
    taken: dict[str, list[tuple[int, int]]] = {}
    for finding in findings:
        fix = next((fix for fix in fixes_of(project, finding) if fix.safe), None)
        for name, edits in fix.edits.items() if fix and len(fix.edits) == 1 else ():
            reach = min(edit.start for edit in edits), max(edit.end for edit in edits)
            if all(reach[1] < start or end < reach[0] for start, end in taken.setdefault(name, [])):
                taken[name].append(reach)
                chosen.setdefault(name, []).append(edits)
    return chosen
