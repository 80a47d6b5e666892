"""Argument graphs of the microtexts (Peldszus and Stede 2016, "An annotated corpus of argumentative microtexts"), XML.

Segments of a text stand for argumentative units; edges support, rebut, give an example, undercut another edge, or add a
unit to the premises of one. Whose voice a unit has, the proponent's or the opponent's, is said with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from argmap.exchange.foreign import Foreign, Inference, Statement, Undercut, folded, propose_conclusions, unsayable
from argmap.exchange.loss import LossReport
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.packed import name_of, parse_xml
from argmap.tongues.encodings import decode

_SUPPORTS = ("sup", "exa")
_MOST_STEPS = 100
_KINDS = {"edu": "segment", "adu": "statement", "edge": "edge"}


def read(data: bytes, name: str, companions: Mapping[str, bytes] | None = None) -> tuple[Foreign, LossReport]:
    """Read a graph. Raises ArgmapError where it is no XML, or no graph of this kind."""
    root = parse_xml(data, name, "arggraph", "the program that wrote it")
    if name_of(root) != "arggraph":
        raise ArgmapError(f'{name} is no argument graph of microtexts: its root is "{name_of(root)}", not "arggraph".')
    loss = LossReport()
    parts: dict[str, dict[str, Any]] = {kind: {} for kind in _KINDS}
    for number, element in enumerate(root):
        kind = name_of(element)
        id = element.get("id") or f"{kind}-{number}"
        if kind in parts and id in parts[kind]:
            loss.lose(_KINDS[kind], id, "another one has its name")
        elif kind in parts:
            parts[kind][id] = element
        elif kind:
            loss.lose("element", id, "it is of no known kind")
    edges = {id: (e.get("type") or "", e.get("src") or "", e.get("trg") or "") for id, e in parts["edge"].items()}
    statements = _statements(parts, edges, loss)
    inferences = _inferences(edges, statements, loss)
    title = folded((root.get("topic_id") or "").replace("_", " "))
    if root.get("stance"):
        loss.lose("stance of the text", root.get("stance"), "the conclusion says it")
    texts = {companion: decode(text, companion)[0] for companion, text in (companions or {}).items()}
    if not texts and parts["edu"]:
        texts = {f"{PurePath(name).stem}.txt": " ".join(_text(edu) for edu in parts["edu"].values()) + "\n"}
    return Foreign("arggraph", propose_conclusions(statements.values(), inferences), inferences, texts, title), loss


def _text(element: Any) -> str:
    return "".join(element.itertext())


def _statements(
    parts: Mapping[str, Mapping[str, Any]], edges: Mapping[str, tuple[str, str, str]], loss: LossReport
) -> dict[str, Statement]:
    segments: dict[str, list[str]] = {}
    for id, (kind, source, target) in edges.items():
        if kind != "seg":
            continue
        if source in parts["edu"] and target in parts["adu"]:
            segments.setdefault(target, []).append(_text(parts["edu"][source]))
            loss.keep("segment")
        else:
            loss.lose("segment", id, "it joins nothing that the file has")
    found = {}
    for id, element in parts["adu"].items():
        words = segments.get(id, [])
        if not folded(" ".join(words)):
            loss.lose("statement", id, "no segment gives its words")
            continue
        opposed = element.get("type") == "opp"
        quotes = tuple(word for word in words if word.strip())
        found[id] = Statement(id, folded(" ".join(words)), quotes=quotes, said_by="the opponent" if opposed else "")
        loss.keep("statement")
    return found


def _inferences(
    edges: Mapping[str, tuple[str, str, str]], statements: Mapping[str, Statement], loss: LossReport
) -> tuple[Inference, ...]:
    made: dict[str, Inference] = {}
    for id, (kind, source, target) in edges.items():
        if kind in (*_SUPPORTS, "reb"):
            scheme = "argument from example" if kind == "exa" else ""
            made[id] = Inference(id, target, (source,), against=kind == "reb", scheme=scheme)
    joined: dict[str, list[str]] = {id: [id] for id in made}  # by the edge that they went into
    changed: dict[str, str] = {}
    _join_added(edges, made, statements, joined, changed, loss)
    for id, (kind, source, target) in edges.items():
        if kind == "und" and target in made and source in statements:
            made[target] = replace(made[target], unless=(*made[target].unless, Undercut(source, id)))
            joined[target].append(id)
        elif kind == "und":
            if objection := _against_what_undercuts(id, edges, statements):
                made[id], joined[id] = objection, [id]
                changed[id] = "what speaks against an undercutting speaks against the claim behind it"
            else:
                loss.lose("edge", id, "it joins nothing that the file has")
        elif kind not in ("seg", "add", "reb", *_SUPPORTS):
            loss.lose("edge", id, "its type is not known")
    kept = []
    for id, inference in made.items():
        why = unsayable(inference, statements)
        kept += [] if why else [inference]
        for edge in joined[id]:
            if why:
                loss.lose("edge", edge, why)
            elif edge in changed:
                loss.change("edge", edge, changed[edge])
            else:
                loss.keep("edge")
    return tuple(kept)


def _join_added(
    edges: Mapping[str, tuple[str, str, str]],
    made: dict[str, Inference],
    statements: Mapping[str, Statement],
    joined: Mapping[str, list[str]],
    changed: dict[str, str],
    loss: LossReport,
) -> None:
    """A unit that is added to an edge is one more of its premises; to one that undercuts, it undercuts beside it."""
    for id, (kind, source, target) in edges.items():
        if kind != "add":
            continue
        step = 0
        while target in edges and edges[target][0] == "add" and step < _MOST_STEPS:
            target, step = edges[target][2], step + 1
        if source not in statements or target not in edges:
            loss.lose("edge", id, "it joins nothing that the file has")
        elif target in made:
            made[target] = replace(made[target], premises=(*made[target].premises, source))
            joined[target].append(id)
        elif edges[target][0] == "und" and edges[target][2] in made:
            into = edges[target][2]
            made[into] = replace(made[into], unless=(*made[into].unless, Undercut(source, id)))
            joined[into].append(id)
            changed[id] = "what undercuts together undercuts each on its own"
        else:
            loss.lose("edge", id, "no claims file can add a premise to it")


def _against_what_undercuts(
    id: str, edges: Mapping[str, tuple[str, str, str]], statements: Mapping[str, Statement]
) -> Inference | None:
    """What undercuts an undercutting edge is an objection to the claim that undercuts; None where there is none."""
    source, target = edges[id][1:]
    behind = edges[target][1] if edges.get(target, ("",))[0] == "und" else ""
    objection = Inference(id, behind, (source,), against=True)
    return None if unsayable(objection, statements) else objection
