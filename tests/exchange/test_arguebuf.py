"""arguebuf's graphs in and out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from argmap.exchange import arguebuf
from argmap.ground.diagnostics import ArgmapError
from argmap.project import load
from commands import argmap

GRAPH = {
    "nodes": {
        "a": {"atom": {"text": "Tax sugar.", "participant": "p"}},
        "b": {"atom": {"text": "Doctors say so.", "reference": {"text": "doctors\n say so", "resource": "r"}}},
        "c": {"atom": {"text": "Doctors are paid."}, "userdata": {"x": 1}},
        "d": {"atom": {"text": "Sugar is to be taxed."}},
        "s": {"scheme": {"support": "SUPPORT_EXPERT_OPINION"}},
        "t": {"scheme": {"attack": "ATTACK_DEFAULT"}},
        "u": {"scheme": {"rephrase": "REPHRASE_DEFAULT"}},
        "v": {"scheme": {}},
    },
    "edges": {
        str(n): {"source": edge[0], "target": edge[1]} for n, edge in enumerate(("bs", "sa", "ct", "ts", "du", "ua"))
    },
    "participants": {"p": {"name": "Ann Lee"}},
    "resources": {"r": {"text": "Today the doctors say so."}},
    "analysts": {"n": {"name": "N"}},
    "majorClaim": "d",
    "schemaVersion": 1,
}


@pytest.fixture
def imported(tmp_path: Path) -> Path:
    (tmp_path / "g.json").write_text(json.dumps(GRAPH))
    done = argmap(tmp_path, "import", "auto", "g.json", "d", "--report", "loss.json")
    assert done.returncode == 0, done.stderr
    return tmp_path


def test_a_graph_becomes_a_project(imported: Path):
    project = load(imported / "d")
    claims = project.argument.claims
    top = claims["tax-sugar"]
    assert not project.diagnostics and project.argument.conclusions == ("sugar-taxed",)
    assert top.said_by == "Ann Lee" and top.reasons[0].scheme == "expert opinion"
    assert top.reasons[0].unless == ("doctors-paid",) and claims["sugar-taxed"].restates == ("tax-sugar",)
    (anchor,) = claims["doctors-say-so"].anchors
    assert anchor.match is not None and anchor.match.state == "verbatim"
    kinds = json.loads((imported / "loss.json").read_text())["kinds"]
    assert kinds["node"]["lost"] == kinds["analyst"]["lost"] == kinds["program's own record"]["lost"] == 1


def test_it_comes_back_and_in_again(imported: Path):
    assert argmap(imported, "export", "arguebuf", "d", "-o", "back.json").returncode == 0
    back = json.loads((imported / "back.json").read_text())
    assert {id: node.get("scheme") for id, node in back["nodes"].items() if "scheme" in node} == {
        id: GRAPH["nodes"][id]["scheme"] for id in "stu"
    }
    assert back["majorClaim"] == "d"
    assert {(e["source"], e["target"]) for e in back["edges"].values()} == {
        (e["source"], e["target"]) for e in GRAPH["edges"].values()
    }
    assert argmap(imported, "import", "arguebuf", "back.json", "e").returncode == 0
    assert (imported / "e/claims/argument.md").read_text() == (imported / "d/claims/argument.md").read_text()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b'{"nodes": []}',
        b'{"nodes": {"a": 1}}',
        b'{"nodes": {}, "edges": []}',
        b'{"nodes": {}, "participants": 3}',
    ],
)
def test_what_is_no_graph_is_refused_in_words(data: bytes):
    with pytest.raises(ArgmapError, match=r"x\.json"):
        arguebuf.read(data, "x.json")
