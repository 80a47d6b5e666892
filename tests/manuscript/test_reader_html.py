"""HTML: main text, frames left out, footnotes by their links, reference lists, places, and pages that mean harm."""

from __future__ import annotations

import pytest
from hypothesis import given

from argmap.ground.diagnostics import ArgmapError
from argmap.manuscript.readers.html.reader import draft_html
from argmap.manuscript.stages.understanding import understand
from hostile import in_little_time, lies_within_its_text, parts_and_wholes, pieces


def read(text, encoding="utf-8"):
    return understand(draft_html(text.encode(encoding), "page.html"))


def kinds(source):
    found = read(source)
    return [(b.kind, " ".join(found.text[b.start : b.end].split())) for b in found.blocks]


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        (
            "<h1>T</h1><h2>One</h2><p>Words &amp; caf&eacute;.</p>",
            [("title", "T"), ("heading", "One"), ("paragraph", "Words & café.")],
        ),
        ("<p>One<p>Two <b>bold</b><br>line", [("paragraph", "One"), ("paragraph", "Two bold line")]),
        (
            "<blockquote><p>Quoted.</p></blockquote><ul><li>a<li>b</ul>",
            [("quote", "Quoted."), ("item", "a"), ("item", "b")],
        ),
        ("<table><tr><th>a</th><td>b</td></tr></table>", [("table", "a b")]),
        (
            "<div>Loose words <i>here</i>.<p>Then a paragraph.</p> and more</div>",
            [("paragraph", "Loose words here."), ("paragraph", "Then a paragraph."), ("paragraph", "and more")],
        ),
        (
            "<script>var a = '<p>no</p>';</script><style>p{}</style><p>Yes.</p><!-- <p>no</p> -->",
            [("paragraph", "Yes.")],
        ),
        (
            "<nav><p>Home</p></nav><main><p>Text of the paper.</p></main><footer>(c)</footer>",
            [("paragraph", "Text of the paper.")],
        ),
        ("<pre>code  here</pre>", [("code", "code here")]),
        ("<p>Water is H<sub>2</sub>O and x<sup>2</sup>.</p>", [("paragraph", "Water is H2O and x².")]),
        ('<p>A form<sup><a href="#gone">1</a></sup> of it.</p>', [("paragraph", "A form¹ of it.")]),
        ('<p>A form<a href="notes.html#n3"><sup>3)</sup></a> of it.</p>', [("paragraph", "A form³ of it.")]),
    ],
)
def test_blocks_and_words(source, blocks):
    assert kinds(source) == blocks


NOTES = {
    "plain": (
        '<sup><a href="#fn1" id="r1">1</a></sup>',
        '<ol><li id="fn1"><p>The body. <a href="#r1">↩</a></p></li></ol>',
    ),
    "pandoc": (
        '<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>',
        (
            '<section class="footnotes" role="doc-endnotes"><hr /><ol><li id="fn1"><p>The body.<a href="#fnref1" '
            'class="footnote-back">↩︎</a></p></li></ol></section>'
        ),
    ),
    "word": (
        '<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>',
        '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> The body.</p></div>',
    ),
    "wiki": (
        '<sup id="cite_ref-a_1-0" class="reference"><a href="#cite_note-a-1">[1]</a></sup>',
        (
            '<ol class="references"><li id="cite_note-a-1"><b><a href="#cite_ref-a_1-0">^</a></b> <span '
            'class="reference-text">The body.</span></li></ol>'
        ),
    ),
    "pandoc 3": (
        '<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>',
        (
            '<aside id="footnotes" class="footnotes" role="doc-endnotes"><hr /><ol><li id="fn1"><p>The body.<a '
            'href="#fnref1" class="footnote-back">↩︎</a></p></li></ol></aside>'
        ),
    ),
    "an empty link": (
        '<a href="#n1"></a>',
        '<section role="doc-endnotes"><section id="n1" role="doc-endnote"><p>The body.</p></section></section>',
    ),
}


@pytest.mark.parametrize("name", NOTES)
def test_footnotes_are_told_by_their_links(name):
    call, body = NOTES[name]
    found = read(f"<h1>T</h1><p>A claim stands.{call} Another one.</p>{body}")
    (mark,) = [m for m in found.marks if m.kind == "note"]
    (note,) = found.notes
    assert (mark.note, mark.number, note.number, note.body) == (note.id, 1, 1, "The body.")
    assert [s.text for s in found.sentences] == ["A claim stands.", "Another one."]


def test_links_inside_the_page_are_no_notes():
    found = read(
        '<p><a href="#s2">Section 2</a> says so.</p><h2 id="s2">Two</h2><p>Text.</p><p>See <a href="#top">1</a>.</p>'
    )
    assert not found.notes
    assert not found.marks


def test_a_list_of_works_is_read_as_references():
    found = read(
        "<h2>One</h2><p>So (Smith 2010: 4).</p><h2>References</h2><ul><li>Smith, J. (2010). A book. Oxford: "
        "OUP.</li><li>Jones, P. (2011). Another. Oxford: OUP.</li></ul>"
    )
    assert [(ref.authors, ref.year) for ref in found.references] == [(("Smith, J.",), "2010"), (("Jones, P.",), "2011")]
    assert found.marks[0].references == (found.references[0].id,)


LIST = (
    '<section role="doc-bibliography"><h2>References</h2><ol><li id="oak" role="doc-biblioentry"><p>Oak, A. (2003). '
    'Bends. York: Ford.</p></li><li id="elm"><p>Elm, B. (2007). Silt. Leeds: Weir.</p></li></ol></section>'
)
PLAIN_LIST = (
    '<h2>References</h2><ol><li id="oak">Oak, A. (2003). Bends. York: Ford.</li><li id="elm">Elm, B. (2007). Silt. '
    "Leeds: Weir.</li></ol>"
)
WIKI = (
    '<ol class="references"><li id="cite_note-oak-1">^ <a href="#x">a</a> <cite>Oak, A. (2003). Bends. York: Ford.</cite>'
    '</li><li id="cite_note-2"><cite>Elm, B. (2007). Silt. Leeds: Weir.</cite></li></ol>'
)


@pytest.mark.parametrize(
    "page",
    [
        f'<p>Rivers turn <a href="#oak"> </a> and silt <a href="#elm"></a>.</p>{LIST}',
        f'<p>Rivers turn [<a href="#oak">1</a>] and silt <sup><a href="#elm">2</a></sup>.</p>{LIST}',
        f'<p>Rivers turn <a href="#oak">[1]</a> and silt <a href="#elm">[2]</a>.</p>{PLAIN_LIST}',
        '<p>Rivers turn.<sup><a href="#cite_note-oak-1">[1]</a></sup> They silt.<sup><a href="#cite_note-2">[2]</a></sup> '
        f'They turn again.<sup><a href="#cite_note-oak-1">[1]</a></sup></p>{WIKI}',
    ],
)
def test_a_link_to_an_entry_is_a_citation_and_no_note(page):
    found = read(f"<h1>T</h1>{page}")
    names = {reference.id: reference.authors for reference in found.references}
    cited = [names[i] for mark in found.marks for i in mark.references]
    assert cited[:2] == [("Oak, A.",), ("Elm, B.",)]
    assert not found.notes
    assert all(mark.references for mark in found.marks)


@pytest.mark.parametrize(("cite", "note"), [("d-cite", "d-footnote"), ("dt-cite", "dt-fn")])
def test_distill_pages_state_citations_notes_and_works(cite, note):
    found = read(
        f'<h1>T</h1><dt-article><p>Rivers turn <{cite} key="oak,elm"></{cite}>.<{note}>Not all <b>of</b> them, see '
        f'<{cite} key="gone"></{cite}>.</{note}> They silt.</p></dt-article><script type="text/bibliography">'
        "@book{oak, author={Oak, A.}, title={Bends}, year=2003}\n@book{elm, author={Elm, B.}, title={Silt}, year=2007}"
        "</script>"
    )
    keys = {reference.id: reference.key for reference in found.references}
    cited = [[keys[i] for i in mark.references] for mark in found.marks if mark.kind == "key"]
    assert cited == [["oak"], ["elm"], []]
    assert [(n.number, n.body) for n in found.notes] == [(1, "Not all of them, see [@gone].")]
    assert [m.note for m in found.marks if m.kind == "note"] == [found.notes[0].id]
    assert [s.text for s in found.sentences] == ["Rivers turn [@oak; @elm].", "They silt."]


def test_a_bibliography_that_the_page_names_is_looked_for_beside_it(tmp_path):
    (tmp_path / "works.bib").write_text("@book{oak, author={Oak, A.}, title={Bends}, year=2003}")
    page = (
        b'<p>Rivers turn <d-cite key="oak"></d-cite>.</p><d-bibliography src="works.bib"></d-bibliography>'
        b'<d-bibliography src="gone.bib"></d-bibliography>'
    )
    found = understand(draft_html(page, "page.html", tmp_path / "page.html"))
    assert [(named.name, named.unread is None) for named in found.bibliographies] == [
        ("works.bib", True),
        ("gone.bib", False),
    ]
    assert [reference.key for reference in found.references] == ["oak"]


@pytest.mark.parametrize(
    ("formula", "reads"),
    [
        ("$$ a = b $$", "So it is."),
        (r"\[ a = b \]", "So it is."),
        ('<span class="math display">a = b</span>', "So it is."),
        ("<dt-math block>a = b</dt-math>", "So it is."),
        ('<math display="block"><mi>a</mi></math>', "So it is."),
        ("<math><mi>a</mi><annotation>\\alpha</annotation></math>", "So a it is."),
        (
            '<span class="katex"><span class="katex-mathml"><math><mi>a</mi><annotation>\\alpha</annotation></math></span>'
            '<span class="katex-html" aria-hidden="true">a</span></span>',
            "So a it is.",
        ),
        ("<dt-math>\\begin{array}{cc} 1 & 0 \\\\ 0 & 1 \\end{array} + \\lambda</dt-math>", "So … it is."),
        ('<span class="math inline">a</span>', "So a it is."),
    ],
)
def test_formulas_are_no_prose(formula, reads):
    (sentence,) = read(f"<p>So {formula} it is.</p>").sentences
    assert sentence.text == reads


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        (
            '<p>One <span class="xref">two</span><span class="tip closed">Seen later.</span>.</p>',
            [("paragraph", "One two.")],
        ),
        ('<p>One<span role="tooltip">Seen later.</span>.</p>', [("paragraph", "One.")]),
        ('<p>One.</p><div class="modal fade"><p>Seen later.</p></div>', [("paragraph", "One.")]),
        ('<p>One.</p><p style="display: none">Never seen.</p>', [("paragraph", "One.")]),
        ('<p>One <a class="open-modal">two</a>.</p>', [("paragraph", "One two.")]),
        ('<div class="overflow-hidden"><p>One.</p></div>', [("paragraph", "One.")]),
        ('<p>One.</p><div class="how-to-cite"><p>Oak, A. Bends.</p></div>', [("paragraph", "One.")]),
        ("<figure><img><p>A legend.</p></figure><p>One.</p>", [("caption", "A legend."), ("paragraph", "One.")]),
        ('<div class="fig"><p>A legend.</p></div><p>One.</p>', [("caption", "A legend."), ("paragraph", "One.")]),
        ("<main><p>One.</p><aside><p>Beside.</p></aside></main>", [("paragraph", "One."), ("furniture", "Beside.")]),
        ("<p>One.</p><aside><p>Buy this.</p></aside>", [("paragraph", "One.")]),
    ],
)
def test_what_is_not_shown_or_only_stands_beside_the_text_is_no_prose(source, blocks):
    assert kinds(source) == blocks


@pytest.mark.parametrize(
    "attributes",
    [
        f'src="data:image/png;base64,{"iVBORw0K" * 4_000}" alt="The legend"',
        'alt="A <b>bold</b> legend" src="a.png"',
        "alt='It <i>hums</i>, \"so\"' src='a.png'",
    ],
)
def test_attributes_are_no_text_however_long_or_marked_up(attributes):
    assert kinds(f"<p>One.</p><p><img {attributes}></p><p>Two.</p>") == [("paragraph", "One."), ("paragraph", "Two.")]


def test_notes_that_only_their_numbers_tie_are_read():
    found = read(
        "<h1>T</h1><p>Rivers turn.<sup>1</sup> They silt.<sup>2</sup></p><h2>Notes</h2><ul class='footnotes'>"
        "<li><span>1</span><div>Not all.</div></li><li><span>2</span><div>Some do.</div></li></ul>"
    )
    assert [(note.number, note.body) for note in found.notes] == [(1, "Not all."), (2, "Some do.")]
    assert [mark.note for mark in found.marks] == [note.id for note in found.notes]


def test_raised_numbers_are_no_notes_where_links_state_what_is_cited():
    found = read(
        f'<h1>T</h1><p>Ada Oak <sup>1</sup>, Ben Elm <sup>3</sup></p><p>Rivers turn [<a href="#oak">1</a>].</p>{LIST}'
    )
    assert [mark.kind for mark in found.marks] == ["numeric"]


def test_what_is_printed_is_counted_without_frames_scripts_and_formulas():
    found = read(
        "<html><head><title>Not this</title></head><body><nav>Not this</nav><h1>One head</h1><p>Wa<b>ter</b> turns"
        "<math><mi>not</mi></math>.</p><p>And silts</p><script>not this</script><footer>not this</footer></body></html>"
    )
    assert found.printed == (6,)


def test_places_are_lines_and_columns_of_the_file():
    source = "<h1>T</h1>\n<p>One &amp; <b>two</b>\nthree four.</p>"
    found = read(source)
    for words in ("One", "two", "three", "four"):
        at = found.text.index(words)
        span = found.place(at, at + len(words))
        assert source.split("\n")[span.line - 1][span.column - 1 : span.end_column - 1] == words


def test_a_declared_encoding_is_believed():
    assert "Şükrü" in read('<meta charset="iso-8859-9"><p>Şükrü spoke there.</p>', "iso-8859-9").text


@pytest.mark.parametrize("source", ["<script>x</script>", "<html><body></body></html>", "<nav><p>Home</p></nav>"])
def test_a_page_without_text_is_refused(source):
    with pytest.raises(ArgmapError, match="no text"):
        read(source)


ENTRY = '<li id="ref-oak">Oak, Ann. 2003. <em>Bends</em>. Leaf.</li><li id="ref-elm">Elm, Bo. 2004. <em>Twigs</em>. Leaf.</li>'


@pytest.mark.parametrize(
    ("cited", "marks"),
    [
        (
            '(<a href="#ref-oak">Oak 2003, 14</a>; <a href="#ref-elm">Elm 2004</a>)',
            [("2003", "14", False), ("2004", None, False)],
        ),
        ('Oak (<a href="#ref-oak">2003</a>) says', [("2003", None, True)]),
        ('<a href="#ref-oak">Bees, Ann’s group (2003)</a> says', [("2003", None, True)]),
        ('see <a href="#ref-oak">the book of Oak</a>', []),
    ],
)
def test_a_link_with_a_year_cites_the_entry_that_it_leads_to(cited, marks):
    found = read(f"<h1>T</h1><p>So it is {cited}.</p><h2>References</h2><ul>{ENTRY}</ul>")
    assert [(m.year, m.locator, m.narrative) for m in found.marks] == marks
    keys = {ref.id: ref.year for ref in found.references}
    assert [keys[m.references[0]] for m in found.marks] == [year for year, _, _ in marks]
    assert len({m.group for m in found.marks}) <= 1
    assert len(found.references) == 2


@pytest.mark.parametrize(
    ("address", "count"),
    [("#ref-oak", 1), ("book.html#ref-oak", 1), ("./Bees#ref-oak", 1), ("https://x.org/#ref-oak", 0)],
)
def test_a_link_may_name_its_own_page(address, count):
    found = read(f'<h1>T</h1><p>So <a href="{address}">[1]</a>.</p><h2>References</h2><ul>{ENTRY}</ul>')
    assert sum(bool(mark.references) for mark in found.marks) == count


CALLS = 'Bees<sup><a href="{0}#b1">1</a></sup> hum<sup><a href="{0}#b2">2</a></sup> on<sup><a href="{0}#b3">3</a></sup>'
BODIES = "".join(f'<li id="b{n}">Body {n} <a href="https://x.org/p#r{n}">^</a></li>' for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("head", "address", "count"),
    [
        ("<!DOCTYPE html>\n<!-- saved from url=(0015)https://x.org/p -->", "https://x.org/p", 3),
        ('<link rel="canonical" href="https://x.org/p?id=7">', "https://x.org/p?id=7", 3),
        ("", "https://x.org/p", 3),  # by three names in the page
        ("", "https://x.org/p", 0),  # by one
        ('<link rel="canonical" href="https://x.org/q">', "https://x.org/p", 0),
    ],
)
def test_a_page_that_was_saved_names_itself_by_its_address(head, address, count):
    calls = CALLS.format(address) if count else f'Bees hum<sup><a href="{address}#b1">1</a></sup>'
    found = read(f'<html>{head}<h1>T</h1><p>{calls}.</p><ol class="footnotes">{BODIES}</ol></html>')
    assert len([mark for mark in found.marks if mark.note]) == count


def test_links_to_texts_are_no_entries_nor_words_of_one():
    links = '<p><a href="/1">Article</a> <a href="/2">PubMed</a> <a href="/3">Google Scholar</a></p>'
    works = "".join(
        f'<li><p id="c{n}">{name}, A. (200{n}). Trees. York: Ford.</p>{links}</li>'
        for n, name in ((1, "Oak"), (2, "Elm"))
    )
    for cited in ("Bees hum.", 'Bees hum [<a href="#c1">1</a>, <a href="#c2">2</a>].'):
        found = read(f"<h1>T</h1><p>{cited}</p><h2>References</h2><ol>{works}</ol>")
        assert [ref.text for ref in found.references] == [
            "Oak, A. (2001). Trees. York: Ford.",
            "Elm, A. (2002). Trees. York: Ford.",
        ]


def test_an_entry_in_blocks_is_one_where_it_is_cited():
    found = read(
        '<h1>T</h1><p>Bees hum.<sup><a href="#cite_note-1">[1]</a></sup> Again.<sup><a href="#cite_note-1">[1]</a></sup></p>'
        '<ol class="references"><li id="cite_note-1">^ <cite>Oak, A. <div>shown on demand</div> (2003). Bends.</cite></li></ol>'
    )
    assert [(ref.authors, ref.year) for ref in found.references] == [(("Oak, A.",), "2003")]


@pytest.mark.parametrize(
    ("source", "read_as"),
    [
        # the id is made of the author's words: of the key of a work, or of a heading
        (
            '<h2>References</h2><div id="refs"><div id="ref-oak_social_2003" class="csl-entry">{}</div></div>',
            "reference",
        ),
        ('<h2>References</h2><ol><li id="menu-2003">{}</li></ol>', "reference"),
        ('<h2>References</h2><div class="thebibliography"><p id="X0-share-2003">{}</p></div>', "reference"),
        ('<section id="related-work"><h2>Related work</h2><p>{}</p></section>', "paragraph"),
        ('<div id="social-capital" class="section level2"><h2>Social capital</h2><p>{}</p></div>', "paragraph"),
        ('<section id="sec-share" class="level2"><h2 id="share">Share</h2><p>{}</p></section>', "paragraph"),
        # and here of what frames the paper
        ('<div id="related-articles"><h2>Related</h2><p>{}</p></div>', None),
        ('<section class="social share"><p>{}</p></section>', None),
        ('<div id="nav-menu"><ul><li>{}</li></ul></div>', None),
    ],
)
def test_an_id_made_of_the_authors_words_is_no_name_of_a_frame(source, read_as):
    entry = "Oak, Ann. 2003. <em>Bends</em>. London: Leaf."
    words = "Oak, Ann. 2003. Bends. London: Leaf."
    found = read(f"<h1>T</h1><p>Bees hum.</p>{source.format(entry)}")
    assert next((block.kind for block in found.blocks if words in found.text[block.start : block.end]), None) == read_as


@pytest.mark.parametrize("named", ["citation", "citation__top", "bibliographic-information"])
def test_what_says_of_the_paper_itself_is_no_list_of_works(named):
    found = read(
        f'<article><div class="{named}"><h1>Bees of York</h1><div>Ann Oak, University of York, York, UK</div></div>'
        "<p>Bees hum.</p></article>"
    )
    assert not found.references


def test_an_entry_in_columns_is_one_with_its_number():
    found = read(
        "<h1>T</h1><p>Bees hum<sup>1,2</sup>.</p><h2>References</h2><div id='refs'>"
        + "".join(
            f'<div id="ref-{n}" class="csl-entry"><div class="csl-left-margin">{n}. </div><div class="csl-right-inline">'
            f"{name}, A. Trees. <em>Leaf</em> {n} (2003).</div></div>"
            for n, name in ((1, "Oak"), (2, "Elm"))
        )
        + "</div>"
    )
    assert [(ref.label, ref.authors) for ref in found.references] == [("1", ("Oak, A.",)), ("2", ("Elm, A.",))]
    assert "hum¹,²" in found.text


def test_a_page_of_latexml_has_its_notes_and_entries():
    found = read(
        '<article><h1 class="ltx_title ltx_title_document">T</h1><p>Bees hum<span class="ltx_note ltx_role_footnote">'
        '<sup class="ltx_note_mark">1</sup><span class="ltx_note_outer"><span class="ltx_note_content"><sup '
        'class="ltx_note_mark">1</sup><span class="ltx_tag ltx_tag_note">1</span>A body.</span></span></span> '
        '<cite class="ltx_cite">[<a href="#bib.b1">3</a>]</cite>.</p><section class="ltx_bibliography"><h2>References</h2>'
        '<ul><li id="bib.b1" class="ltx_bibitem"><span class="ltx_tag ltx_role_refnum ltx_tag_bibitem">[3]</span>'
        '<span class="ltx_bibblock">A. Oak. </span><span class="ltx_bibblock">Bends. Leaf, 2003.</span></li></ul>'
        "</section></article>"
    )
    assert [note.body for note in found.notes] == ["A body."]
    assert [ref.text for ref in found.references] == ["[3] A. Oak. Bends. Leaf, 2003."]
    assert "Bees hum¹ [3]." in found.text


def test_a_note_of_an_encyclopedia_that_only_leads_on_is_no_entry():
    found = read(
        '<h1>T</h1><p>Bees hum<sup><a href="#cite_note-1">[1]</a></sup> and dance<sup><a href="#cite_note-2">[2]</a></sup>'
        '<sup><a href="#cite_note-1">[1]</a></sup>.<span class="mw-editsection">[edit]</span></p>'
        '<h2>References</h2><ol class="references"><li id="cite_note-1">Oak, Ann (2003). Bends. Leaf.</li>'
        '<li id="cite_note-2"><a href="#CITEREFElm">Elm 2004</a>, p. 3.</li></ol>'
        '<h2>Sources</h2><ul><li><cite id="CITEREFElm">Elm, Bo (2004). Twigs. Leaf.</cite></li></ul>'
        '<div class="navbox">Ants</div>'
    )
    assert [ref.authors for ref in found.references if ref.origin == "list"] == [("Oak, Ann",), ("Elm, Bo",)]
    assert [note.body for note in found.notes] == ["Elm 2004, p. 3."]
    assert "edit" not in found.text and "Ants" not in found.text


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        ("MsoTitle", "title"),
        ("MsoBibliography", "reference"),
        ("MsoListParagraphCxSpFirst", "item"),
        ("MsoNormal", "paragraph"),
    ],
)
def test_paragraphs_have_the_styles_that_word_gave_them(style, kind):
    assert kinds(f"<p class={style}>Oak, A. 2003. Bends and twigs.</p>") == [(kind, "Oak, A. 2003. Bends and twigs.")]


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ('<header><h1 class="title">Bees</h1></header><main><p>Text.</p></main>', "Bees"),
        ('<h1 class="article-title">Bees</h1><h1>One</h1><p>Text.</p><h1 class="article-title">Review</h1>', "Bees"),
        ('<head><meta name="citation_title" content="Bees"><title>Bees | J</title></head><p>Text.</p>', "Bees"),
        ("<head><title>Bees</title></head><h1>One</h1><p>Text.</p><h1>Two</h1>", "Bees"),
        ("<head><title>page</title></head><h1>One</h1><p>Text.</p><h1>Two</h1>", None),  # its file is page.html
        ("<head><title>page</title></head><h1>page</h1><p>Text.</p>", "page"),
        ("<h1>Bees</h1><p>Text.</p>", "Bees"),
        ("<head><title>Bees | My notes</title></head><h1>My notes</h1><h1>Bees</h1><p>Text.</p>", "Bees"),
        ("<head><title>Bees – Hive</title></head><h2>Hive</h2><h2>Bees</h2><p>Text.</p>", "Bees"),
        ("<head><title>Beeswax | Hive</title></head><h1>Hive</h1><h1>Bees</h1><p>Text.</p>", "Beeswax | Hive"),
        ('<h1>Bees<sup><a href="#fn1">1</a></sup></h1><p>Text.</p><p id="fn1">1. We thank the hive.</p>', "Bees"),
    ],
)
def test_the_title_of_a_page(page, title):
    assert read(page).title == title


@pytest.mark.parametrize(
    "note",
    [
        '<label for="a" class="margin-toggle sidenote-number"></label><input type="checkbox" id="a" class="margin-toggle"/>'
        '<span class="sidenote">It was old.</span>',
        '<label for="a" class="margin-toggle">&#8853;</label><span class="marginnote">It was old.</span>',
        '<small class="sidenote"><span class="sidenote-number">1</span> It was old.</small>',
        '<sup class="modern-footnotes-footnote"><a href="javascript:void(0)">1</a></sup>'
        '<span role="tooltip" class="modern-footnotes-footnote__note">It was old.</span>',
        '<span class="footnote_referrer"><a role="button"><sup>[1]</sup></a>'
        '<span class="footnote_tooltip">It was old.</span></span>',
    ],
)
def test_what_stands_in_the_margin_is_a_note(note):
    found = read(f"<p>Bees hum.{note} They err.</p>")
    assert [sentence.text for sentence in found.sentences] == ["Bees hum.", "They err."]
    assert [n.body for n in found.notes] == ["It was old."]
    assert [m.note for m in found.marks] == [found.notes[0].id]


def test_a_button_of_littlefoot_calls_the_note_of_its_number():
    found = read(
        '<p>Bees hum.<sup id="fnref:1"><button class="littlefoot__button" data-footnote-id="1"></button></sup></p>'
        '<div class="footnotes"><ol><li id="fn:1"><p>It was old. <a href="#fnref:1">↩</a></p></li></ol></div>'
    )
    assert [n.body for n in found.notes] == ["It was old."]
    assert [m.note for m in found.marks] == [found.notes[0].id]


def test_a_legend_in_the_margin_is_none():
    found = read(
        '<p>Bees hum.</p><figure><span class="marginnote">Figure 1: The hive.</span><img src="a.png"></figure>'
    )
    assert not found.notes and "Figure 1: The hive." in found.text


def test_what_is_only_for_hearing_is_not_in_a_citation():
    found = read('<p>Bees hum (<a href="#r1">Oak, <span class="off-screen">Citation</span>2003</a>).</p>')
    assert [m.text for m in found.marks] == ["(Oak, 2003)"]


OPENED = {
    "dialog": (
        '<button aria-controls="{0}">{1}</button>',
        '<div id="{0}" role="dialog" aria-describedby="{0}-b" hidden><b>Footnote 2</b><button>Close</button>'
        '<div id="{0}-b"><p>{2}</p></div></div>',
    ),
    "popover": ('<button popovertarget="{0}">{1}</button>', '<div id="{0}" style="display: none">{2}</div>'),
    "framework": ('<button type="button" data-bs-target="#{0}">{1}</button>', '<div class="modal" id="{0}">{2}</div>'),
}


@pytest.mark.parametrize("way", OPENED)
def test_notes_and_citations_that_buttons_open_are_read_where_they_stand(way):
    button, window = OPENED[way]
    note = "The hive was old."
    found = read(
        f"<main><p>Bees hum.<sup>{button.format('fn-1', '1', '')}</sup> They err ({button.format('pop-a', 'Oak, 2003')}).</p>"
        "<p><button>Copy</button></p><h2>References</h2><ul><li>Oak, A. (2003). Bends. London: Quay.</li></ul></main>"
        f"<div hidden>{window.format('fn-1', '', note)}{window.format('pop-a', '', 'Oak, A. (2003). Bends.')}</div>"
    )
    assert [sentence.text for sentence in found.sentences] == ["Bees hum.", "They err (Oak, 2003)."]
    assert [n.body for n in found.notes] == [note]
    assert [(m.kind, m.note, len(m.references)) for m in found.marks] == [
        ("note", found.notes[0].id, 0),
        ("author-date", None, 1),
    ]


HOSTILE = {
    "values": '<a x="' * 20_000 + "'<a y='\"" * 20_000,
    "pictures": '<img src="data:a' * 20_000,
    "divs": "<div>" * 100_000 + "<p>x</p>",
    "inline": "<b>" * 100_000 + "x",
    "brackets": "x" + "<" * 100_000,
    "quotes": "<p>x" + '<a b="' * 30_000,
    "comments": "<p>x" + "<!--" * 50_000,
    "scripts": "<p>x" + "<script>" * 50_000,
    "closing": "<p>x" + "</b>" * 50_000,
    "lists": "<p>x" + "<ul><li>" * 30_000,
    "links": "<p>x" + '<a href="#a">1</a>' * 5_000 + '<p id="a">body',
    "ids": "<p>x" + "".join(f'<a href="#n{i}"><sup>1</sup></a><p id="n{i}">body' for i in range(2_000)),
    "formulas": "<p>x" + "\\[" * 30_000 + "$$" * 30_001,
    "headings": "<p>x" + "<h2>References</h2><p>y" * 10_000,
    "entries": "<p>x" + '<a href="#a"></a>' * 3_000 + "<h2>References</h2>" + '<p id="a">Oak, A. 2003. Bends.' * 2_000,
    "distill": "<p>x" + '<d-footnote>a<d-cite key="b,c"></d-cite>' * 5_000,
    "doctype": "<!DOCTYPE html [" + "<!ENTITY a 'b'>" * 20_000 + "]><p>x</p>",
}


@parts_and_wholes(HOSTILE)
def test_hostile_pages_are_read_in_little_time(text):
    assert lies_within_its_text(in_little_time(read, text))


@given(
    pieces(
        "<p> </p> <div> </div> <li> <ul> </ul> <h2> </h2> a é &amp; <sup> </sup> <table><tr><td> <br> <blockquote>",
        " ",
        '<a href="#f">1</a>',
        '<li id="f">',
        "\n",
    )
)
def test_any_nesting_is_read_and_its_offsets_hold(nested):
    source = "<p>x</p>" + nested
    assert lies_within_its_text(read(source), source)


def test_a_dash_stands_for_the_names_of_the_entry_above_where_both_are_led_to():
    found = read(
        '<h1>T</h1><p>Bees hum (<a href="#ref-a">Oak and Elm 2003</a>; <a href="#ref-b">2004</a>).</p><h2>References</h2>'
        '<div class="references"><div id="ref-a" class="csl-entry">Oak, Ann, and Bo Elm. 2003. <em>Bends</em>. Leaf.</div>'
        '<div id="ref-b" class="csl-entry">———. 2004. <em>Twigs</em>. London: Leaf.</div></div>'
    )
    assert [reference.authors for reference in found.references] == [("Oak, Ann", "Elm, Bo")] * 2
