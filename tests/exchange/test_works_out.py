"""Works out as CSL-JSON, BibTeX and RIS: what comes back is what went, and what has no place is told."""

from __future__ import annotations

import json
import re
from importlib import import_module
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from argmap.drafting.works import bibtex_entry
from argmap.exchange.loss import LossReport
from argmap.exchange.works import DATES, PEOPLE, TEXTS, item_of, name_parts
from argmap.ground.places import TextFile
from argmap.sources.bibliography.bibtex import read_bibtex
from argmap.sources.bibliography.csl_json import read_csl_json
from argmap.sources.bibliography.file_kinds import FORMATS as BIBLIOGRAPHIES
from argmap.sources.bibliography.latex_values import decode_latex, encode_latex
from argmap.sources.bibliography.ris import read_ris
from argmap.sources.source import Bibliography, BodyName, Source
from argmap.sources.work_types import csl_type, type_in
from commands import argmap

FORMS = {
    "csl": ("argmap.exchange.csl_json", read_csl_json),
    "bibtex": ("argmap.exchange.bibtex", read_bibtex),
    "ris": ("argmap.exchange.ris", read_ris),
}


def read(form: str, text: str):
    wrong = []
    found = FORMS[form][1](TextFile("works", text), wrong.append)
    assert not wrong, wrong
    return found


def write(form: str, sources):
    project = SimpleNamespace(bibliography=Bibliography({s.key: s for s in sources}), files=())
    data, loss = import_module(FORMS[form][0]).write(project)
    return data.decode(), loss


def meaning(source):
    """What a work says, in the terms of CSL, however its format has it."""
    item = item_of(source, "none", LossReport())
    texts = {name: text.replace("–", "-") if name == "page" else text for name, text in item.texts.items()}
    return (item.type, texts, item.dates, {role: list(map(str, names)) for role, names in item.people.items()})


def there_and_back(form: str, source):
    text, loss = write(form, [source])
    (back,) = read(form, text)
    return back, loss, text


# an item in YAML is the same as in JSON
@pytest.mark.parametrize("form", [form for form in BIBLIOGRAPHIES if form != "csl-yaml"])
def test_a_work_of_every_format_that_is_read_has_a_type_and_fields_in_those_that_are_written(form: str):
    assert csl_type(form, type_in(form, "book")) == "book"
    (title,) = (variable for variable in TEXTS if variable.csl == "title")
    work = Source(
        "hale-1964", type_in(form, "book").lower(), None, fields={title.fields(form)[0]: "The Sluice"}, form=form
    )
    for other in FORMS:
        text, loss = write(other, [work])
        assert "The Sluice" in text and not any(kind == "field" for kind, _, _ in loss.told), (other, loss)


SIGNS = st.text(st.sampled_from([*"abcXYZ äßЖ中1{}\\$&%#_^~'`-,;:.()?!@\"="]), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
)
WORDS = SIGNS.filter(lambda text: text and any(sign.isalpha() for sign in text))
PART = st.text(st.sampled_from([*"abXYäß-'{\\&"]), min_size=1, max_size=6).filter(lambda text: text[0].isalpha())
FAMILY = st.tuples(st.sampled_from(["", "van ", "de la "]), PART.map(str.capitalize)).map("".join)
NAME = st.one_of(
    st.tuples(FAMILY, PART).map(", ".join),
    st.tuples(FAMILY, st.sampled_from(["Jr.", "III"]), PART).map(", ".join),
    st.sampled_from([BodyName("Food and Drug Administration"), BodyName("Others, Inc."), "Plato", BodyName("et al.")]),
)
DAYS = st.sampled_from(["2014", "2014-04", "2014-04-05", "0079", "-0342", "1998/2003", "1850~", "in press", "2014-21"])
ITEM = st.fixed_dictionaries(
    {"author": st.lists(NAME, min_size=1, max_size=3), "issued": DAYS, "title": WORDS},
    optional={
        "editor": st.lists(NAME, min_size=1, max_size=2),
        "container-title": WORDS,
        "publisher": WORDS,
        "volume": st.just("12"),
        "page": st.sampled_from(["101-120", "7", "S1, S4"]),
        "note": WORDS,
        "DOI": st.sampled_from(["10.1000/182_a", "10.1002/(SICI)1<1::AID>3.0.CO;2-X"]),
        "URL": st.sampled_from(["https://x.org/~a/b_c?d=%20&e#f"]),
        "accessed": st.just("2020-01-02"),
        "keyword": st.just("one, two"),
    },
)


def source_of(values):
    from argmap.exchange.csl_json import _date

    item = {"id": "k1", "type": "article-journal"}
    for name, value in values.items():
        if isinstance(value, list):
            value = [name_parts(person) for person in value]
        elif name in ("issued", "accessed"):
            value = _date(value)
        item[name] = value
    return read("csl", json.dumps([item]))[0]


@given(ITEM)
def test_what_goes_out_comes_back(values):
    source = source_of(values)
    assert source.year
    for form in FORMS:
        back, loss, text = there_and_back(form, source)
        assert back.key == "k1" and loss.read("work") == 1
        expected, found = meaning(source), meaning(back)
        if form == "ris":  # which tells what it has no place for
            told = {id.partition(": ")[2] for told in loss.told.values() for id in told.ids}
            assert told == ({"issued"} if "~" in values["issued"] else set()) | {
                role
                for role in ("author", "editor")
                if any("," in n for n in values.get(role, ()) if isinstance(n, BodyName))
            }
            for role in told:
                for side in (expected, found):
                    side[2 if role == "issued" else 3].pop(role)
        else:
            assert loss.complete, loss.sentence()
        assert found == expected, text
        if form != "ris":
            assert [name_parts(name) for name in back.authors] == [name_parts(name) for name in source.authors]
        assert write(form, [back])[0] == text


@given(st.text(st.sampled_from([*"ab \\{}^~&%$#_-`'?!<>\"é中,.=@"]), max_size=12))
@example("a$\\$&")
def test_any_text_is_a_value_of_bibtex(text):
    value = encode_latex(text)
    assert value.count("{") == value.count("}")
    if not re.search(r"\$.*[^\\]\$", text):  # formulas stay
        assert decode_latex(value) == " ".join(text.split())
    drafted = read("bibtex", bibtex_entry("k", "misc", {"title": "T", "note": f"The paper has: {text}"}))
    assert drafted[0].note == " ".join(f"The paper has: {text}".split())


@pytest.mark.parametrize(
    ("value", "kept"),
    [(r"The $\alpha_{x}$ decay & more", r"The $\alpha_{x}$ decay \& more"), ("it costs $5 or $6", r"it costs \$5 or \$6"),
     ("$a_{b$", r"\$a\_\textbraceleft{}b\$")],
)  # fmt: skip
def test_formulas_stay_and_prices_are_none(value: str, kept: str):
    assert encode_latex(value) == kept


BIB = r"""
@phdthesis{a, author = {von der Heide, J{\"o}rg and {Food, Drug and Co}}, title = {On {DNA}}, school = {U}, year = 2001,
  month = mar, eprint = {1234.5}, file = {/home/x/y.pdf}}
@incollection{b, author = {Keller, Anna}, title = {Part}, crossref = {c}, pages = {1--9}}
@book{c, title = {Whole}, editor = {Roth, I. and others}, date = {-0342/}, series = {S}, number = 3, publisher = {P}}
@article{d, title = {T}, journaltitle = {J}, number = {2}, year = {1999}, month = {May/June}, organization = {O}}
"""


def test_bibtex_to_bibtex_keeps_fields_that_others_do_not_know():
    text, loss = write("bibtex", read("bibtex", BIB))
    back = {source.key: source for source in read("bibtex", text)}
    assert back["a"].type == "phdthesis" and back["a"].fields["eprint"] == "1234.5" and "month = mar" in text
    assert "{{On DNA}}" in text and "/home" not in text and back["b"].container == "Whole"
    assert back["a"].authors == ("von der Heide, Jörg", "Food, Drug and Co") and back["d"].fields["month"] == "May/June"
    assert {ids for told in loss.told.values() for ids in told.ids} == {"a: file", "b: crossref"}


def test_what_another_format_has_no_field_for_is_told():
    text, loss = write("csl", read("bibtex", BIB))
    items = {item["id"]: item for item in json.loads(text)}
    assert items["a"]["author"][0] == {"non-dropping-particle": "von der", "family": "Heide", "given": "Jörg"}
    assert items["a"]["author"][1] == {"literal": "Food, Drug and Co"}
    assert items["a"]["type"] == "thesis" and items["a"]["genre"] == "PhD thesis"
    assert items["a"]["issued"] == {"date-parts": [[2001, 3]]} and items["c"]["collection-number"] == "3"
    assert items["c"]["issued"] == {"literal": "-0342/"} and items["d"]["issue"] == "2"
    lost = {ids for told in loss.told.values() if told.fate == "lost" for ids in told.ids}
    assert lost == {"a: eprint", "a: file", "d: month"}
    assert loss.read("field") == loss.kept("field") + loss.changed("field") + loss.lost("field")


def test_years_before_our_era_are_counted_as_each_format_counts():
    (odd,) = read("bibtex", "@book{a, title = {T}, date = {2014-00}}")
    assert "month" not in write("bibtex", [odd])[0]
    (source,) = read("bibtex", "@book{a, title = {T}, date = {-0342}}")
    text, _ = write("csl", [source])
    assert json.loads(text)[0]["issued"] == {"date-parts": [[-343]]}  # 343 BC
    assert write("bibtex", read("csl", text))[0].count("date = {-0342}") == 1
    assert read("ris", write("ris", [source])[0])[0].year == "-0342"


def test_keys_and_types_that_have_no_place_are_told():
    sources = read("csl", json.dumps([{"id": "a b#1", "type": "hearing"}, {"id": "a-b-1", "type": "book"}]))
    text, loss = write("bibtex", sources)
    assert "@misc{a-b-1," in text and "@book{a-b-1-2," in text
    assert loss.changed("work") == 2 and write("csl", sources)[1].complete


def test_what_no_file_can_hold_stays_out():
    sources = read("csl", r'[{"id": "a\ud800", "type": "b\ud800k", "title": "T\u0000\ud800x", "author": [{"literal": "\u0000"}, {"family": "A\ud800"}],'
                   r' "x\ud800": "y", "translator": [{"family": "\ud800"}]}]')  # fmt: skip
    for form in FORMS:
        assert "T x" in write(form, sources)[0]


def test_a_suffix_of_ris_stands_behind_the_given_name():
    (king,) = read(
        "ris",
        "TY  - BOOK\nAU  - King, Martin Luther, Jr.\nAU  - Health, Education, and Welfare\nAU  - Ek,B.\nA2  - World Bank,\nER  - \n",
    )
    assert king.authors == ("King, Jr., Martin Luther", "Health, Education, and Welfare", "Ek, B.")
    assert king.editors == ("World Bank",) and "A2  - World Bank," not in write("ris", [king])[0]
    assert "ED  - World Bank,\r\n" in write("ris", [king])[0]


def test_each_variable_is_written_from_one_field_of_each_format():
    for name in ("bibtex", "ris", "endnote"):
        named = [field for variable in (*TEXTS, *DATES, *PEOPLE) for field in getattr(variable, name)]
        assert len(named) == len(set(named))


def test_the_commands_write_what_a_project_cites_and_what_a_paper_lists(tmp_path):
    (tmp_path / "p/claims").mkdir(parents=True)
    (tmp_path / "p/sources").mkdir()
    (tmp_path / "p/sources/works.bib").write_text(BIB)
    (tmp_path / "p/claims/a.md").write_text(
        "## x\n\nYes.\n\n- cites: @a\n- evidence: it is so [@d]\n- cites: @nowhere\n"
    )
    done = argmap(tmp_path, "export", "bibtex", "p", "--report", "loss.json")
    assert done.returncode == 0 and "@phdthesis{a," in done.stdout and "@book" not in done.stdout, done.stderr
    told = json.loads((tmp_path / "loss.json").read_text())["told"]
    assert {"nowhere", "b"} <= {id for one in told for id in one["ids"]}
    listed = [
        "References",
        "Keller, A. (2014). Walking at night. Talverlag.",
        "Moser, J. (2011). Lamps and accidents. Journal of Streets, 3(2), 1-9.",
    ]
    (tmp_path / "paper.txt").write_text("\n\n".join(["Lamps burn (Moser 2011; Keller 2014).", *listed]))
    done = argmap(tmp_path, "export", "csl", "paper.txt")
    assert done.returncode == 0, done.stderr
    assert {item["issued"]["date-parts"][0][0] for item in json.loads(done.stdout)} == {2014, 2011}
    (tmp_path / "paper.md").write_text("---\nbibliography: p/sources/works.bib\n---\n\nLamps burn [@a; @b; @c].\n")
    done = argmap(tmp_path, "export", "csl", "paper.md")
    types = {item["id"]: (item["type"], item.get("container-title")) for item in json.loads(done.stdout)}
    assert types["b"] == ("chapter", "Whole") and types["a"] == ("thesis", None) and types["c"][0] == "book"
    (tmp_path / "bare.txt").write_text("Nothing is cited here.")
    assert "no list of works" in argmap(tmp_path, "export", "ris", "bare.txt").stderr


@pytest.mark.parametrize("name, paper", [
    ("p.md", "---\nbibliography: lib.bib\n---\n\nTrade grew [@hob]."),
    ("p.md", "---\nbibliography: lib.bib\n---\n\n## Past\n\nTrade grew [@hob].\n\n> It did.\n"),
    ("p.tex", "\\begin{document}Trade grew \\cite{hob}.\\bibliography{lib}\\end{document}"),
    ("p.qmd", "---\nbibliography: [lib.bib]\n---\n\nTrade grew, says @hob."),
])  # fmt: skip
def test_the_works_of_a_paper_keep_all_that_the_bibliography_beside_it_says(tmp_path, name, paper):
    (tmp_path / "lib.bib").write_text(
        "@book{hob, author={Hobsbawm, Eric}, title={Extremes}, year=1994, publisher={Joseph}, address={London},\n"
        " isbn={9780718133078}, edition={2}, url={https://example.org/x}, volume={3}, note={Signed.}}\n"
        "@book{other, author={Lee, Ann}, title={Bread}, year=1998}\n"
    )
    (tmp_path / name).write_text(paper)
    done = argmap(tmp_path, "export", "csl", name)
    (item,) = json.loads(done.stdout)
    assert (item["publisher-place"], item["edition"], item["volume"]) == ("London", "2", "3"), done.stderr
    assert (item["ISBN"], item["URL"], item["note"]) == ("9780718133078", "https://example.org/x", "Signed.")
    assert "keyword" not in item and "Nothing was lost" in done.stderr
