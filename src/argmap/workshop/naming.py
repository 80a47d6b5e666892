"""The verb that renames: a claim in its heading, its steps and its verdicts; a work in citations and bibliography."""

from __future__ import annotations

from argmap.ground.edits import Edit
from argmap.ground.text import plural
from argmap.workshop.desk import Body, Desk, Made, Refused, needed
from argmap.workshop.span_edits import applied_to_all


def rename(desk: Desk, _target: str | None, body: Body) -> Made:
    """Another id for a claim, or another key for a work, wherever the files name it."""
    from argmap.notation.rename import rename_claim, rename_in_bibtex, rename_in_log, rename_source

    old, new = needed(body, "old").removeprefix("@"), needed(body, "new").removeprefix("@")
    claims = {path: desk.texts[path] for path in desk.claims_files}
    if not body.get("source"):
        if new in desk.ids():
            raise Refused(f"There is a claim `{new}` already.")
        edits = rename_claim(claims, old, new)
        for path in (path for path in desk.texts if path.endswith("reviews.jsonl")):
            if found := rename_in_log(desk.texts[path], old, new):
                edits[path] = found
        file = desk.claim(old)[0]
        where = sum(map(len, edits.values()))
        return Made(applied_to_all(desk, edits), f"Renamed in {plural(where, 'place')}.", file, new)
    sources = desk.project.bibliography
    if old in sources.sources and new in sources.sources:
        raise Refused(f"The bibliography has entries for `{old}` and `{new}`. Take out one of them first.")
    edits = rename_source(claims, old, new)
    for path in desk.texts:
        found = [
            Edit(entry.key_span.start, entry.key_span.end, new)
            for entry in sources.entries
            if entry.key == old and entry.key_span is not None and entry.span.path == path
        ]
        if path.lower().endswith(".bib"):
            found += rename_in_bibtex(desk.texts[path], old, new)
        if found:
            edits[path] = found
    if not edits:
        raise Refused(f"No entry and no citation has the key `{old}`.")
    where = sum(map(len, edits.values()))
    return Made(applied_to_all(desk, edits), f"Renamed in {plural(where, 'place')}.", next(iter(edits)), new)
