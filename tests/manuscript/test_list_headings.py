"""Headings of lists that no style tells: where they are taken for headings, where not, and where their list ends."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from argmap.manuscript import Document, read
from argmap.manuscript.document import Block, BlockKind
from argmap.manuscript.draft import Draft
from argmap.manuscript.headings import heads_references, plain_title
from argmap.manuscript.readers.markdown.reader import draft_markdown
from argmap.manuscript.readers.pdf.reader import draft_pdf
from argmap.manuscript.readers.text.reader import draft_of
from argmap.manuscript.stages.understanding import understand
from argmap.tongues.lists import lists_of_all
from printed_pdf import pdf_of, wrap

ENTRIES = (
    "Berg, I. (2011). Ships and dues. Bergen: Quay.",
    "Dahl, O. (2014). Two clerks. Oslo: Ledger.",
    "Moe, A. (2016). Ice and grain. Oslo: Ledger.",
)
PROSE = "Harbour towns lived on the dues that ships paid in the year 1612 (Berg 2011), and on little else than those."
LONG = PROSE + " The clerks wrote it down and thought no more of it, for the sea was cold and the night was long." * 9


def paper(kind: str, pieces: Iterable[tuple[BlockKind, str]]) -> Document:
    """A paper of these blocks, as the reader of that format would give them."""
    text, blocks, at = "", [], 0
    for what, words in pieces:
        blocks.append(Block(what, at, at + len(words), level=1 if what == "heading" else 0))
        text += words + "\n"
        at = len(text)
    return understand(Draft("p", kind, text, tuple(blocks)))


def paragraphs(*words: str, heading: str = "On dues") -> Document:
    """A paper that says of nothing but its first line that it is a heading."""
    return paper("docx", [("heading", heading), *(("paragraph", one) for one in words)])


def with_tables(*words: str) -> Document:
    """A printed paper whose list has a heading, and whose blocks of several lines were taken for tables."""
    listed = (("table" if "\n" in one else "paragraph", one) for one in words)
    return paper("pdf", [("paragraph", PROSE), ("heading", "References"), *listed])


@pytest.mark.parametrize(
    "name",
    [
        "References",
        "REFERENCES:",
        "**References**",
        "References (selected)",
        "Bibliography (not yet formatted, APA)",
        "6. References",
        "chapter 6 : references",
        "Bölüm 5 – Kaynakça",
        "KAYNAKÇA",
        "BİBLİYOGRAFYA",
        "Works Cited:",
        "Citations:",
        "Literaturverzeichnis",
        "Bibliografia",
        "Referencias bibliográficas",
        "Referências",
        "Riferimenti bibliografici",
        "Literatura e përdorur",
        "Sources et bibliographie",
    ],
)
def test_a_paragraph_that_names_the_list_heads_it(name: str) -> None:
    assert [r.text for r in paragraphs(PROSE, name, *ENTRIES).references] == list(ENTRIES)


@pytest.mark.parametrize(
    ("name", "below"),
    [
        ("Sources:", (LONG, LONG, LONG)),
        ("references", ENTRIES),
        ("Sources are listed below.", ENTRIES),
        ("Literature", ("Nothing was written on it before.", "That is why this paper was.", "It is short.")),
        ("Notes", ("Nothing here is numbered.", "Nor here.", "Nor here either.")),
    ],
)
def test_a_word_in_the_text_heads_nothing(name: str, below: tuple[str, ...]) -> None:
    document = paragraphs(PROSE, name, *below)
    assert [section.title for section in document.sections] == ["On dues"]


@pytest.mark.parametrize(
    ("name", "entries"),
    [
        ("mills project. (2017). Mills (Version 0.8). Retrieved from https://mills.example.org", 4),
        ("infra (2012): Der Damm. Bern: Aare.", 4),
        ("and the towns of the coast (2nd ed.). Oslo: Ledger.", 3),
    ],
)
def test_a_name_that_is_written_small_begins_an_entry(name: str, entries: int) -> None:
    document = paragraphs(PROSE, "References", ENTRIES[0], name, *ENTRIES[1:])
    assert len(document.references) == entries


@pytest.mark.parametrize("end", ["Appendix", "Shtojca", "Questions that were asked", "Anhang"])
def test_the_list_ends_where_nothing_looks_like_an_entry(end: str) -> None:
    asked = ("Do you pay dues?", "Do you know who does?", "Would you rather not?")
    document = paragraphs(PROSE, "References", *ENTRIES, end, *asked)
    assert [r.text for r in document.references] == list(ENTRIES)
    assert [section.title for section in document.sections] == ["On dues", "References", end]


def test_addresses_alone_are_a_list_too() -> None:
    sites = ("Ice (https://ice.example/now)", "Grain (https://grain.example/then)", "Dues (https://dues.example/paid)")
    assert [r.text for r in paragraphs(PROSE, "Kaynakça", *sites).references] == list(sites)


def test_a_list_that_counts_up_in_brackets_needs_no_years() -> None:
    tools = ("[1] – Wireshark – a tool for packets", "[2] – Zeek – a monitor", "[3] – W. Aalst: Mining. Springer")
    cited = PROSE + " The tools are old [1], [2] and [3]."
    assert [r.label for r in paragraphs(cited, "Bibliografia", *tools).references] == ["1", "2", "3"]
    assert paragraphs(cited, "On tools", *tools).references == ()


def test_pages_of_the_web_among_entries_do_not_end_a_list_that_no_heading_tells() -> None:
    more = ("Lind, K. (2018). Rivers. Oslo: Ledger.", "Vik, P. (2019). Salt. Oslo: Ledger.")
    pages = ("“Ice today.” https://ice.example/now", "“Grain.” https://grain.example/then")
    listed = (*ENTRIES, *pages, *more)
    assert [r.text for r in paragraphs(LONG, *listed).references] == list(listed)


MORE = (*ENTRIES, "Rot, I. (2001). Salt. Oslo: Ledger.", "Vik, B. (2003). Tar. Oslo: Ledger.")


@pytest.mark.parametrize("heading", ["6. Refences", "B", "Sjö"])
def test_a_section_of_entries_is_a_list_whatever_its_heading_says(heading: str) -> None:
    tables = [("heading", "7. Tables"), ("paragraph", "Table 1: What the ships paid in the year 1612, by harbour")]
    listed = paper("pdf", [("paragraph", PROSE), ("heading", heading), *(("paragraph", one) for one in MORE), *tables])
    assert [work.year for work in listed.references] == ["2011", "2014", "2016", "2001", "2003"]
    prose = paper("pdf", [("heading", heading), *(("paragraph", PROSE) for _ in range(8)), *tables])
    assert prose.references == ()


@pytest.mark.parametrize(("heading", "entries"), [("Refrences", 6), ("Bibilography", 6), ("Preferences", 3)])
def test_a_misspelled_name_heads_a_list_beside_another_list(heading: str, entries: int) -> None:
    one, two = ([("paragraph", entry) for entry in ENTRIES] for _ in range(2))
    both = paper(
        "pdf",
        [("heading", heading), *one, ("heading", "On ships"), ("paragraph", PROSE), ("heading", "References"), *two],
    )
    assert len(both.references) == entries


def test_who_was_served_in_which_year_is_no_list_of_works() -> None:
    served = [f"{name}berg Press 2001 - Quay 2003 – Fjord 2004 - Ledger 2006 – Aare 2009" for name in "ABCDEFG"]
    document = paper("pdf", [("paragraph", PROSE), ("heading", "Served"), *(("paragraph", one) for one in served)])
    assert document.references == ()


@pytest.mark.parametrize(
    "said",
    [
        "{} and Fjord (2014): fewer ships came to the harbour than in the year before.",
        "{} e Aare (2014): queda no ingresso de navios nos portos do norte.",
        "{}, Quay and Fjord (2014) found that fewer ships came, and that none came back.",
    ],
)
def test_what_others_found_in_a_list_of_points_is_no_list_of_works(said: str) -> None:
    points = [("item", said.format(f"{name}berg")) for name in "ABCDEFG"]
    assert paper("html", [("paragraph", PROSE), ("heading", "What is known"), *points]).references == ()


def test_the_head_of_each_page_names_a_list_whose_heading_could_not_be_read() -> None:
    pages = [("furniture", "BIBLIOGRAPHY"), ("paragraph", MORE[0]), ("paragraph", "Rep. 7. https://rep.example")] * 2
    listed = paper("pdf", [("paragraph", PROSE), ("heading", "B"), ("paragraph", MORE[1]), *pages])
    assert len(listed.references) >= 3
    once = [("furniture", "BIBLIOGRAPHY"), ("paragraph", LONG), ("paragraph", LONG)]
    assert paper("pdf", [("heading", "B"), *once]).references == ()


@pytest.mark.parametrize(
    ("brackets", "kinds"), [("[1], [2]", {"author-date"}), ("[4], [5]", {"author-date", "numeric"})]
)
def test_small_numbers_in_brackets_cite_no_list_without_numbers_that_years_cite(brackets: str, kinds: set[str]) -> None:
    cited = "It was so (Berg, 2011). It was not (Dahl, 2014). It was (Moe, 2016). "
    counted = " ".join(f"The case {brackets} holds." for _ in range(9))
    read_so = paper(
        "docx", [("paragraph", cited + counted), ("heading", "References"), *(("paragraph", one) for one in MORE)]
    )
    assert {mark.kind for mark in read_so.marks} == kinds


@pytest.mark.parametrize(("bracket", "cited"), [("[50, 100, 200]", [1, 2, 3]), ("[4, 5]", [1, 2, 3, 4, 5])])
def test_values_far_beyond_the_list_cite_nothing(bracket: str, cited: list[int]) -> None:
    listed = [
        ("paragraph", f"[{k}] {entry}") for k, entry in enumerate((*ENTRIES, *ENTRIES)[: 5 if cited[3:] else 3], 1)
    ]
    said = f"It was so [1], and not so [2], as others say [3]. We tried depths of {bracket} in turn."
    document = paper("docx", [("paragraph", said), ("heading", "References"), *listed])
    assert [mark.number for mark in document.marks] == cited


def test_an_entry_behind_one_without_a_year_begins_where_its_paragraph_does() -> None:
    names = ("Berg", "Dahl", "Holm", "Moe", "Rot", "Sand", "Tveit", "Vik")
    entries = [
        f"{name}, A. and B. {names[k - 1]} ({1990 + k}). Dues of the outer harbour and\nof the inner ones, by year."
        for k, name in enumerate(names)
    ]
    undated = "Rud, I. and B. Ås “Salt and tar along\nthe coast of the north.”"
    torn = "Northern International Conference on, Ledger."
    pieces = [entries[0], torn, entries[1], entries[2], undated, entries[3], torn, *entries[4:]]
    document = paper("pdf", [("paragraph", PROSE), ("heading", "References"), *(("paragraph", one) for one in pieces)])
    assert {work.authors[0] for work in document.references if work.authors} >= {f"{name}, A." for name in names}


def test_a_list_that_counts_up_is_split_at_its_numbers() -> None:
    sites = ("1. Berg, I. (2011). Ships.", "2. www.ice.example", "3. www.grain.example", "4. Dahl. Clerks.")
    assert [r.label for r in paragraphs(PROSE, "Literatura", *sites).references] == ["1", "2", "3", "4"]


def test_a_list_of_which_a_part_is_styled_is_one_list() -> None:
    words = [PROSE, "References", *(f"[{k}] {entry}" for k, entry in enumerate(ENTRIES, 1))]
    kinds: list[BlockKind] = ["paragraph", "heading", "paragraph", "paragraph", "reference"]
    document = paper("docx", zip(kinds, words, strict=True))

    assert [r.label for r in document.references] == ["1", "2", "3"]


def test_a_section_on_sources_in_whole_paragraphs_is_no_list() -> None:
    prose = "The books of the town lie in its archive, and whoever asks for them may read them there at a table. " * 6
    text = f"# Dues\n\nShips paid.\n\n## Fuentes\n\n{prose}\n\n{prose}\n\n## Clerks\n\nThey wrote.\n"
    document = understand(draft_markdown(text.encode(), "p.md"))
    assert document.references == ()
    assert len(document.sentences) == 14


@pytest.mark.parametrize("before", ["", "\n"])
def test_in_plain_text_nothing_need_set_the_name_apart(before: str) -> None:
    wrapped = "Harbour towns lived on the dues that every ship paid when it came in from\nthe sea (Berg 2011).\n"
    text = wrapped * 4 + before + "References\n" + "\n".join(ENTRIES) + "\n"
    assert len(understand(draft_of(text, "p.txt")).references) == 3


def test_in_plain_text_a_line_within_a_sentence_is_no_heading() -> None:
    text = (
        "The paper that lies before you has a long list at its end, under the word\nReferences\nwhich is set in bold.\n"
    )
    assert understand(draft_of(text * 4, "p.txt")).sections == ()


def test_every_tongue_names_its_lists_as_they_are_looked_up() -> None:
    lists = lists_of_all("headings")
    assert all(plain_title(name) == name for names in lists.values() for name in names)


LINES = {
    "numbers": ("[1] Oak, A. 2003. Bends. Leaf.", "[2] Elm, B. 2004. Twigs. Leaf.", "[3] Ash, C. 2005. Roots. Leaf."),
    "two with numbers": ("[1] Oak, A. 2003. Bends. Leaf.", "[2] Elm, B. 2004. Twigs. Leaf."),
    "labels": ("[Oak, 2003] Ann Oak, Bends, Leaf, 2003.", "[Elm 2004] Bo Elm, Twigs, Leaf, 2004."),
    "names": (
        "Oak, Ann. 2003. “Bends.” Leaf 3: 1–9.",
        "Elm, Bo. 2004. Twigs. Bonn: Leaf.",
        "Ash, C. 2005. Roots. Leaf.",
    ),
}


@pytest.mark.parametrize("name", LINES)
def test_entries_on_successive_lines_of_one_paragraph_are_entries_each(name):
    found = understand(draft_markdown(("Bees hum.\n\n# References\n\n" + "\n".join(LINES[name])).encode(), "paper.md"))
    years = ["2003", "2004", "2005"][: len(LINES[name])]
    assert [ref.year for ref in found.references] == years


@pytest.mark.parametrize(
    "entry",
    [
        "Oak, Ann, and Bo Elm. 2003. “Bends\nand Twigs.” Leaf 3: 1–9.",
        "Oak, Ann. 2003. Bends. Retrieved from https://example.org/what-is-the-\nsocial-feature\n"
        "\nElm, Bo. 2004. Twigs. Bonn: Leaf.",
        "1. The waggle of bees\n   Ann Oak, Bo Elm\n   Leaf (2003) https://doi.org/10.1000/abc",
    ],
)
def test_an_entry_that_runs_over_lines_is_one(entry):
    found = understand(draft_markdown(f"Bees hum.\n\n# References\n\n{entry}".encode(), "paper.md"))
    assert len(found.references) == entry.count("\n\n") + 1


PROSE = (
    "No paper is whole without what it builds on. To cite a work, name the file that describes it (see "
    "https://example.org/works for one), and write its key in brackets; the program that sets the paper does the rest, "
    "and it sets the list of works below the text as well, in the order that the style asks for."
)


@pytest.mark.parametrize(
    ("heading", "below", "count"),
    [
        ("Citations", [PROSE, "Then choose a style. " + PROSE], 0),
        ("Sources", ["We took all letters of two families.", "They were read in May."], 0),
        ("Sources", ["Bee Board. https://example.org/board", "Hive Watch. https://example.org/watch"], 2),
        ("Citations", ["Oak, Ann. *Bends*. Leaf, 2003.", "Elm, Bo. *Twigs*. Leaf, 2004."], 2),
    ],
)
def test_paragraphs_below_a_word_that_heads_lists_too_are_prose(heading, below, count):
    text = "\n\n".join((f"# Bees\n\nBees hum.\n\n# {heading}", *below))
    assert len(understand(draft_markdown(text.encode(), "paper.md")).references) == count


@pytest.mark.parametrize(
    ("heading", "heads"),
    [
        ("Notes", False),  # notes alone are no list of works
        ("Endnotes", False),
        ("Notes and References", True),
        ("Literatur- und Softwareverzeichnis", True),
        ("References and Software", True),
        ("Notes and Bibliography", True),
        ("Historical Background and Literature", False),
        ("Theory and Sources", False),
    ],
)
def test_which_of_two_things_in_a_heading_heads_a_list(heading, heads):
    assert heads_references(heading) == heads


@pytest.mark.parametrize(
    "line",
    [
        "Other titles in the Harbour Papers series:",
        "Recent working papers",
        "Bisher sind in der Reihe „Hafenhefte“ erschienen:",
        "Dans la même collection",
        "Già pubblicati nella stessa collana",
    ],
)
def test_works_of_a_series_below_the_list_are_none_of_it(line: str) -> None:
    series = ("Kern, A. (2001). Tolls and towers. Harbour Papers 1.", "Zorn, Z. (2002). Locks. Harbour Papers 2.")
    document = paragraphs(PROSE, "References", *ENTRIES, line, *series)

    assert [r.text for r in document.references] == list(ENTRIES)


def test_an_entry_that_stands_in_a_series_ends_no_list() -> None:
    entry = "Kern, A. (2001). Tolls. Number 4 in the series Harbour Papers. Bergen: Quay."

    assert len(paragraphs(PROSE, "References", *ENTRIES[:2], entry, ENTRIES[2]).references) == 4


def test_lines_of_a_numbered_list_that_were_taken_for_a_table_are_entries() -> None:
    entries = [f"[{k}] {entry}" for k, entry in enumerate((*ENTRIES, *ENTRIES), 1)]
    document = with_tables(*entries[:3], "\n".join(entries[3:5]), entries[5])

    assert [r.label for r in document.references] == ["1", "2", "3", "4", "5", "6"]


def test_an_entry_set_wide_that_was_taken_for_a_table_is_an_entry() -> None:
    torn = "Ida T. Kern and Zoe Zorn\n2001.\nTolls and tow-\ners of the"
    numbers = "Town 2001 2002\nBergen 4 5"
    document = with_tables(ENTRIES[0], torn, "river. Bergen: Quay.", numbers, *ENTRIES[1:])

    assert [" ".join(r.text.split()[:3]) for r in document.references] == [
        "Berg, I. (2011).",
        "Ida T. Kern",
        "Dahl, O. (2014).",
        "Moe, A. (2016).",
    ]
    assert [b.kind for b in document.blocks if document.text[b.start : b.end].startswith("Town 2001")] == ["table"]


def test_entries_that_begin_with_initials_are_told_apart_without_indents() -> None:
    listed = (
        "References\nI. Berg and O. Dahl. 2001. Ships and\ndues. Quay, Bergen, pages 3–14.\nP. Kern and D. Moe. 2002. Tolls\n"
        "of the river. Quay, Bergen, pages 2–9.\nT. Doi. 2003. Locks. Quay,\nBergen.\nVolker Zorn and E.M. Roth. 2004. On\n"
        "weirs. Quay, Bergen.\n"
    )
    document = understand(draft_of(f"On dues\n\n{PROSE}\n\n{listed}", "p.txt"))

    assert [r.year for r in document.references] == ["2001", "2002", "2003", "2004"]


@pytest.mark.parametrize(("stray", "first"), [("pre ", "Ager"), ("item ", "Ager"), ("", "Ager"), ("von ", "von Ager")])
def test_a_word_that_a_program_left_before_all_entries_is_no_part_of_them(stray: str, first: str) -> None:
    names = ("Ager", "Baum", "Clay", "Dorn", "Esch", "Funk")
    entries = [
        f"{stray}{name}, S. 20{k + 10}. “Weirs and Dams of the {name}.” Basin 4: 1–9." for k, name in enumerate(names)
    ]
    if stray == "von ":  # a name of its own, as others in the list have none
        entries = [entries[0], *(entry.removeprefix(stray) for entry in entries[1:])]
    text = "# Weirs\n\nWeirs hold (Ager 2010).\n\n# References\n\n" + "\n\n".join(entries) + "\n"
    found = understand(draft_markdown(text.encode(), "paper.md", None))
    assert [work.authors[0].split(",")[0] for work in found.references] == [first, *names[1:]]
    assert [found.text[work.start : work.end] for work in found.references] == [work.text for work in found.references]


def test_a_counted_list_whose_entries_were_torn_is_known_by_its_first_number() -> None:
    entries = [
        "[1] Statista. Cost of crime\n2028.",
        "sicherheit in deutschland.",
        "[3] T. Steffens, Attribution. Spring.",
    ]
    text = PROSE + "\n\nLITERATUR\n\n" + "\n\n".join(entries) + "\n"
    found = understand(draft_of(text, "p.txt"))
    assert [section.title for section in found.sections] == ["LITERATUR"]
    assert found.references


def test_entries_whose_first_lines_are_indented_begin_there(tmp_path: Path) -> None:
    entries = (
        (
            "AGER, Sven; BAUM, Ida. A Formal Approach to Weirs and to the Design of the",
            "Dams of Towns. Basin, 2004. p. 1-9.",
        ),
        (
            "CLAY, Robert. The eleven weirs: a new account of how water is held and of how",
            "Weirs are built. In: ANNUAL MEETING ON WEIRS, 19., 2004. p. 1-5.",
        ),
    )
    lines = [(70.0, 700.0, 14.0, "**References")]
    y = 680.0
    for first, second in entries:
        lines += [(86.0, y, 11.0, first), (70.0, y - 13, 11.0, second)]
        y -= 26.0
    prose = [
        (70.0, 780.0 - 13 * k, 11.0, words)
        for k, words in enumerate(("Weirs hold (AGER; BAUM, 2004), and", "dams do (CLAY, 2004) as well as they."))
    ]
    (tmp_path / "paper.pdf").write_bytes(pdf_of([[*prose, *lines]]))

    assert [work.authors[0].split(",")[0] for work in read(tmp_path / "paper.pdf").references] == ["AGER", "CLAY"]


def test_a_section_on_the_literature_is_not_the_list_behind_it() -> None:
    names = ("Ager", "Baum", "Clay", "Dorn", "Esch", "Funk")
    said = "{0} et al. (20{1}) built weirs of another kind, and {2} (20{1}) showed that they hold less."
    review = [
        (
            "paragraph",
            " ".join(["Much was written of weirs.", *(said.format(one, 10 + k, other) for other in names[:4])]),
        )
        for k, one in enumerate(names)
    ]
    works = [
        ("paragraph", f"{name}, S. (20{10 + k}). Weirs and dams of {name}. Basin: Press.")
        for k, name in enumerate(names)
    ]
    weirs = [("heading", "3. Weirs"), ("paragraph", "They hold.")]
    found = paper("pdf", [("heading", "2. Literature"), *review, *weirs, ("heading", "References"), *works])
    assert [work.authors[0].split(",")[0] for work in found.references] == list(names)
    assert sum(mark.kind == "author-date" for mark in found.marks) > 20


def printed_list(gap: float, above: str) -> Document:
    """A printed paper whose entry has a line of nothing but bold, so far below the line before it."""
    body = [(70.0, 760.0 - 13 * k, 10.0, line) for k, line in enumerate(wrap(LONG, 440, 10))]
    at = min(y for _, y, _, _ in body) - 40
    entries = [
        (at, "**References"),
        (at - 26, "BERG, I. Ships and dues. Bergen: Quay, 2011."),
        (at - 44, above),
        (at - 44 - gap, "**Conceived as a Chapter of the Growth and Spread"),
        (at - 57 - gap, "of Books. Oslo: Ledger, 2014."),
        (at - 75 - gap, "MOE, A. Ice and grain. Oslo: Ledger, 2016."),
    ]
    return understand(draft_pdf(pdf_of([[*body, *((70.0, y, 10.0, words) for y, words in entries)]]), "paper.pdf"))


def test_a_bold_line_within_an_entry_is_no_heading() -> None:
    document = printed_list(13, "DAHL, O. The History of Clerks: Practice and Progress")
    assert [one.title for one in document.sections] == ["References"]
    assert [one.year for one in document.references] == ["2011", "2014", "2016"]


@pytest.mark.parametrize(
    ("gap", "above"),
    [
        (26, "DAHL, O. The History of Clerks: Practice and Progress"),
        (13, "DAHL, O. The History of Clerks. Oslo: Ledger, 2012."),
    ],
)
def test_a_bold_line_apart_or_below_a_sentence_that_ends_is_a_heading(gap: float, above: str) -> None:
    titles = [one.title for one in printed_list(gap, above).sections]
    assert titles == ["References", "Conceived as a Chapter of the Growth and Spread"]


DASHES = (
    "Berg (Ida), « Ships and dues », dans Coasts, Bergen, 2011, p. 19-39.",
    "— « Ice and grain », Ledger, 4, 2013, p. 1-22.",
    "Dahl (Olav), Two clerks, Oslo, 2014.",
    "Moe (Anna), Fog and frost of the coast, Oslo, 2016.",
)


@pytest.mark.parametrize(
    ("entries", "authors"),
    [
        (DASHES, [("Berg, Ida",), ("Berg, Ida",), ("Dahl, Olav",), ("Moe, Anna",)]),
        ([f"— {one}" for one in DASHES if one[0] != "—"], [("Berg, Ida",), ("Dahl, Olav",), ("Moe, Anna",)]),
    ],
)
def test_a_lone_dash_stands_for_the_names_above_where_few_entries_begin_with_one(
    entries: Iterable[str], authors: list[tuple[str, ...]]
) -> None:
    entries = list(entries)
    document = paper(
        "docx", [("paragraph", PROSE), ("heading", "Références"), *(("reference", one) for one in entries)]
    )
    assert [one.authors for one in document.references] == authors
    assert [one.text for one in document.references] == entries


def test_an_entry_that_begins_with_a_dash_hangs_as_the_others_do() -> None:
    body = [(70.0, 760.0 - 13 * k, 10.0, line) for k, line in enumerate(wrap(LONG, 440, 10))]
    at = min(y for _, y, _, _ in body) - 40
    entries = [
        (
            70.0,
            "Berg (Ida), « Ships and dues and what they were paid for in the harbours of the north, a reading of the",
        ),
        (90.0, "books of two clerks », dans Coasts, Bergen, 2011, p. 19-39."),
        (
            70.0,
            "— « Ice and grain, or the trade of the winter months in years without a frost, by the letters of those »,",
        ),
        (90.0, "Ledger, 4, 2013, p. 1-22."),
        (
            70.0,
            "Dahl (Olav), Two clerks and the harbours that they never saw but wrote of for the better part of a long",
        ),
        (90.0, "life, Oslo, 2014."),
    ]
    lines = [(x, at - 26 - 13 * k, 10.0, words) for k, (x, words) in enumerate(entries)]
    document = understand(draft_pdf(pdf_of([[*body, (70.0, at, 10.0, "**Bibliographie"), *lines]]), "paper.pdf"))
    assert [(one.authors, one.year) for one in document.references] == [
        (("Berg, Ida",), "2011"),
        (("Berg, Ida",), "2013"),
        (("Dahl, Olav",), "2014"),
    ]


@pytest.mark.parametrize(
    ("heading", "plain"),
    [
        ("8.Bibliografía", "bibliografía"),
        ("6.2.References", "references"),
        ("7)Kaynakça", "kaynakça"),
        ("2.a edición", "2.a edición"),
        ("A.Smith", "a.smith"),
        ("Re\u0301fe\u0301rences", "références"),  # text pulled out of a PDF
        ("Kaynakc\u0327a", "kaynakça"),
        ("3. Bibliografi\u0301a", "bibliografía"),
        ("R E F E R E N C E S", "references"),  # as some journals draw it out
        ("6. L i t e r a t u r", "literatur"),
        ("B I B L I O G R A F Í A", "bibliografía"),
        ("A B C", "a b c"),
        ("Annex A I O", "annex a i o"),
    ],
)
def test_the_number_of_a_heading_need_not_stand_apart(heading: str, plain: str) -> None:
    assert plain_title(heading) == plain


def test_labels_without_a_year_begin_entries_where_they_stand_by_the_alphabet() -> None:
    entries = (
        "[Ber11] Ada Berg. Ports. Bern: Mole, 2011.\n[Cla] Clarity. 2021. url: http://clarity.org (visited on 06/24/2021).\n"
        "[Moo+01] Bo Moos et al. “Salt”. In: Port Studies 4 (2001), pp. 1–9.\n[Abc] is no label here.\n"
        "[Rie99] Cy Ried. Moles. Bern: Mole, 1999.\n"
    )
    document = understand(draft_of("The towns lived on dues [Ber11, Cla].\n\nReferences\n\n" + entries, "p.txt"))
    assert len(document.references) == 4


PARTED = (
    "The towns lived on dues [1], on salt [2] and on herring [3].\n\n# Referenties\n\n# Boeken\n\n[1] Berg, A. (2011). Ports. Bern: Mole.\n\n"
    "[2] Moos, B. (2001). Salt. Bern: Mole.\n\n# Websites\n\n[3] Ried, C. (1999). Herring. http://herring.org\n\n{}"
)


@pytest.mark.parametrize(
    "behind",
    [
        "",
        "# Appendix\n\nThe tables stand here.\n",
        "# Own works\n\n[1] Hale, I. (2020). Sluices. Bern: Mole.\n",
        "# Tables\n\n[7] Hale, I. (2020). Sluices. Bern: Mole.\n",
    ],
)
def test_headings_within_a_list_part_it_where_its_numbers_go_on(behind: str) -> None:
    document = understand(draft_of(PARTED.format(behind), "p.txt"))
    assert [reference.year for reference in document.references] == ["2011", "2001", "1999"]


@pytest.mark.parametrize(
    "heading",
    ["Literatuurlijst", "Piśmiennictwo", "Källförteckning", "Seznam literatury", "Lähteet", "Irodalomjegyzék"],
)
def test_a_list_is_announced_in_tongues_that_have_little_else(heading: str) -> None:
    assert heads_references(heading)
