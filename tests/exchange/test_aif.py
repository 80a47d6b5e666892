"""AIF in and out: what each node becomes, and that nothing goes in silence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from argmap.exchange import aif
from argmap.exchange.claims import PROPOSED
from argmap.ground.diagnostics import ArgmapError
from argmap.project import load
from commands import argmap
from growth import growth_exponent
from volume import few_of


def node(id, type, text="", **more):
    return {"nodeID": id, "type": type, "text": text, **more}


def aif_json(nodes, *edges, **more):
    made = [{"edgeID": n, "fromID": a, "toID": b, "formEdgeID": None} for n, (a, b) in enumerate(edges)]
    return json.dumps({"nodes": nodes, "edges": made, "locutions": [], **more}).encode()


DEBATE = aif_json(
    [
        node("1", "I", "Trade should grow"),
        node("2", "I", "Trade makes  rich"),
        node("3", "I", "Riches are good"),
        node("4", "I", "Trade harms some"),
        node("5", "I", "The harmed are paid"),
        node("6", "I", "Trade is to grow"),
        node("10", "RA", "Practical Reasoning", scheme="PracticalReasoning"),
        node("11", "CA", "Default Conflict", scheme="Default Conflict"),
        node("12", "CA", "Default Conflict"),
        node("13", "MA", "Default Rephrase"),
        node("20", "L", "Ann Lee : trade ought to grow"),
        node("21", "YA", "Asserting", scheme="Asserting"),
        node("22", "TA", "Default Transition"),
    ],
    ("2", "10"), ("3", "10"), ("10", "1"), ("4", "11"), ("11", "1"), ("5", "12"), ("12", "11"), ("6", "13"),
    ("13", "1"), ("20", "21"), ("21", "1"), ("20", "22"), ("22", "99"),
)  # fmt: skip


@pytest.fixture
def debate(tmp_path: Path) -> Path:
    (tmp_path / "debate.json").write_bytes(DEBATE)
    done = argmap(tmp_path, "import", "auto", "debate.json", "d", "--report", "loss.json")
    assert done.returncode == 0, done.stderr
    return tmp_path


def test_nodes_become_claims_and_steps(debate: Path):
    claims = load(debate / "d").argument.claims
    top = claims["trade-should-grow"]
    assert top.kind == "conclusion" and top.text == "Trade should grow" and top.origin == ("aif:1",)
    assert top.said_by == "Ann Lee" and [anchor.text for anchor in top.anchors] == ["trade ought to grow"]
    (reason,), (objection,) = top.reasons, top.objections
    assert reason.premises == ("trade-makes-rich", "riches-good") and reason.scheme == "PracticalReasoning"
    assert objection.unless == ("harmed-paid",) and objection.origin == ("aif:11", "aif:12")
    assert claims["trade-grow"].restates == ("trade-should-grow",)
    assert claims["trade-makes-rich"].text == "Trade makes rich"


def test_the_report_counts_all_of_it(debate: Path):
    kinds = json.loads((debate / "loss.json").read_text())["kinds"]
    assert kinds["statement"] == {"read": 6, "kept": 6, "changed": 0, "lost": 0}
    assert kinds["objection"]["kept"] == 2 and kinds["restatement"]["kept"] == 1
    assert kinds["transition"]["lost"] == 1 and kinds["edge"] == {"read": 13, "kept": 11, "changed": 0, "lost": 2}


def test_the_old_ids_come_back(debate: Path):
    done = argmap(debate, "export", "aif", "d", "-o", "back.json")
    assert done.returncode == 0, done.stderr
    back = json.loads((debate / "back.json").read_text())
    joints = {n["nodeID"]: n["type"] for n in back["nodes"] if n["type"] in ("I", "RA", "CA", "MA")}
    was = json.loads(DEBATE)
    assert joints == {n["nodeID"]: n["type"] for n in was["nodes"] if n["type"] in ("I", "RA", "CA", "MA")}
    pairs = {(e["fromID"], e["toID"]) for e in back["edges"]}
    assert {(e["fromID"], e["toID"]) for e in was["edges"][:9]} <= pairs


def test_import_export_import_gives_the_same_claims(debate: Path):
    assert argmap(debate, "export", "aif", "d", "-o", "back.json").returncode == 0
    assert argmap(debate, "import", "aif", "back.json", "e").returncode == 0
    assert (debate / "e/claims/argument.md").read_text() == (debate / "d/claims/argument.md").read_text()


def test_a_companion_text_is_the_paper_whatever_its_encoding(tmp_path: Path):
    (tmp_path / "n.json").write_bytes(aif_json([node(1, "I", "The café “Zur Post” is closed")]))
    (tmp_path / "n.txt").write_bytes("We know:\nThe café “Zur\nPost” is closed, it’s said.".encode("cp1252"))
    assert argmap(tmp_path, "import", "aif", "n.json", "d").returncode == 0
    (claim,) = load(tmp_path / "d").argument.claims.values()
    assert claim.anchors[0].match is not None and claim.anchors[0].match.state == "verbatim"


def test_xaif_keeps_the_layout_beside_and_gives_it_back(tmp_path: Path):
    inner = json.loads(DEBATE)
    inner["edges"] = [inner["edges"]]  # as a published example has them
    inner |= {"schemefulfillments": None, "participants": [{"participantID": 7, "firstname": "Bo", "surname": "Ek"}]}
    inner["locutions"] = [{"nodeID": "20", "personID": 7}]
    ova = {"nodes": [{"nodeID": "1", "x": 3}], "edges": []}
    whole = {"AIF": inner, "OVA": ova, "text": {"txt": '<span id="node20">trade ought to grow</span><br>'}}
    (tmp_path / "d.json").write_text(json.dumps(whole))
    assert argmap(tmp_path, "import", "auto", "d.json").returncode == 0
    assert argmap(tmp_path, "export", "xaif", "d", "-o", "back.json").returncode == 0
    back = json.loads((tmp_path / "back.json").read_text())
    assert back["OVA"] == ova and "trade ought to grow" in back["text"]["txt"]


def test_a_conclusion_that_a_person_has_named_is_told_and_one_that_was_proposed_is_not(tmp_path: Path):
    (tmp_path / "d.json").write_bytes(DEBATE)
    assert argmap(tmp_path, "import", "aif", "d.json", "d").returncode == 0
    project = load(tmp_path / "d")
    assert project.argument.conclusions and not aif.write(project)[1].lost("conclusion")
    claims = tmp_path / "d" / "claims" / "argument.md"
    claims.write_text(claims.read_text().replace(PROPOSED, ""))
    assert aif.write(load(tmp_path / "d"))[1].lost("conclusion") == len(project.argument.conclusions)


def test_what_is_only_argued_against_is_proposed_where_nothing_has_a_reason():
    data = aif_json([node(1, "I", "Yes"), node(2, "I", "No"), node(3, "CA"), node(4, "I", "So")], (2, 3), (3, 1))
    assert [s.kind for s in aif.read(data, "x.json")[0].statements] == ["conclusion", "claim", "claim"]


@pytest.mark.parametrize(
    ("turn", "speaker", "words"),
    [("derpaderp1 : it is so", "derpaderp1", "it is so"), ("Ann Lee: it is so", "Ann Lee", "it is so"),
     ("one thing: it is so", "", "one thing: it is so"), ("CLINTON : I said: no", "CLINTON", "I said: no"),
     ("Audience Member 7 :", "Audience Member 7", ""), ("it is so", "", "it is so")],
)  # fmt: skip
def test_who_speaks_is_told_from_a_turn(turn: str, speaker: str, words: str):
    data = aif_json([node(1, "I", "It is so"), node(2, "L", turn), node(3, "YA", "Asserting")], (2, 3), (3, 1))
    (statement,) = aif.read(data, "x.json")[0].statements
    assert statement.said_by == speaker and statement.quotes == ((words,) if words else ())


def test_marks_of_ova_in_a_companion_text_are_no_words_of_it():
    marked = b'He <span class="highlighted" id="node1">says</span> it<br>is 1 &lt; 2 so.'
    foreign, _ = aif.read(aif_json([node(1, "I", "is 1 < 2 so.")]), "x.json", {"x.txt": marked})
    assert foreign.texts["x.txt"] == "He says it\nis 1 < 2 so." and foreign.statements[0].quotes == ("is 1 < 2 so.",)
    plain, _ = aif.read(aif_json([node(1, "I", "x")]), "x.json", {"x.txt": b"a < b &amp; c > d"})
    assert plain.texts["x.txt"] == "a < b &amp; c > d"


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b'"x"', b'{"nodes": 1}', b'{"nodes": [1]}', b'{"AIF": 3}', b"[" * 100_000,
     b'{"nodes": [], "edges": {"a": 1}}', b'{"nodes": [' + b"9" * 5000 + b"]}", b"\xff\xfe{"],
    ids=range(12),
)  # fmt: skip
def test_what_is_no_aif_is_refused_in_words(data: bytes):
    with pytest.raises(ArgmapError, match=r"x\.json"):
        aif.read(data, "x.json")


def test_rings_turns_and_strange_ids_load(tmp_path: Path):
    data = aif_json(
        [node(1, "I", "## because: x\u0000"), node("a, b\n", "I", "> - but: y"), node(3, "I", ""), node(4, "L", "Zoë : no"),
         node(5, "RA", "", scheme="x\n- but: z"), node(6, "RA"), node(7, "RA"), node(8, "CA"), node(9, "CA"), node(5, "CA"),
         node(None, "I", "x"), node(10, "ZZ"), node(11, "RA"), node(12, "CA")],
        (1, 5), (5, "a, b\n"), ("a, b\n", 6), (6, 1), (4, 7), (7, 3), (3, 8), (8, 5), (1, 9), (9, 8), (3, 11), (11, 3),
        (12, 1), (1, 77), (1, 5),
    )  # fmt: skip
    (tmp_path / "x.json").write_bytes(data)
    done = argmap(tmp_path, "import", "aif", "x.json", "d")
    assert done.returncode == 0, done.stderr
    assert "SYN" not in argmap(tmp_path, "check", "d", "--all").stdout
    assert len(load(tmp_path / "d").argument.claims) == 4
    assert argmap(tmp_path, "export", "aif", "d", "-o", "back.json").returncode == 0
    assert argmap(tmp_path, "import", "aif", "back.json", "e").returncode == 0
    assert (tmp_path / "e/claims/argument.md").read_text() == (tmp_path / "d/claims/argument.md").read_text()


def test_a_claim_that_is_tagged_as_a_turn_and_joined_to_nothing_goes_out_as_a_statement(tmp_path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims/a.md").write_text("## a\n\nLet us go.\n\n- tags: locution\n")
    data, loss = aif.write(load(tmp_path))
    assert loss.kept("statement") == 1
    assert [statement.text for statement in aif.read(data, "a.json")[0].statements] == ["Let us go."]


@pytest.mark.parametrize("hub", few_of(["inference", "undercutter", "linked premises"], 1))
def test_a_hub_is_read_in_a_time_that_grows_with_its_edges(hub: str):
    def reading(size: int):
        nodes = [node("c", "I"), node("p", "I"), node("u", "I"), node("s", "RA"), node("k", "CA")]
        edges = [("p", "s"), ("s", "c"), ("u", "k"), ("k", "s")]
        for n in range(size):
            nodes += [node(f"u{n}", "I"), node(f"k{n}", "CA")]
            edges += [(f"u{n}", f"k{n}"), (f"k{n}", "k" if hub == "undercutter" else "s")]
            edges += [(f"u{n}", "s")] if hub == "linked premises" else []
        data = aif_json(nodes, *edges)
        return lambda: aif.read(data, "x.json")

    assert growth_exponent(reading, 300) < 1.1
