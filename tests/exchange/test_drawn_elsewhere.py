"""The argument in programs that draw: Mermaid, GraphML, JSON Canvas. Nothing is lost in silence, no text becomes markup."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap import load
from argmap.exchange.formats import FORMATS, read_foreign, write_foreign
from argmap.exchange.mermaid import _words
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.unseen import on_one_line

CLAIMS = """# Conclusion

## light {conclusion}

We should light the streets.

> We should light the streets.

- because: dark + cheap
  scheme: practical reasoning
  warrant: What is dark and cheap to light should be lit.
  weight: 0.5
  unless: thieves
- but: dear
- because: others

# What is "known" [x] <b>

## dark

Streets are dark <script>alert(1)</script> [x](javascript:alert(1)); "end" | {y} `z` #1 & %%{init}%%.

A note on it.

## cheap

Lamps are cheap.

- evidence: a bill
- cites: @ott-2010, p. 3

## thieves

Lamps attract thieves.

## dear

Power is dear.

## others

Others do it.

- restates: cheap
- said-by: the neighbours
- tags: custom
"""
FORMS = ("mermaid", "graphml", "canvas")


@pytest.fixture
def project(tmp_path: Path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "argmap.toml").write_text('title = "Lamps"\n')
    (tmp_path / "claims" / "a.md").write_text(CLAIMS)
    return load(tmp_path)


@pytest.mark.parametrize("form", FORMS)
def test_what_was_not_drawn_is_counted(form, project):
    report = write_foreign(form, project)[1]
    assert (report.kept("claim"), report.kept("step"), report.changed("step")) == (6, 2, 1)
    note = "kept" if form != "mermaid" else "lost"
    assert getattr(report, note)("note") == 1
    for kind in ("citation", "evidence item", "quotation", "tag", "named holder"):
        assert report.lost(kind) == 1, kind
    assert report.kept("restatement") == 1
    assert "1 step was changed: the format has no place for a weight and a warrant." in report.sentence()


@pytest.mark.parametrize("form", FORMS)
def test_the_same_argument_gives_the_same_bytes(form, project):
    assert write_foreign(form, project)[0] == write_foreign(form, load(project.root))[0]


def test_mermaid_has_each_line_once_and_undercuts_the_step(project):
    text = write_foreign("mermaid", project)[0].decode()
    lines = [line.strip() for line in text.splitlines() if re.match(r"\s*[cj]\d+ \S*[-.]", line)]
    assert lines == [
        *("c2 --- j1", "c3 --- j1", 'c4 -.-x|"undercuts"| j1', 'j1 -->|"practical reasoning"| c1'),
        *("c6 --> c1", 'c5 --x|"attacks"| c1', 'c6 -.-|"restates"| c3'),
    ]
    assert text.startswith('flowchart RL\n  subgraph s1["Conclusion"]\n    c1(["We should light the streets."])\n')
    assert "<" not in text and "javascript:" in text and "[x]" not in text
    assert "  classDef unsupported fill:" in text


@given(st.text(max_size=60))
def test_any_words_are_one_quoted_text_for_mermaid(text):
    words = _words(text)
    assert words[0] == words[-1] == '"' and len(words) > 2
    assert not set(words[1:-1]) & set('"<>[]{}|`&\n\r\\')
    codes = re.sub(r"#\d+;", "", words[1:-1])
    assert "#" not in codes and ";" not in codes


def test_graphml_is_the_same_graph_when_networkx_reads_it(project):
    graph = nx.read_graphml(io.BytesIO(write_foreign("graphml", project)[0]), force_multigraph=True)
    lines = {(one, other, data["type"]) for one, other, data in graph.edges(data=True)}
    assert lines == {
        ("dark", "light/because-1", "premise"),
        ("cheap", "light/because-1", "premise"),
        ("thieves", "light/because-1", "undercut"),
        ("light/because-1", "light", "support"),
        ("others", "light", "support"),
        ("dear", "light", "attack"),
        ("others", "cheap", "restates"),
    }
    assert graph.nodes["light"]["type"] == "conclusion" and graph.nodes["light"]["stands"] == "unsupported"
    assert "<script>" in graph.nodes["dark"]["text"] and graph.nodes["dark"]["notes"] == "A note on it."


def test_a_canvas_is_what_the_format_says_and_no_card_lies_on_another(project):
    canvas = json.loads(write_foreign("canvas", project)[0])
    nodes = {node["id"]: node for node in canvas["nodes"]}
    assert len(nodes) == len(canvas["nodes"]) == 9  # two sections, six claims, a knot
    for node in nodes.values():
        assert node["type"] in ("text", "group") and all(
            type(node[key]) is int for key in ("x", "y", "width", "height")
        )
        assert ("text" in node) == (node["type"] == "text")
    for edge in canvas["edges"]:
        assert edge["fromNode"] in nodes and edge["toNode"] in nodes
        assert edge.get("color", "1") in "123456" and edge["toEnd"] in ("none", "arrow")
    cards = [node for node in nodes.values() if node["type"] == "text" and node["text"]]
    for number, one in enumerate(cards):
        for other in cards[number + 1 :]:
            aside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
            assert aside or one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
    dark = next(node["text"] for node in cards if "dark" in node["text"])
    assert "\\<script>" in dark and "\\[x]" in dark


@pytest.mark.parametrize("form", FORMS)
def test_nothing_to_draw_is_said(form, tmp_path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "argmap.toml").write_text('title = "Nothing"\n')
    from argmap.ground.diagnostics import ArgmapError

    with pytest.raises(ArgmapError, match="nothing to draw"):
        write_foreign(form, load(tmp_path))


HOSTILE = "\x01\x02\x0b\x1b\x7f\x85\ufffe\uffff\u202e<&]]>x"
HOSTILE_CLAIMS = f"""# {HOSTILE}

## end {{conclusion}}

{HOSTILE}

> {HOSTILE}

{HOSTILE}

- because: mute + said
  scheme: {HOSTILE}
  warrant: {HOSTILE}
- said-by: {HOSTILE}
- tags: {HOSTILE}

# Other {HOSTILE}

## mute

- restates: said

## said

{HOSTILE}

- evidence: {HOSTILE}
- cites: @x, p. {HOSTILE}
- assume: {HOSTILE}
"""


@pytest.mark.parametrize("known", [known for known in FORMATS if known.writes], ids=lambda known: known.name)
def test_control_characters_and_claims_without_words_go_out_in_every_format(known, tmp_path):
    for suffix, library in ((".xlsx", "openpyxl"), (".pptx", "pptx")):
        if suffix in known.suffixes:
            pytest.importorskip(library)
    (tmp_path / "claims").mkdir()
    (tmp_path / "argmap.toml").write_text('title = "\\u0000\\u0001 <\\uFFFF\\u202e"\n')
    (tmp_path / "claims" / "a.md").write_bytes(HOSTILE_CLAIMS.encode())
    if known.name in ("web-annotation", "hypothesis"):
        with pytest.raises(ArgmapError, match="names none"):
            write_foreign(known.name, load(tmp_path))
        return
    data = write_foreign(known.name, load(tmp_path))[0]
    if known.name == "graphml":
        nodes = nx.read_graphml(io.BytesIO(data), force_multigraph=True).nodes
        assert nodes["mute"]["label"] == nodes["mute"]["text"] == "mute"
        assert nodes["said"]["text"] == on_one_line(HOSTILE) == nodes["end"]["notes"]
    elif known.name == "canvas":
        assert "mute" in {node.get("text") for node in json.loads(data)["nodes"]}
    elif known.reads:
        (tmp_path / "out").write_bytes(data)
        assert len(read_foreign(known.name, tmp_path / "out")[0].statements) == 3
    if not known.binary:
        data.decode()
