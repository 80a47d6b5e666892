"""AIF as JSON, as AIFdb gives it out, and xAIF with OVA's additions: read and written.

The nodes of the argument are read by `node_graph`. Of the dialogue is kept who asserts a statement and in which words;
what else stands there has no place in a claims file, and is counted.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from argmap.exchange.foreign import Foreign, folded
from argmap.exchange.formats import LARGEST_FILE
from argmap.exchange.json_files import load_json, object_in, records_in, text_in
from argmap.exchange.loss import LossReport
from argmap.exchange.node_graph import KINDS, LOCUTION, GraphReader, GraphWriter, Node, NodeGraph
from argmap.exchange.parts import decided_conclusions, tell_claims
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import read_named
from argmap.tongues.encodings import decode

if TYPE_CHECKING:
    from argmap.project import Project

_DEFAULTS: Mapping[str, tuple[str, str]] = {
    "RA": ("Default Inference", "72"),
    "CA": ("Default Conflict", "71"),
    "MA": ("Default Rephrase", "144"),
}
_ASSERTING = ("asserting", "ironicasserting")
_PUT_FORWARD = ("assertivequestioning", "rhetoricalquestioning")
_ASKING = ("purequestioning",)
_SPEAKER = re.compile(r"([^:\n]{1,60}?)\s*:(?:\s+|\Z)")
_MARKS = re.compile(r"</?(?:span|br|p|div)\b[^<>]*>", re.IGNORECASE)
_POSITIONS = ".ova.json"
_MOST_WORDS_OF_A_NAME = 6


def read(data: bytes, name: str, companions: Mapping[str, bytes] | None = None) -> tuple[Foreign, LossReport]:
    """Read a node set of AIFdb, or an xAIF file; `companions` may hold the text that was analysed.

    Raises ArgmapError with the place where it is no JSON, or no AIF.
    """
    whole = object_in(load_json(data, name), name, "the file")
    inner = whole.get("AIF")
    aif = object_in(inner, name, '"AIF"') if inner is not None else whole
    if "nodes" not in aif:
        raise ArgmapError(f'{name} is no AIF: it has no "nodes". `argmap formats` says what else can be read.')
    loss = LossReport()
    graph = _graph(aif, name, loss)
    reader = GraphReader(graph, loss)
    texts = _texts(whole, name, companions or {}, loss)
    speech = _Speech(reader, aif, name, "\n".join(texts.values()))
    statements, inferences = reader.finish(speech.said_by, speech.quotes, speech.questions)
    for _ in records_in(aif.get("schemefulfillments"), name, "schemefulfillments"):
        loss.lose("scheme fulfilment", "", "a claims file has no place for it")
    for _ in records_in(aif.get("descriptorfulfillments"), name, "descriptorfulfillments"):
        loss.lose("descriptor fulfilment", "", "a claims file has no place for it")
    sidecar = {}
    positions = whole.get("OVA") or whole.get("ova")
    if positions:
        sidecar[f"{PurePath(name).stem}{_POSITIONS}"] = (json.dumps(positions, indent=1) + "\n").encode()
        loss.change("layout", "", "it is kept in a file beside the texts, and given back by an export")
    return Foreign("aif", statements, inferences, texts, _title(whole), sidecar=sidecar), loss


def _title(whole: Mapping[str, Any]) -> str:
    found = whole.get("title")
    return found if isinstance(found, str) else ""


def _graph(aif: Mapping[str, Any], name: str, loss: LossReport) -> NodeGraph:
    graph = NodeGraph()
    for record in records_in(aif.get("nodes"), name, "nodes"):
        id, type = text_in(record, "nodeID"), text_in(record, "type").upper()
        if not id or id in graph.nodes:
            loss.lose(KINDS.get(type, "node"), id, "another node has its number" if id else "there is no number")
        elif type not in KINDS:
            loss.lose("node", id, "the type is not known")
        else:
            text = text_in(record, "text")
            graph.add(Node(id, type, text, _scheme(record, type, text)))
    for record in records_in(aif.get("edges"), name, "edges"):
        graph.edges.append((text_in(record, "fromID"), text_in(record, "toID")))
    return graph


def _scheme(record: Mapping[str, Any], type: str, text: str) -> str:
    """The scheme's name where it says something; some files have it as the node's text."""
    for name in (text_in(record, "scheme"), text):
        plain = folded(name)
        if plain and plain.upper() != type and not plain.casefold().startswith("default"):
            return plain
        if plain and plain.upper() != type:
            return ""
    return ""


def _texts(whole: Mapping[str, Any], name: str, companions: Mapping[str, bytes], loss: LossReport) -> dict[str, str]:
    found = {}
    for companion, data in companions.items():
        found[companion] = _without_marks(decode(data, companion)[0])
        loss.keep("text")
    own = whole.get("text")
    if isinstance(own, dict):
        own = own.get("txt") or own.get("text")
    if isinstance(own, str) and own.strip():
        found.setdefault(f"{PurePath(name).stem}.txt", _without_marks(own))
        loss.keep("text")
    return found


class _Plain(HTMLParser):
    """The words of OVA's text, which has a mark around each stretch that a node was made of."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "p", "div"):
            self.words.append("\n")


def _without_marks(text: str) -> str:
    if not _MARKS.search(text):
        return text
    parser = _Plain()
    parser.feed(text)
    parser.close()
    return "".join(parser.words)


class _Speech:
    """Who says which statement, in which words; each turn and speech act is told of."""

    def __init__(self, reader: GraphReader, aif: Mapping[str, Any], name: str, text: str) -> None:
        self._reader = reader
        self._nodes = reader.graph.nodes
        self._loss = reader.loss
        self._text = " ".join(text.split())
        self._people = _people(aif, name)
        self._speaks: dict[str, list[str]] = defaultdict(list)
        self.quotes: dict[str, list[str]] = defaultdict(list)
        self.questions: set[str] = set()
        asserted: set[str] = set()
        used: set[str] = set()
        for node in self._nodes.values():
            if node.type == "YA":
                self._speech_act(node, asserted, used)
        self.questions -= asserted
        for node in self._nodes.values():
            if node.type == "L" and node.id not in reader.turns:
                if node.id in used:
                    self._loss.keep(KINDS["L"])
                else:
                    self._loss.lose(
                        KINDS["L"], node.id, "no statement is asserted, and a claims file holds no dialogue"
                    )
            elif node.type in ("TA", "PA"):
                self._loss.lose(KINDS[node.type], node.id, "a claims file has no place for it")
        self._records(aif, name)
        self.said_by = {id: " and ".join(dict.fromkeys(names)) for id, names in self._speaks.items()}
        for id, node in reader.statements.items():
            words = " ".join(node.text.split())
            if id not in reader.turns and not self.quotes[id] and words and words in self._text:
                self.quotes[id].append(words)

    def _speech_act(self, node: Node, asserted: set[str], used: set[str]) -> None:
        force = re.sub(r"[^a-z]", "", (node.scheme or node.text).casefold())
        turns = [id for id in self._reader.into[node.id] if self._nodes[id].type == "L"]
        contents = [id for id in self._reader.out_of[node.id] if self._nodes[id].type == "I"]
        if not (turns and contents and force in (*_ASSERTING, *_PUT_FORWARD, *_ASKING)):
            self._loss.lose(KINDS["YA"], node.id, "a claims file keeps only who asserts a statement")
            return
        for content in contents:
            if force in _ASKING:
                self.questions.add(content)
            else:
                asserted.add(content)
            for turn in turns:
                self._turn(turn, content)
                used.add(turn)
                self._reader.used |= {(turn, node.id), (node.id, content)}
        if force in _ASSERTING[:1]:
            self._loss.keep(KINDS["YA"])
        else:
            kept = "a question" if force in _ASKING else "an assertion"
            self._loss.change(KINDS["YA"], node.id, f"{folded(node.scheme or node.text)} is kept as {kept}")

    def _turn(self, turn: str, content: str) -> None:
        text = self._nodes[turn].text
        speaker, words = "", text
        found = _SPEAKER.match(text)
        if found and (found[1].strip() == self._people.get(turn) or _is_name(found[1], text[found.end(1) :])):
            speaker, words = found[1].strip(), text[found.end() :]
        speaker = speaker or self._people.get(turn, "")
        if speaker:
            self._speaks[content].append(folded(speaker))
        if words.strip():
            self.quotes[content].append(words)

    def _records(self, aif: Mapping[str, Any], name: str) -> None:
        for record in records_in(aif.get("locutions"), name, "locutions"):
            id = text_in(record, "nodeID")
            if id in self._people and self._nodes.get(id, Node("", "")).type == "L":
                self._loss.keep("speaker")
            elif id in self._people and id in self._reader.statements:
                self._speaks[id].append(self._people[id])
                self._loss.keep("speaker")
            else:
                self._loss.lose("speaker", id, "the file does not say who speaks")


def _is_name(before: str, after: str) -> bool:
    """Whether what stands before a colon names a speaker.

    AIFdb writes ``name : words``; without a space before the colon a name has a capital or a number in each word.
    """
    words = before.split()
    if not 0 < len(words) <= _MOST_WORDS_OF_A_NAME:
        return False
    return after[:1].isspace() or all(word[:1].isupper() or not word[:1].isalpha() for word in words)


def _people(aif: Mapping[str, Any], name: str) -> dict[str, str]:
    """Who speaks, by the turn's id, where the file names its people."""
    names = {}
    for record in records_in(aif.get("participants"), name, "participants"):
        full = folded(f"{text_in(record, 'firstname')} {text_in(record, 'surname')}")
        if full:
            names[text_in(record, "participantID")] = full
    found = {}
    for record in records_in(aif.get("locutions"), name, "locutions"):
        if (person := names.get(text_in(record, "personID"))) is not None:
            found[text_in(record, "nodeID")] = person
    return found


def write(project: Project) -> tuple[bytes, LossReport]:
    """The argument as a node set of AIFdb."""
    aif, loss = _written(project)
    return _bytes(aif), loss


def write_xaif(project: Project) -> tuple[bytes, LossReport]:
    """The argument as xAIF, with the paper's text and, where an import kept it, OVA's layout."""
    aif, loss = _written(project)
    text = project.document.text if project.document else ""
    positions: Any = {}
    for path in sorted((project.root / "sources").glob(f"*{_POSITIONS}"))[:1]:
        positions = load_json(read_named(path, LARGEST_FILE), str(path))
        loss.keep("layout")
    return _bytes({"AIF": aif, "OVA": positions, "text": {"txt": text}}), loss


def _bytes(document: Mapping[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _written(project: Project) -> tuple[dict[str, Any], LossReport]:
    loss = LossReport()
    writer = GraphWriter(project, "aif", loss)
    people: dict[str, str] = {}
    locutions = []
    for claim in project.argument.claims.values():
        said = claim.said_by or ""
        if said:
            people.setdefault(said, str(len(people) + 1))
        force = "Pure Questioning" if claim.kind == "question" else "Asserting"
        words = [quotation.text for quotation in claim.anchors]
        for quote in words or ([""] if said or claim.kind == "question" else []):
            turn, act = writer.own(), writer.own()
            text = f"{said} : {quote}" if said else quote
            writer.graph.add(Node(turn, "L", text))
            writer.graph.add(Node(act, "YA", force, force), (turn, act), (act, writer.ids[claim.id]))
            if said:
                locutions.append({"nodeID": turn, "personID": people[said]})
    for conclusion in decided_conclusions(project):
        loss.lose("conclusion", conclusion, "AIF does not mark what an argument is for; an import proposes it anew")
    held = ("named holder", "quotation", "question")
    tell_claims(project.argument.claims.values(), loss, held, ("restatement",), tags_held=(LOCUTION,))
    edges = [
        {"edgeID": str(number), "fromID": start, "toID": end, "formEdgeID": None}
        for number, (start, end) in enumerate(writer.graph.edges, 1)
    ]
    participants = [
        {"participantID": number, "firstname": name.rpartition(" ")[0], "surname": name.rpartition(" ")[2]}
        for name, number in people.items()
    ]
    nodes = [_node(node) for node in writer.graph.nodes.values()]
    return {"nodes": nodes, "edges": edges, "locutions": locutions, "participants": participants}, loss


def _node(node: Node) -> dict[str, str]:
    record = {"nodeID": node.id, "text": node.text, "type": node.type}
    if node.type in _DEFAULTS:
        default, number = _DEFAULTS[node.type]
        record |= {"text": node.scheme or default, "scheme": node.scheme or default}
        record |= {} if node.scheme else {"schemeID": number}
    elif node.type == "YA":
        record["scheme"] = node.scheme.replace(" ", "") if node.scheme != "Asserting" else node.scheme
    return record
