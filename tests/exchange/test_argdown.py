"""Argdown documents become projects, say what Argdown's own program says of them, and lose nothing in silence."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap import load
from argmap.exchange import argdown, argdown_out
from argmap.exchange.argdown_grammar import parse
from argmap.exchange.argdown_model import model_of
from argmap.exchange.foreign import folded
from argmap.exchange.importing import import_into
from argmap.ground.diagnostics import ArgmapError
from commands import argmap
from fuzz_seeds import ARGDOWN
from growth import growth_exponent
from volume import few_of

CORPORA = Path(os.environ.get("ARGMAP_CORPORA", "/nowhere"))
FILES = sorted((CORPORA / "argdown").rglob("*.argdown"))
needs_corpora = pytest.mark.skipif(not FILES, reason="no Argdown under ARGMAP_CORPORA")


def steps(foreign):
    return {
        (i.conclusion, i.premises, "but" if i.against else "because", tuple(u.statement for u in i.unless))
        for i in foreign.inferences
    }


def test_a_document_has_its_claims_steps_and_undercutters():
    foreign, loss = argdown.read(ARGDOWN, "lights.argdown")
    assert steps(foreign) == {
        ("Lit", ("<Safety>",), "because", ("Thieves",)),
        ("Lit", ("Cost",), "but", ()),
        ("Cost", ("Cheap",), "but", ()),
        ("Cheap", ("Cost",), "but", ()),
        ("Budget", ("Cost",), "but", ()),
        ("lights-cheap-all", ("Few", "Cheap"), "because", ("Thieves",)),
        ("Lit", ("lights-cheap-all", "cheap-things-should-done"), "because", ("Rome",)),
    }
    said = {statement.id: statement for statement in foreign.statements}
    assert said["Lit"].text == "Streets should be lit, as Cost says." and said["Lit"].said_by == "Ada"
    assert said["Lit"].tags == ("policy",) and said["<Safety>"].tags == ("night time",)
    assert said["Cost"].text == "Power (much of it) costs → money."
    assert said["Lit"].notes == ("<Sums>: It pays.",) and said["Few"].section == "Sums"
    assert {i.id: i.scheme for i in foreign.inferences if i.scheme} == {
        "<Sums>/1": "Addition",
        "<Sums>": "Modus ponens, Instance",
    }
    assert [work.fields["url"] for work in foreign.works] == ["https://example.org/a"]
    assert foreign.title == "Street lights" and said["Lit"].proposed
    for kind, fate in {
        "statement": (8, 1, 0),
        "argument": (1, 1, 0),
        "inference": (2, 0, 0),
        "relation": (6, 1, 1),
        "paragraph": (0, 0, 1),
        "tag": (2, 0, 0),
        "data item": (3, 0, 1),
        "link": (1, 0, 0),
        "mention": (0, 1, 0),
        "section": (1, 1, 0),
        "setting": (1, 0, 1),
        "comment": (0, 0, 1),
    }.items():
        assert (loss.kept(kind), loss.changed(kind), loss.lost(kind)) == fate, kind


def test_the_blocks_of_argdown_in_a_markdown_text_are_read_as_one_document():
    text = """# Zoos - should they close?

Some prose: [a] + <b>.

- a list

```argdown-map
===
title: Pro
===
[Close]: Zoos should close. #pro
  <+ <Pain>: Animals suffer.
```

1. In a list

   ```{.argdown caption="C"}

   [Close]
     - Species are saved.
   ```

~~~~ Argdown
<Pain>
  - [Care]: They are cared for.
~~~
~~~~

```python
[Not]: read
```
"""
    foreign, loss = argdown.read(text.encode(), "notes.md")
    assert [s.text for s in foreign.statements] == [
        *("Zoos should close.", "Animals suffer.", "Species are saved.", "They are cared for. ~~~")
    ]
    assert (len(foreign.inferences), loss.lost("paragraph"), loss.lost("block of settings")) == (3, 4, 1)


def test_answers_to_critical_questions_are_claims_by_their_titles_or_words():
    data = '{cq1: [P], cq2: "[P]", cq3: "<S>", cq4: [none such], cq5: In words., cq6: {a: 1}, cq0: x, cqs: x}'
    text = f"<A>\n\n(1) [P]: p\n-- expert opinion {data} --\n(2) [Q]: q\n\n[Q]\n  + <S>: s\n"
    foreign, loss = argdown.read(text.encode(), "f")
    (step,) = [inference for inference in foreign.inferences if inference.answers]
    assert [(a.question, a.statement, a.words if not a.statement else "") for a in step.answers] == [
        *((1, "P", ""), (2, "P", ""), (3, "<S>", ""), (4, "", "[none such]"), (5, "", "In words."))
    ]
    assert (loss.kept("data item"), loss.lost("data item")) == (5, 3)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("# A\n\n```argdown\n[A]: x\n  + b\n [C]: y\n```\n", "notes.md:6:2"),
        ("```python\n```\n\n~~~argdown\n\n[A] x\n~~~\n", "notes.md:6:5"),
    ],
)
def test_a_mistake_in_a_block_is_told_with_its_line_in_the_text(text, place):
    with pytest.raises(ArgmapError, match=re.escape(place)):
        argdown.read(text.encode(), "notes.md")


@pytest.mark.parametrize("text", ["[A]: `argdown` is\n  + b\n", "[A]: x\n  ```\n  + b\n"])
def test_a_document_of_argdown_alone_is_read_whole(text):
    assert len(argdown.read(text.encode(), "f.argdown")[0].inferences) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A\n  + B\n  - C\n", {("support", "b", "a"), ("attack", "c", "a")}),
        ("[A]\n  +> [B]\n    -> [C]\n  <- [D]\n", {("support", "A", "B"), ("attack", "B", "C"), ("attack", "D", "A")}),
        ("[A]\n  >< [B]\n\n[B]\n  >< [A]\n", {("contradictory", "A", "B")}),
        ("[A]\n  _> <B>\n  <_ <C>\n", {("undercut", "A", "B"), ("undercut", "C", "A")}),
        ("[A]: {no: 1}\n", set()),
        ("[A]: x\n  + [B]\n      - [C]\n    - [E]\n  + [D]\n", {("support", "B", "A"), ("attack", "C", "B"), ("attack", "E", "A"), ("support", "D", "A")}),
        ("<A>\n\n(1) [P]\n----\n(2) [Q]\n\n[R]\n  + <A>\n  _ <A>\n", {("support", "Q", "R"), ("undercut", "Q", "R")}),
        ("<A>\n\n(1) [P]\n----\n(2) [Q]\n\n<A>\n  _ [R]\n  - [S]\n\n[S]\n  -> [P]\n", {("undercut", "R", "A"), ("attack", "S", "P")}),
        ("===\nmodel:\n  mode: strict\n===\n\n[A]\n  + [B]\n  -> [C]\n\n[C]\n  -> [A]\n", {("entails", "B", "A"), ("contrary", "A", "C")}),
    ],
)  # fmt: skip
def test_relations_are_those_that_the_grammar_gives(text, expected):
    if text.startswith("[A]: {"):
        with pytest.raises(ArgmapError, match=r"f:1:6: There are no words"):
            parse(text, "f")
        return
    model = model_of(parse(text, "f"))
    named = {f"Untitled {n}": letter for n, letter in enumerate("abc", 1)}
    assert {
        (r.type, named.get(r.start.title, r.start.title), named.get(r.end.title, r.end.title)) for r in model.relations
    } == expected


@pytest.mark.parametrize(
    ("text", "words", "tags"),
    [
        ("[A]: a *b* c__d__ **e**.\n", "a b cd e.", ()),
        ("[A]: a #x b #(y z) #x\n", "a x b", ("x", "y z")),
        ("[A]: It is. #x\n  > more\n", "It is. > more", ("x",)),
        ("[A]: Is it? #x #y [the bill](http://b.c/d)\n", "Is it? the bill", ("x", "y")),
        ("[A]: It is (so.) #x\n  #y\n  [the bill](http://b.c/d) {a: 1}\n", "It is (so.) the bill", ("x", "y")),
        ("[A]: It is. #Cats purr\n", "It is. Cats purr", ("Cats",)),
        ("[A]: it is #x\n  which is so\n", "it is x which is so", ("x",)),
        ("[A]: see [the bill](http://b.c/d) now\n", "see the bill now", ()),
        ("[A]: /* not */ this <!-- nor\nthat --> but // hidden\n  this\n", "this but this", ()),
        ("[A]: \\[a\\] \\* :~: p .A.x :unknown: e.g. this\n", "[a] * ¬ p ∀x :unknown: e.g. this", ()),
        ("[A]: a\n  b\n  1.5 and 3 * 4 - 2\n", "a b 1.5 and 3 * 4 - 2", ()),
        ("[A]: a {notes:[b], x: {y: 1}}\n", "a", ()),
    ],
)  # fmt: skip
def test_words_are_read_without_marks(text, words, tags):
    (entry,) = model_of(parse(text, "f")).statements.values()
    assert entry.said[0].words == words and tuple(entry.tags) == tags


@pytest.mark.parametrize(
    ("text", "place", "remedy"),
    [
        ("a\n\n  + b\n", "3:1", "one step further in"),
        ("[A]: a\n[B]: b\n", "2:1", "empty line before it"),
        ("a *b\n", "1:3", "Write `\\*`"),
        ("as [Smith 2010] says\n", "1:4", "write `\\["),
        ("[A]: x {a: [}\n", "1:8", "not YAML"),
        ("[A]: x {a: !!timestamp b}\n", "1:8", "not YAML"),
        ("[A]: x {a: 1" + ":1" * 3000 + "}\n", "1:8", "not YAML"),
        ("(1) a\n(2) b\n", "1:1", "without a conclusion"),
        ("(1) a\n----\n\n(2) b\n", "2:5", "needs its conclusion"),
        ("(1) a\n-- b\n(2) c\n", "2:1", "does not end"),
        ("<A> words\n", "1:5", "only refers"),
        ("(1) <A>\n----\n(2) b\n", "1:5", "write [brackets]"),
        ("<A>\n\n(1) a\n----\n(2) b\n\n<A>\n\n(1) a\n----\n(2) b\n", "9:1", "has premises"),
        ("a\n  >< <B>\n", "2:1", "Only statements"),
        ("[A]: x {a: &b 1, c: *b}\n", "1:8", "aliases"),
        ("* a\n  * b\n", "2:1", "holds no other lists"),
        ("# \n\na\n", "1:3", "A heading has no words"),
    ],
)
def test_what_argdown_refuses_is_refused_with_place_and_remedy(text, place, remedy):
    with pytest.raises(ArgmapError, match=re.escape(f"f:{place}: ")) as caught:
        argdown.read(text.encode(), "f")
    assert remedy in str(caught.value)


@pytest.mark.parametrize(
    "text",
    few_of([
        "",
        "[" * 30_000,
        "<a" * 20_000,
        "{" * 20_000 + "}",
        "{a}" * 10_000,
        "a " + "*b" * 10_000,
        "a\n" + "".join(" " * n + "+ b\n" for n in range(1, 1200)),
        "[A]\n" + "  + [A]\n" * 2_000,
        "a\0b\n  + \0\n",
        "/*" * 20_000,
        "#(" * 20_000,
        "[a](" * 10_000,
        "===" * 10_000,
        ":a" * 20_000,
        "[A]: x {a: " + "[" * 5_000 + "]" * 5_000 + "}\n",
        "(1) [A]\n----\n(2) [A]\n",
    ], 6),
    ids=range(16),
)  # fmt: skip
def test_hostile_files_end_soon(text):
    try:
        foreign, _ = argdown.read(text.encode(), "f")
    except ArgmapError:
        return
    known = {statement.id for statement in foreign.statements}
    assert all({i.conclusion, *i.premises} <= known for i in foreign.inferences)


def undercut_sketches(size):
    above = "[R]: r\n" + "".join(f"  + <A{n}>: a\n    _ [U{n}]: u\n" for n in range(size))
    return above.encode()


def attacked_argument(size):
    premises = "".join(f"({n + 1}) [P{n}]: p\n" for n in range(size))
    attacks = "".join(f"  - [X{n}]: x\n" for n in range(size))
    return f"<A>\n\n{premises}----\n({size + 1}) [C]: c\n\n<A>\n{attacks}".encode()


@pytest.mark.long
@pytest.mark.parametrize("made", [undercut_sketches, attacked_argument])
def test_what_is_undercut_is_looked_up_and_not_looked_for(made):
    def prepare(size):
        data = made(size)
        return lambda: argdown.read(data, "f")

    assert growth_exponent(prepare, 150) < 1.05


def test_a_restatement_of_nothing_is_told():
    foreign, loss = argdown.read(b"[A]: a {restates: [B, C]}\n  + [B]: b\n", "f")
    assert [link.statement for made in foreign.statements for link in made.restates] == ["B"]
    assert loss.lost("restatement") == 1


def test_each_link_leads_to_its_own_work():
    text = """\
[A]: see [one](https://example.org/1) and [two](https://example.com/2)
  + [B]: b {cites: [{key: example-1, title: Three, url: "https://example.net/3"}]}
  + [C]: c {cites: [{key: lind, title: One, url: "https://example.org/1"}, {key: lund, url: "https://example.org/1"}]}
"""
    foreign, _ = argdown.read(text.encode(), "f")
    found = {work.key: work.fields["url"][-1] for work in foreign.works}
    cited = {made.id: [(of.key, found[of.key]) for of in made.cites] for made in foreign.statements}
    assert cited == {
        "A": [("lind", "1"), ("example-2", "2")],
        "B": [("example-1", "3")],
        "C": [("lind", "1"), ("lund", "1")],
    }
    assert len(foreign.works) == 4


def test_a_document_comes_in_and_again_as_it_was(tmp_path):
    (tmp_path / "a.argdown").write_bytes(ARGDOWN)
    for _ in range(2):
        assert argmap(tmp_path, "import", "auto", "a.argdown", "d").returncode == 0
        project = load(tmp_path / "d")
        assert not project.diagnostics and len(project.argument.claims) == 10
    claims = tmp_path / "d" / "claims" / "argument.md"
    before = claims.read_bytes()
    changed = ARGDOWN.replace(b"Some prose", b"[New]: First.\n  - Untitled too.\n\nSome prose").replace(
        b"  - [Cost]", b"  + [Cost]"
    )
    (tmp_path / "a.argdown").write_bytes(changed)
    assert argmap(tmp_path, "import", "auto", "a.argdown", "d").returncode == 0
    lit = load(tmp_path / "d").argument.claims["lit"]
    assert claims.read_bytes() != before
    assert not lit.objections and "cost" in {p for step in lit.reasons for p in step.premises}


@given(st.text(st.sampled_from("ab .:,;*_-+=#()[]{}<>/\\\\@!~^|\"'?A1é∀"), min_size=1, max_size=30))
def test_any_words_go_out_so_that_they_come_in_as_they_were(text):
    if not folded(text):
        return
    (entry,) = model_of(parse(f"[A]: {argdown_out.escaped(text)}\n", "f")).statements.values()
    assert entry.said[0].words == folded(text) and not entry.tags


EVERYTHING = """\
# All {of} it

## lit {conclusion}

Lights * should [be] on -- in 3/4 of the <streets>, a.A.b {or so} #1 == === //.

> byte *exact* {words} of it

A note } on it.

- because: dark + safe
  scheme: Modus ponens, twice
  warrant: Dark places, so to say, are unsafe.
  unless: thieves
  weight: 0.5
  cq1: dark
  cq2: Nobody, {so} to say, = asks [few].
  cq3: safe
- because: dark
- but: dear
- but: dear + few
- cites: @lind-2001, p. 3
  > as he {says}
- evidence: Eleven streets.
- said-by: Ada
- tags: policy, night time

## dark {claim}

It is dark.

- restates: few

## safe {assumption}

It is safe.

## thieves {question}

Do thieves like it?

- assume: they said so

## dear {value}

It is dear.

- but: lit
- standard: beyond-reasonable-doubt

## few {definition}

Few is three.
"""


def test_all_that_a_claim_has_comes_back(tmp_path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "sources").mkdir()
    (tmp_path / "argmap.toml").write_text('bibliography = ["sources/works.bib"]\n')
    (tmp_path / "claims" / "a.md").write_text(EVERYTHING)
    (tmp_path / "sources" / "works.bib").write_text("@book{lind-2001, author={Lind, A.}, title={Men}, year=2001}\n")
    before = load(tmp_path)
    assert not before.diagnostics
    out = argmap(tmp_path, "export", "argdown", "-o", "a.argdown")
    assert out.returncode == 0 and "1 objection was changed" in out.stderr and "left out" not in out.stderr
    assert argmap(tmp_path, "import", "argdown", "a.argdown", "d").returncode == 0
    after = load(tmp_path / "d")
    assert not after.diagnostics

    def parts(project):
        return {
            claim.id: (
                *(claim.text, claim.kind, claim.notes, [a.text for a in claim.anchors], claim.said_by, claim.tags),
                *(claim.standard, claim.assume, claim.restates, [(c.key, c.locator) for c in claim.citations]),
                *([q.text for c in claim.citations for q in c.quotations], [e.text for e in claim.evidence]),
                {
                    (s.kind, s.premises, s.scheme, s.warrant, s.unless, s.weight, *sorted(s.answers.items()))
                    for s in claim.reasons + claim.objections
                },
            )
            for claim in project.argument.claims.values()
        }

    assert parts(before) == parts(after)
    assert after.bibliography.sources["lind-2001"].authors == ("Lind, A.",)


def test_a_document_goes_out_and_comes_in_as_the_same_files(tmp_path):
    (tmp_path / "a.argdown").write_bytes(ARGDOWN)
    assert argmap(tmp_path, "import", "auto", "a.argdown", "d").returncode == 0
    assert argmap(tmp_path, "export", "argdown", "d", "-o", "b.argdown").returncode == 0
    assert argmap(tmp_path, "import", "auto", "b.argdown", "e").returncode == 0
    for name in ("claims/argument.md", "sources/works.bib"):
        assert (tmp_path / "d" / name).read_bytes() == (tmp_path / "e" / name).read_bytes()


@pytest.mark.long
@needs_corpora
def test_real_documents_are_read_or_refused_as_by_argdown(tmp_path):
    totals, refused = Counter[str](), {}
    for file in FILES:
        text = file.read_text("utf-8")
        try:
            model = model_of(parse(text, file.name))
        except ArgmapError as error:
            refused[file.name] = str(error)
            continue
        totals["statements"] += len(model.statements)
        totals["arguments"] += len(model.arguments)
        totals["structures"] += len(model.structures)
        totals["relations"] += len(model.relations)
        totals["sections"] += len(model.sections)
        totals["tags"] += sum(len(e.tags) for e in (*model.statements.values(), *model.arguments.values()))
        totals["files"] += 1
        _, loss = argdown.read(file.read_bytes(), file.name)
        assert loss.read("relation") == len(model.relations)
        assert loss.read("statement") + loss.read("paragraph") == len(model.statements)
        assert loss.read("argument") == len(model.arguments)
        assert loss.read("inference") == sum(map(len, model.structures.values()))
        assert loss.read("section") == len(model.sections)
        done = argmap(tmp_path, "import", "argdown", str(file), file.stem)
        assert done.returncode == 0, done.stderr
        project = load(tmp_path / file.stem)
        assert not project.diagnostics
        again, _ = argdown.read(argdown_out.write(project)[0], "again")
        import_into(again, tmp_path / f"{file.stem}-again")
        first, second = (tmp_path / folder / "claims" / "argument.md" for folder in (file.stem, f"{file.stem}-again"))
        assert first.read_text() == second.read_text()
    assert len(refused) == 6 and all(re.search(r":\d+:\d+: \w", error) for error in refused.values())
    # what `@argdown/cli json` gives for the 22 that it takes, sections of all levels
    assert totals == {
        "files": 22,
        "statements": 229,
        "arguments": 80,
        "structures": 36,
        "relations": 98,
        "tags": 91,
        "sections": 23,
    }
