"""Zotero in: its works and annotations, from files and from its API, which a stand-in in a process of its own plays."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from argmap.exchange import zotero
from argmap.ground.diagnostics import ArgmapError
from argmap.project import load
from commands import argmap

STAND_IN = Path(__file__).with_name("zotero_stand_in.py")
URI = "http://zotero.org/users/local/abc/items/"
KELLER = {"id": f"{URI}KELL2014", "type": "book", "title": "Walking at Night", "issued": {"date-parts": [["2014"]]},
          "author": [{"family": "Keller", "given": "Anna"}]}  # fmt: skip
MOSER = {"id": "moser2011", "type": "article-journal", "title": "Lamps", "issued": {"date-parts": [[2011]]},
         "author": [{"family": "Moser", "given": "Jan"}]}  # fmt: skip
ATTACHED = {"key": "PDFKEY01", "links": {"enclosure": {"href": "file:///home/a%20b/Zotero/storage/PDFKEY01/Keller.pdf"}},
            "data": {"itemType": "attachment", "parentItem": "KELL2014"}}  # fmt: skip


def annotation(key, text="", comment="", page="12", parent="PDFKEY01", kind="highlight", **more):
    data = {"itemType": "annotation", "parentItem": parent, "annotationType": kind, "annotationText": text,
            "annotationComment": comment, "annotationPageLabel": page, "annotationSortIndex": key, **more}  # fmt: skip
    return {"key": key, "data": data}


MARKS = [
    annotation(
        "A2", "the town counted 212 walkers", "More than two hundred people walk at night.", tags=[{"tag": "count"}]
    ),
    annotation("A1", "- but: lamps | burn\nall night", page="iv", annotationColor="#ffd400"),
    annotation("A3", kind="ink"),
    annotation("A4", comment="Look at the picture.", kind="image"),
    annotation("A5", "Words of a lost work", parent="GONE0001"),
]
LIBRARY = {"items": [KELLER, MOSER], "attachments": [ATTACHED], "annotations": MARKS}


@contextmanager
def zotero_with(tmp_path, **answers):
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(answers))
    with subprocess.Popen([sys.executable, str(STAND_IN), str(file)], stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            yield f"http://localhost:{int(server.stdout.readline())}", server
        finally:
            server.kill()


def test_what_is_marked_becomes_claims_that_cite(tmp_path):
    (tmp_path / "library.json").write_text(json.dumps(LIBRARY))
    done = argmap(tmp_path, "import", "auto", "library.json", "z", "--report", "loss.json")
    assert done.returncode == 0, done.stderr
    project = load(tmp_path / "z")
    assert not project.diagnostics
    claims = list(project.argument.claims.values())
    assert [claim.text for claim in claims] == [
        "- but: lamps | burn all night", "More than two hundred people walk at night.", "Look at the picture.",
        "Words of a lost work",
    ]  # fmt: skip
    (first,), (second,) = claims[0].citations, claims[1].citations
    assert (first.key, first.locator, second.key, second.locator) == (
        "keller-2014-walking", "p. iv", "keller-2014-walking", "p. 12",
    )  # fmt: skip
    assert second.quotations[0].text == "the town counted 212 walkers" and claims[1].tags == ("count",)
    assert claims[3].evidence[0].text == "Words of a lost work" and claims[1].origin == ("zotero:A2",)
    assert set(project.bibliography.sources) == {"keller-2014-walking", "moser2011"}
    assert project.bibliography.sources["keller-2014-walking"].fields["file"] == "PDFKEY01/Keller.pdf"
    kinds = json.loads((tmp_path / "loss.json").read_text())["kinds"]
    assert kinds["annotation"] == {"read": 5, "kept": 2, "changed": 2, "lost": 1}
    assert kinds["work"]["kept"] == 2 and kinds["colour"]["lost"] == 1
    before = (tmp_path / "z/claims/argument.md").read_text()
    assert "nothing changed" in argmap(tmp_path, "import", "zotero", "library.json", "z").stdout
    assert (tmp_path / "z/claims/argument.md").read_text() == before


def test_works_alone_make_a_project_which_marks_join_later(tmp_path):
    (tmp_path / "works.json").write_text(json.dumps([KELLER, MOSER]))
    assert argmap(tmp_path, "import", "zotero", "works.json", "z").returncode == 0
    assert argmap(tmp_path, "export", "bibtex", "z").stdout.count("@") == 2
    (tmp_path / "library.json").write_text(json.dumps(LIBRARY))
    assert argmap(tmp_path, "import", "zotero", "library.json", "z").returncode == 0
    assert len(load(tmp_path / "z").argument.claims) == 4


def test_a_key_that_two_works_would_have_does_not_hang_on_their_order():
    twin = {**KELLER, "id": f"{URI}TWIN0001"}
    for items in ([KELLER, twin], [twin, KELLER]):
        foreign, _ = zotero.read(json.dumps(items).encode(), "x.json")
        keys = {item["custom"]["zotero"]: item["id"] for item in json.loads(foreign.sidecar["zotero.json"])}
        assert keys == {"KELL2014": "keller-2014-walking-kell2014", "TWIN0001": "keller-2014-walking-twin0001"}


def test_zotero_on_this_machine_is_asked(tmp_path):
    many = [{**MOSER, "id": f"moser{number}"} for number in range(600)]
    place = "/api/users/0/items"
    answers = {place: {"csl": [KELLER, *many], "attachment": [ATTACHED], "annotation": MARKS}}
    with zotero_with(tmp_path, **answers) as (address, server):
        done = argmap(tmp_path, "import", "zotero", address, "z")
        assert done.returncode == 0, done.stderr
        server.kill()
        asked = server.stdout.read().splitlines()
    assert len(load(tmp_path / "z").bibliography.sources) == 601
    assert len(load(tmp_path / "z").argument.claims) == 4
    assert len(asked) == 4 and all(line.startswith("GET /api/users/0/items?") for line in asked)


def test_a_collection_gives_its_own_works_and_marks(tmp_path):
    answers = {
        "/api/users/0/collections/COLL0001/items": {"csl": [MOSER]},
        "/api/users/0/items": {"csl": [KELLER, MOSER], "attachment": [ATTACHED], "annotation": MARKS},
    }
    with zotero_with(tmp_path, **answers) as (address, _):
        done = argmap(tmp_path, "import", "zotero", f"{address}/api/users/0/collections/COLL0001", "z")
        assert done.returncode == 0, done.stderr
        assert argmap(tmp_path, "import", "zotero", f"{address}/api/users/1", "y").returncode == 2
    assert list(load(tmp_path / "z").bibliography.sources) == ["moser2011"]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"status": 403}, "Allow other applications"),
        ({"status": 302, "location": "http://example.org/"}, "302"),
        ({}, "404"),
    ],
)
def test_an_answer_that_is_none_is_told_with_what_to_do(tmp_path, answers, told):
    with zotero_with(tmp_path, **answers) as (address, _):
        done = argmap(tmp_path, "import", "zotero", address, "z")
    assert done.returncode == 2 and told in done.stderr and not (tmp_path / "z").exists()
    done = argmap(tmp_path, "import", "zotero", address, "z")
    assert done.returncode == 2 and "does not run" in done.stderr


@pytest.mark.parametrize(
    "address",
    ["http://example.org:23119", "http://localhost.example.org", "https://localhost:23119", "http://user@evil.org/@localhost",
     "http://localhost:23119/api/users/0/../../x", "http://localhost:x", "http://[::1", "http://0x7f.1", "http://localhost/api/keys"],
)  # fmt: skip
def test_only_this_machine_is_asked(address: str):
    with pytest.raises(ArgmapError):
        zotero.ask(address)


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b'{"items": 3}', b'{"config": {}, "items": []}', b'[{"x": 1}]', b"[" * 100_000,
     b'{"items": [{"id": "x"}], "annotations": null}', b'[{"data": {"itemType": "book"}, "key": "K"}]'],
    ids=range(9),
)  # fmt: skip
def test_what_is_no_library_is_refused_in_words(data: bytes):
    with pytest.raises(ArgmapError, match=r"x\.json"):
        zotero.read(data, "x.json")


def test_strange_items_load(tmp_path):
    strange = [
        {"id": "../../etc/passwd", "type": "book", "author": "x", "issued": 3, "title": ["a"]},
        {"id": 7, "type": "book", "title": "@x{}", "author": [3, {"literal": "\u202e\u0000"}]},
        {"id": "a b", "type": "book"},
        {"key": "ATT00001", "data": {"itemType": "attachment", "parentItem": "7", "path": "..\\..\\x;y.pdf"}},
        {"key": "A1", "data": {"itemType": "annotation", "parentItem": "ATT00001", "annotationText": "## because: x",
                               "annotationPageLabel": "1] @y [", "tags": [3, {"tag": "a, b\n- but: c"}]}},
        {"key": "N1", "data": {"itemType": "note"}},
        {"key": " ", "data": {"itemType": "book"}, "csljson": {"type": "book", "title": "No key"}},
        {"key": "ATT00002", "data": {"itemType": "attachment"}, "links": {"enclosure": {"href": "file://[x"}}},
    ]  # fmt: skip
    (tmp_path / "x.json").write_text(json.dumps(strange))
    done = argmap(tmp_path, "import", "zotero", "x.json", "z")
    assert done.returncode == 0, done.stderr
    assert "SYN" not in argmap(tmp_path, "check", "z", "--all").stdout
    (claim,) = load(tmp_path / "z").argument.claims.values()
    assert claim.citations[0].locator is None and "file" not in (tmp_path / "z/sources/zotero.json").read_text()
