"""Argument graphs whose inferences are nodes, as AIF and its kin have them, to statements and inferences and back.

An I-node is a statement and an S-node joins statements: RA for, CA against, MA in other words. A CA that leads to
another S-node undercuts it. Graphs are taken as they come: edges may lead to nodes of other files, an S-node may draw
several conclusions or none, and dialogue stands between the argument. Chesñevar et al., "Towards an Argument
Interchange Format" (2006); IAT for the dialogue nodes L, YA and TA.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from argmap.argument.model import Step
from argmap.exchange.claims import id_in, ids_in
from argmap.exchange.foreign import Inference, Restated, Statement, Undercut, folded, propose_conclusions, unsayable
from argmap.exchange.loss import LossReport
from argmap.exchange.parts import tell_step

if TYPE_CHECKING:
    from argmap.project import Project

LOCUTION = "locution"
"""The tag of a claim that was a turn of a dialogue, taken as a statement since an inference is joined to it."""
KINDS: Mapping[str, str] = {
    "I": "statement",
    "RA": "inference",
    "CA": "objection",
    "MA": "restatement",
    "PA": "preference",
    "L": "dialogue turn",
    "YA": "speech act",
    "TA": "transition",
}
EDGE = "edge"
_JOINING = ("RA", "CA", "MA")


@dataclass(frozen=True, slots=True)
class Node:
    """A node: `type` is one of `KINDS`; `scheme` is empty where it is the default of its type."""

    id: str
    type: str
    text: str = ""
    scheme: str = ""


@dataclass(slots=True)
class NodeGraph:
    """Nodes by id, and edges as pairs of ids in the order of the file."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[tuple[str, str]] = field(default_factory=list)

    def add(self, node: Node, *edges: tuple[str, str]) -> None:
        """Add a node and edges of it."""
        self.nodes[node.id] = node
        self.edges += edges


class GraphReader:
    """What a graph says, one after the other: its joints, then what a caller knows of the dialogue, then the edges."""

    def __init__(self, graph: NodeGraph, loss: LossReport) -> None:
        self.graph = graph
        self.loss = loss
        self.into: dict[str, list[str]] = defaultdict(list)
        self.out_of: dict[str, list[str]] = defaultdict(list)
        self.used: set[tuple[str, str]] = set()
        self._seen: set[tuple[str, str]] = set()
        for type in ("I", "RA", "CA", "MA"):
            loss.keep(KINDS[type], 0)  # told of first
        for start, end in graph.edges:
            if start in graph.nodes and end in graph.nodes and (start, end) not in self._seen:
                self._seen.add((start, end))
                self.into[end].append(start)
                self.out_of[start].append(end)
        joints = [node for node in graph.nodes.values() if node.type in _JOINING]
        ends = [end for joint in joints for end in (*self.into[joint.id], *self.out_of[joint.id])]
        turns = {id for id in ends if graph.nodes[id].type == "L"}
        self.statements = {id: node for id, node in graph.nodes.items() if node.type == "I" or id in turns}
        self._restates: dict[str, list[Restated]] = defaultdict(list)
        self._undercuts: dict[str, list[Undercut]] = defaultdict(list)
        self._fates: dict[str, tuple[str, str]] = {}
        self._premises_of: dict[str, list[str]] = {}  # kept: a hub is asked once for each of its undercuts
        self._drawn_by: dict[str, frozenset[str]] = {}
        self.inferences = self._infer(joints)
        joined = {id for edge in self.used for id in edge}
        self.turns = turns & joined
        self.statements = {id: node for id, node in self.statements.items() if node.type == "I" or id in joined}

    def _premises(self, joint: str) -> list[str]:
        if joint not in self._premises_of:
            self._premises_of[joint] = [id for id in self.into[joint] if id in self.statements]
        return self._premises_of[joint]

    def _targets(self, joint: str, *types: str) -> list[str]:
        return [id for id in self.out_of[joint] if self.graph.nodes[id].type in types]

    def _infer(self, joints: Iterable[Node]) -> tuple[Inference, ...]:
        plain: list[Inference] = []
        joints = list(joints)
        for joint in joints:
            if joint.type == "CA":
                plain += self._undercut(joint)
        for joint in joints:
            if joint.type == "MA":
                self._restate(joint)
            else:
                plain += self._conclude(joint)
        for joint in joints:
            self._tell(joint)
        # an order that does not hang on that of the joints, so that it survives a trip
        place = {id: number for number, id in enumerate(self.statements)}
        return tuple(sorted(plain, key=lambda made: ([place[premise] for premise in made.premises], made.id)))

    def _conclude(self, joint: Node) -> list[Inference]:
        """The inferences that a joint draws about statements."""
        premises = tuple(self._premises(joint.id))
        unless = tuple(self._undercuts[joint.id])
        found = []
        for target in self._targets(joint.id, "I", "L"):
            made = Inference(joint.id, target, premises, joint.type == "CA", joint.scheme, unless=unless)
            if why := unsayable(made, self.statements):
                self._fate(joint.id, "lost", why)
                continue
            found.append(made)
            self._use(joint.id, premises, target)
            self._fate(joint.id, "kept", "")
        if not premises:
            self._fate(joint.id, "lost", "there is no premise")
        return found

    def _draws(self, joint: str) -> frozenset[str]:
        """What a joint draws conclusions about, as far as a claims file can say it."""
        if joint not in self._drawn_by:
            premises = self._premises(joint)
            targets = self._targets(joint, "I", "L") if premises else []
            self._drawn_by[joint] = frozenset(targets).difference(premises)
        return self._drawn_by[joint]

    def _undercut(self, joint: Node) -> list[Inference]:
        """Note what a conflict undercuts; the inferences where it speaks against something that undercuts in turn."""
        premises = self._premises(joint.id)
        made = []
        for target in self._targets(joint.id, "RA", "CA", "MA", "PA"):
            drawn = self._draws(target)
            if not premises or self.graph.nodes[target].type in ("MA", "PA"):
                self._fate(
                    joint.id, "lost", "what is spoken against is no inference" if premises else "there is no premise"
                )
            elif drawn:
                sayable = [premise for premise in premises if premise not in drawn]
                self._undercuts[target] += [Undercut(premise, joint.id) for premise in sayable]
                if sayable:
                    self._use(joint.id, sayable, target)
                    self._fate(joint.id, "kept", "")
                if len(sayable) > 1:
                    self._fate(joint.id, "changed", "each of its premises now undercuts alone")
                if joint.scheme:
                    self._fate(joint.id, "changed", "what undercuts has no scheme in a claims file")
                if sayable != premises:
                    self._fate(joint.id, "changed" if sayable else "lost", "a conclusion would undercut its own step")
            elif not any(self._draws(other) for other in self._targets(target, "RA", "CA")):
                self._fate(joint.id, "lost", "what is spoken against was left out")
            else:
                for undercutter in self._premises(target):
                    inference = Inference(joint.id, undercutter, tuple(premises), True, joint.scheme)
                    if not unsayable(inference, self.statements):
                        made.append(inference)
                        self._use(joint.id, premises, undercutter)
                        why = "undercutting an undercutter became speaking against it"
                        self._fate(joint.id, "changed", why)
        return made

    def _restate(self, joint: Node) -> None:
        for premise in self._premises(joint.id):
            for target in self._targets(joint.id, "I", "L"):
                if premise == target:
                    self._fate(joint.id, "lost", "a statement is said to restate itself")
                    continue
                self._restates[premise].append(Restated(target, joint.id))
                self._use(joint.id, (premise,), target)
                self._fate(joint.id, "kept", "")
                if joint.scheme:
                    self._fate(joint.id, "changed", "a restatement has no scheme in a claims file")

    def _use(self, joint: str, premises: Iterable[str], target: str) -> None:
        self.used |= {(premise, joint) for premise in premises}
        self.used.add((joint, target))

    def _fate(self, joint: str, fate: str, why: str) -> None:
        """What became of a joint: kept in part and lost in part is changed."""
        before = self._fates.get(joint)
        if before is None or (before[0] == "kept" and fate == "changed"):
            self._fates[joint] = (fate, why)
        elif {before[0], fate} == {"kept", "lost"}:
            self._fates[joint] = ("changed", f"a part of it was left out: {why or before[1]}")

    def _tell(self, joint: Node) -> None:
        fate, why = self._fates.get(joint.id, ("lost", "there is no conclusion"))
        kind = KINDS[joint.type]
        others = [id for id in self._targets(joint.id, *_JOINING) if joint.type != "CA"]
        if fate == "kept" and others:
            fate, why = "changed", "support of an inference was left out: no claims file can say it"
        elif fate == "lost" and others:
            why = "an inference is supported, which no claims file can say"
        if fate == "kept":
            self.loss.keep(kind)
        elif fate == "changed":
            self.loss.change(kind, joint.id, why)
        else:
            self.loss.lose(kind, joint.id, why)

    def finish(
        self,
        said_by: Mapping[str, str],
        quotes: Mapping[str, Iterable[str]],
        questions: Iterable[str] = (),
    ) -> tuple[tuple[Statement, ...], tuple[Inference, ...]]:
        """The statements, with what a caller knows of who says them, and the inferences; all edges are told of.

        By statements' ids: who says each, and in which words; `questions` are asked and not asserted.
        """
        asked = set(questions)
        statements = []
        for id, node in self.statements.items():
            if node.type == "L":
                self.loss.change(
                    KINDS["L"], id, "an inference leads from or to a turn, which became a claim of its own"
                )
            elif folded(node.text):
                self.loss.keep(KINDS["I"])
            else:
                self.loss.change(KINDS["I"], id, "there are no words, and a number stands for them")
            statements.append(
                Statement(
                    id,
                    node.text,
                    kind="question" if id in asked else "claim",
                    quotes=tuple(dict.fromkeys(quotes.get(id, ()))),
                    said_by=said_by.get(id, ""),
                    tags=(LOCUTION,) if node.type == "L" else (),
                    restates=tuple(self._restates[id]),
                )
            )
        self._tell_edges()
        return propose_conclusions(statements, self.inferences), self.inferences

    def _tell_edges(self) -> None:
        nodes, told = self.graph.nodes, set()
        for start, end in self.graph.edges:
            name = f"{start}>{end}"
            if start not in nodes or end not in nodes:
                self.loss.lose(EDGE, name, "a node at one end is not in the file")
            elif (start, end) in told:
                self.loss.lose(EDGE, name, "the same stands there already")
            elif (start, end) in self.used:
                self.loss.keep(EDGE)
            else:
                self.loss.lose(EDGE, name, "one end was left out")
            told.add((start, end))


class GraphWriter:
    """A project's argument as a graph of nodes; ids of `format` that an import left are given back."""

    def __init__(self, project: Project, format: str, loss: LossReport) -> None:
        self.graph = NodeGraph()
        self.loss = loss
        self._format = format
        self._argument = project.argument
        claims = project.argument.claims.values()
        taken = {id for claim in claims for id in ids_in(format, claim.origin)}
        taken |= {id for step in project.argument.steps() for id in ids_in(format, step.origin)}
        self._links = {
            (claim.id.text, words.text): ids_in(format, [name.text for name in names])
            for claim in project.nodes.values()
            for words, names in claim.restatements
        }
        taken |= {id for ids in self._links.values() for id in ids}
        self._next = max((int(id) for id in taken if id.isdecimal() and len(id) < 15), default=0)
        self._given: set[str] = set()
        self.ids = {claim.id: self.own(id_in(format, claim.origin)) for claim in claims}
        self._joints: dict[tuple[str, str], str] = {}
        self._into: dict[str, set[str]] = defaultdict(set)
        self._undercut: set[str] = set()
        for claim in claims:
            self.graph.add(Node(self.ids[claim.id], "L" if LOCUTION in claim.tags else "I", claim.text))
            loss.keep(KINDS["I"])
        for claim in claims:
            for step in (*claim.reasons, *claim.objections):
                self._step(step)
        self._restatements()
        joined = {id for edge in self.graph.edges for id in edge}
        for node in list(self.graph.nodes.values()):
            if node.type == "L" and node.id not in joined:  # a reader leaves turns out that nothing joins
                self.graph.nodes[node.id] = replace(node, type="I")

    def own(self, wanted: str = "") -> str:
        """An id that no node has yet: the wanted one where it is free."""
        if not wanted or wanted in self._given:
            self._next += 1
            wanted = str(self._next)
        self._given.add(wanted)
        return wanted

    def _step(self, step: Step) -> None:
        type = "RA" if step.kind == "reason" else "CA"
        names = ids_in(self._format, step.origin)
        premises = tuple(self.ids[premise] for premise in step.premises)
        joint = self._join(type, names[0] if names else "", premises, self.ids[step.claim], step.scheme or "")
        if joint not in self._undercut:  # a node that draws several conclusions is undercut once
            self._undercut.add(joint)
            for number, undercutter in enumerate(step.unless, 1):
                self._join("CA", names[number] if number < len(names) else "", [self.ids[undercutter]], joint)
                self.loss.keep("undercut")
        tell_step(step, KINDS[type], self.loss, ("a scheme",))

    def _join(self, type: str, wanted: str, starts: Sequence[str], end: str, scheme: str = "") -> str:
        """The id of a joint from nodes to another; one that an import took apart is put together again."""
        joint = self._joints.get((type, wanted), "") if wanted else ""
        before = self._into[joint]
        if not joint or not (before <= set(starts) or before >= set(starts)):
            joint = self.own(wanted)
            self._joints.setdefault((type, wanted), joint)
        there = self.graph.nodes.get(joint)
        edges = [*((start, joint) for start in starts), (joint, end)]
        edges = [(start, other) for start, other in edges if start not in self._into[other]]
        for start, other in edges:
            self._into[other].add(start)
        self.graph.add(Node(joint, type, scheme=scheme or (there.scheme if there else "")), *edges)
        return joint

    def _restatements(self) -> None:
        """What one node said of several statements in several is one node again, where all of them still say it."""
        said: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for claim in self._argument.claims.values():
            for other in claim.restates:
                name = tuple(self._links.get((claim.id, other), [])[:1]) or (claim.id, other)
                said.setdefault(name, []).append((self.ids[claim.id], self.ids[other]))
                self.loss.keep(KINDS["MA"])
        for name, pairs in said.items():
            starts, ends = (tuple(dict.fromkeys(side)) for side in zip(*pairs, strict=True))
            # of itself no statement is said to be another wording
            whole = len(pairs) == sum(start != end for start in starts for end in ends)
            for some, others in [(starts, ends)] if whole else [((start,), (end,)) for start, end in pairs]:
                joint = self.own(name[0] if len(name) == 1 else "")
                edges = [*((start, joint) for start in some), *((joint, end) for end in others)]
                self.graph.add(Node(joint, "MA"), *edges)
