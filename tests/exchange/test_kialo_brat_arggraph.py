"""Discussions of Kialo, essays annotated in BRAT and graphs of microtexts become projects; nothing is lost in silence."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from argmap import load
from argmap.exchange import arggraph, brat, kialo, kialo_out
from argmap.ground.diagnostics import ArgmapError
from commands import argmap
from fuzz_seeds import ARGGRAPH, BRAT, KIALO

CORPORA = Path(os.environ.get("ARGMAP_CORPORA", "/nowhere"))
needs_corpora = pytest.mark.skipif(not (CORPORA / "kialo").is_dir(), reason="no discussions under ARGMAP_CORPORA")


def steps(foreign):
    return {
        (i.conclusion, i.premises, "but" if i.against else "because", tuple(u.statement for u in i.unless))
        for i in foreign.inferences
    }


def test_a_discussion_has_its_claims_links_and_sources():
    foreign, loss = kialo.read(KIALO, "talk.txt")
    assert steps(foreign) == {
        ("1", ("1.1",), "because", ()),
        ("1.1", ("1.1.1",), "but", ()),
        ("1.1", ("1.2.1",), "because", ()),
        ("1.2.1", ("1.1.2.1",), "because", ()),
        ("1", ("1.2",), "but", ()),
        ("1.2", ("1.2.1",), "because", ()),
    }
    texts = {statement.id: statement.text for statement in foreign.statements}
    assert texts["1.1"] == "Dark streets are not safe, as (nearly) all say. and a second line."
    assert [work.fields["url"] for work in foreign.works] == ["https://example.org/a_(b)"]
    assert foreign.statements[0].kind == "conclusion" and foreign.title == "Should streets be lit?"
    assert (loss.kept("source"), loss.lost("source")) == (2, 1)
    assert (loss.kept("link"), loss.lost("link")) == (1, 2)
    assert loss.kept("relation") == 5 and loss.kept("statement") == 6


def test_an_essay_has_one_conclusion_and_stances_for_and_against_it():
    foreign, loss = brat.read(BRAT, "essay.ann", {"essay.txt": b"Light them."})
    assert steps(foreign) == {
        ("T3", ("T5",), "because", ()),
        ("T3", ("T4",), "but", ()),
        ("T1", ("T3",), "because", ()),
        ("T1", ("T4",), "but", ()),
    }
    assert [s.id for s in foreign.statements if s.kind == "conclusion"] == ["T1"]
    assert [r.statement for s in foreign.statements for r in s.restates] == ["T1"]
    assert foreign.texts == {"essay.txt": "Light them."}
    assert loss.lost("relation") == loss.lost("annotator's remark") == loss.lost("annotation") == 1
    assert loss.changed("statement") == 1


def test_a_graph_has_linked_premises_undercutters_and_objections_to_them():
    foreign, loss = arggraph.read(ARGGRAPH, "graph.xml")
    assert steps(foreign) == {
        ("a1", ("a2", "a3"), "because", ("a4",)),
        ("a1", ("a6",), "because", ()),
        ("a4", ("a5",), "but", ()),
    }
    assert [s.id for s in foreign.statements if s.kind == "conclusion"] == ["a1"]
    assert [s.said_by for s in foreign.statements if s.id == "a4"] == ["the opponent"]
    assert list(foreign.texts.values()) == [
        "Light the streets! Dark is bad, and costs are low. But thieves like it. They do not. As in Rome.\n"
    ]
    assert (loss.kept("edge"), loss.changed("edge"), loss.lost("edge")) == (4, 1, 1)
    assert loss.kept("segment") == loss.kept("statement") == 6


@pytest.mark.parametrize(
    ("read", "data", "says"),
    [
        (kialo.read, b"Words\nof no discussion", "talk:1:1"),
        (kialo.read, b"1. A\n1.1. Pro: B\n1.1. Con: C", "talk:3:1"),
        (kialo.read, b"Discussion Title: none", "no claim"),
        (kialo.read, b"1. \xff", "not UTF-8"),
        (brat.read, b"T1\tClaim 0 2\tIt\nwords", "talk:2:1"),
        (brat.read, b"\xff", "not UTF-8"),
        (arggraph.read, b"<arggraph", "cannot be read"),
        (arggraph.read, b"<html/>", "no argument graph"),
        (arggraph.read, b'<!DOCTYPE a [<!ENTITY b "bbbb">]><arggraph>&b;</arggraph>', "declares entities"),
    ],
)
def test_what_is_none_of_them_is_refused_with_its_place(read, data, says):
    with pytest.raises(ArgmapError, match=re.escape(says)):
        read(data, "talk")


@pytest.mark.parametrize(
    ("read", "data"),
    [
        (kialo.read, b"1. A\n" + b"1" + b".1" * 200 + b". Pro: deep\n"),
        (kialo.read, b"1. " + b"[" * 50_000 + b"\n"),
        (kialo.read, b"1. " + b"[a](" * 50_000 + b"\n"),
        (kialo.read, b"1. A " + b"".join(b"[a](http://b/%d)" % number for number in range(10_000))),
        (arggraph.read, b"<arggraph>" + b'<edge id="a" src="a" trg="a" type="add"/>' * 3 + b"</arggraph>"),
        (brat.read, b"T1\tMajorClaim 0 1\tA\nR1\tsupports Arg1:T1 Arg2:T1\t\n"),
    ],
)
def test_hostile_files_end_soon_and_lose_nothing_in_silence(read, data):
    foreign, _ = read(data, "hostile")
    known = {statement.id for statement in foreign.statements}
    assert all({i.conclusion, *i.premises} <= known for i in foreign.inferences)


def test_what_stands_twice_is_told_and_not_taken():
    twice = BRAT.replace(b"T2\tMajorClaim", b"T1\tMajorClaim")
    foreign, loss = brat.read(twice, "essay.ann")
    assert not any(statement.restates for statement in foreign.statements)
    assert loss.lost("statement") == 1 and loss.read("statement") == 5
    foreign, loss = arggraph.read(ARGGRAPH.replace(b'<adu id="a6"', b'<adu id="a5"'), "graph.xml")
    assert loss.lost("statement") == 1 and loss.read("statement") == 6
    foreign, loss = arggraph.read(ARGGRAPH.replace(b'id="c6"', b'id="c5"'), "graph.xml")
    assert loss.read("edge") == 6


def test_what_was_joined_to_an_edge_that_is_lost_is_told_as_lost():
    more = b'<edge id="c7" src="a2" trg="c6" type="add"/><edge id="c8" src="a3" trg="c6" type="und"/></arggraph>'
    foreign, loss = arggraph.read(ARGGRAPH.replace(b"</arggraph>", more), "graph.xml")
    assert steps(foreign) == steps(arggraph.read(ARGGRAPH, "graph.xml")[0])
    assert (loss.kept("edge"), loss.changed("edge"), loss.lost("edge")) == (4, 1, 3)


def imported(form: str, file: Path, folder: Path):
    done = argmap(folder, "import", form, str(file), "project")
    assert done.returncode == 0, done.stderr
    return load(folder / "project")


def goes_out_and_comes_in(folder: Path, project: str):
    out = argmap(folder, "export", "kialo", project, "-o", "out.txt")
    assert out.returncode == 0, out.stderr
    again = argmap(folder, "import", "kialo", "out.txt", "again")
    assert again.returncode == 0, again.stderr
    first, second = (folder / name / "claims" / "argument.md" for name in (project, "again"))
    return out.stderr, first.read_text(), second.read_text()


def test_a_discussion_goes_out_and_comes_in_as_it_was(tmp_path):
    (tmp_path / "talk.txt").write_bytes(KIALO)
    imported("kialo", tmp_path / "talk.txt", tmp_path)
    _, first, second = goes_out_and_comes_in(tmp_path, "project")
    assert first == second


ARGUMENT = """\
# A

## lit {conclusion}

Pro: light * them (all) [now].

- because: dark + unsafe
- but: dear
  unless: rich

## dark {claim}

-> See 1.

- because: unsafe
- cites: @lind-2001

## unsafe {claim}

It is unsafe.

- because: dark

## dear {claim}

It is dear.

## rich {claim}

We are rich.

# B

## alone {claim}

This leads nowhere.

- because: loop

## loop {claim}

It does.

- because: alone
"""


def test_an_argument_goes_out_with_each_claim_once(tmp_path):
    (tmp_path / "p" / "claims").mkdir(parents=True)
    (tmp_path / "p" / "argmap.toml").write_text('bibliography = ["works.bib"]\n')
    (tmp_path / "p" / "works.bib").write_text("@misc{lind-2001, title={Men [1]}, url={https://example.org/a}}\n")
    (tmp_path / "p" / "claims" / "argument.md").write_text(ARGUMENT)
    said, _, _ = goes_out_and_comes_in(tmp_path, "p")
    for part in (
        "linked premises speak each alone",
        "undercuts it speaks against its premise",
        "2 sections were left out",
    ):
        assert part in said
    text = (tmp_path / "out.txt").read_text()
    assert "1.1. Pro: \\-> See 1. [Men 1](https://example.org/a)\n" in text
    foreign, loss = kialo.read(text.encode(), "out.txt")
    words = {statement.id: statement.text for statement in foreign.statements}
    assert sorted(words.values()) == sorted([
        "Pro: light * them (all) [now].", "-> See 1. Men 1", "It is unsafe.", "It is dear.", "We are rich.",
        "This leads nowhere.", "It does.",
    ])  # fmt: skip
    assert {(words[c].split()[-1], words[p].split()[-1], side) for c, (p,), side, _ in steps(foreign)} == {
        ("[now].", "1", "because"), ("[now].", "unsafe.", "because"), ("[now].", "dear.", "but"),
        ("dear.", "rich.", "but"), ("1", "unsafe.", "because"), ("unsafe.", "1", "because"),
        ("nowhere.", "does.", "because"), ("does.", "nowhere.", "because"),
    }  # fmt: skip
    assert not loss.lost("relation") and not loss.lost("link")


def test_a_chain_as_deep_as_no_discussion_goes_out_whole(tmp_path):
    claims = [f"## c{n} {{claim}}\n\nIt is {n}.\n\n" + f"- because: c{n + 1}\n\n" * (n < 499) for n in range(500)]
    (tmp_path / "claims").mkdir()
    (tmp_path / "argmap.toml").write_text("")
    (tmp_path / "claims" / "a.md").write_text("# A\n\n" + "".join(claims))
    foreign, _ = kialo.read(kialo_out.write(load(tmp_path))[0], "out.txt")
    assert len(foreign.statements) == 500 and len(foreign.inferences) == 499


@pytest.mark.long
@needs_corpora
def test_the_real_discussion_is_there_whole(tmp_path):
    file = next((CORPORA / "kialo").glob("*.txt"))
    foreign, loss = kialo.read(file.read_bytes(), file.name)
    text = file.read_text("utf-8")
    lines = [line for line in text.splitlines() if re.match(r"\d", line)]
    assert loss.read("statement") + loss.read("link") == len(lines)
    assert loss.kept("relation") + loss.kept("link") == len(re.findall(r"(?m)^[\d.]+ (?:Pro|Con): ", text)) == 964
    assert loss.kept("link") == 126 and loss.read("source") == text.count("](") == 498
    project = imported("kialo", file, tmp_path)
    assert not project.diagnostics and len(project.argument.claims) == len(foreign.statements)
    assert project.evaluation.labels
    _, first, second = goes_out_and_comes_in(tmp_path, "project")
    assert first == second


FILES = [
    *(("brat", file) for file in sorted((CORPORA / "brat").rglob("*.ann"))),
    *(("arggraph", file) for file in sorted((CORPORA / "arggraph").rglob("*.xml"))),
]


@pytest.mark.long
@needs_corpora
def test_readers_keep_all_that_real_files_say():
    for form, file in FILES:
        data = file.read_bytes()
        foreign, loss = (brat if form == "brat" else arggraph).read(data, file.name)
        text = data.decode()
        if form == "brat":
            counted = {"statement": r"(?m)^T", "relation": r"(?m)^R", "stance": r"(?m)^A"}
        else:
            counted = {"statement": r"<adu\b", "edge": r'type="(?!seg|pro|opp)', "segment": r'type="seg"'}
        for kind, pattern in counted.items():
            assert loss.read(kind) == len(re.findall(pattern, text)), (file, kind)
            assert not loss.lost(kind), (file, loss.sentence())
        assert foreign.statements and foreign.inferences


@pytest.mark.long
@pytest.mark.parametrize(("form", "file"), FILES[::8], ids=lambda value: getattr(value, "stem", value))
def test_real_files_load_without_a_fault_and_come_in_again_as_they_were(form, file, tmp_path):
    project = imported(form, file, tmp_path)
    assert not project.diagnostics
    foreign, _ = (brat if form == "brat" else arggraph).read(file.read_bytes(), file.name)
    assert len(project.argument.claims) == len(foreign.statements)
    assert len(list(project.argument.steps())) == len(foreign.inferences)
    again = argmap(tmp_path, "import", form, str(file), "project")
    assert again.returncode == 0
    assert [(c.id, c.text) for c in load(tmp_path / "project").argument.claims.values()] == [
        (c.id, c.text) for c in project.argument.claims.values()
    ]
