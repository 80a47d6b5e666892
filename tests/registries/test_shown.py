"""A retracted source in all that people look at: report, letter, evaluation, map, explanation; and the labels as before."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from test_reg_checks import CLAIMS, TITLE, WORKS, of, project, record

from argmap.registries.records import Notice
from commands import argmap

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"


@pytest.fixture(params=[True, False], ids=["retracted", "found"])
def shown(tmp_path, request):
    """A project whose one source was retracted, or only found."""
    notices = (Notice("retraction", "2012-05-01", "10.1000/r", "publisher"),) if request.param else ()
    project(tmp_path, of(records=[record(notices=notices)]))
    return tmp_path, request.param


def test_the_evaluation_says_what_is_lost_and_keeps_its_labels(shown):
    root, retracted = shown
    told = argmap(root, "evaluate").stdout
    assert told.startswith("top: provisional")
    assert ("Smith 2010 (@smith) is retracted (2012-05-01" in told) == retracted
    assert ("Without @smith" in " ".join(told.split())) == retracted
    document = json.loads(argmap(root, "evaluate", "--format", "json").stdout)
    Draft202012Validator(json.loads((SCHEMAS / "evaluation.json").read_text("utf-8"))).validate(document)
    assert list(document["doubted_sources"]) == (["smith"] if retracted else [])
    assert document["claims"]["sold"]["label"] == "provisional"


def test_the_map_marks_the_cards_that_rest_on_it(shown):
    root, retracted = shown
    assert argmap(root, "map", "--view", "all", "-o", "map.svg").returncode == 0
    assert (">retracted<" in (root / "map.svg").read_text("utf-8")) == retracted


def test_the_report_marks_it_and_says_who_was_asked_when(shown):
    root, retracted = shown
    assert argmap(root, "report").returncode == 0
    page = (root / "build" / "report" / "index.html").read_text("utf-8")
    assert ('<b class="doubt">retracted</b>' in page) == retracted
    assert "Crossref: 1 question, 2026-11-26" in page and "Registries: found" in page
    assert "A book on the trade of small towns" in page and "Registries: not looked up" not in page
    assert "1 work not asked about: no registry has answered yet" in page
    assert "Without @smith" not in page, "a reader of the page has never seen the key"


def test_a_report_without_answers_says_nothing_of_registries(tmp_path):
    project(tmp_path)
    assert argmap(tmp_path, "report").returncode == 0
    assert "egistries" not in (tmp_path / "build" / "report" / "index.html").read_text("utf-8").partition("<body")[2]


def test_the_letter_tells_the_author(shown):
    root, retracted = shown
    letter = argmap(root, "letter").stdout
    assert ("Smith 2010 was retracted (2012-05-01" in letter) == retracted and "@smith" not in letter


def test_a_work_and_a_claim_are_explained_with_it(shown):
    root, retracted = shown
    work = argmap(root, "explain", "@smith").stdout
    assert TITLE in work and "Asked: Crossref 2026-11-26." in work
    assert "Without @smith 1 claim falls (sold)" in work and ("retracted" in work) == retracted
    assert ("is retracted" in argmap(root, "explain", "sold").stdout) == retracted
    assert argmap(root, "explain", "@nobody").returncode == 2


def test_what_if_shows_each_label(tmp_path):
    project(tmp_path, of(records=[record(notices=(Notice("retraction"),))]))
    told = argmap(tmp_path, "whatif", "--reject", "@smith").stdout
    assert "top (conclusion): provisional → unsupported" in told


def test_checking_twice_gives_the_same_bytes(tmp_path):
    project(tmp_path, of(records=[record(years=(2001,), notices=(Notice("concern"),))]), works=WORKS, claims=CLAIMS)
    one, other = (argmap(tmp_path, "check", "--format", "json").stdout for _ in range(2))
    assert one == other and "REG002" in one and "REG006" in one


def test_a_check_loads_nothing_of_registries_where_none_was_asked(tmp_path):
    project(tmp_path)
    program = (
        "import sys; sys.argv = ['argmap', 'check']\nfrom argmap.cli import main\ntry:\n    main()\nfinally:\n"
        "    print(sorted(m for m in sys.modules if m.startswith('argmap.registries')))"
    )
    told = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert told.stdout.splitlines()[-1] == "['argmap.registries']"
