"""The argument as a nested list, which says in words what the map draws; a claim told before is not unfolded again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from argmap.argument.model import Argument, Step
from argmap.outputs.report.page import ClaimLink, Outline

DEEPEST = 12
"""Claims farther than this from the top of their list are named there and unfolded in a list of their own."""


def list_argument(argument: Argument, links: Mapping[str, ClaimLink]) -> tuple[Outline, ...]:
    """From each conclusion down to what it rests on; then, from their tops, the claims that reach no conclusion."""
    told: set[str] = set()
    tops = [*argument.conclusions]
    tops += [c for c in argument.claims if c not in argument.used_in and c not in argument.undercuts]
    lists = [_tell(argument, links, claim, "", told, 0) for claim in dict.fromkeys(tops) if claim not in told]
    # what is left hangs in rings, or deeper than a list is readable
    for claim in argument.claims:
        if claim not in told:
            lists.append(_tell(argument, links, claim, "", told, 0))
    return tuple(lists)


def _tell(
    argument: Argument, links: Mapping[str, ClaimLink], claim: str, role: str, told: set[str], depth: int
) -> Outline:
    repeat = claim in told
    children: list[Outline] = []
    if not repeat and depth <= DEEPEST:
        told.add(claim)
        children += [
            _tell(argument, links, child, child_role, told, depth + 1)
            for child, child_role in _beneath(argument, claim)
        ]
    return Outline(role, links[claim], repeat, tuple(children))


def _beneath(argument: Argument, claim: str) -> Iterator[tuple[str, str]]:
    found = argument.claims[claim]
    for step in (*found.reasons, *found.objections):
        yield from _parts(step)


def _parts(step: Step) -> Iterator[tuple[str, str]]:
    first = "because" if step.kind == "reason" else "but"
    for number, premise in enumerate(step.premises):
        yield premise, first if number == 0 else "and, together with it,"
    if step.warrant_claim:
        yield step.warrant_claim, "the step holds since"
    for undercutter in step.unless:
        yield undercutter, "unless"
