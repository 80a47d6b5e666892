"""Data of registries on this machine: Retraction Watch as SQLite, an index of a dump; and what answers of odd forms do."""

import copy
import gzip
import json
import random
import sqlite3
from contextlib import closing

import pytest
from stand_in_registries import StandIn, serving, update, work
from test_lookup import SICI, TITLE, entry, project, states

from argmap.checks import run_checks
from argmap.ground.diagnostics import ArgmapError
from argmap.project import load
from argmap.registries import dumps, retraction_watch
from argmap.registries.answers import Answer, line_of, parse_line
from argmap.registries.asking import NoAnswerError, Request
from argmap.registries.client import MODULES
from argmap.registries.questions import Question
from commands import argmap

HEADER = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,RetractionDOI,"
    "RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes,\n"
)


def row(
    doi="10.1000/a", nature="Retraction", date="3/9/2012 0:00", pmid="0", reason="+Error in Data;+Unreliable Results;"
):
    return f'7,"Trade, and more",,,J,P,AU,A,,Article,{date},10.1000/r,0,5/6/2010 0:00,{doi},{pmid},{nature},"{reason}",No,,\n'


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("ARGMAP_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def build(*rows):
    return retraction_watch.build((HEADER + "".join(rows)).encode("utf-8-sig"), "2026-11-20T00:00:00Z")


def notices(query):
    (answer,) = retraction_watch.look_up([Question("retraction-watch", query)])
    return [notice for record in answer.records for notice in record.notices]


def test_a_work_is_found_by_doi_and_by_pubmed_number():
    built = build(
        row(SICI.upper()), row("unavailable", pmid="123"), row("unavailable", pmid="²"), row("", "Something else")
    )
    assert (built.rows, built.passed_over) == (2, 2)
    (notice,) = notices(f"doi:{SICI}")
    assert (notice.nature, notice.date, notice.doi) == ("retraction", "2012-03-09", "10.1000/r")
    assert notice.reasons == ("+Error in Data", "+Unreliable Results")
    assert len(notices("pmid:123")) == 1 and notices("pmid:0") == [] and notices("doi:unavailable") == []


@pytest.mark.parametrize(
    ("rows", "nature"),
    [
        ([row()], "retraction"),
        ([row(nature="Expression of concern")], "concern"),
        ([row(nature="Correction")], "correction"),
        ([row(), row(nature="Reinstatement", date="4/1/2013 0:00")], "reinstatement"),
        ([row(nature="Expression of concern", date="1/1/2011 0:00"), row()], "retraction"),
        ([row(reason="+Retract and Replace;")], "replacement"),
        ([row(date="")], "retraction"),
    ],
)
def test_each_nature_is_told_as_what_it_is(tmp_path, rows, nature):
    build(*rows)
    root = project(tmp_path, entry("k", "10.1000/a"))
    done = argmap(root, "lookup", "--offline", ARGMAP_CACHE=str(tmp_path / "cache"))
    assert done.returncode == 0, done.stderr
    assert load(root).standings["k"].notice.nature == nature
    codes = {"retraction": ["REG001"], "concern": ["REG002"], "correction": ["REG003"], "replacement": ["REG003"]}
    assert [f.code for f in run_checks(load(root), select=["REG"]).findings] == codes.get(nature, [])


def test_nothing_is_sent_and_the_same_data_give_the_same_file(tmp_path):
    build(row())
    root = project(tmp_path, entry("k", "10.1000/a"), entry("l", "10.1000/b"))
    with serving(StandIn()) as held:
        texts = []
        for _ in range(2):
            argmap(root, "lookup", "--offline", ARGMAP_CACHE=str(tmp_path / "cache"), ARGMAP_REGISTRIES=held.address)
            texts.append((root / "sources" / "registry.jsonl").read_bytes())
    assert held.asked == [] and texts[0] == texts[1] and b"2026-11-20" in texts[0]


@pytest.mark.parametrize(
    "data", [b"", b"a,b\n1,2\n", HEADER.encode(), b"\xff\xfe\x00", HEADER.encode() + b'"' * 70_000]
)
def test_what_is_no_such_file_changes_nothing(data):
    build(row())
    with pytest.raises(ArgmapError):
        retraction_watch.build(data, "2026-11-25T00:00:00Z")
    assert len(notices("doi:10.1000/a")) == 1 and retraction_watch.told_of()["of"].startswith("2026-11-20")


def test_the_file_is_brought_up_to_date_from_an_address(tmp_path, cache):
    text = HEADER + row()
    held = StandIn()
    held.answer = lambda path: (200, {"ETag": '"a"'}, text.encode())
    with serving(held):
        url = f"{held.address}/data.csv"
        update_it = ("registries", "update", "retraction-watch", url)
        assert "1 notice" in argmap(tmp_path, *update_it).stdout
        assert "less than a week old" in argmap(tmp_path, *update_it).stdout and len(held.asked) == 1
        held.faults["/data"] = "500"
        failed = argmap(tmp_path, *update_it, "--now")
        assert failed.returncode == 2 and "Nothing was changed" in failed.stderr
    assert "1 notices" in argmap(tmp_path, "registries").stdout and len(notices("doi:10.1000/a")) == 1


def dump(folder, name, works, lines=False):
    folder.mkdir(exist_ok=True)
    data = "".join(json.dumps(w) + "\n" for w in works) if lines else json.dumps({"items": works})
    (folder / name).write_bytes(gzip.compress(data.encode()))


def test_a_dump_answers_without_a_network_and_a_build_goes_on(tmp_path, cache):
    folder = tmp_path / "dump"
    author = [("Smith", "Anna")]
    dump(folder, "0.json.gz", [work("10.1000/a", TITLE, author, 2010, **{"updated-by": [update("retraction", 2012)]})])
    (folder / "1.json.gz").write_bytes(b"\x1f\x8b broken")
    build_it = ("registries", "build", "crossref", str(folder), "--of", "2026-04-01")
    stopped = argmap(tmp_path, *build_it)
    assert stopped.returncode == 2 and "was kept" in stopped.stderr
    (folder / "1.json.gz").unlink()
    dump(
        folder,
        "1.jsonl.gz",
        [work("10.1000/b", "On the price of salt in the old towns of Bohemia", author, 1999)],
        lines=True,
    )
    again = argmap(tmp_path, *build_it)
    assert "1 work added; 2 in all" in again.stdout, again.stderr
    root = project(
        tmp_path,
        entry("k", "10.1000/a"),
        entry("t", title="On the price of salt in the old towns of Bohemia", year=1999),
        entry("n", title="Something that no dump has at all"),
    )
    assert argmap(root, "lookup", "--offline").returncode == 0
    assert states(root) == {"k": "found", "t": "found", "n": "not-looked-up"}
    assert [f.code for f in run_checks(load(root), select=["REG"]).findings] == ["REG001"]


def test_an_index_of_which_a_part_is_gone_counts_as_none(tmp_path, cache, monkeypatch):
    folder = tmp_path / "dump"
    dump(folder, "0.json.gz", [work("10.1000/a", TITLE, [("Smith", "Anna")], 2010)])
    assert argmap(tmp_path, "registries", "build", "crossref", str(folder), "--of", "2026-04-01").returncode == 0
    assert dumps.told_of() == {"of": "2026-04-01T00:00:00Z", "works": "1"}
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ARGMAP_CACHE", "cache")
    assert dumps.told_of()["works"] == "1"
    with closing(sqlite3.connect(dumps.database())) as base:
        base.execute("DROP TABLE files")
    assert dumps.told_of() == {}
    shown = argmap(tmp_path, "registries")
    assert shown.returncode == 0 and "no index" in shown.stdout, shown.stderr


ANSWERS = {
    "crossref": [("/works/10.1000%2Fa", "doi:10.1000/a"), ("/works?query.bibliographic=trade&rows=5", "works:trade | a | 1999"), ("/works?filter=doi:10.1000/a,doi:10.1000/b&rows=2", "doi:10.1000/a")],
    "datacite": [("/dois/10.1000%2Fa", "doi:10.1000/a")],
    "doi.org": [("/api/handles/10.1000/a", "doi:10.1000/a")],
    "openalex": [("/works/doi:10.1000%2Fa", "doi:10.1000/a"), ("/works?search=trade", "works:trade | a | 1999")],
    "arxiv": [("/api/query?id_list=1706.03762", "arxiv:1706.03762")],
}  # fmt: skip
ODD = (None, True, -1, 3.5, "", "x" * 5000, [], [[]], {}, {"a": {}}, [None, 1, "2010"], 10**30, "20a1", [[2010, "a"]])


def mutated(value, drawn):
    """The value with one of its parts, somewhere, exchanged or taken out."""
    if not isinstance(value, dict | list) or not value or drawn.random() < 0.2:
        return drawn.choice(ODD)
    value = copy.copy(value)
    where = drawn.choice(list(value) if isinstance(value, dict) else range(len(value)))
    if drawn.random() < 0.2:
        del value[where]
    else:
        value[where] = mutated(value[where], drawn)
    return value


@pytest.mark.parametrize("registry", sorted(ANSWERS))
def test_an_answer_of_an_odd_form_is_read_or_is_none(registry):
    drawn = random.Random(15)
    held = StandIn(
        [work("10.1000/a", "Trade", [("Smith", "Anna")], 2010, **{"updated-by": [update("retraction", 2012)], "update-to": [update("correction", 2012)], "relation": {"is-preprint-of": [{"id-type": "doi", "id": "10.1/b"}]}, "page": "1-2", "subtitle": ["x"]})],
        [{"DOI": "10.1000/a", "title": "Trade", "authors": [("Smith", "Anna")], "year": 2010, "related": [{"relationType": "IsVersionOf", "relatedIdentifierType": "DOI", "relatedIdentifier": "10.1/b"}]}],
        preprints={"1706.03762": {"title": "Trade", "authors": "Anna", "year": "2010", "doi": "10.1000/a", "comment": "x"}},
    )  # fmt: skip
    read = 0
    for path, query in ANSWERS[registry]:
        request = Request(registry, path, (Question(registry, query),))
        status, _, body = held.answer(f"/{registry}{path}")
        for _ in range(400):
            if registry == "arxiv":
                at = drawn.randrange(len(body))
                odd = (
                    body[:at]
                    + drawn.choice([b"", b"<", b"&x;", b"\xff", b"<!DOCTYPE a>"])
                    + body[at + drawn.randrange(9) :]
                )
            else:
                odd = json.dumps(mutated(json.loads(body), drawn)).encode()
            try:
                found = MODULES[registry].read(request, drawn.choice([status, 200, 404]), odd)
            except NoAnswerError:
                continue
            read += 1
            for question, records in found.items():
                answer = Answer(registry, question.query, "2026-11-26T10:00:00Z", records)
                assert parse_line(line_of(answer)) == answer
    assert read > 5
