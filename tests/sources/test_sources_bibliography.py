"""Reading the works cited: what is understood, what is reported, and what hostile files cannot do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.ground.places import TextFile
from argmap.sources import Bibliography, duplicate_works, load_bibliography
from argmap.sources.bibliography.bibtex import read_bibtex, read_names
from argmap.sources.bibliography.csl_json import read_csl_json
from argmap.sources.bibliography.latex_values import decode_latex
from argmap.sources.bibliography.ris import read_ris


def load(tmp_path: Path, text: str | bytes, name: str = "works.bib") -> Bibliography:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_bibliography([path], tmp_path)


def codes(found: Bibliography) -> list[str]:
    return [diagnostic.code for diagnostic in found.diagnostics]


WORKS = r"""% works of the paper
@string{gp = "Global Policy"}

@book{davutoglu-2008,
  author    = {Davuto{\u g}lu, Ahmet},
  title     = {Stratejik {D}erinlik: T{\"u}rkiye'nin Uluslararas{\i} Konumu},
  publisher = {K{\"u}re},
  year      = 2008,
  isbn      = {978-0-306-40615-7},
}

@article(petrovic:2012,
  author = "Petrovi{\'c}, {\v Z}arko and van der Berg, Jan
    and King, Jr., Martin Luther and {Republic of Albania} and others",
  title = "Turkey in the {Western Balkans} --- a 50\% gain",
  journal = gp # " Review",
  month = mar,
  pages = {159--172},
  doi = {10.1111/j.1758-5899.2012.00190.x},
  url = {https://example.org/~user/a%20b_c}
)
"""


def test_values_are_decoded_and_names_split(tmp_path: Path) -> None:
    found = load(tmp_path, WORKS)
    assert found.diagnostics == ()
    book, article = found.entries
    assert book.authors == ("Davutoğlu, Ahmet",)
    assert book.title == "Stratejik Derinlik: Türkiye'nin Uluslararası Konumu"
    assert (book.publisher, book.year, book.type, book.isbn) == ("Küre", "2008", "book", "978-0-306-40615-7")
    assert article.authors == (
        "Petrović, Žarko",
        "van der Berg, Jan",
        "King, Jr., Martin Luther",
        "Republic of Albania",
    )
    assert article.title == "Turkey in the Western Balkans — a 50% gain"
    assert (article.container, article.pages) == ("Global Policy Review", "159–172")
    assert article.fields["month"] == "March"
    assert article.url == "https://example.org/~user/a%20b_c"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_entry_knows_its_line_and_its_key_to_the_letter(tmp_path: Path, mark: str, end: str) -> None:
    text = mark + WORKS.replace("\n", end)
    for entry, line in zip(load(tmp_path, text).entries, (4, 12), strict=True):
        assert entry.span.line == line
        assert entry.key_span is not None
        assert text[entry.key_span.start : entry.key_span.end] == entry.key


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ("@book{one, title = {Never closed\n", "broken"),
        ("@book{one title = {No comma}}\n", "broken"),
        ("@book{one, title = {No comma} year = {2001}}\n", "comma is missing"),
        ("@book{one, title = {A}, title = {B}}\n", "gives a field twice: title"),
        ("@book{, title = {No key}}\n", "no key"),
        ("@book one, title = {No brace}\n", "begins no entry"),
    ],
)
def test_a_broken_entry_is_reported_and_costs_no_other(tmp_path: Path, broken: str, message: str) -> None:
    found = load(tmp_path, f"@book{{first, title = {{A}}}}\n{broken}@book{{last, title = {{Z}}}}\n")
    assert codes(found) == ["CIT011"]
    assert message in found.diagnostics[0].message
    assert found.diagnostics[0].span is not None and found.diagnostics[0].span.line == 2
    assert {"first", "last"} <= found.sources.keys()


def test_a_commented_edition_is_no_comment(tmp_path: Path) -> None:
    found = load(tmp_path, "@COMMENTED{code, author={Oak, A.}, year=2019}\n@comment{none}\n@book{b, title={B}}\n")
    assert [(source.key, source.year) for source in found.entries] == [("code", "2019"), ("b", None)]
    assert not found.diagnostics


def test_a_broken_entry_keeps_its_key_and_what_can_be_read(tmp_path: Path) -> None:
    found = load(tmp_path, "@book{one, author = {Smith, A.}, title = {Never closed\n@book{two, title = {B}}\n")
    assert found.sources["one"].authors == ("Smith, A.",)
    found = load(tmp_path, "@book{one, title = {No comma} year = {2001}}")
    assert (found.sources["one"].title, found.sources["one"].year) == ("No comma", "2001")


def test_a_second_entry_of_a_key_is_reported_and_kept(tmp_path: Path) -> None:
    found = load(tmp_path, "@book{a, title={One}}\n@book{a, title={Two}}\n")
    assert codes(found) == ["CIT010"]
    assert found.sources["a"].title == "One"
    assert [entry.title for entry in found.entries] == ["One", "Two"]
    assert found.diagnostics[0].span is not None and found.diagnostics[0].span.line == 2
    assert found.diagnostics[0].related[0][0].line == 1


def test_crossref_gives_what_the_entry_lacks(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        "@incollection{a, title={Chapter}, author={A, B}, crossref={c}}\n"
        "@book{c, title={Book}, year=1999, author={X, Y}}\n",
    )
    chapter = found.sources["a"]
    assert (chapter.title, chapter.container, chapter.year, chapter.authors) == ("Chapter", "Book", "1999", ("A, B",))


def test_crossref_takes_no_note_of_capitals_unless_two_keys_differ_by_them(tmp_path: Path) -> None:
    found = load(tmp_path, "@incollection{a, title={Chapter}, crossref={HB}}\n@book{hb, title={Book}, year=1999}\n")
    assert (found.sources["a"].container, found.diagnostics) == ("Book", ())
    both = load(
        tmp_path,
        "@incollection{a, title={Chapter}, crossref={HB}}\n@book{hb, title={Book}, year=1999}\n"
        "@book{HB, title={Other}, year=2000}\n",
    )
    assert both.sources["a"].container == "Other"


@pytest.mark.parametrize(
    ("raw", "decoded"),
    [
        (r"{\"o}{\'e}\c{c}\v{s}{\ss}", "öéçšß"),
        (r"{\u g}\u{g}\v{S}\v Z \^{\i}\'\i \.{I} \=a\k{a}\H{o}", "ğğŠŽ îí İ āąő"),
        (r"\o{}re {\L}\'od\'z Stra{\ss}e K{\o}benhavn \i ", "øre Łódź Straße København ı"),
        (r"\textit{Cf.} \`a la", "Cf. à la"),
        (r"a \& b \% c \_ d", "a & b % c _ d"),
        ("100% sure", "100% sure"),
        ("{NATO} and {{EU}}", "NATO and EU"),
        (r"\emph{Not} now", "Not now"),
        ("Smith~2010 -- 12 ``x''", "Smith 2010 – 12 “x”"),
        (r"{\unbalanced", "unbalanced"),
        (r"\S~14, \S\S~2 ff.", "§ 14, §§ 2 ff."),
    ],
)
def test_latex_becomes_unicode(raw: str, decoded: str) -> None:
    assert decode_latex(raw).replace("\\", "") == decoded


def test_an_accent_that_opens_a_name_behind_the_first_is_kept() -> None:
    raw = "Rot, A and \\'{E}lu, B and\n\\c{S}im, C and \\O ystein, D and \\AA se, E and {\\'I}n, F"
    assert read_names(raw) == ("Rot, A", "Élu, B", "Şim, C", "Øystein, D", "Åse, E", "Ín, F")


def test_the_encoding_that_was_assumed_is_said(tmp_path: Path) -> None:
    text = "@book{a, author={Çelik, Şükrü and Öztürk, Ayşe}, title={Türk dış politikası ve Balkanlar}}\n" * 3
    found = load(tmp_path, text.encode("cp1254"))
    assert codes(found)[0] == "SYN002"
    assert "read as" in found.diagnostics[0].message
    assert "a" in found.sources


def test_binary_and_missing_files_are_reported(tmp_path: Path) -> None:
    assert codes(load(tmp_path, b"\x89PNG\r\n\x1a\n\0\0\0\xff")) == ["SYN001"]
    assert codes(load_bibliography([tmp_path / "none.bib"], tmp_path)) == ["SYN001"]
    assert codes(load(tmp_path, "x", "works.docx")) == ["SYN001"]


def test_many_missing_commas_are_one_finding_and_every_field_is_read(tmp_path: Path) -> None:
    fields = "\n".join(f" field{n} = {{value {n}, {{in}} braces}}" for n in range(3_000))
    found = load(tmp_path, f"@book{{one, title = {{The title}}\n{fields}}}")
    assert [d.message for d in found.diagnostics] == [
        "A comma is missing in the entry `one`, before `field0` and 2999 more"
    ]
    assert found.sources["one"].fields["field2999"] == "value 2999, in braces"


def test_a_field_inside_the_braces_of_another_is_no_missing_comma(tmp_path: Path) -> None:
    found = load(tmp_path, '@book{one, note = {a {b} year = {1} c} title = "The {x} title", year = 2001}')
    assert (found.sources["one"].title, found.sources["one"].year) == ("The x title", "2001")
    assert len(found.diagnostics) == 1


@pytest.mark.parametrize("uses", ["@string{{b{n} = a # a}}", "@book{{k{n}, title = a}}", "@book{{k{n}, note = a # b}}"])
def test_macros_that_grow_without_end_are_cut_off_and_told_once(tmp_path: Path, uses: str) -> None:
    doubling = '@string{a = "xxxxxxxxxx"}\n@string{b = "y"}\n' + "@string{a = a # a}\n" * 15
    found = load(tmp_path, doubling + "\n".join(uses.format(n=n) for n in range(500)))
    assert [d.code for d in found.diagnostics] == ["CIT012"]
    assert "stand for more than 5,000,000 characters together" in found.diagnostics[0].message
    assert sum(len(entry.title or "") for entry in found.entries) < 6_000_000


@pytest.mark.parametrize(
    "hostile",
    [
        "@book{a, title = " + "{" * 20_000 + "x" + "}" * 20_000 + "}",
        "@book{a, title = " + "{" * 20_000,
        "@book{a, title = {" + r"\textbf{" * 5_000 + "x" + "}" * 5_000 + "}}",
        "@book{a, author = {" + "A and " * 20_000 + "B}}",
        "@book{a, author = {" + "von " * 5_000 + "}}",
        "@" * 50_000,
        "@book{a, title = " + '"x" # ' * 10_000 + '"y"}',
        "@book{a" * 2_000,
    ],
    ids=["deep", "unclosed", "macros", "names", "particles", "at-signs", "concatenation", "openings"],
)
def test_hostile_bibtex_neither_raises_nor_hangs(tmp_path: Path, hostile: str) -> None:
    load(tmp_path, hostile)


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from([*'@{}(),="#\\\n% ', "@book{", "a,", "title", "author", "@string{", "and "])).map(
        "".join
    )
)
def test_no_bibtex_text_raises(text: str) -> None:
    source = TextFile("x.bib", text)
    problems: list[object] = []
    for entry in read_bibtex(source, problems.append):
        assert entry.key_span is None or text[entry.key_span.start : entry.key_span.end] == entry.key


CSL = """[
 {"id": "davutoglu", "type": "book", "title": "Stratejik <i>Derinlik</i>", "issued": {"date-parts": [[2008, 4]]},
  "author": [{"family": "Davutoğlu", "given": "Ahmet"}, {"literal": "NATO"},
             {"family": "Gogh", "given": "V.", "non-dropping-particle": "van"}], "DOI": "10.1000/182"},
 {"id": "bad", "title": oops},
 {"type": "book"},
 {"id": 12, "issued": {"raw": "spring 1999"}}
]"""


def test_csl_json_is_read_item_by_item(tmp_path: Path) -> None:
    found = load(tmp_path, CSL, "works.json")
    assert list(found.sources) == ["davutoglu", "12"]
    book = found.sources["davutoglu"]
    assert (book.title, book.year, book.doi) == ("Stratejik Derinlik", "2008", "10.1000/182")
    assert book.authors == ("Davutoğlu, Ahmet", "NATO", "van Gogh, V.")
    assert book.key_span is not None and (book.key_span.line, book.key_span.column) == (2, 10)
    assert found.sources["12"].year == "1999"
    assert codes(found) == ["CIT011", "CIT011"]
    assert [d.span.line for d in found.diagnostics if d.span] == [5, 6]


@pytest.mark.parametrize("text", ["", "{}", "[1, null, [[]]]", "[" * 100_000, '[{"id": {}}]', '[{"id": "a"', "[{]}"])
def test_broken_csl_json_is_reported(text: str) -> None:
    problems: list[object] = []
    read_csl_json(TextFile("x.json", text), problems.append)
    assert problems


RIS = """TY  - JOUR
AU  - Rubin, Barry
AU  - Kirişci, Kemal
PY  - 2001/05//
TI  - Turkey in World
      Politics
JO  - Survival
SP  - 1
EP  - 20
SN  - 0304-2421
ER  -

TY  - BOOK
ID  - own-key
A1  - Rubin, Barry
PY  - 2001
SN  - 9780306406157
ER  -
TY  - BOOK
AU  - Rubin, Barry
PY  - 2001
ER  -
"""


def test_ris_entries_are_read_and_get_keys(tmp_path: Path) -> None:
    found = load(tmp_path, RIS, "works.ris")
    assert found.diagnostics == ()
    assert list(found.sources) == ["rubin-2001", "own-key", "rubin-2001-b"]
    first, second, _ = found.entries
    assert (first.title, first.container, first.pages) == ("Turkey in World Politics", "Survival", "1–20")
    assert (first.issn, first.isbn, first.year) == ("0304-2421", None, "2001")
    assert (second.isbn, second.key_span is not None, second.span.line) == ("9780306406157", True, 13)


def test_ris_lines_outside_an_entry_are_reported() -> None:
    problems: list[object] = []
    read_ris(TextFile("x", "stray\nTY  - BOOK\nTI  - A\nTY  - BOOK\nTI  - B\n"), problems.append)
    assert len(problems) == 3  # the stray line, and two entries without an end


@given(
    st.lists(
        st.sampled_from(["TY  - JOUR", "ER  - ", "AU  - A, B", "ID  - ", "ID  - k", "text", "", "\ufeff", "PY  - x"])
    )
)
def test_no_ris_text_raises(lines: list[str]) -> None:
    text = "\n".join(lines)
    for entry in read_ris(TextFile("x", text), lambda problem: None):
        assert entry.key
        assert entry.key_span is None or text[entry.key_span.start : entry.key_span.end] == entry.key


def test_one_work_under_two_keys_is_found(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        """@book{a, author={Smith, A.}, title={The Rise of {T}urkey}, year=2001}
@book{b, author={Smith, Anna}, title={Rise of Turkey!}, year=2001}
@book{c, author={Smith, A.}, title={The Rise of Turkey}, year=2010}
@book{d, author={Jones, B.}, title={The Rise of Turkey}, year=2001}
@article{e, title={One}, doi={10.1000/182}}
@article{f, title={Two}, doi={https://doi.org/10.1000/182}}
@incollection{g, title={Introduction}, year=2001}
@incollection{h, title={Introduction}, year=2001}
""",
    )
    assert [tuple(e.key for e in group) for group in duplicate_works(found)] == [("e", "f"), ("a", "b")]


@pytest.mark.parametrize(
    ("second", "twice"),
    [
        ("title={The loom}, isbn={978-0-306-40615-7}", True),
        ("title={The loom}, isbn={978-0-306-40615-7}, volume=2", False),
        ("title={The weft}, isbn={978-0-306-40615-7}", False),
        ("title={The loom}", False),
    ],
)
def test_works_of_one_number_and_title_are_one_however_short_the_title(
    second: str, twice: bool, tmp_path: Path
) -> None:
    first = "@book{a, author={Rot, Ida}, title={The Loom}, isbn={9780306406157}, year=1998}"
    found = load(tmp_path, f"{first}\n@book{{b, author={{Rot, I.}}, year=1998, {second}}}\n")
    assert bool(duplicate_works(found)) is twice


def test_what_breaks_an_entry_is_said_within_a_sentence(tmp_path: Path) -> None:
    (broken, *_) = load(tmp_path, "@book{a, title = {T}, year = {1\n\n@book{b, title = {U}}\n").diagnostics
    assert broken.message.startswith("The entry `a` is broken: unexpected block start: `@book`")
    assert not broken.message.endswith(".")
