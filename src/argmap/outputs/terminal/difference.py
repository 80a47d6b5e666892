"""The difference of two revisions, written out for people."""

from __future__ import annotations

import difflib
from typing import Final

from argmap.comparison import Change, Comparison

HEADINGS: Final[dict[str, str]] = {
    "claim-added": "Claims added",
    "claim-removed": "Claims removed",
    "claim-renamed": "Claims renamed",
    "claim-reworded": "Claims reworded",
    "kind-changed": "Claims of another kind",
    "anchor-moved": "Words of the paper that moved",
    "step-gained": "Steps gained",
    "step-lost": "Steps lost",
    "step-changed": "Steps changed",
    "restatement-gained": "Restatements gained",
    "restatement-lost": "Restatements lost",
    "citation-gained": "Citations gained",
    "citation-lost": "Citations lost",
    "evidence-gained": "Evidence gained",
    "evidence-lost": "Evidence lost",
    "label-flipped": "Labels that flipped",
    "finding-opened": "Findings opened",
    "finding-closed": "Findings closed",
}
SIGNS: Final = {"added": "+", "gained": "+", "opened": "+", "removed": "-", "lost": "-", "closed": "-"}


def difference_text(comparison: Comparison, old: str, new: str | None) -> str:
    """Headed lists, with + for what came, - for what went and ~ for what changed."""
    lines = [f"From {old} to {new or 'the files as they are now'}:"]
    if not comparison.changes:
        return f"{lines[0]} nothing in the argument has changed.\n"
    for kind, heading in HEADINGS.items():
        changes = [change for change in comparison.changes if change.kind == kind]
        if changes:
            lines += ["", f"{heading} ({len(changes)})"]
            lines += [line for change in changes for line in _lines(change)]
    return "\n".join(lines) + "\n"


def _lines(change: Change) -> list[str]:
    sign = SIGNS.get(change.kind.rsplit("-", 1)[-1], "~")
    first = f"  {sign} {change.told}"
    if change.kind == "claim-reworded":
        return [first, f"      {mark_difference(change.before, change.after)}"]
    if change.kind in ("step-changed", "label-flipped"):
        return [first, f"      before: {change.before}", f"      now:    {change.after}"]
    return [first]


def mark_difference(before: str, after: str) -> str:
    """The new text with what went in [-…-] and what came in {+…+}, word by word."""
    marks = {"same": "{}", "gone": "[-{}-]", "come": "{{+{}+}}"}
    return " ".join(marks[kind].format(words) for kind, words in difference_pieces(before, after))


def difference_pieces(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """The two texts as one: pieces of words that are the ``same``, are ``gone``, or have ``come``, in their order."""
    old, new = before.split(), after.split()
    pieces: list[tuple[str, str]] = []
    for operation, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            pieces.append(("same", " ".join(new[c:d])))
            continue
        if b > a:
            pieces.append(("gone", " ".join(old[a:b])))
        if d > c:
            pieces.append(("come", " ".join(new[c:d])))
    return tuple(pieces)
