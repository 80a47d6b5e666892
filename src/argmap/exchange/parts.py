"""What claims and steps have besides words and premises, told by one name each, whatever the format they go out in."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from argmap.argument.model import Claim, Step
from argmap.exchange.claims import PROPOSED
from argmap.exchange.loss import LossReport
from argmap.ground.text import say_list
from argmap.notation import tree

if TYPE_CHECKING:
    from argmap.project import Project

ANSWERS = "answers to critical questions"
_NO_PLACE = "there is no place in the format"


def decided_conclusions(project: Project) -> tuple[str, ...]:
    """The conclusions that a person has named, or another program: not those that an import only proposes.

    Where none is named, an import proposes the same ones again.
    """
    return tuple(id for id in project.argument.conclusions if not _is_proposed(project, id))


def _is_proposed(project: Project, id: str) -> bool:
    node = project.nodes.get(id)
    return node is not None and any(isinstance(part, tree.Comment) and part.text == PROPOSED for part in node.body)


def tell_claims(
    claims: Iterable[Claim],
    loss: LossReport,
    held: Collection[str] = (),
    besides: Collection[str] = (),
    tags_held: Collection[str] = (),
) -> None:
    """Tell of each part of the claims. `held` names the kinds that the format holds, `besides` those told elsewhere."""
    for claim in claims:
        parts = {
            "note": len(claim.notes),
            "tag": len([tag for tag in claim.tags if tag not in tags_held]),
            "citation": len(claim.citations),
            "evidence item": len(claim.evidence),
            "proof standard": int(claim.standard is not None),
            "assumption": int(claim.kind == "assumption" or claim.assume is not None),
            "value": int(claim.kind == "value"),
            "definition": int(claim.kind == "definition"),
            "question": int(claim.kind == "question"),
            "waiver": len(claim.waivers),
            "named holder": int(claim.said_by is not None),
            "quotation": len(claim.anchors),
            "restatement": len(claim.restates),
        }
        for kind, number in parts.items():
            if not number or kind in besides:
                continue
            if kind in held:
                loss.keep(kind, number)
                continue
            for _ in range(number):
                loss.lose(kind, claim.id, _NO_PLACE)


def tell_step(step: Step, kind: str, loss: LossReport, held: Collection[str] = (), changed: str = "") -> None:
    """Tell of a step, which is `kind` in the format.

    `held` names what it may have there, `changed` says in what form it went out, if in another one.
    """
    parts = {
        "a weight": step.weight != 1.0,
        "a scheme": step.scheme,
        "a warrant": step.warrant or step.warrant_claim,
        ANSWERS: step.answers,
    }
    if lost := [name for name, there in parts.items() if there and name not in held]:
        changed = f"the format has no place for {say_list(lost)}"
    if changed:
        loss.change(kind, step.id, changed)
    else:
        loss.keep(kind)
