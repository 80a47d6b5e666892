"""What stands, beside the text: a line above each claim, its label behind its heading, and what if it fell."""

from __future__ import annotations

from collections import Counter

from lsprotocol import types

from argmap.evaluation.whatif import suppose
from argmap.ground.text import plural
from argmap.ground.unseen import show_unseen
from argmap.lsp.desk import Desk, Held, Reading, findings_now
from argmap.outputs.terminal.evaluation import levers_text, whatif_text

WHAT_IF = "argmap.whatIf"


def lenses(desk: Desk, held: Held, reading: Reading) -> list[types.CodeLens]:
    """Above each claim: how many hang on it, how it came out, what was found. A click asks what if it fell."""
    evaluation = reading.project.evaluation
    counted = Counter(finding.claim for finding in findings_now(held, reading))
    found = []
    for claim in held.parsed.tree.claims:
        id = claim.id.text
        label, _ = evaluation.shown(id)
        if not label:
            continue
        load = evaluation.load.get(id, 0)
        parts = [f"{plural(load, 'claim hangs', 'claims hang')} on this", label]
        parts += [plural(counted[id], "finding")] if counted[id] else []
        place = desk.places.range(held.file, claim.heading.start, claim.heading.end)
        found.append(types.CodeLens(place, types.Command(" · ".join(parts), WHAT_IF, arguments=[held.uri, id])))
    return found


def labels(desk: Desk, held: Held, reading: Reading, range_: types.Range) -> list[types.InlayHint]:
    """Behind each heading in a range: the claim's label, and why."""
    file = held.file
    start, end = (desk.places.offset(file, place) for place in (range_.start, range_.end))
    shown = reading.project.evaluation.shown
    return [
        types.InlayHint(
            desk.places.position(file, claim.heading.end), label, padding_left=True, tooltip=show_unseen(because)
        )
        for claim in held.parsed.tree.claims
        for label, because in [shown(claim.id.text)]
        if label and start <= claim.heading.end <= end
    ]


def what_if(reading: Reading, handle: str | None) -> str:
    """What would change if a claim, step, citation or work fell; without one, what would change most.

    Raises ArgmapError for a handle that there is not.
    """
    evaluation = reading.project.evaluation
    return whatif_text(evaluation, suppose(evaluation, [handle])) if handle else levers_text(evaluation)
