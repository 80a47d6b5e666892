"""An argument as boxes, knots and lines, for programs that draw: Mermaid, GraphML, JSON Canvas.

A step with one premise is a line. Where several premises are linked, or something undercuts, the lines meet in a knot,
as on our own maps, so that what is undercut is the step and not the claim.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from argmap.argument.model import Claim, Step
from argmap.exchange.loss import LossReport
from argmap.exchange.parts import tell_claims, tell_step
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.unseen import on_one_line
from argmap.maps.cards import label_of
from argmap.project import Project

Kind = Literal["premise", "support", "attack", "undercut", "restates"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line from a claim or knot to another; `scheme` is that of the step that it belongs to, if any."""

    source: str
    target: str
    kind: Kind
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Diagram:
    """Claims by section, knots (step ids) and lines, in the order of the files; `labels` say what stands."""

    sections: tuple[tuple[str, tuple[Claim, ...]], ...]
    knots: tuple[str, ...]
    lines: tuple[Line, ...]
    labels: dict[str, str]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, in order."""
        return tuple(claim for _, claims in self.sections for claim in claims)


def diagram_of(project: Project, places: tuple[str, ...] = ()) -> tuple[Diagram, LossReport]:
    """What is drawn of a project, and what is not; `places` name the kinds of parts that the format has besides.

    Raises ArgmapError where there is no claim to draw.
    """
    argument = project.argument
    if not argument.claims:
        raise ArgmapError("There is no claim, and so nothing to draw.")
    report = LossReport()
    knots: list[str] = []
    lines: list[Line] = []
    for step in argument.steps():
        _draw(step, knots, lines)
        tell_step(step, "step", report, ("a scheme",))
    report.keep("claim", len(argument.claims))
    tell_claims(argument.claims.values(), report, ("restatement", *places))
    lines += [Line(claim.id, other, "restates") for claim in argument.claims.values() for other in claim.restates]
    sections = tuple((s.title, tuple(argument.claims[c] for c in s.claims)) for s in argument.sections if s.claims)
    labels = {id: label_of(project.evaluation, id) for id in argument.claims}
    return Diagram(sections, tuple(knots), tuple(lines), labels), report


def words_of(claim: Claim) -> str:
    """What stands in a claim's box: its sentence on one line, or its id where it has none."""
    return on_one_line(claim.text) or claim.id


def _draw(step: Step, knots: list[str], lines: list[Line]) -> None:
    kind: Kind = "support" if step.kind == "reason" else "attack"
    scheme = step.scheme or ""
    premises = tuple(dict.fromkeys(step.premises))
    if len(premises) == 1 and not step.unless:
        lines.append(Line(premises[0], step.claim, kind, scheme))
        return
    knots.append(step.id)
    lines += [Line(premise, step.id, "premise") for premise in premises]
    lines += [Line(claim, step.id, "undercut") for claim in dict.fromkeys(step.unless)]
    lines.append(Line(step.id, step.claim, kind, scheme))


def numbered(names: Iterable[str], letter: str) -> dict[str, str]:
    """Names as other programs take them: a letter and a number, in order."""
    return {name: f"{letter}{number}" for number, name in enumerate(names, 1)}
