"""Rename: another id for a claim, another key for a work, in every file that names it, the review log among them."""

from __future__ import annotations

from lsprotocol import types

from argmap.editing.renaming import rename_claim_everywhere, rename_source_everywhere
from argmap.ground.files import read_file
from argmap.lsp.actions import workspace_edit
from argmap.lsp.desk import Desk, Held, Reading, Room
from argmap.lsp.names import Name
from argmap.lsp.navigation import target_at
from argmap.project_files import LARGEST


def prepare(desk: Desk, held: Held, reading: Reading, offset: int) -> types.Range | None:
    """The stretch that would be renamed; None where nothing can be."""
    name = target_at(desk, held, reading, offset)
    if name is None or name.kind not in ("claim", "work"):
        return None
    return desk.places.range(held.file, name.span.start, name.span.end)


def rename(desk: Desk, room: Room, reading: Reading, name: Name, new: str) -> types.WorkspaceEdit:
    """The edits; `reading` is fresh. Raises ArgmapError where the new name is taken or none, or a file is broken."""
    project = reading.project
    claims = {file.path: project.text_files[file.path].text for file in project.files}
    logs = {}
    if project.review_log.is_file():
        shown = project.review_log.relative_to(project.root).as_posix()
        logs[shown] = read_file(project.review_log, LARGEST).decode("utf-8", "replace")
    if name.kind == "work":
        bibs = {path: file.text for path, file in project.text_files.items() if path not in claims}
        new = new.removeprefix("@")
        edits = rename_source_everywhere(claims, bibs, logs, project, name.id, new)
        return workspace_edit(desk, room, edits, texts=logs)
    return workspace_edit(desk, room, rename_claim_everywhere(claims, logs, name.id, new), texts=logs)
