"""JATS: sections, stated citations, notes and references, places, the JOSE papers, and files that mean harm."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given

from argmap.ground.diagnostics import ArgmapError
from argmap.manuscript.readers.jats.reader import draft_jats
from argmap.manuscript.stages.understanding import understand
from hostile import in_little_time, lies_within_its_text, parts_and_wholes, pieces

ARTICLE = """<?xml version="1.0"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS" "JATS.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink">
<front><article-meta><title-group><article-title>A <italic>Title</italic></article-title></title-group>
<abstract><p>Short &amp; clear.</p></abstract></article-meta></front>
<body><sec><title>One</title>
<p>First claim <xref ref-type="bibr" rid="r1">Smith 2010</xref> stands.<xref ref-type="fn" rid="f1"><sup>1</sup></xref>
Two more <sup><xref ref-type="bibr" rid="r1">1</xref>,<xref ref-type="bibr" rid="r2">2</xref></sup>.</p>
<sec><title>Inner</title><disp-quote><p>Quoted words.</p></disp-quote>
<list><list-item><p>An item.</p></list-item></list></sec>
</sec></body>
<back><fn-group><fn id="f1"><label>1</label><p>The body.</p></fn></fn-group>
<ref-list><title>References</title>
<ref id="r1"><element-citation publication-type="book">
<person-group person-group-type="author"><name><surname>Smith</surname>
<given-names>John</given-names></name></person-group>
<source>A Book</source><year>2010</year><publisher-name>Unwin</publisher-name></element-citation></ref>
<ref id="r2"><label>2</label><mixed-citation>Jones, P. (2011). Another book. Oxford: OUP.</mixed-citation></ref>
</ref-list></back></article>"""


def read(text):
    return understand(draft_jats(text.encode(), "paper.xml"))


def test_an_article_is_read_whole():
    found = read(ARTICLE)
    assert found.title == "A Title"
    assert [(s.title, s.level) for s in found.sections] == [
        ("Abstract", 1),
        ("One", 1),
        ("Inner", 2),
        ("References", 1),
    ]
    kinds = [b.kind for b in found.blocks if b.kind not in ("heading", "title")]
    assert kinds == ["paragraph", "paragraph", "quote", "item", "note", "reference", "reference"]


def test_marks_are_linked_as_stated():
    found = read(ARTICLE)
    keys = {ref.id: ref.key for ref in found.references}
    notes = {note.id: note.body for note in found.notes}
    assert [(m.kind, [keys[i] for i in m.references], notes.get(m.note)) for m in found.marks] == [
        ("author-date", ["r1"], None),
        ("note", [], "The body."),
        ("numeric", ["r1"], None),
        ("numeric", ["r2"], None),
    ]
    assert found.marks[2].group == found.marks[3].group


def test_a_range_cites_the_works_between_its_ends():
    refs = "".join(
        f'<ref id="r{n}"><mixed-citation>Doe, J. (200{n}). Title.</mixed-citation></ref>' for n in range(1, 6)
    )
    cited = '<xref ref-type="bibr" rid="r2">2</xref>–<xref ref-type="bibr" rid="r4">4</xref>'
    found = read(f"<article><body><p>So it is [{cited}].</p></body><back><ref-list>{refs}</ref-list></back></article>")
    keys = {ref.id: ref.key for ref in found.references}
    assert sorted(keys[i] for m in found.marks for i in m.references) == ["r2", "r3", "r4"]
    assert len({m.group for m in found.marks}) == 1


def test_stated_fields_are_certain_and_loose_ones_are_parsed():
    stated, loose = read(ARTICLE).references
    assert (stated.authors, stated.title, stated.year, stated.publisher, stated.kind) == (
        ("Smith, John",),
        "A Book",
        "2010",
        "Unwin",
        "book",
    )
    assert set(stated.certainty.values()) == {1.0}
    assert (loose.authors, loose.year, loose.title, loose.label) == (("Jones, P.",), "2011", "Another book", "2")
    assert loose.certainty["title"] < 1


def test_places_are_lines_and_columns_of_the_file():
    found = read(ARTICLE)
    for words in ("First claim", "Quoted words", "The body", "clear"):
        at = found.text.index(words)
        span = found.place(at, at + len(words))
        line = ARTICLE.split("\n")[span.line - 1]
        assert line[span.column - 1 : span.end_column - 1] == words


@pytest.mark.skipif("ARGMAP_CORPORA" not in os.environ, reason="ARGMAP_CORPORA is not set")
def test_every_reference_and_citation_of_the_jose_papers_is_linked():
    papers = sorted((Path(os.environ["ARGMAP_CORPORA"]) / "jose").glob("*.jats"))
    assert papers
    for path in papers:
        source = path.read_text(encoding="utf-8")
        found = understand(draft_jats(path.read_bytes(), path.name))
        assert len(found.references) == source.count("<ref id=")
        cited = [m for m in found.marks if m.kind != "note"]
        assert len(cited) == source.count('ref-type="bibr"')
        assert all(m.references for m in cited)
        assert all(ref.authors and ref.title for ref in found.references)


def of(body="<p>Rivers turn.</p>", back="", front="", after=""):
    return f"<article><front><article-meta>{front}</article-meta></front><body>{body}</body><back>{back}</back>{after}</article>"


def call(target, words="1", kind="fn"):
    return f'<xref ref-type="{kind}" rid="{target}">{words}</xref>'


@pytest.mark.parametrize("part", ["sub-article", "response"])
def test_other_papers_in_the_file_are_read_neither_in_text_nor_in_notes(part):
    own = "<fn-group><fn id='a'><label>1</label><p>Own body.</p></fn></fn-group>"
    other = (
        f"<{part}><body><p>Other words{call('b')}.</p></body>"
        f"<back><fn-group><fn id='b'><label>1</label><p>Other body.</p></fn></fn-group></back></{part}>"
    )
    found = read(of(f"<p>Rivers turn{call('a')}.</p>", own, after=other))
    assert [note.body for note in found.notes] == ["Own body."]
    assert "Other" not in found.text
    assert len(found.marks) == 1
    assert found.printed == (4,)


NO_NOTES = {
    "a statement that nothing calls": of(
        back='<fn-group><fn fn-type="conflict" id="x"><p>None known.</p></fn></fn-group>'
    ),
    "a line of codes": of(
        f"<p>One{call('a')}.</p>",
        "<fn-group><fn id='a'><label>1</label><p>Body.</p></fn><fn id='x'><label>Codes:</label><p>None known.</p></fn>"
        "</fn-group>",
    ),
    "numbered, and called by authors alone": of(
        front=f"<contrib-group><contrib>{call('x')}</contrib></contrib-group>",
        back="<fn-group><fn id='x'><label>1</label><p>None known.</p></fn></fn-group>",
    ),
    "of a table": of(
        f"<table-wrap><table><tr><td>4{call('x', 'a')}</td></tr></table><table-wrap-foot><fn id='x'><label>a</label>"
        "<p>None known.</p></fn></table-wrap-foot></table-wrap>"
    ),
    "of the authors, called in the title": of(
        front=f"<title-group><article-title>Rivers{call('x', '*')}</article-title></title-group>"
        "<author-notes><fn id='x'><label>*</label><p>None known.</p></fn></author-notes>"
    ),
}


@pytest.mark.parametrize("name", NO_NOTES)
def test_what_is_set_like_a_note_and_is_none(name):
    found = read(NO_NOTES[name])
    assert not [note for note in found.notes if "None known" in note.body]
    assert not [mark for mark in found.marks if mark.kind == "note" and mark.note is None]


def test_a_numbered_note_among_those_called_stays_a_note():
    found = read(
        of(
            f"<p>One{call('a')}.</p>",
            "<fn-group><fn id='a'><label>1</label><p>Body.</p></fn><fn id='b'><label>2</label><p>Lost.</p></fn></fn-group>",
        )
    )
    assert [(note.number, note.body) for note in found.notes] == [(1, "Body."), (2, "Lost.")]


FIELDS = (
    "<element-citation publication-type='journal'><person-group person-group-type='author'><name><surname>Oak</surname>"
    "<given-names>A</given-names></name></person-group><article-title>Bends</article-title><source>Rivers</source>"
    "<year>2003</year></element-citation>"
)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (
            f"<label>1</label><mixed-citation>. Oak A. Bends. Rivers. 2003.</mixed-citation>{FIELDS}",
            "Oak A. Bends. Rivers. 2003.",
        ),
        (
            f"<citation-alternatives>{FIELDS}<mixed-citation>Oak A. Bends. 2003.</mixed-citation></citation-alternatives>",
            "Oak A. Bends. 2003.",
        ),
        (f"<label>1</label>{FIELDS}", "Oak, A. Bends. Rivers. 2003"),
    ],
)
def test_an_entry_reads_as_printed_and_says_what_is_stated(entry, words):
    (found,) = read(of(back=f"<ref-list><ref id='r'>{entry}</ref></ref-list>")).references
    assert (found.text, found.authors, found.title, found.year) == (words, ("Oak, A",), "Bends", "2003")


def test_a_figure_inside_a_paragraph_is_no_part_of_its_sentences():
    found = read(
        of(
            "<p>Rivers turn <fig><label>1</label><caption><title>A weir.</title><p>See the lock.</p></caption></fig>slowly.</p>"
        )
    )
    assert [s.text for s in found.sentences if s.text.startswith("Rivers")] == ["Rivers turn slowly."]
    assert [b.kind for b in found.blocks] == ["paragraph", "caption", "caption"]


def test_powers_stay_powers():
    assert "10⁶ m" in read(of("<p>It holds 10<sup>6</sup> m.</p>")).text


def test_figures_set_apart_are_read():
    found = read(of(after="<floats-group><fig><caption><p>A weir.</p></caption></fig></floats-group>"))
    assert [b.kind for b in found.blocks] == ["paragraph", "caption"]


def test_what_is_printed_is_counted():
    found = read(ARTICLE)
    words = "A Title Short clear One First claim Smith stands Two more Inner Quoted words An item The body References"
    entries = "Smith John Book 2010 Unwin Jones Another book Oxford OUP"
    assert found.printed == (sum(len(word) > 1 for word in (words + " " + entries).split() if word.isalpha()),)


def test_entities_of_the_file_are_not_expanded():
    laughs = '<!DOCTYPE a [<!ENTITY a "ha ha ha"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/hostname">]>'
    found = read(f"{laughs}<article><body><p>Before &b; and &x; after.</p></body></article>")
    assert "ha ha" not in found.text
    assert "&b;" in found.text
    assert any("not expanded" in remark for remark in found.remarks)


def test_a_cut_off_file_is_read_as_far_as_it_goes():
    found = read(ARTICLE[: ARTICLE.index("Two more") + 5])
    assert "First claim" in found.text
    assert any("cut off" in remark for remark in found.remarks)


@pytest.mark.parametrize("source", ["<html><p>x</p></html>", "plain words", "<"])
def test_what_is_no_article_is_refused(source):
    with pytest.raises(ArgmapError, match="no <article>"):
        read(source)


def article(body, entries):
    return read(f"<article><body>{body}</body><back><ref-list>{entries}</ref-list></back></article>")


def entries(count):
    return "".join(
        f'<ref id="r{n}"><mixed-citation>{name}, A. ({2000 + n}). Trees. Leaf.</mixed-citation></ref>'
        for n, name in zip(range(1, count + 1), ("Oak", "Elm", "Ash", "Fir", "Yew"), strict=False)
    )


@pytest.mark.parametrize(
    ("cited", "keys"),
    [
        ('[<xref ref-type="bibr" rid="r2">2–4</xref>]', ["r2", "r3", "r4"]),
        ('[<xref ref-type="bibr" rid="r1">1</xref>\u2212<xref ref-type="bibr" rid="r3">3</xref>]', ["r1", "r2", "r3"]),
        ('(<xref ref-type="bibr" rid="r1">Oak, 2001-4</xref>)', ["r1"]),
        ('[<xref ref-type="bibr" rid="r4">4–900</xref>]', ["r4", "r5"]),
        ('[<xref ref-type="bibr" rid="r4">4–2</xref>]', ["r4"]),
    ],
)
def test_a_range_that_leads_to_its_first_work_cites_all(cited, keys):
    found = article(f"<p>So {cited}.</p>", entries(5))
    by_id = {ref.id: ref.key for ref in found.references}
    assert sorted({by_id[i] for mark in found.marks for i in mark.references}) == keys


def test_an_entry_of_several_works_is_all_of_them():
    found = article(
        '<p>So [<xref ref-type="bibr" rid="r1">1</xref>].</p>',
        '<ref id="r1"><label>1</label><mixed-citation><label>a</label><person-group person-group-type="author"><name>'
        "<surname>Oak</surname><given-names>A</given-names></name></person-group>, <source>Bends</source>, "
        '<year>2003</year>;</mixed-citation><mixed-citation><label>b</label><person-group person-group-type="author">'
        "<name><surname>Elm</surname><given-names>B</given-names></name></person-group>, <source>Twigs</source>, "
        "<year>2004</year>.</mixed-citation></ref>",
    )
    assert [(ref.authors, ref.year, ref.text[:5]) for ref in found.references] == [
        (("Oak, A",), "2003", "Oak A"),
        (("Elm, B",), "2004", "Elm B"),
    ]
    assert found.marks[0].references == tuple(ref.id for ref in found.references)


def test_a_work_given_for_the_eye_and_in_fields_is_one():
    found = article(
        "<p>So.</p>",
        '<ref id="r1"><citation-alternatives><mixed-citation>Oak A. Bends. Leaf; 2003.</mixed-citation>'
        '<element-citation><person-group person-group-type="author"><name><surname>Oak</surname>'
        "<given-names>Ann</given-names></name><etal/></person-group><source>Bends</source><year>2003</year>"
        "</element-citation></citation-alternatives></ref>",
    )
    assert [(ref.authors, ref.text) for ref in found.references] == [(("Oak, Ann",), "Oak A. Bends. Leaf; 2003.")]


def test_a_body_is_an_author_without_its_members():
    found = article(
        "<p>So.</p>",
        '<ref id="r1"><element-citation><person-group person-group-type="author"><collab>Bee Board<person-group>'
        "<name><surname>Oak</surname></name></person-group></collab><etal/></person-group><source>Report</source>"
        "<year>2003</year></element-citation></ref>",
    )
    assert [(ref.authors, ref.text) for ref in found.references] == [(("Bee Board",), "Bee Board. Report. 2003")]


HOSTILE = {
    "nested": "<article><body>" + "<sec>" * 100_000 + "<p>x</p>",
    "inline": "<article><body><p>" + "<i>" * 100_000 + "x",
    "brackets": "<article><body><p>" + "<" * 100_000,
    "quotes": "<article><body><p>" + '<a b="' * 30_000,
    "comments": "<article><body><p>" + "<!--" * 50_000,
    "cdata": "<article><body><p>" + "<![CDATA[" * 30_000,
    "closing": "<article><body><p>" + "</x>" * 50_000,
    "ampersands": "<article><body><p>" + "&" * 100_000,
    "marks": "<article><body><p>" + '<xref ref-type="bibr" rid="a">1</xref>' * 3_000,
    "notes": "<article><body><p>" + "<fn><p>x</p></fn>" * 3_000,
    "figures": "<article><body>" + "<p><fig><caption>" * 20_000 + "x",
}


@parts_and_wholes(HOSTILE)
def test_hostile_files_are_read_in_little_time(text):
    assert lies_within_its_text(in_little_time(read, text))


@given(
    pieces(
        "<p> </p> <sec> </sec> <title> </title> a é &amp; </xref> </fn> </ref> <table><tr><td> <list-item>",
        " ",
        '<xref ref-type="fn" rid="f">',
        '<fn id="f">',
        "<ref id='r'>",
    )
)
def test_any_nesting_is_read_and_its_offsets_hold(nested):
    source = f"<article><body>{nested}</body></article>"
    assert lies_within_its_text(read(source), source)


@pytest.mark.parametrize(
    ("formula", "reads"),
    [
        ("<inline-formula><mml:math><mml:mi>n</mml:mi></mml:math></inline-formula>", "n"),
        ("<mml:math><mml:mi>a</mml:mi><mml:mo>=</mml:mo><mml:mi>b</mml:mi></mml:math>", "a=b"),
        ("<inline-formula><italic>p</italic> &lt; 2</inline-formula>", "p < 2"),
        ('<inline-formula><inline-graphic xlink:href="a.tif"/></inline-formula>', "…"),
        (
            "<inline-formula><alternatives><inline-graphic/><tex-math>$k$</tex-math></alternatives></inline-formula>",
            "$k$",
        ),
        (
            "<inline-formula><tex-math><![CDATA[\\documentclass[12pt]{minimal} \\usepackage{amsmath}"
            "\\begin{document}$$ x_1 $$\\end{document}]]></tex-math></inline-formula>",
            "x_1",
        ),
        (f"<tex-math>{' + '.join(f'x_{n}' for n in range(20))}</tex-math>", "…"),
    ],
)
def test_words_on_both_sides_of_a_formula_are_no_neighbours(formula, reads):
    found = read(f"<article><body><sec><p>The dues and {formula} and the tolls rose.</p></sec></body></article>")
    assert [" ".join(s.text.split()) for s in found.sentences] == [f"The dues and {reads} and the tolls rose."]


def test_a_raised_number_behind_a_full_stop_and_a_space_is_of_the_sentence_before() -> None:
    text = (
        "<article><body><p>In the north it is 19%.\n  <xref ref-type='bibr' rid='B3'>\n<sup>3</sup>\n</xref> A study "
        "of the south found more.<xref ref-type='bibr' rid='B3'><sup>3</sup></xref></p></body><back><ref-list>"
        "<ref id='B3'><label>3</label><mixed-citation>Berg A. Salt. Lund: Coast; 1991.</mixed-citation></ref>"
        "</ref-list></back></article>"
    )
    document = understand(draft_jats(text.encode(), "a.xml"))
    first, second = document.sentences
    assert [mark.sentence for mark in document.marks] == [first.id, second.id]
    assert second.text.startswith("A study")
