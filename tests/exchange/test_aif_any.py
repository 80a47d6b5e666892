"""Any graph of nodes, however odd: it loads, all of it is accounted for, and a second trip changes nothing."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from argmap.exchange import aif, arguebuf
from argmap.exchange.importing import import_into
from argmap.exchange.node_graph import KINDS
from argmap.project import load

TYPES = st.sampled_from(["I", "I", "I", "I", "RA", "RA", "CA", "CA", "MA", "L", "YA", "TA", "PA"])
TEXTS = st.sampled_from(
    ["", "No", "Ann : no", "- but: x", "# S", "a\nb", "\\", "<!-- x -->", "1. x", "é", "  y  ", "> q"]
)
NODES = st.lists(st.tuples(TYPES, TEXTS | st.text(max_size=8)), min_size=1, max_size=9)


@st.composite
def node_sets(draw):
    nodes = draw(NODES)
    ends = st.integers(0, len(nodes))  # the last is no node
    edges = draw(st.lists(st.tuples(ends, ends), max_size=16))
    return {
        "nodes": [
            {"nodeID": str(n), "type": type, "text": "Asserting" if type == "YA" else text, "scheme": text if type == "RA" else None}
            for n, (type, text) in enumerate(nodes)
        ],
        "edges": [{"fromID": str(a), "toID": str(b)} for a, b in edges],
    }  # fmt: skip


REWORDED_BOTH_WAYS = {
    "nodes": [{"nodeID": str(n), "type": type, "text": "", "scheme": None} for n, type in enumerate(("I", "I", "MA"))],
    "edges": [{"fromID": a, "toID": b} for a, b in ("02", "12", "20", "21")],
}


@given(node_sets())
@example(REWORDED_BOTH_WAYS)
def test_any_graph_makes_the_trip_twice(whole):
    foreign, loss = aif.read(json.dumps(whole).encode(), "x.json")
    counted = Counter(record["type"] for record in whole["nodes"])
    assert {type: loss.read(kind) for type, kind in KINDS.items()} == {type: counted[type] for type in KINDS}
    assert loss.read("edge") == len(whole["edges"])
    if not foreign.statements:
        return
    with tempfile.TemporaryDirectory() as name:
        first, second, third = (Path(name) / part for part in "abc")
        import_into(foreign, first)
        project = load(first)
        assert not project.diagnostics, project.diagnostics
        back, _ = aif.write(project)
        import_into(aif.read(back, "x.json")[0], second)
        assert claims(second) == claims(first)
        graph, _ = arguebuf.write(project)
        import_into(arguebuf.read(graph, "x.json")[0], third)
        assert not load(third).diagnostics
        before = claims(first)
        assert import_into(foreign, first).changed == () and claims(first) == before


def claims(folder: Path) -> str:
    return (folder / "claims/argument.md").read_text()
