"""Graphs of arguebuf as JSON (schema 1): read and written.

Its nodes are those of AIF without the dialogue: atoms, and schemes that support, attack, rephrase or prefer. Who says
an atom is a participant, and the words that it was made of are its reference to a resource. Lenz et al., "Arguebuf"
(2022).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from argmap.argument.schemes import find_scheme
from argmap.exchange.foreign import Foreign, Statement, folded
from argmap.exchange.json_files import load_json, object_in, text_in
from argmap.exchange.loss import LossReport
from argmap.exchange.node_graph import KINDS, GraphReader, GraphWriter, Node, NodeGraph
from argmap.exchange.parts import tell_claims
from argmap.ground.diagnostics import ArgmapError

if TYPE_CHECKING:
    from argmap.project import Project

_TYPES = {"support": "RA", "attack": "CA", "rephrase": "MA", "preference": "PA"}
_PREFIX = {type: name for name, type in _TYPES.items()}
_SUPPORTS = (
    "position to know", "expert opinion", "witness testimony", "popular opinion", "popular practice", "example",
    "analogy", "practical reasoning from analogy", "composition", "division", "oppositions",
    "rhetorical oppositions", "alternatives", "verbal classification", "verbal classification definition",
    "verbal classification vagueness", "verbal classification arbitrariness", "interaction of act and person",
    "values", "positive values", "negative values", "sacrifice", "the group and its members", "practical reasoning",
    "two person practical reasoning", "waste", "sunk costs", "ignorance", "epistemic ignorance", "cause to effect",
    "correlation to cause", "sign", "abductive", "evidence to hypothesis", "consequences", "positive consequences",
    "negative consequences", "pragmatic alternatives", "threat", "fear appeal", "danger appeal", "need for help",
    "distress", "commitment", "ethotic", "generic ad hominem", "pragmatic inconsistency", "inconsistent commitment",
    "circumstantial ad hominem", "bias", "bias ad hominem", "gradualism", "slippery slope",
    "precedent slippery slope", "sorites slippery slope", "verbal slippery slope", "full slippery slope",
    "constitutive rule claims", "rules", "exceptional case", "precedent", "plea for excuse", "perception", "memory",
)  # fmt: skip
"""The schemes of support that the schema knows, in words; any other name would make a file unreadable."""


def read(data: bytes, name: str) -> tuple[Foreign, LossReport]:
    """Read a graph. Raises ArgmapError with the place where it is no JSON, or no graph of arguebuf."""
    whole = object_in(load_json(data, name), name, "the file")
    if not isinstance(whole.get("nodes"), dict):
        raise ArgmapError(f'{name} is no graph of arguebuf: its "nodes" are not named. `argmap import aif` reads AIF.')
    loss = LossReport()
    graph, atoms = NodeGraph(), dict[str, Mapping[str, Any]]()
    for id, record in _records(whole, "nodes", name):
        if isinstance(record.get("atom"), dict):
            atoms[id] = record["atom"]
            graph.add(Node(id, "I", text_in(record["atom"], "text")))
        elif (made := _scheme_node(id, record.get("scheme"))) is not None:
            graph.add(made)
        else:
            loss.lose("node", id, "the type is not known")
        if record.get("userdata"):
            loss.lose("program's own record", id, "a claims file has no place for it")
    for _, record in _records(whole, "edges", name):
        graph.edges.append((text_in(record, "source"), text_in(record, "target")))
    reader = GraphReader(graph, loss)
    for node in graph.nodes.values():
        if node.type == "PA":
            loss.lose(KINDS["PA"], node.id, "a claims file has no place for it")
    texts = _texts(whole, name, loss)
    said_by, quotes = _said_by(whole, name, atoms, loss), {}
    for id, atom in atoms.items():
        reference = atom.get("reference")
        if isinstance(reference, dict) and (words := text_in(reference, "text")):
            quotes[id] = [words]
    for analyst, _ in _records(whole, "analysts", name):
        loss.lose("analyst", analyst, "a claims file has no place for it")
    statements, inferences = reader.finish(said_by, quotes)
    major = text_in(whole, "majorClaim") or text_in(whole, "major_claim")
    if major in atoms:
        statements = tuple(_as_major(statement, major) for statement in statements)
    return Foreign("arguebuf", statements, inferences, texts), loss


def _said_by(
    whole: Mapping[str, Any], name: str, atoms: Mapping[str, Mapping[str, Any]], loss: LossReport
) -> dict[str, str]:
    """Who says an atom, by its name; whoever says none is told of as lost."""
    people = {id: folded(text_in(record, "name")) for id, record in _records(whole, "participants", name)}
    said = {id: person for id, atom in atoms.items() if (person := people.get(text_in(atom, "participant")))}
    speakers = set(said.values())
    for id, person in people.items():
        if person in speakers:
            loss.keep("participant")
        else:
            loss.lose("participant", id, "no atom is theirs")
    return said


def _as_major(statement: Statement, major: str) -> Statement:
    if statement.id == major:
        return replace(statement, kind="conclusion", proposed=False)
    return replace(statement, kind="claim", proposed=False) if statement.proposed else statement


def _records(whole: Mapping[str, Any], key: str, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    value = whole.get(key)
    if value is None:
        return
    for id, record in object_in(value, name, f'"{key}"').items():
        yield id, object_in(record, name, f'"{id}" of "{key}"')


def _scheme_node(id: str, scheme: Any) -> Node | None:
    if not isinstance(scheme, dict):
        return None
    for key, type in _TYPES.items():
        if isinstance(value := scheme.get(key), str):
            words = value.removeprefix(f"{key.upper()}_").replace("_", " ").lower()
            return Node(id, type, scheme="" if words == "default" else words)
    return None


def _texts(whole: Mapping[str, Any], name: str, loss: LossReport) -> dict[str, str]:
    found: dict[str, str] = {}
    for _, record in _records(whole, "resources", name):
        if text := text_in(record, "text"):
            number = f"-{len(found) + 1}" if found else ""
            found[f"{PurePath(name).stem}{number}.txt"] = text
            loss.keep("text")
    return found


def write(project: Project) -> tuple[bytes, LossReport]:
    """The argument as a graph of arguebuf."""
    loss = LossReport()
    writer = GraphWriter(project, "arguebuf", loss)
    claims = project.argument.claims
    people: dict[str, str] = {}
    paper = project.document.text if project.document else ""
    nodes: dict[str, Any] = {}
    ours = {id: claim for claim, id in writer.ids.items()}
    for id, node in writer.graph.nodes.items():
        if id not in ours:
            nodes[id] = {"scheme": {_PREFIX[node.type]: _scheme(node, loss)}}
            continue
        claim, atom = claims[ours[id]], dict[str, Any](text=node.text)
        if claim.said_by:
            atom["participant"] = people.setdefault(claim.said_by, f"participant-{len(people) + 1}")
        for quotation in claim.anchors[1:]:
            loss.lose("quotation", claim.id, f"an atom has one, and “{quotation.text[:40]}” is a further one")
        if claim.anchors:
            atom["reference"] = {"text": claim.anchors[0].text, **({"resource": "paper"} if paper else {})}
            loss.keep("quotation")
        nodes[id] = {"atom": atom}
    tell_claims(claims.values(), loss, ("named holder",), besides=("quotation", "restatement"))
    edges = {f"edge-{n}": {"source": a, "target": b} for n, (a, b) in enumerate(writer.graph.edges, 1)}
    document: dict[str, Any] = {"nodes": nodes, "edges": edges, "schemaVersion": 1}
    if paper:
        document["resources"] = {"paper": {"text": paper}}
    if people:
        document["participants"] = {id: {"name": person} for person, id in people.items()}
    conclusions = project.argument.conclusions
    if conclusions:
        document["majorClaim"] = writer.ids[conclusions[0]]
    for other in conclusions[1:]:
        loss.change("conclusion", other, "the format has one, and it is a statement among the others")
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"), loss


def _scheme(node: Node, loss: LossReport) -> str:
    prefix = _PREFIX[node.type].upper()
    if node.scheme and node.type == "RA":
        meant = find_scheme(node.scheme)
        for name in _SUPPORTS:
            if name == node.scheme.lower() or (meant and find_scheme(name) is meant):
                return f"{prefix}_{name.replace(' ', '_').upper()}"
    if node.scheme:
        loss.lose("scheme", node.id, "the format does not know it")
    return f"{prefix}_DEFAULT"
