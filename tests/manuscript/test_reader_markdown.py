"""Markdown: notes, keys, code, front matter, places in the file, and files that mean harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.ground.files import reading_project
from argmap.manuscript.readers.markdown.reader import draft_markdown
from argmap.manuscript.stages.understanding import understand
from hostile import in_little_time, lies_within_its_text, parts_and_wholes

BIB = (
    "@book{smith, author={Smith, John}, title={A Book}, year=2010}\n@book{jones, author={Jones, P.}, title={B}, "
    "year=2011}\n"
)


def read(text, path=None):
    return understand(draft_markdown(text.encode(), "paper.md", path))


def kinds(document):
    return [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("# One {#id .x}\n\nText.", [("heading", "One"), ("paragraph", "Text.")]),
        ("One\n===\n\nTwo\n---\nText.", [("heading", "One"), ("heading", "Two"), ("paragraph", "Text.")]),
        ("> Quoted words\n> go on.\n\nText.", [("quote", "Quoted words\ngo on."), ("paragraph", "Text.")]),
        ("- one\n- two\n\n1. three", [("item", "one"), ("item", "two"), ("item", "three")]),
        ("```\n# not a heading [@no]\n```\nText.", [("code", "# not a heading [@no]"), ("paragraph", "Text.")]),
        ("| a | b |\n|---|---|\n| c | d |\n", [("table", "a\tb"), ("table", "c\td")]),
        ("<!-- a comment\n# no -->\nText.", [("paragraph", "Text.")]),
        ("---\ntitle: T\n---\nText.", [("paragraph", "Text.")]),
        ("* Contents\n{:toc}\n\n{:.lead}\nText.\n\n> Said.\n{:.by}", [("paragraph", "Text."), ("quote", "Said.")]),
        ('Some `co`{:.r} of [it](a.md){:target="_blank"}.', [("paragraph", "Some co of it.")]),
        (
            "Text.\n\n{% highlight r %}\nx <- 1\n\ny\n{% endhighlight %}\n\nMore.",
            [("paragraph", "Text."), ("code", "x <- 1\n\ny"), ("paragraph", "More.")],
        ),
        ("{{< highlight go >}}\nx := 1\n{{< /highlight >}}\nText.", [("code", "x := 1"), ("paragraph", "Text.")]),
        ("See [[Old dams|the dams]] and [[Silt]].\n\n![[map.png]]", [("paragraph", "See the dams and Silt.")]),
        ("So [[1]](#r1) and [[2]] say.", [("paragraph", "So [1] and [[2]] say.")]),
        (
            "Some *words* and **more**, a [link](http://x.org/a_b_(c)), `co_de`.",
            [("paragraph", "Some words and more, a link, co_de.")],
        ),
        (r"2 * 3 * 4, snake_case_word, a\*b, &eacute;.", [("paragraph", "2 * 3 * 4, snake_case_word, a*b, é.")]),
    ],
)
def test_blocks_and_words(source, blocks):
    assert kinds(read(source)) == blocks


@pytest.mark.parametrize("title", ["Bees: a life", '"Bees" of York', "Bees, @ home: a life"])
def test_a_title_that_is_no_yaml_is_the_title_nonetheless(title):
    assert read(f"---\ntitle: {title}\ndate: 2019-01-02\nauthor: @oak\n---\nText.").title == title


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("# Bees\n\nText.\n\n# Introduction", "Bees"),
        ("**Bees of *York* in bloom**\n\nAnn Oak\n\n# INTRODUCTION\n\nText.", "Bees of York in bloom"),
        ("__Bees of York__\n\n# 1. Introducción\n\nText.", "Bees of York"),
        ("Ann Oak\n\n# Abstract\n\nText.\n\n# Methods\n\nText.", None),
    ],
)
def test_a_heading_that_every_paper_has_is_not_its_title(source, title):
    assert read(source).title == title


def test_notes_are_numbered_in_the_order_of_their_calls():
    found = read(
        "One stands.[^b] Two stands.[^a] Three stands.^[Inline body.]\n\n[^a]: Body a.\n\n    Its second "
        "paragraph.\n[^b]: Body b.\n[^c]: Never called.\n"
    )
    by_id = {note.id: note for note in found.notes}
    assert [(m.number, by_id[m.note].body) for m in found.marks if m.kind == "note"] == [
        (1, "Body b."),
        (2, "Body a. Its second paragraph."),
        (3, "Inline body."),
    ]
    assert [note.number for note in found.notes if note.body == "Never called."] == [None]
    assert [s.text for s in found.sentences] == ["One stands.", "Two stands.", "Three stands."]


def test_a_call_without_a_body_has_no_note():
    assert read("A.[^gone]").marks[0].note is None


def test_citations_by_key_are_tied_to_the_bibliography(tmp_path):
    (tmp_path / "works.bib").write_text(BIB)
    source = (
        "---\nbibliography: works.bib\n---\nAs @smith [p. 4] says. So too [see @jones, pp. 3-5; @unknown]. "
        "Mail me@example.org."
    )
    found = read(source, tmp_path / "paper.md")
    by_id = {ref.id: ref.key for ref in found.references}
    assert [(m.kind, m.locator, m.narrative, [by_id[i] for i in m.references]) for m in found.marks] == [
        ("key", "p. 4", True, ["smith"]),
        ("key", "pp. 3-5", False, ["jones"]),
        ("key", None, False, []),
    ]
    assert found.marks[1].group == found.marks[2].group != found.marks[0].group
    assert found.marks[0].authors == ("Smith",)


NAMED = {
    "read": ("bibliography: works.bib", "[@smith]", ["smith"], [("works.bib", True)]),
    "several": ("bibliography: [works, gone.bib]", "[@smith]", ["smith"], [("works", True), ("gone.bib", False)]),
    "by their names": (
        "bibliography:\n  main: works.bib\n  web: gone.json",
        "",
        [],
        [("works.bib", True), ("gone.json", False)],
    ),
    "outside": ("bibliography: ../out.bib", "[@smith]", [], [("../out.bib", False)]),
    "of a form that is not read": ("bibliography: list.yaml", "[@smith]", [], [("list.yaml", False)]),
    "in the settings": (
        "references:\n- id: oak\n  author:\n  - family: Oak\n    given: Ada\n  title: Bends\n  issued: 2003",
        "[@oak]",
        ["oak"],
        [],
    ),
    "of Hugo": ("bibFile: data/gone.json", "[@smith]", [], [("data/gone.json", False)]),
    "a tag of R": ("bibliography: !expr here('works.bib')", "[@gone2001]", [], [("here('works.bib')", False)]),
    "not named, every key explained": ("title: x", "[@smith]", ["smith"], [("works.bib", True)]),
    "not named, one key not explained": ("title: x", "[@smith; @gone]", [], [("", False)]),
    "commented out": ("#bibliography: works.bib", "[@gone]", [], [("", False)]),
    "nothing cited": ("title: x", "", [], []),
    "settings not read": ("title: [unclosed", "[@gone]", [], [("", False)]),
    "a colon in the title": (
        "title: Bees: a life\nbibliography: works.bib",
        "[@smith]",
        ["smith"],
        [("works.bib", True)],
    ),
    "a tab": ('bibliography: "works.bib"\nlists:\n\t- one', "[@smith]", ["smith"], [("works.bib", True)]),
    "an @ in a value": ("author: @oak\nbibliography: 'works.bib'", "[@smith]", ["smith"], [("works.bib", True)]),
    "identifiers": ("bibliography: works.bib", "[@smith; @doi:10.1/x]", ["smith"], [("works.bib", True), ("", False)]),
}


@pytest.mark.parametrize("name", NAMED)
def test_the_bibliographies_that_a_paper_names(name, tmp_path):
    head, cited, keys, told = NAMED[name]
    (tmp_path / "out.bib").write_text(BIB)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "works.bib").write_text(BIB)
    (folder / "list.yaml").write_text("references: []")
    found = read(f"---\n{head}\n---\nSo it is {cited}.", folder / "paper.md")
    assert [reference.key for reference in found.references] == keys
    assert [(named.name, named.unread is None) for named in found.bibliographies] == told


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("See @fig:weir, -@tbl:counts, @Eq:speed and [@sec:two; @lst:one].", []),
        ("See @fig-weir, @tbl-counts, @sec-two and [@thm-main].", []),
        (
            "---\ncrossref: {custom: [{kind: float, key: vid}]}\n---\n\nSee [-@vid-weir; @vid-mill] and @vid-elm1988.",
            [],
        ),
        ("```{r}\n#| label: suppl-weir\n1\n```\n\nSee [@suppl-weir] and [@oak2001].", ["oak2001"]),
        ("---\ncrossref: {custom: [vid, 2]}\n---\n\nSee [@vid-weir].", ["vid-weir"]),
        ("See \\@ref(fig:weir) and \\@ref(tab:x).", []),
        ("# Rule {#rule:one}\n\nBy @rule:one [@oak2001].", ["oak2001"]),
        ("Ask @maria or @dev_ops, or [@maria](https://example.org/@maria), or a.b@example.org.", []),
        ("@property is a decorator, `@cite2001` is code.", []),
        ("As @oak2001 and @elm [p. 3] say.", ["oak2001", "elm"]),
        ("As @oak says, it is so [@oak].", ["oak", "oak"]),
        ('So {{< cite "oak;-elm" 12 >}}, {{< var version >}}.', ["oak", "elm"]),
        ("{{% note %}}Hear, [@oak].{{% /note %}}", ["oak"]),
        ("So [@{url:https://example.org/a_b}; @doi:10.1/a.b].", ["url:https://example.org/a_b", "doi:10.1/a.b"]),
    ],
)
def test_what_is_a_key_and_what_is_none(words, keys):
    found = read(words)
    assert [mark.text.lstrip("@").split(" ")[0].strip("{},") for mark in found.marks] == keys
    assert "{{" not in found.text


def test_a_word_after_at_is_a_key_where_a_bibliography_knows_it(tmp_path):
    (tmp_path / "refs.bib").write_text(BIB)
    found = read("---\nbibliography: refs.bib\n---\nAs @smith says, ask @maria.", tmp_path / "paper.md")
    assert [(mark.text, len(mark.references)) for mark in found.marks] == [("@smith", 1)]


def test_captions_and_formulas_are_no_running_text():
    found = read(
        "One.\n\n![A weir, as @fig:x shows.](weir.png){#fig:x}\n\n|a|b|\n|--|--|\n|1|2|\n\n: Counts {#tbl:y}\n\n"
        "$$ x = y $$ {#eq:z}\n\nTwo $x$ ![icon](a.png) end."
    )
    assert [(kind, words) for kind, words in kinds(found) if kind != "table"] == [
        ("paragraph", "One."),
        ("caption", "A weir, as @fig:x shows."),
        ("caption", "Counts"),
        ("paragraph", "Two $x$ icon end."),
    ]


def test_a_second_body_for_a_mark_is_kept():
    found = read("One.[^a]\n\n[^a]: First body.\n[^a]: Second body.\n")
    assert [(note.number, note.body) for note in found.notes] == [(1, "First body."), (1, "Second body.")]
    assert found.marks[0].note == found.notes[0].id


def test_a_note_that_cites_by_keys_names_no_other_work():
    assert not read("One.[^a]\n\n[^a]: See [@gone2001, p. 3].\n").references


def test_what_is_printed_is_counted_without_settings_code_and_tags():
    found = read(
        "---\ntitle: Not this\n---\n# One head\n\nFour *words* stand [here](http://example.org/far).\n\n"
        "```python\nnot = this\n```\n\n<div class='far'>And <b>three</b> more</div><!-- not this -->\n"
    )
    assert found.printed == (9,)


def test_places_are_lines_and_columns_of_the_file():
    source = "---\ntitle: x\n---\n\n# Head\n\nOne *two* three.[^1]\nFour five.\n\n[^1]: Body.\n"
    found = read(source)
    for words, line, column in (("Head", 5, 3), ("two", 7, 6), ("three", 7, 11), ("Four", 8, 1), ("Body", 10, 7)):
        at = found.text.index(words)
        span = found.place(at, at + len(words))
        assert (span.line, span.column, span.end_column) == (line, column, column + len(words)), words


@pytest.mark.parametrize("value", ["[unclosed", "!!bool words", "!!timestamp words", "!!int ''", "0x" + "f" * 4000])
def test_broken_settings_are_remarked_on_and_the_text_is_read(value):
    found = read(f"---\ntitle: {value}\n---\nText stands here.")
    assert "Text stands here." in found.text
    assert any("YAML" in remark for remark in found.remarks)


@pytest.mark.parametrize("head", ["a: &x [1]\nb: *x", "a: &a ['lol']\nb: &b [*a,*a,*a]"])
def test_yaml_anchors_are_not_read(head):
    assert any("anchors" in remark for remark in read(f"---\n{head}\n---\nText.").remarks)


SHORTCODES = {
    "Hugo, without marks": ("{{< cite smith >}}", [("smith", None)], "So [@smith] it is."),
    "Jekyll": ("{% cite smith jones -l 12 %}", [("smith", None), ("jones", "12")], "So [@smith; @jones, 12] it is."),
    "Jekyll, by a long name": ('{% cite smith --locator "12-14" %}', [("smith", "12-14")], "So [@smith, 12-14] it is."),
    "Jekyll, another tag": ("{% include x.html %}", [], "So it is."),
    "MyST": ("{cite:p}`smith,jones`", [("smith", None), ("jones", None)], "So [@smith; @jones] it is."),
    "MyST, in the sentence": ("{cite:t}`smith`", [("smith", None)], "So @smith it is."),
    "MyST, with words": ("{cite:p}`{see}smith{p. 3}`", [("smith", "p. 3")], "So [@smith, p. 3] it is."),
    "MyST, another role": ("{ref}`one`", [], "So one it is."),
    "TeX": (r"\citep[see][12]{smith,jones}", [("smith", None), ("jones", "12")], "So [@smith; @jones, 12] it is."),
    "TeX, in the sentence": (r"\citet{smith}", [("smith", None)], "So @smith it is."),
}


@pytest.mark.parametrize("name", SHORTCODES)
def test_citations_of_other_programs(name, tmp_path):
    source, cited, reads = SHORTCODES[name]
    (tmp_path / "refs.bib").write_text(BIB)
    found = read(f"---\nbibliography: refs.bib\n---\nSo {source} it is.", tmp_path / "paper.md")
    assert " ".join(found.text.split()) == reads
    by_id = {ref.id: ref.key for ref in found.references}
    assert [(by_id[m.references[0]], m.locator) for m in found.marks] == cited
    assert all(m.narrative == reads.startswith("So @") for m in found.marks)


@pytest.mark.parametrize(
    ("source", "notes"),
    [
        ("Bees hum{{< footnote >}}a *body*{{< /footnote >}}.", ["a body"]),
        ('Bees hum{{% sidenote "x" %}}a body{{% /sidenote %}}.', ["a body"]),
        ("Bees hum{{< sidenote >}}a body.", []),
        (r"Bees hum\footnote{a \emph{b} body}.", [r"a \emph{b} body"]),
        ("Bees hum^[a body].", ["a body"]),
        ("Bees hum^[1](#ref-one)^.", []),
    ],
)
def test_notes_in_the_line(source, notes):
    assert [note.body for note in read(source).notes] == notes


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("```{note}\n:class: x\nA remark.\n```", [("paragraph", "A remark.")]),
        ("```{figure} a.png\n:name: x\nThe legend.\n```", [("caption", "The legend.")]),
        ("```{r}\nx <- 1\n```", [("code", "x <- 1")]),
        ("One.\n<p>Two.</p>\n<p>Three.</p>", [("paragraph", "One."), ("paragraph", "Two."), ("paragraph", "Three.")]),
        ("<ol>\n<li>One.</li>\n<li>Two.</li>\n</ol>", [("item", "One."), ("item", "Two.")]),
        ("<h2>Head</h2>\nText.", [("heading", "Head"), ("paragraph", "Text.")]),
        ("One.\n\\newpage \\vspace{2em}\nTwo.", [("paragraph", "One."), ("paragraph", "Two.")]),
        ("One.\n\n\\begin{center}\nTwo.\n\\end{center}", [("paragraph", "One."), ("paragraph", "Two.")]),
        (r"\alpha stays.", [("paragraph", r"\alpha stays.")]),
        ("Found `r mean(x[1, 2])` of `x`.", [("paragraph", "Found … of x.")]),
        (r"See \@ref(fig:one).", [("paragraph", "See ??.")]),
        ("Bees hum.^1,2^ So^th^.", [("paragraph", "Bees hum.¹,² Soth.")]),
        ("Bees hum.<sup>1, 2</sup>", [("paragraph", "Bees hum.¹,²")]),
    ],
)
def test_blocks_and_words_of_other_programs(source, blocks):
    assert kinds(read(source)) == blocks


PROJECTS = {
    "Quarto": ("_quarto.yml", "bibliography: refs.bib\nauthor: X\n", "chapters/one.md"),
    "bookdown": ("_bookdown.yml", "bibliography: [refs.bib]\n", "one.md"),
    "its first chapter": ("index.Rmd", "---\nbibliography: refs.bib\n---\nText.\n", "one.md"),
    "Jekyll": ("_config.yml", "scholar:\n  bibliography: refs\n", "_posts/one.md"),
    "MyST": ("myst.yml", "project:\n  bibliography: [refs.bib]\n", "one.md"),
}


@pytest.mark.parametrize("name", PROJECTS)
def test_a_chapter_has_the_bibliographies_of_its_project(name, tmp_path):
    settings, words, chapter = PROJECTS[name]
    (tmp_path / settings).write_text(words)
    (tmp_path / "refs.bib").write_text(BIB)
    (tmp_path / chapter).parent.mkdir(exist_ok=True)
    with reading_project(tmp_path):
        found = read("So [@smith], and [@unknown].", tmp_path / chapter)
    assert [ref.key for ref in found.references] == ["smith"]
    assert [named.unread for named in found.bibliographies] == [None]


@pytest.mark.parametrize("settings", ["_quarto.yml", "_bookdown.yml", "myst.yml"])
def test_settings_above_a_chapter_are_read_only_in_its_own_project(settings, tmp_path):
    (tmp_path / settings).write_text("bibliography: refs.bib\nproject: {bibliography: refs.bib}\n")
    (tmp_path / "refs.bib").write_text(BIB)
    chapter = tmp_path / "kept" / "chapters" / "one.md"
    chapter.parent.mkdir(parents=True)
    alone = read("So [@smith].", chapter)
    assert not alone.references
    assert any("--allow-outside" in (named.unread or "") for named in alone.bibliographies)
    with reading_project(tmp_path / "kept"):
        assert not read("So [@smith].", chapter).references
    with reading_project(tmp_path):
        within = read("So [@smith].", chapter)
    assert [ref.key for ref in within.references] == ["smith"]
    assert [named.unread for named in within.bibliographies] == [None]


@pytest.mark.parametrize("words", ["a: [", "bibliography: ../outside.bib", "a: &a [x]\nb: [*a, *a]", "- 1"])
def test_broken_or_hostile_settings_of_a_project_are_passed_over(words, tmp_path):
    (tmp_path / "_quarto.yml").write_text(words)
    assert not read("So [@smith].", tmp_path / "one.md").references


STATED = """references:
- id: smith
  type: book
  author: {family: Smith, given: John}
  issued: [{year: 2010}]
  title: A Book
- id: body
  author: [{literal: Bee Board}]
  issued: 2011-05-01
  title: Report
"""


@pytest.mark.parametrize(
    "source",
    [
        f"---\ntitle: 'On *bees*: a study'\n{STATED}---\n\nSo [@smith; @body].",
        f"So [@smith; @body].\n\n---\n{STATED}...\n",
    ],
)
def test_works_that_the_file_states_at_its_head_or_below_the_text(source):
    found = read(source)
    assert [(ref.authors, ref.year) for ref in found.references] == [
        (("Smith, John",), "2010"),
        (("Bee Board",), "2011"),
    ]
    assert found.text.strip() == "So [@smith; @body]."


def test_a_rule_below_the_text_is_no_settings():
    found = read("One.\n\n---\nreferences are below\n\n---\n\nTwo.")
    assert [words for _, words in kinds(found)] == ["One.", "references are below", "Two."]


@pytest.mark.parametrize(("name", "count"), [("refs.json", 1), ("other.json", 0)])
def test_a_csl_file_beside_the_paper_counts_where_it_explains_every_key(name, count, tmp_path):
    (tmp_path / "refs.json").write_text('[{"id": "smith", "title": "A Book"}]')
    (tmp_path / "other.json").write_text('{"scripts": {}}')
    if name == "other.json":
        (tmp_path / "refs.json").unlink()
    assert len(read("So [@smith].", tmp_path / "paper.md").references) == count


@pytest.mark.parametrize(
    "title",
    [
        r"'\vspace{1cm}Weirs of the north^[We thank the millers.]'",
        '"Weirs of the *north*[^1]"',
        r"Weirs\thanks{We thank the millers.} of the north",
    ],
)
def test_a_title_loses_its_note_of_thanks_and_what_only_tex_reads(title):
    assert read(f"---\ntitle: {title}\n---\nText.").title == "Weirs of the north"


def test_a_title_over_several_lines_loses_its_markup():
    assert read("---\ntitle: |\n  | The Spine\\:\n  | *Text* and Law\n---\nText.").title == "The Spine: Text and Law"


BYLINES = (
    "# Bees\n\nAnn Oak^1,2^, Bo Elm^2^ and Cy Ash^3^\n\n{}Bees hum.^1^ They dance, and nobody knows why they do it.\n"
)


@pytest.mark.parametrize(
    ("places", "calls"),
    [
        ("^1^ School of Bees, Bonn\n\n^2^ Hive Institute, Ankara\n\n", 1),
        ("## Authors\n\n1 School of Bees, Bonn\n2 Hive Institute, Ankara\n\n", 1),
        ("", 5),
    ],
)
def test_numbers_of_institutions_behind_the_names_of_authors_call_no_notes(places, calls):
    found = read(BYLINES.format(places))
    assert len([m for m in found.marks if m.kind == "note"]) <= calls
    assert ("Oak" in " ".join(s.text for s in found.sentences)) == (not places)


HOSTILE = {
    "a word of dashes": "# Lamps\n\nThe lamps burn (Moe 2010).\n\n1. Int" + "<!--" * 1_000 + "\n",
    "brackets": "[" * 100_000,
    "notes": "^[" * 50_000,
    "quotes": ">" * 100_000,
    "nested quotes": "\n".join("> " * 200 + "x" for _ in range(200)),
    "stars": "*a" * 50_000,
    "backticks": "`" * 100_000,
    "keys": "@" * 100_000,
    "cited": "[@a" * 30_000,
    "links": "[a](" * 30_000,
    "dollars": "$a" * 50_000,
    "tags": "<a " * 30_000,
    "comments": "<!--" * 30_000,
    "table": "|" * 100_000 + "\n|---|\n",
    "items": "- " * 50_000,
    "note bodies": "[^1]: x\n" * 20_000,
}


@parts_and_wholes(HOSTILE)
def test_hostile_text_is_read_in_little_time(text):
    assert lies_within_its_text(in_little_time(read, text))


@given(st.text(alphabet="ab@[]^*_`#>-|\\<!&{}()~$: \n1.é", max_size=200))
def test_any_text_is_read_and_its_offsets_hold(source):
    found = read(source + " x")
    assert lies_within_its_text(found, source + " x")
    assert list(found.blocks) == sorted(found.blocks, key=lambda b: b.start)


def test_notes_below_the_heading_of_the_references_stay_notes():
    found = read(
        "One stands.[^1] Two stands.[^2]\n\n# References\n\nSmith, John (2010), A Book, London: Press.\n\n"
        "[^1]: Young, A., A Tour in Ireland, London 1780, p. 23.\n[^2]: Mokyr, J., Why Ireland Starved, London 1983.\n"
    )
    assert [r.text for r in found.references if r.origin == "list"] == ["Smith, John (2010), A Book, London: Press."]
    assert [kind for kind, _ in kinds(found)] == ["paragraph", "heading", "reference", "note", "note"]


def test_a_bracket_with_author_and_year_is_tied_to_the_bibliography(tmp_path):
    (tmp_path / "works.bib").write_text(BIB)
    paper = tmp_path / "paper.md"
    found = read("---\nbibliography: works.bib\n---\nOne is so (Smith 2010: 4). Another is not (Jones 2010).", paper)
    keys = {reference.id: reference.key for reference in found.references}
    assert [tuple(keys[i] for i in mark.references) for mark in found.marks] == [("smith",), ()]
    assert list(keys.values()) == ["smith"]


@pytest.mark.parametrize("above", ["**On harbours**", "__On harbours:__", "On harbours:"])
def test_entries_right_below_the_name_of_their_group_are_entries(above):
    paper = (
        "# Ports\n\nThe port was small (Holm 1988). It grew (Vik 1990; Rask 1979).\n\n## References\n\n"
        f"{above}\n- Holm, Anna. 1988. *Grain and guilds*. Lund: Northern Press.\n"
        "- Vik, Per. 1990. *Harbours of the north*. Bergen: Coast Press.\n\n"
        f"{above}\n* Rask, Ole. 1979. *The war at sea*. Oslo: Fjord Books.\n"
    )
    document = understand(draft_markdown(paper.encode(), "paper.md"))
    assert [reference.authors for reference in document.references] == [("Holm, Anna",), ("Vik, Per",), ("Rask, Ole",)]
    assert all(mark.references for mark in document.marks)


@pytest.mark.parametrize("lines", ["The sum was 5\n- 3 = 2 there.", "A **port**\n- not a harbour - was there."])
def test_a_dash_that_begins_a_line_of_a_paragraph_is_no_item(lines):
    document = understand(draft_markdown(lines.encode(), "paper.md"))
    assert [block.kind for block in document.blocks] == ["paragraph"]


def test_a_section_on_citations_that_cites_is_no_list(tmp_path):
    (tmp_path / "refs.bib").write_text(BIB)
    found = read(
        "---\nbibliography: refs.bib\n---\n# Citations\n\nOne cites by a key [@smith].\n\nAnd so on, to the end.",
        tmp_path / "paper.md",
    )
    assert [ref.origin for ref in found.references] == ["bibliography"]


def test_a_dash_ends_a_key():
    found = read("As [@{oak--elm2001}] and @oak2001---a book---say.")
    assert [mark.text for mark in found.marks] == ["@{oak--elm2001}", "@oak2001"]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("01.abstract.md", "Weirs of the north"),
        ("10.related-work.md", "Weirs of the north"),
        ("notes.md", "A part"),
        ("1.first.md", "A part"),
    ],
)
def test_a_part_that_manubot_numbers_has_the_title_of_the_whole(tmp_path, name, title):
    (tmp_path / "metadata.yaml").write_text("title: >-\n  Weirs\n  of the north\nauthors: []\n", encoding="utf-8")
    assert read("# A part\n\nThe weirs are old.\n", tmp_path / name).title == title


def test_what_jekyll_takes_for_itself_is_not_counted_as_printed():
    found = read("* Contents\n{:toc}\n\n{% include map.html width=300 %}\n\n{:.lead}\nThe weirs are old.")
    assert found.printed == (5,)  # the item stands in the file


@pytest.mark.parametrize(
    ("tag", "kind", "text"),
    [
        ('<cite data-cite="178/AB"></cite>', "key", "@178/AB"),
        ('<cite data-cite="oak" id="c1"> </cite>', "key", "@oak"),
        ('<cite id="c1" data-cite="178/AB">(Oak, 2003)</cite>', "author-date", "(Oak, 2003)"),
    ],
)
def test_citations_that_a_notebook_has_not_yet_written_cite_their_key(tag, kind, text):
    assert [(m.kind, m.text) for m in read(f"The weirs are old {tag} in the north.").marks] == [(kind, text)]


def test_a_work_may_be_cited_by_another_key_that_its_entry_names(tmp_path):
    (tmp_path / "works.bib").write_text(
        "@book{berg2011, ids = {oldberg, berg-port}, author = {Berg, Ada}, title = {The Port}, year = 2011}\n", "utf-8"
    )
    source = "---\nbibliography: works.bib\n---\nSo it was [@oldberg]. So too [@berg-port]. Again [@berg2011]. Not so [@older].\n"
    document = read(source, tmp_path / "paper.md")
    assert [reference.key for reference in document.references] == ["berg2011"]
    assert [bool(mark.references) for mark in document.marks] == [True, True, True, False]
