"""The verb that renames: a claim in its heading, its steps and its verdicts; a work in citations and bibliography."""

from __future__ import annotations

from argmap.ground.text import plural
from argmap.workshop.desk import Body, Desk, Made, Refused, needed
from argmap.workshop.span_edits import applied_to_all


def rename(desk: Desk, _target: str | None, body: Body) -> Made:
    """Another id for a claim, or another key for a work, wherever the files name it."""
    from argmap.editing.renaming import rename_claim_everywhere, rename_source_everywhere

    old, new = needed(body, "old").removeprefix("@"), needed(body, "new").removeprefix("@")
    claims = {path: desk.texts[path] for path in desk.claims_files}
    others = {path: text for path, text in desk.texts.items() if path not in claims}
    log = desk.project.review_log.relative_to(desk.project.root).as_posix()
    logs = {log: others.pop(log)} if log in others else {}
    if body.get("source"):
        edits = rename_source_everywhere(claims, others, logs, desk.project, old, new)
        file = next(iter(edits))
    else:
        if new in desk.ids():
            raise Refused(f"There is a claim `{new}` already.")
        edits, file = rename_claim_everywhere(claims, logs, old, new), desk.claim(old)[0]
    where = sum(map(len, edits.values()))
    return Made(applied_to_all(desk, edits), f"Renamed in {plural(where, 'place')}.", file, new)
