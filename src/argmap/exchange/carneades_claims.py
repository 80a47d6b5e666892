"""Argument graphs of Carneades 4 as claims, and claims as such a graph.

Carneades knows no argument against a statement: two statements are positions of one issue. What speaks against a claim
goes out as arguments for a position of its own, ``not-X``, and such a position comes in as objections again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from argmap.argument.model import Claim, Step
from argmap.drafting.naming import Names
from argmap.exchange.carneades import carneades_graph
from argmap.exchange.claims import id_in
from argmap.exchange.foreign import (
    Foreign,
    Inference,
    Statement,
    Undercut,
    folded,
    propose_conclusions,
    unsayable,
)
from argmap.exchange.loss import LossReport
from argmap.exchange.parts import decided_conclusions, tell_claims, tell_step

if TYPE_CHECKING:
    from argmap.project import Project

_CONTRARY = "not-"
_GIVEN = "assumed in the file"
_STANDARDS = {"preponderance": "PE", "clear-and-convincing": "CCE", "beyond-reasonable-doubt": "BRD"}


def read(data: bytes, name: str) -> tuple[Foreign, LossReport]:
    """Read a graph. Raises ArgmapError naming the file and what is wrong where it is no Carneades graph."""
    graph = carneades_graph(data, name)
    claims = graph.argument.claims
    loss = LossReport()
    contraries = {id for id in claims if _is_contrary(id, claims, graph.argument.used_in, graph.argument.undercuts)}
    statements = {id: claim for id, claim in claims.items() if id not in contraries}
    given: dict[str, Statement] = {}
    inferences: list[Inference] = []
    fates: dict[str, str] = {}
    for claim in statements.values():
        for step in (*claim.reasons, *claim.objections):
            made = _inference(step)
            argument = _argument_of(made.id, graph.arguments)
            if not made.premises:
                id = f"premise-of-{argument}"
                stand_in = Statement(id, f"What {argument} rests on is given", name=id, assume=_GIVEN)
                if stand_in.id not in claims:
                    given[stand_in.id] = stand_in
                    made = replace(made, premises=(stand_in.id,))
            why = unsayable(made, {**statements, **given} if given else statements)
            if why:
                fates.setdefault(argument, why)
            else:
                fates[argument] = ""
                inferences.append(made)
    for id in claims:
        if id in contraries:
            loss.change("statement", id, "arguments for a contrary speak against what it is the contrary of")
        else:
            loss.keep("statement")
    for argument in graph.arguments:
        if f"premise-of-{argument}" in given:
            loss.change("argument", argument, "there is no premise, and a claim that is assumed stands for one")
        elif why := fates.get(argument, "the conclusion is a contrary that nothing stands against"):
            loss.lose("argument", argument, why)
        else:
            loss.keep("argument")
    for issue in graph.issues:
        loss.change("issue", issue, "what argues for one of its positions speaks against the others")
    for rule in graph.rules:
        loss.lose("rule", rule, "rules are not applied")
    for scheme in graph.schemes:
        loss.lose("scheme", scheme, "a scheme of the file's own is not applied")
    for label in graph.expected:
        loss.lose("expected label", label, "a claims file has no place for it")
    conclusions = {id for id in graph.conclusions if id in statements}
    loss.keep("conclusion", len(conclusions))
    made_of = (*(_statement(claim, claim.id in conclusions) for claim in statements.values()), *given.values())
    marked = made_of if conclusions else propose_conclusions(made_of, inferences)
    return Foreign("carneades", marked, tuple(inferences)), loss


def _is_contrary(
    id: str, claims: Mapping[str, Claim], used_in: Mapping[str, object], undercuts: Mapping[str, object]
) -> bool:
    """Whether a statement is only there to let something speak against the one that it is named after."""
    return (
        id.startswith(_CONTRARY)
        and id.removeprefix(_CONTRARY) in claims
        and not claims[id].assume
        and id not in used_in
        and id not in undercuts
    )


def _argument_of(name: str, arguments: tuple[str, ...]) -> str:
    """The argument of the file that became a step: one with several weights is numbered on."""
    return name if name in arguments else name.rpartition(".")[0]


def _statement(claim: Claim, concludes: bool) -> Statement:
    return Statement(
        claim.id,
        claim.text,
        name=claim.id if folded(claim.id) != folded(claim.text) and not claim.id.isdecimal() else "",
        kind="conclusion" if concludes else "claim",
        assume=claim.assume or "",
        standard="" if claim.standard in (None, "preponderance") else claim.standard,
    )


def _inference(step: Step) -> Inference:
    (name,) = step.origin
    return Inference(
        name,
        step.claim,
        step.premises,
        step.kind == "objection",
        unless=tuple(Undercut(other) for other in step.unless),
        weight=None if step.weight == 1.0 else step.weight,
    )


def write(project: Project) -> tuple[bytes, LossReport]:
    """The argument as a graph; what a person has not judged but given a source for is assumed."""
    import yaml

    writer = _Writer(project)
    text = yaml.safe_dump(writer.document(), allow_unicode=True, sort_keys=False, width=10_000)
    return text.encode("utf-8", "replace"), writer.loss


class _Writer:
    """The parts of a graph, filled claim by claim."""

    def __init__(self, project: Project) -> None:
        self.loss = LossReport()
        self._project = project
        self._claims = project.argument.claims
        self._ids: dict[str, str] = {}
        self._names = Names()
        for claim in self._claims.values():
            wanted = id_in("carneades", claim.origin)
            self._ids[claim.id] = self._names.free(claim.id if wanted in self._names or not wanted else wanted)
        self._argument_names = Names()
        self._arguments: dict[str, Any] = {}
        self._statements: dict[str, str] = {}
        self._issues: dict[str, Any] = {}

    def document(self) -> dict[str, Any]:
        """The whole graph."""
        for claim in self._claims.values():
            self._statements[self._ids[claim.id]] = claim.text
            self.loss.keep("statement")
        for claim in self._claims.values():
            self._claim(claim)
        assumed = [self._ids[claim.id] for claim in self._claims.values() if claim.assumed or claim.grounds]
        conclusions = [self._ids[id] for id in decided_conclusions(self._project)]
        self.loss.keep("conclusion", len(conclusions))
        meta = {"title": self._project.title, "conclusions": conclusions}
        parts = {
            "meta": {key: value for key, value in meta.items() if value},
            "statements": self._statements,
            "arguments": self._arguments,
            "issues": self._issues,
            "assumptions": assumed,
        }
        return {key: value for key, value in parts.items() if value}

    def _claim(self, claim: Claim) -> None:
        for step in claim.reasons:
            self._argument(step, self._ids[claim.id])
        standard = claim.standard or self._project.settings.standard
        if claim.objections or standard != "preponderance":
            against = self._names.free(f"{_CONTRARY}{self._ids[claim.id]}")
            self._statements[against] = f"It is not so: {claim.text}"
            for step in claim.objections:
                self._argument(step, against)
            positions = [self._ids[claim.id], against]
            self._issues[f"issue-{self._ids[claim.id]}"] = {"positions": positions, "standard": _STANDARDS[standard]}
        for kind, number in (
            ("citation", len(claim.citations)),
            ("evidence item", len(claim.evidence)),
        ):
            for _ in range(number):
                self.loss.change(kind, claim.id, "the claim that has it is assumed")
        tell_claims((claim,), self.loss, besides=("citation", "evidence item", "proof standard", "assumption"))

    def _argument(self, step: Step, conclusion: str) -> None:
        name = self._argument_names.free(id_in("carneades", step.origin) or step.id.replace("/", "-"))
        made: dict[str, Any] = {"premises": [self._ids[premise] for premise in step.premises], "conclusion": conclusion}
        if len(step.unless) == 1:
            made["undercutter"] = self._ids[step.unless[0]]
        elif step.unless:
            # it has room for one: a statement for which each of them is an argument
            made["undercutter"] = undercutter = self._names.free(f"undercut-{name}")
            self._statements[undercutter] = f"The argument {name} does not hold"
            for number, other in enumerate(step.unless, 1):
                self._arguments[self._argument_names.free(f"{undercutter}-{number}")] = {
                    "premises": [self._ids[other]],
                    "conclusion": undercutter,
                }
        self._arguments[name] = made
        several = "what undercuts it stands behind one statement" if len(step.unless) > 1 else ""
        tell_step(step, "argument", self.loss, changed=several)
