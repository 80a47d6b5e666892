"""Real node sets of AIFdb: each loads without a mistake, all of it is accounted for, and it comes back as it was."""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from argmap.exchange import aif
from argmap.exchange.claims import claims_of, name_statements
from argmap.exchange.formats import read_foreign
from argmap.exchange.importing import import_into
from argmap.exchange.loss import LossReport
from argmap.project import load
from volume import few_of

_ROOT = os.environ.get("ARGMAP_CORPORA")
_FILES = sorted((Path(_ROOT) / "aif").glob("*/*.json")) if _ROOT else []
pytestmark = pytest.mark.skipif(not _ROOT, reason="ARGMAP_CORPORA is not set")


def graph_of(data: bytes) -> tuple[dict[str, tuple[str, str]], set[tuple[str, str]], dict[str, str]]:
    """I, RA and CA of a file as read by nobody but `json`: their types and schemes, their edges, the texts."""
    whole = json.loads(data)
    turns = {str(n["nodeID"]) for n in whole["nodes"] if n["type"] == "L"}
    joints = {str(n["nodeID"]) for n in whole["nodes"] if n["type"] in ("RA", "CA")}
    nodes, texts = {}, {}
    joined = {
        str(e[a]) for e in whole["edges"] for a, b in (("fromID", "toID"), ("toID", "fromID")) if str(e[b]) in joints
    }
    for node in whole["nodes"]:
        id, type = str(node["nodeID"]), node["type"]
        if type == "I" or (id in turns and id in joined):
            nodes[id] = (type, "")
            texts[id] = " ".join(node["text"].split())
        elif type in ("RA", "CA"):
            names = [node.get("scheme") or "", node["text"]]
            telling = [n for n in names if n and n != type]
            scheme = telling[0] if telling else ""
            nodes[id] = (type, "" if scheme.lower().startswith("default") else scheme)
    edges = {(str(e["fromID"]), str(e["toID"])) for e in whole["edges"]}
    return nodes, {(a, b) for a, b in edges if a in nodes and b in nodes}, texts


@pytest.mark.parametrize("file", few_of(_FILES, 10), ids=lambda file: file.stem)
def test_a_node_set_goes_in_and_comes_back(file: Path, tmp_path: Path):
    foreign, loss = read_foreign("auto", file)
    raw = json.loads(file.read_bytes())
    counted = Counter(node["type"] for node in raw["nodes"])
    for type, kind in aif.KINDS.items():
        assert loss.read(kind) == counted[type], kind
    assert loss.read("edge") == len(raw["edges"])

    import_into(foreign, tmp_path / "d")
    project = load(tmp_path / "d")
    assert not project.diagnostics
    assert len(foreign.statements) == len(project.argument.claims)

    data, _ = aif.write(project)
    missing = told_missing(loss)
    before, edges, texts = graph_of(file.read_bytes())
    after, edges_after, texts_after = graph_of(data)
    assert set(before) - set(after) == missing & set(before)
    assert {id: before[id] for id in after if id in before} == {id: after[id] for id in before if id in after}
    gone = {(a, b) for a, b in edges - edges_after}
    assert all(a in told_of(loss) or b in told_of(loss) for a, b in gone)
    assert {id: text for id, text in texts.items() if text} == {id: texts_after[id] for id in texts if texts[id]}

    again, _ = aif.read(data, "again.json")
    ids = name_statements(again, {}, ())
    words = {id: (s.text, s.said_by, s.kind, s.quotes) for s in again.statements for id in [s.id]}
    assert words == {
        s.id: (" ".join(s.text.split()), s.said_by, s.kind, tuple(" ".join(q.split()) for q in s.quotes))
        for s in foreign.statements
    }
    first = claims_of(foreign, name_statements(foreign, {}, ()))
    assert claims_of(again, ids) == first


def told_missing(loss: LossReport) -> set[str]:
    return {id for t in loss.told.values() if t.fate == "lost" and t.kind in aif.KINDS.values() for id in t.ids}


def told_of(loss: LossReport) -> set[str]:
    return {id for t in loss.told.values() if t.kind in aif.KINDS.values() for id in t.ids}


@pytest.mark.long
def test_of_the_argument_hardly_anything_is_lost():
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for file in _FILES:
        _, loss = read_foreign("aif", file)
        for kind in loss.kinds:
            totals[kind].update(read=loss.read(kind), stayed=loss.kept(kind) + loss.changed(kind))
    assert len(_FILES) == 200
    assert totals["statement"]["stayed"] == totals["statement"]["read"] == 2057
    assert totals["inference"]["stayed"] >= 653 and totals["objection"]["stayed"] >= 272
