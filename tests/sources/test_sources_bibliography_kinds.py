"""Bibliographies that are not what their names say, and entries that are hardly meant as they stand."""

from __future__ import annotations

import json
import math
import time
from pathlib import Path

import pytest

from argmap.sources.bibliography.latex_values import decode_latex
from argmap.sources.bibliography.load import load_bibliography
from argmap.sources.source import Bibliography

ENDNOTE = (
    '<?xml version="1.0" encoding="UTF-8"?><xml><records><record><ref-type name="Book">6</ref-type><contributors>'
    "<authors><author><style>Hale, Ida</style></author></authors></contributors><titles><title><style>The </style>"
    "<style>Sluice</style></title></titles><dates><year>1964</year></dates></record></records></xml>"
)
DOCUMENT_TYPES = (
    '<!DOCTYPE xml SYSTEM "RSXML.dtd">',
    '\n<!-- by hand --><!DOCTYPE xml PUBLIC "-//Works//DTD 1//EN" "http://dtd.example/a>b.dtd">\n',
    "<!DOCTYPE xml>",
    "<!DOCTYPE xml [<!ELEMENT xml (records)><!ELEMENT records ANY><!ATTLIST record n CDATA '1'>]>",
)


def load(folder: Path, text: str, name: str = "works.bib") -> Bibliography:
    path = folder / name
    path.write_bytes(text.encode())
    return load_bibliography([path], folder)


@pytest.mark.parametrize(
    "text",
    [
        '\n [ {"id": "hale-1964", "author": [{"family": "Hale", "given": "Ida"}], "title": "The Sluice"} ]',
        "---\nreferences:\n- id: hale-1964\n  author:\n    - family: Hale\n      given: Ida\n  title: The Sluice\n...\n",
        "- id: hale-1964\n  author: {family: Hale, given: Ida}\n  title: 'The Sluice'\n",
        "\ufeffTY  - BOOK\nAU  - Hale, Ida\nTI  - The Sluice\nPY  - 1964\nER  - \n",
        ENDNOTE,
        *(ENDNOTE.replace("?><xml>", f"?>{declared}<xml>") for declared in DOCUMENT_TYPES),
        "% exported\n@Book{hale-1964, author = {Hale, Ida}, title = {The Sluice}}",
    ],
)
@pytest.mark.parametrize("name", ["works.bib", "works.ris", "works.json", "works.xml"])
def test_a_file_is_read_as_what_it_is_whatever_its_name(text: str, name: str, tmp_path: Path) -> None:
    works = load(tmp_path, text, name)
    assert [(s.key, s.authors, s.title) for s in works.entries] == [("hale-1964", ("Hale, Ida",), "The Sluice")]
    assert works.diagnostics == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("\ufeff \n", "empty"),
        ("<!-- x --><html><p>Sign in</p></html>", "web page"),
        ("<modsCollection><mods/></modsCollection>", "XML"),
        ("%0 Book\n%A Hale, Ida\n", "Refer"),
        ("PMID- 12\nTI  - x\n", "MEDLINE"),
        ("Hale, I. (1964). The Sluice.", "no entry"),
    ],
)
def test_a_file_that_is_no_bibliography_is_told_with_what_to_do(text: str, says: str, tmp_path: Path) -> None:
    (finding,) = load(tmp_path, text).diagnostics
    assert finding.code == "CIT012" and says in finding.message and finding.help


@pytest.mark.parametrize("text", ["<xml><records><record>", ENDNOTE[:-9], "<xml><records><record>" + "<a>" * 5000])
def test_broken_xml_is_reported(text: str, tmp_path: Path) -> None:
    assert [d.code for d in load(tmp_path, text).diagnostics] == ["CIT011"]


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "Hale">',
        '<!ENTITY a "ha ha"><!ENTITY b "&a;&a;&a;">',
        '<!ENTITY a SYSTEM "secret.txt">',
        '<!ENTITY % a SYSTEM "secret.txt"> %a;',
    ],
)
def test_a_document_type_with_entities_is_refused(declared: str, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("Secret")
    text = ENDNOTE.replace("?><xml>", f"?><!DOCTYPE xml [{declared}]><xml>").replace("Sluice", "&a;")
    works = load(tmp_path, text, "works.xml")
    (finding,) = works.diagnostics
    assert finding.code == "CIT011" and not works.entries
    assert "entities" in (finding.help or "") and "Secret" not in str(finding)


def test_a_file_of_comments_alone_is_let_be(tmp_path: Path) -> None:
    assert load(tmp_path, "% Put the works here.\n").diagnostics == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("@book{Ab1, title={X}}\n@book{aB1, title={Y}}", "differ only"),
        ("@inbook{a, title={X}, xdata={b,c}}\n@xdata{b, year=1999}", "no entry `c`"),
        ("@book{a, title={X}, publisher = lost # { Press}}", "`lost`"),
        ("@book{a, author={Hale, Ida; Orr, Ben}, title={X}}", "several people"),
        ("@book{a, author={Ida Hale, Ben Orr, Amy Unwin}, title={X}}", "several people"),
    ],
)
def test_what_is_hardly_meant_so_is_told(text: str, says: str, tmp_path: Path) -> None:
    (finding,) = load(tmp_path, text).diagnostics
    assert finding.code == "CIT012" and says in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "@string{press={P}}\n@book{a, publisher=press, month=sept # {~3}, year=1999}".replace("sept", "sep"),
        "@book{a, author={King, Jr., Martin Luther}, title={X}}",
        "@book{a, author={{Board of Trade, Office of Rivers, London}}, title={X}}",
        "@book{a, publisher=press}\n@string{press={P}}",
    ],
)
def test_what_is_in_order_is_not_told(text: str, tmp_path: Path) -> None:
    assert load(tmp_path, text).diagnostics == ()


def test_a_string_of_an_earlier_file_counts(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text("@string{press = {Quay}}")
    (tmp_path / "b.bib").write_text("@book{k, publisher = press}")
    works = load_bibliography([tmp_path / "a.bib", tmp_path / "b.bib"], tmp_path)
    assert works.sources["k"].publisher == "Quay" and works.diagnostics == ()


@pytest.mark.parametrize(
    ("field", "year"),
    [
        ("date={1998/2003}", "1998–2003"),
        ("date={1998--2003}", "1998–2003"),
        ("date={1998-04-01/1998-05}", "1998"),
        ("date={1998/}", "1998–"),
        ("date={1998/..}", "1998–"),
        ("date={/2003}", "–2003"),
        ("date={-0043-03-15}", "-0043"),
        ("date={1998-04?}", "1998"),
        ("year={\\SortNoop{1990}1998}", "1998"),
        ("year={{\\noop{a}}1998}", "1998"),
        ("date={spring 1998}", "1998"),
    ],
)
def test_years_of_biblatex(field: str, year: str, tmp_path: Path) -> None:
    assert load(tmp_path, f"@book{{a, {field}}}").sources["a"].year == year


@pytest.mark.parametrize(
    ("issued", "year"),
    [
        ({"date-parts": [["2006", 4]]}, "2006"),
        ({"date-parts": [[1998], [2003]]}, "1998–2003"),
        ({"date-parts": [[-43]], "circa": True}, "-43"),
        ({"raw": "May 2006"}, "2006"),
        ({"literal": "forthcoming"}, "forthcoming"),
        ({"year": 2006, "season": "2"}, "2006"),
        ("2006", "2006"),
        ({"date-parts": [[]]}, None),
        ({"date-parts": 7}, None),
        ({"date-parts": [[math.nan]]}, None),
        ({"date-parts": [[math.inf], [1998]]}, None),
        ({"year": math.nan}, None),
        ({"raw": -math.inf}, None),
        (math.nan, None),
    ],
)
def test_years_of_csl(issued: object, year: str | None, tmp_path: Path) -> None:
    items = [{"id": "a", "issued": issued, "author": [{"family": "O&#39;Neil &amp; Co"}]}]
    source = load(tmp_path, json.dumps(items), "works.json").sources["a"]
    assert source.year == year and source.authors == ("O'Neil & Co",)


@pytest.mark.parametrize(
    "issued", ['{"date-parts": [[1e999, -1e999]]}', '{"raw": ' * 600 + "1" + "}" * 600], ids=range(2)
)
def test_a_date_that_is_none_costs_no_item(issued: str, tmp_path: Path) -> None:
    whole = '[{"id": "a", "title": "T", "issued": ' + issued + ', "author": [{"family": ' + issued + "}]}]"
    source = load(tmp_path, whole, "works.json").sources["a"]
    assert source.title == "T" and not source.authors and "issued" not in source.fields


def test_extended_names(tmp_path: Path) -> None:
    text = '@book{a, author={given=Ida, family={Hale, Orr and Co} and family=Veen, prefix="van", given=Jan, suffix=Jr}}'
    assert load(tmp_path, text).sources["a"].authors == ("Hale, Orr and Co, Ida", "van Veen, Jr, Jan")


@pytest.mark.parametrize(
    "piece", ["\\sqrt[x ", "{\\sqrt[}", "\\sqrt[$]$ ", "\\frac[\\begin{a}", "\\[ ", "\\cite[a]{b} "]
)
def test_latex_is_decoded_fast(piece: str) -> None:
    begun = time.monotonic()
    decode_latex(piece * 200)
    assert time.monotonic() - begun < 5


def test_strings_that_double_are_cut(tmp_path: Path) -> None:
    text = '@string{a="xxxxxxxxxx"}\n' + "@string{a=a # a}\n" * 60 + "@book{k, title=a}"
    assert len(load(tmp_path, text).sources["k"].title or "") <= 1_000_000


def test_items_in_yaml_have_their_places_and_their_years_in_any_form(tmp_path: Path) -> None:
    text = (
        "references:\n- id: hale:1964\n  issued:\n    - year: 1964\n      month: 3\n"
        "- title: Locks\n  id: 'roth'\n  issued: 1971\n- id: moser\n  issued: {date-parts: [[1980, 4]]}\n- title: Nobody's\n"
    )
    works = load(tmp_path, text, "works.yaml")
    assert {key: work.year for key, work in works.sources.items()} == {
        "hale:1964": "1964",
        "roth": "1971",
        "moser": "1980",
    }
    assert [work.key_span and work.key_span.line for work in works.entries] == [2, 7, 9]
    assert [d.code for d in works.diagnostics] == ["CIT011"]


@pytest.mark.parametrize(
    "text", ["references: [", "references: &a [*a]", "references:\n  a: b\n", "- id: {}\n- id: [x]\n"]
)
def test_yaml_that_holds_no_items_is_told(text: str, tmp_path: Path) -> None:
    assert load(tmp_path, text, "works.yaml").diagnostics
